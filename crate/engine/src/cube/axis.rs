//! One side of a table: which values are listed, and in which order.

use std::cmp::Reverse;

use crate::table::{Category, Column, Data, MISSING, Table};
use crate::{Error, Result};

/// Keys of the engine's own dimensions whose values have an order.
const ORDERED: &[&str] = &["severity", "score", "tenure", "weekday", "hour", "milestone"];

/// Keys of periods; of too many, the newest are kept.
const PERIODS: &[&str] = &["day", "week", "month", "quarter", "year"];

/// Whether the dimension is a period in which items arrived.
pub fn is_period(column: &Column) -> bool {
    PERIODS.contains(&column.key.as_str())
}

/// Whether the values of a dimension have an order of their own (weeks, bands, quarters, numbers)
/// that a table must keep.
pub fn is_ordered(column: &Column) -> bool {
    let Data::Category(category) = &column.data else { return false };
    let key = column.key.as_str();
    let is_known = ORDERED.contains(&key) || is_period(column);
    let is_banded = ["band", "quarter", "week", "month"].iter().any(|part| {
        key.strip_suffix(part).is_some_and(|rest| rest.ends_with(['-', '_']) && rest.len() > 1)
    });
    let is_counted = !category.values.is_empty()
        && category.values.iter().all(|value| value.parse::<f64>().is_ok() || has_year(value));
    is_known || is_banded || is_counted
}

/// Whether a value begins like a date: four digits and something that is no digit.
fn has_year(value: &str) -> bool {
    let bytes = value.as_bytes();
    bytes.len() > 4
        && bytes[..4].iter().all(u8::is_ascii_digit)
        && matches!(bytes[4], b'-' | b' ' | b'/')
}

/// A dimension to cut by; without one, everything is in one group.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cut<'a> {
    /// The column, and its values.
    pub(super) by: Option<(&'a Column, &'a Category)>,
}

impl<'a> Cut<'a> {
    /// The cut by the dimension with this key or name.
    pub(super) fn find(table: &'a Table, key: &str) -> Result<Cut<'a>> {
        let category = table.dimension(key)?;
        let column = table.column(key).ok_or_else(|| Error::Unknown {
            what: "dimension",
            name: key.to_owned(),
            known: Vec::new(),
        })?;
        Ok(Cut { by: Some((column, category)) })
    }

    /// How many groups there are.
    pub(super) fn len(&self) -> usize {
        self.by.map_or(1, |(_, category)| category.values.len())
    }

    /// The group of `row`, or `MISSING`.
    pub(super) fn code(&self, row: u32) -> u32 {
        self.by.map_or(0, |(_, category)| {
            let code = category.codes.get(row as usize).copied().unwrap_or(MISSING);
            if (code as usize) < category.values.len() { code } else { MISSING }
        })
    }
}

/// The listed values of one side of a table.
#[derive(Debug, Clone)]
pub(super) struct Axis {
    /// Codes in the order in which they are listed.
    pub(super) listed: Vec<u32>,
    /// Position of each code; the one past the last is the place of all that are not listed.
    pub(super) place: Vec<u32>,
    /// Values that occur but are not listed.
    pub(super) n_hidden: u32,
}

impl Axis {
    /// Chooses at most `most` values that occur: of an ordered dimension in its order, else
    /// those of most `weight` first.
    pub(super) fn arrange(cut: &Cut<'_>, n: &[u32], weight: &[u32], most: usize) -> Axis {
        let mut listed: Vec<u32> =
            (0..n.len() as u32).filter(|code| n[*code as usize] > 0).collect();
        let n_all = listed.len();
        let by_weight =
            |code: &u32| (Reverse(weight[*code as usize]), Reverse(n[*code as usize]), *code);
        match cut.by {
            Some((column, _)) if is_period(column) => {
                listed.drain(..n_all.saturating_sub(most));
            }
            Some((column, _)) if is_ordered(column) => {
                crate::num::sort_by_key(&mut listed, by_weight);
                listed.truncate(most);
                listed.sort_unstable();
            }
            _ => {
                crate::num::sort_by_key(&mut listed, by_weight);
                listed.truncate(most);
            }
        }
        let mut place = vec![listed.len() as u32; n.len()];
        for (idx, code) in listed.iter().enumerate() {
            place[*code as usize] = idx as u32;
        }
        Axis { n_hidden: (n_all - listed.len()) as u32, listed, place }
    }

    /// The listed values in words.
    pub(super) fn names(&self, cut: &Cut<'_>) -> Vec<String> {
        let name = |code: &u32| match cut.by {
            Some((_, category)) => category.values[*code as usize].clone(),
            None => "All".to_owned(),
        };
        self.listed.iter().map(name).collect()
    }
}
