//! What texts have in common word for word: content words and pairs of them that stand near each
//! other, beside what their vectors say.
//!
//! A vector knows that "refund" and "money back" are alike, a pair that "card fee" is not "card
//! arrival": themes that differ in one word of two come apart.

use undertone_kernel::add_products;

use super::phrases::Ends;
use crate::num::{ln, mix64};

/// Words of a pair stand at most this far apart, counted in content words.
const WINDOW: usize = 3;

/// What shared words and shared pairs weigh beside the cosine of the vectors.
const WORDS: f64 = 0.15;
const PAIRS: f64 = 0.6;

/// Content words looked at in a text; longer texts are judged by their beginning.
const MAX_WORDS: usize = 120;

/// Words that more than one text in so many has say nothing about which are alike.
const TOO_COMMON: usize = 6;

/// The weight 1 in steps; products of two weights are in steps of cosines between vectors of whole
/// numbers (see `neighbours`).
const STEPS: f64 = 16_384.0;

/// The words and pairs of some texts, weighted by how rare they are (TF-IDF, unit length for words
/// and for pairs, as in Salton and Buckley 1988).
#[derive(Debug, Clone, Default)]
pub(crate) struct Overlap {
    /// Where the features of each text end.
    ends: Vec<u32>,
    /// Feature and weight.
    features: Vec<(u32, i16)>,
    /// Where the texts of each feature end.
    posting_ends: Vec<u32>,
    /// Text and weight, in the order of texts.
    postings: Vec<(u32, i16)>,
    /// Hash and rarity of each feature, in the order of hashes.
    kinds: Vec<(u64, f32)>,
}

/// A feature of a text before it has a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Seen {
    hash: u64,
    text: u32,
    is_pair: bool,
}

impl Overlap {
    /// The words and pairs of `rows`.
    pub(crate) fn new(ends: &Ends<'_>, rows: &[u32]) -> Overlap {
        let mut seen: Vec<Seen> = Vec::with_capacity(rows.len() * 16);
        let mut stems: Vec<u64> = Vec::new();
        for (text, row) in rows.iter().enumerate() {
            stems.clear();
            ends.each_telling(*row, &mut |hash| stems.push(hash));
            stems.truncate(MAX_WORDS);
            each_feature(&stems, &mut |hash, is_pair| {
                seen.push(Seen { hash, text: text as u32, is_pair });
            });
        }
        crate::num::sort_by(&mut seen, Ord::cmp);
        weigh(rows.len(), &seen)
    }

    /// What each of the `n` groups of the texts has in words; `groups` gives the group of each text.
    pub(crate) fn profiles(&self, groups: &[u32], n: usize) -> Profiles<'_> {
        let mut squares = vec![0.0_f64; n];
        let mut entries: Vec<(u32, f32)> = Vec::new();
        let mut ends = Vec::with_capacity(self.kinds.len());
        let mut sums = vec![0_i32; n];
        let mut from = 0;
        for to in &self.posting_ends {
            let own = &self.postings[from as usize..*to as usize];
            let start = entries.len();
            for (text, weight) in own {
                sums[groups[*text as usize] as usize] += i32::from(*weight);
            }
            for (text, _) in own {
                let group = groups[*text as usize];
                let sum = std::mem::take(&mut sums[group as usize]);
                if sum > 0 {
                    squares[group as usize] += f64::from(sum) * f64::from(sum);
                    entries.push((group, sum as f32));
                }
            }
            crate::num::sort_by_key(&mut entries[start..], |entry| entry.0);
            ends.push(entries.len() as u32);
            from = *to;
        }
        for (group, sum) in &mut entries {
            *sum /= squares[*group as usize].sqrt().max(1.0) as f32;
        }
        Profiles { overlap: self, ends, entries }
    }

    /// Adds what text `text` has in common with each of the texts `from` and behind to `scores`,
    /// one for each text.
    pub(crate) fn add_to(&self, text: usize, from: usize, scores: &mut [i32]) {
        let start = if text == 0 { 0 } else { self.ends[text - 1] as usize };
        for (feature, weight) in &self.features[start..self.ends[text] as usize] {
            let start = feature.checked_sub(1).map_or(0, |at| self.posting_ends[at as usize]);
            let end = self.posting_ends[*feature as usize];
            let postings = &self.postings[start as usize..end as usize];
            let behind = postings.partition_point(|(other, _)| (*other as usize) < from);
            add_products(scores, &postings[behind..], *weight);
        }
    }
}

/// Words and pairs of groups of texts: for each feature, the groups that have it with its part in
/// their unit profile.
pub(crate) struct Profiles<'a> {
    overlap: &'a Overlap,
    ends: Vec<u32>,
    entries: Vec<(u32, f32)>,
}

impl Profiles<'_> {
    /// The cosine of `row` to the profile of each group.
    pub(crate) fn cosines(&self, ends: &Ends<'_>, row: u32, out: &mut [f32]) {
        out.fill(0.0);
        let mut stems: Vec<u64> = Vec::new();
        ends.each_telling(row, &mut |hash| stems.push(hash));
        stems.truncate(MAX_WORDS);
        let mut seen: Vec<(u64, bool)> = Vec::new();
        each_feature(&stems, &mut |hash, is_pair| seen.push((hash, is_pair)));
        seen.sort_unstable();
        let mut own: Vec<(usize, f64, usize)> = Vec::new();
        let mut squares = [0.0_f64; 2];
        for same in seen.chunk_by(|a, b| a.0 == b.0) {
            let kinds = &self.overlap.kinds;
            let Ok(at) = kinds.binary_search_by_key(&same[0].0, |kind| kind.0) else { continue };
            let is_pair = usize::from(same[0].1);
            let often = if same[0].1 { 1.0 } else { 1.0 + ln(same.len() as f64) };
            let weight = often * f64::from(kinds[at].1);
            squares[is_pair] += weight * weight;
            own.push((at, weight, is_pair));
        }
        for (at, weight, is_pair) in own {
            let share = if is_pair == 1 { PAIRS } else { WORDS } / (WORDS + PAIRS);
            let part = (share.sqrt() * weight / squares[is_pair].sqrt()) as f32;
            let from = at.checked_sub(1).map_or(0, |before| self.ends[before]);
            for (group, value) in &self.entries[from as usize..self.ends[at] as usize] {
                out[*group as usize] += part * value;
            }
        }
    }
}

/// Tells `hear` each word and each pair of near words, in any order, with repetitions.
fn each_feature(stems: &[u64], hear: &mut impl FnMut(u64, bool)) {
    for (at, stem) in stems.iter().enumerate() {
        hear(*stem, false);
        for other in &stems[at + 1..stems.len().min(at + 1 + WINDOW)] {
            if other != stem {
                hear(mix64(stem.min(other) ^ mix64(*stem.max(other))), true);
            }
        }
    }
}

/// Numbers the features that texts share and weighs them.
fn weigh(n: usize, seen: &[Seen]) -> Overlap {
    let mut entries: Vec<(u32, u32, f64, bool)> = Vec::with_capacity(seen.len());
    let (mut n_features, mut kinds) = (0, Vec::new());
    for same in seen.chunk_by(|a, b| a.hash == b.hash) {
        let texts = same.chunk_by(|a, b| a.text == b.text);
        let count = texts.clone().count();
        let is_common = !same[0].is_pair && count > (n / TOO_COMMON).max(20);
        if count < 2 || is_common {
            continue;
        }
        let rarity = ln((1.0 + n as f64) / (1.0 + count as f64)) + 1.0;
        for own in texts {
            let often = if own[0].is_pair { 1.0 } else { 1.0 + ln(own.len() as f64) };
            entries.push((own[0].text, n_features, often * rarity, own[0].is_pair));
        }
        n_features += 1;
        kinds.push((same[0].hash, rarity as f32));
    }
    let mut squares = vec![[0.0_f64; 2]; n];
    for (text, _, weight, is_pair) in &entries {
        squares[*text as usize][usize::from(*is_pair)] += weight * weight;
    }
    let steps = |(text, _, weight, is_pair): &(u32, u32, f64, bool)| {
        let share = if *is_pair { PAIRS } else { WORDS };
        let length = squares[*text as usize][usize::from(*is_pair)].sqrt();
        (share.sqrt() * weight / length * STEPS) as i16
    };
    let mut out = Overlap { kinds, ..Overlap::default() };
    for entry in &entries {
        while out.posting_ends.len() < entry.1 as usize {
            out.posting_ends.push(out.postings.len() as u32);
        }
        out.postings.push((entry.0, steps(entry)));
    }
    out.posting_ends.resize(n_features as usize, out.postings.len() as u32);
    crate::num::sort_by_key(&mut entries, |entry| (entry.0, entry.1));
    for entry in &entries {
        while out.ends.len() < entry.0 as usize {
            out.ends.push(out.features.len() as u32);
        }
        out.features.push((entry.1, steps(entry)));
    }
    out.ends.resize(n, out.features.len() as u32);
    out
}
