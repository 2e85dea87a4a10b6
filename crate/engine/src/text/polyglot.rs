//! Several languages together: the vectors of a reader that knows them all beside the engine's own,
//! so that a complaint in one language lies by its twin in another.

use ndarray::Array2;

use super::Corpus;
use super::embed::{centre, groups, scale_to};

/// `own` (a unit row for each text, zeros where it has no words) and `read` (the reader's, `dims`
/// numbers for each text, zeros where it could read nothing) side by side, as heavy as each other.
///
/// What all texts of a language have in common is taken from the reader's vectors. Other weights,
/// by language too, were no better on six languages nor on English alone.
pub fn join(corpus: &Corpus, own: &Array2<f32>, read: &Array2<f32>) -> Array2<f32> {
    let (n, dims, size) = (corpus.n_rows() as usize, read.ncols(), own.ncols());
    let mut read = read.as_slice().map(<[f32]>::to_vec).unwrap_or_default();
    let hashes = corpus.row_hashes();
    for mut group in groups(corpus, &hashes) {
        group.retain(|row| read[*row as usize * dims..].iter().take(dims).any(|v| *v != 0.0));
        centre(&mut read, dims, &group);
    }
    let width = size + dims;
    let mut out = vec![0.0; n * width];
    let rows = out.chunks_exact_mut(width).zip(read.chunks_exact(dims.max(1))).zip(own.rows());
    for ((to, read), own) in rows {
        for (to, value) in to.iter_mut().zip(own.iter().chain(read)) {
            *to = *value;
        }
        scale_to(to, 1.0);
    }
    Array2::from_shape_vec((n, width), out).unwrap_or_else(|_| Array2::zeros((n, width)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twins_come_together_and_rows_nobody_read_stay_as_they_are() {
        let mut corpus = Corpus::default();
        for text in ["login fails", "connexion impossible", "dark mode", "…"] {
            corpus.push(text, None);
        }
        corpus.languages = ["en", "fr", "en", ""].map(str::to_owned).to_vec();
        let own = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [0.0; 3]];
        let own = Array2::from_shape_fn((4, 3), |(row, at)| own[row][at]);
        let read = [[0.9, 0.1], [0.9, 0.2], [0.0, 0.0], [0.0, 0.0]];
        let read = Array2::from_shape_fn((4, 2), |(row, at)| read[row][at]);
        let joined = join(&corpus, &own, &read);
        assert_eq!(joined.dim(), (4, 5));
        assert!(joined.row(0).dot(&joined.row(1)) > 0.4);
        assert_eq!(joined.row(2).to_vec(), [0.0, 0.0, 1.0, 0.0, 0.0]);
        assert_eq!(joined.row(3).to_vec(), [0.0; 5]);
    }
}
