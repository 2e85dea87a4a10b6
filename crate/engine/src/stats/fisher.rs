//! The exact test of a two-by-two table, by summing outward from what was observed.

use super::Tail;
use super::beta::ln_binomial_mass;
use crate::num::ln;

/// Tables whose probability exceeds the observed one by less than this count as ties; without
/// the slack, rounding would decide.
const TIE_SLACK: f64 = 1e-7;

/// Below this share of the sum a further term changes nothing.
const NEGLIGIBLE: f64 = 1e-18;

/// The table `[[a, b], [c, d]]` with its margins fixed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Margins {
    pub(super) row: f64,
    pub(super) col: f64,
    pub(super) total: f64,
}

/// p of the exact test, its variants together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fisher {
    /// `P(A >= a)`.
    pub greater: Tail,
    /// `P(A <= a)`.
    pub less: Tail,
    /// All tables at most as likely as the observed one.
    pub two: Tail,
    /// `P(A >= a)` less half the observed table.
    pub midp_greater: Tail,
    /// `P(A <= a)` less half the observed table.
    pub midp_less: Tail,
    /// Twice the smaller of these, at most 1.
    pub midp_two: Tail,
}

impl Margins {
    pub(super) fn least(&self) -> f64 {
        (self.row + self.col - self.total).max(0.0)
    }

    pub(super) fn most(&self) -> f64 {
        self.row.min(self.col)
    }

    pub(super) fn mode(&self) -> f64 {
        ((self.row + 1.0) * (self.col + 1.0) / (self.total + 2.0)).floor()
    }

    /// `ln P(A = a)`: three binomial probabilities (Loader 2000).
    pub(super) fn ln_mass(&self, a: f64) -> f64 {
        if self.total <= 0.0 {
            return 0.0;
        }
        let p = self.row / self.total;
        let q = (self.total - self.row) / self.total;
        ln_binomial_mass(a, self.col, p, q)
            + ln_binomial_mass(self.row - a, self.total - self.col, p, q)
            - ln_binomial_mass(self.row, self.total, p, q)
    }

    /// `P(A = a + 1) / P(A = a)`.
    pub(super) fn step_up(&self, a: f64) -> f64 {
        (self.row - a) * (self.col - a) / ((a + 1.0) * (self.total - self.row - self.col + a + 1.0))
    }

    /// `P(A = a - 1) / P(A = a)`.
    pub(super) fn step_down(&self, a: f64) -> f64 {
        a * (self.total - self.row - self.col + a) / ((self.row - a + 1.0) * (self.col - a + 1.0))
    }

    /// The sum of all masses beyond `a` upward (or downward), as a multiple of the mass at `a`.
    fn beyond(&self, a: f64, is_up: bool) -> f64 {
        let (mut at, mut term, mut sum) = (a, 1.0, 0.0);
        loop {
            if if is_up { at >= self.most() } else { at <= self.least() } {
                return sum;
            }
            let ratio = if is_up { self.step_up(at) } else { self.step_down(at) };
            at += if is_up { 1.0 } else { -1.0 };
            term *= ratio;
            sum += term;
            if ratio < 1.0 && term * ratio < (1.0 - ratio) * NEGLIGIBLE * sum.max(1e-3) {
                return sum;
            }
        }
    }
}

/// Both outer sums at `a` as multiples of its mass: what lies below, what lies above. The side
/// that holds the mode comes from the other one.
fn outer(margins: &Margins, a: f64, ln_mass: f64) -> (Tail, Tail) {
    let is_up = a >= margins.mode();
    let small = margins.beyond(a, is_up);
    let near = Tail::from_ln(ln_mass + ln(small));
    let mass_and_near = Tail::from_ln(ln_mass + ln(1.0 + small));
    let far = mass_and_near.complement();
    if is_up { (far, near) } else { (near, far) }
}

/// The exact test of `[[a, b], [c, d]]` (Fisher 1935), with mid-p (Lancaster 1961).
pub fn fisher(a: f64, b: f64, c: f64, d: f64) -> Fisher {
    let margins = Margins { row: a + b, col: a + c, total: a + b + c + d };
    let ln_mass = margins.ln_mass(a);
    let (below, above) = outer(&margins, a, ln_mass);
    let add = |tail: Tail, share: f64| add_mass(tail, ln_mass, share);
    let (midp_less, midp_greater) = (add(below, 0.5), add(above, 0.5));
    Fisher {
        greater: add(above, 1.0),
        less: add(below, 1.0),
        two: two_sided(&margins, a, ln_mass),
        midp_greater,
        midp_less,
        midp_two: midp_less.min(midp_greater).doubled(),
    }
}

/// `tail` plus a share of the observed mass.
fn add_mass(tail: Tail, ln_mass: f64, share: f64) -> Tail {
    let ln_part = ln_mass + ln(share);
    if tail.ln_p == f64::NEG_INFINITY {
        return Tail::from_ln(ln_part);
    }
    if tail.p > 0.1 {
        return Tail::from_p(tail.p + Tail::from_ln(ln_part).p);
    }
    let (high, low) = if ln_part > tail.ln_p { (ln_part, tail.ln_p) } else { (tail.ln_p, ln_part) };
    Tail::from_ln(high + crate::num::ln_1p(crate::num::exp(low - high)))
}

/// Two-sided mid-p of `x1` of `n1` against `x2` of `n2`.
pub fn midp_two(x1: f64, n1: f64, x2: f64, n2: f64) -> Tail {
    mid_p(x1, n1 - x1, x2, n2 - x2)
}

/// Two-sided mid-p of `[[a, b], [c, d]]` alone: the default test of a cell against the rest.
pub fn mid_p(a: f64, b: f64, c: f64, d: f64) -> Tail {
    let margins = Margins { row: a + b, col: a + c, total: a + b + c + d };
    let ln_mass = margins.ln_mass(a);
    let near = margins.beyond(a, a >= margins.mode());
    let one = Tail::from_ln(ln_mass + ln(near + 0.5));
    if one.p < 0.5 { one.doubled() } else { one.complement().doubled() }
}

/// The sum of all tables at most as likely as the observed one.
fn two_sided(margins: &Margins, a: f64, ln_mass: f64) -> Tail {
    let limit = ln_mass + TIE_SLACK;
    let mode = margins.mode();
    if margins.ln_mass(mode) <= limit {
        return Tail::ONE;
    }
    let is_up = a >= mode;
    let near = Tail::from_ln(ln_mass + ln(1.0 + margins.beyond(a, is_up)));
    let end = if is_up { margins.least() } else { margins.most() };
    if margins.ln_mass(end) > limit {
        return near;
    }
    // On the far side, the table nearest to the mode that is still unlikely enough.
    let (mut unlikely, mut likely) = (end, mode);
    while (likely - unlikely).abs() > 1.0 {
        let mid = (0.5 * (unlikely + likely)).floor();
        if margins.ln_mass(mid) <= limit {
            unlikely = mid;
        } else {
            likely = mid;
        }
    }
    let far_sum = 1.0 + margins.beyond(unlikely, !is_up);
    add_mass(near, margins.ln_mass(unlikely), far_sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::{Random, exp};

    #[test]
    fn the_outward_sum_agrees_with_summing_every_table() {
        let mut random = Random::new(3);
        for _ in 0..300 {
            let [a, b, c, d] = [0; 4].map(|_: i32| random.below(25) as f64);
            let margins = Margins { row: a + b, col: a + c, total: a + b + c + d };
            let (mut low, mut high, mut at) = (0.0, 0.0, margins.least());
            while at <= margins.most() {
                let mass = exp(margins.ln_mass(at));
                let share = if at < a { (1.0, 0.0) } else { (0.0, 1.0) };
                let half = if (at - a).abs() < 0.5 { (0.5, 0.5) } else { share };
                low += half.0 * mass;
                high += half.1 * mass;
                at += 1.0;
            }
            let slow = (2.0 * low.min(high)).min(1.0);
            let fast = mid_p(a, b, c, d).p;
            assert!((fast - slow).abs() < 1e-12, "{a} {b} {c} {d}: {fast} {slow}");
            assert!((fisher(a, b, c, d).midp_two.p - slow).abs() < 1e-12);
        }
    }

    #[test]
    fn ten_million_rows_leave_a_logarithm() {
        let tail = mid_p(2e5, 2.3e6, 4e5, 7.1e6);
        assert!(tail.p <= 0.0 && tail.ln_p < -1000.0 && tail.ln_p.is_finite());
    }
}
