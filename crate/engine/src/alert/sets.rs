//! Sets of rows that say much the same: around centres of the first weeks, and around each new row.

use std::ops::Range;

use undertone_kernel::dot_whole;

use super::count::Counter;
use super::rise::{Candidate, LEAST_ACCOUNTS, SPANS, candidate};
use super::stream::{ONE, Stream};
use crate::text::{Rows, groups, middle};

/// Rows of the first weeks for each centre.
const PER_CENTRE: usize = 25;

/// Centres at most.
const MOST_CENTRES: usize = 400;

/// Cosines to a centre within which rows are a set, beside those that have no nearer centre.
const RADII: [f32; 2] = [0.5, 0.6];

/// Cosines to a row within which rows are a set, widest first.
const ROW_RADII: [f32; 5] = [0.45, 0.5, 0.55, 0.6, 0.7];

/// One in so many centres is looked at for the neighbours of a row: those nearest to it.
const PROBED: usize = 6;

/// More rows than this are too many to look for the neighbours of each.
const MOST_ROWS: usize = 60_000;

/// Rises around centres are alerts up to this p, those around single rows up to the next: there are
/// a hundred times as many of them.
const CENTRE_P: f64 = 3e-4;
const ROW_P: f64 = 1e-5;

/// The centres, and for each the rows around it.
pub(super) struct Sets {
    centres: Vec<Vec<i16>>,
    /// Places with no nearer centre, for each centre; then those within each of [`RADII`].
    pub(super) members: Vec<Vec<u32>>,
}

impl Sets {
    /// Centres of the rows that are known before the first day tested, with those rows around them.
    pub(super) fn learn(stream: &Stream) -> Sets {
        let n = stream.n_known;
        let values: Vec<f32> =
            stream.vectors[..n * stream.dims].iter().map(|value| f32::from(*value) / ONE).collect();
        let points = Rows { values: &values, dims: stream.dims };
        let known: Vec<u32> = (0..n as u32).collect();
        let k = (n / PER_CENTRE).clamp(1, MOST_CENTRES);
        let centres: Vec<Vec<i16>> = if n == 0 {
            Vec::new()
        } else {
            groups(points, &known, k)
                .iter()
                .map(|group| {
                    middle(points, group).iter().map(|value| (value * ONE) as i16).collect()
                })
                .collect()
        };
        let members = vec![Vec::new(); centres.len() * (1 + RADII.len())];
        let mut sets = Sets { centres, members };
        sets.add(stream, 0..n);
        sets
    }

    fn add(&mut self, stream: &Stream, places: Range<usize>) {
        let n = self.centres.len();
        for place in places {
            let cosines = self.cosines(stream, place);
            let Some(nearest) = nearest(&cosines, 1).first().copied() else { continue };
            self.members[nearest].push(place as u32);
            for (at, radius) in RADII.iter().enumerate() {
                for (centre, cosine) in cosines.iter().enumerate() {
                    if *cosine >= bar(*radius) {
                        self.members[(at + 1) * n + centre].push(place as u32);
                    }
                }
            }
        }
    }

    fn cosines(&self, stream: &Stream, place: usize) -> Vec<i32> {
        let own = stream.vector(place);
        self.centres.iter().map(|centre| dot_whole(own, centre)).collect()
    }

    /// Takes in the new rows of the counter's day, and finds rises around centres and around them.
    pub(super) fn search(
        &mut self,
        stream: &Stream,
        counter: &mut Counter,
        new: Range<usize>,
        scale: f64,
        found: &mut Vec<Candidate>,
    ) {
        self.add(stream, new.clone());
        for places in &self.members {
            counter.count(stream, places);
            if counter.newest(SPANS[2]) < LEAST_ACCOUNTS {
                continue;
            }
            let rise = counter.rise(stream, places, &SPANS, CENTRE_P * scale);
            found.extend(rise.and_then(|rise| candidate(stream, counter, places, rise)));
        }
        if stream.len() > MOST_ROWS {
            return;
        }
        let mut near: Vec<u32> = Vec::new();
        for row in new {
            let around = self.around(stream, row);
            for radius in ROW_RADII {
                near.clear();
                near.extend(around.iter().filter(|own| own.0 >= bar(radius)).map(|own| own.1));
                counter.count(stream, &near);
                if counter.newest(SPANS[1]) < LEAST_ACCOUNTS {
                    break;
                }
                let rise = counter.rise(stream, &near, &SPANS[..2], ROW_P * scale);
                found.extend(rise.and_then(|rise| candidate(stream, counter, &near, rise)));
            }
        }
    }

    /// The rows near a row, up to its day, in the order of their places, with their products.
    fn around(&self, stream: &Stream, row: usize) -> Vec<(i32, u32)> {
        let own = stream.vector(row);
        let mut out = Vec::new();
        let probed = (self.centres.len() / PROBED).max(8);
        for centre in nearest(&self.cosines(stream, row), probed) {
            for place in &self.members[centre] {
                let product = dot_whole(own, stream.vector(*place as usize));
                if product >= bar(ROW_RADII[0]) {
                    out.push((product, *place));
                }
            }
        }
        out.sort_unstable_by_key(|own| own.1);
        out
    }
}

/// The product of whole vectors with this cosine.
fn bar(cosine: f32) -> i32 {
    (cosine * ONE * ONE) as i32
}

/// The places of the `k` largest, of equals the first, largest first.
fn nearest(cosines: &[i32], k: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..cosines.len()).collect();
    let key = |at: &usize| (std::cmp::Reverse(cosines[*at]), *at);
    if k < order.len() {
        order.select_nth_unstable_by_key(k, key);
        order.truncate(k);
    }
    order.sort_unstable_by_key(key);
    order
}
