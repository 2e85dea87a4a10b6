//! Two counts over their exposures: the conditional binomial (Przyborowski and Wilenski 1940).

use super::Tail;
use super::beta::{beta_quantile, ln_binomial_mass};
use super::tails::binomial;

/// Tables whose probability exceeds the observed one by less than this count as ties.
const TIE_SLACK: f64 = 1e-7;

/// `y1` over `e1` against `y2` over `e2`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TwoRates {
    /// p that the first rate is higher.
    pub greater: Tail,
    /// p that the first rate is lower.
    pub less: Tail,
    /// Two-sided: all splits at most as likely.
    pub two: Tail,
    /// `greater` less half the observed split.
    pub midp_greater: Tail,
    /// Interval of the ratio of rates (Clopper–Pearson); the upper end may be infinite.
    pub low: f64,
    /// See `low`.
    pub high: f64,
}

/// One-sided p that the first rate is higher.
pub fn conditional_upper(one: (f64, f64), two: (f64, f64)) -> Tail {
    let exposure = one.1 + two.1;
    binomial(one.0, one.0 + two.0, one.1 / exposure, two.1 / exposure).upper
}

/// Interval of the ratio of two rates (conditional Clopper–Pearson).
pub fn rate_ratio_interval(one: (f64, f64), two: (f64, f64), conf: f64) -> (f64, f64) {
    let ((y1, e1), (y2, e2)) = (one, two);
    let side = 0.5 * (1.0 - conf);
    let scale = e2 / e1;
    let low = if y1 <= 0.0 {
        0.0
    } else {
        let (x, y) = beta_quantile(side, y1, y2 + 1.0);
        x / y * scale
    };
    let high = if y2 <= 0.0 {
        f64::INFINITY
    } else {
        let (x, y) = beta_quantile(side, y2, y1 + 1.0);
        y / x * scale
    };
    (low, high)
}

/// All of it.
pub fn two_rates(one: (f64, f64), two: (f64, f64), conf: f64) -> TwoRates {
    let n = one.0 + two.0;
    let exposure = one.1 + two.1;
    let (p, q) = (one.1 / exposure, two.1 / exposure);
    let tails = binomial(one.0, n, p, q);
    let mass = Tail::from_ln(ln_binomial_mass(one.0, n, p, q));
    let (low, high) = rate_ratio_interval(one, two, conf);
    TwoRates {
        greater: tails.upper,
        less: tails.lower,
        two: two_sided(one.0, n, p, q),
        midp_greater: Tail::from_p(tails.upper.p - 0.5 * mass.p),
        low,
        high,
    }
}

/// All outcomes at most as likely as `k` (the usual two-sided binomial test).
fn two_sided(k: f64, n: f64, p: f64, q: f64) -> Tail {
    let limit = ln_binomial_mass(k, n, p, q) + TIE_SLACK;
    let mode = ((n + 1.0) * p).floor().min(n);
    if n <= 0.0 || ln_binomial_mass(mode, n, p, q) <= limit {
        return Tail::ONE;
    }
    let is_up = k >= mode;
    let tails = binomial(k, n, p, q);
    let near = if is_up { tails.upper } else { tails.lower };
    let end = if is_up { 0.0 } else { n };
    if ln_binomial_mass(end, n, p, q) > limit {
        return near;
    }
    let (mut unlikely, mut likely) = (end, mode);
    while (likely - unlikely).abs() > 1.0 {
        let mid = (0.5 * (unlikely + likely)).floor();
        if ln_binomial_mass(mid, n, p, q) <= limit {
            unlikely = mid;
        } else {
            likely = mid;
        }
    }
    let far = binomial(unlikely, n, p, q);
    let far = if is_up { far.lower } else { far.upper };
    let (high, low) = if near.ln_p > far.ln_p { (near, far) } else { (far, near) };
    Tail::from_ln(high.ln_p + crate::num::ln_1p(crate::num::exp(low.ln_p - high.ln_p)))
}
