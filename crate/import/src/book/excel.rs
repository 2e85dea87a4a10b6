//! Excel's workbooks, by way of `calamine`, cell by cell.

use std::io::Cursor;

use calamine::{
    Data, DataRef, Dimensions, ExcelDateTime, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsb,
    XlsbError, Xlsx, XlsxError,
};

use super::grid::Region;
use super::{EXCEL, Grid, cell, finished};
use crate::limit::SHEETS;
use crate::{Refusal, Sheet};

const FORMAT: &str = "Excel workbook";

/// Names of the sheets to read, and how many are hidden.
fn visible(name: &str, sheets: &[calamine::Sheet]) -> Result<(Vec<String>, u64), Refusal> {
    let tables: Vec<&calamine::Sheet> =
        sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).collect();
    let shown = tables.iter().filter(|sheet| sheet.visible == SheetVisible::Visible);
    let names: Vec<String> = shown.map(|sheet| sheet.name.clone()).collect();
    if names.len() > SHEETS {
        return Err(Refusal::too_large(name, "has more than 200 sheets"));
    }
    let n_hidden = tables.len() - names.len();
    Ok((names, n_hidden as u64))
}

/// A workbook of Excel 2007 or later.
pub(super) fn read(name: &str, bytes: &[u8], is_binary: bool) -> Result<Vec<Sheet>, Refusal> {
    if is_binary { read_binary(name, bytes) } else { read_xml(name, bytes) }
}

fn damaged(name: &str) -> Refusal {
    Refusal::damaged(name, EXCEL, "it cannot be read")
}

fn read_xml(name: &str, bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    let refuse = |error| match error {
        XlsxError::Password => Refusal::locked(name, EXCEL),
        _ => damaged(name),
    };
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(refuse)?;
    let is_1904 = book.has_1904_epoch();
    let (names, n_hidden) = visible(name, book.sheets_metadata())?;
    let mut sheets = Vec::new();
    for own in names {
        let mut grid = Grid::default();
        // A sheet whose merged regions cannot be read is read without them.
        if let Ok(merged) = book.merge_cells_by_sheet_name(&own) {
            grid.merged = merged.iter().map(region).collect();
        }
        let mut cells = match book.worksheet_cells_reader(&own) {
            Ok(cells) => cells,
            Err(XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(refuse(error)),
        };
        while let Some(next) = cells.next_cell().map_err(refuse)? {
            let (row, col) = next.get_position();
            push(&mut grid, name, (row, col), next.get_value(), is_1904)?;
        }
        sheets.extend(grid.into_sheet(name, &own, FORMAT)?);
    }
    finished(name, EXCEL, sheets, n_hidden)
}

fn read_binary(name: &str, bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    let refuse = |error| match error {
        XlsbError::Password => Refusal::locked(name, EXCEL),
        _ => damaged(name),
    };
    let mut book = Xlsb::new(Cursor::new(bytes)).map_err(refuse)?;
    let is_1904 = book.has_1904_epoch();
    let (names, n_hidden) = visible(name, book.sheets_metadata())?;
    let mut sheets = Vec::new();
    for own in names {
        let mut grid = Grid::default();
        let mut cells = book.worksheet_cells_reader(&own).map_err(refuse)?;
        while let Some(next) = cells.next_cell().map_err(refuse)? {
            let (row, col) = next.get_position();
            push(&mut grid, name, (row, col), next.get_value(), is_1904)?;
        }
        sheets.extend(grid.into_sheet(name, &own, FORMAT)?);
    }
    finished(name, EXCEL, sheets, n_hidden)
}

/// A workbook of Excel 97–2003.
pub(super) fn read_old(name: &str, bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    let refuse = |error| match error {
        XlsError::Password => Refusal::locked(name, EXCEL),
        _ => damaged(name),
    };
    let mut book = Xls::new(Cursor::new(bytes)).map_err(refuse)?;
    let is_1904 = book.has_1904_epoch();
    let (names, n_hidden) = visible(name, book.sheets_metadata())?;
    let mut sheets = Vec::new();
    for own in names {
        let mut grid = Grid::default();
        if let Ok(merged) = book.merge_cells_by_sheet_name(&own) {
            grid.merged = merged.iter().map(region).collect();
        }
        let range = book.worksheet_range(&own).map_err(refuse)?;
        let (top, left) = range.start().unwrap_or_default();
        for (row, col, value) in range.used_cells() {
            let place = (top + row as u32, left + col as u32);
            push(&mut grid, name, place, &borrowed(value), is_1904)?;
        }
        sheets.extend(grid.into_sheet(name, &own, FORMAT)?);
    }
    finished(name, EXCEL, sheets, n_hidden)
}

/// Old workbooks say how large their sheets are, and room is made for it: wherever such a record
/// stands in `bytes`, it may promise no more than such a sheet can hold.
pub(super) fn has_sane_dimensions(bytes: &[u8]) -> bool {
    const RECORD: [u8; 4] = [0x00, 0x02, 0x0e, 0x00];
    let number = |at: usize, n: usize| {
        let digits = bytes.get(at..at + n).unwrap_or_default();
        digits.iter().rev().fold(0u64, |sum, byte| sum * 256 + u64::from(*byte))
    };
    let starts = bytes.windows(4).enumerate().filter(|(_, part)| *part == RECORD);
    starts.map(|(at, _)| at + 4).all(|at| {
        let (rows, cols) = (number(at + 4, 4), number(at + 10, 2));
        rows <= 65_536 && cols <= 256
    })
}

fn region(merged: &Dimensions) -> Region {
    let ((top, left), (bottom, right)) = (merged.start, merged.end);
    Region { top, left, bottom, right }
}

fn borrowed(value: &Data) -> DataRef<'_> {
    match value {
        Data::Int(value) => DataRef::Int(*value),
        Data::Float(value) => DataRef::Float(*value),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(value) => DataRef::Bool(*value),
        Data::DateTime(value) => DataRef::DateTime(*value),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}

fn push(
    grid: &mut Grid,
    file: &str,
    (row, col): (u32, u32),
    value: &DataRef<'_>,
    is_1904: bool,
) -> Result<(), Refusal> {
    match value {
        DataRef::Empty => Ok(()),
        DataRef::Error(_) => {
            grid.note_error(row);
            Ok(())
        }
        DataRef::String(text) => grid.push(file, row, col, &cell::text(text)),
        DataRef::SharedString(text) => grid.push(file, row, col, &cell::text(text)),
        DataRef::Int(value) => grid.push(file, row, col, &value.to_string()),
        DataRef::Float(value) => grid.push(file, row, col, &cell::number(*value)),
        DataRef::Bool(value) => grid.push(file, row, col, if *value { "TRUE" } else { "FALSE" }),
        DataRef::DateTime(value) => grid.push(file, row, col, &moment(*value, is_1904)),
        DataRef::DateTimeIso(text) => grid.push(file, row, col, &cell::iso_moment(text)),
        DataRef::DurationIso(text) => grid.push(file, row, col, &cell::iso_duration(text)),
    }
}

fn moment(value: ExcelDateTime, is_1904: bool) -> String {
    if value.is_duration() {
        cell::duration(value.as_f64())
    } else {
        cell::moment(value.as_f64(), is_1904)
    }
}
