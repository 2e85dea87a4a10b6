//! Learning from rows whose kind is known: the shipped weights, and an analyst's corrections.

use super::index::Index;
use super::linear::{CLASSES, Example, Fit, Linear, N_WEIGHTS, Row, is_word, probabilities};
use super::rules::Kind;
use super::signals::Signals;
use super::{Given, Labelled, Labeller, kind_of, looked_at};
use crate::text::Corpus;

/// A row whose kind somebody knows: 0 problem, 1 feature, 2 other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// The row.
    pub row: u32,
    /// Its kind.
    pub kind: usize,
}

/// How to learn.
#[derive(Debug, Clone, Copy)]
pub struct Teaching {
    /// How strongly weights are held to where they start.
    pub lambda: f32,
    /// First step.
    pub rate: f32,
    /// Times that all rows are seen.
    pub epochs: u32,
    /// How far rare kinds are weighed up: 0 not at all, 1 to the weight of frequent ones.
    pub balance: f32,
    /// Whether rows are also shown without their score.
    pub unscored: bool,
    /// How fast what all rows share is learnt beside their words.
    pub shared: f32,
    /// Rows that nobody corrected and that are held where they are, and how much they count
    /// together.
    pub held: (usize, f32),
    /// Objections at which half is believed of what reaches further than their like: with fewer
    /// nearly nothing, with many nearly all.
    pub half: f32,
}

/// How the shipped weights are learnt, from nothing.
pub const SHIPPED: Teaching = Teaching {
    lambda: 1e-3,
    rate: 0.03,
    epochs: 20,
    balance: 1.0,
    unscored: true,
    shared: 1.0,
    held: (0, 0.0),
    half: 0.0,
};

/// How corrections are learnt, from the shipped weights (chosen on the two apps of the labelled
/// reviews, one taught and the other tested, each way round, by what a hundred corrections bring to
/// the other rows and by how few rows a single one changes).
pub const CORRECTED: Teaching = Teaching {
    lambda: 0.002,
    rate: 0.02,
    epochs: 40,
    balance: 0.0,
    unscored: false,
    shared: 1.0,
    held: (300, 20.0),
    half: 10.0,
};

/// Texts whose words and parts of words have this cosine are alike: those of one template reach it,
/// texts that share no more than common words do not.
const ALIKE: f32 = 0.5;

impl Labeller {
    /// A labeller of this lexicon without weights; `None` where it names a value that is none.
    pub fn of_lexicon(lexicon: &str) -> Option<Labeller> {
        let index = Index::compile(lexicon)?;
        Some(Labeller { lexicon: lexicon.to_owned(), index, linear: None })
    }

    /// Whether there are weights.
    pub fn has_weights(&self) -> bool {
        self.linear.is_some()
    }

    /// This labeller with weights learnt from `known`, starting at its own.
    #[must_use]
    pub fn taught(
        self,
        corpus: &Corpus,
        labelled: &Labelled,
        known: &[Known],
        how: &Teaching,
    ) -> Labeller {
        let mut counts = [0.0_f32; CLASSES];
        for own in known {
            counts[own.kind] += 1.0;
        }
        let mut examples = Vec::with_capacity(known.len() * 2);
        for own in known {
            let even = known.len() as f32 / CLASSES as f32 / counts[own.kind];
            let weight = crate::num::pow(f64::from(even), f64::from(how.balance)) as f32;
            let signals = labelled.signals[own.row as usize];
            examples.push(example(corpus, own.row, signals, one(own.kind), weight));
            if how.unscored && signals.unscored() != signals {
                examples.push(example(corpus, own.row, signals.unscored(), one(own.kind), weight));
            }
        }
        let mut linear = self.linear.clone().unwrap_or_else(Linear::new);
        linear.fit(&examples, &fit(how, 1.0), how.shared);
        Labeller { linear: Some(linear), ..self }
    }

    /// Learns from all labels that people gave, and keeps them. Rows are taken in the order of
    /// their words, so that the order of files and edits changes nothing.
    pub fn correct(&self, corpus: &Corpus, labelled: &mut Labelled, given: Vec<Given>) {
        self.correct_by(corpus, labelled, given, &CORRECTED);
    }

    /// [`correct`](Labeller::correct), learning as `how` says.
    pub fn correct_by(
        &self,
        corpus: &Corpus,
        labelled: &mut Labelled,
        given: Vec<Given>,
        how: &Teaching,
    ) {
        labelled.linear = self.linear.as_ref().and_then(|linear| {
            let (examples, sure) = corrections(linear, corpus, labelled, &given, how);
            let mut linear = linear.clone();
            (!examples.is_empty()).then(|| {
                linear.fit(&examples, &fit(how, sure), how.shared * sure);
                linear
            })
        });
        labelled.given = given;
        labelled.chances = self.chances(corpus, labelled);
    }
}

/// The surer, the less are weights held to where they start.
fn fit(how: &Teaching, sure: f32) -> Fit {
    Fit { lambda: how.lambda / sure, rate: how.rate, epochs: how.epochs }
}

fn one(kind: usize) -> Row {
    std::array::from_fn(|class| if class == kind { 1.0 } else { 0.0 })
}

fn example(corpus: &Corpus, row: u32, signals: Signals, target: Row, weight: f32) -> Example {
    let features = Linear::features(&corpus.words, looked_at(corpus.row(row)), signals);
    Example { features, target, weight }
}

/// What corrections teach `linear`, and how sure they are, from 0 to 1.
///
/// Where somebody gave another kind than it finds: that kind. At a spread of other rows: what it
/// finds, as likely as it finds it, so that what nobody objected to stays. Where somebody confirmed
/// what it finds: the same, and the surer of it the more objections there are, for then it is the
/// confirmed rows that say where its error ends. None without an objection.
fn corrections(
    linear: &Linear,
    corpus: &Corpus,
    labelled: &Labelled,
    given: &[Given],
    how: &Teaching,
) -> (Vec<Example>, f32) {
    let hashes = corpus.row_hashes();
    let mut known: Vec<(u64, usize, u32)> = given
        .iter()
        .filter(|own| own.dimension == "category")
        .map(|own| (hashes[own.row as usize], Kind::of_category(&own.value) as usize, own.row))
        .collect();
    crate::num::sort_by(&mut known, Ord::cmp);
    known.dedup_by_key(|own| (own.0, own.1));
    let words = linear.words(&corpus.words);
    let found = |row: u32| {
        let signals = labelled.signals[row as usize];
        probabilities(&linear.scores(&words, looked_at(corpus.row(row)), signals))
    };
    let judged: Vec<(usize, u32, Row)> =
        known.iter().map(|(_, kind, row)| (*kind, *row, found(*row))).collect();
    let n_other = judged.iter().filter(|own| kind_of(&own.2) as usize != own.0).count();
    if n_other == 0 {
        return (Vec::new(), 0.0);
    }
    let sure = n_other as f32 / (n_other as f32 + how.half);
    let mut out = Vec::new();
    let mut objected: Vec<usize> = Vec::new();
    for (kind, row, found) in judged {
        if kind_of(&found) as usize != kind {
            objected.push(out.len());
        }
        let far = if kind_of(&found) as usize == kind { sure } else { 1.0 };
        let given = one(kind);
        let target = std::array::from_fn(|at| found[at] + far * (given[at] - found[at]));
        out.push(example(corpus, row, labelled.signals[row as usize], target, 1.0));
    }
    let held =
        spread(&hashes, how.held.0, |hash| known.binary_search_by_key(&hash, |own| own.0).is_err());
    let weight = how.held.1 / held.len().max(1) as f32;
    let n_given = out.len();
    for row in held {
        out.push(example(corpus, row, labelled.signals[row as usize], found(row), weight));
    }
    // What is like an objection is not held back from following it.
    let (given, held) = out.split_at_mut(n_given);
    let lengths: Vec<f32> = held.iter().map(words_length).collect();
    let mut place = vec![0.0_f32; N_WEIGHTS];
    for own in objected.iter().map(|at| &given[*at]) {
        let words = || own.features.iter().filter(|own| is_word(own.0));
        for (at, value) in words() {
            place[*at as usize] += value;
        }
        let least = ALIKE * words_length(own);
        for (other, length) in held.iter_mut().zip(&lengths) {
            let mut dot = 0.0;
            for (at, value) in &other.features {
                dot += place[*at as usize] * value;
            }
            if dot >= least * length {
                other.weight = 0.0;
            }
        }
        for (at, _) in words() {
            place[*at as usize] = 0.0;
        }
    }
    out.retain(|own| own.weight > 0.0);
    (out, sure)
}

/// How long the words of an example are, signals left out.
fn words_length(own: &Example) -> f32 {
    let words = own.features.iter().filter(|own| is_word(own.0));
    words.map(|(_, value)| value * value).sum::<f32>().sqrt()
}

/// About `n` rows of different texts whose hashes are least among those that `may`: a sample that
/// does not depend on the order of rows.
fn spread(hashes: &[u64], n: usize, may: impl Fn(u64) -> bool) -> Vec<u32> {
    // Twice as many as needed pass, so that copies and what may not leave enough.
    let end = u64::MAX / (hashes.len() as u64).max(1);
    let end = end.saturating_mul(2 * n as u64);
    let mut own: Vec<(u64, u32)> = hashes
        .iter()
        .zip(0..)
        .map(|(hash, row)| (*hash, row))
        .filter(|own| own.0 <= end && may(own.0))
        .collect();
    crate::num::sort_by(&mut own, Ord::cmp);
    own.dedup_by_key(|own| own.0);
    own.truncate(n);
    own.into_iter().map(|own| own.1).collect()
}
