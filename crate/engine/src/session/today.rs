//! Which day it is, for data that does not say: that of the newest row, unless it is a slip.

use crate::table::{Table, format_day};

/// Rows that lie so many days behind all others, and are at most this share of all, are slips: a
/// mistyped year would make everything old. The farther they lie, the more of them may be slips.
const SLIPS: [(i32, f64); 2] = [(90, 0.001), (300, 0.01)];

/// The newest day that is none, and how many rows lie behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Newest {
    pub(super) day: i32,
    pub(super) n_stray: u32,
    /// The last of those.
    stray: i32,
}

impl Newest {
    /// The sentence for the reader.
    pub(super) fn told(self) -> String {
        format!(
            "dated long after all others (up to {}): today is taken to be {}; correct the date, or \
             set today yourself",
            format_day(self.stray),
            format_day(self.day)
        )
    }
}

/// The newest day of the data; nothing without dates.
pub(super) fn newest(table: &Table) -> Option<Newest> {
    let dates = table.dates()?;
    let days: Vec<i32> = (0..table.n_rows).filter_map(|row| dates.day(row)).collect();
    newest_of(days)
}

fn newest_of(mut days: Vec<i32>) -> Option<Newest> {
    days.sort_unstable();
    let last = *days.last()?;
    // The earliest gap behind which few enough rows lie.
    let cut = |(gap, share): (i32, f64)| {
        let allowed = (share * days.len() as f64).floor() as usize;
        let from = days.len() - allowed;
        (from.max(1)..days.len()).find(|at| days[*at] - days[at - 1] >= gap)
    };
    let n = SLIPS.into_iter().filter_map(cut).min().unwrap_or(days.len());
    Some(Newest { day: days[n - 1], n_stray: (days.len() - n) as u32, stray: last })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_year_is_not_today_and_a_late_quarter_is() {
        let mut days: Vec<i32> = (0..1500).map(|row| 20_000 + row / 10).collect();
        let plain = newest_of(days.clone()).unwrap();
        assert_eq!((plain.day, plain.n_stray), (20_149, 0));
        days.push(21_200);
        let slip = newest_of(days.clone()).unwrap();
        assert_eq!((slip.day, slip.n_stray, slip.stray), (20_149, 1, 21_200));
        days.extend([21_200; 9]);
        assert_eq!(newest_of(days.clone()).unwrap().n_stray, 10, "ten in a later year are, too");
        let near: Vec<i32> = days.iter().map(|day| (*day).min(20_300)).collect();
        assert_eq!(newest_of(near).unwrap().day, 20_300, "but not in the next half year");
        days.extend([21_200; 10]);
        assert_eq!(newest_of(days).unwrap().day, 21_200, "twenty rows are no slip");
        assert_eq!(newest_of(vec![5, 400]).unwrap().day, 400, "of few rows each counts");
        assert_eq!(newest_of(Vec::new()), None);
    }
}
