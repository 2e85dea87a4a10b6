//! How many themes there are: the level of the hierarchy that fits, found without labels.

use super::centre::{centres, silhouette, without_small};
use super::graph::{Graph, communities, renumber};
use super::neighbours::Points;

/// Resolutions tried, coarse to fine.
const LADDER: [f64; 8] = [0.5, 1.0, 2.0, 3.0, 4.5, 7.0, 11.0, 16.0];

/// Points by which a level is judged.
const JUDGES: usize = 1500;

/// The coarsest level that fits this well, compared with the best, is taken.
const GOOD_ENOUGH: f64 = 0.95;

/// Texts that a theme has at least in the mean: the smallest groups of a finer level are given up
/// (long texts fit best as threads of copies, and nobody reads a hundred themes of ten texts).
const PER_THEME: usize = 32;

/// So many themes are never too many.
const FEW: usize = 24;

/// The chosen grouping of the points and a finer one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Level {
    /// The group of each point.
    pub(crate) groups: Vec<u32>,
    /// How many groups there are.
    pub(crate) n: usize,
    /// The resolution at which they were found.
    pub(crate) resolution: f64,
}

/// The level whose groups have at least `min_size` points and stand apart best.
pub(crate) fn choose(points: &Points, graph: &Graph, min_size: usize) -> Level {
    let floor = (points.len() / 20).clamp(1, 8);
    let cap = (points.len() / PER_THEME).max(FEW);
    let mut levels: Vec<(f64, Level)> = Vec::new();
    for resolution in LADDER {
        let mut groups = communities(graph, resolution, None);
        let raw = renumber(&mut groups);
        let least = min_size.max(nth_size(&groups, raw, cap));
        let n = without_small(points, &mut groups, least);
        let fit = silhouette(points, &groups, &centres(points, &groups, n), JUDGES);
        levels.push((fit, Level { groups, n, resolution }));
        if raw * min_size > points.len() * 2 {
            break;
        }
    }
    let enough = |level: &Level| level.n >= floor;
    let best = levels
        .iter()
        .filter(|(_, level)| enough(level))
        .map(|(fit, _)| *fit)
        .fold(f64::NEG_INFINITY, f64::max);
    let most = levels.iter().map(|(_, level)| level.n).max().unwrap_or(0);
    let chosen = levels
        .iter()
        .position(|(fit, level)| enough(level) && *fit >= best * GOOD_ENOUGH)
        .or_else(|| levels.iter().position(|(_, level)| level.n == most));
    chosen.map(|at| levels.swap_remove(at).1).unwrap_or_default()
}

/// The size that only the `at_most` largest groups reach; 0 where there are no more than that.
fn nth_size(groups: &[u32], n: usize, at_most: usize) -> usize {
    let mut sizes = vec![0_usize; n];
    for group in groups {
        sizes[*group as usize] += 1;
    }
    crate::num::sort_by_key(&mut sizes, |size| std::cmp::Reverse(*size));
    sizes.get(at_most).map_or(0, |size| size + 1)
}
