//! What one column holds.

use std::sync::Arc;

use undertone_kernel::{Cell, NO_DAY, NO_MINUTE, bits_marked};

use super::Role;
use crate::num::RowMask;
use crate::read::Source;

/// The code of a missing category, account or date.
pub const MISSING: u32 = u32::MAX;

/// A named, typed column.
#[derive(Debug, Clone)]
pub struct Column {
    /// Unique, stable, short: what queries, links and scripts say ("plan", "area", "week").
    pub key: String,
    /// What people read: the header as the file has it, or the engine's own name.
    pub name: String,
    /// What the column means to the engine.
    pub role: Option<Role>,
    /// Who brought it.
    pub origin: Origin,
    /// Its values.
    pub data: Data,
}

/// The key of the column of the themes that a row mentions beside its own, and what stands between
/// two of them.
pub const ALSO: &str = "also";
/// See [`ALSO`].
pub const BETWEEN_THEMES: &str = "; ";

impl Column {
    /// What stands between several values of one cell, each of which a filter takes.
    pub fn separator(&self) -> Option<&'static str> {
        match self.role {
            Some(Role::Tags) => Some(", "),
            None if self.key == ALSO => Some(BETWEEN_THEMES),
            _ => None,
        }
    }
}

/// Who brought a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A feedback file.
    File,
    /// The accounts file, through the join.
    Account,
    /// The engine.
    Computed,
}

/// The values of a column, by type.
#[derive(Debug, Clone)]
pub enum Data {
    /// Free text.
    Text(Texts),
    /// Few distinct values.
    Category(Category),
    /// Numbers, amounts of money and durations.
    Number(Numbers),
    /// Days, with the minute of the day where the file has it.
    Date(Dates),
}

impl Data {
    /// How many rows there are.
    pub(crate) fn len(&self) -> u32 {
        match self {
            Data::Text(texts) => texts.len(),
            Data::Category(category) => category.codes.len() as u32,
            Data::Number(numbers) => numbers.len(),
            Data::Date(dates) => dates.len(),
        }
    }
}

/// Free text: places in the text of the file, or in a text of its own.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    /// From which row on texts lie in which source.
    blocks: Vec<(u32, Source)>,
    cells: Arc<Vec<Cell>>,
}

impl Texts {
    /// Texts where they lie in a file.
    pub(crate) fn of_file(source: &Source, cells: Arc<Vec<Cell>>) -> Self {
        Texts { blocks: vec![(0, source.clone())], cells }
    }

    /// Appends the text of the next row.
    pub fn push(&mut self, text: &str) {
        let is_own = |(_, source): &(u32, Source)| source.buffer.text().is_empty();
        if !self.blocks.last().is_some_and(is_own) {
            self.blocks.push((self.len(), Source::default()));
        }
        let Some((_, source)) = self.blocks.last_mut() else { return };
        let side = Arc::make_mut(&mut source.side);
        let start = side.len() as u32;
        side.push_str(text);
        let cell = Cell { start, end: side.len() as u32 };
        Arc::make_mut(&mut self.cells).push(cell);
    }

    /// Appends the text that `other` has at `row`, without a copy where it lies in a file.
    pub(crate) fn push_from(&mut self, other: &Texts, row: u32) {
        let Some((source, cell)) = other.place(row) else { return self.push("") };
        if source.buffer.text().is_empty() {
            return self.push(other.get(row));
        }
        let is_same = |(_, own): &(u32, Source)| {
            Arc::ptr_eq(&own.buffer, &source.buffer) && Arc::ptr_eq(&own.side, &source.side)
        };
        if !self.blocks.last().is_some_and(is_same) {
            self.blocks.push((self.len(), source.clone()));
        }
        Arc::make_mut(&mut self.cells).push(cell);
    }

    /// The text of `row`; empty when missing.
    pub fn get(&self, row: u32) -> &str {
        self.place(row).map_or("", |(source, cell)| source.get(cell))
    }

    /// The rows whose text is at most `len` bytes long.
    pub(crate) fn short(&self, len: usize) -> Vec<u32> {
        undertone_kernel::short_cells(&self.cells, len as u32)
    }

    fn place(&self, row: u32) -> Option<(&Source, Cell)> {
        let cell = *self.cells.get(row as usize)?;
        let block = match self.blocks.as_slice() {
            [only] => only,
            blocks => &blocks[blocks.partition_point(|(first, _)| *first <= row) - 1],
        };
        Some((&block.1, cell))
    }

    /// How many rows there are.
    pub fn len(&self) -> u32 {
        self.cells.len() as u32
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }
}

/// Dictionary-coded values. Values are sorted (dates and numbers in their own order), so that
/// the codes do not depend on the order of the rows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Category {
    /// The code of each row, or [`MISSING`].
    pub codes: Vec<u32>,
    /// The values, by code.
    pub values: Vec<String>,
}

impl Category {
    /// Codes the given values; empty strings are missing.
    pub fn from_values<'a>(mut values: impl Iterator<Item = &'a str>) -> Self {
        Category::coded(&mut values)
    }

    /// The one compiled copy.
    fn coded(values: &mut dyn Iterator<Item = &str>) -> Self {
        let mut seen = crate::num::Interner::default();
        let raw: Vec<u32> = values
            .map(|value| if value.is_empty() { MISSING } else { seen.intern(value) })
            .collect();
        let numbers: Vec<Option<f64>> = seen.iter().map(|value| value.parse().ok()).collect();
        let mut order: Vec<u32> = (0..seen.len() as u32).collect();
        crate::num::sort_by(&mut order, |a, b| {
            let both = (numbers[*a as usize], numbers[*b as usize]);
            natural(both, seen.get(*a), seen.get(*b))
        });
        let mut code_of = vec![0; order.len()];
        for (code, id) in order.iter().enumerate() {
            code_of[*id as usize] = code as u32;
        }
        Category {
            codes: raw
                .iter()
                .map(|id| code_of.get(*id as usize).copied().unwrap_or(MISSING))
                .collect(),
            values: order.iter().map(|id| seen.get(*id).to_owned()).collect(),
        }
    }

    /// The same rows with other values, one for each of the old; some may be the same, or empty.
    pub(crate) fn recoded(&self, values: &mut dyn Iterator<Item = &str>) -> Category {
        let new = Category::coded(values);
        let code = |code: &u32| new.codes.get(*code as usize).copied().unwrap_or(MISSING);
        Category { codes: self.codes.iter().map(code).collect(), values: new.values }
    }

    /// The value of `row`.
    pub fn get(&self, row: u32) -> Option<&str> {
        let code = *self.codes.get(row as usize)?;
        self.values.get(code as usize).map(String::as_str)
    }

    /// The rows whose value is one of those that `takes` says, of `n_rows`.
    pub(crate) fn rows(&self, takes: &dyn Fn(&String) -> bool, n_rows: u32) -> RowMask {
        let marked: Vec<bool> = self.values.iter().map(takes).chain([false]).collect();
        RowMask::from_words(bits_marked(&self.codes, &marked), n_rows)
    }

    /// The code of `value`.
    pub fn code(&self, value: &str) -> Option<u32> {
        self.values.iter().position(|own| own == value).map(|code| code as u32)
    }
}

/// Orders numbers by size and everything else by its letters.
fn natural(both: (Option<f64>, Option<f64>), a: &str, b: &str) -> std::cmp::Ordering {
    match both {
        (Some(x), Some(y)) => x.total_cmp(&y).then_with(|| a.cmp(b)),
        (Some(_), None) => std::cmp::Ordering::Less,
        (None, Some(_)) => std::cmp::Ordering::Greater,
        (None, None) => a.cmp(b),
    }
}

/// Numbers; a missing one is told apart from every number.
#[derive(Debug, Clone, Default)]
pub struct Numbers {
    /// NaN where the number is missing.
    values: Arc<Vec<f64>>,
    /// The currency or unit, as the file says it ("$", "EUR", "minutes").
    pub unit: Option<String>,
}

impl Numbers {
    /// Numbers row by row, NaN where there is none.
    pub(crate) fn from_values(values: Arc<Vec<f64>>) -> Self {
        Numbers { values, unit: None }
    }

    /// Appends the number of the next row.
    pub fn push(&mut self, value: Option<f64>) {
        let value = value.filter(|value| value.is_finite()).unwrap_or(f64::NAN);
        Arc::make_mut(&mut self.values).push(value);
    }

    /// The number of `row`.
    pub fn get(&self, row: u32) -> Option<f64> {
        self.values.get(row as usize).copied().filter(|value| !value.is_nan())
    }

    /// The number of every row, NaN where there is none.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// How many rows there are.
    pub fn len(&self) -> u32 {
        self.values.len() as u32
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }
}

/// Days since 1970-01-01, with minutes of the day where known.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Dates {
    days: Arc<Vec<i32>>,
    minutes: Arc<Vec<u16>>,
}

impl Dates {
    /// Dates row by row.
    pub(crate) fn from_values(days: Arc<Vec<i32>>, minutes: Arc<Vec<u16>>) -> Self {
        Dates { days, minutes }
    }

    /// Appends the date of the next row: day number, and minute of the day where the file has it.
    pub fn push(&mut self, date: Option<(i32, Option<u16>)>) {
        Arc::make_mut(&mut self.days).push(date.map_or(NO_DAY, |(day, _)| day));
        let minutes = Arc::make_mut(&mut self.minutes);
        minutes.push(date.and_then(|(_, minute)| minute).unwrap_or(NO_MINUTE));
    }

    /// The day number of every row; the smallest of all numbers where there is none.
    pub(crate) fn days(&self) -> &[i32] {
        &self.days
    }

    /// The day number of `row`.
    pub fn day(&self, row: u32) -> Option<i32> {
        self.days.get(row as usize).copied().filter(|day| *day != NO_DAY)
    }

    /// The minute of the day of `row`.
    pub fn minute(&self, row: u32) -> Option<u16> {
        self.minutes.get(row as usize).copied().filter(|minute| *minute != NO_MINUTE)
    }

    /// How many rows there are.
    pub fn len(&self) -> u32 {
        self.days.len() as u32
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.days.is_empty()
    }
}

/// `day` as `2025-06-02`.
pub fn format_day(day: i32) -> String {
    let (y, m, d) = civil(day);
    format!("{y:04}-{m:02}-{d:02}")
}

/// Year and number of the week of ISO 8601 in which `day` lies: weeks begin on Mondays and belong
/// to the year of their Thursday.
pub fn iso_week(day: i32) -> (i64, i32) {
    let thursday = day - (day + 3).rem_euclid(7) + 3;
    let year = civil(thursday).0;
    (year, (thursday - day_number(year, 1, 1)) / 7 + 1)
}

/// Year, month and day of the month (Howard Hinnant, "chrono-compatible low-level date algorithms").
fn civil(day: i32) -> (i64, i64, i64) {
    let z = i64::from(day) + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let d = doy - (153 * mp + 2) / 5 + 1;
    let m = if mp < 10 { mp + 3 } else { mp - 9 };
    let y = yoe + era * 400 + i64::from(m <= 2);
    (y, m, d)
}

/// The day number of `2025-06-02`; `None` for anything else, impossible dates included.
pub fn parse_day(text: &str) -> Option<i32> {
    let mut parts = text.splitn(3, '-');
    let y: i64 = parts.next().filter(|part| part.len() == 4)?.parse().ok()?;
    let m: i64 = parts.next().filter(|part| part.len() == 2)?.parse().ok()?;
    let d: i64 = parts.next().filter(|part| part.len() == 2)?.parse().ok()?;
    let day = day_number(y, m, d);
    (format_day(day) == text).then_some(day)
}

pub(super) fn day_number(y: i64, m: i64, d: i64) -> i32 {
    let y = if m <= 2 { y - 1 } else { y };
    let era = y.div_euclid(400);
    let yoe = y.rem_euclid(400);
    let doy = (153 * (if m > 2 { m - 3 } else { m + 9 }) + 2) / 5 + d - 1;
    let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    (era * 146_097 + doe - 719_468) as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_their_names_agree() {
        for (day, name) in [(0, "1970-01-01"), (-1, "1969-12-31"), (20_241, "2025-06-02")] {
            assert_eq!(format_day(day), name);
            assert_eq!(parse_day(name), Some(day));
        }
        for day in (-200_000..200_000).step_by(17) {
            assert_eq!(parse_day(&format_day(day)), Some(day));
        }
        for wrong in ["2025-02-30", "2025-13-01", "2025-6-2", "", "2025-06-02T01:00"] {
            assert_eq!(parse_day(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn codes_do_not_depend_on_the_order_of_rows() {
        let forth = Category::from_values(["b", "", "10", "9", "a", "b"].into_iter());
        assert_eq!(forth.values, ["9", "10", "a", "b"]);
        assert_eq!(forth.codes, [3, MISSING, 1, 0, 2, 3]);
        assert_eq!(forth.get(1), None);
        assert_eq!(forth.code("a"), Some(2));
    }
}
