//! Rows that say the same: equal words, or the same words but for slips of the keys and for an end
//! that is missing or added.

mod grams;
mod slips;

use self::grams::Gram;
use self::slips::Slips;
use crate::num::mix64;
use crate::text::Corpus;

/// Texts with this share of their letters in the same words are copies, wherever they differ.
const MIN_SHARED: f64 = 0.95;

/// Words of a text looked at; longer texts are judged by their beginning.
const MAX_WORDS: usize = 250;

/// Texts with a run of words in common that are compared with each other.
const MAX_LEADERS: usize = 40;

/// Runs of words between two words of progress.
const STEP: usize = 100_000;

/// Copies in which an end is missing or added have so many words in common at least, and this
/// share of the letters of the longer one.
const MIN_WORDS: usize = 4;
const MIN_KEPT: f64 = 0.62;

/// The same where the shorter one ends as a sentence does.
const MIN_KEPT_WHOLE: f64 = 0.85;

/// One word in so many may be misspelt, and at least this share of the letters of the shorter one
/// is in words that are not.
const PER_SLIP: usize = 3;
const MIN_EXACT: f64 = 0.4;

/// Near copies of a text that stand beside it when themes are learnt: their own words help, and a
/// text pasted a hundred times makes no theme.
const BESIDE: u32 = 2;

/// Which rows are copies.
#[derive(Debug, Clone, Default)]
pub(crate) struct Copies {
    /// The first row that says the same as each row.
    pub(crate) copy_of: Vec<u32>,
    /// Rows that are compared, in the order of their hashes: one of each group that says the same,
    /// and up to [`BESIDE`] near copies of it. Rows without words are left out.
    pub(crate) distinct: Vec<u32>,
    /// For each row, the row of `distinct` that stands for it.
    pub(crate) twin: Vec<u32>,
}

/// Finds copies, however the rows are ordered. `progress` hears the share done.
pub(crate) fn find(corpus: &Corpus, progress: &mut dyn FnMut(f64)) -> Copies {
    let hashes = corpus.row_hashes();
    let order = corpus.by_content(&hashes);
    let mut exact: Vec<u32> = Vec::new();
    let mut place = vec![u32::MAX; hashes.len()];
    for row in order.into_iter().filter(|row| !corpus.row(*row).is_empty()) {
        if exact.last().is_none_or(|last| hashes[*last as usize] != hashes[row as usize]) {
            exact.push(row);
        }
        place[row as usize] = exact.len() as u32 - 1;
    }
    let leaders = near(corpus, &exact, progress);
    let stands = standing(&leaders);
    let row_of = |of: &[u32], row: usize| match place[row] {
        u32::MAX => row as u32,
        at => exact[of[at as usize] as usize],
    };
    let groups: Vec<u32> = (0..hashes.len()).map(|row| row_of(&leaders, row)).collect();
    Copies {
        copy_of: first_of(&groups),
        distinct: stands
            .iter()
            .enumerate()
            .filter(|(at, own)| *at as u32 == **own)
            .map(|(at, _)| exact[at])
            .collect(),
        twin: (0..hashes.len()).map(|row| row_of(&stands, row)).collect(),
    }
}

/// Which text stands for each when themes are learnt.
fn standing(leaders: &[u32]) -> Vec<u32> {
    let mut n_beside = vec![0; leaders.len()];
    let mut out = leaders.to_vec();
    for (at, leader) in leaders.iter().enumerate().filter(|(at, leader)| *at as u32 != **leader) {
        let n = &mut n_beside[*leader as usize];
        if *n < BESIDE {
            *n += 1;
            out[at] = at as u32;
        }
    }
    out
}

/// The first row of each group stands for it in what people see.
fn first_of(twin: &[u32]) -> Vec<u32> {
    let mut first = vec![u32::MAX; twin.len()];
    for (row, twin) in twin.iter().enumerate() {
        let first = &mut first[*twin as usize];
        *first = (*first).min(row as u32);
    }
    twin.iter().map(|twin| first[*twin as usize]).collect()
}

/// For each of `rows`, the place of the row that it is a near copy of (itself, where of none).
fn near(corpus: &Corpus, rows: &[u32], progress: &mut dyn FnMut(f64)) -> Vec<u32> {
    let mut texts = Written::new(corpus, rows);
    let grams = grams::rarest(corpus, rows);
    let mut leader: Vec<u32> = (0..rows.len() as u32).collect();
    let mut leaders: Vec<(u64, &Gram)> = Vec::with_capacity(MAX_LEADERS);
    let (mut n_done, mut next) = (0, 0);
    for bucket in grams.chunk_by(|a, b| a.hash == b.hash) {
        if n_done >= next {
            progress(n_done as f64 / grams.len() as f64);
            next = n_done + STEP;
        }
        n_done += bucket.len();
        leaders.clear();
        for gram in bucket {
            let own = shortened(&mut leader, gram.text);
            let mask = texts.masks[gram.text as usize];
            texts.take(gram.text);
            let found = leaders.iter().find(|(other, with)| {
                may_be_copies(mask, *other)
                    && (leader[with.text as usize] == own || texts.are_copies(gram, with))
            });
            match found {
                Some((_, other)) => {
                    let other = shortened(&mut leader, other.text);
                    leader[own.max(other) as usize] = own.min(other);
                }
                None if leaders.len() < MAX_LEADERS => leaders.push((mask, gram)),
                None => {}
            }
        }
    }
    (0..rows.len() as u32).map(|at| root(&leader, at)).collect()
}

/// The root of `at`, to which it then leads at once.
fn shortened(leader: &mut [u32], at: u32) -> u32 {
    let root = root(leader, at);
    leader[at as usize] = root;
    root
}

/// The one that stands for the group of `at`, by the links of a union-find.
pub(super) fn root(leader: &[u32], mut at: u32) -> u32 {
    while leader[at as usize] != at {
        at = leader[at as usize];
    }
    at
}

/// Whether texts with these words can say the same: half of the words of the shorter and two in
/// five of the longer are in both.
fn may_be_copies(a: u64, b: u64) -> bool {
    let (both, a, b) = ((a & b).count_ones(), a.count_ones(), b.count_ones());
    both * 2 >= a.min(b) && both * 5 >= a.max(b) * 2
}

/// The texts that are compared.
struct Written<'a> {
    corpus: &'a Corpus,
    rows: &'a [u32],
    slips: Slips<'a>,
    /// The words of all texts, and where those of each end.
    words: Vec<u32>,
    ends: Vec<u32>,
    /// A bit for each word of each text.
    masks: Vec<u64>,
    /// The last text that was taken up and has each word.
    taken: Vec<u32>,
}

impl<'a> Written<'a> {
    fn new(corpus: &'a Corpus, rows: &'a [u32]) -> Self {
        let (mut words, mut ends, mut masks) = (Vec::new(), Vec::new(), Vec::new());
        for row in rows {
            let start = words.len();
            words.extend(corpus.content(*row).take(MAX_WORDS));
            let bit = |mask: u64, word: &u32| mask | 1 << (mix64(u64::from(*word)) & 63);
            masks.push(words[start..].iter().fold(0, bit));
            ends.push(words.len() as u32);
        }
        let taken = vec![u32::MAX; corpus.words.len()];
        Written { corpus, rows, slips: Slips::new(corpus), words, ends, masks, taken }
    }

    fn of(&self, text: u32) -> &[u32] {
        let text = text as usize;
        let start = text.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.words[start as usize..self.ends[text] as usize]
    }

    /// Takes up a text, to compare others with it.
    fn take(&mut self, text: u32) {
        let start = text.checked_sub(1).map_or(0, |before| self.ends[before as usize]);
        for word in &self.words[start as usize..self.ends[text as usize] as usize] {
            self.taken[*word as usize] = text;
        }
    }

    /// Whether the text that was taken up last and another are copies; they share a run of words.
    fn are_copies(&self, own: &Gram, other: &Gram) -> bool {
        let is_shared = |word: &&u32| self.taken[**word as usize] == own.text;
        let with = self.of(other.text);
        let shared = self.letters(with.iter().filter(is_shared)) as f64;
        let (n_own, n_other) = (self.letters(self.of(own.text)), self.letters(with));
        let all = (n_own + n_other) as f64 - shared;
        let (a, b) = if own.at <= other.at { (own, other) } else { (other, own) };
        shared >= MIN_SHARED * all
            || shared >= MIN_EXACT * n_own.min(n_other) as f64
                && self.is_part(a.text, self.of(a.text), self.of(b.text), usize::from(b.at - a.at))
    }

    fn letters<'b>(&self, words: impl IntoIterator<Item = &'b u32>) -> usize {
        words.into_iter().map(|word| self.slips.letters[*word as usize] as usize).sum()
    }

    /// Whether `other`, but for its first `skip` words, is what `own` says, as far as both go.
    fn is_part(&self, text: u32, own: &[u32], other: &[u32], skip: usize) -> bool {
        let (mut i, mut j, mut n_slips) = (0, skip, 0);
        while i < own.len() && j < other.len() {
            let Some((a, b)) = self.slips.step(&own[i..], &other[j..]) else { return false };
            n_slips += usize::from(own[i] != other[j]);
            (i, j) = (i + a, j + b);
        }
        let longer = self.letters(own).max(self.letters(other));
        let is_whole = skip == 0 && i == own.len() && self.is_ended(text);
        let kept = if is_whole { MIN_KEPT_WHOLE } else { MIN_KEPT };
        i >= MIN_WORDS.min(own.len()).min(other.len())
            && n_slips * PER_SLIP <= i
            && self.letters(&own[..i]) as f64 >= kept * longer as f64
    }

    /// Whether the text ends as a sentence does, so that nothing was cut off.
    fn is_ended(&self, text: u32) -> bool {
        let text = self.corpus.clean.get(self.rows[text as usize]);
        text.trim_end().ends_with(['.', '!', '?', '。', '！', '？'])
    }
}
