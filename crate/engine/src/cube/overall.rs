//! What the whole table says: whether its columns differ at all, and what its totals hide.

use ndarray::Array2;

use super::compare::{Bench, spot};
use super::measure::{Measure, Sample, Spot, compare_items};
use super::plan::Unit;
use super::tally::Counts;
use crate::stats::{Dealt, chi_square, dealt, kruskal_wallis};
use crate::view::OverallView;

/// A difference smaller than one point hides nothing worth a warning.
const LEAST_DIFFERENCE: f64 = 0.01;

/// Standard errors that a difference within rows lies from none, to contradict the total.
const BEYOND_CHANCE: f64 = 1.96;

/// One test of all listed columns: Kruskal–Wallis of ordered scores, chi-square of shares; only
/// where items are drawn, because neither knows of accounts.
pub(super) fn overall(bench: &Bench<'_>, n_cols: usize) -> Option<OverallView> {
    let counts = bench.counts;
    if bench.unit != Unit::Items
        || n_cols < 2
        || bench.measure.must_be_testable(counts.n_scales).is_err()
    {
        return None;
    }
    if bench.measure == Measure::MeanScore {
        return ranks(counts, n_cols);
    }
    let table = if bench.measure.is_share_of_answers() {
        let of_col = |j: usize| {
            let col = &counts.cols[j];
            let place = Spot { cell: col, row: &counts.all, col };
            match bench.measure.sample(counts, place) {
                Sample::Share(part, base) => [part, base - part],
                Sample::Mean(_) => [0.0, 0.0],
            }
        };
        Array2::from_shape_fn((2, n_cols), |(side, j)| of_col(j)[side])
    } else if bench.measure.is_of_counts() {
        let n_rows = counts.rows.len();
        let counted = |i: usize, j: usize| bench.measure.counted(&counts.cells[[i, j]]);
        Array2::from_shape_fn((n_rows, n_cols), |(i, j)| counted(i, j))
    } else {
        return None;
    };
    let result = chi_square(&table.view())?;
    let (test, p) = if result.is_large() {
        ("Pearson's chi-square".to_owned(), result.p.p)
    } else {
        let Dealt { p, n_deals } = dealt(&result)?;
        (format!("Pearson's chi-square against {n_deals} random tables"), p)
    };
    Some(OverallView {
        test,
        statistic: result.chi2,
        df: result.df,
        p,
        effect_name: "Cramér's V".to_owned(),
        effect: result.v,
    })
}

fn ranks(counts: &Counts, n_cols: usize) -> Option<OverallView> {
    if counts.levels.is_empty() {
        return None;
    }
    let width = counts.cols.len();
    let of_col = |j: usize| counts.distribution((0..counts.rows.len()).map(move |i| i * width + j));
    let groups: Vec<Vec<f64>> = (0..n_cols).map(of_col).collect();
    let result = kruskal_wallis(&groups)?;
    Some(OverallView {
        test: "Kruskal–Wallis".to_owned(),
        statistic: result.h.unwrap_or(0.0),
        df: result.df,
        p: result.p.p,
        effect_name: "ε²".to_owned(),
        effect: result.epsilon_sq,
    })
}

/// Columns whose total lies on the other side of the rest than their cells do within the rows, by
/// the difference that Mantel and Haenszel pool over the rows (Simpson's paradox).
pub(super) fn reversals(
    bench: &Bench<'_>,
    n_cols: usize,
    (row_name, cols): (&str, &[String]),
) -> Vec<String> {
    let counts = bench.counts;
    if !bench.measure.is_share_of_answers() || n_cols < 2 || counts.rows.len() < 3 {
        return Vec::new();
    }
    let mut warnings = Vec::new();
    for (j, name) in cols.iter().enumerate().take(n_cols) {
        let col = &counts.cols[j];
        let others = counts.all.without(col);
        let sample =
            |cell| bench.measure.sample(counts, Spot { cell, row: &counts.all, col: cell });
        let Ok(total) = compare_items(&sample(col), &sample(&others)) else { continue };
        let Some((pooled, error)) = pooled(bench, j) else { continue };
        let is_clear = total.p <= bench.plan.levels.0 && total.diff.abs() >= LEAST_DIFFERENCE;
        let is_other = pooled * total.diff < 0.0 && pooled.abs() >= LEAST_DIFFERENCE;
        if is_clear && is_other && pooled.abs() >= BEYOND_CHANCE * error {
            let side = |diff: f64| if diff > 0.0 { "above" } else { "below" };
            warnings.push(format!(
                "In all, the {} of {name} is {:.1} points {} the rest; within each {} it is {:.1} \
                 points {} on average. The total comes from where {name} stands.",
                bench.measure.name(),
                100.0 * total.diff.abs(),
                side(total.diff),
                row_name.to_lowercase(),
                100.0 * pooled.abs(),
                side(pooled),
            ));
        }
    }
    warnings
}

/// The difference of a column to the others within rows, rows weighted by what they can tell (Mantel
/// and Haenszel 1959), and its standard error (Greenland and Robins 1985); nothing where fewer than
/// two rows compare anything.
fn pooled(bench: &Bench<'_>, j: usize) -> Option<(f64, f64)> {
    let counts = bench.counts;
    let (mut sum, mut squares, mut weights, mut n_rows) = (0.0, 0.0, 0.0, 0);
    for i in 0..counts.rows.len() {
        let place = spot(counts, i, j);
        let others = place.row.without(place.cell);
        let one = bench.measure.sample(counts, place);
        let two = bench.measure.sample(counts, Spot { cell: &others, ..place });
        let (n1, n2) = (one.base(), two.base());
        if n1 > 0.0 && n2 > 0.0 {
            let weight = n1 * n2 / (n1 + n2);
            let (p1, p2) = (one.value(), two.value());
            sum += weight * (p1 - p2);
            squares += weight * weight * (p1 * (1.0 - p1) / n1 + p2 * (1.0 - p2) / n2);
            weights += weight;
            n_rows += 1;
        }
    }
    (n_rows > 1).then(|| (sum / weights, squares.sqrt() / weights))
}
