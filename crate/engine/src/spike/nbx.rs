//! The predictive test of one block of days against the blocks before it.
//!
//! A negative binomial whose mean is the theme's rate among all items, whose history is
//! down-weighted where an old outbreak sits in it (residuals of Anscombe 1953, weights as in
//! Noufaily et al. 2013), and whose dispersion is shrunk towards what themes usually show.

use undertone_kernel::{find_above, sum_above};

use crate::num::cbrt;
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

/// A block with what its residual is made of, so that histories that share it do not make it anew.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Week {
    y: f64,
    e: f64,
    /// `1 / e`; 0 without exposure.
    per_e: f64,
    /// `y^(2/3)`.
    root: f64,
    /// `e^(-1/6)`; 0 without exposure.
    sixth: f64,
}

impl From<Block> for Week {
    fn from(Block { y, e }: Block) -> Week {
        let (per_e, sixth) = exposure_parts(e);
        Week { y, e, per_e, root: count_part(y), sixth }
    }
}

/// `1 / e` and `e^(-1/6)`; 0 without exposure.
pub(super) fn exposure_parts(e: f64) -> (f64, f64) {
    let per_e = if e > 0.0 { 1.0 / e } else { 0.0 };
    (per_e, cbrt(per_e).sqrt())
}

/// `y^(2/3)`.
pub(super) fn count_part(y: f64) -> f64 {
    if y > 0.0 { cbrt(y * y) } else { 0.0 }
}

impl Week {
    /// Of a block whose parts are known.
    pub(super) fn of(y: f64, root: f64, e: f64, (per_e, sixth): (f64, f64)) -> Week {
        Week { y, e, per_e, root, sixth }
    }

    /// Below this rate the residual may be above its limit. It never exceeds
    /// (y - m) / sqrt(m (1 + m / 6)), and that reaches the limit of 2 where m²/3 - (2 y + 4) m + y² = 0.
    pub(super) fn limit(&self) -> f64 {
        let square = RESIDUAL_LIMIT * RESIDUAL_LIMIT;
        let (a, b) = (1.0 - square / PRIOR_SLOPE, 2.0 * self.y + square);
        // The smaller root without cancellation, and a little more than rounding can take.
        let mean = 2.0 * self.y * self.y / (b + (b * b - 4.0 * a * self.y * self.y).sqrt());
        mean * self.per_e * (1.0 + 1e-9)
    }

    /// Count and exposure.
    pub fn counts(&self) -> (f64, f64) {
        (self.y, self.e)
    }
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

/// What the weeks before say: their weighted sums, and how much they vary.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct History {
    /// Weighted sum of the counts.
    pub y: f64,
    /// Weighted sum of the exposures.
    pub x: f64,
    /// The series' own dispersion, at least 1.
    pub own: f64,
    /// Sum of the weights, at least 2.
    pub n: f64,
    /// Blocks with exposure.
    pub n_blocks: usize,
}

/// The prediction for a window of `n_blocks` blocks (1 or 2) with `exposure` items, from blocks
/// of positive exposure; `None` with fewer than [`FEWEST_BLOCKS`] of them.
pub fn predict(history: &[Block], exposure: f64, n_blocks: f64) -> Option<Prediction> {
    if history.len() < FEWEST_BLOCKS || exposure <= 0.0 {
        return None;
    }
    let weeks: Vec<Week> = history.iter().map(|block| Week::from(*block)).collect();
    Some(History::of(&weeks)?.predict(exposure, n_blocks))
}

/// The weeks before, as they are looked at: at most [`MOST_BLOCKS`], newest last; those without
/// exposure are gaps.
#[derive(Debug, Clone, Copy)]
pub(super) struct Past<'a> {
    /// The weeks.
    pub(super) weeks: &'a [Week],
    /// Of each, the rate below which it may be weighted down.
    pub(super) limits: &'a [f64],
    /// Their counts, and their exposures.
    pub(super) y: &'a [f64],
    /// See `y`.
    pub(super) e: &'a [f64],
    /// The sums of both.
    pub(super) all: (f64, f64),
    /// Weeks with exposure.
    pub(super) n_blocks: usize,
}

impl Past<'_> {
    /// Whether the rate is at least `rate` for certain, without working it out.
    ///
    /// Each pass weighs down only weeks whose own rate is above that of the pass before. As long as that
    /// is at least `rate`, these weeks are among those whose limit is above `rate`, and their own rates
    /// are too. So a pass gives at least the smaller of `rate` and of what all other weeks give by
    /// themselves, and where the latter is not below `rate` no pass is.
    pub(super) fn is_above(&self, rate: f64) -> bool {
        // More than rounding can take.
        let rate = rate * (1.0 + 1e-9);
        let (y, x) = self.all;
        if y < rate * x {
            return false;
        }
        let (high_y, high_x) = sum_above(self.limits, rate, self.y, self.e);
        y - high_y >= rate * (x - high_x)
    }

    /// Weighted sums of counts and exposures, and what the weights took away.
    fn weighted(&self, less: &mut Less) -> Option<(f64, f64)> {
        let (mut y, mut x) = self.all;
        if x <= 0.0 {
            return None;
        }
        less.look(self, NEARLY * (y / x).max(1e-12 / x));
        for _ in 0..PASSES {
            less.weigh(self, (y / x).max(1e-12 / x));
            (y, x) = (self.all.0 - less.y, self.all.1 - less.x);
            // With all weights 1 the next pass would see the same.
            if less.n <= 0.0 {
                break;
            }
        }
        Some((y, x))
    }

    /// The rate and how much the weeks vary; `None` without any exposure.
    pub(super) fn history(&self) -> Option<History> {
        let mut less = Less::new();
        let (y, x) = self.weighted(&mut less)?;
        let rate = (y / x).max(1e-12 / x);
        let mut spread = 0.0;
        for week in self.weeks {
            let gap = week.y - rate * week.e;
            spread += gap * gap * week.per_e;
        }
        for (at, lack) in less.blocks() {
            let week = &self.weeks[at];
            let gap = week.y - rate * week.e;
            spread -= lack * gap * gap * week.per_e;
        }
        let n = (self.n_blocks as f64 - less.n).max(2.0);
        let own = (spread / rate / (n - 1.0)).max(1.0);
        Some(History { y, x, own, n, n_blocks: self.n_blocks })
    }
}

impl History {
    /// Looks at the last [`MOST_BLOCKS`] of the weeks, newest last; those without exposure are
    /// gaps. `None` when all are.
    pub fn of(weeks: &[Week]) -> Option<History> {
        let weeks = &weeks[weeks.len().saturating_sub(MOST_BLOCKS)..];
        let limits: Vec<f64> = weeks.iter().map(Week::limit).collect();
        let (y, e): (Vec<f64>, Vec<f64>) = weeks.iter().map(Week::counts).unzip();
        let all = (y.iter().sum(), e.iter().sum());
        let n_blocks = e.iter().filter(|e| **e > 0.0).count();
        Past { weeks, limits: &limits, y: &y, e: &e, all, n_blocks }.history()
    }

    /// What is likely in a window of `n_weeks` weeks (a part of one for shorter ones) with
    /// `exposure` items. The dispersion of a window is that of its week.
    pub fn predict(&self, exposure: f64, n_weeks: f64) -> Prediction {
        let mean = (self.y + 0.5) / self.x * exposure;
        let usual = 1.0 + mean / n_weeks / PRIOR_SLOPE;
        let n = self.n - 1.0;
        let phi = ((PRIOR_WEEKS * usual + n * self.own) / (PRIOR_WEEKS + n)).max(1.0);
        let variance = (phi * mean * (1.0 + exposure / self.x)).max(mean * (1.0 + 1e-9));
        Prediction { mean, phi, variance }
    }
}

impl History {
    /// What is likely in a week by the series' own dispersion alone.
    pub(super) fn predict_by_own(&self, exposure: f64) -> Prediction {
        let mean = (self.y + 0.5) / self.x * exposure;
        let variance = (self.own * mean * (1.0 + exposure / self.x)).max(mean * (1.0 + 1e-9));
        Prediction { mean, phi: self.own, variance }
    }
}

/// The weeks that may be weighted down are looked for once, at this part of the first rate: later
/// passes seldom take more away.
const NEARLY: f64 = 0.75;

/// What weights below 1 take away from the sums.
struct Less {
    y: f64,
    x: f64,
    n: f64,
    /// The weeks with a limit above `from`, with what their weight lacks to 1.
    at: [u8; MOST_BLOCKS],
    lack: [f64; MOST_BLOCKS],
    n_found: usize,
    from: f64,
}

impl Less {
    fn new() -> Less {
        let (at, lack) = ([0; MOST_BLOCKS], [0.0; MOST_BLOCKS]);
        Less { y: 0.0, x: 0.0, n: 0.0, at, lack, n_found: 0, from: 0.0 }
    }

    fn look(&mut self, past: &Past<'_>, from: f64) {
        self.n_found = find_above(past.limits, from, &mut self.at);
        self.from = from;
    }

    /// Weighs the weeks against a rate.
    fn weigh(&mut self, past: &Past<'_>, rate: f64) {
        if rate < self.from {
            self.look(past, NEARLY * rate);
        }
        (self.y, self.x, self.n) = (0.0, 0.0, 0.0);
        let mut sixth = 0.0;
        for (at, lack) in self.at[..self.n_found].iter().zip(&mut self.lack) {
            *lack = 0.0;
            let at = usize::from(*at);
            if past.limits[at] > rate {
                let week = &past.weeks[at];
                if sixth <= 0.0 {
                    sixth = 1.0 / cbrt(rate).sqrt();
                }
                *lack = 1.0 - weight_of(week, rate, sixth);
                self.y += *lack * week.y;
                self.x += *lack * week.e;
                self.n += *lack;
            }
        }
    }

    fn blocks(&self) -> impl Iterator<Item = (usize, f64)> {
        let found = self.at[..self.n_found].iter().zip(&self.lack);
        found.map(|(at, lack)| (usize::from(*at), *lack))
    }
}

/// The weight of a past count: 1, or less where its Anscombe residual is above the limit; `sixth`
/// is `rate^(-1/6)`.
fn weight_of(week: &Week, rate: f64, sixth: f64) -> f64 {
    let mean = rate * week.e;
    let scale = 1.0 + mean / PRIOR_SLOPE;
    let residual = 1.5 * (week.root * sixth * week.sixth - mean.sqrt()) / scale.sqrt();
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
    use crate::num::{Random, pow};

    /// The history by its definition (NBX.md), without any shortcut.
    fn slow(history: &[Block]) -> History {
        let history: Vec<&Block> = history.iter().filter(|block| block.e > 0.0).collect();
        let mut weights = vec![1.0; history.len()];
        let sums = |weights: &[f64]| {
            let terms = history.iter().zip(weights);
            terms.fold((0.0, 0.0), |sum, (b, w)| (sum.0 + w * b.y, sum.1 + w * b.e))
        };
        for _ in 0..3 {
            let (y, x) = sums(&weights);
            for (block, weight) in history.iter().zip(&mut weights) {
                let mean = (y / x * block.e).max(1e-12);
                let scale = (1.0 + mean / 6.0).sqrt();
                let root = pow(block.y, 2.0 / 3.0) * pow(mean, -1.0 / 6.0);
                let residual = 1.5 * (root - mean.sqrt()) / scale;
                *weight = if residual > 2.0 { 4.0 / (residual * residual) } else { 1.0 };
            }
        }
        let (y, x) = sums(&weights);
        let (mut spread, mut n) = (0.0, 0.0);
        for (block, weight) in history.iter().zip(&weights) {
            let mean = (y / x * block.e).max(1e-12);
            spread += weight * (block.y - mean) * (block.y - mean) / mean;
            n += weight;
        }
        let n = n.max(2.0);
        History { y, x, own: (spread / (n - 1.0)).max(1.0), n, n_blocks: history.len() }
    }

    #[test]
    fn the_shortcuts_give_the_history_of_the_definition() {
        let mut random = Random::new(11);
        for round in 0..2000_u64 {
            let history: Vec<Block> = (0..8 + random.below(45))
                .map(|_| {
                    let e = if random.below(9) == 0 { 0 } else { 1 + random.below(300) };
                    let most = if random.below(7) == 0 { 12 } else { 1 };
                    let y = random.below(most * (round % 40) + 1).min(9 * e);
                    Block { y: y as f64, e: e as f64 }
                })
                .collect();
            let weeks: Vec<Week> = history.iter().map(|block| Week::from(*block)).collect();
            let (Some(fast), slow) = (History::of(&weeks), slow(&history)) else { continue };
            assert_eq!(fast.n_blocks, slow.n_blocks);
            for (fast, slow) in
                [(fast.y, slow.y), (fast.x, slow.x), (fast.own, slow.own), (fast.n, slow.n)]
            {
                assert!((fast - slow).abs() <= 1e-9 * (1.0 + slow), "{fast} {slow} {history:?}");
            }
        }
    }

    #[test]
    fn what_is_above_a_rate_for_certain_is_above_it() {
        let mut random = Random::new(23);
        let (mut n_certain, mut n_above) = (0, 0);
        for round in 0..20_000_u64 {
            let weeks: Vec<Week> = (0..8 + random.below(45))
                .map(|_| {
                    let e = if random.below(9) == 0 { 0 } else { 1 + random.below(300) };
                    let most = if random.below(5) == 0 { 9 } else { 1 };
                    let y = random.below(most * (round % 40) + 2).min(9 * e);
                    Week::from(Block { y: y as f64, e: e as f64 })
                })
                .collect();
            let limits: Vec<f64> = weeks.iter().map(Week::limit).collect();
            let (y, e): (Vec<f64>, Vec<f64>) = weeks.iter().map(Week::counts).unzip();
            let all = (y.iter().sum(), e.iter().sum());
            let past = Past { weeks: &weeks, limits: &limits, y: &y, e: &e, all, n_blocks: 8 };
            let Some(own) = past.history() else { continue };
            let asked = own.y / own.x * (0.2 + random.unit());
            let is_above = own.y / own.x >= asked;
            assert!(is_above || !past.is_above(asked), "{asked} {own:?} {weeks:?}");
            n_certain += u32::from(past.is_above(asked));
            n_above += u32::from(is_above);
        }
        assert!(n_certain > n_above / 3, "{n_certain} of {n_above}");
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
