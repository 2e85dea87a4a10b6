//! Encodings from before Unicode: windows-1252 by its table, and a guess at the others.

use super::Decoder;

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

const WESTERN: &str = "äöüßéèêàâçñáíóúôîûœåæøãõìòùë";
const CENTRAL: &str = "ąćęłńóśźżáčďéěíňřšťúůýžöüőű";
const CYRILLIC: &str = "оеаинтсрвлкмд";

/// Encodings of one byte a character, and the letters beyond ASCII that are common in their
/// languages. The first wins unless another explains the text better.
const SINGLE: &[(&str, &str)] = &[
    ("windows-1252", WESTERN),
    ("macintosh", WESTERN),
    ("windows-1250", CENTRAL),
    ("iso-8859-2", CENTRAL),
    ("windows-1254", "çğıöşüâ"),
    ("windows-1251", CYRILLIC),
    ("koi8-u", CYRILLIC),
    ("ibm866", CYRILLIC),
    ("iso-8859-5", CYRILLIC),
    ("x-mac-cyrillic", CYRILLIC),
    ("windows-1253", "αοιετσνηυρπκςάόίέή"),
    ("windows-1255", "יוהלארתבשמנ"),
    ("windows-1256", "اليمونرتبةسد"),
    ("windows-874", "านรอกเงมยลวดท"),
];

/// How much text beyond ASCII tells the encoding.
const SAMPLE: usize = 32 << 10;

/// The most likely encoding of bytes that are not UTF-8, as a WHATWG label.
pub(super) fn guess(bytes: &[u8], decoder: &dyn Decoder) -> &'static str {
    let n_high = bytes.iter().filter(|byte| **byte >= 0x80).count();
    if let Some(label) = double_byte(bytes, n_high) {
        return label;
    }
    let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_ascii());
    let mut sample: Vec<u8> = Vec::new();
    for line in lines {
        sample.extend(line.iter().take(SAMPLE));
        if sample.len() >= SAMPLE {
            break;
        }
        sample.push(b'\n');
    }
    let mut best = (SINGLE[0].0, fit(&windows_1252(&sample), WESTERN) + 0.05);
    for (label, letters) in &SINGLE[1..] {
        let fit = decoder.decode(label, &sample).map_or(-9.0, |text| fit(&text, letters));
        if fit > best.1 + 0.05 {
            best = (label, fit);
        }
    }
    best.0
}

/// How well `text` reads, from 1 for common letters only down to -3 for control characters only;
/// of the characters beyond ASCII that are no punctuation between words.
fn fit(text: &str, common: &str) -> f64 {
    let is_latin = common == WESTERN || common.contains(['ą', 'ı']);
    let (mut total, mut n, mut last) = (0.0, 0.0, ' ');
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or(' ');
        let before = std::mem::replace(&mut last, c);
        let is_symbol =
            !c.is_alphabetic() && (c < '\u{300}' || ('\u{2000}'..'\u{2c00}').contains(&c));
        let joins = |c: char| c.is_alphabetic() || !c.is_ascii();
        let is_within = joins(before) && joins(next) && c != '’';
        let is_strange = before.is_alphabetic() && before.is_ascii() != is_latin;
        if c.is_ascii() || is_symbol && !c.is_control() && !is_within {
            continue;
        }
        n += 1.0;
        total += match c {
            '\u{80}'..='\u{9f}' | char::REPLACEMENT_CHARACTER => -3.0,
            _ if c.is_uppercase() && before.is_uppercase() => 0.0,
            _ if is_symbol || is_strange || before.is_lowercase() && c.is_uppercase() => -1.0,
            _ if c.to_lowercase().all(|c| common.contains(c)) => 1.0,
            _ => 0.0,
        };
    }
    if n > 0.0 { total / n } else { 0.0 }
}

/// Japanese, Chinese or Korean: all high bytes pair up by the encoding's rule, and the commonest
/// characters of the language are there.
fn double_byte(bytes: &[u8], n_high: usize) -> Option<&'static str> {
    let (sjis_errors, kana) = pairs(bytes, sjis_step);
    if sjis_errors == 0 && kana * 8 > n_high {
        return Some("shift_jis");
    }
    let (big5_errors, common) = pairs(bytes, big5_step);
    let (euc_errors, _) = pairs(bytes, euc_step);
    if big5_errors == 0 && euc_errors > 0 && common * 100 > n_high * 85 && has_runs(bytes) {
        return Some("big5");
    }
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

/// Whether most pairs of bytes follow another pair, as in languages without letters.
fn has_runs(bytes: &[u8]) -> bool {
    let (mut at, mut end, mut n, mut n_following) = (0, usize::MAX, 0, 0);
    while at < bytes.len() {
        let is_pair = bytes[at] >= 0x80;
        n += usize::from(is_pair);
        n_following += usize::from(is_pair && end == at);
        at += 1 + usize::from(is_pair);
        end = if is_pair { at } else { end };
    }
    n_following * 2 > n
}

fn big5_step(lead: u8, trail: u8) -> (usize, bool) {
    match (lead, trail) {
        (0xa1..=0xf9, 0x40..=0x7e | 0xa1..=0xfe) => (2, (0xa1..=0xc6).contains(&lead)),
        _ => (0, false),
    }
}

fn euc_step(lead: u8, trail: u8) -> (usize, bool) {
    match (lead, trail) {
        (0xa1..=0xfe, 0xa1..=0xfe) => (2, false),
        _ => (0, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_1252_reads_every_byte() {
        assert_eq!(windows_1252(b"caf\xe9 \x80 \x93x\x94"), "café € “x”");
    }

    struct Whatwg;

    impl Decoder for Whatwg {
        fn decode(&self, label: &str, bytes: &[u8]) -> Option<String> {
            let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
            Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
        }
    }

    #[test]
    fn legacy_encodings_are_told_apart() {
        for (label, text) in [
            ("windows-1252", "Größe, über 20 €"),
            ("windows-1252", "L’application se déconnecte, où est passée la colonne ?"),
            ("windows-1252", "Perché non c'è più? Così la città è già lì"),
            ("windows-1252", "Kan ikke åbne på ældre telefoner, øv"),
            ("windows-1252", "A aplicação não abre, as opções são péssimas"),
            ("windows-1250", "Źle działa wyszukiwanie, żółty ekran i błąd"),
            ("windows-1250", "Aplikace mě odhlašuje, příliš žluťoučký kůň"),
            ("iso-8859-2", "Źle działa wyszukiwanie, żółty ekran i błąd"),
            ("windows-1254", "Uygulama sürekli çıkış yapıyor, şarj göstergesi"),
            ("windows-1251", "Приложение не открывается"),
            ("koi8-u", "Приложение не открывается"),
            ("ibm866", "Приложение не открывается"),
            ("iso-8859-5", "Приложение не открывается"),
            ("x-mac-cyrillic", "Приложение не моя вина. Добавьте тёмную тему для меня"),
            ("windows-1253", "Η εφαρμογή με αποσυνδέει συνεχώς"),
            ("windows-1255", "האפליקציה מנתקת אותי כל הזמן"),
            ("windows-1256", "التطبيق يسجل خروجي باستمرار"),
            ("windows-874", "กรุณาเพิ่มโหมดมืด การค้นหาช้ามาก"),
            ("shift_jis", "アプリが起動しません"),
            ("euc-jp", "アプリが起動しません"),
            ("euc-kr", "앱이 계속 로그아웃됩니다"),
            ("gbk", "应用程序一直把我登出，很烦人"),
            ("big5", "應用程式一直把我登出，很煩人"),
        ] {
            let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).expect("a label");
            assert_eq!(guess(&encoding.encode(text).0, &Whatwg), label, "{text}");
        }
    }
}
