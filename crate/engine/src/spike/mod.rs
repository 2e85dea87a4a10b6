//! Windows far above what was to be expected, and when they began.

mod build;
mod collect;
pub mod counts;
pub mod daily;
pub mod detect;
pub mod ears;
mod exposure;
pub mod farrington;
mod glm;
mod merge;
pub mod nbx;
mod onset;
pub mod release;
mod scan;
mod series;
pub mod shift;
pub mod terms;
mod watch;
pub mod words;

pub use build::is_jump;
pub use scan::scan;

/// What one scanned series counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subject {
    /// Key of the dimension ("theme", "area", "category", that of a segment, or [`ALL`]).
    pub dimension: String,
    /// Its value.
    pub value: String,
    /// Dimension and value of the segment that it is confined to; see [`Subject::is_low`].
    pub segment: Option<(String, String)>,
}

/// The dimension of everything.
pub const ALL: &str = "all";

/// What stands for the segment where only low scores are counted.
const LOW: (&str, &str) = ("score", "low scores");

impl Subject {
    /// The low scores of a value.
    fn low(dimension: &str, value: &str) -> Subject {
        let segment = Some((LOW.0.to_owned(), LOW.1.to_owned()));
        Subject { dimension: dimension.to_owned(), value: value.to_owned(), segment }
    }

    /// Whether only items with a low score are counted.
    pub fn is_low(&self) -> bool {
        self.segment.as_ref().is_some_and(|own| (own.0.as_str(), own.1.as_str()) == LOW)
    }

    /// Whether it is said who says it, not what is said.
    pub fn is_voice(&self) -> bool {
        !matches!(self.dimension.as_str(), "theme" | "area" | "category" | ALL)
    }
}

/// A window far above what was to be expected.
#[derive(Debug, Clone, PartialEq)]
pub struct Spike {
    /// What rose.
    pub subject: Subject,
    /// First and last day of the window.
    pub from: i32,
    /// See `from`.
    pub to: i32,
    /// Items in the window.
    pub count: u32,
    /// Low-score items in the window.
    pub n_low: u32,
    /// Items in the 7 days before the window.
    pub previous: u32,
    /// Items in the same days 28 days before.
    pub month_before: u32,
    /// 95 % interval of `count / previous` (conditional Clopper–Pearson).
    pub ratio_interval: Option<(f64, f64)>,
    /// The same of `count / month_before`.
    pub month_interval: Option<(f64, f64)>,
    /// Items that the history made likely.
    pub expected: f64,
    /// Days of the window that speaks most clearly: 1, 3, 7 or 14.
    pub window: u32,
    /// One-sided p of the predictive test over all windows, on distinct accounts where they are known; `NaN` where
    /// the history is too short for any test.
    pub p: f64,
    /// After Benjamini–Hochberg over everything of its kind (whole or in a segment) scanned on
    /// that day; `NaN` like `p`.
    pub q: f64,
    /// Whether the human rule fires (3×, or 5 from nothing).
    pub rule_fires: bool,
    /// Whether p is below the threshold and the floors of items and accounts are met.
    pub is_evident: bool,
    /// Distinct accounts in the window.
    pub n_accounts: u32,
    /// Likely first day of the rise.
    pub onset: i32,
    /// First day on whose evening the evidence was enough; `to` when it never was.
    pub detected: i32,
    /// Whether nothing like it was there before.
    pub is_new: bool,
    /// Whether it is going on at the data's end.
    pub is_current: bool,
    /// Rows of the window, ascending.
    pub rows: Vec<u32>,
    /// Other series whose rise these rows explain, or are: said here, and not by themselves.
    pub also: Vec<Subject>,
    /// Expected items for each week of [`Scan::weeks`], `None` where the history is too short.
    pub baseline: Vec<Option<f64>>,
    /// Upper end of what chance explains, per calendar week.
    pub baseline_high: Vec<Option<f64>>,
}

/// What a scan found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scan {
    /// Strongest evidence first.
    pub spikes: Vec<Spike>,
    /// Mondays along which [`Spike::baseline`] runs.
    pub weeks: Vec<i32>,
    /// Weeks in which everything rose, each said once.
    pub volume: Vec<VolumeWeek>,
    /// Series scanned.
    pub n_scanned: u32,
    /// How many are whole, count low scores, or are confined to a segment: each a family of tests of
    /// its own.
    pub families: [u32; 3],
    /// Methods and corrections, in sentences.
    pub footnotes: Vec<String>,
    /// Why there was no scan; empty when there was.
    pub unavailable: String,
}

impl Scan {
    /// The number of series over which the q of `spike` is corrected.
    pub fn n_family(&self, spike: &Spike) -> u32 {
        let [whole, low, pairs] = self.families;
        match spike.subject.segment {
            None => whole,
            Some(_) if spike.subject.is_low() => low,
            Some(_) => pairs,
        }
    }
}

/// A week in which all feedback rose, so that no theme is blamed for it.
#[derive(Debug, Clone, PartialEq)]
pub struct VolumeWeek {
    /// First and last day of the clearest seven days.
    pub from: i32,
    /// See `from`.
    pub to: i32,
    /// Items.
    pub count: u32,
    /// Items that the weeks before made likely.
    pub expected: f64,
    /// One-sided p.
    pub p: f64,
}

/// Mondays of the calendar weeks from `first` to `last`.
pub fn weeks(first: i32, last: i32) -> Vec<i32> {
    let monday = |day: i32| day - (day + 3).rem_euclid(7);
    (monday(first)..=last).step_by(7).collect()
}

#[cfg(test)]
mod tests;
