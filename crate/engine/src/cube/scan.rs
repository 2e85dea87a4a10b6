//! All theme × segment cells at once: where a theme is said far more often than elsewhere.

use super::scan_sums::{PlaceTable, Walked};
use crate::defaults::{MIN_TEST_ACCOUNTS, MIN_TEST_BASE};
use crate::join::Accounts;
use crate::num::{Groups, RowMask};
use crate::stats::{
    benjamini_hochberg_of, is_plain, mid_p, normal_quantile, place_against_rest, t_two,
};
use crate::table::Category;

/// Themes with fewer items are not scanned: nothing in them could stand out.
const MIN_ITEMS: u32 = 8;

/// A cell that stands out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Concentration {
    /// Position of the theme.
    pub theme: usize,
    /// Position of the dimension.
    pub dimension: usize,
    /// Code of its value.
    pub value: usize,
    /// Items of the theme, and all items, with this value.
    pub inside: (u32, u32),
    /// The same with other values.
    pub outside: (u32, u32),
    /// Two-sided p of the share inside against that outside.
    pub p: f64,
    /// After Benjamini–Hochberg over all cells tested.
    pub q: f64,
    /// Whether accounts were the units of the test.
    pub is_by_account: bool,
}

/// What is scanned.
#[derive(Debug, Clone, Copy)]
pub struct Scanned<'a> {
    /// Theme of each row of the table; anything from `n_themes` on is none.
    pub theme_of: &'a [u32],
    /// How many themes there are.
    pub n_themes: usize,
    /// The dimensions whose values are segments.
    pub dimensions: &'a [&'a Category],
    /// The rows looked at.
    pub rows: &'a RowMask,
    /// The accounts behind them.
    pub accounts: &'a Accounts,
    /// The rows of each account.
    pub by_account: &'a Groups,
}

/// Tests every theme in every segment with enough items (Fisher mid-p; as soon as an account has
/// two items, linearised t over accounts with that as its floor), Benjamini–Hochberg over all of
/// them: the cells with q up to `level`, most certain first, and how many were tested.
///
/// A p that is above `level` for certain is not worked out: no q up to `level` rests on it.
pub fn concentrations(scanned: &Scanned<'_>, level: f64) -> (Vec<Concentration>, u32) {
    let walked = Walked::of(scanned);
    let mut found = Found { level, z: normal_quantile(1.0 - 0.5 * level), ..Found::default() };
    for (idx, dimension) in scanned.dimensions.iter().enumerate() {
        found.scan(&walked, (idx, dimension));
    }
    let mut cells = found.cells;
    let p: Vec<f64> = cells.iter().map(|cell| cell.p).collect();
    for (cell, q) in cells.iter_mut().zip(benjamini_hochberg_of(&p, found.n_tests as usize)) {
        cell.q = q;
    }
    cells.retain(|cell| cell.q <= level);
    crate::num::sort_by(&mut cells, |a, b| {
        let place = |own: &Concentration| (own.theme, own.dimension, own.value);
        a.p.total_cmp(&b.p).then(place(a).cmp(&place(b)))
    });
    (cells, found.n_tests)
}

/// What was found so far.
#[derive(Default)]
struct Found {
    level: f64,
    /// |t| below this has a p above the level, whatever the degrees of freedom.
    z: f64,
    /// Cells with p up to the level.
    cells: Vec<Concentration>,
    n_tests: u32,
}

impl Found {
    fn scan(&mut self, walked: &Walked<'_>, (idx, dimension): (usize, &Category)) {
        let width = dimension.values.len();
        let (counts, sums) = walked.sum_up(dimension);
        let themes: Vec<u32> = counts.chunks(width.max(1)).map(|own| own.iter().sum()).collect();
        let values: Vec<u32> =
            (0..width).map(|v| counts.iter().skip(v).step_by(width).sum()).collect();
        let known: u32 = values.iter().sum();
        let is_enough =
            |value: usize| values[value] >= MIN_TEST_BASE && known - values[value] >= MIN_TEST_BASE;
        for theme in (0..walked.n_themes()).filter(|theme| themes[*theme] >= MIN_ITEMS) {
            for value in (0..width).filter(|value| is_enough(*value)) {
                let hits = counts[theme * width + value];
                self.test(
                    Concentration {
                        theme,
                        dimension: idx,
                        value,
                        inside: (hits, values[value]),
                        outside: (themes[theme] - hits, known - values[value]),
                        p: 1.0,
                        q: 1.0,
                        is_by_account: sums.is_some(),
                    },
                    sums.as_ref(),
                );
            }
        }
    }

    /// Tests one cell, over accounts where their sums are given.
    fn test(&mut self, mut cell: Concentration, sums: Option<&PlaceTable>) {
        let mut contrast = None;
        if let Some(table) = sums {
            let sums = table.place(cell.theme, cell.value);
            let (own, all) = sums.n_accounts;
            if own.min(all - table.only[cell.value]) < f64::from(MIN_TEST_ACCOUNTS) {
                return;
            }
            contrast = Some(place_against_rest(&sums));
        }
        self.n_tests += 1;
        let pair = |(x, n): (u32, u32)| (f64::from(x), f64::from(n));
        let (one, two) = (pair(cell.inside), pair(cell.outside));
        let by_account = match contrast.map(|contrast| contrast.t()) {
            None => 0.0,
            Some(None) => return,
            Some(Some((t, _))) if t.abs() < self.z => return,
            Some(Some((t, df))) => t_two(t, df).p,
        };
        if by_account > self.level || is_plain(one, two, self.level) {
            return;
        }
        cell.p = by_account.max(mid_p(one.0, one.1 - one.0, two.0, two.1 - two.0).p);
        if cell.p <= self.level {
            self.cells.push(cell);
        }
    }
}
