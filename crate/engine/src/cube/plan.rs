//! How a table is tested: what is drawn, which test, which correction, which levels.

use super::measure::Measure;
use crate::defaults::{FDR, FDR_STRICT, MIN_TEST_BASE};
use crate::stats::{benjamini_hochberg, benjamini_yekutieli, bonferroni, hochberg, holm};
use crate::view::TableQuery;
use crate::{Error, Result};

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// Items.
    Items,
    /// Accounts, whose answers count at most a few times.
    Accounts,
    /// Accounts, whose answers count as much as their ARR.
    Arr,
}

impl Unit {
    pub(super) fn code(self) -> &'static str {
        match self {
            Unit::Items => "items",
            Unit::Accounts => "accounts",
            Unit::Arr => "arr",
        }
    }
}

/// The corrections for many tests: code, name in sentences, and the function itself.
type Correction = (&'static str, &'static str, fn(&[f64]) -> Vec<f64>);

const CORRECTIONS: &[Correction] = &[
    ("bh", "Benjamini–Hochberg", benjamini_hochberg),
    ("by", "Benjamini–Yekutieli", benjamini_yekutieli),
    ("holm", "Holm", holm),
    ("hochberg", "Hochberg", hochberg),
    ("bonferroni", "Bonferroni", bonferroni),
    ("none", "no correction", <[f64]>::to_vec),
];

/// How a table is tested.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plan {
    /// What is drawn; nothing when it depends on whether an account answers twice.
    pub(super) asked: Option<Unit>,
    /// Whether mean scores are compared by ranks.
    pub(super) is_by_rank: bool,
    /// The correction.
    pub(super) correction: Correction,
    /// Levels of single and double marks.
    pub(super) levels: (f64, f64),
    /// Smallest base that is tested.
    pub(super) min_base: u32,
}

impl Plan {
    /// The plan that a query asks for.
    ///
    /// # Errors
    /// [`BadOption`](Error::BadOption) for an unknown code, a level outside 0–1, and weights where
    /// the measure is no share of answers.
    pub(super) fn of(query: &TableQuery, measure: Measure) -> Result<Plan> {
        let bad = |option: &'static str, must: String| Error::BadOption { option, must };
        let asked = match query.unit.as_str() {
            "" => None,
            "items" => Some(Unit::Items),
            "accounts" => Some(Unit::Accounts),
            "arr" if measure.is_share_of_answers() => Some(Unit::Arr),
            "arr" => {
                let must = "be items or accounts for this measure: ARR weighs shares of answers \
                            (low-rate, top-2-box, bottom-2-box)";
                return Err(bad("unit", must.to_owned()));
            }
            _ => return Err(bad("unit", "be items, accounts or arr".to_owned())),
        };
        let is_by_rank = match query.test.as_str() {
            "" | "rank" => measure == Measure::MeanScore,
            "mean" => false,
            _ => return Err(bad("test", "be rank or mean".to_owned())),
        };
        let code = if query.adjust.is_empty() { "bh" } else { query.adjust.as_str() };
        let correction = CORRECTIONS.iter().find(|own| own.0 == code).ok_or_else(|| {
            let codes: Vec<&str> = CORRECTIONS.iter().map(|own| own.0).collect();
            bad("adjust", format!("be one of {}", codes.join(", ")))
        })?;
        let level = |asked: f64, usual: f64, option: &'static str| match asked {
            0.0 => Ok(usual),
            asked if asked > 0.0 && asked < 1.0 => Ok(asked),
            _ => Err(bad(option, "be between 0 and 1".to_owned())),
        };
        let loose = level(query.level, FDR, "level")?;
        let strict = level(query.strict_level, FDR_STRICT.min(loose), "strict-level")?;
        if strict > loose {
            return Err(bad("strict-level", format!("be no larger than the level, {loose}")));
        }
        let levels = (loose, strict);
        let min_base = if query.min_base == 0 { MIN_TEST_BASE } else { query.min_base };
        Ok(Plan { asked, is_by_rank, correction: *correction, levels, min_base })
    }

    /// −2 to 2: the side of a difference, doubled at the strict level.
    pub(super) fn mark(&self, q: f64, diff: f64) -> f64 {
        let size = if q <= self.levels.1 {
            2.0
        } else if q <= self.levels.0 {
            1.0
        } else {
            0.0
        };
        if diff < 0.0 && size > 0.0 { -size } else { size }
    }
}
