//! Wrong files: what the first bytes say the file really is.

/// What a file is instead of a table, and what to do about it.
pub(super) type Wrong = (&'static str, &'static str);

const AS_CSV: &str = "save it as CSV";
const SIGNATURES: &[(&[u8], &str, &str)] = &[
    (b"%PDF-", "a PDF document", "export the table itself as CSV"),
    (b"\x89PNG\r\n", "a PNG image", "export the table itself as CSV"),
    (b"\xff\xd8\xff", "a JPEG image", "export the table itself as CSV"),
    (b"GIF8", "a GIF image", "export the table itself as CSV"),
    (b"\x1f\x8b", "a gzip archive", "unpack it and open the file inside"),
    (b"BZh", "a bzip2 archive", "unpack it and open the file inside"),
    (b"\xfd7zXZ\0", "an xz archive", "unpack it and open the file inside"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", "unpack it and open the file inside"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it and open the file inside"),
    (b"Rar!\x1a\x07", "a RAR archive", "unpack it and open the file inside"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel or Office document", AS_CSV),
    (b"PAR1", "a Parquet file", "export it as CSV"),
    (b"SQLite format 3\0", "an SQLite database", "export the table as CSV"),
    (b"{\\rtf", "an RTF document", "export the table itself as CSV"),
    (b"\x7fELF", "a program", "open an export in CSV"),
    (b"MZ\x90\0", "a program", "open an export in CSV"),
    (b"ORC\x01", "an ORC file", "export it as CSV"),
    (b"Obj\x01", "an Avro file", "export it as CSV"),
    (b"ARROW1\0", "an Arrow file", "export it as CSV"),
];

/// What `bytes` are by their signature, if no table.
pub(super) fn by_bytes(bytes: &[u8]) -> Option<Wrong> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Some(zip(bytes));
    }
    let known = SIGNATURES.iter().find(|(signature, ..)| bytes.starts_with(signature));
    known.map(|(_, found, advice)| (*found, *advice))
}

/// Which kind of zip file: names of members stand in clear in the directory at the end.
fn zip(bytes: &[u8]) -> Wrong {
    let head = &bytes[..bytes.len().min(1 << 16)];
    let tail = &bytes[bytes.len().saturating_sub(1 << 16)..];
    let has = |name: &[u8]| [head, tail].iter().any(|part| find(part, name));
    if has(b"xl/work") || has(b"xl/") {
        ("an Excel workbook", AS_CSV)
    } else if has(b"word/") {
        ("a Word document", "export the table itself as CSV")
    } else if has(b"opendocument.spreadsheet") {
        ("an OpenDocument spreadsheet", AS_CSV)
    } else if has(b"Index/") && has(b".iwa") {
        ("a Numbers spreadsheet", AS_CSV)
    } else {
        ("a zip archive", "unpack it and open the file inside")
    }
}

fn find(hay: &[u8], needle: &[u8]) -> bool {
    hay.windows(needle.len()).any(|part| part == needle)
}

/// What the decoded `text` is by its form, if no table.
pub(super) fn by_text(text: &str) -> Option<Wrong> {
    let text = text.trim();
    let head: String = text.chars().take(200).collect::<String>().to_ascii_lowercase();
    let is_html =
        ["<!doctype html", "<html", "<table", "<head", "<body", "<meta", "<div", "<style"]
            .iter()
            .any(|tag| head.starts_with(tag));
    if is_html || head.starts_with("<?xml") && head.contains("<html") {
        return Some(("a web page (HTML)", "open it in a spreadsheet and save it as CSV"));
    }
    if head.starts_with("<?xml") {
        return Some(("an XML document", "open it in a spreadsheet and save it as CSV"));
    }
    is_json(text).then_some(("JSON", "export it as CSV"))
}

/// Whether `text` opens and closes like JSON, or its first line does (one object a line).
fn is_json(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default().trim();
    let closed = |part: &str| {
        part.starts_with('{') && part.ends_with('}') || part.starts_with('[') && part.ends_with(']')
    };
    if !closed(text) && !closed(first) {
        return false;
    }
    let inner = text[1..].trim_start();
    let after_object = inner.starts_with('"') && inner.contains("\":") || inner.starts_with('}');
    match text.as_bytes()[0] {
        b'{' => after_object || inner.starts_with('"') && inner.contains("\" :"),
        _ => inner.starts_with(['{', '[', ']']) || inner.starts_with('"') && closed(text),
    }
}

/// Whether the bytes are no text at all: too many control characters.
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1 << 16)];
    let odd = |byte: &&u8| matches!(byte, 0..=8 | 14..=26 | 28..=31 | 127);
    let n_odd = head.iter().filter(odd).count();
    n_odd * 50 > head.len() && n_odd > 4 && std::str::from_utf8(bytes).is_err()
        || n_odd * 5 > head.len() && head.len() > 64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_files_are_named() {
        for (bytes, found) in [
            (&b"%PDF-1.7 ..."[..], "a PDF document"),
            (b"PK\x03\x04....xl/workbook.xml", "an Excel workbook"),
            (b"PK\x03\x04....tickets.csv", "a zip archive"),
            (b"\x1f\x8b\x08", "a gzip archive"),
        ] {
            assert_eq!(by_bytes(bytes).map(|wrong| wrong.0), Some(found));
        }
        assert_eq!(by_bytes(b"id,text\n"), None);
    }

    #[test]
    fn json_and_html_are_told_from_tables() {
        for text in ["[{\"a\":1}]", "{\"a\": [1]}\n", "{\"a\":1}\n{\"a\":2}", "[\"a\", \"b\"]"] {
            assert_eq!(by_text(text).map(|wrong| wrong.0), Some("JSON"), "{text}");
        }
        assert!(by_text(" <TABLE><tr>").is_some());
        for text in
            ["id,text\n1,{\"a\":1}", "[draft],x\n1,2", "<b>score</b>,x\n1,2", "{a},{b}\n1,2"]
        {
            assert_eq!(by_text(text), None, "{text}");
        }
    }
}
