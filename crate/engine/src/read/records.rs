//! Records as the file has them, each with its own number of cells: the head and the tail of a file,
//! where it is decided what is data.

use std::sync::Arc;

use super::buffer::Buffer;
use super::lines::LineEnds;
use super::scan::{Rule, Scan};

pub(super) use undertone_kernel::Cell as Span;

/// One record: its cells and where it begins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) first: u32,
    pub(super) n: u32,
    pub(super) start: u32,
}

/// Records as the file has them.
#[derive(Debug, Clone, Default)]
pub(super) struct Records {
    n_columns: u32,
    buffer: Arc<Buffer>,
    side: String,
    cells: Vec<Span>,
    rows: Vec<Row>,
    inner_quotes: Vec<u32>,
    unclosed: Vec<u32>,
    surplus: Vec<u32>,
    line_ends: LineEnds,
}

impl Records {
    pub(super) fn new(buffer: &Arc<Buffer>, rule: Rule, out: Scan) -> Self {
        Records {
            n_columns: out.rows.iter().map(|row| row.n).max().unwrap_or(0),
            buffer: Arc::clone(buffer),
            side: out.side,
            cells: out.cells,
            rows: out.rows,
            inner_quotes: out.inner_quotes,
            unclosed: out.unclosed,
            surplus: out.surplus,
            line_ends: rule.line_ends(),
        }
    }

    pub(super) fn set_columns(&mut self, n: u32) {
        self.n_columns = n;
    }

    /// How many cells `row` has.
    pub(super) fn width(&self, row: u32) -> u32 {
        self.rows.get(row as usize).map_or(0, |row| row.n)
    }

    /// The cells of `row`.
    pub(super) fn raw(&self, row: u32) -> impl Iterator<Item = &str> {
        (0..self.width(row)).map(move |col| self.cell(row, col))
    }

    /// How many rows there are.
    pub(super) fn n_rows(&self) -> u32 {
        self.rows.len() as u32
    }

    /// The cell at `row` and `col`; empty where the row is too short.
    pub(super) fn get(&self, row: u32, col: u32) -> &str {
        if col < self.n_columns { self.cell(row, col) } else { "" }
    }

    pub(super) fn cell(&self, row: u32, col: u32) -> &str {
        let Some(row) = self.rows.get(row as usize).filter(|row| col < row.n) else { return "" };
        let Some(span) = self.cells.get((row.first + col) as usize) else { return "" };
        let (start, end) = (span.start as usize, span.end as usize);
        let text = self.buffer.text();
        let n = text.len();
        let own = if start < n { text.get(start..end) } else { self.side.get(start - n..end - n) };
        own.unwrap_or_default()
    }

    /// What the scan found.
    pub(super) fn into_scan(self) -> Scan {
        Scan {
            cells: self.cells,
            rows: self.rows,
            side: self.side,
            inner_quotes: self.inner_quotes,
            unclosed: self.unclosed,
            surplus: self.surplus,
            n_quoted: 0,
        }
    }

    /// Where `row` begins in the text; its end for a row that is not there.
    pub(super) fn start(&self, row: usize) -> usize {
        self.rows.get(row).map_or(self.buffer.text().len(), |row| row.start as usize)
    }

    /// The line of the file, from 1, at which `row` begins.
    pub(super) fn line(&self, row: u32) -> u32 {
        self.line_ends.line_at(self.buffer.text(), self.start(row as usize))
    }
}
