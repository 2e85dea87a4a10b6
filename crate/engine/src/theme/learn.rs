//! Learns the themes on a spread of texts and gives every text to one.

use super::ThemeOptions;
use super::centre::{NONE, Sums, centres, nearest, sums};
use super::copies::Copies;
use super::graph::{Graph, communities, renumber};
use super::level::{self, Level};
use super::neighbours::{self, Points};
use super::overlap::Overlap;
use super::phrases::Ends;
use super::small::{with_parts, with_small_themes};
use super::source::Source;
use crate::num::dot;
use crate::table::MISSING;
use crate::text::Corpus;

/// Texts that are compared with one another; more change little.
const LEARN: usize = 14_000;

/// Neighbours of each text that are compared with those of others; two in five are tied to it.
const K: usize = 25;

/// Texts farther from their centre than this are in no theme. Less than nothing, because what all
/// texts have in common is taken from the vectors: of one theme half of the texts lie below.
const MIN_COSINE: f32 = -0.2;

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

/// Finds themes, finer themes, and each row's place: they are learnt from the first texts of
/// `source`, which holds the distinct ones, and the others are given to them.
pub(crate) fn learn(
    ends: &Ends<'_>,
    source: &Source<'_>,
    copies: &Copies,
    options: &ThemeOptions,
    progress: &mut dyn FnMut(f64),
) -> Found {
    let sample = &copies.distinct[..copies.distinct.len().min(LEARN)];
    let known = source.head(sample.len());
    let k = (sample.len() / 12).clamp(4, K);
    let overlap = options.by_words.then(|| Overlap::new(ends, sample));
    let tell = &mut |share| progress(0.5 * share);
    let neighbours = neighbours::find(&known, overlap.as_ref(), k, tell);
    let graph = Graph::shared_neighbours(&neighbours, (k * 2).div_ceil(5));
    let min_size = options.min_size.map_or((sample.len() / 300).max(SMALLEST), |n| n as usize);
    let language = languages(ends.corpus, sample);
    let level = level::choose_by_language(&known, &graph, &language, min_size);
    let level = with_parts(&known, &graph, level);
    progress(0.6);
    let profiles = overlap.as_ref().map(|overlap| overlap.profiles(&level.groups, level.n));
    let words = |at: usize, out: &mut [f32]| {
        if let Some(profiles) = &profiles {
            profiles.cosines(ends, copies.distinct[at], out);
        }
    };
    let assigned = assign(source, &known, &graph, &level, &words);
    progress(0.8);
    let (groups, sums) = with_small(source, assigned);
    let fits = fit(source, &known, &graph, &level, groups, &sums.centres());
    progress(0.9);
    spread(copies, &sums.centres(), &fits)
}

/// The language of each of `rows`, as numbers in the order of their codes.
fn languages(corpus: &Corpus, rows: &[u32]) -> Vec<u32> {
    let mut codes: Vec<&str> = corpus.languages.iter().map(String::as_str).collect();
    crate::num::sort_by(&mut codes, Ord::cmp);
    codes.dedup();
    let code = |row: &u32| corpus.languages.get(*row as usize).map_or("", String::as_str);
    rows.iter().map(|row| codes.partition_point(|own| *own < code(row)) as u32).collect()
}

/// The theme of each text, its cosine to the centre of the theme, and the sums of the themes.
struct Assigned {
    groups: Vec<u32>,
    cosines: Vec<f32>,
    sums: Sums,
}

/// Adds small themes.
fn with_small(source: &Source<'_>, assigned: Assigned) -> (Vec<u32>, Sums) {
    let Assigned { groups: before, cosines, mut sums } = assigned;
    let mut groups = before.clone();
    with_small_themes(source, sums.means(), &cosines, &mut groups);
    let is_moved = |at: &u32| before[*at as usize] != groups[*at as usize];
    let moved: Vec<u32> = (0..groups.len() as u32).filter(is_moved).collect();
    let points = source.pick(&moved);
    for (place, at) in moved.iter().enumerate() {
        sums.move_to(before[*at as usize], groups[*at as usize], points.row(place));
    }
    (groups, sums)
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
    source: &Source<'_>,
    known: &Points,
    graph: &Graph,
    level: &Level,
    words: &dyn Fn(usize, &mut [f32]),
) -> Assigned {
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
    let mut sums = sums(known, &level.groups, level.n);
    let themes = sums.centres();
    let first = |theme: u32| kinds.partition_point(|kind| kind / n_fine.max(1) < theme);
    let mut groups = level.groups.clone();
    let own = |(at, group): (usize, &u32)| dot(themes.row(*group as usize), known.row(at));
    let mut cosines: Vec<f32> = groups.iter().enumerate().map(own).collect();
    let mut shared = vec![0.0_f32; level.n];
    source.each(known.len(), &mut |at, point| {
        words(at, &mut shared);
        let mut best = (0, f32::NEG_INFINITY);
        for theme in nearest_few(&themes, point, &shared) {
            for cell in first(theme)..first(theme + 1) {
                let cosine = dot(cell_centres.row(cell), point) + SHARED * shared[theme as usize];
                if cosine > best.1 {
                    best = (theme, cosine);
                }
            }
        }
        groups.push(best.0);
        cosines.push(dot(themes.row(best.0 as usize), point));
        sums.add(best.0, point);
    });
    Assigned { groups, cosines, sums }
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

/// Where each text is in the end.
struct Fits {
    /// The theme of each, [`NONE`] where it is too far from its centre.
    groups: Vec<u32>,
    /// The cosine of each to the centre of its theme.
    cosines: Vec<f32>,
    /// The finer theme of each within its theme.
    subs: Vec<u32>,
}

/// How well each text fits its theme, and its finer theme.
fn fit(
    source: &Source<'_>,
    known: &Points,
    graph: &Graph,
    level: &Level,
    mut groups: Vec<u32>,
    centres: &Points,
) -> Fits {
    let cosine = |group: u32, point: &[f32]| dot(centres.row(group as usize), point);
    for (at, group) in groups[..known.len()].iter_mut().enumerate() {
        if cosine(*group, known.row(at)) < MIN_COSINE {
            *group = NONE;
        }
    }
    let finer = finer(known, graph, level, &groups, centres.len());
    let mut fits = Fits { groups, cosines: Vec::new(), subs: Vec::new() };
    source.each(0, &mut |at, point| {
        let own = fits.groups.get(at).copied().filter(|group| *group != NONE);
        let near = own.map(|group| (group, cosine(group, point))).filter(|own| own.1 >= MIN_COSINE);
        let (group, cosine) = near.unwrap_or((NONE, 0.0));
        fits.groups[at] = group;
        fits.cosines.push(cosine);
        let middle = finer.get(group as usize).and_then(Option::as_ref);
        fits.subs.push(middle.map_or(NONE, |middle| nearest(middle, point)[0].0));
    });
    fits
}

/// The centres of the finer themes of each theme that has some, by splitting the learnt graph once
/// more.
fn finer(
    known: &Points,
    graph: &Graph,
    level: &Level,
    groups: &[u32],
    n: usize,
) -> Vec<Option<Points>> {
    let of_theme = |theme: u32| {
        let members: Vec<u32> =
            (0..known.len() as u32).filter(|at| groups[*at as usize] == theme).collect();
        if members.len() < 4 * SMALLEST {
            return None;
        }
        let own = known.pick(&members);
        let part = graph.part(&members);
        let mut parts = communities(&part, 1.0_f64.max(level.resolution / 8.0), None);
        let least = (members.len() / 8).max(SMALLEST);
        let n_parts = super::centre::without_small(&own, &mut parts, least);
        (n_parts > 1).then(|| centres(&own, &parts, n_parts))
    };
    (0..n as u32).map(of_theme).collect()
}

/// From distinct texts to rows: themes and finer themes by size, copies with their original.
fn spread(copies: &Copies, centres: &Points, fits: &Fits) -> Found {
    let n_rows = copies.twin.len();
    let mut place = vec![NONE; n_rows];
    for (at, row) in copies.distinct.iter().enumerate() {
        place[*row as usize] = at as u32;
    }
    let at_of = |row: usize| Some(place[copies.twin[row] as usize]).filter(|at| *at != NONE);
    let row_groups: Vec<u32> =
        (0..n_rows).map(|row| at_of(row).map_or(NONE, |at| fits.groups[at as usize])).collect();
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
            found.similarity[row] = fits.cosines[at as usize];
            members[theme].push(row as u32);
        }
    }
    for (theme, rows) in members.iter().enumerate() {
        let own: Vec<u32> = rows
            .iter()
            .map(|row| at_of(*row as usize).map_or(NONE, |at| fits.subs[at as usize]))
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
