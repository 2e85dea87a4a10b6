//! The fast way through a file and the patient one give the same.

use super::*;
use crate::num::Random;

struct NoDecoder;

impl Decoder for NoDecoder {
    fn decode(&self, _: &str, _: &[u8]) -> Option<String> {
        None
    }
}

fn parsed(text: &str, limits: Limits) -> Reading {
    let buffer = Arc::new(Buffer::new(text.into(), None, &NoDecoder));
    let way: Way<'_> = &mut |body, start| body.read(start, &mut |_| {});
    parse("x.csv", &buffer, &ReadOptions::default(), limits, way).expect("it is a table")
}

fn cells(reading: &Reading) -> Vec<Vec<&str>> {
    let records = &reading.records;
    let row = |row| (0..records.n_columns()).map(|col| records.get(row, col)).collect();
    (0..records.n_rows()).map(row).collect()
}

/// A cell that is lawful nine times out of ten.
fn cell(random: &mut Random, dirt: bool) -> String {
    const LAWFUL: &[&str] = &[
        "",
        "a",
        "two words",
        "\"q,\"",
        "\"line\nbreak\"",
        "\"say \"\"x\"\"\"",
        "é",
        "12",
        "\"\"\"\"",
    ];
    const ODD: &[&str] =
        &["5\" pipe", "\"never closed", "\"a\" ", "\"a\"b", "=\"007\"", " x", "a,b", "\u{feff}y"];
    let of =
        |random: &mut Random, from: &[&'static str]| from[random.below(from.len() as u64) as usize];
    if dirt && random.below(40) == 0 { of(random, ODD) } else { of(random, LAWFUL) }.to_owned()
}

/// A file whose first sixty records are lawful.
pub(in crate::read) fn file(random: &mut Random) -> String {
    let line_end = ["\n", "\r\n"][random.below(2) as usize];
    let header = ["id", "text", "plan", "score"].join(",") + line_end;
    let mut text = header.clone();
    for row in 0..400 {
        let dirt = row > 60;
        match random.below(60) {
            0 if dirt => text.push_str(line_end),
            1 if dirt => text.push_str(&header),
            2 if dirt => text.push_str(&format!("{row}{line_end}")),
            _ => {
                let own: Vec<String> = (0..3).map(|_| cell(random, dirt)).collect();
                text.push_str(&format!("{row},{}{line_end}", own.join(",")));
            }
        }
    }
    if random.below(2) == 0 {
        text.push_str(&format!("Total,,,400{line_end}{line_end}Confidential{line_end}"));
    }
    text
}

#[test]
fn long_files_are_read_as_the_patient_reader_reads_them() {
    let mut random = Random::new(11);
    let patient = Limits { head: usize::MAX, batch: 512, probe: 100 };
    for round in 0..200 {
        let text = file(&mut random);
        let want = parsed(&text, patient);
        for batch in [5, 64] {
            let got = parsed(&text, Limits { head: 50, batch, probe: 100 });
            assert_eq!(cells(&got), cells(&want), "round {round}: {text}");
            assert_eq!(got.notices, want.notices, "round {round}");
            assert_eq!(got.dialect, want.dialect, "round {round}");
            let counts = |r: &Reading| (r.n_repaired, r.n_set_aside, r.header.clone());
            assert_eq!(counts(&got), counts(&want), "round {round}");
            let lines = |r: &Reading| -> Vec<u32> {
                (0..r.records.n_rows()).map(|row| r.records.line(row)).collect()
            };
            assert_eq!(lines(&got), lines(&want), "round {round}");
        }
    }
}

#[test]
fn columns_of_many_values_are_held_as_places() {
    let mut text = String::from("id,text,plan\n");
    for row in 0..70_000 {
        text.push_str(&format!("{row},\"text \"\"{}\"\"\",p{}\n", row / 2, row % 7));
    }
    let reading = parsed(&text, LIMITS);
    let is_each: Vec<bool> =
        (0..3).map(|col| matches!(reading.records.cells(col), Some(Cells::Each(..)))).collect();
    assert_eq!(is_each, [true, false, false]);
    for row in [0, 1, 4095, 4096, 65_535, 69_999] {
        let text = format!("text \"{}\"", row / 2);
        let plan = format!("p{}", row % 7);
        let want = [row.to_string(), text, plan];
        let got: Vec<&str> = (0..3).map(|col| reading.records.get(row, col)).collect();
        assert_eq!(got, want);
        assert_eq!(reading.records.line(row), row + 2);
    }
}

#[test]
fn record_streams_are_read_whatever_stands_in_them() {
    let text = "id\u{1f}text\u{1e}1\u{1f}a, \"b\nc\u{1e}2\u{1f}\u{1e}3\u{1e}4\u{1f}d\u{1f}e\u{1e}";
    let options = ReadOptions { delimiter: Some(UNIT.to_owned()), ..ReadOptions::default() };
    let reading = read("x", text, &options, &NoDecoder).expect("it is a table");
    assert_eq!(reading.header, ["id", "text"]);
    assert_eq!(cells(&reading), [["1", "a, \"b\nc"], ["2", ""], ["3", ""], ["4", "d"]]);
    assert_eq!(reading.records.line(2), 4);
}
