//! Slips of the keys: a rare word that is a letter or two away from another.

use crate::text::Corpus;

/// Words from this length on may have two slips.
const LONG: usize = 5;

/// Letters of the longest words compared, in bytes.
const MOST: usize = 40;

/// A word that more texts have is meant as it stands, unless it is much rarer than the other.
const RARE: u32 = 2;
const MUCH_RARER: u32 = 50;

/// Tells slips from other words.
pub(super) struct Slips<'a> {
    corpus: &'a Corpus,
    counts: Vec<u32>,
    /// Letters of each word, in bytes.
    pub(super) letters: Vec<u8>,
}

impl<'a> Slips<'a> {
    pub(super) fn new(corpus: &'a Corpus) -> Self {
        let mut counts = vec![0; corpus.words.len()];
        for word in &corpus.tokens {
            counts[*word as usize] += 1;
        }
        let letters = corpus.words.iter().map(|word| word.len().min(255) as u8).collect();
        Slips { corpus, counts, letters }
    }

    /// How many words of each text say the same at its beginning: one of each, or two where a
    /// blank slipped.
    pub(super) fn step(&self, a: &[u32], b: &[u32]) -> Option<(usize, usize)> {
        if a[0] == b[0] {
            return Some((1, 1));
        }
        let spans = [(1, 1), (2, 2), (1, 2), (2, 1)].into_iter();
        let slips = spans
            .filter(|(n, m)| *n <= a.len() && *m <= b.len())
            .filter_map(|(n, m)| Some((self.slip(&a[..n], &b[..m])?, (n, m))));
        slips.min().map(|(_, span)| span)
    }

    /// How many letters some words are from the others, where that is a slip.
    fn slip(&self, a: &[u32], b: &[u32]) -> Option<usize> {
        let rarest = |words: &[u32]| words.iter().map(|word| self.counts[*word as usize]).min();
        let (a_count, b_count) = (rarest(a)?, rarest(b)?);
        let (rare, common) = (a_count.min(b_count), a_count.max(b_count));
        if rare > RARE.max(common / MUCH_RARER) {
            return None;
        }
        let (mut own, mut other) = ([0; MOST], [0; MOST]);
        let (own, other) = (self.letters(a, &mut own), self.letters(b, &mut other));
        let n = own.len().min(other.len());
        let allowed = if n >= LONG && a.len() + b.len() == 2 { 2 } else { 1 };
        let has_digit = own.iter().chain(other).any(u8::is_ascii_digit);
        if n < 2 || has_digit || own.len().abs_diff(other.len()) > allowed {
            return None;
        }
        Some(distance(own, other)).filter(|distance| *distance <= allowed)
    }

    /// The letters of the words, as bytes; none where there are too many for a slip to be likely.
    fn letters<'b>(&self, words: &[u32], room: &'b mut [u8; MOST]) -> &'b [u8] {
        let mut n = 0;
        for word in words {
            let word = self.corpus.words.get(*word).as_bytes();
            let Some(own) = room.get_mut(n..n + word.len()) else { return &[] };
            own.copy_from_slice(word);
            n += word.len();
        }
        &room[..n]
    }
}

/// Letters lost, added, changed or swapped between two words (optimal string alignment, Damerau
/// 1964), counted in bytes: an accent counts twice.
fn distance(a: &[u8], b: &[u8]) -> usize {
    let mut rows = [[0_usize; MOST + 1]; 3];
    for (j, cell) in rows[0].iter_mut().enumerate() {
        *cell = j;
    }
    for i in 1..=a.len() {
        let [before, last, row] = [(i + 1) % 3, (i - 1) % 3, i % 3];
        rows[row][0] = i;
        for j in 1..=b.len() {
            let change = rows[last][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = change.min(rows[last][j] + 1).min(rows[row][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[before][j - 2] + 1);
            }
            rows[row][j] = least;
        }
    }
    rows[a.len() % 3][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_between_words_are_counted() {
        let between = |a: &str, b: &str| distance(a.as_bytes(), b.as_bytes());
        for (a, b, expected) in [
            ("", "", 0),
            ("card", "card", 0),
            ("card", "crad", 1),
            ("card", "cad", 1),
            ("card", "carrd", 1),
            ("card", "cord", 1),
            ("card", "lost", 4),
            ("für", "fur", 2),
        ] {
            assert_eq!(between(a, b), expected, "{a} {b}");
            assert_eq!(between(b, a), expected, "{b} {a}");
        }
    }
}
