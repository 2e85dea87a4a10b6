//! One episode said once: which of several series that rose together tells it, and which are said
//! beside it.

use super::detect::QUIET_DAYS;
use super::scan::Episode;
use super::series::{Collected, Series};
use super::{Spike, Subject};

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

/// Puts an area, category, segment or all low scores whose rise a finer one explains beside that one:
/// themes are scanned first, so the finer one has the lower number.
pub(super) fn without_mirrors(collected: &Collected, mut built: Vec<Built>) -> Vec<Spike> {
    let root = |own: &Built| collected.series[own.series].parent.unwrap_or(own.series);
    let teller = |own: usize| {
        let own = &built[own];
        let finer = (0..built.len()).filter(|at| {
            let other = &built[*at];
            other.spike.subject.dimension != own.spike.subject.dimension
                && root(other) < root(own)
                && other.spike.is_evident >= own.spike.is_evident
                && own.spike.to.abs_diff(other.spike.to) as usize <= QUIET_DAYS
                && explains(collected, &collected.series[other.series], &own.spike)
        });
        finer.min_by_key(|at| root(&built[*at]))
    };
    let tellers: Vec<usize> = (0..built.len()).map(|own| last(own, &teller)).collect();
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

/// Whether a series holds four fifths of the rows of a spike, or half of what is unexpected in it.
fn explains(collected: &Collected, series: &Series, spike: &Spike) -> bool {
    let first = (spike.from - collected.start).max(0) as u32;
    let last = (spike.to - collected.start).max(0) as u32;
    let from = series.events.partition_point(|event| event.day < first);
    let events = series.events[from..].iter().take_while(|event| event.day <= last);
    let n_shared =
        events.filter(|event| spike.rows.binary_search(&event.row).is_ok()).count() as f64;
    let excess = f64::from(spike.count) - spike.expected;
    n_shared * 5.0 >= f64::from(spike.count) * 4.0
        || (spike.is_evident && excess > 0.0 && n_shared * 2.0 >= excess)
}
