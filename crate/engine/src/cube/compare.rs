//! Every cell against the rest, and the columns against each other, with their corrections.

use ndarray::Array2;

use super::measure::{Measure, Spot, Tested};
use super::tally::Counts;
use crate::defaults::{FDR, FDR_STRICT};
use crate::stats::benjamini_hochberg;

/// More columns than this get no letters: too many pairs to read.
const MOST_LETTERED: usize = 26;

/// The tests of all listed cells.
#[derive(Debug, Clone)]
pub(super) struct CellTests {
    /// p per cell, `NaN` where there was no test.
    pub(super) p: Vec<f64>,
    /// p after Benjamini–Hochberg.
    pub(super) q: Vec<f64>,
    /// −2 to 2.
    pub(super) mark: Vec<f64>,
    /// Why there was no test.
    pub(super) untested: Vec<String>,
    /// Cells tested.
    pub(super) n_tests: u32,
}

/// The comparison of columns within rows.
#[derive(Debug, Clone)]
pub(super) struct Letters {
    /// Letters per cell.
    pub(super) of_cell: Vec<String>,
    /// Pairs tested.
    pub(super) n_tests: u32,
    /// Whether columns were compared at all.
    pub(super) is_made: bool,
}

/// The cell at a place, with its totals.
pub(super) fn spot(counts: &Counts, i: usize, j: usize) -> Spot<'_> {
    Spot { cell: &counts.cells[[i, j]], row: &counts.rows[i], col: &counts.cols[j] }
}

/// Tests each of the first `n_rows × n_cols` cells against everything else in the table.
pub(super) fn cell_tests(
    measure: Measure,
    counts: &Counts,
    n_rows: usize,
    n_cols: usize,
) -> CellTests {
    let mut tests = CellTests {
        p: Vec::new(),
        q: Vec::new(),
        mark: Vec::new(),
        untested: Vec::new(),
        n_tests: 0,
    };
    let mut sides = Vec::new();
    for i in 0..n_rows {
        for j in 0..n_cols {
            let result = measure.against_rest(counts, spot(counts, i, j));
            let (tested, reason) = match result {
                Ok(tested) => (tested, String::new()),
                Err(reason) => (Tested { p: f64::NAN, diff: 0.0 }, reason),
            };
            tests.n_tests += u32::from(reason.is_empty());
            tests.p.push(tested.p);
            tests.untested.push(reason);
            sides.push(tested.diff);
        }
    }
    tests.q = benjamini_hochberg(&tests.p);
    tests.mark = tests.q.iter().zip(&sides).map(|(q, diff)| mark(*q, *diff)).collect();
    tests
}

fn mark(q: f64, diff: f64) -> f64 {
    let size = if q <= FDR_STRICT {
        2.0
    } else if q <= FDR {
        1.0
    } else {
        0.0
    };
    if diff < 0.0 && size > 0.0 { -size } else { size }
}

/// The letter of a column: A … Z, AA, AB, …
pub(super) fn letter(idx: usize) -> String {
    let own = char::from(b'A' + (idx % 26) as u8);
    if idx < 26 { own.to_string() } else { format!("{}{own}", letter(idx / 26 - 1)) }
}

/// Compares every pair of columns within every row; the higher cell gets the other's letter.
pub(super) fn letters(measure: Measure, counts: &Counts, n_rows: usize, n_cols: usize) -> Letters {
    let mut made = Letters {
        of_cell: vec![String::new(); n_rows * n_cols],
        n_tests: 0,
        is_made: (2..=MOST_LETTERED).contains(&n_cols) && measure.is_testable(),
    };
    if !made.is_made {
        return made;
    }
    let n_pairs = n_cols * (n_cols - 1) / 2;
    let mut tested = Array2::from_elem((n_rows, n_pairs), (f64::NAN, 0.0_f64));
    for i in 0..n_rows {
        let mut pair = 0;
        for j in 0..n_cols {
            for k in j + 1..n_cols {
                let result = measure.against(counts, spot(counts, i, j), spot(counts, i, k));
                if let Ok(result) = result {
                    tested[[i, pair]] = (result.p, result.diff);
                    made.n_tests += 1;
                }
                pair += 1;
            }
        }
    }
    let p: Vec<f64> = tested.iter().map(|(p, _)| *p).collect();
    let q = benjamini_hochberg(&p);
    for i in 0..n_rows {
        let mut at = i * n_pairs;
        for j in 0..n_cols {
            for k in j + 1..n_cols {
                let diff = tested[[i, at - i * n_pairs]].1;
                let (winner, loser) = if diff > 0.0 { (j, k) } else { (k, j) };
                write_letter(&mut made.of_cell[i * n_cols + winner], q[at], loser);
                at += 1;
            }
        }
    }
    for own in &mut made.of_cell {
        let mut sorted: Vec<char> = own.chars().collect();
        crate::num::sort_by_key(&mut sorted, char::to_ascii_uppercase);
        *own = sorted.into_iter().collect();
    }
    made
}

fn write_letter(own: &mut String, q: f64, loser: usize) {
    if q <= FDR_STRICT {
        own.push_str(&letter(loser));
    } else if q <= FDR {
        own.push_str(&letter(loser).to_lowercase());
    }
}
