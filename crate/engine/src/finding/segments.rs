//! Themes that sit in one segment, and segments whose scores fell without more volume.

use super::wording::{p_value, percent, times, value_in_sentence};
use super::{Draft, Facts, evidence, subject};
use crate::defaults;
use crate::stats;
use crate::table::{Category, Column, Data, Origin, Role};
use crate::view::SubjectView;

/// Most concentrations listed: the strongest; the significance view has all.
const MAX_CONCENTRATIONS: usize = 6;

/// Columns that describe who speaks (not where in the product: areas and platforms have tables of
/// their own, and a theme sits in its area by nature).
pub(crate) fn segment_columns<'a>(facts: &Facts<'a>) -> Vec<(&'a Column, &'a Category)> {
    let is_segment = |column: &Column| match column.role {
        Some(
            Role::Plan
            | Role::Industry
            | Role::Region
            | Role::Country
            | Role::Lifecycle
            | Role::UseCase
            | Role::Contract,
        ) => true,
        Some(Role::Dimension) => column.origin == Origin::Account,
        _ => false,
    };
    let table = facts.table;
    table
        .columns
        .iter()
        .filter(|column| is_segment(column))
        .filter_map(|column| match &column.data {
            Data::Category(category) if (2..=40).contains(&category.values.len()) => {
                Some((column, category))
            }
            _ => None,
        })
        .collect()
}

struct Cell {
    theme: usize,
    column: usize,
    value: usize,
    inside: (u32, u32),
    outside: (u32, u32),
    p: f64,
}

/// Theme × segment cells whose share inside the segment is far above that outside (S32, S75).
pub(crate) fn concentrations(facts: &Facts<'_>) -> (Vec<Draft>, u32) {
    let columns = segment_columns(facts);
    let theme_rows = facts.theme_rows();
    let mut cells = Vec::new();
    for (column_idx, (_, category)) in columns.iter().enumerate() {
        let totals = counts(category, facts.rows.iter());
        let known: u32 = totals.iter().sum();
        for (theme, rows) in theme_rows.iter().enumerate() {
            let hits = counts(category, rows.iter().copied());
            let all: u32 = hits.iter().sum();
            for (value, hit) in hits.iter().enumerate() {
                let (n, rest) = (totals[value], known - totals[value]);
                if n >= defaults::MIN_TEST_BASE && rest >= defaults::MIN_TEST_BASE && all >= 8 {
                    let (inside, outside) = ((*hit, n), (all - hit, rest));
                    let p = mid_p(inside, outside);
                    cells.push(Cell { theme, column: column_idx, value, inside, outside, p });
                }
            }
        }
    }
    let q = stats::benjamini_hochberg(&cells.iter().map(|cell| cell.p).collect::<Vec<_>>());
    let n_tests = cells.len() as u32;
    let mut kept: Vec<(&Cell, f64)> =
        cells.iter().zip(q).filter(|(cell, q)| *q <= defaults::FDR && stands_out(cell)).collect();
    crate::num::sort_by(&mut kept, |a, b| {
        a.0.p
            .total_cmp(&b.0.p)
            .then((a.0.theme, a.0.column, a.0.value).cmp(&(b.0.theme, b.0.column, b.0.value)))
    });
    let mut seen = Vec::new();
    kept.retain(|(cell, _)| {
        let new = !seen.contains(&cell.theme);
        seen.push(cell.theme);
        new
    });
    let drafts = kept
        .into_iter()
        .take(MAX_CONCENTRATIONS)
        .map(|(cell, q)| {
            let (column, category) = columns[cell.column];
            concentration(
                facts,
                cell,
                (column, &category.values[cell.value]),
                &theme_rows[cell.theme],
                q,
                n_tests,
            )
        })
        .collect();
    (drafts, n_tests)
}

/// Fisher's exact test, mid-p, of two shares given as hits and base.
fn mid_p(one: (u32, u32), two: (u32, u32)) -> f64 {
    stats::midp_two(one.0.into(), one.1.into(), two.0.into(), two.1.into()).p
}

fn stands_out(cell: &Cell) -> bool {
    let rate = |(x, n): (u32, u32)| f64::from(x) / f64::from(n.max(1));
    cell.inside.0 >= 8 && rate(cell.inside) >= 2.0 * rate(cell.outside)
}

fn counts(category: &Category, rows: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut counts = vec![0; category.values.len()];
    for row in rows {
        if let Some(count) = counts.get_mut(category.codes[row as usize] as usize) {
            *count += 1;
        }
    }
    counts
}

fn concentration(
    facts: &Facts<'_>,
    cell: &Cell,
    (column, value): (&Column, &String),
    rows: &[u32],
    q: f64,
    n_tests: u32,
) -> Draft {
    let theme = &facts.taxonomy.themes[cell.theme];
    let inside_rows: Vec<u32> = rows
        .iter()
        .copied()
        .filter(|row| matches!(&column.data, Data::Category(c) if c.get(*row) == Some(value)))
        .collect();
    let share = |(x, n): (u32, u32)| f64::from(x) / f64::from(n.max(1));
    let (inside, outside) = (share(cell.inside), share(cell.outside));
    let ratio = if cell.outside.0 == 0 { "only there".to_owned() } else { times(inside / outside) };
    let low = f64::from(facts.n_low(&inside_rows)) / f64::from(facts.n_scored(&inside_rows).max(1));
    Draft {
        kind: "concentration",
        subject: SubjectView {
            segment: Some((column.key.clone(), value.clone())),
            ..subject("theme", &theme.id, &theme.name)
        },
        title: format!(
            "'{}' is concentrated in {} ({}): {} of its verbatims against {} elsewhere",
            theme.name,
            value_in_sentence(&column.key, value),
            column.name.to_lowercase(),
            percent(inside),
            percent(outside)
        ),
        detail: format!(
            "{} of {} inside, {} of {} outside ({ratio}); Fisher mid-{}, {} over {} theme × segment cells.",
            cell.inside.0,
            cell.inside.1,
            cell.outside.0,
            cell.outside.1,
            p_value("p", cell.p),
            p_value("q", q),
            super::wording::number(n_tests),
        ),
        since: None,
        evidence: vec![
            evidence("rule", format!("At least twice the share elsewhere ({ratio})"), true),
            evidence("statistics", p_value("q", q), true),
        ],
        weight: 20.0 + 10.0 * low,
        needs_decision: false,
        action: format!("Ask {} what they do differently", value_in_sentence(&column.key, value)),
        owner: None,
        audience: &["pm", "sales"],
        preferred: theme.exemplars.clone(),
        filter: super::facts::with_clause(facts.within("theme", &theme.name), &column.key, value),
        area: facts.area(&inside_rows),
        rows: inside_rows,
        course: Vec::new(),
    }
}
