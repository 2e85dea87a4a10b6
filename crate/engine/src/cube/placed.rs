//! Rows placed in the cells of a table, and what lies in each counted by kind of answer.

use std::rc::Rc;

use undertone_kernel::{NO_CELL, Side, count_kinds, place_cells};

use super::answers::Answers;
use super::axis::{Axis, Cut};
use super::ready::Ready;
use super::tally::LOW;
use crate::num::RowMask;

/// Tables of more cells and kinds than this are placed by their listed values only.
const MOST_COUNTS: usize = 1 << 20;

/// The codes of one side, by place.
pub(super) struct Coded {
    columns: Vec<Rc<Vec<u32>>>,
    n_inner: u32,
    n_codes: u32,
    /// The group of each code, the last one that of no code; none where each is its own.
    group: Option<Vec<u32>>,
    n_groups: u32,
}

impl Coded {
    pub(super) fn new(ready: &Ready, cut: &Cut<'_>) -> Coded {
        let n_inner = cut.by.get(1).map_or(0, |(_, inner)| inner.values.len() as u32);
        let n_codes = cut.len() as u32;
        let columns = cut.by.iter().map(|(column, own)| ready.codes(column, own)).collect();
        Coded { columns, n_inner, n_codes, group: None, n_groups: n_codes }
    }

    /// Only the listed values by themselves, and all others in one group.
    fn narrow(&mut self, axis: &Axis) {
        let mut group = axis.place.clone();
        self.n_groups = axis.listed.len() as u32 + 1;
        group.push(self.n_groups);
        self.group = Some(group);
    }

    /// Whether values that are not listed are in one group.
    pub(super) fn is_narrow(&self) -> bool {
        self.group.is_some()
    }

    fn side(&self) -> Side<'_> {
        Side {
            outer: self.columns.first().map(|own| own.as_slice()),
            inner: self.columns.get(1).map(|own| (own.as_slice(), self.n_inner)),
            n_codes: self.n_codes,
            group: self.group.as_deref(),
        }
    }

    /// The place of each group on an axis, that of no group last.
    fn places(&self, axis: &Axis) -> Vec<u32> {
        let mut places = vec![NO_CELL; self.n_groups as usize + 1];
        for (code, place) in axis.place.iter().enumerate() {
            let group = self.group.as_ref().map_or(code as u32, |group| group[code]);
            places[group as usize] = *place;
        }
        places
    }
}

/// The chosen rows in the cells of a table.
#[derive(Debug, Clone, Default)]
pub(super) struct Placed {
    /// The cell of each place; the last one is that of rows left out.
    pub(super) cells: Vec<u32>,
    /// Rows by cell and kind.
    counts: Vec<u32>,
    /// Selected rows without a value on one of the sides.
    pub(super) n_missing: u32,
    /// Items of each code, by side.
    pub(super) n: [Vec<u32>; 2],
    /// Low-score items of each code, by side.
    pub(super) low: [Vec<u32>; 2],
    /// Whether there are scores at all.
    pub(super) has_scores: bool,
    /// How many scales the scores have.
    pub(super) n_scales: usize,
}

impl Placed {
    /// Places the rows of `mask`. A table of too many values for a count of each is narrowed to those
    /// that `list` chooses for each side.
    pub(super) fn find(
        ready: &Ready,
        mask: &RowMask,
        sides: &mut [Coded; 2],
        list: &dyn Fn(usize, &Placed) -> Axis,
    ) -> Placed {
        let keep = ready.keep(mask);
        let [down, across] = [0, 1].map(|side| sides[side].n_groups as usize + 1);
        let n_kinds = ready.answers.kinds.len();
        if down.saturating_mul(across).saturating_mul(n_kinds) <= MOST_COUNTS {
            let mut placed = joint(ready, keep.as_deref(), sides);
            placed.add_margins(&ready.answers, across);
            return placed;
        }
        let known = margins(ready, keep.as_deref(), sides);
        for (idx, side) in sides.iter_mut().enumerate() {
            side.narrow(&list(idx, &known));
        }
        let Placed { cells, counts, n_missing, n_scales, .. } =
            joint(ready, keep.as_deref(), sides);
        Placed { cells, counts, n_missing, n_scales, ..known }
    }

    /// Items by cell and kind of answer, where there are any.
    pub(super) fn counted(&self, answers: &Answers) -> impl Iterator<Item = (usize, usize, f64)> {
        let n_kinds = answers.kinds.len();
        let n = self.counts.len() - n_kinds;
        let counts = self.counts[..n].iter().enumerate().filter(|(_, n)| **n > 0);
        counts.map(move |(at, n)| (at / n_kinds, at % n_kinds, f64::from(*n)))
    }

    /// Every score with its cell and how often it is there, in several parts; ends where `each` says
    /// no, and then says so.
    pub(super) fn each_score(
        &self,
        answers: &Answers,
        each: &mut dyn FnMut(f64, usize, f64) -> bool,
    ) -> bool {
        if answers.scores.is_none() {
            let scored = self.counted(answers).filter(|own| answers.kinds[own.1].class != 0);
            let mut scored = scored.map(|(cell, kind, n)| (answers.kinds[kind].score, cell, n));
            return scored.all(|(score, cell, n)| each(score, cell, n));
        }
        let last = self.counts.len() / answers.kinds.len() - 1;
        let of_row = |(at, cell): (usize, &u32)| {
            let is_there = *cell as usize != last && answers.class(at) != 0;
            !is_there || each(answers.score(at), *cell as usize, 1.0)
        };
        self.cells.iter().enumerate().all(of_row)
    }

    /// Items and low scores of each value, from the cells with a value on both sides.
    fn add_margins(&mut self, answers: &Answers, width: usize) {
        let height = (self.counts.len() / answers.kinds.len() - 1) / width;
        let lens = [height - 1, width - 1];
        let [mut n, mut low] = [0; 2].map(|_: u8| lens.map(|len| vec![0_u32; len]));
        for (cell, kind, count) in self.counted(answers) {
            let place = [cell / width, cell % width];
            if place[0] == lens[0] || place[1] == lens[1] {
                continue;
            }
            for side in 0..2 {
                n[side][place[side]] += count as u32;
                if answers.kinds[kind].class & LOW != 0 {
                    low[side][place[side]] += count as u32;
                }
            }
        }
        (self.n, self.low) = (n, low);
    }
}

/// The cells of all groups of both sides.
fn joint(ready: &Ready, keep: Option<&[u64]>, sides: &[Coded; 2]) -> Placed {
    let answers = &ready.answers;
    let n_kinds = answers.kinds.len();
    let (down, across) = (sides[0].side(), sides[1].side());
    let [n_down, n_across] = [0, 1].map(|side| sides[side].n_groups as usize);
    let width = n_across + 1;
    let n_cells = (n_down + 1) * width;
    let n_rows = answers.of.len();
    let cells = place_cells([&down, &across], n_rows, width as u32, (keep, n_cells as u32));
    let mut counts = vec![0; (n_cells + 1) * n_kinds];
    count_kinds(&cells, &answers.of, n_kinds, &mut counts);
    let mut placed = Placed { cells, counts, ..Placed::default() };
    let (mut occurs, mut n_missing) = (vec![false; n_kinds], 0);
    for (cell, kind, n) in placed.counted(answers) {
        if cell / width == n_down || cell % width == n_across {
            n_missing += n as u32;
        } else {
            occurs[kind] = true;
        }
    }
    placed.n_missing = n_missing;
    placed.n_scales = answers.n_scales(|kind| occurs[kind]);
    placed.has_scores = placed.n_scales > 0;
    placed
}

/// Items and low scores of each value of each side, of rows with a value on both.
fn margins(ready: &Ready, keep: Option<&[u64]>, sides: &[Coded; 2]) -> Placed {
    let class_of = |kind: &u8| match ready.answers.kinds[usize::from(*kind)].class {
        0 => 0,
        class if class & LOW == 0 => 1,
        _ => 2_u8,
    };
    let classes: Vec<u8> = ready.answers.of.iter().map(class_of).collect();
    let mut known = Placed::default();
    for (idx, own) in sides.iter().enumerate() {
        let mut is_missing = vec![0; sides[1 - idx].n_codes as usize];
        is_missing.push(1);
        let other = Side { group: Some(&is_missing), ..sides[1 - idx].side() };
        let left_out = 2 * (own.n_codes + 1);
        let cells = place_cells([&own.side(), &other], classes.len(), 2, (keep, left_out));
        let mut counts = vec![0; 3 * (left_out as usize + 1)];
        count_kinds(&cells, &classes, 3, &mut counts);
        // Of each code six counts: three with a value on the other side, three without.
        let there = counts.chunks(6).take(own.n_codes as usize);
        known.n[idx] = there.clone().map(|own| own[..3].iter().sum()).collect();
        known.low[idx] = there.clone().map(|own| own[2]).collect();
        known.has_scores |= there.clone().any(|own| own[1] + own[2] > 0);
    }
    known
}

/// Where the cells of all groups are in a table of the values listed on its axes.
pub(super) fn listed(sides: &[Coded; 2], axes: [&Axis; 2]) -> Vec<u32> {
    let [down, across] = [0, 1].map(|side| sides[side].places(axes[side]));
    let width = axes[1].listed.len() as u32 + 1;
    let mut listed = Vec::with_capacity(down.len() * across.len() + 1);
    for row in &down {
        listed.extend(across.iter().map(|col| match (*row, *col) {
            (NO_CELL, _) | (_, NO_CELL) => NO_CELL,
            (row, col) => row * width + col,
        }));
    }
    listed.push(NO_CELL);
    listed
}
