//! The kinds of dirt, each with the points that its files must reach on average.

use super::table::{Style, Table};

/// One spoiled file and the table that it holds.
pub(crate) struct Case {
    /// Where it was spoiled.
    pub(crate) place: String,
    pub(crate) bytes: Vec<u8>,
    /// Empty where there is none.
    pub(crate) header: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

pub(crate) struct Kind {
    pub(crate) name: &'static str,
    pub(crate) least: f64,
    pub(crate) spoil: fn(&Table) -> Vec<Case>,
}

const fn kind(name: &'static str, least: f64, spoil: fn(&Table) -> Vec<Case>) -> Kind {
    Kind { name, least, spoil }
}

pub(crate) const KINDS: &[Kind] = &[
    kind("clean", 10.0, |table| vec![plain(table, Style::default().text(table))]),
    kind("all quoted", 10.0, |table| {
        styled(table, &Style { all_quoted: true, ..Style::default() })
    }),
    kind("no newline at the end", 10.0, |table| {
        vec![plain(table, Style::default().text(table).trim_end().to_owned())]
    }),
    kind("two newlines at the end", 10.0, |table| {
        vec![plain(table, Style::default().text(table) + "\r\n")]
    }),
    kind("no header", 10.0, no_header),
    kind("header twice", 10.0, |table| header_rows(table, 2)),
    kind("header thrice", 10.0, |table| header_rows(table, 3)),
    kind("only the header", 10.0, |table| few_rows(table, 0)),
    kind("one row", 10.0, |table| few_rows(table, 1)),
    kind("two rows", 10.0, |table| few_rows(table, 2)),
    kind("preamble", 10.0, preamble),
    kind("footer", 10.0, footer),
    kind("second table", 10.0, second_table),
    kind("lf", 10.0, |table| styled(table, &Style { line_end: "\n", ..Style::default() })),
    kind("cr", 10.0, |table| styled(table, &Style { line_end: "\r", ..Style::default() })),
    kind("lf cr", 10.0, |table| styled(table, &Style { line_end: "\n\r", ..Style::default() })),
    kind("cr cr lf", 10.0, |table| {
        styled(table, &Style { line_end: "\r\r\n", ..Style::default() })
    }),
    kind("one other line end", 10.0, one_line_end),
    kind("semicolon", 10.0, |table| delimited(table, ";")),
    kind("tab", 10.0, |table| delimited(table, "\t")),
    kind("pipe", 10.0, |table| delimited(table, "|")),
    kind("colon", 10.0, |table| delimited(table, ":")),
    kind("comma and space", 10.0, |table| delimited(table, ", ")),
    kind("semicolon and space", 10.0, |table| delimited(table, "; ")),
    kind("two tabs", 10.0, |table| delimited(table, "\t\t")),
    kind("two pipes", 10.0, |table| delimited(table, "||")),
    kind("space", 10.0, |table| delimited(table, " ")),
    kind("tilde", 10.0, |table| delimited(table, "~")),
    kind("caret", 10.0, |table| delimited(table, "^")),
    kind("hash", 10.0, |table| delimited(table, "#")),
    kind("unit separator", 10.0, |table| delimited(table, "\u{1f}")),
    kind("section sign", 10.0, |table| delimited(table, "§")),
    kind("apostrophes", 10.0, |table| {
        styled(table, &Style { quote: '\'', escape: "'", ..Style::default() })
    }),
    kind("apostrophes, none escaped", 10.0, |table| {
        styled(table, &Style { quote: '\'', escape: "", ..Style::default() })
    }),
    kind("backslashes", 10.0, |table| styled(table, &Style { escape: "\\", ..Style::default() })),
    kind("no escape", 10.0, |table| styled(table, &Style { escape: "", ..Style::default() })),
    kind("no escape, all quoted", 10.0, |table| {
        styled(table, &Style { escape: "", all_quoted: true, ..Style::default() })
    }),
    // Ambiguous where the column has cells in quotes: there the quote is one that never closes.
    kind("extra quote", 9.988, extra_quote),
    kind("missing quote", 10.0, missing_quote),
    // Ambiguous beside a gap that may be the row's own.
    kind("extra delimiter", 9.999, extra_delimiter),
    // Where two cells were is not known: the row is padded.
    kind("missing delimiter", 9.919, missing_delimiter),
    kind("delimiter at each end", 10.0, trailing_delimiter),
    // A header is found out, a row of data is not: its text holds the other delimiter too.
    kind("one row by another delimiter", 9.894, other_delimiter),
    kind("row cut short", 10.0, |table| resized(table, 2)),
    kind("row of one cell too many", 10.0, too_many),
    kind("blank line", 10.0, blank_line),
    kind("lines of delimiters", 10.0, delimiters_only),
    kind("unnamed column", 10.0, unnamed),
    kind("equal names", 10.0, equal_names),
    kind("long name", 10.0, long_name),
    kind("space around cells", 10.0, spaced),
    kind("many columns", 10.0, many_columns),
    kind("many rows", 10.0, many_rows),
    kind("utf-8 with a mark", 10.0, |table| {
        encoded(table, |text| [b"\xef\xbb\xbf", text.as_bytes()].concat())
    }),
    kind("utf-16 little", 10.0, |table| {
        encoded(table, |text| {
            let units = std::iter::once(0xfeff).chain(text.encode_utf16());
            units.flat_map(u16::to_le_bytes).collect()
        })
    }),
    kind("utf-16 big", 10.0, |table| {
        encoded(table, |text| {
            let units = std::iter::once(0xfeff).chain(text.encode_utf16());
            units.flat_map(u16::to_be_bytes).collect()
        })
    }),
    kind("utf-16 little, no mark", 10.0, |table| {
        encoded(table, |text| text.encode_utf16().flat_map(u16::to_le_bytes).collect())
    }),
    kind("latin-1", 10.0, latin_1),
    kind("decimal commas", 10.0, decimal_commas),
];

fn case(place: String, bytes: Vec<u8>, table: &Table) -> Case {
    Case { place, bytes, header: table.header.clone(), rows: table.rows.clone() }
}

fn plain(table: &Table, text: String) -> Case {
    case(String::new(), text.into_bytes(), table)
}

fn styled(table: &Table, style: &Style) -> Vec<Case> {
    vec![plain(table, style.text(table))]
}

fn delimited(table: &Table, delimiter: &'static str) -> Vec<Case> {
    styled(table, &Style { delimiter, ..Style::default() })
}

fn joined(lines: &[String], line_end: &str) -> String {
    lines.iter().flat_map(|line| [line.as_str(), line_end]).collect()
}

fn lines(table: &Table) -> Vec<String> {
    Style::default().lines(table)
}

fn no_header(table: &Table) -> Vec<Case> {
    let mut spoiled = plain(table, joined(&lines(table)[1..], "\r\n"));
    spoiled.header.clear();
    vec![spoiled]
}

fn header_rows(table: &Table, n: usize) -> Vec<Case> {
    let mut all = lines(table);
    for _ in 1..n {
        all.insert(0, all[0].clone());
    }
    let mut spoiled = plain(table, joined(&all, "\r\n"));
    spoiled.header = table.header.iter().map(|name| vec![name.as_str(); n].join(" ")).collect();
    vec![spoiled]
}

fn few_rows(table: &Table, n: usize) -> Vec<Case> {
    let mut short = table.clone();
    short.rows.truncate(n);
    vec![plain(&short, Style::default().text(&short))]
}

fn preamble(table: &Table) -> Vec<Case> {
    let fill = ",".repeat(table.header.len() - 1);
    let tops = [
        format!("PREAMBLE{fill}\r\n{fill}\r\n"),
        "PREAMBLE\r\n\r\n".to_owned(),
        "PREAMBLE\r\nPREAMBLE\r\nPREAMBLE\r\n".to_owned(),
        format!("PREAMBLE{fill}\r\nPREAMBLE{fill}\r\nPREAMBLE{fill}\r\n"),
        "Report: All answers\r\nFrom: 2026-01-01, to: 2026-03-31\r\nFilter:,none\r\n\r\n"
            .to_owned(),
        "# all answers\r\n# exported 2026-04-01\r\n".to_owned(),
    ];
    let spoiled = tops.iter().enumerate().map(|(at, top)| {
        case(format!("top {at}"), (top.clone() + &Style::default().text(table)).into_bytes(), table)
    });
    spoiled.collect()
}

fn footer(table: &Table) -> Vec<Case> {
    let fill = ",".repeat(table.header.len() - 1);
    let ends = [
        format!("{fill}\r\nFOOTNOTE{fill}\r\n"),
        "\r\nFOOTNOTE\r\n".to_owned(),
        format!("{fill}\r\nFOOTNOTE{fill}\r\nFOOTNOTE{fill}\r\nFOOTNOTE{fill}\r\n"),
        "\r\nTotal: 83\r\n".to_owned(),
        "\r\nGenerated by Example Reports on 2026-04-01\r\nPage 1 of 1\r\n".to_owned(),
    ];
    let spoiled = ends.iter().enumerate().map(|(at, end)| {
        case(format!("end {at}"), (Style::default().text(table) + end).into_bytes(), table)
    });
    spoiled.collect()
}

/// Another table below, with fewer or more columns: the first counts.
fn second_table(table: &Table) -> Vec<Case> {
    let n = table.header.len();
    let resize = |n_columns: usize| {
        let mut other = table.clone();
        for (at, row) in std::iter::once(&mut other.header).chain(&mut other.rows).enumerate() {
            let fill = if at == 0 { "another" } else { "x" };
            row.resize(n_columns, fill.to_owned());
        }
        other
    };
    let mut spoiled = Vec::new();
    for (n_columns, gap) in [(n - 1, ""), (n + 1, ""), (n - 1, "\r\n"), (n + 1, "\r\n\r\n")] {
        let text = Style::default().text(table) + gap + &Style::default().text(&resize(n_columns));
        spoiled.push(case(format!("{n_columns} columns, gap {gap:?}"), text.into_bytes(), table));
    }
    spoiled
}

fn one_line_end(table: &Table) -> Vec<Case> {
    let lines = lines(table);
    let mut spoiled = Vec::new();
    for at in [0, 1, lines.len() / 2, lines.len() - 1] {
        for other in ["\n", "\r", "\r\n\r\n"] {
            let end = |line: usize| if line == at { other } else { "\r\n" };
            let whole = lines.iter().enumerate().map(|(line, text)| format!("{text}{}", end(line)));
            spoiled.push(case(
                format!("line {at}, {other:?}"),
                whole.collect::<String>().into_bytes(),
                table,
            ));
        }
    }
    spoiled
}

/// The table with the written cells of one row changed: all rows and columns in turn.
fn each_cell(table: &Table, step: usize, change: fn(&mut Vec<String>, usize)) -> Vec<Case> {
    let style = Style::default();
    let all = std::iter::once(&table.header).chain(&table.rows);
    let written: Vec<Vec<String>> = all.map(|row| style.cells(table, row)).collect();
    let mut spoiled = Vec::new();
    for at in (0..written.len() * table.header.len()).step_by(step) {
        let (row, col) = (at / table.header.len(), at % table.header.len());
        let mut lines: Vec<String> = written.iter().map(|cells| cells.join(",")).collect();
        let mut cells = written[row].clone();
        change(&mut cells, col);
        lines[row] = cells.join(",");
        let text = joined(&lines, "\r\n");
        spoiled.push(case(format!("row {row}, column {col}"), text.into_bytes(), table));
    }
    spoiled
}

/// A quote at the beginning of a cell: it is kept.
fn extra_quote(table: &Table) -> Vec<Case> {
    let mut spoiled = each_cell(table, 1, |cells, col| {
        let at = usize::from(cells[col].starts_with('"'));
        cells[col].insert(at, '"');
    });
    for (at, own) in spoiled.iter_mut().enumerate() {
        let (row, col) = (at / table.header.len(), at % table.header.len());
        let cells = if row == 0 { &mut own.header } else { &mut own.rows[row - 1] };
        cells[col].insert(0, '"');
    }
    spoiled
}

/// A cell in quotes that lacks the last one.
fn missing_quote(table: &Table) -> Vec<Case> {
    let is_quoted = |place: &Case| String::from_utf8_lossy(&place.bytes).contains('\u{1}');
    let mut spoiled = each_cell(table, 1, |cells, col| {
        if cells[col].starts_with('"') && !cells[col].contains(['\n', ',']) {
            cells[col].pop();
            cells[col].push('\u{1}');
        }
    });
    spoiled.retain(is_quoted);
    for own in &mut spoiled {
        own.bytes.retain(|byte| *byte != 1);
    }
    spoiled
}

fn extra_delimiter(table: &Table) -> Vec<Case> {
    each_cell(table, 1, |cells, col| cells.insert(col, String::new()))
}

fn missing_delimiter(table: &Table) -> Vec<Case> {
    each_cell(table, 1, |cells, col| {
        if col > 0 {
            let cell = cells.remove(col);
            cells[col - 1].push_str(&cell);
        }
    })
}

fn trailing_delimiter(table: &Table) -> Vec<Case> {
    let all: Vec<String> = lines(table).iter().map(|line| format!("{line},")).collect();
    vec![plain(table, joined(&all, "\r\n"))]
}

fn other_delimiter(table: &Table) -> Vec<Case> {
    let style = Style::default();
    let mut spoiled = Vec::new();
    for at in 0..=table.rows.len() {
        for other in [" ", ";"] {
            let mut all = lines(table);
            let cells = if at == 0 { &table.header } else { &table.rows[at - 1] };
            all[at] = style.cells(table, cells).join(other);
            let text = joined(&all, "\r\n");
            spoiled.push(case(format!("row {at}, {other:?}"), text.into_bytes(), table));
        }
    }
    spoiled
}

fn resized(table: &Table, n: usize) -> Vec<Case> {
    let mut spoiled = Vec::new();
    for at in [1, table.rows.len() / 2, table.rows.len() - 1] {
        let mut own = table.clone();
        own.rows[at].truncate(n);
        let text = Style::default().text(&own);
        let blank = String::new();
        own.rows[at].resize(table.header.len(), blank);
        spoiled.push(case(format!("row {at}"), text.into_bytes(), &own));
    }
    spoiled
}

fn too_many(table: &Table) -> Vec<Case> {
    let mut spoiled = Vec::new();
    for at in [1, table.rows.len() / 2, table.rows.len() - 1] {
        let mut own = table.clone();
        own.rows[at].push("surplus".to_owned());
        spoiled.push(case(format!("row {at}"), Style::default().text(&own).into_bytes(), table));
    }
    spoiled
}

fn with_line(table: &Table, line: &str) -> Vec<Case> {
    let mut spoiled = Vec::new();
    for at in [1, 2, table.rows.len() / 2, table.rows.len()] {
        let mut all = lines(table);
        all.insert(at, line.to_owned());
        spoiled.push(case(format!("row {at}"), joined(&all, "\r\n").into_bytes(), table));
    }
    spoiled
}

fn blank_line(table: &Table) -> Vec<Case> {
    with_line(table, "")
}

fn delimiters_only(table: &Table) -> Vec<Case> {
    let line = ",".repeat(table.header.len() - 1);
    with_line(table, &format!("{line}\r\n{line}"))
}

fn renamed(table: &Table, change: impl Fn(&mut Vec<String>, usize)) -> Vec<Case> {
    let mut spoiled = Vec::new();
    for col in 0..table.header.len() {
        let mut own = table.clone();
        change(&mut own.header, col);
        let text = Style::default().text(&own);
        spoiled.push(case(format!("column {col}"), text.into_bytes(), &own));
    }
    spoiled
}

fn unnamed(table: &Table) -> Vec<Case> {
    let mut spoiled = renamed(table, |names, col| names[col].clear());
    // A last column with neither name nor cells is no column.
    spoiled.retain(|own| {
        own.header.last().is_some_and(|name| !name.is_empty())
            || own.rows.iter().any(|row| row.last().is_some_and(|cell| !cell.is_empty()))
    });
    spoiled
}

fn equal_names(table: &Table) -> Vec<Case> {
    renamed(table, |names, col| names[col] = names[(col + 1) % names.len()].clone())
}

fn long_name(table: &Table) -> Vec<Case> {
    renamed(table, |names, col| names[col] = "LONG NAME".repeat(5_000))
}

/// Spaces around the cells are part of them.
fn spaced(table: &Table) -> Vec<Case> {
    let mut own = table.clone();
    for cell in own.rows.iter_mut().flatten().filter(|cell| !cell.contains([',', '"', '\n'])) {
        *cell = format!(" {cell} ");
    }
    own.quoted = &[];
    vec![plain(&own, Style::default().text(&own))]
}

fn many_columns(table: &Table) -> Vec<Case> {
    let mut wide = table.clone();
    for (at, row) in std::iter::once(&mut wide.header).chain(&mut wide.rows).enumerate() {
        for col in 0..1000 {
            row.push(if at == 0 { format!("extra {col}") } else { col.to_string() });
        }
    }
    vec![plain(&wide, Style::default().text(&wide))]
}

fn many_rows(table: &Table) -> Vec<Case> {
    let mut long = table.clone();
    for _ in 0..9 {
        long.rows.extend_from_within(..);
    }
    vec![plain(&long, Style::default().text(&long))]
}

fn encoded(table: &Table, encode: fn(&str) -> Vec<u8>) -> Vec<Case> {
    vec![case(String::new(), encode(&Style::default().text(table)), table)]
}

fn latin_1(table: &Table) -> Vec<Case> {
    let mut own = table.clone();
    for cell in own.rows.iter_mut().flatten() {
        *cell = cell.chars().filter(|c| (*c as u32) < 256).collect::<String>();
        *cell = cell.replace("Search", "Café Müller").replace("please", "für 5 £");
    }
    let text = Style::default().text(&own);
    let bytes = text.chars().map(|c| c as u32 as u8).collect();
    vec![case(String::new(), bytes, &own)]
}

fn decimal_commas(table: &Table) -> Vec<Case> {
    let mut own = table.clone();
    for cell in own.rows.iter_mut().flatten() {
        if cell.parse::<u64>().is_ok() {
            *cell = format!("{cell},5");
        }
    }
    let style = Style { delimiter: ";", ..Style::default() };
    vec![plain(&own, style.text(&own))]
}
