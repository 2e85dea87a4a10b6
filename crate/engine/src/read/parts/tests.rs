//! Read in parts is read at once, bit for bit, wherever the parts are cut.

use std::path::PathBuf;
use std::sync::Arc;

use super::*;
use crate::num::Random;
use crate::read::body::{LIMITS, Limits};
use crate::read::tests::file;
use crate::read::{Buffer, Cells, Decoder, Incoming, ReadOptions, Reading, Way, parse, refuse};

struct Native;

impl Decoder for Native {
    fn decode(&self, label: &str, bytes: &[u8]) -> Option<String> {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
        Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
    }
}

/// Does its jobs one after the other, the last one first.
struct Backwards(usize);

impl Crew for Backwards {
    fn n_parts(&self, _: usize) -> usize {
        self.0
    }

    fn run(&self, jobs: Vec<Job<'_>>) {
        for job in jobs.into_iter().rev() {
            job();
        }
    }
}

fn parsed(bytes: &[u8], limits: Limits, way: Way<'_>) -> Option<Reading> {
    refuse("x.csv", bytes).ok()?;
    let came = Incoming::from(bytes.to_vec()).finish();
    let buffer = Arc::new(Buffer::new(came, &ReadOptions::default(), &Native));
    parse("x.csv", &buffer, &ReadOptions::default(), limits, way).ok()
}

fn at_once(bytes: &[u8], limits: Limits) -> Option<Reading> {
    parsed(bytes, limits, &mut |body, start| body.read(start, &mut |_| {}))
}

/// Read in parts that are cut at `cuts`, whatever stands there.
fn cut_at(bytes: &[u8], limits: Limits, cuts: &[usize]) -> Option<Reading> {
    let behind = |at| cuts.iter().copied().filter(|cut| *cut > at).collect();
    parsed(bytes, limits, &mut |body, start| read_cut(body, start, &behind, &Backwards(0)))
}

fn in_parts(bytes: &[u8], limits: Limits, n: usize) -> Option<Reading> {
    parsed(bytes, limits, &mut |body, start| read(body, start, &Backwards(n)))
}

/// Holds everything that came of a file against its twin.
#[track_caller]
fn assert_same(got: &Reading, want: &Reading, hint: &str) {
    assert_eq!(got.notices, want.notices, "{hint}");
    assert_eq!((&got.dialect, &got.header), (&want.dialect, &want.header), "{hint}");
    let counts = |own: &Reading| (own.n_repaired, own.n_set_aside);
    assert_eq!(counts(got), counts(want), "{hint}");
    assert_eq!(got.records.starts(), want.records.starts(), "{hint}");
    assert_eq!(got.records.source().side, want.records.source().side, "{hint}");
    assert_eq!(got.records.n_columns(), want.records.n_columns(), "{hint}");
    for col in 0..want.records.n_columns() {
        match (got.records.cells(col), want.records.cells(col)) {
            (Some(Cells::Coded(codes, values)), Some(Cells::Coded(codes_want, values_want))) => {
                assert!(codes == codes_want && values == values_want, "{hint}: {col}");
            }
            (Some(Cells::Each(cells, own)), Some(Cells::Each(cells_want, own_want))) => {
                assert!(cells == cells_want, "{hint}: {col}");
                let bits: Vec<u64> = own.numbers.iter().map(|number| number.to_bits()).collect();
                let bits_want: Vec<u64> =
                    own_want.numbers.iter().map(|number| number.to_bits()).collect();
                assert_eq!(bits, bits_want, "{hint}: {col}");
                assert_eq!((own.form, &own.days), (own_want.form, &own_want.days), "{hint}");
                assert_eq!(
                    (&own.minutes, &own.odd, &own.maybe_missing, own.has_leading_zero),
                    (
                        &own_want.minutes,
                        &own_want.odd,
                        &own_want.maybe_missing,
                        own_want.has_leading_zero
                    ),
                    "{hint}: {col}"
                );
                assert!(own.distinct == own_want.distinct, "{hint}: {col}");
            }
            _ => panic!("{hint}: column {col} is held in another way"),
        }
    }
}

/// Places anywhere, half of them where a record begins, in order.
fn cuts(random: &mut Random, n: usize, one: &Reading) -> Vec<usize> {
    let (n_bytes, starts) = (one.buffer.text().len() as u64, one.records.starts());
    let place = |_| match (random.below(2), starts.len() as u64) {
        (0, n) if n > 0 => starts[random.below(n) as usize] as usize,
        _ => random.below(n_bytes) as usize,
    };
    let mut cuts: Vec<usize> = (1..n).map(place).collect();
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

/// Rows with every form of column, long texts, and oddities between them.
fn varied(random: &mut Random) -> String {
    let mut text = String::from("id,when,score,comment,plan\n");
    for row in 0..300 {
        let when = match random.below(9) {
            0 => "n/a".to_owned(),
            1 => "2/3/2026".to_owned(),
            n => format!("2026-0{n}-1{} 0{n}:00", random.below(9)),
        };
        let score = match random.below(9) {
            0 => String::new(),
            1 => "many".to_owned(),
            n => format!("{n}.{}", random.below(1000)),
        };
        let comment = match random.below(8) {
            0 => String::new(),
            1 if row > 60 => "5\" pipe".to_owned(),
            2 => format!("\"he said \"\"{}\"\"\n{}\"", random.below(50), "long ".repeat(row % 20)),
            n => format!("word {} {}", random.below(40), "né ".repeat(n as usize * 4)),
        };
        match random.below(50) {
            0 if row > 60 => text.push_str("id,when,score,comment,plan\n"),
            1 if row > 60 => text.push_str("\n,\n"),
            3 if row > 60 => text.push_str(&",,,,\n".repeat(1 + random.below(3) as usize)),
            4 if row > 60 => text.push_str(",007,2026-01-02,3.5,words,p1\n"),
            2 if row > 60 => text.push_str("1,\"never closed,3\n"),
            _ => text.push_str(&format!("{row:03},{when},{score},{comment},p{}\n", row % 3)),
        }
    }
    text
}

/// Every kind of dirt.
fn dirty(random: &mut Random) -> String {
    file(random, true)
}

/// Rows that end with a delimiter, all but a few; in one file of two something stands behind it.
fn idle(random: &mut Random) -> String {
    let mut text = String::from("id,plan,\n");
    let is_idle = random.below(2) == 0;
    for row in 0..300 {
        text.push_str(&format!("{row},p{}", row % 3));
        text.push_str(match random.below(20) {
            0 if row > 60 => "\n",
            2 if row > 60 => ",\n\n,,\n,\n",
            1 if row > 60 && !is_idle => ",x\n",
            _ => ",\n",
        });
    }
    text
}

#[test]
fn parts_cut_anywhere_make_the_same_table() {
    let mut random = Random::new(17);
    for round in 0..60 {
        let text = [dirty, varied, idle][round % 3](&mut random);
        for (batch, probe) in [(5, 40), (64, 40), (16, 90)] {
            let limits = Limits { head: 50, batch, probe };
            let want = at_once(text.as_bytes(), limits).expect("it is a table");
            for n in [1, 2, 4, 7] {
                let cuts = cuts(&mut random, n, &want);
                let got = cut_at(text.as_bytes(), limits, &cuts).expect("it is a table");
                assert_same(&got, &want, &format!("round {round}, {limits:?}, {cuts:?}: {text}"));
                let got = in_parts(text.as_bytes(), limits, n).expect("it is a table");
                assert_same(&got, &want, &format!("round {round}, {limits:?}, {n}: {text}"));
            }
        }
    }
}

#[test]
fn every_fixture_read_in_parts_is_the_same_table() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures");
    let dialects = std::fs::read_dir(folder.join("csv-dialects/files")).expect("fixtures");
    let mut paths: Vec<PathBuf> = dialects.map(|entry| entry.expect("a file").path()).collect();
    paths.push(folder.join("own_multilingual.csv"));
    paths.sort();
    let mut random = Random::new(23);
    let mut n_read = 0;
    for path in paths {
        let bytes = std::fs::read(&path).expect("a fixture");
        let limits = Limits { head: 12, batch: 3, probe: 4 };
        let Some(want) = at_once(&bytes, limits) else { continue };
        n_read += 1;
        for n in [1, 2, 4, 7] {
            for _ in 0..5 {
                let cuts = cuts(&mut random, n, &want);
                let got = cut_at(&bytes, limits, &cuts).expect("it is a table");
                assert_same(&got, &want, &format!("{}, {cuts:?}", path.display()));
            }
            let got = in_parts(&bytes, limits, n).expect("it is a table");
            assert_same(&got, &want, &format!("{}, {n}", path.display()));
        }
    }
    assert!(n_read > 60, "{n_read}");
}

#[test]
fn a_column_that_outgrows_its_codes_between_parts_is_the_same() {
    let mut text = String::from("id,account,comment\n");
    for row in 0..160_000 {
        let account = if row < 75_000 { row % 50 } else { row };
        text.push_str(&format!("{row},a{account},\"t \"\"{}\"\"\"\n", row % 30_000));
    }
    let want = at_once(text.as_bytes(), LIMITS).expect("it is a table");
    let is_each: Vec<bool> =
        (0..3).map(|col| matches!(want.records.cells(col), Some(Cells::Each(..)))).collect();
    assert_eq!(is_each, [true, true, true]);
    for n in [2, 4, 7] {
        let got = in_parts(text.as_bytes(), LIMITS, n).expect("it is a table");
        assert_same(&got, &want, &format!("{n} parts"));
    }
}

#[test]
fn broken_quotes_are_read_again_as_often_in_parts_as_at_once() {
    for part in
        ["a,\"b\n", "a,\"b\"\"\n", "\"\n", "\",\n\"", "a,\"b\nc,d\n", "a,\"b\"x\nc,d\ne,f\n"]
    {
        let mut text = "x,y\n".to_owned() + &"1,2\n".repeat(300);
        text.push_str(&part.repeat(600));
        text.push_str(&"3,4\n".repeat(300));
        let limits = Limits { head: 50, batch: 16, probe: 64 };
        let want = at_once(text.as_bytes(), limits).expect("it is a table");
        for n in [2, 4, 7] {
            let got = in_parts(text.as_bytes(), limits, n).expect("it is a table");
            assert_same(&got, &want, &format!("{part:?} in {n}"));
            let cuts: Vec<usize> = (1..n).map(|at| text.len() * at / n).collect();
            let got = cut_at(text.as_bytes(), limits, &cuts).expect("it is a table");
            assert_same(&got, &want, &format!("{part:?} at {cuts:?}"));
        }
    }
}

/// Each of the odd lines looks like a cell that goes on to the end of the file, and is looked at twice;
/// at last that is too much, but not for the second half alone.
#[test]
fn what_may_be_read_twice_is_counted_over_all_parts() {
    let text = |odd: &[usize]| {
        let line = |row: usize| match row {
            0..90 => "1234,\"some words\"\n",
            _ if odd.contains(&row) => "1234,\"\"\"\"word\n",
            _ => "1234,some words\n",
        };
        "x,y\n".to_owned() + &(0..2000).map(line).collect::<String>()
    };
    let limits = Limits { head: 50, batch: 16, probe: 64 };
    let half = at_once(text(&[1100, 1200]).as_bytes(), limits).expect("it is a table");
    assert_eq!(half.records.n_rows(), 2000);
    let text = text(&[100, 1100, 1200]);
    let want = at_once(text.as_bytes(), limits).expect("it is a table");
    assert_eq!(want.records.n_rows(), 1101);
    for n in [2, 4, 7] {
        let got = in_parts(text.as_bytes(), limits, n).expect("it is a table");
        assert_same(&got, &want, &format!("{n} parts"));
    }
}

#[test]
fn parts_begin_behind_stray_quotes_and_never_within_cells() {
    let shape = Shape { delimiter: b',', line_end: b'\n', quote: Some(b'"'), width: 2 };
    let cell = "\"a cell\nof,some\nlines\",x\n".repeat(40);
    let text = format!("1,5\" pipe\n{cell}2,6\" pipe\n{cell}3,\"\"\"\"\n{cell}");
    for from in 0..text.len() - 800 {
        let start = likely_start(text.as_bytes(), from, shape).expect("records follow");
        assert!(start > from && text[start..].starts_with(['"', '3']), "{from}: {start}");
    }
}
