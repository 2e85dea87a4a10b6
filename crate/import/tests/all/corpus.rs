//! The files of the dialect corpus that are no delimited text.

use crate::common::{fixture, table, tables};
use undertone_import::unpack;

/// What becomes of a file: rows and columns, or words that its refusal holds.
enum Fate {
    Table(usize, usize),
    Refused(&'static str),
    /// Delimited text, or nothing of ours: the engine decides.
    Left,
}

#[test]
fn every_file_of_the_corpus_meets_its_fate() {
    use Fate::{Left, Refused, Table};
    let cases = [
        ("survey_inline.xlsx", Table(31, 2)),
        ("xlsx_renamed.csv", Table(31, 2)),
        ("zipbomb_ratio.xlsx", Refused("an Excel workbook, unpacks to more than 200 times")),
        (
            "zipbomb_rows.xlsx",
            Refused(
                "an Excel workbook, has a sheet whose cells lie 1048576 rows and 16384 columns",
            ),
        ),
        ("html_table_named.xls", Refused("a web page (HTML)")),
        ("json_named.csv", Refused("JSON")),
        ("pdf_named.csv", Left),
        ("png_named.csv", Left),
        ("random_binary.csv", Left),
        ("empty.csv", Left),
        ("zendesk_tickets.csv", Left),
        ("hostile_headers.csv", Left),
        ("excel_unicode_text.txt", Left),
        ("google_play_reviews_utf16le.csv", Left),
    ];
    for (name, fate) in cases {
        let bytes = fixture(&format!("csv-dialects/files/{name}"));
        match (unpack(name, &bytes), fate) {
            (Ok(sheets), Table(n_rows, n_columns)) => {
                assert_eq!(sheets.len(), 1, "{name}");
                let table = table(&sheets[0]);
                assert_eq!((table.len(), table[0].len()), (n_rows, n_columns), "{name}");
            }
            (Err(refusal), Refused(words)) => {
                assert!(refusal.message.contains(words), "{name}: {refusal}");
            }
            (Ok(sheets), Left) => assert!(sheets.is_empty(), "{name}"),
            (other, _) => panic!("{name}: {other:?}"),
        }
    }
}

#[test]
fn honest_names_are_opened() {
    for (file, name, n_rows) in
        [("json_named.csv", "reviews.json", 21), ("html_table_named.xls", "report.html", 21)]
    {
        let bytes = fixture(&format!("csv-dialects/files/{file}"));
        let sheets = unpack(name, &bytes).expect("opened");
        assert_eq!(table(&sheets[0]).len(), n_rows, "{name}");
    }
}

#[test]
fn archives_hand_on_the_delimited_text_inside() {
    for name in ["gzipped_named.csv", "zipped_export.zip"] {
        let bytes = fixture(&format!("csv-dialects/files/{name}"));
        let own = tables(name, &bytes);
        assert_eq!(own.len(), 1, "{name}");
        assert_eq!(own[0].0, "", "{name}");
        assert!(own[0].1.is_empty(), "{name} is handed on as it is");
    }
}
