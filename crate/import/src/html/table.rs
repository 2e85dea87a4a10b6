//! Tables from tags: cells that span, tables within tables, rows that are never closed.

use std::collections::BTreeMap;

use super::tag::{Visit, attribute};
use crate::Refusal;
use crate::book::{Grid, Region};
use crate::limit::SHEETS;

/// How far a cell may span.
const SPAN: u32 = 1000;
/// How deep tables may lie in each other.
const DEPTH: usize = 20;
/// Tags that begin a line of their own.
const BLOCKS: [&str; 12] =
    ["p", "div", "li", "br", "ul", "ol", "h1", "h2", "h3", "h4", "blockquote", "hr"];

/// A table that is being read.
#[derive(Default)]
struct Open {
    name: String,
    grid: Grid,
    row: u32,
    col: u32,
    is_in_row: bool,
    cell: Option<Cell>,
    /// Columns that cells from rows above reach into, with the first row that is free again.
    taken: BTreeMap<u32, u32>,
}

/// A cell that is being read.
struct Cell {
    text: String,
    rows: u32,
    cols: u32,
    /// `ss:Type` of an XML spreadsheet.
    kind: String,
}

/// Collects the tables of a page, or the sheets of an XML spreadsheet.
pub(super) struct Tables<'a> {
    file: &'a str,
    is_spreadsheet: bool,
    sheet: String,
    open: Vec<Open>,
    done: Vec<(String, Grid)>,
}

impl<'a> Tables<'a> {
    pub(super) fn new(file: &'a str, is_spreadsheet: bool) -> Tables<'a> {
        let (sheet, open, done) = (String::new(), Vec::new(), Vec::new());
        Tables { file, is_spreadsheet, sheet, open, done }
    }

    /// The tables in the order in which they ended.
    pub(super) fn finish(mut self) -> Vec<(String, Grid)> {
        while !self.open.is_empty() {
            // What is too much was refused while the cells came.
            let _ = self.close_table();
        }
        self.done
    }

    fn close_table(&mut self) -> Result<(), Refusal> {
        self.close_cell()?;
        if let Some(table) = self.open.pop()
            && self.done.len() < SHEETS
        {
            self.done.push((table.name, table.grid));
        }
        Ok(())
    }

    fn open_row(&mut self, attributes: &str) -> Result<(), Refusal> {
        self.close_row()?;
        let index = self.index(attributes);
        if let Some(table) = self.open.last_mut() {
            table.is_in_row = true;
            table.row = index.unwrap_or(table.row);
            table.col = 0;
        }
        Ok(())
    }

    fn close_row(&mut self) -> Result<(), Refusal> {
        self.close_cell()?;
        if let Some(table) = self.open.last_mut()
            && std::mem::take(&mut table.is_in_row)
        {
            table.row += 1;
        }
        Ok(())
    }

    /// `ss:Index` of an XML spreadsheet, from 0.
    fn index(&self, attributes: &str) -> Option<u32> {
        let index = attribute(attributes, "index").filter(|_| self.is_spreadsheet)?;
        index.parse::<u32>().ok()?.checked_sub(1).filter(|index| *index < 1 << 20)
    }

    fn open_cell(&mut self, attributes: &str) -> Result<(), Refusal> {
        self.close_cell()?;
        let index = self.index(attributes);
        let more =
            |name: &str| attribute(attributes, name).and_then(|n| n.trim().parse::<u32>().ok());
        let (rows, cols) = if self.is_spreadsheet {
            let across = more("mergeacross").unwrap_or(0).min(SPAN);
            (more("mergedown").unwrap_or(0).min(SPAN) + 1, across + 1)
        } else {
            (
                more("rowspan").unwrap_or(1).clamp(1, SPAN),
                more("colspan").unwrap_or(1).clamp(1, SPAN),
            )
        };
        let Some(table) = self.open.last_mut() else { return Ok(()) };
        table.is_in_row = true;
        table.col = index.unwrap_or(table.col);
        while table.taken.get(&table.col).is_some_and(|free| *free > table.row) {
            table.col += 1;
        }
        table.cell = Some(Cell { text: String::new(), rows, cols, kind: String::new() });
        Ok(())
    }

    fn close_cell(&mut self) -> Result<(), Refusal> {
        let Some(table) = self.open.last_mut() else { return Ok(()) };
        let Some(cell) = table.cell.take() else { return Ok(()) };
        let text = if self.is_spreadsheet { typed(&cell) } else { collapsed(&cell.text) };
        let (top, left) = (table.row, table.col);
        table.grid.push(self.file, top, left, &text)?;
        if cell.rows > 1 || cell.cols > 1 {
            let (bottom, right) = (top + cell.rows - 1, left + cell.cols - 1);
            table.grid.merged.push(Region { top, left, bottom, right });
        }
        if cell.rows > 1 {
            for col in left..left + cell.cols {
                table.taken.insert(col, top + cell.rows);
            }
        }
        table.col += cell.cols;
        Ok(())
    }

    fn push_text(&mut self, text: &str) {
        if let Some(cell) = self.open.last_mut().and_then(|table| table.cell.as_mut()) {
            cell.text.push_str(text);
        }
    }
}

impl Visit for Tables<'_> {
    fn open(&mut self, name: &str, attributes: &str) -> Result<(), Refusal> {
        match name {
            "worksheet" => self.sheet = attribute(attributes, "name").unwrap_or_default(),
            "table" if self.open.len() < DEPTH => {
                let name = self.sheet.clone();
                self.open.push(Open { name, ..Open::default() });
            }
            "tr" | "row" => self.open_row(attributes)?,
            "td" | "th" | "cell" => self.open_cell(attributes)?,
            "data" if self.is_spreadsheet => {
                let kind = attribute(attributes, "type").unwrap_or_default();
                if let Some(cell) = self.open.last_mut().and_then(|table| table.cell.as_mut()) {
                    cell.kind = kind;
                }
            }
            "img" => {
                let alt = attribute(attributes, "alt").unwrap_or_default();
                self.push_text(&alt);
            }
            block if BLOCKS.contains(&block) => self.push_text("\u{2028}"),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Refusal> {
        match name {
            "table" => self.close_table(),
            "tr" | "row" => self.close_row(),
            "td" | "th" | "cell" => self.close_cell(),
            "br" | "hr" => Ok(()),
            block if BLOCKS.contains(&block) => {
                self.push_text("\u{2028}");
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn say(&mut self, text: &str) {
        self.push_text(text);
    }
}

/// The text of a cell as a page shows it: white space is one space, blocks are lines.
fn collapsed(text: &str) -> String {
    let lines = text.split('\u{2028}').map(|line| {
        let words: Vec<&str> = line.split(|c: char| c.is_whitespace()).collect();
        words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    });
    let kept: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    kept.join("\n")
}

/// The value of a cell of an XML spreadsheet.
fn typed(cell: &Cell) -> String {
    let text = cell.text.replace('\u{2028}', "\n");
    match cell.kind.as_str() {
        "DateTime" => crate::book::iso_moment(&text),
        "Boolean" => if text.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned(),
        "Error" => String::new(),
        "Number" => text.trim().parse().map_or(text, crate::book::number),
        _ => text.trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_collapsed() {
        assert_eq!(collapsed("  a\n  b\u{a0}c \u{2028}\u{2028} d "), "a b c\nd");
    }
}
