//! Header rows: whether there are any, and what they make the columns' names.

use super::records::Records;

/// How many rows are looked at to learn what a column holds.
const PROBE: usize = 200;

/// Whether `cell` is a number, a date or a time: something that no header is.
pub(super) fn is_value(cell: &str) -> bool {
    let cell = cell.trim();
    let n_digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let is_part = |c: char| c.is_ascii_digit() || " .,:;/+-%$€£¥()TZ'\u{a0}\u{202f}".contains(c);
    n_digits > 0 && cell.chars().all(is_part)
        || cell.contains('@') && cell.contains('.') && !cell.contains(' ')
        || n_digits >= 2 && is_date_like(cell)
}

/// Whether `cell` is digits and words that only dates have: "5 Jan 2026 8:01AM".
fn is_date_like(cell: &str) -> bool {
    const WORDS: &[&str] = &[
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mai",
        "okt", "dez", "am", "pm", "utc", "gmt", "t", "z", "mon", "tue", "wed", "thu", "fri", "sat",
        "sun",
    ];
    let lower = cell.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let is_known = |word: &str| {
        WORDS.contains(&word)
            || word.len() > 3 && WORDS.iter().any(|w| w.len() == 3 && word.starts_with(w))
    };
    cell.len() <= 40 && words.clone().count() <= 4 && words.into_iter().all(is_known)
}

/// Whether all cells of `row` are filled and none is a value.
pub(super) fn are_names(records: &Records, row: usize, width: u32) -> bool {
    let is_name = |cell: &str| !cell.trim().is_empty() && !is_value(cell);
    records.width(row as u32) == width && records.raw(row as u32).all(is_name)
}

/// Share of rows from `from` whose cell in `col` is a value, of those with a cell at all.
fn value_share(records: &Records, col: u32, from: usize, to: usize) -> Option<f64> {
    let cells = (from..to.min(from + PROBE)).map(|row| records.get(row as u32, col).trim());
    let filled: Vec<&str> = cells.filter(|cell| !cell.is_empty()).collect();
    let n = filled.iter().filter(|cell| is_value(cell)).count();
    (!filled.is_empty()).then(|| n as f64 / filled.len() as f64)
}

/// Columns that hold values in nearly all of the rows from `from`.
pub(super) fn value_columns(records: &Records, from: usize, to: usize) -> Vec<u32> {
    let holds = |col: &u32| value_share(records, *col, from, to).is_some_and(|share| share > 0.9);
    (0..records.width(from as u32)).filter(holds).collect()
}

/// 0 or 1: whether the row at `first` names the columns.
pub(super) fn count(records: &Records, first: usize, end: usize) -> usize {
    let n = records.width(first as u32);
    let cell = |col: u32| records.get(first as u32, col).trim();
    if end - first == 1 {
        let n_values = (0..n).filter(|col| is_value(cell(*col))).count();
        return usize::from(n_values * 2 <= n as usize);
    }
    let (mut agrees, mut differs) = (0, 0);
    let mut years: Vec<i32> = Vec::new();
    for col in 0..n {
        let Some(share) = value_share(records, col, first + 1, end) else { continue };
        if share < 0.7 || cell(col).is_empty() {
            continue;
        }
        if is_value(cell(col)) {
            agrees += 1;
        } else {
            differs += 1;
        }
        years.extend(cell(col).parse::<i32>().ok().filter(|year| (1900..2100).contains(year)));
    }
    let are_years = years.len() > 1
        && years.len() == agrees
        && years.windows(2).all(|pair| (pair[0] - pair[1]).abs() == 1);
    if differs > 0 || are_years {
        return 1;
    }
    usize::from(agrees == 0 && !is_data(records, first, end))
}

/// With no column of values to compare with: whether the first row recurs below or is long text.
fn is_data(records: &Records, first: usize, end: usize) -> bool {
    let n = records.width(first as u32);
    let recurs = |col: &u32| {
        let cell = records.get(first as u32, *col);
        let mut rows = first + 1..end.min(first + PROBE);
        !cell.trim().is_empty() && rows.any(|row| records.get(row as u32, *col) == cell)
    };
    n > 1 && (0..n).any(|col| recurs(&col))
}

/// Whether the row after the first is a second header row: answer options, units or parts of
/// names, never values where the rows below hold values.
pub(super) fn is_second(records: &Records, first: usize, end: usize) -> bool {
    let (top, second) = (first as u32, first as u32 + 1);
    let n = records.width(top).max(records.width(second));
    let (mut n_blank_over, mut n_text_over_values, mut n_value, mut n_filled) = (0, 0, 0, 0);
    let mut n_blank_where_full = 0;
    for col in 0..n {
        let (above, cell) = (records.get(top, col).trim(), records.get(second, col).trim());
        let share = value_share(records, col, first + 2, end).unwrap_or(0.0);
        if cell.is_empty() {
            n_blank_where_full += u32::from(is_full(records, col, first + 2, end));
            continue;
        }
        n_filled += 1;
        n_value += u32::from(is_value(cell));
        n_blank_over += u32::from(above.is_empty());
        n_text_over_values += u32::from(share > 0.7 && !is_value(cell));
    }
    if n_filled == 0 || n_value > 0 || records.width(second) * 2 <= records.width(top) {
        return false;
    }
    n_blank_where_full > 0 && (n_blank_over > 0 || n_text_over_values > 0)
        || n_filled == n && n_text_over_values > 0
}

fn is_full(records: &Records, col: u32, from: usize, to: usize) -> bool {
    let rows = from..to.min(from + PROBE);
    let n = rows.len();
    n > 0
        && rows.filter(|row| !records.get(*row as u32, col).trim().is_empty()).count() * 10 > n * 9
}

/// The columns' names as the header rows say them.
pub(super) fn names(records: &Records, first: usize, n: usize, width: u32) -> Vec<String> {
    let row = |idx: usize, col: u32| records.get((first + idx) as u32, col);
    let has_ids = n > 1 && row(n - 1, 0).starts_with("{\"ImportId\"");
    match n {
        0 => (1..=width).map(|col| format!("column_{col}")).collect(),
        1 => (0..width).map(|col| row(0, col).to_owned()).collect(),
        _ if has_ids => (0..width).map(|col| row(0, col).to_owned()).collect(),
        _ => joined(records, first, n, width),
    }
}

/// The names in a line above headless data that is delimited otherwise than they are.
pub(super) fn otherwise(line: &str, width: u32) -> Option<Vec<String>> {
    use super::scan::{Rule, scan};
    let names = |delimiter: &u8| {
        let found = scan(line, Rule::plain(*delimiter), 0, 1);
        let text = |span: &super::records::Span| line.get(span.start as usize..span.end as usize);
        let names: Vec<String> = found.cells.iter().filter_map(text).map(str::to_owned).collect();
        (width > 2 && names.len() == width as usize).then_some(names)
    };
    b",;\t| ".iter().find_map(names)
}

/// What rows below the names say of each column, where they are no part of the name: the question,
/// and in parentheses the time zone.
pub(super) fn labels(records: &Records, first: usize, n: usize, width: u32) -> Vec<String> {
    let row = |idx: usize, col: u32| records.get((first + idx) as u32, col);
    if n < 2 || !row(n - 1, 0).starts_with("{\"ImportId\"") {
        return Vec::new();
    }
    let label = |col: u32| {
        let question = if n > 2 { row(1, col) } else { "" };
        match row(n - 1, col).split_once("\"timeZone\":\"") {
            Some((_, rest)) => {
                format!("{question} ({})", rest.split('"').next().unwrap_or_default())
            }
            None => question.to_owned(),
        }
    };
    (0..width).map(label).collect()
}

/// Names from several rows: a blank takes the name at its left, the parts joined by " - ".
fn joined(records: &Records, first: usize, n: usize, width: u32) -> Vec<String> {
    let has_blanks = (0..width).any(|col| records.get(first as u32, col).trim().is_empty())
        || (0..width).any(|col| records.get(first as u32 + 1, col).trim().is_empty());
    let glue = if has_blanks { " - " } else { " " };
    let mut left = String::new();
    let mut names = Vec::new();
    for col in 0..width {
        let top = records.get(first as u32, col);
        if !top.trim().is_empty() {
            top.clone_into(&mut left);
        }
        let mut name = left.clone();
        for idx in 1..n {
            let part = records.get((first + idx) as u32, col);
            if !part.trim().is_empty() {
                name.push_str(if name.is_empty() { "" } else { glue });
                name.push_str(part);
            }
        }
        names.push(name);
    }
    names
}

/// Names that are unique and never empty.
pub(super) fn unique(raw: &[String]) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(raw.len());
    let mut taken = std::collections::BTreeSet::new();
    for (idx, name) in raw.iter().enumerate() {
        let name = name.trim();
        let base = if name.is_empty() { format!("column_{}", idx + 1) } else { name.to_owned() };
        let mut own = base.clone();
        let mut n = 2;
        while !taken.insert(own.clone()) {
            own = format!("{base} ({n})");
            n += 1;
        }
        names.push(own);
    }
    names
}
