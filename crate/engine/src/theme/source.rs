//! Where the vectors of texts come from: a matrix, or the words of the texts.

use ndarray::Array2;

use super::neighbours::Points;
use crate::text::{Corpus, WordVectors};

/// Up to so many vectors are kept; more are made whenever they are asked for.
const KEPT: usize = 60_000;

/// Vectors made at a time.
const CHUNK: usize = 512;

/// Unit vectors of rows.
pub trait Vectors {
    /// Numbers in a vector.
    fn width(&self) -> usize;
    /// The vectors of these rows, one after the other.
    fn of(&self, rows: &[u32]) -> Vec<f32>;
}

impl Vectors for Array2<f32> {
    fn width(&self) -> usize {
        self.ncols()
    }

    fn of(&self, rows: &[u32]) -> Vec<f32> {
        rows.iter().flat_map(|row| self.row(*row as usize)).copied().collect()
    }
}

impl Vectors for (&Corpus, &WordVectors) {
    fn width(&self) -> usize {
        self.1.width()
    }

    fn of(&self, rows: &[u32]) -> Vec<f32> {
        self.1.rows(self.0, rows)
    }
}

/// The vectors of some rows, by their places.
pub(crate) struct Source<'a> {
    vectors: &'a dyn Vectors,
    rows: &'a [u32],
    kept: Option<Points>,
}

impl<'a> Source<'a> {
    pub(crate) fn new(vectors: &'a dyn Vectors, rows: &'a [u32]) -> Self {
        let kept = (rows.len() <= KEPT).then(|| points(vectors, rows));
        Source { vectors, rows, kept }
    }

    /// The first `n`.
    pub(crate) fn head(&self, n: usize) -> Points {
        match &self.kept {
            Some(kept) => kept.head(n),
            None => points(self.vectors, &self.rows[..n]),
        }
    }

    /// Those at these places.
    pub(crate) fn pick(&self, places: &[u32]) -> Points {
        if let Some(kept) = &self.kept {
            return kept.pick(places);
        }
        let rows: Vec<u32> = places.iter().map(|at| self.rows[*at as usize]).collect();
        points(self.vectors, &rows)
    }

    /// Tells `hear` each place from `from` on, and its vector.
    pub(crate) fn each(&self, from: usize, hear: &mut dyn FnMut(usize, &[f32])) {
        if let Some(kept) = &self.kept {
            (from..kept.len()).for_each(|at| hear(at, kept.row(at)));
            return;
        }
        for start in (from..self.rows.len()).step_by(CHUNK) {
            let end = (start + CHUNK).min(self.rows.len());
            let some = points(self.vectors, &self.rows[start..end]);
            (start..end).for_each(|at| hear(at, some.row(at - start)));
        }
    }
}

fn points(vectors: &dyn Vectors, rows: &[u32]) -> Points {
    Points { values: vectors.of(rows), dims: vectors.width() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vectors_made_when_asked_for_are_those_that_are_kept() {
        let all = Array2::from_shape_fn((1300, 3), |(row, at)| (row * 3 + at) as f32);
        let rows: Vec<u32> = (0..1300).rev().collect();
        let kept = Source::new(&all, &rows);
        let made = Source { kept: None, ..Source::new(&all, &rows) };
        assert_eq!(kept.head(5).values, made.head(5).values);
        assert_eq!(kept.pick(&[7, 1]).values, made.pick(&[7, 1]).values);
        for from in [0, 1, 513, 1300] {
            let (mut first, mut second) = (Vec::new(), Vec::new());
            kept.each(from, &mut |at, row| first.push((at, row.to_vec())));
            made.each(from, &mut |at, row| second.push((at, row.to_vec())));
            assert_eq!(first, second);
        }
    }
}
