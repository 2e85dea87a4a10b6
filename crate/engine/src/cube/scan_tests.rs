//! The scan against testing every theme and value by itself.

use super::{Concentration, Scanned, concentrations};
use crate::defaults::MIN_TEST_BASE;
use crate::join::Accounts;
use crate::num::{Groups, Random, RowMask};
use crate::stats::{benjamini_hochberg, capped_weight, midp_two, t_two};
use crate::table::{Category, MISSING};

const N_THEMES: usize = 7;

/// Rows with a theme, a value by account, one that differs from row to row and ends early, and an
/// account, which some have not.
struct World {
    themes: Vec<u32>,
    dimensions: [Category; 2],
    accounts: Accounts,
    rows: RowMask,
}

impl World {
    /// Of `n` rows; each with an account of its own where `n_accounts` is none.
    fn made_up(n: u32, n_accounts: Option<u64>, seed: u64) -> World {
        let mut random = Random::new(seed);
        let mut of_row = Vec::new();
        let (mut themes, mut values, mut channels) = (Vec::new(), Vec::new(), Vec::new());
        for row in 0..n {
            let account = n_accounts.map_or(u64::from(row), |n| random.below(n));
            let value = account % 5;
            let theme = if value == 3 && random.below(3) == 0 { 2 } else { random.below(8) };
            let channel = if theme == 1 { random.below(6) / 4 } else { random.below(4) };
            of_row.push(if row % 40 == 7 { MISSING } else { account as u32 });
            themes.push(theme as u32);
            values.push(format!("v{value}"));
            channels.push(if channel == 3 { String::new() } else { format!("c{channel}") });
        }
        channels.truncate(n as usize - 90);
        let n_accounts = n_accounts.map_or(n as usize, |n| n as usize);
        let keys: Vec<String> = (0..n_accounts).map(|own| own.to_string()).collect();
        let accounts =
            Accounts { of_row, keys, arr: vec![None; n_accounts], ..Accounts::default() };
        World {
            themes,
            dimensions: [values, channels]
                .map(|own| Category::from_values(own.iter().map(String::as_str))),
            accounts,
            rows: RowMask::from_fn(n, |row| row % 9 != 4),
        }
    }

    fn scan(&self, accounts: &Accounts, level: f64) -> (Vec<Concentration>, u32) {
        let dimensions: Vec<&Category> = self.dimensions.iter().collect();
        let scanned = Scanned {
            theme_of: &self.themes,
            n_themes: N_THEMES,
            dimensions: &dimensions,
            rows: &self.rows,
            accounts,
            by_account: &Groups::of(&accounts.of_row, &self.rows, accounts.len()),
        };
        concentrations(&scanned, level)
    }

    /// Theme and value in a dimension of the rows that are looked at and have one.
    fn known(&self, dimension: usize) -> impl Iterator<Item = (u32, usize, usize)> {
        let codes = &self.dimensions[dimension].codes;
        self.rows.iter().filter_map(|row| {
            let value = codes.get(row as usize).copied().filter(|code| *code != MISSING)?;
            Some((row, self.themes[row as usize] as usize, value as usize))
        })
    }

    /// Items and all items inside and outside of a cell.
    fn counts(&self, (theme, dimension, value): (usize, usize, usize)) -> [(u32, u32); 2] {
        let mut counts = [(0, 0); 2];
        for (_, own_theme, own_value) in self.known(dimension) {
            let own = &mut counts[usize::from(own_value != value)];
            own.0 += u32::from(own_theme == theme);
            own.1 += 1;
        }
        counts
    }

    /// The mid-p of Fisher's test of a cell.
    fn mid_p(&self, cell: (usize, usize, usize)) -> f64 {
        let [inside, outside] = self.counts(cell).map(|(x, n)| (f64::from(x), f64::from(n)));
        midp_two(inside.0, inside.1, outside.0, outside.1).p
    }

    /// The p of the linearised difference of a cell over accounts; each row without one is one.
    fn by_account(&self, (theme, dimension, value): (usize, usize, usize)) -> f64 {
        let n = self.themes.len();
        let mut parts = vec![[0.0_f64; 4]; self.accounts.len() + n];
        for (row, own_theme, own_value) in self.known(dimension) {
            let account = self.accounts.of(row).unwrap_or(self.accounts.len() + row as usize);
            let (is_in, is_theme) = (own_value == value, own_theme == theme);
            let terms = [is_in && is_theme, is_in, is_theme, true];
            parts[account].iter_mut().zip(terms).for_each(|(sum, own)| *sum += f64::from(own));
        }
        parts.retain(|part| part[3] > 0.0);
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
        let m = parts.len() as f64;
        let error = (m / (m - 1.0) * squares).sqrt();
        let n_inside = parts.iter().filter(|part| part[1] > 0.0).count() as f64;
        t_two((s - t) / error, n_inside - 1.0).p
    }
}

fn place(own: &Concentration) -> (usize, usize, usize) {
    (own.theme, own.dimension, own.value)
}

#[test]
fn the_scan_agrees_with_testing_every_cell_by_itself() {
    let world = World::made_up(3000, None, 6);
    let mut cells = Vec::new();
    for dimension in 0..2 {
        for value in 0..world.dimensions[dimension].values.len() {
            cells.extend((0..N_THEMES).map(|theme| (theme, dimension, value)));
        }
    }
    cells.retain(|cell| world.counts(*cell).iter().all(|own| own.1 >= MIN_TEST_BASE));
    let p: Vec<f64> = cells.iter().map(|cell| world.mid_p(*cell)).collect();
    let q = benjamini_hochberg(&p);
    // Accounts of one item each, and none at all: items are the units.
    for accounts in [&world.accounts, &Accounts::default()] {
        let (found, n_tests) = world.scan(accounts, 0.05);
        assert_eq!(n_tests as usize, cells.len());
        let mut fast: Vec<_> = found.iter().map(place).collect();
        fast.sort_unstable();
        let mut slow: Vec<_> =
            cells.iter().zip(&q).filter(|own| *own.1 <= 0.05).map(|own| *own.0).collect();
        slow.sort_unstable();
        assert_eq!(fast, slow);
        for own in &found {
            let at = cells.iter().position(|cell| *cell == place(own)).unwrap();
            assert!((own.p - p[at]).abs() < 1e-12 && (own.q - q[at]).abs() < 1e-12);
            assert_eq!([own.inside, own.outside], world.counts(place(own)));
        }
        assert_eq!(place(&found[0]), (2, 0, 3));
        assert!(found.iter().any(|own| own.dimension == 1));
    }
}

#[test]
fn accounts_are_the_units_where_they_speak_twice() {
    let world = World::made_up(2000, Some(60), 8);
    let (found, _) = world.scan(&world.accounts, 1.0);
    for own in &found {
        let (p, items) = (world.by_account(place(own)), world.mid_p(place(own)));
        assert!(own.is_by_account);
        assert_eq!([own.inside, own.outside], world.counts(place(own)));
        if own.p < 1.0 {
            assert!((own.p - p.max(items)).abs() < 1e-9, "{own:?} {p} {items}");
        }
    }
    assert!([0, 1].iter().all(|idx| found.iter().filter(|own| own.dimension == *idx).count() > 15));
}

#[test]
fn where_no_row_is_looked_at_nothing_is_found() {
    let world = World { rows: RowMask::none(500), ..World::made_up(500, Some(9), 3) };
    assert_eq!(world.scan(&world.accounts, 1.0), (Vec::new(), 0));
    assert_eq!(world.scan(&Accounts::default(), 1.0), (Vec::new(), 0));
}
