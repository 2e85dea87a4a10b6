//! Weighted shares and means where answers come in clusters (accounts): errors by Taylor
//! linearisation (Binder 1983), as the survey package of R does them.

use super::tails::{chi2_upper, f_upper};
use super::{Moments, Tail, normal_quantile};
use crate::num::{Random, exp, ln};

/// One answer of a survey.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Answer {
    /// Whose answer it is: answers of one cluster may resemble each other.
    pub cluster: usize,
    /// Which segment it belongs to.
    pub domain: usize,
    /// What it counts.
    pub weight: f64,
    /// Its value; 0 or 1 for shares.
    pub value: f64,
}

/// The weighted mean of one segment.
#[derive(Debug, Clone, PartialEq)]
pub struct Domain {
    /// Answers.
    pub n: f64,
    /// Weighted mean.
    pub mean: f64,
    /// Its linearised standard error.
    pub error: f64,
    /// How many answers of equal weight would say as much, clusters aside (Kish 1965).
    pub kish_n: f64,
    /// What each cluster adds to the mean; clusters outside the segment add nothing.
    influence: Vec<f64>,
}

impl Domain {
    /// Interval of a share on the logit scale, where it cannot leave 0–1; `None` at the ends.
    pub fn logit_interval(&self, conf: f64) -> Option<(f64, f64)> {
        let p = self.mean;
        if p <= 0.0 || p >= 1.0 {
            return None;
        }
        let half = normal_quantile(0.5 + 0.5 * conf) * self.error / (p * (1.0 - p));
        let back = |logit: f64| 1.0 / (1.0 + exp(-logit));
        let logit = ln(p / (1.0 - p));
        Some((back(logit - half), back(logit + half)))
    }

    /// How much larger the variance of a share is than with as many independent answers.
    pub fn design_effect(&self) -> f64 {
        self.error * self.error / (self.mean * (1.0 - self.mean) / self.n)
    }

    /// The difference to another segment with its standard error; clusters may be in both.
    pub fn difference(&self, other: &Domain) -> (f64, f64) {
        let gaps = self.influence.iter().zip(&other.influence).map(|(one, two)| one - two);
        (self.mean - other.mean, clustered(gaps, self.influence.len()))
    }
}

/// Root of `C / (C - 1)` times the sum of squares over the clusters.
fn clustered(influence: impl Iterator<Item = f64>, n_clusters: usize) -> f64 {
    let c = n_clusters as f64;
    (c / (c - 1.0) * influence.map(|z| z * z).sum::<f64>()).sqrt()
}

/// The weighted mean of each of `n_domains` segments, over `n_clusters` clusters in all. A segment
/// without weight has no mean (`NaN`).
pub fn domains(answers: &[Answer], n_domains: usize, n_clusters: usize) -> Vec<Domain> {
    let domain = |idx: usize| {
        let own = || answers.iter().filter(move |answer| answer.domain == idx);
        let weight: f64 = own().map(|answer| answer.weight).sum();
        let squares: f64 = own().map(|answer| answer.weight * answer.weight).sum();
        let mean = own().map(|answer| answer.weight * answer.value).sum::<f64>() / weight;
        let mut influence = vec![0.0; n_clusters];
        for answer in own() {
            influence[answer.cluster] += answer.weight * (answer.value - mean) / weight;
        }
        Domain {
            n: own().count() as f64,
            mean,
            error: clustered(influence.iter().copied(), n_clusters),
            kish_n: weight * weight / squares,
            influence,
        }
    };
    (0..n_domains).map(domain).collect()
}

/// Chi-square of segments against a yes-or-no answer, with weights and clusters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RaoScott {
    /// Pearson's statistic of the weighted table, scaled to the number of answers.
    pub chi2: f64,
    /// Second-order statistic (Rao and Scott 1984; Thomas and Rao 1987), …
    pub f: f64,
    /// … its degrees of freedom above …
    pub df1: f64,
    /// … and below, …
    pub df2: f64,
    /// … and its p.
    pub p: Tail,
    /// p of the first-order correction.
    pub p_first: Tail,
}

/// Rao and Scott's test that the share of answers with value 1 is the same in all segments; `None`
/// with fewer than two segments or one outcome only.
pub fn rao_scott(answers: &[Answer], n_domains: usize, n_clusters: usize) -> Option<RaoScott> {
    let n_cells = 2 * n_domains;
    let cell = |answer: &Answer| 2 * answer.domain + usize::from(answer.value > 0.5);
    let total: f64 = answers.iter().map(|answer| answer.weight).sum();
    let mut share = vec![0.0; n_cells];
    for answer in answers {
        share[cell(answer)] += answer.weight / total;
    }
    let outcome = |low: usize| -> f64 { share.iter().skip(low).step_by(2).sum() };
    let used: Vec<usize> =
        (0..n_domains).filter(|idx| share[2 * idx] + share[2 * idx + 1] > 0.0).collect();
    if used.len() < 2 || outcome(0) <= 0.0 || outcome(1) <= 0.0 {
        return None;
    }
    // Clusters × cells.
    let mut influence = vec![0.0; n_clusters * n_cells];
    let mut weight = vec![0.0; n_clusters];
    for answer in answers {
        influence[answer.cluster * n_cells + cell(answer)] += answer.weight / total;
        weight[answer.cluster] += answer.weight / total;
    }
    for (own, weight) in influence.chunks_exact_mut(n_cells).zip(&weight) {
        own.iter_mut().zip(&share).for_each(|(z, share)| *z -= share * weight);
    }
    let n = answers.len() as f64;
    let mut chi2 = 0.0;
    for idx in &used {
        let row = share[2 * idx] + share[2 * idx + 1];
        for low in [0, 1] {
            let expected = row * outcome(low);
            let gap = share[2 * idx + low] - expected;
            chi2 += n * gap * gap / expected;
        }
    }
    let (trace, trace_of_square) = generalised_effects(&used, &share, &influence, n)?;
    let df = used.len() as f64 - 1.0;
    let df1 = trace * trace / trace_of_square;
    let df2 = df1 * (n_clusters as f64 - 1.0);
    let f = chi2 / trace;
    Some(RaoScott {
        chi2,
        f,
        df1,
        df2,
        p: f_upper(f, df1, df2),
        p_first: chi2_upper(chi2 / (trace / df), df),
    })
}

/// Trace of the generalised design effects and of their square. They belong to the contrasts
/// "segment against the first × low against not", by which any basis of the interaction may be
/// replaced.
fn generalised_effects(
    used: &[usize],
    share: &[f64],
    influence: &[f64],
    n: f64,
) -> Option<(f64, f64)> {
    let (first, others) = used.split_first()?;
    let inverse = |idx: usize| if share[idx] > 0.0 { 1.0 / share[idx] } else { 0.0 };
    let signed = |domain: usize, sign: f64| {
        [
            (2 * domain, -sign * inverse(2 * domain)),
            (2 * domain + 1, sign * inverse(2 * domain + 1)),
        ]
    };
    let contrasts: Vec<[(usize, f64); 4]> = others
        .iter()
        .map(|domain| {
            let ([a, b], [c, d]) = (signed(*domain, 1.0), signed(*first, -1.0));
            [a, b, c, d]
        })
        .collect();
    let k = contrasts.len();
    let c = (influence.len() / share.len()) as f64;
    let (mut observed, mut plain) = (vec![vec![0.0; k]; k], vec![vec![0.0; k]; k]);
    let mut scores = vec![0.0; k];
    for own in influence.chunks_exact(share.len()) {
        for (score, contrast) in scores.iter_mut().zip(&contrasts) {
            *score = contrast.iter().map(|(at, weight)| weight * own[*at]).sum();
        }
        for (row, own) in observed.iter_mut().zip(&scores) {
            row.iter_mut().zip(&scores).for_each(|(sum, score)| *sum += score * own);
        }
    }
    for sum in observed.iter_mut().flatten() {
        *sum *= c / (c - 1.0);
    }
    for i in 0..k {
        for j in 0..k {
            for (at, weight) in contrasts[i] {
                let same = contrasts[j].iter().filter(|(other, _)| *other == at);
                let other: f64 = same.map(|(_, other)| other).sum();
                plain[i][j] += weight * other * share[at] / n;
            }
        }
    }
    let effects = solve(plain, observed)?;
    let trace = (0..k).map(|i| effects[i][i]).sum();
    let pairs = (0..k).flat_map(|i| (0..k).map(move |j| (i, j)));
    let square = pairs.map(|(i, j)| effects[i][j] * effects[j][i]).sum();
    Some((trace, square))
}

/// The matrix `X` with `A X = B`, by elimination with pivots; `None` where `A` is singular.
fn solve(mut a: Vec<Vec<f64>>, mut b: Vec<Vec<f64>>) -> Option<Vec<Vec<f64>>> {
    let k = a.len();
    for col in 0..k {
        let pivot = (col..k).max_by(|i, j| a[*i][col].abs().total_cmp(&a[*j][col].abs()))?;
        a.swap(col, pivot);
        b.swap(col, pivot);
        let (a_row, b_row) = (a[col].clone(), b[col].clone());
        if a_row[col].abs() < 1e-300 {
            return None;
        }
        for row in (0..k).filter(|row| *row != col) {
            let factor = a[row][col] / a_row[col];
            a[row].iter_mut().zip(&a_row).for_each(|(x, own)| *x -= factor * own);
            b[row].iter_mut().zip(&b_row).for_each(|(x, own)| *x -= factor * own);
        }
    }
    for (row, own) in b.iter_mut().enumerate() {
        for x in own {
            *x /= a[row][row];
        }
    }
    Some(b)
}

/// One account's answers with what each of them weighs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WeightedAccount {
    /// Its segment.
    pub domain: usize,
    /// Weight of each answer (ARR).
    pub weight: f64,
    /// Low answers.
    pub low: f64,
    /// All answers.
    pub n: f64,
}

/// A weighted share with the spread that drawing accounts anew gives it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bootstrapped {
    /// The share.
    pub share: f64,
    /// Percentile interval.
    pub low: f64,
    /// See `low`.
    pub high: f64,
    /// Standard deviation over the draws.
    pub sd: f64,
}

/// The weighted share of low answers in each segment, with a bootstrap of accounts (Efron 1979):
/// all accounts are drawn anew with replacement `n_draws` times; draws that miss a segment are left
/// out for it. A check of the linearised error, not a default.
pub fn bootstrap_shares(
    accounts: &[WeightedAccount],
    n_domains: usize,
    n_draws: u32,
    conf: f64,
    seed: u64,
) -> Vec<Bootstrapped> {
    let share_of = |drawn: &mut dyn Iterator<Item = &WeightedAccount>| -> Vec<f64> {
        let mut sums = vec![(0.0, 0.0); n_domains];
        for account in drawn {
            let (low, all) = &mut sums[account.domain];
            *low += account.weight * account.low;
            *all += account.weight * account.n;
        }
        sums.into_iter().map(|(low, all)| low / all).collect()
    };
    let observed = share_of(&mut accounts.iter());
    let mut random = Random::new(seed);
    let mut draws = vec![Vec::with_capacity(n_draws as usize); n_domains];
    let n = accounts.len() as u64;
    for _ in 0..n_draws {
        let shares = share_of(&mut (0..n).map(|_| &accounts[random.below(n) as usize]));
        for (drawn, share) in draws.iter_mut().zip(shares) {
            if !share.is_nan() {
                drawn.push(share);
            }
        }
    }
    let side = 0.5 * (1.0 - conf);
    observed
        .into_iter()
        .zip(&mut draws)
        .map(|(share, drawn)| {
            crate::num::sort_by(drawn, f64::total_cmp);
            Bootstrapped {
                share,
                low: quantile(drawn, side),
                high: quantile(drawn, 1.0 - side),
                sd: Moments::of(drawn).variance.sqrt(),
            }
        })
        .collect()
}

/// The quantile of sorted values, between neighbours in proportion (type 7 of Hyndman and Fan 1996).
fn quantile(sorted: &[f64], p: f64) -> f64 {
    let place = p * (sorted.len() as f64 - 1.0);
    let below = place.max(0.0).floor();
    let at = |idx: f64| sorted.get(idx as usize).copied();
    let (Some(low), share) = (at(below), place - below) else { return f64::NAN };
    low + share * (at(below + 1.0).unwrap_or(low) - low)
}
