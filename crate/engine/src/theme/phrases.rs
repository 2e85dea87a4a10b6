//! Phrases of one to three words, and how telling they are.

use crate::num::{hash64, ln, mix64};
use crate::text::{BEGINS, Corpus, ROUTINE, is_cjk, is_cjk_function, stop_words_of};

/// Words in the longest phrase.
pub(super) const MAX_WORDS: usize = 3;

/// Words of a row that are read.
pub(super) const READ_WORDS: usize = 400;

/// Phrases kept of each group.
const CANDIDATES: usize = 40;

/// Each further word of a phrase makes it this much better.
pub(super) const PER_WORD: f64 = 1.35;

/// A phrase as it stands in a row (its place in the list of rows, whose order is given).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    hash: u64,
    group: u32,
    row: u32,
    at: u16,
    len: u16,
}

/// A phrase that tells a group of rows from the others.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Phrase {
    /// The words, as they are written.
    pub(crate) text: String,
    /// Their numbers in the corpus.
    pub(crate) words: Vec<u32>,
    /// How telling it is.
    pub(crate) score: f64,
    /// Rows of the group that have it.
    pub(crate) n_rows: u32,
}

/// Which words may stand at the ends of a phrase, by language.
pub(crate) struct Ends<'a> {
    pub(crate) corpus: &'a Corpus,
    words: Vec<u64>,
    stops: Vec<u8>,
    language: Vec<u8>,
    /// For each word, the word that stands for all with its stem.
    pub(crate) stems: Vec<u32>,
    /// How well each word stands in a name, in hundredths.
    pub(crate) quality: Vec<u8>,
    /// The function words that may stand inside a name.
    pub(crate) joins: Vec<bool>,
    /// The function words that turn the meaning of their neighbour.
    turns: Vec<bool>,
}

const LANGUAGES: [&str; 7] = ["en", "fr", "de", "es", "pt", "it", "nl"];
/// The mark of words that name nothing in any language.
const NEVER: u8 = 128;

impl<'a> Ends<'a> {
    /// Prepares the words of `corpus`.
    pub(crate) fn new(corpus: &'a Corpus) -> Self {
        Ends {
            corpus,
            words: corpus.words.iter().map(|word| hash64(word.as_bytes(), 2)).collect(),
            stops: stops(corpus),
            language: languages(corpus),
            stems: stems(corpus),
            quality: qualities(corpus),
            joins: listed(corpus, JOINS),
            turns: listed(corpus, TURNS),
        }
    }

    /// Whether `word` may stand at the end of a name in a text like `row`.
    pub(crate) fn is_name_word(&self, row: u32, word: u32) -> bool {
        let bits = self.language.get(row as usize).copied().unwrap_or(NEVER | 1);
        self.stops[word as usize] & bits == 0
    }

    /// The stems of the words of `text` that are no function words, in order of their numbers.
    pub(crate) fn content_key(&self, text: &str) -> Vec<u32> {
        let words = text.split(' ').filter_map(|word| self.corpus.words.find(word));
        let content = words.filter(|word| self.stops[*word as usize] == 0);
        let mut out: Vec<u32> = content.map(|word| self.stems[word as usize]).collect();
        out.sort_unstable();
        out
    }

    /// Tells `hear` every word of `row` that may stand in a name: its place and its stem.
    pub(crate) fn each_word(&self, row: u32, hear: &mut impl FnMut(usize, u32)) {
        let words = self.corpus.row(row);
        let marks = self.corpus.row_marks(row);
        for (at, word) in words.iter().enumerate().take(READ_WORDS) {
            if marks[at] & ROUTINE == 0 && self.is_name_word(row, *word) {
                hear(at, self.stems[*word as usize]);
            }
        }
    }

    /// Tells `hear` the hash of the stem of every word of `row` that tells what it is about: those
    /// of names, and the few function words that turn the meaning of their neighbour.
    pub(crate) fn each_telling(&self, row: u32, hear: &mut impl FnMut(u64)) {
        let words = self.corpus.row(row);
        let marks = self.corpus.row_marks(row);
        for (word, mark) in words.iter().zip(marks) {
            if mark & ROUTINE == 0 && (self.is_name_word(row, *word) || self.turns[*word as usize])
            {
                hear(self.words[self.stems[*word as usize] as usize]);
            }
        }
    }

    /// Tells `hear` every phrase of `row`: its hash, its first word's place, its length.
    pub(super) fn each(&self, row: u32, hear: &mut impl FnMut(u64, usize, usize)) {
        let words = self.corpus.row(row);
        let words = &words[..words.len().min(READ_WORDS)];
        let marks = self.corpus.row_marks(row);
        let bits = self.language.get(row as usize).copied().unwrap_or(NEVER | 1);
        let is_stop =
            |at: usize| self.stops[words[at] as usize] & bits != 0 || marks[at] & ROUTINE != 0;
        for at in (0..words.len()).filter(|at| !is_stop(*at)) {
            let mut hash = 3;
            for end in at..words.len().min(at + MAX_WORDS) {
                if end > at && (marks[end] & BEGINS != 0 || words[end] == words[at]) {
                    break;
                }
                hash = mix64(hash ^ self.words[words[end] as usize]);
                if !is_stop(end) {
                    hear(hash, at, end + 1 - at);
                }
            }
        }
    }

    fn phrase(&self, row: u32, found: &Found, score: f64, n_rows: u32) -> Phrase {
        let start = found.at as usize;
        let words = self.corpus.row(row)[start..start + found.len as usize].to_vec();
        Phrase { text: self.text(&words), words, score, n_rows }
    }

    /// How well the words make a name: none vague, no function words but short ones between.
    fn worth(&self, words: &[u32]) -> f64 {
        words.iter().fold(1.0, |worth, word| {
            let is_between = self.stops[*word as usize] != 0;
            let own = if is_between { 85 } else { self.quality[*word as usize] };
            worth * f64::from(own) / 100.0
        })
    }

    /// The words as people write them.
    pub(crate) fn text(&self, words: &[u32]) -> String {
        spelt(self.corpus, words)
    }
}

/// Words as people write them: no space between those of scripts without one.
pub(super) fn spelt(corpus: &Corpus, words: &[u32]) -> String {
    let mut out = String::new();
    for word in words {
        let word = corpus.words.get(*word);
        let first = word.chars().next();
        match first {
            Some(char) if is_cjk(char) && out.chars().last().is_some_and(is_cjk) => {
                out.push_str(word);
            }
            _ => {
                if !out.is_empty() {
                    out.push(' ');
                }
                out.push_str(word);
            }
        }
    }
    out
}

/// For each word, the first in the alphabet of those with its stem.
fn stems(corpus: &Corpus) -> Vec<u32> {
    let mut all: Vec<(String, &str, u32)> =
        corpus.words.iter().enumerate().map(|(id, word)| (stem(word), word, id as u32)).collect();
    crate::num::sort_by(&mut all, Ord::cmp);
    let mut out = vec![0; all.len()];
    for same in all.chunk_by(|a, b| a.0 == b.0) {
        for (_, _, id) in same {
            out[*id as usize] = same[0].2;
        }
    }
    out
}

/// Whether `word` says no.
pub(crate) fn is_negation(word: &str) -> bool {
    const ALSO: &str = "not no without never pas sans nicht keine kein ohne sin cannot cant wont";
    word.ends_with("n't") || word.ends_with("n\u{2019}t") || is_one_of(ALSO, word)
}

/// Whether all that stands before or behind the apostrophe of `word` is a function word ("n'y").
fn is_elided(word: &str) -> bool {
    let is_stop = |part: &str| part.chars().count() <= 2 || is_one_of(stop_words_of("fr"), part);
    word.split_once(['\'', '\u{2019}']).is_some_and(|(a, b)| is_stop(a) && is_stop(b))
}

fn is_one_of(list: &str, word: &str) -> bool {
    list.split(' ').any(|own| own == word)
}

/// Function words that may stand inside a name.
const JOINS: &str = "and or of in to for from on per by up off out over without not no won't wont can't cannot cant doesn't doesnt don't dont didn't didnt isn't isnt aren't couldn't never à de du des d'un d'une en par sans pas et von im nicht keine kein und ohne für del por sin y con no";

/// Function words that turn the meaning of their neighbour ("top up", "without fee").
const TURNS: &str = "not no without back off up pas sans nicht kein keine ohne zurück sin";

/// Words that say that somebody wants or feels something, not what it is about.
const VAGUE: &str = "ask asks asked asking want wants wanted wanting need needs needed please pls plz lose lost loses losing try tried tries trying start started happen happened happens help helped thing things stuff day days week weeks month months year years hour hours minute minutes second seconds today yesterday tomorrow morning evening night time times ago since way ways lot bit people somebody someone anyone everybody nobody everyone good great best better nice bad worst love loved loves like likes hate amazing awesome excellent perfect beautiful fantastic far long longer short new old big small different whole little real simple easy sure able unable told tell tells say says saying said thought think believe guess know knows knew wonder wondering find found finds look looks looked looking see seen show shows showing shown wrong right problem problems issue issues work works worked working use using used useful reason solution situation question finally recently currently constantly always times first last next second third two three four five ten several many half minimum ages accept accepts ended ending giving gives gave came comes following regarding sent send returns causes caused rejects lacks half older anymore asap someone specific double sure gives single front monday tuesday wednesday thursday friday saturday sunday mornings letzten unserem unsere nuestro nuestra soporte tarda assez complet none couple info pasada pasado pasar letzter vergangenen ait est manque juste facile ça grâce problème problèmes dernière dernier gênant alltag störend quotidien rapide rapidement dringend bitte solve solves solved stop stops stopped keep keeps kept become became call called continue supposed fully totally completely hope wish explain explained understand mention mentioned correct properly actually literally honestly super app apps application appli please request impossible possible dommage jours semaine semaines heure heures fois bonne bon bien mois temps problème depuis letzte letzten woche tage tag stunden zeit leute uhr kollegen días día semana semanas horas hora veces vez tiempo equipo gente nuevo nueva neue neuen nouveau nouvelle grand petit gut super tout top excellent parfait génial adore love merci danke gracias collègues kunden équipe team teams company customer customers user users colleagues";

/// Which words of `corpus` are in `list`.
fn listed(corpus: &Corpus, list: &str) -> Vec<bool> {
    let mut out = vec![false; corpus.words.len()];
    for id in list.split(' ').filter_map(|word| corpus.words.find(word)) {
        out[id as usize] = true;
    }
    out
}

/// How well each word stands in a name, in hundredths.
fn qualities(corpus: &Corpus) -> Vec<u8> {
    let is_vague = listed(corpus, VAGUE);
    let of = |(word, is_vague): (&str, &bool)| if *is_vague { 45 } else { quality(word) };
    corpus.words.iter().zip(&is_vague).map(of).collect()
}

/// How well a word stands in a name by its form.
fn quality(word: &str) -> u8 {
    let is_form = word.len() > 5 && (word.ends_with("ing") || word.ends_with("ed"));
    match () {
        () if word.bytes().any(|byte| byte.is_ascii_digit()) => 60,
        () if ["ly", "ement", "mente"].iter().any(|end| word.ends_with(end)) && word.len() > 6 => {
            60
        }
        () if is_form => 80,
        () => 100,
    }
}

/// For each word, the languages (as bits) in which no name begins or ends with it.
pub(super) fn stops(corpus: &Corpus) -> Vec<u8> {
    let mut stops = vec![0_u8; corpus.words.len()];
    for (bit, language) in LANGUAGES.iter().enumerate() {
        for word in stop_words_of(language).split(' ') {
            if let Some(id) = corpus.words.find(word) {
                stops[id as usize] |= 1 << bit;
            }
        }
    }
    for (id, word) in corpus.words.iter().enumerate() {
        let letters = word.chars().filter(|char| char.is_alphabetic()).count();
        let is_short = letters < 2;
        let is_masked = word.len() > 1 && word.bytes().all(|byte| byte == b'x');
        if is_short || is_masked || is_elided(word) || is_cjk_function(word) {
            stops[id] |= NEVER;
        }
    }
    stops
}

/// For each row, the bits of [`stops`] that count in it: those of its own language, and of the
/// languages that a twentieth of the rows are in, whose function words name nothing anywhere.
pub(super) fn languages(corpus: &Corpus) -> Vec<u8> {
    let place = |code: &String| LANGUAGES.iter().position(|own| own == code);
    let places: Vec<Option<usize>> = corpus.languages.iter().map(place).collect();
    let mut counts = [0; LANGUAGES.len()];
    for place in places.iter().flatten() {
        counts[*place] += 1;
    }
    let is_usual = |bit: &usize| counts[*bit] * 20 >= places.len();
    let usual: u8 = (0..LANGUAGES.len()).filter(is_usual).map(|bit| 1 << bit).sum();
    places.iter().map(|place| NEVER | usual | place.map_or(1, |bit| 1 << bit)).collect()
}

/// The most telling phrases of each of `n` groups, best first: class-based TF-IDF (Grootendorst
/// 2022) over rows, longer phrases preferred, weighted by how well their rows `fit`.
pub(crate) fn of_groups(
    ends: &Ends<'_>,
    rows: &[(u32, u32)],
    n: usize,
    fit: &dyn Fn(u32) -> f64,
) -> Vec<Vec<Phrase>> {
    let mut all: Vec<Found> = Vec::with_capacity(rows.len() * 16);
    let mut sizes = vec![0_u32; n];
    for (place, (row, group)) in rows.iter().enumerate() {
        sizes[*group as usize] += 1;
        ends.each(*row, &mut |hash, at, len| {
            all.push(Found {
                hash,
                group: *group,
                row: place as u32,
                at: at as u16,
                len: len as u16,
            });
        });
    }
    crate::num::sort_by_key(&mut all, |found| (found.hash, found.group, found.row, found.at));
    all.dedup_by_key(|found| (found.hash, found.row));
    let typical = rows.len() as f64 / n.max(1) as f64;
    let mut out: Vec<Vec<Phrase>> = vec![Vec::new(); n];
    for same in all.chunk_by(|a, b| a.hash == b.hash) {
        let total = same.len() as f64;
        for own in same.chunk_by(|a, b| a.group == b.group) {
            let (count, size) = (own.len() as u32, sizes[own[0].group as usize]);
            let least = if own[0].len > 1 { 2 } else { 3 };
            if count < least.min(size) || f64::from(count) * 50.0 < f64::from(size) {
                continue;
            }
            let share = f64::from(count) / f64::from(size);
            let longer = [1.0, PER_WORD, PER_WORD * PER_WORD][own[0].len as usize - 1];
            let near = own.iter().map(|found| fit(rows[found.row as usize].0)).sum::<f64>()
                / f64::from(count);
            let start = own[0].at as usize;
            let words =
                &ends.corpus.row(rows[own[0].row as usize].0)[start..start + own[0].len as usize];
            let score = share * ln(1.0 + typical / total) * longer * near * ends.worth(words);
            out[own[0].group as usize].push(ends.phrase(
                rows[own[0].row as usize].0,
                &own[0],
                score,
                count,
            ));
        }
    }
    for phrases in &mut out {
        sort(phrases);
        phrases.truncate(CANDIDATES);
    }
    out
}

/// Best first; ties by the letters.
pub(crate) fn sort(phrases: &mut [Phrase]) {
    crate::num::sort_by(phrases, |a, b| {
        b.score.total_cmp(&a.score).then_with(|| a.text.cmp(&b.text))
    });
}

/// Without phrases that say less than a better one: the same stems, or a part of a longer phrase
/// that most of its rows have.
pub(crate) fn distinct(phrases: &[Phrase]) -> Vec<Phrase> {
    let stems: Vec<Vec<String>> =
        phrases.iter().map(|phrase| phrase.text.split(' ').map(stem).collect()).collect();
    let is_told = |at: usize| {
        phrases.iter().enumerate().any(|(other, longer)| {
            let holds = stems[at].iter().all(|stem| stems[other].contains(stem));
            let same = holds && stems[other].len() == stems[at].len();
            let part = holds && stems[other].len() > stems[at].len();
            same && other < at
                || part && (other < at || longer.n_rows * 5 >= phrases[at].n_rows * 3)
        })
    };
    (0..phrases.len()).filter(|at| !is_told(*at)).map(|at| phrases[at].clone()).collect()
}

/// A word without the endings of number and tense, for comparing names only.
pub(crate) fn stem(word: &str) -> String {
    const ENDINGS: [&str; 14] = [
        "ations", "ation", "ings", "ing", "ments", "ment", "ies", "ed", "es", "er", "en", "s", "e",
        "y",
    ];
    let folded = crate::text::fold(word);
    for ending in ENDINGS {
        if let Some(rest) = folded.strip_suffix(ending)
            && rest.len() >= 4
        {
            return rest.to_owned();
        }
    }
    folded
}
