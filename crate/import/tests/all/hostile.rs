//! Files that mean harm: each is refused in words, quickly and without the memory it asks for.

use crate::common::{refused, rows, tables, workbook, workbook_with, zipped};

#[test]
fn workbooks_that_promise_too_much_are_refused() {
    let pair = "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\">\
                <c r=\"XFD1048576\"><v>2</v></c></row></sheetData>";
    assert_eq!(refused("pair.xlsx", &workbook(pair)), "too-large");
    let long = format!(
        "<sheetData><row><c t=\"inlineStr\"><is><t>{}</t></is></c></row></sheetData>",
        "a".repeat(20_000_000)
    );
    assert_eq!(refused("bomb.xlsx", &workbook(&long)), "too-large");
    let many: Vec<(String, Vec<u8>)> =
        (0..300).map(|at| (format!("xl/media/{at}.png"), Vec::new())).collect();
    let mut members: Vec<(&str, &[u8])> =
        many.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])).collect();
    members.push(("[Content_Types].xml", b"<Types/>"));
    assert_eq!(refused("many.xlsx", &zipped(&members)), "too-large");
}

#[test]
fn entities_that_a_workbook_defines_are_never_expanded() {
    let strings = "<!DOCTYPE sst [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">\
                   <!ENTITY x SYSTEM \"file:///etc/passwd\">]><sst><si><t>q&b;&x;r</t></si></sst>";
    let sheet = "<sheetData><row><c t=\"s\"><v>0</v></c></row></sheetData>";
    assert_eq!(rows("book.xlsx", &workbook_with(sheet, strings)), ["qr"]);
}

#[test]
fn regions_and_repeats_are_bounded() {
    let merged = "<sheetData><row><c r=\"A1\"><v>1</v></c><c r=\"C1\"><v>2</v></c></row><row r=\"3\">\
                  <c r=\"A3\"><v>3</v></c></row></sheetData><mergeCells>\
                  <mergeCell ref=\"A1:A1048576\"/><mergeCell ref=\"B1:XFD1\"/></mergeCells>";
    assert_eq!(rows("book.xlsx", &workbook(merged)), ["1|2", "1|", "3|"]);
    let cell = "<table:table-cell table:number-columns-repeated=\"16384\" \
                office:value-type=\"string\"><text:p>x<text:s text:c=\"4000000000\"/></text:p>\
                </table:table-cell>";
    let content = format!(
        "<office:spreadsheet><table:table><table:table-row \
         table:number-rows-repeated=\"1048576\">{cell}</table:table-row></table:table></office:spreadsheet>"
    );
    let members: [(&str, &[u8]); 2] =
        [("META-INF/manifest.xml", b"<m/>"), ("content.xml", content.as_bytes())];
    assert_eq!(refused("a.ods", &zipped(&members)), "too-large");
}

#[test]
fn damaged_and_locked_files_are_refused_in_words() {
    let whole = workbook("<sheetData><row><c><v>1</v></c></row></sheetData>");
    assert_eq!(refused("cut.xlsx", &whole[..whole.len() / 2]), "damaged-file");
    assert_eq!(refused("xml.xlsx", &workbook("<sheetData><row><c><v>1</v></x>")), "damaged-file");
    assert_eq!(refused("empty.xlsx", &workbook("<sheetData/>")), "no-rows");
    let mut ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    assert_eq!(refused("old.xls", &ole), "damaged-file");
    ole.resize(4096, 0xff);
    assert_eq!(refused("old.xls", &ole), "damaged-file");
    assert_eq!(refused("a.json.gz", b"\x1f\x8b\x08\0\0\0\0\0\0\x03garbage"), "damaged-file");
    let locked = zipped(&[
        ("META-INF/manifest.xml", b"<manifest:encryption-data/>"),
        ("content.xml", b"garbage"),
    ]);
    assert_eq!(refused("a.ods", &locked), "locked-file");
    assert_eq!(
        refused("a.xlsb", &zipped(&[("[Content_Types].xml", b""), ("xl/workbook.bin", b"")])),
        "wrong-type"
    );
}

#[test]
fn archives_in_archives_are_not_opened() {
    let inner = zipped(&[("a.csv", b"a,b\n1,2\n")]);
    assert_eq!(refused("outer.zip", &zipped(&[("inner.zip", &inner)])), "wrong-type");
    let beside = zipped(&[("inner.zip", &inner), ("b.csv", b"a,b\n1,2\n")]);
    assert_eq!(tables("outer.zip", &beside).len(), 1);
}

#[test]
fn names_do_not_climb_and_do_not_steer() {
    let bytes = zipped(&[
        ("../../etc/x.csv", b"a,b\n1,2\n"),
        ("y\u{1b}[2J/x.csv", b"a,b\n1,2\n"),
        ("__MACOSX/._x.csv", b"\0\0"),
    ]);
    let names: Vec<String> = tables("a.zip", &bytes).into_iter().map(|own| own.0).collect();
    assert_eq!(names, ["etc/x.csv", "y\u{fffd}[2J/x.csv"]);
}

#[test]
fn depth_does_not_overflow_the_stack() {
    for text in ["[".repeat(100_000), "{\"a\":".repeat(100_000), "[{\"a\":".repeat(50_000)] {
        assert_eq!(refused("deep.json", text.as_bytes()), "damaged-file");
    }
    let page = format!("{}<td>x</td>", "<table><tr>".repeat(10_000));
    assert!(rows("deep.html", page.as_bytes()).len() == 1);
}

#[test]
fn every_cut_of_a_file_is_answered() {
    let book = workbook("<sheetData><row><c><v>1</v></c></row></sheetData>");
    let json = br#"{"data":[{"a":1,"b":["x",{"name":"y"}]},{"a":"\ud83d\ude00"}]}"#;
    let page = b"<html><!-- x --><table><tr><td colspan=2 title=\"a>b\">x&amp;y<td>z</table>";
    for (name, bytes) in [("a.xlsx", &book[..]), ("a.json", json), ("a.html", page)] {
        for end in 0..bytes.len() {
            let _ = undertone_import::unpack(name, &bytes[..end]);
        }
        for at in 0..bytes.len() {
            let mut own = bytes.to_vec();
            own[at] ^= 0x15;
            let _ = undertone_import::unpack(name, &own);
        }
    }
}
