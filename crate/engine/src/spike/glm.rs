//! Quasi-Poisson regression with a log link, for a handful of columns: iteratively reweighted
//! least squares (McCullagh and Nelder 1989, 2.5) with the start and stop of R's `glm`.

use ndarray::Array2;

use crate::num::{exp, ln};

/// Iterations at most, and the relative change of the deviance that ends them.
const MOST: usize = 25;
const SETTLED: f64 = 1e-8;

/// The columns of a regression, a row for each observation.
#[derive(Debug, Clone)]
pub(super) struct Design {
    cells: Vec<f64>,
    n_columns: usize,
}

/// A regression that settled.
#[derive(Debug, Clone)]
pub(super) struct Fit {
    /// Coefficients.
    pub(super) beta: Vec<f64>,
    /// Fitted means.
    pub(super) mu: Vec<f64>,
    /// The weights of the last least squares, which was made at the means before these.
    pub(super) working: Vec<f64>,
    /// Cholesky factor (lower) of the information matrix.
    factor: Array2<f64>,
}

impl Design {
    pub(super) fn new(n_columns: usize) -> Design {
        Design { cells: Vec::new(), n_columns }
    }

    pub(super) fn push(&mut self, row: &[f64]) {
        self.cells.extend_from_slice(row);
    }

    pub(super) fn row(&self, i: usize) -> Vec<f64> {
        self.cells[i * self.n_columns..(i + 1) * self.n_columns].to_vec()
    }
}

/// Fits means of counts `y` with offsets and prior weights; `None` where it does not settle.
pub(super) fn fit(design: &Design, y: &[f64], offset: &[f64], weights: &[f64]) -> Option<Fit> {
    let mut eta: Vec<f64> = y.iter().map(|y| ln(y + 0.1)).collect();
    let mut mu: Vec<f64> = y.iter().map(|y| y + 0.1).collect();
    let mut before = deviance(y, &mu, weights);
    for _ in 0..MOST {
        let working: Vec<f64> = weights.iter().zip(&mu).map(|(own, mu)| own * mu).collect();
        let (factor, beta) = step(design, y, offset, &working, &eta, &mu)?;
        for (i, eta) in eta.iter_mut().enumerate() {
            let row = &design.cells[i * design.n_columns..(i + 1) * design.n_columns];
            *eta = offset[i] + row.iter().zip(&beta).map(|(x, b)| x * b).sum::<f64>();
            mu[i] = exp(*eta).max(f64::EPSILON);
        }
        let now = deviance(y, &mu, weights);
        if !now.is_finite() {
            return None;
        }
        if (now - before).abs() / (now.abs() + 0.1) < SETTLED {
            return Some(Fit { beta, mu, working, factor });
        }
        before = now;
    }
    None
}

/// One weighted least squares: the factor of the information matrix, and the coefficients.
fn step(
    design: &Design,
    y: &[f64],
    offset: &[f64],
    working: &[f64],
    eta: &[f64],
    mu: &[f64],
) -> Option<(Array2<f64>, Vec<f64>)> {
    let k = design.n_columns;
    let mut information = Array2::zeros((k, k));
    let mut right = vec![0.0; k];
    for (i, row) in design.cells.chunks_exact(k).enumerate() {
        let weight = working[i];
        let target = eta[i] - offset[i] + (y[i] - mu[i]) / mu[i];
        for a in 0..k {
            right[a] += weight * row[a] * target;
            for b in 0..=a {
                information[[a, b]] += weight * row[a] * row[b];
            }
        }
    }
    let factor = cholesky(information)?;
    let half = forward(&factor, right);
    Some((factor.clone(), backward(&factor, half)))
}

fn deviance(y: &[f64], mu: &[f64], weights: &[f64]) -> f64 {
    let term = |y: f64, mu: f64| if y > 0.0 { y * ln(y / mu) - (y - mu) } else { mu };
    y.iter().zip(mu).zip(weights).map(|((y, mu), weight)| 2.0 * weight * term(*y, *mu)).sum()
}

/// The lower Cholesky factor of a symmetric matrix given by its lower half; `None` when it has none.
fn cholesky(mut a: Array2<f64>) -> Option<Array2<f64>> {
    let n = a.nrows();
    for j in 0..n {
        let below = a[[j, j]];
        let square = below - (0..j).map(|k| a[[j, k]] * a[[j, k]]).sum::<f64>();
        if square.is_nan() || square <= 1e-14 * below {
            return None;
        }
        a[[j, j]] = square.sqrt();
        for i in j + 1..n {
            let dot: f64 = (0..j).map(|k| a[[i, k]] * a[[j, k]]).sum();
            a[[i, j]] = (a[[i, j]] - dot) / a[[j, j]];
        }
    }
    Some(a)
}

fn forward(factor: &Array2<f64>, mut x: Vec<f64>) -> Vec<f64> {
    for i in 0..x.len() {
        let dot: f64 = (0..i).map(|k| factor[[i, k]] * x[k]).sum();
        x[i] = (x[i] - dot) / factor[[i, i]];
    }
    x
}

fn backward(factor: &Array2<f64>, mut x: Vec<f64>) -> Vec<f64> {
    for i in (0..x.len()).rev() {
        let dot: f64 = (i + 1..x.len()).map(|k| factor[[k, i]] * x[k]).sum();
        x[i] = (x[i] - dot) / factor[[i, i]];
    }
    x
}

impl Fit {
    /// `xᵀ I⁻¹ x`: the variance of a linear predictor at dispersion 1.
    pub(super) fn quadratic(&self, x: &[f64]) -> f64 {
        forward(&self.factor, x.to_vec()).iter().map(|value| value * value).sum()
    }

    /// The dispersion by Pearson's residuals.
    pub(super) fn dispersion(&self, y: &[f64]) -> f64 {
        self.spread(y, &self.working)
    }

    /// The same with the prior weights alone on the working residuals.
    pub(super) fn working_dispersion(&self, y: &[f64], weights: &[f64]) -> f64 {
        self.spread(y, weights)
    }

    /// Weighted squares of the working residuals, `(y - mu) / mu`, a degree of freedom.
    fn spread(&self, y: &[f64], weights: &[f64]) -> f64 {
        let square = |(y, mu): (&f64, &f64)| ((y - mu) / mu) * ((y - mu) / mu);
        let squares = y.iter().zip(&self.mu).map(square);
        let sum: f64 = squares.zip(weights).map(|(square, weight)| weight * square).sum();
        sum / (y.len() - self.beta.len()) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_intercept_alone_is_the_mean_and_groups_are_their_means() {
        let y = [1.0, 2.0, 3.0, 10.0, 12.0];
        let mut one = Design::new(1);
        let mut two = Design::new(2);
        for i in 0..5 {
            one.push(&[1.0]);
            two.push(&[1.0, if i < 3 { 0.0 } else { 1.0 }]);
        }
        let zero = [0.0; 5];
        let fitted = fit(&one, &y, &zero, &[1.0; 5]).unwrap();
        assert!((exp(fitted.beta[0]) - 5.6).abs() < 1e-8);
        let fitted = fit(&two, &y, &zero, &[1.0; 5]).unwrap();
        assert!((fitted.mu[0] - 2.0).abs() < 1e-8 && (fitted.mu[4] - 11.0).abs() < 1e-8);
        assert!((fitted.quadratic(&[1.0, 1.0]) - 1.0 / 22.0).abs() < 1e-8);
    }
}
