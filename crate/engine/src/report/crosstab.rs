//! One crosstab for a spreadsheet and for a text.

use super::csv::line;
use super::markup::{csv_cell, markdown};
use crate::view::TableView;
use crate::wording::{capital, name_in_sentence, percent, readable};

/// What stands where there is no value.
const NONE: &str = "–";

/// Value, base, intervals, difference to the rest, mark, letters and q of each cell side by side; warnings and footnotes below.
pub fn table_csv(view: &TableView) -> String {
    let mut out = String::from("\u{feff}");
    let mut header = vec![csv_cell(&view.row_name)];
    for c in 0..view.cols.len() {
        let label = column(view, c);
        header.push(csv_cell(&label));
        let parts =
            ["base", "95 % low", "95 % high", "difference", "difference low", "difference high"];
        header.extend(parts.map(|part| csv_cell(&format!("{label} {part}"))));
        let parts = ["mark", "letters", "q"];
        header.extend(parts.map(|part| csv_cell(&format!("{label} {part}"))));
    }
    header.extend(["All".to_owned(), "All base".to_owned()]);
    out += &line(header);
    let number = |value: f64| if value.is_nan() { String::new() } else { value.to_string() };
    for r in 0..view.rows.len() {
        let mut cells = vec![csv_cell(&row(view, r))];
        for i in r * view.cols.len()..(r + 1) * view.cols.len() {
            cells.extend([
                number(view.value[i]),
                number(view.base[i]),
                number(at(&view.ci_low, i)),
                number(at(&view.ci_high, i)),
                number(at(&view.diff, i)),
                number(at(&view.diff_low, i)),
                number(at(&view.diff_high, i)),
                arrow(at(&view.mark, i)).to_owned(),
                view.letters.get(i).cloned().unwrap_or_default(),
                number(at(&view.q, i)),
            ]);
        }
        cells.extend([number(view.row_value[r]), number(view.row_n[r])]);
        out += &line(cells);
    }
    let mut all = vec!["All".to_owned()];
    for c in 0..view.cols.len() {
        all.extend([number(view.col_value[c]), number(view.col_n[c])]);
        all.extend(std::iter::repeat_n(String::new(), 8));
    }
    all.extend([number(view.total_value), number(view.total_n)]);
    out += &line(all);
    for note in notes(view) {
        out += &line([csv_cell(&note)]);
    }
    out
}

/// The table as Markdown: value with arrow and letters, its base in brackets; a dash where there is
/// no value.
pub fn table_markdown(view: &TableView) -> String {
    let mut out = format!("**{}**\n\n", markdown(&title(view)));
    let mut head = vec![markdown(&heading(&view.row_name))];
    head.extend((0..view.cols.len()).map(|c| markdown(&column(view, c))));
    head.push("All".to_owned());
    let rule = format!("| --- |{}\n", " ---: |".repeat(head.len() - 1));
    out += &row_of(&head);
    out += &rule;
    let with_base = |text: &str, base: Option<f64>| match base {
        Some(base) => format!("{text} ({})", rounded(base)),
        None => text.to_owned(),
    };
    let sum = |value: f64, n: f64| with_base(&shown(view, value), base_of_sum(view, n));
    for r in 0..view.rows.len() {
        let mut cells = vec![markdown(&row(view, r))];
        for i in r * view.cols.len()..(r + 1) * view.cols.len() {
            let parts = [shown(view, view.value[i]), signs(view, i)];
            let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            cells.push(with_base(&parts.join(" "), base(view, i)));
        }
        cells.push(sum(view.row_value[r], view.row_n[r]));
        out += &row_of(&cells);
    }
    let mut all = vec!["All".to_owned()];
    all.extend((0..view.cols.len()).map(|c| sum(view.col_value[c], view.col_n[c])));
    all.push(sum(view.total_value, view.total_n));
    out += &row_of(&all);
    for note in notes(view) {
        out += &format!("\n{}\n", markdown(&note));
    }
    out
}

fn row_of(cells: &[String]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

/// What the table is about: "Low-score rate by theme and plan".
pub(super) fn title(view: &TableView) -> String {
    let across = view.col_name.iter().map(|name| format!(" and {}", name_in_sentence(name)));
    let sides = across.fold(name_in_sentence(&view.row_name), |sides, own| sides + &own);
    format!("{} by {sides}", capital(&view.measure_name))
}

/// A column's name at the head of a table.
pub(super) fn heading(name: &str) -> String {
    name.split(" › ").map(|part| capital(&readable(part))).collect::<Vec<_>>().join(" › ")
}

/// What stands below a table: which rows it has, what its totals hide, how it was tested.
pub(super) fn notes(view: &TableView) -> Vec<String> {
    let filter = super::selection(&view.filter);
    let filter = (!filter.is_empty()).then(|| format!("Only {}.", filter.join("; ")));
    let legend = view
        .mark
        .iter()
        .any(|mark| *mark != 0.0)
        .then(|| "▲ above the rest, ▼ below, doubled when very sure.".to_owned());
    let parts = filter.into_iter().chain(view.warnings.iter().cloned()).chain(legend);
    parts.chain(view.footnotes.iter().cloned()).collect()
}

/// What the value of a cell is out of; nothing where the value itself is the count.
fn base(view: &TableView, i: usize) -> Option<f64> {
    match (view.measure.as_str(), view.format.as_str()) {
        ("count", _) => None,
        (_, "count" | "money") => Some(view.n[i]),
        _ => Some(view.base[i]),
    }
}

/// The same for a total of `n`.
fn base_of_sum(view: &TableView, n: f64) -> Option<f64> {
    (view.measure != "count").then_some(n)
}

/// Whether more of a measure is better.
pub(super) fn is_good(measure: &str) -> bool {
    matches!(measure, "mean-score" | "top-2-box" | "nps")
}

/// Whether more of a measure is neither good nor bad.
pub(super) fn is_neutral(measure: &str) -> bool {
    matches!(measure, "count" | "row-share" | "col-share" | "accounts" | "arr")
}

/// A row's value, behind its outer one where rows are nested.
fn row(view: &TableView, r: usize) -> String {
    nested(&view.row_groups, r, &view.rows[r])
}

/// A column's value with its letter.
pub(super) fn column(view: &TableView, c: usize) -> String {
    let name = nested(&view.col_groups, c, &view.cols[c]);
    match view.col_letters.get(c).filter(|_| view.n_pair_tests > 0) {
        Some(letter) => format!("{name} ({letter})"),
        None => name,
    }
}

fn nested(groups: &[String], idx: usize, value: &str) -> String {
    let value = readable(value);
    groups.get(idx).map_or(value.clone(), |group| format!("{} › {value}", readable(group)))
}

/// The arrows and letters of a cell.
pub(super) fn signs(view: &TableView, i: usize) -> String {
    let letters = view.letters.get(i).map_or("", String::as_str);
    [arrow(at(&view.mark, i)), letters].join(" ").trim().to_owned()
}

pub(super) fn arrow(mark: f64) -> &'static str {
    match mark {
        m if m >= 2.0 => "▲▲",
        m if m >= 1.0 => "▲",
        m if m <= -2.0 => "▼▼",
        m if m <= -1.0 => "▼",
        _ => "",
    }
}

fn shown(view: &TableView, value: f64) -> String {
    match view.format.as_str() {
        _ if value.is_nan() => NONE.to_owned(),
        "share" => percent(value),
        "score" => format!("{value:.2}"),
        _ => rounded(value),
    }
}

fn rounded(value: f64) -> String {
    if value.is_nan() { NONE.to_owned() } else { format!("{value:.0}") }
}

/// A value of a list that may be empty; NaN where there is none.
pub(super) fn at(values: &[f64], idx: usize) -> f64 {
    values.get(idx).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view() -> TableView {
        TableView {
            row_name: "Area".to_owned(),
            col_name: Some("Plan".to_owned()),
            measure_name: "low-score rate".to_owned(),
            format: "share".to_owned(),
            rows: vec!["a|b".to_owned()],
            row_groups: vec!["=x".to_owned()],
            cols: vec!["Team".to_owned(), "Free".to_owned()],
            n_pair_tests: 1,
            col_letters: vec!["A".to_owned(), "B".to_owned()],
            value: vec![0.5, f64::NAN],
            base: vec![40.0, 0.0],
            mark: vec![2.0, 0.0],
            letters: vec!["b".to_owned(), String::new()],
            q: vec![0.0004, f64::NAN],
            row_value: vec![0.5],
            row_n: vec![40.0],
            col_value: vec![0.5, f64::NAN],
            col_n: vec![40.0, 0.0],
            total_value: 0.5,
            total_n: 40.0,
            footnotes: vec!["A note".to_owned()],
            ..TableView::default()
        }
    }

    #[test]
    fn markdown_has_marks_letters_and_bases_and_no_stray_bars() {
        let text = table_markdown(&view());
        assert!(text.starts_with("**Low-score rate by area and plan**\n"), "{text}");
        assert!(text.contains("| =x › a\\|b | 50% ▲▲ b (40) | – (0) | 50% (40) |"), "{text}");
        assert!(text.contains("| --- | ---: | ---: | ---: |") && text.ends_with("A note\n"));
    }

    #[test]
    fn a_count_is_not_out_of_itself() {
        let view = TableView { measure: "count".into(), format: "count".into(), ..view() };
        let text = table_markdown(&view);
        assert!(text.contains(" ▲▲ b | – |") && !text.contains("(40)"), "{text}");
    }

    #[test]
    fn a_spreadsheet_gets_numbers_and_no_formulas() {
        let text = table_csv(&view());
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[1], "'=x › a|b,0.5,40,,,,,,▲▲,b,0.0004,,0,,,,,,,,,0.5,40");
        assert_eq!(lines[0].split(',').count(), lines[1].split(',').count());
        assert_eq!(lines[2].split(',').count(), lines[1].split(',').count());
    }
}
