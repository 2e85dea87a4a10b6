//! Bytes to records, never failing on dirt: encoding, dialect, structure, recovery.

mod body;
mod buffer;
mod columnar;
mod dialect;
mod encoding;
mod header;
mod incoming;
mod layout;
mod legacy;
mod lines;
mod magic;
mod odd;
mod parts;
mod records;
mod scan;

pub use buffer::Buffer;
pub(crate) use buffer::Source;
pub(crate) use columnar::Cells;
pub use columnar::Records;
pub use incoming::Incoming;
pub use parts::{Crew, Job};

use std::sync::Arc;

use crate::notice::Notices;
use crate::{Error, Result};
use body::{Body, Header, LIMITS, Limits};
use scan::Scanner;

/// What ends the records of a stream, in which cells stand between U+001F: tables that were unpacked
/// from other files come so. Nothing in them needs quotes.
const RECORD_END: u8 = 0x1e;
/// Longer texts are refused: the highest bit of an offset is never needed.
const MAX_LEN: usize = (1 << 31) - 1;

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
    /// Delimiter: one character, or one ASCII character twice or with a space after it.
    pub delimiter: Option<String>,
    /// Header rows, 0 to 3.
    pub n_header: Option<u32>,
    /// Whether UTF-8 that was read as windows-1252 and saved again is turned back.
    pub repair: bool,
}

/// One file as records of text.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// The file's name.
    pub file: String,
    /// Size in bytes.
    pub n_bytes: u64,
    /// The text that everything points into.
    pub buffer: Arc<Buffer>,
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
    /// A word that a repair of the text would change, before and after.
    pub repair: Option<(String, String)>,
}

/// How lines and cells are written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Dialect {
    /// Between cells: one character, one twice or with a space after it, or nothing where there
    /// is one column.
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
    bytes: impl Into<Vec<u8>>,
    options: &ReadOptions,
    decoder: &dyn Decoder,
) -> Result<Reading> {
    read_with_progress(file, bytes.into().into(), options, decoder, &mut |_| {})
}

/// [`read`], telling `progress` how many bytes are done.
pub fn read_with_progress(
    file: &str,
    incoming: Incoming,
    options: &ReadOptions,
    decoder: &dyn Decoder,
    progress: &mut dyn FnMut(u64),
) -> Result<Reading> {
    read_by(file, incoming, options, decoder, &mut |body, start| body.read(start, progress))
}

/// [`read`] with the data rows in several parts side by side; the result is the same.
pub fn read_in_parts(
    file: &str,
    incoming: Incoming,
    options: &ReadOptions,
    decoder: &dyn Decoder,
    crew: &dyn Crew,
) -> Result<Reading> {
    read_by(file, incoming, options, decoder, &mut |body, start| parts::read(body, start, crew))
}

/// How the rows of a body are read, from the first one's place on.
type Way<'a> = &'a mut dyn FnMut(&mut Body<'_>, usize);

fn read_by(
    file: &str,
    incoming: Incoming,
    options: &ReadOptions,
    decoder: &dyn Decoder,
    way: Way<'_>,
) -> Result<Reading> {
    let came = incoming.finish();
    refuse(file, came.as_ref().map_or_else(Vec::as_slice, String::as_bytes))?;
    let buffer = Arc::new(Buffer::new(came, options, decoder));
    parse(file, &buffer, options, LIMITS, way)
}

impl Reading {
    /// Reads the same bytes by other options.
    ///
    /// # Errors
    /// As [`read`].
    pub fn again(
        &self,
        old: &ReadOptions,
        options: &ReadOptions,
        decoder: &dyn Decoder,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Reading> {
        if (&old.encoding, old.repair) == (&options.encoding, options.repair) {
            let way: Way<'_> = &mut |body, start| body.read(start, progress);
            return parse(&self.file, &self.buffer, options, LIMITS, way);
        }
        let bytes = self.buffer.bytes().to_vec();
        read_with_progress(&self.file, bytes.into(), options, decoder, progress)
    }

    /// Lines of the file, whatever stands in them.
    pub fn n_lines(&self) -> u32 {
        self.records.line_ends().n_lines(self.buffer.text())
    }
}

/// Finds the records of a decoded file.
fn parse(
    file: &str,
    buffer: &Arc<Buffer>,
    options: &ReadOptions,
    limits: Limits,
    way: Way<'_>,
) -> Result<Reading> {
    let start = buffer.n_mark();
    let text = &buffer.text()[start..];
    if text.chars().all(|c| c.is_whitespace() || c == '\u{feff}' || c == '\0') {
        return Err(Error::EmptyFile { file: file.to_owned() });
    }
    if let Some((found, advice)) = magic::by_text(text).filter(|_| !is_stream(text.as_bytes())) {
        return Err(Error::WrongType { file: file.to_owned(), found, advice });
    }
    let mut notices = buffer.notices().clone();
    let repair = note_text(text, &mut notices);
    let found = dialect::detect(text, options);
    let mut reading = Reading {
        file: file.to_owned(),
        n_bytes: buffer.bytes().len() as u64,
        buffer: Arc::clone(buffer),
        dialect: dialect_of(&found, line_end(text)),
        notices,
        repair,
        ..Reading::default()
    };
    shape(&mut reading, &found, options, limits, way);
    Ok(reading)
}

fn too_large(file: String, bytes: &[u8]) -> Error {
    let head = &bytes[..bytes.len().min(1 << 20)];
    let n_lines = undertone_kernel::count_byte(head, b'\n').max(1) as u64;
    Error::TooLarge { file, rows_that_fit: n_lines * MAX_LEN as u64 / head.len().max(1) as u64 }
}

/// Refuses what is empty, too large or no table.
fn refuse(file: &str, bytes: &[u8]) -> Result<()> {
    let file = file.to_owned();
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Error::EmptyFile { file });
    }
    if bytes.len() > MAX_LEN {
        return Err(too_large(file, bytes));
    }
    if is_stream(bytes) {
        return Ok(());
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

/// Whether `bytes` are a record stream.
fn is_stream(bytes: &[u8]) -> bool {
    bytes.last() == Some(&RECORD_END)
}

/// Notes what is odd about the text as a whole; gives a word that a repair would change.
fn note_text(text: &str, notices: &mut Notices) -> Option<(String, String)> {
    if windows(text).any(|part| undertone_kernel::count_byte(part.as_bytes(), 0) > 0) {
        notices.add("nul-byte", "the file holds NUL bytes; they were kept", None);
    }
    let (n_mojibake, n_lines) = mojibake(text);
    if n_mojibake * 50 <= n_lines {
        return None;
    }
    let message = "some text looks like UTF-8 that was read as windows-1252 and saved again \
                   (\u{c3}\u{a9} for \u{e9}); it was left as it is";
    notices.add("mojibake", message, None);
    windows(text).find_map(buffer::repairable)
}

/// Bytes of a window, and how many windows of a long text are looked at.
const WINDOW: usize = 16 << 10;
const N_WINDOWS: usize = 16;

/// The whole of a text, or parts of a long one at even distances.
fn windows(text: &str) -> impl Iterator<Item = &str> {
    let n = if text.len() <= WINDOW * N_WINDOWS { 1 } else { N_WINDOWS };
    let step = text.len() / n;
    let len = if n == 1 { text.len() } else { WINDOW };
    (0..n).filter_map(move |at| {
        let from = text.ceil_char_boundary(at * step);
        text.get(from..text.ceil_char_boundary(at * step + len))
    })
}

/// Lines that look like UTF-8 that was once read as windows-1252 and saved again, and all lines.
fn mojibake(text: &str) -> (u64, u64) {
    windows(text).fold((0, 0), |(n, lines), part| {
        let n_lines = 1 + undertone_kernel::count_byte(part.as_bytes(), b'\n');
        (n + encoding::count_mojibake(part), lines + n_lines as u64)
    })
}

/// Sets aside what is no data, names the columns and squares the rows.
fn shape(
    reading: &mut Reading,
    found: &dialect::Found,
    options: &ReadOptions,
    limits: Limits,
    way: Way<'_>,
) {
    let buffer = Arc::clone(&reading.buffer);
    let text = buffer.text();
    let start = buffer.n_mark() + found.n_skip;
    let mut scanner = Scanner::new(text, found.rule, found.width);
    let next = scanner.records(start, limits.head);
    let is_whole = next >= text.len();
    let mut head = records::Records::new(&buffer, found.rule, scanner.out);
    let mut layout = layout::find(&head, found.width, options.n_header);
    let is_full = layout.n_preamble + layout.n_header >= head.n_rows() as usize;
    if (layout.has_other || is_full) && !is_whole {
        // Several tables: nothing short of all of the file tells where the first one ends. No row:
        // a longer head has some.
        let more = if layout.has_other { usize::MAX } else { limits.head.saturating_mul(4) };
        let limits = Limits { head: more, ..limits };
        return shape(reading, found, options, limits, way);
    }
    let above = layout::line_above(&head, &layout).filter(|_| options.n_header.is_none());
    let above = above.and_then(|line| header::otherwise(line, found.width));
    if above.is_some() {
        layout.n_preamble -= 1;
        layout.n_header = 1;
    }
    let first = layout.n_preamble + layout.n_header;
    let header_width = (layout.n_preamble..first).map(|row| head.width(row as u32)).max();
    let mut width = header_width.unwrap_or(0).max(found.width);
    head.set_columns(width);
    let names = || header::names(&head, layout.n_preamble, layout.n_header, width);
    let mut raw = above.unwrap_or_else(names);
    let surplus = width.saturating_sub(found.width.max(1)) as usize;
    if surplus > 0 && raw.iter().filter(|name| name.is_empty()).count() == surplus {
        raw.retain(|name| !name.is_empty());
        width = found.width;
        head.set_columns(width);
    }
    reading.labels = header::labels(&head, layout.n_preamble, layout.n_header, width);
    let header = Header {
        names: &raw,
        n_rows: layout.n_header,
        is_last_idle: has_idle_last(&head, &raw, first, layout.end),
    };
    let mut body = Body::new(&buffer, text, (found.rule, found.width), &header, limits);
    let noted = if is_whole { layout.clone() } else { before(&layout, &head) };
    if found.n_skip > 0 {
        reading.notices.add("preamble", layout::PREAMBLE, Some(1));
    }
    reading.n_set_aside = u32::from(found.n_skip > 0);
    reading.n_set_aside += layout::note(&head, &noted, &mut reading.notices);
    let taken = if is_whole {
        reading.dialect.n_footer = head.n_rows() - (layout.end as u32).min(head.n_rows());
        let end = layout.end.max(first);
        body.take_rows(head.into_scan(), first, end).finish(&mut reading.notices)
    } else {
        let from = head.start(first);
        body.reserve(n_likely_rows(&head, first, text.len()));
        way(&mut body, from);
        let (n_footer, n_noted) = body.cut_footer(&mut reading.notices);
        reading.dialect.n_footer = n_footer;
        reading.n_set_aside += n_noted;
        body.finish(&mut reading.notices)
    };
    reading.n_set_aside += taken.n_repeated;
    reading.n_repaired = taken.n_repaired;
    reading.records = taken.records;
    if taken.is_last_idle {
        raw.pop();
    }
    reading.header = header::unique(&raw);
    note_header(&raw, layout.n_header, &mut reading.notices);
    reading.raw_header = raw;
    reading.dialect.n_preamble = layout.n_preamble as u32 + u32::from(found.n_skip > 0);
    reading.dialect.n_header = layout.n_header as u32;
}

/// About how many rows there are from row `first` of the head to the end of a text.
fn n_likely_rows(head: &records::Records, first: usize, n_bytes: usize) -> usize {
    let (n, from) = (head.n_rows() as usize, head.start(first));
    let per_row = head.start(n - 1).saturating_sub(from) / n.saturating_sub(first).max(1);
    let n_rows = (n_bytes - from) / per_row.max(1);
    n_rows + n_rows / 32
}

/// The layout of a head behind which the data goes on.
fn before(layout: &layout::Layout, head: &records::Records) -> layout::Layout {
    layout::Layout { end: head.n_rows() as usize, ..layout.clone() }
}

/// Whether the last column has neither a name nor a value: every row ends with a delimiter. Where
/// the column before has no name either, both are a spreadsheet's own.
fn has_idle_last(head: &records::Records, raw: &[String], first: usize, end: usize) -> bool {
    let col = raw.len() as u32;
    matches!(raw, [.., before, last] if last.is_empty() && !before.is_empty())
        && end > first
        && (first..end).all(|row| head.get(row as u32, col - 1).is_empty())
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
    Dialect {
        delimiter: match found.rule.line_end {
            RECORD_END => String::new(),
            _ => dialect::spelled(found.rule),
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

#[cfg(test)]
mod tests;
