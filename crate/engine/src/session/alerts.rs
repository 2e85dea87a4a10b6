//! The alerts of each day, as an answer.

use super::analysis::Analysis;
use crate::alert::{self, Alert, LEAST_DAYS, Material, Options, Profile};
use crate::project::item_id;
use crate::table::{format_day, parse_day};
use crate::text::Model;
use crate::view::{AlertsQuery, AlertsView, ProgressView, RaisedView};
use crate::{Error, Result};

/// Replays the days of `query` and tells how far it is.
pub(super) fn alerts(
    analysis: &Analysis,
    model: Option<&Model>,
    query: &AlertsQuery,
    tell: &mut dyn FnMut(&ProgressView),
) -> Result<AlertsView> {
    let bad = |option, must: &str| Error::BadOption { option, must: must.to_owned() };
    let day = |text: &Option<String>, option| {
        let parse = |text: &String| {
            parse_day(text)
                .ok_or_else(|| bad(option, &format!("be a day like 2025-06-02, not {text:?}")))
        };
        text.as_ref().map(parse).transpose()
    };
    let code = if query.profile.is_empty() { "normal" } else { &query.profile };
    let profile = Profile::parse(code)
        .ok_or_else(|| bad("--profile", &format!("be low, normal or high, not {code:?}")))?;
    let options = Options { from: day(&query.from, "from")?, to: day(&query.to, "to")?, profile };
    let Analysis { table, accounts, corpus, .. } = analysis;
    let found = alert::replay(Material { table, accounts, corpus, model }, options, &mut |done| {
        tell(&ProgressView {
            stage: "spike".to_owned(),
            label: "Replaying history".to_owned(),
            done,
            is_done: false,
        });
    });
    let unavailable = match (found.period, table.dates()) {
        (Some(_), _) => String::new(),
        (None, None) => "No column has dates, so there is no history to replay.".to_owned(),
        (None, Some(_)) => format!("No day of the period has {LEAST_DAYS} days of history."),
    };
    Ok(AlertsView {
        alerts: found.alerts.iter().map(|alert| raised(analysis, alert)).collect(),
        from: found.period.map(|period| format_day(period.0)),
        to: found.period.map(|period| format_day(period.1)),
        n_tests: found.n_tests,
        footnotes: vec![
            "Each alert uses the rows before the end of its day only; what is learnt of words is \
             learnt before the first day."
                .to_owned(),
            "Rises: negative-binomial predictive test of the last one, two and four weeks on \
             accounts, each once a week, over all items; it must exceed the same days a month \
             before too. Segments: Fisher's exact test. Scores: z test by the spread before; both \
             with Bonferroni over the segments of a set."
                .to_owned(),
        ],
        unavailable,
    })
}

fn raised(analysis: &Analysis, alert: &Alert) -> RaisedView {
    let id = |row: &u32| {
        let id = item_id(&analysis.table, *row);
        if id.is_empty() { (row + 1).to_string() } else { id }
    };
    let segment = alert.segment.iter().cloned().collect();
    RaisedView {
        date: format_day(alert.day),
        kind: alert.kind.code().to_owned(),
        label: alert.label.clone(),
        segment: (!alert.segment.is_empty()).then_some(segment),
        from: format_day(alert.from),
        count: alert.count,
        expected: alert.expected,
        p: alert.p,
        n_accounts: alert.n_accounts,
        rows: alert.rows.clone(),
        row_ids: alert.rows.iter().map(id).collect(),
    }
}
