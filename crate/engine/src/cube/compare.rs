//! Every cell against the rest, and the columns against each other, with their corrections.

use std::cell::RefCell;
use std::collections::BTreeMap;

use ndarray::Array2;

use super::clusters::{Sums, pair_index};
use super::measure::{Measure, Sample, Spot, Tested, compare_items};
use super::plan::{Plan, Unit};
use super::tally::Counts;
use crate::defaults::MIN_TEST_ACCOUNTS;
use crate::stats::{
    CappedSums, Contrast, Z95, cell_against_rest, compare_capped, compare_ranks, compare_shared,
    is_plain, normal_quantile, place_against_rest, t_quantile, t_two, wilson,
};
use crate::view::PairView;

/// More columns than this get no letters: too many pairs to read.
pub(super) const MOST_LETTERED: usize = 26;

/// A test, or why there was none.
type Outcome = std::result::Result<Tested, String>;

/// The t of 95 % intervals by degrees of freedom: many cells have as many accounts as others, and each
/// is tested in several ways.
#[derive(Debug, Default)]
pub(super) struct Quantiles(RefCell<BTreeMap<u64, f64>>);

impl Quantiles {
    fn t95(&self, df: f64) -> f64 {
        *self.0.borrow_mut().entry(df.to_bits()).or_insert_with(|| t_quantile(0.95, df))
    }
}

/// Everything that cells are tested with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bench<'a> {
    pub(super) measure: Measure,
    pub(super) plan: &'a Plan,
    pub(super) unit: Unit,
    pub(super) counts: &'a Counts,
    pub(super) sums: &'a Sums,
    pub(super) quantiles: &'a Quantiles,
    /// Columns that are compared pair by pair.
    pub(super) n_compared: usize,
}

/// The tests of all listed cells.
#[derive(Debug, Clone, Default)]
pub(super) struct CellTests {
    /// What was found, `NaN` where there was no test.
    pub(super) tested: Vec<Tested>,
    /// p after the correction.
    pub(super) q: Vec<f64>,
    /// −2 to 2.
    pub(super) mark: Vec<f64>,
    /// Why there was no test.
    pub(super) untested: Vec<String>,
    /// Cells tested.
    pub(super) n_tests: u32,
}

/// The comparison of columns within rows.
#[derive(Debug, Clone, Default)]
pub(super) struct Letters {
    /// Letters per cell.
    pub(super) of_cell: Vec<String>,
    /// The pairs tested.
    pub(super) pairs: Vec<PairView>,
    /// How many.
    pub(super) n_tests: u32,
}

impl CellTests {
    /// Those of the first cells; the others count as tests, but are not shown.
    pub(super) fn of_first(mut self, n: usize) -> Self {
        self.tested.truncate(n);
        self.q.truncate(n);
        self.mark.truncate(n);
        self.untested.truncate(n);
        self
    }
}

impl Letters {
    /// See [`CellTests::of_first`].
    pub(super) fn of_first(mut self, n: usize) -> Self {
        self.of_cell.truncate(n);
        self
    }
}

const NOTHING: Tested = Tested {
    p: f64::NAN,
    diff: f64::NAN,
    low: f64::NAN,
    high: f64::NAN,
    own: f64::NAN,
    rest: f64::NAN,
    check: f64::NAN,
};

/// The cell at a place, with its totals.
pub(super) fn spot(counts: &Counts, i: usize, j: usize) -> Spot<'_> {
    Spot { cell: &counts.cells[[i, j]], row: &counts.rows[i], col: &counts.cols[j] }
}

impl Bench<'_> {
    fn flat(&self, i: usize, j: usize) -> usize {
        i * self.counts.cols.len() + j
    }

    /// Value of a cell.
    pub(super) fn value(&self, i: usize, j: usize) -> f64 {
        match self.unit {
            Unit::Arr => self.sums.cells[self.flat(i, j)].share().share,
            _ => self.measure.value(self.counts, spot(self.counts, i, j)),
        }
    }

    /// What the value is out of: with weights, how many answers of equal weight would say as much.
    pub(super) fn base(&self, i: usize, j: usize) -> f64 {
        match self.unit {
            Unit::Arr => self.sums.kish(self.flat(i, j)),
            _ => self.measure.base(self.counts, spot(self.counts, i, j)),
        }
    }

    /// 95 % interval of the value. With accounts as units the base is cut down to as many answers as
    /// would vary as much if each came from an account of its own.
    pub(super) fn interval(&self, i: usize, j: usize) -> Option<(f64, f64)> {
        if self.measure.needs_one_scale() && self.counts.n_scales > 1 {
            return None;
        }
        let place = spot(self.counts, i, j);
        let sample = match self.measure {
            Measure::Count | Measure::LowCount | Measure::Accounts | Measure::Arr => return None,
            Measure::RowShare => Sample::Share(place.cell.n, place.row.n),
            Measure::ColShare => Sample::Share(place.cell.n, place.col.n),
            measure => measure.sample(self.counts, place),
        };
        if self.unit == Unit::Items || self.measure.is_of_counts() {
            return sample.interval();
        }
        let share = match self.unit {
            Unit::Arr => self.sums.cells[self.flat(i, j)].share(),
            _ => self.sums.own[self.flat(i, j)].share(),
        };
        let (value, base) = (self.value(i, j), self.base(i, j));
        if share.n_accounts < 2.0 || value.is_nan() {
            return None;
        }
        if let Sample::Mean(_) = sample {
            let half = self.quantiles.t95(share.n_accounts - 1.0) * share.error;
            return Some((value - half, value + half));
        }
        let spread = share.share * (1.0 - share.share);
        let effective = if spread > 0.0 && share.error > 0.0 {
            spread / (share.error * share.error)
        } else {
            share.n_accounts
        };
        let effective = effective.clamp(1.0, base.max(1.0));
        Some(wilson(value * effective, effective, Z95))
    }

    /// The cell against all else in the table, or why not.
    fn against_rest(&self, i: usize, j: usize) -> Outcome {
        self.measure.must_be_testable(self.counts.n_scales)?;
        let place = spot(self.counts, i, j);
        let (one, two) =
            (self.measure.sample(self.counts, place), self.measure.rest(self.counts, place));
        let others = || self.counts.distribution_without(self.flat(i, j));
        let items = self.items(&one, &two, others, i, j)?;
        if self.unit == Unit::Items {
            return Ok(items);
        }
        if self.measure.is_of_counts() {
            let (own, all) = (self.sums.cols[j].n_accounts, self.sums.all.n_accounts);
            must_have_accounts(own, all - self.sums.only_in_col[j])?;
            return self.by_accounts(&place_against_rest(&self.sums.place(i, j)), items);
        }
        let cell = self.flat(i, j);
        let (own, all) = (&self.sums.cells[cell], &self.sums.all);
        must_have_accounts(own.n_accounts, all.n_accounts - self.sums.only[cell])?;
        let cross = self.sums.in_all[cell];
        let contrast = cell_against_rest(own, all, cross);
        self.by_accounts(&self.weighed(contrast, (own, cell), all, cross)?, items)
    }

    /// The cell against the other cells of its row, or why not.
    fn within_row(&self, i: usize, j: usize) -> Outcome {
        self.measure.must_be_testable(self.counts.n_scales)?;
        let place = spot(self.counts, i, j);
        let others = place.row.without(place.cell);
        let one = self.measure.sample(self.counts, place);
        let two = self.measure.sample(self.counts, Spot { cell: &others, ..place });
        let width = self.counts.cols.len();
        let of_row = i * width..(i + 1) * width;
        let others = || self.counts.distribution(of_row.filter(|cell| *cell != self.flat(i, j)));
        let items = self.items(&one, &two, others, i, j)?;
        if self.unit == Unit::Items {
            return Ok(items);
        }
        let cell = self.flat(i, j);
        let (own, row) = (&self.sums.cells[cell], &self.sums.rows[i]);
        must_have_accounts(own.n_accounts, row.n_accounts - self.sums.only_in_row[cell])?;
        let cross = self.sums.in_row[cell];
        let contrast = cell_against_rest(own, row, cross);
        self.by_accounts(&self.weighed(contrast, (own, cell), row, cross)?, items)
    }

    /// Where ARR weighs accounts: what is left of a comparison when the few that hold most of it are
    /// counted as few, or why nothing is.
    fn weighed(
        &self,
        contrast: Contrast,
        (own, cell): (&CappedSums, usize),
        whole: &CappedSums,
        cross: [f64; 4],
    ) -> std::result::Result<Contrast, String> {
        if self.unit != Unit::Arr {
            return Ok(contrast);
        }
        self.must_weigh(self.sums.kish(cell))?;
        effective(contrast, own.n_effective().min(own.rest_of(whole, cross).n_effective()))
    }

    /// One column against another within a row, or why not. Unless the pairs are listed, one whose p
    /// is above `limit` for certain has the p 1: no correction brings it back below.
    fn pair(&self, (i, j, k): (usize, usize, usize), limit: Option<&Limit>) -> Outcome {
        self.measure.must_be_testable(self.counts.n_scales)?;
        let sample = |col: usize| self.measure.sample(self.counts, spot(self.counts, i, col));
        let second = || self.counts.distribution(std::iter::once(self.flat(i, k)));
        let (one, two) = (sample(j), sample(k));
        self.must_have_items(&one, &two)?;
        if self.unit == Unit::Items {
            if limit.is_some_and(|limit| limit.is_plain(&one, &two)) {
                return Ok(Tested { p: 1.0, ..NOTHING });
            }
            return self.items(&one, &two, second, i, j);
        }
        let contrast = self.pair_by_accounts(i, j, k)?;
        if let Some(limit) = limit
            && contrast.t().is_some_and(|(t, _)| t.abs() < limit.z)
        {
            return Ok(Tested { p: 1.0, ..NOTHING });
        }
        self.by_accounts(&contrast, self.items(&one, &two, second, i, j)?)
    }

    fn pair_by_accounts(
        &self,
        i: usize,
        j: usize,
        k: usize,
    ) -> std::result::Result<Contrast, String> {
        if self.measure.is_of_counts() {
            // An account in both columns counts as if it were two: that only widens the error.
            let share = |col: usize| self.sums.place(i, col).share();
            let (one, two) = (share(j), share(k));
            must_have_accounts(one.n_accounts, two.n_accounts)?;
            return Ok(compare_capped(one, two));
        }
        let (one, two) = (&self.sums.own[self.flat(i, j)], &self.sums.own[self.flat(i, k)]);
        must_have_accounts(one.n_accounts, two.n_accounts)?;
        if self.unit == Unit::Arr {
            let kish = |col: usize| self.sums.kish(self.flat(i, col));
            self.must_weigh(kish(j).min(kish(k)))?;
        }
        let n_pairs = self.n_compared * (self.n_compared - 1) / 2;
        let cross = self.sums.pairs[i * n_pairs + pair_index(j, k, self.n_compared)];
        let contrast = compare_shared(one, two, cross);
        if self.unit != Unit::Arr {
            return Ok(contrast);
        }
        effective(contrast, one.n_effective().min(two.n_effective()))
    }

    /// Why a cell that says as much as `base` answers of equal weight is not tested, if so.
    fn must_weigh(&self, base: f64) -> std::result::Result<(), String> {
        let floor = f64::from(self.plan.min_base);
        if base < floor {
            return Err(format!("effective base {base:.0} is below {floor}"));
        }
        Ok(())
    }

    fn must_have_items(&self, one: &Sample, two: &Sample) -> std::result::Result<(), String> {
        let floor = f64::from(self.plan.min_base);
        if one.base() < floor {
            return Err(format!("base {} is below {floor}", one.base()));
        }
        if two.base() < floor {
            return Err(format!("the rest has a base of only {}", two.base()));
        }
        Ok(())
    }

    /// Two samples of items: the plain test, which is also the floor of the one over accounts.
    fn items(
        &self,
        one: &Sample,
        two: &Sample,
        second: impl FnOnce() -> Vec<f64>,
        i: usize,
        j: usize,
    ) -> Outcome {
        self.must_have_items(one, two)?;
        let is_ranked = self.plan.is_by_rank && self.unit == Unit::Items;
        if !is_ranked || self.counts.levels.is_empty() {
            return compare_items(one, two);
        }
        let own = self.counts.distribution(std::iter::once(self.flat(i, j)));
        let ranks = compare_ranks(&own, &second(), Z95).ok_or("too few scores")?;
        Ok(Tested {
            p: ranks.bm_p.p,
            diff: ranks.delta,
            low: ranks.delta_low,
            high: ranks.delta_high,
            own: one.value(),
            rest: two.value(),
            check: ranks.p.p,
        })
    }

    /// The test over accounts. Of a share, its p is never below that of the items by themselves:
    /// answers of one account are hardly less alike than those of strangers, and where few answers
    /// are low the linearised error is too small. Where items and accounts lie on different sides,
    /// which is so where one account writes much, both cannot be sure: p is 1.
    fn by_accounts(&self, test: &Contrast, items: Tested) -> Outcome {
        let Some((t, df)) = test.t() else {
            return Err("nothing varies between accounts".to_owned());
        };
        let is_floored = self.unit == Unit::Accounts
            && (self.measure.is_share_of_answers() || self.measure.is_of_counts());
        let p = t_two(t, df).p;
        let p = if is_floored { p.max(items.p) } else { p };
        let is_torn = self.unit == Unit::Accounts && test.diff * items.diff < 0.0;
        let p = if is_torn { 1.0 } else { p };
        // Sums of scores are kept less their shift.
        let shift = if self.measure == Measure::MeanScore { self.counts.shift } else { 0.0 };
        let half = self.quantiles.t95(df) * test.error;
        let (low, high) = (test.diff - half, test.diff + half);
        let rest = test.second + shift;
        // The second test is one of items that weigh the same.
        let check = if self.unit == Unit::Arr { f64::NAN } else { items.check };
        Ok(Tested { p, diff: test.diff, low, high, own: rest + test.diff, rest, check })
    }

    /// Tests each of the first `n_rows × n_cols` cells against everything else in the table, or
    /// within its row.
    pub(super) fn cell_tests(&self, n_rows: usize, n_cols: usize, is_within: bool) -> CellTests {
        let mut tests = CellTests::default();
        for i in 0..n_rows {
            for j in 0..n_cols {
                let result =
                    if is_within { self.within_row(i, j) } else { self.against_rest(i, j) };
                let (tested, reason) = match result {
                    Ok(tested) => (tested, String::new()),
                    Err(reason) => (NOTHING, reason),
                };
                tests.n_tests += u32::from(reason.is_empty());
                tests.tested.push(tested);
                tests.untested.push(reason);
            }
        }
        let p: Vec<f64> = tests.tested.iter().map(|tested| tested.p).collect();
        tests.q = (self.plan.correction.2)(&p);
        let marks = tests.q.iter().zip(&tests.tested);
        tests.mark = marks.map(|(q, tested)| self.plan.mark(*q, tested.diff)).collect();
        tests
    }

    /// Compares every pair of columns within every row; the higher cell gets the other's letter.
    pub(super) fn letters(&self, n_rows: usize, n_cols: usize, is_listed: bool) -> Letters {
        let n_compared = self.n_compared;
        let mut made =
            Letters { of_cell: vec![String::new(); n_rows * n_cols], ..Letters::default() };
        if n_compared < 2 {
            return made;
        }
        let limit = (!is_listed).then(|| Limit::of(self.plan));
        let n_pairs = n_compared * (n_compared - 1) / 2;
        let mut tested = Array2::from_elem((n_rows, n_pairs), NOTHING);
        for i in 0..n_rows {
            for (pair, (j, k)) in pairs(n_compared).enumerate() {
                if let Ok(result) = self.pair((i, j, k), limit.as_ref()) {
                    tested[[i, pair]] = result;
                }
            }
        }
        let p: Vec<f64> = tested.iter().map(|tested| tested.p).collect();
        let q = (self.plan.correction.2)(&p);
        for i in 0..n_rows {
            for (pair, (j, k)) in pairs(n_compared).enumerate() {
                let own = tested[[i, pair]];
                if own.p.is_nan() {
                    continue;
                }
                let q = q[i * n_pairs + pair];
                let (winner, loser) = if own.diff > 0.0 { (j, k) } else { (k, j) };
                self.write_letter(&mut made.of_cell[i * n_cols + winner], q, loser);
                made.pairs.push(PairView {
                    row: i as u32,
                    a: j as u32,
                    b: k as u32,
                    diff: own.diff,
                    diff_low: own.low,
                    diff_high: own.high,
                    p: own.p,
                    q,
                });
            }
        }
        made.n_tests = made.pairs.len() as u32;
        for own in &mut made.of_cell {
            let mut sorted: Vec<char> = own.chars().collect();
            crate::num::sort_by_key(&mut sorted, char::to_ascii_uppercase);
            *own = sorted.into_iter().collect();
        }
        made
    }

    fn write_letter(&self, own: &mut String, q: f64, loser: usize) {
        if q <= self.plan.levels.1 {
            own.push_str(&letter(loser));
        } else if q <= self.plan.levels.0 {
            own.push_str(&letter(loser).to_lowercase());
        }
    }
}

/// What tells without a p that a pair gets no letter.
struct Limit {
    /// The larger of the levels of letters.
    level: f64,
    /// |t| below this has a p above the level, whatever the degrees of freedom.
    z: f64,
}

impl Limit {
    fn of(plan: &Plan) -> Limit {
        let level = plan.levels.0.max(plan.levels.1);
        Limit { level, z: normal_quantile(1.0 - 0.5 * level) }
    }

    /// Whether two samples of items are too alike.
    fn is_plain(&self, one: &Sample, two: &Sample) -> bool {
        let (Sample::Share(x1, n1), Sample::Share(x2, n2)) = (one, two) else { return false };
        is_plain((*x1, *n1), (*x2, *n2), self.level)
    }
}

/// A comparison of sides of which the smaller has the weight of `n` accounts, or why there is none.
fn effective(contrast: Contrast, n: f64) -> std::result::Result<Contrast, String> {
    if n < f64::from(MIN_TEST_ACCOUNTS) {
        return Err(format!(
            "few accounts hold most of the ARR: as if {n:.1}, where {MIN_TEST_ACCOUNTS} are needed"
        ));
    }
    Ok(contrast.of_effective(n))
}

/// Why two sides of so many accounts are not tested, if so.
fn must_have_accounts(one: f64, two: f64) -> std::result::Result<(), String> {
    let least = one.min(two);
    if least < f64::from(MIN_TEST_ACCOUNTS) {
        return Err(format!(
            "fewer accounts ({least}) than the {MIN_TEST_ACCOUNTS} that are needed"
        ));
    }
    Ok(())
}

fn pairs(n: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..n).flat_map(move |j| (j + 1..n).map(move |k| (j, k)))
}

/// The letter of a column: A … Z, AA, AB, …
pub(super) fn letter(idx: usize) -> String {
    let own = char::from(b'A' + (idx % 26) as u8);
    if idx < 26 { own.to_string() } else { format!("{}{own}", letter(idx / 26 - 1)) }
}
