//! Answers account by account: distinct accounts and their ARR, and the sums from which tests with
//! accounts as units follow.

use undertone_kernel::{AccountRows, AccountTable, AccountTask, Kind, Place, sum_accounts};
pub(super) use undertone_kernel::{is_all, pair_index};

use super::answers::Answers;
use super::measure::Measure;
use super::placed::Placed;
use super::ready::Ready;
use super::tally::{Counts, LOW, Tally};
use crate::defaults::ACCOUNT_CAP;
use crate::stats::{CappedSums, PlaceSums};

/// The sums over accounts that one measure is tested on; of a table with one more row and column
/// than are listed.
#[derive(Debug, Clone, Default)]
pub(super) struct Sums {
    /// Cells, an account's answers in the whole table counting at most `cap` times.
    pub(super) cells: Vec<CappedSums>,
    /// Cells, an account's answers in the cell counting at most `cap` times.
    pub(super) own: Vec<CappedSums>,
    /// Rows, columns and all, as `cells`.
    pub(super) rows: Vec<CappedSums>,
    /// See `rows`.
    pub(super) cols: Vec<CappedSums>,
    /// See `rows`.
    pub(super) all: CappedSums,
    /// Each cell's accounts with all their answers: what [`crate::stats::cell_against_rest`] wants.
    pub(super) in_all: Vec<[f64; 4]>,
    /// The same with their answers in the cell's row.
    pub(super) in_row: Vec<[f64; 4]>,
    /// Accounts that two columns of a row share, row by row and pair by pair.
    pub(super) pairs: Vec<[f64; 4]>,
    /// Sum of squared weights over the answers of each cell.
    pub(super) squares: Vec<f64>,
    /// Accounts with no answer outside each cell, …
    pub(super) only: Vec<f64>,
    /// … with none in its row outside it, …
    pub(super) only_in_row: Vec<f64>,
    /// … and with none outside each column.
    pub(super) only_in_col: Vec<f64>,
    /// For measures of where items fall.
    pub(super) places: Vec<Place>,
    /// Whether an account answered twice.
    pub(super) has_repeats: bool,
}

/// How the answers of an account are weighed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// At most [`ACCOUNT_CAP`] of them count.
    Capped,
    /// Each counts as much as the account's ARR.
    Arr,
}

/// What is summed, and for what.
#[derive(Debug, Clone, Copy)]
pub(super) struct Task {
    /// The measure tested.
    pub(super) measure: Measure,
    /// How answers are weighed.
    pub(super) weight: Weight,
    /// Columns that are compared pair by pair.
    pub(super) n_compared: usize,
}

/// Goes through all accounts once: counts them in `counts`, and sums up what `task` wants.
pub(super) fn sum_up(
    counts: &mut Counts,
    ready: &Ready,
    placed: &Placed,
    listed: &[u32],
    task: &Task,
) -> Sums {
    let shape = counts.cells.dim();
    let n = shape.0 * shape.1;
    if ready.arr.is_empty() {
        return Sums { cells: vec![CappedSums::default(); n], ..Sums::default() };
    }
    let answers = &ready.answers;
    let values = values(answers, task.measure);
    let kind: Vec<Kind> = answers.kinds.iter().map(|own| kind(own, task, answers.shift)).collect();
    let rows = AccountRows {
        cells: &placed.cells,
        listed,
        kinds: &answers.of,
        kind: &kind,
        values: values.as_deref(),
        starts: &ready.starts,
        arr: &ready.arr,
    };
    let is_of_voices = matches!(task.measure, Measure::Accounts | Measure::Arr);
    let by_arr = task.weight == Weight::Arr;
    let table = sum_accounts(
        &rows,
        &AccountTask {
            shape,
            cap: if by_arr { 0.0 } else { f64::from(ACCOUNT_CAP) },
            is_of_places: task.measure.is_of_counts(),
            n_compared: task.n_compared,
            has_voices: true,
            has_totals: by_arr || is_of_voices,
        },
    );
    count(counts, &table);
    Sums::of(&table, by_arr)
}

/// What an answer of a kind adds to the sums.
fn kind(own: &super::answers::Kind, task: &Task, shift: f64) -> Kind {
    let bit = |bit: u8| f64::from(u8::from(own.class & bit != 0));
    let is_counted = task.measure.counts(own.class);
    let shift = if task.measure == Measure::MeanScore { shift } else { 0.0 };
    let value = task.measure.value_of(own.class, own.score) - shift;
    let value = if is_counted { value } else { 0.0 };
    Kind { counted: f64::from(u8::from(is_counted)), value, low: bit(LOW) }
}

/// The value of each row, where it is not that of its kind.
fn values(answers: &Answers, measure: Measure) -> Option<Vec<f64>> {
    let scores = answers.scores.as_ref().filter(|_| measure == Measure::MeanScore)?;
    let value = |(at, score): (usize, &f64)| {
        if answers.class(at) == 0 { 0.0 } else { score - answers.shift }
    };
    Some(scores.iter().enumerate().map(value).collect())
}

/// Distinct accounts, their ARR and the largest of them, by cell, row, column and in all.
fn count(counts: &mut Counts, table: &AccountTable) {
    let put = |tally: &mut Tally, voices: &[f64; 4]| {
        [tally.accounts, tally.arr, tally.low_arr, tally.most] = *voices;
    };
    counts.cells.iter_mut().zip(&table.voices).for_each(|(own, voices)| put(own, voices));
    counts.rows.iter_mut().zip(&table.row_voices).for_each(|(own, voices)| put(own, voices));
    counts.cols.iter_mut().zip(&table.col_voices).for_each(|(own, voices)| put(own, voices));
    put(&mut counts.all, &table.all_voices);
    counts.most_of_account = table.most;
}

pub(super) fn capped(sums: &[f64; 6]) -> CappedSums {
    let [low, weight, low_low, low_weight, weight_weight, n_accounts] = *sums;
    CappedSums { low, weight, low_low, low_weight, weight_weight, n_accounts }
}

impl Sums {
    fn of(table: &AccountTable, by_arr: bool) -> Sums {
        let [light, heavy] = &table.cells;
        let both = || light.iter().zip(heavy);
        let add = |a: [f64; 4], b: [f64; 4]| std::array::from_fn(|idx| a[idx] + b[idx]);
        let summed = |a: &[f64; 6], b: &[f64; 6]| {
            let mut sums = capped(a);
            sums.add_all(&capped(b));
            sums
        };
        let apart = light.iter().zip(&table.apart);
        Sums {
            cells: both().map(|(a, b)| summed(&a.sums, &b.sums)).collect(),
            own: if by_arr {
                table.apart.iter().map(capped).collect()
            } else {
                apart.map(|(cell, apart)| summed(&cell.sums, apart)).collect()
            },
            rows: table.rows.iter().map(capped).collect(),
            cols: table.cols.iter().map(capped).collect(),
            all: capped(&table.all),
            in_all: both().map(|(a, b)| add(a.in_all, b.in_all)).collect(),
            in_row: both().map(|(a, b)| add(a.in_row, b.in_row)).collect(),
            pairs: table.pairs.clone(),
            squares: table.squares.clone(),
            only: both().map(|(a, b)| a.only[0] + b.only[0]).collect(),
            only_in_row: both().map(|(a, b)| a.only[1] + b.only[1]).collect(),
            only_in_col: table.only_in_col.clone(),
            places: table.places.clone(),
            has_repeats: table.has_repeats,
        }
    }

    /// The sums of one cell of a measure of where items fall.
    pub(super) fn place(&self, i: usize, j: usize) -> PlaceSums {
        let cell = &self.places[i * self.cols.len() + j];
        place_sums(cell, &self.rows[i], &self.cols[j], &self.all)
    }

    /// Kish's effective number of answers of a cell.
    pub(super) fn kish(&self, cell: usize) -> f64 {
        self.kish_of(&self.cells[cell], std::iter::once(cell))
    }

    /// The same of a side or of all, whose sums are `own` and whose answers lie in `cells`.
    pub(super) fn kish_of(&self, own: &CappedSums, cells: impl Iterator<Item = usize>) -> f64 {
        let squares: f64 = cells.filter_map(|cell| self.squares.get(cell)).sum();
        if squares > 0.0 { own.weight * own.weight / squares } else { 0.0 }
    }
}

/// Everything about one cell, its row, its column and all.
pub(super) fn place_sums(
    cell: &Place,
    row: &CappedSums,
    col: &CappedSums,
    all: &CappedSums,
) -> PlaceSums {
    let [own, with_own, with_col, with_row, with_all, col_row] = *cell;
    PlaceSums {
        sum: [own, col.low, row.low, all.low],
        product: [
            with_own,
            with_col,
            with_row,
            with_all,
            col.low_low,
            col_row,
            col.low_weight,
            row.low_low,
            row.low_weight,
            all.low_low,
        ],
        n_accounts: (col.n_accounts, all.n_accounts),
    }
}
