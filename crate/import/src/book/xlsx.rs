//! Workbooks of Excel 2007 and later: XML in a zip archive.

mod parts;
mod sheet;

use super::{EXCEL, Grid, finished};
use crate::archive::Zip;
use crate::limit::{BOOK_MEMBERS, Budget, SHARED_STRINGS, SHEETS};
use crate::{Refusal, Sheet};
use parts::{Links, Part};

const FORMAT: &str = "Excel workbook";

/// The parts of a workbook, by name.
struct Parts<'a, 'z> {
    file: &'a str,
    names: Vec<String>,
    zip: &'a mut Zip<'z>,
    budget: &'a mut Budget,
}

impl Parts<'_, '_> {
    /// A part as text; nothing where there is none of that name.
    fn read(&mut self, name: &str, most: u64) -> Result<Option<String>, Refusal> {
        let is_own = |own: &String| own.eq_ignore_ascii_case(name);
        let Some(at) = self.names.iter().position(is_own) else { return Ok(None) };
        let bytes = crate::archive::member(self.file, self.zip, at, most, self.budget)?;
        Ok(Some(crate::text::of_xml(bytes)))
    }

    fn links(&mut self, part: &str) -> Result<Links, Refusal> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let path = if folder.is_empty() {
            format!("_rels/{name}.rels")
        } else {
            format!("{folder}/_rels/{name}.rels")
        };
        let text = self.read(&path, u64::MAX)?.unwrap_or_default();
        parts::links(self.file, &text, folder)
    }
}

/// The sheets of a workbook that a reader of it sees.
pub(crate) fn read(
    file: &str,
    zip: &mut Zip<'_>,
    budget: &mut Budget,
) -> Result<Vec<Sheet>, Refusal> {
    let names = crate::archive::names(zip);
    if names.len() > BOOK_MEMBERS {
        return Err(Refusal::too_large(file, "is a workbook of more than 200 parts"));
    }
    if names.iter().any(|part| part.eq_ignore_ascii_case("xl/workbook.bin")) {
        let advice = "save it as .xlsx, or the table itself as CSV";
        return Err(Refusal::wrong_type(file, "a binary Excel workbook (.xlsb)", advice));
    }
    let mut parts = Parts { file, names, zip, budget };
    let main = parts.links("")?.of_kind("officeDocument");
    let main = main.unwrap_or_else(|| "xl/workbook.xml".to_owned());
    let missing = || Refusal::damaged(file, EXCEL, "its list of sheets is missing");
    let text = parts.read(&main, u64::MAX)?.ok_or_else(missing)?;
    let links = parts.links(&main)?;
    let book = parts::book(file, &text)?;
    let named = |kind: &str| links.of_kind(kind).unwrap_or_else(|| format!("xl/{kind}.xml"));
    let text = parts.read(&named("styles"), u64::MAX)?.unwrap_or_default();
    let mut styles = parts::styles(file, &text)?;
    styles.is_1904 = book.is_1904;
    let text = parts.read(&named("sharedStrings"), SHARED_STRINGS)?.unwrap_or_default();
    let strings = parts::strings(file, &text)?;
    drop(text);
    if book.sheets.len() > SHEETS {
        return Err(Refusal::too_large(file, "has more than 200 sheets"));
    }
    let mut sheets = Vec::new();
    let mut n_hidden = 0;
    for Part { name, id, is_hidden } in &book.sheets {
        let Some(path) = links.sheet(id) else { continue };
        if *is_hidden {
            n_hidden += 1;
            continue;
        }
        let Some(text) = parts.read(path, u64::MAX)? else { continue };
        let mut reading = sheet::Reading::new(file, &styles, &strings);
        reading.read(&text)?;
        let grid: Grid = reading.finish();
        sheets.extend(grid.into_sheet(file, name, FORMAT)?);
    }
    finished(file, EXCEL, sheets, n_hidden)
}
