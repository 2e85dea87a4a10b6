//! Vectors of words from their letters, for languages that the model does not know.
//!
//! A word is the letters that it begins with: forms of a word and compounds of it share them. Few
//! features a word leave little noise in few dimensions; character n-grams, the usual choice,
//! were less than half as good in 128 of them.

use super::words::is_cjk;
use super::{Corpus, fold, stop_words_of};
use crate::num::{hash64, ln, mix64};

/// Letters at the beginning of a word that stand for it.
const BEGINNINGS: [usize; 2] = [4, 6];

/// What function words weigh.
const FUNCTION: f32 = 0.1;

/// Languages that at least this share of the rows are in have their function words looked up.
const LANGUAGE_SHARE: f64 = 0.02;

/// A vector of every distinct word of `corpus`; rare words are longer (the square root of the
/// inverse document frequency), function words short.
pub(crate) fn words(corpus: &Corpus, dims: usize) -> Vec<f32> {
    let n = f64::from(corpus.n_rows());
    let counts = row_counts(corpus);
    let is_function = function_words(corpus);
    let mut out = vec![0.0; corpus.words.len() * dims];
    for (id, word) in corpus.words.iter().enumerate() {
        let own = &mut out[id * dims..(id + 1) * dims];
        add_word(word, own);
        let rarity = ln((1.0 + n) / f64::from(counts[id].max(1))) / ln(1.0 + n).max(0.1);
        let weight = if is_function[id] { FUNCTION } else { rarity.max(0.0).sqrt() as f32 };
        super::embed::scale_to(own, weight);
    }
    out
}

/// Adds what stands for a word.
pub(super) fn add_word(word: &str, to: &mut [f32]) {
    let folded = fold(word);
    let bounds: Vec<usize> =
        folded.char_indices().map(|(at, _)| at).chain([folded.len()]).collect();
    each_feature(&folded, &bounds, &mut |feature| sketch(to, hash64(feature, 11), 1.0));
}

/// Tells `hear` what stands for a word: its beginnings, the whole where it is shorter; of Japanese
/// and Chinese the whole and each two characters.
fn each_feature(word: &str, bounds: &[usize], hear: &mut impl FnMut(&[u8])) {
    let (bytes, n) = (word.as_bytes(), bounds.len() - 1);
    if word.chars().any(is_cjk) {
        hear(bytes);
        for pair in bounds.windows(3) {
            hear(&bytes[pair[0]..pair[2]]);
        }
        return;
    }
    if n < BEGINNINGS[0] {
        hear(bytes);
    }
    for len in BEGINNINGS.into_iter().filter(|len| *len <= n) {
        hear(&bytes[..bounds[len]]);
    }
}

/// How many rows have each word.
pub(super) fn row_counts(corpus: &Corpus) -> Vec<u32> {
    let mut counts = vec![0; corpus.words.len()];
    let mut last = vec![u32::MAX; corpus.words.len()];
    for row in 0..corpus.n_rows() {
        for word in corpus.content(row) {
            if last[word as usize] != row {
                last[word as usize] = row;
                counts[word as usize] += 1;
            }
        }
    }
    counts
}

/// Which words are function words of a language that the rows are in.
fn function_words(corpus: &Corpus) -> Vec<bool> {
    let mut out: Vec<bool> = corpus.words.iter().map(super::is_cjk_function).collect();
    for language in super::language::LATIN {
        let own = corpus.languages.iter().filter(|own| *own == language).count();
        if own as f64 >= LANGUAGE_SHARE * f64::from(corpus.n_rows()) {
            for word in stop_words_of(language).split(' ') {
                if let Some(id) = corpus.words.find(word) {
                    out[id as usize] = true;
                }
            }
        }
    }
    out
}

/// Adds a feature with this hash at four hashed places with hashed signs (Charikar, Chen and
/// Farach-Colton 2002); the length of `to` is a power of two.
pub(super) fn sketch(to: &mut [f32], mut hash: u64, weight: f32) {
    for _ in 0..4 {
        let place = (hash >> 1) as usize & (to.len() - 1);
        to[place] += if hash & 1 == 0 { weight } else { -weight };
        hash = mix64(hash);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corpus(texts: &[&str]) -> Corpus {
        let mut corpus = Corpus::default();
        for text in texts {
            corpus.push(text, None);
        }
        corpus.languages = vec!["de".into(); texts.len()];
        corpus
    }

    #[test]
    fn forms_of_a_word_point_the_same_way_and_function_words_nowhere() {
        let corpus = corpus(&["die Anmeldung", "anmelden und die Rechnung", "die Rechnungen"]);
        let words = words(&corpus, 256);
        let vector = |word: &str| {
            let id = corpus.words.find(word).unwrap() as usize;
            &words[id * 256..(id + 1) * 256]
        };
        let cosine = |a: &str, b: &str| {
            let (a, b) = (vector(a), vector(b));
            let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
            dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()
        };
        assert!(cosine("anmeldung", "anmelden") > 0.9);
        assert!(cosine("rechnung", "rechnungen") > 0.9);
        assert!(cosine("anmeldung", "rechnung").abs() < 0.3);
        assert!(vector("die").iter().map(|v| v * v).sum::<f32>() < 0.011);
    }
}
