//! OpenDocument spreadsheets, read element by element.

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::grid::Region;
use super::xml::{attribute, resolved};
use super::{Grid, cell, finished};
use crate::archive::{self, Zip};
use crate::limit::{BOOK_MEMBERS, Budget, SHEETS};
use crate::{Refusal, Sheet, text};

const WHAT: &str = "an OpenDocument spreadsheet";
const FORMAT: &str = "OpenDocument spreadsheet";
/// Rows and columns of a sheet.
const MOST: (u32, u32) = (1_048_576, 16_384);

/// An OpenDocument spreadsheet.
pub(crate) fn read(
    name: &str,
    zip: &mut Zip<'_>,
    budget: &mut Budget,
) -> Result<Vec<Sheet>, Refusal> {
    if zip.len() > BOOK_MEMBERS {
        return Err(Refusal::too_large(name, "is a workbook of more than 200 parts"));
    }
    if part(name, zip, "META-INF/manifest.xml", budget)
        .is_ok_and(|manifest| manifest.contains("encryption-data"))
    {
        return Err(Refusal::locked(name, WHAT));
    }
    let content = part(name, zip, "content.xml", budget)?;
    if !content.contains("office:spreadsheet") {
        let advice = "export the table itself as CSV or .ods";
        return Err(Refusal::wrong_type(name, "an OpenDocument file", advice));
    }
    let mut book = Book { file: name, ..Book::default() };
    book.read(&content)?;
    finished(name, WHAT, book.sheets, book.n_hidden)
}

/// One part of the file by its name, as text.
fn part(name: &str, zip: &mut Zip<'_>, part: &str, budget: &mut Budget) -> Result<String, Refusal> {
    let Some(at) = archive::names(zip).iter().position(|own| own == part) else {
        return Err(Refusal::damaged(name, WHAT, &format!("{part} is missing")));
    };
    Ok(text::of_xml(archive::member(name, zip, at, u64::MAX, budget)?))
}

/// What is known while the content passes by.
#[derive(Default)]
struct Book<'a> {
    file: &'a str,
    sheets: Vec<Sheet>,
    n_hidden: u64,
    /// The style whose properties are read, and the styles of hidden tables.
    style: String,
    hidden: BTreeSet<String>,
    /// The sheet that is read: its name and cells; no cells where it is hidden.
    sheet: Option<(String, Option<Grid>)>,
    row: u32,
    col: u32,
    row_repeats: u32,
    /// Where the row's cells begin in the grid: a repeated row has them again.
    row_start: usize,
    cell: Option<Cell>,
    n_paragraphs: u32,
    /// How deep in a comment.
    n_notes: u32,
}

/// The cell that is read.
struct Cell {
    repeats: u32,
    value: Option<String>,
    text: String,
    is_error: bool,
}

fn count(tag: &BytesStart<'_>, wanted: &str) -> u32 {
    attribute(tag, wanted).and_then(|text| text.parse().ok()).unwrap_or(1)
}

impl Book<'_> {
    fn read(&mut self, content: &str) -> Result<(), Refusal> {
        let mut reader = Reader::from_str(content);
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag)) => self.open(&tag)?,
                Ok(Event::Empty(tag)) => {
                    self.open(&tag)?;
                    self.close(tag.name().as_ref())?;
                }
                Ok(Event::End(tag)) => self.close(tag.name().as_ref())?,
                Ok(Event::Text(text)) => self.say(&text.xml10_content()),
                Ok(Event::CData(text)) => self.say(&text.xml10_content()),
                Ok(Event::GeneralRef(name)) => self.say(&resolved(&name)),
                Ok(Event::Eof) => return Ok(()),
                Ok(_) => {}
                Err(_) => {
                    return Err(Refusal::damaged(self.file, WHAT, "its XML is broken"));
                }
            }
        }
    }

    fn open(&mut self, tag: &BytesStart<'_>) -> Result<(), Refusal> {
        match tag.name().as_ref() {
            "style:style" => self.style = attribute(tag, "style:name").unwrap_or_default(),
            "style:table-properties"
                if attribute(tag, "table:display").as_deref() == Some("false") =>
            {
                self.hidden.insert(self.style.clone());
            }
            "table:table" if self.sheet.is_none() => return self.open_table(tag),
            "table:table-row" => {
                self.col = 0;
                self.row_repeats = count(tag, "table:number-rows-repeated");
                self.row_start = self.grid().map_or(0, |grid| grid.cells.len());
            }
            "table:table-cell" | "table:covered-table-cell" => self.open_cell(tag),
            "office:annotation" => self.n_notes += 1,
            "text:p" | "text:h" if self.n_notes == 0 => {
                self.n_paragraphs += 1;
                if self.n_paragraphs > 1 {
                    self.say("\n");
                }
            }
            "text:s" => self.say(&" ".repeat(count(tag, "text:c").min(100) as usize)),
            "text:tab" => self.say("\t"),
            "text:line-break" => self.say("\n"),
            _ => {}
        }
        Ok(())
    }

    fn open_table(&mut self, tag: &BytesStart<'_>) -> Result<(), Refusal> {
        let is_hidden =
            attribute(tag, "table:style-name").is_some_and(|style| self.hidden.contains(&style));
        self.n_hidden += u64::from(is_hidden);
        if self.sheets.len() >= SHEETS {
            return Err(Refusal::too_large(self.file, "has more than 200 sheets"));
        }
        let name = attribute(tag, "table:name").unwrap_or_default();
        self.sheet = Some((name, (!is_hidden).then(Grid::default)));
        self.row = 0;
        Ok(())
    }

    fn open_cell(&mut self, tag: &BytesStart<'_>) {
        let own = |name: &str| attribute(tag, name);
        let value = match own("office:value-type").as_deref() {
            Some("date") => own("office:date-value").map(|text| cell::iso_moment(&text)),
            Some("time") => own("office:time-value").map(|text| cell::iso_duration(&text)),
            Some("boolean") => own("office:boolean-value").map(|text| text.to_ascii_uppercase()),
            Some("float" | "currency" | "percentage") => own("office:value")
                .map(|text| text.parse().map_or(text, |value: f64| cell::number(value))),
            _ => own("office:string-value"),
        };
        let (rows, cols) =
            (count(tag, "table:number-rows-spanned"), count(tag, "table:number-columns-spanned"));
        let (top, left) = (self.row, self.col);
        if (rows > 1 || cols > 1)
            && let Some(grid) = self.grid()
        {
            let bottom = top.saturating_add(rows - rows.min(1));
            let right = left.saturating_add(cols - cols.min(1));
            grid.merged.push(Region { top, left, bottom, right });
        }
        self.n_paragraphs = 0;
        self.cell = Some(Cell {
            repeats: count(tag, "table:number-columns-repeated"),
            value,
            text: String::new(),
            is_error: own("calcext:value-type").as_deref() == Some("error"),
        });
    }

    fn say(&mut self, text: &str) {
        if self.n_notes == 0
            && self.n_paragraphs > 0
            && let Some(cell) = &mut self.cell
        {
            cell.text.push_str(text);
        }
    }

    fn grid(&mut self) -> Option<&mut Grid> {
        self.sheet.as_mut()?.1.as_mut()
    }

    fn close(&mut self, name: &str) -> Result<(), Refusal> {
        match name {
            "office:annotation" => self.n_notes = self.n_notes.saturating_sub(1),
            "table:table-cell" | "table:covered-table-cell" => return self.close_cell(),
            "table:table-row" => return self.close_row(),
            "table:table" => {
                if let Some((name, Some(grid))) = self.sheet.take() {
                    self.sheets.extend(grid.into_sheet(self.file, &name, FORMAT)?);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn close_cell(&mut self) -> Result<(), Refusal> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        let (row, first, file) = (self.row, self.col, self.file);
        self.col = self.col.saturating_add(cell.repeats).min(MOST.1);
        let (last, text) = (self.col, cell.value.unwrap_or(cell.text));
        let Some(grid) = self.grid() else { return Ok(()) };
        if cell.is_error {
            grid.note_error(row);
            return Ok(());
        }
        for col in if text.is_empty() { 0..0 } else { first..last } {
            grid.push(file, row, col, &text)?;
        }
        Ok(())
    }

    fn close_row(&mut self) -> Result<(), Refusal> {
        let (row, start, file) = (self.row, self.row_start, self.file);
        let after = row.saturating_add(self.row_repeats).min(MOST.0);
        self.row = after;
        let Some(grid) = self.grid() else { return Ok(()) };
        let own: Vec<(u32, String)> = if after - row > 1 {
            grid.cells[start..].iter().map(|cell| (cell.col, grid.text(cell).to_owned())).collect()
        } else {
            Vec::new()
        };
        if own.is_empty() {
            return Ok(());
        }
        for row in row + 1..after {
            for (col, text) in &own {
                grid.push(file, row, *col, text)?;
            }
        }
        Ok(())
    }
}
