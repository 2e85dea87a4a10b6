//! Runs of two and three words: texts that say the same share rare ones.

use crate::num::{hash64, mix64};
use crate::text::Corpus;

/// Runs kept of each text, the rarest of those that another text has, too.
const PER_TEXT: usize = 7;

/// Runs are counted in so many slots at most; two in one slot count as more common than they are.
const MAX_SLOTS: usize = 1 << 24;

/// A run of words of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Gram {
    pub(super) hash: u32,
    /// The text that has it: its place in the list of rows.
    pub(super) text: u32,
    /// The place of its first word.
    pub(super) at: u16,
}

/// The rarest runs of each of `rows`, in the order of their hashes.
pub(super) fn rarest(corpus: &Corpus, rows: &[u32]) -> Vec<Gram> {
    let words: Vec<u64> = corpus.words.iter().map(|word| hash64(word.as_bytes(), 7)).collect();
    let n_slots = (rows.len() * 32).next_power_of_two().clamp(1 << 10, MAX_SLOTS);
    let slot = |hash: u32| hash as usize & (n_slots - 1);
    let mut counts = vec![0_u8; n_slots];
    for row in rows {
        each(corpus, &words, *row, &mut |hash, _| {
            let count = &mut counts[slot(hash)];
            *count = count.saturating_add(1);
        });
    }
    let mut out = Vec::with_capacity(rows.len() * PER_TEXT);
    let mut own: Vec<(u8, u32, u16)> = Vec::new();
    for (text, row) in rows.iter().enumerate() {
        own.clear();
        each(corpus, &words, *row, &mut |hash, at| own.push((counts[slot(hash)], hash, at)));
        own.retain(|(count, ..)| *count > 1);
        own.sort_unstable();
        own.dedup_by_key(|(_, hash, _)| *hash);
        let kept = own.iter().take(PER_TEXT);
        out.extend(kept.map(|(_, hash, at)| Gram { hash: *hash, text: text as u32, at: *at }));
    }
    out.sort_unstable();
    out
}

/// Tells `hear` each run of `row`: its hash and the place of its first word.
fn each(corpus: &Corpus, words: &[u64], row: u32, hear: &mut impl FnMut(u32, u16)) {
    let mut before = [0_u64; 2];
    for (at, word) in corpus.content(row).take(super::MAX_WORDS).enumerate() {
        let word = words[word as usize];
        if at > 0 {
            hear((mix64(before[1] ^ word.rotate_left(17)) >> 32) as u32, at as u16 - 1);
        }
        if at > 1 {
            let pair = mix64(before[0] ^ before[1].rotate_left(17));
            hear((mix64(pair ^ word.rotate_left(34)) >> 32) as u32, at as u16 - 2);
        }
        before = [before[1], word];
    }
}
