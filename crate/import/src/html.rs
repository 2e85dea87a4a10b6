//! Tables in web pages, and the spreadsheets that Excel 2003 wrote as XML.

mod entity;
mod table;
mod tag;

use crate::{Refusal, Sheet, text};
use table::Tables;

/// The table of a page that has the most cells; every sheet of an XML spreadsheet.
pub(crate) fn read(name: &str, bytes: &[u8], is_spreadsheet: bool) -> Result<Vec<Sheet>, Refusal> {
    let text = text::decode(bytes);
    let mut tables = Tables::new(name, is_spreadsheet);
    tag::walk(&text, &mut tables)?;
    let mut grids = tables.finish();
    let mut sheets = Vec::new();
    if is_spreadsheet {
        for (sheet, grid) in grids {
            sheets.extend(grid.into_sheet(name, &sheet, "Excel workbook (XML)")?);
        }
        if let [only] = sheets.as_mut_slice() {
            only.name.clear();
        }
    } else {
        // The first of the largest.
        grids.sort_by_key(|(_, grid)| std::cmp::Reverse(grid.n_cells()));
        let n_other = grids.iter().skip(1).filter(|(_, grid)| grid.n_cells() > 1).count();
        if let Some((_, grid)) = grids.into_iter().next() {
            sheets.extend(grid.into_sheet(name, "", "HTML table")?);
        }
        if let Some(only) = sheets.first_mut() {
            let message = "the page has smaller tables too; they were left out";
            only.notices.add_many("smaller-table", message, n_other as u64);
        }
    }
    if sheets.is_empty() {
        let advice = "save the table itself as CSV, or as a page that holds it";
        return Err(Refusal::wrong_type(name, "a web page (HTML) that holds no rows", advice));
    }
    Ok(sheets)
}
