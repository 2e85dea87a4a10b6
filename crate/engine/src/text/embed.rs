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
const RARITY: f64 = 0.4;

/// Groups smaller than this share the centre of all rows.
const MIN_GROUP: usize = 50;

/// One unit vector a row, zero where a row has no words. Without a model, words by
/// their letters.
pub fn embed(corpus: &Corpus, model: Option<&Model>) -> Array2<f32> {
    let n = corpus.n_rows() as usize;
    let foreign: Vec<bool> = corpus.languages.iter().map(|l| l != "en" && !l.is_empty()).collect();
    let n_foreign = foreign.iter().filter(|foreign| **foreign).count();
    let dims = model.map_or(0, Model::dims);
    let hashed = match model {
        None => HASHED_ALONE,
        Some(_) if n_foreign as f64 > FOREIGN_SHARE * n as f64 => HASHED_BESIDE,
        Some(_) => 0,
    };
    let hashes = corpus.row_hashes();
    let groups = groups(corpus, &hashes);
    let known = model.map(|model| {
        let mut words = known_words(&corpus.words, model, hashed == 0);
        shorten_common(corpus, &mut words, dims);
        let mut rows = sums(corpus, &words, dims);
        for group in &groups {
            centre(&mut rows, dims, group);
        }
        rows
    });
    let spelt = (hashed > 0).then(|| {
        let words = super::spelt::words(corpus, hashed);
        let mut rows = sums(corpus, &words, hashed);
        for group in &groups {
            centre(&mut rows, hashed, group);
        }
        rows
    });
    let weights = foreign.iter().map(|foreign| if *foreign { FOREIGN } else { ENGLISH });
    join(n, (known, dims), (spelt, hashed), weights)
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
fn known_words(words: &Interner, model: &Model, with_unknown: bool) -> Vec<f32> {
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

/// The unit sum of the words' vectors of each row.
fn sums(corpus: &Corpus, words: &[f32], dims: usize) -> Vec<f32> {
    let mut out = vec![0.0; corpus.n_rows() as usize * dims];
    for (row, own) in out.chunks_exact_mut(dims).enumerate() {
        for word in corpus.content(row as u32) {
            let start = word as usize * dims;
            for (to, value) in own.iter_mut().zip(&words[start..start + dims]) {
                *to += value;
            }
        }
        scale_to(own, 1.0);
    }
    out
}

/// Takes the mean of the rows of `group` from each of them, and makes them unit again.
pub(super) fn centre(rows: &mut [f32], dims: usize, group: &[u32]) {
    if group.len() < 3 {
        return;
    }
    let mean = mean_of(rows, dims, group);
    for row in group {
        let own = &mut rows[*row as usize * dims..(*row as usize + 1) * dims];
        for (value, mean) in own.iter_mut().zip(&mean) {
            *value -= mean;
        }
        scale_to(own, 1.0);
    }
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

/// Model part and hashed part side by side, weighted, unit length.
fn join(
    n: usize,
    (known, dims): (Option<Vec<f32>>, usize),
    (spelt, hashed): (Option<Vec<f32>>, usize),
    weights: impl Iterator<Item = (f32, f32)>,
) -> Array2<f32> {
    let width = dims + hashed;
    let rows = match (known, spelt) {
        (Some(rows), None) | (None, Some(rows)) => rows,
        (Some(known), Some(spelt)) => {
            let mut rows = vec![0.0; n * width];
            for (row, (a, b)) in weights.enumerate() {
                let own = &mut rows[row * width..(row + 1) * width];
                let parts = known[row * dims..(row + 1) * dims].iter().map(|value| value * a);
                let more = spelt[row * hashed..(row + 1) * hashed].iter().map(|value| value * b);
                for (to, value) in own.iter_mut().zip(parts.chain(more)) {
                    *to = value;
                }
                scale_to(own, 1.0);
            }
            rows
        }
        (None, None) => vec![0.0; n * width],
    };
    Array2::from_shape_vec((n, width), rows).unwrap_or_else(|_| Array2::zeros((n, width)))
}
