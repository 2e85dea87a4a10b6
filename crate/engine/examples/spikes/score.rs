//! The scoring rules of the labelled workspaces (`score_spikes.py` beside the reference answers).

/// After its end a spike explains alarms for this many days; alarms nearer than that are one.
const AFTER: usize = 14;

/// An alarm later than this is none for the delay.
const LATEST: usize = 28;

/// What a detector reached.
#[derive(Debug, Default, Clone)]
pub(crate) struct Score {
    n_themes: f64,
    n_false: f64,
    /// Days from onset to the first alarm, the day of onset being 1.
    delays: Vec<usize>,
}

impl Score {
    /// Counts the alarm days (ascending) of one theme whose true spikes are `(onset, end)`.
    pub(crate) fn add(&mut self, alarms: &[usize], spikes: &[(usize, usize)]) {
        self.n_themes += 1.0;
        let mut last: Option<usize> = None;
        for day in alarms {
            let is_true = spikes.iter().any(|(from, to)| (*from..=to + AFTER).contains(day));
            if !is_true && last.is_none_or(|last| day - last > AFTER) {
                self.n_false += 1.0;
            }
            last = Some(*day);
        }
        for (from, _) in spikes {
            let first = alarms.iter().find(|day| (*from..from + LATEST).contains(*day));
            self.delays.push(first.map_or(usize::MAX, |day| day - from + 1));
        }
    }

    /// False alarm episodes a theme and year.
    pub(crate) fn false_rate(&self) -> f64 {
        self.n_false / self.n_themes
    }

    /// The share of spikes with an alarm within so many days.
    pub(crate) fn hit(&self, days: usize) -> f64 {
        let hits = self.delays.iter().filter(|delay| **delay <= days).count();
        hits as f64 / self.delays.len().max(1) as f64
    }

    /// Mean delay in days, capped at 28.
    pub(crate) fn mean_delay(&self) -> f64 {
        let capped: usize = self.delays.iter().map(|delay| (*delay).min(LATEST)).sum();
        capped as f64 / self.delays.len().max(1) as f64
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            out,
            "false {:.3} a theme-year, hit 7 {:.3}, hit 14 {:.3}, hit 28 {:.3}, delay {:.2} d ({} spikes)",
            self.false_rate(),
            self.hit(7),
            self.hit(14),
            self.hit(28),
            self.mean_delay(),
            self.delays.len()
        )
    }
}
