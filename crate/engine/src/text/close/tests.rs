//! The map against plain loops in 64 bits, and what is chosen to be read.

use super::map::{ALPHA, ALPHA_LEFT};
use super::*;
use crate::num::Random;

fn rows(n: usize, dims: usize, seed: u64) -> Array2<f32> {
    let mut random = Random::new(seed);
    let mut values: Vec<f32> = (0..n * dims).map(|_| random.unit() as f32 - 0.5).collect();
    values.chunks_exact_mut(dims).for_each(to_unit);
    Array2::from_shape_vec((n, dims), values).unwrap()
}

/// Gauss's elimination in 64 bits: solves `matrix · x = right`.
fn eliminate(mut matrix: Vec<Vec<f64>>, mut right: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
    let n = matrix.len();
    for at in 0..n {
        for other in (0..n).filter(|other| *other != at) {
            let factor = matrix[other][at] / matrix[at][at];
            let row = matrix[at].clone();
            for (value, own) in matrix[other].iter_mut().zip(&row) {
                *value -= factor * own;
            }
            for column in 0..right[at].len() {
                right[other][column] -= factor * right[at][column];
            }
        }
    }
    (0..n).map(|at| right[at].iter().map(|value| value / matrix[at][at]).collect()).collect()
}

/// What the map says of `row` by the formulas, in plain loops of 64 bits.
fn plain(features: &Array2<f32>, read: &ReadTexts<'_>, row: usize) -> Vec<f64> {
    let x = |row: usize, at: usize| f64::from(features[(row, at)]);
    let (n, dims) = (read.rows.len(), features.ncols());
    let own: Vec<usize> = read.rows.iter().map(|row| *row as usize).collect();
    let y = |at: usize, out: usize| f64::from(read.vectors[at * read.dims + out]);
    let mean_x: Vec<f64> =
        (0..dims).map(|d| own.iter().map(|row| x(*row, d)).sum::<f64>() / n as f64).collect();
    let mean_y: Vec<f64> =
        (0..read.dims).map(|o| (0..n).map(|at| y(at, o)).sum::<f64>() / n as f64).collect();
    let c = |row: usize, d: usize| x(row, d) - mean_x[d];
    let gram = |a: usize, b: usize| {
        own.iter().map(|row| c(*row, a) * c(*row, b)).sum::<f64>()
            + if a == b { f64::from(ALPHA) } else { 0.0 }
    };
    let right = |d: usize, o: usize| {
        own.iter().enumerate().map(|(at, row)| c(*row, d) * (y(at, o) - mean_y[o])).sum::<f64>()
    };
    let linear = eliminate(
        (0..dims).map(|a| (0..dims).map(|b| gram(a, b)).collect()).collect(),
        (0..dims).map(|d| (0..read.dims).map(|o| right(d, o)).collect()).collect(),
    );
    let line =
        |row: usize, o: usize| mean_y[o] + (0..dims).map(|d| c(row, d) * linear[d][o]).sum::<f64>();
    let kernel = |a: usize, b: usize| {
        let product: f64 = (0..dims).map(|d| x(a, d) * x(b, d)).sum();
        let share = 0.5 + 0.5 * product;
        share * share * share * share
    };
    let more = |a: usize, b: usize| if a == b { f64::from(ALPHA_LEFT) } else { 0.0 };
    let left = eliminate(
        (0..n).map(|a| (0..n).map(|b| kernel(own[a], own[b]) + more(a, b)).collect()).collect(),
        (0..n).map(|at| (0..read.dims).map(|o| y(at, o) - line(own[at], o)).collect()).collect(),
    );
    (0..read.dims)
        .map(|o| line(row, o) + (0..n).map(|at| kernel(row, own[at]) * left[at][o]).sum::<f64>())
        .collect()
}

#[test]
fn the_map_is_that_of_plain_loops() {
    let features = rows(60, 6, 3);
    let known: Vec<u32> = (0..60).filter(|row| row % 3 != 1).collect();
    let vectors = rows(known.len(), 4, 9);
    let read =
        ReadTexts { rows: &known, vectors: vectors.as_slice().unwrap(), dims: vectors.ncols() };
    let points = Rows { values: features.as_slice().unwrap(), dims: features.ncols() };
    let map = Map::fit(points, &read);
    let size = features.ncols() + known.len();
    let mut inputs = vec![0.0; TILE * size];
    let mut out = vec![0.0; TILE * read.dims];
    for (at, input) in inputs.chunks_exact_mut(size).enumerate() {
        map.input(points.of(at as u32 + 1), input);
    }
    map.apply(&inputs, &mut out);
    for (at, own) in out.chunks_exact(read.dims).enumerate() {
        for (value, slow) in own.iter().zip(plain(&features, &read, at + 1)) {
            assert!((f64::from(*value) - slow).abs() < 1e-3, "{value} is not {slow}");
        }
    }
}

#[test]
fn what_was_read_is_kept_and_what_is_empty_stays_empty() {
    let mut features = rows(40, 5, 1);
    features.row_mut(7).fill(0.0);
    let known = [0, 3, 5, 8, 11, 20];
    let vectors = rows(known.len(), 3, 2);
    let read = ReadTexts { rows: &known, vectors: vectors.as_slice().unwrap(), dims: 3 };
    let mut heard = Vec::new();
    let carried = carry(&features, &read, &mut |share| heard.push(share));
    assert!(heard.windows(2).all(|pair| pair[0] <= pair[1]));
    assert!(carried.row(7).iter().all(|value| *value == 0.0));
    for row in (0..40).filter(|row| *row != 7) {
        let own = carried.row(row).to_vec();
        assert!((dot(&own, &own) - 1.0).abs() < 1e-5);
    }
    // Less the same mean, the texts that were read lie as the reader said.
    let gap = |at: usize| &carried.row(known[at] as usize) - &carried.row(known[0] as usize);
    assert!(gap(1).iter().any(|value| value.abs() > 1e-3));
}

#[test]
fn a_spread_stands_for_all_groups_whatever_the_order() {
    let points = rows(400, 8, 4);
    let all: Vec<u32> = (0..400).collect();
    let chosen = spread(&points, &all, 50);
    let mut distinct = chosen.clone();
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!((chosen.len(), distinct.len()), (50, 50));
    assert_eq!(spread(&points, &all[..30], 50), all[..30]);
    assert!(spread(&points, &[], 5).is_empty());
    // Somebody near each point was chosen.
    let near = |row: u32| {
        let own = points.row(row as usize).to_vec();
        chosen.iter().any(|other| dot(&own, &points.row(*other as usize).to_vec()) > 0.4)
    };
    assert!(all.iter().all(|row| near(*row)));
}

#[test]
fn shorter_rows_lie_to_one_another_as_the_long_ones_did() {
    // Twelve numbers that come from three, and a little noise.
    let (low, high) = (rows(90, 3, 5), rows(3, 12, 6));
    let noise = rows(90, 12, 8);
    let long: Vec<f32> = (0..90)
        .flat_map(|row| {
            let (low, high, noise) = (&low, &high, &noise);
            (0..12).map(move |at| {
                let sum: f32 = (0..3).map(|own| low[(row, own)] * high[(own, at)]).sum();
                sum + 0.001 * noise[(row, at)]
            })
        })
        .collect();
    let (short, dims) = directions::shorter(&long, 12, 3);
    assert_eq!(dims, 3);
    let far = |rows: &[f32], dims: usize, a: usize, b: usize| {
        let gap = |at: usize| rows[a * dims + at] - rows[b * dims + at];
        (0..dims).map(|at| gap(at) * gap(at)).sum::<f32>().sqrt()
    };
    for (a, b) in [(0, 1), (5, 80), (33, 34), (7, 62)] {
        assert!((far(&long, 12, a, b) - far(&short, 3, a, b)).abs() < 0.01);
    }
    assert_eq!(directions::shorter(&long, 12, 12), (long.clone(), 12));
    assert_eq!(directions::shorter(&long[..24], 12, 3).1, 12);
}
