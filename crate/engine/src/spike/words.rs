//! How much more a term is used now than before: the measures that put terms in order.

use crate::num::ln;
use crate::stats::{Tail, chi2_upper};

/// Uses of a term, each as `(uses, uses of all terms)`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Usage {
    /// In the texts looked at.
    pub now: (f64, f64),
    /// In those they are compared with.
    pub base: (f64, f64),
}

/// A difference of log-odds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogOdds {
    /// The difference, positive for more now.
    pub delta: f64,
    /// Its approximate variance.
    pub variance: f64,
}

impl LogOdds {
    /// The difference over its standard error.
    pub fn z(&self) -> f64 {
        self.delta / self.variance.sqrt()
    }
}

/// Weighted log-odds with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008,
/// equations 15 to 22): `prior` uses of this term are assumed, `prior_total` of all.
pub fn log_odds(usage: Usage, prior: f64, prior_total: f64) -> LogOdds {
    let odds = |(y, n): (f64, f64)| ln((y + prior) / (n + prior_total - y - prior));
    let variance = 1.0 / (usage.now.0 + prior) + 1.0 / (usage.base.0 + prior);
    LogOdds { delta: odds(usage.now) - odds(usage.base), variance }
}

/// The log-likelihood ratio of this term against all others (Dunning 1993), negative for less now,
/// with its two-sided p.
pub fn signed_g2(usage: Usage) -> (f64, Tail) {
    let ((y1, n1), (y2, n2)) = (usage.now, usage.base);
    let share = (y1 + y2) / (n1 + n2);
    let term = |observed: f64, expected: f64| {
        if observed > 0.0 { observed * ln(observed / expected) } else { 0.0 }
    };
    let of = |(y, n): (f64, f64)| term(y, n * share) + term(n - y, n * (1.0 - share));
    let g2 = (2.0 * (of((y1, n1)) + of((y2, n2)))).max(0.0);
    let sign = if y1 / n1 < y2 / n2 { -1.0 } else { 1.0 };
    (sign * g2, chi2_upper(g2, 1.0))
}
