//! The normal distribution.

use super::Tail;
use super::gamma::HALF_LN_2PI;
use crate::num::{exp, ln, pow};

/// From here on the continued fraction is used, and the tail is given by its logarithm.
const FAR: f64 = 8.0;

/// So near to 0.5 the quantile is found from the middle, not from the tail.
const NEAR_MIDDLE: f64 = 0.2;

/// The upper tail of the standard normal at `z`.
pub fn normal_upper(z: f64) -> Tail {
    if z < -1.0 {
        return normal_upper(-z).complement();
    }
    if z < FAR {
        return Tail::from_p(0.5 * libm::erfc(z * std::f64::consts::FRAC_1_SQRT_2));
    }
    if z.is_infinite() {
        return Tail::ZERO;
    }
    // Laplace's continued fraction for Mills' ratio (DLMF 7.9.3).
    let mut fraction = z;
    for k in (1..=100).rev() {
        fraction = z + f64::from(k) / fraction;
    }
    Tail::from_ln(-0.5 * z * z - HALF_LN_2PI - ln(fraction))
}

/// Two-sided p of a standard normal statistic.
pub(super) fn normal_two(z: f64) -> Tail {
    normal_upper(z.abs()).doubled()
}

/// The standard normal quantile: a rational start (Abramowitz and Stegun 1964, 26.2.23), refined
/// by Newton steps on the logarithm of the tail.
pub fn normal_quantile(p: f64) -> f64 {
    if p <= 0.0 {
        return f64::NEG_INFINITY;
    }
    if p >= 1.0 {
        return f64::INFINITY;
    }
    if (p - 0.5).abs() < NEAR_MIDDLE {
        return quantile_near_middle(p - 0.5);
    }
    let is_lower = p < 0.5;
    let ln_tail = if is_lower { ln(p) } else { ln(1.0 - p) };
    let t = pow(-2.0 * ln_tail, 0.5);
    let above = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let below = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
    let mut z = t - above / below;
    for _ in 0..6 {
        let tail = normal_upper(z);
        let density_by_tail = exp(-0.5 * z * z - HALF_LN_2PI - tail.ln_p);
        let step = (tail.ln_p - ln_tail) / density_by_tail;
        z += step;
        if step.abs() < 1e-16 * (1.0 + z.abs()) {
            break;
        }
    }
    if is_lower { -z } else { z }
}

/// The quantile by Newton steps on what lies between it and the middle, which stays exact there.
fn quantile_near_middle(area: f64) -> f64 {
    let mut z = area / exp(-HALF_LN_2PI);
    for _ in 0..8 {
        let gap = 0.5 * libm::erf(z * std::f64::consts::FRAC_1_SQRT_2) - area;
        let step = gap / exp(-0.5 * z * z - HALF_LN_2PI);
        z -= step;
        if step.abs() <= 1e-16 * z.abs() {
            break;
        }
    }
    z
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_the_tail_meet() {
        let (near, far) = (normal_upper(FAR - 1e-9), normal_upper(FAR + 1e-9));
        assert!((near.ln_p - far.ln_p).abs() < 1e-7, "{near:?} {far:?}");
        assert!((normal_quantile(0.975) - super::super::Z95).abs() < 1e-15);
    }
}
