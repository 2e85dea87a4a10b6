//! One side of a table: which values are listed, and in which order.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::table::{Category, Column, Data, Table};
use crate::{Error, Result};

/// Keys of the engine's own dimensions whose values have an order.
const ORDERED: &[&str] = &["severity", "score", "tenure", "weekday", "hour", "milestone"];

/// Keys of periods; of too many, the newest are kept.
const PERIODS: &[&str] = &["day", "week", "month", "quarter", "year"];

/// Severities in their order, worst first.
const SEVERITIES: [&str; 4] = ["critical", "high", "medium", "low"];

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

/// Between the two values of a nested side.
const WITHIN: &str = " › ";

/// Dimensions to cut by: one, two (the second within the first), or none, where everything is in
/// one group.
#[derive(Debug, Clone)]
pub(super) struct Cut<'a> {
    /// The columns, outer first, and their values.
    pub(super) by: Vec<(&'a Column, &'a Category)>,
    len: usize,
}

impl<'a> Cut<'a> {
    /// The cut by the dimensions with these keys or names; empty ones are left out.
    pub(super) fn find(table: &'a Table, keys: [&str; 2]) -> Result<Cut<'a>> {
        let mut by = Vec::new();
        for key in keys.into_iter().filter(|key| !key.is_empty()) {
            let category = table.dimension(key)?;
            let column = table.column(key).ok_or_else(|| Error::Unknown {
                what: "dimension",
                name: key.to_owned(),
                known: Vec::new(),
            })?;
            by.push((column, category));
        }
        let len = by.iter().map(|(_, own)| own.values.len()).product();
        Ok(Cut { by, len })
    }

    /// No cut: everything in one group.
    pub(super) fn whole() -> Cut<'a> {
        Cut { by: Vec::new(), len: 1 }
    }

    /// By the outer dimension alone.
    pub(super) fn outer_only(&self) -> Cut<'a> {
        let by: Vec<(&Column, &Category)> = self.by.iter().take(1).copied().collect();
        let len = by.iter().map(|(_, own)| own.values.len()).product();
        Cut { by, len }
    }

    /// How many groups there are.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// A side that is a period in which items arrived.
    pub(super) fn is_of_periods(&self) -> bool {
        matches!(self.by.as_slice(), [(column, _)] if is_period(column))
    }

    /// The outer group of a group of a nested side.
    pub(super) fn outer(&self, code: u32) -> Option<u32> {
        match self.by.as_slice() {
            [_, (_, inner), ..] => Some(code / inner.values.len() as u32),
            _ => None,
        }
    }

    /// Keys and names of the dimensions in one text each.
    pub(super) fn key(&self) -> Option<String> {
        self.by.first().map(|(column, _)| column.key.clone())
    }

    /// See [`key`](Cut::key).
    pub(super) fn name(&self) -> Option<String> {
        let names: Vec<&str> = self.by.iter().map(|(column, _)| column.name.as_str()).collect();
        (!names.is_empty()).then(|| names.join(WITHIN))
    }

    /// A group in words: the outer value, if there is one, and the value.
    pub(super) fn words(&self, code: u32) -> (String, String) {
        match self.by.as_slice() {
            [] => (String::new(), "All".to_owned()),
            [(_, only)] => (String::new(), only.values[code as usize].clone()),
            [(_, outer), (_, inner), ..] => {
                let n = inner.values.len() as u32;
                let value = |own: &Category, code: u32| own.values[code as usize].clone();
                (value(outer, code / n), value(inner, code % n))
            }
        }
    }
}

/// Which groups are listed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Listing {
    /// At most this many.
    pub(super) most: usize,
    /// Only those with at least this many items.
    pub(super) least: u32,
    /// By value, whatever their weight.
    pub(super) is_by_name: bool,
    /// At most this many are tested, those of most items where not all are listed: which cells count as
    /// tests must not depend on what they show.
    pub(super) tested: usize,
}

/// The listed values of one side of a table.
#[derive(Debug, Clone)]
pub(super) struct Axis {
    /// Codes in the order in which they are listed; behind them those that are only tested.
    pub(super) listed: Vec<u32>,
    /// How many of them are shown.
    pub(super) n_shown: usize,
    /// Position of each code; the one past the last is the place of all that are not listed.
    pub(super) place: Vec<u32>,
    /// Values that occur but are not listed.
    pub(super) n_hidden: u32,
}

impl Axis {
    /// Chooses which values that occur are listed: of an ordered dimension in its order, else those
    /// of most `weight` first; the values of a nested side stay together.
    pub(super) fn arrange(cut: &Cut<'_>, n: &[u32], weight: &[u32], listing: Listing) -> Axis {
        let occurs = |code: &u32| n[*code as usize] > 0;
        let n_all = (0..n.len() as u32).filter(occurs).count();
        let mut listed: Vec<u32> = (0..n.len() as u32)
            .filter(occurs)
            .filter(|c| n[*c as usize] >= listing.least)
            .collect();
        let most = listing.most;
        let by_weight =
            |code: &u32| (Reverse(weight[*code as usize]), Reverse(n[*code as usize]), *code);
        let is_in_order =
            matches!(cut.by.as_slice(), [(column, _)] if is_ordered(column) && !is_period(column));
        if cut.is_of_periods() {
            listed.drain(..listed.len().saturating_sub(most));
        } else {
            crate::num::sort_by_key(&mut listed, by_weight);
            listed.truncate(most);
            if is_in_order || listing.is_by_name {
                listed.sort_unstable();
            }
            if let ([(column, own)], false) = (cut.by.as_slice(), listing.is_by_name)
                && column.key == "severity"
            {
                let rank =
                    |code: &u32| SEVERITIES.iter().position(|s| *s == own.values[*code as usize]);
                crate::num::sort_by_key(&mut listed, rank);
            }
        }
        let n_hidden = (n_all - listed.len()) as u32;
        let mut others: Vec<u32> = if cut.is_of_periods() || listing.tested <= listed.len() {
            Vec::new()
        } else {
            let is_shown: std::collections::BTreeSet<u32> = listed.iter().copied().collect();
            let is_other =
                |c: &u32| n[*c as usize] >= listing.least.max(1) && !is_shown.contains(c);
            (0..n.len() as u32).filter(is_other).collect()
        };
        crate::num::sort_by_key(&mut others, |code| (Reverse(n[*code as usize]), *code));
        others.truncate(listing.tested.saturating_sub(listed.len()));
        Axis::of(cut, listed, &others, (n.len(), n_hidden))
    }

    fn of(
        cut: &Cut<'_>,
        mut listed: Vec<u32>,
        others: &[u32],
        (n_codes, n_hidden): (usize, u32),
    ) -> Axis {
        group(cut, &mut listed);
        let n_shown = listed.len();
        listed.extend(others);
        let mut place = vec![listed.len() as u32; n_codes];
        for (idx, code) in listed.iter().enumerate() {
            place[*code as usize] = idx as u32;
        }
        Axis { listed, n_shown, place, n_hidden }
    }

    /// The same values by `keys`, one for each listed value, smallest first and undefined ones last.
    #[must_use]
    pub(super) fn sorted(&self, cut: &Cut<'_>, keys: &[f64]) -> Axis {
        let key = |idx: usize| match keys.get(idx) {
            Some(key) if !key.is_nan() => *key,
            _ => f64::INFINITY,
        };
        let (shown, others) = self.listed.split_at(self.n_shown);
        let mut order: Vec<usize> = (0..self.n_shown).collect();
        crate::num::sort_by(&mut order, |a, b| key(*a).total_cmp(&key(*b)).then(a.cmp(b)));
        let listed = order.into_iter().map(|idx| shown[idx]).collect();
        Axis::of(cut, listed, others, (self.place.len(), self.n_hidden))
    }

    /// Values that occur and are not even tested.
    pub(super) fn n_untested(&self) -> u32 {
        self.n_hidden - (self.listed.len() - self.n_shown) as u32
    }

    /// The listed values in words.
    pub(super) fn names(&self, cut: &Cut<'_>) -> Vec<String> {
        self.listed[..self.n_shown].iter().map(|code| cut.words(*code).1).collect()
    }

    /// The outer values of a nested side.
    pub(super) fn groups(&self, cut: &Cut<'_>) -> Vec<String> {
        let shown = &self.listed[..self.n_shown];
        let nested = shown.iter().filter(|code| cut.outer(**code).is_some());
        nested.map(|code| cut.words(*code).0).collect()
    }
}

/// Brings the values of one outer group together, groups in the order of their first value.
fn group(cut: &Cut<'_>, listed: &mut [u32]) {
    let mut first = BTreeMap::new();
    for (idx, code) in listed.iter().enumerate() {
        let Some(outer) = cut.outer(*code) else { return };
        first.entry(outer).or_insert(idx);
    }
    crate::num::sort_by_key(listed, |code| cut.outer(*code).and_then(|o| first.get(&o).copied()));
}
