//! Runs of words, and where they were said.

use std::collections::BTreeMap;
use std::ops::Range;

use super::count::Counter;
use super::rise::{Candidate, LEAST_ACCOUNTS, SPANS};
use super::sets::test;
use super::stream::Stream;
use crate::defaults::ALERT_PHRASE_P;
use crate::num::mix64;
use crate::text::stop_words_of;

/// Words of the longest run.
pub(super) const LONGEST: usize = 3;

/// Words of a row that are looked at.
const MOST_WORDS: usize = 60;

/// A run that one row in so many has says nothing new.
const COMMON: usize = 50;

/// Which rows have which run of words.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    /// The places of each run, ascending.
    said: BTreeMap<u64, Vec<u32>>,
    /// Whether each word is a function word.
    is_function: Vec<bool>,
}

impl Phrases {
    /// Takes in the rows of these places, which come after all before.
    pub(super) fn add(&mut self, stream: &Stream, places: Range<usize>) {
        if self.is_function.is_empty() {
            self.is_function = function_words(stream);
        }
        for place in places {
            for (_, hash) in self.runs(stream, place as u32) {
                let said = self.said.entry(hash).or_default();
                if said.last() != Some(&(place as u32)) {
                    said.push(place as u32);
                }
            }
        }
    }

    /// The runs of a row that begin and end with a word of content.
    pub(super) fn runs(&self, stream: &Stream, place: u32) -> Vec<(Vec<u32>, u64)> {
        let words: Vec<u32> = stream.words(place).take(MOST_WORDS).collect();
        let mut out = Vec::new();
        for start in 0..words.len() {
            for len in 1..=LONGEST.min(words.len() - start) {
                let run = &words[start..start + len];
                let is_content =
                    |word: Option<&u32>| word.is_some_and(|word| !self.is_function[*word as usize]);
                if is_content(run.first()) && is_content(run.last()) {
                    let hash = run.iter().fold(9, |hash, word| mix64(hash ^ u64::from(*word + 1)));
                    out.push((run.to_vec(), hash));
                }
            }
        }
        out
    }

    /// Rows that said a run up to now.
    pub(super) fn n_said(&self, hash: u64) -> usize {
        self.said.get(&hash).map_or(0, Vec::len)
    }

    /// Finds phrases of the new rows that suddenly many accounts say.
    pub(super) fn search(
        &self,
        stream: &Stream,
        counter: &mut Counter,
        new: Range<usize>,
        scale: f64,
        found: &mut Vec<Candidate>,
    ) {
        let most = (new.end / COMMON).max(20);
        let mut hashes: Vec<u64> =
            new.flat_map(|place| self.runs(stream, place as u32)).map(|(_, hash)| hash).collect();
        hashes.sort_unstable();
        hashes.dedup();
        for places in hashes.iter().filter_map(|hash| self.said.get(hash)) {
            if (places.len() as f64) < LEAST_ACCOUNTS || places.len() > most {
                continue;
            }
            let limit = ALERT_PHRASE_P * scale;
            test(stream, counter, places, &SPANS[..2], limit, found);
        }
    }
}

/// Which words of the stream are function words, or too short to say something.
fn function_words(stream: &Stream) -> Vec<bool> {
    let words = &stream.corpus.words;
    let mut out: Vec<bool> = words
        .iter()
        .map(|word| word.chars().filter(|char| char.is_alphabetic()).count() < 2)
        .collect();
    for language in ["en", "fr", "de", "es", "pt", "it", "nl"] {
        for word in stop_words_of(language).split(' ').filter_map(|word| words.find(word)) {
            out[word as usize] = true;
        }
    }
    out
}
