//! One vector a row: the sum of its words' vectors, less what all rows have in common.

use ndarray::Array2;

use super::{Corpus, Model};
use crate::num::{Interner, dot, hash64, ln, mix64, pow};

/// Dimensions of words by their letters: without a model, and beside one.
const HASHED_ALONE: usize = 256;
const HASHED_BESIDE: usize = 256;

/// Share of rows in other languages from which the hashed part is added to the model's.
const FOREIGN_SHARE: f64 = 0.02;

/// Weights of the model's part and the hashed part, for English and for other languages: the
/// table knows English only.
pub(super) const ENGLISH: (f32, f32) = (1.0, 0.3);
pub(super) const FOREIGN: (f32, f32) = (0.35, 1.0);

/// How much the frequency of a word in the corpus counts beside what the table knows of it.
pub(super) const RARITY: f64 = 0.4;

/// Groups smaller than this share the centre of all rows.
const MIN_GROUP: usize = 50;

/// Rows of a group from which its mean is learnt; more change nothing that can be seen.
const MIDDLE: usize = 20_000;

/// The vectors of all words, of which the vector of each row is made when it is asked for: those of
/// a million rows take more memory than anything else.
#[derive(Debug, Clone, Default)]
pub struct WordVectors {
    parts: Vec<Part>,
    /// The group of each row, [`NO_GROUP`] where it has no words.
    groups: Vec<u8>,
}

const NO_GROUP: u8 = u8::MAX;

/// The model's part of the vectors, or that of the letters.
#[derive(Debug, Clone, Default)]
struct Part {
    dims: usize,
    /// The vectors of the words, one after the other.
    words: Vec<f32>,
    /// What the rows of each group have in common; empty for groups of a few.
    means: Vec<Vec<f32>>,
}

/// One unit vector a row, zero where a row has no words. Without a model, words by
/// their letters.
pub fn embed(corpus: &Corpus, model: Option<&Model>) -> Array2<f32> {
    let words = WordVectors::learn(corpus, model);
    let rows: Vec<u32> = (0..corpus.n_rows()).collect();
    let (n, width) = (rows.len(), words.width());
    Array2::from_shape_vec((n, width), words.rows(corpus, &rows))
        .unwrap_or_else(|_| Array2::zeros((n, width)))
}

impl WordVectors {
    /// The vectors of the words of `corpus`.
    pub fn learn(corpus: &Corpus, model: Option<&Model>) -> Self {
        let n_foreign = (0..corpus.n_rows()).filter(|row| is_foreign(corpus, *row)).count();
        let dims = model.map_or(0, Model::dims);
        let hashed = match model {
            None => HASHED_ALONE,
            Some(_) if n_foreign as f64 > FOREIGN_SHARE * f64::from(corpus.n_rows()) => {
                HASHED_BESIDE
            }
            Some(_) => 0,
        };
        let groups = groups(corpus, &corpus.row_hashes());
        let mut parts = Vec::new();
        if let Some(model) = model {
            let mut words = known_words(&corpus.words, model, hashed == 0);
            shorten_common(corpus, &mut words, dims);
            parts.push(Part::learn(corpus, words, dims, &groups));
        }
        if hashed > 0 {
            let words = super::spelt::words(corpus, hashed);
            parts.push(Part::learn(corpus, words, hashed, &groups));
        }
        let mut of_row = vec![NO_GROUP; corpus.n_rows() as usize];
        for (group, rows) in groups.iter().enumerate() {
            for row in rows {
                of_row[*row as usize] = group.min(254) as u8;
            }
        }
        WordVectors { parts, groups: of_row }
    }

    /// Numbers in a vector.
    pub fn width(&self) -> usize {
        self.parts.iter().map(|part| part.dims).sum()
    }

    /// The vectors of these rows, one after the other.
    pub fn rows(&self, corpus: &Corpus, rows: &[u32]) -> Vec<f32> {
        let width = self.width();
        let mut out = vec![0.0; rows.len() * width];
        for (row, own) in rows.iter().zip(out.chunks_exact_mut(width.max(1))) {
            self.write(corpus, *row, own);
        }
        out
    }

    fn write(&self, corpus: &Corpus, row: u32, own: &mut [f32]) {
        let group = self.groups.get(row as usize).copied().unwrap_or(NO_GROUP);
        let mut at = 0;
        for part in &self.parts {
            let own = &mut own[at..at + part.dims];
            part.sum(corpus, row, own);
            part.centre(group, own);
            at += part.dims;
        }
        if let [known, _] = &self.parts[..] {
            let (a, b) = if is_foreign(corpus, row) { FOREIGN } else { ENGLISH };
            let (known, spelt) = own.split_at_mut(known.dims);
            for (part, weight) in [(known, a), (spelt, b)] {
                for value in part {
                    *value *= weight;
                }
            }
            scale_to(own, 1.0);
        }
    }
}

impl Part {
    fn learn(corpus: &Corpus, words: Vec<f32>, dims: usize, groups: &[Vec<u32>]) -> Part {
        let mut part = Part { dims, words, means: Vec::new() };
        part.means = groups.iter().map(|group| part.mean(corpus, group)).collect();
        part
    }

    /// The unit sum of the vectors of the words of `row`.
    fn sum(&self, corpus: &Corpus, row: u32, own: &mut [f32]) {
        own.fill(0.0);
        for word in corpus.content(row) {
            let start = word as usize * self.dims;
            undertone_kernel::add_times(own, &self.words[start..start + self.dims], 1.0);
        }
        scale_to(own, 1.0);
    }

    /// The mean of the rows of a group; none of a few.
    fn mean(&self, corpus: &Corpus, group: &[u32]) -> Vec<f32> {
        if group.len() < 3 {
            return Vec::new();
        }
        let some = &group[..group.len().min(MIDDLE)];
        let (mut total, mut own) = (vec![0.0_f64; self.dims], vec![0.0; self.dims]);
        for row in some {
            self.sum(corpus, *row, &mut own);
            for (total, value) in total.iter_mut().zip(&own) {
                *total += f64::from(*value);
            }
        }
        total.iter().map(|total| (total / some.len() as f64) as f32).collect()
    }

    /// Takes the mean of its group from a row's part, and makes it unit again.
    fn centre(&self, group: u8, own: &mut [f32]) {
        let mean = self.means.get(group as usize).filter(|mean| !mean.is_empty());
        if let Some(mean) = mean {
            take(own, mean);
        }
    }
}

pub(super) fn is_foreign(corpus: &Corpus, row: u32) -> bool {
    corpus.languages.get(row as usize).is_some_and(|code| code != "en" && !code.is_empty())
}

/// The rows of each language, in the order of their hashes; small groups together.
pub(super) fn groups(corpus: &Corpus, hashes: &[u64]) -> Vec<Vec<u32>> {
    let mut codes: Vec<&str> = corpus.languages.iter().map(String::as_str).collect();
    crate::num::sort_by(&mut codes, Ord::cmp);
    let count = |code: &str| {
        codes.partition_point(|own| *own <= code) - codes.partition_point(|own| *own < code)
    };
    let mut large: Vec<&str> = codes.clone();
    large.dedup();
    large.retain(|code| count(code) >= MIN_GROUP);
    let mut groups = vec![Vec::new(); large.len() + 1];
    for (row, code) in corpus.languages.iter().enumerate() {
        if !corpus.row(row as u32).is_empty() {
            groups[large.binary_search(&code.as_str()).unwrap_or(large.len())].push(row as u32);
        }
    }
    for group in &mut groups {
        crate::num::sort_by_key(group, |row| hashes[*row as usize]);
    }
    groups
}

/// The model's vector of every distinct word; words it cannot spell get a direction of their own
/// when `with_unknown`.
pub(super) fn known_words(words: &Interner, model: &Model, with_unknown: bool) -> Vec<f32> {
    let dims = model.dims();
    let mut out = vec![0.0; words.len() * dims];
    let mut is_unknown = vec![false; words.len()];
    let (mut total, mut n_known) = (0.0_f64, 0_u32);
    for (id, word) in words.iter().enumerate() {
        let own = &mut out[id * dims..(id + 1) * dims];
        let spelt = model.add(word, own);
        is_unknown[id] = spelt.is_none_or(|pieces| pieces > 2 && is_code(word));
        if spelt.is_some() {
            total += f64::from(dot(own, own));
            n_known += 1;
        }
    }
    if with_unknown && n_known > 0 {
        let length = (total / f64::from(n_known)).sqrt() as f32;
        let scale = length / (dims as f32).sqrt();
        for (id, word) in words.iter().enumerate().filter(|(id, _)| is_unknown[*id]) {
            let mut state = hash64(word.as_bytes(), 3);
            for value in &mut out[id * dims..(id + 1) * dims] {
                state = mix64(state.wrapping_add(0x9e37_79b9_7f4a_7c15));
                *value += if state & 1 == 0 { scale } else { -scale };
            }
        }
    }
    out
}

/// Shortens the vectors of words that many rows have: by the share of the information in them,
/// to the power of [`RARITY`].
fn shorten_common(corpus: &Corpus, words: &mut [f32], dims: usize) {
    let counts = super::spelt::row_counts(corpus);
    let n = f64::from(corpus.n_rows().max(2));
    for (own, count) in words.chunks_exact_mut(dims.max(1)).zip(&counts) {
        let information = ln(n / f64::from((*count).max(1))) / ln(n);
        let weight = pow(information.max(0.01), RARITY) as f32;
        for value in own {
            *value *= weight;
        }
    }
}

/// Error codes, versions, model names.
fn is_code(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_digit())
        && word.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// Gives `vector` the given length; a zero vector stays.
pub(super) fn scale_to(vector: &mut [f32], length: f32) {
    let own = dot(vector, vector).sqrt();
    if own > 1e-12 {
        for value in vector {
            *value *= length / own;
        }
    }
}

/// Takes the mean of the rows of `group` from each of them, and makes them unit again.
pub(super) fn centre(rows: &mut [f32], dims: usize, group: &[u32]) {
    if group.len() < 3 {
        return;
    }
    let mean = mean_of(rows, dims, group);
    for row in group {
        take(&mut rows[*row as usize * dims..(*row as usize + 1) * dims], &mean);
    }
}

/// Takes `mean` from a vector and makes it unit again.
pub(super) fn take(own: &mut [f32], mean: &[f32]) {
    for (value, mean) in own.iter_mut().zip(mean) {
        *value -= mean;
    }
    scale_to(own, 1.0);
}

pub(super) fn mean_of(rows: &[f32], dims: usize, group: &[u32]) -> Vec<f32> {
    let mut total = vec![0.0_f64; dims];
    for row in group {
        let own = &rows[*row as usize * dims..(*row as usize + 1) * dims];
        for (total, value) in total.iter_mut().zip(own) {
            *total += f64::from(*value);
        }
    }
    total.iter().map(|total| (total / group.len() as f64) as f32).collect()
}
