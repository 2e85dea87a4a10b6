//! What several readers of one body found, put together.

use undertone_kernel::shift_cells;

use super::Body;

impl<'a> Body<'a> {
    /// A reader of about `n_rows` that lie further on; what it finds is for [`Body::join`].
    pub(in crate::read) fn fork(&self, n_rows: usize) -> Body<'a> {
        let usual_width = self.shape_width();
        let rule = (self.rule, usual_width);
        let mut fork = Body::new(&self.buffer, self.text, rule, self.header, self.limits);
        fork.builder = self.builder.fork(n_rows);
        fork
    }

    /// Takes what a fork read from where this one stopped. Where it might have read otherwise nothing
    /// changes and the answer is `false`: its part must be read again.
    pub(in crate::read) fn join(&mut self, mut part: Body<'_>) -> bool {
        let Some(budget) = self.scanner.budget_after(&part.scanner) else { return false };
        let is_short = part.held.starts.is_empty();
        if !is_short && (self.ends_blank() || part.begins_blank()) {
            return false;
        }
        let base = self.scanner.out.side.len();
        self.scanner.out.side.push_str(&part.scanner.out.side);
        part.shift(base);
        if is_short {
            self.recent.append(&mut part.recent);
            self.gaps.append(&mut part.gaps);
            for (cells, start) in part.batch.cells.chunks(self.width.max(1)).zip(&part.batch.starts)
            {
                self.batch.cells.extend_from_slice(cells);
                self.batch.starts.push(*start);
                if self.batch.starts.len() >= self.limits.batch {
                    self.rotate();
                }
            }
        } else {
            self.rotate();
            self.rotate();
            let side = self.scanner.out.side.as_bytes();
            if !self.builder.join(self.text.as_bytes(), side, &part.builder) {
                self.scanner.out.side.truncate(base);
                return false;
            }
            (self.held, self.batch, self.recent) = (part.held, part.batch, part.recent);
            (self.gaps, self.was_blank) = (part.gaps, part.was_blank);
        }
        for (own, more) in self.odd.iter_mut().zip(part.odd) {
            own.join(more);
        }
        self.scanner.out.inner_quotes.append(&mut part.scanner.out.inner_quotes);
        self.scanner.out.unclosed.append(&mut part.scanner.out.unclosed);
        self.scanner.out.surplus.append(&mut part.scanner.out.surplus);
        self.scanner.budget = budget;
        true
    }

    /// Whether the last row so far is blank: whether it stays depends on what follows.
    fn ends_blank(&self) -> bool {
        let held = [&self.batch, &self.held].into_iter().find(|rows| !rows.starts.is_empty());
        held.map_or(self.was_blank, |rows| self.is_blank(rows, rows.starts.len() - 1))
    }

    /// Whether the first row of all is blank: whether it stays depends on what came before.
    fn begins_blank(&self) -> bool {
        self.is_first_blank.unwrap_or_else(|| self.is_blank(&self.held, 0))
    }

    /// Moves cells that had to be unescaped behind so many bytes of others.
    fn shift(&mut self, by: usize) {
        let (n, by) = (self.text.len() as u32, by as u32);
        if by > 0 && !self.scanner.out.side.is_empty() {
            shift_cells(&mut self.held.cells, n, by);
            shift_cells(&mut self.batch.cells, n, by);
            self.builder.shift(n, by);
        }
    }
}
