//! Where the texts of an import are: in a part of a known theme, in a new theme, or nowhere yet.

use super::Themes;
use super::carry::Texts;
use super::centre::{NONE, centres};
use super::fresh::Burst;
use super::known::{Import, Memory};
use super::learn::SMALLEST;
use super::neighbours::Points;
use crate::num::dot;

/// A theme of which fewer known texts than this are there is looked for by the centres that the
/// memory keeps, too: so few make neither a centre nor a radius.
const SHARED: u32 = 12;

/// All but this share of the known texts of a theme lie within its radius.
const OUTSIDE: usize = 20;

/// A text beyond every radius still joins the nearest theme if it is this alike.
const LEAST_COSINE: f32 = 0.12;

/// This share of the texts of a theme found anew must be new and in no known theme for it to be a
/// new one.
const UNKNOWN_SHARE: f64 = 0.6;

/// How much nearer to a new theme than to its own a known text must lie to be counted with it.
const BACKFILL: f32 = 0.1;

/// Share of the median cosine of its first texts within which further texts join a new theme.
const REACH: f32 = 0.85;

/// Where no text is known and fewer than one in so many lie in a known theme, the file is about
/// something else.
const OTHER: usize = 5;

/// Cells from here on are new themes; those below are parts of known ones.
pub(super) const NEW: u32 = 1 << 30;

/// Where each text is: a cell of a known theme, a new theme, or nowhere yet.
pub(super) struct Places {
    pub(super) of: Vec<u32>,
    pub(super) is_old: Vec<bool>,
    /// The nearest cell of each new text, and its cosine.
    pub(super) fit: Vec<(u32, f32)>,
    /// The texts of each new theme.
    pub(super) new: Vec<Vec<u32>>,
}

/// What a new theme may not take.
pub(super) struct Guard<'a> {
    pub(super) memory: &'a Memory,
    pub(super) pinned: &'a [String],
    pub(super) cells: &'a Cells,
}

impl Guard<'_> {
    fn is_pinned(&self, cell: u32) -> bool {
        cell < NEW && self.pinned.contains(&self.memory.themes[self.cells.theme(cell)].id)
    }
}

impl Places {
    /// New texts join the theme within whose radius they lie.
    pub(super) fn assign(&mut self, points: &Points, cells: &Cells) {
        for at in 0..self.of.len() {
            if !self.is_old[at] {
                let (cell, cosine) = cells.nearest(points.row(at));
                self.fit[at] = (cell, cosine);
                if self.of[at] == NONE && cell != NONE && cosine >= cells.radius[cells.theme(cell)]
                {
                    self.of[at] = cell;
                }
            }
        }
    }

    /// Makes a new theme of a burst with what lies near it, now and before; one that grows out of
    /// a theme that is new itself joins that.
    pub(super) fn take(&mut self, burst: &Burst, points: &Points, guard: &Guard<'_>) {
        let cells = guard.cells;
        if let Some(theme) = self.grown_from(burst, guard) {
            for at in burst.members.iter().filter(|at| !self.is_old[**at as usize]) {
                self.of[*at as usize] = cells.first[theme];
            }
            return;
        }
        let is_free = |cell: u32| cell == NONE || cell < NEW && !guard.is_pinned(cell);
        let mut members: Vec<u32> = burst.members.clone();
        members.retain(|at| is_free(self.of[*at as usize]));
        if members.len() < 2 {
            return;
        }
        let own = points.pick(&members);
        let centre = centres(&own, &vec![0; members.len()], 1);
        let mut cosines: Vec<f32> =
            (0..own.len()).map(|at| dot(own.row(at), centre.row(0))).collect();
        crate::num::sort_by(&mut cosines, f32::total_cmp);
        let reach = cosines[cosines.len() / 2] * REACH;
        for at in (0..self.of.len()).filter(|at| is_free(self.of[*at])) {
            let cosine = dot(points.row(at), centre.row(0));
            if cosine < reach {
                continue;
            }
            let joins = if self.is_old[at] {
                let own = self.of[at];
                let now = if own == NONE {
                    0.0
                } else {
                    dot(points.row(at), cells.centres.row(own as usize))
                };
                cosine >= reach + BACKFILL && cosine > now + BACKFILL
            } else {
                cosine > self.fit[at].1
            };
            if joins {
                members.push(at as u32);
            }
        }
        members.sort_unstable();
        members.dedup();
        for at in &members {
            self.of[*at as usize] = NEW + self.new.len() as u32;
        }
        self.new.push(members);
    }

    /// The theme that the burst is: it holds half of the burst and is itself new, or hardly anything
    /// else, or is new and lies within the burst.
    fn grown_from(&self, burst: &Burst, guard: &Guard<'_>) -> Option<usize> {
        let known = burst.members.iter().filter(|at| self.is_old[**at as usize]);
        let cells = known.map(|at| self.of[*at as usize]).filter(|cell| *cell < NEW);
        let mut owners: Vec<u32> = cells.map(|cell| guard.cells.owners[cell as usize].0).collect();
        owners.sort_unstable();
        let most = owners.chunk_by(|a, b| a == b).max_by_key(|same| same.len())?;
        let theme = most[0] as usize;
        let is_half = most.len() * 2 >= burst.members.len();
        let size = guard.cells.shared[theme] as usize;
        let is_young = guard.memory.themes[theme].born.is_some();
        let is_same = is_half && (is_young || most.len() * 3 >= size);
        (is_same || is_young && most.len() * 2 >= size).then_some(theme)
    }

    /// Themes found anew whose texts are mostly new and in no known one become new themes; what is left
    /// over then joins the nearest, if that is near at all.
    pub(super) fn leftovers(&mut self, rows: &[u32], found: &Themes) {
        let mut members: Vec<Vec<u32>> = vec![Vec::new(); found.themes.len()];
        let mut sizes = vec![0_u32; found.themes.len()];
        for (at, row) in rows.iter().enumerate() {
            let theme = found.of_row[*row as usize] as usize;
            if let Some(size) = sizes.get_mut(theme) {
                *size += 1;
                if self.of[at] == NONE && !self.is_old[at] {
                    members[theme].push(at as u32);
                }
            }
        }
        for (own, size) in members.into_iter().zip(sizes) {
            if own.len() >= SMALLEST && own.len() as f64 >= UNKNOWN_SHARE * f64::from(size) {
                for at in &own {
                    self.of[*at as usize] = NEW + self.new.len() as u32;
                }
                self.new.push(own);
            }
        }
        for (at, (cell, fit)) in self.of.iter_mut().zip(&self.fit).enumerate() {
            if *cell == NONE && !self.is_old[at] && fit.1 >= LEAST_COSINE {
                *cell = fit.0;
            }
        }
    }
}

/// The parts of the known themes in the vectors of this import.
pub(super) struct Cells {
    /// Theme and part of each.
    pub(super) owners: Vec<(u32, u32)>,
    /// The first of each theme.
    pub(super) first: Vec<u32>,
    pub(super) centres: Points,
    /// Known texts of each theme that are there.
    pub(super) shared: Vec<u32>,
    pub(super) radius: Vec<f32>,
}

impl Cells {
    pub(super) fn new(memory: &Memory) -> Cells {
        let (mut owners, mut first) = (Vec::new(), Vec::new());
        for (theme, known) in memory.themes.iter().enumerate() {
            first.push(owners.len() as u32);
            owners.extend((0..known.parts.len()).map(|part| (theme as u32, part as u32)));
        }
        let n = first.len();
        let centres = Points::default();
        Cells { owners, first, centres, shared: vec![0; n], radius: vec![f32::MAX; n] }
    }

    /// The cell of an entry of the memory's index.
    pub(super) fn of(&self, (_, theme, part): (u32, u32, u32)) -> u32 {
        self.first.get(theme as usize).map_or(NONE, |first| first + part)
    }

    pub(super) fn theme(&self, cell: u32) -> usize {
        self.owners[cell as usize].0 as usize
    }

    /// Centres and radii from the texts that have their place.
    pub(super) fn settle(&mut self, points: &Points, of: &[u32]) {
        self.centres = centres(points, of, self.owners.len());
        let mut cosines: Vec<Vec<f32>> = vec![Vec::new(); self.first.len()];
        for (at, cell) in of.iter().enumerate().filter(|(_, cell)| **cell != NONE) {
            let theme = self.theme(*cell);
            let first = self.first[theme] as usize;
            let end = self.first.get(theme + 1).map_or(self.owners.len(), |end| *end as usize);
            let near = (first..end).map(|cell| dot(self.centres.row(cell), points.row(at)));
            cosines[theme].push(near.fold(-1.0, f32::max));
        }
        for (theme, own) in cosines.iter_mut().enumerate() {
            crate::num::sort_by(own, f32::total_cmp);
            self.shared[theme] = own.len() as u32;
            self.radius[theme] = own.get(own.len() / OUTSIDE).copied().unwrap_or(f32::MAX);
        }
    }

    /// The nearest cell of a theme that is there.
    pub(super) fn nearest(&self, point: &[f32]) -> (u32, f32) {
        let mut best = (NONE, -1.0);
        for cell in (0..self.owners.len()).filter(|cell| self.shared[self.theme(*cell as u32)] > 0)
        {
            let cosine = dot(self.centres.row(cell), point);
            if cosine > best.1 {
                best = (cell as u32, cosine);
            }
        }
        best
    }

    /// Gives texts to the themes of which (nearly) no known text is there, by the centres that
    /// the memory keeps; whether there were any.
    pub(super) fn find_lost(
        &self,
        import: &Import<'_>,
        memory: &Memory,
        texts: &Texts,
        (of, is_old): (&mut [u32], &[bool]),
    ) -> bool {
        if !memory.basis.fits(import.model) || self.shared.iter().all(|n| *n >= SHARED) {
            return false;
        }
        let is_loose = |at: &u32| of[*at as usize] == NONE && !is_old[*at as usize];
        let loose: Vec<u32> = (0..of.len() as u32).filter(is_loose).collect();
        let mut placed: Vec<u32> = Vec::new();
        for some in loose.chunks(4096) {
            let rows: Vec<u32> = some.iter().map(|at| texts.rows[*at as usize]).collect();
            let vectors = memory.basis.vectors(import.corpus, import.model, &rows);
            for (at, vector) in some.iter().zip(vectors.chunks(vectors.len() / rows.len())) {
                if let Some((theme, part, cosine)) = memory.nearest(vector)
                    && cosine >= memory.themes[theme].radius
                    && self.shared[theme] < SHARED
                {
                    of[*at as usize] = self.first[theme] + part as u32;
                    placed.push(*at);
                }
            }
        }
        let is_other = self.shared.iter().all(|n| *n == 0) && placed.len() * OTHER < loose.len();
        if is_other {
            for at in &placed {
                of[*at as usize] = NONE;
            }
        }
        !is_other && !placed.is_empty()
    }
}
