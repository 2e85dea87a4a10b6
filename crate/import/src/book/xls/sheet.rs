//! The cells of one sheet of an old workbook.

use super::super::style::Styles;
use super::super::{Grid, Region, cell};
use super::record::{Record, Records, text};
use crate::Refusal;

/// Reads the records of one sheet, from its beginning to its end.
pub(super) fn read(
    file: &str,
    records: Records<'_>,
    styles: &Styles,
    strings: &[String],
) -> Result<Grid, Refusal> {
    let mut sheet = Sheet { file, styles, strings, grid: Grid::default(), formula: (0, 0) };
    let mut depth = 0u32;
    for record in records {
        match record.kind {
            // Charts within the sheet begin and end like sheets.
            0x0809 => depth += 1,
            0x000a if depth <= 1 => break,
            0x000a => depth -= 1,
            _ if depth <= 1 => sheet.take(&record)?,
            _ => {}
        }
    }
    Ok(sheet.grid)
}

struct Sheet<'a> {
    file: &'a str,
    styles: &'a Styles,
    strings: &'a [String],
    grid: Grid,
    /// Where the formula stands whose text comes in the next record.
    formula: (u32, u32),
}

impl Sheet<'_> {
    fn take(&mut self, record: &Record<'_>) -> Result<(), Refusal> {
        if record.kind == 0x00e5 {
            self.merge(record);
            return Ok(());
        }
        if record.kind == 0x0207 {
            let (row, col) = self.formula;
            let own = text(record.data, 0).unwrap_or_default();
            return self.grid.push(self.file, row, col, &cell::text(&own));
        }
        let (Some(row), Some(col), Some(style)) = (record.u16(0), record.u16(2), record.u16(4))
        else {
            return Ok(());
        };
        let (row, col, style) = (u32::from(row), u32::from(col), usize::from(style));
        match record.kind {
            0x0203 => self.number(row, col, record.f64(6), style),
            0x027e => self.number(row, col, record.u32(6).map(packed), style),
            0x00bd => self.numbers(row, col, record),
            0x00fd => {
                let at = record.u32(6).unwrap_or(u32::MAX) as usize;
                let own = self.strings.get(at).map_or("", String::as_str);
                self.grid.push(self.file, row, col, &cell::text(own))
            }
            0x0204 | 0x00d6 => {
                let own = text(record.data, 6).unwrap_or_default();
                self.grid.push(self.file, row, col, &cell::text(&own))
            }
            0x0205 => {
                let (value, is_error) = (record.data.get(6), record.data.get(7) == Some(&1));
                let value = (!is_error).then_some(value == Some(&1));
                self.truth(row, col, value)
            }
            0x0006 => self.result(row, col, record, style),
            _ => Ok(()),
        }
    }

    fn number(
        &mut self,
        row: u32,
        col: u32,
        value: Option<f64>,
        style: usize,
    ) -> Result<(), Refusal> {
        let Some(value) = value else { return Ok(()) };
        self.grid.push(self.file, row, col, &self.styles.text(value, style))
    }

    /// Several numbers side by side.
    fn numbers(&mut self, row: u32, first: u32, record: &Record<'_>) -> Result<(), Refusal> {
        let n = record.data.len().saturating_sub(6) / 6;
        for at in 0..n {
            let style = record.u16(4 + at * 6).map_or(0, usize::from);
            let value = record.u32(6 + at * 6).map(packed);
            self.number(row, first + at as u32, value, style)?;
        }
        Ok(())
    }

    /// True, false, or an error where it is neither.
    fn truth(&mut self, row: u32, col: u32, value: Option<bool>) -> Result<(), Refusal> {
        let Some(value) = value else {
            self.grid.note_error(row);
            return Ok(());
        };
        self.grid.push(self.file, row, col, if value { "TRUE" } else { "FALSE" })
    }

    /// What a formula came to: a number, or by its last two bytes something else.
    fn result(
        &mut self,
        row: u32,
        col: u32,
        record: &Record<'_>,
        style: usize,
    ) -> Result<(), Refusal> {
        if record.u16(12) != Some(0xffff) {
            return self.number(row, col, record.f64(6), style);
        }
        match record.data.get(6) {
            Some(0) => self.formula = (row, col),
            Some(1) => return self.truth(row, col, Some(record.data.get(8) == Some(&1))),
            Some(2) => return self.truth(row, col, None),
            _ => {}
        }
        Ok(())
    }

    fn merge(&mut self, record: &Record<'_>) {
        for at in 0..record.u16(0).unwrap_or(0) {
            let own = |idx: usize| record.u16(2 + usize::from(at) * 8 + idx * 2).map(u32::from);
            let (Some(top), Some(bottom), Some(left), Some(right)) =
                (own(0), own(1), own(2), own(3))
            else {
                return;
            };
            if top <= bottom && left <= right {
                self.grid.merged.push(Region { top, left, bottom, right });
            }
        }
    }
}

/// A number in four bytes: the upper half of a float or an integer, maybe in hundredths.
fn packed(bits: u32) -> f64 {
    let value = if bits & 2 == 0 {
        f64::from_bits(u64::from(bits & !3) << 32)
    } else {
        f64::from((bits as i32) >> 2)
    };
    if bits & 1 == 0 { value } else { value / 100.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_unpacked() {
        for (bits, value) in [
            (0x3ff0_0000, 1.0),
            (0x3ff0_0001, 0.01),
            (0x0000_0016, 5.0),
            (0xffff_fffe, -1.0),
            (0x0000_0017, 0.05),
        ] {
            assert!((packed(bits) - value).abs() < 1e-12, "{bits:x}");
        }
    }
}
