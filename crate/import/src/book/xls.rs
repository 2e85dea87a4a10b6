//! Workbooks of Excel 97 to 2003: binary records in a container of sectors.

mod container;
mod record;
mod sheet;

use super::style::Styles;
use super::{EXCEL, finished};
use crate::limit::SHEETS;
use crate::{Refusal, Sheet};
use record::{Record, Records, Strings};

const FORMAT: &str = "Excel workbook";

/// One sheet in the list of a workbook.
struct Part {
    name: String,
    start: usize,
    is_hidden: bool,
    is_table: bool,
}

/// A container of old Office documents: a workbook, or an encrypted new one.
pub(crate) fn read(file: &str, bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    let damaged = || Refusal::damaged(file, "an old Office document", "its directory is broken");
    let container = container::open(bytes).ok_or_else(damaged)?;
    if container.has("EncryptedPackage") {
        return Err(Refusal::locked(file, EXCEL));
    }
    let Some(stream) = container.stream("Workbook") else {
        let is_older = container.has("Book");
        let found = if is_older { "a workbook of Excel 95" } else { "an old Office document" };
        let advice = "export the table itself as CSV or .xlsx";
        return Err(Refusal::wrong_type(file, found, advice));
    };
    let book = Book::read(file, &stream)?;
    if book.parts.len() > SHEETS {
        return Err(Refusal::too_large(file, "has more than 200 sheets"));
    }
    let mut sheets = Vec::new();
    let mut n_hidden = 0;
    for part in book.parts.iter().filter(|part| part.is_table) {
        if part.is_hidden {
            n_hidden += 1;
            continue;
        }
        let records = stream.get(part.start..).unwrap_or_default();
        let grid = sheet::read(file, Records::new(records), &book.styles, &book.strings)?;
        sheets.extend(grid.into_sheet(file, &part.name, FORMAT)?);
    }
    finished(file, EXCEL, sheets, n_hidden)
}

/// What stands before the sheets.
#[derive(Default)]
struct Book {
    parts: Vec<Part>,
    styles: Styles,
    strings: Vec<String>,
}

impl Book {
    fn read(file: &str, stream: &[u8]) -> Result<Book, Refusal> {
        let mut book = Book::default();
        for record in Records::new(stream) {
            let data = &record.data;
            match record.kind {
                0x000a => break,
                0x002f => return Err(Refusal::locked(file, EXCEL)),
                0x0022 => book.styles.is_1904 = record.u16(0) == Some(1),
                0x0085 => book.parts.extend(part(&record)),
                0x00e0 => book.styles.add(record.u16(2).map_or(0, u32::from)),
                0x041e => {
                    if let (Some(id), Some(code)) = (record.u16(0), record::text(data, 2)) {
                        book.styles.define(u32::from(id), &code);
                    }
                }
                0x00fc => book.strings = Strings::of(&record).read(),
                _ => {}
            }
        }
        Ok(book)
    }
}

fn part(record: &Record<'_>) -> Option<Part> {
    let start = usize::from(record.u16(0)?) | usize::from(record.u16(2)?) << 16;
    let (visible, kind) = (record.data.get(4)?, record.data.get(5)?);
    let n = usize::from(*record.data.get(6)?);
    let is_wide = record.data.get(7)? & 1 == 1;
    let name = record::chars(record.data.get(8..)?, n, is_wide)?;
    Some(Part { name, start, is_hidden: visible & 3 != 0, is_table: *kind == 0 })
}
