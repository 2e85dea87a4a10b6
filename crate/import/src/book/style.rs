//! Number formats: whether a number is a date, a length of time, or just a number.

use std::collections::BTreeMap;

use super::cell;

/// What the style of a cell makes of its number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Shown {
    #[default]
    Number,
    Moment,
    Duration,
}

/// The styles of a workbook.
#[derive(Debug, Default)]
pub(super) struct Styles {
    formats: BTreeMap<u32, Shown>,
    cells: Vec<u32>,
    pub(super) is_1904: bool,
}

impl Styles {
    /// Learns a format that the workbook defines.
    pub(super) fn define(&mut self, id: u32, code: &str) {
        self.formats.insert(id, of_code(code));
    }

    /// Learns the next cell style: the number of its format.
    pub(super) fn add(&mut self, format: u32) {
        self.cells.push(format);
    }

    /// The text of a number in a cell of this style.
    pub(super) fn text(&self, value: f64, style: usize) -> String {
        let format = self.cells.get(style).copied().unwrap_or(0);
        match self.formats.get(&format).copied().unwrap_or(built_in(format)) {
            Shown::Number => cell::number(value),
            Shown::Moment => cell::moment(value, self.is_1904),
            Shown::Duration => cell::duration(value),
        }
    }
}

/// The formats that workbooks need not define.
fn built_in(id: u32) -> Shown {
    match id {
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => Shown::Moment,
        46 => Shown::Duration,
        _ => Shown::Number,
    }
}

/// What a format's code means, by the letters outside quotes, brackets and escapes of its first
/// section.
fn of_code(code: &str) -> Shown {
    let mut chars = code.chars();
    let mut is_moment = false;
    while let Some(c) = chars.next() {
        match c {
            '"' => drop(chars.by_ref().find(|c| *c == '"')),
            '\\' | '_' | '*' => drop(chars.next()),
            '[' => {
                let inner: String = chars.by_ref().take_while(|c| *c != ']').collect();
                let is_unit = |unit: char| inner.chars().all(|c| c.eq_ignore_ascii_case(&unit));
                if !inner.is_empty() && ['h', 'm', 's'].into_iter().any(is_unit) {
                    return Shown::Duration;
                }
            }
            ';' => break,
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => is_moment = true,
            _ => {}
        }
    }
    if is_moment { Shown::Moment } else { Shown::Number }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_say_what_numbers_mean() {
        for (code, shown) in [
            ("General", Shown::Number),
            ("0.00", Shown::Number),
            ("0.00E+00", Shown::Number),
            ("#,##0 \"days\"", Shown::Number),
            ("#,##0.00\\ [$€-407]", Shown::Number),
            ("0;[Red]-0", Shown::Number),
            ("0_d", Shown::Number),
            ("yyyy-mm-dd", Shown::Moment),
            ("[$-409]d\\-mmm\\-yy;@", Shown::Moment),
            ("h:mm AM/PM", Shown::Moment),
            ("[h]:mm:ss", Shown::Duration),
            ("[mm]:ss", Shown::Duration),
            ("@", Shown::Number),
        ] {
            assert_eq!(of_code(code), shown, "{code}");
        }
    }
}
