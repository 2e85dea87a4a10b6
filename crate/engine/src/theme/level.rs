//! How many themes there are: the level of the hierarchy that fits, found without labels.

use super::centre::{centres, silhouette, without_small};
use super::graph::{Graph, communities, renumber};
use super::neighbours::Points;
use crate::num::ln;

/// Resolutions tried, coarse to fine.
const LADDER: [f64; 11] = [0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 4.5, 7.0, 10.0, 15.0, 22.0];

/// Points by which a level is judged.
const JUDGES: usize = 1500;

/// What a level must fit better for each e-fold of its themes: without it the finest level of any
/// corpus looks best.
const PER_FOLD: f64 = 0.02;

/// Of levels that fit nearly as well as the best the coarsest is chosen: fewer themes to read, and
/// chance chooses less.
const NEARLY: f64 = 0.003;

/// Texts that a theme has at least in the mean, but for a few themes: nobody reads a hundred
/// themes of ten texts, and long texts fit best as threads of copies.
const PER_THEME: usize = 32;
const FEW: usize = 30;

/// Languages of so many points are grouped anew by themselves, where no more than this share of all
/// ties leads from one language to another.
const OWN_LEVEL: usize = 300;
const CROSSING: f64 = 0.1;

/// They are regrouped where they stand among themselves: in groups of which this share is theirs.
const MOSTLY: f64 = 0.9;

/// A level of which more than this share lies in groups too small for a theme is too fine.
const MAX_LOST: f64 = 0.1;

/// The chosen grouping of the points.
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
        let lost = lost(&groups, raw, min_size);
        let n = without_small(points, &mut groups, min_size);
        if (n > cap || lost > MAX_LOST) && !levels.is_empty() {
            break;
        }
        let fit = silhouette(points, &groups, &centres(points, &groups, n), JUDGES);
        levels.push((fit - PER_FOLD * ln(n.max(1) as f64), Level { groups, n, resolution }));
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
        .position(|(fit, level)| enough(level) && *fit >= best - NEARLY)
        .or_else(|| levels.iter().position(|(_, level)| level.n == most));
    chosen.map(|at| levels.swap_remove(at).1).unwrap_or_default()
}

/// The same where the points are of several languages, whose numbers are `language`: those that
/// the graph keeps apart get levels of their own, so that the many texts of one do not decide how
/// finely those of another are told apart.
pub(crate) fn choose_by_language(
    points: &Points,
    graph: &Graph,
    language: &[u32],
    min_size: usize,
) -> Level {
    let mut all = choose(points, graph, min_size);
    if crossing(graph, language) > CROSSING {
        return all;
    }
    let mut sizes = vec![0_u32; all.n];
    for group in &all.groups {
        sizes[*group as usize] += 1;
    }
    for own in members(language) {
        let mut counts = vec![0_u32; all.n];
        for at in &own {
            counts[all.groups[*at as usize] as usize] += 1;
        }
        let is_own = |group: u32| {
            let (count, size) = (counts[group as usize], sizes.get(group as usize));
            size.is_some_and(|size| f64::from(count) >= MOSTLY * f64::from(*size))
        };
        let alone: Vec<u32> =
            own.into_iter().filter(|at| is_own(all.groups[*at as usize])).collect();
        if alone.len() < OWN_LEVEL {
            continue;
        }
        let level = choose(&points.pick(&alone), &graph.part(&alone), min_size);
        for (at, group) in alone.iter().zip(&level.groups) {
            all.groups[*at as usize] = all.n as u32 + group;
        }
        all.n += level.n;
    }
    all.n = without_small(points, &mut all.groups, min_size);
    all
}

/// The points of each language with many, but for the one with most.
fn members(language: &[u32]) -> Vec<Vec<u32>> {
    let n = language.iter().max().map_or(0, |most| *most as usize + 1);
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); n];
    for (at, own) in language.iter().enumerate() {
        members[*own as usize].push(at as u32);
    }
    members.sort_by_key(|own| std::cmp::Reverse(own.len()));
    members.into_iter().skip(1).filter(|own| own.len() >= OWN_LEVEL).collect()
}

/// The share of the ties that lead from one language to another.
fn crossing(graph: &Graph, language: &[u32]) -> f64 {
    let (mut across, mut all) = (0.0, 0.0);
    for node in 0..graph.len() {
        for (other, weight) in graph.edges(node) {
            let is_across = language[node] != language[*other as usize];
            across += if is_across { f64::from(*weight) } else { 0.0 };
            all += f64::from(*weight);
        }
    }
    if all > 0.0 { across / all } else { 1.0 }
}

/// The share of points in groups smaller than `min_size`.
fn lost(groups: &[u32], n: usize, min_size: usize) -> f64 {
    let mut sizes = vec![0_usize; n];
    for group in groups {
        sizes[*group as usize] += 1;
    }
    let small: usize = sizes.iter().filter(|size| **size < min_size).sum();
    small as f64 / groups.len().max(1) as f64
}
