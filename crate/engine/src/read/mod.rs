//! Bytes to records, never failing on dirt: encoding, dialect, structure, recovery.

mod dialect;
mod encoding;
mod header;
mod layout;
mod legacy;
mod magic;
mod records;
mod scan;

pub use records::Records;

use sha2::{Digest, Sha256};

use crate::notice::Notices;
use crate::{Error, Result};
use scan::Scan;

/// Decodes legacy encodings (Shift_JIS, windows-1251, …) that the host knows anyway: the browser's
/// `TextDecoder`, or `encoding_rs` natively. Both follow the WHATWG standard, so results agree.
pub trait Decoder {
    /// `bytes` as text, with U+FFFD for what cannot be decoded; `None` for an unknown label.
    fn decode(&self, label: &str, bytes: &[u8]) -> Option<String>;
}

/// What the reader of a file may fix by hand; the rest is found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ReadOptions {
    /// WHATWG label of the encoding.
    pub encoding: Option<String>,
    /// Delimiter: one character, or `", "`.
    pub delimiter: Option<String>,
    /// Header rows, 0 to 3.
    pub n_header: Option<u32>,
}

/// One file as records of text.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// The file's name.
    pub file: String,
    /// Size in bytes.
    pub n_bytes: u64,
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: String,
    /// Name of the encoding.
    pub encoding: String,
    /// How lines and cells are written.
    pub dialect: Dialect,
    /// Names of the columns: unique, never empty.
    pub header: Vec<String>,
    /// Names of the columns as the file has them, where they may repeat or be empty.
    pub raw_header: Vec<String>,
    /// What further header rows say of each column where they are no part of its name; empty for
    /// most files.
    pub labels: Vec<String>,
    /// The data rows.
    pub records: Records,
    /// Rows that were padded, cut or otherwise repaired.
    pub n_repaired: u32,
    /// Lines that are not data.
    pub n_set_aside: u32,
    /// What was odd.
    pub notices: Notices,
}

/// How lines and cells are written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Dialect {
    /// Between cells: one character, `", "`, or nothing where there is one column.
    pub delimiter: String,
    /// Around cells; `None` where `"` is an ordinary character.
    pub quote: Option<char>,
    /// How a quote inside quotes is written.
    pub escape: Escape,
    /// `lf`, `crlf`, `cr` or `mixed`.
    pub line_end: &'static str,
    /// Lines before the header that are not data.
    pub n_preamble: u32,
    /// Header rows, 0 to 3.
    pub n_header: u32,
    /// Lines after the data that are not data.
    pub n_footer: u32,
}

/// How a quote inside quotes is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Escape {
    /// `""`.
    #[default]
    Doubled,
    /// `\"`.
    Backslash,
    /// Not at all.
    None,
}

/// Reads one file. A file with a header and no rows is read too: the caller decides whether that
/// is enough.
///
/// # Errors
/// [`EmptyFile`](crate::Error::EmptyFile), [`WrongType`](crate::Error::WrongType) and
/// [`TooLarge`](crate::Error::TooLarge) only: dirt is repaired or set aside, and noticed.
pub fn read(
    file: &str,
    bytes: &[u8],
    options: &ReadOptions,
    decoder: &dyn Decoder,
) -> Result<Reading> {
    refuse(file, bytes)?;
    let mut notices = Notices::default();
    let decoded = encoding::decode(bytes, options.encoding.as_deref(), decoder, &mut notices);
    if decoded.text.chars().all(|c| c.is_whitespace() || c == '\u{feff}' || c == '\0') {
        return Err(Error::EmptyFile { file: file.to_owned() });
    }
    if let Some((found, advice)) = magic::by_text(&decoded.text) {
        return Err(Error::WrongType { file: file.to_owned(), found, advice });
    }
    note_text(&decoded.text, &mut notices);
    let found = dialect::detect(&decoded.text, options);
    let line_end = line_end(&decoded.text);
    let (records, n_broken) = records(decoded.text, &found, &mut notices);
    let mut reading = Reading {
        file: file.to_owned(),
        n_bytes: bytes.len() as u64,
        sha256: hex(&Sha256::digest(bytes)),
        encoding: decoded.encoding,
        dialect: dialect_of(&found, line_end),
        records,
        n_repaired: n_broken,
        notices,
        ..Reading::default()
    };
    shape(&mut reading, &found, options);
    Ok(reading)
}

/// Refuses what is empty, too large or no table.
fn refuse(file: &str, bytes: &[u8]) -> Result<()> {
    let file = file.to_owned();
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Error::EmptyFile { file });
    }
    if bytes.len() as u64 > u64::from(u32::MAX / 2) {
        let n_lines: u64 = bytes[..1 << 20].iter().map(|byte| u64::from(*byte == b'\n')).sum();
        return Err(Error::TooLarge { file, rows_that_fit: n_lines.max(1) * 2047 });
    }
    let is_utf16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    let wrong = magic::by_bytes(bytes).or_else(|| {
        let is_binary = !is_utf16 && !encoding::is_utf16(bytes) && magic::is_binary(bytes);
        is_binary.then_some(("binary data", "open an export in CSV"))
    });
    match wrong {
        Some((found, advice)) => Err(Error::WrongType { file, found, advice }),
        None => Ok(()),
    }
}

/// Notes what is odd about the text as a whole.
fn note_text(text: &str, notices: &mut Notices) {
    if text.contains('\0') {
        notices.add("nul-byte", "the file holds NUL bytes; they were kept", None);
    }
    let n_mojibake = encoding::count_mojibake(text);
    if n_mojibake * 50 > text.lines().count() as u64 {
        let message = "some text looks like UTF-8 that was read as windows-1252 and saved again \
                       (\u{c3}\u{a9} for \u{e9}); it was left as it is";
        notices.add("mojibake", message, None);
    }
}

/// All records of the text, and how many had broken quotes.
fn records(text: String, found: &dialect::Found, notices: &mut Notices) -> (Records, u32) {
    let body = &text[found.n_skip..];
    let mut out = scan::scan(body, found.rule, found.width, usize::MAX);
    let n_broken = note_quotes(&out, u32::from(found.n_skip > 0), notices);
    let side = std::mem::take(&mut out.side);
    let body_len = body.len() as u32;
    let skip = found.n_skip as u32;
    if skip > 0 {
        for row in &mut out.rows {
            row.line += 1;
        }
    }
    for span in &mut out.cells {
        debug_assert!(span.start <= span.end && span.end <= body_len + side.len() as u32);
        span.start += skip;
        span.end += skip;
    }
    let mut text = text;
    text.push_str(&side);
    (Records::from_parts(text, out.cells, out.rows), n_broken)
}

fn note_quotes(out: &Scan, n_before: u32, notices: &mut Notices) -> u32 {
    for line in &out.inner_quotes {
        let message =
            "a quote inside quotes was not escaped; it was taken as an ordinary character";
        notices.add("inner-quote", message, Some(u64::from(line + n_before)));
    }
    for line in &out.unclosed {
        let message = "a quote was never closed; the cell was ended with its line";
        notices.add("unclosed-quote", message, Some(u64::from(line + n_before)));
    }
    (out.inner_quotes.len() + out.unclosed.len()) as u32
}

/// Sets aside what is no data, names the columns and squares the rows.
fn shape(reading: &mut Reading, found: &dialect::Found, options: &ReadOptions) {
    let records = &mut reading.records;
    let layout = layout::find(records, found.width, options.n_header);
    let first = layout.n_preamble + layout.n_header;
    let header_width = (layout.n_preamble..first).map(|row| records.width(row as u32)).max();
    let mut width = header_width.unwrap_or(0).max(found.width);
    records.set_columns(width);
    let mut raw = header::names(records, layout.n_preamble, layout.n_header, width);
    if has_idle_last(records, &raw, first, layout.end) {
        raw.pop();
        width -= 1;
        records.set_columns(width);
    }
    reading.labels = header::labels(records, layout.n_preamble, layout.n_header, width);
    let n_rows = records.n_rows() as usize;
    reading.dialect.n_footer = (n_rows - layout.end.min(n_rows)) as u32;
    reading.n_set_aside = layout::note(records, &layout, &mut reading.notices);
    reading.n_set_aside += repeated(records, &layout, &raw, &mut reading.notices);
    let skip = |row: usize| {
        records.width(row as u32) == 1 && layout::is_blank(records, row)
            || layout::repeats(records, row as u32, &raw)
    };
    let kept: Vec<bool> = (0..records.n_rows() as usize).map(|row| !skip(row)).collect();
    records.retain(first, layout.end.max(first), |row| kept[row]);
    reading.n_repaired += ragged(records, &mut reading.notices);
    reading.header = header::unique(&raw);
    note_header(&raw, layout.n_header, &mut reading.notices);
    reading.raw_header = raw;
    reading.dialect.n_preamble = layout.n_preamble as u32 + u32::from(found.n_skip > 0);
    reading.dialect.n_header = layout.n_header as u32;
}

/// Notes blank lines and repeated headers within the data; gives how many headers there are.
fn repeated(
    records: &Records,
    layout: &layout::Layout,
    raw: &[String],
    notices: &mut Notices,
) -> u32 {
    let mut n = 0;
    for row in layout.n_preamble + layout.n_header..layout.end {
        let line = Some(u64::from(records.line(row as u32)));
        if layout.n_header > 0 && layout::repeats(records, row as u32, raw) {
            notices.add("repeated-header", "the header stands here again and was set aside", line);
            n += 1;
        } else if records.width(row as u32) == 1 && layout::is_blank(records, row) {
            notices.add("blank-line", "the line is blank and was left out", line);
        }
    }
    n
}

/// Whether the last column has neither a name nor a value: every row ends with a delimiter.
fn has_idle_last(records: &Records, raw: &[String], first: usize, end: usize) -> bool {
    let col = raw.len() as u32;
    raw.len() > 1
        && raw.last().is_some_and(String::is_empty)
        && end > first
        && (first..end).all(|row| records.get(row as u32, col - 1).is_empty())
}

/// Notes rows with too few or too many cells; gives how many.
fn ragged(records: &Records, notices: &mut Notices) -> u32 {
    let mut n = 0;
    let width = records.n_columns();
    for row in 0..records.n_rows() {
        let own = records.width(row);
        let line = Some(u64::from(records.line(row)));
        if own < width {
            notices.add("short-row", "the row has too few cells; the rest is empty", line);
            n += 1;
        } else if records.raw(row).skip(width as usize).any(|cell| !cell.is_empty()) {
            notices.add("long-row", "the row has too many cells; the surplus was left out", line);
            n += 1;
        }
    }
    n
}

fn note_header(raw: &[String], n_header: usize, notices: &mut Notices) {
    if n_header == 0 {
        notices.add("no-header", "the file has no header; columns are numbered", None);
        return;
    }
    let mut seen = std::collections::BTreeSet::new();
    for name in raw {
        if name.trim().is_empty() {
            notices.add("unnamed-column", "a column has no name; it is called by its number", None);
        } else if !seen.insert(name.trim()) {
            notices.add("repeated-name", "a column name occurs again; it was numbered", None);
        }
    }
}

fn dialect_of(found: &dialect::Found, line_end: &'static str) -> Dialect {
    let delimiter = char::from(found.rule.delimiter).to_string();
    Dialect {
        delimiter: match found.rule {
            rule if rule.spaced => ", ".to_owned(),
            rule if rule.delimiter == dialect::NO_DELIMITER => String::new(),
            _ => delimiter,
        },
        quote: found.rule.quote.map(char::from),
        escape: found.rule.escape,
        line_end,
        ..Dialect::default()
    }
}

/// The name of the line ends.
fn line_end(text: &str) -> &'static str {
    let bytes = &text.as_bytes()[..text.len().min(1 << 16)];
    let (mut lf, mut crlf, mut cr) = (0, 0, 0);
    for (idx, byte) in bytes.iter().enumerate() {
        match byte {
            b'\n' if idx > 0 && bytes[idx - 1] == b'\r' => crlf += 1,
            b'\n' => lf += 1,
            b'\r' if bytes.get(idx + 1) != Some(&b'\n') => cr += 1,
            _ => {}
        }
    }
    match (lf * 20 > crlf + cr, crlf * 20 > lf + cr, cr * 5 > lf + crlf) {
        (_, false, false) => "lf",
        (false, true, false) => "crlf",
        (false, false, true) => "cr",
        _ => "mixed",
    }
}

/// Bytes in hexadecimal.
fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let pairs =
        bytes.iter().flat_map(|b| [DIGITS[usize::from(b >> 4)], DIGITS[usize::from(b & 15)]]);
    pairs.map(char::from).collect()
}
