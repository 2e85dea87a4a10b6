//! Centres of groups of texts, and how well a grouping fits.

use super::neighbours::Points;
use crate::num::{dot, to_unit};

/// The group of points that have none.
pub(crate) const NONE: u32 = u32::MAX;

/// The sums of the points of groups, to which points may be added and from which they may be taken.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sums {
    values: Vec<f64>,
    dims: usize,
    sizes: Vec<u32>,
}

impl Sums {
    /// Nothing yet, in `n` groups.
    pub(crate) fn new(n: usize, dims: usize) -> Sums {
        Sums { values: vec![0.0; n * dims], dims, sizes: vec![0; n] }
    }

    pub(crate) fn add(&mut self, group: u32, point: &[f32]) {
        self.sizes[group as usize] += 1;
        let start = group as usize * self.dims;
        for (sum, value) in self.values[start..start + self.dims].iter_mut().zip(point) {
            *sum += f64::from(*value);
        }
    }

    fn take(&mut self, group: u32, point: &[f32]) {
        self.sizes[group as usize] -= 1;
        let start = group as usize * self.dims;
        for (sum, value) in self.values[start..start + self.dims].iter_mut().zip(point) {
            *sum -= f64::from(*value);
        }
    }

    /// Moves a point from one group to another, which may be new.
    pub(crate) fn move_to(&mut self, from: u32, to: u32, point: &[f32]) {
        let n = self.sizes.len().max(to as usize + 1);
        self.sizes.resize(n, 0);
        self.values.resize(n * self.dims, 0.0);
        self.take(from, point);
        self.add(to, point);
    }

    /// The unit mean of each group.
    pub(crate) fn centres(&self) -> Points {
        let mut values: Vec<f32> = self.values.iter().map(|sum| *sum as f32).collect();
        for centre in values.chunks_exact_mut(self.dims.max(1)) {
            to_unit(centre);
        }
        Points { values, dims: self.dims }
    }

    /// The means of the groups. That a mean is as long as the mean cosine of its points to it
    /// saves looking at them again.
    pub(crate) fn means(&self) -> Means {
        let length = |(sum, size): (&[f64], &u32)| {
            let square: f64 = sum.iter().map(|value| value * value).sum();
            (square.sqrt() / f64::from((*size).max(1))) as f32
        };
        let lengths = self.values.chunks_exact(self.dims.max(1)).zip(&self.sizes).map(length);
        Means { centres: self.centres(), lengths: lengths.collect(), sizes: self.sizes.clone() }
    }
}

/// The unit mean of each group.
pub(crate) fn centres(points: &Points, groups: &[u32], n: usize) -> Points {
    sums(points, groups, n).centres()
}

/// The sums of each group.
pub(crate) fn sums(points: &Points, groups: &[u32], n: usize) -> Sums {
    let mut sums = Sums::new(n, points.dims);
    for (at, group) in groups.iter().enumerate().filter(|(_, group)| **group != NONE) {
        sums.add(*group, points.row(at));
    }
    sums
}

/// How alike the points of a group are, and how alike its points and those of others.
///
/// Mean cosines over pairs of points, so that small and large groups compare.
#[derive(Debug, Clone, Default)]
pub(crate) struct Means {
    /// The unit mean of each group.
    pub(crate) centres: Points,
    /// The length of the mean of each group.
    lengths: Vec<f32>,
    /// Points of each group.
    sizes: Vec<u32>,
}

impl Means {
    /// The means of `n` groups.
    pub(crate) fn of(points: &Points, groups: &[u32], n: usize) -> Means {
        sums(points, groups, n).means()
    }

    /// The mean cosine between two different points of the group.
    pub(crate) fn within(&self, group: usize) -> f32 {
        let n = self.sizes[group] as f32;
        let square = self.lengths[group] * self.lengths[group];
        if n < 2.0 { 0.0 } else { ((n * square - 1.0) / (n - 1.0)).max(0.0) }
    }

    /// The largest mean cosine between points of the group and points of a group of `others`
    /// (but for the group `except`).
    pub(crate) fn between(&self, group: usize, others: &Means, except: usize) -> f32 {
        (0..others.sizes.len())
            .filter(|other| *other != except && others.sizes[*other] > 0)
            .map(|other| {
                let cosine = dot(self.centres.row(group), others.centres.row(other));
                cosine * self.lengths[group] * others.lengths[other]
            })
            .fold(0.0, f32::max)
    }

    /// Points of the group.
    pub(crate) fn size(&self, group: usize) -> u32 {
        self.sizes[group]
    }
}

/// The middle one of `values`; 0 of none.
pub(crate) fn median(mut values: Vec<f32>) -> f32 {
    crate::num::sort_by(&mut values, f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

/// The nearest and second nearest centre of `point` with their cosines; `NONE` and −1 where there
/// is none.
pub(crate) fn nearest(centres: &Points, point: &[f32]) -> [(u32, f32); 2] {
    let mut best = [(NONE, -1.0), (NONE, -1.0)];
    for at in 0..centres.len() {
        let cosine = dot(centres.row(at), point);
        if cosine > best[0].1 {
            best = [(at as u32, cosine), best[0]];
        } else if cosine > best[1].1 {
            best[1] = (at as u32, cosine);
        }
    }
    best
}

/// How much nearer the points are to their own centre than to the next, from −1 to 1 (Rousseeuw
/// 1987, with centres in place of all pairs), in the mean over the first `at_most`.
pub(crate) fn silhouette(points: &Points, groups: &[u32], centres: &Points, at_most: usize) -> f64 {
    let mut total = 0.0_f64;
    let judges = &groups[..groups.len().min(at_most)];
    for (at, group) in judges.iter().enumerate() {
        let point = points.row(at);
        let own = 1.0 - dot(centres.row(*group as usize), point);
        let [first, second] = nearest(centres, point);
        let other = 1.0 - if first.0 == *group { second.1 } else { first.1 };
        total += f64::from((other - own) / own.max(other).max(1e-6));
    }
    total / judges.len().max(1) as f64
}

/// Gives up groups of fewer than `min_size` points, smallest first: each of their points goes to
/// the nearest centre of a group that stays. Groups are renumbered by their first point.
pub(crate) fn without_small(points: &Points, groups: &mut Vec<u32>, min_size: usize) -> usize {
    let n = super::graph::renumber(groups);
    let mut sizes = vec![0_usize; n];
    for group in groups.iter() {
        sizes[*group as usize] += 1;
    }
    if sizes.iter().all(|size| *size < min_size) {
        groups.fill(0);
        return usize::from(!groups.is_empty());
    }
    let mut kept = groups.clone();
    for group in &mut kept {
        if sizes[*group as usize] < min_size {
            *group = NONE;
        }
    }
    let centres = centres(points, &kept, n);
    for (at, group) in kept.iter_mut().enumerate().filter(|(_, group)| **group == NONE) {
        let mut best = (0, f32::NEG_INFINITY);
        for centre in (0..n).filter(|centre| sizes[*centre] >= min_size) {
            let cosine = dot(centres.row(centre), points.row(at));
            if cosine > best.1 {
                best = (centre as u32, cosine);
            }
        }
        *group = best.0;
    }
    *groups = kept;
    super::graph::renumber(groups)
}
