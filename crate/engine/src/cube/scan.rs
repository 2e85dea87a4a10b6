//! All theme × segment cells at once: where a theme is said far more often than elsewhere.

use super::clusters::{by_account, is_all};
use crate::defaults::{ACCOUNT_CAP, MIN_TEST_ACCOUNTS, MIN_TEST_BASE};
use crate::join::Accounts;
use crate::stats::{
    PlaceSums, benjamini_hochberg, capped_weight, mid_p, n_minus_1, place_against_rest,
};
use crate::table::Category;

/// Themes with fewer items are not scanned: nothing in them could stand out.
const MIN_ITEMS: u32 = 8;

/// Nearer to what is expected than this (N − 1 statistic) the exact p is above 0.1 at any base, and
/// no rank among the others makes it a false discovery rate worth a word. It is then not worked out.
const SCREEN: f64 = 1.0;

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
pub fn concentrations(scanned: &Scanned<'_>, level: f64) -> (Vec<Concentration>, u32) {
    let (order, starts) = by_account(scanned.accounts, scanned.rows);
    let mut cells = Vec::new();
    for (idx, dimension) in scanned.dimensions.iter().enumerate() {
        scan_dimension(scanned, (idx, dimension), (&order, &starts), &mut cells);
    }
    let q = benjamini_hochberg(&cells.iter().map(|cell| cell.p).collect::<Vec<_>>());
    let n_tests = cells.len() as u32;
    for (cell, q) in cells.iter_mut().zip(q) {
        cell.q = q;
    }
    cells.retain(|cell| cell.q <= level);
    crate::num::sort_by(&mut cells, |a, b| {
        let place = |own: &Concentration| (own.theme, own.dimension, own.value);
        a.p.total_cmp(&b.p).then(place(a).cmp(&place(b)))
    });
    (cells, n_tests)
}

fn scan_dimension(
    scanned: &Scanned<'_>,
    (idx, dimension): (usize, &Category),
    (order, starts): (&[u32], &[u32]),
    cells: &mut Vec<Concentration>,
) {
    let width = dimension.values.len();
    let n_themes = scanned.n_themes;
    let counts = counts(scanned, dimension);
    let themes: Vec<u32> = counts.chunks(width.max(1)).map(|own| own.iter().sum()).collect();
    let values: Vec<u32> = (0..width).map(|v| counts.iter().skip(v).step_by(width).sum()).collect();
    let known: u32 = values.iter().sum();
    let is_enough =
        |value: usize| values[value] >= MIN_TEST_BASE && known - values[value] >= MIN_TEST_BASE;
    let first = cells.len();
    for theme in (0..n_themes).filter(|theme| themes[*theme] >= MIN_ITEMS) {
        for value in (0..width).filter(|value| is_enough(*value)) {
            let hits = counts[theme * width + value];
            let inside = (hits, values[value]);
            let outside = (themes[theme] - hits, known - values[value]);
            let p = screened(inside, outside);
            let is_by_account = false;
            cells.push(Concentration {
                theme,
                dimension: idx,
                value,
                inside,
                outside,
                p,
                q: 1.0,
                is_by_account,
            });
        }
    }
    let Some(sums) = PlaceTable::of(scanned, dimension, (order, starts)) else { return };
    cells.drain(first..).collect::<Vec<_>>().into_iter().for_each(|mut cell| {
        let only = sums.only[cell.value];
        let sums = sums.place(cell.theme, cell.value);
        let (own, all) = sums.n_accounts;
        let least = own.min(all - only);
        if least >= f64::from(MIN_TEST_ACCOUNTS) {
            // What the items alone leave unremarkable stays so.
            if cell.p < 1.0 {
                let test = place_against_rest(&sums).tested();
                cell.p = test.t.map_or(1.0, |(_, _, p)| p.p).max(cell.p);
            }
            cell.is_by_account = true;
            cells.push(cell);
        }
    });
}

/// The exact p, or 1 where it is too large to matter.
fn screened(inside: (u32, u32), outside: (u32, u32)) -> f64 {
    let pair = |(x, n): (u32, u32)| (f64::from(x), f64::from(n));
    let (one, two) = (pair(inside), pair(outside));
    match n_minus_1(one, two).z {
        Some(z) if z.abs() >= SCREEN => mid_p(one.0, one.1 - one.0, two.0, two.1 - two.0).p,
        _ => 1.0,
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
    cells: Vec<PlaceSums>,
    /// Sums of r and of rr and rn, by theme.
    themes: Vec<[f64; 3]>,
    /// Sums of k and of kk and kn, and accounts, by value.
    values: Vec<[f64; 4]>,
    /// Accounts with no item outside each value.
    only: Vec<f64>,
    /// Sums of n and nn, and accounts.
    all: [f64; 3],
}

impl PlaceTable {
    /// Nothing where no account has two items: items are the units then.
    fn of(
        scanned: &Scanned<'_>,
        dimension: &Category,
        (order, starts): (&[u32], &[u32]),
    ) -> Option<PlaceTable> {
        let width = dimension.values.len();
        let mut table = PlaceTable {
            width,
            cells: vec![PlaceSums::default(); (scanned.n_themes + 1) * width],
            themes: vec![[0.0; 3]; scanned.n_themes + 1],
            values: vec![[0.0; 4]; width],
            only: vec![0.0; width],
            all: [0.0; 3],
        };
        let mut has_repeats = false;
        let (mut places, mut pad) = (Vec::new(), Pad::default());
        for (cluster, span) in starts.windows(2).enumerate() {
            places.clear();
            for item in &order[span[0] as usize..span[1] as usize] {
                let row = scanned.rows[*item as usize];
                let value = dimension.codes.get(row as usize).map_or(width, |code| *code as usize);
                if value < width {
                    places.push((theme_of(scanned, row) * width + value) as u32);
                }
            }
            has_repeats |= places.len() > 1 && cluster < scanned.accounts.len();
            if places.len() > 1 {
                places.sort_unstable();
            }
            if !places.is_empty() {
                table.add(&places, &mut pad);
            }
        }
        has_repeats.then_some(table)
    }

    /// Adds one account, its places sorted.
    fn add(&mut self, places: &[u32], pad: &mut Pad) {
        let weight = capped_weight(places.len() as f64, f64::from(ACCOUNT_CAP));
        let all = weight * places.len() as f64;
        pad.fill(places, weight, self.width);
        self.all[0] += all;
        self.all[1] += all * all;
        self.all[2] += 1.0;
        for (theme, own) in &pad.themes {
            add_three(&mut self.themes[*theme], *own, all);
        }
        for (value, own) in &pad.values {
            let [sum, square, cross, n] = &mut self.values[*value];
            *sum += own;
            *square += own * own;
            *cross += own * all;
            *n += 1.0;
            self.only[*value] += f64::from(is_all(*own, all));
        }
        for (theme, of_theme) in &pad.themes {
            for (value, of_value) in &pad.values {
                self.cells[theme * self.width + value].product[5] += of_value * of_theme;
            }
        }
        for (place, own) in &pad.cells {
            let (theme, value) = (place / self.width, place % self.width);
            let (of_theme, of_value) = (find(&pad.themes, theme), find(&pad.values, value));
            let cell = &mut self.cells[*place];
            cell.sum[0] += own;
            cell.product[0] += own * own;
            cell.product[1] += own * of_value;
            cell.product[2] += own * of_theme;
            cell.product[3] += own * all;
        }
    }

    fn place(&self, theme: usize, value: usize) -> PlaceSums {
        let mut sums = self.cells[theme * self.width + value];
        let ([k, kk, kn, n_own], [r, rr, rn]) = (self.values[value], self.themes[theme]);
        let [n, nn, n_all] = self.all;
        (sums.sum[1], sums.sum[2], sums.sum[3]) = (k, r, n);
        (sums.product[4], sums.product[6]) = (kk, kn);
        (sums.product[7], sums.product[8], sums.product[9]) = (rr, rn, nn);
        sums.n_accounts = (n_own, n_all);
        sums
    }
}

fn add_three(sums: &mut [f64; 3], own: f64, all: f64) {
    sums[0] += own;
    sums[1] += own * own;
    sums[2] += own * all;
}

fn find(list: &[(usize, f64)], key: usize) -> f64 {
    list.iter().find(|(own, _)| *own == key).map_or(0.0, |(_, sum)| *sum)
}

/// Weighted items of one account by cell, by theme and by value.
#[derive(Default)]
struct Pad {
    cells: Vec<(usize, f64)>,
    themes: Vec<(usize, f64)>,
    values: Vec<(usize, f64)>,
}

impl Pad {
    fn fill(&mut self, places: &[u32], weight: f64, width: usize) {
        self.cells.clear();
        self.themes.clear();
        self.values.clear();
        for place in places {
            let place = *place as usize;
            let (theme, value) = (place / width, place % width);
            match self.cells.last_mut() {
                Some((last, sum)) if *last == place => *sum += weight,
                _ => self.cells.push((place, weight)),
            }
            match self.themes.last_mut() {
                Some((last, sum)) if *last == theme => *sum += weight,
                _ => self.themes.push((theme, weight)),
            }
            match self.values.iter_mut().find(|(own, _)| *own == value) {
                Some((_, sum)) => *sum += weight,
                None => self.values.push((value, weight)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::Random;
    use crate::stats::midp_two;

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
