//! Pure mathematics of evidence: intervals, tests, corrections and the special functions under them.
//!
//! Plain numbers in, plain numbers out. Tail probabilities carry their natural logarithm, because
//! ten million rows make p smaller than 1e-300 out of tiny effects.

mod adjust;
mod beta;
mod clusters;
mod contingency;
mod effect;
mod fisher;
mod gamma;
mod kappa;
mod means;
mod normal;
mod ranks;
mod rates;
mod share;
mod solve;
mod tail;
mod tails;

pub use adjust::{benjamini_hochberg, bonferroni, holm};
pub use beta::{beta_quantile, inc_beta};
pub use clusters::{
    Answers, CappedShare, CappedSums, CappedTest, capped_share, capped_weight, cell_against_rest,
    compare_capped,
};
pub use contingency::{ChiSquare, adjusted_residual, chi_square, residual_of};
pub use effect::{Ratio, odds_ratio, risk_ratio, standardised_difference};
pub use fisher::{Fisher, fisher, mid_p, midp_two};
pub use gamma::{gamma_quantile, inc_gamma, ln_gamma};
pub use kappa::{Agreement, agreement};
pub use means::{Moments, Welch, mean_interval, welch, welch_p};
pub use normal::{normal_quantile, normal_upper};
pub use ranks::{Ranks, compare_ranks};
pub use rates::{TwoRates, conditional_upper, rate_ratio_interval, two_rates};
pub use share::{
    Pooled, clopper_pearson, cohen_h, confidence_within, margin, n_minus_1, n_needed, newcombe,
    pooled, wilson, wilson_finite,
};
pub use tail::{Tail, Tails};
pub use tails::{
    binomial, chi2_upper, f_upper, negative_binomial_upper, poisson, t_quantile, t_two,
};

/// Two-sided 97.5 % point of the standard normal: the z of a 95 % interval.
pub const Z95: f64 = 1.959_963_984_540_054;
