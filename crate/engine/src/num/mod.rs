//! Arithmetic that gives the same bits on every machine.
//!
//! The host's `ln`, `exp` and `pow` differ from WebAssembly's in the last bits, so every
//! transcendental function goes through `libm`; nothing fuses a multiply with an add; hashing,
//! seeded draws and long sums live here too.

mod bits;
mod groups;
mod hash;
mod random;
mod sort;

pub use bits::RowMask;
pub use groups::Groups;
pub use hash::{Interner, commonest, hash64, mix64};
pub use random::Random;
pub use sort::{sort_by, sort_by_key};
pub use undertone_kernel::dot;

/// Gives `vector` the length 1; one without a direction stays as it is.
pub fn to_unit(vector: &mut [f32]) {
    let length = dot(vector, vector).sqrt();
    if length > 1e-12 {
        for value in vector {
            *value /= length;
        }
    }
}

/// The mean direction of vectors of `dims` numbers that lie one behind the other, of length 1; zeros
/// where there is none.
pub fn unit_mean(vectors: &[f32], dims: usize) -> Vec<f32> {
    let mut mean = vec![0.0_f32; dims];
    for own in vectors.chunks_exact(dims.max(1)) {
        for (sum, value) in mean.iter_mut().zip(own) {
            *sum += value;
        }
    }
    to_unit(&mut mean);
    mean
}

/// Natural logarithm.
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}
/// `ln(1 + x)`, exact near 0.
pub fn ln_1p(x: f64) -> f64 {
    libm::log1p(x)
}
/// Logarithm to base 10.
pub fn log10(x: f64) -> f64 {
    libm::log10(x)
}
/// Logarithm to base 2.
pub fn log2(x: f64) -> f64 {
    libm::log2(x)
}
/// The exponential function.
pub fn exp(x: f64) -> f64 {
    libm::exp(x)
}
/// `exp(x) - 1`, exact near 0.
pub fn exp_m1(x: f64) -> f64 {
    libm::expm1(x)
}
/// `x` to the power `y`.
pub fn pow(x: f64, y: f64) -> f64 {
    libm::pow(x, y)
}
/// Cube root: a third of the exponent, and four steps of Halley, each of which triples the digits.
/// `libm`'s own is right to the very last bit, by products in two halves that take six times as long.
pub fn cbrt(x: f64) -> f64 {
    if !(1e-300..1e300).contains(&x) {
        return libm::cbrt(x);
    }
    // Dividing the bits by three takes two thirds of the exponent's offset away.
    let mut root = f64::from_bits(x.to_bits() / 3 + 2 * (1.0_f64.to_bits() / 3));
    for _ in 0..4 {
        let cube = root * root * root;
        root *= (cube + x + x) / (cube + cube + x);
    }
    root
}
/// Arc sine.
pub fn asin(x: f64) -> f64 {
    libm::asin(x)
}

/// Sum with Neumaier's compensation: order still matters to the last bit, size does not.
pub fn sum(values: impl IntoIterator<Item = f64>) -> f64 {
    let (mut total, mut lost) = (0.0_f64, 0.0_f64);
    for value in values {
        let next = total + value;
        lost += if total.abs() >= value.abs() {
            (total - next) + value
        } else {
            (value - next) + total
        };
        total = next;
    }
    total + lost
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cube_roots_are_right_to_the_last_bit_or_the_one_before() {
        let mut random = Random::new(3);
        for _ in 0..20_000 {
            let x = exp(1300.0 * random.unit() - 650.0);
            assert!((cbrt(x) / libm::cbrt(x) - 1.0).abs() < 5e-16, "{x}");
        }
        assert!(cbrt(0.0).to_bits() == 0 && cbrt(-8.0) < -1.9 && cbrt(f64::NAN).is_nan());
        for whole in 1..200 {
            let whole = f64::from(whole);
            assert!((cbrt(whole * whole * whole) / whole - 1.0).abs() < 3e-16);
        }
    }

    #[test]
    fn the_mean_of_unit_vectors_points_between_them() {
        let mean = unit_mean(&[1.0, 0.0, 0.0, 1.0, 7.0], 2);
        assert!(mean.iter().all(|own| (own - 0.5_f32.sqrt()).abs() < 1e-6));
        assert_eq!(unit_mean(&[1.0, 0.0, -1.0, 0.0], 2), [0.0, 0.0]);
        assert_eq!((unit_mean(&[], 3), unit_mean(&[], 0)), (vec![0.0; 3], Vec::new()));
    }

    #[test]
    fn a_long_sum_keeps_what_plain_addition_loses() {
        let values = std::iter::once(1e16).chain(std::iter::repeat_n(1.0, 1000));
        assert_eq!(sum(values).to_bits(), (1e16 + 1000.0_f64).to_bits());
    }
}
