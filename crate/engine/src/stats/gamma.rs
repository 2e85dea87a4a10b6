//! The gamma function and its incomplete forms.

use super::solve::solve_increasing;
use super::{Tail, Tails};
use crate::num::{exp, ln};

/// Half the logarithm of 2 pi.
pub(super) const HALF_LN_2PI: f64 = 0.918_938_533_204_672_8;

/// From here on Stirling's series is exact to the last bit.
const SERIES_FROM: f64 = 16.0;

/// Continued fractions and series end when a term no longer changes the result.
pub(super) const EPSILON: f64 = 1e-16;

/// More terms than any argument up to 1e12 needs near its mode.
pub(super) const MAX_TERMS: u32 = 2_000_000;

/// Natural logarithm of the gamma function.
pub fn ln_gamma(x: f64) -> f64 {
    libm::lgamma(x)
}

/// What Stirling's formula leaves out: `ln(n!) - ln(sqrt(2 pi n) (n / e)^n)` (Loader 2000).
pub(super) fn stirling_error(n: f64) -> f64 {
    if n < SERIES_FROM {
        return ln_gamma(n + 1.0) - (n + 0.5) * ln(n) + n - HALF_LN_2PI;
    }
    let square = n * n;
    let mut series = -691.0 / 360_360.0;
    for term in [1.0 / 1188.0, -1.0 / 1680.0, 1.0 / 1260.0, -1.0 / 360.0, 1.0 / 12.0] {
        series = series / square + term;
    }
    series / n
}

/// The deviance `x ln(x / m) + m - x` without cancellation near `x = m` (Loader 2000).
pub(super) fn deviance(x: f64, m: f64) -> f64 {
    let diff = x - m;
    if diff.abs() >= 0.1 * (x + m) {
        return x * ln(x / m) - diff;
    }
    // With v = (x - m) / (x + m), ln(x / m) = 2 (v + v^3 / 3 + v^5 / 5 + …).
    let v = diff / (x + m);
    let square = v * v;
    let mut total = diff * v;
    let mut power = 2.0 * x * v;
    for odd in 1..1000 {
        power *= square;
        let next = total + power / f64::from(2 * odd + 1);
        if next.to_bits() == total.to_bits() {
            break;
        }
        total = next;
    }
    total
}

/// `ln(x^a e^-x / gamma(a + 1))`: the Poisson probability for any positive `a` (Loader 2000).
pub(super) fn ln_poisson_mass(a: f64, x: f64) -> f64 {
    if a < 1e-8 {
        return a * ln(x) - x - ln_gamma(a + 1.0);
    }
    -stirling_error(a) - deviance(a, x) - HALF_LN_2PI - 0.5 * ln(a)
}

/// The regularised incomplete gamma functions: lower is P(a, x), upper is Q(a, x).
/// Series below `a + 1`, Legendre's continued fraction above (DLMF 8.11.4, 8.9.2).
pub fn inc_gamma(a: f64, x: f64) -> Tails {
    if x <= 0.0 || a <= 0.0 {
        let all_above = x <= 0.0 && a > 0.0;
        return Tails::of_lower(if all_above { Tail::ZERO } else { Tail::ONE });
    }
    if x.is_infinite() {
        return Tails::of_upper(Tail::ZERO);
    }
    let ln_mass = ln_poisson_mass(a, x);
    if x < a + 1.0 {
        Tails::of_lower(Tail::from_ln(ln_mass + ln(lower_series(a, x))))
    } else {
        Tails::of_upper(Tail::from_ln(ln_mass + ln(a) + ln(upper_fraction(a, x))))
    }
}

/// `1 + x / (a + 1) + x^2 / ((a + 1)(a + 2)) + …`
fn lower_series(a: f64, x: f64) -> f64 {
    let (mut term, mut total, mut k) = (1.0, 1.0, a);
    for _ in 0..MAX_TERMS {
        k += 1.0;
        term *= x / k;
        total += term;
        if term < total * EPSILON {
            break;
        }
    }
    total
}

/// `1 / (x + 1 - a - 1 (1 - a) / (x + 3 - a - …))` by Lentz's method.
fn upper_fraction(a: f64, x: f64) -> f64 {
    let mut b = x + 1.0 - a;
    let mut c = f64::MAX;
    let mut d = 1.0 / b;
    let mut total = d;
    for i in 1..MAX_TERMS {
        let k = f64::from(i);
        let an = -k * (k - a);
        b += 2.0;
        d = 1.0 / nonzero(an * d + b);
        c = nonzero(b + an / c);
        let factor = d * c;
        total *= factor;
        if (factor - 1.0).abs() < EPSILON * 4.0 {
            break;
        }
    }
    total
}

/// Keeps Lentz's method away from a division by zero.
pub(super) fn nonzero(x: f64) -> f64 {
    if x.abs() < 1e-300 { 1e-300 } else { x }
}

/// The `x` at which P(a, x) is `p`.
pub fn gamma_quantile(p: f64, a: f64) -> f64 {
    if p <= 0.0 {
        return 0.0;
    }
    if p >= 1.0 {
        return f64::INFINITY;
    }
    let use_lower = p <= 0.5;
    let wanted = if use_lower { ln(p) } else { ln(1.0 - p) };
    let gap = |t: f64| {
        let tails = inc_gamma(a, exp(t));
        if use_lower { tails.lower.ln_p - wanted } else { wanted - tails.upper.ln_p }
    };
    exp(solve_increasing(gap, ln(a.max(1e-3)), 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_deviance_has_no_step_where_its_series_ends() {
        for (x, m) in [(11.0_f64, 9.0_f64), (9.0, 11.0), (1e6, 1.1e6), (3.0, 2.9)] {
            let plain = x * ln(x / m) + m - x;
            assert!((deviance(x, m) - plain).abs() < 1e-12 * m, "{x} {m}");
        }
    }

    #[test]
    fn the_gamma_tails_of_whole_shape_are_poisson_sums() {
        for (k, x) in [(1_u32, 0.3_f64), (4, 2.5), (30, 44.0), (30, 12.0)] {
            let mut term = exp(-x);
            let mut sum = term;
            for j in 1..k {
                term *= x / f64::from(j);
                sum += term;
            }
            let upper = inc_gamma(f64::from(k), x).upper.p;
            assert!((upper - sum).abs() < 1e-13, "{k} {x}: {upper} {sum}");
        }
    }

    #[test]
    fn the_quantile_undoes_the_function() {
        for a in [0.5, 1.0, 7.0, 400.0] {
            for p in [1e-9, 0.025, 0.5, 0.975, 1.0 - 1e-9] {
                let back = inc_gamma(a, gamma_quantile(p, a)).lower.p;
                assert!((back - p).abs() < 1e-12, "{a} {p} {back}");
            }
        }
    }
}
