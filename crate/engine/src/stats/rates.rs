//! Two counts over their exposures: the conditional binomial (Przyborowski and Wilenski 1940).

use super::beta::{beta_quantile, ln_binomial_mass};
use super::gamma::ln_poisson_mass;
use super::tails::{binomial, poisson};
use super::{Tail, Tails};

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
    let mode = ((n + 1.0) * p).floor().min(n);
    at_most_as_likely(k, mode, n, |k| ln_binomial_mass(k, n, p, q), |k| binomial(k, n, p, q))
}

/// Two-sided p of a Poisson count against its expected `mean`: all counts at most as likely.
pub fn poisson_two(k: f64, mean: f64) -> Tail {
    if mean <= 0.0 {
        return if k > 0.0 { Tail::ZERO } else { Tail::ONE };
    }
    let mass = |k: f64| if k <= 0.0 { -mean } else { ln_poisson_mass(k, mean) };
    // Beyond this no count is as likely as the observed one, or as 0.
    let mut end = (2.0 * k.max(mean) + 16.0).floor();
    while mass(end) > mass(k).min(-mean) {
        end *= 2.0;
    }
    at_most_as_likely(k, mean.floor(), end, mass, |k| poisson(k, mean))
}

/// The probability of all outcomes from 0 to `end` that are at most as likely as `k`, for a
/// distribution that falls on both sides of its `mode`.
fn at_most_as_likely(
    k: f64,
    mode: f64,
    end: f64,
    ln_mass: impl Fn(f64) -> f64,
    tails: impl Fn(f64) -> Tails,
) -> Tail {
    let limit = ln_mass(k) + TIE_SLACK;
    if end <= 0.0 || ln_mass(mode) <= limit {
        return Tail::ONE;
    }
    let is_up = k >= mode;
    let own = tails(k);
    let near = if is_up { own.upper } else { own.lower };
    let far_end = if is_up { 0.0 } else { end };
    if ln_mass(far_end) > limit {
        return near;
    }
    let (mut unlikely, mut likely) = (far_end, mode);
    while (likely - unlikely).abs() > 1.0 {
        let mid = (0.5 * (unlikely + likely)).floor();
        if ln_mass(mid) <= limit {
            unlikely = mid;
        } else {
            likely = mid;
        }
    }
    let far = tails(unlikely);
    let far = if is_up { far.lower } else { far.upper };
    let (high, low) = if near.ln_p > far.ln_p { (near, far) } else { (far, near) };
    Tail::from_ln(high.ln_p + crate::num::ln_1p(crate::num::exp(low.ln_p - high.ln_p)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::{Random, exp};

    #[test]
    fn the_two_sided_poisson_test_sums_every_count_that_is_as_unlikely() {
        let mut random = Random::new(11);
        for _ in 0..400 {
            let mean = random.unit() * 30.0 + 0.01;
            let k = random.below(60) as f64;
            let mass =
                |j: u32| if j == 0 { exp(-mean) } else { exp(ln_poisson_mass(j.into(), mean)) };
            let limit = mass(k as u32) * (1.0 + 1e-7);
            let slow: f64 = (0..400).map(mass).filter(|own| *own <= limit).sum();
            let fast = poisson_two(k, mean).p;
            assert!((fast - slow).abs() <= 1e-10 * slow, "{k} {mean}: {fast} {slow}");
        }
    }
}
