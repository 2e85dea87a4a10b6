//! What holds for any bytes: reading ends without a trap, and plain tables come back whole.

use undertone_engine::num::Random;
use undertone_engine::read::{Decoder, ReadOptions, Reading, read};
use undertone_engine::table::{Choices, infer};

struct NoDecoder;

impl Decoder for NoDecoder {
    fn decode(&self, _: &str, _: &[u8]) -> Option<String> {
        None
    }
}

fn open(bytes: &[u8]) -> Option<Reading> {
    read("any.csv", bytes, &ReadOptions::default(), &NoDecoder).ok()
}

/// Bytes that mean something to a reader of tables, more often than by chance.
fn telling_bytes(random: &mut Random, len: usize) -> Vec<u8> {
    const TELLING: &[u8] =
        b",,,;;\t|:\"\"\"''\\\n\n\n\r \0\xef\xbb\xbf\xff\xfe\xc3\xa9=-0123456789abcxyz";
    let byte = |random: &mut Random| match random.below(8) {
        0 => random.below(256) as u8,
        _ => TELLING[random.below(TELLING.len() as u64) as usize],
    };
    (0..len).map(|_| byte(random)).collect()
}

#[test]
fn any_bytes_are_read_or_refused_and_rows_are_square() {
    let mut random = Random::new(1);
    for round in 0..3000 {
        let len = random.below(400) as usize;
        let bytes = telling_bytes(&mut random, len);
        let Some(reading) = open(&bytes) else { continue };
        assert_eq!(reading.header.len() as u32, reading.records.n_columns(), "round {round}");
        let mut names = reading.header.clone();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), reading.header.len(), "round {round}: names are unique");
        let table = infer(&reading, &Choices::default());
        assert_eq!(table.n_rows, reading.records.n_rows());
    }
}

#[test]
fn broken_quotes_do_not_make_reading_slow() {
    for part in ["a,\"b\n", "a,\"b\"\"\n", "\"\n", "a,\"\"\"\"b\n", "\",\n\"", "a,\"b\nc,d\n"] {
        let mut text = String::from("x,y\n1,2\n3,4\n");
        text.push_str(&part.repeat(60_000));
        text.push_str("1,\"2\"\n");
        assert!(open(text.as_bytes()).is_some(), "{part:?}");
    }
}

#[test]
fn one_cell_of_ten_megabytes_is_a_cell() {
    let long = "word, \"\"quoted\"\"\nnext ".repeat(500_000);
    let text = format!("id,text\n1,\"{long}\"\n2,short\n");
    let reading = open(text.as_bytes()).expect("it is a table");
    assert_eq!(reading.records.n_rows(), 2);
    assert_eq!(reading.records.get(0, 1).len(), long.len() - 2 * 500_000);
    assert_eq!(reading.records.get(1, 1), "short");
}

/// A random cell, whole in the sense of RFC 4180 once quoted.
fn cell(random: &mut Random) -> String {
    const PARTS: &[&str] = &[
        "a",
        "word",
        "two words",
        ",",
        "\"",
        "\n",
        "\r\n",
        "\r",
        "é",
        "日本",
        "12",
        ";",
        "'",
        "|",
        " ",
        "\u{2028}",
        "\t",
        "\\",
        "=",
    ];
    (0..random.below(5)).map(|_| PARTS[random.below(PARTS.len() as u64) as usize]).collect()
}

/// A random table with a plain header, written with random but lawful quoting.
fn lawful(random: &mut Random) -> String {
    let n_columns = 2 + random.below(5);
    let line_end = ["\n", "\r\n", "\r"][random.below(3) as usize];
    let mut text: String =
        (0..n_columns).map(|col| format!("name{col}")).collect::<Vec<_>>().join(",");
    text.push_str(line_end);
    for row in 0..8 + random.below(20) {
        let cells: Vec<String> = (0..n_columns)
            .map(|col| {
                let own = if col == 0 { row.to_string() } else { cell(random) };
                let must = own.contains([',', '"', '\n', '\r']);
                let quoted = must || random.below(3) == 0;
                if quoted { format!("\"{}\"", own.replace('"', "\"\"")) } else { own }
            })
            .collect();
        text.push_str(&cells.join(","));
        text.push_str(line_end);
    }
    if random.below(4) == 0 {
        text.truncate(text.trim_end_matches(['\r', '\n']).len());
    }
    text
}

fn rows(reading: &Reading) -> Vec<Vec<String>> {
    let records = &reading.records;
    let row = |row| (0..records.n_columns()).map(|col| records.get(row, col).to_owned()).collect();
    (0..records.n_rows()).map(row).collect()
}

/// The rows of `text` as the `csv` crate reads them.
fn twin_rows(text: &str) -> Vec<Vec<String>> {
    let mut twin = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let own = |record: csv::StringRecord| record.iter().map(str::to_owned).collect();
    twin.records().filter_map(Result::ok).map(own).collect()
}

#[test]
fn lawful_tables_are_read_as_the_csv_crate_reads_them() {
    let mut random = Random::new(2);
    for round in 0..5000 {
        let text = lawful(&mut random);
        let options = ReadOptions {
            delimiter: Some(",".to_owned()),
            n_header: Some(1),
            ..ReadOptions::default()
        };
        let reading = read("x.csv", text.as_bytes(), &options, &NoDecoder).expect("it is a table");
        let (got, want) = (rows(&reading), twin_rows(&text));
        assert_eq!(got, want, "round {round}: {text:?}");
    }
}

#[test]
fn lawful_tables_need_no_options() {
    let mut random = Random::new(3);
    let mut n_wrong = 0;
    for round in 0..2000 {
        let text = lawful(&mut random);
        let reading = open(text.as_bytes()).expect("it is a table");
        if rows(&reading) != twin_rows(&text) {
            println!("round {round}, by {:?}: {text:?}", reading.dialect);
            n_wrong += 1;
        }
    }
    assert!(n_wrong <= 10, "{n_wrong} of 2000 tables of random cells were misread");
}

/// Texts and what must come out of them: header first.
const SHAPES: &[(&str, &[&[&str]])] = &[
    ("years name columns", &[&["name", "2019", "2020"], &["a", "1", "2"], &["b", "3", "4"]]),
    ("one column of prose", &[&["comment"], &["this, is a text, with commas"], &["another"]]),
    (
        "a stray quote",
        &[&["id", "text", "plan"], &["1", "He said \"ok\", then left", "x"], &["2", "b", "y"]],
    ),
    (
        "an unclosed quote",
        &[
            &["id", "text", "plan"],
            &["1", "a\nb", "x"],
            &["2", "never closed", "y"],
            &["3", "c, d", "z"],
            &["4", "e", "f"],
        ],
    ),
    ("totals", &[&["Account", "Amount"], &["A", "1"], &["B", "2"]]),
    ("units", &[&["Date", "Amount - (USD)"], &["2026-01-01", "5"], &["2026-01-02", "7"]]),
    ("a database copy", &[&["id", "text", "n"], &["1", "a\tb\nc", ""], &["2", "back\\slash", "4"]]),
    ("paths are no escapes", &[&["id", "path"], &["1", "C:\\temp\\new"], &["2", "D:\\data\\x"]]),
];

fn shape(name: &str) -> &'static str {
    match name {
        "years name columns" => "name,2019,2020\na,1,2\nb,3,4\n",
        "one column of prose" => "comment\nthis, is a text, with commas\nanother\n",
        "a stray quote" => "id,text,plan\n1,\"He said \"ok\", then left\",x\n2,b,y\n",
        "an unclosed quote" => {
            "id,text,plan\n1,\"a\nb\",x\n2,\"never closed,y\n3,\"c, d\",z\n4,e,f\n"
        }
        "totals" => {
            "Account,Amount\nA,1\nB,2\nTotal,3\n\nGrand Totals (2 records)\nCopyright 2026\n"
        }
        "units" => "Date,Amount\n,(USD)\n2026-01-01,5\n2026-01-02,7\n",
        "a database copy" => "id\ttext\tn\n1\ta\\tb\\nc\t\\N\n2\tback\\\\slash\t4\n",
        _ => "id\tpath\n1\tC:\\temp\\new\n2\tD:\\data\\x\n",
    }
}

#[test]
fn odd_shapes_come_out_straight() {
    for (name, want) in SHAPES {
        let reading = open(shape(name).as_bytes()).expect("it is a table");
        let records = &reading.records;
        assert_eq!(reading.raw_header, want[0], "{name}");
        let got: Vec<Vec<&str>> = (0..records.n_rows())
            .map(|row| (0..records.n_columns()).map(|col| records.get(row, col)).collect())
            .collect();
        assert_eq!(got, &want[1..], "{name}");
    }
}

#[test]
fn rows_and_lines_set_aside_make_up_the_file() {
    let text = "Report\n\nid,text\n1,a b\n\n2\n3,c,d\nid,text\n4,e\nTotal,\n";
    let reading = open(text.as_bytes()).expect("it is a table");
    assert_eq!(reading.records.n_rows(), 4);
    assert_eq!((reading.n_set_aside, reading.n_repaired), (3, 2));
    let lines: Vec<u32> = (0..4).map(|row| reading.records.line(row)).collect();
    assert_eq!(lines, [4, 6, 7, 9]);
    let places = |code: &str| {
        reading
            .notices
            .iter()
            .find(|n| n.code == code)
            .map(|n| n.places.clone())
            .unwrap_or_default()
    };
    assert_eq!((places("preamble"), places("footer")), (vec![1], vec![10]));
    assert_eq!((places("short-row"), places("long-row")), (vec![6], vec![7]));
    assert_eq!((places("repeated-header"), places("blank-line")), (vec![8], vec![5]));
}

#[test]
fn escapes_that_come_late_are_understood() {
    let mut text = String::from("id,text\n");
    for row in 0..20_000 {
        text.push_str(&format!("{row},\"plain, as most\"\n"));
    }
    let n_plain = 20_000;
    for row in 0..20 {
        text.push_str(&format!("{row},\"they say \\\"no\\\", then\"\n"));
    }
    let reading = open(text.as_bytes()).expect("it is a table");
    assert_eq!(reading.records.n_rows(), n_plain + 20);
    assert_eq!(reading.records.get(n_plain, 1), "they say \"no\", then");
}
