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
        let columns = Columns::find(&reading.header)?;
        let days = columns.days(reading)?;
        let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) else {
            return Err(Error::NoRows { file: reading.file.clone() });
        };
        if last - first > MOST_DAYS {
            let (first, last) = (format_day(*first), format_day(*last));
            return Err(bad(format!("span less than a century, not {first} to {last}")));
        }
        let n_days = (last - first + 1) as usize;
        let mut table = CountTable {
            days: (*first..=*last).collect(),
            volume: vec![0; n_days],
            names: columns.themes.iter().map(|col| reading.header[*col].clone()).collect(),
            counts: vec![vec![0; n_days]; columns.themes.len()],
        };
        let mut is_seen = vec![false; n_days];
        for (row, day) in days.iter().enumerate() {
            let at = (day - first) as usize;
            if std::mem::replace(&mut is_seen[at], true) {
                let day = format_day(*day);
                return Err(bad(format!(
                    "have each day once; {day} stands in row {} again",
                    row + 1
                )));
            }
            table.fill(reading, &columns, row as u32, at)?;
        }
        Ok(table)
    }

    /// Takes the counts of one row.
    fn fill(&mut self, reading: &Reading, columns: &Columns, row: u32, at: usize) -> Result<()> {
        let all = count(reading, row, columns.all)?;
        self.volume[at] = all;
        for (idx, col) in columns.themes.iter().enumerate() {
            let own = count(reading, row, *col)?;
            if own > all {
                let name = &reading.header[*col];
                return Err(bad(format!(
                    "hold no more items of a theme than all_items; row {} has {own} in {name:?} of {all}",
                    row + 1
                )));
            }
            self.counts[idx][at] = own;
        }
        Ok(())
    }
}

/// Where the columns stand.
struct Columns {
    date: usize,
    all: usize,
    themes: Vec<usize>,
}

impl Columns {
    fn find(header: &[String]) -> Result<Columns> {
        let place = |name: &str| {
            let is_it = |own: &String| own.trim().eq_ignore_ascii_case(name);
            header.iter().position(is_it).ok_or_else(|| {
                let known = header.iter().take(8).cloned().collect::<Vec<_>>().join(", ");
                bad(format!(
                    "have the columns date, all_items and one for each theme; {name:?} is not among {known}"
                ))
            })
        };
        let (date, all) = (place("date")?, place("all_items")?);
        let themes: Vec<usize> =
            (0..header.len()).filter(|col| ![date, all].contains(col)).collect();
        if themes.is_empty() {
            return Err(bad("have a column of counts for at least one theme".to_owned()));
        }
        Ok(Columns { date, all, themes })
    }

    fn days(&self, reading: &Reading) -> Result<Vec<i32>> {
        let day = |row: u32| {
            let text = reading.records.get(row, self.date as u32).trim();
            parse_day(text).ok_or_else(|| {
                bad(format!("have a day like 2026-03-12 in row {}, not {text:?}", row + 1))
            })
        };
        (0..reading.records.n_rows()).map(day).collect()
    }
}

fn count(reading: &Reading, row: u32, col: usize) -> Result<u32> {
    let text = reading.records.get(row, col as u32).trim();
    text.parse().map_err(|_| {
        let name = &reading.header[col];
        bad(format!("hold whole counts of 0 or more; row {} has {text:?} in {name:?}", row + 1))
    })
}

fn bad(must: String) -> Error {
    Error::BadOption { option: "counts", must }
}
