//! What the tests of this crate share.

use std::io::Write as _;
use std::path::Path;

use undertone_import::{Body, RECORD_END, Sheet, UNIT_END, unpack};
use zip::write::SimpleFileOptions;

/// A fixture of the project.
pub(crate) fn fixture(path: &str) -> Vec<u8> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures");
    std::fs::read(root.join(path)).expect("the fixture is there")
}

/// The records of a sheet; none where it is delimited text.
pub(crate) fn table(sheet: &Sheet) -> Vec<Vec<String>> {
    let Body::Records(bytes) = &sheet.body else { return Vec::new() };
    let text = std::str::from_utf8(bytes).expect("records are UTF-8");
    let body = text.strip_suffix(char::from(RECORD_END)).expect("the last record is ended");
    let cells = |record: &str| record.split(char::from(UNIT_END)).map(str::to_owned).collect();
    body.split(char::from(RECORD_END)).map(cells).collect()
}

/// Names and records of all sheets.
pub(crate) fn tables(name: &str, bytes: &[u8]) -> Vec<(String, Vec<Vec<String>>)> {
    let sheets = unpack(name, bytes).unwrap_or_else(|refusal| panic!("{refusal}"));
    sheets.iter().map(|sheet| (sheet.name.clone(), table(sheet))).collect()
}

/// The rows of the only sheet, cells joined by `|`.
pub(crate) fn rows(name: &str, bytes: &[u8]) -> Vec<String> {
    let own = tables(name, bytes);
    assert_eq!(own.len(), 1, "{name} has one sheet");
    own[0].1.iter().map(|row| row.join("|")).collect()
}

/// The code of the refusal.
pub(crate) fn refused(name: &str, bytes: &[u8]) -> &'static str {
    match unpack(name, bytes) {
        Err(refusal) => refusal.code,
        Ok(sheets) => panic!("{name} was opened: {} sheets", sheets.len()),
    }
}

/// A zip archive of these members.
pub(crate) fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        out.start_file(*name, SimpleFileOptions::default()).unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// An Excel workbook of one sheet with this content.
pub(crate) fn workbook(sheet: &str) -> Vec<u8> {
    workbook_with(sheet, "")
}

/// The same with a table of shared strings.
pub(crate) fn workbook_with(sheet: &str, strings: &str) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const RELS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let book = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>\
         <sheet name=\"One\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let links = format!(
        "<Relationships xmlns=\"{RELS}\"><Relationship Id=\"rId1\" \
         Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
    );
    let sheet = format!("<worksheet xmlns=\"{MAIN}\">{sheet}</worksheet>");
    let mut members: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", links.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    if !strings.is_empty() {
        members.push(("xl/sharedStrings.xml", strings.as_bytes()));
    }
    zipped(&members)
}
