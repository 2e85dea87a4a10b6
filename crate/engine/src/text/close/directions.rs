//! Shorter vectors that lie to one another nearly as the long ones do: along the directions in which
//! these differ most (principal components, found by orthogonal iteration as in Golub and Van Loan
//! 1996, section 8.2).

use undertone_kernel::add_times;

use super::map::{centred, products, transposed};
use crate::num::{dot, to_unit};

/// Rounds of the iteration: the directions need not be exact, only the best or nearly so.
const ROUNDS: usize = 6;

/// The rows less their mean, along `at_most` directions, and how many numbers a row has now; as they
/// are where they have no more than that, or are no more themselves.
pub(super) fn shorter(rows: &[f32], dims: usize, at_most: usize) -> (Vec<f32>, usize) {
    let n = rows.len() / dims.max(1);
    if dims <= at_most || n <= at_most {
        return (rows.to_vec(), dims);
    }
    let (_, rows) = centred(rows, dims);
    let spread = products(&transposed(&rows, dims), n, 0.0);
    let mut basis = rows[..at_most * dims].to_vec();
    orthogonal(&mut basis, dims);
    for _ in 0..ROUNDS {
        basis = times(&basis, &spread, dims);
        orthogonal(&mut basis, dims);
    }
    (times(&rows, &basis, dims), at_most)
}

/// The products of each row with each of `others`.
fn times(rows: &[f32], others: &[f32], dims: usize) -> Vec<f32> {
    let products = |row: &[f32]| others.chunks_exact(dims).map(|other| dot(row, other)).collect();
    rows.chunks_exact(dims).flat_map(|row| -> Vec<f32> { products(row) }).collect()
}

/// Makes the rows unit rows at right angles to one another (Gram and Schmidt), twice over, because
/// once is not exact in 32 bits.
fn orthogonal(rows: &mut [f32], dims: usize) {
    for at in 0..rows.len() / dims {
        let (before, own) = rows.split_at_mut(at * dims);
        let own = &mut own[..dims];
        for _ in 0..2 {
            for other in before.chunks_exact(dims) {
                let along = dot(own, other);
                add_times(own, other, -along);
            }
            to_unit(own);
        }
    }
}
