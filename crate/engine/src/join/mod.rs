//! Feedback files to one table, and each item to the account that wrote it.

mod book;
mod currency;
mod derive;
mod matching;
mod names;
mod own;
mod region;
mod rows;
mod spread;
mod stack;

use crate::Result;
use crate::notice::Notices;
use crate::table::{Category, FileKind, FileTable, MISSING, Role, Table};

/// The accounts behind the items: from an accounts file, or from the feedback rows themselves.
/// ARR and everything else that belongs to an account is held once here, never summed over items.
#[derive(Debug, Clone, Default)]
pub struct Accounts {
    /// The account of each row of the table, or [`MISSING`].
    pub of_row: Vec<u32>,
    /// Keys, sorted; everything below runs along them.
    pub keys: Vec<String>,
    /// Names; the key where there is no name.
    pub names: Vec<String>,
    /// ARR.
    pub arr: Vec<Option<f64>>,
    /// Plan or tier, as the file has it, else from ARR bands.
    pub plans: Vec<Option<String>>,
    /// Renewal day.
    pub renewals: Vec<Option<i32>>,
    /// Who looks after it.
    pub owners: Vec<Option<String>>,
    /// Lifecycle stage.
    pub lifecycles: Vec<Option<String>>,
    /// Sign-up day.
    pub signups: Vec<Option<i32>>,
    /// What the accounts file says about each account that can be cut by: the key of the column in
    /// the table, and its values along the accounts. Accounts without any item are among them.
    pub segments: Vec<(String, Category)>,
    /// Currency of ARR.
    pub currency: Option<String>,
    /// Whether an accounts file says which accounts exist, so that silence means something.
    pub is_complete: bool,
}

impl Accounts {
    /// How many accounts there are.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The account of `row`.
    pub fn of(&self, row: u32) -> Option<usize> {
        self.of_row.get(row as usize).copied().filter(|a| *a != MISSING).map(|a| a as usize)
    }

    /// The values along the accounts of the table's column with this key, where the accounts file
    /// brought it.
    pub fn segment(&self, key: &str) -> Option<&Category> {
        self.segments.iter().find(|(own, _)| own == key).map(|(_, values)| values)
    }

    /// The distinct accounts of `rows`, ascending.
    pub fn distinct(&self, rows: impl Iterator<Item = u32>) -> Vec<usize> {
        let mut seen = vec![false; self.len()];
        for row in rows {
            if let Some(account) = self.of(row) {
                seen[account] = true;
            }
        }
        (0..seen.len()).filter(|account| seen[*account]).collect()
    }

    /// ARR of the given accounts, each counted once; `None` when ARR is not known at all.
    pub fn arr_of(&self, accounts: &[usize]) -> Option<f64> {
        self.arr.iter().any(Option::is_some).then(|| {
            crate::num::sum(accounts.iter().filter_map(|a| self.arr.get(*a).copied().flatten()))
        })
    }

    /// ARR of all accounts.
    pub fn arr_total(&self) -> Option<f64> {
        self.arr_of(&(0..self.len()).collect::<Vec<_>>())
    }
}

/// What the join gives.
#[derive(Debug, Clone, Default)]
pub struct Joined {
    /// All items; columns of the account are dimensions of the item.
    pub table: Table,
    /// The accounts.
    pub accounts: Accounts,
    /// Share of items with an account key that found their account in the accounts file; `None`
    /// without an accounts file.
    pub match_rate: Option<f64>,
    /// Duplicates across files, unmatched and ambiguous keys.
    pub notices: Notices,
}

/// Puts the feedback files one below the other and joins the accounts files to them.
///
/// # Errors
/// [`NoVerbatim`](crate::Error::NoVerbatim) when no file has a text column.
pub fn join(files: &[(u32, &FileTable)]) -> Result<Joined> {
    let of_kind = |kind: FileKind| -> Vec<(u32, &FileTable)> {
        files.iter().copied().filter(|(_, table)| table.kind == kind).collect()
    };
    let feedback: Vec<(u32, &FileTable)> = of_kind(FileKind::Feedback)
        .into_iter()
        .filter(|(_, file)| file.columns.iter().any(|c| c.column.role == Some(Role::Verbatim)))
        .collect();
    if feedback.is_empty() {
        return Err(crate::Error::NoVerbatim);
    }
    let mut notices = Notices::default();
    let n_own = feedback.len();
    let tables: Vec<&FileTable> = feedback.iter().map(|(_, file)| *file).collect();
    let mut all = feedback;
    all.extend(
        of_kind(FileKind::Other).into_iter().filter(|(_, file)| rows::is_about(file, &tables)),
    );
    let tables: Vec<&FileTable> = all.iter().map(|(_, file)| *file).collect();
    let rows = rows::rows(&tables, n_own, &mut notices);
    let mut table = stack::stack(&all, &rows);
    let books: Vec<&FileTable> = of_kind(FileKind::Accounts).into_iter().map(|(_, t)| t).collect();
    let (mut accounts, match_rate) = if books.is_empty() {
        (own::from_rows(&table, &mut notices), None)
    } else {
        let book = book::Book::new(&books, &mut notices);
        matching::adopt_companies(&mut table, &book);
        let found = matching::find(&table, &book, &mut notices);
        let segments = book::segments(&mut table, &book, &found.of_row);
        (Accounts { segments, ..book.accounts(found.of_row, &mut notices) }, found.rate)
    };
    derive::derive(&mut table, &mut accounts, n_own > 1);
    Ok(Joined { table, accounts, match_rate, notices })
}

#[cfg(test)]
mod tests;
