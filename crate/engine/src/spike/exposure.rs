//! Sums over windows, day by day, of all items and of the series that are measured against them.

use super::daily::{N_SHORT, WEEK, WINDOW};
use super::nbx::exposure_parts;

/// All items day by day, as sums over windows; shared by the series that are measured against it.
#[derive(Debug, Clone)]
pub struct Exposure {
    /// Items of 1, 3 and 7 days.
    pub(super) sums: [Vec<u32>; N_SHORT],
    /// What residuals are made of, for the week that ends on each day.
    pub(super) parts: Vec<(f64, f64)>,
    /// Whole weeks by the weekday on which they end.
    pub(super) weeks: [Run; WINDOW],
}

/// Numbers of the weeks that end on one weekday, with their sums.
#[derive(Debug, Clone, Default)]
pub(super) struct Run {
    pub(super) numbers: Vec<f64>,
    /// Sum of all before each, and how many of them are above 0.
    before: Vec<(f64, u32)>,
}

impl Run {
    /// Of the weeks that end on each weekday.
    pub(super) fn of_weeks(sums: &[u32]) -> [Run; WINDOW] {
        let mut runs = [const { Run { numbers: Vec::new(), before: Vec::new() } }; WINDOW];
        for (weekday, run) in runs.iter_mut().enumerate() {
            let mut before = (0.0, 0);
            run.before.push(before);
            for (_, number) in of_weekday(sums, weekday) {
                before = (before.0 + f64::from(*number), before.1 + u32::from(*number > 0));
                run.numbers.push(f64::from(*number));
                run.before.push(before);
            }
        }
        runs
    }

    /// The sum of some of them, and how many are above 0. Whole numbers: no order of adding them
    /// gives other bits.
    pub(super) fn sum(&self, from: usize, to: usize) -> (f64, usize) {
        let (low, high) = (self.before[from], self.before[to]);
        (high.0 - low.0, (high.1 - low.1) as usize)
    }
}

/// The sums of the whole weeks that end on one weekday, with their days.
pub(super) fn of_weekday(sums: &[u32], weekday: usize) -> impl Iterator<Item = (usize, &u32)> {
    let first = if weekday == WINDOW - 1 { weekday } else { weekday + WINDOW };
    sums.iter().enumerate().skip(first).step_by(WINDOW)
}

impl Exposure {
    /// Of all items a day.
    pub fn new(daily: &[u32]) -> Exposure {
        let sums = [1, 3, WINDOW].map(|days| rolling(daily, days));
        let parts = sums[WEEK].iter().map(|e| exposure_parts(f64::from(*e))).collect();
        let weeks = Run::of_weeks(&sums[WEEK]);
        Exposure { sums, parts, weeks }
    }
}

/// Sums over the `days` days that end on each day; shorter at the start.
pub fn rolling(daily: &[u32], days: usize) -> Vec<u32> {
    let mut sum = 0;
    let mut sums = Vec::with_capacity(daily.len());
    for (day, count) in daily.iter().enumerate() {
        sum += count;
        if day >= days {
            sum -= daily[day - days];
        }
        sums.push(sum);
    }
    sums
}
