//! From pieces to the vector of a text.

use super::MAGIC;
use super::pieces::{Pieces, Scratch};
use super::seen::Seen;
use super::table::Table;
use crate::bytes::Bytes;
use crate::maths::{normalise, to_unit};
use crate::matrix::{EIGHT, Matrix, Whole};
use crate::{Encode, ReaderError};

const VERSION: u32 = 1;

/// Pieces that are read of a text; the rest of a long one says little more of its theme.
const MAX_PIECES: usize = 128;

/// Pieces from which texts are computed together.
const BATCH: usize = 256;

/// How many pieces a window sees, and how many of them before the one it stands at.
const WINDOWS: [(usize, usize); 3] = [(2, 0), (3, 1), (5, 2)];

/// Two convolutions over windows of pieces. A product of a window is the sum of products of its
/// places, so each place has a matrix of its own; side by side they are one. Those of the second are
/// the product of two thin ones.
pub(crate) struct Convolution {
    pub(crate) order: usize,
    before: usize,
    pub(crate) first: Matrix,
    first_bias: Vec<f32>,
    thin: Matrix,
    second: Matrix,
    second_bias: Vec<f32>,
}

/// The encoder with its weights.
pub(crate) struct Polyglot {
    pieces: Pieces,
    sizes: Sizes,
    pub(crate) table: Table,
    pub(crate) prepare: Matrix,
    pub(crate) prepared: (Vec<f32>, Vec<f32>),
    pub(crate) windows: Vec<Convolution>,
    joined: (Vec<f32>, Vec<f32>),
    sum: Matrix,
    sum_bias: Vec<f32>,
    deep: [Matrix; 5],
}

/// Numbers of a piece, of a window, between its thin matrices, of a hidden layer and of a text.
#[derive(Clone, Copy)]
struct Sizes {
    wide: usize,
    narrow: usize,
    rank: usize,
    deep: usize,
    dims: usize,
}

impl Sizes {
    /// Numbers of a piece with those of its windows.
    fn joined(self) -> usize {
        self.wide + 3 * self.narrow
    }
}

impl Polyglot {
    /// Reads a pack (layout: `model/POLYGLOT.md`).
    pub(crate) fn read(pack: &[u8]) -> Result<Polyglot, ReaderError> {
        let mut bytes = Bytes::new(pack);
        bytes.take(MAGIC.len())?;
        match bytes.number()? {
            VERSION => {}
            other => return Err(ReaderError::Version(other)),
        }
        let mut size = || bytes.size(EIGHT, 2048);
        let (wide, narrow, rank) = (size()?, size()?, size()?);
        let sizes = Sizes { wide, narrow, rank, deep: size()?, dims: size()? };
        let Sizes { deep, dims, .. } = sizes;
        if [wide, narrow, rank, deep, dims].iter().any(|size| size % EIGHT != 0) {
            return Err(ReaderError::Damaged("sizes that do not fit"));
        }
        let pieces = Pieces::read(&mut bytes)?;
        let table = Table::read(&mut bytes, pieces.len(), wide)?;
        let prepare = Matrix::read(&mut bytes, wide, 3 * narrow)?;
        let prepared = (bytes.floats(3 * narrow)?, bytes.floats(3 * narrow)?);
        let mut windows = Vec::new();
        for (order, before) in WINDOWS {
            windows.push(Convolution {
                order,
                before,
                first: Matrix::read(&mut bytes, narrow, order * narrow)?,
                first_bias: bytes.floats(narrow)?,
                thin: Matrix::read(&mut bytes, narrow, rank)?,
                second: Matrix::read(&mut bytes, rank, order * narrow)?,
                second_bias: bytes.floats(narrow)?,
            });
        }
        let all = sizes.joined();
        let joined = (bytes.floats(all)?, bytes.floats(all)?);
        let sum = Matrix::read(&mut bytes, all, wide)?;
        let sum_bias = bytes.floats(wide)?;
        let mut matrix = |inputs, outputs| Matrix::read(&mut bytes, inputs, outputs);
        let deep = [
            matrix(wide, 2 * deep)?,
            matrix(deep, deep)?,
            matrix(deep, 2 * wide)?,
            matrix(wide, wide)?,
            matrix(wide, dims)?,
        ];
        bytes.end()?;
        Ok(Polyglot {
            pieces,
            sizes,
            table,
            prepare,
            prepared,
            windows,
            joined,
            sum,
            sum_bias,
            deep,
        })
    }

    pub(crate) fn wide(&self) -> usize {
        self.sizes.wide
    }

    pub(crate) fn narrow(&self) -> usize {
        self.sizes.narrow
    }

    /// The vectors of texts, given as their pieces.
    fn run(&self, texts: &[Vec<u32>], seen: &mut Seen) -> Vec<f32> {
        let pieces: Vec<u32> = texts.iter().flatten().copied().collect();
        seen.learn(self, &pieces);
        let slots: Vec<usize> = pieces.iter().map(|piece| seen.slot(*piece)).collect();
        let Sizes { wide, narrow, .. } = self.sizes;
        let all = self.sizes.joined();
        let mut joined = vec![0.0; pieces.len() * all];
        for (row, slot) in joined.chunks_exact_mut(all).zip(&slots) {
            row[..wide].copy_from_slice(&seen.rows[slot * wide..(slot + 1) * wide]);
        }
        for (at, window) in self.windows.iter().enumerate() {
            let own = self.convolve(window, at, texts, &slots, seen);
            let start = wide + at * narrow;
            for (row, own) in joined.chunks_exact_mut(all).zip(own.chunks_exact(narrow)) {
                row[start..start + narrow].copy_from_slice(own);
            }
        }
        normalise(&mut joined, &self.joined.0, &self.joined.1);
        self.finish(texts, &joined)
    }

    /// The two convolutions of one window over all pieces.
    fn convolve(
        &self,
        window: &Convolution,
        at: usize,
        texts: &[Vec<u32>],
        slots: &[usize],
        seen: &Seen,
    ) -> Vec<f32> {
        let narrow = self.sizes.narrow;
        let size = window.order * narrow;
        let mut own = vec![0.0; slots.len() * narrow];
        for (row, slot) in own.chunks_exact_mut(narrow).zip(slots) {
            let start = (slot * 3 + at) * narrow;
            row.copy_from_slice(&seen.ready[start..start + narrow]);
        }
        let share = |row: usize, place: usize| {
            let start = slots[row] * size + place * narrow;
            &seen.shares[at][start..start + narrow]
        };
        add_windows(&mut own, texts, window, &window.first_bias, share);
        let (mut whole, mut out) = (Whole::default(), Vec::new());
        whole.set(&own, narrow);
        window.thin.product(&whole, &mut out);
        whole.set(&out, self.sizes.rank);
        window.second.product(&whole, &mut out);
        let share = |row: usize, place: usize| {
            let start = row * size + place * narrow;
            &out[start..start + narrow]
        };
        add_windows(&mut own, texts, window, &window.second_bias, share);
        own
    }

    /// The layers after the sum over a text's pieces.
    fn finish(&self, texts: &[Vec<u32>], joined: &[f32]) -> Vec<f32> {
        let Sizes { wide, deep, dims, .. } = self.sizes;
        let all = self.sizes.joined();
        let mut sums = vec![0.0; texts.len() * all];
        let mut rows = joined.chunks_exact(all);
        for (text, sum) in texts.iter().zip(sums.chunks_exact_mut(all)) {
            for row in rows.by_ref().take(text.len()) {
                add(sum, row);
            }
            let root = (text.len() as f32).sqrt();
            for value in sum {
                *value /= root;
            }
        }
        let product = |matrix: &Matrix, rows: &[f32], inputs: usize| {
            let (mut whole, mut out) = (Whole::default(), Vec::new());
            whole.set(rows, inputs);
            matrix.product(&whole, &mut out);
            out
        };
        let mut means = product(&self.sum, &sums, all);
        for (text, mean) in texts.iter().zip(means.chunks_exact_mut(wide)) {
            let root = (text.len() as f32).sqrt();
            for (value, bias) in mean.iter_mut().zip(&self.sum_bias) {
                *value += root * bias;
            }
        }
        let (mut left, mut right) = halves(&product(&self.deep[0], &means, wide), deep);
        bend(&mut left);
        add(&mut right, &product(&self.deep[1], &left, deep));
        bend(&mut right);
        let (mut left, mut right) = halves(&product(&self.deep[2], &right, deep), wide);
        bend(&mut left);
        add(&mut right, &product(&self.deep[3], &left, wide));
        for value in &mut right {
            *value = libm::tanhf(*value);
        }
        let mut out = product(&self.deep[4], &right, wide);
        out.truncate(texts.len() * dims);
        for row in out.chunks_exact_mut(dims) {
            to_unit(row);
        }
        out
    }

    /// [`embed`](Encode::embed) with batches of so many pieces.
    pub(super) fn embed_in(
        &self,
        texts: &[&str],
        batch: usize,
        progress: &mut dyn FnMut(f64),
    ) -> Vec<f32> {
        let dims = self.sizes.dims;
        let mut out = vec![0.0; texts.len() * dims];
        let mut seen = Seen::new(self.pieces.len());
        let mut scratch = Scratch::default();
        let (mut rows, mut group, mut n_pieces) = (Vec::new(), Vec::new(), 0);
        for (at, text) in texts.iter().enumerate() {
            let pieces = self.pieces.split(text, MAX_PIECES, &mut scratch);
            if !pieces.is_empty() {
                n_pieces += pieces.len();
                group.push(pieces);
                rows.push(at);
            }
            if n_pieces >= batch || at + 1 == texts.len() {
                let vectors = self.run(&group, &mut seen);
                for (row, vector) in rows.drain(..).zip(vectors.chunks_exact(dims)) {
                    out[row * dims..(row + 1) * dims].copy_from_slice(vector);
                }
                group.clear();
                n_pieces = 0;
                progress((at + 1) as f64 / texts.len() as f64);
            }
        }
        out
    }

    /// The pieces of `text`, for tests.
    #[cfg(test)]
    pub(super) fn split(&self, text: &str) -> Vec<u32> {
        self.pieces.split(text, MAX_PIECES, &mut Scratch::default())
    }
}

impl Encode for Polyglot {
    fn dims(&self) -> usize {
        self.sizes.dims
    }

    fn embed(&self, texts: &[&str], progress: &mut dyn FnMut(f64)) -> Vec<f32> {
        self.embed_in(texts, BATCH, progress)
    }
}

/// Adds to each row what its window says (its bias and the shares of its places, above 0).
fn add_windows<'a>(
    rows: &mut [f32],
    texts: &[Vec<u32>],
    window: &Convolution,
    bias: &[f32],
    share: impl Fn(usize, usize) -> &'a [f32],
) {
    let narrow = bias.len();
    let mut start = 0;
    let mut total = vec![0.0; narrow];
    for text in texts {
        let end = start + text.len();
        for at in start..end {
            total.copy_from_slice(bias);
            for place in 0..window.order {
                let row = at + place;
                if (start + window.before..end + window.before).contains(&row) {
                    add(&mut total, share(row - window.before, place));
                }
            }
            bend(&mut total);
            add(&mut rows[at * narrow..(at + 1) * narrow], &total);
        }
        start = end;
    }
}

/// What is below 0 becomes 0.
fn bend(values: &mut [f32]) {
    for value in values {
        *value = if *value > 0.0 { *value } else { 0.0 };
    }
}

fn add(to: &mut [f32], values: &[f32]) {
    for (to, value) in to.iter_mut().zip(values) {
        *to += value;
    }
}

/// The left and the right half of each row of twice `n` numbers.
fn halves(rows: &[f32], n: usize) -> (Vec<f32>, Vec<f32>) {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for row in rows.chunks_exact(2 * n) {
        left.extend_from_slice(&row[..n]);
        right.extend_from_slice(&row[n..]);
    }
    (left, right)
}
