//! What a file is, by its first bytes, and whether its name says so too.

use crate::text;

/// How much of a text is looked at.
const HEAD: usize = 4096;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A zip archive: workbooks are zip archives too.
    Zip,
    /// One gzip-packed file.
    Gzip,
    /// The container of old Office documents, and of encrypted new ones.
    Ole,
    /// JSON, or JSON line by line.
    Json,
    /// A web page.
    Page,
    /// A spreadsheet that Excel 2003 wrote as XML.
    XmlBook,
}

/// What the bytes are; `None` for delimited text and for everything that is none of ours.
pub(crate) fn of(bytes: &[u8]) -> Option<Kind> {
    let signatures: [(&[u8], Kind); 4] = [
        (b"PK\x03\x04", Kind::Zip),
        (b"PK\x05\x06", Kind::Zip),
        (b"\x1f\x8b\x08", Kind::Gzip),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind::Ole),
    ];
    if let Some((_, kind)) = signatures.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Some(*kind);
    }
    let head = text::decode(&bytes[..bytes.len().min(HEAD)]);
    let head = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    match head.as_bytes().first() {
        Some(b'{' | b'[') if is_json(head) => Some(Kind::Json),
        Some(b'<') => markup(head),
        _ => None,
    }
}

/// Whether [`of`] is worth asking.
pub(crate) fn may_be_ours(bytes: &[u8]) -> bool {
    of(&bytes[..bytes.len().min(HEAD)]).is_some()
}

/// Whether what follows the first bracket is what JSON has there.
fn is_json(head: &str) -> bool {
    let inner = head[1..].trim_start();
    if head.starts_with('{') {
        return inner.starts_with(['"', '}']);
    }
    let literal = ["true", "false", "null"].iter().any(|word| inner.starts_with(word));
    let is_digit = inner.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    inner.starts_with(['{', '[', ']', '"']) || literal || is_digit
}

/// What the first tag says: a page with tables begins with one of few.
fn markup(head: &str) -> Option<Kind> {
    let mut rest = head;
    while let Some(comment) = rest.strip_prefix("<!--") {
        rest = comment.split_once("-->").map_or("", |(_, after)| after.trim_start());
    }
    let lower = rest.to_ascii_lowercase();
    let tags = ["!doctype html", "html", "table", "head", "body", "meta", "div", "style"];
    let starts = |tag: &str| {
        let after = lower.get(1..).and_then(|inner| inner.strip_prefix(tag));
        after.is_some_and(|after| !after.starts_with(|c: char| c.is_ascii_alphanumeric()))
    };
    let is_xml = lower.starts_with("<?xml");
    if is_xml && lower.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        return Some(Kind::XmlBook);
    }
    let is_page = tags.into_iter().any(starts) || is_xml && lower.contains("<html");
    is_page.then_some(Kind::Page)
}

/// The last part of a file name after a dot, in lower case.
pub(crate) fn extension(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase()).unwrap_or_default()
}

/// Whether the name promises delimited text.
pub(crate) fn claims_delimited(name: &str) -> bool {
    matches!(extension(name).as_str(), "csv" | "tsv" | "tab" | "psv" | "ssv")
}

/// Whether the name promises a workbook.
pub(crate) fn claims_workbook(name: &str) -> bool {
    matches!(extension(name).as_str(), "xls" | "xlsx" | "xlsm" | "xlsb" | "xltx" | "ods")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_by_their_first_bytes() {
        let cases: &[(&[u8], Option<Kind>)] = &[
            (b"PK\x03\x04rest", Some(Kind::Zip)),
            (b"\x1f\x8b\x08\0", Some(Kind::Gzip)),
            (b"[{\"a\":1}]", Some(Kind::Json)),
            (b"\xef\xbb\xbf \n{\"a\": 1}", Some(Kind::Json)),
            (b"[\xff", None),
            (b"{\0\"\0a\0", Some(Kind::Json)),
            (b"[[1,2]]", Some(Kind::Json)),
            (b"<table><tr>", Some(Kind::Page)),
            (b"<!-- made by x --> <HTML>", Some(Kind::Page)),
            (b"<?xml version=\"1.0\"?><html>", Some(Kind::Page)),
            (b"<?xml version=\"1.0\"?><rss>", None),
            (
                b"<?xml?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
                Some(Kind::XmlBook),
            ),
            (b"id,text\n1,{\"a\":1}", None),
            (b"[draft],x\n1,2", None),
            (b"<b>score</b>,x\n1,2", None),
            (b"<headline>,x", None),
            (b"{a},{b}\n1,2", None),
            (b"", None),
        ];
        for (bytes, kind) in cases {
            assert_eq!(of(bytes), *kind, "{:?}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn extensions_are_read_from_the_last_part() {
        for (name, end) in [("a.CSV", "csv"), ("a.b/c", ""), ("x.tar.gz", "gz"), ("plain", "")] {
            assert_eq!(extension(name), end);
        }
    }
}
