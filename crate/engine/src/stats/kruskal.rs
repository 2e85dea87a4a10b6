//! Many ordered groups: do they differ at all, and which pairs do.

use super::Tail;
use super::adjust::{benjamini_hochberg, holm};
use super::normal::normal_two;
use super::tails::chi2_upper;

/// Several groups of ordered answers compared by ranks.
#[derive(Debug, Clone, PartialEq)]
pub struct Kruskal {
    /// Groups that hold anything.
    pub groups: Vec<usize>,
    /// Their mean ranks.
    pub mean_ranks: Vec<f64>,
    /// Answers.
    pub n: f64,
    /// Kruskal and Wallis' statistic (1952), corrected for ties; undefined when all answers are equal.
    pub h: Option<f64>,
    /// Its degrees of freedom.
    pub df: f64,
    /// Its p.
    pub p: Tail,
    /// How much of the ranks' spread the groups explain, `H / (n - 1)` (Kelley 1935).
    pub epsilon_sq: f64,
    /// Dunn's comparisons (1964), pair by pair; none when all answers are equal.
    pub pairs: Vec<Dunn>,
}

/// Two groups among several.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dunn {
    /// The two, first before second.
    pub pair: (usize, usize),
    /// Difference of the mean ranks over its error.
    pub z: f64,
    /// Two-sided.
    pub p: f64,
    /// After Holm, over all pairs.
    pub holm: f64,
    /// After Benjamini–Hochberg, over all pairs.
    pub q: f64,
}

/// Compares groups given as counts of the same ordered levels; `None` with fewer than two that hold
/// anything.
pub fn kruskal_wallis(groups: &[Vec<f64>]) -> Option<Kruskal> {
    let sizes: Vec<f64> = groups.iter().map(|counts| counts.iter().sum()).collect();
    let used: Vec<usize> = (0..groups.len()).filter(|idx| sizes[*idx] > 0.0).collect();
    if used.len() < 2 {
        return None;
    }
    let n: f64 = sizes.iter().sum();
    let n_levels = groups.iter().map(Vec::len).max().unwrap_or(0);
    let of_level = |counts: &[f64], level: usize| counts.get(level).copied().unwrap_or(0.0);
    let (mut below, mut ties) = (0.0, 0.0);
    let mut sums = vec![0.0; used.len()];
    for level in 0..n_levels {
        let size: f64 = used.iter().map(|idx| of_level(&groups[*idx], level)).sum();
        let rank = below + 0.5 * (size + 1.0);
        for (sum, idx) in sums.iter_mut().zip(&used) {
            *sum += of_level(&groups[*idx], level) * rank;
        }
        ties += size * size * size - size;
        below += size;
    }
    let mean_ranks: Vec<f64> = sums.iter().zip(&used).map(|(sum, idx)| sum / sizes[*idx]).collect();
    let center = 0.5 * (n + 1.0);
    let between: f64 = mean_ranks
        .iter()
        .zip(&used)
        .map(|(rank, idx)| sizes[*idx] * (rank - center) * (rank - center))
        .sum();
    // Variance of one rank among all of them, ties included.
    let variance = n * (n + 1.0) / 12.0 - ties / (12.0 * (n - 1.0));
    let df = used.len() as f64 - 1.0;
    let h = (variance > 1e-9).then(|| between / variance);
    let pairs = if h.is_some() { dunn(&used, &mean_ranks, &sizes, variance) } else { Vec::new() };
    Some(Kruskal {
        n,
        h,
        df,
        p: h.map_or(Tail::ONE, |h| chi2_upper(h, df)),
        epsilon_sq: h.unwrap_or(0.0) / (n - 1.0),
        pairs,
        mean_ranks,
        groups: used,
    })
}

fn dunn(used: &[usize], mean_ranks: &[f64], sizes: &[f64], variance: f64) -> Vec<Dunn> {
    let mut pairs = Vec::new();
    for (i, one) in used.iter().enumerate() {
        for (j, two) in used.iter().enumerate().skip(i + 1) {
            let error = (variance * (1.0 / sizes[*one] + 1.0 / sizes[*two])).sqrt();
            let z = (mean_ranks[i] - mean_ranks[j]) / error;
            pairs.push(Dunn { pair: (*one, *two), z, p: normal_two(z).p, holm: 0.0, q: 0.0 });
        }
    }
    let p: Vec<f64> = pairs.iter().map(|own| own.p).collect();
    for ((own, holm), q) in pairs.iter_mut().zip(holm(&p)).zip(benjamini_hochberg(&p)) {
        (own.holm, own.q) = (holm, q);
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::super::compare_ranks;
    use super::*;

    #[test]
    fn two_groups_give_the_rank_sum_test() {
        let (one, two) = (vec![3.0, 1.0, 4.0, 1.0, 5.0], vec![2.0, 7.0, 1.0, 8.0, 2.0]);
        let ranks = compare_ranks(&one, &two, 1.96).unwrap();
        let many = kruskal_wallis(&[one, two]).unwrap();
        assert!((many.p.p - ranks.p.p).abs() < 1e-12 && many.pairs.len() == 1);
        assert!((many.pairs[0].z - ranks.z.unwrap()).abs() < 1e-12);
    }
}
