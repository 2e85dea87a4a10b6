//! The segment to which an alert is confined: where its rows, or what is new in them, are.

use super::cells::Cells;
use super::rise::Candidate;
use super::stream::Stream;
use crate::stats::{benjamini_hochberg, binomial, fisher};

/// Days whose rows say how common a segment is.
const BACKGROUND_DAYS: i32 = 56;

/// Accounts of the same set before the window from which on they are the background.
const OWN_BACKGROUND: f64 = 20.0;

/// Share of what is more than expected that is in the segment, at least.
const LEAST_SHARE: f64 = 0.75;

/// False discovery rate over the segments of one dimension each, and over pairs. An alert has few
/// accounts, of which [`LEAST_SHARE`] must be in the segment, and that alone is rare.
const FDR: [f64; 2] = [0.2, 0.05];

/// A pair of values is named where its p is this part of that of the strongest value.
const PAIR_GAIN: f64 = 0.01;

/// The cell that holds nearly all of what is more than was to be expected, more than chance would
/// have it.
pub(super) fn confined(
    stream: &Stream,
    cells: &Cells,
    day: i32,
    found: &Candidate,
) -> Option<usize> {
    let own = accounts_in(stream, cells, &found.places);
    let before = accounts_in(stream, cells, &found.before);
    let p: Vec<f64> = if before[0] >= OWN_BACKGROUND && found.expected >= 1.0 {
        let ratio = (found.expected / found.count).min(1.0);
        (0..cells.len()).map(|cell| grown(&own, &before, ratio, cell)).collect()
    } else {
        let from = found.from - BACKGROUND_DAYS;
        let all: Vec<u32> = stream.within(from, day).map(|place| place as u32).collect();
        let all = accounts_in(stream, cells, &all);
        (0..cells.len()).map(|cell| held(&own, &all, cell)).collect()
    };
    let strongest = |depth: usize| {
        let family: Vec<usize> = (1..cells.len()).filter(|c| cells.depth(*c) == depth).collect();
        let own: Vec<f64> = family.iter().map(|cell| p[*cell]).collect();
        let q = benjamini_hochberg(&own);
        let best = (0..own.len()).min_by(|a, b| own[*a].total_cmp(&own[*b]))?;
        (q[best] <= FDR[depth - 1]).then_some(family[best])
    };
    match (strongest(1), strongest(2)) {
        (Some(one), Some(two)) if p[two] < PAIR_GAIN * p[one] => Some(two),
        (None, Some(two)) => Some(two),
        (one, _) => one,
    }
}

/// Accounts in each cell, each once.
fn accounts_in(stream: &Stream, cells: &Cells, places: &[u32]) -> Vec<f64> {
    let mut pairs: Vec<(u32, u16)> = places
        .iter()
        .flat_map(|place| {
            let account = stream.accounts[*place as usize];
            cells.of(*place).iter().map(move |cell| (account, *cell))
        })
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    let mut out = vec![0.0; cells.len()];
    for (_, cell) in pairs {
        out[cell as usize] += 1.0;
    }
    out
}

/// p of so many accounts in a cell, by how common it is among all.
fn held(own: &[f64], all: &[f64], cell: usize) -> f64 {
    let share = (all[cell] / all[0].max(1.0)).max(1e-9);
    if own[cell] < LEAST_SHARE * own[0] || share >= 1.0 {
        return 1.0;
    }
    binomial(own[cell], own[0], share, 1.0 - share).upper.p
}

/// p of so many accounts in a cell against those of the same set before, of whose number the
/// part `ratio` was to be expected; 1 where what is more is not in the cell.
fn grown(own: &[f64], before: &[f64], ratio: f64, cell: usize) -> f64 {
    let usual = ratio * own[0] * before[cell] / before[0];
    if own[cell] - usual < LEAST_SHARE * (1.0 - ratio) * own[0] {
        return 1.0;
    }
    fisher(own[cell], own[0] - own[cell], before[cell], before[0] - before[cell]).greater.p
}
