//! What is counted in every cell, in one pass over the rows.

use ndarray::Array2;

use super::axis::{Axis, Cut};
use crate::join::Accounts;
use crate::num::RowMask;
use crate::stats::Moments;
use crate::table::{MISSING, Metric, Scale, Table};

/// What is known about the items of one cell.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Tally {
    /// Items.
    pub(super) n: f64,
    /// Items with a score.
    pub(super) scored: f64,
    /// Low scores.
    pub(super) low: f64,
    /// High scores.
    pub(super) high: f64,
    /// Scores, each less the shift.
    pub(super) sum: f64,
    /// Their squares.
    pub(super) squares: f64,
    /// Answers to the NPS question.
    pub(super) nps_n: f64,
    /// Promoters.
    pub(super) promoters: f64,
    /// Detractors.
    pub(super) detractors: f64,
    /// Distinct accounts.
    pub(super) accounts: f64,
    /// ARR of those accounts, each once.
    pub(super) arr: f64,
}

impl Tally {
    fn add_items(&mut self, other: &Tally) {
        self.n += other.n;
        self.scored += other.scored;
        self.low += other.low;
        self.high += other.high;
        self.sum += other.sum;
        self.squares += other.squares;
        self.nps_n += other.nps_n;
        self.promoters += other.promoters;
        self.detractors += other.detractors;
    }

    /// The items of `self` that are not in `part`; accounts may be in both, so theirs are not.
    pub(super) fn without(&self, part: &Tally) -> Tally {
        Tally {
            n: self.n - part.n,
            scored: self.scored - part.scored,
            low: self.low - part.low,
            high: self.high - part.high,
            sum: self.sum - part.sum,
            squares: self.squares - part.squares,
            nps_n: self.nps_n - part.nps_n,
            promoters: self.promoters - part.promoters,
            detractors: self.detractors - part.detractors,
            accounts: f64::NAN,
            arr: f64::NAN,
        }
    }

    /// Count, mean and variance of the scores.
    pub(super) fn scores(&self, shift: f64) -> Moments {
        Moments::from_sums(self.scored, self.sum, self.squares, shift)
    }

    /// The same of the NPS answers as −100, 0 and 100.
    pub(super) fn nps(&self) -> Moments {
        let net = 100.0 * (self.promoters - self.detractors);
        let squares = 10_000.0 * (self.promoters + self.detractors);
        Moments::from_sums(self.nps_n, net, squares, 0.0)
    }
}

/// All counts of a table; one row and one column more than are listed hold all that is not.
#[derive(Debug, Clone)]
pub(super) struct Counts {
    /// The cells.
    pub(super) cells: Array2<Tally>,
    /// Totals of the rows.
    pub(super) rows: Vec<Tally>,
    /// Totals of the columns.
    pub(super) cols: Vec<Tally>,
    /// The total.
    pub(super) all: Tally,
    /// What was taken off every score, so that the sum of squares stays exact.
    pub(super) shift: f64,
    /// The one scale of all scores; `None` when there are several or none.
    pub(super) scale: Option<Scale>,
    /// How many scales the scores have.
    pub(super) n_scales: usize,
    /// Most items of one account.
    pub(super) most_of_account: u32,
}

/// Scores, scales and cuts, looked up once.
struct Scores<'a> {
    table: &'a Table,
    /// Index of the scale of each source among `scales`.
    of_source: Vec<Option<usize>>,
    scales: Vec<&'a Scale>,
}

impl<'a> Scores<'a> {
    fn new(table: &'a Table) -> Self {
        let mut scales: Vec<&Scale> = Vec::new();
        let mut of_source = Vec::new();
        for source in &table.sources {
            of_source.push(source.scale.as_ref().map(|scale| {
                scales.iter().position(|own| *own == scale).unwrap_or_else(|| {
                    scales.push(scale);
                    scales.len() - 1
                })
            }));
        }
        Scores { table, of_source, scales }
    }

    fn scale(&self, row: u32) -> Option<usize> {
        let origin = self.table.origins.get(row as usize)?;
        *self.of_source.get(origin.source as usize)?
    }
}

/// Rows that have a value on both sides, with their places.
#[derive(Debug, Clone, Default)]
pub(super) struct Placed {
    /// The rows.
    pub(super) rows: Vec<u32>,
    /// Selected rows without a value on one of the sides.
    pub(super) n_missing: u32,
    /// Items of each code, by side.
    pub(super) n: [Vec<u32>; 2],
    /// Low-score items of each code, by side.
    pub(super) low: [Vec<u32>; 2],
    /// Whether there are scores at all.
    pub(super) has_scores: bool,
}

impl Placed {
    /// Finds them, and counts each value by itself.
    pub(super) fn find(table: &Table, mask: &RowMask, cuts: [&Cut<'_>; 2]) -> Placed {
        let lens = [cuts[0].len(), cuts[1].len()];
        let mut placed = Placed {
            n: lens.map(|len| vec![0; len]),
            low: lens.map(|len| vec![0; len]),
            ..Placed::default()
        };
        let (scores, known) = (table.scores(), Scores::new(table));
        for row in mask.iter() {
            let codes = [cuts[0].code(row), cuts[1].code(row)];
            if codes.contains(&MISSING) {
                placed.n_missing += 1;
                continue;
            }
            placed.rows.push(row);
            let score = scores.and_then(|scores| scores.get(row)).zip(known.scale(row));
            placed.has_scores |= score.is_some();
            let is_low = score.is_some_and(|(score, scale)| known.scales[scale].is_low(score));
            for (side, code) in codes.into_iter().enumerate() {
                placed.n[side][code as usize] += 1;
                placed.low[side][code as usize] += u32::from(is_low);
            }
        }
        placed
    }
}

impl Counts {
    /// Counts the placed rows by cell.
    pub(super) fn of(
        table: &Table,
        accounts: &Accounts,
        placed: &Placed,
        cuts: [&Cut<'_>; 2],
        axes: [&Axis; 2],
    ) -> Counts {
        let shape = (axes[0].listed.len() + 1, axes[1].listed.len() + 1);
        let mut counts = Counts {
            cells: Array2::from_elem(shape, Tally::default()),
            rows: vec![Tally::default(); shape.0],
            cols: vec![Tally::default(); shape.1],
            all: Tally::default(),
            shift: 0.0,
            scale: None,
            n_scales: 0,
            most_of_account: 0,
        };
        let place = |row: u32| {
            let at = |side: usize| axes[side].place[cuts[side].code(row) as usize] as usize;
            (at(0), at(1))
        };
        let places: Vec<(usize, usize)> = placed.rows.iter().map(|row| place(*row)).collect();
        counts.add_scores(table, placed, &places);
        counts.add_totals();
        counts.add_accounts(accounts, placed, &places);
        counts
    }

    fn add_scores(&mut self, table: &Table, placed: &Placed, places: &[(usize, usize)]) {
        let known = Scores::new(table);
        let scores = table.scores();
        self.shift = known.scales.first().map_or(0.0, |scale| scale.min.midpoint(scale.max));
        let mut is_used = vec![false; known.scales.len()];
        for (row, place) in placed.rows.iter().zip(places) {
            let tally = &mut self.cells[*place];
            tally.n += 1.0;
            let score = scores.and_then(|scores| scores.get(*row)).zip(known.scale(*row));
            let Some((score, scale_idx)) = score else { continue };
            is_used[scale_idx] = true;
            let scale = known.scales[scale_idx];
            let (low, high) = (f64::from(scale.is_low(score)), f64::from(scale.is_high(score)));
            let shifted = score - self.shift;
            tally.scored += 1.0;
            tally.low += low;
            tally.high += high;
            tally.sum += shifted;
            tally.squares += shifted * shifted;
            if scale.metric == Metric::Nps {
                tally.nps_n += 1.0;
                tally.promoters += high;
                tally.detractors += low;
            }
        }
        let used: Vec<usize> = (0..is_used.len()).filter(|idx| is_used[*idx]).collect();
        self.n_scales = used.len();
        if let [only] = used.as_slice() {
            self.scale = Some(known.scales[*only].clone());
        }
    }

    fn add_totals(&mut self) {
        for ((i, j), cell) in self.cells.indexed_iter() {
            self.rows[i].add_items(cell);
            self.cols[j].add_items(cell);
            self.all.add_items(cell);
        }
    }

    /// Distinct accounts and their ARR: rows are taken account by account, and a cell counts an
    /// account when it sees it for the first time.
    fn add_accounts(&mut self, accounts: &Accounts, placed: &Placed, places: &[(usize, usize)]) {
        if accounts.is_empty() {
            return;
        }
        let (order, starts) = by_account(accounts, placed);
        let (height, width) = self.cells.dim();
        let mut seen_cell = Array2::from_elem((height, width), MISSING);
        let (mut seen_row, mut seen_col) = (vec![MISSING; height], vec![MISSING; width]);
        for (account, span) in starts.windows(2).enumerate() {
            let items = &order[span[0] as usize..span[1] as usize];
            if items.is_empty() {
                continue;
            }
            self.most_of_account = self.most_of_account.max(items.len() as u32);
            let id = account as u32;
            let arr = accounts.arr.get(account).copied().flatten().unwrap_or(0.0);
            let once = |seen: &mut u32, tally: &mut Tally| {
                if *seen != id {
                    *seen = id;
                    tally.accounts += 1.0;
                    tally.arr += arr;
                }
            };
            for item in items {
                let (i, j) = places[*item as usize];
                once(&mut seen_cell[[i, j]], &mut self.cells[[i, j]]);
                once(&mut seen_row[i], &mut self.rows[i]);
                once(&mut seen_col[j], &mut self.cols[j]);
            }
            self.all.accounts += 1.0;
            self.all.arr += arr;
        }
    }
}

/// Positions within `placed.rows`, account by account, with the start of each account.
fn by_account(accounts: &Accounts, placed: &Placed) -> (Vec<u32>, Vec<u32>) {
    let mut starts = vec![0_u32; accounts.len() + 1];
    for row in &placed.rows {
        if let Some(account) = accounts.of(*row) {
            starts[account + 1] += 1;
        }
    }
    for account in 0..accounts.len() {
        starts[account + 1] += starts[account];
    }
    let mut next = starts.clone();
    let mut order = vec![0_u32; starts[accounts.len()] as usize];
    for (idx, row) in placed.rows.iter().enumerate() {
        if let Some(account) = accounts.of(*row) {
            order[next[account] as usize] = idx as u32;
            next[account] += 1;
        }
    }
    (order, starts)
}
