//! The alerts of each day, as an answer.

use super::analysis::Analysis;
use super::reading::MAX_DIMS;
use crate::alert::{self, Alert, LEAST_DAYS, MOST_READ, Material, Options, Profile, Read};
use crate::project::item_id;
use crate::table::{format_day, parse_day};
use crate::text::Model;
use crate::view::{AlertsQuery, AlertsView, ProgressView, RaisedView};
use crate::{Error, Result};

/// Vectors of the texts that [`texts`] gave, and the SHA-256 of the pack that they are of.
pub(super) struct Reading<'a> {
    pub(super) vectors: &'a [f32],
    pub(super) dims: u32,
    pub(super) pack: &'a str,
}

/// What a reader may read for the days of `query`.
pub(super) fn texts(analysis: &Analysis, query: &AlertsQuery) -> Result<Vec<String>> {
    let texts = alert::texts_to_read(material(analysis, None), options(query)?);
    if texts.len() > MOST_READ {
        let n = texts.len();
        return Err(bad("close reading", &format!("be of at most {MOST_READ} texts, not {n}")));
    }
    Ok(texts)
}

fn material<'a>(analysis: &'a Analysis, model: Option<&'a Model>) -> Material<'a> {
    let Analysis { table, accounts, corpus, .. } = analysis;
    Material { table, accounts, corpus, model, read: None }
}

fn bad(option: &'static str, must: &str) -> Error {
    Error::BadOption { option, must: must.to_owned() }
}

fn options(query: &AlertsQuery) -> Result<Options> {
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
    Ok(Options { from: day(&query.from, "from")?, to: day(&query.to, "to")?, profile })
}

/// Replays the days of `query`, with what was read of the texts, and tells how far it is.
pub(super) fn alerts(
    analysis: &Analysis,
    model: Option<&Model>,
    query: &AlertsQuery,
    reading: Option<&Reading<'_>>,
    tell: &mut dyn FnMut(&ProgressView),
) -> Result<AlertsView> {
    let options = options(query)?;
    let mut material = material(analysis, model);
    if let Some(reading) = reading {
        material.read = Some(checked(analysis, query, reading)?);
    }
    let found = alert::replay(material, options, &mut |done| {
        tell(&ProgressView {
            stage: "spike".to_owned(),
            label: "Replaying history".to_owned(),
            done,
            is_done: false,
        });
    });
    let unavailable = match (found.period, analysis.table.dates()) {
        (Some(_), _) => String::new(),
        (None, None) => "No column has dates, so there is no history to replay.".to_owned(),
        (None, Some(_)) => format!("No day of the period has {LEAST_DAYS} days of history."),
    };
    Ok(AlertsView {
        alerts: found.alerts.iter().map(|alert| raised(analysis, alert)).collect(),
        from: found.period.map(|period| format_day(period.0)),
        to: found.period.map(|period| format_day(period.1)),
        n_tests: found.n_tests,
        footnotes: footnotes(reading),
        unavailable,
    })
}

/// What a reader said, where it is a vector for each text.
fn checked<'a>(
    analysis: &Analysis,
    query: &AlertsQuery,
    reading: &Reading<'a>,
) -> Result<Read<'a>> {
    let Reading { vectors, dims, .. } = *reading;
    let n = texts(analysis, query)?.len();
    let is_whole = (1..=MAX_DIMS).contains(&dims)
        && vectors.len() == n * dims as usize
        && vectors.iter().all(|value| value.is_finite() && value.abs() <= 1e6);
    if !is_whole {
        return Err(bad("close reading", "have a vector for each of the texts for these days"));
    }
    Ok(Read { vectors, dims: dims as usize })
}

/// What was done, in sentences.
fn footnotes(reading: Option<&Reading<'_>>) -> Vec<String> {
    let mut notes = vec![
        "Each alert uses the rows before the end of its day only; what is learnt of words is \
             learnt before the first day."
            .to_owned(),
        "Rises: negative-binomial predictive test of the last one, two, four and eight \
             weeks on accounts, each once a week, over all items; one and two weeks must exceed \
             the same days a month before too. Segments: Fisher's exact test. Scores: z test by the spread before; both \
             with Bonferroni over the segments of a set."
            .to_owned(),
    ];
    if let Some(Reading { vectors, dims, pack }) = reading.filter(|own| !own.vectors.is_empty()) {
        let n = vectors.len() / (*dims as usize).max(1);
        notes.push(format!(
            "A sentence encoder read all {n} different texts, without greetings and the like; it was \
             trained before and elsewhere, so nothing later is in it. Its pack has the SHA-256 {pack}."
        ));
    }
    notes
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
