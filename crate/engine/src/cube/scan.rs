//! All theme × segment cells at once: where a theme is said far more often than elsewhere.

use std::borrow::Cow;

use undertone_kernel::{
    AccountParts, AccountRows, AccountTable, AccountTask, Kind, NO_CELL, NO_CODE, Place, Side,
    common_codes, count_kinds, place_cells, sum_accounts,
};

use super::clusters::{capped, place_sums};
use crate::defaults::{ACCOUNT_CAP, MIN_TEST_ACCOUNTS, MIN_TEST_BASE};
use crate::join::Accounts;
use crate::num::{Groups, RowMask};
use crate::stats::{
    CappedSums, PlaceSums, benjamini_hochberg_of, is_plain, mid_p, normal_quantile,
    place_against_rest, t_two,
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
        let cells = walked.cells(dimension);
        let counts = walked.counts(&cells, width);
        let themes: Vec<u32> = counts.chunks(width.max(1)).map(|own| own.iter().sum()).collect();
        let values: Vec<u32> =
            (0..width).map(|v| counts.iter().skip(v).step_by(width).sum()).collect();
        let known: u32 = values.iter().sum();
        let is_enough =
            |value: usize| values[value] >= MIN_TEST_BASE && known - values[value] >= MIN_TEST_BASE;
        let sums = walked.sums(dimension, &cells);
        for theme in (0..walked.scanned.n_themes).filter(|theme| themes[*theme] >= MIN_ITEMS) {
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

/// What is known of the rows before any dimension is looked at.
struct Walked<'a> {
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
    fn of(scanned: &'a Scanned<'a>) -> Self {
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

    /// The sums over accounts; nothing where no account has two items: items are the units then.
    fn sums(&self, dimension: &Category, cells: &[u32]) -> Option<PlaceTable> {
        let parts = self.parts.as_ref()?;
        let width = dimension.values.len();
        let task = AccountTask {
            shape: (self.scanned.n_themes + 1, width),
            cap: f64::from(ACCOUNT_CAP),
            is_of_places: true,
            n_compared: 0,
            has_voices: false,
            has_totals: false,
        };
        let Scanned { accounts, by_account, .. } = *self.scanned;
        let table = match common_codes(&dimension.codes, &accounts.of_row, accounts.len()) {
            Some(mut of_account) => {
                let code =
                    |row: &u32| dimension.codes.get(*row as usize).map_or(NO_CODE, |own| *own);
                of_account.extend(by_account.rest().iter().map(code));
                parts.places(&of_account, &task)
            }
            None => self.walk(cells, &task),
        };
        table.has_repeats.then(|| PlaceTable {
            width,
            themes: table.rows.iter().map(capped).collect(),
            values: table.cols.iter().map(capped).collect(),
            all: capped(&table.all),
            only: table.only_in_col,
            cells: table.places,
        })
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
struct PlaceTable {
    width: usize,
    cells: Vec<Place>,
    themes: Vec<CappedSums>,
    values: Vec<CappedSums>,
    all: CappedSums,
    /// Accounts with no item outside each value.
    only: Vec<f64>,
}

impl PlaceTable {
    fn place(&self, theme: usize, value: usize) -> PlaceSums {
        let cell = &self.cells[theme * self.width + value];
        place_sums(cell, &self.themes[theme], &self.values[value], &self.all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::Random;
    use crate::stats::{benjamini_hochberg, capped_weight, midp_two};

    fn made_up(n: usize, n_accounts: u64, seed: u64) -> (Vec<u32>, Category, Accounts) {
        let mut random = Random::new(seed);
        let mut of_row = Vec::new();
        let (mut themes, mut values) = (Vec::new(), Vec::new());
        for row in 0..n {
            let account = if n_accounts == 0 { row as u64 } else { random.below(n_accounts) };
            let value = account % 5;
            let theme = if value == 3 && random.below(3) == 0 { 2 } else { random.below(8) };
            of_row.push(account as u32);
            themes.push(theme as u32);
            values.push(format!("v{value}"));
        }
        let len = if n_accounts == 0 { n } else { n_accounts as usize };
        let keys: Vec<String> = (0..len).map(|own| own.to_string()).collect();
        let arr = vec![None; len];
        let accounts = Accounts { of_row, keys, arr, ..Accounts::default() };
        (themes, Category::from_values(values.iter().map(String::as_str)), accounts)
    }

    #[test]
    fn the_scan_agrees_with_testing_every_cell_by_itself() {
        let (themes, category, accounts) = made_up(3000, 0, 6);
        let rows = RowMask::all(3000);
        let scanned = Scanned {
            theme_of: &themes,
            n_themes: 7,
            dimensions: &[&category],
            rows: &rows,
            accounts: &accounts,
            by_account: &Groups::of(&accounts.of_row, &rows, accounts.len()),
        };
        let (found, n_tests) = concentrations(&scanned, 0.05);
        assert_eq!(n_tests, 35);
        let count = |theme: Option<u32>, value: Option<u32>| {
            let holds = |row: &usize| {
                theme.is_none_or(|own| themes[*row] == own)
                    && value.is_none_or(|own| category.codes[*row] == own)
            };
            (0..3000).filter(holds).count() as f64
        };
        let mut p = Vec::new();
        for theme in 0..7 {
            for value in 0..5 {
                let (x, k) = (count(Some(theme), Some(value)), count(None, Some(value)));
                let (r, n) = (count(Some(theme), None), count(None, None));
                p.push(midp_two(x, k, r - x, n - k).p);
            }
        }
        let q = benjamini_hochberg(&p);
        let slow: Vec<usize> = (0..35).filter(|idx| q[*idx] <= 0.05).collect();
        let mut fast: Vec<usize> = found.iter().map(|own| own.theme * 5 + own.value).collect();
        fast.sort_unstable();
        assert_eq!(fast, slow);
        for own in &found {
            let idx = own.theme * 5 + own.value;
            assert!((own.p - p[idx]).abs() < 1e-12 && (own.q - q[idx]).abs() < 1e-12);
        }
        assert!(!found.is_empty() && found[0].theme == 2 && found[0].value == 3);
    }

    #[test]
    fn accounts_are_the_units_where_they_speak_twice() {
        let (themes, category, accounts) = made_up(2000, 60, 8);
        let rows = RowMask::all(2000);
        let dimensions = [&category];
        let scanned = Scanned {
            theme_of: &themes,
            n_themes: 7,
            dimensions: &dimensions,
            rows: &rows,
            accounts: &accounts,
            by_account: &Groups::of(&accounts.of_row, &rows, accounts.len()),
        };
        let (found, _) = concentrations(&scanned, 1.0);
        for own in &found {
            // Slowly: each account's weighted contribution, one after the other.
            let mut parts = vec![[0.0_f64; 4]; 60];
            for row in 0..2000 {
                let part = &mut parts[accounts.of_row[row] as usize];
                let is_in = category.codes[row] as usize == own.value;
                let is_theme = themes[row] as usize == own.theme;
                part[0] += f64::from(is_in && is_theme);
                part[1] += f64::from(is_in);
                part[2] += f64::from(is_theme);
                part[3] += 1.0;
            }
            let mut sum = [0.0; 4];
            for part in &mut parts {
                let weight = capped_weight(part[3], 5.0);
                part.iter_mut().zip(&mut sum).for_each(|(own, sum)| {
                    *own *= weight;
                    *sum += *own;
                });
            }
            let (s, t) = (sum[0] / sum[1], (sum[2] - sum[0]) / (sum[3] - sum[1]));
            let z = |p: &[f64; 4]| {
                (p[0] - s * p[1]) / sum[1] - (p[2] - p[0] - t * (p[3] - p[1])) / (sum[3] - sum[1])
            };
            let squares: f64 = parts.iter().map(|part| z(part) * z(part)).sum();
            let error = (60.0 / 59.0 * squares).sqrt();
            let own_accounts = parts.iter().filter(|part| part[1] > 0.0).count() as f64;
            let p = crate::stats::t_two((s - t) / error, own_accounts - 1.0).p;
            let pair = |(x, n): (u32, u32)| (f64::from(x), f64::from(n));
            let (one, two) = (pair(own.inside), pair(own.outside));
            let items = midp_two(one.0, one.1, two.0, two.1).p;
            assert!(own.is_by_account);
            if own.p < 1.0 {
                assert!((own.p - p.max(items)).abs() < 1e-9, "{own:?} {p} {items}");
            }
        }
        assert!(found.len() > 20);
    }
}
