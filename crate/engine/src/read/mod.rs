//! Bytes to records, never failing on dirt: encoding, dialect, structure, recovery.

use crate::Result;
use crate::notice::Notices;

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
    /// Between cells: one character, or `", "`.
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

/// A rectangle of cells over one buffer of text.
#[derive(Debug, Clone, Default)]
pub struct Records {
    n_columns: u32,
    text: String,
    ends: Vec<u32>,
    lines: Vec<u32>,
}

impl Records {
    /// No rows of `n_columns`.
    pub fn new(n_columns: u32) -> Self {
        Records { n_columns, ..Records::default() }
    }

    /// How many rows there are.
    pub fn n_rows(&self) -> u32 {
        self.lines.len() as u32
    }

    /// How many columns each row has.
    pub fn n_columns(&self) -> u32 {
        self.n_columns
    }

    /// The cell at `row` and `col`, as the file says it, unquoted and unescaped.
    pub fn get(&self, row: u32, col: u32) -> &str {
        let cell = (row as usize) * (self.n_columns as usize) + col as usize;
        let Some(end) = self.ends.get(cell) else { return "" };
        let start = if cell == 0 { 0 } else { self.ends[cell - 1] };
        &self.text[start as usize..*end as usize]
    }

    /// The line of the file, from 1, at which `row` begins.
    pub fn line(&self, row: u32) -> u32 {
        self.lines.get(row as usize).copied().unwrap_or(0)
    }

    /// Appends a row that begins at `line`: padded with empty cells, or cut, to the width.
    pub fn push<'a>(&mut self, line: u32, cells: impl Iterator<Item = &'a str>) {
        let mut n = 0;
        for cell in cells.take(self.n_columns as usize) {
            self.text.push_str(cell);
            self.ends.push(self.text.len() as u32);
            n += 1;
        }
        for _ in n..self.n_columns {
            self.ends.push(self.text.len() as u32);
        }
        self.lines.push(line);
    }
}

/// Reads one file.
///
/// # Errors
/// [`EmptyFile`](crate::Error::EmptyFile), [`NoRows`](crate::Error::NoRows),
/// [`WrongType`](crate::Error::WrongType) and [`TooLarge`](crate::Error::TooLarge) only: dirt is
/// repaired or set aside, and noticed.
pub fn read(
    file: &str,
    bytes: &[u8],
    options: &ReadOptions,
    decoder: &dyn Decoder,
) -> Result<Reading> {
    let _ = (bytes, options, decoder);
    Err(crate::Error::EmptyFile { file: file.to_owned() })
}
