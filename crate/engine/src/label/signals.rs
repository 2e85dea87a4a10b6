//! All that the labels of a row are read from, as bits: phrases, score, marks and length. They mean
//! the same in every language, so what is learnt from them carries over.

use super::index::{Hit, Index};
use super::known::{KNOWN, place};
use crate::table::Scale;

/// Bits of one row: each known value once and twice, then what follows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Signals(pub(crate) u128);

/// How many bits there are.
pub(crate) const N_SIGNALS: usize = 128;

/// Negations and cues mean what they mean, denied or not.
const FIRST_CUE: usize = 26;

const DENIED_PRAISE: usize = 2 * KNOWN.len();
const QUESTION_MARK: usize = DENIED_PRAISE + 1;
const EXCLAMATION: usize = DENIED_PRAISE + 2;
/// Five places of the scale: the end, low, between, high, the other end.
const SCORE: usize = DENIED_PRAISE + 3;
/// Up to 1, 3, 7, 15, 30, 60 words, and more.
const LENGTH: usize = SCORE + 5;

const LENGTHS: [usize; 6] = [1, 3, 7, 15, 30, 60];

impl Signals {
    /// The signals of a row of `n_words` words in which `hits` were found.
    pub(crate) fn of(index: &Index, hits: &[Hit], text: &str, n_words: usize) -> Signals {
        let mut own = Signals::default();
        let praise = place("category", "praise").unwrap_or_default();
        for hit in hits {
            let Some(at) = index.known[hit.target as usize] else { continue };
            if hit.is_negated && at == praise {
                own.set(DENIED_PRAISE);
            }
            if !(hit.is_negated && hit.len == 1) || at >= FIRST_CUE {
                own.set(if own.has(2 * at) { 2 * at + 1 } else { 2 * at });
            }
        }
        if text.contains(['?', '？']) {
            own.set(QUESTION_MARK);
        }
        if text.contains(['!', '！']) {
            own.set(EXCLAMATION);
        }
        own.set(LENGTH + LENGTHS.iter().filter(|most| n_words > **most).count());
        own
    }

    /// Adds what the score says.
    pub(crate) fn score(&mut self, score: Option<(f64, &Scale)>) {
        let Some((score, scale)) = score else { return };
        let tenth = (scale.max - scale.min) / 10.0;
        self.set(match () {
            () if scale.is_low(score) && score <= scale.min + tenth => SCORE,
            () if scale.is_low(score) => SCORE + 1,
            () if scale.is_high(score) && score >= scale.max - tenth => SCORE + 4,
            () if scale.is_high(score) => SCORE + 3,
            () => SCORE + 2,
        });
    }

    /// The same without the score.
    pub(crate) fn unscored(self) -> Signals {
        Signals(self.0 & !(0b1_1111 << SCORE))
    }

    /// How often a value is spoken for: 0, 1, or 2 for more.
    pub(crate) fn count(self, dimension: &str, value: &str) -> f64 {
        let Some(at) = place(dimension, value) else { return 0.0 };
        f64::from(u8::from(self.has(2 * at)) + u8::from(self.has(2 * at + 1)))
    }

    /// Whether praise is spoken of and denied.
    pub(crate) fn denies_praise(self) -> f64 {
        f64::from(u8::from(self.has(DENIED_PRAISE)))
    }

    /// Whether something is asked.
    pub(crate) fn asks(self) -> bool {
        self.has(QUESTION_MARK)
    }

    /// Whether the item was scored low.
    pub(crate) fn is_low(self) -> bool {
        self.has(SCORE) || self.has(SCORE + 1)
    }

    /// Whether the item was scored high.
    pub(crate) fn is_high(self) -> bool {
        self.has(SCORE + 3) || self.has(SCORE + 4)
    }

    /// The bits that are set.
    pub(crate) fn each(self) -> impl Iterator<Item = usize> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let at = rest.trailing_zeros() as usize;
            rest &= rest.wrapping_sub(1);
            (at < N_SIGNALS).then_some(at)
        })
    }

    fn has(self, at: usize) -> bool {
        self.0 >> at & 1 == 1
    }

    fn set(&mut self, at: usize) {
        self.0 |= 1 << at;
    }
}
