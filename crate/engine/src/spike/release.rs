//! What changed with a release: each series before and after a day, by an exact test.

use super::Subject;
use super::collect::collect;
use super::series::{Collected, Kind, Series};
use crate::join::Accounts;
use crate::num::{RowMask, sort_by};
use crate::stats::{benjamini_hochberg, two_rates};
use crate::table::{Data, Role, Table};

/// A version with fewer items than this may be a slip.
const VERSION_ITEMS: usize = 3;

/// Versions that the first days of the data already name were out before.
const LEAD_DAYS: i32 = 7;

/// Releases compared at most, the newest.
pub const MOST_RELEASES: usize = 20;

/// A day on which something was shipped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// The day.
    pub day: i32,
    /// Its name.
    pub name: String,
    /// Whether it was typed or given in a column; else it was read off version strings.
    pub is_given: bool,
}

/// A series before and after a release.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What changed.
    pub subject: Subject,
    /// Items in as many days before and after, and all items of the same days.
    pub before: (u32, u32),
    /// See `before`.
    pub after: (u32, u32),
    /// After over before, each as a rate of all items; infinite from none.
    pub ratio: f64,
    /// Its 95 % interval (conditional Clopper–Pearson).
    pub interval: (f64, f64),
    /// Two-sided exact conditional p.
    pub p: f64,
    /// After Benjamini–Hochberg over the series compared.
    pub q: f64,
}

/// What changed with one release.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The release.
    pub release: Release,
    /// Days compared on each side.
    pub days: u32,
    /// Series that changed at q up to 0.1, the surest first.
    pub changes: Vec<Change>,
    /// Series compared.
    pub n_compared: u32,
}

/// The releases to compare: those given (typed, or taken from a column), else the first days of the
/// versions that the feedback names; the newest of them, oldest first.
pub fn releases(table: &Table, rows: &RowMask, given: &[Release]) -> Vec<Release> {
    let mut found: Vec<Release> = given.to_vec();
    if found.is_empty() {
        found = from_versions(table, rows);
    }
    sort_by(&mut found, |a, b| (a.day, &a.name).cmp(&(b.day, &b.name)));
    found.dedup_by(|a, b| (a.day, &a.name) == (b.day, &b.name));
    let n = found.len();
    found.split_off(n.saturating_sub(MOST_RELEASES))
}

/// A typed list: a day and a name on each line (“2026-03-02 App 4.1”).
///
/// # Errors
/// The first line that begins with no day.
pub fn typed(text: &str) -> std::result::Result<Vec<Release>, String> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let (day, name) = line.split_once([' ', ',', ';', '\t']).unwrap_or((line, ""));
            let day = crate::table::parse_day(day)
                .ok_or_else(|| format!("{line:?} does not begin with a day like 2026-03-02"))?;
            let name = name.trim_matches(|c: char| c.is_whitespace() || ",;".contains(c));
            let name = if name.is_empty() { "Release" } else { name };
            Ok(Release { day, name: name.to_owned(), is_given: true })
        })
        .collect()
}

/// First days of the versions with enough items, but for those that were out before the data begins.
fn from_versions(table: &Table, rows: &RowMask) -> Vec<Release> {
    let Some(column) = table.role(Role::Version) else { return Vec::new() };
    let (Data::Category(versions), Some(dates)) = (&column.data, table.dates()) else {
        return Vec::new();
    };
    let mut days: Vec<Vec<i32>> = vec![Vec::new(); versions.values.len()];
    let mut first = i32::MAX;
    for row in rows.iter() {
        let Some(day) = dates.day(row) else { continue };
        first = first.min(day);
        let code = versions.codes[row as usize] as usize;
        if let Some(own) = days.get_mut(code) {
            own.push(day);
        }
    }
    let named = versions.values.iter().zip(&days);
    named
        .filter(|(_, days)| days.len() >= VERSION_ITEMS)
        .filter_map(|(name, days)| Some((name, days.iter().min().copied()?)))
        .filter(|(_, day)| *day >= first + LEAD_DAYS)
        .map(|(name, day)| Release { day, name: name.clone(), is_given: false })
        .collect()
}

/// Compares every theme, area and category in up to `most_days` days from the release on with as
/// many before it; fewer where the data or the next release ends sooner.
pub fn compare(
    table: &Table,
    accounts: &Accounts,
    rows: &RowMask,
    as_of: i32,
    releases: &[Release],
    most_days: u32,
) -> Vec<Comparison> {
    let Some(collected) = collect(table, rows, as_of) else { return Vec::new() };
    releases
        .iter()
        .enumerate()
        .filter_map(|(idx, release)| {
            let next = releases[idx + 1..].iter().find(|own| own.day > release.day);
            let end = next.map_or(as_of + 1, |own| own.day.min(as_of + 1));
            let days = (end - release.day).min(release.day - collected.start).min(most_days as i32);
            (days > 0).then(|| one(&collected, accounts, release, days))
        })
        .collect()
}

fn one(collected: &Collected, accounts: &Accounts, release: &Release, days: i32) -> Comparison {
    let day = (release.day - collected.start) as usize;
    let (from, to) = (day - days as usize, day + days as usize);
    let whole: Vec<&Series> =
        collected.series.iter().take_while(|series| series.kind == Kind::Said).collect();
    let compared: Vec<Change> =
        whole.iter().filter_map(|own| change(collected, accounts, own, (from, day, to))).collect();
    let q = benjamini_hochberg(&compared.iter().map(|own| own.p).collect::<Vec<f64>>());
    let n_compared = compared.len() as u32;
    let mut changes: Vec<Change> = compared
        .into_iter()
        .zip(q)
        .map(|(own, q)| Change { q, ..own })
        .filter(|own| own.q <= 0.1)
        .collect();
    sort_by(&mut changes, |a, b| a.p.total_cmp(&b.p).then_with(|| a.subject.cmp(&b.subject)));
    Comparison { release: release.clone(), days: days as u32, changes, n_compared }
}

/// The test is on voices, the numbers shown are items.
fn change(
    collected: &Collected,
    accounts: &Accounts,
    series: &Series,
    (from, day, to): (usize, usize, usize),
) -> Option<Change> {
    let volume = &collected.volumes[series.volume];
    let all = |range: std::ops::Range<usize>| volume[range].iter().sum::<u32>();
    let side = |range: std::ops::Range<usize>| {
        let rows: Vec<u32> = series
            .events
            .iter()
            .filter(|event| range.contains(&(event.day as usize)))
            .map(|event| event.row)
            .collect();
        let known = rows.iter().filter(|row| accounts.of(**row).is_some()).count();
        let voices = accounts.distinct(rows.iter().copied()).len() + rows.len() - known;
        (rows.len() as u32, voices as f64)
    };
    let (all_before, all_after) = (all(from..day), all(day..to));
    let (before, after) = (side(from..day), side(day..to));
    if before.0 + after.0 == 0 || all_before == 0 || all_after == 0 {
        return None;
    }
    let exposed = |n: u32| f64::from(n);
    let tested = two_rates((after.1, exposed(all_after)), (before.1, exposed(all_before)), 0.95);
    let rate = |n: u32, all: u32| f64::from(n) / f64::from(all);
    Some(Change {
        subject: series.subject.clone(),
        before: (before.0, all_before),
        after: (after.0, all_after),
        ratio: rate(after.0, all_after) / rate(before.0, all_before),
        interval: (tested.low, tested.high),
        p: tested.two.p,
        q: f64::NAN,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_list_is_read_line_by_line() {
        let list = typed("2026-03-02 App 4.1\n\n 2026-03-16, App 4.2 \n2026-04-01").unwrap();
        let names: Vec<&str> = list.iter().map(|own| own.name.as_str()).collect();
        assert_eq!(names, ["App 4.1", "App 4.2", "Release"]);
        assert_eq!(list[1].day - list[0].day, 14);
        assert!(typed("soon App 5").unwrap_err().contains("soon"));
    }
}
