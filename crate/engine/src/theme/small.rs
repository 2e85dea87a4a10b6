//! Small themes beside large ones: parts of themes, and dense groups among what fits badly, that
//! hold together and stand apart as well as themes do.

use super::centre::{Means, NONE, median};
use super::graph::{Graph, communities, renumber};
use super::learn::SMALLEST;
use super::level::Level;
use super::neighbours::{self, Points};
use super::source::Source;

/// The share of a theme's texts, farthest from its centre, that may form a theme of their own.
const LOOSE_SHARE: f64 = 0.25;

/// Texts that fit badly, looked through for small themes.
const MAX_LOOSE: usize = 2000;

/// One small theme may be added for so many others.
const ONE_IN: usize = 12;

/// Neighbours of each of them, and the resolution at which they are grouped.
const K: usize = 8;
const RESOLUTION: f64 = 16.0;

/// What a small theme must measure up to: half of the themes hold together and stand apart less.
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
        let close = median((0..n).map(|theme| themes.within(theme)).collect());
        let share =
            |theme: usize| themes.between(theme, &themes, theme) / themes.within(theme).max(1e-3);
        let usual = median((0..n).map(share).collect());
        Yardstick { themes, close, usual }
    }

    /// How many themes may be added: the best few, so that a corpus of one kind is not shattered.
    fn room(&self) -> usize {
        self.themes.centres.len() / ONE_IN + 2
    }
}

/// A group that may become a theme: how alike it is to others as a share of how alike it is in
/// itself (less is better), and its points.
struct Candidate {
    share: f32,
    members: Vec<u32>,
}

/// Moves the points of the best candidates, each point once, to groups of their own.
fn admit(mut candidates: Vec<Candidate>, at_most: usize, groups: &mut [u32], n: usize) -> usize {
    crate::num::sort_by(&mut candidates, |a, b| {
        a.share.total_cmp(&b.share).then(a.members.cmp(&b.members))
    });
    let mut next = n;
    for candidate in candidates {
        let is_free = candidate.members.iter().all(|at| (groups[*at as usize] as usize) < n);
        if is_free && next < n + at_most {
            for at in candidate.members {
                groups[at as usize] = next as u32;
            }
            next += 1;
        }
    }
    next
}

/// Makes themes of those parts of themes that hold together and stand apart from the rest of
/// their theme as well as themes do from each other.
pub(crate) fn with_parts(points: &Points, graph: &Graph, level: Level) -> Level {
    if level.n < 2 {
        return level;
    }
    let yard = Yardstick::new(Means::of(points, &level.groups, level.n));
    let mut candidates = Vec::new();
    for theme in 0..level.n as u32 {
        let members: Vec<u32> =
            (0..points.len() as u32).filter(|at| level.groups[*at as usize] == theme).collect();
        if members.len() >= 2 * SMALLEST {
            let own = points.pick(&members);
            let part = graph.part(&members);
            for resolution in [1.0, level.resolution.max(2.0)] {
                let parts = communities(&part, resolution, None);
                candidates_of(&own, &members, parts, &yard, &mut candidates);
            }
        }
    }
    let mut groups = level.groups;
    let n = admit(candidates, yard.room(), &mut groups, level.n);
    Level { groups, n, ..level }
}

/// Those of the `parts` of a theme that measure up.
fn candidates_of(
    own: &Points,
    members: &[u32],
    mut parts: Vec<u32>,
    yard: &Yardstick,
    out: &mut Vec<Candidate>,
) {
    let n_parts = renumber(&mut parts);
    let means = Means::of(own, &parts, n_parts);
    for part in 0..n_parts as u32 {
        let size = means.size(part as usize) as usize;
        let within = means.within(part as usize);
        if size < SMALLEST || size * 2 > members.len() || within < yard.close {
            continue;
        }
        let sides: Vec<u32> = parts.iter().map(|own| u32::from(*own != part)).collect();
        let sides = Means::of(own, &sides, 2);
        let share = sides.between(0, &sides, 0) / within.max(1e-3);
        if share <= yard.usual {
            let pairs = members.iter().zip(&parts).filter(|(_, own)| **own == part);
            out.push(Candidate { share, members: pairs.map(|(at, _)| *at).collect() });
        }
    }
}

/// Looks for dense groups among the texts that fit their theme badly and makes themes of those
/// that measure up; how many themes there are then. `cosines` are those of the texts to their theme.
pub(crate) fn with_small_themes(
    source: &Source<'_>,
    means: Means,
    cosines: &[f32],
    groups: &mut [u32],
) -> usize {
    let yard = Yardstick::new(means);
    let n = yard.themes.centres.len();
    let loose = loose(cosines, n, groups);
    if loose.len() < SMALLEST || n < 2 {
        return n;
    }
    let own = source.pick(&loose);
    let graph = Graph::shared_neighbours(&neighbours::find(&own, None, K, &mut |_| {}), K);
    let mut parts = communities(&graph, RESOLUTION, None);
    let n_parts = renumber(&mut parts);
    let means = Means::of(&own, &parts, n_parts);
    let mut candidates = Vec::new();
    for part in 0..n_parts {
        let within = means.within(part);
        let share = means.between(part, &yard.themes, usize::MAX) / within.max(1e-3);
        let is_fit = within >= yard.close && share <= yard.usual;
        if means.size(part) as usize >= SMALLEST && is_fit {
            let pairs = loose.iter().zip(&parts).filter(|(_, own)| **own as usize == part);
            candidates.push(Candidate { share, members: pairs.map(|(at, _)| *at).collect() });
        }
    }
    admit(candidates, yard.room(), groups, n)
}

/// The texts farthest from the centre of their theme.
fn loose(cosines: &[f32], n: usize, groups: &[u32]) -> Vec<u32> {
    let mut by_group: Vec<Vec<(f32, u32)>> = vec![Vec::new(); n];
    for (at, group) in groups.iter().enumerate().filter(|(_, group)| **group != NONE) {
        by_group[*group as usize].push((cosines[at], at as u32));
    }
    let farther = |a: &(f32, u32), b: &(f32, u32)| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1));
    let mut out: Vec<(f32, u32)> = Vec::new();
    for group in &mut by_group {
        group.sort_unstable_by(farther);
        let n = (group.len() as f64 * LOOSE_SHARE) as usize;
        out.extend(&group[..n.min(MAX_LOOSE)]);
    }
    out.sort_unstable_by(farther);
    out.truncate(MAX_LOOSE);
    let mut places: Vec<u32> = out.into_iter().map(|(_, at)| at).collect();
    places.sort_unstable();
    places
}
