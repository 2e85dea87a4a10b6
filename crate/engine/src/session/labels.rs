//! The view of labels: agreement between people and machine, what to look at next, and areas.

use std::collections::BTreeMap;

use super::answers::Labels;
use crate::finding::{Facts, quote};
use crate::label::{AreaCheck, AreaFrom, AreaPhrases, judged, unsure};
use crate::project::item_key;
use crate::stats::{Z95, agreement, wilson};
use crate::text::Corpus;
use crate::view::{AgreementView, AreaLearningView, AreaView, LabelsView, PreviewView, UnsureView};

/// Items listed when nobody says how many.
const USUAL: usize = 20;

/// Agreement and queue under the filter.
pub(super) fn labels(facts: &Facts<'_>, labels: Labels<'_>, limit: u32) -> LabelsView {
    let (labeller, labelled) = labels;
    let rows: Vec<u32> = facts.rows.iter().collect();
    let arr = |row: u32| facts.accounts.of(row).and_then(|account| facts.accounts.arr[account]);
    let most = rows.iter().filter_map(|row| arr(*row)).fold(0.0, f64::max);
    let weight = |row: u32| 1.0 + arr(row).filter(|_| most > 0.0).map_or(0.0, |own| own / most);
    let theme = |row: u32| facts.taxonomy.of_row.get(row as usize).copied().unwrap_or_default();
    let n = if limit == 0 { USUAL } else { limit.min(500) as usize };
    let queue = unsure(facts.corpus, labelled, &rows, n, &weight, &theme);
    let category = facts.table.dimension("category").ok();
    LabelsView {
        n_given: labelled.given.len() as u32,
        agreement: agreements(labels, facts),
        queue: queue
            .into_iter()
            .map(|(row, doubt)| UnsureView {
                row,
                key: item_key(facts.table, facts.corpus, row),
                text: quote::view(facts, row).text,
                category: category.and_then(|own| own.get(row)).unwrap_or_default().to_owned(),
                doubt,
                arr: arr(row),
            })
            .collect(),
        has_weights: labeller.has_weights(),
        areas: areas(labels, &rows),
        area_learning: labelled.area_check().map(learning),
    }
}

/// Areas of `rows` and those with phrases, most items first.
fn areas((labeller, labelled): Labels<'_>, rows: &[u32]) -> Vec<AreaView> {
    let mut counts: BTreeMap<&str, [u32; 3]> = BTreeMap::new();
    for row in rows {
        let Some((area, from)) = labeller.area_of(labelled, *row) else { continue };
        let own = counts.entry(area).or_default();
        own[0] += 1;
        own[1] += u32::from(from == AreaFrom::Phrase);
        own[2] += u32::from(matches!(from, AreaFrom::Learned(_)));
    }
    let phrases: BTreeMap<&str, &Vec<String>> =
        labelled.area_phrases().iter().map(|(area, own)| (area.as_str(), own)).collect();
    for area in phrases.keys() {
        counts.entry(area).or_default();
    }
    let view = |(area, [n, n_by_phrase, n_learned]): (&str, [u32; 3])| AreaView {
        area: area.to_owned(),
        n,
        n_by_phrase,
        n_learned,
        phrases: phrases.get(area).map(|own| (*own).clone()).unwrap_or_default(),
    };
    let mut views: Vec<AreaView> = counts.into_iter().map(view).collect();
    crate::num::sort_by(&mut views, |a, b| b.n.cmp(&a.n).then_with(|| a.area.cmp(&b.area)));
    views
}

/// What other phrases of areas would do: the view of that without its examples, and the rows that
/// would be elsewhere.
pub(super) fn preview(
    (labeller, labelled): Labels<'_>,
    corpus: &Corpus,
    phrases: Vec<AreaPhrases>,
    n_themes: u32,
) -> (PreviewView, Vec<u32>) {
    let mut then = labelled.clone();
    then.say_areas(corpus, phrases);
    let (mut rows, mut from, mut into) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
    for row in 0..corpus.n_rows() {
        let of = |own| labeller.area_of(own, row).map_or("", |area| area.0);
        let (old, new) = (of(labelled), of(&then));
        if old != new {
            rows.push(row);
            *from.entry(old).or_default() += 1;
            *into.entry(new).or_default() += 1;
        }
    }
    let view = PreviewView {
        n_moved: rows.len() as u32,
        n_like: 0,
        from: most_first(from),
        into: most_first(into),
        n_themes: (n_themes, n_themes),
        examples: Vec::new(),
    };
    (view, rows)
}

fn most_first(counts: BTreeMap<&str, u32>) -> Vec<(String, u32)> {
    let mut out: Vec<(String, u32)> =
        counts.into_iter().map(|(area, n)| (area.to_owned(), n)).collect();
    crate::num::sort_by(&mut out, |a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    out
}

fn learning(check: &AreaCheck) -> AreaLearningView {
    let (n, x) = (f64::from(check.n_sure), f64::from(check.n_right));
    let interval = (n > 0.0).then(|| wilson(x, n, Z95));
    AreaLearningView {
        n_tried: check.n_tried,
        n_sure: check.n_sure,
        share: (n > 0.0).then(|| x / n),
        share_low: interval.map(|own| own.0),
        share_high: interval.map(|own| own.1),
    }
}

/// Agreement by dimension: the machine as it was before it learnt from people.
fn agreements(labels: Labels<'_>, facts: &Facts<'_>) -> Vec<AgreementView> {
    let mut by: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for own in judged(labels.0, facts.corpus, labels.1) {
        by.entry(own.dimension).or_default().push((own.found, own.given));
    }
    let view = |(dimension, pairs): (String, Vec<(String, String)>)| {
        let mut values: Vec<&String> = pairs.iter().flat_map(|(a, b)| [a, b]).collect();
        values.sort_unstable();
        values.dedup();
        let k = values.len();
        let place = |value: &String| values.binary_search(&value).unwrap_or_default();
        let mut counts = vec![0.0; k * k];
        for (found, given) in &pairs {
            counts[place(found) * k + place(given)] += 1.0;
        }
        let own = agreement(&counts, k)?;
        Some(AgreementView {
            dimension,
            n: own.n as u32,
            n_same: own.same as u32,
            share: own.same / own.n,
            share_low: own.interval.0,
            share_high: own.interval.1,
            kappa: own.kappa.map(|kappa| kappa.0),
            kappa_low: own.kappa.map(|kappa| kappa.1),
            kappa_high: own.kappa.map(|kappa| kappa.2),
        })
    };
    by.into_iter().filter_map(view).collect()
}
