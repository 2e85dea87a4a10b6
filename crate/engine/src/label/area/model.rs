//! Multinomial logistic regression with as many classes as there are areas, over the hashed words,
//! pairs and parts of words of [`linear`](super::super::linear), learnt by the same steps.

use super::super::linear::{BITS, Fit, each_part, pair, share, word_hash};
use crate::num::{self, Random};
use crate::text::fold;

/// Weights of each bucket of the hashed words, and one that every row has.
const N_PLACES: usize = (1 << BITS) + 1;

/// What rows are told by: the buckets of each distinct word.
#[derive(Debug, Clone, Default)]
pub(super) struct Features {
    hashes: Vec<u32>,
    parts: Vec<u32>,
    /// Where the parts of each word end.
    ends: Vec<usize>,
}

impl Features {
    /// The buckets of `words`.
    pub(super) fn new<'a>(words: impl Iterator<Item = &'a str>) -> Features {
        let mut own = Features::default();
        for word in words {
            let folded = fold(word);
            own.hashes.push(word_hash(&folded));
            each_part(&folded, &mut |part| own.parts.push(part));
            own.ends.push(own.parts.len());
        }
        own
    }

    fn parts(&self, word: u32) -> &[u32] {
        let word = word as usize;
        let start = if word == 0 { 0 } else { self.ends[word - 1] };
        &self.parts[start..self.ends[word]]
    }

    /// What a word, and what a part of one, weighs in a row.
    fn shares(&self, row: &[u32]) -> (f32, f32) {
        let n_parts: usize = row.iter().map(|word| self.parts(*word).len()).sum();
        (share(2 * row.len() as u32), share(n_parts as u32))
    }

    /// The bucket of two words that follow one another.
    fn pair(&self, first: u32, second: u32) -> u32 {
        pair(self.hashes[first as usize], self.hashes[second as usize])
    }

    /// Puts the places of a row with their values into `out`.
    fn of(&self, row: &[u32], out: &mut Vec<(u32, f32)>) {
        let (of_words, of_parts) = self.shares(row);
        out.clear();
        for word in row {
            out.push((pair(self.hashes[*word as usize], 0), of_words));
            out.extend(self.parts(*word).iter().map(|part| (*part, of_parts)));
        }
        out.extend(row.windows(2).map(|two| (self.pair(two[0], two[1]), of_words)));
        out.push((N_PLACES as u32 - 1, 1.0));
    }
}

/// Weights of the classes, those of one place beside each other.
#[derive(Debug, Clone, Default)]
pub(super) struct Model {
    n_classes: usize,
    weights: Vec<f32>,
}

impl Model {
    /// Learns from rows with their class: the same in the same order give the same bits.
    pub(super) fn learn(
        features: &Features,
        examples: &[(&[u32], usize)],
        n_classes: usize,
        fit: &Fit,
    ) -> Model {
        let mut own = Model { n_classes, weights: vec![0.0; N_PLACES * n_classes] };
        // The weights are `scale` times those kept: pulling all of them back is one product.
        let mut scale = 1.0_f32;
        let mut order: Vec<u32> = (0..examples.len() as u32).collect();
        let mut random = Random::new(11);
        let (mut step, mut places) = (0_u32, Vec::new());
        for _ in 0..fit.epochs {
            for at in (1..order.len()).rev() {
                order.swap(at, random.below(at as u64 + 1) as usize);
            }
            for at in &order {
                let (row, class) = examples[*at as usize];
                let rate = fit.rate / (1.0 + fit.rate * fit.lambda * step as f32);
                step += 1;
                features.of(row, &mut places);
                let mut error = own.probabilities(&places, scale);
                error[class] -= 1.0;
                scale *= 1.0 - rate * fit.lambda;
                own.add(&places, &error, -rate / scale);
            }
        }
        for weight in &mut own.weights {
            *weight *= scale;
        }
        own
    }

    /// The likeliest class of a row and how likely it is.
    pub(super) fn best(&self, features: &Features, row: &[u32]) -> (usize, f32) {
        let mut places = Vec::new();
        features.of(row, &mut places);
        let better = |best: (usize, f32), own: (usize, f32)| {
            if own.1 > best.1 { own } else { best }
        };
        self.probabilities(&places, 1.0).into_iter().enumerate().fold((0, 0.0), better)
    }

    /// What each word of a row adds to the score of `class` beyond the others, its pairs shared
    /// between both words.
    pub(super) fn shares(&self, features: &Features, row: &[u32], class: usize) -> Vec<f32> {
        let (of_words, of_parts) = features.shares(row);
        let of_word = |word: &u32| {
            let whole = self.lead(pair(features.hashes[*word as usize], 0), class);
            let parts = features.parts(*word).iter().map(|part| self.lead(*part, class));
            whole * of_words + parts.sum::<f32>() * of_parts
        };
        let mut out: Vec<f32> = row.iter().map(of_word).collect();
        for (at, two) in row.windows(2).enumerate() {
            let half = self.lead(features.pair(two[0], two[1]), class) * of_words / 2.0;
            out[at] += half;
            out[at + 1] += half;
        }
        out
    }

    fn row(&self, place: u32) -> &[f32] {
        &self.weights[place as usize * self.n_classes..][..self.n_classes]
    }

    /// How far the weight of `class` at `place` lies above the mean.
    fn lead(&self, place: u32, class: usize) -> f32 {
        let row = self.row(place);
        row[class] - row.iter().sum::<f32>() / self.n_classes as f32
    }

    /// How likely each class is, with `scale` times the weights.
    fn probabilities(&self, places: &[(u32, f32)], scale: f32) -> Vec<f32> {
        let mut out = vec![0.0_f32; self.n_classes];
        for (place, value) in places {
            for (to, weight) in out.iter_mut().zip(self.row(*place)) {
                *to += weight * value;
            }
        }
        let most = out.iter().copied().fold(f32::MIN, f32::max);
        let raised = |score: &f32| num::exp(f64::from((score - most) * scale));
        let raised: Vec<f64> = out.iter().map(raised).collect();
        let total = num::sum(raised.iter().copied());
        raised.iter().map(|own| (own / total) as f32).collect()
    }

    fn add(&mut self, places: &[(u32, f32)], error: &[f32], by: f32) {
        for (place, value) in places {
            let row = &mut self.weights[*place as usize * self.n_classes..][..self.n_classes];
            for (weight, own) in row.iter_mut().zip(error) {
                *weight += by * value * own;
            }
        }
    }
}
