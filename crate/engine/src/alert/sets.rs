//! Sets of rows that say much the same: around centres of the first weeks, and around each new row.

use std::ops::Range;

use undertone_kernel::{dot_whole, dot_whole4};

use super::count::{BLOCK, Counter};
use super::rise::{Candidate, LEAST_ACCOUNTS, SPANS, candidate};
use super::stream::{ONE, Stream};
use crate::defaults::{ALERT_CENTRE_P, ALERT_ROW_P};
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

/// Rows within this cosine have their middle looked at, where so many accounts are among them in
/// two weeks and so many times as many as usual.
const SHIFT_RADIUS: f32 = 0.5;
const LEAST_SHIFTED: f64 = 3.0;
const SHIFT_RATIO: f64 = 1.5;

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
            test(stream, counter, places, &SPANS, ALERT_CENTRE_P * scale, found);
        }
        if stream.len() > MOST_ROWS {
            return;
        }
        let limit = ALERT_ROW_P * scale;
        for row in new {
            let around = self.around(stream, stream.vector(row));
            search_rings(stream, counter, &around, limit, found);
            if let Some(middle) = shifted(stream, counter, &around) {
                search_rings(stream, counter, &self.around(stream, &middle), limit, found);
            }
        }
    }

    /// The rows near a vector, up to now, in the order of their places, with their products.
    fn around(&self, stream: &Stream, own: &[i16]) -> Vec<(i32, u32)> {
        let mut out = Vec::new();
        let probed = (self.centres.len() / PROBED).max(8);
        let cosines: Vec<i32> = self.centres.iter().map(|centre| dot_whole(own, centre)).collect();
        for centre in nearest(&cosines, probed) {
            let mut hear = |product: i32, place: u32| {
                if product >= bar(ROW_RADII[0]) {
                    out.push((product, place));
                }
            };
            let vector = |place: u32| stream.vector(place as usize);
            let (fours, rest) = self.members[centre].as_chunks::<4>();
            for four in fours {
                let products = dot_whole4(own, four.map(vector));
                for (product, at) in products.into_iter().zip(four) {
                    hear(product, *at);
                }
            }
            for at in rest {
                hear(dot_whole(own, vector(*at)), *at);
            }
        }
        out.sort_unstable_by_key(|own| own.1);
        out
    }
}

/// Tests what lies within each radius of a row, or of a middle of rows.
fn search_rings(
    stream: &Stream,
    counter: &mut Counter,
    around: &[(i32, u32)],
    limit: f64,
    found: &mut Vec<Candidate>,
) {
    let mut near: Vec<u32> = Vec::new();
    for radius in ROW_RADII {
        near.clear();
        near.extend(around.iter().filter(|own| own.0 >= bar(radius)).map(|own| own.1));
        if !test(stream, counter, &near, &SPANS[..2], limit, found) {
            break;
        }
    }
}

/// Tests a set, once with all its rows and once with those of a low score. Whether enough accounts
/// are in its widest window.
pub(super) fn test(
    stream: &Stream,
    counter: &mut Counter,
    places: &[u32],
    spans: &[usize],
    limit: f64,
    found: &mut Vec<Candidate>,
) -> bool {
    let widest = spans.last().copied().unwrap_or(1);
    for only_low in [false, true] {
        counter.only_low = only_low;
        counter.count(stream, places);
        if counter.newest(widest) < LEAST_ACCOUNTS {
            counter.only_low = false;
            return only_low;
        }
        let rise = counter.rise(stream, places, spans, limit);
        found.extend(rise.and_then(|rise| candidate(stream, counter, places, rise)));
    }
    counter.only_low = false;
    true
}

/// The middle of the rows of the last two weeks near a row, if there are more of them than there
/// used to be: they lie closer around it than around any one of them.
fn shifted(stream: &Stream, counter: &mut Counter, around: &[(i32, u32)]) -> Option<Vec<i16>> {
    let near: Vec<u32> =
        around.iter().filter(|own| own.0 >= bar(SHIFT_RADIUS)).map(|own| own.1).collect();
    counter.count(stream, &near);
    let now = counter.newest(SPANS[1]);
    let all = counter.newest(usize::MAX);
    let n_blocks = counter.blocks.len() as f64;
    if now < LEAST_SHIFTED || now < SHIFT_RATIO * (all - now) / (n_blocks - 2.0).max(1.0) * 2.0 {
        return None;
    }
    let from = counter.day() - BLOCK * SPANS[1] as i32 + 1;
    let start = near.partition_point(|place| stream.days[*place as usize] < from);
    let mut sum = vec![0.0_f32; stream.dims];
    for place in &near[start..] {
        for (total, value) in sum.iter_mut().zip(stream.vector(*place as usize)) {
            *total += f32::from(*value);
        }
    }
    crate::num::to_unit(&mut sum);
    Some(sum.iter().map(|value| (value * ONE) as i16).collect())
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
