//! Takes away what the customer did not write: markup, quoted replies, signatures, vendors' notes.

use std::borrow::Cow;

/// Beginnings of lines after which an older message or a signature follows.
const CUT_LINES: &[&str] = &[
    "-----original message",
    "----- original message",
    "-----ursprüngliche nachricht",
    "-----message d'origine",
    "-----mensaje original",
    "________________________________",
    "begin forwarded message",
    "---------- forwarded message",
];

/// Beginnings of lines that mail programs add on their own.
const DROP_LINES: &[&str] = &[
    "sent from my ",
    "sent from outlook",
    "get outlook for ",
    "envoyé de mon ",
    "envoyé depuis ",
    "von meinem ",
    "gesendet von ",
    "enviado desde ",
];

/// Notes that vendors put behind every text of an export.
const VENDOR_NOTES: &[&str] = &[
    "review collected by and hosted on g2.com.",
    "review collected by and hosted on g2.com",
    "(translated by google)",
    "this review was collected by and hosted on capterra",
];

/// The ends of lines that introduce a quoted reply ("On … Ana wrote:").
const QUOTE_INTROS: &[(&str, &[&str])] = &[
    ("on ", &["wrote:"]),
    ("am ", &["schrieb:", "geschrieben:"]),
    ("le ", &["a écrit :", "a écrit:"]),
    ("el ", &["escribió:"]),
];

/// `text` without markup, quoted replies, signatures and vendors' notes.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    if text.contains('<') || text.contains('&') {
        text = Cow::Owned(without_markup(&text));
    }
    if text.contains('\n') {
        text = Cow::Owned(without_quotes(&text));
    }
    if has_vendor_note(&text) {
        text = Cow::Owned(without_vendor_notes(&text));
    }
    if crate::table::is_junk(&text) { Cow::Borrowed("") } else { text }
}

fn without_markup(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(len) = tag_len(rest) {
            rest = after_element(rest, len);
            out.push(' ');
        } else if let Some((len, char)) = entity(rest) {
            out.push(char);
            rest = &rest[len..];
        } else {
            out.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out
}

/// The length of the tag that `text` begins with.
fn tag_len(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let first = *bytes.get(1)?;
    if bytes[0] != b'<' || !(first.is_ascii_alphabetic() || first == b'/' || first == b'!') {
        return None;
    }
    if text.starts_with("<!--") {
        return Some(text.find("-->").map_or(text.len(), |at| at + 3));
    }
    let end = bytes.iter().take(2000).position(|byte| *byte == b'>')?;
    Some(end + 1)
}

/// What follows the tag of length `len`; for scripts and styles, what follows their end tag.
fn after_element(text: &str, len: usize) -> &str {
    let tag = &text[..len];
    for (open, close) in [("<script", "</script>"), ("<style", "</style>")] {
        if starts_with(tag, open) {
            return match find_ignoring_case(text, close) {
                Some(at) => &text[at + close.len()..],
                None => "",
            };
        }
    }
    &text[len..]
}

/// The length of the entity that `text` begins with, and its character.
fn entity(text: &str) -> Option<(usize, char)> {
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let name = text.get(1..end)?;
    let char = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "rsquo" | "lsquo" => '’',
        "eacute" => 'é',
        "egrave" => 'è',
        "agrave" => 'à',
        "uuml" => 'ü',
        "ouml" => 'ö',
        "auml" => 'ä',
        "szlig" => 'ß',
        "ntilde" => 'ñ',
        _ => numeric(name.strip_prefix('#')?)?,
    };
    (text.starts_with('&')).then_some((end + 1, char))
}

fn numeric(digits: &str) -> Option<char> {
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => digits.parse().ok()?,
    };
    char::from_u32(code).filter(|char| !char.is_control()).or(Some(' '))
}

fn without_quotes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let bare = line.trim();
        if line.trim_end() == "--" || line == "-- " || begins_with_any(bare, CUT_LINES) {
            break;
        }
        if is_quote_intro(bare) && !out.trim().is_empty() {
            break;
        }
        if bare.starts_with(['>', crate::table::QUESTION_MARK])
            || begins_with_any(bare, DROP_LINES) && bare.len() < 80
        {
            continue;
        }
        out.push_str(line);
        out.push('\n');
    }
    if out.trim().is_empty() { text.to_owned() } else { out }
}

fn is_quote_intro(line: &str) -> bool {
    line.len() < 200
        && QUOTE_INTROS.iter().any(|(begin, ends)| {
            starts_with(line, begin) && ends.iter().any(|end| line.ends_with(end))
        })
}

fn has_vendor_note(text: &str) -> bool {
    let from = text.len().saturating_sub(400);
    let from = (from..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let tail = &text[from..];
    VENDOR_NOTES.iter().any(|note| find_ignoring_case(tail, note).is_some())
        || VENDOR_NOTES.iter().any(|note| starts_with(text, note))
}

fn without_vendor_notes(text: &str) -> String {
    let mut out = text.to_owned();
    for note in VENDOR_NOTES {
        while let Some(at) = find_ignoring_case(&out, note) {
            out.replace_range(at..at + note.len(), " ");
        }
    }
    out
}

fn begins_with_any(line: &str, beginnings: &[&str]) -> bool {
    beginnings.iter().any(|begin| starts_with(line, begin))
}

/// Whether `text` starts with `begin`, ASCII letter case ignored.
fn starts_with(text: &str, begin: &str) -> bool {
    text.get(..begin.len()).is_some_and(|own| own.eq_ignore_ascii_case(begin))
}

/// Where `what` (ASCII, lower case) first stands in `text`, ASCII letter case ignored.
fn find_ignoring_case(text: &str, what: &str) -> Option<usize> {
    let first = what.as_bytes().first()?;
    let end = text.len().checked_sub(what.len())?;
    (0..=end).find(|at| {
        text.as_bytes()[*at].eq_ignore_ascii_case(first)
            && text.as_bytes()[*at..*at + what.len()].eq_ignore_ascii_case(what.as_bytes())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_customer_wrote_stays() {
        let cases = [
            ("plain words & more", "plain words & more"),
            ("a<br/>b <b>c</b>", "a b  c "),
            ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
            ("x &amp; y&#39;s &#x41;", "x & y's A"),
            ("no <script>alert(1)</script> run", "no   run"),
            ("so <style>p{}", "so  "),
            ("fine\n> quoted\nagain", "fine\nagain\n"),
            ("fine\nOn Monday Ana wrote:\nolder", "fine\n"),
            (
                "gut\nAm 3. Mai schrieb Ana:\nAm 1. Mai hat Bo geschrieben:\nalt",
                "gut\nAm 3. Mai schrieb Ana:\n",
            ),
            ("slow\n-- \nJo Doe\nHead of X", "slow\n"),
            ("slow\nSent from my iPhone", "slow\n"),
            ("Good.Review collected by and hosted on G2.com.", "Good. "),
            ("> only a quote\n> here", "> only a quote\n> here"),
            ("fast\n¶ What do you dislike?\nthe price", "fast\nthe price\n"),
            ("asdf", ""),
            ("n/a", ""),
        ];
        for (raw, expected) in cases {
            assert_eq!(clean(raw), expected, "{raw:?}");
        }
    }

    #[test]
    fn hostile_markup_ends() {
        for raw in ["<", "&", "<a", "&#;", "&#x110000;", "<!--", "é<é>&é;", "&#0;"] {
            let _ = clean(raw);
        }
        let long = "<a ".repeat(200_000);
        assert_eq!(clean(&long).len(), long.len());
    }
}
