//! The view of labels: agreement between people and machine, and what to look at next.

use std::collections::BTreeMap;

use super::answers::Labels;
use crate::finding::{Facts, quote};
use crate::label::{judged, unsure};
use crate::project::item_key;
use crate::stats::agreement;
use crate::view::{AgreementView, LabelsView, UnsureView};

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
                key: item_key(facts.table, row),
                text: quote::view(facts, row).text,
                category: category.and_then(|own| own.get(row)).unwrap_or_default().to_owned(),
                doubt,
                arr: arr(row),
            })
            .collect(),
        has_weights: labeller.has_weights(),
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
