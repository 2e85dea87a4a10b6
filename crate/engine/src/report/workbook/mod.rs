//! A workbook: sheets of numbers and texts as Office Open XML (ECMA-376), the least of it that Excel,
//! LibreOffice and Numbers ask for. Texts are inline strings, never formulas; numbers stay numbers,
//! and what stands behind them (arrows, letters) is part of their number format.

mod archive;

use std::fmt::Write as _;

/// Characters of a column at most.
const WIDEST: usize = 60;

/// How a cell's text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Font {
    Plain,
    Strong,
    Muted,
    /// News that is bad.
    Bad,
    Good,
}

/// Fonts of `styles.xml`, along [`Font`].
const FONTS: [&str; 5] = [
    "",
    "<b/>",
    "<color rgb=\"FF666666\"/>",
    "<color rgb=\"FFB3261E\"/>",
    "<color rgb=\"FF1B6E3C\"/>",
];

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Empty,
    Text(String, Font),
    /// A number and its format; one that is no number stays empty.
    Number(f64, String, Font),
}

impl Cell {
    /// Plain text.
    pub(super) fn text(text: impl Into<String>) -> Cell {
        Cell::Text(text.into(), Font::Plain)
    }

    /// The text of a heading.
    pub(super) fn head(text: impl Into<String>) -> Cell {
        Cell::Text(text.into(), Font::Strong)
    }
}

/// One sheet.
#[derive(Debug, Clone, Default)]
pub(super) struct Sheet {
    /// Its name: at most 31 characters, none of `[]:*?/\`.
    pub(super) name: &'static str,
    pub(super) rows: Vec<Vec<Cell>>,
    /// Rows and columns that stay while the rest is scrolled.
    pub(super) frozen: (usize, usize),
    /// Whether the first row can filter the others.
    pub(super) has_filter: bool,
}

/// The bytes of an `.xlsx` file with these sheets.
pub(super) fn workbook(sheets: &[Sheet]) -> Vec<u8> {
    let mut looks = Looks::default();
    let bodies: Vec<String> = sheets.iter().map(|sheet| body(sheet, &mut looks)).collect();
    let mut files = vec![
        ("[Content_Types].xml".to_owned(), content_types(sheets.len())),
        ("_rels/.rels".to_owned(), relations(&[("officeDocument", "xl/workbook.xml".to_owned())])),
        ("xl/workbook.xml".to_owned(), book(sheets)),
        ("xl/_rels/workbook.xml.rels".to_owned(), book_relations(sheets.len())),
        ("xl/styles.xml".to_owned(), looks.xml()),
    ];
    let paths = (1..).map(|number| format!("xl/worksheets/sheet{number}.xml"));
    files.extend(paths.zip(bodies));
    archive::archive(&files)
}

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

fn content_types(n_sheets: usize) -> String {
    let mut out = format!(
        "{DECLARATION}<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    );
    let mut part = |path: &str, kind: &str| {
        out +=
            &format!("<Override PartName=\"/xl/{path}.xml\" ContentType=\"{TYPE}.{kind}+xml\"/>");
    };
    part("workbook", "sheet.main");
    part("styles", "styles");
    for number in 1..=n_sheets {
        part(&format!("worksheets/sheet{number}"), "worksheet");
    }
    out + "</Types>"
}

fn relations(targets: &[(&str, String)]) -> String {
    let mut out = format!("{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    for (idx, (kind, target)) in targets.iter().enumerate() {
        let number = idx + 1;
        out += &format!(
            "<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>"
        );
    }
    out + "</Relationships>"
}

fn book_relations(n_sheets: usize) -> String {
    let mut targets: Vec<(&str, String)> = (1..=n_sheets)
        .map(|number| ("worksheet", format!("worksheets/sheet{number}.xml")))
        .collect();
    targets.push(("styles", "styles.xml".to_owned()));
    relations(&targets)
}

fn book(sheets: &[Sheet]) -> String {
    let mut out = format!("{DECLARATION}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>");
    for (idx, sheet) in sheets.iter().enumerate() {
        let number = idx + 1;
        out += &format!(
            "<sheet name=\"{}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>",
            escaped(sheet.name)
        );
    }
    out + "</sheets></workbook>"
}

/// Number formats and fonts that occur together, in the order in which they were met.
#[derive(Debug, Default)]
struct Looks {
    known: Vec<(String, Font)>,
}

impl Looks {
    /// The number of a look; 0 is plain.
    fn of(&mut self, format: &str, font: Font) -> usize {
        if format.is_empty() && font == Font::Plain {
            return 0;
        }
        let same = |own: &(String, Font)| own.0 == format && own.1 == font;
        let at = self.known.iter().position(same).unwrap_or_else(|| {
            self.known.push((format.to_owned(), font));
            self.known.len() - 1
        });
        at + 1
    }

    fn xml(&self) -> String {
        // Numbers below 164 are those of the formats that every program has.
        let own = 164;
        let mut formats = String::new();
        let mut looks = "<xf numFmtId=\"0\" fontId=\"0\" xfId=\"0\"/>".to_owned();
        for (idx, (format, font)) in self.known.iter().enumerate() {
            let number = if format.is_empty() { 0 } else { own + idx };
            if !format.is_empty() {
                let code = escaped(format);
                formats += &format!("<numFmt numFmtId=\"{number}\" formatCode=\"{code}\"/>");
            }
            looks += &format!(
                "<xf numFmtId=\"{number}\" fontId=\"{}\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\"/>",
                *font as usize
            );
        }
        let n_formats = self.known.iter().filter(|(format, _)| !format.is_empty()).count();
        let formats = if n_formats == 0 {
            String::new()
        } else {
            format!("<numFmts count=\"{n_formats}\">{formats}</numFmts>")
        };
        let font = |own: &&str| {
            // A weight stands before the size, a colour behind it.
            let (before, after) = if own.starts_with("<b") { (*own, "") } else { ("", *own) };
            format!("<font>{before}<sz val=\"11\"/>{after}<name val=\"Calibri\"/></font>")
        };
        let fonts: String = FONTS.iter().map(font).collect();
        format!(
            "{DECLARATION}<styleSheet xmlns=\"{MAIN}\">{formats}\
             <fonts count=\"{}\">{fonts}</fonts>\
             <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>\
             <fill><patternFill patternType=\"gray125\"/></fill></fills>\
             <borders count=\"1\"><border/></borders>\
             <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\"/></cellStyleXfs>\
             <cellXfs count=\"{}\">{looks}</cellXfs>\
             <cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>\
             </styleSheet>",
            FONTS.len(),
            self.known.len() + 1
        )
    }
}

fn body(sheet: &Sheet, looks: &mut Looks) -> String {
    let mut out = format!("{DECLARATION}<worksheet xmlns=\"{MAIN}\">");
    out += &frozen(sheet.frozen);
    out += &widths(&sheet.rows);
    out += "<sheetData>";
    for (r, row) in sheet.rows.iter().enumerate() {
        let number = r + 1;
        let _ = write!(out, "<row r=\"{number}\">");
        for (c, cell) in row.iter().enumerate() {
            put(&mut out, &place(r, c), cell, looks);
        }
        out += "</row>";
    }
    out += "</sheetData>";
    let width = sheet.rows.first().map_or(0, Vec::len);
    if sheet.has_filter && width > 0 {
        let last = place(sheet.rows.len() - 1, width - 1);
        let _ = write!(out, "<autoFilter ref=\"A1:{last}\"/>");
    }
    out + "</worksheet>"
}

fn frozen((rows, cols): (usize, usize)) -> String {
    if rows + cols == 0 {
        return String::new();
    }
    let pane = match (rows, cols) {
        (0, _) => "topRight",
        (_, 0) => "bottomLeft",
        _ => "bottomRight",
    };
    let split = |name: &str, n: usize| match n {
        0 => String::new(),
        _ => format!(" {name}=\"{n}\""),
    };
    format!(
        "<sheetViews><sheetView workbookViewId=\"0\"><pane{}{} topLeftCell=\"{}\" \
         activePane=\"{pane}\" state=\"frozen\"/></sheetView></sheetViews>",
        split("xSplit", cols),
        split("ySplit", rows),
        place(rows, cols)
    )
}

/// Columns as wide as their longest text, but for a text alone in its row: it may run over.
fn widths(rows: &[Vec<Cell>]) -> String {
    let n_cols = rows.iter().map(Vec::len).max().unwrap_or(0);
    if n_cols == 0 {
        return String::new();
    }
    let length = |cell: &Cell| match cell {
        Cell::Text(text, _) => text.chars().count(),
        Cell::Number(_, format, _) => 8 + format.matches(['▲', '▼']).count(),
        Cell::Empty => 0,
    };
    let mut out = "<cols>".to_owned();
    for c in 0..n_cols {
        let cells = rows.iter().filter(|row| row.len() > 1).filter_map(|row| row.get(c));
        let width = cells.map(length).max().unwrap_or(0).clamp(8, WIDEST) + 2;
        let number = c + 1;
        let _ = write!(
            out,
            "<col min=\"{number}\" max=\"{number}\" width=\"{width}\" customWidth=\"1\"/>"
        );
    }
    out + "</cols>"
}

fn put(out: &mut String, place: &str, cell: &Cell, looks: &mut Looks) {
    let _ = match cell {
        Cell::Text(text, font) if !text.is_empty() => write!(
            out,
            "<c r=\"{place}\" s=\"{}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
            looks.of("", *font),
            escaped(text)
        ),
        Cell::Number(value, format, font) if value.is_finite() => {
            write!(out, "<c r=\"{place}\" s=\"{}\"><v>{value}</v></c>", looks.of(format, *font))
        }
        _ => Ok(()),
    };
}

/// The place of a cell in letters and digits: row 0, column 27 is `AB1`.
fn place(row: usize, col: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = col + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(b'A' + (rest % 26) as u8);
        rest /= 26;
    }
    let letters: String = letters.iter().rev().map(|letter| char::from(*letter)).collect();
    format!("{letters}{}", row + 1)
}

/// Text for XML 1.0: markup escaped, what may not stand there left out, and what a spreadsheet would
/// take for the code of a character (`_x0041_`, ECMA-376 part 1, 22.9.2.19) told apart.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '_' if is_coded(&text[at..]) => out += "_x005F_",
            '\t' | '\n' | '\r' => out.push(c),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c < ' ' => {}
            c => out.push(c),
        }
    }
    out
}

/// Whether the text begins like `_x0041_`.
fn is_coded(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 7
        && bytes.starts_with(b"_x")
        && bytes[2..6].iter().all(u8::is_ascii_hexdigit)
        && bytes[6] == b'_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_a_spreadsheet() {
        for (row, col, want) in
            [(0, 0, "A1"), (9, 25, "Z10"), (0, 26, "AA1"), (1, 701, "ZZ2"), (0, 702, "AAA1")]
        {
            assert_eq!(place(row, col), want);
        }
    }

    #[test]
    fn no_text_becomes_markup_or_a_code() {
        for (text, want) in [
            ("a<b & \"c\">", "a&lt;b &amp; &quot;c&quot;&gt;"),
            ("_x0041_ and _x4 _xyz", "_x005F_x0041_ and _x4 _xyz"),
            ("nul\0bell\u{7}tab\t", "nulbelltab\t"),
        ] {
            assert_eq!(escaped(text), want);
        }
    }

    #[test]
    fn looks_are_kept_once() {
        let mut looks = Looks::default();
        assert_eq!(looks.of("", Font::Plain), 0);
        assert_eq!(looks.of("0%", Font::Bad), 1);
        assert_eq!(looks.of("", Font::Strong), 2);
        assert_eq!(looks.of("0%", Font::Bad), 1);
        let xml = looks.xml();
        assert!(xml.contains("<numFmts count=\"1\">") && xml.contains("<cellXfs count=\"3\">"));
    }
}
