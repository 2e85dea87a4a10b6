//! A table of daily counts, as `undertone spikes --counts` reads it.

use crate::read::Reading;
use crate::table::{format_day, parse_day};
use crate::{Error, Result};

/// Counts a day: all items, and each theme's.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CountTable {
    /// The days, without gaps.
    pub days: Vec<i32>,
    /// All items of each day.
    pub volume: Vec<u32>,
    /// Names of the themes.
    pub names: Vec<String>,
    /// Items of each theme and day.
    pub counts: Vec<Vec<u32>>,
}

/// Most days between the first and the last: more is a slip in a date.
const MOST_DAYS: i32 = 40_000;

impl CountTable {
    /// From a file with the columns `date`, `all_items` and one for each theme. Days may stand in
    /// any order; those that are missing had no items.
    ///
    /// # Errors
    /// [`BadOption`](Error::BadOption) naming the line and the column of what is no count, no date,
    /// a day given twice, or a theme with more items than all.
    pub fn read(reading: &Reading) -> Result<CountTable> {
        let header = &reading.header;
        let place = |name: &str| {
            let is_it = |own: &&String| own.trim().eq_ignore_ascii_case(name);
            header.iter().position(|own| is_it(&own)).ok_or_else(|| {
                bad(format!(
                    "have the columns date, all_items and one for each theme; {name:?} is not among {}",
                    header.iter().take(8).cloned().collect::<Vec<_>>().join(", ")
                ))
            })
        };
        let (date, all) = (place("date")?, place("all_items")?);
        let themes: Vec<usize> =
            (0..header.len()).filter(|col| ![date, all].contains(col)).collect();
        if themes.is_empty() {
            return Err(bad("have a column of counts for at least one theme".to_owned()));
        }
        let records = &reading.records;
        let n_rows = records.n_rows();
        let days: Vec<i32> = (0..n_rows)
            .map(|row| {
                let text = records.get(row, date as u32).trim();
                parse_day(text).ok_or_else(|| {
                    bad(format!(
                        "have a day like 2026-03-12 in row {} of {:?}, not {text:?}",
                        row + 1,
                        header[date]
                    ))
                })
            })
            .collect::<Result<_>>()?;
        let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) else {
            return Err(Error::NoRows { file: reading.file.clone() });
        };
        if last - first > MOST_DAYS {
            return Err(bad(format!(
                "span less than a century, not {} to {}",
                format_day(*first),
                format_day(*last)
            )));
        }
        let n_days = (last - first + 1) as usize;
        let mut table = CountTable {
            days: (*first..=*last).collect(),
            volume: vec![0; n_days],
            names: themes.iter().map(|col| header[*col].clone()).collect(),
            counts: vec![vec![0; n_days]; themes.len()],
        };
        let mut is_seen = vec![false; n_days];
        for (row, day) in days.iter().enumerate() {
            let at = (day - first) as usize;
            if std::mem::replace(&mut is_seen[at], true) {
                return Err(bad(format!(
                    "have each day once; {} stands in row {} again",
                    format_day(*day),
                    row + 1
                )));
            }
            let count = |col: usize| -> Result<u32> {
                let text = records.get(row as u32, col as u32).trim();
                text.parse().map_err(|_| {
                    bad(format!(
                        "hold whole counts of 0 or more; row {} has {text:?} in {:?}",
                        row + 1,
                        header[col]
                    ))
                })
            };
            table.volume[at] = count(all)?;
            for (idx, col) in themes.iter().enumerate() {
                let own = count(*col)?;
                if own > table.volume[at] {
                    return Err(bad(format!(
                        "hold no more items of a theme than all_items; row {} has {own} in {:?} of {}",
                        row + 1,
                        header[*col],
                        table.volume[at]
                    )));
                }
                table.counts[idx][at] = own;
            }
        }
        Ok(table)
    }
}

fn bad(must: String) -> Error {
    Error::BadOption { option: "counts", must }
}
