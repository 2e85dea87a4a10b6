//! From an episode to the spike that is shown.

use super::daily::WINDOW;
use super::onset::onset;
use super::scan::{Episode, reaches_end};
use super::series::{Collected, Series};
use super::watch::Watched;
use super::{Spike, weeks};
use crate::defaults::{CRITICAL_MASS, SPIKE_P, SPIKE_RATIO};
use crate::join::Accounts;
use crate::stats::rate_ratio_interval;

/// A change point is looked for up to this many days before the first alarm …
pub(super) const ONSET_REACH: usize = 27;

/// … with this many days before that as its past.
pub(super) const ONSET_PAST: usize = 56;

/// A past rate a week up to this is as good as none.
const NEW_RATE: f64 = 0.2;

/// Days that must have been without it.
const NEW_DAYS: usize = 28;

/// Days back to the "same week last month": four weeks, which keeps the weekdays.
const MONTH: usize = 28;

/// Builds spikes from episodes.
pub(super) struct Builder<'a> {
    accounts: &'a Accounts,
    collected: &'a Collected,
    as_of: i32,
    scratch: Vec<u32>,
}

impl<'a> Builder<'a> {
    /// For the episodes of one scan.
    pub(super) fn new(accounts: &'a Accounts, collected: &'a Collected, as_of: i32) -> Self {
        let scratch = vec![0; accounts.len()];
        Builder { accounts, collected, as_of, scratch }
    }

    /// The spike of an episode that the human rule alone may have found; `None` if it did not.
    pub(super) fn rule_spike(&mut self, episode: &Episode) -> Option<Spike> {
        let series = &self.collected.series[episode.series];
        rule_fires(series, episode.day).then(|| self.spike(episode))
    }

    /// The spike of an episode.
    pub(super) fn spike(&mut self, episode: &Episode) -> Spike {
        let collected = self.collected;
        let series = &collected.series[episode.series];
        let watched = Watched::new(collected, series, self.accounts, &mut self.scratch);
        let day = episode.day;
        let (start, end) = ((day + 1).saturating_sub(WINDOW), day);
        let mut rows: Vec<u32> = series
            .events
            .iter()
            .filter(|event| (start..=end).contains(&(event.day as usize)))
            .map(|event| event.row)
            .collect();
        rows.sort_unstable();
        let (items, previous) = (count(series, day, 0), count(series, day, WINDOW));
        let month_before = count(series, day, MONTH);
        let onset = likely_onset(&watched, episode);
        // What only the rule may have found is shown with the plain test of its week.
        let week_p = watched.tested.week_p(day).filter(|_| !episode.is_evident);
        let p = week_p.unwrap_or(episode.p);
        let (baseline, baseline_high) = self.baseline(&watched);
        Spike {
            subject: series.subject.clone(),
            from: collected.start + day as i32 - WINDOW as i32 + 1,
            to: collected.start + day as i32,
            count: items,
            n_low: rows.iter().filter(|row| collected.low.contains(**row)).count() as u32,
            previous,
            month_before,
            ratio_interval: ratio_interval(items, previous),
            month_interval: ratio_interval(items, month_before),
            expected: expected(&watched, day),
            window: episode.window as u32,
            p,
            q: episode.q.max(p),
            rule_fires: rule_fires(series, day),
            is_evident: episode.is_evident,
            n_accounts: self.accounts.distinct(rows.iter().copied()).len() as u32,
            onset: collected.start + onset as i32,
            detected: collected.start + episode.first as i32,
            is_new: is_new(&watched.daily, onset),
            is_current: reaches_end(collected, episode.last),
            rows,
            also: Vec::new(),
            baseline,
            baseline_high,
        }
    }

    /// Expected items and the most that chance explains, for each calendar week.
    fn baseline(&self, watched: &Watched) -> (Vec<Option<f64>>, Vec<Option<f64>>) {
        let start = self.collected.start;
        weeks(start, self.as_of)
            .iter()
            .map(|monday| {
                let sunday = (monday + WINDOW as i32 - 1).min(self.as_of);
                let day = usize::try_from(sunday - start).ok()?;
                let mut prediction = watched.items.predict(day)?;
                // The running week: as much of the expectation as has been exposed.
                let first = usize::try_from(monday - start).unwrap_or(0);
                let exposed: u32 = watched.exposure[first..=day].iter().sum();
                let from = (day + 1).saturating_sub(WINDOW);
                let week: u32 = watched.exposure[from..=day].iter().sum();
                let part = f64::from(exposed) / f64::from(week);
                prediction.mean *= part;
                prediction.variance = (prediction.variance * part).max(prediction.mean * 1.000_001);
                let ceiling = if exposed > 0 { prediction.ceiling(SPIKE_P) } else { 0.0 };
                Some((prediction.mean, ceiling))
            })
            .map(|pair| (pair.map(|pair| pair.0), pair.map(|pair| pair.1)))
            .unzip()
    }
}

/// 95 % interval of the ratio of two counts of seven days.
fn ratio_interval(items: u32, before: u32) -> Option<(f64, f64)> {
    (items + before > 0)
        .then(|| rate_ratio_interval((f64::from(items), 1.0), (f64::from(before), 1.0), 0.95))
}

/// Items in the seven days that end `back` days before `day`.
fn count(series: &Series, day: usize, back: usize) -> u32 {
    let Some(end) = day.checked_sub(back) else { return 0 };
    let start = (end + 1).saturating_sub(WINDOW);
    let events = &series.events;
    let before = |limit: usize| events.partition_point(|event| (event.day as usize) < limit);
    (before(end + 1) - before(start)) as u32
}

/// Whether so many items are enough to matter, and three times those before.
pub fn is_jump(items: u32, before: u32) -> bool {
    items >= CRITICAL_MASS && f64::from(items) >= SPIKE_RATIO * f64::from(before)
}

/// The rule that people use: three times the week before (or the same week last month), with
/// enough items to matter, or that many items from nothing. What the data does not reach back to
/// is not compared.
fn rule_fires(series: &Series, day: usize) -> bool {
    let items = count(series, day, 0);
    let jumps = |back: usize| day + 1 >= back + WINDOW && is_jump(items, count(series, day, back));
    jumps(WINDOW) || jumps(MONTH)
}

/// What the history makes likely in the window that ends on `day`: by the predictive test, else
/// by the plain rate of the earlier windows.
fn expected(watched: &Watched, day: usize) -> f64 {
    let prediction = watched.items.predict(day).map(|own| own.mean);
    prediction
        .or_else(|| watched.items.expected(day))
        .unwrap_or_else(|| f64::from(watched.items.week(day.saturating_sub(WINDOW))))
}

fn likely_onset(watched: &Watched, episode: &Episode) -> usize {
    let from = episode.first.saturating_sub(ONSET_REACH);
    let start = from.saturating_sub(ONSET_PAST);
    onset(&watched.daily, &watched.exposure, start, from, episode.day)
}

/// Whether there was (almost) nothing of it before its onset, for long enough to say so.
pub(super) fn is_new(daily: &[u32], onset: usize) -> bool {
    let before: u32 = daily[..onset].iter().sum();
    onset >= NEW_DAYS && f64::from(before) * WINDOW as f64 <= NEW_RATE * onset as f64
}
