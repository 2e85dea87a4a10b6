//! Heatmaps as plain tables: every number is written, colour and signs are beside it.

use std::fmt::Write as _;

use super::write::{NONE, label, short_day, text, value};
use super::{Report, name_of};
use crate::report::crosstab::{arrow, at, is_good};
use crate::view::TableView;
use crate::wording::{number, p_value};

/// One table with its notes; `id` is that of its heading.
pub(super) fn heatmap(report: &Report<'_>, view: &TableView, id: usize) -> String {
    let levels = levels(view);
    let mut html = format!(
        "<h3 id=\"table-{id}\">{}</h3><div class=\"wide\"><table class=\"heat\" \
         aria-labelledby=\"table-{id}\"><thead><tr><th scope=\"col\">{}</th>",
        caption(view),
        label(&view.row_name)
    );
    for col in columns(view) {
        let _ = write!(html, "<th scope=\"col\">{}</th>", column_name(report, view, col));
    }
    html.push_str("<th scope=\"col\">All</th></tr></thead><tbody>");
    for (r, row) in view.rows.iter().enumerate() {
        let _ = write!(
            html,
            "<tr><th scope=\"row\">{}</th>",
            name_of(report, &view.row_dimension, row)
        );
        for c in 0..columns(view).len() {
            html.push_str(&cell(report, view, r * view.cols.len() + c, &levels));
        }
        html.push_str(&sum(report, view, at(&view.row_value, r), at(&view.row_n, r)));
        html.push_str("</tr>");
    }
    html.push_str("</tbody>");
    html.push_str(&foot(report, view));
    html.push_str("</table></div>");
    html.push_str(&legend(view));
    html
}

/// What the table shows.
pub(super) fn caption(view: &TableView) -> String {
    let across = view.col_name.as_deref().filter(|_| view.col_dimension.is_some());
    let by = across.map(|name| format!(" and {}", label(name))).unwrap_or_default();
    format!("{} by {}{by}", label(&view.measure_name), label(&view.row_name))
}

fn foot(report: &Report<'_>, view: &TableView) -> String {
    if columns(view).is_empty() {
        return String::new();
    }
    let mut html = String::from("<tfoot><tr><th scope=\"row\">All</th>");
    for c in 0..view.cols.len() {
        html.push_str(&sum(report, view, at(&view.col_value, c), at(&view.col_n, c)));
    }
    html.push_str(&sum(report, view, view.total_value, view.total_n));
    html + "</tr></tfoot>"
}

fn columns(view: &TableView) -> &[String] {
    if view.col_dimension.is_some() { &view.cols } else { &[] }
}

fn column_name(report: &Report<'_>, view: &TableView, col: &str) -> String {
    match view.col_dimension.as_deref() {
        Some("week") => short_day(col),
        Some(dimension) => name_of(report, dimension, col),
        None => text(col),
    }
}

fn cell(report: &Report<'_>, view: &TableView, idx: usize, levels: &[u32]) -> String {
    let shown = value(at(&view.value, idx), &view.format, report.currency());
    let n = at(&view.n, idx);
    if n.is_nan() || n <= 0.0 || shown == NONE {
        return format!("<td class=\"none\">{}</td>", if n > 0.0 { NONE } else { "·" });
    }
    let sign = arrow(at(&view.mark, idx));
    let why = view.untested.get(idx).map_or("", String::as_str);
    let mut classes = format!("h{}", levels.get(idx).copied().unwrap_or(0));
    if !why.is_empty() {
        "weak".clone_into(&mut classes);
    } else if !sign.is_empty() {
        classes.push_str(" mark");
    }
    let hint = match at(&view.q, idx) {
        q if !sign.is_empty() && q.is_finite() => {
            format!(" title=\"{}, {}\"", p_value("p", at(&view.p, idx)), p_value("q", q))
        }
        _ => String::new(),
    };
    let sign = if sign.is_empty() { String::new() } else { format!("<i>{sign}</i>") };
    let base = at(&view.base, idx);
    let base = if base.is_finite() { base } else { n };
    format!(
        "<td class=\"{classes}\"{hint}>{shown}{sign}<small>n {}</small></td>",
        number(base as u32)
    )
}

fn sum(report: &Report<'_>, view: &TableView, total: f64, n: f64) -> String {
    let shown = value(total, &view.format, report.currency());
    format!("<td class=\"all\">{shown}<small>n {}</small></td>", number(n.max(0.0) as u32))
}

/// Heat of each cell in tenths: 10 is the worst. Where high is good, low is hot. Shares and scores of
/// too few answers to be tested do not set the ends: two low scores of two would pale all others.
fn levels(view: &TableView) -> Vec<u32> {
    let is_tested = |idx: usize| view.untested.get(idx).is_none_or(String::is_empty);
    let finite = || view.value.iter().copied().enumerate().filter(|(_, value)| value.is_finite());
    let is_counted = matches!(view.format.as_str(), "count" | "money") || view.test.is_empty();
    let has_tested = !is_counted && finite().any(|(idx, _)| is_tested(idx));
    let known = || finite().filter(|(idx, _)| !has_tested || is_tested(*idx)).map(|own| own.1);
    let (min, max) =
        (known().fold(f64::INFINITY, f64::min), known().fold(f64::NEG_INFINITY, f64::max));
    let is_good = is_good(&view.measure);
    let start = if is_good { min } else { min.min(0.0) };
    let range = max - start;
    let level = |value: &f64| {
        if !value.is_finite() || range.is_nan() || range <= 0.0 {
            return 0;
        }
        let level = ((value - start) / range).clamp(0.0, 1.0);
        ((if is_good { 1.0 - level } else { level }) * 10.0).round() as u32
    };
    view.value.iter().map(level).collect()
}

fn legend(view: &TableView) -> String {
    let mut text_ = "▲ above the rest of the table, ▼ below; doubled where the evidence is very \
                     strong. Hatched cells are too small to test."
        .to_owned();
    let hidden = view.n_hidden_rows + view.n_hidden_cols;
    if hidden > 0 {
        let _ = write!(
            text_,
            " {} smaller rows and {} columns are not shown, but counted in “All”.",
            view.n_hidden_rows, view.n_hidden_cols
        );
    }
    format!("<p class=\"note\">{text_}</p>")
}
