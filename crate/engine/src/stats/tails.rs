//! Tails of the usual distributions, each by its incomplete beta or gamma function.

use super::beta::inc_beta;
use super::gamma::{inc_gamma, ln_gamma};
use super::normal::normal_quantile;
use super::solve::solve_increasing;
use super::{Tail, Tails};
use crate::num::{exp, ln, ln_1p};

/// Two-sided p of Student's t (DLMF 8.17, Student 1908).
pub fn t_two(t: f64, df: f64) -> Tail {
    if t.is_infinite() {
        return Tail::ZERO;
    }
    let square = t * t;
    if square <= 0.0 {
        return Tail::ONE;
    }
    let sum = df + square;
    inc_beta(0.5 * df, 0.5, df / sum, square / sum).lower
}

/// The `t` that |T| exceeds with probability `1 - conf`.
pub fn t_quantile(conf: f64, df: f64) -> f64 {
    let z = normal_quantile(0.5 + 0.5 * conf);
    if df > 1e10 {
        return z;
    }
    let wanted = ln_1p(-conf);
    // Newton on ln p against t, from the Cornish–Fisher start (Abramowitz and Stegun 26.7.5).
    let cube = z * z * z;
    let mut t = z + (cube + z) / (4.0 * df);
    t += (5.0 * cube * z * z + 16.0 * cube + 3.0 * z) / (96.0 * df * df);
    let ln_scale =
        ln_gamma(0.5 * (df + 1.0)) - ln_gamma(0.5 * df) - 0.5 * ln(df * std::f64::consts::PI);
    for _ in 0..12 {
        let tail = t_two(t, df);
        let ln_density = ln_scale - 0.5 * (df + 1.0) * ln_1p(t * t / df);
        let slope = 2.0 * exp(ln_density - tail.ln_p);
        let step = (tail.ln_p - wanted) / slope;
        t += step;
        if t.is_nan() || t <= 0.0 {
            break;
        }
        if step.abs() < 1e-14 * t {
            return t;
        }
    }
    exp(solve_increasing(|u| wanted - t_two(exp(u), df).ln_p, ln(z), 0.5))
}

/// Upper tail of chi-square.
pub fn chi2_upper(x: f64, df: f64) -> Tail {
    inc_gamma(0.5 * df, 0.5 * x).upper
}

/// Upper tail of F.
pub fn f_upper(f: f64, df1: f64, df2: f64) -> Tail {
    if f <= 0.0 {
        return Tail::ONE;
    }
    let sum = df2 + df1 * f;
    inc_beta(0.5 * df2, 0.5 * df1, df2 / sum, df1 * f / sum).lower
}

/// `P(X <= k)` and `P(X >= k)` of a binomial with chance `p`, `q = 1 - p`.
/// The two overlap in the point `k` itself.
pub fn binomial(k: f64, n: f64, p: f64, q: f64) -> Tails {
    let lower = if k >= n { Tail::ONE } else { inc_beta(k + 1.0, n - k, p, q).upper };
    let upper = if k <= 0.0 { Tail::ONE } else { inc_beta(k, n - k + 1.0, p, q).lower };
    Tails { lower, upper }
}

/// `P(X <= k)` and `P(X >= k)` of a Poisson; the two overlap in the point `k` itself.
pub fn poisson(k: f64, mean: f64) -> Tails {
    let upper = if k <= 0.0 { Tail::ONE } else { inc_gamma(k, mean).lower };
    Tails { lower: inc_gamma(k + 1.0, mean).upper, upper }
}

/// `P(X >= k)` of a negative binomial with this mean and variance above it.
pub fn negative_binomial_upper(k: f64, mean: f64, variance: f64) -> Tail {
    if k <= 0.0 {
        return Tail::ONE;
    }
    let excess = variance - mean;
    let size = mean * mean / excess;
    inc_beta(k, size, excess / variance, mean / variance).lower
}
