//! Every series tested on every day, and the days that speak put together to spikes.

use std::ops::Range;

use ndarray::Array2;

use super::build::Builder;
use super::collect::collect;
use super::daily::WINDOW;
use super::detect::{QUIET_DAYS, volume_rises};
use super::merge::{Built, without_echoes, without_mirrors};
use super::series::{Collected, Kind};
use super::watch::Watched;
use super::{Scan, Spike, VolumeWeek, weeks};
use crate::defaults::{SPIKE_MIN_ITEMS, SPIKE_MIN_RATIO, SPIKE_P};
use crate::join::Accounts;
use crate::num::RowMask;
use crate::stats::benjamini_hochberg;
use crate::table::Table;

/// False discovery rate over everything scanned on a day (STATISTICS.md 2.2).
const SPIKE_FDR: f64 = 0.1;

/// Segments and low scores are many and only refine what their wholes say, so they must be clearer.
const PART_P: f64 = SPIKE_P / 10.0;

/// p that is enough for a series.
fn level(kind: Kind) -> f64 {
    match kind {
        Kind::Said | Kind::Voice => SPIKE_P,
        Kind::Low | Kind::Pair => PART_P,
    }
}

/// Days on which a series speaks that belong together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Episode {
    /// Which series.
    pub(super) series: usize,
    /// First day on which it speaks.
    pub(super) first: usize,
    /// Last day on which it speaks.
    pub(super) last: usize,
    /// Last day of the window that is shown: the newest among those that reach the last seven days
    /// ("this week"), the one of smallest p if none does.
    pub(super) day: usize,
    /// Days of the clearest window that ends on it.
    pub(super) window: usize,
    /// p and q of that day.
    pub(super) p: f64,
    /// See `p`.
    pub(super) q: f64,
    /// Whether the evidence is enough.
    pub(super) is_evident: bool,
}

/// The tests of all series on all days.
struct Tests {
    /// The first day tested.
    from: usize,
    /// p by series and day; `NaN` where there was nothing to test against.
    p: Array2<f64>,
    /// Series and days of small p that meet the floors, with the clearest window.
    candidates: Vec<(usize, usize, usize)>,
    /// Whether a history was too short for the predictive test.
    has_short: bool,
}

impl Tests {
    /// p of some series on a day counted from the first one tested.
    fn family(&self, of: &Range<usize>, day: usize) -> Vec<f64> {
        self.p.column(day).iter().skip(of.start).take(of.len()).copied().collect()
    }
}

/// Scans every theme, area, category and segment, their low scores, and each of the first three
/// within each segment, on every day of the last `days` days of `rows`.
pub fn scan(table: &Table, accounts: &Accounts, rows: &RowMask, as_of: i32, days: u32) -> Scan {
    if table.dates().is_none() {
        return unavailable("There is no date column, so nothing can be followed over time.");
    }
    let Some(collected) = collect(table, rows, as_of) else {
        return unavailable("No item has a date in the time looked at.");
    };
    if collected.series.is_empty() {
        return unavailable("No theme, area or category has enough items to be followed.");
    }
    let from = collected.n_days.saturating_sub(days.max(1) as usize);
    let tests = test_all(&collected, accounts, from);
    let evident = episodes(&tests, &collected);
    let quiet = quiet_now(&tests, &collected, &evident);
    let mut builder = Builder::new(accounts, &collected, as_of);
    let mut built: Vec<Built> = Vec::new();
    for told in without_echoes(&collected, &evident) {
        let spike = builder.spike(&told.episode);
        built.push(Built { series: told.episode.series, also: told.also, spike });
    }
    for episode in &quiet {
        let spike = builder.rule_spike(episode);
        built.extend(spike.map(|spike| Built { series: episode.series, also: Vec::new(), spike }));
    }
    let mut spikes = without_mirrors(&collected, built);
    crate::num::sort_by(&mut spikes, |a, b| {
        let p = |spike: &Spike| if spike.p.is_nan() { 1.0 } else { spike.p };
        b.is_evident
            .cmp(&a.is_evident)
            .then(p(a).total_cmp(&p(b)))
            .then(b.count.cmp(&a.count))
            .then_with(|| a.subject.cmp(&b.subject))
    });
    Scan {
        spikes,
        weeks: weeks(collected.start, as_of),
        volume: volume(&collected, days.max(1) as usize),
        n_scanned: collected.series.len() as u32,
        families: collected.families().map(|own| own.len() as u32),
        footnotes: footnotes(&collected, &tests, accounts),
        unavailable: String::new(),
    }
}

/// Weeks in which everything rose.
fn volume(collected: &Collected, days: usize) -> Vec<VolumeWeek> {
    let rises = volume_rises(&collected.volumes[0], days);
    let week = |rise: super::detect::VolumeRise| {
        let to = collected.start + rise.day as i32;
        let from = to + 1 - WINDOW as i32;
        VolumeWeek { from, to, count: rise.count, expected: rise.expected, p: rise.p }
    };
    rises.into_iter().map(week).collect()
}

fn unavailable(reason: &str) -> Scan {
    Scan { unavailable: reason.to_owned(), ..Scan::default() }
}

/// Tests every series on every day from `from` on.
fn test_all(collected: &Collected, accounts: &Accounts, from: usize) -> Tests {
    let mut tests = Tests {
        from,
        p: Array2::from_elem((collected.series.len(), collected.n_days - from), f64::NAN),
        candidates: Vec::new(),
        has_short: false,
    };
    let mut scratch = vec![0; accounts.len()];
    for (idx, series) in collected.series.iter().enumerate() {
        let watched = Watched::new(collected, series, accounts, &mut scratch);
        let level = level(series.kind);
        for (day, test) in (from..).zip(watched.tested.tests(from)) {
            let Some(test) = test else {
                tests.has_short |= watched.tested.week(day) >= SPIKE_MIN_ITEMS;
                continue;
            };
            tests.has_short |= !test.is_predictive;
            tests.p[[idx, day - from]] = test.p;
            if test.p <= level {
                tests.candidates.push((idx, day, test.days));
            }
        }
    }
    tests
}

/// The days that speak, as episodes: one alarm, until the series was quiet for two weeks.
fn episodes(tests: &Tests, collected: &Collected) -> Vec<Episode> {
    let q = adjusted(tests, collected.families());
    let mut found: Vec<Episode> = Vec::new();
    for (series, day, window) in &tests.candidates {
        let at = [*series, day - tests.from];
        if q[at].is_nan() || q[at] > SPIKE_FDR {
            continue;
        }
        let new = Episode {
            series: *series,
            first: *day,
            last: *day,
            day: *day,
            window: *window,
            p: tests.p[at],
            q: q[at],
            is_evident: true,
        };
        match found.last_mut() {
            Some(own) if own.series == *series && day - own.last <= QUIET_DAYS => {
                own.last = *day;
                if reaches_end(collected, *day) || new.p <= own.p {
                    (own.day, own.window) = (new.day, new.window);
                    (own.p, own.q) = (new.p, new.q);
                }
            }
            _ => found.push(new),
        }
    }
    found
}

/// Whether the window that ends on `day` reaches the last seven days.
pub(super) fn reaches_end(collected: &Collected, day: usize) -> bool {
    day + WINDOW >= collected.n_days
}

/// q of the days that hold a candidate: Benjamini–Hochberg over the series of one family.
fn adjusted(tests: &Tests, families: [Range<usize>; 3]) -> Array2<f64> {
    let mut q = Array2::from_elem(tests.p.dim(), f64::NAN);
    let n_days = tests.p.dim().1;
    for own in families {
        let mut is_needed = vec![false; n_days];
        for (series, day, _) in &tests.candidates {
            is_needed[day - tests.from] |= own.contains(series);
        }
        for day in (0..n_days).filter(|day| is_needed[*day]) {
            let family = tests.family(&own, day);
            for (series, value) in own.clone().zip(benjamini_hochberg(&family)) {
                q[[series, day]] = value;
            }
        }
    }
    q
}

/// The windows that end today of what is said, where there is no alarm, for the human rule.
fn quiet_now(tests: &Tests, collected: &Collected, evident: &[Episode]) -> Vec<Episode> {
    let day = collected.n_days - 1;
    let speaks = |series: usize| {
        evident.iter().any(|own| own.series == series && reaches_end(collected, own.last))
    };
    let [whole, ..] = collected.families();
    let family = tests.family(&whole, day - tests.from);
    let q = benjamini_hochberg(&family);
    whole
        .filter(|series| collected.series[*series].kind == Kind::Said && !speaks(*series))
        .map(|series| Episode {
            series,
            first: day,
            last: day,
            day,
            window: WINDOW,
            p: family[series],
            q: q[series],
            is_evident: false,
        })
        .collect()
}

fn footnotes(collected: &Collected, tests: &Tests, accounts: &Accounts) -> Vec<String> {
    let unit = if accounts.is_empty() { "items" } else { "distinct accounts" };
    let [whole, low, pairs] = collected.families().map(|own| own.len());
    let mut notes = vec![
        format!(
            "Every day, the last 1, 3, 7 and 14 days are compared with what up to 52 earlier weeks \
             make likely for this share of all items: a negative binomial predictive test on \
             {unit}, the week before left out; p is the smallest of the four, each over its share \
             of the level (0.1, 0.2, 0.4, 0.3). Evident: p ≤ {SPIKE_P} and q ≤ {SPIKE_FDR}, at \
             least {SPIKE_MIN_ITEMS} {unit} and {SPIKE_MIN_RATIO} times as many as expected. When \
             everything rises, only the volume is reported."
        ),
        format!(
            "q is Benjamini–Hochberg over the {whole} themes, areas, categories and segments scanned \
             on that day. {low} series of low scores, among all items with a score, are corrected \
             among themselves, and so are {pairs} themes, areas and categories within a segment; \
             both need p ≤ {PART_P:.4} and are shown where the whole is quiet. One alarm stands until \
             a series was quiet for {QUIET_DAYS} days; what a finer one explains (half of what is \
             unexpected in it, or four fifths of it) is said beside that."
        ),
    ];
    if tests.has_short {
        notes.push(
            "Where only three to seven earlier weeks exist, how much a theme varies is mostly \
             assumed, not seen, and the larger p of this test and of a conditional binomial \
             counts; with fewer than three weeks only the ratio rule is applied."
                .to_owned(),
        );
    }
    notes
}
