//! The text of a file, held once.

use std::sync::{Arc, OnceLock};

use sha2::{Digest, Sha256};

use super::{Decoder, encoding};
use crate::notice::Notices;

/// The decoded text of a file. Columns and views point into it; nothing copies it.
#[derive(Debug, Default)]
pub struct Buffer {
    text: String,
    /// The file's bytes where they are not those of the text.
    original: Option<Vec<u8>>,
    encoding: String,
    /// What was odd about the encoding.
    notices: Notices,
    sha256: OnceLock<String>,
}

impl Buffer {
    /// Decodes a file; UTF-8, the usual case, is taken over without a copy. `label` is the encoding
    /// that a person chose.
    pub(super) fn new(
        came: Result<String, Vec<u8>>,
        label: Option<&str>,
        decoder: &dyn Decoder,
    ) -> Buffer {
        let bytes = match came {
            Ok(text) if label.is_none() && !encoding::is_utf16(text.as_bytes()) => {
                return Buffer { text, encoding: "UTF-8".to_owned(), ..Buffer::default() };
            }
            Ok(text) => text.into_bytes(),
            Err(bytes) => bytes,
        };
        let mut notices = Notices::default();
        let decoded = encoding::decode(&bytes, label, decoder, &mut notices);
        Buffer {
            text: decoded.text,
            original: Some(bytes),
            encoding: decoded.encoding,
            notices,
            sha256: OnceLock::new(),
        }
    }

    /// The text, with the byte-order mark that it may begin with.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How long the byte-order mark is.
    pub(super) fn n_mark(&self) -> usize {
        if self.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
    }

    /// The bytes of the file.
    pub fn bytes(&self) -> &[u8] {
        self.original.as_deref().unwrap_or(self.text.as_bytes())
    }

    /// Name of the encoding.
    pub fn encoding(&self) -> &str {
        &self.encoding
    }

    pub(super) fn notices(&self) -> &Notices {
        &self.notices
    }

    /// SHA-256 of the file's bytes, in hexadecimal; computed when it is first asked for.
    pub fn sha256(&self) -> &str {
        self.sha256.get_or_init(|| hex(&Sha256::digest(self.bytes())))
    }
}

/// Bytes in hexadecimal.
fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let pairs =
        bytes.iter().flat_map(|b| [DIGITS[usize::from(b >> 4)], DIGITS[usize::from(b & 15)]]);
    pairs.map(char::from).collect()
}

/// A text and the cells that had to be unescaped: cells behind the end of the text lie there.
#[derive(Debug, Clone, Default)]
pub(crate) struct Source {
    pub(crate) buffer: Arc<Buffer>,
    pub(crate) side: Arc<String>,
}

impl Source {
    pub(crate) fn get(&self, cell: undertone_kernel::Cell) -> &str {
        let (start, end) = (cell.start as usize, cell.end as usize);
        let text = self.buffer.text();
        let n = text.len();
        let own = if start < n { text.get(start..end) } else { self.side.get(start - n..end - n) };
        own.unwrap_or_default()
    }
}
