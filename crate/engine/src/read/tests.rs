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
    let buffer = Arc::new(Buffer::new(Ok(text.to_owned()), &ReadOptions::default(), &NoDecoder));
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

/// A few lines that are blank or hold nothing but delimiters.
fn gaps(random: &mut Random, line_end: &str) -> String {
    let mut text = String::new();
    for _ in 0..=random.below(4) {
        text.push_str(["", "  ", ",,,", ", ,,", ",\"\",,"][random.below(5) as usize]);
        text.push_str(line_end);
    }
    text
}

/// A file whose first sixty records are lawful; `odd` says whether later cells may be unlawful.
pub(in crate::read) fn file(random: &mut Random, odd: bool) -> String {
    let line_end = ["\n", "\r\n"][random.below(2) as usize];
    let header = ["id", "text", "plan", "score"].join(",") + line_end;
    let mut text = header.clone();
    for row in 0..400 {
        let dirt = row > 60;
        match random.below(60) {
            0 if dirt => text.push_str(line_end),
            1 if dirt => text.push_str(&header),
            2 if dirt => text.push_str(&format!("{row}{line_end}")),
            3 | 4 if dirt && row < 390 => text.push_str(&gaps(random, line_end)),
            5 if dirt => text.push_str(&format!(",{row},a,b,12{line_end}")),
            _ => {
                let own: Vec<String> = (0..3).map(|_| cell(random, dirt && odd)).collect();
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
        let text = file(&mut random, true);
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
    let reading = read("x", text, &ReadOptions::default(), &NoDecoder).expect("it is a table");
    assert_eq!(reading.header, ["id", "text"]);
    assert_eq!(cells(&reading), [["1", "a, \"b\nc"], ["2", ""], ["3", ""], ["4", "d"]]);
    assert_eq!(reading.records.line(2), 4);
}

#[test]
fn the_lines_of_a_file_are_all_accounted_for() {
    let mut random = Random::new(23);
    for round in 0..200 {
        let text = file(&mut random, false);
        let reading = parsed(&text, Limits { head: 50, batch: 64, probe: 100 });
        let count = |code| reading.notices.count(code);
        let breaks: usize = cells(&reading).concat().iter().map(|c| c.matches('\n').count()).sum();
        let dialect = &reading.dialect;
        let others = dialect.n_preamble + dialect.n_header + dialect.n_footer;
        let sum = u64::from(others + reading.records.n_rows())
            + breaks as u64
            + count("blank-line")
            + count("repeated-header");
        let notices = &reading.notices;
        assert_eq!(u64::from(reading.n_lines()), sum, "round {round}: {notices:?} {text}");
    }
}

/// Each file with the rows that stay and the lines that are noted as blank.
#[test]
fn rows_of_delimiters_are_left_out_beside_blank_lines_wherever_a_batch_ends() {
    let cases = [
        (",,\n", 1, &[][..]),
        ("\n,,\n", 0, &[0, 1]),
        (",,\n\n", 0, &[0, 1]),
        (",,\n,,\n,,\n", 0, &[0, 1, 2]),
        ("\n1,a,p\n,,\n1,a,p\n", 3, &[0]),
        (",,\n1,a,p\n\n,,\n,,\n", 2, &[2, 3, 4]),
    ];
    for line_end in ["\n", "\r\n"] {
        for (gap, n_kept, blank) in cases {
            for n_before in 60..75 {
                let rows = |n: usize| "7,some words,pro\n".repeat(n);
                let text = format!("id,text,plan\n{}{gap}{}", rows(n_before), rows(20));
                let text = text.replace('\n', line_end);
                let reading = parsed(&text, Limits { head: 50, batch: 5, probe: 100 });
                let hint = format!("{gap:?} behind {n_before}");
                assert_eq!(reading.records.n_rows() as usize, n_before + n_kept + 20, "{hint}");
                let want: Vec<u64> = blank.iter().map(|line| 2 + n_before as u64 + line).collect();
                let places = reading.notices.iter().find(|notice| notice.code == "blank-line");
                assert_eq!(places.map_or(&[][..], |notice| &notice.places), want, "{hint}");
            }
        }
    }
}

/// Files that begin with blank lines, up to more than a head holds: no row is lost.
#[test]
fn blank_lines_before_the_header_may_fill_the_head() {
    for (n_blank, n_rows, cell) in
        [(998, 3000, "text 2990"), (999, 3000, "text 2990"), (1200, 3001, "")]
    {
        let mut text = "\n".repeat(n_blank) + "id,text,plan\n";
        (0..3000).for_each(|row| text.push_str(&format!("{row},text {row},p\n")));
        let reading = parsed(&text, LIMITS);
        let got = (reading.records.n_rows(), reading.records.get(2990, 1));
        assert_eq!(got, (n_rows, cell), "{n_blank}");
    }
}

/// Rows that lack the idle last cell and rows that lack more are noted in the order of the file.
#[test]
fn short_rows_are_noted_in_the_order_of_the_file() {
    let mut text = "id,text,\n".to_owned() + &"1,a,\n".repeat(60);
    text.push_str("2\n3,b\n4\n5,c,x\n");
    text.push_str(&"6,d,\n".repeat(60));
    let reading = parsed(&text, Limits { head: 50, batch: 5, probe: 100 });
    let short = reading.notices.iter().find(|notice| notice.code == "short-row");
    let short = short.expect("rows are short");
    assert_eq!((short.count, &short.places[..]), (3, &[62, 63, 64][..]));
}
