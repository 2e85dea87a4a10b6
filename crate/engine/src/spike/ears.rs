//! The Early Aberration Reporting System of the CDC: a count against the few before it.
//!
//! C1 and C2 after Hutwagner et al. (2003), C2 and C3 with two periods left out; C3 in the form of
//! the package *surveillance*, in which the day's own C2 does not enter. Offered because analysts
//! in public health know them; on feedback the predictive test of [`super::nbx`] does better.

use crate::stats::normal_quantile;

/// Periods between the baseline and what is tested, for C2 and C3.
const LAG: usize = 2;

/// Which of the three.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EarsKind {
    /// The baseline ends just before.
    C1,
    /// Two periods lie between.
    C2,
    /// C2 with what the two periods before exceeded.
    C3,
}

/// How to test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ears {
    /// Which of the three.
    pub kind: EarsKind,
    /// One-sided level.
    pub alpha: f64,
    /// Periods that make the baseline.
    pub baseline: usize,
    /// The smallest standard deviation believed.
    pub min_sigma: f64,
}

impl Ears {
    /// The first period that can be tested.
    pub fn first(&self) -> usize {
        match self.kind {
            EarsKind::C1 => self.baseline,
            EarsKind::C2 => self.baseline + LAG,
            EarsKind::C3 => self.baseline + 2 * LAG,
        }
    }

    /// The count that period `t` must exceed; not finite where the baseline does not vary (C3).
    /// `None` before [`Ears::first`].
    pub fn bound(&self, counts: &[f64], t: usize) -> Option<f64> {
        if t < self.first() || t >= counts.len() {
            return None;
        }
        let z = normal_quantile(1.0 - self.alpha);
        let end = if self.kind == EarsKind::C1 { t } else { t - LAG };
        let (mean, sigma) = self.usual(&counts[end - self.baseline..end]);
        if self.kind != EarsKind::C3 {
            return Some(mean + z * sigma);
        }
        let (one, two) = (self.excess(counts, t - 1), self.excess(counts, t - 2));
        let over = (one - 1.0).max(0.0) + (two - 1.0).max(0.0);
        let bound = counts[t] + sigma * (z - over);
        // A baseline of equal counts makes 0 / 0, which is no bound.
        let is_bound = !(one.is_nan() || two.is_nan() || bound.is_nan());
        Some(if is_bound { bound.max(0.0) } else { f64::NAN })
    }

    /// What C3 speaks of: the count and the expectation of those of the two periods before `t` whose
    /// excess it adds up, and how many they are. Nothing for C1 and C2.
    pub fn summed(&self, counts: &[f64], t: usize) -> Option<(f64, f64, usize)> {
        if self.kind != EarsKind::C3 || t < self.first() {
            return None;
        }
        let added = [t - 1, t - 2].into_iter().filter(|at| self.excess(counts, *at) > 1.0);
        added.fold(None, |sum, at| {
            let (count, expected, n) = sum.unwrap_or((0.0, 0.0, 0));
            let (mean, _) = self.usual(&counts[at - LAG - self.baseline..at - LAG]);
            Some((count + counts[at], expected + mean, n + 1))
        })
    }

    /// C2: how many standard deviations a period lies above its baseline.
    fn excess(&self, counts: &[f64], t: usize) -> f64 {
        let (mean, sigma) = self.usual(&counts[t - LAG - self.baseline..t - LAG]);
        (counts[t] - mean) / sigma
    }

    /// Mean and standard deviation.
    fn usual(&self, counts: &[f64]) -> (f64, f64) {
        let n = counts.len() as f64;
        let mean = counts.iter().sum::<f64>() / n;
        let square: f64 = counts.iter().map(|count| (count - mean) * (count - mean)).sum();
        (mean, (square / (n - 1.0)).sqrt().max(self.min_sigma))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bound_is_the_mean_and_so_many_deviations() {
        let counts = [2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 30.0, 30.0, 8.0];
        let test = |kind| Ears { kind, alpha: 0.001, baseline: 7, min_sigma: 0.0 };
        let sigma = (112.0_f64 / 7.0 / 6.0).sqrt();
        let mean = 31.0 / 7.0;
        let square: f64 = counts[..7].iter().map(|c| (c - mean) * (c - mean)).sum();
        assert!((square / 6.0 - sigma * sigma).abs() < 1.0);
        let own = mean + 3.090_232_306_167_813 * (square / 6.0).sqrt();
        assert!((test(EarsKind::C1).bound(&counts, 7).unwrap() - own).abs() < 1e-9);
        assert!((test(EarsKind::C2).bound(&counts, 9).unwrap() - own).abs() < 1e-9);
        assert_eq!(test(EarsKind::C2).bound(&counts, 8), None);
    }
}
