//! Workbooks of Excel and of OpenDocument.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use undertone_import::unpack;

use crate::common::{rows, tables, workbook, workbook_with, zipped};

/// Rows of a workbook that is written by another library.
fn written(write: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    write(&mut book);
    book.save_to_buffer().unwrap()
}

#[test]
fn values_are_what_excel_shows() {
    let bytes = written(|book| {
        let sheet = book.add_worksheet();
        let day = Format::new().set_num_format("dd/mm/yyyy");
        let moment = Format::new().set_num_format("yyyy-mm-dd hh:mm:ss");
        let length = Format::new().set_num_format("[h]:mm:ss");
        let euro = Format::new().set_num_format("#,##0.00 [$€-407]");
        sheet.write_row(0, 0, ["id", "day", "moment", "length", "n", "sum", "ok", "f"]).unwrap();
        sheet.write(1, 0, "a1").unwrap();
        let own = ExcelDateTime::from_ymd(2026, 1, 5).unwrap();
        sheet.write_with_format(1, 1, &own, &day).unwrap();
        let own = ExcelDateTime::from_ymd(2026, 1, 5).unwrap().and_hms(9, 30, 15).unwrap();
        sheet.write_with_format(1, 2, &own, &moment).unwrap();
        sheet.write_with_format(1, 3, 1.5, &length).unwrap();
        sheet.write(1, 4, 0.1 + 0.2).unwrap();
        sheet.write_with_format(1, 5, 1234.5, &euro).unwrap();
        sheet.write(1, 6, true).unwrap();
        sheet.write(1, 7, Formula::new("=A2&\"x\"").set_result("a1x")).unwrap();
        sheet.write(2, 0, "a2").unwrap();
        sheet.write(2, 4, 5.0).unwrap();
        sheet.write(2, 7, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    });
    assert_eq!(
        rows("book.xlsx", &bytes)[..2],
        [
            "id|day|moment|length|n|sum|ok|f",
            "a1|2026-01-05|2026-01-05 09:30:15|36:00:00|0.3|1234.5|TRUE|a1x",
        ]
    );
}

#[test]
fn several_sheets_are_several_tables_without_the_blank_and_the_hidden() {
    let bytes = written(|book| {
        for name in ["Feedback", "Blank", "Secret", "Accounts"] {
            let sheet = book.add_worksheet().set_name(name).unwrap();
            if name != "Blank" {
                sheet.write_row(0, 0, ["name", name]).unwrap();
                sheet.write_row(1, 0, ["x", "y"]).unwrap();
            }
            sheet.set_hidden(name == "Secret");
        }
    });
    let own = tables("book.xlsx", &bytes);
    let names: Vec<&str> = own.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Feedback", "Accounts"]);
    let sheets = unpack("book.xlsx", &bytes).unwrap();
    assert_eq!(sheets[0].notices.count("hidden-sheet"), 1);
    assert_eq!(sheets[0].format, "Excel workbook");
}

#[test]
fn merged_names_of_columns_are_joined_and_titles_stay_alone() {
    let bytes = written(|book| {
        let sheet = book.add_worksheet();
        let plain = Format::new();
        sheet.merge_range(0, 0, 0, 3, "Survey, spring", &plain).unwrap();
        sheet.merge_range(2, 0, 3, 0, "id", &plain).unwrap();
        sheet.merge_range(2, 1, 2, 2, "Q1", &plain).unwrap();
        sheet.write(2, 3, "Comment").unwrap();
        sheet.write_row(3, 1, ["score", "why"]).unwrap();
        sheet.write_row(4, 0, ["a", "5", "fine", "all good"]).unwrap();
        sheet.write_row(5, 0, ["b", "1", "slow", "no"]).unwrap();
    });
    assert_eq!(
        rows("book.xlsx", &bytes),
        ["Survey, spring|||", "id|Q1 - score|Q1 - why|Comment", "a|5|fine|all good", "b|1|slow|no",]
    );
}

#[test]
fn merged_cells_among_the_rows_are_filled() {
    let bytes = written(|book| {
        let sheet = book.add_worksheet();
        sheet.write_row(0, 0, ["region", "n"]).unwrap();
        sheet.merge_range(1, 0, 2, 0, "North", &Format::new()).unwrap();
        sheet.write(1, 1, 1).unwrap();
        sheet.write(2, 1, 2).unwrap();
    });
    assert_eq!(rows("book.xlsx", &bytes), ["region|n", "North|1", "North|2"]);
}

#[test]
fn sheets_by_hand_are_read_too() {
    let strings = "<sst><si><t>id</t></si><si><r><t>te</t></r><r><t xml:space=\"preserve\">xt </t>\
                   </r><rPh><t>ignored</t></rPh></si><si/></sst>";
    let cases = [
        // Shared and rich strings, a number in place of a place.
        (
            "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v>\
             </c></row><row r=\"2\"><c r=\"A2\" t=\"s\"><v>2</v></c><c r=\"B2\"><v>1.10</v></c>\
             </row></sheetData>",
            &["id|text ", "|1.1"][..],
        ),
        // No places at all, inline text, entities.
        (
            "<sheetData><row><c t=\"inlineStr\"><is><t>a &amp; b</t></is></c><c><v>2</v></c></row>\
             <row><c t=\"str\"><f>X1</f><v>c_x000D_&#10;d</v></c><c t=\"e\"><v>#N/A</v></c></row>\
             </sheetData>",
            &["a & b|2", "c\nd|"],
        ),
        // Blank rows and columns go, later cells win, order does not matter.
        (
            "<sheetData><row r=\"5\"><c r=\"D5\"><v>2</v></c><c r=\"B5\"><v>1</v></c></row>\
             <row r=\"9\"><c r=\"B9\"><v>3</v></c><c r=\"B9\"><v>4</v></c></row></sheetData>",
            &["1|2", "4|"],
        ),
        // Dates as text, truth, an unknown string.
        (
            "<sheetData><row><c t=\"d\"><v>2026-01-05T00:00:00</v></c><c t=\"b\"><v>0</v></c>\
             <c t=\"s\"><v>77</v></c></row></sheetData>",
            &["2026-01-05|FALSE"],
        ),
    ];
    for (sheet, expected) in cases {
        assert_eq!(rows("book.xlsx", &workbook_with(sheet, strings)), expected, "{sheet}");
    }
}

#[test]
fn a_workbook_is_known_by_its_content() {
    let bytes = workbook("<sheetData><row><c><v>1</v></c></row></sheetData>");
    let sheets = unpack("book.csv", &bytes).unwrap();
    assert_eq!(sheets[0].notices.count("wrong-extension"), 1);
}

fn open_document(styles: &str, tables: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content><office:automatic-styles>{styles}\
         </office:automatic-styles><office:body><office:spreadsheet>{tables}\
         </office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", b"<manifest/>"),
        ("content.xml", content.as_bytes()),
    ])
}

#[test]
fn open_document_spreadsheets_are_read() {
    let text = |text: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let sheet = format!(
        "<table:table table:name=\"One\"><table:table-row>{}{}{}</table:table-row>\
         <table:table-row><table:table-cell office:value-type=\"date\" \
         office:date-value=\"2026-01-05T10:00:00\"><text:p>5 Jan</text:p></table:table-cell>\
         <table:table-cell office:value-type=\"float\" office:value=\"4.50\"><text:p>4,5</text:p>\
         </table:table-cell><table:table-cell office:value-type=\"string\"><office:annotation>\
         <text:p>note</text:p></office:annotation><text:p>a<text:s text:c=\"2\"/>&lt;b</text:p>\
         <text:p>c</text:p></table:table-cell></table:table-row>\
         <table:table-row table:number-rows-repeated=\"2\"><table:table-cell/>\
         <table:table-cell table:number-columns-repeated=\"2\" office:value-type=\"boolean\" \
         office:boolean-value=\"true\"/></table:table-row>\
         <table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell \
         table:number-columns-repeated=\"16384\"/></table:table-row></table:table>\
         <table:table table:name=\"No\" table:style-name=\"h\"><table:table-row>{}\
         </table:table-row></table:table>",
        text("date"),
        text("score"),
        text("why"),
        text("x")
    );
    let hidden = "<style:style style:name=\"h\"><style:table-properties table:display=\"false\"/></style:style>";
    let bytes = open_document(hidden, &sheet);
    assert_eq!(
        rows("a.ods", &bytes),
        ["date|score|why", "2026-01-05 10:00|4.5|a  <b\nc", "|TRUE|TRUE", "|TRUE|TRUE"]
    );
    assert_eq!(unpack("a.ods", &bytes).unwrap()[0].notices.count("hidden-sheet"), 1);
}
