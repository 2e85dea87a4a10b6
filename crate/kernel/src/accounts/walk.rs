//! The walk itself: the parts of one account, and what they add.

use super::{
    AccountRows, AccountSums, AccountTable, AccountTask, NO_CELL, OfCell, Voices, is_all,
    pair_index,
};

/// Accounts with up to this many rows are sorted without a branch.
const FEW: usize = 16;

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
    fn add(&mut self, kind: super::Kind, value: f64) {
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

/// What is known while walking.
pub(super) struct Walk {
    task: AccountTask,
    pub(super) table: AccountTable,
    /// Row and column of each cell.
    place: Vec<(u32, u32)>,
    parts: Vec<Part>,
    /// Parts and their cells and positions, while they are put in order.
    ordered: Vec<Part>,
    keys: Vec<u64>,
    /// The place of each cell among the parts while they are gathered.
    part_of: Vec<u32>,
    by_col: Vec<Part>,
    touched: Vec<u32>,
}

impl Walk {
    pub(super) fn new(task: &AccountTask) -> Walk {
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
            ordered: Vec::new(),
            keys: Vec::new(),
            part_of: vec![NO_CELL; n],
            by_col: vec![Part::default(); width],
            touched: Vec::new(),
        }
    }

    /// The parts of one account, by cell.
    pub(super) fn gather(&mut self, rows: &AccountRows<'_>, (from, to): (usize, usize)) {
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
        self.order_parts();
    }

    /// Puts the gathered parts in the order of their cells: positions are sorted, each part is moved
    /// once.
    fn order_parts(&mut self) {
        self.keys.clear();
        for (at, part) in self.parts.iter().enumerate() {
            self.part_of[part.cell as usize] = NO_CELL;
            self.keys.push(u64::from(part.cell) << 32 | at as u64);
        }
        self.keys.sort_unstable();
        self.ordered.clear();
        self.ordered.extend(self.keys.iter().map(|key| self.parts[*key as u32 as usize]));
        std::mem::swap(&mut self.parts, &mut self.ordered);
    }

    /// Adds the account whose parts were gathered; `arr` is none where the row has no account.
    pub(super) fn add(&mut self, arr: Option<f64>) {
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

pub(super) fn capped(n: f64, cap: f64) -> f64 {
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
pub(super) fn sum_up(sums: &mut AccountSums, (value, weight): (f64, f64)) {
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
