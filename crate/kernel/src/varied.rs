//! A column whose values hardly recur, read while its text is still in the processor's cache.

use std::sync::Arc;

use crate::column::{NO_DAY, NO_MINUTE, day_number};
use crate::dictionary::bytes;
use crate::distinct::Distinct;
use crate::records::Cell;
use crate::value::{date_parts, plain_number};

/// Longer values are counted for distinct ones in one row of sixteen.
const LONG: u32 = 48;

/// What the cells of a column seem to be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Form {
    /// Anything.
    #[default]
    Any,
    /// Numbers in plain form.
    Number,
    /// Dates in plain form.
    Date,
}

/// A column whose values hardly recur.
#[derive(Debug, Clone, Default)]
pub struct Varied {
    /// Its cells.
    pub cells: Vec<Cell>,
    /// What they seemed to be when reading began.
    pub form: Form,
    /// Once sealed, the numbers of a column of numbers: NaN where a cell is none in plain form.
    pub numbers: Arc<Vec<f64>>,
    /// Once sealed, the days of a column of dates that begin with the year, or [`NO_DAY`].
    pub days: Arc<Vec<i32>>,
    /// Once sealed, the minutes of those days, or [`NO_MINUTE`].
    pub minutes: Arc<Vec<u16>>,
    growing: Growing,
    /// Rows whose cell is not of the column's form.
    pub odd: Vec<u32>,
    /// Rows whose cell may say "no value": empty, or short and beginning like a mark.
    pub maybe_missing: Vec<u32>,
    /// Some cell is a whole number with a zero before it, as identifiers have.
    pub has_leading_zero: bool,
    /// Its distinct values.
    pub distinct: Distinct,
}

/// The values of a column that still grows.
#[derive(Debug, Clone, Default)]
struct Growing {
    numbers: Vec<f64>,
    days: Vec<i32>,
    minutes: Vec<u16>,
}

impl Varied {
    /// Ends the growth: the values can be shared from now on.
    pub fn seal(&mut self) {
        let own = std::mem::take(&mut self.growing);
        self.numbers = Arc::new(own.numbers);
        self.days = Arc::new(own.days);
        self.minutes = Arc::new(own.minutes);
    }

    /// A column of the form that most of `cells` have, with those cells, and room for `n`; `starts`
    /// says where their rows begin.
    pub fn new(text: &[u8], side: &[u8], cells: &[Cell], starts: &[u32], n: usize) -> Self {
        let share = |is: fn(&[u8]) -> bool| {
            cells.iter().filter(|cell| is(bytes(text, side, **cell))).count() * 4 > cells.len() * 3
        };
        let form = if share(|own| plain_number(own).is_some()) {
            Form::Number
        } else if share(|own| date_parts(own).is_some()) {
            Form::Date
        } else {
            Form::Any
        };
        let mut own = Varied::of(form, n);
        own.extend(text, side, cells, (0, 1), starts);
        own
    }

    /// An empty column of a form, with room for `n`.
    pub fn of(form: Form, n: usize) -> Self {
        let room = |wanted: Form| if form == wanted { n } else { 0 };
        Varied {
            cells: Vec::with_capacity(n),
            form,
            growing: Growing {
                numbers: Vec::with_capacity(room(Form::Number)),
                days: Vec::with_capacity(room(Form::Date)),
                minutes: Vec::with_capacity(room(Form::Date)),
            },
            ..Varied::default()
        }
    }

    /// Appends the cells at `first`, `first + step`, … of `cells`, whose rows begin at `starts`.
    #[inline(never)]
    pub fn extend(
        &mut self,
        text: &[u8],
        side: &[u8],
        cells: &[Cell],
        (first, step): (usize, usize),
        starts: &[u32],
    ) {
        let mut at = first;
        for start in starts {
            self.push(text, side, cells[at], *start);
            at += step;
        }
    }

    /// Appends the rows of another column of the same form.
    pub fn join(&mut self, other: &Varied) {
        let base = self.cells.len() as u32;
        self.cells.extend_from_slice(&other.cells);
        self.growing.numbers.extend_from_slice(&other.growing.numbers);
        self.growing.days.extend_from_slice(&other.growing.days);
        self.growing.minutes.extend_from_slice(&other.growing.minutes);
        self.odd.extend(other.odd.iter().map(|row| base + row));
        self.maybe_missing.extend(other.maybe_missing.iter().map(|row| base + row));
        self.has_leading_zero |= other.has_leading_zero;
        self.distinct.join(&other.distinct);
    }

    #[inline(always)]
    fn push(&mut self, text: &[u8], side: &[u8], cell: Cell, start: u32) {
        let row = self.cells.len();
        let own = bytes(text, side, cell);
        self.cells.push(cell);
        let is_long = cell.end - cell.start > LONG;
        if !is_long || is_drawn(start) {
            self.distinct.add(own);
        }
        if is_long {
            return self.push_long(row);
        }
        if may_be_missing(own) {
            self.maybe_missing.push(row as u32);
        }
        match self.form {
            Form::Any => {}
            Form::Number => self.push_number(row, own),
            Form::Date => self.push_date(row, own),
        }
    }

    /// A cell that is too long for a number or a date.
    fn push_long(&mut self, row: usize) {
        match self.form {
            Form::Any => return,
            Form::Number => self.growing.numbers.push(f64::NAN),
            Form::Date => self.put_date(None),
        }
        self.odd.push(row as u32);
    }

    fn push_number(&mut self, row: usize, own: &[u8]) {
        let number = plain_number(own);
        if number.is_none() {
            self.odd.push(row as u32);
        }
        self.has_leading_zero |=
            own.len() > 1 && own[0] == b'0' && own.iter().all(u8::is_ascii_digit);
        self.growing.numbers.push(number.unwrap_or(f64::NAN));
    }

    fn push_date(&mut self, row: usize, own: &[u8]) {
        let parts = date_parts(own).filter(|parts| parts.is_year_first);
        let date = parts.and_then(|parts| {
            let [year, month, day] = parts.numbers;
            Some((day_number(year, month, day)?, parts.minute.unwrap_or(NO_MINUTE)))
        });
        if date.is_none() {
            self.odd.push(row as u32);
        }
        self.put_date(date);
    }

    fn put_date(&mut self, date: Option<(i32, u16)>) {
        let (day, minute) = date.unwrap_or((NO_DAY, NO_MINUTE));
        self.growing.days.push(day);
        self.growing.minutes.push(minute);
    }
}

/// Whether a row that begins at `start` is one of the sixteenth that is drawn, wherever reading began.
#[inline(always)]
fn is_drawn(start: u32) -> bool {
    start.wrapping_mul(0x9e37_79b1) >> 28 == 0
}

/// Whether a cell is empty, or short and begins like a mark for "no value".
#[inline(always)]
fn may_be_missing(own: &[u8]) -> bool {
    match own.first() {
        None => true,
        Some(first) => {
            own.len() <= 12
                && (matches!(first, b'n' | b'N' | b'0') || !first.is_ascii_alphanumeric())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn varied(values: &[&str]) -> Varied {
        let mut text = String::new();
        let mut cells = Vec::new();
        let mut starts = Vec::new();
        for value in values {
            let start = text.len() as u32;
            text.push_str(value);
            cells.push(Cell { start, end: text.len() as u32 });
            starts.push(start);
        }
        let mut own = Varied::new(text.as_bytes(), b"", &cells, &starts, 0);
        own.seal();
        own
    }

    #[test]
    fn columns_of_one_form_are_read_as_they_come() {
        let numbers = varied(&["1.5", "007", "", "7", "8", "-", "9", "10", "11", "12"]);
        assert_eq!(
            (numbers.form, numbers.numbers[0], numbers.numbers[3]),
            (Form::Number, 1.5, 7.0)
        );
        assert_eq!((numbers.odd, numbers.maybe_missing), (vec![2, 5], vec![1, 2, 5]));
        assert!(numbers.has_leading_zero);
        let dates = ["1970-01-02 00:05", "1970-01-01", "1970-02-30", "02/03/1970", "?"];
        let dates = varied(&dates);
        assert_eq!((dates.form, &dates.days[..3]), (Form::Date, &[1, 0, NO_DAY][..]));
        assert_eq!((dates.minutes[0], dates.odd), (5, vec![2, 3, 4]));
        let words = varied(&["a", "1", "n/a", "x"]);
        assert_eq!((words.form, words.maybe_missing), (Form::Any, vec![2]));
        assert!((words.distinct.share() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn long_cells_are_of_no_form() {
        let long = "9".repeat(60);
        let numbers = varied(&["1", "2", "3", "4", &long]);
        assert_eq!((numbers.numbers.len(), numbers.odd), (5, vec![4]));
    }
}
