//! One crosstab as a workbook: the table, all that is known of each cell, and the notes.

use super::crosstab::{
    Line, arrow, at, column, heading, is_good, is_neutral, is_ranked, lines, notes, part_signs,
    signs, title, total_name,
};
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
        head.extend([Cell::head(total_name(&view.cols)), Cell::head("n")]);
    } else {
        head.push(Cell::head("n"));
    }
    rows.push(head);
    rows.extend(lines(view).iter().map(|line| row(view, line)));
    rows.extend(totals(view, n_names));
    Sheet { name: "Table", rows, frozen: (3, n_names), has_filter: false }
}

/// A row of the table, or of its subtotals.
fn row(table: &TableView, line: &Line<'_>) -> Vec<Cell> {
    let Line { view, r, .. } = *line;
    let outer = line.outer.iter().map(|outer| Cell::text(outer.clone()));
    let mut cells: Vec<Cell> = outer.chain([Cell::text(line.inner.clone())]).collect();
    let own = r * view.cols.len()..(r + 1) * view.cols.len();
    let is_subtotal = !std::ptr::eq(view, table);
    let font = |i: usize| match tone(view, i) {
        Font::Plain if is_subtotal => Font::Strong,
        font => font,
    };
    cells.extend(own.map(|i| value(view, view.value[i], &signs(view, i), font(i))));
    if view.col_dimension.is_some() {
        let signs = part_signs(view.all_col.as_deref(), r);
        cells.push(value(view, view.row_value[r], &signs, Font::Strong));
    }
    cells.push(Cell::Number(view.row_n[r], "#,##0".to_owned(), Font::Muted));
    cells
}

/// The values of all rows together, and below them what they are out of.
fn totals(view: &TableView, n_names: usize) -> [Vec<Cell>; 2] {
    let blank = || std::iter::repeat_n(Cell::Empty, n_names - 1);
    let n = |value: f64| Cell::Number(value, "#,##0".to_owned(), Font::Muted);
    let mut all: Vec<Cell> =
        std::iter::once(Cell::head(total_name(&view.rows))).chain(blank()).collect();
    let mut bases: Vec<Cell> =
        std::iter::once(Cell::Text("n".to_owned(), Font::Muted)).chain(blank()).collect();
    if view.col_dimension.is_some() {
        let total = |(c, own): (usize, &f64)| {
            value(view, *own, &part_signs(view.all_row.as_deref(), c), Font::Strong)
        };
        all.extend(view.col_value.iter().enumerate().map(total));
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
    cells: Cells,
    format: &'static str,
}

/// One number of each cell of a table.
type Cells = fn(&TableView) -> &[f64];

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
    let all: [(&'static str, Cells, &'static str); 20] = [
        ("", |view| &view.value, value),
        ("base", |view| &view.base, COUNT),
        ("items", |view| &view.n, COUNT),
        ("low scores", |view| &view.low, COUNT),
        ("accounts", |view| &view.accounts, COUNT),
        ("ARR", |view| &view.arr, COUNT),
        ("95 % low", |view| &view.ci_low, value),
        ("95 % high", |view| &view.ci_high, value),
        ("as compared", |view| &view.compared, if value == COUNT { "0.0%" } else { value }),
        ("the rest", |view| &view.rest, if value == COUNT { "0.0%" } else { value }),
        ("difference", |view| &view.diff, change),
        ("difference, 95 % low", |view| &view.diff_low, change),
        ("difference, 95 % high", |view| &view.diff_high, change),
        ("adjusted residual", |view| &view.residual, "0.00"),
        ("p", |view| &view.p, CHANCE),
        ("q", |view| &view.q, CHANCE),
        ("p of a second test", |view| &view.p_check, CHANCE),
        ("difference in its row", |view| &view.within_diff, change),
        ("q in its row", |view| &view.within_q, CHANCE),
        ("largest share of one account", |view| &view.top_account_share, "0%"),
    ];
    let is_ranked = is_ranked(view);
    let named = |name: &'static str| {
        name.strip_prefix("difference").filter(|_| is_ranked).map_or(name, |rest| match rest {
            "" => "Cliff's delta",
            ", 95 % low" => "Cliff's delta, 95 % low",
            ", 95 % high" => "Cliff's delta, 95 % high",
            _ => "Cliff's delta in its row",
        })
    };
    let called = |name: &'static str| match name {
        "" => view.measure_name.as_str(),
        name => named(name),
    };
    let facts =
        all.into_iter().map(|(name, cells, format)| Fact { name: called(name), cells, format });
    let is_known = |fact: &Fact<'_>| (fact.cells)(view).iter().any(|value| !value.is_nan());
    let is_own = |idx: usize, fact: &Fact<'_>| idx == 0 || (fact.cells)(view) != view.value;
    facts
        .enumerate()
        .filter(|(idx, own)| is_known(own) && is_own(*idx, own))
        .map(|(_, own)| own)
        .collect()
}

/// One row a cell, with all that is known of it; subtotals before their group, tested totals last.
fn evidence(view: &TableView) -> Sheet {
    let facts = facts(view);
    let mut head = sides(&view.row_name, !view.row_groups.is_empty());
    let n_names = head.len();
    if let Some(name) = &view.col_name {
        head.extend(sides(name, !view.col_groups.is_empty()));
    }
    let named = |name: &str| if name.len() > 1 { capital(name) } else { name.to_owned() };
    head.extend(facts.iter().map(|fact| named(fact.name)));
    head.extend(["Arrow", "Exceeds columns", "Not tested because"].map(str::to_owned));
    let mut rows = vec![head.into_iter().map(Cell::head).collect()];
    let col_names = |c: usize| match view.col_dimension {
        Some(_) => names(&view.col_groups, c, &view.cols[c]),
        None => Vec::new(),
    };
    let total = |values: &[String]| Cell::text(total_name(values));
    // The total of all columns stands under the first of their names.
    let n_col_names = if view.col_groups.is_empty() { 1 } else { 2 };
    let all_cols = || {
        let blank = std::iter::repeat_n(Cell::Empty, n_col_names - 1);
        std::iter::once(total(&view.cols)).chain(blank)
    };
    for line in lines(view) {
        let outer = line.outer.iter().map(|outer| Cell::text(outer.clone()));
        let own: Vec<Cell> = outer.chain([Cell::text(line.inner.clone())]).collect();
        for c in 0..view.cols.len() {
            let cells = own.iter().cloned().chain(col_names(c));
            let facts = evidence_of(line.view, line.r * view.cols.len() + c, &facts);
            rows.push(cells.chain(facts).collect());
        }
        if let Some(all) = &line.view.all_col {
            let cells = own.iter().cloned().chain(all_cols());
            rows.push(cells.chain(evidence_of(all, line.r, &facts)).collect());
        }
    }
    for c in (0..view.cols.len()).filter(|_| view.all_row.is_some()) {
        let blank = std::iter::repeat_n(Cell::Empty, n_names - 1);
        let cells = std::iter::once(total(&view.rows)).chain(blank).chain(col_names(c));
        let own = view.all_row.iter().flat_map(|all| evidence_of(all, c, &facts));
        rows.push(cells.chain(own).collect());
    }
    Sheet { name: "Evidence", rows, frozen: (1, 0), has_filter: true }
}

fn evidence_of(view: &TableView, i: usize, facts: &[Fact<'_>]) -> Vec<Cell> {
    let number = |fact: &Fact<'_>| {
        Cell::Number(at((fact.cells)(view), i), fact.format.to_owned(), Font::Plain)
    };
    let mut cells: Vec<Cell> = facts.iter().map(number).collect();
    let text = |list: &[String]| Cell::text(list.get(i).cloned().unwrap_or_default());
    cells.extend([Cell::text(arrow(at(&view.mark, i))), text(&view.letters), text(&view.untested)]);
    cells
}

fn about(view: &TableView) -> Sheet {
    let mut rows = vec![vec![Cell::head(title(view))]];
    rows.extend(notes(view).into_iter().map(|note| vec![Cell::text(note)]));
    Sheet { name: "Notes", rows, ..Sheet::default() }
}
