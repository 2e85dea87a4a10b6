//! All phrases of the lexicon in one index: each word is looked up once, then phrases are compared
//! by numbers.

use super::known::place;
use crate::num::Interner;
use crate::text::{each_word, fold};

/// Languages that may have phrases.
const LANGUAGES: [&str; 4] = ["en", "fr", "de", "es"];

/// What phrases speak for: a value of a dimension.
pub(crate) type Target = (String, String);

/// A phrase: the number of its first word is its key.
#[derive(Debug, Clone)]
struct Phrase {
    first: u32,
    rest: Vec<u32>,
    language: u8,
    target: u16,
}

/// The compiled lexicon.
#[derive(Debug, Default, Clone)]
pub(crate) struct Index {
    /// Whole words; the number of a word is twice its place.
    words: Interner,
    /// Beginnings of words; the number of one is twice its place and one.
    beginnings: Interner,
    phrases: Vec<Phrase>,
    /// Where the phrases of each first word start.
    starts: Vec<u32>,
    /// What the phrases speak for.
    pub(crate) targets: Vec<Target>,
    /// The place of each target among the known ones; product areas have none.
    pub(crate) known: Vec<Option<usize>>,
    negations: Vec<(u8, u32)>,
}

/// A phrase found in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit {
    /// Place in [`Index::targets`].
    pub(crate) target: u16,
    /// Its first word in the row.
    pub(crate) at: u32,
    /// How many words it has.
    pub(crate) len: u32,
    /// Whether one of the two words before it says no.
    pub(crate) is_negated: bool,
}

/// The numbers that each distinct word of a corpus answers to.
#[derive(Debug, Default)]
pub(crate) struct Answers {
    ends: Vec<u32>,
    numbers: Vec<u32>,
}

impl Answers {
    fn of(&self, word: u32) -> &[u32] {
        let start = if word == 0 { 0 } else { self.ends[word as usize - 1] };
        &self.numbers[start as usize..self.ends[word as usize] as usize]
    }
}

/// The bit of a language; of one without phrases, English.
pub(crate) fn language_bit(code: &str) -> u8 {
    LANGUAGES.iter().position(|own| *own == code).map_or(1, |at| 1 << at)
}

impl Index {
    /// Compiles a lexicon: `@en` begins a language, a line that begins at its margin names dimension
    /// and value, and the indented lines below it hold phrases with `;` between them. `None` for a
    /// language or value that is none.
    pub(crate) fn compile(lexicon: &str) -> Option<Index> {
        let mut index = Index::default();
        let (mut language, mut target) = (0, None);
        let mut phrases = String::new();
        for line in lexicon.lines().chain(["@en"]) {
            if line.starts_with(' ') {
                phrases.push_str(line);
                continue;
            }
            if let Some(target) = target.take() {
                index.add_all(&phrases, language, target);
            }
            phrases.clear();
            if let Some(code) = line.strip_prefix('@') {
                language = 1 << LANGUAGES.iter().position(|own| *own == code)?;
            } else if let Some((dimension, value)) = line.split_once(' ') {
                target = Some(index.target(dimension, value)?);
            }
        }
        index.sort();
        Some(index)
    }

    /// The phrases of areas, in any language: the place of each area is its target.
    pub(crate) fn of_areas(areas: &[(String, Vec<String>)]) -> Index {
        let mut index = Index::default();
        for (at, (area, phrases)) in areas.iter().enumerate() {
            index.targets.push(("area".to_owned(), area.clone()));
            index.known.push(None);
            for phrase in phrases {
                index.add(phrase, u8::MAX, at as u16);
            }
        }
        index.sort();
        index
    }

    /// Puts the phrases in order, to be found by their first word.
    fn sort(&mut self) {
        crate::num::sort_by(&mut self.phrases, |a, b| {
            (a.first, &a.rest, a.target).cmp(&(b.first, &b.rest, b.target))
        });
        let n = 2 * self.words.len().max(self.beginnings.len()) as u32 + 2;
        self.starts =
            (0..=n).map(|w| self.phrases.partition_point(|own| own.first < w) as u32).collect();
    }

    fn target(&mut self, dimension: &str, value: &str) -> Option<u16> {
        let known = place(dimension, value);
        if known.is_none() && dimension != "area" {
            return None;
        }
        let is_same = |own: &Target| own.0 == dimension && own.1 == value;
        let at = self.targets.iter().position(is_same).unwrap_or_else(|| {
            self.targets.push((dimension.to_owned(), value.to_owned()));
            self.known.push(known);
            self.targets.len() - 1
        });
        Some(at as u16)
    }

    fn add_all(&mut self, phrases: &str, language: u8, target: u16) {
        for phrase in phrases.split(';') {
            self.add(phrase, language, target);
        }
    }

    fn add(&mut self, phrase: &str, language: u8, target: u16) {
        let mut numbers = Vec::new();
        for part in phrase.split_whitespace() {
            let stem = part.strip_suffix('*');
            each_word(stem.unwrap_or(part), &mut |word: &str, _: usize, _: usize| {
                let word = fold(word);
                numbers.push(match stem {
                    Some(_) => 2 * self.beginnings.intern(&word) + 1,
                    None => 2 * self.words.intern(&word),
                });
            });
        }
        if self.targets[target as usize].0 == "negation" {
            self.negations.extend(numbers.iter().map(|number| (language, *number)));
        }
        if let Some((first, rest)) = numbers.split_first() {
            self.phrases.push(Phrase { first: *first, rest: rest.to_vec(), language, target });
        }
    }

    /// What each of `words` answers to.
    pub(crate) fn answers<'a>(&self, words: impl Iterator<Item = &'a str>) -> Answers {
        let mut answers = Answers::default();
        for word in words {
            let folded = fold(word);
            if let Some(number) = self.words.find(&folded) {
                answers.numbers.push(2 * number);
            }
            for (end, _) in folded.char_indices().skip(2).chain([(folded.len(), ' ')]) {
                if let Some(number) = self.beginnings.find(&folded[..end]) {
                    answers.numbers.push(2 * number + 1);
                }
            }
            answers.ends.push(answers.numbers.len() as u32);
        }
        answers
    }

    /// The phrases of `language` in `row`, the longest at each place; those inside another that
    /// speaks of the same dimension are left out.
    pub(crate) fn find(&self, answers: &Answers, row: &[u32], language: u8, hits: &mut Vec<Hit>) {
        hits.clear();
        for (at, word) in row.iter().enumerate() {
            for first in answers.of(*word) {
                let phrases = self.starts[*first as usize] as usize
                    ..self.starts[*first as usize + 1] as usize;
                for phrase in &self.phrases[phrases] {
                    let rest = &row[at + 1..];
                    let fits = phrase.language & language != 0
                        && phrase.rest.len() <= rest.len()
                        && phrase.rest.iter().zip(rest).all(|(n, w)| answers.of(*w).contains(n));
                    if fits {
                        hits.push(Hit {
                            target: phrase.target,
                            at: at as u32,
                            len: phrase.rest.len() as u32 + 1,
                            is_negated: self.is_negated(answers, &row[..at], language),
                        });
                    }
                }
            }
        }
        self.drop_inner(hits);
    }

    /// Whether the word before says no, or the one before that where the word between is no
    /// phrase itself ("not very good", but not "no bugs, great").
    fn is_negated(&self, answers: &Answers, before: &[u32], language: u8) -> bool {
        let says_no = |word: u32| {
            let numbers = answers.of(word);
            self.negations.iter().any(|(own, n)| own & language != 0 && numbers.contains(n))
        };
        let is_phrase = |word: u32| answers.of(word).iter().any(|n| n % 2 == 0 && self.speaks(*n));
        match before {
            [.., word] if says_no(*word) => true,
            [.., word, between] => says_no(*word) && !is_phrase(*between),
            _ => false,
        }
    }

    /// Whether a phrase that is no cue begins with the word of this number.
    fn speaks(&self, number: u32) -> bool {
        let phrases =
            self.starts[number as usize] as usize..self.starts[number as usize + 1] as usize;
        let says = |own: &Phrase| {
            !matches!(self.targets[own.target as usize].0.as_str(), "cue" | "need" | "negation")
        };
        self.phrases[phrases].iter().any(says)
    }

    /// Hits inside a longer one of the same kind say nothing ("would be *great*"); moods are of
    /// the kind of categories.
    fn drop_inner(&self, hits: &mut Vec<Hit>) {
        let kind = |hit: &Hit| match self.targets[hit.target as usize].0.as_str() {
            "mood" => "category",
            other => other,
        };
        let all = hits.clone();
        hits.retain(|hit| {
            !all.iter().any(|other| {
                kind(other) == kind(hit)
                    && other.len > hit.len
                    && other.at <= hit.at
                    && other.at + other.len >= hit.at + hit.len
            })
        });
        hits.dedup();
    }
}
