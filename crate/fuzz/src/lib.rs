//! What the fuzz targets share: a decoder, and what must hold of anything that was read.

use undertone_engine::read::{Decoder, ReadOptions, Reading, Records, read};
use undertone_engine::table::{Choices, infer};

/// Decodes as the command line does.
pub struct Whatwg;

impl Decoder for Whatwg {
    fn decode(&self, label: &str, bytes: &[u8]) -> Option<String> {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
        Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
    }
}

/// Reads `bytes` and types the columns: rows are square, lines ascend, names are unique.
pub fn table(bytes: &[u8], options: &ReadOptions) {
    let Ok(reading) = read("fuzzed.csv", bytes, options, &Whatwg) else { return };
    let records = &reading.records;
    assert_eq!(reading.header.len() as u32, records.n_columns());
    assert_eq!(reading.raw_header.len(), reading.header.len());
    let mut names = reading.header.clone();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), reading.header.len());
    for row in 1..records.n_rows() {
        assert!(records.line(row - 1) < records.line(row), "row {row}");
    }
    let size: usize = (0..records.n_rows())
        .flat_map(|row| (0..records.n_columns()).map(move |col| (row, col)))
        .map(|(row, col)| records.get(row, col).len())
        .sum();
    assert!(size <= bytes.len() * 3, "cells hold no more text than the file");
    assert_eq!(infer(&reading, &Choices::default()).n_rows, records.n_rows());
}

/// Types a column of the lines of `text` under each of `names`.
pub fn column(names: &[&str], text: &str) {
    let mut records = Records::new(1);
    for (line, cell) in text.split('\n').enumerate() {
        records.push(line as u32 + 2, std::iter::once(cell));
    }
    for name in names {
        let reading = Reading {
            header: vec![(*name).to_owned()],
            raw_header: vec![(*name).to_owned()],
            records: records.clone(),
            ..Reading::default()
        };
        for order in [None, Some("dmy"), Some("mdy"), Some("ymd")] {
            let own = |order: &str| ((*name).to_owned(), order.to_owned());
            let date_orders = order.map(own).into_iter().collect();
            let choices = Choices { date_orders, ..Choices::default() };
            assert_eq!(infer(&reading, &choices).n_rows, records.n_rows());
        }
    }
}
