//! One dimension by another: a heatmap and a significance table in one.

use super::axis::{Axis, Cut, is_period};
use super::compare::{CellTests, Letters, cell_tests, letter, letters, spot};
use super::measure::{Measure, Spot};
use super::select;
use super::tally::{Counts, Placed, Tally};
use crate::Result;
use crate::defaults::{FDR, FDR_STRICT, MIN_TEST_BASE};
use crate::join::Accounts;
use crate::stats::residual_of;
use crate::table::Table;
use crate::view::{TableQuery, TableView};

/// Rows and columns listed when the query names no number.
const MOST_ROWS: u32 = 60;
const MOST_COLS: u32 = 30;

/// One dimension by another, every cell with base, interval and test.
///
/// # Errors
/// As [`select`], and [`BadOption`](crate::Error::BadOption) for an unknown measure.
pub fn crosstab(table: &Table, accounts: &Accounts, query: &TableQuery) -> Result<TableView> {
    let row_cut = Cut::find(table, &query.rows)?;
    let col_key = query.cols.as_deref().filter(|key| !key.is_empty());
    let col_cut = match col_key {
        Some(key) => Cut::find(table, key)?,
        None => Cut { by: None },
    };
    let mask = select(table, &query.filter)?;
    let cuts = [&row_cut, &col_cut];
    let placed = Placed::find(table, &mask, cuts);
    let measure = Measure::of(&query.measure, placed.has_scores)?;
    let most = |asked: u32, usual: u32| (if asked == 0 { usual } else { asked }) as usize;
    let row_weight = if placed.has_scores { &placed.low[0] } else { &placed.n[0] };
    let rows = Axis::arrange(&row_cut, &placed.n[0], row_weight, most(query.max_rows, MOST_ROWS));
    let cols = Axis::arrange(&col_cut, &placed.n[1], &placed.n[1], most(query.max_cols, MOST_COLS));
    let counts = Counts::of(table, accounts, &placed, cuts, [&rows, &cols]);
    let (n_rows, n_cols) = (rows.listed.len(), cols.listed.len());
    let tests = cell_tests(measure, &counts, n_rows, n_cols);
    let compared = if col_cut.by.is_some_and(|(column, _)| is_period(column)) {
        letters(measure, &counts, n_rows, 0)
    } else {
        letters(measure, &counts, n_rows, n_cols)
    };
    let mut view = blank(query, cuts, [&rows, &cols], measure);
    fill_cells(&mut view, measure, &counts);
    fill_totals(&mut view, measure, &counts);
    view.footnotes = footnotes(&view, measure, &counts, &placed, &tests, &compared);
    put_tests(&mut view, tests, compared);
    Ok(view)
}

/// The view without its numbers.
fn blank(query: &TableQuery, cuts: [&Cut<'_>; 2], axes: [&Axis; 2], measure: Measure) -> TableView {
    let key = |side: usize| cuts[side].by.map(|(column, _)| column.key.clone());
    let name = |side: usize| cuts[side].by.map(|(column, _)| column.name.clone());
    let n = axes[0].listed.len() * axes[1].listed.len();
    let cells = || Vec::with_capacity(n);
    TableView {
        row_dimension: key(0).unwrap_or_default(),
        row_name: name(0).unwrap_or_default(),
        col_dimension: key(1),
        col_name: name(1),
        rows: axes[0].names(cuts[0]),
        cols: axes[1].names(cuts[1]),
        col_letters: (0..axes[1].listed.len()).map(letter).collect(),
        measure: measure.code().to_owned(),
        measure_name: measure.name().to_owned(),
        format: measure.format().to_owned(),
        value: cells(),
        n: cells(),
        base: cells(),
        low: cells(),
        accounts: cells(),
        arr: cells(),
        ci_low: cells(),
        ci_high: cells(),
        p: cells(),
        q: cells(),
        mark: cells(),
        residual: cells(),
        letters: Vec::new(),
        untested: Vec::new(),
        row_value: Vec::new(),
        row_n: Vec::new(),
        col_value: Vec::new(),
        col_n: Vec::new(),
        total_value: f64::NAN,
        total_n: 0.0,
        n_hidden_rows: axes[0].n_hidden,
        n_hidden_cols: axes[1].n_hidden,
        n_tests: 0,
        n_pair_tests: 0,
        footnotes: Vec::new(),
        filter: query.filter.clone(),
    }
}

fn fill_cells(view: &mut TableView, measure: Measure, counts: &Counts) {
    let counted = |tally: &Tally| if measure == Measure::LowCount { tally.low } else { tally.n };
    for i in 0..view.rows.len() {
        for j in 0..view.cols.len() {
            let spot = spot(counts, i, j);
            view.value.push(measure.value(counts, spot));
            view.n.push(spot.cell.n);
            view.base.push(measure.base(counts, spot));
            view.low.push(spot.cell.low);
            view.accounts.push(spot.cell.accounts);
            view.arr.push(spot.cell.arr);
            let (low, high) = measure.interval(counts, spot).unwrap_or((f64::NAN, f64::NAN));
            view.ci_low.push(low);
            view.ci_high.push(high);
            view.residual.push(residual_of(
                counted(spot.cell),
                counted(spot.row),
                counted(spot.col),
                counted(&counts.all),
            ));
        }
    }
}

fn fill_totals(view: &mut TableView, measure: Measure, counts: &Counts) {
    let all = &counts.all;
    for row in &counts.rows[..view.rows.len()] {
        view.row_value.push(measure.value(counts, Spot { cell: row, row, col: all }));
        view.row_n.push(row.n);
    }
    for col in &counts.cols[..view.cols.len()] {
        view.col_value.push(measure.value(counts, Spot { cell: col, row: all, col }));
        view.col_n.push(col.n);
    }
    view.total_value = measure.value(counts, Spot { cell: all, row: all, col: all });
    view.total_n = all.n;
}

fn put_tests(view: &mut TableView, tests: CellTests, compared: Letters) {
    view.p = tests.p;
    view.q = tests.q;
    view.mark = tests.mark;
    view.untested = tests.untested;
    view.n_tests = tests.n_tests;
    view.letters = compared.of_cell;
    view.letters.resize(view.p.len(), String::new());
    view.n_pair_tests = compared.n_tests;
}

/// Which test, which correction, which family, and what is left out.
fn footnotes(
    view: &TableView,
    measure: Measure,
    counts: &Counts,
    placed: &Placed,
    tests: &CellTests,
    compared: &Letters,
) -> Vec<String> {
    let mut notes = Vec::new();
    let name = measure.name();
    if placed.n_missing > 0 {
        let sides = match &view.col_name {
            Some(col) => format!("{} or {col}", view.row_name),
            None => view.row_name.clone(),
        };
        notes.push(format!("{} items without {sides} are left out.", placed.n_missing));
    }
    if !measure.is_of_counts() && measure.is_testable() && counts.all.scored <= 0.0 {
        notes.push(format!("The {name} is undefined: no item here has a score."));
    } else if measure == Measure::Nps && counts.all.nps_n <= 0.0 {
        notes.push("NPS is undefined: no score here is on the NPS scale.".to_owned());
    } else if measure.needs_one_scale() && counts.n_scales > 1 {
        notes.push(format!(
            "The {name} is undefined: {} different scales are in the selection, and scales are \
             not mixed. Filter to one of them.",
            counts.n_scales
        ));
    }
    if tests.n_tests > 0 {
        notes.push(test_note(measure, tests.n_tests));
    }
    if compared.n_tests > 0 {
        notes.push(letter_note(measure, compared.n_tests));
    }
    if tests.n_tests > 0 && counts.most_of_account > 1 {
        notes.push(format!(
            "Each item counts by itself, although one account wrote up to {} of them; where few \
             accounts write much, p is too small.",
            counts.most_of_account
        ));
    }
    if view.n_hidden_rows + view.n_hidden_cols > 0 {
        notes.push(format!(
            "{} more rows and {} more columns are not listed; totals and tests include them.",
            view.n_hidden_rows, view.n_hidden_cols
        ));
    }
    notes
}

fn test_note(measure: Measure, n_tests: u32) -> String {
    let test = match measure {
        Measure::MeanScore | Measure::Nps => "Welch's t",
        _ => "Fisher's exact test with mid-p",
    };
    let compared = if measure.is_of_counts() {
        "Each cell is compared with what its row and column totals make likely"
    } else {
        "Each cell is compared with all other items of the table"
    };
    format!(
        "{compared}: {test}, two-sided, with Benjamini–Hochberg over the {n_tests} cells tested \
         (base of at least {MIN_TEST_BASE} on both sides). One arrow: q ≤ {FDR}; two: \
         q ≤ {FDR_STRICT}. Intervals are 95 %."
    )
}

fn letter_note(measure: Measure, n_tests: u32) -> String {
    let shares = match measure {
        Measure::Count | Measure::RowShare => ", on shares of the column",
        Measure::LowCount => ", on shares of the column's low scores",
        _ => "",
    };
    format!(
        "A letter names a column of the same row that the cell exceeds: the same test for every \
         pair of columns{shares}, Benjamini–Hochberg over all {n_tests} pairs. Lower case: \
         q ≤ {FDR}; upper case: q ≤ {FDR_STRICT}."
    )
}
