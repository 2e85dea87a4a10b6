//! One clean table, spoiled in one way at a time: what the reader gets back of it.
//!
//! The measure is that of the public benchmarks of polluted files: ten points a file, one for an
//! answer at all and three each (precision, recall and their mean) for header, records and cells.

use std::collections::BTreeMap;

use undertone_engine::read::{Decoder, ReadOptions, read};

#[path = "pollution/kind.rs"]
mod kind;
#[path = "pollution/table.rs"]
mod table;

use kind::{Case, KINDS};
use table::bases;

struct Native;

impl Decoder for Native {
    fn decode(&self, label: &str, bytes: &[u8]) -> Option<String> {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
        Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
    }
}

/// Precision, recall and their harmonic mean, summed; both as multisets.
fn three(want: &[String], got: &[String]) -> f64 {
    if want.is_empty() && got.is_empty() {
        return 3.0;
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for part in want {
        *counts.entry(part).or_default() += 1;
    }
    let mut n_same = 0;
    for part in got {
        if let Some(n) = counts.get_mut(part.as_str()).filter(|n| **n > 0) {
            *n -= 1;
            n_same += 1;
        }
    }
    if n_same == 0 {
        return 0.0;
    }
    let precision = f64::from(n_same) / got.len() as f64;
    let recall = f64::from(n_same) / want.len() as f64;
    precision + recall + 2.0 * precision * recall / (precision + recall)
}

fn records(rows: &[Vec<String>]) -> Vec<String> {
    rows.iter().map(|row| row.join("\u{1f}")).collect()
}

/// Points for one file, and the first difference.
fn points(case: &Case) -> (f64, String) {
    let Ok(reading) = read("spoiled.csv", case.bytes.as_slice(), &ReadOptions::default(), &Native)
    else {
        return (0.0, "refused".to_owned());
    };
    let own = &reading.records;
    let row = |row| (0..own.n_columns()).map(|col| own.get(row, col).to_owned()).collect();
    let rows: Vec<Vec<String>> = (0..own.n_rows()).map(row).collect();
    let header = if case.header.is_empty() { Vec::new() } else { reading.raw_header.clone() };
    let total = 1.0
        + three(&case.header, &header)
        + three(&records(&case.rows), &records(&rows))
        + three(&case.rows.concat(), &rows.concat());
    let mut fault = String::new();
    if header != case.header {
        fault = format!("header {header:?}, not {:?}", case.header);
    } else if rows != case.rows {
        let at = rows.iter().zip(&case.rows).position(|(own, want)| own != want);
        let at = at.unwrap_or(rows.len().min(case.rows.len()));
        fault = format!(
            "{} rows of {}; row {at}: {:?}, not {:?}",
            rows.len(),
            case.rows.len(),
            rows.get(at),
            case.rows.get(at)
        );
    }
    (total, fault)
}

#[test]
fn every_kind_of_dirt_costs_no_more_than_it_must() {
    let mut failed = Vec::new();
    for kind in KINDS {
        let (mut sum, mut n, mut first) = (0.0, 0, String::new());
        for base in bases() {
            for case in (kind.spoil)(&base) {
                let (points, fault) = points(&case);
                sum += points;
                n += 1;
                if first.is_empty() && !fault.is_empty() {
                    first = format!("{} {}: {fault}", base.name, case.place);
                }
            }
        }
        let mean = sum / f64::from(n.max(1));
        println!("{:<34} {n:>5} files {mean:7.4} of 10  {}", kind.name, clip(&first));
        if mean < kind.least - 1e-9 || n == 0 {
            failed.push(kind.name);
        }
    }
    assert!(failed.is_empty(), "below what they must reach: {failed:?}");
}

fn clip(text: &str) -> String {
    text.chars().take(500).collect()
}
