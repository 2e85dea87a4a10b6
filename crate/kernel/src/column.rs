//! Whole columns: codes to what they stand for; and the numbers of days.

use crate::records::Cell;

/// A date that is none.
pub const NO_DAY: i32 = i32::MIN;
/// The minute of a date without a time.
pub const NO_MINUTE: u16 = u16::MAX;

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

/// Moves the cells behind a text of `n` bytes by so many bytes; empty ones are of the text.
pub fn shift_cells(cells: &mut [Cell], n: u32, by: u32) {
    for cell in cells {
        let own = if cell.start < n || cell.start == cell.end { 0 } else { by };
        *cell = Cell { start: cell.start + own, end: cell.end + own };
    }
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

/// The rows of cells of at most `len` bytes.
#[inline(never)]
pub fn short_cells(cells: &[Cell], len: u32) -> Vec<u32> {
    let is_short = |(_, cell): &(usize, &Cell)| cell.end - cell.start <= len;
    cells.iter().enumerate().filter(is_short).map(|(row, _)| row as u32).collect()
}

/// The rows whose code is marked.
#[inline(never)]
pub fn rows_with(codes: &[u16], marked: &[bool]) -> Vec<u32> {
    if !marked.contains(&true) {
        return Vec::new();
    }
    let is_marked = |(_, code): &(usize, &u16)| marked[usize::from(**code)];
    codes.iter().enumerate().filter(is_marked).map(|(row, _)| row as u32).collect()
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
        let cells = [Cell { start: 0, end: 9 }, Cell { start: 9, end: 10 }];
        assert_eq!(short_cells(&cells, 3), [1]);
        assert_eq!(rows_with(&codes, &[false, true, true]), [1, 2, 3]);
        assert_eq!(spread_codes(&codes, &[5, 6, 7]), [5, 7, 7, 6]);
    }
}
