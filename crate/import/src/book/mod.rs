//! Workbooks: Excel's since 1997, and OpenDocument's.

mod cell;
mod grid;
mod head;
mod opendocument;
mod style;
mod xls;
mod xlsx;
mod xml;

pub(crate) use cell::{iso_moment, number};
pub(crate) use grid::{Grid, Region};
pub(crate) use opendocument::read as ods;
pub(crate) use xls::read as old_excel;
pub(crate) use xlsx::read as excel;

use crate::notice::Notices;
use crate::{Refusal, Sheet, kind};

/// What an Excel file is called in sentences.
const EXCEL: &str = "an Excel workbook";

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
