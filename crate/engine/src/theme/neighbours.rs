//! The nearest neighbours of each text among the others, by comparing all with all.

use ndarray::Array2;
use undertone_kernel::{dot_whole, dot_whole4};

use super::centre::nearest;
use super::overlap::Overlap;
use crate::text::{Rows, groups, middle};

/// Rows of unit vectors, all of one length.
#[derive(Debug, Clone, Default)]
pub(crate) struct Points {
    /// The rows, one after the other.
    pub(crate) values: Vec<f32>,
    /// Numbers in a row.
    pub(crate) dims: usize,
}

impl Points {
    /// These rows of a matrix.
    pub(crate) fn of(vectors: &Array2<f32>, rows: &[u32]) -> Points {
        let dims = vectors.ncols();
        let mut values = Vec::with_capacity(rows.len() * dims);
        for row in rows {
            values.extend(vectors.row(*row as usize));
        }
        Points { values, dims }
    }

    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        self.values.len().checked_div(self.dims).unwrap_or(0)
    }

    /// Row `at`.
    pub(crate) fn row(&self, at: usize) -> &[f32] {
        &self.values[at * self.dims..(at + 1) * self.dims]
    }

    /// The first `n` rows.
    pub(crate) fn head(&self, n: usize) -> Points {
        Points { values: self.values[..n * self.dims].to_vec(), dims: self.dims }
    }

    /// The rows at these places.
    pub(crate) fn pick(&self, places: &[u32]) -> Points {
        let mut values = Vec::with_capacity(places.len() * self.dims);
        for place in places {
            values.extend_from_slice(self.row(*place as usize));
        }
        Points { values, dims: self.dims }
    }
}

/// Up to `k` neighbours of each point, nearest first, with their cosines in steps.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Neighbours {
    k: usize,
    found: Vec<(i32, u32)>,
    counts: Vec<u32>,
}

/// Points compared at a time with all others, and how many of those at once: what both take stays
/// in the cache.
const TILE: usize = 16;
const STRIP: usize = 128;

/// From so many points on, each is compared with those of the cells nearest to it only: one in
/// `PROBED` of all (an inverted file, as in Jégou, Douze and Schmid 2011).
const MANY: usize = 4000;
const CELL: usize = 100;
const PROBED: usize = 7;

impl Neighbours {
    /// The nearest points of each, by the cosine and what `overlap` adds to it.
    pub(crate) fn find(
        points: &Points,
        overlap: Option<&Overlap>,
        k: usize,
        progress: &mut dyn FnMut(f64),
    ) -> Neighbours {
        let mut out =
            Neighbours { k, found: vec![(0, 0); points.len() * k], counts: vec![0; points.len()] };
        if points.len() < MANY {
            out.compare_all(points, overlap, progress);
        } else {
            out.compare_cells(points, overlap, progress);
        }
        out
    }

    /// Compares every point with every other.
    fn compare_all(
        &mut self,
        points: &Points,
        overlap: Option<&Overlap>,
        progress: &mut dyn FnMut(f64),
    ) {
        let n = points.len();
        let rows = whole(&points.values);
        let row = |at: usize| &rows[at * points.dims..(at + 1) * points.dims];
        let mut scores = vec![0_i32; n * TILE];
        for start in (0..n).step_by(TILE) {
            let end = (start + TILE).min(n);
            if let Some(overlap) = overlap {
                scores.fill(0);
                for (a, scores) in (start..end).zip(scores.chunks_exact_mut(n)) {
                    overlap.add_to(a, a + 1, scores);
                }
            }
            for other in (start..n).step_by(STRIP) {
                let stop = (other + STRIP).min(n);
                for (a, scores) in (start..end).zip(scores.chunks_exact(n)) {
                    let mut b = other.max(a + 1).min(stop);
                    while b + 4 <= stop {
                        let four = [0, 1, 2, 3].map(|at| row(b + at));
                        for (at, cosine) in dot_whole4(row(a), four).into_iter().enumerate() {
                            self.offer_both(a, b + at, cosine + scores[b + at]);
                        }
                        b += 4;
                    }
                    for (b, score) in (b..stop).zip(&scores[b..stop]) {
                        self.offer_both(a, b, dot_whole(row(a), row(b)) + score);
                    }
                }
            }
            if start % 512 == 0 {
                let left = 1.0 - start as f64 / n as f64;
                progress(1.0 - left * left);
            }
        }
    }

    /// Compares every point with those of the cells whose centres are nearest to it.
    fn compare_cells(
        &mut self,
        points: &Points,
        overlap: Option<&Overlap>,
        progress: &mut dyn FnMut(f64),
    ) {
        let n = points.len();
        let cells = Cells::find(points, n / CELL);
        let rows = whole(&points.pick(&cells.members).values);
        let row = |at: usize| &rows[at * points.dims..(at + 1) * points.dims];
        let mut scores = vec![0_i32; n];
        for (at, own) in cells.members.iter().enumerate() {
            let point = *own as usize;
            if let Some(overlap) = overlap {
                scores.fill(0);
                overlap.add_to(point, 0, &mut scores);
            }
            for cell in cells.near(points.row(point), cells.centres.len() / PROBED) {
                let (mut b, stop) = cells.range(cell);
                let other = |at: usize| cells.members[at];
                while b + 4 <= stop {
                    let four = [0, 1, 2, 3].map(|at| row(b + at));
                    for (place, cosine) in dot_whole4(row(at), four).into_iter().enumerate() {
                        let other = other(b + place);
                        self.offer(point, cosine + scores[other as usize], other);
                    }
                    b += 4;
                }
                for b in b..stop {
                    let cosine = dot_whole(row(at), row(b));
                    self.offer(point, cosine + scores[other(b) as usize], other(b));
                }
            }
            if at % 512 == 0 {
                progress(at as f64 / n as f64);
            }
        }
    }

    #[inline]
    fn offer_both(&mut self, a: usize, b: usize, score: i32) {
        self.offer(a, score, b as u32);
        self.offer(b, score, a as u32);
    }

    /// The neighbours of `point`, nearest first.
    pub(crate) fn of(&self, point: usize) -> &[(i32, u32)] {
        &self.found[point * self.k..point * self.k + self.counts[point] as usize]
    }

    /// How many points there are.
    pub(crate) fn len(&self) -> usize {
        self.counts.len()
    }

    #[inline]
    fn offer(&mut self, point: usize, cosine: i32, other: u32) {
        if other as usize == point {
            return;
        }
        let count = self.counts[point] as usize;
        let list = &mut self.found[point * self.k..(point + 1) * self.k];
        if count == self.k && !is_nearer((cosine, other), list[self.k - 1]) {
            return;
        }
        let mut at = count.min(self.k - 1);
        while at > 0 && is_nearer((cosine, other), list[at - 1]) {
            list[at] = list[at - 1];
            at -= 1;
        }
        list[at] = (cosine, other);
        self.counts[point] = (count + 1).min(self.k) as u32;
    }
}

/// Points in cells: each with the centre that is nearest.
struct Cells {
    centres: Points,
    /// The points, cell by cell.
    members: Vec<u32>,
    ends: Vec<u32>,
}

impl Cells {
    /// Cells around the centres of groups of a spread of the points.
    fn find(points: &Points, n_cells: usize) -> Cells {
        const PER_CELL: usize = 40;
        let n = points.len();
        let count = (n_cells * PER_CELL).min(n);
        let known: Vec<u32> =
            (0..count).map(|at| (at as u64 * n as u64 / count as u64) as u32).collect();
        let rows = Rows { values: &points.values, dims: points.dims };
        let middles = groups(rows, &known, n_cells).into_iter().flat_map(|own| middle(rows, &own));
        let centres = Points { values: middles.collect(), dims: points.dims };
        let own: Vec<u32> = (0..n).map(|at| nearest(&centres, points.row(at))[0].0).collect();
        let mut members: Vec<u32> = (0..n as u32).collect();
        crate::num::sort_by_key(&mut members, |at| (own[*at as usize], *at));
        let end = |cell: u32| members.partition_point(|at| own[*at as usize] <= cell) as u32;
        let ends = (0..centres.len() as u32).map(end).collect();
        Cells { centres, members, ends }
    }

    /// The `count` cells nearest to `point`.
    fn near(&self, point: &[f32], count: usize) -> Vec<usize> {
        let mut all: Vec<(f32, usize)> = (0..self.centres.len())
            .map(|cell| (crate::num::dot(self.centres.row(cell), point), cell))
            .collect();
        crate::num::sort_by(&mut all, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        all.into_iter().take(count.max(1)).map(|(_, cell)| cell).collect()
    }

    /// Where the members of `cell` stand.
    fn range(&self, cell: usize) -> (usize, usize) {
        let start = cell.checked_sub(1).map_or(0, |before| self.ends[before]);
        (start as usize, self.ends[cell] as usize)
    }
}

/// Numbers of a unit vector as whole numbers: their products add up to less than 2³¹, and whole
/// numbers add up to the same in any order, so the kernel may use the widest instructions.
pub(crate) const STEPS: f32 = 16_384.0;

pub(crate) fn whole(values: &[f32]) -> Vec<i16> {
    values.iter().map(|value| (value.clamp(-1.0, 1.0) * STEPS) as i16).collect()
}

fn is_nearer(a: (i32, u32), b: (i32, u32)) -> bool {
    a.0 > b.0 || a.0 == b.0 && a.1 < b.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_those_that_sorting_finds() {
        let mut random = crate::num::Random::new(3);
        let values = (0..150 * 8).map(|_| random.unit() as f32 - 0.5).collect();
        let points = Points { values, dims: 8 };
        let found = Neighbours::find(&points, None, 5, &mut |_| {});
        for a in 0..points.len() {
            let mut all: Vec<(i32, u32)> = (0..points.len())
                .filter(|b| *b != a)
                .map(|b| (dot_whole(&whole(points.row(a)), &whole(points.row(b))), b as u32))
                .collect();
            crate::num::sort_by(&mut all, |x, y| y.0.cmp(&x.0).then(x.1.cmp(&y.1)));
            assert_eq!(found.of(a), &all[..5]);
        }
    }
}
