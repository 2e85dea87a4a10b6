//! Segments of whom too little is heard to decide for them.

use super::{Draft, Facts, evidence, subject};
use crate::cube;
use crate::defaults;
use crate::view::CoverageSegmentView;

use crate::wording::count;

/// One finding for all segments below the digest's floor (S127): a gap asks for voices, not alarm.
pub(crate) fn findings(facts: &Facts<'_>) -> Vec<Draft> {
    let coverage = cube::coverage_of(&cube::Heard {
        table: facts.table,
        accounts: facts.accounts,
        filter: facts.filter,
        by_account: facts.account_rows(),
    });
    let mut gaps: Vec<_> = coverage
        .segments
        .into_iter()
        .filter(|s| s.n < defaults::COVERAGE_GAP && s.population.is_none_or(|n| n > 0))
        .collect();
    without_twins(&mut gaps, |segment| segment);
    crate::num::sort_by(&mut gaps, |a, b| {
        let arr = |s: &crate::view::CoverageSegmentView| s.silent_arr.unwrap_or(0.0);
        arr(b).total_cmp(&arr(a)).then_with(|| a.value.cmp(&b.value))
    });
    let Some(worst) = gaps.first() else { return Vec::new() };
    let names: Vec<String> = gaps
        .iter()
        .take(4)
        .map(|s| format!("{} ({}, {})", s.value, s.dimension_name.to_lowercase(), s.n))
        .collect();
    let rest = gaps.len().saturating_sub(4);
    let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
    vec![Draft {
        kind: "coverage-gap",
        subject: subject("segment", "coverage", "coverage"),
        title: match gaps.len() {
            1 => format!(
                "{} has too few voices to decide for: {}",
                worst.value,
                count(worst.n, "item")
            ),
            n => format!("{n} segments have too few voices to decide for"),
        },
        detail: format!("Fewer than {} items: {}{more}.", defaults::COVERAGE_GAP, names.join(", ")),
        area: None,
        since: None,
        evidence: vec![evidence(
            "rule",
            format!("Fewer than {} data points", defaults::COVERAGE_GAP),
            true,
        )],
        weight: 5.0,
        needs_decision: false,
        action: "Ask the silent accounts of these segments before deciding for them".to_owned(),
        owner: None,
        audience: &["pm", "sales"],
        rows: Vec::new(),
        preferred: Vec::new(),
        filter: worst.filter.clone(),
        course: Vec::new(),
    }]
}

/// Leaves out a segment that another dimension of the same name has too (a language column beside
/// the language that was found): one line says it.
pub(crate) fn without_twins<T>(gaps: &mut Vec<T>, segment: impl Fn(&T) -> &CoverageSegmentView) {
    let mut seen = Vec::new();
    gaps.retain(|gap| {
        let segment = segment(gap);
        let name = (segment.dimension_name.to_lowercase(), segment.value.clone());
        let is_new = !seen.contains(&name);
        seen.push(name);
        is_new
    });
}
