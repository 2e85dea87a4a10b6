//! Areas of rows without one, learnt from the rows of the same table that have one: only where
//! trying on rows that were held out shows that it is right often enough.

use super::super::linear::Fit;
use super::check::{Answer, AreaCheck};
use super::model::{Features, Model};
use crate::defaults::AREA_LEAST_ROWS;
use crate::num::Interner;
use crate::table::{Category, MISSING};
use crate::text::Corpus;

/// How areas are learnt (tried on complaints, tickets and reviews, of which a part of the areas was
/// hidden; more epochs bring little).
const FIT: Fit = Fit { lambda: 1e-4, rate: 1.0, epochs: 5 };

/// Rows learnt from, and words in them; of more, the rows with the least hashes: a fair draw that
/// does not depend on the order of the rows.
const MOST_ROWS: usize = 5000;
const MOST_WORDS: usize = 100_000;

/// Words of a row that are looked at: what it is about is said before these end.
const MOST_OF_ROW: usize = 100;

/// An area with fewer different texts is not learnt, and beyond so many areas none of the rarest.
const LEAST_TEXTS: usize = 8;
const MOST_AREAS: usize = 40;

/// Parts into which known rows are cut: each is judged by what the others teach.
const FOLDS: u64 = 3;

/// A row whose area the table has.
struct Known<'a> {
    hash: u64,
    /// Hash of all its letters: tells rows of one hash apart.
    key: u32,
    code: u32,
    words: &'a [u32],
}

/// What was learnt, and how far it goes.
#[derive(Debug, Clone, Default)]
pub(super) struct Learned {
    model: Model,
    /// The code of each class.
    codes: Vec<u32>,
    /// How the model did on rows that it had not seen.
    pub(super) check: AreaCheck,
    /// Code and sureness of each row that was filled, else [`MISSING`] and 0.
    of_row: Vec<(u32, f32)>,
}

impl Learned {
    /// Learns from the rows with a value and fills those without; `None` where there is nothing to
    /// fill or too little to learn from.
    pub(super) fn new(given: &Category, corpus: &Corpus) -> Option<Learned> {
        if !given.codes.contains(&MISSING) {
            return None;
        }
        let known = known(given, corpus);
        let codes = codes(&known);
        if known.len() < AREA_LEAST_ROWS || codes.len() < 2 {
            return None;
        }
        let features = Features::new(corpus.words.iter());
        let check = AreaCheck::new(&tried(&features, &known, &codes), codes.len());
        let mut own = Learned { codes, check, ..Learned::default() };
        if own.check.n_sure > 0 {
            own.model = taught(&features, &known, &own.codes, &|_| true);
            let fill = |row: u32| match given.codes.get(row as usize) {
                Some(&MISSING) => own.fill(&features, words(corpus, row)),
                _ => None,
            };
            own.of_row =
                (0..corpus.n_rows()).map(|row| fill(row).unwrap_or((MISSING, 0.0))).collect();
        }
        Some(own)
    }

    /// Code and sureness of a row that was filled.
    pub(super) fn get(&self, row: u32) -> Option<(u32, f32)> {
        self.of_row.get(row as usize).copied().filter(|own| own.0 != MISSING)
    }

    /// What each of `row`, words of `words`, adds to the score of the area with this code.
    pub(super) fn shares(&self, words: &Interner, row: &[u32], code: u32) -> Vec<f32> {
        let class = self.codes.iter().position(|own| *own == code);
        let shares = |class| self.model.shares(&Features::new(words.iter()), row, class);
        class.map(shares).unwrap_or_default()
    }

    fn fill(&self, features: &Features, words: &[u32]) -> Option<(u32, f32)> {
        if words.is_empty() {
            return None;
        }
        let (class, chance) = self.model.best(features, words);
        Some((self.codes[class], self.check.sureness(class, chance)?))
    }
}

fn words(corpus: &Corpus, row: u32) -> &[u32] {
    let row = corpus.row(row);
    &row[..row.len().min(MOST_OF_ROW)]
}

/// The rows to learn from, each text with its area once, in the order of their hashes.
fn known<'a>(given: &Category, corpus: &'a Corpus) -> Vec<Known<'a>> {
    let hashes = corpus.row_hashes();
    let known = |row: u32| {
        let code = *given.codes.get(row as usize).filter(|code| **code != MISSING)?;
        let words = words(corpus, row);
        let (hash, key) = (hashes[row as usize], corpus.keys[row as usize]);
        (!words.is_empty()).then_some(Known { hash, key, code, words })
    };
    let mut all: Vec<Known<'_>> = (0..corpus.n_rows()).filter_map(known).collect();
    crate::num::sort_by_key(&mut all, |own| (own.hash, own.code, own.key));
    all.dedup_by_key(|own| (own.hash, own.code));
    let mut n_words = 0;
    all.into_iter()
        .take(MOST_ROWS)
        .take_while(|own| {
            n_words += own.words.len();
            n_words <= MOST_WORDS
        })
        .collect()
}

/// The areas that are frequent enough to be learnt, most frequent first.
fn codes(known: &[Known<'_>]) -> Vec<u32> {
    let n_codes = known.iter().map(|own| own.code + 1).max().unwrap_or(0);
    let mut counts = vec![0_usize; n_codes as usize];
    for own in known {
        counts[own.code as usize] += 1;
    }
    let mut codes: Vec<u32> =
        (0..n_codes).filter(|code| counts[*code as usize] >= LEAST_TEXTS).collect();
    crate::num::sort_by_key(&mut codes, |code| std::cmp::Reverse((counts[*code as usize], !*code)));
    codes.truncate(MOST_AREAS);
    codes
}

/// A model of those rows that `may` teach.
fn taught(
    features: &Features,
    known: &[Known<'_>],
    codes: &[u32],
    may: &dyn Fn(&Known<'_>) -> bool,
) -> Model {
    let class = |own: &Known<'_>| codes.iter().position(|code| *code == own.code);
    let examples: Vec<(&[u32], usize)> = known
        .iter()
        .filter(|own| may(own))
        .filter_map(|own| Some((own.words, class(own)?)))
        .collect();
    Model::learn(features, &examples, codes.len(), &FIT)
}

/// For each row what a model answers that had not seen it.
fn tried(features: &Features, known: &[Known<'_>], codes: &[u32]) -> Vec<Answer> {
    let mut out = Vec::with_capacity(known.len());
    for fold in 0..FOLDS {
        let is_out = |own: &Known<'_>| own.hash % FOLDS == fold;
        let model = taught(features, known, codes, &|own| !is_out(own));
        for own in known.iter().filter(|own| is_out(own)) {
            let (class, chance) = model.best(features, own.words);
            out.push(Answer { class, chance, is_right: codes[class] == own.code });
        }
    }
    out
}
