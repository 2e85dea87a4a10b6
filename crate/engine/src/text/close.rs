//! Close reading: a transformer reads a spread of the texts, and what it says of them is carried to
//! all others by what their words have in common.
//!
//! The engine never runs the transformer: it says which texts to read and takes their vectors. From
//! the static vectors of the texts that were read to their new ones leads a ridge regression (Hoerl
//! and Kennard 1970), and a kernel ridge regression (Saunders, Gammerman and Vovk 1998) learns what
//! that leaves over.

mod directions;

use ndarray::Array2;
use undertone_kernel::add_times;

use super::Corpus;
use crate::num::{self, dot, hash64, mix64};

/// Penalty of the regression.
const ALPHA: f32 = 1.0;

/// Penalty of the regression on what is left over.
const ALPHA_LEFT: f32 = 0.03;

/// Hashed words stand beside the static vectors, in so many dimensions and with this share of the
/// products: the table does not know what a product's own words are worth.
const WORDS: usize = 256;
const SHARE: f32 = 0.2;

/// Numbers that are carried over of a reader's vector: with half of MiniLM's 384 the same themes come
/// out in half of the time.
const CARRIED: usize = 192;

/// What the static vectors weigh beside those that were carried over: a reader hears what a sentence
/// says, its words alone tell its product's features apart.
const BESIDE: f32 = 0.3;

/// Texts among which those to read are looked for.
const AMONG: usize = 20_000;

/// Rounds of moving centres.
const ROUNDS: usize = 4;

/// Rows that are carried over together, so that the coefficients are loaded once for all of them.
const TILE: usize = 8;

/// Up to `n` of `rows` that stand for all of them: those nearest to the centres of as many groups.
/// The order of `rows` must not depend on how they lie in the file.
pub fn spread(vectors: &Array2<f32>, rows: &[u32], n: usize) -> Vec<u32> {
    let Some(values) = vectors.as_slice() else { return Vec::new() };
    let points = Rows { values, dims: vectors.ncols() };
    let rows = &rows[..rows.len().min(AMONG)];
    if rows.len() <= n {
        return rows.to_vec();
    }
    let mut chosen = Vec::with_capacity(n);
    let mut is_chosen = vec![false; points.values.len() / points.dims.max(1)];
    let coarse = groups(points, rows, (n as f64).sqrt() as usize);
    let mut seen = 0;
    for group in &coarse {
        // The share of the group, so that the shares add up to `n`.
        let before = seen * n / rows.len();
        seen += group.len();
        let share = seen * n / rows.len() - before;
        for fine in groups(points, group, share) {
            let middle = middle(points, &fine);
            let mut best = (f32::NEG_INFINITY, None);
            for row in fine {
                let cosine = dot(points.of(row), &middle);
                if cosine > best.0 {
                    best = (cosine, Some(row));
                }
            }
            if let Some(row) = best.1 {
                is_chosen[row as usize] = true;
                chosen.push(row);
            }
        }
    }
    for row in rows {
        if chosen.len() < n && !is_chosen[*row as usize] {
            chosen.push(*row);
        }
    }
    chosen
}

/// What is known of every row before anything is read: its static vector beside its words, hashed
/// (Weinberger et al. 2009) and weighed by their rarity.
pub fn features(corpus: &Corpus, vectors: &Array2<f32>) -> Array2<f32> {
    let n = corpus.n_rows() as usize;
    let mut counts = vec![0_u32; corpus.words.len()];
    for word in &corpus.tokens {
        counts[*word as usize] += 1;
    }
    // A word that occurs once says nothing about other texts.
    let weight =
        |count: u32| if count > 1 { num::ln(n as f64 / f64::from(count)).max(0.0) } else { 0.0 };
    let weights: Vec<f32> = counts.iter().map(|count| weight(*count) as f32).collect();
    let hashes: Vec<u64> = corpus.words.iter().map(|word| hash64(word.as_bytes(), 13)).collect();
    let dims = vectors.ncols();
    let mut out = vec![0.0; n * (dims + WORDS)];
    for (row, own) in out.chunks_exact_mut(dims + WORDS).enumerate() {
        let (left, right) = own.split_at_mut(dims);
        for word in corpus.content(row as u32) {
            let mut hash = hashes[word as usize];
            for _ in 0..4 {
                let sign = if hash & 1 == 0 { 1.0 } else { -1.0 };
                right[(hash >> 1) as usize % WORDS] += sign * weights[word as usize];
                hash = mix64(hash);
            }
        }
        to_unit(right);
        for value in right {
            *value *= SHARE.sqrt();
        }
        for (to, value) in left.iter_mut().zip(vectors.row(row)) {
            *to = value * (1.0 - SHARE).sqrt();
        }
        to_unit(own);
    }
    Array2::from_shape_vec((n, dims + WORDS), out).unwrap_or_else(|_| Array2::zeros((n, 0)))
}

/// Rows of numbers, all of one length.
#[derive(Clone, Copy)]
struct Rows<'a> {
    values: &'a [f32],
    dims: usize,
}

impl<'a> Rows<'a> {
    fn of(self, row: u32) -> &'a [f32] {
        &self.values[row as usize * self.dims..(row as usize + 1) * self.dims]
    }
}

/// `members` in up to `k` groups around centres (spherical k-means, Dhillon and Modha 2001); empty
/// ones are left out.
fn groups(points: Rows<'_>, members: &[u32], k: usize) -> Vec<Vec<u32>> {
    let k = k.clamp(1, members.len().max(1));
    let mut centres: Vec<Vec<f32>> = (0..k)
        .filter_map(|at| members.get(at * members.len() / k))
        .map(|row| points.of(*row).to_vec())
        .collect();
    let mut out = Vec::new();
    for _ in 0..ROUNDS {
        out = vec![Vec::new(); centres.len()];
        for row in members {
            let mut best = (f32::NEG_INFINITY, 0);
            for (at, centre) in centres.iter().enumerate() {
                let cosine = dot(points.of(*row), centre);
                if cosine > best.0 {
                    best = (cosine, at);
                }
            }
            out[best.1].push(*row);
        }
        out.retain(|group: &Vec<u32>| !group.is_empty());
        centres = out.iter().map(|group| middle(points, group)).collect();
    }
    out
}

/// The unit mean of the rows.
fn middle(points: Rows<'_>, members: &[u32]) -> Vec<f32> {
    let mut sum = vec![0.0; points.dims];
    for row in members {
        add_times(&mut sum, points.of(*row), 1.0);
    }
    to_unit(&mut sum);
    sum
}

fn to_unit(row: &mut [f32]) {
    let length = dot(row, row).sqrt();
    if length > 1e-12 {
        for value in row {
            *value /= length;
        }
    }
}

/// What was read: rows, and a vector for each.
#[derive(Debug, Clone, Copy)]
pub struct ReadTexts<'a> {
    /// The rows that were read.
    pub rows: &'a [u32],
    /// Their vectors, one after the other.
    pub vectors: &'a [f32],
    /// Numbers in each vector.
    pub dims: usize,
}

/// The rows of both side by side; unit rows stay unit rows.
pub fn beside(carried: &Array2<f32>, vectors: &Array2<f32>) -> Array2<f32> {
    let mut out = Vec::with_capacity(carried.len() + vectors.len());
    for (one, other) in carried.rows().into_iter().zip(vectors.rows()) {
        out.extend(one.iter().map(|value| value * (1.0 - BESIDE).sqrt()));
        out.extend(other.iter().map(|value| value * BESIDE.sqrt()));
    }
    let shape = (carried.nrows(), carried.ncols() + vectors.ncols());
    Array2::from_shape_vec(shape, out).unwrap_or_else(|_| Array2::zeros((shape.0, 0)))
}

/// A vector of the reader's kind, shortened, for every row of `features` (rows of unit length, zeros
/// where nothing is known, which stay zeros): its own where it was read. `progress` hears the share
/// done.
pub fn carry(
    features: &Array2<f32>,
    read: &ReadTexts<'_>,
    progress: &mut dyn FnMut(f64),
) -> Array2<f32> {
    let n = features.nrows();
    let (vectors, dims) = directions::shorter(read.vectors, read.dims, CARRIED);
    let read = &ReadTexts { rows: read.rows, vectors: &vectors, dims };
    let Some(values) = features.as_slice() else { return Array2::zeros((n, read.dims)) };
    let points = Rows { values, dims: features.ncols() };
    let map = Map::fit(points, read);
    progress(0.3);
    let mut out = vec![0.0; n * read.dims];
    let size = points.dims + map.known.len() / points.dims.max(1);
    let mut inputs = vec![0.0; TILE * size];
    for (tile, rows) in out.chunks_mut(TILE * read.dims).enumerate() {
        for (at, input) in inputs.chunks_exact_mut(size).enumerate() {
            if tile * TILE + at < n {
                map.input(points.of((tile * TILE + at) as u32), input);
            }
        }
        map.apply(&inputs, rows);
        if tile % 256 == 0 {
            progress(0.3 + 0.7 * (tile * TILE) as f64 / n as f64);
        }
    }
    for (row, vector) in read.rows.iter().zip(read.vectors.chunks_exact(read.dims)) {
        out[*row as usize * read.dims..(*row as usize + 1) * read.dims].copy_from_slice(vector);
    }
    finish(&mut out, read.dims, points);
    Array2::from_shape_vec((n, read.dims), out).unwrap_or_else(|_| Array2::zeros((n, read.dims)))
}

/// Takes what all rows have in common from each; rows without features are zeros.
fn finish(out: &mut [f32], dims: usize, points: Rows<'_>) {
    let is_there = |at: usize| points.of(at as u32).iter().any(|value| *value != 0.0);
    let mut total = vec![0.0_f64; dims];
    let mut n = 0_u32;
    for (at, row) in out.chunks_exact_mut(dims).enumerate() {
        if is_there(at) {
            to_unit(row);
            n += 1;
            for (total, value) in total.iter_mut().zip(row) {
                *total += f64::from(*value);
            }
        }
    }
    for (at, row) in out.chunks_exact_mut(dims).enumerate() {
        if is_there(at) {
            for (value, total) in row.iter_mut().zip(&total) {
                *value -= (*total / f64::from(n)) as f32;
            }
            to_unit(row);
        } else {
            row.fill(0.0);
        }
    }
}

/// The regressions: a row of coefficients for each output, of the features and of the likeness to
/// each text that was read.
struct Map {
    dims: usize,
    mean: Vec<f32>,
    out_mean: Vec<f32>,
    known: Vec<f32>,
    coefficients: Vec<f32>,
}

impl Map {
    fn fit(points: Rows<'_>, read: &ReadTexts<'_>) -> Map {
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
    fn input(&self, features: &[f32], out: &mut [f32]) {
        let (linear, likeness) = out.split_at_mut(features.len());
        for ((to, value), mean) in linear.iter_mut().zip(features).zip(&self.mean) {
            *to = value - mean;
        }
        for (to, known) in likeness.iter_mut().zip(self.known.chunks_exact(features.len())) {
            *to = alike(dot(known, features));
        }
    }

    /// The outputs of several inputs.
    fn apply(&self, inputs: &[f32], out: &mut [f32]) {
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
fn alike(product: f32) -> f32 {
    let share = 0.5 + 0.5 * product;
    let second = share * share;
    second * second
}

/// The mean row, and all rows less it.
fn centred(rows: &[f32], dims: usize) -> (Vec<f32>, Vec<f32>) {
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
fn transposed(rows: &[f32], dims: usize) -> Vec<f32> {
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
fn products(rows: &[f32], dims: usize, more: f32) -> Vec<f32> {
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
fn solve(mut matrix: Vec<f32>, right: &mut [f32], outs: usize) {
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

#[cfg(test)]
mod tests;
