//! Which records are data: preamble, header rows, repeated headers, totals and footers.

use super::records::Records;
use crate::notice::Notices;

/// How many records at the top may show how the file is laid out.
const HEAD: usize = 1000;

/// How many records at the bottom may be a footer.
const TAIL: usize = 200;

/// What stands around the data.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Layout {
    /// Rows before the header.
    pub(super) n_preamble: usize,
    /// Header rows.
    pub(super) n_header: usize,
    /// The first row after the data.
    pub(super) end: usize,
    /// Whether another table begins there.
    pub(super) has_other: bool,
}

/// Finds what stands around the data; `width` is the usual number of cells.
pub(super) fn find(records: &Records, width: u32, n_header: Option<u32>) -> Layout {
    let n_rows = records.n_rows() as usize;
    let first = first_full(records, width);
    let end = data_end(records, width, first);
    let n_found = count_header(records, first, end);
    let has_groups = n_found == 1
        && n_header.is_none_or(|n| n == 2)
        && first > 0
        && spans(records, first - 1, width);
    let first = first - usize::from(has_groups);
    let n_found = n_found + usize::from(has_groups);
    let n_header = n_header.map_or(n_found, |n| (n as usize).min(3));
    let other = other_table(records, width, first, n_header, end);
    Layout {
        n_preamble: first,
        n_header: n_header.min(n_rows - first),
        end: other.unwrap_or(end).max(first),
        has_other: other.is_some(),
    }
}

/// Where another table begins: at a header that has more or fewer of the same names, or after a
/// blank line at rows of another width.
fn other_table(
    records: &Records,
    width: u32,
    first: usize,
    n_header: usize,
    end: usize,
) -> Option<usize> {
    let from = first + n_header + 1;
    let names = (from..end).find(|row| n_header > 0 && extends(records, *row, first));
    let gap = (from..end.min(first + HEAD)).find(|row| {
        let mut at = *row;
        while at < end && is_blank(records, at) {
            at += 1;
        }
        let own = records.width(at as u32);
        let mut rows = at..end.min(at + 4);
        at > *row
            && own > 1
            && own != width
            && rows.len() > 2
            && rows.all(|row| records.width(row as u32) == own && !is_blank(records, row))
    });
    names.into_iter().chain(gap).min()
}

/// Whether `row` has the names of the header, some more or some fewer.
fn extends(records: &Records, row: usize, header: usize) -> bool {
    let (own, all) = (records.width(row as u32), records.width(header as u32));
    let n = own.min(all);
    let same = |col: u32| records.cell(row as u32, col) == records.cell(header as u32, col);
    own != all && n > 1 && n * 2 > all.max(own) && (0..n).all(same)
}

fn n_filled(records: &Records, row: usize) -> usize {
    records.raw(row as u32).filter(|cell| !cell.trim().is_empty()).count()
}

pub(super) fn is_blank(records: &Records, row: usize) -> bool {
    records.raw(row as u32).all(|cell| cell.trim().is_empty())
}

/// The first row that is as full as the rows of the table are.
fn first_full(records: &Records, width: u32) -> usize {
    let n_rows = records.n_rows() as usize;
    let head = n_rows.min(60);
    let first_filled = (0..n_rows).find(|row| !is_blank(records, *row)).unwrap_or(0);
    if width <= 1 {
        return first_filled;
    }
    let mut filled: Vec<usize> = (0..head)
        .filter(|row| records.width(*row as u32) == width)
        .map(|row| n_filled(records, row))
        .collect();
    filled.sort_unstable();
    let usual = filled.get(filled.len() / 2).copied().unwrap_or(0);
    let is_full = |row: &usize| {
        let n = n_filled(records, *row);
        n * 2 > usual && n * 2 > width as usize && n > 1
    };
    let wide = |row: &usize| records.width(*row as u32) >= width && n_filled(records, *row) > 1;
    let full = (0..head).find(is_full).or_else(|| (0..head).find(wide)).unwrap_or(first_filled);
    let names = |row: &usize| wide(row) && super::header::are_names(records, *row, width);
    let is_narrow = records.width(full as u32) < width;
    let later = if is_narrow { (full + 1..head.min(full + 9)).find(names) } else { None };
    later.unwrap_or(full)
}

/// Whether `row` names groups of the columns below it: some names, none over the first column.
fn spans(records: &Records, row: usize, width: u32) -> bool {
    let n = n_filled(records, row);
    records.width(row as u32) == width
        && n > 1
        && n < width as usize
        && records.cell(row as u32, 0).trim().is_empty()
}

const TOTALS: &[&str] = &[
    "total",
    "grand total",
    "totals",
    "sum",
    "subtotal",
    "summe",
    "gesamt",
    "gesamtsumme",
    "insgesamt",
    "total general",
    "suma",
    "somme",
    "totale",
    "total geral",
    "合計",
    "总计",
    "итого",
];
const CLOSINGS: &[&str] = &[
    "generated by",
    "generated on",
    "copyright",
    "confidential",
    "report generated",
    "exported",
    "end of report",
    "©",
    "page ",
    "created by",
    "run by",
    "as of ",
    "source:",
    "erstellt",
    "filter",
];

/// Where the footer begins: totals, and lines that are no data after a blank line or with its
/// usual words.
pub(super) fn data_end(records: &Records, width: u32, first: usize) -> usize {
    let n_rows = records.n_rows() as usize;
    let mut end = n_rows;
    while end > first + 1 && is_blank(records, end - 1) {
        end -= 1;
    }
    if width < 2 {
        return end;
    }
    let mut at = end;
    let mut is_footer = false;
    while at > first + 1 && at + TAIL > end {
        let row = at - 1;
        if is_blank(records, row) || is_total(records, row, is_footer) || is_closing(records, row) {
            is_footer = true;
        } else if !is_single(records, row) {
            break;
        }
        if is_footer {
            end = row;
        }
        at = row;
    }
    end.min(notes(records, first, end))
}

/// Where notes begin below the last blank line: no line of them holds a value where rows do.
fn notes(records: &Records, first: usize, end: usize) -> usize {
    let from = (first + 1).max(end.saturating_sub(TAIL));
    let Some(blank) = (from..end).rev().find(|row| is_blank(records, *row)) else { return end };
    let values = super::header::value_columns(records, first + 1, blank);
    let is_value = |row: usize, col: u32| super::header::is_value(records.cell(row as u32, col));
    let is_note = |row: usize| !values.iter().any(|col| is_value(row, *col));
    if !values.is_empty() && (blank..end).all(is_note) { blank } else { end }
}

fn first_cell(records: &Records, row: usize) -> String {
    records.raw(row as u32).next().unwrap_or_default().trim().to_lowercase()
}

fn is_single(records: &Records, row: usize) -> bool {
    n_filled(records, row) == 1 && !first_cell(records, row).is_empty()
}

/// Whether `row` holds totals; before other closing lines even a full row may.
fn is_total(records: &Records, row: usize, is_footer: bool) -> bool {
    let cell = first_cell(records, row);
    let word = cell.trim_end_matches([':', '.']);
    let n_filled = n_filled(records, row);
    let width = records.width(row as u32).max(2) as usize;
    TOTALS.contains(&word) && (n_filled < width || is_footer)
        || cell.starts_with("grand total")
        || cell.starts_with("total (")
        || cell.starts_with("total:")
}

fn is_closing(records: &Records, row: usize) -> bool {
    let cell = first_cell(records, row);
    is_single(records, row) && CLOSINGS.iter().any(|words| cell.starts_with(words))
}

/// How many header rows stand at `first`.
fn count_header(records: &Records, first: usize, end: usize) -> usize {
    if end <= first {
        return 0;
    }
    let row = |idx: usize| -> Vec<&str> { records.raw((first + idx) as u32).collect() };
    let has_ids = |cells: &[&str]| {
        cells.iter().filter(|cell| cell.starts_with("{\"ImportId\"")).count() * 2 > cells.len()
    };
    for n in [1, 2] {
        if first + n < end && has_ids(&row(n)) {
            return n + 1;
        }
    }
    let mut n = super::header::count(records, first, end);
    while (1..3).contains(&n)
        && first + n + 1 < end
        && super::header::is_second(records, first + n - 1, end)
    {
        n += 1;
    }
    n
}

/// What is said of a line above the header.
pub(super) const PREAMBLE: &str = "the line stands before the header and was set aside";

/// The single cell above headless data.
pub(super) fn line_above<'a>(records: &'a Records, layout: &Layout) -> Option<&'a str> {
    let row = layout.n_preamble.checked_sub(1).filter(|_| layout.n_header == 0)? as u32;
    (records.width(row) == 1).then(|| records.cell(row, 0)).filter(|cell| !cell.is_empty())
}

/// Notes what was set aside before and after the data.
pub(super) fn note(records: &Records, layout: &Layout, notices: &mut Notices) -> u32 {
    let mut n = 0;
    for row in 0..layout.n_preamble {
        if !is_blank(records, row) {
            notices.add("preamble", PREAMBLE, Some(u64::from(records.line(row as u32))));
            n += 1;
        }
    }
    for row in layout.end..records.n_rows() as usize {
        if !is_blank(records, row) {
            let (code, message) = if layout.has_other {
                ("other-table", "the line belongs to another table and was set aside")
            } else {
                ("footer", "the line is a total or a closing remark, not data, and was set aside")
            };
            notices.add(code, message, Some(u64::from(records.line(row as u32))));
            n += 1;
        }
    }
    n
}
