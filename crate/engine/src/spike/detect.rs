//! The daily test on a table of counts, without the feedback behind them.

use super::counts::CountTable;
use super::daily::{Course, DayTest, WINDOW};
use super::ears::{Ears, EarsKind};
use super::farrington::{FLEXIBLE, Farrington};
use super::onset::onset;
use crate::defaults::{SPIKE_MIN_ITEMS, SPIKE_P, SPIKE_P_HIGH, SPIKE_P_LOW};
use crate::stats::{benjamini_hochberg, rate_ratio_interval};

/// How easily alarms are raised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sensitivity {
    /// About 0.1 false alarms a theme and year.
    Low,
    /// About 0.25.
    Normal,
    /// About 1.
    High,
}

impl Sensitivity {
    /// The p that is enough on a day.
    pub fn level(self) -> f64 {
        match self {
            Sensitivity::Low => SPIKE_P_LOW,
            Sensitivity::Normal => SPIKE_P,
            Sensitivity::High => SPIKE_P_HIGH,
        }
    }

    /// The level for a test of one week a week, whose alarms come in fewer ways than the daily ones.
    fn weekly(self) -> f64 {
        match self {
            Sensitivity::Low => 0.001,
            Sensitivity::Normal => 0.005,
            Sensitivity::High => 0.025,
        }
    }
}

/// Which test is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// The predictive test of windows of 1, 3, 7 and 14 days, every day.
    Nbx,
    /// EARS on the sums of seven days, against seven of them, every day.
    Ears(EarsKind),
    /// Farrington Flexible on the sums of seven days with the volume as exposure, every day.
    Farrington,
}

/// A day on which a theme is far above what was to be expected.
#[derive(Debug, Clone, PartialEq)]
pub struct Alarm {
    /// Which theme of the table.
    pub theme: usize,
    /// The day, as its place in the table.
    pub day: usize,
    /// Days of the window that is clearest.
    pub days: usize,
    /// Its count.
    pub count: u32,
    /// What was expected.
    pub expected: f64,
    /// Count over the seven days before the week that ends here: "this week against last week".
    pub ratio: f64,
    /// 95 % interval of the ratio.
    pub ratio_interval: Option<(f64, f64)>,
    /// One-sided p; `NaN` where the method has none.
    pub p: f64,
    /// After Benjamini–Hochberg over the themes tested on that day.
    pub q: f64,
    /// Whether there was nothing of it before.
    pub is_new: bool,
    /// Likely first day of the rise.
    pub onset: usize,
    /// First day of the episode: alarms with less than 15 days between them are one.
    pub since: usize,
}

/// Alarms of one episode are at most so many days apart.
pub const QUIET_DAYS: usize = 14;

/// All alarms of the last `days` days, by day and then by theme. Each uses only what the table says
/// up to its day.
pub fn detect(
    table: &CountTable,
    method: Method,
    sensitivity: Sensitivity,
    days: usize,
) -> Vec<Alarm> {
    let from = table.days.len().saturating_sub(days.max(1));
    let mut found = Vec::new();
    let courses: Vec<Course> = table
        .counts
        .iter()
        .map(|daily| {
            let (exposure, is_apart) = exposure(daily, &table.volume);
            Course::of_items(daily, &exposure, is_apart)
        })
        .collect();
    let tests: Vec<Vec<Option<DayTest>>> =
        (0..courses.len()).map(|theme| tests(table, &courses[theme], theme, method, sensitivity, from)).collect();
    let level = match method {
        Method::Nbx => sensitivity.level(),
        Method::Ears(_) => 0.0,
        Method::Farrington => sensitivity.weekly(),
    };
    let mut last = vec![None; courses.len()];
    for day in from..table.days.len() {
        let of_day: Vec<Option<DayTest>> = tests.iter().map(|own| own[day - from]).collect();
        let p: Vec<f64> = of_day.iter().map(|test| test.map_or(f64::NAN, |test| test.p)).collect();
        let speaks = |test: &DayTest| test.p <= level || (test.p.is_nan() && test.count > 0);
        if !of_day.iter().flatten().any(speaks) {
            continue;
        }
        let q = benjamini_hochberg(&p);
        for (theme, test) in of_day.iter().enumerate() {
            let Some(test) = test.filter(speaks) else { continue };
            let since = match last[theme] {
                Some((since, before)) if day - before <= QUIET_DAYS => since,
                _ => day,
            };
            last[theme] = Some((since, day));
            found.push(alarm(table, theme, day, since, &test, q[theme]));
        }
    }
    found
}

/// The tests of one theme; for EARS, days of alarm have the p `NaN` and a count.
fn tests(
    table: &CountTable,
    course: &Course,
    theme: usize,
    method: Method,
    sensitivity: Sensitivity,
    from: usize,
) -> Vec<Option<DayTest>> {
    let n = course.len();
    match method {
        Method::Nbx => course.tests(from),
        Method::Ears(kind) => {
            let alpha = sensitivity.weekly();
            let ears = Ears { kind, alpha, baseline: WINDOW, min_sigma: 1.0 };
            (from..n).map(|day| by_ears(&ears, &table.counts[theme], day)).collect()
        }
        Method::Farrington => (from..n).map(|day| by_farrington(course, day)).collect(),
    }
}

/// EARS on the weeks that end on the weekday of `day`.
fn by_ears(ears: &Ears, daily: &[u32], day: usize) -> Option<DayTest> {
    let n_weeks = (day + 1) / WINDOW;
    let start = day + 1 - n_weeks * WINDOW;
    let used = n_weeks.min(ears.first() + 1);
    let start = start + (n_weeks - used) * WINDOW;
    let weeks: Vec<f64> = daily[start..=day]
        .chunks(WINDOW)
        .map(|week| week.iter().map(|count| f64::from(*count)).sum())
        .collect();
    let now = weeks.last().copied()?;
    let bound = ears.bound(&weeks, used - 1)?;
    let base = &weeks[..ears.baseline];
    let expected = base.iter().sum::<f64>() / base.len() as f64;
    let is_alarm = now > bound && now >= f64::from(SPIKE_MIN_ITEMS);
    let (p, count) = if is_alarm { (f64::NAN, now as u32) } else { (1.0, 0) };
    Some(DayTest { p, days: WINDOW, count, expected, is_predictive: false })
}

fn by_farrington(course: &Course, day: usize) -> Option<DayTest> {
    let (counts, exposure) = course.weeks_to(day);
    let t = counts.len().checked_sub(1)?;
    let years = (t / 52).clamp(1, 5);
    let how = Farrington { years, ..FLEXIBLE };
    let how = if how.first() > t { Farrington { years: (years - 1).max(1), ..how } } else { how };
    let test = how.test(&counts, Some(&exposure), t)?;
    let p = if test.has_enough { test.p } else { 1.0 };
    let count = course.week(day);
    Some(DayTest { p, days: WINDOW, count, expected: test.expected, is_predictive: false })
}

fn alarm(
    table: &CountTable,
    theme: usize,
    day: usize,
    since: usize,
    test: &DayTest,
    q: f64,
) -> Alarm {
    let daily = &table.counts[theme];
    let week = |end: usize| -> f64 {
        daily[(end + 1).saturating_sub(WINDOW)..=end].iter().map(|count| f64::from(*count)).sum()
    };
    let (now, before) = (week(day), day.checked_sub(WINDOW).map_or(0.0, week));
    let (reach, past) = (super::build::ONSET_REACH, super::build::ONSET_PAST);
    let first = since.saturating_sub(reach);
    let begin = onset(daily, &table.volume, first.saturating_sub(past), first, day);
    Alarm {
        theme,
        day,
        days: test.days,
        count: test.count,
        expected: test.expected,
        ratio: now / before,
        ratio_interval: (now + before > 0.0)
            .then(|| rate_ratio_interval((now, 1.0), (before, 1.0), 0.95)),
        p: test.p,
        q,
        is_new: super::build::is_new(daily, begin),
        onset: begin,
        since,
    }
}

/// A theme with more than this share of the volume is measured against the rest.
const OWN_SHARE: f64 = 0.1;

/// The exposure of a series: all items, or all but its own where it makes up much of them.
pub(super) fn exposure(daily: &[u32], volume: &[u32]) -> (Vec<u32>, bool) {
    let sum = |days: &[u32]| days.iter().map(|count| f64::from(*count)).sum::<f64>();
    if sum(daily) <= OWN_SHARE * sum(volume) {
        return (volume.to_vec(), false);
    }
    (volume.iter().zip(daily).map(|(all, own)| all.saturating_sub(*own)).collect(), true)
}
