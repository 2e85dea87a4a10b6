//! Whole columns: cells to numbers and days, codes to what they stand for.

use crate::dictionary::bytes;
use crate::records::Cell;
use crate::value::{date_parts, plain_number};

/// A date that is none.
pub const NO_DAY: i32 = i32::MIN;
/// The minute of a date without a time.
pub const NO_MINUTE: u16 = u16::MAX;

/// The numbers in `cells`, NaN where there is none in plain form, and the rows of those.
#[inline(never)]
pub fn plain_numbers(text: &[u8], side: &[u8], cells: &[Cell]) -> (Vec<f64>, Vec<u32>) {
    let mut odd = Vec::new();
    let mut numbers = Vec::with_capacity(cells.len());
    for (row, cell) in cells.iter().enumerate() {
        let number = plain_number(bytes(text, side, *cell));
        if number.is_none() {
            odd.push(row as u32);
        }
        numbers.push(number.unwrap_or(f64::NAN));
    }
    (numbers, odd)
}

/// Days since 1970-01-01 and minutes of the day.
#[derive(Debug, Default)]
pub struct Days {
    /// Or [`NO_DAY`].
    pub days: Vec<i32>,
    /// Or [`NO_MINUTE`].
    pub minutes: Vec<u16>,
    /// Rows whose cell is not a date in plain form.
    pub odd: Vec<u32>,
}

/// The dates in `cells` that begin with the year; with `day_first` known, the others too.
#[inline(never)]
pub fn plain_dates(text: &[u8], side: &[u8], cells: &[Cell], day_first: Option<bool>) -> Days {
    let n = cells.len();
    let mut out =
        Days { days: Vec::with_capacity(n), minutes: Vec::with_capacity(n), odd: Vec::new() };
    for (row, cell) in cells.iter().enumerate() {
        let found = date_parts(bytes(text, side, *cell)).and_then(|parts| {
            let [a, b, c] = parts.numbers;
            let day = match (parts.is_year_first, day_first) {
                (true, _) => day_number(a, b, c),
                (false, Some(true)) => day_number(c, b, a),
                (false, Some(false)) => day_number(c, a, b),
                (false, None) => None,
            };
            day.map(|day| (day, parts.minute.unwrap_or(NO_MINUTE)))
        });
        if found.is_none() {
            out.odd.push(row as u32);
        }
        let (day, minute) = found.unwrap_or((NO_DAY, NO_MINUTE));
        out.days.push(day);
        out.minutes.push(minute);
    }
    out
}

/// The day number of a date between 1900 and 2200 (H. Hinnant, "chrono-compatible low-level date
/// algorithms"); `None` for one that cannot be.
pub fn day_number(year: u16, month: u16, day: u16) -> Option<i32> {
    const LENGTHS: [u16; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let is_leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    let length = LENGTHS.get(usize::from(month).wrapping_sub(1))?;
    let length = length + u16::from(month == 2 && is_leap);
    if !(1900..=2200).contains(&year) || day == 0 || day > length {
        return None;
    }
    let (y, m, d) = (i32::from(year), i32::from(month), i32::from(day));
    let y = if m <= 2 { y - 1 } else { y };
    let (era, of_era) = (y / 400, y % 400);
    let of_year = (153 * (if m > 2 { m - 3 } else { m + 9 }) + 2) / 5 + d - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

/// The rows of cells of at most `len` bytes.
#[inline(never)]
pub fn short_cells(cells: &[Cell], len: u32) -> Vec<u32> {
    let is_short = |(_, cell): &(usize, &Cell)| cell.end - cell.start <= len;
    cells.iter().enumerate().filter(is_short).map(|(row, _)| row as u32).collect()
}

/// How often each code occurs.
#[inline(never)]
pub fn count_codes(codes: &[u16], n_values: usize) -> Vec<u32> {
    let mut counts = vec![0; n_values];
    for code in codes {
        counts[usize::from(*code)] += 1;
    }
    counts
}

macro_rules! spread {
    ($($name:ident, $type:ty;)*) => {
        $(
            /// What each code stands for in `table`, row by row.
            #[inline(never)]
            pub fn $name(codes: &[u16], table: &[$type]) -> Vec<$type> {
                codes.iter().map(|code| table[usize::from(*code)]).collect()
            }
        )*
    };
}

spread! {
    spread_codes, u32;
    spread_numbers, f64;
    spread_days, i32;
    spread_minutes, u16;
    spread_cells, Cell;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(values: &[&str]) -> (String, Vec<Cell>) {
        let mut text = String::new();
        let mut cells = Vec::new();
        for value in values {
            let start = text.len() as u32;
            text.push_str(value);
            cells.push(Cell { start, end: text.len() as u32 });
        }
        (text, cells)
    }

    #[test]
    fn columns_are_read_cell_by_cell() {
        let (text, own) = cells(&["1.5", "x", "", "7"]);
        let (numbers, odd) = plain_numbers(text.as_bytes(), b"", &own);
        assert_eq!((numbers[0], numbers[3], numbers[1].is_nan()), (1.5, 7.0, true));
        assert_eq!(odd, [1, 2]);
        assert_eq!(short_cells(&own, 0), [2]);
        let (text, own) = cells(&["1970-01-02 00:05", "02/03/1970", "30/02/1970", "?"]);
        let read = |order| plain_dates(text.as_bytes(), b"", &own, order);
        let days = read(Some(true));
        assert_eq!((days.days, days.odd), (vec![1, 60, NO_DAY, NO_DAY], vec![2, 3]));
        assert_eq!(days.minutes, [5, NO_MINUTE, NO_MINUTE, NO_MINUTE]);
        assert_eq!(read(Some(false)).days[1], 33);
        assert_eq!(read(None).odd, [1, 2, 3]);
    }

    #[test]
    fn days_are_counted_without_a_gap() {
        let mut last = day_number(1900, 1, 1);
        assert_eq!(last, Some(-25_567));
        for year in 1900..=2200 {
            for month in 1..=12 {
                for day in 1..=31 {
                    let Some(own) = day_number(year, month, day) else { continue };
                    assert!(Some(own) == last || Some(own - 1) == last, "{year}-{month}-{day}");
                    last = Some(own);
                }
            }
        }
        for (year, month, day) in
            [(2026, 2, 29), (2100, 2, 29), (2026, 13, 1), (2026, 0, 1), (1, 1, 1)]
        {
            assert_eq!(day_number(year, month, day), None);
        }
    }

    #[test]
    fn codes_are_counted_and_spread() {
        let codes = [0, 2, 2, 1];
        assert_eq!(count_codes(&codes, 3), [1, 1, 2]);
        assert_eq!(spread_codes(&codes, &[5, 6, 7]), [5, 7, 7, 6]);
    }
}
