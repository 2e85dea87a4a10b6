//! One walk over rows that lie account by account: what each account has in each cell of a table, and
//! the sums over accounts from which distinct accounts and tests with accounts as units follow.

mod fixed;
mod walk;

pub use fixed::AccountParts;
use walk::Walk;

/// The cell of a row that is in none.
pub const NO_CELL: u32 = u32::MAX;

/// What a row of one kind adds: whether it counts (1 or 0), the value that it then has, and whether
/// its score is low (1 or 0).
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Kind {
    /// 1 where the row counts for the measure.
    pub counted: f64,
    /// Its value, 0 where it does not count.
    pub value: f64,
    /// 1 where its score is low.
    pub low: f64,
}

/// The rows, account by account.
#[derive(Debug, Clone, Copy)]
pub struct AccountRows<'a> {
    /// The cell of each row before it is known which are listed.
    pub cells: &'a [u32],
    /// Where each of those is in the table, or [`NO_CELL`].
    pub listed: &'a [u32],
    /// The kind of each row.
    pub kinds: &'a [u8],
    /// What each kind adds.
    pub kind: &'a [Kind],
    /// The value of each row, where it is not its kind's.
    pub values: Option<&'a [f64]>,
    /// Where the rows of each account begin, and where those of the last one end; each row behind
    /// them stands for itself.
    pub starts: &'a [u32],
    /// ARR of each account, 0 where it is not known.
    pub arr: &'a [f64],
}

/// What is summed.
#[derive(Debug, Clone, Copy)]
pub struct AccountTask {
    /// AccountRows and columns of the table.
    pub shape: (usize, usize),
    /// An account's rows together count at most as much as so many; 0: each as much as its ARR.
    pub cap: f64,
    /// Whether it is asked where rows fall, rather than which value they have.
    pub is_of_places: bool,
    /// Columns that are compared pair by pair.
    pub n_compared: usize,
    /// Whether distinct accounts are wanted.
    pub has_voices: bool,
    /// Whether sums of columns, and distinct accounts of rows and columns, are wanted.
    pub has_totals: bool,
}

/// AccountSums over the accounts of one side of a comparison: of values, of weights, of their products
/// (value², value × weight, weight²), and the accounts.
pub type AccountSums = [f64; 6];

/// Distinct accounts, their ARR, that of those with a low score, and the most rows of one.
pub type Voices = [f64; 4];

/// Everything known of one cell.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct OfCell {
    /// AccountSums over its accounts.
    pub sums: AccountSums,
    /// Products with what the account has in all: value × value, value × weight, weight × value and
    /// weight × weight, the first factor within the cell.
    pub in_all: [f64; 4],
    /// The same with what the account has in the row.
    pub in_row: [f64; 4],
    /// Accounts with nothing outside the cell, and with nothing in its row outside it.
    pub only: [f64; 2],
}

/// Of a cell where it is asked how many rows fall there: the sum over accounts of the rows in it, their
/// products with themselves, with those in its column, in its row and in all, and the product of those
/// in its column and in its row.
pub type Place = [f64; 6];

/// The sums of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AccountTable {
    /// Cells, over the accounts below the cap, and over those above it; empty for places.
    pub cells: [Vec<OfCell>; 2],
    /// Cells, for places.
    pub places: Vec<Place>,
    /// Distinct accounts of the cells.
    pub voices: Vec<Voices>,
    /// Cells, over the accounts above the cap, whose rows in the cell alone are capped.
    pub apart: Vec<AccountSums>,
    /// Sum of squared weights over the rows of each cell, where ARR weighs.
    pub squares: Vec<f64>,
    /// AccountRows, columns, all.
    pub rows: Vec<AccountSums>,
    /// See `rows`.
    pub cols: Vec<AccountSums>,
    /// See `rows`.
    pub all: AccountSums,
    /// Distinct accounts of rows, columns, all.
    pub row_voices: Vec<Voices>,
    /// See `row_voices`.
    pub col_voices: Vec<Voices>,
    /// See `row_voices`.
    pub all_voices: Voices,
    /// Accounts with nothing outside each column.
    pub only_in_col: Vec<f64>,
    /// Accounts that two columns of a row share, row by row and pair by pair.
    pub pairs: Vec<[f64; 4]>,
    /// The most rows of one account.
    pub most: u32,
    /// Whether an account counts twice.
    pub has_repeats: bool,
}

/// Position of a pair of columns among all pairs of `n`.
pub fn pair_index(j: usize, k: usize, n: usize) -> usize {
    j * (2 * n - j - 1) / 2 + k - j - 1
}

/// Whether a part is the whole, but for rounding.
pub fn is_all(part: f64, whole: f64) -> bool {
    part > whole * (1.0 - 1e-9)
}

/// Walks over all accounts once.
#[inline(never)]
pub fn sum_accounts(rows: &AccountRows<'_>, task: &AccountTask) -> AccountTable {
    let mut walk = Walk::new(task);
    let n_accounts = rows.starts.len() - 1;
    for account in 0..n_accounts {
        let span = (rows.starts[account] as usize, rows.starts[account + 1] as usize);
        walk.gather(rows, span);
        walk.add(Some(rows.arr[account]));
    }
    for at in rows.starts[n_accounts] as usize..rows.cells.len() {
        walk.gather(rows, (at, at + 1));
        walk.add(None);
    }
    walk.table
}

#[cfg(test)]
mod tests;
