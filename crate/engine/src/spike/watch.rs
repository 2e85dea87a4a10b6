//! One series with everything that its tests look at, day by day.

use super::daily::{Windows, rolling};
use super::series::{Collected, Series};
use crate::join::Accounts;

/// A series with a larger share of its volume is measured against the rest, so that a rise does
/// not dilute itself.
const OWN_SHARE: f64 = 0.1;

/// A series with a larger share is its segment: it is measured against everything else.
const MAIN_SHARE: f64 = 0.5;

/// A series day by day, and in windows of the seven days that end on a day.
#[derive(Debug, Clone)]
pub(super) struct Watched {
    /// Items a day.
    pub(super) daily: Vec<u32>,
    /// Exposure a day.
    pub(super) exposure: Vec<u32>,
    /// Items in the window.
    pub(super) items: Vec<u32>,
    /// What is tested: distinct accounts in the window where they are known, else items.
    pub(super) counts: Vec<u32>,
    /// Exposure of the window.
    pub(super) volume: Vec<u32>,
    /// Whether the exposure leaves out the series itself.
    is_apart: bool,
}

impl Watched {
    /// Looks at one series; `scratch` is as long as there are accounts, zero before and after.
    pub(super) fn new(
        collected: &Collected,
        series: &Series,
        accounts: &Accounts,
        scratch: &mut [u32],
    ) -> Watched {
        let daily = series.daily(collected.n_days);
        let (exposure, is_apart) = exposure(collected, series, &daily);
        let items = rolling(&daily);
        let counts = if accounts.is_empty() {
            items.clone()
        } else {
            series.distinct(collected.n_days, accounts, scratch)
        };
        Watched { volume: rolling(&exposure), daily, exposure, items, counts, is_apart }
    }

    /// What is tested.
    pub(super) fn windows(&self) -> Windows<'_> {
        Windows { counts: &self.counts, exposure: &self.volume, is_apart: self.is_apart }
    }

    /// The same on items: what charts show.
    pub(super) fn item_windows(&self) -> Windows<'_> {
        Windows { counts: &self.items, exposure: &self.volume, is_apart: self.is_apart }
    }
}

fn exposure(collected: &Collected, series: &Series, daily: &[u32]) -> (Vec<u32>, bool) {
    let own: u32 = daily.iter().sum();
    let volume = &collected.volumes[series.volume];
    let share = f64::from(own) / f64::from(volume.iter().sum::<u32>());
    if share <= OWN_SHARE {
        return (volume.clone(), false);
    }
    let whole = if share > MAIN_SHARE { &collected.volumes[0] } else { volume };
    (whole.iter().zip(daily).map(|(all, own)| all - own).collect(), true)
}
