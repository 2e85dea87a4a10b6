//! The accounts files as one list of accounts.

use std::collections::BTreeMap;

use super::derive::tier;
use super::spread::spread;
use super::rows::Rows;
use super::stack::{stack, text_of};
use super::{Accounts, currency};
use crate::notice::Notices;
use crate::table::{Category, Column, Data, FileTable, Origin, Role, Table};

/// All accounts of the accounts files, one row an account.
pub(super) struct Book {
    /// Their columns.
    pub(super) table: Table,
    /// Their keys: id, else name, else domain.
    pub(super) keys: Vec<String>,
    /// Row of `table` for each account, in the order of the keys.
    rows: Vec<u32>,
}

impl Book {
    /// Reads the files; of rows with the same key the last counts.
    pub(super) fn new(files: &[&FileTable], notices: &mut Notices) -> Self {
        let ided: Vec<(u32, &FileTable)> = files.iter().map(|file| (0, *file)).collect();
        let table = stack(&ided, &Rows::all(files));
        let mut by_key: BTreeMap<String, u32> = BTreeMap::new();
        for row in 0..table.n_rows {
            let key = key_of(&table, row);
            if key.is_empty() {
                notices.add("account-without-key", "an account has neither id nor name", None);
                continue;
            }
            if by_key.insert(key.to_owned(), row).is_some() {
                notices.add(
                    "duplicate-account",
                    "an account stands twice; its last row counts",
                    None,
                );
            }
        }
        let (keys, rows) = by_key.into_iter().unzip();
        Book { table, keys, rows }
    }

    /// The text of `account` in the column with `role`.
    pub(super) fn text(&self, account: usize, role: Role) -> &str {
        let row = self.rows[account];
        self.table.role(role).map_or("", |column| text_of(column, row))
    }

    fn texts(&self, role: Role) -> Vec<Option<String>> {
        let cell = |account: usize| Some(self.text(account, role)).filter(|cell| !cell.is_empty());
        (0..self.keys.len()).map(|account| cell(account).map(str::to_owned)).collect()
    }

    fn days(&self, role: Role) -> Vec<Option<i32>> {
        let dates = self.table.role(role).and_then(|column| match &column.data {
            Data::Date(dates) => Some(dates),
            _ => None,
        });
        self.rows.iter().map(|row| dates.and_then(|dates| dates.day(*row))).collect()
    }

    /// The accounts, with the account of each item.
    pub(super) fn accounts(self, of_row: Vec<u32>, notices: &mut Notices) -> Accounts {
        let mut arr: Vec<Option<f64>> = match self.table.role(Role::Arr).map(|column| &column.data)
        {
            Some(Data::Number(numbers)) => self.rows.iter().map(|row| numbers.get(*row)).collect(),
            _ => vec![None; self.keys.len()],
        };
        let named = currency::unite(&mut arr, &self.texts(Role::Currency), notices);
        let mut plans = self.texts(Role::Plan);
        if plans.iter().all(Option::is_none) {
            plans = arr.iter().map(|arr| arr.map(|arr| tier(arr).to_owned())).collect();
        }
        let names = self.texts(Role::AccountName).into_iter().zip(&self.keys);
        Accounts {
            of_row,
            names: names.map(|(name, key)| name.unwrap_or_else(|| key.clone())).collect(),
            arr,
            plans,
            renewals: self.days(Role::Renewal),
            owners: self.texts(Role::Owner),
            lifecycles: self.texts(Role::Lifecycle),
            signups: self.days(Role::Signup),
            segments: Vec::new(),
            currency: currency::of(&self.table, named),
            keys: self.keys,
            is_complete: true,
        }
    }
}

fn key_of(table: &Table, row: u32) -> &str {
    let roles = [Role::Account, Role::AccountName, Role::Domain];
    let cells = roles.iter().filter_map(|role| table.role(*role)).map(|c| text_of(c, row).trim());
    cells.into_iter().find(|cell| !cell.is_empty()).unwrap_or_default()
}

/// Roles that an item has of its own, whatever its account is: an account's status is not the
/// ticket's, nor its source the channel.
const OF_ITEMS: &[Role] = &[
    Role::Channel,
    Role::Area,
    Role::Product,
    Role::Category,
    Role::Status,
    Role::Tags,
    Role::Priority,
    Role::Language,
    Role::Version,
    Role::Device,
];

/// Puts the account's facts beside each item, as columns to cut by, and gives them along the
/// accounts. A fact about the account that the item already has is replaced: the accounts file
/// knows better.
pub(super) fn segments(table: &mut Table, book: &Book, of_row: &[u32]) -> Vec<(String, Category)> {
    let mut segments = Vec::new();
    for column in &book.table.columns {
        let Data::Category(category) = &column.data else { continue };
        let is_key = matches!(
            column.role,
            Some(Role::Account | Role::AccountName | Role::Domain | Role::Currency | Role::User)
        );
        let Some(role) = column.role.filter(|_| !is_key) else { continue };
        let is_other = OF_ITEMS.contains(&role) && table.role(role).is_some();
        let role = if is_other { Role::Dimension } else { role };
        let along = spread(category, book.rows.iter().copied());
        let values = spread(&along, of_row.iter().copied());
        let own = Column {
            key: free_key(table, column, role),
            name: column.name.clone(),
            role: Some(role),
            origin: Origin::Account,
            data: Data::Category(values),
        };
        segments.push((own.key.clone(), along));
        table.put(own);
    }
    segments
}

/// A role's key stays, so that the account's fact replaces the item's; other keys give way.
fn free_key(table: &Table, column: &Column, role: Role) -> String {
    let is_taken = |key: &str| table.columns.iter().any(|own| own.key == key);
    if role != Role::Dimension || !is_taken(&column.key) {
        return column.key.clone();
    }
    format!("account-{}", column.key)
}
