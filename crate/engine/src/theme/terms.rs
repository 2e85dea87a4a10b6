//! Terms of themes as people have made them.

use super::name::{N_TERMS, NAME_ROWS};
use super::phrases::{Ends, distinct, of_groups};
use crate::table::MISSING;
use crate::text::Corpus;

/// The phrases that tell each of `n` themes from the others, best first; `of_row` is the theme of each
/// row, or [`MISSING`]. Of very many different texts those with the least keys are looked at.
pub fn terms(corpus: &Corpus, of_row: &[u32], n: usize) -> Vec<Vec<String>> {
    let mut all: Vec<(u32, u32)> =
        corpus.keys.iter().zip(0..).map(|(key, row)| (*key, row)).collect();
    all.retain(|(key, row)| *key != 0 && of_row[*row as usize] != MISSING);
    crate::num::sort_by(&mut all, Ord::cmp);
    all.dedup_by_key(|own| own.0);
    all.truncate(NAME_ROWS);
    let rows: Vec<(u32, u32)> =
        all.into_iter().map(|(_, row)| (row, of_row[row as usize])).collect();
    let phrases = of_groups(&Ends::new(corpus), &rows, n, &|_| 1.0);
    let texts = |own: Vec<super::phrases::Phrase>| {
        distinct(&own).into_iter().take(N_TERMS).map(|phrase| phrase.text).collect()
    };
    phrases.into_iter().map(texts).collect()
}
