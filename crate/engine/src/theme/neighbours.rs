//! The nearest neighbours of each text among the others, by comparing all with all.

use undertone_kernel::{dot_whole, dot_whole4};

/// Rows of unit vectors, all of one length.
#[derive(Debug, Clone, Default)]
pub(crate) struct Points {
    /// The rows, one after the other.
    pub(crate) values: Vec<f32>,
    /// Numbers in a row.
    pub(crate) dims: usize,
}

impl Points {
    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        self.values.len().checked_div(self.dims).unwrap_or(0)
    }

    /// Row `at`.
    pub(crate) fn row(&self, at: usize) -> &[f32] {
        &self.values[at * self.dims..(at + 1) * self.dims]
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

/// Points compared at a time: both tiles stay in the cache.
const TILE: usize = 64;

impl Neighbours {
    /// Compares every point with every other.
    pub(crate) fn find(points: &Points, k: usize, progress: &mut dyn FnMut(f64)) -> Neighbours {
        let n = points.len();
        let rows = whole(&points.values);
        let row = |at: usize| &rows[at * points.dims..(at + 1) * points.dims];
        let mut out = Neighbours { k, found: vec![(0, 0); n * k], counts: vec![0; n] };
        for (tile, start) in (0..n).step_by(TILE).enumerate() {
            let end = (start + TILE).min(n);
            for other in (start..n).step_by(TILE) {
                let stop = (other + TILE).min(n);
                for a in start..end {
                    let mut b = other.max(a + 1);
                    while b + 4 <= stop {
                        let four = [0, 1, 2, 3].map(|at| row(b + at));
                        for (at, cosine) in dot_whole4(row(a), four).into_iter().enumerate() {
                            out.offer(a, cosine, (b + at) as u32);
                            out.offer(b + at, cosine, a as u32);
                        }
                        b += 4;
                    }
                    for b in b..stop {
                        let cosine = dot_whole(row(a), row(b));
                        out.offer(a, cosine, b as u32);
                        out.offer(b, cosine, a as u32);
                    }
                }
            }
            if tile % 8 == 0 {
                let left = 1.0 - start as f64 / n as f64;
                progress(1.0 - left * left);
            }
        }
        out
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

/// Numbers of a unit vector as whole numbers: their products add up to less than 2³¹, and whole
/// numbers add up to the same in any order, so the kernel may use the widest instructions.
const STEPS: f32 = 16_384.0;

fn whole(values: &[f32]) -> Vec<i16> {
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
        let found = Neighbours::find(&points, 5, &mut |_| {});
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
