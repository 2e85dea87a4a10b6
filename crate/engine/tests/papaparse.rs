//! The test cases of Papa Parse that set no option: where we differ, we do so on purpose.
//!
//! `tests/fixtures/papaparse-cases.json` comes from Papa Parse; its licence stands beside it.

use serde_json::Value;
use undertone_engine::read::{Decoder, ReadOptions, read};

struct NoDecoder;

impl Decoder for NoDecoder {
    fn decode(&self, _: &str, _: &[u8]) -> Option<String> {
        None
    }
}

/// Cases read otherwise, and why.
const OTHERWISE: &[(&str, &str)] = &[
    ("a,\"b,c\nd,e,f", UNCLOSED),
    ("a,\"b,\"c\nd,e,f", UNCLOSED),
    ("a,\"b\"c,d\ne,f,g", UNCLOSED),
    ("a,\"b,c\nd\"e,f,g", UNCLOSED),
    ("\"a,\"b,c\"\nd,e,f", "rows of one and of three cells show no delimiter"),
    ("a,b,c\nd,e,f\rg,h,i\n", "a carriage return alone ends a row of the usual width"),
    ("a\nb\n\n\nc\nd\ne\n", BLANK),
    ("a,b,c\nd,e,f\n\n", BLANK),
    ("a,b,c\r\n \r\nd,e,f", BLANK),
    ("a,,c\r\n,,", BLANK),
    (",,\n,,,", BLANK),
];
const UNCLOSED: &str = "a quote that never closes must not swallow the rows that follow";
const BLANK: &str = "lines with nothing on them are no rows";

type Rows = Vec<Vec<String>>;

/// The rows of a case, without the cells that only pad them.
fn own(input: &str) -> Rows {
    let options = ReadOptions { n_header: Some(0), ..ReadOptions::default() };
    let Ok(reading) = read("case.csv", input.as_bytes(), &options, &NoDecoder) else {
        return Vec::new();
    };
    let records = &reading.records;
    let row = |row| (0..records.n_columns()).map(|col| records.get(row, col).to_owned()).collect();
    trimmed((0..records.n_rows()).map(row).collect())
}

fn theirs(case: &Value) -> Rows {
    let strings = |row: &Value| -> Vec<String> {
        let cells = row.as_array().into_iter().flatten().filter_map(Value::as_str);
        cells.map(str::to_owned).collect()
    };
    trimmed(case["data"].as_array().into_iter().flatten().map(strings).collect())
}

fn trimmed(mut rows: Rows) -> Rows {
    for row in &mut rows {
        while row.len() > 1 && row.last().is_some_and(String::is_empty) {
            row.pop();
        }
    }
    rows
}

#[test]
fn the_cases_of_papa_parse_are_read_alike_or_otherwise_with_a_reason() {
    let text = include_str!("../../../tests/fixtures/papaparse-cases.json");
    let cases: Value = serde_json::from_str(text).expect("the cases are JSON");
    let cases = cases.as_array().expect("the cases are a list");
    let mut differing = Vec::new();
    for case in cases {
        let input = case["input"].as_str().expect("a case has an input");
        let (own, theirs) = (own(input), theirs(case));
        if own != theirs {
            println!("{}: {input:?}\n  {own:?}\n  {theirs:?}", case["description"]);
            differing.push(input);
        }
    }
    let mut known: Vec<&str> = OTHERWISE.iter().map(|(input, _)| *input).collect();
    known.sort_unstable();
    known.dedup();
    differing.sort_unstable();
    differing.dedup();
    assert_eq!(cases.len(), 73);
    assert_eq!(differing, known);
}
