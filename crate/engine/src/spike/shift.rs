//! When the average alone would have told: Welch's test of the mean score, every day.
//!
//! It stands beside the spikes to show which of the two saw a change first (S12).

use undertone_kernel::bits_within;

use crate::num::RowMask;
use crate::stats::{Moments, welch_p};
use crate::table::Table;

/// Days of the window that is compared.
const WINDOW: i32 = 7;

/// Days before the change that it is compared with.
const PAST: i32 = 28;

/// The level of the test, two-sided: with one test a day about that of the spike test.
const LEVEL: f64 = 0.003;

/// Answers on each side that make a test.
const FEWEST: f64 = 10.0;

/// The course of the mean score around a change.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MeanShift {
    /// The mean of the four weeks before the change.
    pub before: f64,
    /// The mean of the last seven days looked at.
    pub now: f64,
    /// The first day on which the last seven days were lower by test.
    pub seen: Option<i32>,
}

/// Looks at the mean score of `rows` on each day from `onset` to `last`; `None` with too few
/// answers, or answers on several scales.
pub fn mean_shift(table: &Table, rows: &RowMask, onset: i32, last: i32) -> Option<MeanShift> {
    let dates = table.dates()?;
    let first = onset - PAST;
    let mut days = vec![[0.0_f64; 3]; usize::try_from(last - first + 1).ok()?];
    let mut scale = None;
    let scores = table.scaled();
    let within = RowMask::from_words(bits_within(dates.days(), first, last), table.n_rows);
    for row in rows.and(&within).iter() {
        let Some(day) = dates.day(row) else { continue };
        let Some((score, own)) = scores.get(row) else { continue };
        if *scale.get_or_insert(own) != own {
            return None;
        }
        let sums = &mut days[(day - first) as usize];
        sums[0] += 1.0;
        sums[1] += score;
        sums[2] += score * score;
    }
    let of = |from: i32, to: i32| {
        let range = (from - first).max(0) as usize..=(to - first) as usize;
        let sum = |part: usize| days[range.clone()].iter().map(|day| day[part]).sum::<f64>();
        Moments::from_sums(sum(0), sum(1), sum(2), 0.0)
    };
    let before = of(first, onset - 1);
    let now = of(last - WINDOW + 1, last);
    if before.n < FEWEST || now.n < FEWEST {
        return None;
    }
    let is_lower = |day: &i32| {
        let window = of((day - WINDOW + 1).max(onset), *day);
        window.n >= FEWEST
            && window.mean < before.mean
            && welch_p(window, before).is_some_and(|p| p.p <= LEVEL)
    };
    let seen = (onset..=last).find(is_lower);
    Some(MeanShift { before: before.mean, now: now.mean, seen })
}
