//! Cells in any order, as records: no dense table is ever made.

use std::collections::BTreeMap;

use super::head;
use crate::limit::{AREA, CELLS};
use crate::notice::Notices;
use crate::records::Writer;
use crate::{Body, Refusal, Sheet};

/// Cells that merged regions may be filled with.
const FILLED: u64 = 1_000_000;
/// Cells that records may have, blanks included.
const WRITTEN: u64 = 50_000_000;

/// A rectangle of cells, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Region {
    pub(crate) top: u32,
    pub(crate) left: u32,
    pub(crate) bottom: u32,
    pub(crate) right: u32,
}

/// One cell: its place, and where its text lies.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    pub(super) row: u32,
    pub(super) col: u32,
    start: u32,
    end: u32,
}

/// The cells of a sheet that hold something.
#[derive(Debug, Default)]
pub(crate) struct Grid {
    pub(super) cells: Vec<Cell>,
    text: String,
    pub(crate) merged: Vec<Region>,
    pub(crate) notices: Notices,
}

impl Grid {
    /// Adds a cell; blanks are not kept.
    pub(crate) fn push(
        &mut self,
        file: &str,
        row: u32,
        col: u32,
        text: &str,
    ) -> Result<(), Refusal> {
        if text.is_empty() {
            return Ok(());
        }
        let (start, end) = (self.text.len(), self.text.len() + text.len());
        if self.cells.len() >= CELLS || end > u32::MAX as usize / 2 {
            return Err(Refusal::too_large(file, "has a sheet of more than 5 million cells"));
        }
        self.text.push_str(text);
        self.cells.push(Cell { row, col, start: start as u32, end: end as u32 });
        Ok(())
    }

    /// Notes a cell that holds an error of a formula.
    pub(crate) fn note_error(&mut self, row: u32) {
        let message = "a formula ended in an error (#N/A, #DIV/0! …); the cell was left blank";
        self.notices.add("cell-error", message, Some(u64::from(row) + 1));
    }

    /// How many cells hold something.
    pub(crate) fn n_cells(&self) -> usize {
        self.cells.len()
    }

    pub(super) fn text(&self, cell: &Cell) -> &str {
        &self.text[cell.start as usize..cell.end as usize]
    }

    /// The sheet as records, without blank rows and columns; nothing for a blank sheet.
    pub(crate) fn into_sheet(
        mut self,
        file: &str,
        name: &str,
        format: &'static str,
    ) -> Result<Option<Sheet>, Refusal> {
        self.cells.sort_by_key(|cell| (cell.row, cell.col));
        // The same place twice: the later one is what a spreadsheet shows.
        self.cells.reverse();
        self.cells.dedup_by_key(|cell| (cell.row, cell.col));
        self.cells.reverse();
        let Some(bounds) = self.bounds() else { return Ok(None) };
        let height = u64::from(bounds.bottom - bounds.top) + 1;
        if height * (u64::from(bounds.right - bounds.left) + 1) > AREA {
            let why = format!(
                "has a sheet whose cells lie {height} rows and {} columns apart",
                bounds.right - bounds.left + 1
            );
            return Err(Refusal::too_large(file, &why));
        }
        let joined = head::join(&self, bounds);
        self.fill(bounds, joined.as_ref().map_or(0, |head| head.bottom + 1));
        let columns = self.columns();
        let body = self.write(file, &columns, joined.as_ref())?;
        Ok(Some(Sheet { name: name.to_owned(), format, body, notices: self.notices }))
    }

    fn bounds(&self) -> Option<Region> {
        let (first, last) = (self.cells.first()?, self.cells.last()?);
        Some(Region {
            top: first.row,
            bottom: last.row,
            left: self.cells.iter().map(|cell| cell.col).min()?,
            right: self.cells.iter().map(|cell| cell.col).max()?,
        })
    }

    /// Gives every cell of a merged region from row `from` on the region's value. Titles that span
    /// the whole sheet stay alone in their row.
    fn fill(&mut self, bounds: Region, from: u32) {
        let mut budget = FILLED;
        let mut more = Vec::new();
        for region in &self.merged {
            let is_title = region.left <= bounds.left && region.right >= bounds.right;
            let (bottom, right) =
                (region.bottom.min(bounds.bottom), region.right.min(bounds.right));
            if region.top < from || is_title && bounds.left < bounds.right {
                continue;
            }
            let place = |cell: &Cell| (cell.row, cell.col);
            let Ok(at) = self.cells.binary_search_by_key(&(region.top, region.left), place) else {
                continue;
            };
            let area = u64::from(bottom.saturating_sub(region.top) + 1)
                * u64::from(right.saturating_sub(region.left) + 1);
            if area > budget {
                break;
            }
            budget -= area;
            for (row, col) in (region.top..=bottom)
                .flat_map(|row| (region.left..=right).map(move |col| (row, col)))
                .filter(|place| *place != (region.top, region.left))
            {
                more.push(Cell { row, col, ..self.cells[at] });
            }
        }
        if more.is_empty() {
            return;
        }
        self.cells.append(&mut more);
        self.cells.sort_by_key(|cell| (cell.row, cell.col));
        self.cells.dedup_by_key(|cell| (cell.row, cell.col));
    }

    /// The columns that hold something, with their places in the records.
    fn columns(&self) -> BTreeMap<u32, usize> {
        let mut used: Vec<u32> = self.cells.iter().map(|cell| cell.col).collect();
        used.sort_unstable();
        used.dedup();
        used.into_iter().enumerate().map(|(place, col)| (col, place)).collect()
    }

    fn write(
        &mut self,
        file: &str,
        columns: &BTreeMap<u32, usize>,
        joined: Option<&head::Head>,
    ) -> Result<Body, Refusal> {
        let n_rows = self.cells.chunk_by(|a, b| a.row == b.row).count() as u64;
        if n_rows * columns.len() as u64 > WRITTEN {
            return Err(Refusal::too_large(file, "has a sheet of more than 50 million cells"));
        }
        let mut out = Writer::default();
        let mut notices = std::mem::take(&mut self.notices);
        let mut is_head_written = false;
        for row in self.cells.chunk_by(|a, b| a.row == b.row) {
            if let Some(head) = joined.filter(|head| head.holds(row[0].row)) {
                if !is_head_written {
                    out.record(columns.keys().map(|col| head.name(*col)));
                    is_head_written = true;
                }
                continue;
            }
            let mut next = 0;
            for cell in row {
                let place = columns.get(&cell.col).copied().unwrap_or(next);
                (next..place).for_each(|_| out.cell(""));
                out.cell(self.text(cell));
                next = place + 1;
            }
            (next..columns.len()).for_each(|_| out.cell(""));
            out.end();
        }
        if is_head_written {
            let message = "the names of the columns stand in several rows with merged cells; \
                           they were joined";
            notices.add("joined-header", message, None);
        }
        let body = out.finish(&mut notices);
        self.notices = notices;
        Ok(body)
    }
}
