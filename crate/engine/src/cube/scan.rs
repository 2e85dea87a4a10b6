//! All theme × segment cells at once: where a theme is said far more often than elsewhere.

use undertone_kernel::{AccountRows, AccountTask, Kind, NO_CELL, Place, sum_accounts};

use super::clusters::{by_account, capped, place_sums};
use crate::defaults::{ACCOUNT_CAP, MIN_TEST_ACCOUNTS, MIN_TEST_BASE};
use crate::join::Accounts;
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
    /// The rows looked at, ascending.
    pub rows: &'a [u32],
    /// The accounts behind them.
    pub accounts: &'a Accounts,
}

/// Tests every theme in every segment with enough items (Fisher mid-p; as soon as an account has
/// two items, linearised t over accounts with that as its floor), Benjamini–Hochberg over all of
/// them: the cells with q up to `level`, most certain first, and how many were tested.
///
/// A p that is above `level` for certain is not worked out: no q up to `level` rests on it.
pub fn concentrations(scanned: &Scanned<'_>, level: f64) -> (Vec<Concentration>, u32) {
    let has_accounts = !scanned.accounts.is_empty();
    let order = has_accounts.then(|| by_account(scanned.accounts, scanned.rows));
    let mut found = Found { level, z: normal_quantile(1.0 - 0.5 * level), ..Found::default() };
    for (idx, dimension) in scanned.dimensions.iter().enumerate() {
        found.scan(scanned, (idx, dimension), order.as_ref());
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
    fn scan(
        &mut self,
        scanned: &Scanned<'_>,
        (idx, dimension): (usize, &Category),
        order: Option<&(Vec<u32>, Vec<u32>)>,
    ) {
        let width = dimension.values.len();
        let counts = counts(scanned, dimension);
        let themes: Vec<u32> = counts.chunks(width.max(1)).map(|own| own.iter().sum()).collect();
        let values: Vec<u32> =
            (0..width).map(|v| counts.iter().skip(v).step_by(width).sum()).collect();
        let known: u32 = values.iter().sum();
        let is_enough =
            |value: usize| values[value] >= MIN_TEST_BASE && known - values[value] >= MIN_TEST_BASE;
        let sums = order.and_then(|order| PlaceTable::of(scanned, dimension, order));
        for theme in (0..scanned.n_themes).filter(|theme| themes[*theme] >= MIN_ITEMS) {
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

/// Items by theme and value; a last row has those of no theme.
fn counts(scanned: &Scanned<'_>, dimension: &Category) -> Vec<u32> {
    let width = dimension.values.len();
    let mut counts = vec![0_u32; (scanned.n_themes + 1) * width];
    for row in scanned.rows {
        let value = dimension.codes.get(*row as usize).map_or(width, |code| *code as usize);
        if value < width {
            counts[theme_of(scanned, *row) * width + value] += 1;
        }
    }
    counts
}

fn theme_of(scanned: &Scanned<'_>, row: u32) -> usize {
    let theme = scanned.theme_of.get(row as usize).map_or(usize::MAX, |theme| *theme as usize);
    theme.min(scanned.n_themes)
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
    /// Nothing where no account has two items: items are the units then.
    fn of(
        scanned: &Scanned<'_>,
        dimension: &Category,
        (order, starts): &(Vec<u32>, Vec<u32>),
    ) -> Option<PlaceTable> {
        let accounts = scanned.accounts;
        let width = dimension.values.len();
        let n_cells = ((scanned.n_themes + 1) * width) as u32;
        let cell = |item: &u32| {
            let row = scanned.rows[*item as usize];
            let value = dimension.codes.get(row as usize).map_or(width, |code| *code as usize);
            if value < width { (theme_of(scanned, row) * width + value) as u32 } else { n_cells }
        };
        let cells: Vec<u32> = order.iter().map(cell).collect();
        let listed: Vec<u32> = (0..n_cells).chain([NO_CELL]).collect();
        let rows = AccountRows {
            cells: &cells,
            listed: &listed,
            kinds: &vec![0; cells.len()],
            kind: &[Kind { counted: 1.0, value: 0.0, low: 0.0 }],
            values: None,
            starts: &starts[..=accounts.len()],
            arr: &vec![0.0; accounts.len()],
        };
        let task = AccountTask {
            shape: (scanned.n_themes + 1, width),
            cap: f64::from(ACCOUNT_CAP),
            is_of_places: true,
            n_compared: 0,
            has_voices: false,
            has_totals: false,
        };
        let table = sum_accounts(&rows, &task);
        table.has_repeats.then(|| PlaceTable {
            width,
            themes: table.rows.iter().map(capped).collect(),
            values: table.cols.iter().map(capped).collect(),
            all: capped(&table.all),
            only: table.only_in_col,
            cells: table.places,
        })
    }

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
        let rows: Vec<u32> = (0..3000).collect();
        let scanned = Scanned {
            theme_of: &themes,
            n_themes: 7,
            dimensions: &[&category],
            rows: &rows,
            accounts: &accounts,
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
        let rows: Vec<u32> = (0..2000).collect();
        let dimensions = [&category];
        let scanned = Scanned {
            theme_of: &themes,
            n_themes: 7,
            dimensions: &dimensions,
            rows: &rows,
            accounts: &accounts,
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
