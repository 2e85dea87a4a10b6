//! One walk over rows that lie account by account: what each account has in each cell of a table, and
//! the sums over accounts from which distinct accounts and tests with accounts as units follow.

/// The cell of a row that is in none.
pub const NO_CELL: u32 = u32::MAX;

/// Accounts with up to this many rows are sorted without a branch.
const FEW: usize = 16;

/// What a row of one kind adds: whether it counts (1 or 0), the value that it then has, and whether
/// its score is low (1 or 0).
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Kind {
    /// 1 where the row counts for the measure.
    pub counted: f64,
    /// Its value, 0 where it does not count.
    pub value: f64,
    /// 1 where its score is low.
    pub low: f64,
}

/// The rows, account by account.
#[derive(Debug, Clone, Copy)]
pub struct AccountRows<'a> {
    /// The cell of each row before it is known which are listed.
    pub cells: &'a [u32],
    /// Where each of those is in the table, or [`NO_CELL`].
    pub listed: &'a [u32],
    /// The kind of each row.
    pub kinds: &'a [u8],
    /// What each kind adds.
    pub kind: &'a [Kind],
    /// The value of each row, where it is not its kind's.
    pub values: Option<&'a [f64]>,
    /// Where the rows of each account begin, and where those of the last one end; each row behind
    /// them stands for itself.
    pub starts: &'a [u32],
    /// ARR of each account, 0 where it is not known.
    pub arr: &'a [f64],
}

/// What is summed.
#[derive(Debug, Clone, Copy)]
pub struct AccountTask {
    /// AccountRows and columns of the table.
    pub shape: (usize, usize),
    /// An account's rows together count at most as much as so many; 0: each as much as its ARR.
    pub cap: f64,
    /// Whether it is asked where rows fall, rather than which value they have.
    pub is_of_places: bool,
    /// Columns that are compared pair by pair.
    pub n_compared: usize,
    /// Whether distinct accounts are wanted.
    pub has_voices: bool,
    /// Whether sums of columns, and distinct accounts of rows and columns, are wanted.
    pub has_totals: bool,
}

/// AccountSums over the accounts of one side of a comparison: of values, of weights, of their products
/// (value², value × weight, weight²), and the accounts.
pub type AccountSums = [f64; 6];

/// Distinct accounts, their ARR, that of those with a low score, and the most rows of one.
pub type Voices = [f64; 4];

/// Everything known of one cell.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct OfCell {
    /// AccountSums over its accounts.
    pub sums: AccountSums,
    /// Products with what the account has in all: value × value, value × weight, weight × value and
    /// weight × weight, the first factor within the cell.
    pub in_all: [f64; 4],
    /// The same with what the account has in the row.
    pub in_row: [f64; 4],
    /// Accounts with nothing outside the cell, and with nothing in its row outside it.
    pub only: [f64; 2],
}

/// Of a cell where it is asked how many rows fall there: the sum over accounts of the rows in it, their
/// products with themselves, with those in its column, in its row and in all, and the product of those
/// in its column and in its row.
pub type Place = [f64; 6];

/// The sums of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AccountTable {
    /// Cells, over the accounts below the cap, and over those above it; empty for places.
    pub cells: [Vec<OfCell>; 2],
    /// Cells, for places.
    pub places: Vec<Place>,
    /// Distinct accounts of the cells.
    pub voices: Vec<Voices>,
    /// Cells, over the accounts above the cap, whose rows in the cell alone are capped.
    pub apart: Vec<AccountSums>,
    /// Sum of squared weights over the rows of each cell, where ARR weighs.
    pub squares: Vec<f64>,
    /// AccountRows, columns, all.
    pub rows: Vec<AccountSums>,
    /// See `rows`.
    pub cols: Vec<AccountSums>,
    /// See `rows`.
    pub all: AccountSums,
    /// Distinct accounts of rows, columns, all.
    pub row_voices: Vec<Voices>,
    /// See `row_voices`.
    pub col_voices: Vec<Voices>,
    /// See `row_voices`.
    pub all_voices: Voices,
    /// Accounts with nothing outside each column.
    pub only_in_col: Vec<f64>,
    /// Accounts that two columns of a row share, row by row and pair by pair.
    pub pairs: Vec<[f64; 4]>,
    /// The most rows of one account.
    pub most: u32,
    /// Whether an account counts twice.
    pub has_repeats: bool,
}

/// What one account has in one cell.
#[derive(Debug, Clone, Copy, Default)]
struct Part {
    cell: u32,
    row: u32,
    col: u32,
    n: f64,
    low: f64,
    counted: f64,
    value: f64,
}

impl Part {
    fn add(&mut self, kind: Kind, value: f64) {
        self.n += 1.0;
        self.low += kind.low;
        self.counted += kind.counted;
        self.value += value;
    }

    fn join(&mut self, other: &Part) {
        self.n += other.n;
        self.low += other.low;
        self.counted += other.counted;
        self.value += other.value;
    }
}

/// Position of a pair of columns among all pairs of `n`.
pub fn pair_index(j: usize, k: usize, n: usize) -> usize {
    j * (2 * n - j - 1) / 2 + k - j - 1
}

/// Whether a part is the whole, but for rounding.
pub fn is_all(part: f64, whole: f64) -> bool {
    part > whole * (1.0 - 1e-9)
}

/// Walks over all accounts once.
#[inline(never)]
pub fn sum_accounts(rows: &AccountRows<'_>, task: &AccountTask) -> AccountTable {
    let mut walk = Walk::new(task);
    let n_accounts = rows.starts.len() - 1;
    for account in 0..n_accounts {
        let span = (rows.starts[account] as usize, rows.starts[account + 1] as usize);
        walk.gather(rows, span);
        walk.add(Some(rows.arr[account]));
    }
    for at in rows.starts[n_accounts] as usize..rows.cells.len() {
        walk.gather(rows, (at, at + 1));
        walk.add(None);
    }
    walk.table
}

struct Walk {
    task: AccountTask,
    table: AccountTable,
    /// Row and column of each cell.
    place: Vec<(u32, u32)>,
    parts: Vec<Part>,
    /// The place of each cell among the parts while they are gathered.
    part_of: Vec<u32>,
    by_col: Vec<Part>,
    touched: Vec<u32>,
}

impl Walk {
    fn new(task: &AccountTask) -> Walk {
        let (height, width) = task.shape;
        let n = height * width;
        let n_pairs = task.n_compared * task.n_compared.saturating_sub(1) / 2;
        let if_any = |holds: bool, n: usize| if holds { n } else { 0 };
        let zero = [0.0; 6];
        let n_valued = if_any(!task.is_of_places, n);
        let table = AccountTable {
            cells: [0, 1].map(|_| vec![OfCell::default(); n_valued]),
            places: vec![zero; n - n_valued],
            voices: vec![[0.0; 4]; if_any(task.has_voices, n)],
            apart: vec![zero; n_valued],
            squares: vec![0.0; n_valued],
            rows: vec![zero; height],
            cols: vec![zero; width],
            row_voices: vec![[0.0; 4]; height],
            col_voices: vec![[0.0; 4]; width],
            only_in_col: vec![0.0; width],
            pairs: vec![[0.0; 4]; if_any(!task.is_of_places, height * n_pairs)],
            ..AccountTable::default()
        };
        let place = |cell: usize| ((cell / width) as u32, (cell % width) as u32);
        Walk {
            task: *task,
            table,
            place: (0..n).map(place).collect(),
            parts: Vec::new(),
            part_of: vec![NO_CELL; n],
            by_col: vec![Part::default(); width],
            touched: Vec::new(),
        }
    }

    /// The parts of one account, by cell.
    fn gather(&mut self, rows: &AccountRows<'_>, (from, to): (usize, usize)) {
        self.parts.clear();
        if to - from > FEW {
            return self.gather_many(rows, (from, to));
        }
        // Keys that keep the order of the rows of one cell, and sort as whole numbers.
        let (mut keys, mut n) = ([i32::MAX; FEW], 0);
        for (idx, cell) in rows.cells[from..to].iter().enumerate() {
            let cell = rows.listed[*cell as usize];
            keys[n] = ((cell << 4) | idx as u32) as i32 & i32::MAX;
            n += usize::from(cell != NO_CELL);
        }
        let sorted = if n <= FEW / 2 { ranked::<8>(&keys, n) } else { ranked::<FEW>(&keys, n) };
        let mut last = NO_CELL;
        for key in &sorted[..n] {
            let (cell, at) = (*key as u32 >> 4, from + (key & 15) as usize);
            if cell != last {
                let (row, col) = self.place[cell as usize];
                self.parts.push(Part { cell, row, col, ..Part::default() });
                last = cell;
            }
            let kind = rows.kind[usize::from(rows.kinds[at])];
            let value = rows.values.map_or(kind.value, |values| values[at]);
            if let Some(part) = self.parts.last_mut() {
                part.add(kind, value);
            }
        }
    }

    fn gather_many(&mut self, rows: &AccountRows<'_>, (from, to): (usize, usize)) {
        for at in from..to {
            let cell = rows.listed[rows.cells[at] as usize];
            if cell == NO_CELL {
                continue;
            }
            let place = &mut self.part_of[cell as usize];
            if *place == NO_CELL {
                *place = self.parts.len() as u32;
                let (row, col) = self.place[cell as usize];
                self.parts.push(Part { cell, row, col, ..Part::default() });
            }
            let kind = rows.kind[usize::from(rows.kinds[at])];
            let value = rows.values.map_or(kind.value, |values| values[at]);
            self.parts[*place as usize].add(kind, value);
        }
        for part in &self.parts {
            self.part_of[part.cell as usize] = NO_CELL;
        }
        self.parts.sort_unstable_by_key(|part| part.cell);
    }

    /// Adds the account whose parts were gathered; `arr` is none where the row has no account.
    fn add(&mut self, arr: Option<f64>) {
        let mut all = Part::default();
        for part in &self.parts {
            all.join(part);
        }
        if all.n <= 0.0 {
            return;
        }
        let parts = std::mem::take(&mut self.parts);
        let task = &self.task;
        if task.has_totals || task.is_of_places {
            self.sum_columns(&parts);
        }
        if let Some(arr) = arr.filter(|_| self.task.has_voices) {
            self.add_voices(&parts, &all, arr);
        }
        self.table.has_repeats |= arr.is_some() && all.counted > 1.0;
        let by_arr = self.task.cap <= 0.0;
        let weight = if by_arr { arr.unwrap_or(0.0) } else { capped(all.counted, self.task.cap) };
        if all.counted > 0.0 && weight > 0.0 {
            if self.task.is_of_places {
                self.add_places(&parts, &all, weight);
            } else {
                self.add_values(&parts, &all, weight, by_arr);
            }
        }
        self.parts = parts;
    }

    fn sum_columns(&mut self, parts: &[Part]) {
        for col in self.touched.drain(..) {
            self.by_col[col as usize] = Part::default();
        }
        for part in parts {
            let own = &mut self.by_col[part.col as usize];
            if own.n <= 0.0 {
                self.touched.push(part.col);
            }
            own.join(part);
        }
    }

    /// Distinct accounts, and the largest of them.
    fn add_voices(&mut self, parts: &[Part], all: &Part, arr: f64) {
        let table = &mut self.table;
        for part in parts {
            hear(&mut table.voices[part.cell as usize], part, arr);
        }
        hear(&mut table.all_voices, all, arr);
        table.most = table.most.max(all.n as u32);
        if !self.task.has_totals {
            return;
        }
        for of_row in parts.chunk_by(|a, b| a.row == b.row) {
            let row = joined(of_row);
            hear(&mut table.row_voices[of_row[0].row as usize], &row, arr);
        }
        for col in &self.touched {
            hear(&mut table.col_voices[*col as usize], &self.by_col[*col as usize], arr);
        }
    }

    /// Adds one account to the sums of a mean or share.
    fn add_values(&mut self, parts: &[Part], all: &Part, weight: f64, by_arr: bool) {
        let table = &mut self.table;
        let is_capped = !by_arr && all.counted > self.task.cap;
        let whole = (weight * all.value, weight * all.counted);
        sum_up(&mut table.all, whole);
        let cells = &mut table.cells[usize::from(is_capped)];
        for of_row in parts.chunk_by(|a, b| a.row == b.row) {
            let row = joined(of_row);
            let of_all = (weight * row.value, weight * row.counted);
            if of_all.1 <= 0.0 {
                continue;
            }
            sum_up(&mut table.rows[of_row[0].row as usize], of_all);
            for part in of_row {
                if part.counted > 0.0 {
                    let own = (weight * part.value, weight * part.counted);
                    let cell = &mut cells[part.cell as usize];
                    sum_up(&mut cell.sums, own);
                    cross(&mut cell.in_all, own, whole);
                    cross(&mut cell.in_row, own, of_all);
                    cell.only[0] += f64::from(u8::from(is_all(own.1, whole.1)));
                    cell.only[1] += f64::from(u8::from(is_all(own.1, of_all.1)));
                }
            }
            if of_row.len() > 1 {
                add_pairs(&mut table.pairs, of_row, &self.task, weight);
            }
        }
        if is_capped || by_arr {
            for part in parts.iter().filter(|part| part.counted > 0.0) {
                let own = if by_arr { weight } else { capped(part.counted, self.task.cap) };
                sum_up(
                    &mut table.apart[part.cell as usize],
                    (own * part.value, own * part.counted),
                );
                table.squares[part.cell as usize] += weight * (weight * part.counted);
            }
        }
        if self.task.has_totals {
            for col in &self.touched {
                let own = &self.by_col[*col as usize];
                if own.counted > 0.0 {
                    let own = (weight * own.value, weight * own.counted);
                    sum_up(&mut table.cols[*col as usize], own);
                }
            }
        }
    }

    /// Adds one account to the sums of where rows fall.
    fn add_places(&mut self, parts: &[Part], all: &Part, weight: f64) {
        let table = &mut self.table;
        let whole = weight * all.counted;
        sum_up(&mut table.all, (whole, whole));
        for col in &self.touched {
            let own = weight * self.by_col[*col as usize].counted;
            if own > 0.0 {
                sum_up(&mut table.cols[*col as usize], (own, whole));
                table.only_in_col[*col as usize] += f64::from(u8::from(is_all(own, whole)));
            }
        }
        for of_row in parts.chunk_by(|a, b| a.row == b.row) {
            let row = of_row[0].row as usize;
            let of_all = weight * joined(of_row).counted;
            if of_all <= 0.0 {
                continue;
            }
            sum_up(&mut table.rows[row], (of_all, whole));
            for col in &self.touched {
                let of_col = weight * self.by_col[*col as usize].counted;
                table.places[row * self.task.shape.1 + *col as usize][5] += of_col * of_all;
            }
            for part in of_row {
                let own = weight * part.counted;
                let of_col = weight * self.by_col[part.col as usize].counted;
                let place = &mut table.places[part.cell as usize];
                let terms = [own, own * own, own * of_col, own * of_all, own * whole];
                place.iter_mut().zip(terms).for_each(|(sum, term)| *sum += term);
            }
        }
    }
}

/// The first `n` of `keys` in ascending order: each goes to the place of how many are smaller.
#[inline(always)]
fn ranked<const N: usize>(keys: &[i32; FEW], n: usize) -> [i32; FEW] {
    let mut ranks = [0_i32; N];
    for own in &keys[..n] {
        for (rank, key) in ranks.iter_mut().zip(keys) {
            *rank += i32::from(own < key);
        }
    }
    let mut sorted = [0; FEW];
    for (key, rank) in keys[..n].iter().zip(ranks) {
        sorted[rank as usize & (FEW - 1)] = *key;
    }
    sorted
}

fn capped(n: f64, cap: f64) -> f64 {
    if n > cap { cap / n } else { 1.0 }
}

#[inline(always)]
fn joined(parts: &[Part]) -> Part {
    let mut sum = Part::default();
    for part in parts {
        sum.join(part);
    }
    sum
}

#[inline(always)]
fn hear(voices: &mut Voices, part: &Part, arr: f64) {
    voices[0] += 1.0;
    voices[1] += arr;
    voices[2] += if part.low > 0.0 { arr } else { 0.0 };
    voices[3] = if part.n > voices[3] { part.n } else { voices[3] };
}

#[inline(always)]
fn sum_up(sums: &mut AccountSums, (value, weight): (f64, f64)) {
    let terms = [value, weight, value * value, value * weight, weight * weight, 1.0];
    sums.iter_mut().zip(terms).for_each(|(sum, term)| *sum += term);
}

#[inline(always)]
fn cross(sums: &mut [f64; 4], one: (f64, f64), two: (f64, f64)) {
    let terms = [one.0 * two.0, one.0 * two.1, one.1 * two.0, one.1 * two.1];
    sums.iter_mut().zip(terms).for_each(|(sum, term)| *sum += term);
}

/// Pairs of compared columns of one row in which an account has rows.
fn add_pairs(pairs: &mut [[f64; 4]], of_row: &[Part], task: &AccountTask, weight: f64) {
    let n_pairs = task.n_compared * task.n_compared.saturating_sub(1) / 2;
    let apart = |part: &Part| {
        let own = if task.cap > 0.0 { capped(part.counted, task.cap) } else { weight };
        (own * part.value, own * part.counted)
    };
    for (idx, one) in of_row.iter().enumerate() {
        for two in &of_row[idx + 1..] {
            if two.col as usize >= task.n_compared {
                break;
            }
            if one.counted > 0.0 && two.counted > 0.0 {
                let pair = pair_index(one.col as usize, two.col as usize, task.n_compared);
                cross(&mut pairs[one.row as usize * n_pairs + pair], apart(one), apart(two));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    const SHAPE: (usize, usize) = (4, 3);
    const ARR: [f64; 12] = [5.0, 0.0, 7.0, 1.0, 2.0, 0.0, 9.0, 4.0, 3.0, 8.0, 6.0, 2.5];

    /// Cells before listing, kinds and starts of twelve accounts with 0 to 40 rows each, and of some
    /// rows without one.
    fn drawn() -> (Vec<u32>, Vec<u8>, Vec<u32>) {
        let mut state = 1_u32;
        let mut draw = |below: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) % below
        };
        let (mut cells, mut kinds, mut starts) = (Vec::new(), Vec::new(), vec![0]);
        for account in 0..13 {
            let n = if account == 12 { 9 } else { draw(if account % 3 == 0 { 41 } else { 9 }) };
            for _ in 0..n {
                // Some accounts keep to few cells.
                cells.push(if account % 2 == 0 { draw(14) } else { draw(3) * 4 });
                kinds.push(draw(3) as u8);
            }
            if account < 12 {
                starts.push(cells.len() as u32);
            }
        }
        (cells, kinds, starts)
    }

    const KIND: [Kind; 3] = [
        Kind { counted: 0.0, value: 0.0, low: 0.0 },
        Kind { counted: 1.0, value: 1.0, low: 1.0 },
        Kind { counted: 1.0, value: 0.5, low: 0.0 },
    ];

    /// Rows, counted rows, low ones and value of each account in each cell, account by account.
    fn slowly(cells: &[u32], kinds: &[u8], starts: &[u32]) -> Vec<BTreeMap<usize, [f64; 4]>> {
        let mut spans: Vec<(usize, usize)> =
            starts.windows(2).map(|two| (two[0] as usize, two[1] as usize)).collect();
        spans.extend((starts[12] as usize..cells.len()).map(|at| (at, at + 1)));
        let own = |(from, to): (usize, usize)| {
            let mut of_cell: BTreeMap<usize, [f64; 4]> = BTreeMap::new();
            for at in (from..to).filter(|at| cells[*at] < 12) {
                let kind = KIND[usize::from(kinds[at])];
                let sums = of_cell.entry(cells[at] as usize).or_default();
                let terms = [1.0, kind.counted, kind.low, kind.value];
                sums.iter_mut().zip(terms).for_each(|(sum, term)| *sum += term);
            }
            of_cell
        };
        spans.into_iter().map(own).collect()
    }

    fn is_near(fast: f64, slow: f64) -> bool {
        (fast - slow).abs() <= 1e-12 * (1.0 + slow.abs())
    }

    fn summed(cap: f64, is_of_places: bool) -> (AccountTable, Vec<BTreeMap<usize, [f64; 4]>>) {
        let (cells, kinds, starts) = drawn();
        let listed: Vec<u32> = (0..12).chain([NO_CELL; 2]).collect();
        let rows = AccountRows {
            cells: &cells,
            listed: &listed,
            kinds: &kinds,
            kind: &KIND,
            values: None,
            starts: &starts,
            arr: &ARR,
        };
        let task = AccountTask {
            shape: SHAPE,
            cap,
            is_of_places,
            n_compared: 3,
            has_voices: true,
            has_totals: true,
        };
        (sum_accounts(&rows, &task), slowly(&cells, &kinds, &starts))
    }

    /// The sums of one account over the cells for which something holds.
    type Summed<'a> = &'a dyn Fn(&dyn Fn(usize) -> bool) -> [f64; 4];

    /// Sum over the accounts of what each adds, given its weight, its cells, and a sum over some.
    fn over(
        accounts: &[BTreeMap<usize, [f64; 4]>],
        cap: f64,
        term: &dyn Fn(f64, Summed<'_>) -> f64,
    ) -> f64 {
        let mut total = 0.0;
        for (idx, own) in accounts.iter().enumerate() {
            let sum = |holds: &dyn Fn(usize) -> bool| {
                let mut sums = [0.0; 4];
                for (_, part) in own.iter().filter(|(cell, _)| holds(**cell)) {
                    sums.iter_mut().zip(part).for_each(|(sum, own)| *sum += own);
                }
                sums
            };
            let counted = sum(&|_| true)[1];
            let weight =
                if cap > 0.0 { capped(counted, cap) } else { ARR.get(idx).copied().unwrap_or(0.0) };
            if counted > 0.0 && weight > 0.0 {
                total += term(weight, &sum);
            }
        }
        total
    }

    #[test]
    fn values_are_summed_as_account_by_account() {
        for cap in [5.0, 0.0] {
            let (fast, slow) = summed(cap, false);
            for cell in 0..12 {
                let (row, col) = (cell / 3, cell % 3);
                let of =
                    |at: usize| fast.cells[0][cell].in_all[at] + fast.cells[1][cell].in_all[at];
                let in_row =
                    |at: usize| fast.cells[0][cell].in_row[at] + fast.cells[1][cell].in_row[at];
                let sums = |at: usize| fast.cells[0][cell].sums[at] + fast.cells[1][cell].sums[at];
                let only = |at: usize| fast.cells[0][cell].only[at] + fast.cells[1][cell].only[at];
                let check = |fast: f64, what: &str, term: &dyn Fn(f64, [[f64; 4]; 3]) -> f64| {
                    let slow = over(&slow, cap, &|weight, sum| {
                        let in_row = |own: usize| own / 3 == row;
                        let parts = [sum(&|own| own == cell), sum(&in_row), sum(&|_| true)];
                        if parts[0][1] > 0.0 { term(weight, parts) } else { 0.0 }
                    });
                    assert!(is_near(fast, slow), "{what} of {cell} under {cap}: {fast} {slow}");
                };
                check(sums(0), "value", &|w, [own, ..]| w * own[3]);
                check(sums(3), "value × weight", &|w, [own, ..]| w * w * own[3] * own[1]);
                check(sums(5), "accounts", &|_, _| 1.0);
                check(of(1), "in all", &|w, [own, _, all]| w * w * own[3] * all[1]);
                check(of(2), "in all", &|w, [own, _, all]| w * w * own[1] * all[3]);
                check(in_row(0), "in row", &|w, [own, row, _]| w * w * own[3] * row[3]);
                check(only(0), "only", &|_, [own, _, all]| f64::from(u8::from(own[1] >= all[1])));
                check(only(1), "only in row", &|_, [own, row, _]| {
                    f64::from(u8::from(own[1] >= row[1]))
                });
                let apart =
                    |part: [f64; 4], w: f64| if cap > 0.0 { capped(part[1], cap) } else { w };
                let light = if cap > 0.0 { fast.cells[0][cell].sums[0] } else { 0.0 };
                check(light + fast.apart[cell][0], "apart", &|w, [own, ..]| apart(own, w) * own[3]);
                for other in col + 1..3 {
                    let fast = fast.pairs[row * 3 + pair_index(col, other, 3)][1];
                    let slow = over(&slow, cap, &|w, sum| {
                        let (one, two) =
                            (sum(&|own| own == cell), sum(&|own| own == row * 3 + other));
                        apart(one, w) * one[3] * apart(two, w) * two[1]
                    });
                    assert!(is_near(fast, slow), "{cell} with {other}: {fast} {slow}");
                }
                let heard = slow[..12]
                    .iter()
                    .enumerate()
                    .filter_map(|own| Some((own.0, own.1.get(&cell)?)));
                let voices = heard.fold([0.0; 4], |[n, arr, low, most]: Voices, (idx, part)| {
                    let low = low + if part[2] > 0.0 { ARR[idx] } else { 0.0 };
                    [n + 1.0, arr + ARR[idx], low, most.max(part[0])]
                });
                assert!(fast.voices[cell].iter().zip(voices).all(|(a, b)| is_near(*a, b)));
            }
            let all = over(&slow, cap, &|w, sum| (w * sum(&|_| true)[1]) * (w * sum(&|_| true)[1]));
            assert!(is_near(fast.all[4], all) && fast.has_repeats);
            for col in 0..3 {
                let slow = over(&slow, cap, &|w, sum| w * sum(&|own| own % 3 == col)[3]);
                assert!(is_near(fast.cols[col][0], slow));
            }
        }
    }

    #[test]
    fn places_are_summed_as_account_by_account() {
        let (fast, slow) = summed(5.0, true);
        for cell in 0..12 {
            let (row, col) = (cell / 3, cell % 3);
            for at in 0..6 {
                let slow = over(&slow, 5.0, &|w, sum| {
                    let own = w * sum(&|own| own == cell)[1];
                    let of_col = w * sum(&|own| own % 3 == col)[1];
                    let of_row = w * sum(&|own| own / 3 == row)[1];
                    let all = w * sum(&|_| true)[1];
                    [own, own * own, own * of_col, own * of_row, own * all, of_col * of_row][at]
                });
                assert!(is_near(fast.places[cell][at], slow), "{cell} {at}");
            }
        }
        let (n, only) = (0..3)
            .map(|col| (fast.cols[col][5], fast.only_in_col[col]))
            .fold((0.0, 0.0), |sum, own| (sum.0 + own.0, sum.1 + own.1));
        assert!(n > only && only > 0.0);
    }
}
