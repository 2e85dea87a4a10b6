//! What a workbook says about its sheets, besides their cells.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::super::style::Styles;
use super::super::xml::{attribute, broken, resolved};
use crate::Refusal;

/// One sheet in the list of a workbook.
pub(super) struct Part {
    pub(super) name: String,
    pub(super) id: String,
    pub(super) is_hidden: bool,
}

/// The list of sheets.
#[derive(Default)]
pub(super) struct Book {
    pub(super) sheets: Vec<Part>,
    pub(super) is_1904: bool,
}

/// What a part links to: identifier, kind and path.
#[derive(Default)]
pub(super) struct Links(Vec<(String, String, String)>);

impl Links {
    /// The first part of a kind.
    pub(super) fn of_kind(&self, kind: &str) -> Option<String> {
        self.0.iter().find(|(_, own, _)| own == kind).map(|(.., path)| path.clone())
    }

    /// A sheet of cells by its identifier; charts and dialogs are none.
    pub(super) fn sheet(&self, id: &str) -> Option<&str> {
        let found = self.0.iter().find(|(own, kind, _)| own == id && kind == "worksheet");
        found.map(|(.., path)| path.as_str())
    }
}

/// Tells `visit` of every element that opens.
fn elements(file: &str, text: &str, visit: &mut dyn FnMut(&BytesStart<'_>)) -> Result<(), Refusal> {
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => visit(&tag),
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(_) => return Err(broken(file)),
        }
    }
}

/// The links of a part in `folder`.
pub(super) fn links(file: &str, text: &str, folder: &str) -> Result<Links, Refusal> {
    let mut links = Links::default();
    elements(file, text, &mut |tag| {
        if tag.local_name().as_ref() != "Relationship" {
            return;
        }
        let own = |name| attribute(tag, name).unwrap_or_default();
        let kind = own("Type").rsplit('/').next().unwrap_or_default().to_owned();
        links.0.push((own("Id"), kind, path(folder, &own("Target"))));
    })?;
    Ok(links)
}

/// A target as a path from the top of the archive.
fn path(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "" | "." => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The sheets in their order, and how days are counted.
pub(super) fn book(file: &str, text: &str) -> Result<Book, Refusal> {
    let mut book = Book::default();
    elements(file, text, &mut |tag| match tag.local_name().as_ref() {
        "workbookPr" => {
            let own = attribute(tag, "date1904");
            book.is_1904 = own.is_some_and(|own| own == "1" || own == "true");
        }
        "sheet" => {
            let is_hidden = attribute(tag, "state").is_some_and(|state| state != "visible");
            let name = attribute(tag, "name").unwrap_or_default();
            let id = attribute(tag, "id").unwrap_or_default();
            book.sheets.push(Part { name, id, is_hidden });
        }
        _ => {}
    })?;
    Ok(book)
}

/// Number formats, and those of the cell styles.
pub(super) fn styles(file: &str, text: &str) -> Result<Styles, Refusal> {
    let mut styles = Styles::default();
    let mut is_cell = false;
    let number = |tag: &BytesStart<'_>| {
        attribute(tag, "numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0)
    };
    elements(file, text, &mut |tag| match tag.local_name().as_ref() {
        "numFmt" => {
            styles.define(number(tag), &attribute(tag, "formatCode").unwrap_or_default());
        }
        "cellXfs" => is_cell = true,
        "cellStyleXfs" | "cellStyles" | "dxfs" => is_cell = false,
        "xf" if is_cell => styles.add(number(tag)),
        _ => {}
    })?;
    Ok(styles)
}

/// The table of strings; hints on how to read them aloud are left out.
pub(super) fn strings(file: &str, text: &str) -> Result<Vec<String>, Refusal> {
    let mut reader = Reader::from_str(text);
    let mut strings: Vec<String> = Vec::new();
    let mut own = String::new();
    let (mut is_text, mut is_aloud) = (false, false);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => match tag.local_name().as_ref() {
                "si" => own.clear(),
                "t" => is_text = true,
                "rPh" => is_aloud = true,
                _ => {}
            },
            Ok(Event::Empty(tag)) if tag.local_name().as_ref() == "si" => {
                strings.push(String::new());
            }
            Ok(Event::End(tag)) => match tag.local_name().as_ref() {
                "si" => strings.push(super::super::cell::text(&own).into_owned()),
                "t" => is_text = false,
                "rPh" => is_aloud = false,
                _ => {}
            },
            Ok(Event::Text(part)) if is_text && !is_aloud => own.push_str(&part.xml10_content()),
            Ok(Event::CData(part)) if is_text && !is_aloud => own.push_str(&part.xml10_content()),
            Ok(Event::GeneralRef(name)) if is_text && !is_aloud => own.push_str(&resolved(&name)),
            Ok(Event::Eof) => return Ok(strings),
            Ok(_) => {}
            Err(_) => return Err(broken(file)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_paths_from_the_top() {
        for (folder, target, whole) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/xl/styles.xml", "xl/styles.xml"),
            ("xl", "../xl/a.xml", "xl/a.xml"),
            ("xl", "../../../etc/passwd", "etc/passwd"),
            ("", "xl/workbook.xml", "xl/workbook.xml"),
        ] {
            assert_eq!(path(folder, target), whole);
        }
    }
}
