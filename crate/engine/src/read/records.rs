//! A rectangle of cells over one buffer of text.

/// Where a cell lies in the buffer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: u32,
    pub(super) end: u32,
}

/// One record: its cells and the line of the file at which it begins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) first: u32,
    pub(super) n: u32,
    pub(super) line: u32,
}

/// A rectangle of cells over one buffer of text: the decoded file, with the few cells that had to
/// be unescaped appended to it. No other text is copied.
#[derive(Debug, Clone, Default)]
pub struct Records {
    n_columns: u32,
    text: String,
    cells: Vec<Span>,
    rows: Vec<Row>,
}

impl Records {
    /// No rows of `n_columns`.
    pub fn new(n_columns: u32) -> Self {
        Records { n_columns, ..Records::default() }
    }

    pub(super) fn from_parts(text: String, cells: Vec<Span>, rows: Vec<Row>) -> Self {
        let n_columns = rows.iter().map(|row| row.n).max().unwrap_or(0);
        Records { n_columns, text, cells, rows }
    }

    /// Keeps the rows from `from` to before `to` for which `keep` holds.
    pub(super) fn retain(&mut self, from: usize, to: usize, mut keep: impl FnMut(usize) -> bool) {
        self.rows.truncate(to);
        let mut idx = 0;
        self.rows.retain(|_| {
            idx += 1;
            idx > from && keep(idx - 1)
        });
    }

    pub(super) fn set_columns(&mut self, n: u32) {
        self.n_columns = n;
    }

    /// How many cells the file has in `row`, before padding or cutting.
    pub(super) fn width(&self, row: u32) -> u32 {
        self.rows.get(row as usize).map_or(0, |row| row.n)
    }

    /// The cells that the file has in `row`, before padding or cutting.
    pub(super) fn raw(&self, row: u32) -> impl Iterator<Item = &str> {
        (0..self.width(row)).map(move |col| self.cell(row, col))
    }

    /// How many rows there are.
    pub fn n_rows(&self) -> u32 {
        self.rows.len() as u32
    }

    /// How many columns each row has.
    pub fn n_columns(&self) -> u32 {
        self.n_columns
    }

    /// The cell at `row` and `col`, as the file says it, unquoted and unescaped; empty where the
    /// file's row is too short.
    pub fn get(&self, row: u32, col: u32) -> &str {
        if col < self.n_columns { self.cell(row, col) } else { "" }
    }

    pub(super) fn cell(&self, row: u32, col: u32) -> &str {
        let Some(row) = self.rows.get(row as usize).filter(|row| col < row.n) else { return "" };
        let Some(span) = self.cells.get((row.first + col) as usize) else { return "" };
        self.text.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    /// The line of the file, from 1, at which `row` begins.
    pub fn line(&self, row: u32) -> u32 {
        self.rows.get(row as usize).map_or(0, |row| row.line)
    }

    /// Appends a row that begins at `line`: padded with empty cells, or cut, to the width.
    pub fn push<'a>(&mut self, line: u32, cells: impl Iterator<Item = &'a str>) {
        let first = self.cells.len() as u32;
        for cell in cells.take(self.n_columns as usize) {
            let start = self.text.len() as u32;
            self.text.push_str(cell);
            self.cells.push(Span { start, end: self.text.len() as u32 });
        }
        self.rows.push(Row { first, n: self.cells.len() as u32 - first, line });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_rows_are_padded_and_long_rows_cut() {
        let mut records = Records::new(2);
        records.push(1, ["a"].into_iter());
        records.push(2, ["b", "c", "d"].into_iter());
        assert_eq!((records.get(0, 0), records.get(0, 1)), ("a", ""));
        assert_eq!((records.get(1, 1), records.get(1, 2), records.get(2, 0)), ("c", "", ""));
        assert_eq!((records.n_rows(), records.line(1), records.line(9)), (2, 2, 0));
    }
}
