//! The series that are scanned, and what each counts day by day.

use super::Subject;
use crate::join::Accounts;
use crate::num::RowMask;

/// One item of a series.
#[derive(Debug, Clone, Copy)]
pub(super) struct Event {
    /// Day, counted from the start of the span.
    pub(super) day: u32,
    /// The row.
    pub(super) row: u32,
}

/// What a series is, in the order in which they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A theme, area or category: what is said.
    Said,
    /// A segment: who says it.
    Voice,
    /// The low scores of one of these, or of all.
    Low,
    /// What is said within a segment.
    Pair,
}

impl Kind {
    /// The tests that its own are corrected with: the whole series, their low scores, or the pairs.
    pub(super) fn family(self) -> usize {
        match self {
            Kind::Said | Kind::Voice => 0,
            Kind::Low => 1,
            Kind::Pair => 2,
        }
    }
}

/// One series to be scanned.
#[derive(Debug, Clone)]
pub(super) struct Series {
    /// What it counts.
    pub(super) subject: Subject,
    /// See [`Kind`].
    pub(super) kind: Kind,
    /// Index into [`Collected::volumes`].
    pub(super) volume: usize,
    /// The series without the segment, or with all scores.
    pub(super) parent: Option<usize>,
    /// Its items, oldest first.
    pub(super) events: Vec<Event>,
}

/// Everything the scan needs, day by day.
#[derive(Debug, Clone)]
pub(super) struct Collected {
    /// First day of the span.
    pub(super) start: i32,
    /// Days of the span.
    pub(super) n_days: usize,
    /// Items a day: all, of each segment, and those with a score.
    pub(super) volumes: Vec<Vec<u32>>,
    /// The series, by kind.
    pub(super) series: Vec<Series>,
    /// Rows with a low score.
    pub(super) low: RowMask,
}

impl Collected {
    /// Where the series of each family begin and end.
    pub(super) fn families(&self) -> [std::ops::Range<usize>; 3] {
        let end = |family| self.series.partition_point(|own| own.kind.family() <= family);
        [0..end(0), end(0)..end(1), end(1)..self.series.len()]
    }
}

impl Series {
    /// Items of each day.
    pub(super) fn daily(&self, n_days: usize) -> Vec<u32> {
        let mut daily = vec![0; n_days];
        for event in &self.events {
            daily[event.day as usize] += 1;
        }
        daily
    }

    /// Distinct accounts in the `days` days that end on each day; an item without an account
    /// counts by itself. `last` holds, per account, the end of the days it was counted for, and
    /// is left clean.
    pub(super) fn distinct(
        &self,
        n_days: usize,
        accounts: &Accounts,
        last: &mut [u32],
        days: usize,
    ) -> Vec<u32> {
        let window = days as u32;
        let mut steps = vec![0_i32; n_days + days + 1];
        for event in &self.events {
            let mut from = event.day;
            if let Some(account) = accounts.of(event.row) {
                from = from.max(last[account]);
                last[account] = event.day + window;
            }
            steps[from as usize] += 1;
            steps[(event.day + window) as usize] -= 1;
        }
        for event in &self.events {
            if let Some(account) = accounts.of(event.row) {
                last[account] = 0;
            }
        }
        let mut now = 0;
        steps[..n_days]
            .iter()
            .map(|step| {
                now += step;
                now.max(0) as u32
            })
            .collect()
    }
}
