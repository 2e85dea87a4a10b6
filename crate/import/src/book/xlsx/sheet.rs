//! The cells of one sheet, as they pass by.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::super::style::Styles;
use super::super::xml::{attribute, broken, resolved};
use super::super::{Grid, Region, cell};
use crate::Refusal;

/// Merged regions that are kept.
const REGIONS: usize = 100_000;

/// What stands in a cell, by its `t`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Number,
    Shared,
    Text,
    Bool,
    Error,
    Date,
}

/// A sheet that is being read.
pub(super) struct Reading<'a> {
    file: &'a str,
    styles: &'a Styles,
    strings: &'a [String],
    grid: Grid,
    row: u32,
    col: u32,
    style: usize,
    kind: Kind,
    /// Whether text that comes belongs to the cell's value.
    is_value: bool,
    is_aloud: bool,
    value: String,
}

impl<'a> Reading<'a> {
    pub(super) fn new(file: &'a str, styles: &'a Styles, strings: &'a [String]) -> Reading<'a> {
        Reading {
            file,
            styles,
            strings,
            grid: Grid::default(),
            row: 0,
            col: 0,
            style: 0,
            kind: Kind::Number,
            is_value: false,
            is_aloud: false,
            value: String::new(),
        }
    }

    pub(super) fn finish(self) -> Grid {
        self.grid
    }

    pub(super) fn read(&mut self, text: &str) -> Result<(), Refusal> {
        let mut reader = Reader::from_str(text);
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag)) => self.open(&tag),
                Ok(Event::Empty(tag)) => {
                    self.open(&tag);
                    self.close(tag.local_name().as_ref())?;
                }
                Ok(Event::End(tag)) => self.close(tag.local_name().as_ref())?,
                Ok(Event::Text(text)) if self.is_value => {
                    self.value.push_str(&text.xml10_content());
                }
                Ok(Event::CData(text)) if self.is_value => {
                    self.value.push_str(&text.xml10_content());
                }
                Ok(Event::GeneralRef(name)) if self.is_value => {
                    self.value.push_str(&resolved(&name));
                }
                Ok(Event::Eof) => return Ok(()),
                Ok(_) => {}
                Err(_) => return Err(broken(self.file)),
            }
        }
    }

    fn open(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "c" => self.open_cell(tag),
            "v" => self.is_value = true,
            "t" => self.is_value = !self.is_aloud,
            "rPh" => self.is_aloud = true,
            "row" => {
                let own = attribute(tag, "r").and_then(|row| row.parse::<u32>().ok());
                self.row = own.and_then(|row| row.checked_sub(1)).unwrap_or(self.row);
                self.col = 0;
            }
            "mergeCell" if self.grid.merged.len() < REGIONS => {
                let own = attribute(tag, "ref");
                self.grid.merged.extend(own.and_then(|own| region(&own)));
            }
            _ => {}
        }
    }

    fn open_cell(&mut self, tag: &BytesStart<'_>) {
        self.value.clear();
        self.style = 0;
        self.kind = Kind::Number;
        for own in tag.attributes().with_checks(false).flatten() {
            match own.key.as_ref() {
                "r" => {
                    if let Some((row, col)) = place(&own.value) {
                        (self.row, self.col) = (row, col);
                    }
                }
                "s" => self.style = own.value.parse().unwrap_or(0),
                "t" => {
                    self.kind = match &*own.value {
                        "s" => Kind::Shared,
                        "str" | "inlineStr" => Kind::Text,
                        "b" => Kind::Bool,
                        "e" => Kind::Error,
                        "d" => Kind::Date,
                        _ => Kind::Number,
                    }
                }
                _ => {}
            }
        }
    }

    fn close(&mut self, name: &str) -> Result<(), Refusal> {
        match name {
            "v" | "t" => self.is_value = false,
            "rPh" => self.is_aloud = false,
            "row" => self.row = self.row.saturating_add(1),
            "c" => {
                self.keep()?;
                self.col = self.col.saturating_add(1);
            }
            _ => {}
        }
        Ok(())
    }

    /// Puts the cell's value into the grid.
    fn keep(&mut self) -> Result<(), Refusal> {
        if self.value.is_empty() {
            return Ok(());
        }
        let value = self.value.trim();
        let text: Cow<'_, str> = match self.kind {
            Kind::Text => cell::text(&self.value),
            Kind::Shared => {
                let own = value.parse::<usize>().ok().and_then(|at| self.strings.get(at));
                own.map_or("", String::as_str).into()
            }
            Kind::Bool => if matches!(value, "1" | "true") { "TRUE" } else { "FALSE" }.into(),
            Kind::Date => cell::iso_moment(value).into(),
            Kind::Error => {
                self.grid.note_error(self.row);
                return Ok(());
            }
            Kind::Number => match value.parse::<f64>() {
                Ok(number) => self.styles.text(number, self.style).into(),
                Err(_) => value.into(),
            },
        };
        self.grid.push(self.file, self.row, self.col, &text)
    }
}

/// Row and column of a place like `BC12`, from 0.
fn place(name: &str) -> Option<(u32, u32)> {
    let bytes = name.as_bytes();
    let mut at = 0;
    let mut number = |range: fn(u8) -> Option<u32>, base: u32| {
        let from = at;
        let mut sum = 0u32;
        while let Some(digit) = bytes.get(at).and_then(|byte| range(*byte)) {
            sum = sum.checked_mul(base)?.checked_add(digit)?;
            at += 1;
        }
        (at > from).then_some(sum)
    };
    let letter = |byte: u8| {
        let upper = byte.to_ascii_uppercase();
        upper.is_ascii_uppercase().then(|| u32::from(upper - b'A') + 1)
    };
    let col = number(letter, 26)?;
    let row = number(|byte| byte.is_ascii_digit().then(|| u32::from(byte - b'0')), 10)?;
    (at == bytes.len()).then_some((row.checked_sub(1)?, col - 1))
}

/// A region like `A1:C2`.
fn region(name: &str) -> Option<Region> {
    let (first, last) = name.split_once(':')?;
    let ((top, left), (bottom, right)) = (place(first)?, place(last)?);
    (top <= bottom && left <= right).then_some(Region { top, left, bottom, right })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_from_nought() {
        for (name, found) in [
            ("A1", Some((0, 0))),
            ("bc12", Some((11, 54))),
            ("XFD1048576", Some((1_048_575, 16_383))),
            ("A0", None),
            ("12", None),
            ("A", None),
            ("A1x", None),
            ("ZZZZZZZZZZ1", None),
            ("$A$1", None),
        ] {
            assert_eq!(place(name), found, "{name}");
        }
    }
}
