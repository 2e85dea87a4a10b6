//! Archives of exports.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use undertone_import::{Body, unpack};

use crate::common::{refused, rows, tables, workbook, zipped};

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::best());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

#[test]
fn every_table_of_an_archive_is_a_sheet() {
    let book = workbook("<sheetData><row><c><v>1</v></c></row></sheetData>");
    let bytes = zipped(&[
        ("export/", b""),
        ("export/tickets.csv", b"id,text\n1,a\n"),
        ("export/notes.json", br#"[{"a":1}]"#),
        ("export/book.xlsx", &book),
        ("export/README.txt", b"read me"),
        ("export/logo.png", b"\x89PNG\r\n\x1a\n"),
        ("__MACOSX/export/._tickets.csv", b"\0\x05"),
    ]);
    let sheets = unpack("export.zip", &bytes).unwrap();
    let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["tickets.csv", "notes.json", "book.xlsx"]);
    assert_eq!(sheets[0].body, Body::Delimited(b"id,text\n1,a\n".to_vec()));
    assert_eq!(sheets[0].notices.count("member-no-table"), 2);
}

#[test]
fn a_bad_member_does_not_hide_the_good_ones() {
    let bytes = zipped(&[("a.csv", b"a,b\n1,2\n"), ("b.json", b"{\"a\" 1}")]);
    let sheets = unpack("a.zip", &bytes).unwrap();
    assert_eq!(sheets.len(), 1);
    assert_eq!(sheets[0].notices.count("member-left-out"), 1);
    assert_eq!(refused("a.zip", &zipped(&[("b.json", b"{\"a\" 1}")])), "damaged-file");
    assert_eq!(refused("a.zip", &zipped(&[("b.png", b"x")])), "wrong-type");
    assert_eq!(refused("a.docx", &zipped(&[("word/document.xml", b"x")])), "wrong-type");
}

#[test]
fn plain_text_counts_where_nothing_else_does() {
    let own = tables("a.zip", &zipped(&[("a.txt", b"a\tb\n1\t2\n")]));
    assert_eq!(own.len(), 1);
}

#[test]
fn gzip_holds_one_file() {
    assert_eq!(rows("a.json.gz", &gzipped(br#"[{"a":1}]"#)), ["a", "1"]);
    let sheets = unpack("a.csv.gz", &gzipped(b"a,b\n1,2\n")).unwrap();
    assert_eq!(sheets[0].body, Body::Delimited(b"a,b\n1,2\n".to_vec()));
    assert_eq!(refused("a.gz", &gzipped(&gzipped(b"a"))), "wrong-type");
    assert_eq!(refused("a.gz", &gzipped(&vec![b'a'; 30_000_000])), "too-large");
    let mut tar = vec![0; 512];
    tar[257..262].copy_from_slice(b"ustar");
    assert_eq!(refused("a.tar.gz", &gzipped(&tar)), "wrong-type");
}
