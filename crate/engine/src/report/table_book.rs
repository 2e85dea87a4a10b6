//! One crosstab as a workbook: the table, all that is known of each cell, and the notes.

use super::crosstab::{arrow, at, column, heading, is_good, is_neutral, notes, signs, title};
use super::workbook::{Cell, Font, Sheet, workbook};
use crate::view::TableView;
use crate::wording::{capital, readable};

/// The bytes of an `.xlsx` file. Values are numbers, their arrows and letters part of the number
/// format, so that they can be charted and calculated with.
pub fn table_workbook(view: &TableView) -> Vec<u8> {
    workbook(&[table(view), evidence(view), about(view)])
}

fn table(view: &TableView) -> Sheet {
    let is_nested = !view.row_groups.is_empty();
    let mut rows = vec![vec![Cell::head(title(view))], Vec::new()];
    let mut head: Vec<Cell> =
        sides(&view.row_name, is_nested).into_iter().map(Cell::head).collect();
    let n_names = head.len();
    head.extend((0..view.cols.len()).map(|c| Cell::head(column(view, c))));
    if view.col_dimension.is_some() {
        head.extend([Cell::head("All"), Cell::head("n")]);
    } else {
        head.push(Cell::head("n"));
    }
    rows.push(head);
    for r in 0..view.rows.len() {
        let mut cells = names(&view.row_groups, r, &view.rows[r]);
        let own = r * view.cols.len()..(r + 1) * view.cols.len();
        cells.extend(own.map(|i| value(view, view.value[i], &signs(view, i), tone(view, i))));
        if view.col_dimension.is_some() {
            cells.push(value(view, view.row_value[r], "", Font::Strong));
        }
        cells.push(Cell::Number(view.row_n[r], "#,##0".to_owned(), Font::Muted));
        rows.push(cells);
    }
    rows.extend(totals(view, n_names));
    Sheet { name: "Table", rows, frozen: (3, n_names), has_filter: false }
}

/// The values of all rows together, and below them what they are out of.
fn totals(view: &TableView, n_names: usize) -> [Vec<Cell>; 2] {
    let blank = || std::iter::repeat_n(Cell::Empty, n_names - 1);
    let n = |value: f64| Cell::Number(value, "#,##0".to_owned(), Font::Muted);
    let mut all: Vec<Cell> = std::iter::once(Cell::head("All")).chain(blank()).collect();
    let mut bases: Vec<Cell> =
        std::iter::once(Cell::Text("n".to_owned(), Font::Muted)).chain(blank()).collect();
    if view.col_dimension.is_some() {
        all.extend(view.col_value.iter().map(|own| value(view, *own, "", Font::Strong)));
        bases.extend(view.col_n.iter().map(|own| n(*own)));
    }
    all.extend([value(view, view.total_value, "", Font::Strong), n(view.total_n)]);
    bases.push(n(view.total_n));
    [all, bases]
}

/// The names of a side, those of an outer and an inner dimension apart.
fn sides(name: &str, is_nested: bool) -> Vec<String> {
    let name = heading(name);
    if is_nested { name.split(" › ").map(str::to_owned).collect() } else { vec![name] }
}

fn names(groups: &[String], idx: usize, value: &str) -> Vec<Cell> {
    let outer = groups.get(idx).map(|group| Cell::text(readable(group)));
    outer.into_iter().chain([Cell::text(readable(value))]).collect()
}

/// A value with what stands behind it.
fn value(view: &TableView, value: f64, signs: &str, font: Font) -> Cell {
    if value.is_nan() {
        return Cell::Text("–".to_owned(), Font::Muted);
    }
    let format = format_of(view, value);
    let format = if signs.is_empty() { format.to_owned() } else { format!("{format}\" {signs}\"") };
    Cell::Number(value, format, font)
}

fn format_of(view: &TableView, value: f64) -> &'static str {
    match view.format.as_str() {
        // As everywhere: one decimal below 10 %.
        "share" if value > 0.0 && value < 0.0995 => "0.0%",
        "share" => "0%",
        "score" => "0.00",
        "points" => "0",
        _ => "#,##0",
    }
}

fn tone(view: &TableView, i: usize) -> Font {
    let mark = at(&view.mark, i);
    if mark.abs() >= 1.0 && is_neutral(&view.measure) {
        Font::Strong
    } else if mark.abs() >= 1.0 {
        if (mark > 0.0) == is_good(&view.measure) { Font::Good } else { Font::Bad }
    } else {
        Font::Plain
    }
}

/// What is known of the cells: its name, the cells and how they are written.
struct Fact<'a> {
    name: &'a str,
    cells: &'a [f64],
    format: &'static str,
}

/// All facts of a table, without those that no cell has and those that are the value over again.
fn facts(view: &TableView) -> Vec<Fact<'_>> {
    const COUNT: &str = "#,##0";
    const CHANCE: &str = "[<0.0001]0.0E+00;0.0000";
    let value = match view.format.as_str() {
        "share" => "0.0%",
        "score" => "0.00",
        "points" => "0.0",
        _ => COUNT,
    };
    let change = if matches!(view.format.as_str(), "score" | "points") {
        "+0.00;-0.00"
    } else {
        "+0.0%;-0.0%"
    };
    let all: [(&str, &[f64], &str); 20] = [
        (&view.measure_name, &view.value, value),
        ("base", &view.base, COUNT),
        ("items", &view.n, COUNT),
        ("low scores", &view.low, COUNT),
        ("accounts", &view.accounts, COUNT),
        ("ARR", &view.arr, COUNT),
        ("95 % low", &view.ci_low, value),
        ("95 % high", &view.ci_high, value),
        ("as compared", &view.compared, if value == COUNT { "0.0%" } else { value }),
        ("the rest", &view.rest, if value == COUNT { "0.0%" } else { value }),
        ("difference", &view.diff, change),
        ("difference, 95 % low", &view.diff_low, change),
        ("difference, 95 % high", &view.diff_high, change),
        ("adjusted residual", &view.residual, "0.00"),
        ("p", &view.p, CHANCE),
        ("q", &view.q, CHANCE),
        ("p of a second test", &view.p_check, CHANCE),
        ("difference in its row", &view.within_diff, change),
        ("q in its row", &view.within_q, CHANCE),
        ("largest share of one account", &view.top_account_share, "0%"),
    ];
    let facts = all.into_iter().map(|(name, cells, format)| Fact { name, cells, format });
    let is_known = |fact: &Fact<'_>| fact.cells.iter().any(|value| !value.is_nan());
    let is_own = |idx: usize, fact: &Fact<'_>| idx == 0 || fact.cells != view.value;
    facts
        .enumerate()
        .filter(|(idx, own)| is_known(own) && is_own(*idx, own))
        .map(|(_, own)| own)
        .collect()
}

/// One row a cell, with all that is known of it.
fn evidence(view: &TableView) -> Sheet {
    let facts = facts(view);
    let mut head = sides(&view.row_name, !view.row_groups.is_empty());
    if let Some(name) = &view.col_name {
        head.extend(sides(name, !view.col_groups.is_empty()));
    }
    let named = |name: &str| if name.len() > 1 { capital(name) } else { name.to_owned() };
    head.extend(facts.iter().map(|fact| named(fact.name)));
    head.extend(["Arrow", "Exceeds columns", "Not tested because"].map(str::to_owned));
    let mut rows = vec![head.into_iter().map(Cell::head).collect()];
    for r in 0..view.rows.len() {
        for c in 0..view.cols.len() {
            rows.push(evidence_of(view, (r, c), &facts));
        }
    }
    Sheet { name: "Evidence", rows, frozen: (1, 0), has_filter: true }
}

fn evidence_of(view: &TableView, (r, c): (usize, usize), facts: &[Fact<'_>]) -> Vec<Cell> {
    let i = r * view.cols.len() + c;
    let mut cells = names(&view.row_groups, r, &view.rows[r]);
    if view.col_dimension.is_some() {
        cells.extend(names(&view.col_groups, c, &view.cols[c]));
    }
    let number =
        |fact: &Fact<'_>| Cell::Number(at(fact.cells, i), fact.format.to_owned(), Font::Plain);
    cells.extend(facts.iter().map(number));
    let text = |list: &[String]| Cell::text(list.get(i).cloned().unwrap_or_default());
    cells.extend([Cell::text(arrow(at(&view.mark, i))), text(&view.letters), text(&view.untested)]);
    cells
}

fn about(view: &TableView) -> Sheet {
    let mut rows = vec![vec![Cell::head(title(view))]];
    rows.extend(notes(view).into_iter().map(|note| vec![Cell::text(note)]));
    Sheet { name: "Notes", rows, ..Sheet::default() }
}
