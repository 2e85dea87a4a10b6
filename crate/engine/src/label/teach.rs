//! Learning from rows whose kind is known: the shipped weights, and an analyst's corrections.

use super::index::Index;
use super::linear::{Example, Fit, Linear, CLASSES};
use super::{Labeller, Seen, looked_at};
use crate::text::Corpus;

/// A row whose kind somebody knows: 0 problem, 1 feature, 2 other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Correction {
    /// The row.
    pub row: u32,
    /// Its kind.
    pub kind: usize,
}

/// How to learn; the defaults are those of the shipped weights.
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

impl Default for Teaching {
    fn default() -> Self {
        Teaching { lambda: 1e-3, rate: 0.03, epochs: 20, balance: 1.0, unscored: true }
    }
}

impl Labeller {
    /// A labeller of this lexicon without weights.
    pub fn of_lexicon(lexicon: &str) -> Option<Labeller> {
        let index = Index::compile(lexicon)?;
        Some(Labeller { lexicon: lexicon.to_owned(), index, linear: None })
    }

    /// Whether there are weights.
    pub fn has_weights(&self) -> bool {
        self.linear.is_some()
    }

    /// This labeller, taught by rows whose kind is known.
    pub fn taught(&self, corpus: &Corpus, seen: &Seen, known: &[Correction], how: &Teaching) -> Labeller {
        let mut counts = [0.0_f32; CLASSES];
        for own in known {
            counts[own.kind] += 1.0;
        }
        let mut examples = Vec::with_capacity(known.len() * 2);
        for own in known {
            let row = looked_at(corpus.row(own.row));
            let signals = seen.signals[own.row as usize];
            let even = known.len() as f32 / CLASSES as f32 / counts[own.kind];
            let weight = crate::num::pow(f64::from(even), f64::from(how.balance)) as f32;
            let mut add = |signals| examples.push(Example {
                features: Linear::features(&corpus.words, row, signals),
                class: own.kind,
                weight,
            });
            add(signals);
            if how.unscored && signals.unscored() != signals {
                add(signals.unscored());
            }
        }
        let mut linear = self.linear.clone().unwrap_or_else(Linear::new);
        linear.fit(&examples, &Fit { lambda: how.lambda, rate: how.rate, epochs: how.epochs });
        let index = Index::compile(&self.lexicon).unwrap_or_default();
        Labeller { lexicon: self.lexicon.clone(), index, linear: Some(linear) }
    }
}
