//! Encodings from before Unicode: windows-1252 by its table, and a guess at the others.

/// The characters of bytes 0x80 to 0x9F in windows-1252 as browsers read it (WHATWG Encoding).
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Decodes windows-1252; nothing is undecodable.
pub(super) fn windows_1252(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    for byte in bytes {
        match byte {
            0x80..=0x9f => text.push(HIGH[usize::from(byte - 0x80)]),
            _ => text.push(char::from(*byte)),
        }
    }
    text
}

/// The byte of a character in windows-1252, or in ISO-8859-1 where the former has another there.
pub(super) fn windows_1252_byte(c: char) -> Option<u8> {
    let high = || HIGH.iter().position(|own| *own == c).map(|at| 0x80 + at as u8);
    u8::try_from(c).ok().or_else(high)
}

/// The most likely encoding of bytes that are not UTF-8, as a WHATWG label.
pub(super) fn guess(bytes: &[u8]) -> &'static str {
    let n_high = bytes.iter().filter(|byte| **byte >= 0x80).count();
    if n_high == 0 {
        return "windows-1252";
    }
    if let Some(label) = double_byte(bytes, n_high) {
        return label;
    }
    cyrillic(bytes, n_high).unwrap_or("windows-1252")
}

/// Japanese, Chinese or Korean: all high bytes pair up by the encoding's rule, and the commonest
/// characters of the language are there.
fn double_byte(bytes: &[u8], n_high: usize) -> Option<&'static str> {
    let (sjis_errors, kana) = pairs(bytes, sjis_step);
    if sjis_errors == 0 && kana * 8 > n_high {
        return Some("shift_jis");
    }
    let (euc_errors, _) = pairs(bytes, euc_step);
    if euc_errors > 0 {
        return None;
    }
    let leads = |range: std::ops::RangeInclusive<u8>| {
        let mut n = 0;
        let mut at = 0;
        while at < bytes.len() {
            if bytes[at] >= 0x80 {
                n += usize::from(range.contains(&bytes[at]));
                at += 1;
            }
            at += 1;
        }
        n * 2
    };
    if leads(0xa4..=0xa5) * 4 > n_high {
        Some("euc-jp")
    } else if leads(0xb0..=0xc8) * 100 > n_high * 85 {
        Some("euc-kr")
    } else if leads(0xb0..=0xf7) * 100 > n_high * 70 && has_low_trails(bytes) {
        Some("gbk")
    } else {
        None
    }
}

/// Whether pairs of high bytes use the lower trail bytes, which Cyrillic words do not.
fn has_low_trails(bytes: &[u8]) -> bool {
    let n_high = bytes.iter().filter(|byte| **byte >= 0x80).count();
    bytes.iter().filter(|byte| (0xa1..0xc0).contains(*byte)).count() * 6 > n_high
}

/// Walks `bytes` by `step`, which says how many bytes a character takes (0: an error) and whether
/// it is telling; gives the errors and the telling characters' bytes.
fn pairs(bytes: &[u8], step: fn(u8, u8) -> (usize, bool)) -> (usize, usize) {
    let (mut at, mut errors, mut telling) = (0, 0, 0);
    while at < bytes.len() {
        let next = bytes.get(at + 1).copied().unwrap_or(0);
        let (n, is_telling) = if bytes[at] < 0x80 { (1, false) } else { step(bytes[at], next) };
        errors += usize::from(n == 0);
        telling += if is_telling { n } else { 0 };
        at += n.max(1);
    }
    (errors, telling)
}

fn sjis_step(lead: u8, trail: u8) -> (usize, bool) {
    match (lead, trail) {
        (0x82, 0x9f..=0xf1) | (0x83, 0x40..=0x96) => (2, true),
        (0x81 | 0x84..=0x9f | 0xe0..=0xfc | 0x82 | 0x83, 0x40..=0x7e | 0x80..=0xfc) => (2, false),
        (0xa1..=0xdf, _) => (1, false),
        _ => (0, false),
    }
}

fn euc_step(lead: u8, trail: u8) -> (usize, bool) {
    match (lead, trail) {
        (0xa1..=0xfe, 0xa1..=0xfe) => (2, false),
        _ => (0, false),
    }
}

/// Cyrillic words are runs of letters that all lie in the upper quarter of the table.
fn cyrillic(bytes: &[u8], n_high: usize) -> Option<&'static str> {
    let letters = bytes.iter().filter(|byte| **byte >= 0xc0).count();
    let beside = |pair: &[u8]| pair[0] >= 0xc0 && pair[1] >= 0xc0;
    let neighbours = bytes.windows(2).filter(|pair| beside(pair)).count();
    if letters * 100 < n_high * 85 || neighbours * 100 < n_high * 60 {
        return None;
    }
    let small = bytes.iter().filter(|byte| **byte >= 0xe0).count();
    Some(if small * 2 > letters { "windows-1251" } else { "koi8-r" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_1252_reads_every_byte() {
        assert_eq!(windows_1252(b"caf\xe9 \x80 \x93x\x94"), "café € “x”");
    }

    #[test]
    fn legacy_encodings_are_told_apart() {
        for (bytes, label) in [
            (&b"Gr\xf6\xdfe, \xfcber 20 \x80"[..], "windows-1252"),
            (b"\xcf\xf0\xe8\xeb\xee\xe6\xe5\xed\xe8\xe5 \xed\xe5 \xee\xf2\xea", "windows-1251"),
            (b"\x83A\x83v\x83\x8a\x82\xaa\x8bN\x93\xae", "shift_jis"),
        ] {
            assert_eq!(guess(bytes), label);
        }
    }
}
