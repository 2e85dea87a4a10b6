//! The one-file report: a saved result as a page that opens from disk, without any script.

mod finding;
mod lists;
mod slim;
mod table;
#[cfg(test)]
mod tests;
mod write;

use std::fmt::Write as _;

use crate::view::{DigestView, OverviewView, SnapshotView};
use crate::wording::{count, money, number, percent};
use write::{compact_json, csp_hash, day, label, period, script_json, text};

const CSS: &str = include_str!("report.css");

/// Findings told at length; the others get two lines.
const MAX_FINDINGS: usize = 10;

/// What the parts of the page read from.
struct Report<'a> {
    snapshot: &'a SnapshotView,
}

impl Report<'_> {
    fn currency(&self) -> Option<&str> {
        self.snapshot.overview.currency.as_deref()
    }
}

/// The page. `redacted` says that quotes and account names were left out of the snapshot.
pub fn html(snapshot: &SnapshotView, redacted: bool) -> String {
    let report = Report { snapshot };
    let title = format!("Customer feedback, {}", spoken_period(&snapshot.overview));
    let mut html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src {}; \
         base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"generator\" content=\"Undertone {}\">\n\
         <title>{title}</title>\n<style>{CSS}</style>\n</head>\n<body>\n",
        csp_hash(CSS),
        text(&snapshot.overview.provenance.engine)
    );
    html.push_str(&header(&report, &title, redacted));
    html.push_str("<main>");
    for (id, name, body) in sections(&report) {
        let _ = write!(
            html,
            "\n<section aria-labelledby=\"{id}\"><h2 id=\"{id}\">{name}</h2>{body}</section>"
        );
    }
    html.push_str("\n</main>\n");
    let _ = write!(
        html,
        "<script type=\"application/json\" id=\"undertone-snapshot\">{}</script>\n</body>\n</html>\n",
        script_json(&compact_json(&slim::slim(snapshot)))
    );
    html
}

type Section = (&'static str, &'static str, String);

/// Id, heading and content; what the data has nothing for is left out.
fn sections(report: &Report<'_>) -> Vec<Section> {
    let snapshot = report.snapshot;
    let tables = snapshot.tables.iter().enumerate();
    let tables: String = tables.map(|(id, view)| table::heatmap(report, view, id)).collect();
    let mut sections = vec![
        ("digest", "This week", digest(&snapshot.digest)),
        ("findings", "Findings", findings(report)),
        ("heatmap", "Where it hurts", tables),
        ("spikes", "Spikes", lists::spikes(&snapshot.spikes)),
        ("themes", "Themes", lists::themes(report, &snapshot.themes)),
        ("coverage", "Who is hardly heard", lists::coverage(report, &snapshot.coverage)),
        ("method", "Methods and sources", method(report)),
    ];
    let has_segments = !snapshot.coverage.segments.is_empty();
    sections.retain(|(id, _, body)| !body.is_empty() && (*id != "coverage" || has_segments));
    sections
}

fn spoken_period(overview: &OverviewView) -> String {
    match (&overview.from, &overview.to) {
        (None, None) => text(&count(overview.n_items, "item")),
        (from, to) => period(from.as_deref(), to.as_deref()),
    }
}

fn header(report: &Report<'_>, title: &str, redacted: bool) -> String {
    let overview = &report.snapshot.overview;
    let as_of = overview.as_of.as_deref().map(|date| format!("As of {}. ", day(date)));
    let filter = filter_words(report);
    let filter = if filter.is_empty() {
        "All items of the files.".to_owned()
    } else {
        format!(
            "Only {}: {} of {} items.",
            filter,
            number(overview.n_items),
            number(overview.n_all)
        )
    };
    let sealed = "<p class=\"sealed\">Redacted: quotes and account names are left out</p>";
    let mut html = format!(
        "<header><h1>{title}</h1><p class=\"lead\">{}{filter}</p>{}<dl class=\"figures\">",
        as_of.unwrap_or_default(),
        if redacted { sealed } else { "" }
    );
    for (name, figure) in figures(overview) {
        let _ = write!(html, "<div><dt>{name}</dt><dd>{figure}</dd></div>");
    }
    html.push_str("</dl><nav aria-label=\"Contents\"><ul>");
    for (id, name, _) in sections(report) {
        let _ = write!(html, "<li><a href=\"#{id}\">{name}</a></li>");
    }
    html + "</ul></nav></header>\n"
}

fn figures(overview: &OverviewView) -> Vec<(&'static str, String)> {
    let mut figures = vec![("items", number(overview.n_items))];
    if overview.n_scored > 0 {
        let share = f64::from(overview.n_low) / f64::from(overview.n_scored);
        figures.push(("low scores", percent(share)));
    }
    if let Some(mean) = overview.mean_score {
        figures.push(("mean score", format!("{mean:.2}")));
    }
    if overview.n_accounts > 0 {
        figures.push(("accounts", number(overview.n_accounts)));
    }
    if let Some(arr) = overview.arr_total {
        figures.push(("ARR", text(&money(arr, overview.currency.as_deref()))));
    }
    figures.push(("themes", number(overview.n_themes)));
    figures.push(("findings", number(overview.n_findings)));
    figures
}

/// The filter of the whole report, in words; empty when there is none.
fn filter_words(report: &Report<'_>) -> String {
    let Some(table) = report.snapshot.tables.first() else { return String::new() };
    let filter = &table.filter;
    let mut parts: Vec<String> = filter
        .clauses
        .iter()
        .map(|clause| {
            let values: Vec<String> = clause
                .values
                .iter()
                .map(|value| name_of(report, &clause.dimension, value))
                .collect();
            let dimensions = &report.snapshot.overview.dimensions;
            let own = dimensions.iter().find(|dimension| dimension.key == clause.dimension);
            let name = own.map_or(&clause.dimension, |dimension| &dimension.name);
            format!("{} {}", label(name), values.join(" or "))
        })
        .collect();
    if filter.from.is_some() || filter.to.is_some() {
        parts.push(period(filter.from.as_deref(), filter.to.as_deref()));
    }
    if filter.low_only {
        parts.push("low scores".to_owned());
    }
    if let Some(words) = &filter.search {
        parts.push(format!("“{}”", text(words)));
    }
    if let Some(rows) = &filter.rows {
        parts.push(format!("{} chosen items", rows.len()));
    }
    parts.join(", ")
}

/// What people read for a value of a dimension.
fn name_of(report: &Report<'_>, dimension: &str, value: &str) -> String {
    if value.is_empty() {
        return "(none)".to_owned();
    }
    let themes = &report.snapshot.themes.themes;
    let theme = themes.iter().find(|theme| dimension == "theme" && theme.id == value);
    text(theme.map_or(value, |theme| &theme.name))
}

fn digest(digest: &DigestView) -> String {
    if digest.blocks.is_empty() {
        return String::new();
    }
    let mut html = format!("<p class=\"lead\">{}</p><div class=\"digest\">", text(&digest.title));
    for (at, block) in digest.blocks.iter().enumerate() {
        let class = if at == 0 { " class=\"first\"" } else { "" };
        let _ = write!(html, "<div{class}><h3>{}</h3><ul>", text(&block.title));
        for bullet in &block.bullets {
            let _ = write!(html, "<li dir=\"auto\">{}</li>", text(&bullet.text));
        }
        html.push_str("</ul></div>");
    }
    html + "</div>"
}

fn findings(report: &Report<'_>) -> String {
    let all = &report.snapshot.findings.findings;
    if all.is_empty() {
        return "<p>Nothing stands out.</p>".to_owned();
    }
    let mut html: String =
        all.iter().take(MAX_FINDINGS).map(|one| finding::article(report, one)).collect();
    let rest: String = all.iter().skip(MAX_FINDINGS).map(finding::line).collect();
    if !rest.is_empty() {
        let _ = write!(html, "<h3>Less urgent</h3><ul class=\"rest\">{rest}</ul>");
    }
    html
}

/// Footnotes, what the data lacked, and what makes the result repeatable.
fn method(report: &Report<'_>) -> String {
    let snapshot = report.snapshot;
    let general = (snapshot.findings.footnotes.iter())
        .chain(&snapshot.spikes.footnotes)
        .chain(&snapshot.coverage.footnotes)
        .chain(snapshot.overview.capabilities.iter().map(|one| &one.reason))
        .chain(snapshot.overview.notices.iter().map(|notice| &notice.message));
    let mut seen = Vec::new();
    let mut html = notes(general, &mut seen);
    for view in &snapshot.tables {
        let own = notes(view.footnotes.iter(), &mut seen);
        if !own.is_empty() {
            let _ = write!(html, "<h3>{}</h3>{own}", table::caption(view));
        }
    }
    html + &origin(report)
}

/// Sentences that were not said before, as a list.
fn notes<'a>(all: impl Iterator<Item = &'a String>, seen: &mut Vec<&'a str>) -> String {
    let mut items = String::new();
    for note in all {
        if !note.is_empty() && !seen.contains(&note.as_str()) {
            seen.push(note);
            let _ = write!(items, "<li>{}</li>", text(note));
        }
    }
    if items.is_empty() { items } else { format!("<ul class=\"notes\">{items}</ul>") }
}

fn origin(report: &Report<'_>) -> String {
    let origin = &report.snapshot.overview.provenance;
    let model = origin.model.as_deref().unwrap_or("none");
    let mut html = format!(
        "<dl class=\"origin\"><div><dt>Engine</dt><dd>Undertone {}, seed {}</dd></div>\
         <div><dt>Word vectors</dt><dd><code>{}</code></dd></div>",
        text(&origin.engine),
        origin.seed,
        text(model)
    );
    for file in &origin.files {
        let _ = write!(
            html,
            "<div><dt>{}</dt><dd>{}, <code>sha256 {}</code></dd></div>",
            text(&file.name),
            count(file.n_rows, "row"),
            text(&file.sha256)
        );
    }
    html + "</dl><p class=\"note\">The same files, decisions and engine give the same report. It \
            makes no request and runs no script.</p>"
}
