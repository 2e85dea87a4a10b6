//! A change of a share of low scores with accounts as units: each counts at most five times in a window,
//! errors are linearised over accounts (Binder 1983), whose answers may lie in several windows.

use super::Facts;
use crate::defaults::ACCOUNT_CAP;
use crate::stats::{capped_weight, t_two};

/// Low scores and all scores.
type Share = (f64, f64);

/// What is said in one window, account by account.
#[derive(Debug, Clone)]
pub(super) struct Voices {
    of_account: Vec<Share>,
    /// Rows without an account, each a voice of its own.
    alone: Share,
}

impl Voices {
    /// Those of scored `rows`.
    pub(super) fn of(facts: &Facts<'_>, rows: &[u32]) -> Voices {
        let mut own =
            Voices { of_account: vec![(0.0, 0.0); facts.accounts.len()], alone: (0.0, 0.0) };
        for row in rows {
            let share = match facts.accounts.of(*row) {
                Some(account) => &mut own.of_account[account],
                None => &mut own.alone,
            };
            share.0 += f64::from(u8::from(facts.low.contains(*row)));
            share.1 += 1.0;
        }
        own
    }

    /// All but those of `part`.
    pub(super) fn without(&self, part: &Voices) -> Voices {
        let less = |a: &Share, b: &Share| (a.0 - b.0, a.1 - b.1);
        let each = self.of_account.iter().zip(&part.of_account);
        Voices {
            of_account: each.map(|(a, b)| less(a, b)).collect(),
            alone: less(&self.alone, &part.alone),
        }
    }

    fn weighted(&self) -> impl Iterator<Item = Share> {
        self.of_account.iter().map(|(low, n)| {
            let weight = capped_weight(*n, f64::from(ACCOUNT_CAP));
            (weight * low, weight * n)
        })
    }

    fn n(&self) -> f64 {
        self.of_account.iter().filter(|own| own.1 > 0.0).count() as f64 + self.alone.1
    }
}

/// Two-sided p that the shares of some windows, each with its sign, add up to nothing; `None` where
/// nothing varies or a window has fewer than two voices.
pub(super) fn by_accounts(windows: &[(f64, &Voices)]) -> Option<f64> {
    let mut z = vec![0.0; windows.first()?.1.of_account.len()];
    let (mut total, mut alone) = (0.0, 0.0);
    for (sign, voices) in windows {
        let sum = |a: Share, b: Share| (a.0 + b.0, a.1 + b.1);
        let (low, weight) = voices.weighted().fold(voices.alone, sum);
        let share = low / weight;
        total += sign * share;
        for (z, own) in z.iter_mut().zip(voices.weighted()) {
            *z += sign * (own.0 - share * own.1) / weight;
        }
        let (low, n) = voices.alone;
        let (up, down) = (1.0 - share, share);
        alone += (low * up * up + (n - low) * down * down) / (weight * weight);
    }
    let n_voices: f64 = z.iter().filter(|own| **own != 0.0).count() as f64
        + windows.iter().map(|own| own.1.alone.1).sum::<f64>();
    let squares = z.iter().map(|own| own * own).sum::<f64>() + alone;
    let error = (n_voices / (n_voices - 1.0) * squares).sqrt();
    let least = windows.iter().map(|own| own.1.n()).fold(f64::INFINITY, f64::min);
    (least > 1.0 && error > 1e-12).then(|| t_two(total / error, least - 1.0).p)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two windows of single voices: the test of two shares, unpooled.
    #[test]
    fn voices_of_their_own_are_items() {
        let window = |low, n| Voices { of_account: Vec::new(), alone: (low, n) };
        let (now, before) = (window(30.0, 60.0), window(24.0, 80.0));
        let p = by_accounts(&[(1.0, &now), (-1.0, &before)]).unwrap();
        let error = (140.0_f64 / 139.0 * (0.25 / 60.0 + 0.21 / 80.0)).sqrt();
        assert!((p - t_two(0.2 / error, 59.0).p).abs() < 1e-12);
    }

    /// One account that says the same forty times is one voice.
    #[test]
    fn an_account_that_repeats_itself_is_not_many() {
        let plain = Voices { of_account: vec![(1.0, 4.0); 20], alone: (0.0, 0.0) };
        let mut loud = plain.clone();
        loud.of_account[0] = (40.0, 40.0);
        let p = by_accounts(&[(1.0, &loud), (-1.0, &plain)]).unwrap();
        assert!(p > 0.2, "{p}");
        let steady = by_accounts(&[(1.0, &plain), (-1.0, &plain)]);
        assert_eq!(steady, None, "nothing varies");
    }
}
