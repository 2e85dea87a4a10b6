//! Themes that weigh on the score: the share of low scores with them and without.

use super::{Draft, Facts, evidence, subject};
use crate::defaults;
use crate::view::{ImpactQuery, ImpactRowView};
use crate::wording::{number, p_value, percent};

/// Most of them listed: the heaviest; the significance view has all.
const MOST: usize = 3;

/// Days that are looked at, where there are days: what weighed two years ago may be mended.
const DAYS: i32 = 91;

/// A theme that adds less than this to the share of low scores is no news.
const MIN_IMPACT: f64 = 0.005;

/// The heaviest themes of the last quarter, and the tests made. A theme without which no fewer scores
/// would have been low, by the interval of [`impact`](crate::cube::impact), is left out.
pub(crate) fn findings(facts: &Facts<'_>) -> (Vec<Draft>, u32) {
    let filter = facts.lately(facts.filter.clone(), DAYS);
    let query = ImpactQuery { by: "theme".to_owned(), filter, ..ImpactQuery::default() };
    let Ok(view) = facts.ready.impact(facts.table, &query) else {
        return (Vec::new(), 0); // no scores
    };
    let is_heavy = |row: &&ImpactRowView| {
        row.impact >= MIN_IMPACT && row.q.is_some_and(|q| q <= defaults::FDR)
    };
    let heavy = view.rows.iter().filter(is_heavy).take(MOST);
    let theme_rows = facts.theme_rows();
    let drafts = heavy.enumerate().filter_map(|(rank, row)| {
        let idx = facts.taxonomy.themes.iter().position(|theme| theme.name == row.value)?;
        let is_inside = |row: &u32| facts.is_lately(*row, DAYS);
        let rows = theme_rows.get(idx).iter().copied().filter(is_inside).collect();
        Some(draft(facts, idx, (row, view.total), (rank, view.n_tests), rows))
    });
    (drafts.collect(), view.n_tests)
}

fn draft(
    facts: &Facts<'_>,
    idx: usize,
    (row, total): (&ImpactRowView, f64),
    (rank, n_tests): (usize, u32),
    rows: Vec<u32>,
) -> Draft {
    let theme = &facts.taxonomy.themes[idx];
    let period = if facts.as_of.is_some() { " of the last 13 weeks" } else { "" };
    let points = |share: Option<f64>| share.map_or_else(String::new, |own| tenths(100.0 * own));
    let q = row.q.unwrap_or(f64::NAN);
    Draft {
        kind: "weight",
        subject: subject("theme", &theme.id, &theme.name),
        title: format!(
            "'{}' weighs {}on the score: {} of its {} scores{period} are low, {} of all others",
            theme.name,
            if rank == 0 { "most " } else { "" },
            percent(row.score),
            number(row.n),
            percent(row.without),
        ),
        detail: format!(
            "Without it {}\u{a0}% of all scores were low, not {}\u{a0}%: it adds {} points (95 % interval {} to {}); \
             {} over {} themes.",
            tenths(100.0 * row.without),
            tenths(100.0 * total),
            tenths(100.0 * row.impact),
            points(row.low),
            points(row.high),
            p_value("q", q),
            number(n_tests),
        ),
        area: facts.area(&rows),
        since: None,
        evidence: vec![
            evidence("rule", "Adds half a point or more to the share of low scores", true),
            evidence("statistics", p_value("q", q), true),
        ],
        weight: 20.0 + (100.0 * row.impact).min(10.0),
        needs_decision: true,
        action: "Read its low scores, and decide whether what they share is to be mended"
            .to_owned(),
        owner: None,
        audience: &["leadership", "pm"],
        preferred: theme.exemplars.iter().copied().filter(|row| facts.low.contains(*row)).collect(),
        filter: row.filter.clone(),
        rows,
        course: Vec::new(),
    }
}

fn tenths(value: f64) -> String {
    format!("{value:.1}")
}
