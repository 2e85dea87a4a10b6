//! Shares: their intervals, their differences, and how far a sample of a segment carries.

use super::beta::beta_quantile;
use super::normal::{normal_two, normal_upper};
use super::{Tail, normal_quantile};
use crate::num::asin;

/// Wilson's interval (1927) for `x` of `n`; exactly 0 and 1 at the ends.
pub fn wilson(x: f64, n: f64, z: f64) -> (f64, f64) {
    let square = z * z;
    let center = (x + 0.5 * square) / (n + square);
    let half = z / (n + square) * (x * (n - x) / n + 0.25 * square).sqrt();
    let low = if x <= 0.0 { 0.0 } else { (center - half).max(0.0) };
    let high = if x >= n { 1.0 } else { (center + half).min(1.0) };
    (low, high)
}

/// Wilson's interval when the `n` were drawn from a segment of `population`: the sample counts
/// as `n (M - 1) / (M - n)` draws.
pub fn wilson_finite(x: f64, n: f64, population: f64, z: f64) -> (f64, f64) {
    if n >= population {
        return (x / n, x / n);
    }
    let effective = n * (population - 1.0) / (population - n);
    wilson(effective * x / n, effective, z)
}

/// The exact interval of Clopper and Pearson (1934).
pub fn clopper_pearson(x: f64, n: f64, conf: f64) -> (f64, f64) {
    let side = 0.5 * (1.0 - conf);
    let low = if x <= 0.0 { 0.0 } else { beta_quantile(side, x, n - x + 1.0).0 };
    let high = if x >= n { 1.0 } else { beta_quantile(side, n - x, x + 1.0).1 };
    (low, high)
}

/// Jeffreys' interval: equal tails of Beta(x + 1/2, n - x + 1/2), with 0 and 1 at the ends (Brown,
/// Cai and `DasGupta` 2001).
pub fn jeffreys(x: f64, n: f64, conf: f64) -> (f64, f64) {
    let side = 0.5 * (1.0 - conf);
    let low = if x <= 0.0 { 0.0 } else { beta_quantile(side, x + 0.5, n - x + 0.5).0 };
    let high = if x >= n { 1.0 } else { beta_quantile(side, n - x + 0.5, x + 0.5).1 };
    (low, high)
}

/// The interval of Agresti and Coull (1998): Wald's, after adding z² answers, half of them low.
pub fn agresti_coull(x: f64, n: f64, z: f64) -> (f64, f64) {
    let n_more = n + z * z;
    let center = (x + 0.5 * z * z) / n_more;
    let half = z * (center * (1.0 - center) / n_more).sqrt();
    ((center - half).max(0.0), (center + half).min(1.0))
}

/// Newcombe's hybrid score interval (1998, method 10) of `x1 / n1 - x2 / n2`.
pub fn newcombe(one: (f64, f64), two: (f64, f64), z: f64) -> (f64, f64) {
    let (p1, p2) = (one.0 / one.1, two.0 / two.1);
    let ((l1, u1), (l2, u2)) = (wilson(one.0, one.1, z), wilson(two.0, two.1, z));
    let diff = p1 - p2;
    let below = ((p1 - l1) * (p1 - l1) + (u2 - p2) * (u2 - p2)).sqrt();
    let above = ((u1 - p1) * (u1 - p1) + (p2 - l2) * (p2 - l2)).sqrt();
    (diff - below, diff + above)
}

/// Cohen's h (1988): the distance of two shares on the scale where it means the same everywhere.
pub fn cohen_h(p1: f64, p2: f64) -> f64 {
    2.0 * asin(p1.sqrt()) - 2.0 * asin(p2.sqrt())
}

/// Wald's interval of `x1 / n1 - x2 / n2`: what textbooks show; it covers far too rarely in small
/// groups and is here for comparison only.
pub fn wald_difference(one: (f64, f64), two: (f64, f64), z: f64) -> (f64, f64) {
    let (p1, p2) = (one.0 / one.1, two.0 / two.1);
    let half = z * (p1 * (1.0 - p1) / one.1 + p2 * (1.0 - p2) / two.1).sqrt();
    (p1 - p2 - half, p1 - p2 + half)
}

/// Agresti and Caffo's interval (2000): Wald's, with one low and one other answer more in each group.
pub fn agresti_caffo(one: (f64, f64), two: (f64, f64), z: f64) -> (f64, f64) {
    wald_difference((one.0 + 1.0, one.1 + 2.0), (two.0 + 1.0, two.1 + 2.0), z)
}

/// Steps of the two searches of [`miettinen_nurminen`]: halving an interval of length 2 to 1e-15.
const HALVINGS: u32 = 52;

/// The score interval of `x1 / n1 - x2 / n2` by Miettinen and Nurminen (1985), the differences that
/// a score test with the variance factor N / (N - 1) does not reject.
pub fn miettinen_nurminen(one: (f64, f64), two: (f64, f64), z: f64) -> (f64, f64) {
    let diff = one.0 / one.1 - two.0 / two.1;
    let statistic = |supposed: f64| (diff - supposed) / score_error(one, two, supposed);
    // The statistic falls as the supposed difference rises.
    let search = |from: f64, to: f64, level: f64| {
        let (mut low, mut high) = (from, to);
        for _ in 0..HALVINGS {
            let mid = 0.5 * (low + high);
            if statistic(mid) > level { low = mid } else { high = mid }
        }
        0.5 * (low + high)
    };
    (search(-1.0, diff, z), search(diff, 1.0, -z))
}

/// Error of the difference of two shares where it is supposed to be `supposed`, from the likeliest
/// shares that differ by that much.
fn score_error(one: (f64, f64), two: (f64, f64), supposed: f64) -> f64 {
    let ((x1, n1), (x2, n2)) = (one, two);
    let (mut low, mut high) = ((-supposed).max(0.0), (1.0 - supposed).min(1.0));
    let ratio = |part: f64, of: f64| if part > 0.0 { part / of } else { 0.0 };
    for _ in 0..HALVINGS {
        let r2 = 0.5 * (low + high);
        let r1 = r2 + supposed;
        let slope =
            ratio(x1, r1) - ratio(n1 - x1, 1.0 - r1) + ratio(x2, r2) - ratio(n2 - x2, 1.0 - r2);
        if slope > 0.0 { low = r2 } else { high = r2 }
    }
    let r2 = 0.5 * (low + high);
    let r1 = (r2 + supposed).clamp(0.0, 1.0);
    let total = n1 + n2;
    ((r1 * (1.0 - r1) / n1 + r2 * (1.0 - r2) / n2) * total / (total - 1.0)).max(0.0).sqrt()
}

/// p of Pearson's chi-square with Yates' correction (1934), which is at most the distance itself.
pub fn yates(one: (f64, f64), two: (f64, f64)) -> Tail {
    let total = one.1 + two.1;
    let low = one.0 + two.0;
    if low <= 0.0 || low >= total {
        return Tail::ONE;
    }
    let gap = (one.0 - one.1 * low / total).abs();
    let gap = gap - gap.min(0.5);
    normal_two(gap * (total * total * total / one.1 / two.1 / low / (total - low)).sqrt())
}

/// Power of the two-sided test of two shares at `alpha`, by the normal approximation on Cohen's h
/// (1988): the chance to see a difference of `h` with `n1` and `n2` answers.
pub fn power(h: f64, n1: f64, n2: f64, alpha: f64) -> f64 {
    let z = normal_quantile(1.0 - 0.5 * alpha);
    let shift = h.abs() * (n1 * n2 / (n1 + n2)).sqrt();
    normal_upper(z - shift).p + normal_upper(z + shift).p
}

/// The least Cohen's h that a two-sided test at `alpha` sees with this power.
pub fn detectable(n1: f64, n2: f64, alpha: f64, power: f64) -> f64 {
    let z = normal_quantile(1.0 - 0.5 * alpha) + normal_quantile(power);
    z / (n1 * n2 / (n1 + n2)).sqrt()
}

/// The pooled z of two shares with its two-sided p.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pooled {
    /// Undefined when no answer, or every answer, counts.
    pub z: Option<f64>,
    /// Two-sided.
    pub p: Tail,
}

/// Pooled z of `x1` of `n1` against `x2` of `n2` (Pearson's chi-square without correction).
pub fn pooled(one: (f64, f64), two: (f64, f64)) -> Pooled {
    let z = pooled_z(one, two);
    Pooled { z, p: z.map_or(Tail::ONE, normal_two) }
}

fn pooled_z(one: (f64, f64), two: (f64, f64)) -> Option<f64> {
    let total = one.1 + two.1;
    let low = one.0 + two.0;
    if low <= 0.0 || low >= total {
        return None;
    }
    // z = (ad - bc) sqrt(N / (row and column sums)): whole numbers as long as they fit.
    let cross = one.0 * (two.1 - two.0) - two.0 * (one.1 - one.0);
    Some(cross * (total / one.1 / two.1 / low / (total - low)).sqrt())
}

/// The "N - 1" chi-square (Campbell 2007): a second opinion where expected counts reach 8.
pub fn n_minus_1(one: (f64, f64), two: (f64, f64)) -> Pooled {
    let z = n_minus_1_z(one, two);
    Pooled { z, p: z.map_or(Tail::ONE, normal_two) }
}

/// Its statistic alone.
fn n_minus_1_z(one: (f64, f64), two: (f64, f64)) -> Option<f64> {
    let total = one.1 + two.1;
    pooled_z(one, two).map(|z| z * ((total - 1.0) / total).sqrt())
}

/// Whether the two-sided mid-p of two shares is above `level` for certain, without working it out:
/// nearer to one another than this the exact test is never so sure, at any base. The least certain are
/// rare events that did not happen, whose mid-p is `exp(-z²)`.
pub fn is_plain(one: (f64, f64), two: (f64, f64), level: f64) -> bool {
    let limit = match level {
        level if level <= 0.05 => 1.65,
        level if level <= 0.1 => 1.45,
        _ => return false,
    };
    n_minus_1_z(one, two).is_none_or(|z| z.abs() < limit)
}

/// Worst-case half-width of an interval for a share from `n` answers, 0–1, with the correction
/// for a segment of `population` (Cochran 1977).
pub fn margin(n: f64, population: Option<f64>, z: f64) -> f64 {
    if n <= 0.0 {
        return 1.0;
    }
    (z * worst_error(n, population)).min(1.0)
}

/// The confidence reached at a margin of `half_width` (0.10 is ten points) in the worst case.
pub fn confidence_within(half_width: f64, n: f64, population: Option<f64>) -> f64 {
    if n <= 0.0 {
        return 0.0;
    }
    let error = worst_error(n, population);
    if error <= 0.0 { 1.0 } else { 1.0 - 2.0 * normal_upper(half_width / error).p }
}

fn worst_error(n: f64, population: Option<f64>) -> f64 {
    let finite = match population {
        Some(m) if n >= m => 0.0,
        Some(m) => (m - n) / (m - 1.0),
        None => 1.0,
    };
    (0.25 / n * finite).sqrt()
}

/// Answers needed for this worst-case margin, not rounded (Cochran 1977).
pub fn n_needed(population: Option<f64>, half_width: f64, conf: f64) -> f64 {
    let z = normal_quantile(0.5 + 0.5 * conf);
    let endless = z * z * 0.25 / (half_width * half_width);
    population.map_or(endless, |m| endless / (1.0 + (endless - 1.0) / m))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::Random;
    use crate::stats::{Z95, midp_two};

    #[test]
    fn the_score_interval_holds_what_a_fine_search_does_not_reject() {
        let mut random = Random::new(9);
        for _ in 0..20 {
            let mut group = || {
                let n = 3 + random.below(40);
                (random.below(n + 1) as f64, n as f64)
            };
            let (one, two) = (group(), group());
            let (low, high) = miettinen_nurminen(one, two, Z95);
            let diff = one.0 / one.1 - two.0 / two.1;
            let kept = (1..4000).map(|step| f64::from(step) / 2000.0 - 1.0).filter(|supposed| {
                ((diff - supposed) / score_error(one, two, *supposed)).abs() <= Z95
            });
            let (least, most) =
                kept.fold((1.0_f64, -1.0_f64), |(low, high), own| (low.min(own), high.max(own)));
            assert!((low - least).abs() < 6e-4 && (high - most).abs() < 6e-4, "{one:?} {two:?}");
        }
    }

    #[test]
    fn what_is_plain_has_a_p_above_the_level() {
        let check = |x1: f64, n1: f64, x2: f64, n2: f64| {
            for level in [0.05, 0.1] {
                if is_plain((x1, n1), (x2, n2), level) {
                    let p = midp_two(x1, n1, x2, n2).p;
                    assert!(p > level, "{x1} {n1} {x2} {n2}: {p}");
                }
            }
        };
        for n1 in 1..30 {
            for n2 in 1..30 {
                for x1 in 0..=n1 {
                    (0..=n2).for_each(|x2| check(x1.into(), n1.into(), x2.into(), n2.into()));
                }
            }
        }
        let mut random = Random::new(12);
        for _ in 0..40_000 {
            // Large groups, one of them with few, whose expected number is of the same size.
            let (n1, n2) = (15 + random.below(400), 1000 + random.below(100_000));
            let x1 = random.below(12).min(n1);
            let x2 = random.below(24) * n2 / n1;
            check(x1 as f64, n1 as f64, x2.min(n2) as f64, n2 as f64);
        }
    }

    #[test]
    fn the_chance_to_see_what_is_detectable_is_as_asked_for() {
        let h = detectable(90.0, 210.0, 0.05, 0.8);
        assert!((power(h, 90.0, 210.0, 0.05) - 0.8).abs() < 1e-4);
    }
}
