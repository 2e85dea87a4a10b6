//! Files for download.

use super::{Session, themes};
use crate::report;
use crate::view::{
    DigestView, ExportQuery, FindingsView, SnapshotView, TableQuery, TableView, ThemesView,
};
use crate::{Error, Result};

/// Kinds of files, as [`ExportQuery::kind`] names them.
const KINDS: &[&str] = &[
    "items.csv",
    "items.ndjson",
    "assign.csv",
    "themes.csv",
    "table.csv",
    "table.md",
    "table.xlsx",
    "findings.json",
    "snapshot.json",
    "report.html",
    "digest.md",
    "digest.html",
    "digest.txt",
    "project.json",
];

/// Makes one file.
///
/// # Errors
/// [`Unknown`](Error::Unknown) for another kind, and what the views refuse.
pub(super) fn export(session: &Session, query: &ExportQuery) -> Result<Vec<u8>> {
    let filter = &query.filter;
    let text = match query.kind.as_str() {
        "items.csv" => report::items_csv(&session.facts(filter)?, query.redacted),
        "items.ndjson" => report::items_ndjson(&session.facts(filter)?),
        "assign.csv" => report::assign_csv(&session.facts(filter)?, &session.n_rows()),
        "themes.csv" => {
            let mut themes = session.themes(filter)?;
            if query.redacted {
                redact_themes(&mut themes);
            }
            report::themes_csv(&themes)
        }
        "table.csv" => report::table_csv(&table(session, query)?),
        "table.md" => report::table_markdown(&table(session, query)?),
        "table.xlsx" => return Ok(report::table_workbook(&table(session, query)?)),
        "findings.json" => {
            let mut findings = session.findings(filter)?;
            if query.redacted {
                redact_findings(&mut findings);
            }
            json(&findings)
        }
        "snapshot.json" => json(&snapshot(session, query)?),
        "report.html" => report::html(&snapshot(session, query)?, query.redacted),
        "digest.md" => digest(session, query)?.markdown,
        "digest.html" => digest(session, query)?.html,
        "digest.txt" => digest(session, query)?.slack,
        other => {
            return Err(Error::Unknown {
                what: "kind of export",
                name: other.to_owned(),
                known: KINDS.iter().map(ToString::to_string).collect(),
            });
        }
    };
    Ok(text.into_bytes())
}

fn table(session: &Session, query: &ExportQuery) -> Result<TableView> {
    let table = query.table.as_ref().ok_or_else(|| Error::BadOption {
        option: "table",
        must: "say which rows and columns".to_owned(),
    })?;
    session.table(table)
}

fn digest(session: &Session, query: &ExportQuery) -> Result<DigestView> {
    let mut digest = session.digest(&query.filter)?;
    if query.redacted {
        let owners = owners(&session.findings(&query.filter)?);
        redact_digest(&mut digest, &owners);
    }
    Ok(digest)
}

fn json(view: &impl serde::Serialize) -> String {
    // Views are structs of strings, numbers and lists, which always serialise.
    serde_json::to_string_pretty(view).unwrap_or_default() + "\n"
}

/// Everything that the page shows at first, without the data behind it.
fn snapshot(session: &Session, query: &ExportQuery) -> Result<SnapshotView> {
    let filter = &query.filter;
    let facts = session.facts(filter)?;
    let mut tables = Vec::new();
    let has_area = facts.table.dimension("area").is_ok_and(|area| !area.values.is_empty());
    let side = if has_area { "area" } else { "theme" };
    for across in ["plan", "week", "region"] {
        if facts.table.dimension(side).is_ok()
            && facts.table.dimension(across).is_ok_and(|d| d.values.len() > 1)
        {
            let table = TableQuery {
                rows: side.to_owned(),
                cols: Some(across.to_owned()),
                filter: filter.clone(),
                max_rows: 20,
                max_cols: 12,
                ..TableQuery::default()
            };
            tables.push(session.table(&table)?);
        }
    }
    let mut snapshot = SnapshotView {
        format: "undertone-snapshot".to_owned(),
        version: 1,
        overview: session.overview(filter)?,
        findings: session.findings(filter)?,
        tables,
        themes: themes::themes(&facts),
        spikes: session.spikes(filter)?,
        coverage: session.coverage(filter)?,
        digest: session.digest(filter)?,
    };
    slim(&mut snapshot);
    if query.redacted {
        redact(&mut snapshot);
    }
    Ok(snapshot)
}

/// Keeps what is shown: row lists stay in the page, long lists end.
fn slim(snapshot: &mut SnapshotView) {
    snapshot.themes.themes.truncate(40);
    snapshot.spikes.spikes.truncate(20);
    for dimension in &mut snapshot.overview.dimensions {
        dimension.values.clear();
    }
    for finding in &mut snapshot.findings.findings {
        finding.filter.rows = None;
    }
    for bullet in snapshot.digest.blocks.iter_mut().flat_map(|block| &mut block.bullets) {
        bullet.filter = None;
    }
}

/// Leaves out what customers said, who they are and who looks after them.
fn redact(snapshot: &mut SnapshotView) {
    let owners = owners(&snapshot.findings);
    redact_findings(&mut snapshot.findings);
    snapshot.overview.n_findings = snapshot.findings.findings.len() as u32;
    redact_themes(&mut snapshot.themes);
    for spike in &mut snapshot.spikes.spikes {
        spike.quotes.clear();
    }
    redact_digest(&mut snapshot.digest, &owners);
    for file in &mut snapshot.overview.provenance.files {
        file.name = String::from("(file)");
    }
}

/// Everybody who looks after something, the longest name first.
fn owners(findings: &FindingsView) -> Vec<String> {
    let mut owners: Vec<String> =
        findings.findings.iter().filter_map(|finding| finding.owner.clone()).collect();
    crate::num::sort_by(&mut owners, |a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    owners.dedup();
    owners
}

fn without_owners(text: &str, owners: &[String]) -> String {
    owners.iter().filter(|owner| !owner.is_empty()).fold(text.to_owned(), |text, owner| {
        text.replace(&format!(" Owner: {owner}."), "").replace(owner.as_str(), "the owner")
    })
}

fn redact_findings(findings: &mut FindingsView) {
    let owners = owners(findings);
    findings.findings.retain(|finding| finding.subject.kind != "account");
    for finding in &mut findings.findings {
        finding.quotes.clear();
        finding.owner = None;
        finding.note.clear();
        for text in [&mut finding.action, &mut finding.alert.slack, &mut finding.alert.mail_body] {
            *text = without_owners(text, &owners);
        }
    }
}

fn redact_themes(themes: &mut ThemesView) {
    for theme in &mut themes.themes {
        theme.quotes.clear();
        theme.owner = None;
        theme.description = theme.terms.join(", ");
        theme.card.request.clear();
    }
}

fn redact_digest(digest: &mut DigestView, owners: &[String]) {
    digest.blocks.retain(|block| !matches!(block.code.as_str(), "quotes" | "churn" | "high-value"));
    for bullet in digest.blocks.iter_mut().flat_map(|block| &mut block.bullets) {
        bullet.text = without_owners(&bullet.text, owners);
    }
    report::rewrite(digest);
}
