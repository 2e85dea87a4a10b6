//! Everything worth saying: one type with subject, evidence, exposure, owner and rows.

mod accounts;
mod called;
mod change;
mod drops;
mod facts;
mod gaps;
pub mod quote;
mod segments;
mod spikes;
mod trends;
mod unmatched;
mod weight;

pub use accounts::{AccountRisk, account_risks};
pub use called::called_by;
pub use facts::{Facts, Parts};
pub(crate) use gaps::without_twins;
pub(crate) use segments::surprises;
pub use spikes::{filter_of, mean_shift, series_rows, subject_of};
pub use trends::{Trend, theme_trends};

use crate::table::format_day;
use crate::view::{
    AlertView, EvidenceView, ExposureView, Filter, FindingView, FindingsView, SubjectView,
};
use crate::wording;

/// What the kinds of findings add up before they are ordered.
pub(crate) struct Draft {
    kind: &'static str,
    subject: SubjectView,
    title: String,
    detail: String,
    area: Option<String>,
    since: Option<i32>,
    evidence: Vec<EvidenceView>,
    /// Kind and strength of evidence; exposure is added when the inbox is ordered.
    weight: f64,
    needs_decision: bool,
    action: String,
    owner: Option<String>,
    audience: &'static [&'static str],
    rows: Vec<u32>,
    /// Verbatims to quote first.
    preferred: Vec<u32>,
    filter: Filter,
    /// Rows whose weekly course is shown; the finding's own where empty.
    course: Vec<u32>,
}

/// All findings under the filter, most urgent first.
pub fn collect(facts: &Facts<'_>) -> FindingsView {
    let mut tests = 0;
    let mut drafts = spikes::findings(facts);
    tests += facts.scan.n_scanned;
    for (more, n_tests) in [
        trends::findings(facts),
        segments::concentrations(facts),
        drops::findings(facts),
        unmatched::findings(facts),
    ] {
        drafts.extend(more);
        tests += n_tests;
    }
    let (heavy, n_tests) = weight::findings(facts);
    drafts.extend(heavy.into_iter().filter(|own| !is_told(&drafts, own)).collect::<Vec<_>>());
    tests += n_tests;
    drafts.extend(accounts::findings(facts));
    drafts.extend(trends::critical_mass(facts));
    drafts.extend(trends::praise(facts));
    drafts.extend(gaps::findings(facts));
    let mut findings: Vec<FindingView> =
        drafts.into_iter().map(|draft| finished(facts, draft)).collect();
    crate::num::sort_by(&mut findings, |a, b| {
        b.urgency.total_cmp(&a.urgency).then_with(|| a.id.cmp(&b.id))
    });
    findings.dedup_by(|a, b| a.id == b.id);
    FindingsView {
        findings,
        as_of: facts.as_of.map(format_day),
        currency: facts.accounts.currency.clone(),
        n_tests: tests,
        footnotes: footnotes(facts),
    }
}

/// Whether a theme is an alarm already.
fn is_told(drafts: &[Draft], own: &Draft) -> bool {
    let is_alarm = |draft: &&Draft| matches!(draft.kind, "spike" | "emerging" | "trend");
    drafts.iter().filter(is_alarm).any(|draft| draft.subject.id == own.subject.id)
}

fn finished(facts: &Facts<'_>, mut draft: Draft) -> FindingView {
    draft.title = wording::capital(&draft.title);
    let exposure = facts.exposure(&draft.rows);
    let id = id_of(&draft);
    let (status, note) = facts.project.finding(&id).unwrap_or(("new", ""));
    let owners = facts.project.owners();
    let owner = draft.area.as_deref().and_then(|area| owners.get(area).map(ToString::to_string));
    let course = if draft.course.is_empty() { &draft.rows } else { &draft.course };
    FindingView {
        alert: alert(&draft),
        kind: draft.kind.to_owned(),
        since: draft.since.map(format_day),
        confidence: confidence(&exposure).to_owned(),
        urgency: urgency(&draft, &exposure, status),
        status: status.to_owned(),
        note: note.to_owned(),
        owner: owner.or(draft.owner),
        audience: draft.audience.iter().map(ToString::to_string).collect(),
        n_rows: draft.rows.len() as u32,
        quotes: quote::choose(facts, &draft.rows, &draft.preferred, 2),
        weekly: facts.weekly(course),
        id,
        title: draft.title,
        detail: draft.detail,
        subject: draft.subject,
        area: draft.area,
        evidence: draft.evidence,
        exposure,
        needs_decision: draft.needs_decision && matches!(status, "new" | "reviewing"),
        action: draft.action,
        filter: draft.filter,
    }
}

/// Made of kind and subject, so that the same thing keeps its id on the next import.
fn id_of(draft: &Draft) -> String {
    let mut id = format!("{}:{}:{}", draft.kind, draft.subject.kind, draft.subject.id);
    if let Some((dimension, value)) = &draft.subject.segment {
        id.push_str(&format!(":{dimension}={value}"));
    }
    id
}

/// The kind's weight, the share of ARR and the accounts touched; what somebody has closed sinks.
fn urgency(draft: &Draft, exposure: &ExposureView, status: &str) -> f64 {
    let low = if exposure.n_items == 0 {
        0.0
    } else {
        f64::from(exposure.n_low) / f64::from(exposure.n_items)
    };
    let accounts = f64::from(exposure.n_accounts.min(20));
    let open = if matches!(status, "shipped" | "wont-do") { -200.0 } else { 0.0 };
    draft.weight + 20.0 * exposure.arr_share.unwrap_or(0.0) + accounts / 2.0 + 10.0 * low + open
}

/// What a reader may conclude from so many voices: the words of the coverage view.
fn confidence(exposure: &ExposureView) -> &'static str {
    match exposure.n_accounts.max(if exposure.n_accounts == 0 { exposure.n_items } else { 0 }) {
        0..15 => "directional",
        15..50 => "good",
        50..100 => "strong",
        _ => "solid",
    }
}

fn alert(draft: &Draft) -> AlertView {
    let action =
        if draft.action.is_empty() { String::new() } else { format!("\n→ {}", draft.action) };
    AlertView {
        slack: wording::slack(&format!(
            "*{}*\n{}{action}",
            draft.title.replace('*', "∗"),
            draft.detail
        )),
        mail_subject: draft.title.clone(),
        mail_body: format!("{}\n\n{}\n{action}\n", draft.title, draft.detail),
    }
}

fn footnotes(facts: &Facts<'_>) -> Vec<String> {
    let mut notes = facts.scan.footnotes.clone();
    if !facts.scan.unavailable.is_empty() {
        notes.push(facts.scan.unavailable.clone());
    }
    notes.push(
        "Concentration in a segment: Fisher's exact test (mid-p) of the theme's share inside the \
         segment against outside, Benjamini–Hochberg over all theme × segment cells with enough data."
            .to_owned(),
    );
    notes.push("ARR is counted once for each account, however many items it wrote.".to_owned());
    notes
}

/// A piece of evidence.
pub(crate) fn evidence(kind: &'static str, text: impl Into<String>, holds: bool) -> EvidenceView {
    EvidenceView { kind: kind.to_owned(), text: text.into(), holds }
}

/// A subject without a segment.
pub(crate) fn subject(kind: &str, id: &str, name: &str) -> SubjectView {
    SubjectView { kind: kind.to_owned(), id: id.to_owned(), name: name.to_owned(), segment: None }
}
