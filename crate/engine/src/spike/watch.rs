//! One series with everything that its tests look at, day by day.

use std::rc::Rc;

use super::daily::{Course, Exposure, WINDOW};
use super::detect::exposure;
use super::series::{Collected, Series};
use crate::join::Accounts;

/// A series with a larger share is its segment: it is measured against everything else.
const MAIN_SHARE: f64 = 0.5;

/// A series day by day, and in the windows that end on a day.
#[derive(Debug, Clone)]
pub(super) struct Watched {
    /// Items a day.
    pub(super) daily: Vec<u32>,
    /// Exposure a day.
    pub(super) exposure: Vec<u32>,
    /// Items in windows: what charts show.
    pub(super) items: Course,
    /// What is tested: distinct accounts in windows where they are known, else items.
    pub(super) tested: Course,
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
        let volume = &collected.volumes[series.volume];
        let own: u64 = daily.iter().map(|count| u64::from(*count)).sum();
        let all: u64 = volume.iter().map(|count| u64::from(*count)).sum();
        let is_main = own as f64 > MAIN_SHARE * all as f64;
        let (exposure, is_apart) =
            exposure(&daily, if is_main { &collected.volumes[0] } else { volume });
        let shared = Rc::new(Exposure::new(&exposure));
        let items = Course::sharing(&daily, Rc::clone(&shared), is_apart);
        let tested = if accounts.is_empty() {
            items.clone()
        } else {
            let distinct = |days: usize| series.distinct(collected.n_days, accounts, scratch, days);
            Course::of_accounts([1, 3, WINDOW].map(distinct), shared, is_apart)
        };
        Watched { daily, exposure, items, tested }
    }
}
