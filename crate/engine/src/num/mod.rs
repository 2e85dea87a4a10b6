//! Arithmetic that gives the same bits on every machine.
//!
//! The host's `ln`, `exp` and `pow` differ from WebAssembly's in the last bits, so every
//! transcendental function goes through `libm`; nothing fuses a multiply with an add; hashing,
//! seeded draws and long sums live here too.

mod bits;
mod hash;
mod random;
mod sort;

pub use bits::RowMask;
pub use hash::{Interner, hash64, mix64};
pub use random::Random;
pub use sort::{sort_by, sort_by_key};

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
/// Cube root.
pub fn cbrt(x: f64) -> f64 {
    libm::cbrt(x)
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

/// Dot product in eight fixed lanes: the order of additions is part of the definition, so the
/// compiler may use SIMD on any target and the bits stay the same.
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; 8];
    let (a_chunks, b_chunks) = (a.chunks_exact(8), b.chunks_exact(8));
    let (a_tail, b_tail) = (a_chunks.remainder(), b_chunks.remainder());
    for (x, y) in a_chunks.zip(b_chunks) {
        for lane in 0..8 {
            lanes[lane] += x[lane] * y[lane];
        }
    }
    let mut tail = 0.0;
    for (x, y) in a_tail.iter().zip(b_tail) {
        tail += x * y;
    }
    let (l, r) = lanes.split_at(4);
    ((l[0] + r[0]) + (l[2] + r[2])) + ((l[1] + r[1]) + (l[3] + r[3])) + tail
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_sum_keeps_what_plain_addition_loses() {
        let values = std::iter::once(1e16).chain(std::iter::repeat_n(1.0, 1000));
        assert_eq!(sum(values).to_bits(), (1e16 + 1000.0_f64).to_bits());
    }

    #[test]
    fn dot_agrees_with_its_definition() {
        let a: Vec<f32> = (0..131).map(|i| (i % 7) as f32 - 3.0).collect();
        let b: Vec<f32> = (0..131).map(|i| (i % 5) as f32).collect();
        let slow: f32 = a.iter().zip(&b).map(|(x, y)| x * y).sum();
        assert_eq!(dot(&a, &b).to_bits(), slow.to_bits());
    }
}
