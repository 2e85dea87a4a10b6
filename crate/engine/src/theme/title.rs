//! Names from the words that a theme's texts share: two telling words near each other, written as
//! the texts mostly write them.

use std::collections::BTreeMap;

use super::phrases::{Ends, Phrase, is_negation, sort};
use crate::num::ln;
use crate::text::BEGINS;

/// Telling words of a theme from which its names are made.
const TOP_WORDS: usize = 24;

/// The second word stands at most this far behind the first.
const WINDOW: usize = 4;

/// Pairs of a theme that are written out.
const PAIRS: usize = 14;

/// Words in the longest name.
const MAX_WORDS: usize = 4;

/// What single words add to the worth of a pair.
const SINGLES: f64 = 0.4;

/// A neighbour that this share of a pair's texts have belongs to the name.
const JOINED: f64 = 0.6;

/// A pair is written with all that stands between where this share of its texts say the same.
const USUAL: f64 = 0.25;

/// Where this share of a pair's texts say no between its words, so does the name.
const NEGATED: f64 = 0.3;

/// A word of a theme.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Word {
    group: u32,
    stem: u32,
    score: f64,
}

/// Two telling words of a row: their stems (lower first), and where the span of both stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Pair {
    stems: (u32, u32),
    group: u32,
    row: u32,
    at: u16,
    end: u16,
}

/// Rows with their theme, and how many rows each theme has.
struct Groups<'a> {
    rows: &'a [(u32, u32)],
    sizes: Vec<u32>,
    typical: f64,
}

impl Groups<'_> {
    /// Class-based TF-IDF (Grootendorst 2022) over rows.
    fn telling(&self, group: u32, count: usize, total: usize) -> f64 {
        let share = count as f64 / f64::from(self.sizes[group as usize].max(1));
        share * ln(1.0 + self.typical / total as f64)
    }
}

/// Names that fit each of `n` themes, best first; `rows` are rows with their theme.
pub(crate) fn titles(
    ends: &Ends<'_>,
    rows: &[(u32, u32)],
    n: usize,
    fit: &dyn Fn(u32) -> f64,
) -> Vec<Vec<Phrase>> {
    let mut sizes = vec![0; n];
    for (_, group) in rows {
        sizes[*group as usize] += 1;
    }
    let groups = Groups { rows, sizes, typical: rows.len() as f64 / n.max(1) as f64 };
    let words = top_words(ends, &groups);
    let pairs = pairs(ends, &groups, &words);
    let mut best: Vec<Vec<(f64, &[Pair])>> = vec![Vec::new(); n];
    for same in pairs.chunk_by(|a, b| a.stems == b.stems) {
        let total = count_rows(same);
        for own in same.chunk_by(|a, b| a.group == b.group) {
            let count = count_rows(own);
            if count < 2 || count * 33 < groups.sizes[own[0].group as usize] as usize {
                continue;
            }
            let single = |stem: u32| {
                let found = find(&words, own[0].group, stem);
                found.map_or(0.0, |at| words[at].score)
            };
            let alone = single(own[0].stems.0) + single(own[0].stems.1);
            let near = own.iter().map(|pair| fit(pair.row)).sum::<f64>() / own.len() as f64;
            let both = groups.telling(own[0].group, count, total) * near;
            let close = own.iter().filter(|pair| pair.end - pair.at == 2).count();
            let shape = 0.85 + 0.3 * close as f64 / own.len() as f64;
            let worth = shape * quality(ends, own[0].stems.0) * quality(ends, own[0].stems.1);
            best[own[0].group as usize].push(((both + SINGLES * alone) * worth, own));
        }
    }
    let write = |mut own: Vec<(f64, &[Pair])>| {
        crate::num::sort_by(&mut own, |a, b| b.0.total_cmp(&a.0));
        let top = own.first().map_or(0.0, |best| best.0);
        own.truncate(PAIRS);
        own.retain(|(score, _)| *score > 0.2 * top);
        let mut out: Vec<Phrase> =
            own.into_iter().map(|(score, pairs)| written(ends, &words, pairs, score)).collect();
        sort(&mut out);
        out
    };
    best.into_iter().map(write).collect()
}

fn quality(ends: &Ends<'_>, stem: u32) -> f64 {
    f64::from(ends.quality[stem as usize]) / 100.0
}

fn count_rows(pairs: &[Pair]) -> usize {
    let mut rows: Vec<u32> = pairs.iter().map(|pair| pair.row).collect();
    rows.sort_unstable();
    rows.dedup();
    rows.len()
}

/// The most telling words of each theme, sorted by theme and stem.
fn top_words(ends: &Ends<'_>, groups: &Groups<'_>) -> Vec<Word> {
    let mut all: Vec<(u32, u32, u32)> = Vec::new();
    for (row, group) in groups.rows {
        ends.each_word(*row, &mut |_, stem| all.push((stem, *group, *row)));
    }
    crate::num::sort_by(&mut all, Ord::cmp);
    all.dedup();
    let mut words: Vec<Word> = Vec::new();
    for same in all.chunk_by(|a, b| a.0 == b.0) {
        for own in same.chunk_by(|a, b| a.1 == b.1).filter(|own| own.len() > 1) {
            let (stem, group, _) = own[0];
            let score = groups.telling(group, own.len(), same.len()) * quality(ends, stem);
            words.push(Word { group, stem, score });
        }
    }
    let by_score = |a: &Word, b: &Word| {
        a.group
            .cmp(&b.group)
            .then(b.score.total_cmp(&a.score))
            .then_with(|| ends.corpus.words.get(a.stem).cmp(ends.corpus.words.get(b.stem)))
    };
    crate::num::sort_by(&mut words, by_score);
    let mut top: Vec<Word> = Vec::new();
    for own in words.chunk_by(|a, b| a.group == b.group) {
        top.extend(&own[..own.len().min(TOP_WORDS)]);
    }
    top.sort_by_key(|word| (word.group, word.stem));
    top
}

fn find(words: &[Word], group: u32, stem: u32) -> Option<usize> {
    words.binary_search_by_key(&(group, stem), |word| (word.group, word.stem)).ok()
}

/// All pairs of telling words that stand near each other in a clause.
fn pairs(ends: &Ends<'_>, groups: &Groups<'_>, words: &[Word]) -> Vec<Pair> {
    let mut out = Vec::new();
    let mut recent: Vec<(usize, u32)> = Vec::new();
    for (row, group) in groups.rows {
        let marks = ends.corpus.row_marks(*row);
        recent.clear();
        ends.each_word(*row, &mut |at, stem| {
            if find(words, *group, stem).is_none() {
                return;
            }
            for (before, first) in recent.iter().rev().take(WINDOW) {
                let is_near = at - before <= WINDOW && *first != stem;
                if is_near && marks[before + 1..=at].iter().all(|mark| mark & BEGINS == 0) {
                    out.push(Pair {
                        stems: (stem.min(*first), stem.max(*first)),
                        group: *group,
                        row: *row,
                        at: *before as u16,
                        end: at as u16 + 1,
                    });
                }
            }
            recent.push((at, stem));
        });
    }
    out.sort_unstable();
    out
}

/// The pair as most of the theme's texts write it.
fn written(ends: &Ends<'_>, words: &[Word], pairs: &[Pair], score: f64) -> Phrase {
    let mut spans: BTreeMap<Vec<&str>, Vec<&Pair>> = BTreeMap::new();
    for pair in pairs {
        let span = span(ends, words, pair);
        let stems = span.iter().map(|word| ends.corpus.words.get(ends.stems[*word as usize]));
        spans.entry(stems.collect()).or_default().push(pair);
    }
    let negates = |span: &Vec<&str>| span.iter().any(|word| is_negation(word));
    let n_negated: usize =
        spans.iter().filter(|(span, _)| negates(span)).map(|(_, own)| own.len()).sum();
    if n_negated as f64 >= NEGATED * pairs.len() as f64 {
        spans.retain(|span, _| negates(span));
    }
    let most = spans
        .into_values()
        .fold(Vec::new(), |best, own| if own.len() > best.len() { own } else { best });
    let is_short = |pair: &&&Pair| (pair.end - pair.at) as usize <= MAX_WORDS;
    let whole =
        |pair: &&Pair| ends.corpus.row(pair.row)[pair.at as usize..pair.end as usize].to_vec();
    let (n, said) = commonest(ends, most.iter().filter(is_short).map(whole));
    let is_usual = n > 1 && f64::from(n) >= USUAL * most.len() as f64;
    let spans = most.iter().map(|pair| span(ends, words, pair));
    let mut best = if is_usual { said } else { commonest(ends, spans).1 };
    if best.len() < MAX_WORDS {
        extend(ends, words, &most, pairs.len(), &mut best);
    }
    Phrase { text: ends.text(&best), words: best, score, n_rows: count_rows(pairs) as u32 }
}

/// Two words as most of the rows say them near each other, with what stands between; nothing where no
/// two of the rows do, or none in as many words as a name has.
pub(super) fn as_said(ends: &Ends<'_>, rows: &[u32], pair: [u32; 2]) -> Option<Vec<u32>> {
    let stems = pair.map(|word| ends.stems[word as usize]);
    let said = |row: &u32| {
        let (words, marks) = (ends.corpus.row(*row), ends.corpus.row_marks(*row));
        let own = |at: usize| stems.iter().position(|stem| *stem == ends.stems[words[at] as usize]);
        (0..words.len()).find_map(|at| {
            let first = own(at)?;
            let last = (at + 1..words.len().min(at + MAX_WORDS))
                .take_while(|end| marks[*end] & BEGINS == 0)
                .find(|end| own(*end).is_some_and(|second| second != first))?;
            Some(words[at..=last].to_vec())
        })
    };
    let all: Vec<Vec<u32>> = rows.iter().filter_map(said).collect();
    (all.len() > 1).then(|| commonest(ends, all.into_iter()).1)
}

/// The words that are said most often, and how often; of those the first by their letters.
fn commonest(ends: &Ends<'_>, all: impl Iterator<Item = Vec<u32>>) -> (u32, Vec<u32>) {
    let mut forms: BTreeMap<Vec<&str>, (u32, Vec<u32>)> = BTreeMap::new();
    for words in all {
        let letters = words.iter().map(|word| ends.corpus.words.get(*word)).collect();
        forms.entry(letters).or_insert((0, words)).0 += 1;
    }
    forms.into_values().fold((0, Vec::new()), |a, b| if b.0 > a.0 { b } else { a })
}

/// The words of the pair and, of those between, the ones that belong to a name.
fn span(ends: &Ends<'_>, words: &[Word], pair: &Pair) -> Vec<u32> {
    let row = ends.corpus.row(pair.row);
    let (start, last) = (pair.at as usize, pair.end as usize - 1);
    let mut out = vec![row[start]];
    out.extend(row[start + 1..last].iter().filter(|word| {
        ends.joins[**word as usize]
            || find(words, pair.group, ends.stems[**word as usize]).is_some()
    }));
    out.push(row[last]);
    if out.len() > MAX_WORDS { vec![row[start], row[last]] } else { out }
}

/// The little word that most of the texts have behind the span and that belongs to its verb.
fn particle(ends: &Ends<'_>, pairs: &[&Pair]) -> Option<u32> {
    ["up", "off", "out", "down"].into_iter().find_map(|word| {
        let word = ends.corpus.words.find(word)?;
        let has = |pair: &&&Pair| ends.corpus.row(pair.row).get(pair.end as usize) == Some(&word);
        let count = pairs.iter().filter(has).count();
        (count as f64 >= JOINED * pairs.len() as f64).then_some(word)
    })
}

/// The two words, a function word first, that most of the texts have behind the span ("mise à jour").
fn tail(ends: &Ends<'_>, pairs: &[&Pair], n: usize) -> Option<Vec<u32>> {
    let behind = |pair: &&Pair| {
        let (row, marks) = (ends.corpus.row(pair.row), ends.corpus.row_marks(pair.row));
        let end = pair.end as usize;
        let [join, word] = row.get(end..end + 2)? else { return None };
        let is_own = marks[end] & BEGINS == 0 && marks[end + 1] & BEGINS == 0;
        (is_own && ends.joins[*join as usize] && ends.is_name_word(pair.row, *word))
            .then(|| vec![*join, *word])
    };
    let (count, tail) = commonest(ends, pairs.iter().filter_map(behind));
    (count > 1 && f64::from(count) >= JOINED * n as f64).then_some(tail)
}

/// Adds the telling word that most of the texts have before or behind the span.
fn extend(ends: &Ends<'_>, words: &[Word], pairs: &[&Pair], n: usize, name: &mut Vec<u32>) {
    let tells = |pair: &Pair, word: u32| {
        ends.is_name_word(pair.row, word)
            && quality(ends, ends.stems[word as usize]) > 0.5
            && find(words, pair.group, ends.stems[word as usize]).is_some()
            && !name.iter().any(|own| ends.stems[*own as usize] == ends.stems[word as usize])
    };
    let (mut before, mut behind) = (BTreeMap::new(), BTreeMap::new());
    for pair in pairs {
        let (row, marks) = (ends.corpus.row(pair.row), ends.corpus.row_marks(pair.row));
        let (at, end) = (pair.at as usize, pair.end as usize);
        if at > 0 && marks[at] & BEGINS == 0 && tells(pair, row[at - 1]) {
            *before.entry(ends.corpus.words.get(row[at - 1])).or_insert(0_usize) += 1;
        }
        if end < row.len() && marks[end] & BEGINS == 0 && tells(pair, row[end]) {
            *behind.entry(ends.corpus.words.get(row[end])).or_insert(0_usize) += 1;
        }
    }
    let most = |side: BTreeMap<&str, usize>| {
        let best = side.into_iter().fold(("", 0), |a, b| if b.1 > a.1 { b } else { a });
        let enough = best.1 as f64 >= JOINED * n as f64 && best.1 > 1;
        ends.corpus.words.find(best.0).filter(|_| enough)
    };
    let particle = particle(ends, pairs);
    let tail = tail(ends, pairs, n).filter(|tail| name.len() + tail.len() <= MAX_WORDS);
    if let Some(word) = particle.filter(|_| name.len() < MAX_WORDS) {
        name.push(word);
    } else if let Some(tail) = tail {
        name.extend(tail);
    } else if let Some(word) = most(before) {
        name.insert(0, word);
    } else if let Some(word) = most(behind) {
        name.push(word);
    }
}
