//! The data of a file, column by column: a number for each distinct value where values recur, and a
//! place in the text for each cell where they do not.

use std::sync::{Arc, OnceLock};

use undertone_kernel::{Cell, Dictionary, Form, Varied};

use super::buffer::Source;
use super::lines::LineEnds;

/// Rows between two known line numbers.
const LINE_STEP: usize = 64;

/// The data rows of a file. No text is copied but the few cells that had to be unescaped.
#[derive(Debug, Clone, Default)]
pub struct Records {
    source: Source,
    columns: Vec<Cells>,
    starts: Vec<u32>,
    line_ends: LineEnds,
    lines: OnceLock<Vec<u32>>,
    /// Whether the columns were given back.
    lines_only: bool,
}

/// The cells of one column.
#[derive(Debug, Clone)]
pub(crate) enum Cells {
    /// The code of each row, and each code's value.
    Coded(Vec<u16>, Vec<Cell>),
    /// The cell of each row, and what they are.
    Each(Arc<Vec<Cell>>, Box<Varied>),
}

impl Records {
    /// How many rows there are.
    pub fn n_rows(&self) -> u32 {
        self.starts.len() as u32
    }

    /// How many columns each row has.
    pub fn n_columns(&self) -> u32 {
        self.columns.len() as u32
    }

    /// The cell at `row` and `col`, as the file says it, unquoted and unescaped; empty where the
    /// file's row is too short.
    pub fn get(&self, row: u32, col: u32) -> &str {
        let cell = match self.columns.get(col as usize) {
            Some(Cells::Coded(codes, values)) => {
                codes.get(row as usize).and_then(|code| values.get(usize::from(*code)))
            }
            Some(Cells::Each(cells, _)) => cells.get(row as usize),
            None => None,
        };
        cell.map_or("", |cell| self.source.get(*cell))
    }

    /// The line of the file, from 1, at which `row` begins.
    pub fn line(&self, row: u32) -> u32 {
        let row = row as usize;
        let Some(start) = self.starts.get(row) else { return 0 };
        let at = row / LINE_STEP;
        let known = self.lines.get_or_init(|| self.count_lines());
        let from = self.starts[at * LINE_STEP] as usize;
        known[at] + self.line_ends.count(self.source.buffer.text(), from, *start as usize)
    }

    /// What ends a line of the file.
    pub(super) fn line_ends(&self) -> LineEnds {
        self.line_ends
    }

    fn count_lines(&self) -> Vec<u32> {
        let (mut line, mut from) = (1, 0);
        let mut lines = Vec::with_capacity(self.starts.len() / LINE_STEP + 1);
        for start in self.starts.iter().step_by(LINE_STEP) {
            line += self.line_ends.count(self.source.buffer.text(), from, *start as usize);
            from = *start as usize;
            lines.push(line);
        }
        lines
    }

    /// The cells of column `col`.
    pub(crate) fn cells(&self, col: u32) -> Option<&Cells> {
        self.columns.get(col as usize)
    }

    /// Where each row begins in the text.
    #[cfg(test)]
    pub(super) fn starts(&self) -> &[u32] {
        &self.starts
    }

    /// The text that the cells lie in.
    pub(crate) fn source(&self) -> &Source {
        &self.source
    }

    /// Reads every cell of a column and hands the result to `put`, row by row; a value that recurs is
    /// read once.
    pub(crate) fn visit<T: Copy>(
        &self,
        col: u32,
        read: &mut dyn FnMut(&str) -> T,
        put: &mut dyn FnMut(u32, T),
    ) {
        match self.cells(col) {
            Some(Cells::Coded(codes, values)) => {
                let table: Vec<T> =
                    values.iter().map(|cell| read(self.source.get(*cell))).collect();
                for (row, code) in codes.iter().enumerate() {
                    put(row as u32, table[usize::from(*code)]);
                }
            }
            Some(Cells::Each(cells, _)) => {
                for (row, cell) in cells.iter().enumerate() {
                    put(row as u32, read(self.source.get(*cell)));
                }
            }
            None => {}
        }
    }

    /// The rows whose cell in column `col` is empty or blank.
    pub(crate) fn blank_rows(&self, col: u32) -> Vec<u32> {
        let is_blank = |cell: &Cell| self.source.get(*cell).trim().is_empty();
        match self.cells(col) {
            Some(Cells::Coded(codes, values)) => {
                let blank: Vec<bool> = values.iter().map(is_blank).collect();
                undertone_kernel::rows_with(codes, &blank)
            }
            Some(Cells::Each(cells, varied)) => {
                let rows = varied.maybe_missing.iter().copied();
                rows.filter(|row| is_blank(&cells[*row as usize])).collect()
            }
            None => Vec::new(),
        }
    }

    /// Whether the columns were given back.
    pub(crate) fn is_released(&self) -> bool {
        self.lines_only
    }

    /// Gives the columns back; texts that were made of them stay.
    pub(crate) fn release(&mut self) {
        for column in &mut self.columns {
            *column = Cells::Coded(Vec::new(), Vec::new());
        }
        self.lines_only = true;
    }
}

/// A column that grows.
#[derive(Debug)]
enum Growing {
    Coded(Dictionary, Vec<u16>),
    Each(Box<Varied>),
}

/// Builds [`Records`] from batches of rows; those behind the first may be read apart (see
/// [`Builder::fork`]), what comes of them is the same.
#[derive(Debug)]
pub(super) struct Builder {
    columns: Vec<Growing>,
    starts: Vec<u32>,
    /// Rows after which it is decided how a column is held.
    probe: usize,
}

impl Builder {
    /// For `n_columns` and about `n_rows`.
    pub(super) fn new(n_columns: u32, n_rows: usize, probe: usize) -> Self {
        let column = |_| Growing::Coded(Dictionary::default(), Vec::with_capacity(n_rows));
        Builder {
            columns: (0..n_columns).map(column).collect(),
            starts: Vec::with_capacity(n_rows),
            probe,
        }
    }

    /// Appends rows: their cells row by row, and where each begins.
    pub(super) fn push(&mut self, text: &[u8], side: &[u8], cells: &[Cell], starts: &[u32]) {
        let n_before = self.starts.len();
        let step = self.columns.len();
        self.starts.extend_from_slice(starts);
        let is_probed = n_before < self.probe && self.is_probed();
        for (col, column) in self.columns.iter_mut().enumerate() {
            if let Growing::Coded(dictionary, codes) = column {
                let n = dictionary.code(text, side, cells, (col, step), codes);
                let is_varied = is_probed && dictionary.values().len() * 2 > codes.len();
                if n == starts.len() && !is_varied {
                    continue;
                }
                let known = undertone_kernel::spread_cells(codes, dictionary.values());
                let (before, room) = (&self.starts[..known.len()], self.starts.capacity());
                let mut each = Box::new(Varied::new(text, side, &known, before, room));
                each.extend(text, side, cells, (col + n * step, step), &starts[n..]);
                *column = Growing::Each(each);
            } else if let Growing::Each(each) = column {
                each.extend(text, side, cells, (col, step), starts);
            }
        }
    }

    /// Whether it is decided how the columns are held.
    pub(super) fn is_probed(&self) -> bool {
        self.starts.len() >= self.probe
    }

    /// An empty builder for about `n_rows` that lie further on, with what is decided about columns.
    pub(super) fn fork(&self, n_rows: usize) -> Self {
        let column = |own: &Growing| match own {
            Growing::Coded(..) => Growing::Coded(Dictionary::default(), Vec::with_capacity(n_rows)),
            Growing::Each(own) => Growing::Each(Box::new(Varied::of(own.form, n_rows))),
        };
        Builder {
            columns: self.columns.iter().map(column).collect(),
            starts: Vec::with_capacity(n_rows),
            probe: 0,
        }
    }

    /// How the columns are held so far: coded, or cell by cell.
    pub(super) fn plan(&self) -> Vec<Option<Form>> {
        let kind = |own: &Growing| match own {
            Growing::Coded(..) => None,
            Growing::Each(own) => Some(own.form),
        };
        self.columns.iter().map(kind).collect()
    }

    /// For how many rows there is room.
    pub(super) fn room(&self) -> usize {
        self.starts.capacity()
    }

    /// Moves cells behind a text of `n` bytes by so many bytes.
    pub(super) fn shift(&mut self, n: u32, by: u32) {
        for column in &mut self.columns {
            match column {
                Growing::Coded(dictionary, _) => dictionary.shift(n, by),
                Growing::Each(own) => undertone_kernel::shift_cells(&mut own.cells, n, by),
            }
        }
    }

    /// Appends the rows of a fork that follow on those here, as if they had been pushed. Where that
    /// cannot be known without a look at each row, nothing changes and the answer is `false`.
    pub(super) fn join(&mut self, text: &[u8], side: &[u8], fork: &Builder) -> bool {
        let values = |(own, fork)| join_values(text, side, own, fork);
        let joined: Option<Vec<_>> = self.columns.iter().zip(&fork.columns).map(values).collect();
        let is_like = self.plan() == fork.plan();
        let Some(joined) = joined.filter(|_| is_like) else { return false };
        for ((own, fork), joined) in self.columns.iter_mut().zip(&fork.columns).zip(joined) {
            match (own, fork) {
                (Growing::Coded(dictionary, codes), Growing::Coded(_, more)) => {
                    let table;
                    (*dictionary, table) = joined;
                    codes.extend(more.iter().map(|code| table[usize::from(*code)]));
                }
                (Growing::Each(own), Growing::Each(more)) => own.join(more),
                _ => {}
            }
        }
        self.starts.extend_from_slice(&fork.starts);
        true
    }

    /// Whether every cell of the last column is empty.
    pub(super) fn is_last_idle(&self) -> bool {
        match self.columns.last() {
            Some(Growing::Coded(dictionary, _)) => {
                dictionary.values().iter().all(|cell| cell.start == cell.end)
            }
            Some(Growing::Each(each)) => each.cells.iter().all(|cell| cell.start == cell.end),
            None => false,
        }
    }

    pub(super) fn drop_last(&mut self) {
        self.columns.pop();
    }

    /// The finished records.
    pub(super) fn finish(self, source: Source, line_ends: LineEnds) -> Records {
        let n_rows = self.starts.len();
        let each = |mut own: Box<Varied>| {
            own.seal();
            let cells = std::mem::take(&mut own.cells);
            Cells::Each(Arc::new(cells), own)
        };
        let column = |column| match column {
            Growing::Coded(dictionary, codes) => {
                let values = dictionary.values().to_vec();
                if n_rows >= self.probe && values.len() * 2 > n_rows {
                    let cells = undertone_kernel::spread_cells(&codes, &values);
                    let (text, side) = (source.buffer.text().as_bytes(), source.side.as_bytes());
                    each(Box::new(Varied::new(text, side, &cells, &self.starts, n_rows)))
                } else {
                    Cells::Coded(codes, values)
                }
            }
            Growing::Each(own) => each(own),
        };
        Records {
            columns: self.columns.into_iter().map(column).collect(),
            source,
            starts: self.starts,
            line_ends,
            lines: OnceLock::new(),
            lines_only: false,
        }
    }
}

/// The dictionary of a column with the values of a fork after its own, and what the fork's codes are
/// in it; `None` where these are too many.
fn join_values(
    text: &[u8],
    side: &[u8],
    own: &Growing,
    fork: &Growing,
) -> Option<(Dictionary, Vec<u16>)> {
    let (Growing::Coded(own, _), Growing::Coded(fork, _)) = (own, fork) else {
        return Some((Dictionary::default(), Vec::new()));
    };
    let (mut own, mut table) = (own.clone(), Vec::new());
    let n = own.code(text, side, fork.values(), (0, 1), &mut table);
    (n == fork.values().len()).then_some((own, table))
}
