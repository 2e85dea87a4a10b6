//! Matrices of 8-bit weights, and their products with rows of numbers.
//!
//! A row becomes whole numbers under one scale of its own, as large as the sums allow, so nearly
//! nothing of it is lost; products and sums are whole numbers and exact in any order.

use crate::ReaderError;
use crate::bytes::Bytes;
use crate::lanes::{Fast, Lanes};

/// Inputs come in this many.
pub(crate) const EIGHT: usize = 8;

/// Outputs that are computed together.
const FOUR: usize = 4;

/// `outputs` rows of `inputs` weights.
pub(crate) struct Matrix {
    inputs: usize,
    outputs: usize,
    scales: Vec<f32>,
    bias: Vec<f32>,
    weights: Vec<i8>,
}

/// Rows as whole numbers, with the scale of each; an even number of them.
pub(crate) struct Whole<L> {
    factors: Vec<L>,
    scales: Vec<f32>,
}

impl<L> Default for Whole<L> {
    fn default() -> Self {
        Whole { factors: Vec::new(), scales: Vec::new() }
    }
}

impl<L: Lanes> Whole<L> {
    /// Takes rows of `inputs` numbers in.
    pub(crate) fn set(&mut self, rows: &[f32], inputs: usize) {
        self.factors.clear();
        self.scales.clear();
        let limit = limit(inputs);
        for row in rows.chunks_exact(inputs) {
            let most = row.iter().fold(0.0_f32, |most, value| most.max(value.abs()));
            let (scale, factor) = if most > 1e-30 && most.is_finite() {
                (most / limit, limit / most)
            } else {
                (0.0, 0.0)
            };
            self.scales.push(scale);
            let eights = row.as_chunks::<EIGHT>().0.iter();
            self.factors
                .extend(eights.map(|own| L::pack(own.map(|value| nearest(value * factor)))));
        }
        if self.scales.len() % 2 == 1 {
            self.scales.push(0.0);
            self.factors.resize(self.scales.len() * inputs / EIGHT, L::pack([0; EIGHT]));
        }
    }
}

/// The largest whole number of a row of `n`, so that no sum of products leaves 31 bits.
fn limit(n: usize) -> f32 {
    (i32::MAX as usize / (128 * n)).min(32767) as f32
}

/// The nearest whole number, halves to the even one.
#[inline(always)]
fn nearest(value: f32) -> i16 {
    const MAGIC: f32 = 12_582_912.0; // 1.5 · 2²³: its last bit is worth one
    (value + MAGIC).to_bits() as i16
}

impl Matrix {
    /// The next matrix of a pack: scales, bias, weights.
    pub(crate) fn read(
        bytes: &mut Bytes<'_>,
        inputs: usize,
        outputs: usize,
    ) -> Result<Matrix, ReaderError> {
        let scales = bytes.floats(outputs)?;
        let bias = bytes.floats(outputs)?;
        let weights = bytes.small(inputs * outputs)?;
        Ok(Matrix { inputs, outputs, scales, bias, weights })
    }

    /// How many numbers a row has.
    pub(crate) fn inputs(&self) -> usize {
        self.inputs
    }

    /// The products of `rows` with every output, plus the bias: a row of outputs for each row.
    pub(crate) fn product(&self, rows: &Whole<Fast>, out: &mut Vec<f32>) {
        self.product_by(rows, out);
    }

    /// [`product`](Matrix::product) in one form of the lanes.
    fn product_by<L: Lanes>(&self, rows: &Whole<L>, out: &mut Vec<f32>) {
        let size = self.inputs / EIGHT;
        out.clear();
        out.resize(rows.scales.len() * self.outputs, 0.0);
        let mut panel = vec![L::pack([0; EIGHT]); size * FOUR];
        for (block, weights) in self.weights.chunks_exact(self.inputs * FOUR).enumerate() {
            for (to, from) in panel.iter_mut().zip(weights.as_chunks::<EIGHT>().0) {
                *to = L::pack(from.map(i16::from));
            }
            let at = block * FOUR;
            let own = Outputs {
                scales: &self.scales[at..at + FOUR],
                bias: &self.bias[at..at + FOUR],
                panel: &panel,
            };
            let pairs = rows.factors.chunks_exact(2 * size).zip(rows.scales.as_chunks::<2>().0);
            for ((rows, scales), out) in pairs.zip(out.chunks_exact_mut(2 * self.outputs)) {
                let (first, second) = out.split_at_mut(self.outputs);
                own.of_two(rows, *scales, [&mut first[at..at + FOUR], &mut second[at..at + FOUR]]);
            }
        }
    }
}

/// Four outputs of a matrix.
struct Outputs<'a, L> {
    scales: &'a [f32],
    bias: &'a [f32],
    panel: &'a [L],
}

impl<L: Lanes> Outputs<'_, L> {
    #[inline(always)]
    fn of_two(&self, rows: &[L], scales: [f32; 2], out: [&mut [f32]; 2]) {
        let size = self.panel.len() / FOUR;
        let (first, second) = rows.split_at(size);
        let (ab, cd) = self.panel.split_at(2 * size);
        let ((a, b), (c, d)) = (ab.split_at(size), cd.split_at(size));
        let sums = L::products([first, second], [a, b, c, d]);
        for ((sums, scale), out) in sums.iter().zip(scales).zip(out) {
            for (lane, to) in out.iter_mut().enumerate() {
                *to = sums[lane] as f32 * (scale * self.scales[lane]) + self.bias[lane];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_those_of_plain_loops() {
        let (inputs, outputs, n) = (72, 12, 3);
        let draw = |at: usize, most: usize| (at * at * 31 + at * 17) % (2 * most + 1);
        let weights: Vec<i8> =
            (0..inputs * outputs).map(|at| (draw(at, 127) as i32 - 127) as i8).collect();
        let matrix = Matrix {
            inputs,
            outputs,
            scales: vec![0.5; outputs],
            bias: vec![1.0; outputs],
            weights: weights.clone(),
        };
        // Whole numbers of which one is the limit are kept as they are.
        let most = limit(inputs);
        let rows: Vec<f32> = (0..n * inputs)
            .map(|at| if at % inputs == 5 { -most } else { draw(at, 900) as f32 - 900.0 })
            .collect();
        let mut whole: Whole<crate::lanes::Plain> = Whole::default();
        whole.set(&rows, inputs);
        let mut out = Vec::new();
        matrix.product_by(&whole, &mut out);
        for (row, own) in rows.chunks(inputs).zip(out.chunks(outputs)) {
            for (weights, own) in weights.chunks(inputs).zip(own) {
                let sum: i64 =
                    row.iter().zip(weights).map(|(a, b)| *a as i64 * i64::from(*b)).sum();
                let expected = sum as i32 as f32 * 0.5 + 1.0;
                assert_eq!(own.to_bits(), expected.to_bits());
            }
        }
    }

    #[test]
    fn the_nearest_whole_number_is_that_of_the_library() {
        for at in -40_000..40_000 {
            let value = at as f32 * 0.25;
            assert_eq!(
                f32::from(nearest(value)).to_bits(),
                (value.round_ties_even() + 0.0).to_bits()
            );
        }
    }
}
