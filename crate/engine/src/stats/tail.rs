//! A probability with its logarithm.

use crate::num::{exp, exp_m1, ln, ln_1p};

/// A probability, and its natural logarithm, which survives where the probability underflows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tail {
    /// The probability, 0–1.
    pub p: f64,
    /// Its natural logarithm.
    pub ln_p: f64,
}

/// What lies below (or at) and above a point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tails {
    /// The lower tail.
    pub lower: Tail,
    /// The upper tail.
    pub upper: Tail,
}

impl Tail {
    /// Certainty.
    pub const ONE: Tail = Tail { p: 1.0, ln_p: 0.0 };
    /// Impossibility.
    pub const ZERO: Tail = Tail { p: 0.0, ln_p: f64::NEG_INFINITY };

    /// From a logarithm; above 0 it is taken as certainty.
    pub fn from_ln(ln_p: f64) -> Tail {
        if ln_p >= 0.0 { Tail::ONE } else { Tail { p: exp(ln_p), ln_p } }
    }

    /// From a probability; above 1 it is taken as certainty.
    pub fn from_p(p: f64) -> Tail {
        if p >= 1.0 {
            Tail::ONE
        } else if p <= 0.0 {
            Tail::ZERO
        } else {
            Tail { p, ln_p: ln(p) }
        }
    }

    /// The probability of the contrary.
    #[must_use]
    pub fn complement(self) -> Tail {
        if self.p < 0.5 {
            let ln_p = ln_1p(-self.p);
            Tail { p: 1.0 - self.p, ln_p }
        } else {
            Tail::from_p(-exp_m1(self.ln_p))
        }
    }

    /// Twice the probability, at most 1: two sides from the smaller one.
    #[must_use]
    pub fn doubled(self) -> Tail {
        Tail::from_ln(self.ln_p + std::f64::consts::LN_2)
    }

    /// The smaller of two.
    #[must_use]
    pub fn min(self, other: Tail) -> Tail {
        if other.ln_p < self.ln_p { other } else { self }
    }
}

impl Tails {
    /// Both tails from the lower one.
    pub fn of_lower(lower: Tail) -> Tails {
        Tails { lower, upper: lower.complement() }
    }

    /// Both tails from the upper one.
    pub fn of_upper(upper: Tail) -> Tails {
        Tails { lower: upper.complement(), upper }
    }
}
