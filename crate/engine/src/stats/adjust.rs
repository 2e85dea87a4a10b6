//! Corrections for many tests. A `NaN` is a test that was not made: it stays, and is not counted.

/// Adjusted p by Benjamini and Hochberg (1995): the false discovery rate at which each is kept.
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    step_up(p, |rank, m| m / rank)
}

/// The same of the smallest p of a family of `n` tests alone. As long as all others are above a level,
/// every value up to that level is what the whole family gives.
pub fn benjamini_hochberg_of(smallest: &[f64], n: usize) -> Vec<f64> {
    step_up(smallest, |rank, _| n as f64 / rank)
}

/// From the largest p down, the least of `factor(rank, tests) × p` so far, at most 1.
fn step_up(p: &[f64], factor: impl Fn(f64, f64) -> f64) -> Vec<f64> {
    let order = ascending(p);
    let m = order.len() as f64;
    let mut adjusted = vec![f64::NAN; p.len()];
    let mut least = 1.0_f64;
    for (rank, idx) in order.iter().enumerate().rev() {
        least = least.min(factor(rank as f64 + 1.0, m) * p[*idx]);
        adjusted[*idx] = least;
    }
    adjusted
}

/// Adjusted p by Holm (1979): the chance of any false mark.
pub fn holm(p: &[f64]) -> Vec<f64> {
    let order = ascending(p);
    let mut adjusted = vec![f64::NAN; p.len()];
    let mut most = 0.0_f64;
    for (rank, idx) in order.iter().enumerate() {
        most = most.max((order.len() - rank) as f64 * p[*idx]);
        adjusted[*idx] = most.min(1.0);
    }
    adjusted
}

/// Adjusted p by Benjamini and Yekutieli (2001): the false discovery rate under any dependence.
pub fn benjamini_yekutieli(p: &[f64]) -> Vec<f64> {
    let m = p.iter().filter(|p| !p.is_nan()).count();
    let harmonic: f64 = (1..=m).map(|k| 1.0 / k as f64).sum();
    step_up(p, |rank, m| harmonic * m / rank)
}

/// Adjusted p by Hochberg (1988): as Holm, from the largest p down, for independent tests.
pub fn hochberg(p: &[f64]) -> Vec<f64> {
    step_up(p, |rank, m| m - rank + 1.0)
}

/// Adjusted p by Bonferroni (Dunn 1961).
pub fn bonferroni(p: &[f64]) -> Vec<f64> {
    let m = p.iter().filter(|p| !p.is_nan()).count() as f64;
    p.iter().map(|p| if p.is_nan() { f64::NAN } else { (p * m).min(1.0) }).collect()
}

/// Positions of the tests that were made, smallest p first.
fn ascending(p: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..p.len()).filter(|idx| !p[*idx].is_nan()).collect();
    crate::num::sort_by(&mut order, |a, b| p[*a].total_cmp(&p[*b]).then(a.cmp(b)));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corrections_agree_with_their_definitions() {
        let mut random = crate::num::Random::new(4);
        for n in 1..12_usize {
            let p: Vec<f64> = (0..n).map(|_| random.unit()).collect();
            let m = n as f64;
            let rank = |x: f64| p.iter().filter(|own| **own <= x).count() as f64;
            let harmonic: f64 = (1..=n).map(|k| 1.0 / k as f64).sum();
            let (by, hochberg) = (benjamini_yekutieli(&p), hochberg(&p));
            for (idx, own) in p.iter().enumerate() {
                let above = || p.iter().filter(|other| *other >= own);
                let least = |values: &mut dyn Iterator<Item = f64>| values.fold(1.0, f64::min);
                let slow = least(&mut above().map(|x| harmonic * m * x / rank(*x)));
                assert!((by[idx] - slow).abs() < 1e-12);
                let slow = least(&mut above().map(|x| (m - rank(*x) + 1.0) * x));
                assert!((hochberg[idx] - slow).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn the_smallest_alone_give_what_the_family_gives() {
        let mut random = crate::num::Random::new(9);
        let draw =
            |_: usize| if random.below(2) == 0 { random.unit() } else { random.unit() * 1e-3 };
        let p: Vec<f64> = (0..400).map(draw).collect();
        let whole = benjamini_hochberg(&p);
        let small: Vec<usize> = (0..400).filter(|idx| p[*idx] <= 0.05).collect();
        let own: Vec<f64> = small.iter().map(|idx| p[*idx]).collect();
        let kept = benjamini_hochberg_of(&own, 400);
        let is_kept = |q: f64| q <= 0.05;
        assert!(whole.iter().filter(|q| is_kept(**q)).count() > 100);
        for (idx, q) in small.iter().zip(kept) {
            assert_eq!(is_kept(q), is_kept(whole[*idx]));
            assert!(!is_kept(q) || q.to_bits() == whole[*idx].to_bits());
        }
    }

    #[test]
    fn what_was_not_tested_is_not_counted() {
        let p = [0.02, f64::NAN, 0.01, 0.9];
        let q = benjamini_hochberg(&p);
        assert!((q[0] - 0.03).abs() < 1e-15 && (q[2] - 0.03).abs() < 1e-15 && q[1].is_nan());
        assert!((holm(&p)[2] - 0.03).abs() < 1e-15);
        assert!((bonferroni(&p)[0] - 0.06).abs() < 1e-15);
    }
}
