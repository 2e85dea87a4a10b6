//! Names, terms and exemplars of themes.

use std::collections::BTreeSet;

use super::Theme;
use super::copies::Copies;
use super::learn::Found;
use super::phrases::{Ends, Phrase, distinct, of_groups, stem};
use super::title::titles;
use crate::table::MISSING;
use crate::text::Corpus;

/// Texts that names are drawn from; more change little.
pub(super) const NAME_ROWS: usize = 20_000;

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
    let names =
        unique(&titles, &candidates, |theme| beginning(corpus, exemplars[theme].first().copied()));
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
/// else the best word with the next that it lacks.
fn unique(
    titles: &[Vec<Phrase>],
    candidates: &[Vec<Phrase>],
    fallback: impl Fn(usize) -> String,
) -> Vec<String> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut names = Vec::with_capacity(candidates.len());
    for (theme, phrases) in candidates.iter().enumerate() {
        let titles = titles[theme].iter().map(|title| title.text.clone());
        let free = titles.chain(options(phrases)).find(|name| !taken.contains(&key(name)));
        let name = free.unwrap_or_else(|| {
            let base = fallback(theme);
            let numbered = (2..).map(|n| format!("{base} {n}"));
            let mut all = std::iter::once(base.clone()).chain(numbered);
            all.find(|name| !taken.contains(&key(name))).unwrap_or_default()
        });
        taken.insert(key(&name));
        names.push(name);
    }
    names
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
fn options(phrases: &[Phrase]) -> Vec<String> {
    let Some(best) = phrases.first() else { return Vec::new() };
    let longer = phrases.iter().filter(|phrase| phrase.words.len() > 1);
    let good = longer.clone().filter(|phrase| phrase.score >= 0.5 * best.score);
    let mut out: Vec<String> = good.map(|phrase| phrase.text.clone()).collect();
    let words: Vec<&Phrase> = phrases.iter().filter(|phrase| phrase.words.len() == 1).collect();
    for (at, first) in words.iter().enumerate().take(4) {
        for second in words.iter().skip(at + 1).take(3) {
            out.push(format!("{} {}", first.text, second.text));
        }
    }
    out.extend(longer.map(|phrase| phrase.text.clone()));
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
        let first = |sub: usize| own.iter().find(|(_, of)| *of as usize == sub);
        let said = |sub| beginning(ends.corpus, first(sub).map(|(row, _)| *row));
        out.push(unique(&titles, &phrases, said));
    }
    out
}
