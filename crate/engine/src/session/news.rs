//! What is new, as an answer: words of the last week, and what changed with releases.

use super::analysis::Analysis;
use crate::finding::{Facts, subject_of};
use crate::num::RowMask;
use crate::spike::release::{self, Change, Comparison, Release};
use crate::spike::terms;
use crate::table::{Table, format_day};
use crate::view::{Filter, NewsView, ReleaseChangeView, ReleaseChangesView, ReleaseView, TermView};
use crate::{Error, Result};

/// Days before and after a release that are compared at most: four weeks, which keeps the weekdays.
const MOST_DAYS: u32 = 28;

/// New language under the filter, and what changed with the releases that `typed` lists; with those
/// that the data tells of, where it is empty.
pub(super) fn news(analysis: &Analysis, facts: &Facts<'_>, typed: &str) -> Result<NewsView> {
    let bad = |line| Error::BadOption {
        option: "releases",
        must: format!("have a day and a name on each line, but {line}"),
    };
    let given = release::typed(typed).map_err(bad)?;
    let Some(as_of) = facts.as_of else {
        return Ok(NewsView {
            terms: Vec::new(),
            from: String::new(),
            to: String::new(),
            n_tested: 0,
            releases: Vec::new(),
            footnotes: vec![
                "No column has dates, so nothing can be called new: choose the date column on the \
                 Data screen, or export it too."
                    .to_owned(),
            ],
        });
    };
    let Analysis { table, accounts, corpus, .. } = analysis;
    let found = terms::emerging(corpus, table, accounts, &facts.rows, as_of);
    let shipped = release::releases(table, &RowMask::all(table.n_rows), &given);
    let compared = release::compare(table, accounts, &facts.rows, as_of, &shipped, MOST_DAYS);
    let term = |own: terms::Term| TermView {
        text: own.text,
        n_accounts: own.voices,
        expected: own.expected,
        p: own.p,
        q: own.q,
        is_new: own.is_new,
        filter: Filter { rows: Some(own.rows), ..Filter::default() },
    };
    Ok(NewsView {
        from: format_day(found.from),
        to: format_day(found.to),
        n_tested: found.n_tested,
        terms: found.terms.into_iter().map(term).collect(),
        releases: compared.iter().rev().map(|own| changes(facts, own)).collect(),
        footnotes: vec![
            found.footnote,
            format!(
                "Releases: each theme, area and category in up to {MOST_DAYS} days from the \
                 release on, to the next one at most, against as many days before it: an exact \
                 conditional test on distinct accounts over all items of the same days; shown at \
                 q ≤ 0.1 after Benjamini–Hochberg over what was compared."
            ),
        ],
    })
}

/// The releases that the data tells of.
pub(super) fn releases(table: &Table) -> Vec<ReleaseView> {
    release::releases(table, &RowMask::all(table.n_rows), &[]).iter().map(view).collect()
}

fn view(release: &Release) -> ReleaseView {
    ReleaseView { day: format_day(release.day), name: release.name.clone() }
}

fn changes(facts: &Facts<'_>, own: &Comparison) -> ReleaseChangesView {
    ReleaseChangesView {
        release: view(&own.release),
        days: own.days,
        n_compared: own.n_compared,
        changes: own.changes.iter().map(|change| changed(facts, own, change)).collect(),
    }
}

fn changed(facts: &Facts<'_>, own: &Comparison, change: &Change) -> ReleaseChangeView {
    let finite = |value: f64| Some(value).filter(|value| value.is_finite());
    let inside = facts.within(&change.subject.dimension, &change.subject.value);
    let day = own.release.day;
    ReleaseChangeView {
        subject: subject_of(facts, &change.subject),
        before: change.before.0,
        after: change.after.0,
        ratio: finite(change.ratio),
        ratio_low: change.interval.0,
        ratio_high: finite(change.interval.1),
        p: change.p,
        q: change.q,
        filter: Facts::between(inside, day, day + own.days as i32 - 1),
    }
}
