//! Findings from spikes: the alert sentence, rule and statistics side by side.

use super::called::called;
use super::facts::with_clause;
use super::{Draft, Facts, evidence};
use crate::defaults;
use crate::spike::{ALL, Spike, Subject, is_jump, shift};
use crate::table::Role;
use crate::view::{Filter, SubjectView};
use crate::wording::{self, count, in_sentence, p_value, times};

/// A rise that only the rule sees, and that chance brings more often than this, is no finding.
const RULE_ONLY_P: f64 = 0.1;

/// One finding a spike; a spike that a stronger one explains is left out.
pub(crate) fn findings(facts: &Facts<'_>) -> Vec<Draft> {
    let mut kept: Vec<&Spike> = Vec::new();
    for spike in &facts.scan.spikes {
        let is_old = facts.as_of.is_some_and(|today| today - spike.to > 28);
        if !is_old
            && is_worth_saying(spike)
            && !kept.iter().any(|stronger| explains(stronger, spike))
        {
            kept.push(spike);
        }
    }
    let called = called(facts, &kept);
    kept.into_iter().zip(called).map(|(spike, own)| draft(facts, spike, own.as_deref())).collect()
}

/// Whether a spike belongs in the inbox. One that only the rule sees does while its own history does
/// not speak against it; the spikes view shows it in either case.
fn is_worth_saying(spike: &Spike) -> bool {
    let is_ordinary = spike.p > RULE_ONLY_P || f64::from(spike.count) <= spike.expected;
    spike.is_evident || spike.p.is_nan() || !is_ordinary
}

/// Whether the rows of `stronger` make up what is unexpected in `spike`.
fn explains(stronger: &Spike, spike: &Spike) -> bool {
    let shared = spike.rows.iter().filter(|row| stronger.rows.binary_search(row).is_ok()).count();
    let excess = f64::from(spike.count) - spike.expected;
    shared > 0 && shared as f64 >= 0.5 * excess
}

/// What is counted, with the theme's id where it is a theme.
pub fn subject_of(facts: &Facts<'_>, subject: &Subject) -> SubjectView {
    let id = match subject.dimension.as_str() {
        "theme" => {
            facts.taxonomy.by_name(&subject.value).map(|idx| facts.taxonomy.themes[idx].id.clone())
        }
        _ => None,
    };
    let (kind, id) = if subject.is_voice() {
        ("segment", Some(format!("{}={}", subject.dimension, subject.value)))
    } else {
        (subject.dimension.as_str(), id)
    };
    SubjectView {
        kind: kind.to_owned(),
        id: id.unwrap_or_else(|| subject.value.clone()),
        name: subject.value.clone(),
        segment: subject.segment.clone(),
    }
}

/// The filter that opens a spike's rows.
pub fn filter_of(facts: &Facts<'_>, spike: &Spike) -> Filter {
    let subject = &spike.subject;
    let mut filter = match subject.dimension.as_str() {
        ALL => facts.filter.clone(),
        dimension => facts.within(dimension, &subject.value),
    };
    match &subject.segment {
        Some(_) if subject.is_low() => filter.low_only = true,
        Some((dimension, value)) => filter = with_clause(filter, dimension, value),
        None => {}
    }
    Facts::between(filter, spike.from, spike.to)
}

fn draft(facts: &Facts<'_>, spike: &Spike, called: Option<&str>) -> Draft {
    let area = match spike.subject.dimension.as_str() {
        "area" => Some(spike.subject.value.clone()),
        _ => facts.area(&spike.rows),
    };
    let strength =
        if spike.p.is_nan() { 0.0 } else { (-crate::num::log10(spike.p.max(1e-300))).min(20.0) };
    let weight = match (spike.is_evident, spike.subject.dimension.as_str()) {
        (false, _) => 25.0,
        (true, "theme") => 100.0 + strength,
        (true, "area" | "category") => 85.0 + strength,
        // Who writes more, or scores lower, says nothing yet of what to do.
        (true, _) => 70.0 + strength,
    };
    let preferred = facts
        .taxonomy
        .by_name(&spike.subject.value)
        .map_or_else(Vec::new, |idx| facts.taxonomy.themes[idx].exemplars.clone());
    Draft {
        kind: if spike.is_new { "emerging" } else { "spike" },
        subject: subject_of(facts, &spike.subject),
        title: title(facts, spike, area.as_deref(), called),
        detail: detail(facts, spike, called.is_some()),
        since: Some(spike.onset),
        evidence: evidence_of(facts, spike),
        weight: if spike.is_current { weight } else { weight - 40.0 },
        needs_decision: spike.is_evident && spike.is_current,
        action: action(facts, spike, area.as_deref()),
        owner: None,
        audience: &["leadership", "pm", "engineering"],
        rows: spike.rows.clone(),
        preferred,
        filter: filter_of(facts, spike),
        course: series_rows(facts, spike),
        area,
    }
}

/// All rows of the subject, for its weekly course.
pub fn series_rows(facts: &Facts<'_>, spike: &Spike) -> Vec<u32> {
    let Subject { dimension, value, segment } = &spike.subject;
    let code = |dimension: &str, value: &str| {
        let category = facts.table.dimension(dimension).ok()?;
        let code = category.values.iter().position(|own| own == value)?;
        Some((&category.codes[..], code as u32))
    };
    let mut wanted = Vec::new();
    if dimension != ALL {
        wanted.push(code(dimension, value));
    }
    if let Some((dimension, value)) = segment.as_ref().filter(|_| !spike.subject.is_low()) {
        wanted.push(code(dimension, value));
    }
    let Some(wanted) = wanted.into_iter().collect::<Option<Vec<_>>>() else { return Vec::new() };
    let rows = if spike.subject.is_low() { &facts.low } else { &facts.rows };
    let is_own =
        |row: &u32| wanted.iter().all(|(codes, code)| codes.get(*row as usize) == Some(code));
    rows.iter().filter(is_own).collect()
}

/// “Mobile CSAT verbatims referencing 'login loop' up 4× this week, affecting 12 enterprise accounts”.
fn title(facts: &Facts<'_>, spike: &Spike, area: Option<&str>, called: Option<&str>) -> String {
    let subject = &spike.subject;
    let mut what = String::new();
    let is_area = subject.dimension == "area";
    if let Some(area) = area {
        what.push_str(area);
        what.push(' ');
    }
    if subject.is_low() {
        what.push_str("low-score ");
    } else if let Some((dimension, value)) = &subject.segment
        && dimension != "area"
    {
        what.push_str(&wording::value_in_sentence(dimension, value));
        what.push(' ');
    }
    if let Some(metric) = facts.metric(&spike.rows) {
        what.push_str(metric);
        what.push(' ');
    }
    what.push_str("verbatims");
    what.push_str(&match subject.dimension.as_str() {
        "theme" => format!(" referencing '{}'", called.unwrap_or(&subject.value)),
        "category" => format!(" of category {}", subject.value.replace('_', " ")),
        _ if is_area || subject.dimension == ALL => String::new(),
        _ => format!(" of {} '{}'", subject.dimension, subject.value),
    });
    wording::capital(&format!(
        "{what} {} {}{}",
        rise(spike),
        when(facts, spike),
        affecting(facts, spike)
    ))
}

fn rise(spike: &Spike) -> String {
    let ratio = f64::from(spike.count) / f64::from(spike.previous);
    match spike.previous {
        0 => format!("up from 0 to {}", spike.count),
        _ if ratio < 1.05 => format!("stay high at {}", spike.count),
        _ => format!("up {}", times(ratio)),
    }
}

fn when(facts: &Facts<'_>, spike: &Spike) -> String {
    match facts.as_of {
        Some(today) if today - spike.to < 3 => "this week".to_owned(),
        _ => format!("in the week to {}", wording::day(spike.to, facts.as_of)),
    }
}

fn affecting(facts: &Facts<'_>, spike: &Spike) -> String {
    if !facts.has(Role::Account) || spike.n_accounts == 0 {
        return String::new();
    }
    match facts.exposure(&spike.rows).top_plan {
        Some((plan, n)) => {
            format!(", affecting {}", count(n, &format!("{} account", in_sentence(&plan))))
        }
        None => format!(", affecting {}", count(spike.n_accounts, "account")),
    }
}

fn detail(facts: &Facts<'_>, spike: &Spike, is_called: bool) -> String {
    let low = if facts.n_scored(&spike.rows) > 0 {
        format!(" ({} with a low score)", spike.n_low)
    } else {
        String::new()
    };
    let of_accounts = match spike.n_accounts {
        0 => String::new(),
        n => format!(" from {}", count(n, "account")),
    };
    format!(
        "{}{low}{of_accounts} in the 7 days to {}, {} in the 7 days before, {} in the same days four weeks \
         before; {:.1} expected, {}, {} over {} series.",
        count(spike.count, "item"),
        wording::day(spike.to, facts.as_of),
        spike.previous,
        spike.month_before,
        spike.expected,
        p_value("p", spike.p),
        p_value("q", spike.q),
        wording::number(facts.scan.n_family(spike)),
    ) + &beside(facts, spike)
        + &if is_called {
            format!(
                " They are part of the theme '{}', whose name few of them say.",
                spike.subject.value
            )
        } else {
            String::new()
        }
}

/// What else these rows explain.
fn beside(facts: &Facts<'_>, spike: &Spike) -> String {
    let name = |own: &Subject| match &subject_of(facts, own) {
        SubjectView { name, segment: Some((_, within)), .. } => format!("'{name}' ({within})"),
        SubjectView { name, .. } => format!("'{name}'"),
    };
    match &spike.also[..] {
        [] => String::new(),
        also => {
            let names: Vec<String> = also.iter().take(3).map(name).collect();
            format!(" With it rose {}.", names.join(", "))
        }
    }
}

fn evidence_of(facts: &Facts<'_>, spike: &Spike) -> Vec<crate::view::EvidenceView> {
    let ratio = |before: u32| match before {
        0 => "from none".to_owned(),
        n => times(f64::from(spike.count) / f64::from(n)),
    };
    let fires = |before: u32| is_jump(spike.count, before);
    let mut list = vec![
        evidence(
            "rule",
            format!(
                "{}× rule: {} against {} the week before ({})",
                defaults::SPIKE_RATIO,
                spike.count,
                spike.previous,
                ratio(spike.previous)
            ),
            fires(spike.previous),
        ),
        evidence(
            "rule",
            format!("Same week last month: {} ({})", spike.month_before, ratio(spike.month_before)),
            fires(spike.month_before),
        ),
        evidence(
            "statistics",
            format!(
                "Predictive test against its own history: {:.1} expected, {}, {} after correction",
                spike.expected,
                p_value("p", spike.p),
                p_value("q", spike.q)
            ),
            spike.is_evident,
        ),
    ];
    if let Some((low, high)) = spike.ratio_interval {
        let high = if high.is_finite() { times(high) } else { "any".to_owned() };
        list.push(evidence(
            "statistics",
            format!("95 % interval of the rise: {} to {high}", times(low)),
            low > 1.0,
        ));
    }
    if let Some(mean) = mean_shift(facts, spike) {
        list.push(mean);
    }
    list
}

/// What the average alone would have shown (S12), and which of the two saw the change first.
pub fn mean_shift(facts: &Facts<'_>, spike: &Spike) -> Option<crate::view::EvidenceView> {
    let mean = shift::mean_shift(facts.table, &facts.rows, spike.onset, spike.to)?;
    let change = mean.now - mean.before;
    let when = match mean.seen {
        Some(day) if day <= spike.detected => {
            format!("a test of the mean saw it on {}", wording::day(day, facts.as_of))
        }
        Some(day) => format!(
            "a test of the mean saw it {} later than the count",
            count((day - spike.detected) as u32, "day")
        ),
        None => "a test of the mean has not seen it".to_owned(),
    };
    Some(evidence(
        "statistics",
        format!(
            "The overall mean score moved by {}, from {:.2} to {:.2}; {when}",
            signed(change),
            mean.before,
            mean.now
        ),
        mean.seen.is_some(),
    ))
}

/// A change with its sign.
fn signed(change: f64) -> String {
    let sign = if change < 0.0 { '−' } else { '+' };
    format!("{sign}{:.2}", change.abs())
}

fn action(facts: &Facts<'_>, spike: &Spike, area: Option<&str>) -> String {
    let who = match area {
        Some(area) => facts
            .project
            .owners()
            .get(area)
            .map_or_else(|| format!("the owner of {area}"), ToString::to_string),
        None => "the product owner".to_owned(),
    };
    if spike.is_evident {
        format!("Have {who} read the {} and decide on a fix", count(spike.count, "verbatim"))
    } else {
        "Watch: the rule fires, the evidence is still weak".to_owned()
    }
}
