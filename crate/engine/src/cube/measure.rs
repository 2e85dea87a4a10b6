//! What a cell shows, what it is out of, its interval, and what it is tested on.

use super::tally::{BOTTOM, Counts, HIGH, LOW, NPS, SCORED, Tally};
use crate::stats::{
    Moments, Z95, mean_interval, mid_p, n_minus_1, newcombe, residual_of, welch, wilson,
};
use crate::{Error, Result};

/// What a cell shows and is tested on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Items.
    Count,
    /// Items with a low score.
    LowCount,
    /// Low scores among the scored.
    LowRate,
    /// Mean score.
    MeanScore,
    /// High scores among the scored.
    Top2Box,
    /// Scores on the two worst steps among the scored.
    Bottom2Box,
    /// Promoters less detractors.
    Nps,
    /// Distinct accounts.
    Accounts,
    /// ARR of the distinct accounts.
    Arr,
    /// Share of the row's items.
    RowShare,
    /// Share of the column's items.
    ColShare,
}

/// A cell with the totals that it belongs to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot<'a> {
    /// The cell.
    pub(super) cell: &'a Tally,
    /// Its row.
    pub(super) row: &'a Tally,
    /// Its column.
    pub(super) col: &'a Tally,
}

impl Measure {
    /// All of them, in the order in which people read them.
    pub const ALL: &[Measure] = &[
        Measure::Count,
        Measure::LowCount,
        Measure::LowRate,
        Measure::MeanScore,
        Measure::Top2Box,
        Measure::Bottom2Box,
        Measure::Nps,
        Measure::Accounts,
        Measure::Arr,
        Measure::RowShare,
        Measure::ColShare,
    ];

    /// The stable code used on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Measure::Count => "count",
            Measure::LowCount => "low-count",
            Measure::LowRate => "low-rate",
            Measure::MeanScore => "mean-score",
            Measure::Top2Box => "top-2-box",
            Measure::Bottom2Box => "bottom-2-box",
            Measure::Nps => "nps",
            Measure::Accounts => "accounts",
            Measure::Arr => "arr",
            Measure::RowShare => "row-share",
            Measure::ColShare => "col-share",
        }
    }

    /// The measure with this code; the default when empty.
    pub(super) fn of(code: &str, has_scores: bool) -> Result<Measure> {
        if code.is_empty() {
            return Ok(if has_scores { Measure::LowRate } else { Measure::Count });
        }
        Measure::ALL.iter().copied().find(|measure| measure.code() == code).ok_or_else(|| {
            let codes: Vec<&str> = Measure::ALL.iter().map(|measure| measure.code()).collect();
            Error::BadOption { option: "measure", must: format!("be one of {}", codes.join(", ")) }
        })
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Measure::Count => "items",
            Measure::LowCount => "low-score items",
            Measure::LowRate => "low-score rate",
            Measure::MeanScore => "mean score",
            Measure::Top2Box => "top-2-box share",
            Measure::Bottom2Box => "bottom-2-box share",
            Measure::Nps => "NPS",
            Measure::Accounts => "accounts",
            Measure::Arr => "ARR",
            Measure::RowShare => "share of row",
            Measure::ColShare => "share of column",
        }
    }

    /// How its values are written.
    pub fn format(self) -> &'static str {
        match self {
            Measure::Count | Measure::LowCount | Measure::Accounts => "count",
            Measure::MeanScore => "score",
            Measure::Nps => "points",
            Measure::Arr => "money",
            _ => "share",
        }
    }

    /// Whether it counts where items fall, rather than how they are scored.
    pub(super) fn is_of_counts(self) -> bool {
        matches!(self, Measure::Count | Measure::LowCount | Measure::RowShare | Measure::ColShare)
    }

    /// Whether cells and columns can be tested on it at all.
    pub(super) fn is_testable(self) -> bool {
        !matches!(self, Measure::Accounts | Measure::Arr)
    }

    /// Whether one scale is a must.
    pub(super) fn needs_one_scale(self) -> bool {
        matches!(self, Measure::MeanScore | Measure::Top2Box | Measure::Bottom2Box)
    }

    /// Whether it is a share of the answers.
    pub(super) fn is_share_of_answers(self) -> bool {
        matches!(self, Measure::LowRate | Measure::Top2Box | Measure::Bottom2Box)
    }

    /// The bit of the answers that it is the share of.
    pub(super) fn bit(self) -> Option<u8> {
        match self {
            Measure::LowRate => Some(LOW),
            Measure::Top2Box => Some(HIGH),
            Measure::Bottom2Box => Some(BOTTOM),
            _ => None,
        }
    }

    /// Whether an answer with these bits counts for it.
    pub(super) fn counts(self, class: u8) -> bool {
        match self {
            Measure::LowCount => class & LOW != 0,
            Measure::Nps => class & NPS != 0,
            Measure::LowRate | Measure::Top2Box | Measure::Bottom2Box | Measure::MeanScore => {
                class & SCORED != 0
            }
            _ => true,
        }
    }

    /// What an answer with these bits and this score is worth, where it counts.
    pub(super) fn value_of(self, class: u8, score: f64) -> f64 {
        let bit = |bit: u8| f64::from(u8::from(class & bit != 0));
        match (self.bit(), self) {
            (Some(own), _) => bit(own),
            (None, Measure::MeanScore) => score,
            (None, Measure::Nps) if class & HIGH != 0 => 100.0,
            (None, Measure::Nps) => -100.0 * bit(LOW),
            _ => 0.0,
        }
    }

    /// The count whose place is asked for.
    pub(super) fn counted(self, tally: &Tally) -> f64 {
        if self == Measure::LowCount { tally.low } else { tally.n }
    }

    /// Value of a cell, every item counting once.
    pub(super) fn value(self, counts: &Counts, spot: Spot<'_>) -> f64 {
        if self.needs_one_scale() && counts.n_scales > 1 {
            return f64::NAN;
        }
        let Tally { n, low, accounts, arr, .. } = *spot.cell;
        match self {
            Measure::Count => n,
            Measure::LowCount => low,
            Measure::Accounts => accounts,
            Measure::Arr => arr,
            Measure::RowShare => n / spot.row.n,
            Measure::ColShare => n / spot.col.n,
            _ => self.sample(counts, spot).value(),
        }
    }

    /// What the value of a cell is out of.
    pub(super) fn base(self, counts: &Counts, spot: Spot<'_>) -> f64 {
        match self {
            Measure::Count => counts.all.n,
            Measure::LowCount => counts.all.low,
            Measure::Accounts | Measure::Arr => counts.all.accounts,
            Measure::RowShare => spot.row.n,
            Measure::ColShare => spot.col.n,
            Measure::Nps => spot.cell.nps_n,
            _ => spot.cell.scored,
        }
    }

    /// What the value over a whole row, column or table is out of; of counts, its items.
    pub(super) fn margin(self, counts: &Counts, total: Spot<'_>) -> f64 {
        match self {
            Measure::Count | Measure::LowCount | Measure::Accounts | Measure::Arr => total.cell.n,
            _ => self.base(counts, total),
        }
    }

    /// Adjusted residual (Haberman 1973) of what is tested: of a count, of the cell within rows and
    /// columns; of a share of answers, of the cell against all else by low and not low; of a mean,
    /// none.
    pub(super) fn residual(self, counts: &Counts, spot: Spot<'_>) -> f64 {
        if self.is_of_counts() {
            let [cell, row, col, all] =
                [spot.cell, spot.row, spot.col, &counts.all].map(|tally| self.counted(tally));
            return residual_of(cell, row, col, all);
        }
        let all = Spot { cell: &counts.all, row: &counts.all, col: &counts.all };
        match (self.is_share_of_answers(), self.sample(counts, spot), self.sample(counts, all)) {
            (true, Sample::Share(part, base), Sample::Share(all_part, all_base)) => {
                residual_of(part, base, all_part, all_base)
            }
            _ => f64::NAN,
        }
    }

    /// What stands for a cell in a test of its column.
    pub(super) fn sample(self, counts: &Counts, spot: Spot<'_>) -> Sample {
        let cell = spot.cell;
        match self {
            Measure::LowRate => Sample::Share(cell.low, cell.scored),
            Measure::Top2Box => Sample::Share(cell.high, cell.scored),
            Measure::Bottom2Box => Sample::Share(cell.bottom, cell.scored),
            Measure::MeanScore => Sample::Mean(cell.scores(counts.shift)),
            Measure::Nps => Sample::Mean(cell.nps()),
            _ => Sample::Share(self.counted(cell), self.counted(spot.col)),
        }
    }

    /// What stands for all else in the table: of a measure of places, the other columns.
    pub(super) fn rest(self, counts: &Counts, spot: Spot<'_>) -> Sample {
        if self.is_of_counts() {
            let cell = spot.row.without(spot.cell);
            let col = counts.all.without(spot.col);
            return self.sample(counts, Spot { cell: &cell, row: spot.row, col: &col });
        }
        let cell = counts.all.without(spot.cell);
        self.sample(counts, Spot { cell: &cell, ..spot })
    }

    /// Why nothing can be tested on it, if so.
    pub(super) fn must_be_testable(self, n_scales: usize) -> std::result::Result<(), String> {
        if !self.is_testable() {
            return Err(format!("{} are not tested: cells share them", self.name()));
        }
        if self.needs_one_scale() && n_scales > 1 {
            return Err("scores of different scales are not mixed".to_owned());
        }
        Ok(())
    }
}

/// Part and base of a share, or a sample.
#[derive(Debug, Clone, Copy)]
pub(super) enum Sample {
    Share(f64, f64),
    Mean(Moments),
}

impl Sample {
    /// Its share or mean; NaN without a base.
    pub(super) fn value(&self) -> f64 {
        match self {
            Sample::Share(part, base) => part / base,
            Sample::Mean(moments) if moments.n > 0.0 => moments.mean,
            Sample::Mean(_) => f64::NAN,
        }
    }

    /// What it is out of.
    pub(super) fn base(&self) -> f64 {
        match self {
            Sample::Share(_, base) => *base,
            Sample::Mean(moments) => moments.n,
        }
    }

    /// Its 95 % interval, every item counting once.
    pub(super) fn interval(&self) -> Option<(f64, f64)> {
        match self {
            Sample::Share(part, base) => (*base > 0.0).then(|| wilson(*part, *base, Z95)),
            Sample::Mean(moments) => mean_interval(*moments, 0.95),
        }
    }
}

/// The result of one test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Tested {
    /// Two-sided p.
    pub(super) p: f64,
    /// Above 0 when the first side is higher.
    pub(super) diff: f64,
    /// 95 % interval of the difference.
    pub(super) low: f64,
    /// See `low`.
    pub(super) high: f64,
    /// Value of the first side as it is compared: over accounts, with their answers capped.
    pub(super) own: f64,
    /// That of the second side.
    pub(super) rest: f64,
    /// p of a second opinion, where there is one.
    pub(super) check: f64,
}

/// Two samples of items.
pub(super) fn compare_items(one: &Sample, two: &Sample) -> std::result::Result<Tested, String> {
    match (one, two) {
        (Sample::Share(x1, n1), Sample::Share(x2, n2)) => {
            let (low, high) = newcombe((*x1, *n1), (*x2, *n2), Z95);
            Ok(Tested {
                p: mid_p(*x1, n1 - x1, *x2, n2 - x2).p,
                diff: x1 / n1 - x2 / n2,
                low,
                high,
                own: x1 / n1,
                rest: x2 / n2,
                check: n_minus_1((*x1, *n1), (*x2, *n2)).p.p,
            })
        }
        (Sample::Mean(one), Sample::Mean(two)) => {
            let result = welch(*one, *two, 0.95).ok_or("too few scores")?;
            let (p, own, rest) = (result.p.p, one.mean, two.mean);
            let (diff, low, high) = (result.diff, result.low, result.high);
            Ok(Tested { p, diff, low, high, own, rest, check: f64::NAN })
        }
        _ => Err("nothing to compare with".to_owned()),
    }
}
