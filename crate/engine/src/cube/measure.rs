//! What a cell shows, what it is out of, its interval, and what it is tested on.

use super::tally::{Counts, Tally};
use crate::defaults::MIN_TEST_BASE;
use crate::stats::{Moments, Z95, mean_interval, mid_p, welch_p, wilson};
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

/// The result of one test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Tested {
    /// Two-sided p.
    pub(super) p: f64,
    /// Above 0 when the first side is higher.
    pub(super) diff: f64,
}

/// Part and base of a share, or a sample.
enum Sample {
    Share(f64, f64),
    Mean(Moments),
}

impl Measure {
    /// All of them, in the order in which people read them.
    pub const ALL: &[Measure] = &[
        Measure::Count,
        Measure::LowCount,
        Measure::LowRate,
        Measure::MeanScore,
        Measure::Top2Box,
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
        matches!(self, Measure::MeanScore | Measure::Top2Box)
    }

    /// The count whose place is asked for, and how many there are.
    fn counted(self, tally: &Tally) -> f64 {
        if self == Measure::LowCount { tally.low } else { tally.n }
    }

    /// Value of a cell.
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
            _ => match self.sample(counts, spot) {
                Sample::Share(part, base) => part / base,
                Sample::Mean(moments) if moments.n > 0.0 => moments.mean,
                Sample::Mean(_) => f64::NAN,
            },
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
            Measure::LowRate | Measure::MeanScore | Measure::Top2Box => spot.cell.scored,
        }
    }

    /// 95 % interval of the value of a cell.
    pub(super) fn interval(self, counts: &Counts, spot: Spot<'_>) -> Option<(f64, f64)> {
        if self.needs_one_scale() && counts.n_scales > 1 {
            return None;
        }
        let share = match self {
            Measure::Count | Measure::LowCount | Measure::Accounts | Measure::Arr => return None,
            Measure::RowShare => Sample::Share(spot.cell.n, spot.row.n),
            Measure::ColShare => Sample::Share(spot.cell.n, spot.col.n),
            _ => self.sample(counts, spot),
        };
        match share {
            Sample::Share(part, base) => (base > 0.0).then(|| wilson(part, base, Z95)),
            Sample::Mean(moments) => mean_interval(moments, 0.95),
        }
    }

    /// What stands for a cell in a test of its column.
    fn sample(self, counts: &Counts, spot: Spot<'_>) -> Sample {
        let cell = spot.cell;
        match self {
            Measure::LowRate => Sample::Share(cell.low, cell.scored),
            Measure::Top2Box => Sample::Share(cell.high, cell.scored),
            Measure::MeanScore => Sample::Mean(cell.scores(counts.shift)),
            Measure::Nps => Sample::Mean(cell.nps()),
            _ => Sample::Share(self.counted(cell), self.counted(spot.col)),
        }
    }

    /// The cell against all else in the table, or why not.
    pub(super) fn against_rest(
        self,
        counts: &Counts,
        spot: Spot<'_>,
    ) -> std::result::Result<Tested, String> {
        self.must_be_testable(counts)?;
        let rest = if self.is_of_counts() {
            let cell = spot.row.without(spot.cell);
            let col = counts.all.without(spot.col);
            let apart = Spot { cell: &cell, row: spot.row, col: &col };
            self.sample(counts, apart)
        } else {
            let cell = counts.all.without(spot.cell);
            self.sample(counts, Spot { cell: &cell, ..spot })
        };
        Self::test(&self.sample(counts, spot), &rest)
    }

    /// One column against another within a row, or why not.
    pub(super) fn against(
        self,
        counts: &Counts,
        one: Spot<'_>,
        two: Spot<'_>,
    ) -> std::result::Result<Tested, String> {
        self.must_be_testable(counts)?;
        Self::test(&self.sample(counts, one), &self.sample(counts, two))
    }

    fn must_be_testable(self, counts: &Counts) -> std::result::Result<(), String> {
        if !self.is_testable() {
            return Err(format!("{} are not tested: cells share them", self.name()));
        }
        if self.needs_one_scale() && counts.n_scales > 1 {
            return Err("scores of different scales are not mixed".to_owned());
        }
        Ok(())
    }

    fn test(one: &Sample, two: &Sample) -> std::result::Result<Tested, String> {
        let floor = f64::from(MIN_TEST_BASE);
        let check = |base: f64, rest: f64| {
            if base < floor {
                Err(format!("base {base} is below {MIN_TEST_BASE}"))
            } else if rest < floor {
                Err(format!("the rest has a base of only {rest}"))
            } else {
                Ok(())
            }
        };
        match (one, two) {
            (Sample::Share(x1, n1), Sample::Share(x2, n2)) => {
                check(*n1, *n2)?;
                let p = mid_p(*x1, n1 - x1, *x2, n2 - x2).p;
                Ok(Tested { p, diff: x1 / n1 - x2 / n2 })
            }
            (Sample::Mean(one), Sample::Mean(two)) => {
                check(one.n, two.n)?;
                let p = welch_p(*one, *two).ok_or("too few scores")?.p;
                Ok(Tested { p, diff: one.mean - two.mean })
            }
            _ => Err("nothing to compare with".to_owned()),
        }
    }
}
