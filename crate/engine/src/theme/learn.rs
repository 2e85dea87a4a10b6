//! Learns the themes on a spread of texts and gives every text to one.

use super::ThemeOptions;
use super::centre::{NONE, centres, nearest};
use super::copies::Copies;
use super::graph::{Graph, communities, renumber};
use super::level::{self, Level};
use super::neighbours::{self, Points};
use super::overlap::Overlap;
use super::phrases::Ends;
use super::small::{with_parts, with_small_themes};
use crate::num::dot;
use crate::table::MISSING;

/// Texts that are compared with one another; more change little.
const LEARN: usize = 14_000;

/// Neighbours of each text that are compared with those of others; two in five are tied to it.
const K: usize = 25;

/// Texts farther from every centre than this are in no theme.
const MIN_COSINE: f32 = 0.0;

/// Smallest theme, in distinct texts.
pub(crate) const SMALLEST: usize = 5;

/// The themes of all rows, largest first, before they have names.
#[derive(Debug, Clone, Default)]
pub(crate) struct Found {
    /// The theme of each row.
    pub(crate) of_row: Vec<u32>,
    /// The finer theme of each row.
    pub(crate) sub_of_row: Vec<u32>,
    /// Cosine of each row to the centre of its theme.
    pub(crate) similarity: Vec<f32>,
    /// The centre of each theme.
    pub(crate) centres: Points,
    /// How many finer themes each theme has.
    pub(crate) n_subs: Vec<u32>,
}

/// Finds themes, finer themes, and each row's place; `all` are the vectors of the distinct texts.
pub(crate) fn learn(
    ends: &Ends<'_>,
    all: &Points,
    copies: &Copies,
    options: &ThemeOptions,
    progress: &mut dyn FnMut(f64),
) -> Found {
    let sample = &copies.distinct[..copies.distinct.len().min(LEARN)];
    let known = all.head(sample.len());
    let k = (sample.len() / 12).clamp(4, K);
    let overlap = options.by_words.then(|| Overlap::new(ends, sample));
    let tell = &mut |share| progress(0.6 * share);
    let neighbours = neighbours::find(&known, overlap.as_ref(), k, tell);
    let graph = Graph::shared_neighbours(&neighbours, (k * 2).div_ceil(5));
    let min_size = options.min_size.map_or((sample.len() / 300).max(SMALLEST), |n| n as usize);
    let level = with_parts(&known, &graph, level::choose(&known, &graph, min_size));
    progress(0.8);
    let profiles = overlap.as_ref().map(|overlap| overlap.profiles(&level.groups, level.n));
    let words = |at: usize, out: &mut [f32]| {
        if let Some(profiles) = &profiles {
            profiles.cosines(ends, copies.distinct[at], out);
        }
    };
    let mut groups = assign(all, &known, &graph, &level, &words);
    let n = with_small_themes(all, &mut groups, level.n);
    let centres = centres(all, &groups, n);
    drop_far(all, &centres, &mut groups);
    progress(0.9);
    let subs = finer(&known, &graph, &level, all, &groups, n);
    spread(all, copies, &groups, &centres, &subs)
}

/// Groups this much finer than the themes stand for them when texts are assigned.
const FINER: f64 = 4.0;

/// What words in common with a theme weigh beside the cosine when a text is assigned.
const SHARED: f32 = 0.5;

/// Themes looked into when a text is assigned.
const CANDIDATES: usize = 4;

/// The theme of each point: those learnt from keep theirs; the others go where the nearest of the
/// finer groups lies, among the themes whose centres are nearest.
fn assign(
    all: &Points,
    known: &Points,
    graph: &Graph,
    level: &Level,
    words: &dyn Fn(usize, &mut [f32]),
) -> Vec<u32> {
    let mut fine = communities(graph, level.resolution * FINER, None);
    let n_fine = renumber(&mut fine) as u32;
    let mut cells: Vec<u32> =
        fine.iter().zip(&level.groups).map(|(fine, group)| group * n_fine + fine).collect();
    let mut kinds = cells.clone();
    kinds.sort_unstable();
    kinds.dedup();
    for cell in &mut cells {
        *cell = kinds.partition_point(|kind| kind < cell) as u32;
    }
    let cell_centres = centres(known, &cells, kinds.len());
    let themes = centres(known, &level.groups, level.n);
    let first = |theme: u32| kinds.partition_point(|kind| kind / n_fine.max(1) < theme);
    let mut groups = level.groups.clone();
    let mut shared = vec![0.0_f32; level.n];
    for at in known.len()..all.len() {
        let point = all.row(at);
        words(at, &mut shared);
        let mut best = (NONE, f32::NEG_INFINITY);
        for theme in nearest_few(&themes, point, &shared) {
            for cell in first(theme)..first(theme + 1) {
                let cosine = dot(cell_centres.row(cell), point) + SHARED * shared[theme as usize];
                if cosine > best.1 {
                    best = (theme, cosine);
                }
            }
        }
        groups.push(best.0);
    }
    groups
}

/// The themes whose centres are nearest, nearest first.
fn nearest_few(centres: &Points, point: &[f32], shared: &[f32]) -> Vec<u32> {
    let mut best: Vec<(f32, u32)> = Vec::with_capacity(CANDIDATES + 1);
    for (at, shared) in shared.iter().enumerate() {
        let cosine = dot(centres.row(at), point) + SHARED * shared;
        if best.len() < CANDIDATES || best.last().is_some_and(|last| cosine > last.0) {
            let place = best.partition_point(|own| own.0 >= cosine);
            best.insert(place, (cosine, at as u32));
            best.truncate(CANDIDATES);
        }
    }
    best.into_iter().map(|(_, at)| at).collect()
}

/// Texts far from the centre of their theme are in none.
fn drop_far(points: &Points, centres: &Points, groups: &mut [u32]) {
    for (at, group) in groups.iter_mut().enumerate().filter(|(_, group)| **group != NONE) {
        if dot(centres.row(*group as usize), points.row(at)) < MIN_COSINE {
            *group = NONE;
        }
    }
}

/// The finer theme of each point within its theme, by splitting the learnt graph once more.
fn finer(
    known: &Points,
    graph: &Graph,
    level: &Level,
    all: &Points,
    groups: &[u32],
    n: usize,
) -> Vec<u32> {
    let mut subs = vec![NONE; groups.len()];
    for theme in 0..n as u32 {
        let members: Vec<u32> =
            (0..known.len() as u32).filter(|at| groups[*at as usize] == theme).collect();
        if members.len() < 4 * SMALLEST {
            continue;
        }
        let own = known.pick(&members);
        let part = graph.part(&members);
        let mut parts = communities(&part, 1.0_f64.max(level.resolution / 8.0), None);
        let least = (members.len() / 8).max(SMALLEST);
        let n_parts = super::centre::without_small(&own, &mut parts, least);
        if n_parts < 2 {
            continue;
        }
        let middle = centres(&own, &parts, n_parts);
        for at in (0..groups.len()).filter(|at| groups[*at] == theme) {
            subs[at] = nearest(&middle, all.row(at))[0].0;
        }
    }
    subs
}

/// From distinct texts to rows: themes and finer themes by size, copies with their original.
fn spread(all: &Points, copies: &Copies, groups: &[u32], centres: &Points, subs: &[u32]) -> Found {
    let n_rows = copies.twin.len();
    let mut place = vec![NONE; n_rows];
    for (at, row) in copies.distinct.iter().enumerate() {
        place[*row as usize] = at as u32;
    }
    let at_of = |row: usize| Some(place[copies.twin[row] as usize]).filter(|at| *at != NONE);
    let row_groups: Vec<u32> =
        (0..n_rows).map(|row| at_of(row).map_or(NONE, |at| groups[at as usize])).collect();
    let (order, of_row) = by_size(&row_groups, centres.len());
    let mut found = Found {
        sub_of_row: vec![MISSING; n_rows],
        similarity: vec![0.0; n_rows],
        centres: centres.pick(&order),
        n_subs: vec![0; order.len()],
        of_row,
    };
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); order.len()];
    for row in 0..n_rows {
        if found.of_row[row] != MISSING
            && let Some(at) = at_of(row)
        {
            let theme = found.of_row[row] as usize;
            found.similarity[row] = dot(found.centres.row(theme), all.row(at as usize));
            members[theme].push(row as u32);
        }
    }
    for (theme, rows) in members.iter().enumerate() {
        let own: Vec<u32> = rows
            .iter()
            .map(|row| at_of(*row as usize).map_or(NONE, |at| subs[at as usize]))
            .collect();
        let n = own.iter().filter(|sub| **sub != NONE).max().map_or(0, |max| *max as usize + 1);
        let (order, of_row) = by_size(&own, n);
        found.n_subs[theme] = order.len() as u32;
        for (row, sub) in rows.iter().zip(of_row) {
            found.sub_of_row[*row as usize] = sub;
        }
    }
    found
}

/// Groups in the order of their size (empty ones left out), and each row's place in that order.
pub(crate) fn by_size(groups: &[u32], n: usize) -> (Vec<u32>, Vec<u32>) {
    let mut sizes = vec![0_u32; n];
    for group in groups.iter().filter(|group| **group != NONE) {
        sizes[*group as usize] += 1;
    }
    let mut order: Vec<u32> = (0..n as u32).filter(|group| sizes[*group as usize] > 0).collect();
    order.sort_by_key(|group| (std::cmp::Reverse(sizes[*group as usize]), *group));
    let mut name = vec![MISSING; n];
    for (at, group) in order.iter().enumerate() {
        name[*group as usize] = at as u32;
    }
    let of_row =
        groups.iter().map(|group| name.get(*group as usize).copied().unwrap_or(MISSING)).collect();
    (order, of_row)
}
