//! Verbatims to tokens, languages and vectors.

mod cjk;
mod clean;
mod close;
mod embed;
mod frozen;
mod kmeans;
mod language;
mod model;
mod polyglot;
mod prior;
mod routine;
mod spelt;
mod stop;
mod words;

pub(crate) use cjk::is_function as is_cjk_function;
pub use close::{ReadTexts, beside, carry, features, spread};
pub use embed::{WordVectors, embed};
pub use frozen::{Basis, Common};
pub(crate) use kmeans::{Rows, groups, middle};
pub(crate) use language::code_of as language_of;
pub use model::Model;
pub use polyglot::join;
pub(crate) use prior::{as_known_then, take_common, vectors_as_known_then};
pub(crate) use routine::{BEGINS, ROUTINE};
pub(crate) use stop::{StopWords, words_of as stop_words_of};
pub(crate) use words::{each_word, fold, is_cjk};

use self::cjk::Segmenter;
use crate::num::{Interner, hash64, mix64};
use crate::table::{Data, Role, Table, Texts};

/// Words of a row beyond these are not looked at: no theme needs them, and one cell may hold a book.
const MAX_ROW_WORDS: usize = 5000;

/// The words of all rows.
#[derive(Debug, Clone, Default)]
pub struct Corpus {
    /// The verbatims (title first, where there is one) without markup, quoted replies and
    /// signatures; what was taken away stays in the table.
    pub clean: Texts,
    /// Language code of each row ("en", "fr", "de", "es", "ja", "zh", …), empty where unknown.
    pub languages: Vec<String>,
    /// Every distinct lower-case word.
    pub words: Interner,
    /// Words of all rows, in order, one after the other.
    pub tokens: Vec<u32>,
    /// Where the words of each row end in `tokens`.
    pub ends: Vec<u32>,
    /// Of each word: whether it begins a clause, whether it is routine (see `routine`).
    pub(crate) marks: Vec<u8>,
    /// What each row says, as a number that later imports give the same text (letters and digits
    /// count, their case does not); 0 for no words.
    pub keys: Vec<u32>,
}

impl Corpus {
    /// The words of `row`, in order.
    #[inline]
    pub fn row(&self, row: u32) -> &[u32] {
        let row = row as usize;
        let start = if row == 0 { 0 } else { self.ends[row - 1] as usize };
        &self.tokens[start..self.ends[row] as usize]
    }

    /// The words of `row` that say what it is about: without greetings and the like.
    pub(crate) fn content(&self, row: u32) -> impl Iterator<Item = u32> {
        let words = self.row(row);
        let marks = self.row_marks(row);
        words.iter().zip(marks).filter(|(_, mark)| **mark & ROUTINE == 0).map(|(word, _)| *word)
    }

    /// The marks of the words of `row`.
    pub(crate) fn row_marks(&self, row: u32) -> &[u8] {
        let row = row as usize;
        let start = if row == 0 { 0 } else { self.ends[row - 1] as usize };
        &self.marks[start..self.ends[row] as usize]
    }

    /// How many rows there are.
    pub fn n_rows(&self) -> u32 {
        self.ends.len() as u32
    }

    /// A hash of the words of each row, in order: the same words give the same hash whatever else
    /// the corpus holds. Sorting by it makes results independent of the order of rows.
    pub(crate) fn row_hashes(&self) -> Vec<u64> {
        let words: Vec<u64> = self.words.iter().map(|word| hash64(word.as_bytes(), 1)).collect();
        let hash = |state: u64, word: u32| {
            mix64(state ^ words[word as usize]).wrapping_mul(0x9e37_79b9_7f4a_7c15)
        };
        (0..self.n_rows()).map(|row| self.content(row).fold(7, hash)).collect()
    }

    /// The rows, ordered by their hashes and then by what they say and in which language: however a
    /// file orders them, the first of some that say the same is the same.
    pub(crate) fn by_content(&self, hashes: &[u64]) -> Vec<u32> {
        let mut order: Vec<u32> = (0..self.n_rows()).collect();
        let text = |row: u32| (self.clean.get(row), self.languages.get(row as usize));
        crate::num::sort_by(&mut order, |a, b| {
            let own = hashes[*a as usize].cmp(&hashes[*b as usize]);
            own.then_with(|| text(*a).cmp(&text(*b))).then(a.cmp(b))
        });
        order
    }

    /// The rows with words, each after its key, by key and then as [`by_content`](Self::by_content)
    /// orders them.
    pub(crate) fn by_key(&self) -> Vec<(u32, u32)> {
        let order = self.by_content(&self.row_hashes()).into_iter();
        let mut rows: Vec<(u32, u32)> =
            order.map(|row| (self.keys[row as usize], row)).filter(|(key, _)| *key != 0).collect();
        crate::num::sort_by_key(&mut rows, |(key, _)| *key);
        rows
    }

    fn push(&mut self, text: &str, segmenter: Option<&Segmenter>) {
        let start = self.tokens.len();
        let (words, tokens, marks) = (&mut self.words, &mut self.tokens, &mut self.marks);
        let mut last = 0;
        let mut hear = |word: &str, from: usize, to: usize| {
            if tokens.len() - start < MAX_ROW_WORDS {
                let begins = tokens.len() == start || is_break(&text[last.min(from)..from]);
                marks.push(if begins { BEGINS } else { 0 });
                tokens.push(words.intern(word));
                last = to;
            }
        };
        match segmenter {
            Some(segmenter) => segmenter.each_word(text, &mut hear),
            None => each_word(text, &mut hear),
        }
        self.clean.push(text);
        self.keys.push(if tokens.len() > start { key_of(text) } else { 0 });
        self.ends.push(self.tokens.len() as u32);
    }
}

/// The number of a text in [`Corpus::keys`].
fn key_of(text: &str) -> u32 {
    let mut letters = String::with_capacity(text.len());
    letters.extend(text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase));
    if letters.is_empty() {
        return 0;
    }
    ((hash64(letters.as_bytes(), 5) >> 32) as u32).max(1)
}

/// The words of a text, in order.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    each_word(text, &mut |word: &str, _: usize, _: usize| out.push(word.to_owned()));
    out
}

/// Whether what stands between two words ends a clause.
fn is_break(between: &str) -> bool {
    const STOPS: [char; 20] = [
        '.', '!', '?', ',', ':', ';', '\n', '(', ')', '–', '—', '。', '、', '…', '，', '！', '？',
        '：', '；', '「',
    ];
    between.len() > 1 && between.contains(STOPS) || between.contains(" - ")
}

/// Cleans, splits and identifies the language of every verbatim; `language` fixes it for all.
pub fn analyse(table: &Table, language: Option<&str>) -> Corpus {
    let titles = table.role(Role::Title).and_then(|column| match &column.data {
        Data::Text(texts) => Some(texts),
        _ => None,
    });
    let mut corpus = Corpus::default();
    for row in 0..table.n_rows {
        let text = clean::clean(table.verbatim(row));
        match titles.map(|titles| titles.get(row).trim()).filter(|title| is_title(title, &text)) {
            Some(title) => corpus.push(&titled(title, &text), None),
            None => corpus.push(text.trim(), None),
        }
    }
    if let Some(segmenter) = Segmenter::learn((0..corpus.n_rows()).map(|row| corpus.clean.get(row)))
    {
        let mut cut = Corpus::default();
        for row in 0..corpus.n_rows() {
            cut.push(corpus.clean.get(row), Some(&segmenter));
        }
        corpus = cut;
    }
    routine::mark(&mut corpus);
    corpus.languages = languages(table, &corpus, language);
    corpus
}

fn languages(table: &Table, corpus: &Corpus, language: Option<&str>) -> Vec<String> {
    if let Some(fixed) = language {
        return vec![fixed.to_owned(); corpus.n_rows() as usize];
    }
    let Some(mut given) = language::given(table) else {
        return language::identify(corpus);
    };
    if given.iter().any(String::is_empty) {
        let found = language::identify(corpus);
        for (given, found) in given.iter_mut().zip(found) {
            if given.is_empty() {
                *given = found;
            }
        }
    }
    given
}

/// Whether a title says something that the text does not begin with.
fn is_title(title: &str, text: &str) -> bool {
    let empty = ["", "none", "n/a", "na", "null", "-", "."];
    !empty.iter().any(|none| title.eq_ignore_ascii_case(none))
        && text.get(..title.len()).is_none_or(|begin| !begin.eq_ignore_ascii_case(title))
}

fn titled(title: &str, text: &str) -> String {
    let stop = if title.ends_with(['.', '!', '?', '…', ':']) { " " } else { ". " };
    format!("{title}{stop}{}", text.trim())
}

#[cfg(test)]
mod tests;
