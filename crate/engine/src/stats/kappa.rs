//! Agreement of two judges beyond chance.

use super::{Z95, wilson};

/// How far two judges agree on the same items.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Agreement {
    /// Items that both judged.
    pub n: f64,
    /// Items judged alike.
    pub same: f64,
    /// Wilson's 95 % interval of the share judged alike.
    pub interval: (f64, f64),
    /// Cohen's κ (1960) with its 95 % interval; `None` where both judges use one value only.
    pub kappa: Option<(f64, f64, f64)>,
}

/// Agreement from counts, `k` by `k`, one judge down and the other across. The interval of κ is the
/// large-sample one of Fleiss, Cohen and Everitt (1969). `None` without items.
pub fn agreement(counts: &[f64], k: usize) -> Option<Agreement> {
    let n: f64 = counts.iter().sum();
    if n <= 0.0 || counts.len() != k * k {
        return None;
    }
    let p = |i: usize, j: usize| counts[i * k + j] / n;
    let row: Vec<f64> = (0..k).map(|i| (0..k).map(|j| p(i, j)).sum()).collect();
    let col: Vec<f64> = (0..k).map(|j| (0..k).map(|i| p(i, j)).sum()).collect();
    let seen: f64 = (0..k).map(|i| p(i, i)).sum();
    let chance: f64 = (0..k).map(|i| row[i] * col[i]).sum();
    let same: f64 = (0..k).map(|i| counts[i * k + i]).sum();
    let kappa = (chance < 1.0).then(|| {
        let (mut on, mut off) = (0.0, 0.0);
        for i in 0..k {
            for j in 0..k {
                if i == j {
                    let term = (1.0 - chance) - (row[i] + col[i]) * (1.0 - seen);
                    on += p(i, i) * term * term;
                } else {
                    off += p(i, j) * (col[i] + row[j]) * (col[i] + row[j]);
                }
            }
        }
        let left = seen * chance - 2.0 * chance + seen;
        let apart = 1.0 - chance;
        let inner = on + (1.0 - seen) * (1.0 - seen) * off - left * left;
        let half = Z95 * (inner.max(0.0) / n).sqrt() / (apart * apart);
        let kappa = (seen - chance) / apart;
        (kappa, (kappa - half).max(-1.0), (kappa + half).min(1.0))
    });
    Some(Agreement { n, same, interval: wilson(same, n, Z95), kappa })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reference values of `cohens_kappa` of statsmodels 0.14.
    #[test]
    fn kappa_and_its_interval_are_those_of_the_reference() {
        let cases: &[(&[f64], usize, f64, f64, f64)] = &[
            (&[20.0, 5.0, 10.0, 15.0], 2, 0.400000000000000, 0.151092290476661, 0.648907709523339),
            (
                &[44.0, 5.0, 1.0, 7.0, 20.0, 3.0, 9.0, 5.0, 6.0],
                3,
                0.491525423728813,
                0.350158201217487,
                0.632892646240140,
            ),
            (
                &[10.0, 0.0, 2.0, 1.0, 1.0, 8.0, 0.0, 0.0, 3.0, 1.0, 12.0, 2.0, 0.0, 0.0, 1.0, 9.0],
                4,
                0.702219815917704,
                0.545217018193244,
                0.859222613642165,
            ),
            (&[1.0, 1.0, 1.0, 1.0], 2, 0.000000000000000, -0.979981992270027, 0.979981992270027),
        ];
        for (counts, k, kappa, low, high) in cases {
            let own = agreement(counts, *k).unwrap().kappa.unwrap();
            for (got, expected) in [(own.0, kappa), (own.1, low), (own.2, high)] {
                assert!((got - expected).abs() < 1e-9, "{counts:?}: {own:?}");
            }
        }
    }

    #[test]
    fn one_value_only_leaves_kappa_open() {
        let own = agreement(&[5.0, 0.0, 0.0, 0.0], 2).unwrap();
        assert_eq!(own.kappa, None);
        assert!((own.same - own.n).abs() < 1e-12);
        assert_eq!(agreement(&[0.0; 4], 2), None);
        assert_eq!(agreement(&[1.0; 3], 2), None);
    }
}
