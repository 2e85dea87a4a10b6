//! What one column holds.

use super::Role;

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

/// Free text, all in one buffer.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    text: String,
    ends: Vec<u32>,
}

impl Texts {
    /// Appends the text of the next row.
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
    }

    /// The text of `row`; empty when missing.
    pub fn get(&self, row: u32) -> &str {
        let row = row as usize;
        let Some(end) = self.ends.get(row) else { return "" };
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        &self.text[start as usize..*end as usize]
    }

    /// How many rows there are.
    pub fn len(&self) -> u32 {
        self.ends.len() as u32
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
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

/// Numbers; a missing one is marked, never NaN.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Numbers {
    values: Vec<f64>,
    present: Vec<bool>,
    /// The currency or unit, as the file says it ("$", "EUR", "minutes").
    pub unit: Option<String>,
}

impl Numbers {
    /// Appends the number of the next row.
    pub fn push(&mut self, value: Option<f64>) {
        let value = value.filter(|value| value.is_finite());
        self.values.push(value.unwrap_or(0.0));
        self.present.push(value.is_some());
    }

    /// The number of `row`.
    pub fn get(&self, row: u32) -> Option<f64> {
        let row = row as usize;
        (*self.present.get(row)?).then(|| self.values[row])
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
    days: Vec<i32>,
    minutes: Vec<u16>,
}

const NO_DAY: i32 = i32::MIN;
const NO_MINUTE: u16 = u16::MAX;

impl Dates {
    /// Appends the date of the next row: day number, and minute of the day where the file has it.
    pub fn push(&mut self, date: Option<(i32, Option<u16>)>) {
        self.days.push(date.map_or(NO_DAY, |(day, _)| day));
        self.minutes.push(date.and_then(|(_, minute)| minute).unwrap_or(NO_MINUTE));
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

/// `day` as `2025-06-02` (Howard Hinnant, "chrono-compatible low-level date algorithms").
pub fn format_day(day: i32) -> String {
    let z = i64::from(day) + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let d = doy - (153 * mp + 2) / 5 + 1;
    let m = if mp < 10 { mp + 3 } else { mp - 9 };
    let y = yoe + era * 400 + i64::from(m <= 2);
    format!("{y:04}-{m:02}-{d:02}")
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
