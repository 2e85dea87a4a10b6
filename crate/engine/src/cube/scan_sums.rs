//! What the scan counts of every theme and value of a dimension, and sums up over accounts.

use std::borrow::Cow;

use undertone_kernel::{
    AccountParts, AccountRows, AccountTable, AccountTask, Kind, NO_CELL, NO_CODE, Place, Side,
    common_codes, count_kinds, place_cells, sum_accounts,
};

use super::clusters::{capped, place_sums};
use super::scan::Scanned;
use crate::defaults::ACCOUNT_CAP;
use crate::stats::{CappedSums, PlaceSums};
use crate::table::Category;

/// What is known of the rows before any dimension is looked at.
pub(super) struct Walked<'a> {
    scanned: &'a Scanned<'a>,
    theme_of: Cow<'a, [u32]>,
    /// One kind of row.
    kinds: Vec<u8>,
    /// Themes by account, where there are accounts.
    parts: Option<AccountParts>,
}

/// Codes for `n` rows: what is not there is missing.
fn codes_of(codes: &[u32], n: usize) -> Cow<'_, [u32]> {
    match codes.get(..n) {
        Some(codes) => Cow::Borrowed(codes),
        None => {
            Cow::Owned(codes.iter().copied().chain(std::iter::repeat(NO_CODE)).take(n).collect())
        }
    }
}

impl<'a> Walked<'a> {
    pub(super) fn of(scanned: &'a Scanned<'a>) -> Self {
        let n = scanned.rows.len() as usize;
        let height = scanned.n_themes as u32 + 1;
        let parts = scanned.by_account.parts();
        let has_accounts = !scanned.accounts.is_empty();
        Walked {
            scanned,
            theme_of: codes_of(scanned.theme_of, n),
            kinds: vec![0; n],
            parts: has_accounts.then(|| AccountParts::of(scanned.theme_of, parts, height)),
        }
    }

    pub(super) fn n_themes(&self) -> usize {
        self.scanned.n_themes
    }

    /// The cell of every row: theme × one more than there are values + value, those of no theme and
    /// of no value last; behind them that of rows not looked at.
    fn cells(&self, dimension: &Category) -> Vec<u32> {
        let codes = codes_of(&dimension.codes, self.kinds.len());
        let side =
            |codes, n: usize| Side { outer: Some(codes), n_codes: n as u32, ..Side::default() };
        let width = dimension.values.len() + 1;
        let left_out = ((self.scanned.n_themes + 1) * width) as u32;
        let sides =
            [&side(&*self.theme_of, self.scanned.n_themes), &side(&*codes, dimension.values.len())];
        let keep = Some(self.scanned.rows.words());
        place_cells(sides, self.kinds.len(), width as u32, (keep, left_out))
    }

    /// Items by theme and value; a last row has those of no theme.
    fn counts(&self, cells: &[u32], width: usize) -> Vec<u32> {
        let mut counts = vec![0; (self.scanned.n_themes + 1) * (width + 1) + 1];
        count_kinds(cells, &self.kinds, 1, &mut counts);
        counts.pop();
        counts.chunks(width + 1).flat_map(|own| &own[..width]).copied().collect()
    }

    /// Items by theme and value, and the sums over accounts; of these nothing where no account has
    /// two items: items are the units then.
    pub(super) fn sum_up(&self, dimension: &Category) -> (Vec<u32>, Option<PlaceTable>) {
        let width = dimension.values.len();
        let task = AccountTask {
            shape: (self.scanned.n_themes + 1, width),
            cap: f64::from(ACCOUNT_CAP),
            is_of_places: true,
            n_compared: 0,
            has_voices: false,
            has_totals: false,
        };
        if let (Some(parts), Some(col_of)) = (&self.parts, self.fixed(dimension)) {
            let (table, counts) = parts.places(&col_of, &task);
            return (counts, PlaceTable::of(table, width));
        }
        let cells = self.cells(dimension);
        let table = self.parts.as_ref().map(|_| self.walk(&cells, &task));
        (self.counts(&cells, width), table.and_then(|table| PlaceTable::of(table, width)))
    }

    /// The value of each account and behind them of each row without one, where no account has two.
    fn fixed(&self, dimension: &Category) -> Option<Vec<u32>> {
        let Scanned { accounts, by_account, .. } = *self.scanned;
        let mut fixed = common_codes(&dimension.codes, &accounts.of_row, accounts.len())?;
        let code = |row: &u32| dimension.codes.get(*row as usize).map_or(NO_CODE, |own| *own);
        fixed.extend(by_account.rest().iter().map(code));
        Some(fixed)
    }

    /// The sums over accounts whose rows are in several columns.
    fn walk(&self, cells: &[u32], task: &AccountTask) -> AccountTable {
        let (rows, starts) = self.scanned.by_account.parts();
        let (height, width) = task.shape;
        let listed = |cell: usize| match (cell / (width + 1), cell % (width + 1)) {
            (row, col) if row < height && col < width => (row * width + col) as u32,
            _ => NO_CELL,
        };
        let own: Vec<u32> = rows.iter().map(|row| cells[*row as usize]).collect();
        let rows = AccountRows {
            cells: &own,
            listed: &(0..=height * (width + 1)).map(listed).collect::<Vec<_>>(),
            kinds: &self.kinds,
            kind: &[Kind { counted: 1.0, value: 0.0, low: 0.0 }],
            values: None,
            starts: &starts[..starts.len() - 1],
            arr: &vec![0.0; starts.len() - 2],
        };
        sum_accounts(&rows, task)
    }
}

/// Sums over accounts for every cell of one dimension.
pub(super) struct PlaceTable {
    width: usize,
    cells: Vec<Place>,
    themes: Vec<CappedSums>,
    values: Vec<CappedSums>,
    all: CappedSums,
    /// Accounts with no item outside each value.
    pub(super) only: Vec<f64>,
}

impl PlaceTable {
    fn of(table: AccountTable, width: usize) -> Option<PlaceTable> {
        table.has_repeats.then(|| PlaceTable {
            width,
            themes: table.rows.iter().map(capped).collect(),
            values: table.cols.iter().map(capped).collect(),
            all: capped(&table.all),
            only: table.only_in_col,
            cells: table.places,
        })
    }

    /// Everything about one cell, its row, its column and all.
    pub(super) fn place(&self, theme: usize, value: usize) -> PlaceSums {
        let cell = &self.cells[theme * self.width + value];
        place_sums(cell, &self.themes[theme], &self.values[value], &self.all)
    }
}
