//! Farrington Flexible (Farrington et al. 1996, Noufaily et al. 2013): a quasi-Poisson regression
//! on the weeks of some years, with trend, season, past outbreaks weighted down, and a bound.
//!
//! In the form of the package *surveillance*, with its conventions: the error of the prediction
//! and the test of the trend use the dispersion of working residuals. Offered because analysts in
//! public health know it; it needs two years before the weeks that are tested.

use super::glm::{Design, Fit, fit};
use crate::num::{cbrt, exp, pow};
use crate::stats::{Tail, negative_binomial_upper, normal_quantile, normal_upper, poisson, t_two};

/// Weeks of a year.
const YEAR: usize = 52;

/// How the bound is made of the prediction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// Normal on the scale of the power 2/3.
    Delta,
    /// Negative binomial around the predicted mean.
    Plugin,
    /// Negative binomial around the upper quantile of the predicted mean.
    UpperMean,
}

/// How to test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Farrington {
    /// Years looked back.
    pub years: usize,
    /// Weeks on each side of the reference weeks.
    pub half_width: usize,
    /// Levels of the season factor; 1 for the windows around the reference weeks alone.
    pub n_periods: usize,
    /// Weeks before the one tested that are left out.
    pub guard: usize,
    /// Standardised residuals above this are weighted down.
    pub residual_limit: f64,
    /// One-sided level of the bound.
    pub alpha: f64,
    /// A trend is kept if its p is below this.
    pub trend_p: f64,
    /// No alarm with fewer items than this in the last four weeks.
    pub fewest: f64,
    /// How the bound is made.
    pub bound: Bound,
}

/// The settings of Noufaily et al. with the bound that holds its level best.
pub const FLEXIBLE: Farrington = Farrington {
    years: 1,
    half_width: 3,
    n_periods: 10,
    guard: 26,
    residual_limit: 2.58,
    alpha: 0.005,
    trend_p: 1.0,
    fewest: 5.0,
    bound: Bound::Plugin,
};

/// What the regression says of one week.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FarringtonTest {
    /// Predicted mean.
    pub expected: f64,
    /// The mean the bound was made of, as the package reports it.
    pub mu0: f64,
    /// Dispersion, at least 1.
    pub phi: f64,
    /// The count that may not be exceeded; NaN where there is none.
    pub bound: f64,
    /// Excess over the prediction, as a share of the bound's.
    pub score: f64,
    /// One-sided p of a count at least as high.
    pub p: f64,
    /// Slope a week, if a trend was kept.
    pub trend: Option<f64>,
    /// Whether the last four weeks hold enough items.
    pub has_enough: bool,
}

/// What is filled in later.
const UNSCORED: FarringtonTest = FarringtonTest {
    expected: 0.0,
    mu0: 0.0,
    phi: 1.0,
    bound: f64::NAN,
    score: 0.0,
    p: 1.0,
    trend: None,
    has_enough: true,
};

impl FarringtonTest {
    /// Whether the week is an alarm.
    pub fn is_alarm(&self) -> bool {
        self.has_enough && self.score > 1.0
    }
}

impl Farrington {
    /// The first week that can be tested.
    pub fn first(&self) -> usize {
        self.years * YEAR + self.half_width
    }

    /// Tests week `t` of weekly `counts`; with `exposure`, rates are compared. `None` before
    /// [`Farrington::first`], and where the regression does not settle.
    pub fn test(
        &self,
        counts: &[f64],
        exposure: Option<&[f64]>,
        t: usize,
    ) -> Option<FarringtonTest> {
        if t < self.first() || t >= counts.len() {
            return None;
        }
        let past = Past::new(self, counts, exposure, t);
        // Without the reference weeks there is nothing to predict from.
        if past.levels.last() != Some(&self.n_periods) {
            return None;
        }
        let with_trend = past.fit(self, true)?;
        let keeps_trend = with_trend.has_trend && {
            let predicted = exp(with_trend.predict(&past).0);
            let highest = past.y.iter().copied().fold(0.0, f64::max);
            with_trend.trend_p() < self.trend_p && predicted <= highest && self.years >= 3
        };
        let model = if keeps_trend { with_trend } else { past.fit(self, false)? };
        let (eta, error) = model.predict(&past);
        let mean = exp(eta);
        let y = counts[t];
        let mut test = match self.bound {
            Bound::Delta => self.delta(y, mean, error * mean, model.phi),
            Bound::Plugin => self.quantile(y, (eta, mean), mean, model.phi),
            Bound::UpperMean => {
                let upper = exp(eta + normal_quantile(1.0 - self.alpha) * error);
                self.quantile(y, (eta, mean), upper, model.phi)
            }
        };
        test.trend = keeps_trend.then(|| model.fit.beta[1]);
        test.has_enough = counts[t.saturating_sub(3)..=t].iter().sum::<f64>() >= self.fewest;
        Some(test)
    }

    /// The bound of Farrington et al., equation 5: symmetric after the power 2/3.
    fn delta(&self, y: f64, mean: f64, error: f64, phi: f64) -> FarringtonTest {
        let power = |value: f64| cbrt(value * value);
        let z = normal_quantile(1.0 - self.alpha);
        let scale = (4.0 / 9.0 * cbrt(mean) * (phi + error * error / mean)).sqrt();
        let bound = pow(power(mean) + z * scale, 1.5);
        let p = normal_upper((power(y) - power(mean)) / scale).p;
        let mu0 = exp(mean + z * error);
        FarringtonTest { expected: mean, mu0, phi, bound, p, ..UNSCORED }.scored(y, mean)
    }

    /// The quantile of a negative binomial of mean `mu` and variance `phi · mu`.
    fn quantile(&self, y: f64, (eta, mean): (f64, f64), mu: f64, phi: f64) -> FarringtonTest {
        let upper = |count: f64| -> Tail {
            if phi > 1.0 {
                negative_binomial_upper(count, mu, mu * phi)
            } else {
                poisson(count, mu).upper
            }
        };
        let bound =
            if mu.is_finite() { highest(|x| upper(x + 1.0).p <= self.alpha) } else { f64::NAN };
        let p = upper(y).p;
        FarringtonTest { expected: mean, mu0: mu, phi, bound, p, ..UNSCORED }.scored(y, eta)
    }
}

impl FarringtonTest {
    /// With its score: the excess of `y` over the `centre` as a share of the bound's.
    fn scored(self, y: f64, centre: f64) -> FarringtonTest {
        let score = (y - centre) / (self.bound - centre);
        FarringtonTest { score: if y > 0.0 { score } else { score.min(1.0) }, ..self }
    }
}

/// The smallest whole number that `holds`, which stays true from there on.
fn highest(holds: impl Fn(f64) -> bool) -> f64 {
    let mut high = 1.0;
    if holds(0.0) {
        return 0.0;
    }
    while !holds(high) {
        high *= 2.0;
    }
    let mut low = (0.5 * high).floor();
    while high - low > 1.0 {
        let mid = (0.5 * (low + high)).floor();
        if holds(mid) {
            high = mid;
        } else {
            low = mid;
        }
    }
    high
}

/// The weeks that the regression sees.
struct Past {
    y: Vec<f64>,
    offset: Vec<f64>,
    week: Vec<f64>,
    period: Vec<usize>,
    /// The season levels that occur, the last of them that of the week predicted.
    levels: Vec<usize>,
    /// Week and offset of what is predicted.
    now: (f64, f64),
}

impl Past {
    fn new(how: &Farrington, counts: &[f64], exposure: Option<&[f64]>, t: usize) -> Past {
        let offset = |week: usize| exposure.map_or(0.0, |own| crate::num::ln(own[week]));
        let mut past = Past {
            y: Vec::new(),
            offset: Vec::new(),
            week: Vec::new(),
            period: Vec::new(),
            levels: Vec::new(),
            now: (t as f64 + 1.0, offset(t)),
        };
        let periods = how.periods(t);
        for (week, period) in periods.iter().enumerate().take(t.saturating_sub(how.guard)) {
            if let Some(period) = period
                && offset(week).is_finite()
            {
                past.y.push(counts[week]);
                past.offset.push(offset(week));
                past.week.push(week as f64 + 1.0);
                past.period.push(*period);
            }
        }
        past.levels = (1..=how.n_periods).filter(|own| past.period.contains(own)).collect();
        past
    }

    /// Fits once, weights outbreaks down, fits again.
    fn fit(&self, how: &Farrington, wants_trend: bool) -> Option<Model> {
        let mut has_trend = wants_trend;
        let mut design = self.design(has_trend);
        let ones = vec![1.0; self.y.len()];
        let mut plain = fit(&design, &self.y, &self.offset, &ones);
        if plain.is_none() && has_trend {
            has_trend = false;
            design = self.design(false);
            plain = fit(&design, &self.y, &self.offset, &ones);
        }
        let plain = plain?;
        let phi = plain.dispersion(&self.y).max(1.0);
        let weights = self.weights(how, &design, &plain, phi);
        let fit = fit(&design, &self.y, &self.offset, &weights)?;
        let phi = fit.dispersion(&self.y).max(1.0);
        let working = fit.working_dispersion(&self.y, &weights);
        Some(Model { fit, phi, working, has_trend, n: self.y.len() })
    }

    /// Weights by standardised Anscombe residuals, with mean 1.
    fn weights(&self, how: &Farrington, design: &Design, plain: &Fit, phi: f64) -> Vec<f64> {
        let mut weights: Vec<f64> = (0..self.y.len())
            .map(|i| {
                let (y, mu) = (self.y[i], plain.mu[i]);
                let raw = 1.5 * (cbrt(y * y) * pow(mu, -1.0 / 6.0) - mu.sqrt());
                let leverage = plain.working[i] * plain.quadratic(&design.row(i));
                let residual = raw / (phi * (1.0 - leverage)).sqrt();
                if residual > how.residual_limit { 1.0 / (residual * residual) } else { 1.0 }
            })
            .collect();
        let scale = weights.len() as f64 / weights.iter().sum::<f64>();
        for weight in &mut weights {
            *weight *= scale;
        }
        weights
    }

    fn design(&self, has_trend: bool) -> Design {
        let mut design = Design::new(usize::from(has_trend) + self.levels.len().max(1));
        for (week, period) in self.week.iter().zip(&self.period) {
            design.push(&self.row(has_trend, *week, *period));
        }
        design
    }

    /// Intercept, week, and an indicator for each level but the first.
    fn row(&self, has_trend: bool, week: f64, period: usize) -> Vec<f64> {
        let mut row = vec![1.0];
        if has_trend {
            row.push(week);
        }
        let others = self.levels.iter().skip(1);
        row.extend(others.map(|own| if *own == period { 1.0 } else { 0.0 }));
        row
    }
}

impl Farrington {
    /// The season level of each week up to `t`: the last level for the windows around the reference
    /// weeks, the others in turn between them, longer ones first.
    fn periods(&self, t: usize) -> Vec<Option<usize>> {
        let mut periods = vec![None; t + 1];
        let (w, n) = (self.half_width, self.n_periods);
        periods[t - w..].fill(Some(n));
        for year in 1..=self.years {
            let (from, to) = (t - year * YEAR, t - (year - 1) * YEAR);
            periods[from - w..=from + w].fill(Some(n));
            if n == 1 {
                continue;
            }
            let between = to - from - 2 * w - 1;
            let (length, rest) = (between / (n - 1), between % (n - 1));
            let mut at = from + w + 1;
            for period in 1..n {
                let end = at + length + usize::from(period <= rest);
                periods[at..end].fill(Some(period));
                at = end;
            }
        }
        periods
    }
}

/// A regression with what the package derives from it.
struct Model {
    fit: Fit,
    phi: f64,
    /// Dispersion of the working residuals.
    working: f64,
    has_trend: bool,
    n: usize,
}

impl Model {
    /// Linear predictor of the week tested, and its standard error.
    fn predict(&self, past: &Past) -> (f64, f64) {
        let row = past.row(self.has_trend, past.now.0, past.levels.last().copied().unwrap_or(1));
        let eta = row.iter().zip(&self.fit.beta).map(|(x, b)| x * b).sum::<f64>() + past.now.1;
        (eta, (self.working * self.fit.quadratic(&row)).sqrt())
    }

    /// Two-sided p of the trend.
    fn trend_p(&self) -> f64 {
        let mut unit = vec![0.0; self.fit.beta.len()];
        unit[1] = 1.0;
        let error = (self.working * self.fit.quadratic(&unit)).sqrt();
        t_two(self.fit.beta[1] / error, (self.n - self.fit.beta.len()) as f64).p
    }
}
