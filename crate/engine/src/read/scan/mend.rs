//! Records that do not come out as usual, read another way if that makes them so.

use super::{Columns, Mark, Mood, Scanner, Span, Trial};

impl Scanner<'_> {
    /// Reads an odd record by other habits of its line alone, if that gives the usual number of
    /// cells: quotes that are not escaped, or a carriage return that ends the line.
    pub(super) fn other(&mut self, start: usize, trial: Trial, mark: Mark) -> Trial {
        let end = self.end_of_line(start, self.bytes.len());
        let line = &self.bytes[start..end];
        let quote = self.rule.quote.unwrap_or_default();
        let has_pair = quote != 0 && line.windows(2).any(|pair| pair == [quote, quote]);
        let has_return = !self.rule.lone_cr && line.contains(&b'\r');
        self.budget = self.budget.saturating_sub((end.max(trial.next) - start) * 2);
        if self.budget == 0 || !has_pair && !has_return {
            return trial;
        }
        for (is_worth, mood) in [(has_return, Mood::Wary), (has_pair, Mood::Plain)] {
            if !is_worth {
                continue;
            }
            self.reset(mark);
            self.rule.lone_cr |= mood == Mood::Wary;
            let end = self.line_end_or(end);
            let other = self.attempt(start, end, mood);
            self.rule.lone_cr &= mood != Mood::Wary;
            if !self.is_odd(other, mark) {
                if mood == Mood::Plain {
                    self.out.inner_quotes.push(self.start as u32);
                }
                return Trial { second_line: None, ..other };
            }
        }
        self.reset(mark);
        self.attempt(start, self.bytes.len(), Mood::Wary)
    }

    fn line_end_or(&self, at: usize) -> usize {
        if at < self.bytes.len() { self.line_end(at).unwrap_or(at) } else { at }
    }

    /// Leaves out an empty cell too many, where the others then stand in columns of their kind.
    pub(super) fn leave_out(&mut self, first: usize) {
        let width = self.width as usize;
        if width < 2 || self.out.cells.len() - first != width + 1 {
            return;
        }
        let columns = self.rule.columns;
        let misfit = |gap: usize| -> usize {
            let at = |col: usize| self.out.cells[first + col + usize::from(col >= gap)];
            let weight = |col: usize| match self.text_of(at(col)) {
                "" => 2 * usize::from(Columns::has(columns.filled, col)),
                cell if crate::read::header::is_value(cell) => 0,
                _ => usize::from(Columns::has(columns.values, col)),
            };
            (0..width.min(64)).map(weight).sum()
        };
        let empty = (0..width).filter(|col| self.text_of(self.out.cells[first + col]).is_empty());
        let best = empty.map(|col| (misfit(col), col)).min();
        if let Some((_, col)) = best.filter(|best| best.0 < misfit(width)) {
            self.out.cells.remove(first + col);
            self.out.surplus.push(self.start as u32);
        }
    }

    fn text_of(&self, span: Span) -> &str {
        let (start, end) = (span.start as usize, span.end as usize);
        let base = self.text.len();
        let text = if start < base || start == end {
            self.text.get(start..end)
        } else {
            self.out.side.get(start - base..end - base)
        };
        text.unwrap_or_default()
    }

    /// Reads a line with stray quotes and an unusual number of cells another way, if that gives
    /// the usual number.
    pub(super) fn mend(&mut self, start: usize, next: usize, mark: Mark, n_cells: usize) -> usize {
        let width = self.width as usize;
        let mood = match n_cells.cmp(&width) {
            _ if width == 0 => return next,
            std::cmp::Ordering::Less => Mood::Dropping,
            std::cmp::Ordering::Greater => Mood::Paired,
            std::cmp::Ordering::Equal => return next,
        };
        self.reset(mark);
        let trial = self.attempt(start, next, mood);
        if self.out.cells.len() - mark.0 == width {
            self.out.inner_quotes.push(self.start as u32);
            return trial.next;
        }
        self.reset(mark);
        self.attempt(start, next, Mood::Patient).next
    }

    /// Whether the record at `at` is a usual one.
    pub(super) fn fits(&mut self, at: usize) -> bool {
        let mark = self.mark();
        let trial = self.attempt(at, self.bytes.len(), Mood::Wary);
        self.budget = self.budget.saturating_sub(trial.next - at);
        let n = (self.out.cells.len() - mark.0) as u32;
        self.reset(mark);
        !trial.is_broken && n == self.width && n > 1
    }
}
