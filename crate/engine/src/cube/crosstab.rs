//! One dimension by another: a heatmap and a significance table in one.

use super::axis::{Axis, Cut, Listing};
use super::clusters::{Sums, Task, Weight, sum_up};
use super::compare::{Bench, CellTests, Letters, MOST_LETTERED, Quantiles, letter, spot};
use super::fold::Frame;
use super::measure::{Measure, Spot};
use super::notes;
use super::overall::{overall, reversals};
use super::overall_accounts::over_accounts;
use super::placed::{Coded, Placed, listed};
use super::plan::{Plan, Unit};
use super::ready::Ready;
use super::select;
use super::tally::Counts;
use crate::join::Accounts;
use crate::stats::CappedSums;
use crate::table::Table;
use crate::view::{TableQuery, TableView};
use crate::{Error, Result};

/// Rows and columns listed when the query names no number.
const MOST_ROWS: u32 = 60;
const MOST_COLS: u32 = 30;

/// Rows tested, listed or not.
const MOST_TESTED: usize = 500;

/// One dimension by another, every cell with base, interval and test.
///
/// # Errors
/// As [`select`], and [`BadOption`](crate::Error::BadOption) for an option that is none.
pub fn crosstab(table: &Table, accounts: &Accounts, query: &TableQuery) -> Result<TableView> {
    Ready::new(table, accounts).crosstab(table, query)
}

/// Everything that a table is made of.
pub(super) struct Whole<'a> {
    ready: &'a Ready,
    placed: &'a Placed,
    sides: &'a [Coded; 2],
    cuts: [&'a Cut<'a>; 2],
    measure: Measure,
    plan: &'a Plan,
}

/// Chooses the values of one side that are listed.
fn list(query: &TableQuery, cut: &Cut<'_>, side: usize, placed: &Placed) -> Axis {
    let number = |asked: u32, usual: u32| (if asked == 0 { usual } else { asked }) as usize;
    let least = query.hide_below;
    if side == 1 {
        let most = number(query.max_cols, MOST_COLS);
        let n = &placed.n[1];
        return Axis::arrange(cut, n, n, Listing { most, least, is_by_name: false, tested: most });
    }
    let weight = if placed.has_scores { &placed.low[0] } else { &placed.n[0] };
    let most = number(query.max_rows, MOST_ROWS);
    let is_by_name = query.sort == "name";
    Axis::arrange(
        cut,
        &placed.n[0],
        weight,
        Listing { most, least, is_by_name, tested: MOST_TESTED },
    )
}

impl Whole<'_> {
    /// The table that a query asks for.
    pub(super) fn ask(ready: &Ready, table: &Table, query: &TableQuery) -> Result<TableView> {
        let within = query.within.as_deref().unwrap_or_default();
        let down = Cut::find(table, [&query.rows, within])?;
        let across = Cut::find(table, [query.cols.as_deref().unwrap_or_default(), ""])?;
        let cuts = if query.transpose { [&across, &down] } else { [&down, &across] };
        let mask = select(table, &query.filter)?;
        let mut sides = cuts.map(|cut| Coded::new(ready, cut));
        let list = |side: usize, placed: &Placed| list(query, cuts[side], side, placed);
        let placed = Placed::find(ready, &mask, &mut sides, &list);
        let measure = Measure::of(&query.measure, placed.has_scores)?;
        let plan = Plan::of(query, measure)?;
        let [rows, cols] = [0, 1].map(|side| list(side, &placed));
        let whole = Whole { ready, placed: &placed, sides: &sides, cuts, measure, plan: &plan };
        let rows = whole.sorted(rows, &cols, query)?;
        let frame = Frame { axes: [rows, cols], cuts: cuts.map(Clone::clone) };
        let mut view = whole.view(&frame, query, false);
        whole.add_totals(&mut view, &frame, query);
        Ok(view)
    }

    /// Totals and subtotals, tested as tables of their own. Where items fall is no question of totals,
    /// and a table without letters is one for colours.
    fn add_totals(&self, view: &mut TableView, frame: &Frame<'_>, query: &TableQuery) {
        let part = |frame: &Frame<'_>| Box::new(self.view(frame, query, true));
        // Of narrowed sides, what is not listed belongs to no group.
        let is_known = !self.sides[0].is_narrow() || frame.axes[0].n_hidden == 0;
        let outer = frame.subtotals().filter(|_| is_known);
        view.subtotals = outer.as_ref().map(part);
        let n_cols = frame.axes[1].listed.len();
        let is_tested = !self.measure.is_of_counts() && self.measure.is_testable();
        if query.unlettered || !is_tested || n_cols < 2 {
            return;
        }
        view.all_row = Some(part(&frame.total(0)));
        view.all_col = Some(part(&frame.total(1)));
        if let (Some(subtotals), Some(outer)) = (&mut view.subtotals, outer) {
            subtotals.all_col = Some(part(&outer.total(1)));
        }
        view.footnotes.extend(notes::totals(view));
    }

    /// The rows in the order that is asked for.
    fn sorted(&self, rows: Axis, cols: &Axis, query: &TableQuery) -> Result<Axis> {
        let sign = match query.sort.as_str() {
            "" | "name" => return Ok(rows),
            "value" | "items" => -1.0,
            "value-up" => 1.0,
            _ => {
                let must = "be value, value-up, items or name".to_owned();
                return Err(Error::BadOption { option: "sort", must });
            }
        };
        let by = match &query.sort_by {
            Some(name) => {
                let names = cols.names(self.cuts[1]);
                let known = || names.clone();
                let at = names.iter().position(|own| own == name);
                Some(at.ok_or_else(|| Error::Unknown {
                    what: "column of the table",
                    name: name.clone(),
                    known: known(),
                })?)
            }
            None => None,
        };
        let listed = listed(self.sides, [&rows, cols]);
        let mut counts = self.counts([&rows, cols], &listed);
        if matches!(self.measure, Measure::Accounts | Measure::Arr) {
            // Accounts are counted with the sums over them.
            self.sums(&mut counts, &listed, 0);
        }
        let key = |i: usize| {
            let row = &counts.rows[i];
            let place = match by {
                Some(j) => spot(&counts, i, j),
                None => Spot { cell: row, row, col: &counts.all },
            };
            let own = if query.sort == "items" {
                place.cell.n
            } else {
                self.measure.value(&counts, place)
            };
            sign * own
        };
        let keys: Vec<f64> = (0..rows.n_shown).map(key).collect();
        Ok(rows.sorted(self.cuts[0], &keys))
    }

    fn counts(&self, axes: [&Axis; 2], listed: &[u32]) -> Counts {
        let shape = (axes[0].listed.len() + 1, axes[1].listed.len() + 1);
        Counts::of(&self.ready.answers, self.placed, listed, shape)
    }

    /// The cells of a frame; one that is part of a table does without what is said of the whole.
    fn view(&self, frame: &Frame<'_>, query: &TableQuery, is_part: bool) -> TableView {
        let axes = [&frame.axes[0], &frame.axes[1]];
        let listed = &listed(self.sides, axes);
        let mut counts = self.counts(axes, listed);
        if self.measure == Measure::MeanScore {
            counts.add_distribution(&self.ready.answers, self.placed, listed);
        }
        let [n_rows, n_cols] = [0, 1].map(|side| frame.axes[side].listed.len());
        let n_shown = frame.axes[0].n_shown * n_cols;
        let is_lettered = !query.unlettered
            && (2..=MOST_LETTERED).contains(&n_cols)
            && self.measure.is_testable()
            && !frame.cuts[1].is_of_periods();
        let n_compared = if is_lettered { n_cols } else { 0 };
        let sums = self.sums(&mut counts, listed, n_compared);
        let unit = match self.plan.asked {
            Some(unit) => unit,
            None if sums.has_repeats => Unit::Accounts,
            None => Unit::Items,
        };
        let quantiles = Quantiles::default();
        let bench = Bench {
            measure: self.measure,
            plan: self.plan,
            unit,
            counts: &counts,
            sums: &sums,
            quantiles: &quantiles,
            n_compared,
        };
        let mut view = self.blank(frame, query, &bench);
        fill_cells(&mut view, &bench);
        fill_totals(&mut view, &bench);
        put_tests(&mut view, bench.cell_tests(n_rows, n_cols, false).of_first(n_shown));
        if n_cols > 1 && n_rows > 1 && !self.measure.is_of_counts() {
            put_within(&mut view, bench.cell_tests(n_rows, n_cols, true).of_first(n_shown));
        }
        let letters = bench.letters(n_rows, n_cols, query.pairs).of_first(n_shown);
        put_letters(&mut view, letters, query.pairs);
        if is_part {
            return view;
        }
        if !query.unlettered {
            let placed = (self.ready, self.placed, listed.as_slice());
            view.overall =
                overall(&bench, n_cols).or_else(|| over_accounts(placed, &bench, n_cols));
        }
        let n_untested = frame.axes.iter().map(Axis::n_untested).sum();
        view.warnings = reversals(&bench, n_cols, (&view.row_name, &view.cols));
        view.footnotes =
            notes::footnotes(&view, &bench, self.placed, (query.unlettered, n_untested));
        view
    }

    fn sums(&self, counts: &mut Counts, listed: &[u32], n_compared: usize) -> Sums {
        let weight = if self.plan.asked == Some(Unit::Arr) { Weight::Arr } else { Weight::Capped };
        let task = Task { measure: self.measure, weight, n_compared };
        sum_up(counts, self.ready, self.placed, listed, &task)
    }

    /// The view without its numbers.
    fn blank(&self, frame: &Frame<'_>, query: &TableQuery, bench: &Bench<'_>) -> TableView {
        let Frame { axes, cuts: [rows, cols], .. } = frame;
        let (measure, plan) = (self.measure, self.plan);
        let test = if measure.is_testable() { notes::test_name(bench) } else { "" };
        TableView {
            row_dimension: rows.key().unwrap_or_default(),
            row_name: rows.name().unwrap_or_default(),
            col_dimension: cols.key(),
            col_name: cols.name(),
            rows: axes[0].names(rows),
            row_groups: axes[0].groups(rows),
            cols: axes[1].names(cols),
            col_groups: axes[1].groups(cols),
            col_letters: (0..axes[1].n_shown).map(letter).collect(),
            measure: measure.code().to_owned(),
            measure_name: measure.name().to_owned(),
            format: measure.format().to_owned(),
            total_value: f64::NAN,
            n_hidden_rows: axes[0].n_hidden,
            n_hidden_cols: axes[1].n_hidden,
            unit: bench.unit.code().to_owned(),
            test: test.to_owned(),
            adjust: plan.correction.0.to_owned(),
            alpha: plan.levels,
            min_base: plan.min_base,
            filter: query.filter.clone(),
            ..TableView::default()
        }
    }
}

fn fill_cells(view: &mut TableView, bench: &Bench<'_>) {
    let (measure, counts) = (bench.measure, bench.counts);
    let width = counts.cols.len();
    for i in 0..view.rows.len() {
        for j in 0..view.cols.len() {
            let Spot { cell, row, col } = spot(counts, i, j);
            view.value.push(bench.value(i, j));
            view.n.push(cell.n);
            view.base.push(bench.base(i, j));
            view.low.push(cell.low);
            view.accounts.push(cell.accounts);
            view.arr.push(cell.arr);
            view.low_arr.push(cell.low_arr);
            view.top_account_share.push(cell.most / cell.n);
            let (low, high) = bench.interval(i, j).unwrap_or((f64::NAN, f64::NAN));
            view.ci_low.push(low);
            view.ci_high.push(high);
            view.residual.push(measure.residual(counts, Spot { cell, row, col }));
            let own = std::iter::once(i * width + j);
            view.distribution.extend(counts.distribution(own));
        }
    }
    view.levels.clone_from(&counts.levels);
}

fn fill_totals(view: &mut TableView, bench: &Bench<'_>) {
    let (measure, counts, sums) = (bench.measure, bench.counts, bench.sums);
    let all = &counts.all;
    // Sums over accounts are there only where there are accounts.
    let weighted = |side: &[CappedSums], at: usize| {
        let own = side.get(at).filter(|_| bench.unit == Unit::Arr);
        own.map(|own| own.share().share)
    };
    let width = counts.cols.len();
    for (i, row) in counts.rows.iter().take(view.rows.len()).enumerate() {
        let place = Spot { cell: row, row, col: all };
        let plain = measure.value(counts, place);
        view.row_value.push(weighted(&sums.rows, i).unwrap_or(plain));
        let cells = i * width..(i + 1) * width;
        view.row_n.push(
            weighed_base(bench, &sums.rows, i, cells).unwrap_or(measure.margin(counts, place)),
        );
    }
    for (j, col) in counts.cols.iter().take(view.cols.len()).enumerate() {
        let place = Spot { cell: col, row: all, col };
        let plain = measure.value(counts, place);
        view.col_value.push(weighted(&sums.cols, j).unwrap_or(plain));
        let cells = (0..counts.rows.len()).map(|i| i * width + j);
        view.col_n.push(
            weighed_base(bench, &sums.cols, j, cells).unwrap_or(measure.margin(counts, place)),
        );
    }
    let place = Spot { cell: all, row: all, col: all };
    let plain = measure.value(counts, place);
    view.total_value = if bench.unit == Unit::Arr { sums.all.share().share } else { plain };
    view.total_n = if bench.unit == Unit::Arr {
        sums.kish_of(&sums.all, 0..sums.squares.len())
    } else {
        measure.margin(counts, place)
    };
}

/// Kish's effective number of answers of a side, where ARR weighs them.
fn weighed_base(
    bench: &Bench<'_>,
    side: &[CappedSums],
    at: usize,
    cells: impl Iterator<Item = usize>,
) -> Option<f64> {
    let own = side.get(at).filter(|_| bench.unit == Unit::Arr)?;
    Some(bench.sums.kish_of(own, cells))
}

fn put_tests(view: &mut TableView, tests: CellTests) {
    for tested in &tests.tested {
        view.p.push(tested.p);
        view.compared.push(tested.own);
        view.rest.push(tested.rest);
        view.diff.push(tested.diff);
        view.diff_low.push(tested.low);
        view.diff_high.push(tested.high);
        view.p_check.push(tested.check);
    }
    view.q = tests.q;
    view.mark = tests.mark;
    view.untested = tests.untested;
    view.n_tests = tests.n_tests;
    view.within_diff = vec![f64::NAN; view.p.len()];
    view.within_q = vec![f64::NAN; view.p.len()];
    view.within_mark = vec![0.0; view.p.len()];
}

fn put_within(view: &mut TableView, tests: CellTests) {
    view.within_diff = tests.tested.iter().map(|tested| tested.diff).collect();
    view.within_q = tests.q;
    view.within_mark = tests.mark;
    view.n_within_tests = tests.n_tests;
}

fn put_letters(view: &mut TableView, letters: Letters, is_listed: bool) {
    view.letters = letters.of_cell;
    view.n_pair_tests = letters.n_tests;
    if is_listed {
        let n_rows = view.rows.len() as u32;
        view.pairs = letters.pairs.into_iter().filter(|pair| pair.row < n_rows).collect();
    }
}
