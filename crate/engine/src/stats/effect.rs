//! How large a difference is: odds and risk ratios of shares, standardised differences of means.

use super::gamma::stirling_error;
use super::means::Moments;
use crate::num::{exp, ln, ln_1p};

/// A ratio with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ratio {
    /// The ratio.
    pub value: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Odds ratio of `[[a, b], [c, d]]` with Woolf's interval (1955); half an item is added to every
/// cell when one is empty (Haldane 1956, Anscombe 1956). `None` for an empty table.
pub fn odds_ratio(table: [f64; 4], z: f64) -> Option<Ratio> {
    let [a, b, c, d] = table;
    if a + b + c + d <= 0.0 {
        return None;
    }
    let extra = if table.iter().any(|count| *count <= 0.0) { 0.5 } else { 0.0 };
    let [a, b, c, d] = table.map(|count| count + extra);
    let center = ln(a * d / (b * c));
    let half = z * (1.0 / a + 1.0 / b + 1.0 / c + 1.0 / d).sqrt();
    Some(Ratio { value: exp(center), low: exp(center - half), high: exp(center + half) })
}

/// Ratio of the shares `x1 / n1` and `x2 / n2` with its log-normal interval (Katz et al. 1978);
/// `None` where one of them is 0.
pub fn risk_ratio(one: (f64, f64), two: (f64, f64), z: f64) -> Option<Ratio> {
    if one.0 <= 0.0 || two.0 <= 0.0 {
        return None;
    }
    let value = one.0 / one.1 / (two.0 / two.1);
    let variance = 1.0 / one.0 - 1.0 / one.1 + 1.0 / two.0 - 1.0 / two.1;
    let factor = exp(z * variance.max(0.0).sqrt());
    Some(Ratio { value, low: value / factor, high: value * factor })
}

/// Cohen's d (1988) with the pooled spread, and Hedges' g (1981), which takes off its small-sample
/// bias; `None` where nothing varies.
pub fn standardised_difference(one: Moments, two: Moments) -> Option<(f64, f64)> {
    let df = one.n + two.n - 2.0;
    if df <= 0.0 {
        return None;
    }
    let pooled = ((one.n - 1.0) * one.variance + (two.n - 1.0) * two.variance) / df;
    if pooled <= 0.0 {
        return None;
    }
    let d = (one.mean - two.mean) / pooled.sqrt();
    if df <= 1.0 {
        return Some((d, f64::NAN));
    }
    // gamma(h) / (gamma(h - 1/2) sqrt(h)) by Stirling's formula, in which nothing large cancels.
    let h = 0.5 * df;
    let errors = stirling_error(h) - stirling_error(h - 0.5);
    Some((d, d * exp(errors - (h - 1.0) * ln_1p(-0.5 / h) - 0.5)))
}
