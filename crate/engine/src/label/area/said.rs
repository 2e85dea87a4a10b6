//! Areas of rows by the phrases that people named.

use super::super::index::{Hit, Index};
use super::super::looked_at;
use crate::num::Interner;
use crate::text::{Corpus, is_cjk};

/// An area and its phrases.
pub type AreaPhrases = (String, Vec<String>);

/// No area.
const NONE: u16 = u16::MAX;

/// Phrases of areas, and the rows that say them.
#[derive(Debug, Clone, Default)]
pub(super) struct Said {
    /// As they were given, by area.
    pub(super) phrases: Vec<AreaPhrases>,
    index: Index,
    /// Phrases in scripts without spaces, with the area they speak for.
    strings: Vec<(String, u16)>,
    /// The place of each row's area in `phrases`, or [`NONE`].
    of_row: Vec<u16>,
}

impl Said {
    /// Looks for the phrases in all rows.
    pub(super) fn new(phrases: Vec<AreaPhrases>, corpus: &Corpus) -> Said {
        let (mut spaced, mut strings) = (Vec::new(), Vec::new());
        for (at, (area, list)) in phrases.iter().enumerate() {
            let (unspaced, own): (Vec<String>, Vec<String>) =
                list.iter().cloned().partition(|phrase| phrase.contains(is_cjk));
            strings.extend(unspaced.into_iter().map(|phrase| (phrase, at as u16)));
            spaced.push((area.clone(), own));
        }
        let mut own = Said { index: Index::of_areas(&spaced), strings, ..Said::default() };
        if !phrases.is_empty() {
            own.find(corpus);
        }
        own.phrases = phrases;
        own
    }

    /// The area of a row.
    pub(super) fn get(&self, row: u32) -> Option<&str> {
        let at = *self.of_row.get(row as usize)?;
        self.phrases.get(at as usize).map(|own| own.0.as_str())
    }

    /// Where the phrases of `area` stand among `row`, words of `words`: first and last.
    pub(super) fn places(&self, words: &Interner, row: &[u32], area: &str) -> Vec<(usize, usize)> {
        let mut hits = Vec::new();
        self.index.find(&self.index.answers(words.iter()), row, u8::MAX, &mut hits);
        let is_of = |hit: &&Hit| self.index.targets[hit.target as usize].1 == area;
        let place = |hit: &Hit| (hit.at as usize, (hit.at + hit.len - 1) as usize);
        hits.iter().filter(is_of).map(place).collect()
    }

    /// Where the phrases of `area` in scripts without spaces stand in a text, in bytes.
    pub(super) fn spans(&self, text: &str, area: &str) -> Vec<(usize, usize)> {
        let is_of = |own: &&(String, u16)| self.phrases[own.1 as usize].0 == area;
        let of_area = self.strings.iter().filter(is_of);
        let spans = of_area.flat_map(|(phrase, _)| text.match_indices(phrase.as_str()));
        spans.map(|(start, own)| (start, start + own.len())).collect()
    }

    fn find(&mut self, corpus: &Corpus) {
        let answers = self.index.answers(corpus.words.iter());
        let mut hits = Vec::new();
        for row in 0..corpus.n_rows() {
            self.index.find(&answers, looked_at(corpus.row(row)), u8::MAX, &mut hits);
            let strings = self.strings.iter().filter(|own| corpus.clean.get(row).contains(&own.0));
            let said = hits.iter().map(|hit| hit.target).chain(strings.map(|own| own.1));
            let area = most_said(said.collect());
            self.of_row.push(area);
        }
    }
}

/// The area that is said most often; of equals the first.
fn most_said(mut said: Vec<u16>) -> u16 {
    said.sort_unstable();
    let longest = |best: (u16, usize), own: &[u16]| {
        if own.len() > best.1 { (own[0], own.len()) } else { best }
    };
    said.chunk_by(|a, b| a == b).fold((NONE, 0), longest).0
}
