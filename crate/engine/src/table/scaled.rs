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
    #[inline]
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

#[cfg(test)]
mod tests {
    use crate::table::{
        Column, Data, Metric, Numbers, Origin, Role, RowOrigin, Scale, Source, Table,
    };

    #[test]
    fn scores_are_those_that_each_row_has() {
        let mut numbers = Numbers::default();
        let scores = [Some(1.0), None, Some(4.0), Some(9.0), Some(2.0), Some(5.0)];
        for own in scores {
            numbers.push(own);
        }
        let source = |scale| Source { file: 0, name: String::new(), scale };
        let table = Table {
            n_rows: 7,
            columns: vec![Column {
                key: "score".to_owned(),
                name: "score".to_owned(),
                role: Some(Role::Score),
                origin: Origin::File,
                data: Data::Number(numbers),
            }],
            sources: vec![
                source(Some(Scale::usual(Metric::Csat, 1.0, 5.0))),
                source(None),
                source(Some(Scale::usual(Metric::Nps, 0.0, 10.0))),
            ],
            origins: (0..6).map(|row| RowOrigin { source: row as u16 % 3, row }).collect(),
        };
        let scaled = table.scaled();
        let (scored, low) = (table.scored(), table.low());
        for row in 0..8 {
            let slow = table.score(row);
            assert_eq!(scaled.get(row), slow);
            assert_eq!(scored.contains(row), slow.is_some());
            assert_eq!(low.contains(row), slow.is_some_and(|(own, scale)| scale.is_low(own)));
        }
        assert_eq!((scored.to_vec(), low.to_vec()), (vec![0, 2, 3, 5], vec![0, 2, 5]));
        assert!(Table::default().scaled().get(0).is_none());
    }
}
