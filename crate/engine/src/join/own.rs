//! Accounts known only from the feedback rows: the newest row of each says what it is.

use super::derive::tier;
use super::stack::text_of;
use super::{Accounts, currency};
use crate::notice::Notices;
use crate::table::{Category, Column, Data, MISSING, Role, Table};

/// The accounts that the rows name; empty when no column holds an account.
pub(super) fn from_rows(table: &Table, notices: &mut Notices) -> Accounts {
    let key =
        [Role::Account, Role::AccountName, Role::Domain].iter().find_map(|role| table.role(*role));
    let Some(Data::Category(keys)) = key.map(|column| &column.data) else {
        return Accounts { of_row: vec![MISSING; table.n_rows as usize], ..Accounts::default() };
    };
    let newest = newest_rows(table, keys);
    let column = |role: Role| table.role(role);
    let text = |role: Role| -> Vec<Option<String>> {
        newest.iter().map(|rows| column(role).and_then(|c| last_text(c, rows))).collect()
    };
    let day = |role: Role| -> Vec<Option<i32>> {
        newest.iter().map(|rows| column(role).and_then(|c| last_day(c, rows))).collect()
    };
    let mut arr: Vec<Option<f64>> =
        newest.iter().map(|rows| column(Role::Arr).and_then(|c| last_number(c, rows))).collect();
    let named = currency::unite(&mut arr, &text(Role::Currency), notices);
    let names = text(Role::AccountName);
    let mut plans = text(Role::Plan);
    if plans.iter().all(Option::is_none) {
        plans = arr.iter().map(|arr| arr.map(|arr| tier(arr).to_owned())).collect();
    }
    Accounts {
        of_row: keys.codes.clone(),
        names: names
            .into_iter()
            .zip(&keys.values)
            .map(|(name, key)| name.unwrap_or_else(|| key.clone()))
            .collect(),
        keys: keys.values.clone(),
        arr,
        plans,
        renewals: day(Role::Renewal),
        owners: text(Role::Owner),
        lifecycles: text(Role::Lifecycle),
        signups: day(Role::Signup),
        segments: Vec::new(),
        currency: currency::of(table, named),
        is_complete: false,
    }
}

/// The rows of each account, newest first; rows without a date count as oldest, and of the same
/// day the later row is newer.
fn newest_rows(table: &Table, keys: &Category) -> Vec<Vec<u32>> {
    let mut rows: Vec<Vec<u32>> = vec![Vec::new(); keys.values.len()];
    for (row, code) in keys.codes.iter().enumerate() {
        if let Some(own) = rows.get_mut(*code as usize) {
            own.push(row as u32);
        }
    }
    let dates = table.dates();
    for own in &mut rows {
        crate::num::sort_by_key(own, |row| {
            let day = dates.and_then(|dates| dates.day(*row));
            let minute = dates.and_then(|dates| dates.minute(*row));
            std::cmp::Reverse((day, minute, *row))
        });
    }
    rows
}

fn last_text(column: &Column, rows: &[u32]) -> Option<String> {
    let cells = rows.iter().map(|row| text_of(column, *row));
    cells.filter(|cell| !cell.is_empty()).map(str::to_owned).next()
}

fn last_day(column: &Column, rows: &[u32]) -> Option<i32> {
    let Data::Date(dates) = &column.data else { return None };
    rows.iter().find_map(|row| dates.day(*row))
}

fn last_number(column: &Column, rows: &[u32]) -> Option<f64> {
    let Data::Number(numbers) = &column.data else { return None };
    rows.iter().find_map(|row| numbers.get(*row))
}
