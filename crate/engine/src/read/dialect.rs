//! Which delimiter, quote and escape: every candidate reads the head of the file, the best wins.

use super::scan::{Columns, Rule, Scan, scan};
use super::{Escape, ReadOptions};

/// A byte that no text holds, for files of one column.
pub(super) const NO_DELIMITER: u8 = 0xff;
/// How much of the file the candidates read.
const SAMPLE: usize = 64 << 10;
/// How many records the candidates read.
const SAMPLE_ROWS: usize = 1000;

/// How far after the sample escapes are looked for.
const LATE: usize = 4 << 20;
/// How many records tell what the columns usually hold.
const PROFILE_ROWS: usize = 300;

/// A delimiter's bytes (the second 0 where there is one) and how far to believe in it.
type Delimiter = (u8, u8, f64);

/// What may stand between cells, likelier ones first.
const DELIMITERS: &[Delimiter] = &[
    (b',', 0, 1.0),
    (b';', 0, 1.0),
    (b'\t', 0, 1.0),
    (b'|', 0, 1.0),
    (b',', b' ', 1.0),
    (b';', b' ', 1.0),
    (b'\t', b'\t', 1.5),
    (b'|', b'|', 1.5),
    (0x1f, 0, 1.0),
    (0x01, 0, 1.0),
    (0xc2, 0xa7, 0.6), // section sign
    (0xc2, 0xa6, 0.6), // broken bar
    (b'~', 0, 0.6),
    (b'^', 0, 0.6),
    (b'#', 0, 0.4),
    (b':', 0, 0.4),
    (b' ', 0, 0.4),
];

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
    if super::is_stream(text.as_bytes()) {
        let rule = Rule::stream();
        return Found { rule, width: score(head(text), rule, true).1, n_skip: 0 };
    }
    let (declared, n_skip) = declared(text);
    let body = &text[n_skip..];
    let sample = head(body);
    let lone_cr = has_lone_cr(sample);
    let forced = options.delimiter.as_deref().and_then(parse_delimiter).or(declared);
    let plain =
        |delimiter: Delimiter| Rule { tail: delimiter.1, lone_cr, ..Rule::plain(delimiter.0) };
    let mut best: Option<(f64, Found)> = None;
    let cut = sample.len() < body.len();
    for delimiter in forced.as_ref().map_or(DELIMITERS, std::slice::from_ref) {
        if forced.is_none() && !occurs(sample, *delimiter) {
            continue;
        }
        let rule = with_quotes(sample, plain(*delimiter));
        let (score, width) = score(sample, rule, cut);
        let score = score * delimiter.2;
        if best.is_none_or(|(top, _)| score > top + 1e-9) {
            best = Some((score, Found { rule, width, n_skip }));
        }
    }
    let comma = Found { rule: with_quotes(sample, plain(DELIMITERS[0])), width: 1, n_skip };
    let mut found = best.map_or(comma, |(_, found)| found);
    if found.width == 1 && forced.is_none() {
        found.rule = Rule { delimiter: NO_DELIMITER, tail: 0, ..found.rule };
    }
    if late_escapes(body, sample.len(), found.rule) {
        found.rule.escape = Escape::Backslash;
    }
    found.rule.columns = columns(sample, &found);
    found
}

/// Whether backslashes before quotes begin to occur only after the sample.
fn late_escapes(body: &str, from: usize, rule: Rule) -> bool {
    let Some(quote) = rule.quote.filter(|_| rule.escape == Escape::Doubled) else { return false };
    let rest = &body.as_bytes()[from..body.len().min(from + LATE)];
    let mut ends = rest.iter().enumerate().filter(|(_, byte)| **byte == b'\\');
    let Some((at, _)) = ends.find(|(at, _)| rest.get(at + 1) == Some(&quote)) else { return false };
    let start = body[..from + at].rfind('\n').map_or(0, |at| at + 1);
    let part = head(&body[start..]);
    let doubled = n_strays(part, rule);
    doubled > 3 && n_strays(part, Rule { escape: Escape::Backslash, ..rule }) * 2 < doubled
}

/// How many quotes of the sample are not as `rule` has them.
fn n_strays(sample: &str, rule: Rule) -> usize {
    let found = scan(sample, rule, 0, SAMPLE_ROWS);
    found.inner_quotes.len() + found.unclosed.len()
}

/// Whether a delimiter stands in the sample; one of two equal characters, hardly ever alone.
fn occurs(sample: &str, (first, tail, _): Delimiter) -> bool {
    let count =
        |mark: &[u8]| sample.as_bytes().windows(mark.len()).filter(|at| *at == mark).count();
    match tail {
        0 => sample.as_bytes().contains(&first),
        _ if tail == first => {
            let n_runs = sample.as_bytes().chunk_by(|a, b| a == b);
            let n_odd = n_runs.filter(|run| run[0] == first && run.len() % 2 == 1).count();
            n_odd * 20 < count(&[first])
        }
        _ => count(&[first, tail]) > 0,
    }
}

/// The delimiter as text; nothing where there is none.
pub(super) fn spelled(rule: Rule) -> String {
    let bytes = [rule.delimiter, rule.tail];
    let len = 1 + usize::from(rule.tail > 0);
    std::str::from_utf8(&bytes[..len]).unwrap_or_default().to_owned()
}

/// What the columns hold in the usual records of the sample's beginning.
fn columns(sample: &str, found: &Found) -> Columns {
    let scan = scan(sample, found.rule, found.width, PROFILE_ROWS);
    let mut columns = Columns { quoted: 0, filled: 0, values: 0 };
    let usual = |row: &&super::records::Row| row.n == found.width;
    for col in 0..found.width.min(64) {
        let (mut n, mut n_quoted, mut n_filled, mut n_values) = (0, 0, 0, 0);
        for row in scan.rows.iter().filter(usual) {
            let Some(span) = scan.cells.get((row.first + col) as usize) else { continue };
            let around = |at: Option<usize>| at.and_then(|at| sample.as_bytes().get(at)).copied();
            let (start, end) = (span.start as usize, span.end as usize);
            let is_quoted = start > sample.len()
                || around(start.checked_sub(1)) == found.rule.quote
                    && around(Some(end)) == found.rule.quote;
            n += 1;
            n_quoted += usize::from(is_quoted && found.rule.quote.is_some());
            n_filled += usize::from(start < end);
            let cell = sample.get(start..end).unwrap_or_default();
            n_values += usize::from(super::header::is_value(cell));
        }
        columns.quoted |= u64::from(n_quoted > 0) << col;
        columns.filled |= u64::from(n > 2 && n_filled * 20 >= n * 19) << col;
        columns.values |= u64::from(n > 2 && n_values * 10 >= n_filled * 9 && n_values > 2) << col;
    }
    columns
}

/// A first line like `sep=;` names the delimiter.
fn declared(text: &str) -> (Option<Delimiter>, usize) {
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

fn parse_delimiter(text: &str) -> Option<Delimiter> {
    match *text.as_bytes() {
        [b'\\', b't'] | [b't', b'a', b'b'] => Some((b'\t', 0, 1.0)),
        [b'"' | b'\n' | b'\r', ..] => None,
        [byte] => Some((byte, 0, 1.0)),
        [byte, tail] if tail == b' ' || byte == tail || byte >= 0x80 => Some((byte, tail, 1.0)),
        _ => None,
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
    let Some(quote) = rule.quote.filter(|_| double.closed + single.closed > 0) else {
        return copy_text(sample, rule);
    };
    let has_escape = sample.as_bytes().windows(2).any(|pair| pair == [b'\\', quote]);
    let slashed = Rule { escape: Escape::Backslash, ..rule };
    if has_escape && n_strays(sample, slashed) < n_strays(sample, rule) { slashed } else { rule }
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
        let is_gap = rule.tail > 0 && at > 1 && bytes[at - 1] == rule.tail;
        let at = if is_gap { at - 1 } else { at };
        if at == 0 { None } else { bytes.get(at - 1) }
    };
    let mut found = Openings::default();
    for (at, byte) in bytes.iter().enumerate() {
        if *byte == quote {
            found.opened += usize::from(is_edge(before(at)));
            let is_gap = |byte: &&u8| **byte == b' ' && rule.delimiter != b' ';
            let after = bytes[at + 1..].iter().find(|byte| !is_gap(byte));
            found.closed += usize::from(is_edge(after));
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
    if rule.delimiter == b' ' && !are_words_apart(sample, &found, share) {
        return (0.0, 1);
    }
    (share * share * width_part * plausibility(sample, rule, &found), width)
}

/// Whether spaces stand between cells rather than words: rows are as wide as each other, and most
/// cells are values or stand in quotes.
fn are_words_apart(sample: &str, found: &Scan, share: f64) -> bool {
    let text = |span: &super::records::Span| sample.get(span.start as usize..span.end as usize);
    let is_value = |span: &&super::records::Span| text(span).is_some_and(super::header::is_value);
    let n_values = found.cells.iter().filter(is_value).count();
    share > 0.9 && (n_values + found.n_quoted as usize) * 2 > found.cells.len()
}

/// The commonest width, the first row's or else the larger of two equally common ones. Lines without a delimiter may be
/// more than the rows of a table, if those stand together.
fn usual(widths: &[u32]) -> Option<u32> {
    let commonest = |widths: &[u32]| {
        let mut sorted = widths.to_vec();
        sorted.sort_unstable();
        let runs = sorted.chunk_by(|a, b| a == b);
        let is_first = |run: &[u32]| run[0] > 1 && widths.first() == run.first();
        runs.max_by_key(|run| (run.len(), is_first(run), run[0])).map(|run| (run[0], run.len()))
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
