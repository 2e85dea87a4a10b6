//! Pearson's statistic where few are expected: against tables dealt with the same margins.

use ndarray::{Array1, Array2, Axis};

use super::contingency::{ChiSquare, pearson};
use super::fisher::Margins;
use crate::num::{Random, exp};

/// Tables dealt where they are small: p is then exact to a tenth of itself at 1 %.
const MOST_DEALS: usize = 9_999;

/// With fewer tables p would be too coarse to be corrected for others.
const LEAST_DEALS: usize = 999;

/// Cells dealt in all, so that a page does not wait.
const MOST_CELLS: usize = 150_000;

/// Statistics that differ by less are ties; without the slack, rounding would decide.
const TIE_SLACK: f64 = 1e-9;

/// p by dealing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dealt {
    /// The share of tables at least as far from independence, the observed one among them.
    pub p: f64,
    /// Tables dealt.
    pub n_deals: u32,
}

/// Monte Carlo p of independence (Hope 1968): rows and columns keep their sums, and whole numbers are
/// dealt row by row, each cell by its hypergeometric distribution (Patefield 1981). The same table has
/// the same p. `None` where the table has too many cells, or counts that are not whole.
pub fn dealt(of: &ChiSquare) -> Option<Dealt> {
    let (n_rows, n_cols) = of.observed.dim();
    let n_deals = (MOST_CELLS / ((n_rows - 1) * (n_cols - 1)).max(1)).min(MOST_DEALS);
    let is_whole = of.observed.iter().all(|count| count.fract() == 0.0);
    if n_deals < LEAST_DEALS || !is_whole {
        return None;
    }
    let rows = of.observed.sum_axis(Axis(1));
    let cols = of.observed.sum_axis(Axis(0));
    let mut random = Random::new(0);
    let mut table = Array2::zeros((n_rows, n_cols));
    let limit = of.chi2 * (1.0 - TIE_SLACK);
    let mut n_far = 1;
    for _ in 0..n_deals {
        deal(&rows, &cols, &mut random, &mut table);
        n_far += usize::from(pearson(&table, &of.expected) >= limit);
    }
    Some(Dealt { p: n_far as f64 / (n_deals + 1) as f64, n_deals: n_deals as u32 })
}

/// Fills `table` with one of all tables with these sums, each as likely as chance makes it.
fn deal(rows: &Array1<f64>, cols: &Array1<f64>, random: &mut Random, table: &mut Array2<f64>) {
    let mut left = cols.clone();
    let last = rows.len() - 1;
    for (mut own, row) in table.outer_iter_mut().zip(rows).take(last) {
        let (mut to_deal, mut total) = (*row, left.sum());
        for (cell, left) in own.iter_mut().zip(&mut left) {
            let margins = Margins { row: to_deal, col: *left, total };
            *cell = draw(&margins, random.unit());
            total -= *left;
            to_deal -= *cell;
            *left -= *cell;
        }
    }
    table.row_mut(last).assign(&left);
}

/// The count at which a share `unit` of the distribution is used up, taken from its mode outwards.
fn draw(margins: &Margins, unit: f64) -> f64 {
    let (least, most) = (margins.least(), margins.most());
    if least >= most {
        return least;
    }
    let mode = margins.mode().clamp(least, most);
    let mass = exp(margins.ln_mass(mode));
    let mut left = unit - mass;
    let (mut up, mut down) = ((mode, mass), (mode, mass));
    while left > 0.0 {
        let (can_rise, can_fall) = (up.0 < most, down.0 > least);
        if !can_rise && !can_fall {
            break;
        }
        if can_rise {
            up.1 *= margins.step_up(up.0);
            up.0 += 1.0;
            left -= up.1;
            if left <= 0.0 {
                return up.0;
            }
        }
        if can_fall {
            down.1 *= margins.step_down(down.0);
            down.0 -= 1.0;
            left -= down.1;
            if left <= 0.0 {
                return down.0;
            }
        }
    }
    mode
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::chi_square;

    #[test]
    fn dealt_tables_agree_with_every_table() {
        // A two-by-two table has one free cell: its exact p adds up all at least as far out.
        for [a, b, c, d] in [[3.0, 1.0, 2.0, 9.0], [0.0, 6.0, 5.0, 8.0], [1.0, 2.0, 30.0, 400.0]] {
            let table = Array2::from_shape_vec((2, 2), vec![a, b, c, d]).unwrap();
            let found = chi_square(&table.view()).unwrap();
            let margins = Margins { row: a + b, col: a + c, total: a + b + c + d };
            let (mut at, mut exact) = (margins.least(), 0.0);
            while at <= margins.most() {
                let (row, col) = (a + b, a + c);
                let own = vec![at, row - at, col - at, a + b + c + d - row - col + at];
                let own = Array2::from_shape_vec((2, 2), own).unwrap();
                if pearson(&own, &found.expected) >= found.chi2 * (1.0 - TIE_SLACK) {
                    exact += exp(margins.ln_mass(at));
                }
                at += 1.0;
            }
            let Dealt { p, n_deals } = dealt(&found).unwrap();
            let error = (exact * (1.0 - exact) / f64::from(n_deals)).sqrt();
            assert!((p - exact).abs() < 4.0 * error + 1e-4, "{a} {b} {c} {d}: {p} {exact}");
        }
    }

    #[test]
    fn three_rows_agree_with_every_deal() {
        // Seven that spoke of twenty, in groups of 9, 8 and 3: all ways to choose them.
        let table = Array2::from_shape_vec((3, 2), vec![1.0, 8.0, 3.0, 5.0, 3.0, 0.0]).unwrap();
        let found = chi_square(&table.view()).unwrap();
        let group = |idx: usize| usize::from(idx >= 9) + usize::from(idx >= 17);
        let (mut far, mut all) = (0.0, 0.0);
        for chosen in 0..1_u32 << 20 {
            if chosen.count_ones() != 7 {
                continue;
            }
            let mut own = Array2::zeros((3, 2));
            for idx in 0..20 {
                own[[group(idx), usize::from(chosen >> idx & 1 == 0)]] += 1.0;
            }
            all += 1.0;
            let is_far = pearson(&own, &found.expected) >= found.chi2 * (1.0 - TIE_SLACK);
            far += f64::from(u8::from(is_far));
        }
        let exact = far / all;
        let p = dealt(&found).unwrap().p;
        assert!((p - exact).abs() < 4.0 * (exact / 9_999.0_f64).sqrt(), "{p} {exact}");
        assert!(!found.is_large());
    }

    #[test]
    fn a_huge_table_is_not_dealt() {
        let table = Array2::from_shape_fn((80, 40), |(i, j)| f64::from(u8::from(i % 40 == j)));
        assert_eq!(dealt(&chi_square(&table.view()).unwrap()), None);
    }
}
