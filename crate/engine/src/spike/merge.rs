//! One episode said once: which of several series that rose together tells it, and which are said
//! beside it.

use super::detect::QUIET_DAYS;
use super::scan::Episode;
use super::series::Collected;
use super::{ALL, Spike, Subject};

/// Other series said beside one at most.
const MOST_BESIDE: usize = 8;

/// An episode with the series that only repeat it.
pub(super) struct Told {
    /// The episode.
    pub(super) episode: Episode,
    /// The series.
    pub(super) also: Vec<usize>,
}

/// Puts what only repeats another alarm beside that one: a segment or the low scores of a series that
/// speaks as a whole at about the same time, and all but the clearest part of one that does not.
pub(super) fn without_echoes(collected: &Collected, episodes: &[Episode]) -> Vec<Told> {
    let parent = |own: usize| collected.series[episodes[own].series].parent;
    let order = |own: usize| (episodes[own].p, episodes[own].series);
    let teller = |own: usize| {
        let whole = parent(own)?;
        let near = || (0..episodes.len()).filter(|at| overlaps(&episodes[own], &episodes[*at]));
        let by_whole = near().find(|at| episodes[*at].series == whole);
        by_whole.or_else(|| {
            let clearer = near().filter(|at| parent(*at) == Some(whole) && order(*at) < order(own));
            clearer.min_by(|a, b| order(*a).0.total_cmp(&order(*b).0).then(a.cmp(b)))
        })
    };
    let tellers: Vec<usize> = (0..episodes.len()).map(|own| last(own, &teller)).collect();
    let told = (0..episodes.len()).filter(|own| tellers[*own] == *own);
    told.map(|own| {
        let echoes = (0..episodes.len()).filter(|at| *at != own && tellers[*at] == own);
        let also = echoes.map(|at| episodes[at].series).collect();
        Told { episode: episodes[own], also }
    })
    .collect()
}

/// Where a chain of tellers ends.
fn last(own: usize, teller: &dyn Fn(usize) -> Option<usize>) -> usize {
    std::iter::successors(Some(own), |at| teller(*at)).last().unwrap_or(own)
}

fn overlaps(a: &Episode, b: &Episode) -> bool {
    a.first <= b.last + QUIET_DAYS && b.first <= a.last + QUIET_DAYS
}

/// A spike with its series, and those that only repeat it.
pub(super) struct Built {
    /// The series.
    pub(super) series: usize,
    /// See [`Told::also`].
    pub(super) also: Vec<usize>,
    /// The spike.
    pub(super) spike: Spike,
}

/// What rose up to so many times as much as everything rose with it, and what did more may explain it.
const WITH_ALL: f64 = 1.5;

/// Puts an area, category, segment or all low scores whose rise a finer one explains beside that one:
/// themes are scanned first, so the finer one has the lower number. Where low scores rose everywhere,
/// that is what is said.
pub(super) fn without_mirrors(collected: &Collected, mut built: Vec<Built>) -> Vec<Spike> {
    let root = |own: &Built| collected.series[own.series].parent.unwrap_or(own.series);
    let teller = |own: usize| {
        let own = &built[own];
        let finer = (0..built.len()).filter(|at| {
            let other = &built[*at];
            other.spike.subject.dimension != own.spike.subject.dimension
                && root(other) < root(own)
                && other.spike.is_evident >= own.spike.is_evident
                && is_near(&own.spike, &other.spike)
                && explains(collected, other, &own.spike)
        });
        finer.min_by_key(|at| root(&built[*at]))
    };
    let mut tellers: Vec<usize> = (0..built.len()).map(|own| last(own, &teller)).collect();
    let is_all = |at: &usize| {
        let spike = &built[*at].spike;
        tellers[*at] == *at && spike.is_evident && spike.subject.dimension == ALL
    };
    if let Some(all) = (0..built.len()).find(is_all) {
        let is_with = |own: usize| {
            built[own].spike.subject.is_low()
                && is_near(&built[own].spike, &built[all].spike)
                && rise(&built[own].spike) <= WITH_ALL * rise(&built[all].spike)
        };
        let told = tellers.iter().map(|own| if is_with(*own) { all } else { *own });
        tellers = told.collect();
    }
    for own in 0..built.len() {
        if tellers[own] != own {
            let mut also = std::mem::take(&mut built[own].also);
            also.insert(0, built[own].series);
            built[tellers[own]].also.append(&mut also);
        }
    }
    let kept = built.into_iter().zip(tellers).enumerate().filter(|(at, (_, own))| at == own);
    kept.map(|(_, (own, _))| {
        let also = own.also.iter().map(|series| collected.series[*series].subject.clone());
        let mut beside: Vec<Subject> = Vec::new();
        for subject in also.filter(|subject| *subject != own.spike.subject) {
            if beside.len() < MOST_BESIDE && !beside.contains(&subject) {
                beside.push(subject);
            }
        }
        Spike { also: beside, ..own.spike }
    })
    .collect()
}

/// How many times as many as expected.
fn rise(spike: &Spike) -> f64 {
    f64::from(spike.count) / spike.expected
}

fn is_near(a: &Spike, b: &Spike) -> bool {
    a.to.abs_diff(b.to) as usize <= QUIET_DAYS
}

/// Whether a series holds four fifths of the rows of a spike, or rose more than it, and what is
/// unexpected in both is half of what is unexpected in the spike.
fn explains(collected: &Collected, finer: &Built, spike: &Spike) -> bool {
    let first = (spike.from - collected.start).max(0) as u32;
    let last = (spike.to - collected.start).max(0) as u32;
    let events = &collected.series[finer.series].events;
    let events = &events[events.partition_point(|event| event.day < first)..];
    let within = events.iter().take_while(|event| event.day <= last);
    let shared = within.filter(|event| spike.rows.binary_search(&event.row).is_ok()).count() as f64;
    let excess = |own: &Spike| f64::from(own.count) - own.expected;
    let is_half = 2.0 * shared.min(excess(&finer.spike)) >= excess(spike);
    let more = if spike.subject.dimension == ALL { WITH_ALL } else { 1.0 };
    let is_steeper = rise(&finer.spike) > more * rise(spike);
    let is_most = 5.0 * shared >= 4.0 * f64::from(spike.count) && spike.subject.dimension != ALL;
    is_most || (spike.is_evident && excess(spike) > 0.0 && is_half && is_steeper)
}
