//! The accounts files as one list of accounts.

use super::derive::tier;
use super::names::name;
use super::rows::Rows;
use super::spread::spread;
use super::stack::{stack, text_of};
use super::{Accounts, currency};
use crate::notice::Notices;
use crate::num::Interner;
use crate::table::{Category, Column, Data, FileTable, MISSING, Origin, Role, Table};

/// All accounts of the accounts files.
pub(super) struct Book {
    /// Their rows, as one table.
    pub(super) table: Table,
    /// Their keys, sorted: id, else name, else domain.
    pub(super) keys: Vec<String>,
    /// Rows of `table` for each account, the one that counts first: after it those of other files,
    /// which say what it leaves open, and those of the account's further contracts.
    rows: Vec<Vec<u32>>,
}

impl Book {
    /// Reads the files; of rows with the same key the last counts, unless they are contracts.
    pub(super) fn new(files: &[&FileTable], notices: &mut Notices) -> Self {
        let ided: Vec<(u32, &FileTable)> = files.iter().map(|file| (0, *file)).collect();
        let table = stack(&ided, &Rows::all(files));
        let mut found = Interner::default();
        let mut rows: Vec<Vec<u32>> = Vec::new();
        let names = if files.len() > 1 { ided_names(&table) } else { Vec::new() };
        let contract = contract_column(&table);
        for row in 0..table.n_rows {
            let key = match same_account(&table, row, &names) {
                Some(other) => key_of(&table, other),
                None => key_of(&table, row),
            };
            if key.is_empty() {
                notices.add("account-without-key", "an account has neither id nor name", None);
                continue;
            }
            let account = found.intern(key) as usize;
            if account == rows.len() {
                rows.push(Vec::new());
            }
            put(&table, contract, &mut rows[account], row, notices);
        }
        let mut order: Vec<u32> = (0..rows.len() as u32).collect();
        crate::num::sort_by(&mut order, |a, b| found.get(*a).cmp(found.get(*b)));
        Book {
            table,
            keys: order.iter().map(|account| found.get(*account).to_owned()).collect(),
            rows: order
                .iter()
                .map(|account| std::mem::take(&mut rows[*account as usize]))
                .collect(),
        }
    }

    /// The text of `account` in the column with `role`.
    pub(super) fn text(&self, account: usize, role: Role) -> &str {
        let Some(column) = self.table.role(role) else { return "" };
        let mut cells = self.rows[account].iter().map(|row| text_of(column, *row));
        cells.find(|cell| !cell.is_empty()).unwrap_or_default()
    }

    fn texts(&self, role: Role) -> Vec<Option<String>> {
        let cell = |account: usize| Some(self.text(account, role)).filter(|cell| !cell.is_empty());
        (0..self.keys.len()).map(|account| cell(account).map(str::to_owned)).collect()
    }

    /// The first of the account's rows that knows something, with the further ones of its file.
    fn known<'a, T: 'a>(
        &'a self,
        account: usize,
        get: impl Fn(u32) -> Option<T> + 'a,
    ) -> impl Iterator<Item = T> + 'a {
        let source = |row: &u32| self.table.origins.get(*row as usize).map(|own| own.source);
        let rows = &self.rows[account];
        let first = rows.iter().find(|row| get(**row).is_some()).and_then(source);
        rows.iter().filter(move |row| source(row) == first).filter_map(move |row| get(*row))
    }

    fn days(&self, role: Role) -> Vec<Option<i32>> {
        let Some(Data::Date(dates)) = self.table.role(role).map(|column| &column.data) else {
            return vec![None; self.keys.len()];
        };
        let first = |account: usize| self.known(account, |row| dates.day(row)).min();
        (0..self.keys.len()).map(first).collect()
    }

    /// ARR, added over the account's contracts.
    fn arr(&self) -> Vec<Option<f64>> {
        let Some(Data::Number(numbers)) = self.table.role(Role::Arr).map(|column| &column.data)
        else {
            return vec![None; self.keys.len()];
        };
        let all = |account: usize| {
            let known = self.known(account, |row| numbers.get(row));
            known.fold(None, |sum, arr| Some(sum.unwrap_or(0.0) + arr))
        };
        (0..self.keys.len()).map(all).collect()
    }

    /// The accounts, with the account of each item.
    pub(super) fn accounts(self, of_row: Vec<u32>, notices: &mut Notices) -> Accounts {
        let mut arr = self.arr();
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

/// Puts a row to its account: in front, since the last counts. An older row of the same file goes,
/// unless it is of another contract.
fn put(
    table: &Table,
    contract: Option<&Column>,
    rows: &mut Vec<u32>,
    row: u32,
    notices: &mut Notices,
) {
    let source = |row: u32| table.origins.get(row as usize).map(|own| own.source);
    let of = |role: Role, row: u32| table.role(role).map_or("", |column| text_of(column, row));
    let is_other = |old: u32| {
        contract.is_some_and(|column| text_of(column, old) != text_of(column, row))
            && of(Role::Currency, old) == of(Role::Currency, row)
    };
    let n = rows.len();
    let has_contracts = rows.iter().any(|old| source(*old) == source(row) && is_other(*old));
    rows.retain(|old| source(*old) != source(row) || is_other(*old));
    if rows.len() < n {
        let message = "an account stands twice; its last row counts";
        notices.add("duplicate-account", message, None);
    }
    if has_contracts {
        let message = "an account has several contracts: their ARR was added, and the first \
                       renewal counts";
        notices.add("several-contracts", message, None);
    }
    rows.insert(0, row);
}

/// The column that tells an account's contracts apart.
fn contract_column(table: &Table) -> Option<&Column> {
    let is_contract = |column: &&Column| {
        let name = column.name.to_lowercase();
        ["opportunity name", "opportunity id", "contract id", "contract number", "subscription id"]
            .contains(&name.replace('_', " ").as_str())
    };
    table.columns.iter().find(is_contract).or_else(|| table.role(Role::Product))
}

/// Names of the accounts that have an id, with their rows, sorted; names of several are left out.
fn ided_names(table: &Table) -> Vec<(String, u32)> {
    let (Some(ids), Some(own)) = (table.role(Role::Account), table.role(Role::AccountName)) else {
        return Vec::new();
    };
    let has_id = |row: &u32| !text_of(ids, *row).is_empty();
    let named = (0..table.n_rows).filter(has_id).map(|row| (name(text_of(own, row)), row));
    let mut names: Vec<(String, u32)> = named.filter(|(name, _)| !name.is_empty()).collect();
    crate::num::sort_by(&mut names, Ord::cmp);
    let same = |a: u32, b: u32| text_of(ids, a) == text_of(ids, b);
    let groups = names.chunk_by(|a, b| a.0 == b.0);
    let single = groups.filter(|group| group.iter().all(|(_, row)| same(group[0].1, *row)));
    single.map(|group| group[0].clone()).collect()
}

/// The row of the account with an id that has the same name as one without.
fn same_account(table: &Table, row: u32, names: &[(String, u32)]) -> Option<u32> {
    let cell = |role: Role| table.role(role).map_or("", |column| text_of(column, row));
    if names.is_empty() || !cell(Role::Account).is_empty() {
        return None;
    }
    let own = name(cell(Role::AccountName));
    names.binary_search_by(|(other, _)| other.cmp(&own)).ok().map(|at| names[at].1)
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
        let is_known = |row: &&u32| category.get(**row).is_some();
        let row = |rows: &Vec<u32>| rows.iter().find(is_known).copied().unwrap_or(MISSING);
        let along = spread(category, &mut book.rows.iter().map(row));
        let values = spread(&along, &mut of_row.iter().copied());
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
