//! Themes that sit in one segment, and segments whose scores fell without more volume.

use std::collections::BTreeSet;

use super::{Draft, Facts, evidence, subject};
use crate::cube::{Concentration, Scanned, concentrations as concentrations_of};
use crate::defaults;
use crate::table::{Category, Column, Origin};
use crate::view::{SubjectView, SurpriseView, SurprisesView};
use crate::wording::{p_value, percent, times, value_in_sentence};

/// Most concentrations listed: the strongest; the significance view has all.
const MAX_CONCENTRATIONS: usize = 6;

/// Tests every theme in every segment (S32, S75): the cells with q up to [`defaults::FDR`], and how
/// many were tested.
fn scan(facts: &Facts<'_>, columns: &[(&Column, &Category)]) -> (Vec<Concentration>, u32) {
    let dimensions: Vec<&Category> = columns.iter().map(|(_, category)| *category).collect();
    let scanned = Scanned {
        theme_of: &facts.taxonomy.of_row,
        n_themes: facts.taxonomy.themes.len(),
        dimensions: &dimensions,
        rows: &facts.rows,
        accounts: facts.accounts,
        by_account: facts.account_rows(),
    };
    concentrations_of(&scanned, defaults::FDR)
}

/// All theme × segment cells that stand out, above or below.
pub(crate) fn surprises(facts: &Facts<'_>) -> SurprisesView {
    let columns = facts.table.segments();
    let (cells, n_tests) = scan(facts, &columns);
    // Where a theme sits in one value, it is missing in the others: that is said once.
    let is_above = |cell: &Concentration| rate(cell.inside) > rate(cell.outside);
    let sits: BTreeSet<(usize, usize)> =
        cells.iter().filter(|cell| is_above(cell)).map(|own| (own.theme, own.dimension)).collect();
    let is_told =
        |cell: &&Concentration| is_above(cell) || !sits.contains(&(cell.theme, cell.dimension));
    let cells: Vec<SurpriseView> = cells
        .iter()
        .filter(is_told)
        .map(|cell| {
            let theme = &facts.taxonomy.themes[cell.theme];
            let (column, category) = columns[cell.dimension];
            let value = &category.values[cell.value];
            let filter = facts.within("theme", &theme.name);
            SurpriseView {
                theme: theme.id.clone(),
                theme_name: theme.name.clone(),
                dimension: column.key.clone(),
                dimension_name: column.name.clone(),
                value: value.clone(),
                n: cell.inside.0,
                base: cell.inside.1,
                share: rate(cell.inside),
                rest: rate(cell.outside),
                p: cell.p,
                q: cell.q,
                unit: if cell.is_by_account { "accounts" } else { "items" }.to_owned(),
                filter: super::facts::with_clause(filter, &column.key, value),
            }
        })
        .collect();
    let note = format!(
        "Every theme with 8 items in every segment with {} on both sides: Fisher mid-p, and where an \
         account speaks twice also a linearised t over accounts, of which the larger p counts; \
         Benjamini–Hochberg over {} cells, q ≤ {}. A theme that sits in one value of a dimension is \
         not said to be missing in its others.",
        defaults::MIN_TEST_BASE,
        crate::wording::number(n_tests),
        defaults::FDR
    );
    SurprisesView { cells, n_tests, footnotes: vec![note] }
}

/// Theme × segment cells whose share inside the segment is far above that outside, as findings.
pub(crate) fn concentrations(facts: &Facts<'_>) -> (Vec<Draft>, u32) {
    let columns = facts.table.segments();
    let theme_rows = facts.theme_rows();
    let (mut kept, n_tests) = scan(facts, &columns);
    kept.retain(stands_out);
    let mut seen = Vec::new();
    kept.retain(|cell| {
        let new = !seen.contains(&cell.theme);
        seen.push(cell.theme);
        new
    });
    let drafts = kept
        .iter()
        .take(MAX_CONCENTRATIONS)
        .map(|cell| {
            concentration(facts, cell, columns[cell.dimension], theme_rows.get(cell.theme), n_tests)
        })
        .collect();
    (drafts, n_tests)
}

fn rate((x, n): (u32, u32)) -> f64 {
    f64::from(x) / f64::from(n.max(1))
}

fn stands_out(cell: &Concentration) -> bool {
    // What sits where most items come from is no surprise.
    let is_part = cell.inside.1 <= cell.outside.1;
    cell.inside.0 >= 8 && is_part && rate(cell.inside) >= 2.0 * rate(cell.outside)
}

fn concentration(
    facts: &Facts<'_>,
    cell: &Concentration,
    (column, category): (&Column, &Category),
    rows: &[u32],
    n_tests: u32,
) -> Draft {
    let theme = &facts.taxonomy.themes[cell.theme];
    let value = &category.values[cell.value];
    let is_inside = |row: &u32| category.codes[*row as usize] as usize == cell.value;
    let inside_rows: Vec<u32> = rows.iter().copied().filter(is_inside).collect();
    let (inside, outside) = (rate(cell.inside), rate(cell.outside));
    let test = if cell.is_by_account { "over accounts, " } else { "Fisher mid-" };
    let ratio = if cell.outside.0 == 0 { "only there".to_owned() } else { times(inside / outside) };
    let place = value_in_sentence(&column.key, value);
    let low = f64::from(facts.n_low(&inside_rows)) / f64::from(facts.n_scored(&inside_rows).max(1));
    Draft {
        kind: "concentration",
        subject: SubjectView {
            segment: Some((column.key.clone(), value.clone())),
            ..subject("theme", &theme.id, &theme.name)
        },
        title: format!(
            "'{}' is concentrated in {} ({}): {} of the verbatims there against {} elsewhere",
            theme.name,
            place,
            column.name.to_lowercase(),
            percent(inside),
            percent(outside)
        ),
        detail: format!(
            "{} of {} inside, {} of {} outside ({ratio}); {test}{}, {} over {} theme × segment cells.",
            cell.inside.0,
            cell.inside.1,
            cell.outside.0,
            cell.outside.1,
            p_value("p", cell.p),
            p_value("q", cell.q),
            crate::wording::number(n_tests),
        ),
        since: None,
        evidence: vec![
            evidence("rule", format!("At least twice the share elsewhere ({ratio})"), true),
            evidence("statistics", p_value("q", cell.q), true),
        ],
        weight: 20.0 + 10.0 * low,
        needs_decision: false,
        action: match column.origin {
            Origin::Account => format!("Ask {place} what they do differently"),
            _ => format!("Look at what is different in {place}"),
        },
        owner: None,
        audience: &["pm", "sales"],
        preferred: theme.exemplars.clone(),
        filter: super::facts::with_clause(facts.within("theme", &theme.name), &column.key, value),
        area: facts.area(&inside_rows),
        rows: inside_rows,
        course: Vec::new(),
    }
}
