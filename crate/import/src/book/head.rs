//! Names of columns over several rows: merged cells say which belong together.

use std::collections::BTreeMap;

use super::grid::{Grid, Region};

/// How far from the top a header may begin.
const FROM_TOP: u32 = 12;
/// Rows that a header has at most.
const ROWS: u32 = 3;

/// A header of several rows, as one.
#[derive(Debug)]
pub(super) struct Head {
    top: u32,
    pub(super) bottom: u32,
    names: BTreeMap<u32, String>,
}

impl Head {
    pub(super) fn holds(&self, row: u32) -> bool {
        (self.top..=self.bottom).contains(&row)
    }

    pub(super) fn name(&self, col: u32) -> &str {
        self.names.get(&col).map_or("", String::as_str)
    }
}

/// The header of a sheet whose upper names are merged over several columns, part of the width: the
/// row below them belongs to it.
pub(super) fn join(grid: &Grid, bounds: Region) -> Option<Head> {
    let is_group = |region: &&Region| {
        let is_whole = region.left <= bounds.left && region.right >= bounds.right;
        region.right > region.left && region.top == region.bottom && !is_whole
    };
    let groups = || grid.merged.iter().filter(is_group);
    let first = groups().map(|region| region.top).min()?;
    let row = |row: u32| grid.cells.iter().filter(move |cell| cell.row == row);
    // A group before the first value, near the top, with rows below it.
    if first < bounds.top || first - bounds.top > FROM_TOP || row(first).next().is_none() {
        return None;
    }
    let mut bottom = first + 1;
    while bottom < first + ROWS - 1 && groups().any(|region| region.top == bottom) {
        bottom += 1;
    }
    let is_named = |region: &Region| {
        (region.left..=region.right.min(bounds.right))
            .all(|col| row(bottom).any(|cell| cell.col == col && !is_number(grid.text(cell))))
    };
    if bottom >= bounds.bottom || !groups().filter(|region| region.top == first).all(is_named) {
        return None;
    }
    let mut names: BTreeMap<u32, String> = BTreeMap::new();
    for at in first..=bottom {
        for cell in row(at) {
            let here = |region: &&Region| (region.top, region.left) == (cell.row, cell.col);
            let right = groups().find(here).map_or(cell.col, |region| region.right);
            for col in cell.col..=right.min(bounds.right) {
                add(names.entry(col).or_default(), grid.text(cell));
            }
        }
    }
    Some(Head { top: first, bottom, names })
}

fn is_number(text: &str) -> bool {
    text.parse::<f64>().is_ok()
}

fn add(name: &mut String, part: &str) {
    if name == part {
        return;
    }
    if !name.is_empty() {
        name.push_str(" - ");
    }
    name.push_str(part);
}
