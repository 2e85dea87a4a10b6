//! Tables of counts: chi-square, Cramér's V and where the table departs from independence.

use ndarray::{Array2, ArrayView2, Axis};

use super::Tail;
use super::tails::chi2_upper;
use crate::num::ln;

/// Chi-square of a table, its empty rows and columns left out.
#[derive(Debug, Clone, PartialEq)]
pub struct ChiSquare {
    /// Rows that hold anything.
    pub rows: Vec<usize>,
    /// Columns that hold anything.
    pub cols: Vec<usize>,
    /// Degrees of freedom.
    pub df: f64,
    /// Pearson's statistic.
    pub chi2: f64,
    /// Its p.
    pub p: Tail,
    /// The likelihood-ratio statistic.
    pub g2: f64,
    /// Its p.
    pub p_g2: Tail,
    /// Cramér's V (1946).
    pub v: f64,
    /// V without its upward bias (Bergsma 2013); undefined where the table is too small for it.
    pub v_corrected: Option<f64>,
    /// Counts of the kept rows and columns.
    pub observed: Array2<f64>,
    /// What independence makes likely of them.
    pub expected: Array2<f64>,
    /// Adjusted residuals of the kept rows and columns.
    pub residual: Array2<f64>,
}

/// Chi-square of a table of counts; `None` with fewer than two rows or columns that hold anything.
pub fn chi_square(counts: &ArrayView2<'_, f64>) -> Option<ChiSquare> {
    let kept = |sums: ndarray::Array1<f64>| -> Vec<usize> {
        (0..sums.len()).filter(|idx| sums[*idx] > 0.0).collect()
    };
    let (rows, cols) = (kept(counts.sum_axis(Axis(1))), kept(counts.sum_axis(Axis(0))));
    if rows.len() < 2 || cols.len() < 2 {
        return None;
    }
    let table = counts.select(Axis(0), &rows).select(Axis(1), &cols);
    let (row_sums, col_sums) = (table.sum_axis(Axis(1)), table.sum_axis(Axis(0)));
    let total = table.sum();
    let expected = Array2::from_shape_fn(table.dim(), |(i, j)| row_sums[i] * col_sums[j] / total);
    let chi2 = pearson(&table, &expected);
    let held = table.iter().zip(&expected).filter(|(observed, _)| **observed > 0.0);
    let g2: f64 = held.map(|(observed, expected)| 2.0 * observed * ln(observed / expected)).sum();
    let (r, c) = (rows.len() as f64, cols.len() as f64);
    let df = (r - 1.0) * (c - 1.0);
    let phi2 = (chi2 / total - df / (total - 1.0)).max(0.0);
    let shrink = |k: f64| k - (k - 1.0) * (k - 1.0) / (total - 1.0);
    let narrow = (shrink(r) - 1.0).min(shrink(c) - 1.0);
    let residual = Array2::from_shape_fn(table.dim(), |(i, j)| {
        residual_of(table[[i, j]], row_sums[i], col_sums[j], total)
    });
    Some(ChiSquare {
        df,
        chi2,
        p: chi2_upper(chi2, df),
        g2: g2.max(0.0),
        p_g2: chi2_upper(g2.max(0.0), df),
        v: (chi2 / total / (r.min(c) - 1.0)).sqrt(),
        v_corrected: (narrow > 0.0).then(|| (phi2 / narrow).sqrt()),
        observed: table,
        expected,
        residual,
        rows,
        cols,
    })
}

impl ChiSquare {
    /// Whether its p holds: no expected count below 1, and at most a fifth below 5 (Cochran 1954).
    pub fn is_large(&self) -> bool {
        let n_small = self.expected.iter().filter(|expected| **expected < 5.0).count();
        self.expected.iter().all(|expected| *expected >= 1.0) && n_small * 5 <= self.expected.len()
    }
}

/// Pearson's statistic (1900).
pub(super) fn pearson(observed: &Array2<f64>, expected: &Array2<f64>) -> f64 {
    let term = |(observed, expected): (&f64, &f64)| {
        (observed - expected) * (observed - expected) / expected
    };
    observed.iter().zip(expected).map(term).sum()
}

/// Adjusted residuals of a table of counts (Haberman 1973); `NaN` where a row or column is empty
/// or holds everything.
pub fn adjusted_residual(counts: &ArrayView2<'_, f64>) -> Array2<f64> {
    let (rows, cols) = (counts.sum_axis(Axis(1)), counts.sum_axis(Axis(0)));
    let total = counts.sum();
    Array2::from_shape_fn(counts.dim(), |(i, j)| {
        residual_of(counts[[i, j]], rows[i], cols[j], total)
    })
}

/// Adjusted residual of one cell from its row, its column and the total.
pub fn residual_of(observed: f64, row: f64, col: f64, total: f64) -> f64 {
    let expected = row * col / total;
    let variance = expected * ((total - row) / total) * ((total - col) / total);
    if variance > 0.0 { (observed - expected) / variance.sqrt() } else { f64::NAN }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_residual_is_the_signed_root_of_the_collapsed_table() {
        let table = Array2::from_shape_vec((2, 3), vec![10.0, 4.0, 7.0, 3.0, 9.0, 5.0]).unwrap();
        let residual = adjusted_residual(&table.view());
        let (a, b, c, d) = (10.0, 11.0, 3.0, 14.0);
        let collapsed = Array2::from_shape_vec((2, 2), vec![a, b, c, d]).unwrap();
        let chi2 = chi_square(&collapsed.view()).unwrap().chi2;
        assert!((residual[[0, 0]] * residual[[0, 0]] - chi2).abs() < 1e-12);
    }
}
