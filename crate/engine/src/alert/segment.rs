//! The segment to which the rows of an alert are confined.

use super::cells::Cells;
use super::rise::Candidate;
use super::stream::Stream;
use crate::stats::{benjamini_hochberg, binomial};

/// Days before the window whose rows say how common a segment is.
const BACKGROUND_DAYS: i32 = 56;

/// Share of an alert's rows that are in the segment, at least.
const LEAST_SHARE: f64 = 0.8;

/// False discovery rate over the segments of one dimension each.
const FDR: f64 = 0.05;

/// A pair of values is named where its p is this part of that of either value.
const PAIR_GAIN: f64 = 0.01;

/// The cell in which nearly all accounts of a candidate are, more than chance would have it.
pub(super) fn confined(
    stream: &Stream,
    cells: &Cells,
    day: i32,
    found: &Candidate,
) -> Option<usize> {
    let mut own = vec![0.0_f64; cells.len()];
    let mut seen: Vec<u32> = Vec::new();
    for place in &found.places {
        let account = stream.accounts[*place as usize];
        if !seen.contains(&account) {
            seen.push(account);
            for cell in cells.of(*place) {
                own[*cell as usize] += 1.0;
            }
        }
    }
    let mut all = vec![0.0_f64; cells.len()];
    for place in stream.within(found.from - BACKGROUND_DAYS, day) {
        for cell in cells.of(place as u32) {
            all[*cell as usize] += 1.0;
        }
    }
    let (n, whole) = (own[0], all[0].max(1.0));
    let p: Vec<f64> = (0..cells.len())
        .map(|cell| {
            let share = (all[cell] / whole).clamp(1e-9, 1.0);
            if own[cell] < LEAST_SHARE * n || share >= 1.0 {
                return 1.0;
            }
            binomial(own[cell], n, share, 1.0 - share).upper.p
        })
        .collect();
    let strongest = |depth: usize| {
        let family: Vec<usize> = (1..cells.len()).filter(|c| cells.depth(*c) == depth).collect();
        let own: Vec<f64> = family.iter().map(|cell| p[*cell]).collect();
        let q = benjamini_hochberg(&own);
        let best = (0..own.len()).min_by(|a, b| own[*a].total_cmp(&own[*b]))?;
        (q[best] <= FDR).then_some(family[best])
    };
    match (strongest(1), strongest(2)) {
        (Some(one), Some(two)) if p[two] < PAIR_GAIN * p[one] => Some(two),
        (None, Some(two)) => Some(two),
        (one, _) => one,
    }
}
