//! Close reading: which texts a reader should read, and the themes that its vectors lead to.

use ndarray::Array2;

use super::Session;
use super::analysis::Analysis;
use crate::text::{self, Model, ReadTexts};
use crate::theme::{self, ThemeOptions};
use crate::view::{ProgressView, ReadingView};
use crate::{Error, Result, defaults};

/// Numbers in a vector, at most.
pub(super) const MAX_DIMS: u32 = 2048;

impl Session {
    /// Texts that stand for all of them, for a reader to read: at most `n`, by default
    /// one in [`defaults::READ_ONE_IN`], from [`defaults::READ_CLOSELY`] to
    /// [`defaults::READ_AT_MOST`]. The same texts whatever order the rows have.
    ///
    /// # Errors
    /// [`NotAnalysed`](Error::NotAnalysed) before an analysis, [`BadOption`](Error::BadOption)
    /// where `n` is 0 or too large.
    pub fn reading_sample(&mut self, n: Option<u32>) -> Result<Vec<String>> {
        let by_size = || {
            let n_texts = self.analysis.as_ref().map_or(0, |own| distinct(own).len() as u32);
            (n_texts / defaults::READ_ONE_IN).clamp(defaults::READ_CLOSELY, defaults::READ_AT_MOST)
        };
        let n = n.unwrap_or_else(by_size);
        if !(1..=20_000).contains(&n) {
            return Err(Error::BadOption {
                option: "number of texts to read",
                must: "be from 1 to 20000".to_owned(),
            });
        }
        let Some(analysis) = &mut self.analysis else { return Err(Error::NotAnalysed) };
        analysis.sample = sample(analysis, self.model.as_ref(), n as usize);
        let clean = &analysis.corpus.clean;
        Ok(analysis.sample.iter().map(|row| clean.get(*row).to_owned()).collect())
    }

    /// Finds the themes anew with what a reader says of the texts of the last
    /// [`reading_sample`](Session::reading_sample): a vector of `dims` numbers for each, of the pack
    /// with this SHA-256. Decisions are replayed. The analysis stays as it was on an error.
    ///
    /// # Errors
    /// [`NotAnalysed`](Error::NotAnalysed) before an analysis, [`BadOption`](Error::BadOption)
    /// where the vectors are not those of the sample.
    pub fn read_closely(
        &mut self,
        vectors: &[f32],
        dims: u32,
        pack: &str,
        progress: &mut dyn FnMut(&ProgressView),
    ) -> Result<ReadingView> {
        let read = self.checked(vectors, dims)?;
        progress(&told("vector", "Carrying over what was read", 0.0));
        let corpus = &self.analysed()?.corpus;
        let vectors = text::embed(corpus, self.model.as_ref());
        let features = text::features(corpus, &vectors);
        let carried = text::carry(&features, &read, &mut |share| {
            progress(&told("vector", "Carrying over what was read", 0.5 * share));
        });
        drop(features);
        let both = text::beside(&carried, &vectors);
        drop((carried, vectors));
        self.find_again(&both, pack, false, progress)
    }

    /// The vectors of the last sample, where they can be.
    pub(super) fn checked<'a>(&'a self, vectors: &'a [f32], dims: u32) -> Result<ReadTexts<'a>> {
        let sample = &self.analysed()?.sample;
        let is_whole = (1..=MAX_DIMS).contains(&dims)
            && vectors.len() == sample.len() * dims as usize
            && vectors.iter().all(|value| value.is_finite() && value.abs() <= 1e6);
        if !is_whole || sample.is_empty() {
            return Err(Error::BadOption {
                option: "close reading",
                must: "have a vector for each text of the sample".to_owned(),
            });
        }
        Ok(ReadTexts { rows: sample, vectors, dims: dims as usize })
    }

    /// Finds the themes of `vectors` that come from the pack with this SHA-256; words in common
    /// count beside them where `by_words`.
    pub(super) fn find_again(
        &mut self,
        vectors: &Array2<f32>,
        pack: &str,
        by_words: bool,
        progress: &mut dyn FnMut(&ProgressView),
    ) -> Result<ReadingView> {
        let Some(analysis) = &mut self.analysis else { return Err(Error::NotAnalysed) };
        let options = ThemeOptions { seed: analysis.seed, min_size: None, by_words };
        analysis.found = theme::discover(&analysis.corpus, vectors, &options, &mut |share| {
            progress(&told("theme", "Finding themes", 0.5 + 0.5 * share));
        });
        let view = ReadingView {
            n_read: analysis.sample.len() as u32,
            n_texts: distinct(analysis).len() as u32,
            pack: pack.to_owned(),
        };
        analysis.reading = Some(view.clone());
        // The new themes take the ids and names of those with which they share most texts.
        analysis.recognise(self.model.as_ref(), &self.project);
        self.project.set_memory(analysis.memory.clone());
        self.replay();
        progress(&ProgressView { is_done: true, ..told("done", "Done", 1.0) });
        Ok(view)
    }
}

/// The rows with something to read, without copies, in the order of their words' hashes.
pub(super) fn distinct(analysis: &Analysis) -> Vec<u32> {
    let corpus = &analysis.corpus;
    let hashes = corpus.row_hashes();
    let mut rows = corpus.by_content(&hashes);
    rows.retain(|row| corpus.content(*row).next().is_some());
    // Of copies the first in this order, which does not depend on how rows lie in the file.
    let mut is_taken = vec![false; corpus.n_rows() as usize];
    rows.retain(|row| {
        let first = analysis.found.copy_of[*row as usize] as usize;
        !std::mem::replace(&mut is_taken[first], true)
    });
    rows
}

pub(super) fn sample(analysis: &Analysis, model: Option<&Model>, n: usize) -> Vec<u32> {
    text::spread(&text::embed(&analysis.corpus, model), &distinct(analysis), n)
}

pub(super) fn told(stage: &str, label: &str, done: f64) -> ProgressView {
    ProgressView { stage: stage.to_owned(), label: label.to_owned(), done, is_done: false }
}
