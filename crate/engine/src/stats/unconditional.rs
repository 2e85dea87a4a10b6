//! Unconditional exact tests of two shares, a second opinion for small tables: the margin of low
//! answers is not fixed, and the share in common that is worst for the test is sought.

use super::beta::ln_binomial_mass;
use super::fisher::fisher;
use crate::num::exp;

/// More tables than this (product of the group sizes, each plus one) are not summed.
const MOST_TABLES: f64 = 40_000.0;

/// Places at which the share in common is first tried.
const GRID: usize = 256;

/// Ties that rounding would break.
const SLACK: f64 = 1e-9;

/// Barnard's test (1945) of `x1` of `n1` against `x2` of `n2`, tables ordered by the pooled z: the
/// statistic and its two-sided p. `None` for groups without answers or too many tables.
///
/// Mirrored tables have the same statistic but for rounding, which breaks such ties here in the same
/// way as `scipy.stats.barnard_exact`, so that both give the same p.
pub fn barnard(one: (f64, f64), two: (f64, f64)) -> Option<(f64, f64)> {
    let sizes = sizes(one.1, two.1)?;
    let (n1, n2) = (one.1, two.1);
    let z = |x1: f64, x2: f64| {
        let p = (x1 + x2) / (n1 + n2);
        let gap = x1 / n1 - x2 / n2;
        if gap.abs() > 0.0 { gap / (p * (1.0 - p) * (1.0 / n1 + 1.0 / n2)).sqrt() } else { 0.0 }
    };
    let own = z(one.0, two.0);
    let region = Region::new(sizes, |x1, x2| z(x1, x2).abs() >= own.abs());
    Some((own, region.worst()))
}

/// Boschloo's test (1970): tables ordered by Fisher's one-sided p, twice the smaller side.
/// `None` as [`barnard`].
pub fn boschloo(one: (f64, f64), two: (f64, f64)) -> Option<f64> {
    let sizes = sizes(one.1, two.1)?;
    let sides = |x1: f64, x2: f64| {
        let exact = fisher(x1, one.1 - x1, x2, two.1 - x2);
        [exact.less.p, exact.greater.p]
    };
    let own = sides(one.0, two.0);
    let side = |idx: usize| {
        Region::new(sizes, |x1, x2| sides(x1, x2)[idx] <= own[idx] * (1.0 + SLACK)).worst()
    };
    Some((2.0 * side(0).min(side(1))).min(1.0))
}

fn sizes(n1: f64, n2: f64) -> Option<(usize, usize)> {
    let is_small = n1 >= 1.0 && n2 >= 1.0 && (n1 + 1.0) * (n2 + 1.0) <= MOST_TABLES;
    is_small.then_some((n1 as usize, n2 as usize))
}

/// The tables that speak against equal shares at least as loudly as the observed one.
struct Region {
    sizes: (usize, usize),
    tables: Vec<(u32, u32)>,
}

impl Region {
    fn new(sizes: (usize, usize), holds: impl Fn(f64, f64) -> bool) -> Region {
        let all = (0..=sizes.0).flat_map(|x1| (0..=sizes.1).map(move |x2| (x1, x2)));
        let held = all.filter(|(x1, x2)| holds(*x1 as f64, *x2 as f64));
        Region { sizes, tables: held.map(|(x1, x2)| (x1 as u32, x2 as u32)).collect() }
    }

    /// Its probability where both shares are `p`.
    fn chance(&self, p: f64) -> f64 {
        let masses = |n: usize| -> Vec<f64> {
            (0..=n).map(|x| exp(ln_binomial_mass(x as f64, n as f64, p, 1.0 - p))).collect()
        };
        let (one, two) = (masses(self.sizes.0), masses(self.sizes.1));
        self.tables.iter().map(|(x1, x2)| one[*x1 as usize] * two[*x2 as usize]).sum()
    }

    /// Its greatest probability over the share in common: the best of a grid, refined by golden
    /// sections.
    fn worst(&self) -> f64 {
        let at = |step: usize| (step as f64 + 0.5) / GRID as f64;
        let tried: Vec<f64> = (0..GRID).map(|step| self.chance(at(step))).collect();
        let mut best = 0.0_f64;
        for (step, chance) in tried.iter().enumerate() {
            let left = step.checked_sub(1).map_or(0.0, |before| tried[before]);
            let right = tried.get(step + 1).copied().unwrap_or(0.0);
            if *chance >= left && *chance >= right && *chance > 0.8 * best {
                let width = 1.0 / GRID as f64;
                best = best.max(self.refined((at(step) - width).max(0.0), at(step) + width));
            }
        }
        best.min(1.0)
    }

    fn refined(&self, low: f64, high: f64) -> f64 {
        let golden = 0.5 * (5.0_f64.sqrt() - 1.0);
        let (mut low, mut high) = (low, high.min(1.0));
        let (mut left, mut right) = (high - golden * (high - low), low + golden * (high - low));
        let (mut at_left, mut at_right) = (self.chance(left), self.chance(right));
        for _ in 0..40 {
            if at_left < at_right {
                (low, left, at_left) = (left, right, at_right);
                right = low + golden * (high - low);
                at_right = self.chance(right);
            } else {
                (high, right, at_right) = (right, left, at_left);
                left = high - golden * (high - low);
                at_left = self.chance(left);
            }
        }
        at_left.max(at_right)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_share_is_found_as_by_a_fine_search() {
        for (one, two) in [((3.0, 10.0), (9.0, 12.0)), ((0.0, 4.0), (6.0, 9.0))] {
            let side = fisher(one.0, one.1 - one.0, two.0, two.1 - two.0).less.p;
            let region = Region::new((one.1 as usize, two.1 as usize), |x1, x2| {
                fisher(x1, one.1 - x1, x2, two.1 - x2).less.p <= side * (1.0 + SLACK)
            });
            let tried = (1..20_000).map(|step| region.chance(f64::from(step) / 20_000.0));
            let slow = tried.fold(0.0, f64::max);
            assert!((region.worst() - slow).abs() < 1e-6 * slow, "{one:?} {two:?}");
            assert!(boschloo(one, two).unwrap() <= 1.0);
        }
    }
}
