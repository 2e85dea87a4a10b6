//! Small themes beside large ones: parts of themes, and dense groups among what fits badly, that
//! hold together and stand apart as well as themes do.

use super::centre::{Means, NONE, quantile};
use super::graph::{Graph, communities, renumber};
use super::learn::SMALLEST;
use super::level::Level;
use super::neighbours::{Neighbours, Points};
use crate::num::dot;

/// The share of a theme's texts, farthest from its centre, that may form a theme of their own.
const LOOSE_SHARE: f64 = 0.25;

/// Texts that fit badly, looked through for small themes.
const MAX_LOOSE: usize = 3000;

/// Neighbours of each of them, and the resolution at which they are grouped.
const K: usize = 8;
const RESOLUTION: f64 = 16.0;

/// A small theme must hold together better than this share of the themes, and stand apart better
/// than all but this share: chosen so that planted themes of 20 to 40 rows among 20,000 come out
/// and banking77's classes stay whole.
const CLOSE: f64 = 0.75;
const APART: f64 = 0.15;

/// What a small theme must measure up to.
struct Yardstick {
    themes: Means,
    /// The mean cosine of two of their texts.
    close: f32,
    /// The mean cosine to the texts of the most alike other theme, as a share of that.
    usual: f32,
}

impl Yardstick {
    fn new(themes: Means) -> Self {
        let n = themes.centres.len();
        let close = quantile((0..n).map(|theme| themes.within(theme)).collect(), CLOSE);
        let share =
            |theme: usize| themes.between(theme, &themes, theme) / themes.within(theme).max(1e-3);
        let usual = quantile((0..n).map(share).collect(), APART);
        Yardstick { themes, close, usual }
    }
}

/// Makes themes of those parts of themes that hold together and stand apart from the rest of
/// their theme as well as the best themes do from each other.
pub(crate) fn with_parts(points: &Points, graph: &Graph, level: Level) -> Level {
    if level.n < 2 {
        return level;
    }
    let yard = Yardstick::new(Means::of(points, &level.groups, level.n));
    let mut groups = level.groups.clone();
    let mut n = level.n;
    for theme in 0..level.n as u32 {
        let members: Vec<u32> =
            (0..points.len() as u32).filter(|at| level.groups[*at as usize] == theme).collect();
        if members.len() < 2 * SMALLEST {
            continue;
        }
        let own = points.pick(&members);
        let mut parts = communities(&graph.part(&members), level.resolution, None);
        let n_parts = renumber(&mut parts);
        let means = Means::of(&own, &parts, n_parts);
        let mut is_apart = vec![false; n_parts];
        for part in 0..n_parts {
            let size = means.size(part) as usize;
            if size >= SMALLEST && size * 2 <= members.len() && means.within(part) >= yard.close {
                let sides: Vec<u32> =
                    parts.iter().map(|own| u32::from(*own as usize != part)).collect();
                let sides = Means::of(&own, &sides, 2);
                is_apart[part] = sides.between(0, &sides, 0) <= yard.usual * sides.within(0);
            }
        }
        for part in (0..n_parts).filter(|part| is_apart[*part]) {
            for (at, _) in parts.iter().enumerate().filter(|(_, own)| **own as usize == part) {
                groups[members[at] as usize] = n as u32;
            }
            n += 1;
        }
    }
    Level { groups, n, ..level }
}

/// Looks for dense groups among the texts that fit their theme badly and makes themes of those
/// that measure up; how many themes there are then.
pub(crate) fn with_small_themes(points: &Points, groups: &mut [u32], n: usize) -> usize {
    let yard = Yardstick::new(Means::of(points, groups, n));
    let loose = loose(points, &yard.themes.centres, groups);
    if loose.len() < SMALLEST || n < 2 {
        return n;
    }
    let own = points.pick(&loose);
    let graph = Graph::shared_neighbours(&Neighbours::find(&own, K, &mut |_| {}));
    let mut parts = communities(&graph, RESOLUTION, None);
    let n_parts = renumber(&mut parts);
    let means = Means::of(&own, &parts, n_parts);
    let mut next = n as u32;
    let mut theme_of = vec![NONE; n_parts];
    for (part, theme) in theme_of.iter_mut().enumerate() {
        if means.size(part) as usize >= SMALLEST
            && means.within(part) >= yard.close
            && means.between(part, &yard.themes, usize::MAX) <= yard.usual * means.within(part)
        {
            *theme = next;
            next += 1;
        }
    }
    for (at, part) in parts.iter().enumerate() {
        if theme_of[*part as usize] != NONE {
            groups[loose[at] as usize] = theme_of[*part as usize];
        }
    }
    next as usize
}

/// The texts farthest from the centre of their theme.
fn loose(points: &Points, centres: &Points, groups: &[u32]) -> Vec<u32> {
    let mut by_group: Vec<Vec<(f32, u32)>> = vec![Vec::new(); centres.len()];
    for (at, group) in groups.iter().enumerate().filter(|(_, group)| **group != NONE) {
        let cosine = dot(centres.row(*group as usize), points.row(at));
        by_group[*group as usize].push((cosine, at as u32));
    }
    let mut out: Vec<(f32, u32)> = Vec::new();
    for group in &mut by_group {
        group.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let n = (group.len() as f64 * LOOSE_SHARE) as usize;
        out.extend(&group[..n]);
    }
    out.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    out.truncate(MAX_LOOSE);
    let mut places: Vec<u32> = out.into_iter().map(|(_, at)| at).collect();
    places.sort_unstable();
    places
}
