//! Clauses that many rows begin or end with whatever they are about: greetings, closing lines,
//! signatures. They are kept in the text and left out of themes.

use super::Corpus;
use crate::num::mix64;

/// The word begins a clause.
pub(crate) const BEGINS: u8 = 1;
/// The word belongs to a routine clause.
pub(crate) const ROUTINE: u8 = 2;

/// Longer clauses are no routine.
const MAX_WORDS: usize = 9;

/// Rows that must share a clause: this many, and this share of all.
const MIN_ROWS: usize = 10;
const MIN_SHARE: f64 = 0.0025;

/// A clause that often is the whole text ("great app") says something.
const MAX_ALONE: f64 = 0.1;

/// Long numbers that fewer rows have say nothing about what a text is about; short ones may be the
/// codes of errors.
const LONG: usize = 4;
const RECURS: u8 = 3;

/// The clause of a row, and the rest of that row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Clause {
    hash: u64,
    rest: u64,
    start: u32,
    len: u32,
}

/// Marks the routine clauses of `corpus`.
pub(crate) fn mark(corpus: &mut Corpus) {
    mark_by_first(corpus, corpus.n_rows());
}

/// Marks the clauses of all rows that are routine in the first `n_rows`.
pub(super) fn mark_by_first(corpus: &mut Corpus, n_rows: u32) {
    let mut clauses = outer_clauses(corpus);
    crate::num::sort_by(&mut clauses, Ord::cmp);
    let least = MIN_ROWS.max((MIN_SHARE * f64::from(n_rows)) as usize);
    let end = n_rows.checked_sub(1).map_or(0, |last| corpus.ends[last as usize]);
    let mut routine: Vec<u64> = Vec::new();
    let mut known: Vec<Clause> = Vec::new();
    for same in clauses.chunk_by(|a, b| a.hash == b.hash) {
        known.clear();
        known.extend(same.iter().filter(|clause| clause.start < end));
        let alone = known.iter().filter(|clause| clause.rest == 0).count();
        let rests = known.chunk_by(|a, b| a.rest == b.rest).count() - usize::from(alone > 0);
        if rests >= least && alone as f64 <= MAX_ALONE * rests as f64 {
            routine.push(same[0].hash);
            for clause in same.iter().filter(|clause| clause.rest != 0) {
                let end = clause.start + clause.len;
                for mark in &mut corpus.marks[clause.start as usize..end as usize] {
                    *mark |= ROUTINE;
                }
            }
        }
    }
    mark_unseparated(corpus, &routine);
    mark_rare_numbers(corpus);
    keep_something(corpus);
}

/// Marks long numbers that hardly any other row has: of orders, accounts, amounts.
fn mark_rare_numbers(corpus: &mut Corpus) {
    let is_number = |word: &str| {
        word.len() >= LONG && word.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',')
    };
    let numbers: Vec<bool> = corpus.words.iter().map(is_number).collect();
    let mut last = vec![(0_u32, 0_u8); numbers.len()];
    let each = |corpus: &mut Corpus, hear: &mut dyn FnMut(u32, usize, &mut u8)| {
        let mut from = 0;
        for (row, end) in corpus.ends.iter().enumerate() {
            for at in from..*end as usize {
                let word = corpus.tokens[at] as usize;
                if numbers[word] {
                    hear(row as u32 + 1, word, &mut corpus.marks[at]);
                }
            }
            from = *end as usize;
        }
    };
    each(corpus, &mut |row, word, _| {
        if last[word].0 != row {
            last[word] = (row, last[word].1.saturating_add(1));
        }
    });
    each(corpus, &mut |_, word, mark| {
        if last[word].1 < RECURS {
            *mark |= ROUTINE;
        }
    });
}

/// Marks routine clauses at the very end of rows that no punctuation separates.
fn mark_unseparated(corpus: &mut Corpus, routine: &[u64]) {
    if routine.is_empty() {
        return;
    }
    let words = word_hashes(corpus);
    let mut from = 0;
    for end in corpus.ends.iter().map(|end| *end as usize) {
        let content = (from..end).rev().find(|at| corpus.marks[*at] & ROUTINE == 0);
        let stop = content.map_or(from, |at| at + 1);
        for len in (1..=MAX_WORDS.min(stop.saturating_sub(from + 1))).rev() {
            let start = stop - len;
            if routine.binary_search(&hash(&corpus.tokens[start..stop], &words)).is_ok() {
                for mark in &mut corpus.marks[start..stop] {
                    *mark |= ROUTINE;
                }
                break;
            }
        }
        from = end;
    }
}

fn word_hashes(corpus: &Corpus) -> Vec<u64> {
    (0..corpus.words.len() as u64).map(|id| mix64(id + 1)).collect()
}

fn hash(tokens: &[u32], words: &[u64]) -> u64 {
    tokens.iter().fold(5, |hash, word| mix64(hash ^ words[*word as usize]) | 1)
}

/// First and last clauses, two at each end: a greeting may stand before an opener.
fn outer_clauses(corpus: &Corpus) -> Vec<Clause> {
    let words = word_hashes(corpus);
    let mut out = Vec::new();
    let mut starts: Vec<usize> = Vec::new();
    let mut from = 0;
    for end in corpus.ends.iter().map(|end| *end as usize) {
        let tokens = &corpus.tokens[from..end];
        let marks = &corpus.marks[from..end];
        starts.clear();
        starts.extend((0..tokens.len()).filter(|at| marks[*at] & BEGINS != 0));
        starts.push(tokens.len());
        let n = starts.len() - 1;
        let whole = hash(tokens, &words);
        for (at, pair) in starts.windows(2).enumerate() {
            let len = pair[1] - pair[0];
            if (at < 2 || at + 2 >= n) && len > 0 && len <= MAX_WORDS {
                let own = hash(&tokens[pair[0]..pair[1]], &words);
                let rest = if len == tokens.len() { 0 } else { whole ^ own };
                let start = (from + pair[0]) as u32;
                out.push(Clause { hash: own, rest, start, len: len as u32 });
            }
        }
        from = end;
    }
    out
}

/// Rows that are routine from end to end keep their words.
fn keep_something(corpus: &mut Corpus) {
    let mut from = 0;
    for end in &corpus.ends {
        let marks = &mut corpus.marks[from..*end as usize];
        if marks.iter().all(|mark| mark & ROUTINE != 0) {
            for mark in marks {
                *mark &= !ROUTINE;
            }
        }
        from = *end as usize;
    }
}
