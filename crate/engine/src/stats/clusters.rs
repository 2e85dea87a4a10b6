//! Several answers of one account: shares and their comparison with the account as the unit.
//!
//! An account's answers together count at most as much as `cap` of them; errors are linearised
//! over accounts (Taylor; Binder 1983), so that answers of one account may resemble each other.

use super::Tail;
use super::tails::{t_quantile, t_two};

/// One account's answers: how many were low, how many there were.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Answers {
    /// Low answers.
    pub low: f64,
    /// All answers.
    pub n: f64,
}

/// A share over accounts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CappedShare {
    /// The share.
    pub share: f64,
    /// Its standard error.
    pub error: f64,
    /// Accounts.
    pub n_accounts: f64,
    /// Sum of the weights of all answers.
    pub weight: f64,
}

/// A difference of shares with its test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CappedTest {
    /// First share less second.
    pub diff: f64,
    /// Its standard error.
    pub error: f64,
    /// The statistic, with its degrees of freedom and two-sided p; undefined with one account
    /// or without variation.
    pub t: Option<(f64, f64, Tail)>,
    /// 95 % interval; `NaN` where `t` is undefined.
    pub low: f64,
    /// See `low`.
    pub high: f64,
}

/// The weight of each of `n` answers of one account under `cap` (0: every answer counts full).
pub fn capped_weight(n: f64, cap: f64) -> f64 {
    if cap > 0.0 && n > cap { cap / n } else { 1.0 }
}

/// The share of low answers among the accounts of one segment.
pub fn capped_share(accounts: &[Answers], cap: f64) -> CappedShare {
    let (mut low, mut weight) = (0.0, 0.0);
    for account in accounts {
        let own = capped_weight(account.n, cap);
        low += own * account.low;
        weight += own * account.n;
    }
    let share = low / weight;
    let mut squares = 0.0;
    for account in accounts {
        let z = capped_weight(account.n, cap) * (account.low - account.n * share) / weight;
        squares += z * z;
    }
    let n = accounts.len() as f64;
    CappedShare { share, error: (n / (n - 1.0) * squares).sqrt(), n_accounts: n, weight }
}

/// Two segments with no account in common: t with Welch–Satterthwaite degrees of freedom.
pub fn compare_capped(one: CappedShare, two: CappedShare) -> CappedTest {
    let (v1, v2) = (one.error * one.error, two.error * two.error);
    let variance = v1 + v2;
    let spread = v1 * v1 / (one.n_accounts - 1.0) + v2 * v2 / (two.n_accounts - 1.0);
    let is_defined = one.n_accounts > 1.0 && two.n_accounts > 1.0 && variance > 0.0;
    let df = is_defined.then(|| variance * variance / spread);
    tested(one.share - two.share, variance.sqrt(), df)
}

fn tested(diff: f64, error: f64, df: Option<f64>) -> CappedTest {
    let Some(df) = df else {
        return CappedTest { diff, error, t: None, low: f64::NAN, high: f64::NAN };
    };
    let t = diff / error;
    let half = t_quantile(0.95, df) * error;
    CappedTest { diff, error, t: Some((t, df, t_two(t, df))), low: diff - half, high: diff + half }
}

/// Weighted sums over accounts of one side of a comparison, from which the errors follow.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct CappedSums {
    /// Weighted low answers.
    pub low: f64,
    /// Weighted answers.
    pub weight: f64,
    /// Sum over accounts of the squared low answers, …
    pub low_low: f64,
    /// … of low times all, …
    pub low_weight: f64,
    /// … and of the squared answers.
    pub weight_weight: f64,
    /// Accounts.
    pub n_accounts: f64,
}

impl CappedSums {
    /// Adds one account's weighted low answers and answers.
    pub fn add(&mut self, low: f64, weight: f64) {
        self.low += low;
        self.weight += weight;
        self.low_low += low * low;
        self.low_weight += low * weight;
        self.weight_weight += weight * weight;
        self.n_accounts += 1.0;
    }
}

/// A cell against the rest of its table, where an account may have answers on both sides.
///
/// `cell` sums the accounts' answers in the cell, `all` their answers anywhere, and `cross` holds,
/// over the accounts of the cell, the sums of `low × all low`, `low × all weight`,
/// `weight × all low` and `weight × all weight`, each first factor within the cell.
pub fn cell_against_rest(cell: &CappedSums, all: &CappedSums, cross: [f64; 4]) -> CappedTest {
    let rest_weight = all.weight - cell.weight;
    let (share, rest) = (cell.low / cell.weight, (all.low - cell.low) / rest_weight);
    // An account adds z = (l - s w) / W - ((L - l) - r (M - w)) / R
    //                   = l a - w b - (L - r M) / R, with a = 1/W + 1/R, b = s/W + r/R.
    let a = 1.0 / cell.weight + 1.0 / rest_weight;
    let b = share / cell.weight + rest / rest_weight;
    let own = a * a * cell.low_low - 2.0 * a * b * cell.low_weight + b * b * cell.weight_weight;
    let [low_low, low_weight, weight_low, weight_weight] = cross;
    let mixed = a * (low_low - rest * low_weight) - b * (weight_low - rest * weight_weight);
    let whole = all.low_low - 2.0 * rest * all.low_weight + rest * rest * all.weight_weight;
    let squares = own - 2.0 * mixed / rest_weight + whole / (rest_weight * rest_weight);
    let n = all.n_accounts;
    let error = (n / (n - 1.0) * squares.max(0.0)).sqrt();
    let is_defined = cell.n_accounts > 1.0 && error > 1e-12;
    tested(share - rest, error, is_defined.then_some(cell.n_accounts - 1.0))
}
