//! The predictive test on the seven days that end on each day, over plain arrays.

use super::nbx::{Block, FEWEST_BLOCKS, MOST_BLOCKS, Prediction, extrapolate};
use crate::defaults::SPIKE_MIN_ITEMS;
use crate::stats::conditional_upper;

/// Days of a window.
pub const WINDOW: usize = 7;

/// With fewer whole windows of history than this nothing is tested.
const FEWEST_CONDITIONAL: usize = 3;

/// One series: what is tested and its exposure, each as the sum of the seven days that end on a
/// day. The first six days have no whole window and are never used.
#[derive(Debug, Clone, Copy)]
pub struct Windows<'a> {
    /// The count in the window that ends on each day (of items, or of distinct accounts).
    pub counts: &'a [u32],
    /// All items of the same window.
    pub exposure: &'a [u32],
    /// Whether the exposure leaves out the series itself. Then it varies by chance next to the
    /// count, which the variance must hold.
    pub is_apart: bool,
}

/// The test of one window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DayTest {
    /// One-sided p; 1 where the count is below the floor.
    pub p: f64,
    /// Whether the history was long enough for the predictive test.
    pub is_predictive: bool,
}

/// Sums over the seven days that end on each day; shorter at the start.
pub fn rolling(daily: &[u32]) -> Vec<u32> {
    let mut sum = 0;
    let mut sums = Vec::with_capacity(daily.len());
    for (day, count) in daily.iter().enumerate() {
        sum += count;
        if day >= WINDOW {
            sum -= daily[day - WINDOW];
        }
        sums.push(sum);
    }
    sums
}

impl Windows<'_> {
    /// The windows before the one ending on `day`, newest first, with one left out as a guard;
    /// those without any item are gaps.
    pub fn history(&self, day: usize) -> ([Block; MOST_BLOCKS], usize) {
        let mut blocks = [Block::default(); MOST_BLOCKS];
        let mut n = 0;
        for back in 2..2 + MOST_BLOCKS {
            let Some(end) = day.checked_sub(WINDOW * back).filter(|end| *end + 1 >= WINDOW) else {
                break;
            };
            if self.exposure[end] > 0 {
                blocks[n] =
                    Block { y: f64::from(self.counts[end]), e: f64::from(self.exposure[end]) };
                n += 1;
            }
        }
        (blocks, n)
    }

    /// What the history makes likely in the window ending on `day`; `None` with too short a one.
    pub fn predict(&self, day: usize) -> Option<Prediction> {
        let (blocks, n) = self.history(day);
        (n >= FEWEST_BLOCKS && self.exposure[day] > 0).then(|| self.extrapolate(&blocks[..n], day))
    }

    fn extrapolate(&self, blocks: &[Block], day: usize) -> Prediction {
        let exposure = f64::from(self.exposure[day]);
        let mut prediction = extrapolate(blocks, exposure, 1.0);
        if self.is_apart {
            prediction.variance *= 1.0 + prediction.mean / exposure;
        }
        prediction
    }

    /// The test of the window ending on `day`; `None` when there is nothing to test it against.
    /// A short history must also convince the conditional binomial.
    pub fn test(&self, day: usize) -> Option<DayTest> {
        if self.exposure[day] == 0 {
            return None;
        }
        if self.counts[day] < SPIKE_MIN_ITEMS {
            let first = day.checked_sub(WINDOW * (1 + FEWEST_CONDITIONAL))?;
            return (first + 1 >= WINDOW).then_some(DayTest { p: 1.0, is_predictive: true });
        }
        let (blocks, n) = self.history(day);
        if n < FEWEST_CONDITIONAL {
            return None;
        }
        let blocks = &blocks[..n];
        let count = f64::from(self.counts[day]);
        let p = self.extrapolate(blocks, day).upper(count).p;
        if n >= FEWEST_BLOCKS {
            return Some(DayTest { p, is_predictive: true });
        }
        let before = blocks.iter().fold((0.0, 0.0), |sum, b| (sum.0 + b.y, sum.1 + b.e));
        let chance = conditional_upper((count, f64::from(self.exposure[day])), before).p;
        Some(DayTest { p: p.max(chance), is_predictive: false })
    }
}

/// The likeliest first day of a rise: the change point of a Poisson rate within `from..=to`,
/// with the daily counts from `start` on (Hinkley 1970). `from` when nothing rises.
pub fn onset(daily: &[u32], exposure: &[u32], start: usize, from: usize, to: usize) -> usize {
    let mut before = (0.0, 0.0);
    let mut after = (0.0, 0.0);
    for day in start..=to {
        let part = if day < from { &mut before } else { &mut after };
        part.0 += f64::from(daily[day]);
        part.1 += f64::from(exposure[day]);
    }
    let term = |(y, e): (f64, f64)| if y > 0.0 { y * crate::num::ln(y / e) } else { 0.0 };
    let mut best = (f64::NEG_INFINITY, from);
    for day in from..=to {
        let rises = after.0 * before.1 > before.0 * after.1;
        let fit = term(before) + term(after);
        if (rises || before.1 <= 0.0) && fit > best.0 {
            best = (fit, day);
        }
        let (y, e) = (f64::from(daily[day]), f64::from(exposure[day]));
        (before.0, before.1) = (before.0 + y, before.1 + e);
        (after.0, after.1) = (after.0 - y, after.1 - e);
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_onset_is_the_day_of_the_step() {
        let daily: Vec<u32> = (0..100).map(|day| if day < 80 { day % 2 } else { 4 }).collect();
        let exposure = vec![50; 100];
        assert_eq!(onset(&daily, &exposure, 20, 60, 95), 80);
    }

    #[test]
    fn a_rise_of_everything_is_no_spike() {
        let volume: Vec<u32> = (0..200).map(|day| if day < 190 { 20 } else { 60 }).collect();
        let daily: Vec<u32> = volume.iter().map(|all| all / 10).collect();
        let (counts, exposure) = (rolling(&daily), rolling(&volume));
        let windows = Windows { counts: &counts, exposure: &exposure, is_apart: false };
        assert!(windows.test(199).unwrap().p > 0.1);
        let flat = vec![140; 200];
        let windows = Windows { counts: &counts, exposure: &flat, is_apart: false };
        assert!(windows.test(199).unwrap().p < 0.002);
    }

    #[test]
    fn a_short_history_falls_back_and_a_shorter_one_is_silent() {
        let daily = [[1_u32; 35].as_slice(), &[4; 7]].concat();
        let volume = rolling(&[30; 42]);
        let counts = rolling(&daily);
        let test =
            |day: usize| Windows { counts: &counts, exposure: &volume, is_apart: false }.test(day);
        assert_eq!(test(41).map(|test| test.is_predictive), Some(false));
        assert!(test(41).unwrap().p < 0.01);
        assert_eq!(test(26), None);
    }
}
