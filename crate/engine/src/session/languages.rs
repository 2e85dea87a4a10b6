//! Themes across languages: which texts a reader of all languages reads, and the themes that its
//! vectors lead to.

use ndarray::Array2;

use super::Session;
use super::reading::{distinct, sample, told};
use crate::text::{self, ReadTexts};
use crate::view::{ProgressView, ReadingView};
use crate::{Error, Result, defaults};

/// Up to so many different texts all are read; of more, a sample that is carried to all.
const ALL: usize = 50_000;

impl Session {
    /// The different texts, for a reader that knows all their languages; of very many a sample.
    ///
    /// # Errors
    /// [`NotAnalysed`](Error::NotAnalysed) before an analysis.
    pub fn texts_to_read(&mut self) -> Result<Vec<String>> {
        let Some(analysis) = &mut self.analysis else { return Err(Error::NotAnalysed) };
        let rows = distinct(analysis);
        analysis.sample = if rows.len() > ALL {
            sample(analysis, self.model.as_ref(), defaults::READ_CLOSELY as usize)
        } else {
            rows
        };
        let clean = &analysis.corpus.clean;
        Ok(analysis.sample.iter().map(|row| clean.get(*row).to_owned()).collect())
    }

    /// Finds the themes anew with the reader's vectors beside the engine's own: a vector of `dims`
    /// numbers for each of the last [`texts_to_read`](Session::texts_to_read), of the pack with this
    /// SHA-256. Decisions are replayed. The analysis stays as it was on an error.
    ///
    /// # Errors
    /// [`NotAnalysed`](Error::NotAnalysed) before an analysis, [`BadOption`](Error::BadOption)
    /// where the vectors are not those of the texts.
    pub fn read_languages(
        &mut self,
        vectors: &[f32],
        dims: u32,
        pack: &str,
        progress: &mut dyn FnMut(&ProgressView),
    ) -> Result<ReadingView> {
        let read = self.checked(vectors, dims)?;
        progress(&told("vector", "Comparing languages", 0.0));
        let analysis = self.analysed()?;
        let own = text::embed(&analysis.corpus, self.model.as_ref());
        let all = if distinct(analysis).len() > ALL {
            text::carry(&own, &read, &mut |share| {
                progress(&told("vector", "Comparing languages", 0.4 * share));
            })
        } else {
            copied(&read, &analysis.found.copy_of)
        };
        let joined = text::join(&analysis.corpus, &own, &all);
        self.find_again(&joined, pack, true, progress)
    }
}

/// A vector for each row: its own, or that of the text whose copy it is.
fn copied(read: &ReadTexts<'_>, copy_of: &[u32]) -> Array2<f32> {
    let (n, dims) = (copy_of.len(), read.dims);
    let mut place = vec![None; n];
    for (at, row) in read.rows.iter().enumerate() {
        place[copy_of[*row as usize] as usize] = Some(at);
    }
    let mut out = vec![0.0; n * dims];
    for (row, first) in out.chunks_exact_mut(dims).zip(copy_of) {
        if let Some(at) = place[*first as usize] {
            row.copy_from_slice(&read.vectors[at * dims..(at + 1) * dims]);
        }
    }
    Array2::from_shape_vec((n, dims), out).unwrap_or_else(|_| Array2::zeros((n, dims)))
}
