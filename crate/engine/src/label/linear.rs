//! Multinomial logistic regression over hashed words, pairs of words and parts of words, and over
//! signals: weights, scores, and learning by stochastic gradient descent with a decreasing rate
//! (Bottou 2012, “Stochastic gradient descent tricks”), towards the weights it starts from.

use super::signals::{N_SIGNALS, Signals};
use crate::num::{self, Interner, Random, hash64, mix64};
use crate::text::fold;

/// How many classes the weights tell apart.
pub(crate) const CLASSES: usize = 3;

/// A number for each class.
pub(crate) type Row = [f32; CLASSES];

/// Buckets of the hashed features, as a power of two.
pub(crate) const BITS: u32 = 16;

const N_BUCKETS: usize = 1 << BITS;

/// Length of all weights: buckets, signals, and one that every row has.
pub(crate) const N_WEIGHTS: usize = N_BUCKETS + N_SIGNALS + 1;

/// What a signal weighs beside the words of a row, which weigh 1 together.
const SIGNAL: f32 = 0.7;

/// Longer words are looked at to here.
const MAX_CHARS: usize = 24;

/// Weights of the classes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Linear {
    pub(crate) weights: Vec<Row>,
}

/// What a distinct word adds to the score of a row.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Word {
    hash: u32,
    n_parts: u32,
    whole: Row,
    parts: Row,
}

/// One row to learn from.
#[derive(Debug, Clone)]
pub(crate) struct Example {
    /// Places in the weights with their values.
    pub(crate) features: Vec<(u32, f32)>,
    /// How likely each class is to be: 1 for the one that is right, where that is known.
    pub(crate) target: Row,
    /// How much it counts.
    pub(crate) weight: f32,
}

/// How to learn.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fit {
    /// How strongly weights are held to where they start.
    pub(crate) lambda: f32,
    /// First step.
    pub(crate) rate: f32,
    /// Times that all examples are seen.
    pub(crate) epochs: u32,
}

fn bucket(hash: u64) -> u32 {
    (hash >> (64 - BITS)) as u32
}

/// Whether a place in the weights is one of words and parts of words.
pub(crate) fn is_word(place: u32) -> bool {
    (place as usize) < N_BUCKETS
}

pub(crate) fn pair(first: u32, second: u32) -> u32 {
    bucket(mix64(u64::from(first) << 32 | u64::from(second)))
}

/// The buckets of the parts of a word: three to five characters of it, its ends among them.
pub(crate) fn each_part(folded: &str, hear: &mut dyn FnMut(u32)) {
    let mut framed = String::with_capacity(folded.len() + 2);
    framed.push('^');
    framed.extend(folded.chars().take(MAX_CHARS));
    framed.push('$');
    let mut bounds = [0; MAX_CHARS + 3];
    let mut n = 0;
    for (at, _) in framed.char_indices() {
        bounds[n] = at;
        n += 1;
    }
    bounds[n] = framed.len();
    for len in 3..=5 {
        for start in 0..(n + 1).saturating_sub(len) {
            let part = &framed.as_bytes()[bounds[start]..bounds[start + len]];
            hear(bucket(hash64(part, 3)));
        }
    }
}

/// Number of a word, of which its own bucket and those of its pairs are made.
pub(crate) fn word_hash(folded: &str) -> u32 {
    hash64(folded.as_bytes(), 1) as u32
}

impl Linear {
    /// Weights that say nothing.
    pub(crate) fn new() -> Linear {
        Linear { weights: vec![[0.0; CLASSES]; N_WEIGHTS] }
    }

    /// What each of `words` adds.
    pub(crate) fn words(&self, words: &Interner) -> Vec<Word> {
        words.iter().map(|word| self.word(word)).collect()
    }

    fn word(&self, word: &str) -> Word {
        let folded = fold(word);
        let hash = word_hash(&folded);
        let mut own = Word { hash, whole: self.weights[pair(hash, 0) as usize], ..Word::default() };
        each_part(&folded, &mut |part| {
            own.n_parts += 1;
            add(&mut own.parts, &self.weights[part as usize], 1.0);
        });
        own
    }

    /// The scores of the classes for a row.
    pub(crate) fn scores(&self, words: &[Word], row: &[u32], signals: Signals) -> Row {
        let (mut whole, mut parts, mut n_parts) = ([0.0; CLASSES], [0.0; CLASSES], 0);
        let mut last = None;
        for word in row {
            let own = &words[*word as usize];
            add(&mut whole, &own.whole, 1.0);
            add(&mut parts, &own.parts, 1.0);
            n_parts += own.n_parts;
            if let Some(before) = last {
                add(&mut whole, &self.weights[pair(before, own.hash) as usize], 1.0);
            }
            last = Some(own.hash);
        }
        let mut out = self.weights[N_WEIGHTS - 1];
        add(&mut out, &whole, share(2 * row.len() as u32));
        add(&mut out, &parts, share(n_parts));
        for at in signals.each() {
            add(&mut out, &self.weights[N_BUCKETS + at], SIGNAL);
        }
        out
    }

    /// What each word of a row adds to the score of `class`, its pairs shared between both words.
    pub(crate) fn shares(&self, words: &[Word], row: &[u32], class: usize) -> Vec<f32> {
        let n_parts = row.iter().map(|word| words[*word as usize].n_parts).sum();
        let (of_words, of_parts) = (share(2 * row.len() as u32), share(n_parts));
        let lead = |row: &Row| row[class] - row.iter().sum::<f32>() / CLASSES as f32;
        let mut out: Vec<f32> = row
            .iter()
            .map(|word| {
                let own = &words[*word as usize];
                lead(&own.whole) * of_words + lead(&own.parts) * of_parts
            })
            .collect();
        for (at, two) in row.windows(2).enumerate() {
            let hashes = (words[two[0] as usize].hash, words[two[1] as usize].hash);
            let half = lead(&self.weights[pair(hashes.0, hashes.1) as usize]) * of_words / 2.0;
            out[at] += half;
            out[at + 1] += half;
        }
        out
    }

    /// The features of a row, in full.
    pub(crate) fn features(words: &Interner, row: &[u32], signals: Signals) -> Vec<(u32, f32)> {
        let mut out = Vec::new();
        let mut parts = Vec::new();
        let of_words = share(2 * row.len() as u32);
        let mut last = None;
        for word in row {
            let folded = fold(words.get(*word));
            let hash = word_hash(&folded);
            out.push((pair(hash, 0), of_words));
            if let Some(before) = last {
                out.push((pair(before, hash), of_words));
            }
            each_part(&folded, &mut |part| parts.push(part));
            last = Some(hash);
        }
        let of_parts = share(parts.len() as u32);
        out.extend(parts.into_iter().map(|part| (part, of_parts)));
        out.extend(signals.each().map(|at| ((N_BUCKETS + at) as u32, SIGNAL)));
        out.push((N_WEIGHTS as u32 - 1, 1.0));
        out
    }

    /// Learns from `examples`, held to the weights as they are: the same examples in the same order
    /// give the same bits. The weights of signals and the one that every row has reach rows that have
    /// no word in common with the examples: they are learnt `shared` times as fast as those of words.
    pub(crate) fn fit(&mut self, examples: &[Example], fit: &Fit, shared: f32) {
        let mut moved = vec![[0.0_f32; CLASSES]; N_WEIGHTS];
        // Weights are `self.weights + scale * moved`: pulling all of them back is one product.
        let mut scale = 1.0_f32;
        let mut order: Vec<u32> = (0..examples.len() as u32).collect();
        let mut random = Random::new(11);
        let mut step = 0_u32;
        for _ in 0..fit.epochs {
            for at in (1..order.len()).rev() {
                order.swap(at, random.below(at as u64 + 1) as usize);
            }
            for at in &order {
                let example = &examples[*at as usize];
                let rate = fit.rate / (1.0 + fit.rate * fit.lambda * step as f32);
                step += 1;
                let mut scores = [0.0; CLASSES];
                for (place, value) in &example.features {
                    let (kept, own) = (&self.weights[*place as usize], &moved[*place as usize]);
                    for class in 0..CLASSES {
                        scores[class] += (kept[class] + scale * own[class]) * value;
                    }
                }
                let mut error = probabilities(&scores);
                add(&mut error, &example.target, -1.0);
                scale *= 1.0 - rate * fit.lambda;
                let by = -rate * example.weight / scale;
                for (place, value) in &example.features {
                    let by = if is_word(*place) { by } else { by * shared };
                    add(&mut moved[*place as usize], &error, by * value);
                }
            }
        }
        for (kept, own) in self.weights.iter_mut().zip(&moved) {
            add(kept, own, scale);
        }
    }
}

fn add(to: &mut Row, from: &Row, by: f32) {
    for (to, from) in to.iter_mut().zip(from) {
        *to += by * from;
    }
}

pub(crate) fn share(n: u32) -> f32 {
    1.0 / (n.max(1) as f32).sqrt()
}

/// Scores as probabilities.
pub(crate) fn probabilities(scores: &Row) -> Row {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let raised = scores.map(|score| num::exp(f64::from(score - most)));
    let total: f64 = raised.iter().sum();
    raised.map(|own| (own / total) as f32)
}
