//! Files that were cut, flipped and spliced: each gets an answer, soon, and its rows are square.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use undertone_engine::num::Random;
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
    let files = |part: &str| {
        let entries = std::fs::read_dir(folder.join(part)).expect("the folder is there");
        entries.map(|entry| entry.expect("an entry").path()).collect::<Vec<_>>()
    };
    let mut paths = [files("csv-dialects/files"), files("crashers")].concat();
    paths.sort();
    let own = |path: PathBuf| {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let mut bytes = std::fs::read(&path).expect("the file is there");
        bytes.truncate(MAX_BYTES);
        (name, bytes)
    };
    paths.into_iter().map(own).collect()
}

/// Reads `bytes`; says how long it took if that was too long.
#[expect(clippy::disallowed_types, clippy::disallowed_methods, reason = "a test may take time")]
fn answer(name: &str, bytes: &[u8]) {
    let start = Instant::now();
    if let Ok(reading) = read(name, bytes, &ReadOptions::default(), &Native) {
        assert_eq!(reading.header.len() as u32, reading.records.n_columns(), "{name}");
        let table = infer(&reading, &Choices::default());
        assert_eq!(table.n_rows, reading.records.n_rows(), "{name}");
    }
    let took = start.elapsed();
    assert!(took < Duration::from_secs(2), "{name}: {} bytes took {took:?}", bytes.len());
}

#[test]
fn files_cut_anywhere_are_answered() {
    let mut random = Random::new(21);
    for (name, bytes) in fixtures() {
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

/// Files on which a fuzzer once failed.
#[test]
fn files_that_once_crashed_the_reader_are_answered() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/crashers");
    let mut n = 0;
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        answer(&path.to_string_lossy(), &std::fs::read(&path).expect("the file is there"));
        n += 1;
    }
    assert!(n > 0, "there is at least the note on what the folder is for");
}
