//! The predictive test on the windows that end on each day, over plain arrays.

use std::rc::Rc;

pub use super::exposure::{Exposure, rolling};
use super::exposure::{Run, of_weekday};
use super::nbx::{FEWEST_BLOCKS, History, MOST_BLOCKS, Past, Prediction, Week, count_part};
use crate::defaults::{SPIKE_MIN_ITEMS, SPIKE_MIN_RATIO};
use crate::stats::conditional_upper;

/// Days of the window that is shown, and of the blocks of history.
pub const WINDOW: usize = 7;

/// Windows tested, in days: one for what breaks in a day, one for what creeps.
pub const WINDOWS: [usize; 4] = [1, 3, 7, 14];

/// The share of the level that each window is given. They add up to 1, so the smallest p, each
/// over its share, is a p itself (Bonferroni); windows overlap, so it is a careful one.
const SHARES: [f64; 4] = [0.1, 0.2, 0.4, 0.3];

/// The newer of two weeks holds at least one item in so many.
const NEWER_PART: u32 = 3;

/// Windows up to a week, in the order of [`WINDOWS`]; the last one is two of them.
pub(super) const N_SHORT: usize = 3;

/// Where the week stands among [`WINDOWS`].
pub(super) const WEEK: usize = 2;

/// With fewer whole windows of history than this nothing is tested.
pub(super) const FEWEST_CONDITIONAL: usize = 3;

/// What one series counts, day by day, as sums over the windows that end on each day.
#[derive(Debug, Clone)]
pub struct Course {
    /// Counts (of items, or of distinct accounts) of 1, 3 and 7 days.
    counts: [Vec<u32>; N_SHORT],
    /// All items in the same windows.
    exposure: Rc<Exposure>,
    /// The weeks that end on one weekday, one after the other, then those of the next.
    weeks: [Vec<Week>; WINDOW],
    /// Sums of their counts.
    runs: [Run; WINDOW],
    /// [`Week::limit`] of each.
    limits: [Vec<f64>; WINDOW],
    /// Whether the exposure leaves out the series itself. Then it varies by chance next to the
    /// count, which the variance must hold.
    is_apart: bool,
    /// Sums of distinct accounts up to each day, to compare windows by, where accounts are counted:
    /// then three days do not hold three sevenths of a week.
    totals: Option<[Vec<u64>; N_SHORT]>,
}

/// The test of one day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DayTest {
    /// One-sided p over all windows; 1 where none meets the floors.
    pub p: f64,
    /// Days of the window that is clearest.
    pub days: usize,
    /// Its count.
    pub count: u32,
    /// What was expected in it.
    pub expected: f64,
    /// Whether the history was long enough for the predictive test.
    pub is_predictive: bool,
}

/// One window as it is tested.
#[derive(Debug, Clone, Copy)]
struct Window {
    /// Which of [`WINDOWS`].
    idx: usize,
    count: u32,
    exposure: u32,
    /// See [`Course::stretch`].
    stretch: f64,
}

impl Window {
    fn is_enough(&self) -> bool {
        self.count >= SPIKE_MIN_ITEMS && self.exposure > 0
    }

    /// At a rate above this the count is too small for an alarm.
    fn floor(&self) -> f64 {
        f64::from(self.count) / (SPIKE_MIN_RATIO * f64::from(self.exposure) * self.stretch)
    }
}

/// A day without anything to test.
const SILENT: DayTest =
    DayTest { p: 1.0, days: WINDOW, count: 0, expected: 0.0, is_predictive: true };

impl Course {
    /// Of items a day and all items a day.
    pub fn of_items(daily: &[u32], exposure: &[u32], is_apart: bool) -> Course {
        Course::sharing(daily, Rc::new(Exposure::new(exposure)), is_apart)
    }

    /// Of items a day, with an exposure that is known already.
    pub fn sharing(daily: &[u32], exposure: Rc<Exposure>, is_apart: bool) -> Course {
        let counts = [1, 3, WINDOW].map(|days| rolling(daily, days));
        Course::new(counts, exposure, is_apart)
    }

    /// Of distinct accounts in windows of 1, 3 and 7 days.
    pub(super) fn of_accounts(
        counts: [Vec<u32>; N_SHORT],
        exposure: Rc<Exposure>,
        is_apart: bool,
    ) -> Course {
        let totals = Some(counts.each_ref().map(|own| totals(own)));
        Course { totals, ..Course::new(counts, exposure, is_apart) }
    }

    fn new(counts: [Vec<u32>; N_SHORT], exposure: Rc<Exposure>, is_apart: bool) -> Course {
        let mut roots = Vec::new();
        let mut weeks = [const { Vec::new() }; WINDOW];
        for (weekday, weeks) in weeks.iter_mut().enumerate() {
            weeks.extend(of_weekday(&counts[WEEK], weekday).map(|(day, y)| {
                let e = f64::from(exposure.sums[WEEK][day]);
                Week::of(f64::from(*y), root_of(&mut roots, *y), e, exposure.parts[day])
            }));
        }
        let runs = Run::of_weeks(&counts[WEEK]);
        let limits = weeks.each_ref().map(|weeks| weeks.iter().map(Week::limit).collect());
        Course { counts, exposure, weeks, runs, limits, is_apart, totals: None }
    }

    /// Days that there are.
    pub fn len(&self) -> usize {
        self.counts[WEEK].len()
    }

    /// Whether there is no day.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The count of the week that ends on `day`.
    pub fn week(&self, day: usize) -> u32 {
        self.counts[WEEK][day]
    }

    /// Counts and exposures of all whole weeks up to the one that ends on `day`, oldest first.
    pub(super) fn weeks_to(&self, day: usize) -> (Vec<f64>, Vec<f64>) {
        let weeks = &self.weeks[day % WINDOW][..(day + 1) / WINDOW];
        weeks.iter().map(Week::counts).unzip()
    }

    /// The whole weeks before the one that ends on `day`, newest last, with one left out as a
    /// guard, and those without items among them.
    fn before(&self, day: usize) -> Past<'_> {
        let weekday = day % WINDOW;
        // The week itself is the last of the whole ones, the guard the one before.
        let end = ((day + 1) / WINDOW).saturating_sub(2);
        let start = end.saturating_sub(MOST_BLOCKS);
        let (counts, exposures) = (&self.runs[weekday], &self.exposure.weeks[weekday]);
        let (x, n_blocks) = exposures.sum(start, end);
        Past {
            weeks: &self.weeks[weekday][start..end],
            limits: &self.limits[weekday][start..end],
            y: &counts.numbers[start..end],
            e: &exposures.numbers[start..end],
            all: (counts.sum(start, end).0, x),
            n_blocks,
        }
    }

    /// What the weeks before the one that ends on `day` say.
    pub fn history(&self, day: usize) -> Option<History> {
        self.before(day).history()
    }

    /// What the history makes likely in the week that ends on `day`; `None` with too short a one.
    pub fn predict(&self, day: usize) -> Option<Prediction> {
        let history = self.history(day).filter(|own| own.n_blocks >= FEWEST_BLOCKS)?;
        let exposure = f64::from(self.exposure.sums[WEEK][day]);
        (exposure > 0.0).then(|| self.within(&history, exposure, 1.0))
    }

    /// The same for a series that is everything there is, whose variance is its own.
    pub(super) fn predict_whole(&self, day: usize) -> Option<Prediction> {
        let history = self.history(day).filter(|own| own.n_blocks >= FEWEST_BLOCKS)?;
        let exposure = f64::from(self.exposure.sums[WEEK][day]);
        (exposure > 0.0).then(|| history.predict_by_own(exposure))
    }

    /// Expected in the week that ends on `day` by the plain rate of the weeks before, however few.
    pub fn expected(&self, day: usize) -> Option<f64> {
        let (y, e) = self.sums_before(day);
        (e > 0.0).then(|| y / e * f64::from(self.exposure.sums[WEEK][day]))
    }

    /// All counts and exposures of the weeks before the one that ends on `day`.
    fn sums_before(&self, day: usize) -> (f64, f64) {
        self.before(day).all
    }

    fn within(&self, history: &History, exposure: f64, n_weeks: f64) -> Prediction {
        let mut prediction = history.predict(exposure, n_weeks);
        if self.is_apart {
            prediction.variance *= 1.0 + prediction.mean / exposure;
        }
        prediction
    }

    /// p of the week that ends on `day` alone, without floors; `None` as in [`Course::predict`].
    pub fn week_p(&self, day: usize) -> Option<f64> {
        let prediction = self.predict(day)?;
        Some(prediction.upper(f64::from(self.counts[WEEK][day])).p)
    }

    /// The tests of all days from `from` on; `None` where there is nothing to test against.
    pub fn tests(&self, from: usize) -> Vec<Option<DayTest>> {
        let first = from.saturating_sub(WINDOW);
        let mut seen: Vec<Option<Option<History>>> = vec![None; self.len() - first];
        (from..self.len())
            .map(|day| {
                self.test_with(day, |at| *seen[at - first].get_or_insert_with(|| self.history(at)))
            })
            .collect()
    }

    /// The test of one day.
    pub fn test(&self, day: usize) -> Option<DayTest> {
        self.test_with(day, |at| self.history(at))
    }

    /// The test of one day with histories from a cache.
    fn test_with(
        &self,
        day: usize,
        mut history: impl FnMut(usize) -> Option<History>,
    ) -> Option<DayTest> {
        if self.exposure.sums[WEEK][day] == 0 || day + 1 < WINDOW * (2 + FEWEST_CONDITIONAL) {
            return None;
        }
        let mut best = SILENT;
        if self.counts[WEEK][day] >= SPIKE_MIN_ITEMS {
            let past = self.before(day);
            if past.n_blocks < FEWEST_CONDITIONAL {
                return None;
            }
            if past.n_blocks < FEWEST_BLOCKS {
                return self.history(day).map(|own| self.conditional(&own, day));
            }
            let windows = [0, 1, WEEK].map(|idx| Window {
                idx,
                count: self.counts[idx][day],
                exposure: self.exposure.sums[idx][day],
                stretch: self.stretch(idx, day),
            });
            self.look_at(&mut best, &windows, (&past, day), &mut history);
        }
        let back = day - WINDOW;
        let both = |sums: &[u32]| sums[day] + sums[back];
        let (count, exposure) = (both(&self.counts[WEEK]), both(&self.exposure.sums[WEEK]));
        let past = self.before(back);
        // Two weeks of which the newer has hardly anything are a rise that is over.
        let goes_on = NEWER_PART * self.counts[WEEK][day] >= count;
        if goes_on && past.n_blocks >= FEWEST_BLOCKS {
            let windows = [Window { idx: N_SHORT, count, exposure, stretch: 1.0 }];
            self.look_at(&mut best, &windows, (&past, back), &mut history);
        }
        Some(best)
    }

    /// Looks at windows with one history, that before the week that ends on `at`; mostly none is above
    /// the floors, whatever the weights of the weeks.
    fn look_at(
        &self,
        best: &mut DayTest,
        windows: &[Window],
        (past, at): (&Past<'_>, usize),
        known: &mut impl FnMut(usize) -> Option<History>,
    ) {
        let floor = windows.iter().filter(|own| own.is_enough()).map(Window::floor);
        if floor.reduce(f64::max).is_none_or(|floor| past.is_above(floor)) {
            return;
        }
        let Some(history) = known(at) else { return };
        for window in windows.iter().filter(|own| own.is_enough()) {
            self.look(best, &history, window);
        }
    }

    /// Keeps the test of a window if it is clearer than the best so far.
    fn look(&self, best: &mut DayTest, history: &History, window: &Window) {
        let Window { idx, count, stretch, .. } = *window;
        let exposure = f64::from(window.exposure);
        let mean = (history.y + 0.5) / history.x * exposure * stretch;
        if f64::from(count) < SPIKE_MIN_RATIO * mean {
            return;
        }
        let n_weeks = WINDOWS[idx] as f64 / WINDOW as f64;
        let mut prediction = self.within(history, exposure, n_weeks);
        prediction.mean *= stretch;
        prediction.variance *= stretch;
        let p = (prediction.upper(f64::from(count)).p / SHARES[idx]).min(1.0);
        if p < best.p {
            let days = WINDOWS[idx];
            *best = DayTest { p, days, count, expected: mean, is_predictive: true };
        }
    }

    /// How many times as many accounts windows of this length hold as their part of a week, because
    /// one that writes twice a week is one account in the week and two in its days.
    fn stretch(&self, idx: usize, day: usize) -> f64 {
        let Some(totals) = self.totals.as_ref().filter(|_| idx != WEEK) else { return 1.0 };
        let end = day.saturating_sub(WINDOW);
        let (own, week) = (totals[idx][end] as f64, totals[WEEK][end] as f64);
        if week <= 0.0 {
            return 1.0;
        }
        (own / WINDOWS[idx] as f64 / (week / WINDOW as f64)).max(1.0)
    }

    /// The test of a week with a short history, which must also convince the conditional binomial.
    fn conditional(&self, history: &History, day: usize) -> DayTest {
        let (count, exposure) = (self.counts[WEEK][day], f64::from(self.exposure.sums[WEEK][day]));
        let prediction = self.within(history, exposure, 1.0);
        let before = self.sums_before(day);
        let chance = conditional_upper((f64::from(count), exposure), before).p;
        let p = prediction.upper(f64::from(count)).p.max(chance) / SHARES[WEEK];
        let expected = prediction.mean;
        DayTest { p: p.min(1.0), days: WINDOW, count, expected, is_predictive: false }
    }
}

/// The part of a residual that a count makes, from those made before: the same few counts come again.
fn root_of(known: &mut Vec<f64>, y: u32) -> f64 {
    const MOST: u32 = 4096;
    if y >= MOST {
        return count_part(f64::from(y));
    }
    while known.len() <= y as usize {
        known.push(count_part(known.len() as f64));
    }
    known[y as usize]
}

/// Sums up to each day.
fn totals(counts: &[u32]) -> Vec<u64> {
    let mut sum = 0;
    let add = |count: &u32| {
        sum += u64::from(*count);
        sum
    };
    counts.iter().map(add).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::Random;
    use crate::spike::nbx::{Block, predict};

    fn course(daily: &[u32], volume: &[u32]) -> Course {
        Course::of_items(daily, volume, false)
    }

    #[test]
    fn a_rise_of_everything_is_no_spike() {
        let volume: Vec<u32> = (0..200).map(|day| if day < 190 { 20 } else { 60 }).collect();
        let daily: Vec<u32> = volume.iter().map(|all| all / 10).collect();
        assert!(course(&daily, &volume).test(199).unwrap().p > 0.1);
        assert!(course(&daily, &[20; 200]).test(199).unwrap().p < 0.002);
    }

    #[test]
    fn a_short_history_falls_back_and_a_shorter_one_is_silent() {
        let daily = [[1_u32; 35].as_slice(), &[4; 7]].concat();
        let own = course(&daily, &[30; 42]);
        let test = own.test(41).unwrap();
        assert!(!test.is_predictive && test.p < 0.02, "{test:?}");
        assert_eq!(own.test(26), None);
    }

    /// The smallest p over its share, each window counted anew from the days.
    fn slow(daily: &[u32], volume: &[u32], day: usize) -> f64 {
        let sum = |days: &[u32], end: usize, n: usize| -> f64 {
            days[end + 1 - n..=end].iter().map(|count| f64::from(*count)).sum()
        };
        let mut best = 1.0_f64;
        for (n, share) in WINDOWS.iter().zip(SHARES) {
            let guard = if *n > WINDOW { 3 } else { 2 };
            let ends = (guard..guard + 52).filter_map(|back| day.checked_sub(WINDOW * back));
            let history: Vec<Block> = ends
                .filter(|end| *end + 1 >= WINDOW)
                .map(|end| Block { y: sum(daily, end, WINDOW), e: sum(volume, end, WINDOW) })
                .filter(|block| block.e > 0.0)
                .collect();
            let (y, e) = (sum(daily, day, *n), sum(volume, day, *n));
            if *n > WINDOW && 3.0 * sum(daily, day, WINDOW) < y {
                continue;
            }
            let Some(prediction) = predict(&history, e, *n as f64 / 7.0) else { continue };
            if y >= 3.0 && y >= SPIKE_MIN_RATIO * prediction.mean {
                best = best.min(prediction.upper(y).p / share);
            }
        }
        best
    }

    #[test]
    fn all_days_at_once_agree_with_counting_each_anew() {
        let mut random = Random::new(3);
        for height in [1, 3, 20] {
            let volume: Vec<u32> = (0..500)
                .map(|day| if (200..215).contains(&day) { 0 } else { random.below(60) as u32 })
                .collect();
            let daily: Vec<u32> = (0..500)
                .map(|day| {
                    let most = if (260..270).contains(&day) { 5 * height } else { height };
                    (random.below(most + 1) as u32).min(volume[day])
                })
                .collect();
            let tests = course(&daily, &volume).tests(120);
            for day in 120..500 {
                let Some(test) = tests[day - 120] else { continue };
                let slow = slow(&daily, &volume, day);
                assert!((test.p - slow).abs() <= 1e-9 * slow, "{height} {day}: {test:?} {slow}");
            }
        }
    }

    #[test]
    fn a_burst_of_a_day_and_a_slow_rise_are_seen_by_their_windows() {
        let mut random = Random::new(8);
        let volume = vec![100; 300];
        let mut daily: Vec<u32> = (0..300).map(|_| u32::from(random.below(4) == 0)).collect();
        daily[299] = 9;
        let burst = course(&daily, &volume).test(299).unwrap();
        assert!(burst.days == 1 && burst.p < 1e-4, "{burst:?}");
        daily[299] = 1;
        daily[286..299].fill(1);
        let slow = course(&daily, &volume).test(299).unwrap();
        assert!(slow.days == 14 && slow.p < 0.01, "{slow:?}");
    }
}
