//! What is counted in every cell, in one pass over the rows.

use ndarray::Array2;

use super::axis::{Axis, Cut};
use crate::num::RowMask;
use crate::stats::Moments;
use crate::table::{MISSING, Metric, Scale, Table};

/// What is known of an answer, as bits.
pub(super) const SCORED: u8 = 1;
/// A low score.
pub(super) const LOW: u8 = 2;
/// A high score.
pub(super) const HIGH: u8 = 4;
/// On one of the two worst steps.
pub(super) const BOTTOM: u8 = 8;
/// An answer to the NPS question.
pub(super) const NPS: u8 = 16;

/// Scores with more different values than this have no distribution that anybody reads.
const MOST_LEVELS: usize = 11;

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
    /// Scores on the two worst steps.
    pub(super) bottom: f64,
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
    /// ARR of the accounts with a low score, each once.
    pub(super) low_arr: f64,
    /// Most items of one account.
    pub(super) most: f64,
}

impl Tally {
    fn add_items(&mut self, other: &Tally) {
        self.n += other.n;
        self.scored += other.scored;
        self.low += other.low;
        self.high += other.high;
        self.bottom += other.bottom;
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
            bottom: self.bottom - part.bottom,
            sum: self.sum - part.sum,
            squares: self.squares - part.squares,
            nps_n: self.nps_n - part.nps_n,
            promoters: self.promoters - part.promoters,
            detractors: self.detractors - part.detractors,
            accounts: f64::NAN,
            arr: f64::NAN,
            low_arr: f64::NAN,
            most: f64::NAN,
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
    /// How many scales the scores have.
    pub(super) n_scales: usize,
    /// The different scores, where they are few and on one scale.
    pub(super) levels: Vec<f64>,
    /// How often each of them occurs, cell by cell.
    pub(super) histogram: Vec<f64>,
    /// How often each of them occurs in all.
    pub(super) whole: Vec<f64>,
    /// Most items of one account.
    pub(super) most_of_account: u32,
}

/// Scales, looked up once.
struct Scales<'a> {
    /// Index of the scale of each source among `scales`.
    of_source: Vec<Option<usize>>,
    scales: Vec<&'a Scale>,
}

impl<'a> Scales<'a> {
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
        Scales { of_source, scales }
    }
}

/// The bits of one score.
fn class(scale: &Scale, score: f64) -> u8 {
    let bit = |holds: bool, bit: u8| if holds { bit } else { 0 };
    SCORED
        | bit(scale.is_low(score), LOW)
        | bit(scale.is_high(score), HIGH)
        | bit(score <= scale.min + if scale.max - scale.min >= 4.0 { 1.0 } else { 0.0 }, BOTTOM)
        | bit(scale.metric == Metric::Nps, NPS)
}

/// Rows that have a value on both sides.
#[derive(Debug, Clone, Default)]
pub(super) struct Placed {
    /// The rows.
    pub(super) rows: Vec<u32>,
    /// What is known of the answer of each.
    pub(super) class: Vec<u8>,
    /// Selected rows without a value on one of the sides.
    pub(super) n_missing: u32,
    /// Items of each code, by side.
    pub(super) n: [Vec<u32>; 2],
    /// Low-score items of each code, by side.
    pub(super) low: [Vec<u32>; 2],
    /// Whether there are scores at all.
    pub(super) has_scores: bool,
    /// What is to be taken off every score.
    shift: f64,
    /// How many scales the scores have.
    n_scales: usize,
}

impl Placed {
    /// Finds them, and counts each value by itself.
    pub(super) fn find(table: &Table, mask: &RowMask, cuts: [&Cut<'_>; 2]) -> Placed {
        let lens = [cuts[0].len(), cuts[1].len()];
        let known = Scales::new(table);
        let scores = table.scores().map_or([].as_slice(), |scores| scores.values());
        let mut is_used = vec![false; known.scales.len()];
        let n_rows = mask.count() as usize;
        let mut placed = Placed {
            rows: Vec::with_capacity(n_rows),
            class: Vec::with_capacity(n_rows),
            n: lens.map(|len| vec![0; len]),
            low: lens.map(|len| vec![0; len]),
            shift: known.scales.first().map_or(0.0, |scale| scale.min.midpoint(scale.max)),
            ..Placed::default()
        };
        let [one, two] = cuts.map(Cut::codes);
        let code = |codes: Option<&[u32]>, row: u32| {
            codes.map_or(0, |codes| codes.get(row as usize).copied().unwrap_or(MISSING))
        };
        let [mut n_one, mut n_two] =
            [std::mem::take(&mut placed.n[0]), std::mem::take(&mut placed.n[1])];
        let [mut low_one, mut low_two] =
            [std::mem::take(&mut placed.low[0]), std::mem::take(&mut placed.low[1])];
        for row in mask.iter() {
            let (a, b) = (code(one, row) as usize, code(two, row) as usize);
            if a >= n_one.len() || b >= n_two.len() {
                placed.n_missing += 1;
                continue;
            }
            let score = scores.get(row as usize).copied().unwrap_or(f64::NAN);
            let mut bits = 0;
            if !score.is_nan() {
                let origin = table.origins.get(row as usize);
                let source = origin.and_then(|origin| known.of_source.get(origin.source as usize));
                if let Some(Some(scale)) = source {
                    is_used[*scale] = true;
                    bits = class(known.scales[*scale], score);
                }
            }
            placed.rows.push(row);
            placed.class.push(bits);
            let is_low = u32::from(bits & LOW != 0);
            n_one[a] += 1;
            n_two[b] += 1;
            low_one[a] += is_low;
            low_two[b] += is_low;
        }
        placed.n = [n_one, n_two];
        placed.low = [low_one, low_two];
        placed.n_scales = is_used.iter().filter(|is_used| **is_used).count();
        placed.has_scores = placed.n_scales > 0;
        placed
    }

    /// The score of each row less the shift; 0 without one.
    pub(super) fn shifted(&self, table: &Table) -> Vec<f64> {
        let Some(scores) = table.scores() else { return Vec::new() };
        let own = self.rows.iter().zip(&self.class);
        let value =
            |row: u32| scores.values().get(row as usize).copied().unwrap_or(0.0) - self.shift;
        own.map(|(row, class)| if class & SCORED != 0 { value(*row) } else { 0.0 }).collect()
    }

    /// 100 for each promoter, −100 for each detractor.
    pub(super) fn promoted(&self) -> Vec<f64> {
        let value = |class: &u8| match (class & NPS != 0, class & HIGH != 0, class & LOW != 0) {
            (true, true, _) => 100.0,
            (true, _, true) => -100.0,
            _ => 0.0,
        };
        self.class.iter().map(value).collect()
    }

    /// The cell of each row: its row and column among the listed ones, in one number of a table of
    /// this width.
    pub(super) fn cells(&self, cuts: [&Cut<'_>; 2], axes: [&Axis; 2]) -> Vec<u32> {
        let width = axes[1].listed.len() as u32 + 1;
        let place = |codes: Option<&[u32]>, axis: &Axis, row: u32| {
            codes.map_or(axis.place[0], |codes| axis.place[codes[row as usize] as usize])
        };
        let [one, two] = cuts.map(Cut::codes);
        let cell = |row: &u32| place(one, axes[0], *row) * width + place(two, axes[1], *row);
        self.rows.iter().map(cell).collect()
    }
}

impl Counts {
    /// Counts the placed rows by cell.
    pub(super) fn of(
        table: &Table,
        placed: &Placed,
        cells: &[u32],
        shape: (usize, usize),
    ) -> Counts {
        let mut counts = Counts {
            cells: Array2::from_elem(shape, Tally::default()),
            rows: vec![Tally::default(); shape.0],
            cols: vec![Tally::default(); shape.1],
            all: Tally::default(),
            shift: placed.shift,
            n_scales: placed.n_scales,
            levels: Vec::new(),
            histogram: Vec::new(),
            whole: Vec::new(),
            most_of_account: 0,
        };
        counts.add_scores(table, placed, cells);
        for ((i, j), cell) in counts.cells.indexed_iter() {
            counts.rows[i].add_items(cell);
            counts.cols[j].add_items(cell);
            counts.all.add_items(cell);
        }
        counts
    }

    fn add_scores(&mut self, table: &Table, placed: &Placed, cells: &[u32]) {
        let scores = table.scores().map_or([].as_slice(), |scores| scores.values());
        let Some(tallies) = self.cells.as_slice_mut() else { return };
        let bit = |class: u8, bit: u8| f64::from(u8::from(class & bit != 0));
        for ((row, class), cell) in placed.rows.iter().zip(&placed.class).zip(cells) {
            let tally = &mut tallies[*cell as usize];
            tally.n += 1.0;
            if *class == 0 {
                continue;
            }
            let shifted = scores[*row as usize] - self.shift;
            let (low, high) = (bit(*class, LOW), bit(*class, HIGH));
            tally.scored += 1.0;
            tally.low += low;
            tally.high += high;
            tally.bottom += bit(*class, BOTTOM);
            tally.sum += shifted;
            tally.squares += shifted * shifted;
            if class & NPS != 0 {
                tally.nps_n += 1.0;
                tally.promoters += high;
                tally.detractors += low;
            }
        }
    }

    /// Counts how often each score occurs in each cell, where all are on one scale with few steps.
    pub(super) fn add_distribution(&mut self, table: &Table, placed: &Placed, cells: &[u32]) {
        let Some(scores) = table.scores().filter(|_| self.n_scales == 1) else { return };
        let scored = || {
            let own = placed.rows.iter().zip(&placed.class).zip(cells);
            own.filter(|((_, class), _)| **class != 0)
                .map(|((row, _), cell)| (scores.values()[*row as usize], *cell as usize))
        };
        let mut levels: Vec<f64> = Vec::new();
        for (score, _) in scored() {
            let at = levels.partition_point(|own| *own < score);
            if levels.get(at).is_none_or(|own| *own > score) {
                levels.insert(at, score);
                if levels.len() > MOST_LEVELS {
                    return;
                }
            }
        }
        let width = levels.len();
        self.histogram = vec![0.0; self.cells.len() * width];
        for (score, cell) in scored() {
            self.histogram[cell * width + levels.partition_point(|own| *own < score)] += 1.0;
        }
        self.levels = levels;
        self.whole = self.distribution(0..self.cells.len());
    }

    /// The distribution of all scores but those of one cell.
    pub(super) fn distribution_without(&self, cell: usize) -> Vec<f64> {
        let own = self.distribution(std::iter::once(cell));
        self.whole.iter().zip(own).map(|(all, own)| all - own).collect()
    }

    /// The distribution of the scores over these cells together.
    pub(super) fn distribution(&self, cells: impl Iterator<Item = usize>) -> Vec<f64> {
        let width = self.levels.len();
        let mut sum = vec![0.0; width];
        for cell in cells {
            let own = &self.histogram[cell * width..(cell + 1) * width];
            sum.iter_mut().zip(own).for_each(|(sum, n)| *sum += n);
        }
        sum
    }
}
