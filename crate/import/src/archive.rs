//! From a file to its tables: what is inside an archive is asked the same question again, once.

use std::borrow::Cow;
use std::io::{Cursor, Read as _};

use flate2::read::MultiGzDecoder;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::kind::{self, Kind};
use crate::limit::{ARCHIVE_MEMBERS, Budget, SHEETS};
use crate::notice::Notices;
use crate::{Body, Refusal, Sheet, book, html, json, slack};

/// The directory of a zip archive over bytes.
pub(crate) type Zip<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// A file, or a member of one.
pub(crate) struct File<'a> {
    pub(crate) name: &'a str,
    pub(crate) bytes: &'a [u8],
    /// 0 for the file itself, 1 for what is packed in it.
    pub(crate) depth: u32,
}

/// The tables of a file; none where it is delimited text.
pub(crate) fn unpack(file: &File<'_>, budget: &mut Budget) -> Result<Vec<Sheet>, Refusal> {
    let name = file.name;
    match kind::of(file.bytes) {
        None => Ok(Vec::new()),
        Some(Kind::Zip) => zip(file, budget).map_err(|own| own.naming(name, "a zip archive")),
        Some(Kind::Gzip) => gzip(file, budget).map_err(|own| own.naming(name, "a gzip archive")),
        Some(Kind::Ole) => book::old_excel(name, file.bytes),
        Some(Kind::Json) => {
            let sheets = json::read(name, file.bytes);
            if kind::claims_delimited(name) && sheets.is_err() {
                return Ok(Vec::new());
            }
            if lies(name) { Err(mislabelled(name, "JSON", "json")) } else { sheets }
        }
        Some(Kind::Page) if lies(name) => Err(mislabelled(name, "a web page (HTML)", "html")),
        Some(Kind::Page) => html::read(name, file.bytes, false),
        Some(Kind::XmlBook) => html::read(name, file.bytes, true),
    }
}

/// Whether the name promises something that text of brackets or tags is not.
fn lies(name: &str) -> bool {
    kind::claims_delimited(name) || kind::claims_workbook(name)
}

/// Another kind of file under a name that promises a table: whoever made it should know.
fn mislabelled(name: &str, found: &str, extension: &str) -> Refusal {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let advice = format!("to open it all the same, rename it to {stem}.{extension}");
    Refusal::wrong_type(name, found, &advice)
}

/// A single gzip-packed file.
fn gzip(file: &File<'_>, budget: &mut Budget) -> Result<Vec<Sheet>, Refusal> {
    nested(file, "a gzip archive")?;
    let packed = file.bytes.len() as u64;
    let inner =
        budget.inflate(file.name, &mut MultiGzDecoder::new(file.bytes), packed, u64::MAX)?;
    if inner.get(257..262) == Some(b"ustar") {
        let advice = "unpack it and open the files inside";
        return Err(Refusal::wrong_type(file.name, "a tar archive", advice));
    }
    let name = file.name.strip_suffix(".gz").unwrap_or(file.name);
    let mut sheets = unpack(&File { name, bytes: &inner, depth: file.depth + 1 }, budget)?;
    if sheets.is_empty() {
        sheets.push(delimited(String::new(), "gzip archive", inner));
    }
    Ok(sheets)
}

/// An archive in an archive is not opened: that is how small files become endless.
fn nested(file: &File<'_>, what: &str) -> Result<(), Refusal> {
    if file.depth == 0 {
        return Ok(());
    }
    let what = format!("{what} inside an archive");
    Err(Refusal::wrong_type(file.name, &what, "unpack the outer one and open this one by itself"))
}

fn delimited(name: String, format: &'static str, bytes: Vec<u8>) -> Sheet {
    Sheet { name, format, body: Body::Delimited(bytes), notices: Notices::default() }
}

/// A workbook, a Slack export or an archive of tables.
fn zip(file: &File<'_>, budget: &mut Budget) -> Result<Vec<Sheet>, Refusal> {
    let name = file.name;
    let damaged = |_| Refusal::damaged(name, "a zip archive", "its directory cannot be read");
    let mut zip = ZipArchive::new(Cursor::new(file.bytes)).map_err(damaged)?;
    let names = names(&zip);
    let has = |start: &str| names.iter().any(|name| name.starts_with(start));
    if has("[Content_Types].xml") && has("xl/") {
        let sheets = book::excel(name, &mut zip, budget);
        return sheets.map_err(|own| own.naming(name, "an Excel workbook"));
    }
    if has("content.xml") && has("META-INF/") {
        let sheets = book::ods(name, &mut zip, budget);
        return sheets.map_err(|own| own.naming(name, "an OpenDocument spreadsheet"));
    }
    if has("word/") || has("ppt/") {
        let advice = "export the table itself as CSV or .xlsx";
        return Err(Refusal::wrong_type(name, "an Office document", advice));
    }
    if names.iter().any(|name| kind::extension(name) == "iwa") {
        let advice = "export it as .xlsx or CSV";
        return Err(Refusal::wrong_type(name, "a Numbers spreadsheet", advice));
    }
    nested(file, "a zip archive")?;
    if names.len() > ARCHIVE_MEMBERS {
        return Err(Refusal::too_large(name, "holds more than 100,000 files"));
    }
    if slack::is_export(&names) {
        return slack::read_zip(name, &mut zip, &names, budget);
    }
    members(file, &mut zip, &names, budget)
}

/// Inflates one member by its place in the directory.
pub(crate) fn member(
    file: &str,
    zip: &mut Zip<'_>,
    at: usize,
    most: u64,
    budget: &mut Budget,
) -> Result<Vec<u8>, Refusal> {
    let whole = zip.central_directory_start();
    let mut entry = zip.by_index(at).map_err(|error| match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
            Refusal::locked(file, "a zip archive")
        }
        _ => Refusal::damaged(file, "a zip archive", "a file inside cannot be unpacked"),
    })?;
    let packed = entry.compressed_size().min(whole);
    budget.inflate(file, &mut entry.by_ref(), packed, most)
}

/// The tables among an archive's members.
fn members(
    file: &File<'_>,
    zip: &mut Zip<'_>,
    names: &[String],
    budget: &mut Budget,
) -> Result<Vec<Sheet>, Refusal> {
    let wanted = wanted(names);
    let n_files = names.iter().filter(|name| is_file(name)).count();
    if wanted.len() > SHEETS {
        return Err(Refusal::too_large(file.name, "holds more than 200 tables"));
    }
    let mut sheets = Vec::new();
    let mut notices = Notices::default();
    let mut first_refusal = None;
    for (at, shown) in &wanted {
        match open_member(file, zip, (*at, shown), budget) {
            Ok(own) => sheets.extend(own),
            Err(refusal) if refusal.code == "too-large" => return Err(refusal),
            Err(refusal) => {
                notices.add("member-left-out", &refusal.message, None);
                first_refusal.get_or_insert(refusal);
            }
        }
    }
    let message = "files in the archive that are no tables were left out";
    notices.add_many("member-no-table", message, (n_files - wanted.len()) as u64);
    match (sheets.first_mut(), first_refusal) {
        (Some(first), _) => first.notices.extend(&notices),
        (None, Some(refusal)) => return Err(refusal),
        (None, None) => {
            let advice = "put CSV, Excel, JSON or HTML files into it";
            return Err(Refusal::wrong_type(file.name, "a zip archive without tables", advice));
        }
    }
    if sheets.len() == 1 {
        sheets[0].name.clear();
    }
    Ok(sheets)
}

fn open_member(
    file: &File<'_>,
    zip: &mut Zip<'_>,
    (at, shown): (usize, &str),
    budget: &mut Budget,
) -> Result<Vec<Sheet>, Refusal> {
    let bytes = member(file.name, zip, at, u64::MAX, budget)?;
    let inner = File { name: shown, bytes: &bytes, depth: file.depth + 1 };
    let mut sheets = unpack(&inner, budget)?;
    for sheet in &mut sheets {
        sheet.name = crate::title(shown, &sheet.name);
    }
    if sheets.is_empty() {
        sheets.push(delimited(shown.to_owned(), "zip archive", bytes));
    }
    Ok(sheets)
}

/// The names of all members, in the order of the directory; empty where one cannot be read.
pub(crate) fn names(zip: &Zip<'_>) -> Vec<String> {
    let name = |at| zip.name_for_index(at).and_then(Result::ok).map(Cow::into_owned);
    (0..zip.len()).map(|at| name(at).unwrap_or_default()).collect()
}

fn is_file(name: &str) -> bool {
    !name.is_empty() && !name.ends_with(['/', '\\']) && !is_hidden(name)
}

/// What operating systems put beside the files.
fn is_hidden(name: &str) -> bool {
    let mut parts = name.split(['/', '\\']);
    parts.any(|part| part == "__MACOSX" || part.starts_with('.') && !part.starts_with(".."))
        || name.ends_with("Thumbs.db")
        || name.ends_with("desktop.ini")
}

/// Members that may be tables, with the names to show them by. Plain text counts where nothing else
/// does: beside tables it is a read-me.
fn wanted(names: &[String]) -> Vec<(usize, String)> {
    let all = names.iter().map(String::as_str).enumerate();
    let names: Vec<(usize, &str)> = all.filter(|(_, name)| is_file(name)).collect();
    let of = |known: &[&str]| -> Vec<(usize, &str)> {
        let is_known = |name: &str| known.contains(&kind::extension(name).as_str());
        names.iter().copied().filter(|(_, name)| is_known(name)).collect()
    };
    let mut found = of(&[
        "csv", "tsv", "tab", "psv", "json", "ndjson", "jsonl", "html", "htm", "xlsx", "xlsm",
        "xls", "xlsb", "ods", "gz", "zip",
    ]);
    if found.is_empty() {
        found = of(&["txt", ""]);
    }
    let shown = |name: &str| {
        let own = base(name);
        let is_shared = found.iter().filter(|(_, other)| base(other) == own).count() > 1;
        if is_shared { clean(name) } else { clean(own) }
    };
    found.iter().map(|(at, name)| (*at, shown(name))).collect()
}

fn base(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// A member's path as a plain name: nothing climbs out of it, nothing steers a terminal.
fn clean(path: &str) -> String {
    let parts = path.split(['/', '\\']);
    let kept: Vec<&str> = parts.filter(|part| !matches!(*part, "" | "." | "..")).collect();
    kept.join("/").chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn member_names_cannot_climb() {
        for (path, shown) in [
            ("../../etc/passwd.csv", "etc/passwd.csv"),
            ("C:\\a\\..\\b.csv", "C:/a/b.csv"),
            ("/abs.csv", "abs.csv"),
            ("a\u{1b}[2J.csv", "a\u{fffd}[2J.csv"),
        ] {
            assert_eq!(clean(path), shown);
        }
    }

    #[test]
    fn what_systems_add_is_hidden() {
        for (path, hidden) in [
            ("__MACOSX/._a.csv", true),
            (".DS_Store", true),
            ("a/.git/x.csv", true),
            ("../a.csv", false),
            ("a/b.csv", false),
        ] {
            assert_eq!(is_hidden(path), hidden, "{path}");
        }
    }
}
