//! Close reading: a transformer reads a spread of the texts, and what it says of them is carried to
//! all others by what their words have in common.
//!
//! The engine never runs the transformer: it says which texts to read and takes their vectors. From
//! the static vectors of the texts that were read to their new ones leads a ridge regression (Hoerl
//! and Kennard 1970), and a kernel ridge regression (Saunders, Gammerman and Vovk 1998) learns what
//! that leaves over.

mod directions;
mod map;

use ndarray::Array2;

use self::map::{Map, TILE};
use super::Corpus;
use super::kmeans::{Rows, groups, middle};
use super::spelt::sketch;
use crate::num::{self, dot, hash64, to_unit};

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
            sketch(right, hashes[word as usize], weights[word as usize]);
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

#[cfg(test)]
mod tests;
