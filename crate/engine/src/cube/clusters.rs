//! Answers account by account: distinct accounts and their ARR, and the sums from which tests with
//! accounts as units follow.

use super::measure::Measure;
use super::tally::{Counts, LOW, Placed, Tally};
use crate::defaults::ACCOUNT_CAP;
use crate::join::Accounts;
use crate::stats::{CappedSums, PlaceSums, capped_weight};
use crate::table::MISSING;

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
    pub(super) places: Vec<PlaceSums>,
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
pub(super) struct Task<'a> {
    /// The measure tested.
    pub(super) measure: Measure,
    /// How answers are weighed.
    pub(super) weight: Weight,
    /// Columns that are compared pair by pair.
    pub(super) n_compared: usize,
    /// Value of each placed answer, for measures that are means.
    pub(super) values: &'a [f64],
}

/// What one account has in one cell: items, answers that count and the sum of their values.
#[derive(Debug, Clone, Copy, Default)]
struct Part {
    cell: u32,
    n: f64,
    low: f64,
    counted: f64,
    value: f64,
}

/// Position of a pair of columns among all pairs of `n`.
pub(super) fn pair_index(j: usize, k: usize, n: usize) -> usize {
    j * (2 * n - j - 1) / 2 + k - j - 1
}

/// Goes through all accounts once: counts them in `counts`, and sums up what `task` wants.
pub(super) fn sum_up(
    counts: &mut Counts,
    accounts: &Accounts,
    placed: &Placed,
    cells: &[u32],
    task: &Task<'_>,
) -> Sums {
    let (height, width) = counts.cells.dim();
    let n = height * width;
    let is_of_places = task.measure.is_of_counts();
    let mut sums = Sums {
        cells: vec![CappedSums::default(); n],
        own: vec![CappedSums::default(); n],
        rows: vec![CappedSums::default(); height],
        cols: vec![CappedSums::default(); width],
        in_all: vec![[0.0; 4]; n],
        in_row: vec![[0.0; 4]; n],
        pairs: vec![[0.0; 4]; height * task.n_compared * task.n_compared.saturating_sub(1) / 2],
        squares: vec![0.0; n],
        only: vec![0.0; n],
        only_in_row: vec![0.0; n],
        only_in_col: vec![0.0; width],
        places: vec![PlaceSums::default(); if is_of_places { n } else { 0 }],
        ..Sums::default()
    };
    if accounts.is_empty() {
        return sums;
    }
    let (items, starts) = in_order(accounts, placed, cells, task);
    let mut part_of = vec![MISSING; n];
    let mut parts: Vec<Part> = Vec::new();
    let mut totals = Totals::new(width);
    for (cluster, span) in starts.windows(2).enumerate() {
        let items = &items[span[0] as usize..span[1] as usize];
        if items.is_empty() {
            continue;
        }
        gather(items, task.measure, &mut part_of, &mut parts);
        let account = (cluster < accounts.len()).then_some(cluster);
        if let Some(account) = account {
            counts.most_of_account = counts.most_of_account.max(items.len() as u32);
            count_account(counts, accounts, account, &parts, &mut totals);
        }
        let counted: f64 = parts.iter().map(|part| part.counted).sum();
        sums.has_repeats |= account.is_some() && counted > 1.0;
        let cap = f64::from(ACCOUNT_CAP);
        let weight = match task.weight {
            Weight::Capped => capped_weight(counted, cap),
            Weight::Arr => account.and_then(|own| accounts.arr[own]).unwrap_or(0.0),
        };
        if counted <= 0.0 || weight <= 0.0 {
            continue;
        }
        if is_of_places {
            add_places(&mut sums, &parts, weight, width);
        } else {
            add_values(&mut sums, &parts, (weight, task), width, &mut totals);
        }
    }
    sums
}

/// One item, as far as the sums want to know it.
#[derive(Debug, Clone, Copy, Default)]
struct Item {
    cell: u32,
    class: u8,
    value: f64,
}

/// The items account by account, with the start of each: read once in the order of the rows, so that
/// what follows reads memory in order.
fn in_order(
    accounts: &Accounts,
    placed: &Placed,
    cells: &[u32],
    task: &Task<'_>,
) -> (Vec<Item>, Vec<u32>) {
    let (mut next, starts) = starts(accounts, &placed.rows);
    let mut items = vec![Item::default(); placed.rows.len()];
    let bit = task.measure.bit();
    for (idx, row) in placed.rows.iter().enumerate() {
        let class = placed.class[idx];
        let value = match bit {
            Some(bit) => f64::from(u8::from(class & bit != 0)),
            None => task.values.get(idx).copied().unwrap_or(0.0),
        };
        let place = &mut next[account_of(accounts, *row)];
        items[*place as usize] = Item { cell: cells[idx], class, value };
        *place += 1;
    }
    (items, starts)
}

/// The parts of one account, by cell; `part_of` is a scratch pad that is left as it was.
fn gather(items: &[Item], measure: Measure, part_of: &mut [u32], parts: &mut Vec<Part>) {
    parts.clear();
    for item in items {
        let place = &mut part_of[item.cell as usize];
        if *place == MISSING {
            *place = parts.len() as u32;
            parts.push(Part { cell: item.cell, ..Part::default() });
        }
        let part = &mut parts[*place as usize];
        part.n += 1.0;
        part.low += f64::from(u8::from(item.class & LOW != 0));
        if measure.counts(item.class) {
            part.counted += 1.0;
            part.value += item.value;
        }
    }
    for part in parts.iter() {
        part_of[part.cell as usize] = MISSING;
    }
    if parts.len() > 1 {
        parts.sort_unstable_by_key(|part| part.cell);
    }
}

/// Sums of one account by column, and the columns that it touches.
struct Totals {
    by_col: Vec<Part>,
    touched: Vec<usize>,
}

impl Totals {
    fn new(width: usize) -> Totals {
        Totals { by_col: vec![Part::default(); width], touched: Vec::new() }
    }

    fn fill(&mut self, parts: &[Part]) {
        for col in self.touched.drain(..) {
            self.by_col[col] = Part::default();
        }
        for part in parts {
            let col = part.cell as usize % self.by_col.len();
            let own = &mut self.by_col[col];
            if own.n <= 0.0 {
                self.touched.push(col);
            }
            own.n += part.n;
            own.low += part.low;
            own.counted += part.counted;
            own.value += part.value;
        }
    }
}

/// Distinct accounts, their ARR and the largest of them, by cell, row, column and in all.
fn count_account(
    counts: &mut Counts,
    accounts: &Accounts,
    account: usize,
    parts: &[Part],
    totals: &mut Totals,
) {
    let arr = accounts.arr.get(account).copied().flatten().unwrap_or(0.0);
    let (_, width) = counts.cells.dim();
    let once = |tally: &mut Tally, part: &Part| {
        tally.accounts += 1.0;
        tally.arr += arr;
        tally.low_arr += if part.low > 0.0 { arr } else { 0.0 };
        tally.most = tally.most.max(part.n);
    };
    let mut all = Part::default();
    for of_row in parts.chunk_by(|a, b| a.cell as usize / width == b.cell as usize / width) {
        let mut row = Part::default();
        for part in of_row {
            let place = (part.cell as usize / width, part.cell as usize % width);
            once(&mut counts.cells[place], part);
            row.n += part.n;
            row.low += part.low;
        }
        once(&mut counts.rows[of_row[0].cell as usize / width], &row);
        all.n += row.n;
        all.low += row.low;
    }
    totals.fill(parts);
    for col in &totals.touched {
        once(&mut counts.cols[*col], &totals.by_col[*col]);
    }
    once(&mut counts.all, &all);
}

/// Adds one account to the sums of a mean or share.
fn add_values(
    sums: &mut Sums,
    parts: &[Part],
    (weight, task): (f64, &Task<'_>),
    width: usize,
    totals: &mut Totals,
) {
    let cap = if task.weight == Weight::Arr { 0.0 } else { f64::from(ACCOUNT_CAP) };
    let (mut all_value, mut all_weight) = (0.0, 0.0);
    for part in parts {
        all_value += weight * part.value;
        all_weight += weight * part.counted;
    }
    sums.all.add(all_value, all_weight);
    for of_row in parts.chunk_by(|a, b| a.cell as usize / width == b.cell as usize / width) {
        let row = of_row[0].cell as usize / width;
        let row_value = weight * of_row.iter().map(|part| part.value).sum::<f64>();
        let row_weight = weight * of_row.iter().map(|part| part.counted).sum::<f64>();
        if row_weight <= 0.0 {
            continue;
        }
        sums.rows[row].add(row_value, row_weight);
        for (idx, part) in of_row.iter().enumerate().filter(|(_, part)| part.counted > 0.0) {
            let cell = part.cell as usize;
            let (value, own_weight) = (weight * part.value, weight * part.counted);
            sums.cells[cell].add(value, own_weight);
            sums.squares[cell] += weight * own_weight;
            sums.only[cell] += f64::from(is_all(own_weight, all_weight));
            sums.only_in_row[cell] += f64::from(is_all(own_weight, row_weight));
            add_cross(&mut sums.in_all[cell], (value, own_weight), (all_value, all_weight));
            add_cross(&mut sums.in_row[cell], (value, own_weight), (row_value, row_weight));
            let apart = if cap > 0.0 { capped_weight(part.counted, cap) } else { weight };
            let own = (apart * part.value, apart * part.counted);
            sums.own[cell].add(own.0, own.1);
            let col = cell % width;
            for other in of_row[idx + 1..].iter().filter(|other| other.counted > 0.0) {
                let other_col = other.cell as usize % width;
                if other_col >= task.n_compared {
                    break;
                }
                let apart = if cap > 0.0 { capped_weight(other.counted, cap) } else { weight };
                let n_pairs = task.n_compared * (task.n_compared - 1) / 2;
                let at = row * n_pairs + pair_index(col, other_col, task.n_compared);
                let second = (apart * other.value, apart * other.counted);
                add_cross(&mut sums.pairs[at], own, second);
            }
        }
    }
    totals.fill(parts);
    for col in &totals.touched {
        let own = &totals.by_col[*col];
        if own.counted > 0.0 {
            sums.cols[*col].add(weight * own.value, weight * own.counted);
        }
    }
}

/// Whether a part is the whole, but for rounding.
pub(super) fn is_all(part: f64, whole: f64) -> bool {
    part > whole * (1.0 - 1e-9)
}

fn add_cross(sums: &mut [f64; 4], one: (f64, f64), two: (f64, f64)) {
    let terms = [one.0 * two.0, one.0 * two.1, one.1 * two.0, one.1 * two.1];
    sums.iter_mut().zip(terms).for_each(|(sum, term)| *sum += term);
}

/// Adds one account to the sums of where items fall.
fn add_places(sums: &mut Sums, parts: &[Part], weight: f64, width: usize) {
    let mut cols: Vec<(usize, f64)> = Vec::new();
    let mut rows: Vec<(usize, f64)> = Vec::new();
    let mut all = 0.0;
    for part in parts.iter().filter(|part| part.counted > 0.0) {
        let (row, col, own) =
            (part.cell as usize / width, part.cell as usize % width, weight * part.counted);
        all += own;
        match rows.last_mut() {
            Some((last, sum)) if *last == row => *sum += own,
            _ => rows.push((row, own)),
        }
        match cols.iter_mut().find(|(idx, _)| *idx == col) {
            Some((_, sum)) => *sum += own,
            None => cols.push((col, own)),
        }
        let cell = &mut sums.cells[part.cell as usize];
        cell.add(own, own);
    }
    sums.all.add(all, all);
    for (row, own) in &rows {
        sums.rows[*row].add(*own, all);
    }
    for (col, own) in &cols {
        sums.cols[*col].add(*own, all);
        sums.only_in_col[*col] += f64::from(is_all(*own, all));
    }
    let mut parts = parts.iter().filter(|part| part.counted > 0.0).peekable();
    for (row, of_row) in &rows {
        for (col, of_col) in &cols {
            sums.places[row * width + col].product[5] += of_col * of_row;
        }
        while let Some(part) = parts.next_if(|part| part.cell as usize / width == *row) {
            let own = weight * part.counted;
            let of_col = cols.iter().find(|(col, _)| *col == part.cell as usize % width);
            let of_col = of_col.map_or(0.0, |(_, sum)| *sum);
            let product = &mut sums.places[part.cell as usize].product;
            product[0] += own * own;
            product[1] += own * of_col;
            product[2] += own * of_row;
            product[3] += own * all;
        }
    }
}

impl Sums {
    /// The sums of one cell of a measure of where items fall.
    pub(super) fn place(&self, i: usize, j: usize) -> PlaceSums {
        let width = self.cols.len();
        let mut own = self.places[i * width + j];
        let (row, col) = (&self.rows[i], &self.cols[j]);
        own.sum = [self.cells[i * width + j].low, col.low, row.low, self.all.low];
        own.product[4] = col.low_low;
        own.product[6] = col.low_weight;
        own.product[7] = row.low_low;
        own.product[8] = row.low_weight;
        own.product[9] = self.all.low_low;
        own.n_accounts = (col.n_accounts, self.all.n_accounts);
        own
    }

    /// Kish's effective number of answers of a cell.
    pub(super) fn kish(&self, cell: usize) -> f64 {
        let weight = self.cells[cell].weight;
        if self.squares[cell] > 0.0 { weight * weight / self.squares[cell] } else { 0.0 }
    }
}

/// The account of a row; one past the last where there is none.
fn account_of(accounts: &Accounts, row: u32) -> usize {
    let own = accounts.of_row.get(row as usize).map_or(usize::MAX, |own| *own as usize);
    own.min(accounts.len())
}

/// Where the items of each account begin, twice: to be moved on while they are filled in, and with
/// each row without an account as one of its own.
fn starts(accounts: &Accounts, rows: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let n_accounts = accounts.len();
    let mut next = vec![0_u32; n_accounts + 2];
    for row in rows {
        next[account_of(accounts, *row) + 1] += 1;
    }
    for at in 0..=n_accounts {
        next[at + 1] += next[at];
    }
    let mut starts = next.clone();
    starts.truncate(n_accounts + 1);
    let first_alone = starts[n_accounts];
    starts.extend(first_alone + 1..=rows.len() as u32);
    (next, starts)
}

/// Positions within `rows`, account by account, with the start of each account; behind them each
/// row without an account stands for itself.
pub(super) fn by_account(accounts: &Accounts, rows: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let (mut next, starts) = starts(accounts, rows);
    let mut order = vec![0_u32; rows.len()];
    for (idx, row) in rows.iter().enumerate() {
        let place = &mut next[account_of(accounts, *row)];
        order[*place as usize] = idx as u32;
        *place += 1;
    }
    (order, starts)
}
