//! Two scales in one column of scores: no answer of a segment is above half of the scale.

use crate::stats::binomial;
use crate::table::{Category, Data, MISSING, Origin, Role, Table};

/// The notice of it.
pub(super) const CODE: &str = "two-scales";

/// A scale from 5 up to here may hold one of five steps.
const LEAST_MAX: f64 = 10.0;
const FIVE: f64 = 5.0;

/// Answers of a segment, the share of them that may be above five all the same, and the chance that no
/// more are, from which on it is said.
const LEAST: u32 = 40;
const SLIPS: f64 = 0.02;
const CHANCE: f64 = 1e-9;

/// Values of a dimension at most.
const MOST_VALUES: usize = 60;

/// A segment whose scores look like those of another scale.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct OtherScale {
    dimension: String,
    value: String,
    pub(super) n: u32,
    /// Share of all other answers above five.
    above: f64,
    max: f64,
}

impl OtherScale {
    /// The sentence for the reader.
    pub(super) fn told(&self) -> String {
        format!(
            "on a scale to {:.0} in '{}' of {}, where hardly any is above 5 and elsewhere {:.0} % are: two \
             scales may share the column; put each in a file or column of its own",
            self.max,
            self.value,
            self.dimension,
            100.0 * self.above
        )
    }
}

/// The segment of the file's own columns with most answers that looks so, if any does.
pub(super) fn other_scale(table: &Table) -> Option<OtherScale> {
    let scores = table.scaled();
    // The score of each row on a long scale; NaN for others.
    let mut long = Vec::with_capacity(table.n_rows as usize);
    let mut max = 0.0_f64;
    for row in 0..table.n_rows {
        let own = scores.get(row).filter(|(_, scale)| scale.max >= LEAST_MAX);
        max = own.map_or(max, |(_, scale)| max.max(scale.max));
        long.push(own.map_or(f64::NAN, |(score, _)| score));
    }
    if max < LEAST_MAX {
        return None;
    }
    let mut found: Option<OtherScale> = None;
    for column in table.columns.iter().filter(|own| own.origin == Origin::File) {
        let Data::Category(category) = &column.data else { continue };
        if column.role == Some(Role::Score) || category.values.len() > MOST_VALUES {
            continue;
        }
        for (value, n, above) in below_five(category, &long) {
            if found.as_ref().is_none_or(|best| n > best.n) {
                let dimension = column.name.clone();
                found = Some(OtherScale { dimension, value, n, above, max });
            }
        }
    }
    found
}

/// Values of one column with hardly an answer above five where chance would have many: with how many
/// answers, and what share of the others is above five.
fn below_five(category: &Category, scores: &[f64]) -> Vec<(String, u32, f64)> {
    let mut counts = vec![(0_u32, 0_u32); category.values.len()];
    for (code, score) in category.codes.iter().zip(scores) {
        if *code != MISSING && !score.is_nan() {
            let own = &mut counts[*code as usize];
            own.0 += 1;
            own.1 += u32::from(*score > FIVE);
        }
    }
    let (n, above) = counts.iter().fold((0, 0), |sum, own| (sum.0 + own.0, sum.1 + own.1));
    let is_low = |own: &(u32, u32)| own.0 >= LEAST && f64::from(own.1) <= SLIPS * f64::from(own.0);
    let known = category.values.iter().zip(&counts).filter(|(_, own)| is_low(own));
    let with_rest = known.map(|(value, own)| {
        (value.clone(), *own, f64::from(above - own.1) / f64::from((n - own.0).max(1)))
    });
    let is_other = |own: &(u32, u32), rest: f64| {
        binomial(f64::from(own.1), f64::from(own.0), rest, 1.0 - rest).lower.p <= CHANCE
    };
    let found = with_rest.filter(|(_, own, rest)| is_other(own, *rest));
    found.map(|(value, own, rest)| (value, own.0, rest)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Column, Metric, Numbers, RowOrigin, Scale, Source};

    fn table(score: impl Fn(u32) -> f64, scale: Scale) -> Table {
        let mut numbers = Numbers::default();
        (0..400).for_each(|row| numbers.push(Some(score(row))));
        let column = |key: &str, role, data| Column {
            key: key.to_owned(),
            name: key.to_owned(),
            role: Some(role),
            origin: Origin::File,
            data,
        };
        let channels = (0..400_u32).map(|row| if row.is_multiple_of(4) { "app" } else { "email" });
        let channels = Category::from_values(channels);
        Table {
            n_rows: 400,
            columns: vec![
                column("score", Role::Score, Data::Number(numbers)),
                column("channel", Role::Channel, Data::Category(channels)),
            ],
            sources: vec![Source { file: 0, name: String::new(), scale: Some(scale) }],
            origins: (0..400).map(|row| RowOrigin { source: 0, row }).collect(),
        }
    }

    #[test]
    fn five_steps_among_eleven_are_told_and_a_bad_channel_is_not() {
        let nps = Scale::usual(Metric::Nps, 0.0, 10.0);
        let mixed =
            |row: u32| f64::from(if row.is_multiple_of(4) { 1 + row % 5 } else { row * 7 % 11 });
        let found = other_scale(&table(mixed, nps.clone())).unwrap();
        assert_eq!((found.value.as_str(), found.n), ("app", 100));
        assert!(found.told().contains("'app' of channel"), "{}", found.told());
        let slip = |row: u32| if row == 0 { 6.0 } else { mixed(row) };
        assert_eq!(other_scale(&table(slip, nps.clone())).unwrap().n, 100);
        let bad = |row: u32| if row.is_multiple_of(20) { 6.0 } else { mixed(row) };
        assert_eq!(other_scale(&table(bad, nps)), None);
        let five = Scale::usual(Metric::Csat, 1.0, 5.0);
        assert_eq!(other_scale(&table(|row| f64::from(1 + row % 5), five)), None);
    }
}
