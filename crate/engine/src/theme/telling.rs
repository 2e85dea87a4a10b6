//! What some rows say and others do not: the phrases of several groups of rows, counted in one walk
//! over all rows.

use super::phrases::{
    MAX_WORDS, PER_WORD, Phrase, READ_WORDS, distinct, languages, sort, spelt, stops,
};
use crate::num::{ln, mix64};
use crate::text::{BEGINS, Corpus, ROUTINE};

/// Rows of a group that are read: what so many say, the others say too.
const MOST_ROWS: usize = 5000;

/// For each group of rows the phrases that tell it from all other rows, best first: those that much of
/// the group has and few others, longer ones preferred.
pub(crate) fn telling(corpus: &Corpus, groups: &[&[u32]], at_most: usize) -> Vec<Vec<String>> {
    let reader = Reader { corpus, stops: stops(corpus), languages: languages(corpus) };
    let mut everywhere = Tree::new(corpus);
    let said: Vec<Vec<Said>> =
        groups.iter().map(|rows| reader.said(rows, &mut everywhere)).collect();
    if said.iter().any(|own| !own.is_empty()) {
        for row in 0..corpus.n_rows() {
            reader.hear(row, &mut everywhere, false);
        }
    }
    let told = groups.iter().zip(said);
    told.map(|(rows, said)| reader.best(rows.len(), &said, &everywhere, at_most)).collect()
}

/// A phrase that a group of rows says.
struct Said {
    /// Where it stands: row, place, words.
    place: (u32, u16, u16),
    /// Rows of the group with it.
    n: u32,
    /// Its node in the tree of all groups.
    node: u32,
}

/// The rows with what may begin and end a phrase in them.
struct Reader<'a> {
    corpus: &'a Corpus,
    stops: Vec<u8>,
    languages: Vec<u8>,
}

impl Reader<'_> {
    /// Counts in `row` the phrases that the tree knows; all that there are, if it `grows`.
    fn hear(&self, row: u32, tree: &mut Tree, grows: bool) {
        let (words, marks) = (self.corpus.row(row), self.corpus.row_marks(row));
        let bits = self.languages.get(row as usize).copied().unwrap_or(u8::MAX);
        let is_stop =
            |at: usize| self.stops[words[at] as usize] & bits != 0 || marks[at] & ROUTINE != 0;
        let n = words.len().min(READ_WORDS);
        for at in (0..n).filter(|at| !is_stop(*at)) {
            let mut node = ROOT;
            for end in at..n.min(at + MAX_WORDS) {
                if end > at && (marks[end] & BEGINS != 0 || words[end] == words[at]) {
                    break;
                }
                let Some(next) = tree.step(node, words[end], grows) else { break };
                node = next;
                if !is_stop(end) {
                    tree.nodes[node as usize].count(row, at, end + 1 - at);
                }
            }
        }
    }

    /// The phrases that a group says more than once, put into the tree of all.
    fn said(&self, rows: &[u32], everywhere: &mut Tree) -> Vec<Said> {
        let mut own = Tree::new(self.corpus);
        for row in rows.iter().take(MOST_ROWS) {
            self.hear(*row, &mut own, true);
        }
        let least = if rows.len() < 4 { 1 } else { 2 };
        let heard = own.nodes.iter().filter(|node| node.n >= least);
        heard
            .map(|Node { n, place, .. }| {
                let step = |node, word: &u32| everywhere.step(node, *word, true).unwrap_or(ROOT);
                let node = self.words(*place).iter().fold(ROOT, step);
                Said { place: *place, n: *n, node }
            })
            .collect()
    }

    fn words(&self, (row, at, len): (u32, u16, u16)) -> &[u32] {
        &self.corpus.row(row)[at as usize..][..len as usize]
    }

    /// The phrases that tell a group best.
    fn best(&self, n_rows: usize, said: &[Said], tree: &Tree, at_most: usize) -> Vec<String> {
        let n = f64::from(self.corpus.n_rows().max(1));
        let size = n_rows.clamp(1, MOST_ROWS) as f64;
        let mut phrases: Vec<Phrase> = said
            .iter()
            .map(|own| {
                let share = f64::from(own.n) / size;
                let others = tree.nodes[own.node as usize].n.saturating_sub(own.n);
                let lift = ln((share + 0.5 / size) / (f64::from(others) / n + 0.5 / n));
                let words = self.words(own.place).to_vec();
                let longer = [1.0, PER_WORD, PER_WORD * PER_WORD][words.len() - 1];
                let text = spelt(self.corpus, &words);
                Phrase { text, words, score: share * lift * longer, n_rows: own.n }
            })
            .filter(|phrase| phrase.score > 0.0)
            .collect();
        sort(&mut phrases);
        phrases.truncate(at_most * 4 + 20);
        let mut out = distinct(&phrases);
        out.truncate(at_most);
        out.into_iter().map(|phrase| phrase.text).collect()
    }
}

/// The node of no words.
const ROOT: u32 = 0;

/// No node.
const NONE: u32 = u32::MAX;

/// Runs of words, each reached from the run without its last word.
struct Tree {
    nodes: Vec<Node>,
    /// The node of each single word.
    first: Vec<u32>,
    /// Longer runs: the node before and the word, and the node; the number of places is a power of 2.
    slots: Vec<(u64, u32)>,
    n_slots: usize,
}

/// A run of words, with the rows in which it is a phrase.
#[derive(Clone, Copy)]
struct Node {
    n: u32,
    /// The row counted last.
    last: u32,
    /// Where it stood first.
    place: (u32, u16, u16),
}

impl Node {
    const NEW: Node = Node { n: 0, last: NONE, place: (0, 0, 0) };

    /// Counts a row once.
    fn count(&mut self, row: u32, at: usize, len: usize) {
        if self.last == row {
            return;
        }
        if self.n == 0 {
            self.place = (row, at as u16, len as u16);
        }
        self.last = row;
        self.n += 1;
    }
}

impl Tree {
    fn new(corpus: &Corpus) -> Tree {
        let first = vec![NONE; corpus.words.len()];
        Tree { nodes: vec![Node::NEW], first, slots: vec![(0, NONE); 1024], n_slots: 0 }
    }

    /// The node one word on; a new one where there is none, if the tree `grows`.
    fn step(&mut self, node: u32, word: u32, grows: bool) -> Option<u32> {
        let new = self.nodes.len() as u32;
        if node == ROOT {
            let known = &mut self.first[word as usize];
            if *known == NONE && grows {
                *known = new;
                self.nodes.push(Node::NEW);
            }
            return Some(*known).filter(|own| *own != NONE);
        }
        let key = u64::from(node) << 32 | u64::from(word);
        let slot = self.slot(key);
        if self.slots[slot].1 == NONE && grows {
            self.slots[slot] = (key, new);
            self.nodes.push(Node::NEW);
            self.n_slots += 1;
            if self.n_slots * 2 > self.slots.len() {
                self.grow();
            }
            return Some(new);
        }
        Some(self.slots[slot].1).filter(|own| *own != NONE)
    }

    fn slot(&self, key: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = mix64(key) as usize & mask;
        while self.slots[slot].1 != NONE && self.slots[slot].0 != key {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        let size = self.slots.len() * 2;
        let known = std::mem::replace(&mut self.slots, vec![(0, NONE); size]);
        for own in known.into_iter().filter(|own| own.1 != NONE) {
            let slot = self.slot(own.0);
            self.slots[slot] = own;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::super::phrases::Ends;
    use super::*;
    use crate::num::Random;
    use crate::table::Table;

    /// The rows of each phrase, by the walk that names themes.
    fn rows_of(
        ends: &Ends<'_>,
        rows: impl Iterator<Item = u32>,
    ) -> BTreeMap<Vec<u32>, BTreeSet<u32>> {
        let mut found: BTreeMap<Vec<u32>, BTreeSet<u32>> = BTreeMap::new();
        for row in rows {
            ends.each(row, &mut |_, at, len| {
                let words = ends.corpus.row(row)[at..at + len].to_vec();
                found.entry(words).or_default().insert(row);
            });
        }
        found
    }

    /// One group by its definition.
    fn slow(corpus: &Corpus, rows: &[u32], at_most: usize) -> Vec<String> {
        let ends = Ends::new(corpus);
        let everywhere = rows_of(&ends, 0..corpus.n_rows());
        let (n, size) = (f64::from(corpus.n_rows()), rows.len() as f64);
        let mut phrases: Vec<Phrase> = Vec::new();
        for (words, own) in rows_of(&ends, rows.iter().copied()) {
            let others = everywhere[&words].len() - own.len();
            let share = own.len() as f64 / size;
            let lift = ln((share + 0.5 / size) / (others as f64 / n + 0.5 / n));
            let score = share * lift * [1.0, PER_WORD, PER_WORD * PER_WORD][words.len() - 1];
            if (own.len() >= 2 || rows.len() < 4) && score > 0.0 {
                phrases.push(Phrase {
                    text: ends.text(&words),
                    words,
                    score,
                    n_rows: own.len() as u32,
                });
            }
        }
        sort(&mut phrases);
        phrases.truncate(at_most * 4 + 20);
        distinct(&phrases).into_iter().take(at_most).map(|own| own.text).collect()
    }

    #[test]
    fn several_groups_in_one_walk_are_told_as_each_by_its_definition() {
        let words = [
            "login",
            "loop",
            "the",
            "of",
            "export",
            "csv",
            "again",
            "not",
            "billing",
            "page. Then",
            "slow",
            "sync",
            "today",
            "la",
            "factura",
            "a",
        ];
        let mut random = Random::new(19);
        let texts: Vec<String> = (0..600)
            .map(|row| {
                let own = |_| words[random.below(if row % 3 == 0 { 6 } else { 16 }) as usize];
                (0..12).map(own).collect::<Vec<&str>>().join(" ")
            })
            .collect();
        let corpus = crate::text::analyse(&Table::of_verbatims(&texts), None);
        let every = |step: usize| (0..600).step_by(step).collect::<Vec<u32>>();
        let groups = [every(3), every(7), vec![5, 6], vec![11], Vec::new(), every(1)];
        let fast = telling(&corpus, &groups.each_ref().map(Vec::as_slice), 5);
        let slow: Vec<Vec<String>> = groups.iter().map(|rows| slow(&corpus, rows, 5)).collect();
        assert_eq!(fast, slow);
        assert!(fast[0].len() == 5 && !fast[2].is_empty() && fast[4].is_empty(), "{fast:?}");
    }
}
