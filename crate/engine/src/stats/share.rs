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
    let total = one.1 + two.1;
    let low = one.0 + two.0;
    if low <= 0.0 || low >= total {
        return Pooled { z: None, p: Tail::ONE };
    }
    // z = (ad - bc) sqrt(N / (row and column sums)): whole numbers as long as they fit.
    let cross = one.0 * (two.1 - two.0) - two.0 * (one.1 - one.0);
    let z = cross * (total / one.1 / two.1 / low / (total - low)).sqrt();
    Pooled { z: Some(z), p: normal_two(z) }
}

/// The "N - 1" chi-square (Campbell 2007): a second opinion where expected counts reach 8.
pub fn n_minus_1(one: (f64, f64), two: (f64, f64)) -> Pooled {
    let plain = pooled(one, two);
    let Some(z) = plain.z else { return plain };
    let total = one.1 + two.1;
    let z = z * ((total - 1.0) / total).sqrt();
    Pooled { z: Some(z), p: normal_two(z) }
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
