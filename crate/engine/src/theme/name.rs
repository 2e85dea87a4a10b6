//! Names, terms and exemplars of themes.

use std::collections::BTreeSet;

use super::Theme;
use super::copies::Copies;
use super::learn::Found;
use super::phrases::{Ends, Phrase, distinct, of_groups, stem};
use super::title::{as_said, titles};
use crate::table::MISSING;
use crate::text::Corpus;

/// Texts that names are drawn from; more change little.
pub(super) const NAME_ROWS: usize = 20_000;

/// Rows of a theme in which two words are looked for.
const SAID_ROWS: usize = 500;

/// Terms and exemplars kept of each theme.
pub(super) const N_TERMS: usize = 6;
const N_EXEMPLARS: usize = 5;

/// Names and describes the themes.
pub(crate) fn describe(ends: &Ends<'_>, copies: &Copies, found: &Found) -> Vec<Theme> {
    let n = found.centres.len();
    let corpus = ends.corpus;
    let distinct_rows = &copies.distinct[..copies.distinct.len().min(NAME_ROWS)];
    let mut rows: Vec<(u32, u32)> =
        distinct_rows.iter().map(|row| (*row, found.of_row[*row as usize])).collect();
    rows.retain(|(_, theme)| *theme != MISSING);
    let fit = |row: u32| 0.3 + f64::from(found.similarity[row as usize]);
    let candidates = telling(ends, &rows, n, &fit);
    let exemplars = exemplars(corpus, copies, found);
    let titles = titles(ends, &rows, n, &fit);
    let names = unique(ends, &titles, &candidates, &by_group(&rows, n, &exemplars));
    let subs = subthemes(ends, found, &rows, &candidates);
    let mut out = Vec::with_capacity(n);
    for ((phrases, name), (exemplars, subthemes)) in
        candidates.iter().zip(names).zip(exemplars.into_iter().zip(subs))
    {
        let own = ends.content_key(&name);
        let others = phrases.iter().map(|phrase| &phrase.text);
        let others = others.filter(|text| ends.content_key(text) != own);
        let terms = std::iter::once(&name).chain(others).take(N_TERMS).cloned().collect();
        out.push(Theme { name, terms, exemplars, subthemes });
    }
    out
}

/// Telling phrases of each group, those of its middle before those of its rim.
fn telling(
    ends: &Ends<'_>,
    rows: &[(u32, u32)],
    n: usize,
    fit: &dyn Fn(u32) -> f64,
) -> Vec<Vec<Phrase>> {
    of_groups(ends, rows, n, fit).iter().map(|phrases| distinct(phrases)).collect()
}

/// One name a theme, no two alike: the best of its titles that is free, else a telling phrase,
/// else two telling words as its texts say them, else the best word with the next that it lacks.
fn unique(
    ends: &Ends<'_>,
    titles: &[Vec<Phrase>],
    candidates: &[Vec<Phrase>],
    rows: &[Vec<u32>],
) -> Vec<String> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut names = Vec::with_capacity(candidates.len());
    for (theme, phrases) in candidates.iter().enumerate() {
        let titles = titles[theme].iter().map(|title| title.text.clone());
        let options = options(ends, phrases, &rows[theme]);
        let free = titles.chain(options).find(|name| !taken.contains(&key(name)));
        let name = free.unwrap_or_else(|| {
            let base = beginning(ends.corpus, rows[theme].first().copied());
            let numbered = (2..).map(|n| format!("{base} {n}"));
            let mut all = std::iter::once(base.clone()).chain(numbered);
            all.find(|name| !taken.contains(&key(name))).unwrap_or_default()
        });
        taken.insert(key(&name));
        names.push(name);
    }
    names
}

/// The rows of each of `n` groups, after those that stand for it.
fn by_group(rows: &[(u32, u32)], n: usize, first: &[Vec<u32>]) -> Vec<Vec<u32>> {
    let mut out = vec![Vec::new(); n];
    out[..first.len()].clone_from_slice(first);
    for (row, group) in rows {
        if !first.get(*group as usize).is_some_and(|own| own.contains(row)) {
            out[*group as usize].push(*row);
        }
    }
    out
}

/// The first words of a text: a name where no phrase tells it from others.
fn beginning(corpus: &Corpus, row: Option<u32>) -> String {
    let Some(row) = row else { return "other".to_owned() };
    let words: Vec<&str> = corpus.content(row).take(4).map(|id| corpus.words.get(id)).collect();
    words.join(" ")
}

/// What two names that people would confuse have in common.
fn key(name: &str) -> String {
    let mut stems: Vec<String> = name.split(' ').map(stem).collect();
    crate::num::sort_by(&mut stems, Ord::cmp);
    stems.join(" ")
}

/// Possible names, best first.
fn options(ends: &Ends<'_>, phrases: &[Phrase], rows: &[u32]) -> Vec<String> {
    let Some(best) = phrases.first() else { return Vec::new() };
    let longer = phrases.iter().filter(|phrase| phrase.words.len() > 1);
    let good = longer.clone().filter(|phrase| phrase.score >= 0.5 * best.score);
    let mut out: Vec<String> = good.map(|phrase| phrase.text.clone()).collect();
    let words: Vec<&Phrase> = phrases.iter().filter(|phrase| phrase.words.len() == 1).collect();
    let pairs = words.iter().enumerate().take(4).flat_map(|(at, first)| {
        words.iter().skip(at + 1).take(3).map(move |second| (*first, *second))
    });
    let rows = &rows[..rows.len().min(SAID_ROWS)];
    let said = |(first, second): (&Phrase, &Phrase)| {
        as_said(ends, rows, [first.words[0], second.words[0]]).map(|words| ends.text(&words))
    };
    out.extend(pairs.clone().filter_map(said));
    out.extend(longer.map(|phrase| phrase.text.clone()));
    out.extend(pairs.map(|(first, second)| format!("{} {}", first.text, second.text)));
    out.extend(phrases.iter().map(|phrase| phrase.text.clone()));
    out
}

/// Rows that stand for each theme: near its centre, of a length that can be quoted, one of each
/// group of copies.
fn exemplars(corpus: &Corpus, copies: &Copies, found: &Found) -> Vec<Vec<u32>> {
    let mut best: Vec<Vec<(f32, u32)>> = vec![Vec::new(); found.centres.len()];
    for row in &copies.distinct {
        let theme = found.of_row[*row as usize];
        if theme != MISSING {
            let fit = found.similarity[*row as usize] * length_factor(corpus.clean.get(*row));
            best[theme as usize].push((fit, *row));
        }
    }
    best.into_iter().map(|rows| best_of_each(rows, copies)).collect()
}

/// The first rows of the groups of copies that fit best.
fn best_of_each(mut rows: Vec<(f32, u32)>, copies: &Copies) -> Vec<u32> {
    crate::num::sort_by(&mut rows, |a, b| b.0.total_cmp(&a.0));
    let mut out = Vec::with_capacity(N_EXEMPLARS);
    for (_, row) in rows {
        let of = |row: u32| copies.copy_of[row as usize];
        if out.len() < N_EXEMPLARS && !out.iter().any(|other| of(*other) == of(row)) {
            out.push(row);
        }
    }
    out
}

/// Texts of 40 to 200 characters can be quoted as they are.
fn length_factor(text: &str) -> f32 {
    let n = text.len();
    match n {
        0..20 => 0.7,
        20..40 => 0.9,
        40..200 => 1.0,
        200..400 => 0.85,
        _ => 0.6,
    }
}

/// Names of the finer themes of each theme.
fn subthemes(
    ends: &Ends<'_>,
    found: &Found,
    rows: &[(u32, u32)],
    candidates: &[Vec<Phrase>],
) -> Vec<Vec<String>> {
    let mut by_theme: Vec<Vec<(u32, u32)>> = vec![Vec::new(); candidates.len()];
    for (row, theme) in rows {
        let sub = found.sub_of_row[*row as usize];
        if sub != MISSING {
            by_theme[*theme as usize].push((*row, sub));
        }
    }
    let mut out = Vec::with_capacity(by_theme.len());
    for (theme, own) in by_theme.iter().enumerate() {
        let n = found.n_subs[theme] as usize;
        let phrases = telling(ends, own, n, &|_| 1.0);
        let titles = titles(ends, own, n, &|_| 1.0);
        out.push(unique(ends, &titles, &phrases, &by_group(own, n, &[])));
    }
    out
}
