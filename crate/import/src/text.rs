//! Bytes as text, for formats that say how they are encoded.

use std::borrow::Cow;

/// What windows-1252 has for the bytes 128 to 159; U+FFFD for none.
const WINDOWS: &str = "€\u{fffd}‚ƒ„…†‡ˆ‰Š‹Œ\u{fffd}Ž\u{fffd}\u{fffd}‘’“”•–—˜™š›œ\u{fffd}žŸ";

/// `bytes` as text without a byte-order mark: UTF-8, UTF-16 where a mark or the pattern of NULs
/// says so, else windows-1252.
pub(crate) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some(text) = wide(bytes) {
        return text.into();
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => bytes.iter().map(|byte| windows(*byte)).collect::<String>().into(),
    }
}

/// UTF-16, by its mark or, of text that begins in ASCII, by its NULs.
fn wide(bytes: &[u8]) -> Option<String> {
    let (rest, is_little) = match bytes {
        [0xff, 0xfe, rest @ ..] => (rest, true),
        [0xfe, 0xff, rest @ ..] => (rest, false),
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => (bytes, true),
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => (bytes, false),
        _ => return None,
    };
    let unit = |pair: &[u8]| {
        let pair = [pair[0], pair[1]];
        if is_little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }
    };
    let units = rest.chunks_exact(2).map(unit);
    Some(char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect())
}

/// A character of windows-1252.
pub(crate) fn windows(byte: u8) -> char {
    let idx = usize::from(byte).wrapping_sub(128);
    if idx < 32 { WINDOWS.chars().nth(idx).unwrap_or('\u{fffd}') } else { char::from(byte) }
}

/// Text as JSON has it: UTF-8 or UTF-16, with U+FFFD for what is broken.
pub(crate) fn decode_json(bytes: &[u8]) -> Cow<'_, str> {
    match wide(bytes) {
        Some(text) => text.into(),
        None => String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)),
    }
}

/// Text as XML has it.
pub(crate) fn of_xml(bytes: Vec<u8>) -> String {
    if bytes.starts_with(b"\xef\xbb\xbf") || wide(&bytes[..bytes.len().min(4)]).is_some() {
        return decode(&bytes).into_owned();
    }
    String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_decoded() {
        let cases: &[(&[u8], &str)] = &[
            (b"caf\xc3\xa9", "café"),
            (b"\xef\xbb\xbfa", "a"),
            (b"caf\xe9 \x80 \x93", "café € “"),
            (b"\xff\xfea\0\xe9\0", "aé"),
            (b"\xfe\xff\0a\0b", "ab"),
            (b"<\0t\0", "<t"),
        ];
        for (bytes, text) in cases {
            assert_eq!(decode(bytes), *text);
        }
    }
}
