//! Which rows a filter holds for.

use undertone_kernel::{bits_marked, bits_within};

use crate::num::RowMask;
use crate::table::{Column, Data, Role, Table, Texts, parse_day};
use crate::view::{Clause, Filter};
use crate::{Error, Result};

/// The rows for which `filter` holds.
///
/// # Errors
/// [`Unknown`](crate::Error::Unknown) for a dimension that is not there,
/// [`BadOption`](crate::Error::BadOption) for a date that is none.
pub fn select(table: &Table, filter: &Filter) -> Result<RowMask> {
    let mut mask = match &filter.rows {
        None => RowMask::all(table.n_rows),
        Some(rows) => {
            let mut mask = RowMask::none(table.n_rows);
            for row in rows {
                mask.insert(*row);
            }
            mask
        }
    };
    if filter.from.is_some() || filter.to.is_some() {
        mask = mask.and(&within(table, filter)?);
    }
    for clause in &filter.clauses {
        mask = mask.and(&holding(table, clause)?);
    }
    if filter.low_only {
        mask = mask.and(&table.low());
    }
    if let Some(search) = &filter.search {
        retain_words(table, &mut mask, search);
    }
    Ok(mask)
}

/// Rows dated within the period; rows without a date are in no period.
fn within(table: &Table, filter: &Filter) -> Result<RowMask> {
    let from = day(filter.from.as_deref(), "from")?.unwrap_or(i32::MIN);
    let to = day(filter.to.as_deref(), "to")?.unwrap_or(i32::MAX);
    let Some(dates) = table.dates() else { return Ok(RowMask::none(table.n_rows)) };
    // A row without a date has the smallest number there is.
    let words = bits_within(dates.days(), from.max(i32::MIN + 1), to);
    Ok(RowMask::from_words(words, table.n_rows))
}

fn day(text: Option<&str>, option: &'static str) -> Result<Option<i32>> {
    let Some(text) = text else { return Ok(None) };
    let must = || format!("be a day like 2025-06-02, not {text:?}");
    parse_day(text).map(Some).ok_or_else(|| Error::BadOption { option, must: must() })
}

/// Rows whose value in the clause's dimension is among its values; with any value where it names none.
fn holding(table: &Table, clause: &Clause) -> Result<RowMask> {
    let category = table.dimension(&clause.dimension)?;
    let takes_missing = clause.values.iter().any(String::is_empty);
    let wanted: std::collections::BTreeSet<&str> =
        clause.values.iter().map(String::as_str).collect();
    let separator = table.column(&clause.dimension).and_then(Column::separator);
    let takes = |value: &String| {
        wanted.contains(value.as_str())
            || separator.is_some_and(|mark| value.split(mark).any(|part| wanted.contains(part)))
    };
    let takes = category.values.iter().map(takes);
    let takes: Vec<bool> = if clause.values.is_empty() {
        std::iter::repeat_n(true, category.values.len()).chain([false]).collect()
    } else {
        takes.chain([takes_missing]).collect()
    };
    if category.codes.len() >= table.n_rows as usize {
        let words = bits_marked(&category.codes, &takes);
        return Ok(RowMask::from_words(words, table.n_rows));
    }
    let code =
        |row: u32| category.codes.get(row as usize).map_or(usize::MAX, |code| *code as usize);
    Ok(RowMask::from_fn(table.n_rows, |row| takes[code(row).min(takes.len() - 1)]))
}

/// Keeps the rows whose words contain every word of `search`, letter case ignored.
fn retain_words(table: &Table, mask: &mut RowMask, search: &str) {
    let search = search.to_lowercase();
    let needles: Vec<&str> = search.split_whitespace().collect();
    if needles.is_empty() {
        return;
    }
    let texts = |role: Role| -> Option<&Texts> {
        match &table.role(role)?.data {
            Data::Text(texts) => Some(texts),
            _ => None,
        }
    };
    let (verbatims, titles) = (texts(Role::Verbatim), texts(Role::Title));
    let rows: Vec<u32> = mask.iter().collect();
    for row in rows {
        let verbatim = verbatims.map_or("", |texts| texts.get(row));
        let title = titles.map_or("", |texts| texts.get(row));
        let holds = |needle: &&str| contains(verbatim, needle) || contains(title, needle);
        if !needles.iter().all(holds) {
            mask.remove(row);
        }
    }
}

/// Whether `text` contains `needle`, which is in lower case already.
fn contains(text: &str, needle: &str) -> bool {
    if !text.is_ascii() {
        return text.to_lowercase().contains(needle);
    }
    let (text, needle) = (text.as_bytes(), needle.as_bytes());
    let Some(first) = needle.first() else { return true };
    let upper = first.to_ascii_uppercase();
    let last = text.len().saturating_sub(needle.len());
    text.len() >= needle.len()
        && (0..=last).any(|at| {
            (text[at] == *first || text[at] == upper)
                && text[at..at + needle.len()].eq_ignore_ascii_case(needle)
        })
}
