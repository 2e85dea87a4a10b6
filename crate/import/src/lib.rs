//! Files that are no delimited text, as tables: workbooks, JSON, web pages, archives.
//!
//! Pure functions over bytes. What a file claims about itself is never believed: sizes are counted
//! while inflating, depths and dimensions are bounded, and what is too much is refused in words.

mod archive;
mod book;
mod html;
mod json;
mod kind;
mod limit;
mod notice;
mod records;
mod refusal;
mod slack;
mod text;
mod time;

pub use notice::{Notice, Notices};
pub use records::{RECORD_END, UNIT_END};
pub use refusal::Refusal;

use sha2::{Digest as _, Sha256};

/// One table of a file.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Name of the sheet or member; empty where the file is one table.
    pub name: String,
    /// What the file is, in words ("Excel workbook", "Slack export").
    pub format: &'static str,
    /// The table.
    pub body: Body,
    /// What was odd.
    pub notices: Notices,
}

/// A table as it leaves this crate.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// Delimited text as it lay in an archive, for the engine to read like any other file.
    Delimited(Vec<u8>),
    /// UTF-8; each cell but a record's last ended by [`UNIT_END`], each record by [`RECORD_END`].
    Records(Vec<u8>),
}

/// What is packed in a file, or nothing where it is delimited text.
///
/// # Errors
/// A [`Refusal`] where there is nothing to show, with what to do about it.
pub fn unpack(name: &str, bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    archive::unpack(&archive::File { name, bytes, depth: 0 }, &mut limit::Budget::new())
}

/// Whether a file that begins like this may be one of ours: cheap, and wrong at times in one
/// direction only. [`unpack`] decides.
pub fn may_be_packed(bytes: &[u8]) -> bool {
    kind::may_be_ours(bytes)
}

/// SHA-256 in hexadecimal: what identifies the file that a sheet came from.
pub fn sha256(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = Sha256::digest(bytes).into_iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}

/// How a sheet of a file is called: "book.xlsx › Sheet1".
pub fn title(file: &str, sheet: &str) -> String {
    if sheet.is_empty() { file.to_owned() } else { format!("{file} › {sheet}") }
}
