//! Files that were cut, flipped and spliced: each gets an answer, soon, and its rows are square.
#![expect(clippy::disallowed_types, reason = "a test may look at the clock")]

use std::path::PathBuf;
use std::time::{Duration, Instant};

use undertone_engine::num::Random;
use undertone_engine::project::Project;
use undertone_engine::read::{Decoder, ReadOptions, read};
use undertone_engine::table::{Choices, infer};

/// Mutants of one file of each sort.
const N_MUTANTS: u64 = 30;
/// The largest mutant.
const MAX_BYTES: usize = 16 << 10;

struct Native;

impl Decoder for Native {
    fn decode(&self, label: &str, bytes: &[u8]) -> Option<String> {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
        Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
    }
}

fn fixtures() -> Vec<(String, Vec<u8>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures");
    let mut paths: Vec<PathBuf> = ["csv-dialects/files", "crashers"]
        .iter()
        .filter_map(|part| std::fs::read_dir(folder.join(part)).ok())
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    paths.sort();
    let own = |path: PathBuf| {
        let mut bytes = std::fs::read(&path).ok()?;
        bytes.truncate(MAX_BYTES);
        Some((path.file_name()?.to_string_lossy().into_owned(), bytes))
    };
    paths.into_iter().filter_map(own).collect()
}

/// Reads `bytes`; says how long it took if that was too long.
fn answer(name: &str, bytes: &[u8]) {
    let start = Instant::now();
    if let Ok(reading) = read(name, bytes, &ReadOptions::default(), &Native) {
        assert_eq!(reading.header.len() as u32, reading.records.n_columns(), "{name}");
        let lines = (0..reading.records.n_rows()).map(|row| reading.records.line(row));
        // Where one record alone ends in a carriage return, the next stands on the same line.
        assert!(lines.is_sorted(), "{name}: lines ascend");
        let table = infer(&reading, &Choices::default());
        assert_eq!(table.n_rows, reading.records.n_rows(), "{name}");
    }
    let took = start.elapsed();
    assert!(took < Duration::from_secs(2), "{name}: {} bytes took {took:?}", bytes.len());
}

#[test]
fn files_cut_anywhere_are_answered() {
    let mut random = Random::new(21);
    let files = fixtures();
    assert!(files.len() > 70, "the fixtures are there");
    for (name, bytes) in files {
        for _ in 0..N_MUTANTS {
            let at = random.below(bytes.len().min(4096) as u64 + 1) as usize;
            answer(&name, &bytes[..at]);
        }
    }
}

#[test]
fn files_with_flipped_bits_are_answered() {
    let mut random = Random::new(22);
    for (name, bytes) in fixtures().iter().filter(|(_, bytes)| !bytes.is_empty()) {
        for _ in 0..N_MUTANTS {
            let mut mutant = bytes.clone();
            for _ in 0..=random.below(8) {
                let at = random.below(mutant.len() as u64) as usize;
                mutant[at] ^= 1 << random.below(8);
            }
            answer(name, &mutant);
        }
    }
}

#[test]
fn files_spliced_together_are_answered() {
    let mut random = Random::new(23);
    let files = fixtures();
    for (name, bytes) in &files {
        for _ in 0..N_MUTANTS / 2 {
            let (_, other) = &files[random.below(files.len() as u64) as usize];
            let cut = random.below(bytes.len() as u64 + 1) as usize;
            let from = random.below(other.len() as u64 + 1) as usize;
            answer(name, &[&bytes[..cut], &other[from..]].concat());
        }
    }
}

/// Inputs on which a fuzzer once failed, for whichever target.
#[test]
fn what_once_crashed_a_parser_is_answered() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/crashers");
    let mut n = 0;
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        let bytes = std::fs::read(&path).expect("the file is there");
        let text = String::from_utf8_lossy(&bytes);
        answer(&path.to_string_lossy(), &bytes);
        for name in ["Created at", "CSAT score", "ARR (€)"] {
            answer(name, format!("{name}\n{text}").as_bytes());
        }
        if let Ok(project) = Project::read(&text) {
            let again = Project::read(&project.write()).map(|project| project.write());
            assert_eq!(again.ok(), Some(project.write()));
        }
        n += 1;
    }
    assert!(n > 1, "there are inputs beside the note on them");
}
