//! The text of a file, held once.

use std::sync::{Arc, OnceLock};

use sha2::{Digest, Sha256};

use super::{Decoder, ReadOptions, encoding, legacy};
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
    /// Decodes a file, and turns back what was decoded wrongly before where a person asked for it.
    pub(super) fn new(
        came: Result<String, Vec<u8>>,
        options: &ReadOptions,
        decoder: &dyn Decoder,
    ) -> Buffer {
        let mut buffer = Buffer::decoded(came, options.encoding.as_deref(), decoder);
        if options.repair {
            buffer.repair();
        }
        buffer
    }

    /// UTF-8, the usual case, is taken over without a copy. `label` is the encoding that a person
    /// chose.
    fn decoded(
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

    /// Turns back the lines that can be; the others stay.
    fn repair(&mut self) {
        let start = self.n_mark();
        let mut text = String::with_capacity(self.text.len());
        text.push_str(&self.text[..start]);
        for (idx, line) in self.text[start..].split_inclusive(ENDS).enumerate() {
            let better = repaired(line);
            text.push_str(better.as_deref().unwrap_or(line));
            if better.is_some() {
                let message = "UTF-8 that had been read as windows-1252 was turned back";
                self.notices.add("mojibake-repaired", message, Some(idx as u64 + 1));
            }
        }
        let before = std::mem::replace(&mut self.text, text);
        self.original.get_or_insert(before.into_bytes());
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

/// How often a text may have been read wrongly and saved again.
const MAX_ROUNDS: usize = 3;
/// What ends a line, or a record of a stream.
const ENDS: [char; 2] = ['\n', '\u{1e}'];
/// Bytes of a word that is shown as an example.
const MAX_EXAMPLE: usize = 120;

/// A text whose UTF-8 was read as windows-1252 as it was meant; nothing where that cannot be.
fn repaired(text: &str) -> Option<String> {
    let mut found: Option<String> = None;
    for _ in 0..MAX_ROUNDS {
        let now = found.as_deref().unwrap_or(text);
        if now.is_ascii() {
            break;
        }
        let bytes: Option<Vec<u8>> = now.chars().map(legacy::windows_1252_byte).collect();
        let Some(Ok(better)) = bytes.map(String::from_utf8) else { break };
        found = Some(better);
    }
    found
}

/// The first word of a line that can be repaired, before and after.
pub(super) fn repairable(text: &str) -> Option<(String, String)> {
    let is_inner = |c: char| !c.is_ascii() || c.is_ascii_alphanumeric();
    text.split(ENDS).filter(|line| repaired(line).is_some()).find_map(|line| {
        let mut words = line.split(|c| !is_inner(c)).filter(|word| word.len() <= MAX_EXAMPLE);
        words.find_map(|word| Some((word.to_owned(), repaired(word)?)))
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    struct NoDecoder;

    impl Decoder for NoDecoder {
        fn decode(&self, _: &str, _: &[u8]) -> Option<String> {
            None
        }
    }

    /// `text` as it looks after its UTF-8 was read as windows-1252.
    fn spoiled(text: &str) -> String {
        legacy::windows_1252(text.as_bytes())
    }

    #[test]
    fn text_that_was_read_wrongly_is_turned_back() {
        for text in [
            "café",
            "Größe",
            "“quoted” – it’s",
            "20 €",
            "voilà tout",
            "👍🏽 great",
            "日本語",
            "Ångström à Ílhavo",
            "Я не могу войти",
        ] {
            assert_eq!(repaired(&spoiled(text)).as_deref(), Some(text));
            assert_eq!(repaired(&spoiled(&spoiled(text))).as_deref(), Some(text), "twice");
        }
    }

    #[test]
    fn text_that_was_not_stays_as_it_is() {
        for text in ["", "plain", "café", "20 €", "naïve Ã", "日本語", "Ã© and é", "ï»¿ → Ã©"]
        {
            assert_eq!(repaired(text), None, "{text}");
        }
    }

    #[test]
    fn a_repair_goes_line_by_line_and_says_where() {
        let text = "\u{feff}id,t\n1,cafÃ©\n2,café\n3,ok\n4,â€œxâ€\u{9d} ðŸ˜€";
        let options = ReadOptions { repair: true, ..ReadOptions::default() };
        let buffer = Buffer::new(Ok(text.to_owned()), &options, &NoDecoder);
        assert_eq!(buffer.text(), "\u{feff}id,t\n1,café\n2,café\n3,ok\n4,“x” 😀");
        assert_eq!(buffer.bytes(), text.as_bytes(), "the file is what it was");
        let places: Vec<&[u64]> = buffer.notices.iter().map(|n| n.places.as_slice()).collect();
        assert_eq!(places, [&[2, 5]]);
    }

    #[test]
    fn the_example_is_a_word_of_a_line_that_can_be_repaired() {
        let text = "id,t\n1,Ã© é\n2,\"so, GrÃ¶ÃŸe!\"\n";
        let example = repairable(text).expect("there is one");
        assert_eq!(example, ("GrÃ¶ÃŸe".to_owned(), "Größe".to_owned()));
        assert_eq!(repairable("id,t\n1,Ã© é\n"), None);
    }
}
