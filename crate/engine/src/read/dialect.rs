//! Which delimiter, quote and escape: every candidate reads the head of the file, the best wins.

use super::scan::{Rule, Scan, scan};
use super::{Escape, ReadOptions};

/// A byte that no text holds, for files of one column.
pub(super) const NO_DELIMITER: u8 = 0xff;
/// How much of the file the candidates read.
const SAMPLE: usize = 128 << 10;
/// How many records the candidates read.
const SAMPLE_ROWS: usize = 1000;

/// The rule to read by and the usual number of cells of a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub(super) rule: Rule,
    pub(super) width: u32,
    /// The text begins with a `sep=` line of this many bytes.
    pub(super) n_skip: usize,
}

/// Finds how `text` is written.
pub(super) fn detect(text: &str, options: &ReadOptions) -> Found {
    if options.delimiter.as_deref() == Some(super::UNIT) {
        let rule = Rule::stream();
        return Found { rule, width: score(head(text), rule, true).1, n_skip: 0 };
    }
    let (declared, n_skip) = declared(text);
    let body = &text[n_skip..];
    let sample = head(body);
    let lone_cr = has_lone_cr(sample);
    let forced = options.delimiter.as_deref().and_then(parse_delimiter).or(declared);
    let candidates: Vec<(u8, bool)> = match forced {
        Some(delimiter) => vec![delimiter],
        None => vec![
            (b',', false),
            (b';', false),
            (b'\t', false),
            (b'|', false),
            (b',', true),
            (b':', false),
        ],
    };
    let mut best: Option<(f64, Found)> = None;
    for (delimiter, spaced) in candidates {
        let plain = Rule { spaced, lone_cr, ..Rule::plain(delimiter) };
        let rule = with_quotes(sample, plain);
        let cut = sample.len() < body.len();
        let (score, width) = score(sample, rule, cut);
        if best.is_none_or(|(top, _)| score > top + 1e-9) {
            best = Some((score, Found { rule, width, n_skip }));
        }
    }
    let rule = Rule { lone_cr, ..Rule::plain(b',') };
    let mut found = best.map_or(Found { rule, width: 1, n_skip }, |(_, found)| found);
    if found.width == 1 && forced.is_none() {
        found.rule = Rule { delimiter: NO_DELIMITER, spaced: false, ..found.rule };
    }
    found
}

/// A first line like `sep=;` names the delimiter.
fn declared(text: &str) -> (Option<(u8, bool)>, usize) {
    let line = text.split(['\n', '\r']).next().unwrap_or_default();
    let bare = line.trim_matches('"');
    let Some(rest) = bare.strip_prefix("sep=").or_else(|| bare.strip_prefix("SEP=")) else {
        return (None, 0);
    };
    let Some(delimiter) = parse_delimiter(rest) else { return (None, 0) };
    let after = &text[line.len()..];
    let n_break = if after.starts_with("\r\n") { 2 } else { usize::from(!after.is_empty()) };
    (Some(delimiter), line.len() + n_break)
}

fn parse_delimiter(text: &str) -> Option<(u8, bool)> {
    match text {
        ", " => Some((b',', true)),
        "\\t" | "tab" => Some((b'\t', false)),
        _ => match text.as_bytes() {
            [byte] if byte.is_ascii() && !matches!(byte, b'"' | b'\n' | b'\r') => {
                Some((*byte, false))
            }
            _ => None,
        },
    }
}

fn head(text: &str) -> &str {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Whether carriage returns alone end lines: none or few line feeds, and returns before cells.
fn has_lone_cr(sample: &str) -> bool {
    let bytes = sample.as_bytes();
    let n_lf: usize = bytes.iter().map(|byte| usize::from(*byte == b'\n')).sum();
    let lone = |pair: &&[u8]| pair[0] == b'\r' && pair[1] != b'\n';
    let n_lone = bytes.windows(2).filter(lone).count();
    n_lone > 0 && n_lone * 5 > n_lf
}

/// The quote and escape that go with a delimiter.
fn with_quotes(sample: &str, plain: Rule) -> Rule {
    let double = openings(sample, plain, b'"');
    let single = openings(sample, plain, b'\'');
    let mut rule = plain;
    if single.closed > double.closed && single.closed * 2 > single.opened && single.closed > 2 {
        rule.quote = Some(b'\'');
    } else if double.opened > 0 && double.closed * 2 < double.opened {
        rule.quote = None;
    }
    let quote = rule.quote.map(char::from);
    let escaped = |quote: char| {
        let mut mark = String::from("\\");
        mark.push(quote);
        sample.matches(&mark).count()
    };
    let doubled = |quote: char| sample.matches(&String::from_iter([quote, quote])).count();
    if let Some(quote) = quote {
        if double.closed + single.closed == 0 {
            return copy_text(sample, rule);
        }
        if escaped(quote) > 0
            && escaped(quote) >= doubled_inside(sample, quote, rule, doubled(quote))
        {
            rule.escape = Escape::Backslash;
        }
    } else {
        return copy_text(sample, rule);
    }
    rule
}

/// How often a doubled quote is an escaped one rather than an empty cell.
fn doubled_inside(sample: &str, quote: char, rule: Rule, n: usize) -> usize {
    let empty: String = [char::from(rule.delimiter), quote, quote].iter().collect();
    n.saturating_sub(sample.matches(&empty).count())
}

/// The text form of database copies: tabs, no quotes, and backslashes before `t`, `n`, `N`, `\`.
fn copy_text(sample: &str, mut rule: Rule) -> Rule {
    let count = |mark: &str| sample.matches(mark).count();
    let n_all = count("\\");
    let n_known = count("\\t") + count("\\n") + count("\\N") + count("\\r") + 2 * count("\\\\");
    if rule.delimiter == b'\t' && n_all > 0 && n_known >= n_all {
        rule.quote = None;
        rule.escape = Escape::Backslash;
    }
    rule
}

#[derive(Default)]
struct Openings {
    opened: usize,
    closed: usize,
}

/// How many cells begin with `quote`, and how many end with one, over all lines.
fn openings(sample: &str, rule: Rule, quote: u8) -> Openings {
    let bytes = sample.as_bytes();
    let is_edge = |byte: Option<&u8>| {
        byte.is_none_or(|byte| *byte == rule.delimiter || *byte == b'\n' || *byte == b'\r')
    };
    let before = |at: usize| {
        let is_gap = rule.spaced && at > 1 && bytes[at - 1] == b' ';
        let at = if is_gap { at - 1 } else { at };
        if at == 0 { None } else { bytes.get(at - 1) }
    };
    let mut found = Openings::default();
    for (at, byte) in bytes.iter().enumerate() {
        if *byte == quote {
            found.opened += usize::from(is_edge(before(at)));
            found.closed += usize::from(is_edge(bytes.get(at + 1)));
        }
    }
    found
}

/// How well `rule` explains the sample, and the usual number of cells.
fn score(sample: &str, rule: Rule, cut: bool) -> (f64, u32) {
    let mut found = scan(sample, rule, 0, SAMPLE_ROWS);
    if cut && found.rows.len() > 1 && found.rows.len() < SAMPLE_ROWS {
        found.rows.pop();
    }
    let is_blank = |row: &super::records::Row| {
        row.n == 1 && found.cells.get(row.first as usize).is_some_and(|c| c.start >= c.end)
    };
    let widths: Vec<u32> =
        found.rows.iter().filter(|row| !is_blank(row)).map(|row| row.n).collect();
    let Some(width) = usual(&widths) else { return (0.0, 1) };
    if width == 1 {
        return (0.01, 1);
    }
    let n_usual = widths.iter().filter(|n| **n == width).count();
    let share = n_usual as f64 / widths.len() as f64;
    let width_part = f64::from(width - 1) / f64::from(width);
    let rare = if rule.delimiter == b':' { 0.4 } else { 1.0 };
    (share * share * width_part * plausibility(sample, rule, &found) * rare, width)
}

/// The commonest width, the larger of two equally common ones. Lines without a delimiter may be
/// more than the rows of a table, if those stand together.
fn usual(widths: &[u32]) -> Option<u32> {
    let commonest = |widths: &[u32]| {
        let mut sorted = widths.to_vec();
        sorted.sort_unstable();
        let runs = sorted.chunk_by(|a, b| a == b);
        runs.max_by_key(|run| (run.len(), run[0])).map(|run| (run[0], run.len()))
    };
    let (width, _) = commonest(widths)?;
    if width > 1 {
        return Some(width);
    }
    let wide: Vec<u32> = widths.iter().copied().filter(|width| *width > 1).collect();
    let Some((width, n)) = commonest(&wide) else { return Some(1) };
    let together = widths.windows(2).filter(|pair| pair[0] == width && pair[1] == width).count();
    let is_table = n * 10 >= widths.len() * 3 && together * 10 >= (n - 1) * 8 && n > 1;
    Some(if is_table { width } else { 1 })
}

/// Share of cells that look whole: numbers, dates, words and sentences rather than torn pieces.
fn plausibility(sample: &str, rule: Rule, found: &Scan) -> f64 {
    let mut total = 0.0;
    let mut n = 0;
    for span in found.cells.iter().take(5000) {
        let Some(cell) = sample.get(span.start as usize..span.end as usize) else { continue };
        n += 1;
        total += cell_weight(cell, rule);
    }
    if n == 0 { 1.0 } else { total / f64::from(n) }
}

fn cell_weight(cell: &str, rule: Rule) -> f64 {
    let other = if rule.quote == Some(b'\'') { '"' } else { '\'' };
    if cell.is_empty() {
        return 0.9;
    }
    if cell.starts_with(' ') {
        return 0.4;
    }
    let is_torn = cell.starts_with('"') != cell.ends_with('"')
        || cell.starts_with(other) && cell.ends_with(other);
    if is_torn && rule.quote.is_some() {
        return 0.3;
    }
    let is_token = |c: char| c.is_alphanumeric() || "_@.:/+-%$€£".contains(c);
    if cell.chars().all(is_token) { 1.0 } else { 0.8 }
}
