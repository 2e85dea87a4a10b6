//! Workbooks: Excel's of all ages, and OpenDocument's.

mod cell;
mod excel;
mod grid;
mod head;
mod opendocument;

pub(crate) use cell::{iso_moment, number};
pub(crate) use grid::{Grid, Region};
pub(crate) use opendocument::ods;

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::archive::{Zip, member};
use crate::limit::{BOOK_MEMBERS, Budget, SHARED_STRINGS};
use crate::notice::Notices;
use crate::{Refusal, Sheet, kind};

/// What an Excel file is called in sentences.
const EXCEL: &str = "an Excel workbook";

/// A workbook of Excel 2007 or later, as XML or binary.
pub(crate) fn excel(
    name: &str,
    bytes: &[u8],
    zip: &mut Zip<'_>,
    budget: &mut Budget,
) -> Result<Vec<Sheet>, Refusal> {
    let names = crate::archive::names(zip);
    if names.len() > BOOK_MEMBERS {
        return Err(Refusal::too_large(name, "is a workbook of more than 200 parts"));
    }
    for (at, part) in names.iter().enumerate() {
        let is_text = part.ends_with(".xml") || part.ends_with(".rels") || part.ends_with(".bin");
        if is_text && !part.contains("/media/") && !part.ends_with("vbaProject.bin") {
            let is_strings = part.to_ascii_lowercase().contains("sharedstrings");
            let most = if is_strings { SHARED_STRINGS } else { u64::MAX };
            check(name, zip, at, most, budget)?;
        }
    }
    let is_binary = names.iter().any(|part| part.eq_ignore_ascii_case("xl/workbook.bin"));
    guarded(name, || excel::read(name, bytes, is_binary))
}

fn check(
    name: &str,
    zip: &mut Zip<'_>,
    at: usize,
    most: u64,
    budget: &mut Budget,
) -> Result<(), Refusal> {
    let whole = zip.central_directory_start();
    let damaged = |_| Refusal::damaged(name, EXCEL, "a part of it cannot be unpacked");
    let mut entry = zip.by_index(at).map_err(damaged)?;
    let packed = entry.compressed_size().min(whole);
    budget.check(name, &mut entry, packed, most)
}

/// A container of old Office documents: a workbook of Excel 97–2003, or an encrypted new one.
pub(crate) fn old(name: &str, bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    let has = |stream: &str| {
        let wide: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|part| part == wide)
    };
    if has("EncryptedPackage") {
        return Err(Refusal::locked(name, EXCEL));
    }
    if !has("Workbook") && !has("Book") {
        let advice = "export the table itself as CSV or .xlsx";
        return Err(Refusal::wrong_type(name, "an old Office document", advice));
    }
    if !excel::has_sane_dimensions(bytes) {
        return Err(Refusal::too_large(name, "says that it has more cells than a sheet can hold"));
    }
    guarded(name, || excel::read_old(name, bytes))
}

/// A damaged workbook may stop the library that reads it; that is a refusal like any other.
fn guarded(
    name: &str,
    read: impl FnOnce() -> Result<Vec<Sheet>, Refusal>,
) -> Result<Vec<Sheet>, Refusal> {
    catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(Refusal::damaged(name, EXCEL, "it cannot be read")))
}

/// Sheets with their names; one alone is the whole file. What was left out is said once.
fn finished(
    name: &str,
    what: &str,
    mut sheets: Vec<Sheet>,
    n_hidden: u64,
) -> Result<Vec<Sheet>, Refusal> {
    let mut notices = Notices::default();
    let message = "hidden sheets were left out; show them in the workbook to have them read";
    notices.add_many("hidden-sheet", message, n_hidden);
    if kind::claims_delimited(name) {
        let message = "the file is a workbook, whatever its name says; it was read as one";
        notices.add("wrong-extension", message, None);
    }
    match sheets.as_mut_slice() {
        [] => return Err(Refusal::empty(name, what)),
        [only] => only.name.clear(),
        _ => {}
    }
    sheets[0].notices.extend(&notices);
    Ok(sheets)
}

/// One part of a workbook by its name, as text.
fn part(name: &str, zip: &mut Zip<'_>, part: &str, budget: &mut Budget) -> Result<String, Refusal> {
    let names = crate::archive::names(zip);
    let Some(at) = names.iter().position(|own| own == part) else {
        let why = format!("{part} is missing");
        return Err(Refusal::damaged(name, "an OpenDocument spreadsheet", &why));
    };
    let bytes = member(name, zip, at, u64::MAX, budget)?;
    Ok(String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
}
