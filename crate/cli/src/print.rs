//! Answers for people: plain text, aligned, nothing that a terminal would obey.

use std::io::{IsTerminal, Write};

use undertone_engine::view::{
    AccountsView, AlertsView, CoverageView, DriversView, FileView, FindingsView, ImpactView,
    NewsView, ReviewView, SpikeView, SpikesView, SubjectView, SuggestView, SurprisesView,
    ThemesView,
};
use undertone_engine::wording::{money, number, p_value, percent};

/// Writes text as it is (a file's content). A closed pipe is the reader's choice, not a failure.
pub(crate) fn text(text: &str) {
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}

/// Writes one line as it is.
pub(crate) fn line(line: &str) {
    text(&format!("{line}\n"));
}

/// Writes one line to standard error.
pub(crate) fn complaint(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// Says on a terminal how much of something is done, over what was said before.
pub(crate) fn progress(what: &str, share: f64) {
    let mut error = std::io::stderr().lock();
    if error.is_terminal() {
        let end = if share < 1.0 { "" } else { "\n" };
        let _ = write!(error, "\r{what}: {:.0} %{end}", 100.0 * share);
    }
}

/// Writes a line whose parts come from files: control characters cannot steer the terminal.
pub(crate) fn say(line: &str) {
    let safe: String =
        line.chars().map(|c| if c.is_control() && c != '\n' { '\u{fffd}' } else { c }).collect();
    text(&format!("{safe}\n"));
}

/// Writes rows, a header first, with each column as wide as its widest cell; columns of numbers to
/// the right.
pub(crate) fn columns(rows: &[Vec<String>]) {
    let in_line = |cell: &String| cell.split_whitespace().collect::<Vec<_>>().join(" ");
    let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(in_line).collect()).collect();
    let cells = |at: usize| rows.iter().filter_map(move |row| row.get(at));
    let is_numeric = |at: usize| cells(at).skip(1).all(|cell| is_number(cell));
    let n = rows.iter().map(Vec::len).max().unwrap_or(0);
    let shapes: Vec<(usize, bool)> = (0..n)
        .map(|at| (cells(at).map(|cell| cell.chars().count()).max().unwrap_or(0), is_numeric(at)))
        .collect();
    for row in &rows {
        let cells: Vec<String> = row
            .iter()
            .zip(&shapes)
            .map(|(cell, (width, right))| {
                let pad = " ".repeat(width - cell.chars().count());
                if *right { format!("{pad}{cell}") } else { format!("{cell}{pad}") }
            })
            .collect();
        say(cells.join("  ").trim_end());
    }
}

/// A count, a share or an amount.
fn is_number(cell: &str) -> bool {
    cell.chars().all(|c| c.is_ascii_digit() || " ,.%–-$€£¥mkbn".contains(c))
}

fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}

pub(crate) fn file(view: &FileView) {
    say(&format!(
        "{}: {} ({}), {} rows, {}, delimiter {:?}",
        view.name,
        view.kind,
        view.kind_evidence,
        number(view.n_rows),
        view.encoding,
        view.dialect.delimiter
    ));
    if let Some(flavour) = &view.flavour {
        say(&format!("looks like an export of {flavour}"));
    }
    let mut rows = vec![row(["column", "type", "role", "sure", "evidence", "samples"])];
    for column in &view.columns {
        rows.push(row([
            &column.name,
            &column.kind,
            column.role.as_deref().unwrap_or("–"),
            column.confidence.as_deref().unwrap_or(""),
            &column.evidence,
            &column
                .samples
                .iter()
                .map(|s| s.chars().take(24).collect())
                .collect::<Vec<String>>()
                .join(" | "),
        ]));
    }
    columns(&rows);
    for column in &view.columns {
        if let Some(ask) = &column.ask {
            say(&format!("? {}: {}", column.name, ask.question));
        }
    }
    for notice in &view.notices {
        let places: Vec<String> = notice.places.iter().map(ToString::to_string).collect();
        let at = if places.is_empty() {
            String::new()
        } else {
            format!(" (line {})", places.join(", "))
        };
        say(&format!("! {} ×{}{at}", notice.message, notice.count));
    }
    say("");
}

pub(crate) fn themes(view: &ThemesView) {
    let mut rows = vec![row(["items", "low", "accounts", "theme", "terms"])];
    for theme in &view.themes {
        rows.push(row([
            &number(theme.n),
            &number(theme.n_low),
            &number(theme.n_accounts),
            &theme.name,
            &theme.terms.join(", "),
        ]));
    }
    columns(&rows);
    say(&format!(
        "{} themes over {} items; {} in none ({})",
        view.themes.len(),
        number(view.n_items),
        number(view.n_unthemed),
        percent(f64::from(view.n_unthemed) / f64::from(view.n_items.max(1)))
    ));
    for change in &view.changes {
        say(&change.text);
    }
}

pub(crate) fn review(view: &ReviewView) {
    let mut rows = vec![row(["worth", "items", "accounts", "theme", "why", "like"])];
    for item in &view.items {
        rows.push(row([
            &format!("{:.2}", item.score),
            &number(item.n),
            &number(item.n_accounts),
            &item.name,
            &item.reason,
            item.like.as_ref().map_or("", |(_, name)| name),
        ]));
    }
    columns(&rows);
    say(&view.method);
}

pub(crate) fn suggest(view: &SuggestView) {
    let name = view.theme.as_ref().map_or("new", |(_, name)| name);
    let nearest = view.nearest.as_ref().map_or("no theme", |(_, name)| name);
    say(&format!(
        "{name} (cosine {:.2} to {nearest}, {:.2} needed)",
        view.similarity, view.threshold
    ));
}

/// A value of a score with its sign, in the units of the measure; what rounds to nothing has none.
fn signed(value: f64, format: &str) -> String {
    let (text, unit) = match format {
        "share" => (format!("{:+.1}", 100.0 * value), " points"),
        "score" => (format!("{value:+.3}"), ""),
        _ => (format!("{value:+.1}"), ""),
    };
    let is_nothing = text.bytes().all(|b| !b.is_ascii_digit() || b == b'0');
    let text = if is_nothing { text.trim_start_matches(['+', '-']) } else { text.as_str() };
    format!("{text}{unit}")
}

/// A p or q in a column that names it.
fn chance(p: f64) -> String {
    p_value("", p).trim_start_matches([' ', '=']).to_owned()
}

pub(crate) fn impact(view: &ImpactView) {
    let mut rows = vec![row(["value", "answers", "impact", "95 % interval", "q"])];
    for own in &view.rows {
        let interval = own.low.zip(own.high).map_or_else(
            || "–".to_owned(),
            |(low, high)| {
                format!("{} to {}", signed(low, &view.format), signed(high, &view.format))
            },
        );
        rows.push(row([
            &own.value,
            &number(own.n),
            &signed(own.impact, &view.format),
            &interval,
            &own.q.map_or_else(|| "–".to_owned(), chance),
        ]));
    }
    columns(&rows);
    for note in &view.footnotes {
        say(note);
    }
}

pub(crate) fn drivers(view: &DriversView) {
    say(&format!(
        "{}: {} in all, {} by mix, {} by rate",
        view.measure_name,
        signed(view.change, &view.format),
        signed(view.mix, &view.format),
        signed(view.rate, &view.format)
    ));
    if let (Some(low), Some(high), Some(p)) = (view.change_low, view.change_high, view.p) {
        let [low, high] = [low, high].map(|end| signed(end, &view.format));
        say(&format!("95 % interval {low} to {high}, {}", p_value("p", p)));
    }
    let mut rows = vec![row(["value", "before", "after", "mix", "rate"])];
    for own in &view.rows {
        rows.push(row([
            if own.value.is_empty() { "(none)" } else { &own.value },
            &number(own.n_before),
            &number(own.n_after),
            &signed(own.mix, &view.format),
            &signed(own.rate, &view.format),
        ]));
    }
    columns(&rows);
    for note in &view.footnotes {
        say(note);
    }
}

pub(crate) fn surprises(view: &SurprisesView) {
    for own in &view.cells {
        say(&format!(
            "'{}' in {} ({}): {} of {} against {} elsewhere, {}",
            own.theme_name,
            own.value,
            own.dimension_name,
            percent(own.share),
            own.base,
            percent(own.rest),
            p_value("q", own.q)
        ));
    }
    for note in &view.footnotes {
        say(note);
    }
}

pub(crate) fn spikes(view: &SpikesView) {
    if !view.unavailable.is_empty() {
        say(&view.unavailable);
    }
    for spike in &view.spikes {
        let segment = spike
            .subject
            .segment
            .as_ref()
            .map_or_else(String::new, |(_, value)| format!(" in {value}"));
        let subject = format!("{} '{}'", spike.subject.kind, spike.subject.name);
        let name = match &spike.called {
            Some(called) => format!("'{called}' in {subject}"),
            None => subject,
        };
        say(&format!(
            "{} to {}  {name}{segment}: {} items, {} the week before, {:.1} expected, p {:.2e}, q {:.2e} — {}",
            spike.from,
            spike.to,
            spike.count,
            spike.previous,
            spike.expected,
            spike.p,
            spike.q,
            spike.verdict
        ));
        for line in beside(spike) {
            say(&format!("  {line}"));
        }
    }
    for week in &view.volume {
        say(&format!(
            "{} to {}  everything rose: {} items, {:.0} expected, p {:.2e}",
            week.from,
            week.to,
            number(week.count),
            week.expected,
            week.p
        ));
    }
    for note in &view.footnotes {
        say(note);
    }
}

/// What stands beside a spike: the mean, and the other series that its rows explain.
fn beside(spike: &SpikeView) -> Vec<String> {
    let name = |own: &SubjectView| match &own.segment {
        Some((_, within)) => format!("'{}' ({within})", own.name),
        None => format!("'{}'", own.name),
    };
    let mut lines: Vec<String> = spike.mean_shift.iter().cloned().collect();
    if !spike.also.is_empty() {
        let names: Vec<String> = spike.also.iter().map(name).collect();
        lines.push(format!("With it rose {}", names.join(", ")));
    }
    lines
}

/// An interval of a ratio; open above where nothing bounds it.
fn between(low: f64, high: Option<f64>) -> String {
    high.map_or_else(|| format!("above {low:.2}×"), |high| format!("{low:.2}× to {high:.2}×"))
}

pub(crate) fn news(view: &NewsView) {
    for term in &view.terms {
        say(&format!(
            "{} to {}  {} “{}”: {}, {:.1} expected, p {:.2e}, q {:.2e}",
            view.from,
            view.to,
            if term.is_new { "new words" } else { "more often" },
            term.text,
            number(term.n_accounts),
            term.expected,
            term.p,
            term.q
        ));
    }
    for own in &view.releases {
        say(&format!(
            "{}  release {}: {} days before and after, {} of {} series changed",
            own.release.day,
            own.release.name,
            own.days,
            own.changes.len(),
            own.n_compared
        ));
        for change in &own.changes {
            say(&format!(
                "  {} '{}': {} before, {} after; {}, p {:.2e}, q {:.2e}",
                change.subject.kind,
                change.subject.name,
                number(change.before),
                number(change.after),
                between(change.ratio_low, change.ratio_high),
                change.p,
                change.q
            ));
        }
    }
    for note in &view.footnotes {
        say(note);
    }
}

pub(crate) fn alerts(view: &AlertsView) {
    if !view.unavailable.is_empty() {
        say(&view.unavailable);
    }
    for alert in &view.alerts {
        let values = |segment: &std::collections::BTreeMap<String, String>| {
            segment.values().cloned().collect::<Vec<String>>().join(", ")
        };
        let segment = alert
            .segment
            .as_ref()
            .map_or_else(String::new, |segment| format!(" in {}", values(segment)));
        say(&format!(
            "{}  {} '{}'{segment}: {:.4} since {}, {:.4} expected, p {:.2e}; {} items of {} accounts",
            alert.date,
            alert.kind,
            alert.label,
            alert.count,
            alert.from,
            alert.expected,
            alert.p,
            alert.rows.len(),
            alert.n_accounts
        ));
    }
    for note in &view.footnotes {
        say(note);
    }
}

pub(crate) fn findings(view: &FindingsView) {
    if view.findings.is_empty() {
        say("nothing stands out");
    }
    for finding in &view.findings {
        let mark = if finding.needs_decision { "●" } else { "○" };
        say(&format!("{mark} {}", finding.title));
        say(&format!("  {}", finding.detail));
        for quote in finding.quotes.iter().take(1) {
            say(&format!("  “{}”", quote.text));
        }
    }
}

pub(crate) fn coverage(view: &CoverageView) {
    let head =
        ["segment", "dimension", "items", "accounts", "of", "margin", "reached", "allows", "flag"];
    let mut rows = vec![row(head)];
    for segment in &view.segments {
        let flag = match segment.n_needed {
            n if segment.flag == "red" && n > 0 => format!("red, {n} to go"),
            _ => segment.flag.clone(),
        };
        rows.push(row([
            &segment.value,
            &segment.dimension_name,
            &number(segment.n),
            &number(segment.n_accounts),
            &segment.population.map_or_else(|| "–".to_owned(), number),
            &format!("±{:.1} points", 100.0 * segment.margin),
            &percent(segment.reached),
            &segment.confidence,
            &flag,
        ]));
    }
    columns(&rows);
    for own in &view.representation {
        let (p, q) = (p_value("p", own.p), p_value("q", own.q));
        say(&format!(
            "{}: {} {} of {} accounts spoke; chi-square {:.1}{}, {p}, {q} over the {} dimensions, Cramér's V {:.2}.",
            own.dimension_name,
            own.verdict,
            number(own.n_spoke),
            number(own.n_accounts),
            own.chi2,
            match own.n_dealt {
                0 => String::new(),
                n => format!(" against {n} random tables of the same totals"),
            },
            view.representation.len(),
            own.v
        ));
    }
    for note in &view.footnotes {
        say(note);
    }
}

pub(crate) fn accounts(view: &AccountsView) {
    let mut rows = vec![row(["risk", "account", "plan", "ARR", "items", "low", "renewal", "why"])];
    for account in &view.accounts {
        rows.push(row([
            &account.risk.to_string(),
            &account.name,
            account.plan.as_deref().unwrap_or(""),
            &account.arr.map_or_else(|| "–".to_owned(), |arr| money(arr, view.currency.as_deref())),
            &number(account.n),
            &number(account.n_low),
            account.renewal.as_deref().unwrap_or("–"),
            &account.reasons.join(", "),
        ]));
    }
    columns(&rows);
}
