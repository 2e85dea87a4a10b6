//! The daily test on a table of counts, without the feedback behind them.

use std::rc::Rc;

use super::counts::CountTable;
use super::daily::{Course, DayTest, Exposure, FEWEST_CONDITIONAL, WINDOW};
use super::ears::{Ears, EarsKind};
use super::farrington::{FLEXIBLE, Farrington};
use super::onset::onset;
use crate::defaults::{SPIKE_MIN_ITEMS, SPIKE_MIN_RATIO, SPIKE_P, SPIKE_P_HIGH, SPIKE_P_LOW};
use crate::stats::{benjamini_hochberg_of, rate_ratio_interval};

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
    /// Items of the seven days that end here, and of the seven before.
    pub week: u32,
    /// See `week`.
    pub before: u32,
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

impl Alarm {
    /// The count of its window against what was expected in it: infinite from none.
    pub fn ratio(&self) -> f64 {
        f64::from(self.count) / self.expected
    }

    /// This week against last week: infinite from none.
    pub fn week_ratio(&self) -> f64 {
        f64::from(self.week) / f64::from(self.before)
    }

    /// 95 % interval of the ratio of two weeks (conditional Clopper–Pearson).
    pub fn week_interval(&self) -> Option<(f64, f64)> {
        let (now, before) = (f64::from(self.week), f64::from(self.before));
        let has_any = self.week + self.before > 0;
        has_any.then(|| rate_ratio_interval((now, 1.0), (before, 1.0), 0.95))
    }
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
    let volume = Rc::new(Exposure::new(&table.volume));
    let courses: Vec<Course> = table
        .counts
        .iter()
        .map(|daily| match exposure(daily, &table.volume) {
            (own, true) => Course::of_items(daily, &own, true),
            (_, false) => Course::sharing(daily, Rc::clone(&volume), false),
        })
        .collect();
    let tests: Vec<Vec<Option<DayTest>>> = (0..courses.len())
        .map(|theme| tests(table, &courses[theme], theme, method, sensitivity, from))
        .collect();
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
        let q = adjusted(&p);
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

/// Benjamini–Hochberg over the themes of a day. Most have no window above the floors, so a p of 1,
/// which changes no other: they are counted and not sorted.
fn adjusted(p: &[f64]) -> Vec<f64> {
    let n = p.iter().filter(|p| !p.is_nan()).count();
    let small: Vec<usize> = (0..p.len()).filter(|idx| p[*idx] < 1.0).collect();
    let own: Vec<f64> = small.iter().map(|idx| p[*idx]).collect();
    let mut q: Vec<f64> = p.iter().map(|p| if p.is_nan() { f64::NAN } else { 1.0 }).collect();
    for (idx, value) in small.iter().zip(benjamini_hochberg_of(&own, n)) {
        q[*idx] = value;
    }
    q
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
    if !is_alarm {
        return Some(DayTest { p: 1.0, days: WINDOW, count: 0, expected, is_predictive: false });
    }
    let (count, expected, n) = ears.summed(&weeks, used - 1).unwrap_or((now, expected, 1));
    let (p, days, count) = (f64::NAN, n * WINDOW, count as u32);
    Some(DayTest { p, days, count, expected, is_predictive: false })
}

/// Why no day of a table can be tested; empty where one can.
pub fn untested(table: &CountTable, method: Method) -> String {
    let weeks = match method {
        Method::Nbx => 2 + FEWEST_CONDITIONAL,
        Method::Ears(kind) => {
            let ears = Ears { kind, alpha: 0.005, baseline: WINDOW, min_sigma: 1.0 };
            ears.first() + 1
        }
        Method::Farrington => Farrington { years: 1, ..FLEXIBLE }.first() + 1,
    };
    let (n, needed) = (table.days.len(), weeks * WINDOW);
    if n < needed {
        return format!(
            "Nothing could be tested: the table spans {n} days, and this test needs {needed} \
             ({weeks} weeks: the one tested and those it is compared with)."
        );
    }
    if table.volume.iter().all(|count| *count == 0) {
        return "Nothing could be tested: all_items is 0 on every day.".to_owned();
    }
    String::new()
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
    let week = |end: usize| -> u32 { daily[(end + 1).saturating_sub(WINDOW)..=end].iter().sum() };
    let (reach, past) = (super::build::ONSET_REACH, super::build::ONSET_PAST);
    let first = since.saturating_sub(reach);
    let begin = onset(daily, &table.volume, first.saturating_sub(past), first, day);
    Alarm {
        theme,
        day,
        days: test.days,
        count: test.count,
        expected: test.expected,
        week: week(day),
        before: day.checked_sub(WINDOW).map_or(0, week),
        p: test.p,
        q,
        is_new: super::build::is_new(daily, begin),
        onset: begin,
        since,
    }
}

/// A week in which everything rose: said once, and no theme is blamed for it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct VolumeRise {
    /// The day of its clearest week, as a place among the days.
    pub day: usize,
    /// The first day on which it was clear.
    pub since: usize,
    /// Items in the week.
    pub count: u32,
    /// Items expected.
    pub expected: f64,
    /// One-sided p.
    pub p: f64,
}

/// Rises of all items within the last `days` days, each episode once. The variance is that of the
/// weeks before: what themes usually show says nothing about a whole.
pub fn volume_rises(volume: &[u32], days: usize) -> Vec<VolumeRise> {
    let every = vec![1; volume.len()];
    let course = Course::of_items(volume, &every, false);
    let mut found: Vec<VolumeRise> = Vec::new();
    let mut last = 0;
    for day in volume.len().saturating_sub(days.max(1))..volume.len() {
        let Some(prediction) = course.predict_whole(day) else { continue };
        let (count, expected) = (course.week(day), prediction.mean);
        let p = prediction.upper(f64::from(count)).p;
        if p > SPIKE_P || f64::from(count) < SPIKE_MIN_RATIO * expected {
            continue;
        }
        match found.last_mut() {
            Some(own) if day - last <= QUIET_DAYS => {
                if p < own.p {
                    *own = VolumeRise { day, since: own.since, count, expected, p };
                }
            }
            _ => found.push(VolumeRise { day, since: day, count, expected, p }),
        }
        last = day;
    }
    found
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

#[cfg(test)]
mod tests {
    use super::*;

    fn table(counts: Vec<u32>, volume: Vec<u32>) -> CountTable {
        let days = (0..volume.len() as i32).collect();
        CountTable { days, volume, names: vec!["login".to_owned()], counts: vec![counts] }
    }

    fn weekly(n: usize, height: impl Fn(usize) -> u32) -> Vec<u32> {
        (0..n).map(|day| if day % 3 == 0 { height(day) } else { 0 }).collect()
    }

    #[test]
    fn a_rise_is_an_alarm_every_day_and_one_episode_and_a_blast_is_the_volumes() {
        let rise = weekly(300, |day| if day >= 280 { 8 } else { 1 });
        let alarms = detect(&table(rise, vec![60; 300]), Method::Nbx, Sensitivity::Normal, 60);
        assert!(alarms.len() > 10 && alarms[0].day <= 284, "{alarms:?}");
        assert!(alarms.iter().all(|alarm| alarm.since == alarms[0].day && alarm.p <= SPIKE_P));
        assert_eq!(alarms[0].onset, 282);
        let blast = |day: usize| if (290..297).contains(&day) { 3 } else { 1 };
        let volume: Vec<u32> = (0..300).map(|day| 60 * blast(day)).collect();
        let counts = weekly(300, blast);
        let alarms = detect(&table(counts, volume.clone()), Method::Nbx, Sensitivity::Normal, 60);
        assert!(alarms.is_empty(), "{alarms:?}");
        let rises = volume_rises(&volume, 60);
        assert_eq!(rises.len(), 1, "{rises:?}");
        assert!((290..300).contains(&rises[0].day) && rises[0].count > 800);
    }

    #[test]
    fn themes_without_a_p_below_one_need_no_sorting() {
        let p = [0.2, 1.0, 0.001, f64::NAN, 1.0, 0.7, 0.001, 0.04];
        let bits = |q: Vec<f64>| q.into_iter().map(f64::to_bits).collect::<Vec<_>>();
        assert_eq!(bits(adjusted(&p)), bits(crate::stats::benjamini_hochberg(&p)));
    }

    #[test]
    fn the_future_changes_no_alarm() {
        let counts = weekly(400, |day| if day % 90 > 80 { 7 } else { 1 });
        let volume = vec![50; 400];
        let whole =
            detect(&table(counts.clone(), volume.clone()), Method::Nbx, Sensitivity::High, 200);
        let cut = table(counts[..350].to_vec(), volume[..350].to_vec());
        let before = detect(&cut, Method::Nbx, Sensitivity::High, 150);
        let same: Vec<Alarm> = whole.into_iter().filter(|alarm| alarm.day < 350).collect();
        assert!(!before.is_empty());
        assert_eq!(before, same);
    }

    #[test]
    fn the_count_of_c3_is_that_of_the_weeks_whose_excess_it_adds() {
        let counts = weekly(500, |day| match day {
            470..=477 => 30,
            _ => 2 + (day % 5) as u32,
        });
        let table = table(counts, vec![400; 500]);
        let alarms = detect(&table, Method::Ears(EarsKind::C3), Sensitivity::Normal, 60);
        assert!(!alarms.is_empty());
        for own in &alarms {
            assert!(own.ratio() > 1.0, "{own:?}");
            // Of the two weeks before, those above the baseline.
            let week = |back: usize| -> u32 {
                table.counts[0][own.day + 1 - 7 * (back + 1)..own.day + 1 - 7 * back].iter().sum()
            };
            let sums = [week(1), week(2), week(1) + week(2)];
            assert!(sums.contains(&own.count) && own.days % 7 == 0, "{own:?} {sums:?}");
        }
        assert!(alarms.iter().any(|own| own.week < own.before), "some come after the rise");
    }

    #[test]
    fn a_table_is_untested_exactly_where_no_day_has_a_test() {
        let methods = [
            Method::Nbx,
            Method::Ears(EarsKind::C1),
            Method::Ears(EarsKind::C2),
            Method::Ears(EarsKind::C3),
            Method::Farrington,
        ];
        for n in (1..=30).map(|weeks| 7 * weeks).chain([25, 34, 36, 560, 620]) {
            let table = table(weekly(n, |day| 1 + (day % 4) as u32), vec![50; n]);
            let course = Course::of_items(&table.counts[0], &table.volume, false);
            for method in methods {
                let tests = tests(&table, &course, 0, method, Sensitivity::Normal, 0);
                let is_tested = tests.iter().any(Option::is_some);
                assert_eq!(untested(&table, method).is_empty(), is_tested, "{n} {method:?}");
            }
        }
        let empty = table(vec![0; 60], vec![0; 60]);
        assert!(untested(&empty, Method::Nbx).contains("all_items is 0"));
    }

    #[test]
    fn the_detectors_of_public_health_find_a_plain_jump_too() {
        let counts = weekly(500, |day| match day {
            480.. => 30,
            _ => 2 + (day % 5) as u32,
        });
        let table = table(counts, vec![400; 500]);
        for method in [Method::Ears(EarsKind::C1), Method::Ears(EarsKind::C2), Method::Farrington] {
            let alarms = detect(&table, method, Sensitivity::Normal, 40);
            assert!(!alarms.is_empty() && alarms[0].day >= 480, "{method:?}: {alarms:?}");
        }
    }
}
