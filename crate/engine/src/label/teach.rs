//! Learning from rows whose kind is known: the shipped weights, and an analyst's corrections.

use super::index::Index;
use super::linear::{CLASSES, Example, Fit, Linear};
use super::rules::Kind;
use super::{Given, Labelled, Labeller, looked_at};
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
}

/// How the shipped weights are learnt, from nothing.
pub const SHIPPED: Teaching =
    Teaching { lambda: 1e-3, rate: 0.03, epochs: 20, balance: 1.0, unscored: true };

/// How corrections are learnt, from the shipped weights (both chosen on the two apps of the
/// labelled reviews, one taught and the other tested, each way round).
pub const CORRECTED: Teaching =
    Teaching { lambda: 0.02, rate: 0.02, epochs: 40, balance: 0.0, unscored: false };

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
        let linear = self.learn(corpus, labelled, known, how);
        Labeller { linear: Some(linear), ..self }
    }

    fn learn(
        &self,
        corpus: &Corpus,
        labelled: &Labelled,
        known: &[Known],
        how: &Teaching,
    ) -> Linear {
        let mut counts = [0.0_f32; CLASSES];
        for own in known {
            counts[own.kind] += 1.0;
        }
        let mut examples = Vec::with_capacity(known.len() * 2);
        for own in known {
            let row = looked_at(corpus.row(own.row));
            let signals = labelled.signals[own.row as usize];
            let even = known.len() as f32 / CLASSES as f32 / counts[own.kind];
            let weight = crate::num::pow(f64::from(even), f64::from(how.balance)) as f32;
            let mut add = |signals| {
                let features = Linear::features(&corpus.words, row, signals);
                examples.push(Example { features, class: own.kind, weight });
            };
            add(signals);
            if how.unscored && signals.unscored() != signals {
                add(signals.unscored());
            }
        }
        let mut linear = self.linear.clone().unwrap_or_else(Linear::new);
        linear.fit(&examples, &Fit { lambda: how.lambda, rate: how.rate, epochs: how.epochs });
        linear
    }

    /// Learns from all labels that people gave, and keeps them. Rows are taken in the order of
    /// their words, so that the order of files and edits changes nothing.
    pub fn correct(&self, corpus: &Corpus, labelled: &mut Labelled, given: Vec<Given>) {
        let mut known: Vec<(u64, Known)> = Vec::new();
        if self.linear.is_some() {
            let hashes = corpus.row_hashes();
            for own in given.iter().filter(|own| own.dimension == "category") {
                let kind = Kind::of_category(&own.value) as usize;
                known.push((hashes[own.row as usize], Known { row: own.row, kind }));
            }
        }
        crate::num::sort_by_key(&mut known, |own| (own.0, own.1.kind));
        known.dedup_by_key(|own| (own.0, own.1.kind));
        let known: Vec<Known> = known.into_iter().map(|own| own.1).collect();
        labelled.linear =
            (!known.is_empty()).then(|| self.learn(corpus, labelled, &known, &CORRECTED));
        labelled.given = given;
        labelled.chances = self.chances(corpus, labelled);
    }
}
