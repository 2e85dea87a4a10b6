//! One table: for a terminal, or as a file.

use std::path::Path;

use undertone_engine::report::{lines, notes, part_signs, signs, total_name};
use undertone_engine::view::{ExportQuery, TableQuery, TableView};
use undertone_engine::wording::{money, percent};

use crate::args::{Input, TableOptions};
use crate::print::{self, columns, say};
use crate::run::{Failure, Outcome, analysed, answer, write};

/// The options of a query.
pub(crate) fn query(options: &TableOptions) -> TableQuery {
    TableQuery {
        max_rows: options.max_rows,
        max_cols: options.max_cols,
        unit: options.unit.clone(),
        test: options.test.clone(),
        adjust: options.adjust.clone(),
        level: options.level,
        strict_level: options.strict_level,
        min_base: options.min_base,
        hide_below: options.hide_below,
        sort: options.sort.clone(),
        sort_by: options.sort_by.clone(),
        transpose: options.transpose,
        pairs: options.pairs,
        ..TableQuery::default()
    }
}

/// Asks for the table and writes it.
pub(crate) fn table(input: &Input, query: TableQuery, options: &TableOptions) -> Outcome {
    let kind = kind(options)?;
    let (session, filter) = analysed(input)?;
    let query = TableQuery { filter, ..query };
    let Some(kind) = kind.filter(|_| !input.json) else {
        let view = session.table(&query)?;
        return answer(input, &view, || print_table(&view));
    };
    let export =
        ExportQuery { kind: kind.to_owned(), table: Some(query), ..ExportQuery::default() };
    let bytes = session.export(&export)?;
    if let Some(path) = &options.output {
        return write(path, &bytes);
    }
    print::line(String::from_utf8_lossy(&bytes).trim_end());
    Ok(())
}

/// Which file a table is written as; none for the text of a terminal.
fn kind(options: &TableOptions) -> Outcome<Option<&'static str>> {
    let name = options.output.as_deref().and_then(Path::extension).and_then(|own| own.to_str());
    let kind = match options.format.as_deref().or(name).unwrap_or("text") {
        "text" => None,
        "csv" => Some("table.csv"),
        "md" => Some("table.md"),
        "xlsx" => Some("table.xlsx"),
        _ => return Err(Failure::new("bad-option", "format must be text, csv, md or xlsx")),
    };
    if options.output.is_none() && kind == Some("table.xlsx") {
        return Err(Failure::new("bad-option", "a workbook needs a file: add --output OUT.xlsx"));
    }
    if options.output.is_some() && kind.is_none() {
        return Err(Failure::new("bad-option", "output must be a file of format csv, md or xlsx"));
    }
    Ok(kind)
}

/// The table for a terminal, with its notes.
fn print_table(view: &TableView) {
    let shown = |value: f64| match view.format.as_str() {
        _ if value.is_nan() => "–".to_owned(),
        "share" => percent(value),
        "money" => money(value, None),
        "score" => format!("{value:.2}"),
        _ => format!("{value:.0}"),
    };
    let with_n = |n: f64| format!("(n={n:.0})");
    say(&format!(
        "{} by {}: {}",
        view.row_name,
        view.col_name.as_deref().unwrap_or("all"),
        view.measure_name
    ));
    let mut head = vec![String::new()];
    head.extend((0..view.cols.len()).map(|c| {
        let outer = view.col_groups.get(c).map(|group| format!("{group} › ")).unwrap_or_default();
        match view.col_letters.get(c).filter(|_| view.n_pair_tests > 0) {
            Some(letter) => format!("{outer}{} {letter}", view.cols[c]),
            None => format!("{outer}{}", view.cols[c]),
        }
    }));
    // Without a second dimension the one column is that of the totals.
    let has_cols = view.col_dimension.is_some();
    head.extend(has_cols.then(|| total_name(&view.cols).to_owned()));
    let written = |value: f64, signs: String, base: String| {
        let parts = [shown(value), signs, base];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<String>>().join(" ")
    };
    let of_sum = |n: f64| if view.measure == "count" { String::new() } else { with_n(n) };
    let mut rows = vec![head];
    for line in lines(view) {
        let own = line.view;
        let mut cells = vec![line.label()];
        for at in line.r * view.cols.len()..(line.r + 1) * view.cols.len() {
            let base = match view.measure.as_str() {
                "count" => String::new(),
                _ if matches!(view.format.as_str(), "count" | "money") => with_n(own.n[at]),
                _ => with_n(own.base[at]),
            };
            cells.push(written(own.value[at], signs(own, at), base));
        }
        let signs = part_signs(own.all_col.as_deref(), line.r);
        let total = || written(own.row_value[line.r], signs, of_sum(own.row_n[line.r]));
        cells.extend(has_cols.then(total));
        rows.push(cells);
    }
    let mut cells = vec![total_name(&view.rows).to_owned()];
    cells.extend((0..view.cols.len()).map(|c| {
        let signs = part_signs(view.all_row.as_deref(), c);
        written(view.col_value[c], signs, of_sum(view.col_n[c]))
    }));
    let total = || written(view.total_value, String::new(), of_sum(view.total_n));
    cells.extend(has_cols.then(total));
    rows.push(cells);
    columns(&rows);
    for note in notes(view) {
        say(&note);
    }
}
