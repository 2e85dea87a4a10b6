//! Findings and the verbatims that stand for them.

use std::fmt::Write as _;

use super::Report;
use super::write::{day, lang, spark, text};
use crate::view::{ExposureView, FindingView, QuoteView};
use crate::wording::{count, money, number, percent};

/// Name and tone of each kind.
const KINDS: [(&str, &str, &str); 12] = [
    ("spike", "Spike", "alarm"),
    ("emerging", "Emerging", "alarm"),
    ("score-drop", "Score drop", "alarm"),
    ("churn-risk", "Churn risk", "alarm"),
    ("trend", "Trend", "steady"),
    ("weight", "Weighs on the score", "steady"),
    ("concentration", "Concentration", "steady"),
    ("critical-mass", "Critical mass", "steady"),
    ("renewal", "Renewal", "steady"),
    ("unmatched", "New language", "steady"),
    ("praise", "Praise", "good"),
    ("coverage-gap", "Coverage gap", "quiet"),
];

/// One finding.
pub(super) fn article(report: &Report<'_>, finding: &FindingView) -> String {
    let kind = KINDS.iter().find(|kind| kind.0 == finding.kind);
    let (name, tone) = kind.map_or((finding.kind.as_str(), "quiet"), |kind| (kind.1, kind.2));
    let mut html = format!(
        "<article class=\"finding\" data-tone=\"{tone}\"><div><p class=\"kicker\"><b>{}</b>{}</p>\
         <h3>{}</h3><p class=\"detail\">{}</p>",
        text(name),
        facts(finding),
        text(&finding.title),
        text(&finding.detail)
    );
    for one in finding.quotes.iter().take(2) {
        html.push_str(&quote(one));
    }
    if !finding.action.is_empty() {
        let _ = write!(html, "<p class=\"next\"><b>Next</b>{}</p>", text(&finding.action));
    }
    if !finding.note.is_empty() {
        let _ = write!(html, "<p class=\"next\"><b>Note</b>{}</p>", text(&finding.note));
    }
    html.push_str(&evidence(finding));
    html.push_str("</div><div class=\"side\">");
    html.push_str(&course(report, finding));
    html.push_str(&exposure(&finding.exposure, report.currency()));
    html + "</div></article>"
}

fn facts(finding: &FindingView) -> String {
    let since = finding.since.as_deref().map(|date| format!("since {}", day(date)));
    let owner = finding.owner.as_deref().map(|owner| format!("owner: {}", text(owner)));
    let facts = [
        finding.area.as_deref().map(text),
        since,
        Some(text(&finding.confidence)),
        finding.needs_decision.then(|| "needs a decision".to_owned()),
        owner,
        (finding.status != "new").then(|| text(&finding.status.replace('-', " "))),
    ];
    let mut html = String::new();
    for fact in facts.into_iter().flatten() {
        let _ = write!(html, "<span>{fact}</span>");
    }
    html
}

/// A less urgent finding, in two lines.
pub(super) fn line(finding: &FindingView) -> String {
    format!("<li><b>{}</b> {}</li>", text(&finding.title), text(&finding.detail))
}

/// A verbatim, in its own language and direction.
pub(super) fn quote(quote: &QuoteView) -> String {
    let score = quote.score.map(|score| format!("score {score}"));
    let about: Vec<String> =
        [quote.account.as_deref().map(text), quote.plan.as_deref().map(text), score]
            .into_iter()
            .chain([quote.date.as_deref().map(day), Some(text(&quote.id))])
            .flatten()
            .filter(|part| !part.is_empty())
            .collect();
    format!(
        "<figure><blockquote{} dir=\"auto\">{}</blockquote><figcaption>{}</figcaption></figure>",
        lang(quote.language.as_deref()),
        text(&quote.text),
        about.join(" · ")
    )
}

fn evidence(finding: &FindingView) -> String {
    if finding.evidence.is_empty() {
        return String::new();
    }
    let mut html = String::from("<ul class=\"why\">");
    for one in &finding.evidence {
        let sign = if one.holds { "✓" } else { "✗" };
        let kind = if one.kind == "rule" { "Rule" } else { "Statistics" };
        let _ = write!(html, "<li><b>{sign} {kind}</b>{}</li>", text(&one.text));
    }
    html + "</ul>"
}

fn course(report: &Report<'_>, finding: &FindingView) -> String {
    let Some(last) = finding.weekly.last().filter(|_| finding.weekly.iter().any(|n| *n > 0)) else {
        return String::new();
    };
    let weeks = &report.snapshot.overview.weeks;
    let since = match &finding.since {
        Some(since) => weeks.iter().rposition(|week| week.start <= *since).unwrap_or(0),
        None => finding.weekly.len(),
    };
    format!(
        "{}<p class=\"axis\"><span>{}</span><span>{last} in the last</span></p>",
        spark(&finding.weekly, since, &[], "Items a week"),
        count(finding.weekly.len() as u32, "week")
    )
}

fn exposure(at: &ExposureView, currency: Option<&str>) -> String {
    if at.n_items == 0 {
        return String::new();
    }
    let mut html = String::from("<dl>");
    let mut row = |name: &str, figure: String, rest: String| {
        let rest = if rest.is_empty() { rest } else { format!("<small>{rest}</small>") };
        let _ = write!(html, "<div><dt>{name}</dt><dd>{figure}{rest}</dd></div>");
    };
    let low = if at.n_low > 0 { format!("{} low", number(at.n_low)) } else { String::new() };
    row("Verbatims", number(at.n_items), low);
    if at.n_accounts > 0 {
        let plan = at.top_plan.as_ref().map(|(plan, n)| format!("{} {}", number(*n), text(plan)));
        row("Accounts", number(at.n_accounts), plan.unwrap_or_default());
    }
    if let Some(arr) = at.arr.filter(|arr| *arr > 0.0) {
        let share = at.arr_share.map(|share| format!("{} of all", percent(share)));
        row("ARR", text(&money(arr, currency)), share.unwrap_or_default());
    }
    if at.n_renewing > 0 {
        let first = at.renewals.first();
        let when = first.map(|(quarter, arr)| {
            format!("soon, {} in {}", text(&money(*arr, currency)), text(quarter))
        });
        row("Renewals", number(at.n_renewing), when.unwrap_or_default());
    }
    html + "</dl>"
}
