//! Spikes, themes and coverage as lists.

use std::fmt::Write as _;

use super::Report;
use super::write::{NONE, label, lang, period, short, spark, text};
use crate::view::{CoverageView, SpikeView, SpikesView, ThemeView, ThemesView};
use crate::wording::{count, money, number, p_value, percent, times};

/// Themes listed at most.
const MAX_THEMES: usize = 30;

/// Letters of a theme's quote: two lines.
const QUOTE_LETTERS: usize = 140;

/// Spikes, strongest evidence first.
pub(super) fn spikes(view: &SpikesView) -> String {
    if view.spikes.is_empty() {
        let why = if view.unavailable.is_empty() {
            "Nothing rose more than chance explains."
        } else {
            &view.unavailable
        };
        return format!("<p>{}</p>", text(why));
    }
    let mut html = head(&[
        ("What rose", ""),
        ("Weeks", ""),
        ("Items", "num"),
        ("Week before", "num"),
        ("Ratio, 95 %", "num"),
        ("Evidence", ""),
    ]);
    for spike in &view.spikes {
        html.push_str(&spike_row(spike, view));
    }
    html + "</tbody></table></div><p class=\"note\">Bars: items a week, the spike's own weeks in \
            colour. Line: what the history made likely.</p>"
}

fn spike_row(spike: &SpikeView, view: &SpikesView) -> String {
    let segment = spike.subject.segment.as_ref();
    let within = segment.map(|(_, value)| format!(" in {}", text(value))).unwrap_or_default();
    let since = view.weeks.iter().rposition(|week| week.start <= spike.from).unwrap_or(0);
    let ratio = spike.ratio.map_or("new".to_owned(), times);
    let interval = match (spike.ratio_low, spike.ratio_high) {
        (Some(low), Some(high)) => format!("<small> {low:.1}–{high:.1}</small>"),
        _ => String::new(),
    };
    format!(
        "<tr><th scope=\"row\">{}{within}<small>{}{}</small></th><td>{}</td>\
         <td class=\"num\">{}</td><td class=\"num\">{}</td><td class=\"num\">{ratio}{interval}</td>\
         <td>{}<br><small>{}, {}</small></td></tr>",
        text(spike.called.as_ref().unwrap_or(&spike.subject.name)),
        period(Some(&spike.from), Some(&spike.to)),
        if spike.is_current { ", going on" } else { "" },
        spark(&spike.weekly, since, &spike.baseline, "Items a week"),
        number(spike.count),
        number(spike.previous),
        text(&spike.verdict),
        p_value("p", spike.p),
        p_value("q", spike.q)
    )
}

/// Themes, largest first.
pub(super) fn themes(report: &Report<'_>, view: &ThemesView) -> String {
    if view.themes.is_empty() {
        return "<p>No themes were found.</p>".to_owned();
    }
    let has_quotes = view.themes.iter().any(|theme| !theme.quotes.is_empty());
    let mut columns = vec![
        ("Theme", ""),
        ("Items", "num"),
        ("Low", "num"),
        ("Accounts", "num"),
        ("ARR", "num"),
        ("Weeks", ""),
    ];
    if has_quotes {
        columns.push(("In their words", ""));
    }
    let mut html = head(&columns);
    for theme in view.themes.iter().take(MAX_THEMES) {
        html.push_str(&theme_row(report, theme, has_quotes));
    }
    let hidden = view.themes.len().saturating_sub(MAX_THEMES) as u32;
    let more = if hidden > 0 {
        format!("{} not shown. ", count(hidden, "smaller theme"))
    } else {
        String::new()
    };
    let _ = write!(
        html,
        "</tbody></table></div><p class=\"note\">{more}{} of {} items are in no theme. An account's ARR \
         counts once in a theme; themes share accounts, so the column does not add up.</p>",
        number(view.n_unthemed),
        number(view.n_items)
    );
    html
}

fn theme_row(report: &Report<'_>, theme: &ThemeView, has_quotes: bool) -> String {
    let low = if theme.n_scored == 0 {
        NONE.to_owned()
    } else {
        percent(f64::from(theme.n_low) / f64::from(theme.n_scored))
    };
    let arr = theme.arr.map_or(NONE.to_owned(), |arr| text(&money(arr, report.currency())));
    let about: Vec<String> =
        [theme.area.as_deref().map(text), theme.is_new.then(|| "new".to_owned())]
            .into_iter()
            .flatten()
            .collect();
    let mut html = format!(
        "<tr><th scope=\"row\">{}<small>{}</small></th><td class=\"num\">{}</td>\
         <td class=\"num\">{low}</td><td class=\"num\">{}</td><td class=\"num\">{arr}</td><td>{}</td>",
        text(&theme.name),
        about.join(" · "),
        number(theme.n),
        number(theme.n_accounts),
        spark(&theme.weekly, theme.weekly.len(), &[], "Items a week")
    );
    if has_quotes {
        let quote = theme.quotes.first();
        let words = quote.map(|quote| short(&quote.text, QUOTE_LETTERS)).unwrap_or_default();
        let lang = lang(quote.and_then(|quote| quote.language.as_deref()));
        let _ = write!(html, "<td class=\"voice\"{lang} dir=\"auto\">{words}</td>");
    }
    html + "</tr>"
}

/// Segments that are hardly heard; the others are counted.
pub(super) fn coverage(report: &Report<'_>, view: &CoverageView) -> String {
    let thin: Vec<_> = view.segments.iter().filter(|segment| segment.flag != "ok").collect();
    let n_ok = (view.segments.len() - thin.len()) as u32;
    if thin.is_empty() {
        return format!("<p>All {} segments are heard well enough.</p>", number(n_ok));
    }
    let mut html = head(&[
        ("Segment", ""),
        ("Items", "num"),
        ("Accounts heard", "num"),
        ("Silent ARR", "num"),
        ("Margin", "num"),
        ("Missing", "num"),
    ]);
    for segment in thin {
        let heard = match segment.population {
            Some(all) => format!("{} of {}", number(segment.n_accounts), number(all)),
            None => number(segment.n_accounts),
        };
        let arr = segment.silent_arr.map_or(NONE.to_owned(), |arr| money(arr, report.currency()));
        let class = if segment.flag == "red" { " red" } else { "" };
        let _ = write!(
            html,
            "<tr><th scope=\"row\">{}<small>{}</small></th><td class=\"num{class}\">{}</td>\
             <td class=\"num\">{heard}</td><td class=\"num\">{}</td><td class=\"num\">± {}</td>\
             <td class=\"num\">{}</td></tr>",
            super::name_of(report, &segment.dimension, &segment.value),
            label(&segment.dimension_name),
            number(segment.n),
            text(&arr),
            percent(segment.margin),
            number(segment.n_needed)
        );
    }
    let _ = write!(
        html,
        "</tbody></table></div><p class=\"note\">{} other segments are heard well enough. Margin: \
         half-width of the widest 95 % interval of a share.</p>",
        number(n_ok)
    );
    html
}

/// The head of a list: names and classes of its columns.
fn head(columns: &[(&str, &str)]) -> String {
    let mut html = String::from("<div class=\"wide\"><table class=\"list\"><thead><tr>");
    for (name, class) in columns {
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        let _ = write!(html, "<th scope=\"col\"{class}>{name}</th>");
    }
    html + "</tr></thead><tbody>"
}
