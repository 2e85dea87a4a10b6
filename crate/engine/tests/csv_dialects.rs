//! Every file of the dialect corpus, compared with its expected table.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::Value;
use undertone_engine::Error;
use undertone_engine::read::{Decoder, ReadOptions, Reading, read};
use undertone_engine::table::{Choices, infer};

/// Files that are known to fail. A file that passes but stands here fails the test.
const KNOWN_TO_FAIL: &[&str] = &["survey_inline.xlsx"];

struct Native;

impl Decoder for Native {
    fn decode(&self, label: &str, bytes: &[u8]) -> Option<String> {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
        Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
    }
}

fn corpus() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/csv-dialects")
}

fn json(path: &PathBuf) -> Option<Value> {
    serde_json::from_slice(&std::fs::read(path).ok()?).ok()
}

type Cells = Vec<Vec<String>>;

fn strings(value: &Value) -> Vec<String> {
    let own = |cell: &Value| cell.as_str().unwrap_or_default().to_owned();
    value.as_array().map(|cells| cells.iter().map(own).collect()).unwrap_or_default()
}

/// The table of a reading, as the expected files write one.
fn table(reading: &Reading) -> (Vec<String>, Cells) {
    let records = &reading.records;
    let row = |row| (0..records.n_columns()).map(|col| records.get(row, col).to_owned()).collect();
    (reading.raw_header.clone(), (0..records.n_rows()).map(row).collect())
}

/// Why a file's reading is not what is expected; `None` when it is.
fn judge(entry: &Value, bytes: &[u8], expected: Option<&Value>) -> Option<String> {
    let name = entry["file"].as_str().unwrap_or_default();
    let got = read(name, bytes, &ReadOptions::default(), &Native);
    match (entry["expect"].as_str().unwrap_or_default(), got) {
        ("reject" | "reject_or_sparse", Ok(_)) => Some("was read".to_owned()),
        ("reject" | "reject_or_sparse" | "parse_or_reject", Err(error)) => {
            refusal_fault(name, &error)
        }
        (_, Err(error)) => Some(format!("was refused: {error}")),
        (expect, Ok(reading)) => {
            if expect == "ask"
                && !infer(&reading, &Choices::default()).columns.iter().any(|c| c.ask.is_some())
            {
                return Some("asked nothing".to_owned());
            }
            fault(entry, expected?, table(&reading))
        }
    }
}

fn refusal_fault(name: &str, error: &Error) -> Option<String> {
    let named = |part: &str| name.starts_with(part);
    let words = error.to_string();
    let says = |part: &str| words.contains(part);
    let is_right = match error {
        Error::EmptyFile { .. } => named("empty") || named("bom_only") || named("whitespace"),
        Error::WrongType { .. } => {
            named("html") && says("HTML")
                || named("json") && says("JSON")
                || named("pdf") && says("PDF")
                || named("png") && says("PNG")
                || named("random") && says("binary")
                || named("gzip") && says("gzip")
                || named("zipped") && says("zip")
                || (named("xlsx") || named("zipbomb")) && says("Excel")
        }
        _ => false,
    };
    (!is_right).then(|| format!("was refused as: {words}"))
}

fn fault(entry: &Value, expected: &Value, (header, rows): (Vec<String>, Cells)) -> Option<String> {
    let mut want: Cells =
        expected["rows"].as_array().map(|rows| rows.iter().map(strings).collect())?;
    let want_header = strings(&expected["header"]);
    let mut rows = rows;
    if let Some(equal) = entry["nul_equiv"].as_array() {
        for cell in rows.iter_mut().chain(&mut want).flatten() {
            for mark in equal.iter().filter_map(Value::as_str).filter(|mark| !mark.is_empty()) {
                *cell = cell.replace(mark, "");
            }
        }
    }
    if header != want_header && entry["header_rows"] != 0 {
        return Some(format!("header {header:?} is not {want_header:?}"));
    }
    if rows.len() != want.len() {
        return Some(format!("{} rows, not {}", rows.len(), want.len()));
    }
    let differs = rows.iter().zip(&want).position(|(own, want)| own != want)?;
    Some(format!("row {differs}: {:?} is not {:?}", rows[differs], want[differs]))
}

#[test]
fn every_file_of_the_corpus_is_read_as_expected() {
    let manifest = json(&corpus().join("manifest.json")).expect("the manifest is there");
    let mut failed = BTreeSet::new();
    let entries = manifest.as_array().expect("the manifest is a list");
    for entry in entries {
        let name = entry["file"].as_str().expect("an entry names its file");
        let bytes = std::fs::read(corpus().join("files").join(name)).expect("the file is there");
        let expected = json(&corpus().join("expected").join(format!("{name}.json")));
        if let Some(fault) = judge(entry, &bytes, expected.as_ref()) {
            println!("{name}: {}", fault.chars().take(400).collect::<String>());
            failed.insert(name);
        }
    }
    println!("{} of {} right", entries.len() - failed.len(), entries.len());
    let known: BTreeSet<&str> = KNOWN_TO_FAIL.iter().copied().collect();
    assert_eq!(failed, known, "left: what fails; right: what is known to");
}
