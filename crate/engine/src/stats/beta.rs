//! The regularised incomplete beta function, on which most tails rest.

use super::gamma::{HALF_LN_2PI, MAX_TERMS, deviance, ln_gamma, nonzero, stirling_error};
use super::solve::solve_increasing;
use super::{Tail, Tails};
use crate::num::{exp, ln, ln_1p};

/// Below this a parameter is too small for Stirling's formula to gain anything.
const SMALL: f64 = 1e-6;

/// `ln(x^a y^b / B(a, b))` with `y = 1 - x`, by deviances, so that nothing large cancels
/// (Loader 2000).
fn ln_front(a: f64, b: f64, x: f64, y: f64) -> f64 {
    if a < SMALL || b < SMALL {
        return a * ln(x) + b * ln(y) + ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b);
    }
    let n = a + b;
    let errors = stirling_error(n) - stirling_error(a) - stirling_error(b);
    let spread = 0.5 * (ln(a) + ln(b) - ln(n));
    errors - deviance(a, n * x) - deviance(b, n * y) + spread - HALF_LN_2PI
}

/// `ln` of the binomial probability of `k` of `n`, for a chance `p` with `q = 1 - p`.
pub(super) fn ln_binomial_mass(k: f64, n: f64, p: f64, q: f64) -> f64 {
    if k < 0.0 || k > n {
        return f64::NEG_INFINITY;
    }
    let rest = n - k;
    if k <= 0.0 {
        return if n <= 0.0 { 0.0 } else { n * if p < 0.1 { ln_1p(-p) } else { ln(q) } };
    }
    if rest <= 0.0 {
        return n * if q < 0.1 { ln_1p(-q) } else { ln(p) };
    }
    let errors = stirling_error(n) - stirling_error(k) - stirling_error(rest);
    let spread = 0.5 * (ln(n) - ln(k) - ln(rest));
    errors - deviance(k, n * p) - deviance(rest, n * q) + spread - HALF_LN_2PI
}

/// The regularised incomplete beta function at `x`, `y = 1 - x`: lower is I_x(a, b), upper is
/// I_y(b, a). Both `x` and `y` are asked for, because one of them may be tiny.
pub fn inc_beta(a: f64, b: f64, x: f64, y: f64) -> Tails {
    if x <= 0.0 {
        return Tails::of_lower(Tail::ZERO);
    }
    if y <= 0.0 {
        return Tails::of_upper(Tail::ZERO);
    }
    let ln_front = ln_front(a, b, x, y);
    if x * (a + b + 2.0) <= a + 1.0 {
        Tails::of_lower(Tail::from_ln(ln_front - ln(a) + ln(fraction(a, b, x))))
    } else {
        Tails::of_upper(Tail::from_ln(ln_front - ln(b) + ln(fraction(b, a, y))))
    }
}

/// Numerators and denominators of the fraction beyond this (or below its inverse) are scaled back.
const LARGE: f64 = 1e120;

/// Successive values of the fraction nearer than this share are one.
const SAME: f64 = 1e-15;

/// The continued fraction of DLMF 8.17.22 by the recurrence of Wallis for numerators and
/// denominators (DLMF 3.10.11): it divides half as often as Lentz's method, and no division waits for
/// the one before it.
fn fraction(a: f64, b: f64, x: f64) -> f64 {
    let sum = a + b;
    let (mut above, mut below) = ((1.0, 1.0), (1.0, 1.0 - sum * x / (a + 1.0)));
    let mut total = above.1 / nonzero(below.1);
    for i in 1..MAX_TERMS {
        let m = f64::from(i);
        let top = a + 2.0 * m;
        let even = m * (b - m) * x / ((top - 1.0) * top);
        let odd = -(a + m) * (sum + m) * x / (top * (top + 1.0));
        above.0 = above.1 + even * above.0;
        below.0 = below.1 + even * below.0;
        above.1 = above.0 + odd * above.1;
        below.1 = below.0 + odd * below.1;
        let next = above.1 / nonzero(below.1);
        let is_done = (next - total).abs() < SAME * next.abs();
        total = next;
        if is_done {
            break;
        }
        let size = below.1.abs();
        if !(1.0 / LARGE..LARGE).contains(&size) {
            let scale = if size < 1.0 { LARGE } else { 1.0 / LARGE };
            above = (above.0 * scale, above.1 * scale);
            below = (below.0 * scale, below.1 * scale);
        }
    }
    total
}

/// The point with `I_x(a, b) = p`, as `(x, 1 - x)`, both exact where they are tiny.
pub fn beta_quantile(p: f64, a: f64, b: f64) -> (f64, f64) {
    if p <= 0.0 {
        return (0.0, 1.0);
    }
    if p >= 1.0 {
        return (1.0, 0.0);
    }
    let use_lower = p <= 0.5;
    let wanted = if use_lower { ln(p) } else { ln(1.0 - p) };
    let point = |t: f64| (1.0 / (1.0 + exp(-t)), 1.0 / (1.0 + exp(t)));
    let gap = |t: f64| {
        let (x, y) = point(t);
        let tails = inc_beta(a, b, x, y);
        if use_lower { tails.lower.ln_p - wanted } else { wanted - tails.upper.ln_p }
    };
    point(solve_increasing(gap, ln(a / b), 0.5))
}

#[cfg(test)]
mod tests {
    use super::super::gamma::EPSILON;
    use super::*;
    use crate::num::Random;

    /// The same fraction by the modified method of Lentz.
    fn slow_fraction(a: f64, b: f64, x: f64) -> f64 {
        let sum = a + b;
        let mut c = 1.0;
        let mut d = 1.0 / nonzero(1.0 - sum * x / (a + 1.0));
        let mut total = d;
        for i in 1..MAX_TERMS {
            let m = f64::from(i);
            let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
            d = 1.0 / nonzero(1.0 + even * d);
            c = nonzero(1.0 + even / c);
            total *= d * c;
            let odd = -(a + m) * (sum + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
            d = 1.0 / nonzero(1.0 + odd * d);
            c = nonzero(1.0 + odd / c);
            total *= d * c;
            if (d * c - 1.0).abs() < EPSILON * 4.0 {
                break;
            }
        }
        total
    }

    #[test]
    fn both_ways_to_the_fraction_agree_wherever_it_is_used() {
        let mut random = Random::new(17);
        for _ in 0..20_000 {
            let mut size = || exp(18.0 * random.unit() - 4.0);
            let (a, b) = (size(), size());
            let x = random.unit() * (a + 1.0) / (a + b + 2.0);
            let (fast, slow) = (fraction(a, b, x), slow_fraction(a, b, x));
            assert!((fast / slow - 1.0).abs() < 1e-12, "{a} {b} {x}: {fast} {slow}");
        }
    }

    #[test]
    fn beta_tails_of_whole_parameters_are_binomial_sums() {
        for (k, n, p) in [(3_u32, 10_u32, 0.2_f64), (1, 40, 0.01), (25, 30, 0.9)] {
            let mut sum = 0.0;
            for j in k..=n {
                sum += exp(ln_binomial_mass(f64::from(j), f64::from(n), p, 1.0 - p));
            }
            let lower = inc_beta(f64::from(k), f64::from(n - k + 1), p, 1.0 - p).lower.p;
            assert!((lower - sum).abs() < 1e-13, "{k} {n} {p}: {lower} {sum}");
        }
    }

    #[test]
    fn the_quantile_undoes_the_function() {
        for (a, b) in [(0.5, 0.5), (3.0, 9.0), (1.0, 5000.0), (700.0, 2.0)] {
            for p in [1e-8, 0.025, 0.5, 0.975] {
                let (x, y) = beta_quantile(p, a, b);
                assert!((inc_beta(a, b, x, y).lower.p - p).abs() < 1e-12, "{a} {b} {p}");
            }
        }
    }
}
