//! Sets of rows that say much the same: around centres of the first weeks, and what is won from them
//! by the middle of new rows.

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

/// One in so many centres is looked at for the neighbours of a row: those nearest to it.
const PROBED: usize = 6;

/// More rows than this are too many to look for the neighbours of each.
pub(super) const MOST_ROWS: usize = 60_000;

/// Rows within this cosine of a new one have their middle looked at, where so many accounts are
/// among them in two weeks and so many times as many as usual.
const NEAR: f32 = 0.5;
const LEAST_NEAR: f64 = 3.0;
const NEAR_RATIO: f64 = 1.5;

/// A middle wins the rows that are nearer to it than to their own centre by this difference of
/// cosines; and none that is farther away than this cosine.
const MARGINS: [f32; 3] = [-0.05, 0.0, 0.05];
const FARTHEST: f32 = 0.3;

/// The centres, and for each the rows around it.
pub(super) struct Sets {
    centres: Vec<Vec<i16>>,
    /// Places with no nearer centre, for each centre; then those within each of [`RADII`].
    pub(super) members: Vec<Vec<u32>>,
    /// For each place the product with its own centre, the nearest.
    own: Vec<i32>,
}

/// The middle of new rows that lie close together.
pub(super) struct Middle {
    /// A unit vector, in whole numbers.
    pub(super) vector: Vec<i16>,
    /// The length of the sum of its rows' unit vectors.
    pub(super) length: f32,
    /// The rows, ascending.
    pub(super) rows: Vec<u32>,
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
        let mut sets = Sets { centres, members, own: Vec::new() };
        sets.add(stream, 0..n);
        sets
    }

    fn add(&mut self, stream: &Stream, places: Range<usize>) {
        let n = self.centres.len();
        for place in places {
            let cosines = self.cosines(stream.vector(place));
            let Some(nearest) = nearest(&cosines, 1).first().copied() else { continue };
            self.members[nearest].push(place as u32);
            self.own.push(cosines[nearest]);
            for (at, radius) in RADII.iter().enumerate() {
                for (centre, cosine) in cosines.iter().enumerate() {
                    if *cosine >= bar(*radius) {
                        self.members[(at + 1) * n + centre].push(place as u32);
                    }
                }
            }
        }
    }

    fn cosines(&self, own: &[i16]) -> Vec<i32> {
        self.centres.iter().map(|centre| dot_whole(own, centre)).collect()
    }

    /// Takes in the new rows of the counter's day, and finds rises around centres and of what the
    /// new rows win from them.
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
        for row in new {
            let near = self.around(stream, stream.vector(row), NEAR);
            let Some(middle) = risen(stream, counter, &near) else { continue };
            let around = self.around(stream, &middle.vector, FARTHEST);
            for margin in MARGINS {
                let won = self.won(&middle, &around, margin);
                test(stream, counter, &won, &SPANS[..3], ALERT_ROW_P * scale, found);
            }
        }
    }

    /// The rows near a vector, up to now, in the order of their places, with their products.
    fn around(&self, stream: &Stream, own: &[i16], farthest: f32) -> Vec<(i32, u32)> {
        let mut out = Vec::new();
        let probed = (self.centres.len() / PROBED).max(8);
        for centre in nearest(&self.cosines(own), probed) {
            let mut hear = |product: i32, place: u32| {
                if product >= bar(farthest) {
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

    /// The places that are nearer to a middle than to their own centre. A row that has a part in the
    /// middle is compared with that of the others, or it would be won by itself.
    fn won(&self, middle: &Middle, around: &[(i32, u32)], margin: f32) -> Vec<u32> {
        let is_won = |(product, place): &&(i32, u32)| {
            let product = match middle.rows.binary_search(place) {
                Ok(_) => without_itself(*product, middle.length),
                Err(_) => *product,
            };
            product >= self.own[*place as usize] + bar(margin)
        };
        around.iter().filter(is_won).map(|own| own.1).collect()
    }
}

/// The product of a unit vector with the unit mean of others, from its product with the unit mean of
/// them and itself, of which `length` is that of the sum.
pub(super) fn without_itself(product: i32, length: f32) -> i32 {
    let cosine = product as f32 / ONE / ONE;
    let rest = (length * length - 2.0 * length * cosine + 1.0).max(1e-6).sqrt();
    bar((length * cosine - 1.0) / rest)
}

/// Tests a set.
pub(super) fn test(
    stream: &Stream,
    counter: &mut Counter,
    places: &[u32],
    spans: &[usize],
    limit: f64,
    found: &mut Vec<Candidate>,
) {
    let widest = spans.last().copied().unwrap_or(1);
    counter.count(stream, places);
    if counter.newest(widest) < LEAST_ACCOUNTS {
        return;
    }
    let rise = counter.rise(stream, places, spans, limit);
    found.extend(rise.and_then(|rise| candidate(stream, counter, places, rise)));
}

/// The middle of the rows of the last two weeks near a row, if there are more of them than there
/// used to be: they lie closer around it than around any one of them.
fn risen(stream: &Stream, counter: &mut Counter, around: &[(i32, u32)]) -> Option<Middle> {
    let near: Vec<u32> = around.iter().map(|own| own.1).collect();
    counter.count(stream, &near);
    let now = counter.newest(SPANS[1]);
    let all = counter.newest(usize::MAX);
    let n_blocks = counter.blocks.len() as f64;
    if now < LEAST_NEAR || now < NEAR_RATIO * (all - now) / (n_blocks - 2.0).max(1.0) * 2.0 {
        return None;
    }
    let from = counter.day() - BLOCK * SPANS[1] as i32 + 1;
    let start = near.partition_point(|place| stream.days[*place as usize] < from);
    let mut sum = vec![0.0_f32; stream.dims];
    for place in &near[start..] {
        for (total, value) in sum.iter_mut().zip(stream.vector(*place as usize)) {
            *total += f32::from(*value) / ONE;
        }
    }
    let length = crate::num::dot(&sum, &sum).sqrt();
    crate::num::to_unit(&mut sum);
    let vector = sum.iter().map(|value| (value * ONE) as i16).collect();
    Some(Middle { vector, length, rows: near[start..].to_vec() })
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
