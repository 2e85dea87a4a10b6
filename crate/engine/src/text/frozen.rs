//! A space of texts that later imports share: word vectors less what the first corpus had in
//! common, so that the same words lie at the same place whatever else a file holds.

use std::sync::OnceLock;

use undertone_kernel::add_times;

use super::embed::{ENGLISH, FOREIGN, mean_of, scale_to, take};
use super::spelt::add_word;
use super::stop::StopWords;
use super::{Corpus, Model};

/// Dimensions of hashed words and character n-grams, beside those of the model.
const HASHED: usize = 128;

/// Texts of each language from which the middle is learnt, and the fewest that have one.
const LEARN: usize = 3000;
const LEAST: usize = 50;

/// What the texts of one language have in common.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Common {
    /// Its code; empty for the languages with few texts.
    pub language: String,
    /// The mean of its texts.
    pub mean: Vec<f32>,
}

/// The space: of which model, and what is taken from each text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Basis {
    /// SHA-256 of the model, empty without one.
    pub model: String,
    /// One for each language.
    pub common: Vec<Common>,
}

impl Basis {
    /// The space of `corpus`, however its rows are ordered.
    pub fn learn(corpus: &Corpus, model: Option<&Model>) -> Basis {
        let mut languages: Vec<&str> = corpus.languages.iter().map(String::as_str).collect();
        crate::num::sort_by(&mut languages, Ord::cmp);
        let mut large: Vec<&str> =
            languages.chunk_by(|a, b| a == b).filter(|l| l.len() >= LEAST).map(|l| l[0]).collect();
        large.retain(|language| !language.is_empty());
        large.push("");
        let order = corpus.by_content(&corpus.row_hashes());
        let empty = Basis {
            model: model.map_or_else(String::new, |model| model.sha256.clone()),
            common: Vec::new(),
        };
        let common = large.iter().map(|language| {
            let own = |row: &&u32| {
                let code = corpus.languages[**row as usize].as_str();
                let is_other = !large.contains(&code);
                code == *language || language.is_empty() && is_other
            };
            let rows: Vec<u32> = order.iter().filter(own).take(LEARN).copied().collect();
            empty.common_of(corpus, model, language, &rows)
        });
        Basis { common: common.collect(), ..empty.clone() }
    }

    fn common_of(
        &self,
        corpus: &Corpus,
        model: Option<&Model>,
        language: &str,
        rows: &[u32],
    ) -> Common {
        let dims = width(model);
        let all: Vec<u32> = (0..rows.len() as u32).collect();
        let mean = if rows.len() < 3 {
            vec![0.0; dims]
        } else {
            mean_of(&self.vectors(corpus, model, rows), dims, &all)
        };
        Common { language: language.to_owned(), mean }
    }

    /// The unit vectors of `rows`, one after the other; zero where a text has no words.
    pub fn vectors(&self, corpus: &Corpus, model: Option<&Model>, rows: &[u32]) -> Vec<f32> {
        let whole: Vec<(u32, &[u32])> = rows.iter().map(|row| (*row, corpus.row(*row))).collect();
        self.vectors_of_parts(corpus, model, &whole)
    }

    /// The same of runs of words, each with the row that it stands in.
    pub fn vectors_of_parts(
        &self,
        corpus: &Corpus,
        model: Option<&Model>,
        parts: &[(u32, &[u32])],
    ) -> Vec<f32> {
        let dims = width(model);
        let mut out = vec![0.0; parts.len() * dims];
        let mut places = vec![u32::MAX; corpus.words.len()];
        let mut words: Vec<f32> = Vec::new();
        let stops = stop_words();
        for (own, (row, part)) in out.chunks_exact_mut(dims).zip(parts) {
            let language = corpus.languages.get(*row as usize).map_or("", String::as_str);
            for word in *part {
                let place = &mut places[*word as usize];
                if *place == u32::MAX {
                    *place = (words.len() / dims) as u32;
                    words.extend(word_vector(corpus.words.get(*word), model, stops));
                }
                let start = *place as usize * dims;
                add_times(own, &words[start..start + dims], 1.0);
            }
            self.finish(own, language);
        }
        out
    }

    /// The vector of one text that is in no corpus.
    pub fn vector(&self, text: &str, language: &str, model: Option<&Model>) -> Vec<f32> {
        let mut own = vec![0.0; width(model)];
        let stops = stop_words();
        for word in super::words(text) {
            add_times(&mut own, &word_vector(&word, model, stops), 1.0);
        }
        self.finish(&mut own, language);
        own
    }

    /// Whether vectors of `model` lie in this space.
    pub fn fits(&self, model: Option<&Model>) -> bool {
        self.model == model.map_or("", |model| model.sha256.as_str())
            && self.common.iter().all(|common| common.mean.len() == width(model))
    }

    fn finish(&self, own: &mut [f32], language: &str) {
        let n_known = own.len() - HASHED;
        let weights = if language == "en" || language.is_empty() { ENGLISH } else { FOREIGN };
        let (known, spelt) = own.split_at_mut(n_known);
        scale_to(known, weights.0);
        scale_to(spelt, weights.1);
        scale_to(own, 1.0);
        let by_code = self.common.iter().find(|common| common.language == language);
        let Some(common) = by_code.or_else(|| self.common.last()) else { return };
        if own.iter().all(|value| *value == 0.0) {
            return;
        }
        take(own, &common.mean);
    }
}

fn width(model: Option<&Model>) -> usize {
    model.map_or(0, Model::dims) + HASHED
}

/// The model's vector of a word and one of its letters; function words have no letters.
fn word_vector(word: &str, model: Option<&Model>, stops: &StopWords) -> Vec<f32> {
    let mut out = vec![0.0; width(model)];
    let n_known = out.len() - HASHED;
    let (known, spelt) = out.split_at_mut(n_known);
    if let Some(model) = model {
        model.add(word, known);
    }
    if !stops.contains(word) {
        add_word(word, spelt);
        scale_to(spelt, 1.0);
    }
    out
}

fn stop_words() -> &'static StopWords {
    static ALL: OnceLock<StopWords> = OnceLock::new();
    ALL.get_or_init(|| StopWords::of(&["en", "fr", "de", "es"]))
}
