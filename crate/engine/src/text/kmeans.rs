//! Groups of rows around centres.

use undertone_kernel::add_times;

use crate::num::{dot, to_unit};

/// Rounds of moving centres.
const ROUNDS: usize = 4;

/// Rows of numbers, all of one length.
#[derive(Clone, Copy)]
pub(crate) struct Rows<'a> {
    /// The rows, one after the other.
    pub(crate) values: &'a [f32],
    /// Numbers in a row.
    pub(crate) dims: usize,
}

impl<'a> Rows<'a> {
    /// Row `row`.
    pub(crate) fn of(self, row: u32) -> &'a [f32] {
        &self.values[row as usize * self.dims..(row as usize + 1) * self.dims]
    }
}

/// `members` in up to `k` groups around centres (spherical k-means, Dhillon and Modha 2001); empty
/// ones are left out.
pub(crate) fn groups(points: Rows<'_>, members: &[u32], k: usize) -> Vec<Vec<u32>> {
    let k = k.clamp(1, members.len().max(1));
    let mut centres: Vec<Vec<f32>> = (0..k)
        .filter_map(|at| members.get(at * members.len() / k))
        .map(|row| points.of(*row).to_vec())
        .collect();
    let mut out = Vec::new();
    for _ in 0..ROUNDS {
        out = vec![Vec::new(); centres.len()];
        for row in members {
            let mut best = (f32::NEG_INFINITY, 0);
            for (at, centre) in centres.iter().enumerate() {
                let cosine = dot(points.of(*row), centre);
                if cosine > best.0 {
                    best = (cosine, at);
                }
            }
            out[best.1].push(*row);
        }
        out.retain(|group: &Vec<u32>| !group.is_empty());
        centres = out.iter().map(|group| middle(points, group)).collect();
    }
    out
}

/// The unit mean of the rows.
pub(crate) fn middle(points: Rows<'_>, members: &[u32]) -> Vec<f32> {
    let mut sum = vec![0.0; points.dims];
    for row in members {
        add_times(&mut sum, points.of(*row), 1.0);
    }
    to_unit(&mut sum);
    sum
}
