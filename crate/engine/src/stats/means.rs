//! Means: their interval and Welch's comparison of two.

use super::Tail;
use super::tails::{f_upper, t_quantile, t_two};

/// Count, mean and variance (n − 1) of a sample.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Moments {
    /// How many values.
    pub n: f64,
    /// Their mean.
    pub mean: f64,
    /// Their variance; 0 for fewer than two values.
    pub variance: f64,
}

impl Moments {
    /// From sums of values and squares, both shifted by `shift` so that nothing cancels.
    pub fn from_sums(n: f64, sum: f64, squares: f64, shift: f64) -> Moments {
        if n <= 0.0 {
            return Moments::default();
        }
        let mean = sum / n;
        let spread = (squares - sum * mean).max(0.0);
        let variance = if n > 1.0 { spread / (n - 1.0) } else { 0.0 };
        Moments { n, mean: mean + shift, variance }
    }

    /// Of values, in two passes.
    pub fn of(values: &[f64]) -> Moments {
        let n = values.len() as f64;
        if values.is_empty() {
            return Moments::default();
        }
        let mean = crate::num::sum(values.iter().copied()) / n;
        let spread = crate::num::sum(values.iter().map(|value| (value - mean) * (value - mean)));
        Moments { n, mean, variance: if n > 1.0 { spread / (n - 1.0) } else { 0.0 } }
    }
}

/// Welch's comparison of two means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Welch {
    /// First mean less second.
    pub diff: f64,
    /// The statistic; undefined when neither sample varies.
    pub t: Option<f64>,
    /// Degrees of freedom (Satterthwaite 1946).
    pub df: Option<f64>,
    /// Two-sided.
    pub p: Tail,
    /// Interval of the difference.
    pub low: f64,
    /// See `low`.
    pub high: f64,
}

/// The statistic, its degrees of freedom, the error of the difference and p.
#[derive(Debug, Clone, Copy)]
struct Statistic {
    t: Option<f64>,
    df: f64,
    error: f64,
    p: Tail,
}

fn statistic(one: Moments, two: Moments) -> Option<Statistic> {
    if one.n < 2.0 || two.n < 2.0 {
        return None;
    }
    let diff = one.mean - two.mean;
    let (v1, v2) = (one.variance / one.n, two.variance / two.n);
    let variance = v1 + v2;
    if variance <= 0.0 {
        let p = if diff.abs() > 0.0 { Tail::ZERO } else { Tail::ONE };
        return Some(Statistic { t: None, df: 0.0, error: 0.0, p });
    }
    let df = variance * variance / (v1 * v1 / (one.n - 1.0) + v2 * v2 / (two.n - 1.0));
    let error = variance.sqrt();
    let t = diff / error;
    Some(Statistic { t: Some(t), df, error, p: t_two(t, df) })
}

/// Two-sided p of Welch's t (1947) alone; `None` with fewer than two values on a side.
pub fn welch_p(one: Moments, two: Moments) -> Option<Tail> {
    statistic(one, two).map(|statistic| statistic.p)
}

/// Welch's t (1947) with its interval; `None` with fewer than two values on a side.
pub fn welch(one: Moments, two: Moments, conf: f64) -> Option<Welch> {
    let Statistic { t, df, error, p } = statistic(one, two)?;
    let diff = one.mean - two.mean;
    let half = if t.is_some() { t_quantile(conf, df) * error } else { 0.0 };
    let (low, high) = (diff - half, diff + half);
    Some(Welch { diff, t, df: t.map(|_| df), p, low, high })
}

/// Interval of a mean by t; `None` with fewer than two values.
pub fn mean_interval(moments: Moments, conf: f64) -> Option<(f64, f64)> {
    if moments.n < 2.0 {
        return None;
    }
    let half = t_quantile(conf, moments.n - 1.0) * (moments.variance / moments.n).sqrt();
    Some((moments.mean - half, moments.mean + half))
}

/// Welch's comparison of several means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WelchF {
    /// The statistic.
    pub f: f64,
    /// Degrees of freedom above: groups less one.
    pub df1: f64,
    /// Degrees of freedom below.
    pub df2: f64,
    /// p that all means are equal.
    pub p: Tail,
}

/// Welch's one-way analysis of variance (1951); `None` with fewer than two groups, or with a group
/// of fewer than two values or without spread.
pub fn welch_f(groups: &[Moments]) -> Option<WelchF> {
    if groups.len() < 2 || groups.iter().any(|own| own.n < 2.0 || own.variance <= 0.0) {
        return None;
    }
    let weight = |own: &Moments| own.n / own.variance;
    let total: f64 = groups.iter().map(weight).sum();
    let mean = groups.iter().map(|own| weight(own) * own.mean).sum::<f64>() / total;
    let (mut between, mut spread) = (0.0, 0.0);
    for own in groups {
        between += weight(own) * (own.mean - mean) * (own.mean - mean);
        let rest = 1.0 - weight(own) / total;
        spread += rest * rest / (own.n - 1.0);
    }
    let k = groups.len() as f64;
    let spread = spread / (k * k - 1.0);
    let f = between / ((k - 1.0) * (1.0 + 2.0 * (k - 2.0) * spread));
    let (df1, df2) = (k - 1.0, 1.0 / (3.0 * spread));
    Some(WelchF { f, df1, df2, p: f_upper(f, df1, df2) })
}
