//! Category, severity, sentiment, cause, risk and product area of each item, with the words that
//! led to them.

mod index;
mod lexicon;
mod rules;

use self::index::{Hit, index, language_bit};
use self::rules::{Band, Labels, judge};
use crate::num::Interner;
use crate::table::{Category, Column, Data, Origin, Role, Table};
use crate::text::{Corpus, each_word};

/// Words that led to a label, as byte positions in the verbatim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Key of the label's column.
    pub dimension: &'static str,
    /// The label.
    pub value: String,
}

/// The label columns of all rows, to be put into the table: `category` (`bug`, `feature_request`,
/// `pain_point`, `praise`, `churn_signal`, `general`), `severity` (`critical`, `high`, `medium`,
/// `low`), `sentiment` (`negative`, `neutral`, `positive`), `cause` (`bug`, `slow_resolution`,
/// `missing_documentation`, `billing_confusion`, `unexpected_behaviour`, missing), `risk` (`churn`,
/// `competitor`, `escalation`, missing), `language`, and `area` when no file column has that role.
pub fn label(table: &Table, corpus: &Corpus) -> Vec<Column> {
    let index = index();
    let answers = index.answers(corpus.words.iter());
    let priorities = priorities(table);
    let mut hits: Vec<Hit> = Vec::new();
    let mut all: Vec<Labels> = Vec::with_capacity(corpus.n_rows() as usize);
    for row in 0..corpus.n_rows() {
        let bit = corpus.languages.get(row as usize).map_or(1, |code| language_bit(code));
        let words = corpus.row(row);
        index.find(&answers, &words[..words.len().min(MAX_WORDS)], bit, &mut hits);
        let mut labels = judge(index, &hits, band(table, row));
        if words.is_empty() && table.score(row).is_none() {
            labels = Labels::default();
        }
        if let Some(given) = priorities.get(row as usize).filter(|given| !given.is_empty()) {
            labels.severity = given;
        }
        all.push(labels);
    }
    let mut columns = vec![
        column("category", "Category", all.iter().map(|own| own.category)),
        column("severity", "Severity", all.iter().map(|own| own.severity)),
        column("sentiment", "Sentiment", all.iter().map(|own| own.sentiment)),
        column("cause", "Root cause", all.iter().map(|own| own.cause)),
        column("risk", "Risk", all.iter().map(|own| own.risk)),
        column("language", "Language", corpus.languages.iter().map(String::as_str)),
    ];
    let is_given = |own: &Column| own.role == Some(Role::Area) && own.origin != Origin::Computed;
    if !table.columns.iter().any(is_given) {
        let mut area = column("area", "Product area", all.iter().map(|own| own.area));
        area.role = Some(Role::Area);
        columns.push(area);
    }
    columns
}

/// Words of an item that are looked at: a book in one cell is not labelled by its last page.
const MAX_WORDS: usize = 600;

fn column<'a>(key: &str, name: &str, values: impl Iterator<Item = &'a str>) -> Column {
    Column {
        key: key.to_owned(),
        name: name.to_owned(),
        role: None,
        origin: Origin::Computed,
        data: Data::Category(Category::from_values(values)),
    }
}

fn band(table: &Table, row: u32) -> Option<Band> {
    let (score, scale) = table.score(row)?;
    Some(match () {
        () if scale.is_low(score) => Band::Low,
        () if scale.is_high(score) => Band::High,
        () => Band::Middle,
    })
}

/// Severities that a priority column of the file gives; empty where it does not say.
fn priorities(table: &Table) -> Vec<&'static str> {
    let Some(Data::Category(category)) = table.role(Role::Priority).map(|column| &column.data)
    else {
        return Vec::new();
    };
    let of_value: Vec<&str> = category.values.iter().map(|value| priority(value)).collect();
    let of = |code: &u32| of_value.get(*code as usize).copied().unwrap_or_default();
    category.codes.iter().map(of).collect()
}

fn priority(value: &str) -> &'static str {
    match value.trim().to_lowercase().as_str() {
        "critical" | "urgent" | "highest" | "blocker" | "p0" | "p1" | "sev1" | "kritisch"
        | "critique" | "crítica" | "urgente" | "dringend" => "critical",
        "high" | "major" | "p2" | "sev2" | "hoch" | "haute" | "élevée" | "alta" => "high",
        "medium" | "normal" | "moderate" | "p3" | "sev3" | "mittel" | "moyenne" | "normale"
        | "media" => "medium",
        "low" | "minor" | "lowest" | "trivial" | "p4" | "p5" | "sev4" | "niedrig" | "basse"
        | "faible" | "baja" => "low",
        _ => "",
    }
}

/// The words of one verbatim that lead to its labels.
pub fn marks(verbatim: &str, language: &str) -> Vec<Mark> {
    let mut words = Interner::default();
    let (mut row, mut places) = (Vec::new(), Vec::new());
    each_word(verbatim, &mut |word: &str, start: usize, end: usize| {
        if row.len() < MAX_WORDS {
            row.push(words.intern(word));
            places.push((start, end));
        }
    });
    let index = index();
    let answers = index.answers(words.iter());
    let mut hits = Vec::new();
    index.find(&answers, &row, language_bit(language), &mut hits);
    let mark = |hit: &Hit| {
        let (dimension, value) = index.targets[hit.target as usize];
        let last = (hit.at + hit.len - 1) as usize;
        let is_shown = dimension != "mood" && !(hit.is_negated && hit.len == 1);
        is_shown.then(|| Mark {
            start: places[hit.at as usize].0,
            end: places[last].1,
            dimension,
            value: value.to_owned(),
        })
    };
    hits.iter().filter_map(mark).collect()
}

#[cfg(test)]
mod tests;
