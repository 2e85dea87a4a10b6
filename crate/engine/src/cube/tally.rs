//! What is counted in every cell, in one pass over the rows.

use ndarray::Array2;

use undertone_kernel::NO_CELL;

use super::answers::Answers;
use super::placed::Placed;
use crate::stats::Moments;

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

impl Counts {
    /// Counts the placed rows by cell: of `shape` cells, where `listed` says which are whose.
    pub(super) fn of(
        answers: &Answers,
        placed: &Placed,
        listed: &[u32],
        shape: (usize, usize),
    ) -> Counts {
        let mut counts = Counts {
            cells: Array2::from_elem(shape, Tally::default()),
            rows: vec![Tally::default(); shape.0],
            cols: vec![Tally::default(); shape.1],
            all: Tally::default(),
            shift: answers.shift,
            n_scales: placed.n_scales,
            levels: Vec::new(),
            histogram: Vec::new(),
            whole: Vec::new(),
            most_of_account: 0,
        };
        counts.add_kinds(answers, placed, listed);
        counts.add_scores(answers, placed, listed);
        for ((i, j), cell) in counts.cells.indexed_iter() {
            counts.rows[i].add_items(cell);
            counts.cols[j].add_items(cell);
            counts.all.add_items(cell);
        }
        counts
    }

    fn add_kinds(&mut self, answers: &Answers, placed: &Placed, listed: &[u32]) {
        let Some(tallies) = self.cells.as_slice_mut() else { return };
        let bit = |class: u8, bit: u8| f64::from(u8::from(class & bit != 0));
        for (cell, kind, n) in placed.counted(answers) {
            let Some(tally) = tallies.get_mut(listed[cell] as usize) else { continue };
            tally.n += n;
            let class = answers.kinds[kind].class;
            if class == 0 {
                continue;
            }
            let (low, high) = (n * bit(class, LOW), n * bit(class, HIGH));
            tally.scored += n;
            tally.low += low;
            tally.high += high;
            tally.bottom += n * bit(class, BOTTOM);
            if answers.scores.is_none() {
                let shifted = answers.kinds[kind].score - self.shift;
                tally.sum += n * shifted;
                tally.squares += n * (shifted * shifted);
            }
            if class & NPS != 0 {
                tally.nps_n += n;
                tally.promoters += high;
                tally.detractors += low;
            }
        }
    }

    /// The sums of scores that differ from row to row.
    fn add_scores(&mut self, answers: &Answers, placed: &Placed, listed: &[u32]) {
        let Some(scores) = &answers.scores else { return };
        let Some(tallies) = self.cells.as_slice_mut() else { return };
        for (at, cell) in placed.cells.iter().enumerate() {
            let Some(tally) = tallies.get_mut(listed[*cell as usize] as usize) else { continue };
            if answers.class(at) != 0 {
                let shifted = scores[at] - self.shift;
                tally.sum += shifted;
                tally.squares += shifted * shifted;
            }
        }
    }

    /// Counts how often each score occurs in each cell, where all are on one scale with few steps.
    pub(super) fn add_distribution(&mut self, answers: &Answers, placed: &Placed, listed: &[u32]) {
        if self.n_scales != 1 {
            return;
        }
        let mut levels: Vec<f64> = Vec::new();
        let is_few = placed.each_score(answers, &mut |score, cell, _| {
            let at = levels.partition_point(|own| *own < score);
            let is_new = listed[cell] != NO_CELL && levels.get(at).is_none_or(|own| *own > score);
            if is_new {
                levels.insert(at, score);
            }
            levels.len() <= MOST_LEVELS
        });
        if !is_few {
            return;
        }
        let width = levels.len();
        let mut histogram = vec![0.0; self.cells.len() * width];
        placed.each_score(answers, &mut |score, cell, n| {
            if listed[cell] != NO_CELL {
                let level = levels.partition_point(|own| *own < score);
                histogram[listed[cell] as usize * width + level] += n;
            }
            true
        });
        self.histogram = histogram;
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
