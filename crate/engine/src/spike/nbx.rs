//! The predictive test of one block of days against the blocks before it.
//!
//! A negative binomial whose mean is the theme's rate among all items, whose history is
//! down-weighted where an old outbreak sits in it (residuals of Anscombe 1953, weights as in
//! Noufaily et al. 2013), and whose dispersion is shrunk towards what themes usually show.

use crate::num::{cbrt, pow};
use crate::stats::{Tail, negative_binomial_upper};

/// Blocks of history used at most: a year, so that a season has been seen once.
pub const MOST_BLOCKS: usize = 52;

/// Blocks of history needed.
pub const FEWEST_BLOCKS: usize = 8;

/// How many weeks the usual dispersion counts for, against the theme's own.
const PRIOR_WEEKS: f64 = 20.0;

/// The usual dispersion of a mean `m` is `1 + m / PRIOR_SLOPE`.
const PRIOR_SLOPE: f64 = 6.0;

/// Residuals above this are weighted down.
const RESIDUAL_LIMIT: f64 = 2.0;

/// Passes of weighting.
const PASSES: usize = 3;

/// A count over its exposure (all items) in one block of days.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Block {
    /// The count.
    pub y: f64,
    /// All items.
    pub e: f64,
}

/// What the history makes likely in the next block.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prediction {
    /// Expected count.
    pub mean: f64,
    /// Dispersion after shrinking.
    pub phi: f64,
    /// Predictive variance.
    pub variance: f64,
}

/// The prediction for a window of `n_blocks` blocks (1 or 2) with `exposure` items, from blocks
/// of positive exposure; `None` with fewer than [`FEWEST_BLOCKS`] of them.
pub fn predict(history: &[Block], exposure: f64, n_blocks: f64) -> Option<Prediction> {
    if history.len() < FEWEST_BLOCKS || exposure <= 0.0 {
        return None;
    }
    Some(extrapolate(history, exposure, n_blocks))
}

/// [`predict`] from any history that is not empty, however short.
pub(super) fn extrapolate(history: &[Block], exposure: f64, n_blocks: f64) -> Prediction {
    let mut weights = [1.0; MOST_BLOCKS];
    let weights = &mut weights[..history.len().min(MOST_BLOCKS)];
    let history = &history[..weights.len()];
    for _ in 0..PASSES {
        let (y, x) = weighted(history, weights);
        let rate = y / x;
        for (block, weight) in history.iter().zip(weights.iter_mut()) {
            *weight = weight_of(block.y, (rate * block.e).max(1e-12));
        }
    }
    let (y, x) = weighted(history, weights);
    let rate = y / x;
    let (mut spread, mut n) = (0.0, 0.0);
    for (block, weight) in history.iter().zip(weights.iter()) {
        let mean = (rate * block.e).max(1e-12);
        spread += weight * (block.y - mean) * (block.y - mean) / mean;
        n += weight;
    }
    let n = n.max(2.0);
    let own = (spread / (n - 1.0)).max(1.0);
    let mean = (y + 0.5) / x * exposure;
    let usual = 1.0 + mean / n_blocks / PRIOR_SLOPE;
    let phi = ((PRIOR_WEEKS * usual + (n - 1.0) * own) / (PRIOR_WEEKS + n - 1.0)).max(1.0);
    let variance = (phi * mean * (1.0 + exposure / x)).max(mean * (1.0 + 1e-9));
    Prediction { mean, phi, variance }
}

/// Weighted sums of counts and exposures.
fn weighted(history: &[Block], weights: &[f64]) -> (f64, f64) {
    let (mut y, mut x) = (0.0, 0.0);
    for (block, weight) in history.iter().zip(weights) {
        y += weight * block.y;
        x += weight * block.e;
    }
    (y, x)
}

/// The weight of a past count: 1, or less where it sits far above its mean.
fn weight_of(y: f64, mean: f64) -> f64 {
    let scale = 1.0 + mean / PRIOR_SLOPE;
    let gap = y - mean;
    // The residual never exceeds (y - m) / sqrt(m * scale), which needs no root to compare.
    if gap <= 0.0 || gap * gap <= RESIDUAL_LIMIT * RESIDUAL_LIMIT * mean * scale {
        return 1.0;
    }
    let residual = 1.5 * (cbrt(y * y) * pow(mean, -1.0 / 6.0) - mean.sqrt()) / scale.sqrt();
    if residual <= RESIDUAL_LIMIT {
        return 1.0;
    }
    let ratio = RESIDUAL_LIMIT / residual;
    ratio * ratio
}

impl Prediction {
    /// p of a count at least this high.
    pub fn upper(&self, count: f64) -> Tail {
        negative_binomial_upper(count, self.mean, self.variance)
    }

    /// The highest count that chance explains: the largest with p of at least `level`.
    pub fn ceiling(&self, level: f64) -> f64 {
        let (mut low, mut high) = (0.0, self.mean.ceil() + 1.0);
        while self.upper(high).p >= level {
            low = high;
            high *= 2.0;
        }
        while high - low > 1.0 {
            let mid = (0.5 * (low + high)).floor();
            if self.upper(mid).p >= level {
                low = mid;
            } else {
                high = mid;
            }
        }
        low
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::Random;

    /// The weight by its definition, without the shortcut.
    fn slow_weight(y: f64, mean: f64) -> f64 {
        let scale = (1.0 + mean / 6.0).sqrt();
        let residual = 1.5 * (pow(y, 2.0 / 3.0) * pow(mean, -1.0 / 6.0) - mean.sqrt()) / scale;
        if residual > 2.0 { 4.0 / (residual * residual) } else { 1.0 }
    }

    #[test]
    fn the_shortcut_gives_the_weight_of_the_definition() {
        let mut random = Random::new(11);
        for _ in 0..5000 {
            let (y, mean) = (random.below(60) as f64, 30.0 * random.unit() + 1e-3);
            assert!((weight_of(y, mean) - slow_weight(y, mean)).abs() < 1e-12, "{y} {mean}");
        }
    }

    #[test]
    fn the_ceiling_is_the_last_count_that_chance_explains() {
        let history: Vec<Block> =
            (0..20).map(|i| Block { y: f64::from(i % 5), e: 100.0 }).collect();
        let prediction = predict(&history, 100.0, 1.0).unwrap();
        let ceiling = prediction.ceiling(0.002);
        assert!(prediction.upper(ceiling).p >= 0.002);
        assert!(prediction.upper(ceiling + 1.0).p < 0.002);
    }

    #[test]
    fn an_old_outbreak_does_not_hide_the_next() {
        let mut history = vec![Block { y: 3.0, e: 200.0 }; 30];
        for block in &mut history[10..14] {
            block.y = 20.0;
        }
        let prediction = predict(&history, 200.0, 1.0).unwrap();
        assert!(prediction.mean < 4.0 && prediction.upper(15.0).p < 0.002, "{prediction:?}");
    }
}
