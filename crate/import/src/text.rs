//! Bytes as text, for formats that say how they are encoded.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// `bytes` as text without a byte-order mark: UTF-8, UTF-16 where a mark or the pattern of NULs
/// says so, else what `declared` names, else windows-1252.
pub(crate) fn decode<'a>(bytes: &'a [u8], declared: Option<&str>) -> Cow<'a, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    if let Some(encoding) = utf16(bytes) {
        return encoding.decode_without_bom_handling(bytes).0;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => {
            let named = declared.and_then(|label| Encoding::for_label(label.as_bytes()));
            let encoding = named.filter(|named| *named != UTF_8).unwrap_or(WINDOWS_1252);
            encoding.decode_without_bom_handling(bytes).0
        }
    }
}

/// UTF-16 without a mark, of text that begins in ASCII.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => Some(UTF_16LE),
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// Text as JSON has it: UTF-8 with U+FFFD for what is broken.
pub(crate) fn decode_json(bytes: &[u8]) -> Cow<'_, str> {
    let is_marked = Encoding::for_bom(bytes).is_some();
    if is_marked || utf16(bytes).is_some() || std::str::from_utf8(bytes).is_ok() {
        return decode(bytes, None);
    }
    String::from_utf8_lossy(bytes)
}
