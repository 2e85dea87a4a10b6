//! Words and vectors of a stream with what was known before its newer rows came: routine, rare
//! words and what all rows have in common are learnt from the first rows alone, so that no row
//! depends on a later one.

use std::sync::OnceLock;

use super::embed::{ENGLISH, FOREIGN, RARITY, is_foreign, known_words, mean_of, scale_to, take};
use super::stop::StopWords;
use super::{Corpus, Model, language, routine, spelt};
use crate::num::{ln, pow};

/// Dimensions of words by their letters.
const HASHED: usize = 128;

/// What function words weigh among words by their letters.
const FUNCTION: f32 = 0.1;

/// Rows of a kind of language from which a mean is learnt.
const LEAST: usize = 50;

/// The words of `rows` of `source` in this order, where the first `n_known` decide what is routine.
/// Languages are told by each row's own words, and scripts without spaces cut into pairs.
pub(crate) fn as_known_then(source: &Corpus, rows: &[u32], n_known: u32) -> Corpus {
    let mut corpus = Corpus::default();
    for row in rows {
        corpus.push(source.clean.get(*row), None);
    }
    routine::mark_by_first(&mut corpus, n_known.min(rows.len() as u32));
    corpus.languages = language::identify_alone(&corpus);
    corpus
}

/// One unit vector a row, one after the other, and the numbers in each; zero where a row has no
/// words. The first `n_known` rows tell how rare words are and what is common to all.
pub(crate) fn vectors_as_known_then(
    corpus: &Corpus,
    model: Option<&Model>,
    n_known: u32,
) -> (Vec<f32>, usize) {
    let n_model = model.map_or(0, Model::dims);
    let dims = n_model + HASHED;
    let information = information(corpus, n_known);
    let known = model.map_or_else(Vec::new, |model| known_words(&corpus.words, model, false));
    let spelt = spelt_words(corpus, &information);
    let mut out = vec![0.0; corpus.n_rows() as usize * dims];
    for (row, own) in out.chunks_exact_mut(dims).enumerate() {
        let row = row as u32;
        let (a, b) = own.split_at_mut(n_model);
        for word in corpus.content(row) {
            let at = word as usize;
            let weight = pow(information[at], RARITY) as f32;
            undertone_kernel::add_times(a, &known[at * n_model..(at + 1) * n_model], weight);
            undertone_kernel::add_times(b, &spelt[at * HASHED..(at + 1) * HASHED], 1.0);
        }
        let weights = if is_foreign(corpus, row) { FOREIGN } else { ENGLISH };
        scale_to(a, weights.0);
        scale_to(b, weights.1);
        scale_to(own, 1.0);
    }
    take_common(corpus, &mut out, dims, n_known);
    (out, dims)
}

/// Takes from each row what the first `n_known` of its kind of language have in common; rows of zeros
/// stay as they are, the others become unit vectors.
pub(crate) fn take_common(corpus: &Corpus, vectors: &mut [f32], dims: usize, n_known: u32) {
    for foreign in [false, true] {
        let is_own = |row: &u32| is_foreign(corpus, *row) == foreign;
        let first: Vec<u32> = (0..n_known).filter(is_own).collect();
        if first.len() >= LEAST {
            let mean = mean_of(vectors, dims, &first);
            for row in (0..corpus.n_rows()).filter(is_own) {
                let own = &mut vectors[row as usize * dims..(row as usize + 1) * dims];
                if own.iter().any(|value| *value != 0.0) {
                    take(own, &mean);
                }
            }
        }
    }
}

/// How much each word tells, 0.01 (in every row) to 1 (in none or one of the first rows).
fn information(corpus: &Corpus, n_known: u32) -> Vec<f64> {
    let mut counts = vec![0_u32; corpus.words.len()];
    let mut last = vec![u32::MAX; corpus.words.len()];
    for row in 0..n_known {
        for word in corpus.content(row).map(|word| word as usize) {
            if last[word] != row {
                last[word] = row;
                counts[word] += 1;
            }
        }
    }
    let n = f64::from(n_known.max(2));
    counts.iter().map(|count| (ln(n / f64::from((*count).max(1))) / ln(n)).max(0.01)).collect()
}

/// The words by their letters, longer the more they tell.
fn spelt_words(corpus: &Corpus, information: &[f64]) -> Vec<f32> {
    static STOPS: OnceLock<StopWords> = OnceLock::new();
    let stops = STOPS.get_or_init(|| StopWords::of(&["en", "fr", "de", "es"]));
    let mut out = vec![0.0; corpus.words.len() * HASHED];
    for ((word, own), information) in
        corpus.words.iter().zip(out.chunks_exact_mut(HASHED)).zip(information)
    {
        spelt::add_word(word, own);
        scale_to(own, if stops.contains(word) { FUNCTION } else { information.sqrt() as f32 });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Table;
    use crate::text::analyse;

    #[test]
    fn no_row_depends_on_a_later_one() {
        let texts: Vec<String> = (0..300)
            .map(|i| match i {
                0..200 => format!("Hi team, the export number {} fails", i % 17),
                _ => format!("Good day, the printer {} burns. Yours, Ann", i % 13),
            })
            .collect();
        let whole = analyse(&Table::of_verbatims(&texts), None);
        let part = analyse(&Table::of_verbatims(&texts[..250]), None);
        let rows: Vec<u32> = (0..300).collect();
        let (a, b) = (as_known_then(&whole, &rows, 200), as_known_then(&part, &rows[..250], 200));
        assert_eq!(a.marks[..b.marks.len()], b.marks[..]);
        assert_eq!(a.languages[..250], b.languages[..]);
        let ((a, dims), (b, _)) =
            (vectors_as_known_then(&a, None, 200), vectors_as_known_then(&b, None, 200));
        assert_eq!(a[..250 * dims], b[..]);
    }
}
