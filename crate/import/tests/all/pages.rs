//! Tables in web pages, and spreadsheets as XML.

use undertone_import::unpack;

use crate::common::{refused, rows, tables};

#[test]
fn tables_become_records() {
    let cases: &[(&str, &[&str])] = &[
        (
            "<table><thead><tr><th>id<th>text</tr></thead><tr><td>1<td>a &amp; b<br>c</table>",
            &["id|text", "1|a & b\nc"],
        ),
        (
            "<table><tr><td>a<td>b</tr><tr><td>1<script>x()</script><td><b>bold</b> <i>x</i></table>",
            &["a|b", "1|bold x"],
        ),
        // The largest of several, and a table within a cell.
        (
            "<table><tr><td>menu</table><table><tr><td>a<td>b<tr><td>1<td>2<table><tr><td>in</table></table>",
            &["a|b", "1|2"],
        ),
        // Cells over rows and columns.
        (
            "<table><tr><td>r<td>n<td>m<tr><td rowspan=2>N<td>1<td>2<tr><td colspan=2>3</table>",
            &["r|n|m", "N|1|2", "N|3|3"],
        ),
        // Hostile markup is text or nothing.
        (
            "<table><tr><td>a<td>b<tr><td>&lt;img src=x onerror=1&gt;<td><img src=x onerror=alert(1) alt=pic></table>",
            &["a|b", "<img src=x onerror=1>|pic"],
        ),
        // Never closed, odd case, prefixed names.
        ("<TABLE><TR><TD>a<TD>b<TR><TD>1<TD>2", &["a|b", "1|2"]),
        ("<html><body><p>1 < 2</p><table><tr><td>caf\u{e9}</table>", &["café"]),
    ];
    for (text, expected) in cases {
        assert_eq!(rows("a.html", text.as_bytes()), *expected, "{text}");
    }
}

#[test]
fn smaller_tables_are_noted() {
    let page = "<table><tr><td>1<td>2</table><table><tr><td>a<td>b<td>c</table>";
    assert_eq!(unpack("a.htm", page.as_bytes()).unwrap()[0].notices.count("smaller-table"), 1);
}

#[test]
fn pages_without_tables_are_refused() {
    assert_eq!(refused("a.html", b"<html><body><p>hello</p></body></html>"), "wrong-type");
}

#[test]
fn names_that_promise_something_else_are_told() {
    let page = "<table><tr><td>a<td>b<tr><td>1<td>2</table>";
    for name in ["a.xls", "a.csv", "a.xlsx"] {
        let refusal = unpack(name, page.as_bytes()).unwrap_err();
        assert!(refusal.message.contains("a web page (HTML)"), "{refusal}");
        assert!(refusal.message.contains("a.html"), "{refusal}");
    }
}

#[test]
fn spreadsheets_as_xml_are_workbooks() {
    let text = "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>\
        <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
        xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">\
        <Worksheet ss:Name=\"Tickets\"><Table>\
        <Row><Cell><Data ss:Type=\"String\">id</Data></Cell><Cell><Data ss:Type=\"String\">when</Data></Cell>\
        <Cell><Data ss:Type=\"String\">n</Data></Cell></Row>\
        <Row><Cell><Data ss:Type=\"String\">a &amp; b</Data></Cell><Cell ss:Index=\"3\">\
        <Data ss:Type=\"Number\">1.50</Data></Cell></Row>\
        <Row ss:Index=\"5\"><Cell/><Cell><Data ss:Type=\"DateTime\">2026-01-05T00:00:00.000</Data></Cell></Row>\
        </Table></Worksheet><Worksheet ss:Name=\"Other\"><Table><Row><Cell><Data ss:Type=\"Boolean\">1</Data>\
        </Cell></Row></Table></Worksheet></Workbook>";
    let own = tables("tickets.xls", text.as_bytes());
    assert_eq!(own[0].0, "Tickets");
    let shown: Vec<String> = own[0].1.iter().map(|row| row.join("|")).collect();
    assert_eq!(shown, ["id|when|n", "a & b||1.5", "|2026-01-05|"]);
    assert_eq!(own[1].1, [["TRUE"]]);
}
