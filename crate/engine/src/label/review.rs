//! Which labels to look at next, and how far people and machine agree on those that were.

use super::linear::probabilities;
use super::{Labelled, Labeller, looked_at};
use crate::text::Corpus;

/// One item that a person judged: what was found before any correction, and what was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// Key of the label's column.
    pub dimension: String,
    /// By the shipped lexicon and weights; empty where they found none.
    pub found: String,
    /// By the person.
    pub given: String,
}

/// What people judged, beside what the labeller found before it learnt from them.
pub fn judged(labeller: &Labeller, corpus: &Corpus, own: &Labelled) -> Vec<Judged> {
    let words = labeller.linear.as_ref().map(|linear| (linear, linear.words(&corpus.words)));
    let judge = |given: &super::Given| {
        let chances = words.as_ref().map(|(linear, words)| {
            let signals = own.signals[given.row as usize];
            probabilities(&linear.scores(words, looked_at(corpus.row(given.row)), signals))
        });
        let labels = own.labels_by(given.row, chances.as_ref());
        let found = match given.dimension.as_str() {
            "category" => labels.category,
            "severity" => labels.severity,
            "sentiment" => labels.sentiment,
            "cause" => labels.cause,
            "risk" => labels.risk,
            "need" => labels.need,
            _ => {
                let target =
                    labeller.index.targets.get(own.areas.found[given.row as usize] as usize);
                target.map_or("", |target| target.1.as_str())
            }
        };
        Judged {
            dimension: given.dimension.clone(),
            found: found.to_owned(),
            given: given.value.clone(),
        }
    };
    own.given.iter().map(judge).collect()
}

/// Up to `n` of `rows` to judge next: those of which the likeliest two kinds lie closest, with
/// their closeness from 0 to 1; `weight` raises what is worth more, `group` keeps one group from
/// filling the list. Judged rows, copies and rows of a word or two are left out.
pub fn unsure(
    corpus: &Corpus,
    own: &Labelled,
    rows: &[u32],
    n: usize,
    weight: &dyn Fn(u32) -> f64,
    group: &dyn Fn(u32) -> u32,
) -> Vec<(u32, f64)> {
    const LEAST_WORDS: usize = 3;
    let is_judged =
        |row: u32| own.given.iter().any(|given| given.row == row && given.dimension == "category");
    let hashes = corpus.row_hashes();
    let mut all: Vec<(f64, u64, u32)> = Vec::new();
    for row in rows {
        let Some(chances) = own.chances.get(*row as usize) else { continue };
        if corpus.row(*row).len() >= LEAST_WORDS && !is_judged(*row) {
            all.push((close(chances) * weight(*row), hashes[*row as usize], *row));
        }
    }
    let best = |a: &(f64, u64, u32), b: &(f64, u64, u32)| {
        b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2))
    };
    crate::num::sort_by(&mut all, best);
    // Copies weigh differently by their accounts, so that they need not be neighbours.
    let mut known = std::collections::BTreeSet::new();
    all.retain(|own| known.insert(own.1));
    all.truncate(n.saturating_mul(8).max(200));
    let mut seen: std::collections::BTreeMap<u32, i32> = std::collections::BTreeMap::new();
    for own in &mut all {
        let before = seen.entry(group(own.2)).or_default();
        own.0 *= crate::num::pow(0.95, f64::from(*before));
        *before += 1;
    }
    crate::num::sort_by(&mut all, best);
    all.truncate(n);
    all.iter().map(|(_, _, row)| (*row, close(&own.chances[*row as usize]))).collect()
}

/// 1 where two kinds are equally likely, 0 where one is certain.
fn close(chances: &[f32; 3]) -> f64 {
    let mut sorted = *chances;
    sorted.sort_unstable_by(f32::total_cmp);
    1.0 - f64::from(sorted[2] - sorted[1])
}
