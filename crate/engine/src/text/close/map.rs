//! The regressions of a close reading, and the algebra that they take.

use undertone_kernel::add_times;

use super::ReadTexts;
use crate::num::dot;
use crate::text::kmeans::Rows;

/// Penalty of the regression.
pub(super) const ALPHA: f32 = 1.0;

/// Penalty of the regression on what is left over.
pub(super) const ALPHA_LEFT: f32 = 0.03;

/// Rows that are carried over together, so that the coefficients are loaded once for all of them.
pub(super) const TILE: usize = 8;

/// The regressions: a row of coefficients for each output, of the features and of the likeness to
/// each text that was read.
pub(super) struct Map {
    dims: usize,
    mean: Vec<f32>,
    out_mean: Vec<f32>,
    /// The features of what was read.
    pub(super) known: Vec<f32>,
    coefficients: Vec<f32>,
}

impl Map {
    pub(super) fn fit(points: Rows<'_>, read: &ReadTexts<'_>) -> Map {
        let (n, dims, outs) = (read.rows.len(), points.dims, read.dims);
        let known: Vec<f32> = read.rows.iter().flat_map(|row| points.of(*row)).copied().collect();
        let (mean, inputs) = centred(&known, dims);
        let (out_mean, mut left) = centred(read.vectors, outs);
        let by_input = transposed(&inputs, dims);
        let by_output = transposed(&left, outs);
        let mut linear: Vec<f32> = by_input
            .chunks_exact(n.max(1))
            .flat_map(|own| by_output.chunks_exact(n.max(1)).map(move |other| dot(own, other)))
            .collect();
        solve(products(&by_input, n, ALPHA), &mut linear, outs);
        for (row, input) in left.chunks_exact_mut(outs).zip(inputs.chunks_exact(dims)) {
            for (value, weights) in input.iter().zip(linear.chunks_exact(outs)) {
                add_times(row, weights, -value);
            }
        }
        let mut likeness = products(&known, dims, 0.0);
        for (at, row) in likeness.chunks_exact_mut(n.max(1)).enumerate() {
            for value in &mut *row {
                *value = alike(*value);
            }
            row[at] += ALPHA_LEFT;
        }
        solve(likeness, &mut left, outs);
        let coefficients = transposed(&[linear, left].concat(), outs);
        Map { dims: outs, mean, out_mean, known, coefficients }
    }

    /// What the coefficients are multiplied with.
    pub(super) fn input(&self, features: &[f32], out: &mut [f32]) {
        let (linear, likeness) = out.split_at_mut(features.len());
        for ((to, value), mean) in linear.iter_mut().zip(features).zip(&self.mean) {
            *to = value - mean;
        }
        for (to, known) in likeness.iter_mut().zip(self.known.chunks_exact(features.len())) {
            *to = alike(dot(known, features));
        }
    }

    /// The outputs of several inputs.
    pub(super) fn apply(&self, inputs: &[f32], out: &mut [f32]) {
        let size = inputs.len() / TILE;
        for (at, coefficients) in self.coefficients.chunks_exact(size).enumerate() {
            for (input, row) in inputs.chunks_exact(size).zip(out.chunks_exact_mut(self.dims)) {
                row[at] = self.out_mean[at] + dot(coefficients, input);
            }
        }
    }
}

/// How alike two unit rows with this product are: the fourth power of the share of the way from
/// opposite to same, all but a Gaussian of their distance.
pub(super) fn alike(product: f32) -> f32 {
    let share = 0.5 + 0.5 * product;
    let second = share * share;
    second * second
}

/// The mean row, and all rows less it.
pub(super) fn centred(rows: &[f32], dims: usize) -> (Vec<f32>, Vec<f32>) {
    let mut mean = vec![0.0; dims];
    let n = rows.len() / dims.max(1);
    for row in rows.chunks_exact(dims) {
        add_times(&mut mean, row, 1.0 / n as f32);
    }
    let mut out = rows.to_vec();
    for row in out.chunks_exact_mut(dims) {
        add_times(row, &mean, -1.0);
    }
    (mean, out)
}

/// Columns as rows.
pub(super) fn transposed(rows: &[f32], dims: usize) -> Vec<f32> {
    let n = rows.len() / dims.max(1);
    let mut out = vec![0.0; rows.len()];
    for (at, row) in rows.chunks_exact(dims).enumerate() {
        for (column, value) in row.iter().enumerate() {
            out[column * n + at] = *value;
        }
    }
    out
}

/// The products of all rows with one another, and `more` on the diagonal.
pub(super) fn products(rows: &[f32], dims: usize, more: f32) -> Vec<f32> {
    let n = rows.len() / dims.max(1);
    let row = |at: usize| &rows[at * dims..(at + 1) * dims];
    let mut out = vec![0.0; n * n];
    for a in 0..n {
        for b in 0..=a {
            let product = dot(row(a), row(b));
            out[a * n + b] = product;
            out[b * n + a] = product;
        }
        out[a * n + a] += more;
    }
    out
}

/// Solves `matrix · x = right` for the rows of `right` (`outs` numbers each), in its place, by
/// Cholesky's decomposition; `matrix` is symmetric and positive.
pub(super) fn solve(mut matrix: Vec<f32>, right: &mut [f32], outs: usize) {
    let n = right.len() / outs.max(1);
    for at in 0..n {
        let (above, own) = matrix.split_at_mut(at * n);
        for other in 0..at {
            let row = &above[other * n..=other * n + other];
            own[other] = (own[other] - dot(&own[..other], &row[..other])) / row[other];
        }
        own[at] = (own[at] - dot(&own[..at], &own[..at])).max(1e-12).sqrt();
    }
    for at in 0..n {
        let (before, own) = right.split_at_mut(at * outs);
        let own = &mut own[..outs];
        let factors = &matrix[at * n..=at * n + at];
        for (row, factor) in before.chunks_exact(outs).zip(factors) {
            add_times(own, row, -factor);
        }
        for value in &mut *own {
            *value /= factors[at];
        }
    }
    for at in (0..n).rev() {
        let (before, own) = right.split_at_mut(at * outs);
        let own = &mut own[..outs];
        let factors = &matrix[at * n..=at * n + at];
        for value in &mut *own {
            *value /= factors[at];
        }
        for (row, factor) in before.chunks_exact_mut(outs).zip(factors) {
            add_times(row, own, -factor);
        }
    }
}
