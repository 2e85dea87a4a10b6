//! One crosstab for a spreadsheet and for a text.

use super::csv::line;
use super::markup::{csv_cell, markdown};
use crate::view::TableView;
use crate::wording::{capital, name_in_sentence, percent, readable};

/// What stands where there is no value.
const NONE: &str = "–";

/// Value, base, intervals, difference to the rest, mark, letters and q of each cell side by side, those
/// of tested totals too; warnings and footnotes below.
pub fn table_csv(view: &TableView) -> String {
    let mut out = String::from("\u{feff}");
    let mut header = vec![csv_cell(&view.row_name)];
    for c in 0..view.cols.len() {
        let label = column(view, c);
        header.push(csv_cell(&label));
        header.extend(parts_of(view).map(|part| csv_cell(&format!("{label} {part}"))));
    }
    let all = total_name(&view.cols);
    // Without a second dimension the one column is that of the totals.
    let has_cols = view.col_dimension.is_some();
    if has_cols {
        header.extend([all.to_owned(), format!("{all} base")]);
    }
    let parts = view.all_col.as_ref().map(|_| parts_of(view).map(|part| format!("{all} {part}")));
    header.extend(parts.into_iter().flatten().skip(1));
    out += &line(header);
    for own in lines(view) {
        let mut cells = vec![csv_cell(&own.label())];
        let n_cols = view.cols.len();
        cells.extend((0..n_cols).flat_map(|c| csv_parts(own.view, own.r * n_cols + c)));
        if has_cols {
            cells.extend([number(own.view.row_value[own.r]), number(own.view.row_n[own.r])]);
        }
        if let Some(tested) = own.view.all_col.as_ref() {
            cells.extend(csv_parts(tested, own.r).into_iter().skip(2));
        }
        out += &line(cells);
    }
    let mut all = vec![total_name(&view.rows).to_owned()];
    for c in 0..view.cols.len() {
        if let Some(tested) = &view.all_row {
            all.extend(csv_parts(tested, c));
        } else {
            all.extend([number(view.col_value[c]), number(view.col_n[c])]);
            all.extend(std::iter::repeat_n(String::new(), PARTS.len() - 1));
        }
    }
    if has_cols {
        all.extend([number(view.total_value), number(view.total_n)]);
    }
    out += &line(all);
    for note in notes(view) {
        out += &line([csv_cell(&note)]);
    }
    out
}

/// What stands behind the value of a cell.
const PARTS: [&str; 10] = [
    "base",
    "95 % low",
    "95 % high",
    "difference",
    "difference low",
    "difference high",
    "mark",
    "letters",
    "q",
    "not tested because",
];

/// [`PARTS`] as they are called in a table: of ranks, differences are those of Cliff.
fn parts_of(view: &TableView) -> [String; 10] {
    let is_ranked = is_ranked(view);
    PARTS.map(
        |part| if is_ranked { part.replace("difference", "Cliff's delta") } else { part.into() },
    )
}

/// Whether the test of the table compares ranks.
pub(super) fn is_ranked(view: &TableView) -> bool {
    view.test.starts_with("Brunner")
}

/// The value of a cell, and [`PARTS`].
fn csv_parts(view: &TableView, i: usize) -> [String; 11] {
    [
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
        csv_cell(untested(view, i)),
    ]
}

/// Why a cell was not tested; nothing where it was, and where nothing is tested.
fn untested(view: &TableView, i: usize) -> &str {
    let why = view.untested.get(i).map_or("", String::as_str);
    if view.test.is_empty() { "" } else { why }
}

fn number(value: f64) -> String {
    if value.is_nan() { String::new() } else { value.to_string() }
}

/// The table as Markdown: value with arrow and letters, its base in brackets; a dash where there is
/// no value.
pub fn table_markdown(view: &TableView) -> String {
    let mut out = format!("**{}**\n\n", markdown(&title(view)));
    let mut head = vec![markdown(&heading(&view.row_name))];
    head.extend((0..view.cols.len()).map(|c| markdown(&column(view, c))));
    let has_cols = view.col_dimension.is_some();
    head.extend(has_cols.then(|| total_name(&view.cols).to_owned()));
    let rule = format!("| --- |{}\n", " ---: |".repeat(head.len() - 1));
    out += &row_of(&head);
    out += &rule;
    let written = |value: f64, signs: &str, base: Option<f64>| {
        let base = base.map(|base| format!("({})", rounded(base))).unwrap_or_default();
        let parts = [shown(view, value), signs.to_owned(), base];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    };
    let sum = |value: f64, n: f64, signs: &str| written(value, signs, base_of_sum(view, n));
    for line in lines(view) {
        let Line { view: own, r, .. } = line;
        let mut cells = vec![markdown(&line.label())];
        for i in r * view.cols.len()..(r + 1) * view.cols.len() {
            cells.push(written(own.value[i], &signs(own, i), base(own, i)));
        }
        let signs = part_signs(own.all_col.as_deref(), r);
        cells.extend(has_cols.then(|| sum(own.row_value[r], own.row_n[r], &signs)));
        out += &row_of(&cells);
    }
    let mut all = vec![total_name(&view.rows).to_owned()];
    let total =
        |c: usize| sum(view.col_value[c], view.col_n[c], &part_signs(view.all_row.as_deref(), c));
    all.extend((0..view.cols.len()).map(total));
    all.extend(has_cols.then(|| sum(view.total_value, view.total_n, "")));
    out += &row_of(&all);
    for note in notes(view) {
        out += &format!("\n{}\n", markdown(&note));
    }
    out
}

/// A row as it is written: of the table, or of its subtotals.
#[derive(Debug)]
pub struct Line<'a> {
    /// The table that it is in, …
    pub view: &'a TableView,
    /// … and which of its rows it is.
    pub r: usize,
    /// Its outer value, where rows are nested.
    pub outer: Option<String>,
    /// Its own value; that of a total for a subtotal.
    pub inner: String,
}

impl Line<'_> {
    /// Both values in one.
    pub fn label(&self) -> String {
        let outer = self.outer.as_ref().map(|outer| format!("{outer} › "));
        outer.unwrap_or_default() + &self.inner
    }
}

/// The rows in their order, each group behind its subtotals.
pub fn lines(view: &TableView) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    for (r, row) in view.rows.iter().enumerate() {
        let outer = view.row_groups.get(r);
        let is_first = outer.is_some_and(|own| r == 0 || view.row_groups[r - 1] != *own);
        let subtotal = view.subtotals.as_deref().filter(|_| is_first).and_then(|subtotals| {
            let at = subtotals.rows.iter().position(|own| Some(own) == outer)?;
            Some((subtotals, at))
        });
        let outer = outer.map(|own| readable(own));
        lines.extend(subtotal.map(|(view_of, at)| Line {
            view: view_of,
            r: at,
            outer: outer.clone(),
            inner: total_name(&view.rows).to_owned(),
        }));
        lines.push(Line { view, r, outer, inner: readable(row) });
    }
    lines
}

/// What a total is called, where no value is called so.
pub fn total_name(values: &[String]) -> &'static str {
    let is_taken = |name: &str| values.iter().any(|own| own.trim().eq_ignore_ascii_case(name));
    ["All", "Total"].into_iter().find(|name| !is_taken(name)).unwrap_or("All together")
}

/// The arrows and letters of a total, where it is tested.
pub fn part_signs(part: Option<&TableView>, i: usize) -> String {
    part.map(|part| signs(part, i)).unwrap_or_default()
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
pub fn notes(view: &TableView) -> Vec<String> {
    let filter = super::selection(&view.filter);
    let filter = (!filter.is_empty()).then(|| format!("Only {}.", filter.join("; ")));
    let legend = view
        .mark
        .iter()
        .any(|mark| *mark != 0.0)
        .then(|| "▲ above the rest, ▼ below, doubled when very sure.".to_owned());
    let dashes: Vec<&str> =
        (0..view.value.len()).map(|i| untested(view, i)).filter(|why| !why.is_empty()).collect();
    let legend_of_dashes = dashes.first().map(|why| {
        format!("{NONE} behind a value: not tested, such as: {why}. The workbook and CSV have each reason.")
    });
    let legend = legend.into_iter().chain(legend_of_dashes);
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

/// The arrows and letters of a cell; a dash where it has a value and was not tested.
pub fn signs(view: &TableView, i: usize) -> String {
    let letters = view.letters.get(i).map_or("", String::as_str);
    let is_dash = !untested(view, i).is_empty() && !at(&view.value, i).is_nan();
    let dash = if is_dash { NONE } else { "" };
    [arrow(at(&view.mark, i)), letters, dash].join(" ").trim().to_owned()
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
            col_dimension: Some("plan".to_owned()),
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
        assert!(
            text.contains("| =x › a\\|b | 50\u{a0}% ▲▲ b (40) | – (0) | 50\u{a0}% (40) |"),
            "{text}"
        );
        assert!(text.contains("| --- | ---: | ---: | ---: |") && text.ends_with("A note\n"));
    }

    #[test]
    fn totals_and_subtotals_have_their_signs_and_names_of_their_own() {
        let part = |rows: &[&str], letters: &str| {
            let rows: Vec<String> = rows.iter().map(|own| (*own).to_owned()).collect();
            let letters = vec![letters.to_owned(), String::new()];
            Some(Box::new(TableView { rows, letters, row_groups: Vec::new(), ..view() }))
        };
        let view = TableView {
            cols: vec!["All".to_owned(), "Free".to_owned()],
            all_row: part(&["All"], "B"),
            all_col: part(&["a|b"], "C"),
            subtotals: part(&["=x"], "b"),
            ..view()
        };
        let text = table_markdown(&view);
        assert!(text.contains("| All (A) | Free (B) | Total |"), "{text}");
        let at = |part: &str| text.find(part).unwrap_or_else(|| panic!("{part}: {text}"));
        assert!(at("| =x › All | 50\u{a0}% ▲▲ b (40) |") < at("| =x › a\\|b |"));
        assert!(at("50\u{a0}% ▲▲ C (40) |\n") < at("| All | 50\u{a0}% ▲▲ B (40) |"));
        let csv = table_csv(&view);
        let n_cells: Vec<usize> = csv.lines().take(4).map(|l| l.split(',').count()).collect();
        assert_eq!(n_cells[0], n_cells[2], "{csv}");
        assert!(csv.contains("Total 95 % low") && csv.contains("'=x › All,0.5"), "{csv}");
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
        assert_eq!(lines[1], "'=x › a|b,0.5,40,,,,,,▲▲,b,0.0004,,,0,,,,,,,,,,0.5,40");
        assert_eq!(lines[0].split(',').count(), lines[1].split(',').count());
        assert_eq!(lines[2].split(',').count(), lines[1].split(',').count());
    }
}
