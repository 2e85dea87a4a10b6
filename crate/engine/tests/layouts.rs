//! How files are laid out around their data, and what comes of it.

use undertone_engine::read::{Decoder, ReadOptions, read};

struct NoDecoder;

impl Decoder for NoDecoder {
    fn decode(&self, _: &str, _: &[u8]) -> Option<String> {
        None
    }
}

/// A name, a file, and its table with the header first.
type Layout = (&'static str, &'static str, &'static [&'static [&'static str]]);

const LAYOUTS: &[Layout] = &[
    (
        "an instrument's settings above",
        "Instrument:,XRD-6000,,\nOperator:,J. Smith,,\nDate:,12/03/2019,,\nSample name,PLA 6%,,\n\n2theta,Intensity,Background,Fit\n10.0,123,100,101\n10.1,125,100,102\n10.2,130,101,103\n10.3,128,100,104\n",
        &[
            &["2theta", "Intensity", "Background", "Fit"],
            &["10.0", "123", "100", "101"],
            &["10.1", "125", "100", "102"],
            &["10.2", "130", "101", "103"],
            &["10.3", "128", "100", "104"],
        ],
    ),
    (
        "sections of settings above",
        "[Header]\nVersion;1.2\nSerial;A123\n[Data]\nTime (s);Force (N);Length (mm)\n0,00;0,12;0,000\n0,01;0,15;0,001\n",
        &[
            &["Time (s)", "Force (N)", "Length (mm)"],
            &["0,00", "0,12", "0,000"],
            &["0,01", "0,15", "0,001"],
        ],
    ),
    (
        "units below the names",
        "Time,Voltage\ns,V\n0.0,1.2\n0.1,1.3\n0.2,1.4\n",
        &[&["Time s", "Voltage V"], &["0.0", "1.2"], &["0.1", "1.3"], &["0.2", "1.4"]],
    ),
    (
        "rows of delimiters below",
        "Day,Cost,Of\n01/09/2018,\"25,000.00\",IT\n02/09/2018,£300,Rent\n,,\n,,\n,,\n",
        &[
            &["Day", "Cost", "Of"],
            &["01/09/2018", "25,000.00", "IT"],
            &["02/09/2018", "£300", "Rent"],
        ],
    ),
    (
        "a title over all columns",
        "Travel in March,,,\n,,,\nName,Day,To,Cost\nA B,12 March,Paris,£300\nC D,Nil,,\n",
        &[
            &["Name", "Day", "To", "Cost"],
            &["A B", "12 March", "Paris", "£300"],
            &["C D", "Nil", "", ""],
        ],
    ),
    (
        "names of groups of columns",
        ",2025,,2026,\nRegion,Men,Women,Men,Women\nNorth,1,2,3,4\nSouth,5,6,7,8\n",
        &[
            &["Region", "2025 - Men", "2025 - Women", "2026 - Men", "2026 - Women"],
            &["North", "1", "2", "3", "4"],
            &["South", "5", "6", "7", "8"],
        ],
    ),
    (
        "notes below",
        "Year,Count\n2015,10\n2016,12\n2017,14\n\nSource: Some Office\nNotes: figures, rounded to the nearest 1\n1. Without X, Y and Z\n",
        &[&["Year", "Count"], &["2015", "10"], &["2016", "12"], &["2017", "14"]],
    ),
    (
        "two columns of a spreadsheet that hold nothing",
        "Day,Name,,\n1,Alpha,,\n2,Beta,,\n",
        &[&["Day", "Name", "", ""], &["1", "Alpha", "", ""], &["2", "Beta", "", ""]],
    ),
    (
        "an index without a name",
        ",a,b\n0,1.5,x\n1,2.5,y\n",
        &[&["", "a", "b"], &["0", "1.5", "x"], &["1", "2.5", "y"]],
    ),
    (
        "spaces between numbers",
        "0.001 12.3 4.5\n0.002 12.4 4.6\n0.003 12.5 4.7\n",
        &[
            &["column_1", "column_2", "column_3"],
            &["0.001", "12.3", "4.5"],
            &["0.002", "12.4", "4.6"],
            &["0.003", "12.5", "4.7"],
        ],
    ),
    (
        "times beside semicolons",
        "00:01:02;12,5;OK\n00:02:02;13,5;OK\n00:03:02;14,5;FAIL\n",
        &[
            &["column_1", "column_2", "column_3"],
            &["00:01:02", "12,5", "OK"],
            &["00:02:02", "13,5", "OK"],
            &["00:03:02", "14,5", "FAIL"],
        ],
    ),
    (
        "lists within cells",
        "id,tags\n1,a|b|c\n2,a|b|c\n3,a|b|d\n",
        &[&["id", "tags"], &["1", "a|b|c"], &["2", "a|b|c"], &["3", "a|b|d"]],
    ),
    (
        "names by another delimiter",
        "Day Score \"What for\"\n2026-01-01,5,support\n2026-01-02,4,price\n2026-01-03,1,price\n",
        &[
            &["Day", "Score", "What for"],
            &["2026-01-01", "5", "support"],
            &["2026-01-02", "4", "price"],
            &["2026-01-03", "1", "price"],
        ],
    ),
    (
        "a smaller table below",
        "id,score,note\n1,5,a\n2,4,b\n3,3,c\n\nmetric,value\nmean,4\nmin,3\nmax,5\n",
        &[&["id", "score", "note"], &["1", "5", "a"], &["2", "4", "b"], &["3", "3", "c"]],
    ),
    (
        "one column of names",
        "Name\nAnn Lee\nBob Ray\nCid Fox\n",
        &[&["Name"], &["Ann Lee"], &["Bob Ray"], &["Cid Fox"]],
    ),
    (
        "an ell of 13 inches",
        "id,size,note\n1,13\",a\n2,\"15\",b\n3,\"17\"\",c\n4,\"19 \"\"wide\"\"\",d\n",
        &[
            &["id", "size", "note"],
            &["1", "13\"", "a"],
            &["2", "15", "b"],
            &["3", "17\"", "c"],
            &["4", "19 \"wide\"", "d"],
        ],
    ),
];

#[test]
fn every_layout_gives_its_table() {
    let mut failed = Vec::new();
    for (name, text, want) in LAYOUTS {
        let reading = read("x.csv", text.as_bytes(), &ReadOptions::default(), &NoDecoder);
        let reading = reading.expect("it is a table");
        let records = &reading.records;
        let row = |row| (0..records.n_columns()).map(|col| records.get(row, col)).collect();
        let mut got: Vec<Vec<&str>> = (0..records.n_rows()).map(row).collect();
        got.insert(0, reading.raw_header.iter().map(String::as_str).collect());
        if got != *want {
            failed.push(format!("{name}: {got:?}"));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
