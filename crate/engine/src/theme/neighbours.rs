//! The nearest neighbours of each text: among all others, or of many texts among those of the
//! nearest cells.

use undertone_kernel::{self as kernel, Nearest};

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

/// Points compared at a time with all others, and how many of those at once: what both take stays
/// in the cache.
const TILE: usize = 16;
const STRIP: usize = 128;

/// From so many points on, each is compared with those of the cells nearest to it only: one in
/// `PROBED` of all (an inverted file, as in Jégou, Douze and Schmid 2011).
const MANY: usize = 4000;
const CELL: usize = 100;
const PROBED: usize = 7;

/// Up to `k` neighbours of each point, nearest first, by the cosine and what `overlap` adds to it,
/// both in steps.
pub(crate) fn find(
    points: &Points,
    overlap: Option<&Overlap>,
    k: usize,
    progress: &mut dyn FnMut(f64),
) -> Nearest {
    let mut found = Nearest::new(points.len(), k);
    if points.len() < MANY {
        compare_all(&mut found, points, overlap, progress);
    } else {
        compare_cells(&mut found, points, overlap, progress);
    }
    found
}

/// Compares every point with every other.
fn compare_all(
    found: &mut Nearest,
    points: &Points,
    overlap: Option<&Overlap>,
    progress: &mut dyn FnMut(f64),
) {
    let (n, dims) = (points.len(), points.dims);
    let rows = whole(&points.values);
    let names: Vec<u32> = (0..n as u32).collect();
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
                let from = other.max(a + 1).min(stop);
                let own = &rows[a * dims..(a + 1) * dims];
                let (values, names) = (&rows[from * dims..stop * dims], &names[from..stop]);
                found.hear_both(a, own, kernel::Rows { values, dims, names }, scores);
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
    found: &mut Nearest,
    points: &Points,
    overlap: Option<&Overlap>,
    progress: &mut dyn FnMut(f64),
) {
    let (n, dims) = (points.len(), points.dims);
    let cells = Cells::find(points, n / CELL);
    let rows = whole(&points.pick(&cells.members).values);
    let mut scores = vec![0_i32; n];
    for (at, point) in cells.members.iter().enumerate() {
        if let Some(overlap) = overlap {
            scores.fill(0);
            overlap.add_to(*point as usize, 0, &mut scores);
        }
        for cell in cells.near(*point as usize) {
            let (from, to) = cells.range(cell);
            let (values, names) = (&rows[from * dims..to * dims], &cells.members[from..to]);
            let own = &rows[at * dims..(at + 1) * dims];
            found.hear(*point as usize, own, kernel::Rows { values, dims, names }, &scores);
        }
        if at % 512 == 0 {
            progress(at as f64 / n as f64);
        }
    }
}

/// Points in cells: each with the centre that is nearest.
struct Cells {
    /// The cells nearest to each point.
    near: Nearest,
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
        let found = groups(rows, &known, n_cells);
        let centres: Vec<f32> = found.iter().flat_map(|own| middle(rows, own)).collect();
        let probed = (found.len() / PROBED).max(1);
        let near = nearest_cells(points, &whole(&centres), probed);
        let mut cells = Cells { near, members: vec![0; n], ends: vec![0; found.len()] };
        for at in 0..n {
            let own = cells.own(at);
            cells.ends[own] += 1;
        }
        let mut next = 0;
        for end in &mut cells.ends {
            next += std::mem::replace(end, next);
        }
        for at in 0..n {
            let own = cells.own(at);
            let place = &mut cells.ends[own];
            cells.members[*place as usize] = at as u32;
            *place += 1;
        }
        cells
    }

    /// The cells nearest to point `at`, nearest first.
    fn near(&self, at: usize) -> impl Iterator<Item = usize> {
        let n = self.near.len();
        self.near.of(at).iter().map(move |(_, name)| *name as usize - n)
    }

    /// The cell that holds point `at`.
    fn own(&self, at: usize) -> usize {
        self.near(at).next().unwrap_or(0)
    }

    /// Where the members of `cell` stand.
    fn range(&self, cell: usize) -> (usize, usize) {
        let start = cell.checked_sub(1).map_or(0, |before| self.ends[before]);
        (start as usize, self.ends[cell] as usize)
    }
}

/// The `count` centres nearest to each point. Centres go by numbers above those of the points, so
/// that no point takes a centre for itself.
fn nearest_cells(points: &Points, centres: &[i16], count: usize) -> Nearest {
    let (n, dims) = (points.len(), points.dims);
    let n_cells = centres.len() / dims.max(1);
    let names: Vec<u32> = (n as u32..(n + n_cells) as u32).collect();
    let centres = kernel::Rows { values: centres, dims, names: &names };
    let mut near = Nearest::new(n, count);
    for (at, own) in whole(&points.values).chunks_exact(dims.max(1)).enumerate() {
        near.hear(at, own, centres, &[]);
    }
    near
}

/// Numbers of a unit vector as whole numbers: their products add up to less than 2³¹, and whole
/// numbers add up to the same in any order, so the kernel may use the widest instructions.
pub(crate) const STEPS: f32 = 16_384.0;

pub(crate) fn whole(values: &[f32]) -> Vec<i16> {
    values.iter().map(|value| (value.clamp(-1.0, 1.0) * STEPS) as i16).collect()
}

#[cfg(test)]
mod tests {
    use undertone_kernel::dot_whole;

    use super::*;

    #[test]
    fn neighbours_are_those_that_sorting_finds() {
        let mut random = crate::num::Random::new(3);
        let values = (0..150 * 8).map(|_| random.unit() as f32 - 0.5).collect();
        let points = Points { values, dims: 8 };
        let found = find(&points, None, 5, &mut |_| {});
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
