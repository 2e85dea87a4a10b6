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

/// A difference of shares with its error, before any tail is worked out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contrast {
    /// First share less second.
    pub diff: f64,
    /// The second share.
    pub second: f64,
    /// Its standard error.
    pub error: f64,
    /// Degrees of freedom; undefined with one account or without variation.
    pub df: Option<f64>,
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
pub fn compare_capped(one: CappedShare, two: CappedShare) -> Contrast {
    let (v1, v2) = (one.error * one.error, two.error * two.error);
    let variance = v1 + v2;
    let spread = v1 * v1 / (one.n_accounts - 1.0) + v2 * v2 / (two.n_accounts - 1.0);
    let is_defined = one.n_accounts > 1.0 && two.n_accounts > 1.0 && variance > 0.0;
    let df = is_defined.then(|| variance * variance / spread);
    let diff = one.share - two.share;
    Contrast { diff, second: two.share, error: variance.sqrt(), df }
}

impl Contrast {
    /// The statistic with its degrees of freedom.
    pub fn t(&self) -> Option<(f64, f64)> {
        self.df.map(|df| (self.diff / self.error, df))
    }

    /// The same for sides of which few accounts hold most of the weight: error and degrees of freedom
    /// are those of `n` accounts, the effective number (Kish 1965) of the side that has fewer.
    #[must_use]
    pub fn of_effective(self, n: f64) -> Contrast {
        let df = self.df.filter(|_| n > 1.0).map(|df| df.min(n - 1.0));
        Contrast { error: self.error * (n / (n - 1.0)).max(1.0).sqrt(), df, ..self }
    }

    /// The test, and the interval of 95 %.
    pub fn tested(&self) -> CappedTest {
        let Contrast { diff, error, .. } = *self;
        let Some((t, df)) = self.t() else {
            return CappedTest { diff, error, t: None, low: f64::NAN, high: f64::NAN };
        };
        let half = t_quantile(0.95, df) * error;
        let t = Some((t, df, t_two(t, df)));
        CappedTest { diff, error, t, low: diff - half, high: diff + half }
    }
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
    /// The share that these sums make, accounts as units.
    pub fn share(&self) -> CappedShare {
        let share = self.low / self.weight;
        let squares =
            self.low_low - 2.0 * share * self.low_weight + share * share * self.weight_weight;
        let squares = squares.max(0.0) / (self.weight * self.weight);
        let n = self.n_accounts;
        let error = (n / (n - 1.0) * squares).sqrt();
        CappedShare { share, error, n_accounts: n, weight: self.weight }
    }

    /// Kish's effective number of accounts, by what they weigh.
    pub fn n_effective(&self) -> f64 {
        if self.weight_weight > 0.0 { self.weight * self.weight / self.weight_weight } else { 0.0 }
    }

    /// What is left of `all` without these, where `cross` is as in [`cell_against_rest`]; of its sums
    /// only the weights.
    #[must_use]
    pub fn rest_of(&self, all: &CappedSums, cross: [f64; 4]) -> CappedSums {
        CappedSums {
            weight: all.weight - self.weight,
            weight_weight: all.weight_weight - 2.0 * cross[3] + self.weight_weight,
            ..CappedSums::default()
        }
    }

    /// Adds the sums of other accounts.
    pub fn add_all(&mut self, other: &CappedSums) {
        self.low += other.low;
        self.weight += other.weight;
        self.low_low += other.low_low;
        self.low_weight += other.low_weight;
        self.weight_weight += other.weight_weight;
        self.n_accounts += other.n_accounts;
    }

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
pub fn cell_against_rest(cell: &CappedSums, all: &CappedSums, cross: [f64; 4]) -> Contrast {
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
    let df = is_defined.then_some(cell.n_accounts - 1.0);
    Contrast { diff: share - rest, second: rest, error, df }
}

/// Two cells in which the same accounts may have answers: `cross` holds, over the accounts of both,
/// the sums of `low × low`, `low × weight`, `weight × low` and `weight × weight`, each first factor
/// within the first cell. Without such accounts this is [`compare_capped`]; with them the degrees of
/// freedom are those of the smaller cell.
pub fn compare_shared(one: &CappedSums, two: &CappedSums, cross: [f64; 4]) -> Contrast {
    let (first, second) = (one.share(), two.share());
    if cross[3] <= 0.0 {
        return compare_capped(first, second);
    }
    let [low_low, low_weight, weight_low, weight_weight] = cross;
    let (s1, s2) = (first.share, second.share);
    let both = low_low - s2 * low_weight - s1 * weight_low + s1 * s2 * weight_weight;
    let (n1, n2) = (one.n_accounts, two.n_accounts);
    let factor = (n1 / (n1 - 1.0) * n2 / (n2 - 1.0)).sqrt();
    let covariance = factor * both / (one.weight * two.weight);
    let variance = first.error * first.error + second.error * second.error - 2.0 * covariance;
    let is_defined = n1 > 1.0 && n2 > 1.0 && variance > 1e-24;
    let df = is_defined.then_some(n1.min(n2) - 1.0);
    Contrast { diff: s1 - s2, second: s2, error: variance.max(0.0).sqrt(), df }
}

/// Sums over accounts for the share of a column's answers that fall into a row: an account has `c`
/// answers in the cell, `k` in the column, `r` in the row and `n` in all, weighted.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct PlaceSums {
    /// Sums of c, k, r and n.
    pub sum: [f64; 4],
    /// Sums of the products cc, ck, cr, cn, kk, kr, kn, rr, rn and nn.
    pub product: [f64; 10],
    /// Accounts of the column, and in all.
    pub n_accounts: (f64, f64),
}

impl PlaceSums {
    /// The share of the column's answers that fall into the row, accounts as units.
    pub fn share(&self) -> CappedShare {
        let sums = CappedSums {
            low: self.sum[0],
            weight: self.sum[1],
            low_low: self.product[0],
            low_weight: self.product[1],
            weight_weight: self.product[4],
            n_accounts: self.n_accounts.0,
        };
        sums.share()
    }
}

/// The share of the column's answers that fall into the row against that of all other columns, with
/// accounts as units; linearised as in [`cell_against_rest`].
pub fn place_against_rest(sums: &PlaceSums) -> Contrast {
    let [cell, col, row, all] = sums.sum;
    let rest_weight = all - col;
    let (share, rest) = (cell / col, (row - cell) / rest_weight);
    // z = (c - s k) / K - ((r - c) - t (n - k)) / R, as a sum over c, k, r and n.
    let factor = [
        1.0 / col + 1.0 / rest_weight,
        -share / col - rest / rest_weight,
        -1.0 / rest_weight,
        rest / rest_weight,
    ];
    let mut squares = 0.0;
    let mut at = 0;
    for i in 0..4 {
        for j in i..4 {
            let twice = if i == j { 1.0 } else { 2.0 };
            squares += twice * factor[i] * factor[j] * sums.product[at];
            at += 1;
        }
    }
    let (own, n) = sums.n_accounts;
    let error = (n / (n - 1.0) * squares.max(0.0)).sqrt();
    let is_defined = own > 1.0 && error > 1e-12;
    let df = is_defined.then_some(own - 1.0);
    Contrast { diff: share - rest, second: rest, error, df }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::Random;

    /// Made-up accounts: weighted low answers and answers in two cells and in all.
    fn accounts(random: &mut Random) -> Vec<[f64; 6]> {
        (0..30)
            .map(|_| {
                let mut draw = |n: u64| random.below(n) as f64;
                let (n1, n2, n3) = (draw(4), draw(4), draw(5));
                let low = |n: f64, random: &mut Random| random.below(n as u64 + 1) as f64;
                let lows = [low(n1, random), low(n2, random), low(n3, random)];
                [lows[0], n1, lows[1], n2, lows.iter().sum(), n1 + n2 + n3]
            })
            .collect()
    }

    fn sums(accounts: &[[f64; 6]], at: usize) -> CappedSums {
        let mut sums = CappedSums::default();
        for own in accounts.iter().filter(|own| own[at + 1] > 0.0) {
            sums.add(own[at], own[at + 1]);
        }
        sums
    }

    #[test]
    fn cells_that_share_accounts_are_compared_account_by_account() {
        let mut random = Random::new(21);
        for _ in 0..50 {
            let all = accounts(&mut random);
            let (one, two) = (sums(&all, 0), sums(&all, 2));
            let mut cross = [0.0; 4];
            let (s1, s2) = (one.low / one.weight, two.low / two.weight);
            let (f1, f2) = [one, two].map(|s| s.n_accounts / (s.n_accounts - 1.0)).into();
            let mut slow = 0.0;
            for own in &all {
                let terms = [own[0] * own[2], own[0] * own[3], own[1] * own[2], own[1] * own[3]];
                cross.iter_mut().zip(terms).for_each(|(sum, term)| *sum += term);
                let z1 = f1.sqrt() * (own[0] - s1 * own[1]) / one.weight;
                let z2 = f2.sqrt() * (own[2] - s2 * own[3]) / two.weight;
                slow += (z1 - z2) * (z1 - z2);
            }
            let fast = compare_shared(&one, &two, cross);
            assert!((fast.error - slow.sqrt()).abs() < 1e-12, "{fast:?} {slow}");
        }
    }

    #[test]
    fn the_weight_of_few_accounts_is_that_of_few() {
        let all = accounts(&mut Random::new(23));
        let (cell, whole) = (sums(&all, 0), sums(&all, 4));
        let mut cross = [0.0; 4];
        let (mut weight, mut squares) = (0.0, 0.0);
        for own in &all {
            cross[3] += own[1] * own[5];
            weight += own[5] - own[1];
            squares += (own[5] - own[1]) * (own[5] - own[1]);
        }
        let rest = cell.rest_of(&whole, cross);
        assert!((rest.n_effective() - weight * weight / squares).abs() < 1e-9);
        let mut led = CappedSums::default();
        for weight in [100.0, 1.0, 1.0, 1.0] {
            led.add(0.0, weight);
        }
        assert!(led.n_effective() < 1.1 && CappedSums::default().n_effective() < 0.1);
        let plain = Contrast { diff: 0.2, second: 0.3, error: 0.1, df: Some(19.0) };
        let few = plain.of_effective(5.0);
        assert!((few.error - 0.1 * 1.25_f64.sqrt()).abs() < 1e-12 && few.df == Some(4.0));
        assert_eq!(plain.of_effective(1.0).df, None);
    }

    #[test]
    fn places_are_compared_account_by_account() {
        let mut random = Random::new(22);
        for _ in 0..50 {
            // Here a low answer is one in the row, and the first cell's answers are the column's.
            let all = accounts(&mut random);
            let mut sums = PlaceSums::default();
            for own in &all {
                let parts = [own[0], own[1], own[4], own[5]];
                let mut at = 0;
                for i in 0..4 {
                    sums.sum[i] += parts[i];
                    for j in i..4 {
                        sums.product[at] += parts[i] * parts[j];
                        at += 1;
                    }
                }
                sums.n_accounts.0 += f64::from(own[1] > 0.0);
                sums.n_accounts.1 += f64::from(own[5] > 0.0);
            }
            let [c, k, r, n] = sums.sum;
            let (share, rest) = (c / k, (r - c) / (n - k));
            let mut slow = 0.0;
            for own in &all {
                let z = (own[0] - share * own[1]) / k
                    - (own[4] - own[0] - rest * (own[5] - own[1])) / (n - k);
                slow += z * z;
            }
            let factor = sums.n_accounts.1 / (sums.n_accounts.1 - 1.0);
            let fast = place_against_rest(&sums);
            assert!((fast.error - (factor * slow).sqrt()).abs() < 1e-12, "{fast:?} {slow}");
            assert!((fast.diff - (share - rest)).abs() < 1e-12);
        }
    }
}
