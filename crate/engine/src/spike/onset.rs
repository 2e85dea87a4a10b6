//! When a rise began: the change point of a rate.

use crate::num::ln;

/// The likeliest first day of a rise: the change point of a Poisson rate within `from..=to`,
/// with the daily counts from `start` on (Hinkley 1970). `from` when nothing rises.
pub(super) fn onset(
    daily: &[u32],
    exposure: &[u32],
    start: usize,
    from: usize,
    to: usize,
) -> usize {
    let mut before = (0.0, 0.0);
    let mut after = (0.0, 0.0);
    for day in start..=to {
        let part = if day < from { &mut before } else { &mut after };
        part.0 += f64::from(daily[day]);
        part.1 += f64::from(exposure[day]);
    }
    let term = |(y, e): (f64, f64)| {
        if y > 0.0 { y * ln(y / e.max(0.5)) } else { 0.0 }
    };
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
}
