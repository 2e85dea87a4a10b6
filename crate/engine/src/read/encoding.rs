//! Bytes to text: which encoding, by its marks first and by the whole file after that.

use super::Decoder;
use super::legacy;
use crate::notice::Notices;

/// The text of a file and the name of its encoding.
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) encoding: String,
}

/// Decodes `bytes`; `label` is what a person chose.
pub(super) fn decode(
    bytes: &[u8],
    label: Option<&str>,
    decoder: &dyn Decoder,
    notices: &mut Notices,
) -> Decoded {
    let by = |text: String, name: &str| Decoded { text, encoding: name.to_owned() };
    if let Some(decoded) = label.and_then(|label| chosen(bytes, label, decoder, notices)) {
        return decoded;
    }
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return by_utf8(rest, decoder, notices);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return by(utf16(rest, u16::from_le_bytes, notices), "UTF-16LE");
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return by(utf16(rest, u16::from_be_bytes, notices), "UTF-16BE");
    }
    match nul_pattern(bytes) {
        Some(true) => by(utf16(bytes, u16::from_le_bytes, notices), "UTF-16LE"),
        Some(false) => by(utf16(bytes, u16::from_be_bytes, notices), "UTF-16BE"),
        None => by_utf8(bytes, decoder, notices),
    }
}

fn chosen(
    bytes: &[u8],
    label: &str,
    decoder: &dyn Decoder,
    notices: &mut Notices,
) -> Option<Decoded> {
    let lower = label.trim().to_ascii_lowercase();
    let by = |text: String, name: &str| Some(Decoded { text, encoding: name.to_owned() });
    match lower.as_str() {
        "utf-8" | "utf8" => {
            let rest = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            by(String::from_utf8_lossy(rest).into_owned(), "UTF-8")
        }
        "utf-16le" | "utf-16" | "utf16" => {
            let rest = bytes.strip_prefix(b"\xff\xfe").unwrap_or(bytes);
            by(utf16(rest, u16::from_le_bytes, notices), "UTF-16LE")
        }
        "utf-16be" => {
            let rest = bytes.strip_prefix(b"\xfe\xff").unwrap_or(bytes);
            by(utf16(rest, u16::from_be_bytes, notices), "UTF-16BE")
        }
        "windows-1252" | "latin1" | "iso-8859-1" | "cp1252" => {
            by(legacy::windows_1252(bytes), "windows-1252")
        }
        _ => {
            let text = decoder.decode(&lower, bytes);
            if text.is_none() {
                let message = "the chosen encoding is not known; it was found from the file";
                notices.add("unknown-encoding", message, None);
            }
            text.map(|text| Decoded { text, encoding: lower })
        }
    }
}

/// UTF-8 if the whole file is; else a legacy encoding, or a mix of the two.
fn by_utf8(bytes: &[u8], decoder: &dyn Decoder, notices: &mut Notices) -> Decoded {
    let by = |text: String, name: &str| Decoded { text, encoding: name.to_owned() };
    let mut marks = bytes.windows(3).take(1 << 16);
    if marks.any(|mark| matches!(mark, b"\x1b$B" | b"\x1b$@"))
        && let Some(text) = decoder.decode("iso-2022-jp", bytes)
    {
        return by(text, "iso-2022-jp");
    }
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return by(text.to_owned(), "UTF-8"),
        Err(error) => error,
    };
    if error.error_len().is_none() && error.valid_up_to() + 4 > bytes.len() {
        let has_others = !bytes[..error.valid_up_to()].is_ascii();
        if has_others {
            let message = "the file ends in the middle of a character";
            notices.add("cut-off", message, None);
            return by(String::from_utf8_lossy(bytes).into_owned(), "UTF-8");
        }
    }
    let (n_good, n_bad) = lines_by_validity(bytes);
    if n_good * 10 > n_bad {
        return by(mixed(bytes, notices), "UTF-8");
    }
    let label = legacy::guess(bytes, decoder);
    if label != "windows-1252"
        && let Some(text) = decoder.decode(label, bytes)
    {
        let message = format!("the encoding was guessed to be {label}");
        notices.add("guessed-encoding", message, None);
        return by(text, label);
    }
    by(legacy::windows_1252(bytes), "windows-1252")
}

/// Lines with characters beyond ASCII: how many are UTF-8, and how many are not.
fn lines_by_validity(bytes: &[u8]) -> (usize, usize) {
    let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_ascii());
    lines.fold((0, 0), |(good, bad), line| match std::str::from_utf8(line) {
        Ok(_) => (good + 1, bad),
        Err(_) => (good, bad + 1),
    })
}

/// UTF-8 with lines of windows-1252 in between.
fn mixed(bytes: &[u8], notices: &mut Notices) -> String {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 16);
    for (idx, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
        if let Ok(line) = std::str::from_utf8(line) {
            text.push_str(line);
            continue;
        }
        text.push_str(&legacy::windows_1252(line));
        let message = "the line is not UTF-8 like the rest and was read as windows-1252";
        notices.add("mixed-encoding", message, Some(idx as u64 + 1));
    }
    text
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, notices: &mut Notices) -> String {
    let pairs = bytes.chunks_exact(2);
    if !pairs.remainder().is_empty() {
        notices.add("cut-off", "the file ends in the middle of a character", None);
    }
    let units = pairs.map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// Whether the bytes are UTF-16 without a mark.
pub(super) fn is_utf16(bytes: &[u8]) -> bool {
    nul_pattern(bytes).is_some()
}

/// UTF-16 without a mark: every other byte of Latin text is NUL. `true` is little-endian.
fn nul_pattern(bytes: &[u8]) -> Option<bool> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|b| **b == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), head.len() / 2);
    if pairs >= 2 && odd * 3 > pairs && even * 50 < pairs {
        Some(true)
    } else if pairs >= 2 && even * 3 > pairs && odd * 50 < pairs {
        Some(false)
    } else {
        None
    }
}

/// How many lines look like UTF-8 that was once read as windows-1252 and saved again.
pub(super) fn count_mojibake(text: &str) -> u64 {
    if text.is_ascii() {
        return 0;
    }
    let marks = |line: &&str| {
        let mut chars = line.chars().peekable();
        while let Some(c) = chars.next() {
            let next = chars.peek().copied().unwrap_or(' ');
            let is_pair = matches!(c, 'Ã' | 'Â') && ('\u{80}'..='\u{bf}').contains(&next)
                || c == 'â' && matches!(next, '€' | '‚' | '„')
                || c == 'Ã' && matches!(next, 'Ÿ' | 'ž' | 'œ' | 'š' | '‰' | '–' | '„' | '‡' | 'ˆ');
            if is_pair {
                return true;
            }
        }
        false
    };
    text.lines().filter(marks).count() as u64
}
