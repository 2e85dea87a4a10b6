//! The nearest neighbours of each text among the others, by exact cosines.

use crate::num::dot;

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

/// Up to `k` neighbours of each point, nearest first, with their cosines.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Neighbours {
    k: usize,
    found: Vec<(f32, u32)>,
    counts: Vec<u32>,
}

/// Points compared at a time: both tiles stay in the cache.
const TILE: usize = 64;

impl Neighbours {
    /// Compares every point with every other.
    pub(crate) fn find(points: &Points, k: usize, progress: &mut dyn FnMut(f64)) -> Neighbours {
        let n = points.len();
        let mut out = Neighbours { k, found: vec![(0.0, 0); n * k], counts: vec![0; n] };
        for (tile, start) in (0..n).step_by(TILE).enumerate() {
            let end = (start + TILE).min(n);
            for other in (start..n).step_by(TILE) {
                let stop = (other + TILE).min(n);
                for a in start..end {
                    let mut b = other.max(a + 1);
                    while b + 4 <= stop {
                        let rows = [0, 1, 2, 3].map(|at| points.row(b + at));
                        for (at, cosine) in dot4(points.row(a), rows).into_iter().enumerate() {
                            out.offer(a, cosine, (b + at) as u32);
                            out.offer(b + at, cosine, a as u32);
                        }
                        b += 4;
                    }
                    for b in b..stop {
                        let cosine = dot(points.row(a), points.row(b));
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
    pub(crate) fn of(&self, point: usize) -> &[(f32, u32)] {
        &self.found[point * self.k..point * self.k + self.counts[point] as usize]
    }

    /// How many points there are.
    pub(crate) fn len(&self) -> usize {
        self.counts.len()
    }

    #[inline]
    fn offer(&mut self, point: usize, cosine: f32, other: u32) {
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

/// `num::dot` of one row with four, so that the one is loaded once: the same bits.
fn dot4(a: &[f32], rows: [&[f32]; 4]) -> [f32; 4] {
    let n = a.len() / 8 * 8;
    let mut lanes = [[0.0_f32; 8]; 4];
    let (a8, [b0, b1, b2, b3]) = (&a[..n], rows.map(|row| &row[..n]));
    let others = b0.chunks_exact(8).zip(b1.chunks_exact(8));
    let others = others.zip(b2.chunks_exact(8).zip(b3.chunks_exact(8)));
    for (x, ((y0, y1), (y2, y3))) in a8.chunks_exact(8).zip(others) {
        for lane in 0..8 {
            lanes[0][lane] += x[lane] * y0[lane];
            lanes[1][lane] += x[lane] * y1[lane];
            lanes[2][lane] += x[lane] * y2[lane];
            lanes[3][lane] += x[lane] * y3[lane];
        }
    }
    let mut out = [0.0; 4];
    for ((out, lanes), row) in out.iter_mut().zip(&lanes).zip(rows) {
        let mut tail = 0.0;
        for (x, y) in a[n..].iter().zip(&row[n..]) {
            tail += x * y;
        }
        let (l, r) = lanes.split_at(4);
        *out = ((l[0] + r[0]) + (l[2] + r[2])) + ((l[1] + r[1]) + (l[3] + r[3])) + tail;
    }
    out
}

fn is_nearer(a: (f32, u32), b: (f32, u32)) -> bool {
    a.0 > b.0 || a.0 >= b.0 && a.1 < b.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_products_at_once_have_the_bits_of_one() {
        let mut random = crate::num::Random::new(9);
        let rows: Vec<Vec<f32>> =
            (0..5).map(|_| (0..131).map(|_| random.unit() as f32 - 0.5).collect()).collect();
        let four = dot4(&rows[0], [&rows[1], &rows[2], &rows[3], &rows[4]]);
        for (at, value) in four.iter().enumerate() {
            assert_eq!(value.to_bits(), dot(&rows[0], &rows[at + 1]).to_bits());
        }
    }

    #[test]
    fn neighbours_are_those_that_sorting_finds() {
        let mut random = crate::num::Random::new(3);
        let values = (0..150 * 8).map(|_| random.unit() as f32 - 0.5).collect();
        let points = Points { values, dims: 8 };
        let found = Neighbours::find(&points, 5, &mut |_| {});
        for a in 0..points.len() {
            let mut all: Vec<(f32, u32)> = (0..points.len())
                .filter(|b| *b != a)
                .map(|b| (dot(points.row(a.min(b)), points.row(a.max(b))), b as u32))
                .collect();
            all.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
            assert_eq!(found.of(a), &all[..5]);
        }
    }
}
