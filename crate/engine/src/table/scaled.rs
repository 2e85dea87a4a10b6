//! Scores with their scales, looked up once for all rows.

use super::{RowOrigin, Scale, Table};
use crate::num::RowMask;

/// The scores of a table.
pub struct ScaledScores<'a> {
    /// The score of each row, NaN without one.
    values: &'a [f64],
    origins: &'a [RowOrigin],
    /// The scale of each source.
    scales: Vec<Option<&'a Scale>>,
}

impl<'a> ScaledScores<'a> {
    pub(super) fn of(table: &'a Table) -> Self {
        ScaledScores {
            values: table.scores().map_or(&[], |scores| scores.values()),
            origins: &table.origins,
            scales: table.sources.iter().map(|source| source.scale.as_ref()).collect(),
        }
    }

    /// The score of `row` with its scale.
    pub fn get(&self, row: u32) -> Option<(f64, &'a Scale)> {
        let score = self.values.get(row as usize).copied().filter(|score| !score.is_nan())?;
        let source = self.origins.get(row as usize)?.source;
        Some((score, (*self.scales.get(usize::from(source))?)?))
    }

    /// The rows whose score `holds`, of `n_rows`.
    pub(super) fn rows(&self, n_rows: u32, holds: &dyn Fn(f64, &Scale) -> bool) -> RowMask {
        RowMask::from_fn(n_rows, |row| {
            self.get(row).is_some_and(|(score, scale)| holds(score, scale))
        })
    }
}
