//! Several languages together: vectors of a reader that knows them all beside the engine's own, so
//! that a complaint in one language lies by its twin in another.

use ndarray::Array2;

use super::Corpus;
use super::embed::{centre, groups, scale_to};

/// Weights of the engine's own vectors and of the reader's, for English and for other languages:
/// the own ones say little across languages.
fn weights() -> ((f32, f32), (f32, f32)) {
    let v = |n: &str, d: f32| std::env::var(n).ok().and_then(|v| v.parse().ok()).unwrap_or(d);
    ((v("WA", 1.0), v("WB", 1.0)), (v("WC", 0.5), v("WD", 1.0)))
}

/// `own` (a unit row for each text, zeros where it has no words) and `read` (the reader's, `dims`
/// numbers for each text) side by side, of unit length.
pub fn join(corpus: &Corpus, own: &Array2<f32>, read: &[f32], dims: usize) -> Array2<f32> {
    let n = corpus.n_rows() as usize;
    if dims == 0 {
        return own.clone();
    }
    let mut read = read.to_vec();
    read.resize(n * dims, 0.0);
    let hashes = corpus.row_hashes();
    for group in groups(corpus, &hashes) {
        centre(&mut read, dims, &group, false);
    }
    let size = own.ncols();
    let width = size + dims;
    let mut out = vec![0.0; n * width];
    let rows = out.chunks_exact_mut(width).zip(read.chunks_exact(dims)).zip(own.rows());
    let (en, other) = weights();
    for (((to, read), own), language) in rows.zip(&corpus.languages) {
        let (a, b) = if language == "en" || language.is_empty() { en } else { other };
        let (left, right) = to.split_at_mut(size);
        for (to, value) in left.iter_mut().zip(own) {
            *to = a * value;
        }
        for (to, value) in right.iter_mut().zip(read) {
            *to = b * value;
        }
        scale_to(to, 1.0);
    }
    Array2::from_shape_vec((n, width), out).unwrap_or_else(|_| Array2::zeros((n, width)))
}
