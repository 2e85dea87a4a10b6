//! Pure mathematics of evidence: intervals, tests, corrections and the special functions under them.
//!
//! Plain numbers in, plain numbers out. Tail probabilities carry their natural logarithm, because
//! ten million rows make p smaller than 1e-300 out of tiny effects.

mod adjust;
mod beta;
mod clusters;
mod contingency;
mod dealt;
mod effect;
mod fisher;
mod gamma;
mod kappa;
mod kruskal;
mod means;
mod normal;
mod odds;
mod permuted;
mod ranks;
mod rates;
mod share;
mod solve;
mod survey;
mod tail;
mod tails;
mod unconditional;

pub use adjust::{
    benjamini_hochberg, benjamini_hochberg_of, benjamini_yekutieli, bonferroni, hochberg, holm,
};
pub use beta::{beta_quantile, inc_beta};
pub use clusters::{
    Answers, CappedShare, CappedSums, CappedTest, Contrast, PlaceSums, capped_share, capped_weight,
    cell_against_rest, compare_capped, compare_shared, place_against_rest,
};
pub use contingency::{ChiSquare, adjusted_residual, chi_square, residual_of};
pub use dealt::{Dealt, dealt};
pub use effect::{Ratio, odds_ratio, risk_ratio, standardised_difference};
pub use fisher::{Fisher, fisher, mid_p, midp_two};
pub use gamma::{gamma_quantile, inc_gamma, ln_gamma};
pub use kappa::{Agreement, agreement};
pub use kruskal::{Dunn, Kruskal, kruskal_wallis};
pub use means::{Moments, Welch, WelchF, mean_interval, welch, welch_f, welch_p};
pub use normal::{normal_quantile, normal_upper};
pub use odds::conditional_odds_ratio;
pub use permuted::{ExactRanks, exact_ranks};
pub use ranks::{Ranks, compare_ranks};
pub use rates::{TwoRates, conditional_upper, poisson_two, rate_ratio_interval, two_rates};
pub use share::{
    Pooled, agresti_caffo, agresti_coull, clopper_pearson, cohen_h, confidence_within, detectable,
    is_plain, jeffreys, margin, miettinen_nurminen, n_minus_1, n_needed, newcombe, pooled, power,
    wald_difference, wilson, wilson_finite, yates,
};
pub use survey::{
    Answer, Bootstrapped, Domain, RaoScott, WeightedAccount, bootstrap_shares, domains, rao_scott,
};
pub use tail::{Tail, Tails};
pub use tails::{
    binomial, chi2_upper, f_upper, negative_binomial_upper, poisson, t_quantile, t_two,
};
pub use unconditional::{barnard, boschloo};

/// Two-sided 97.5 % point of the standard normal: the z of a 95 % interval.
pub const Z95: f64 = 1.959_963_984_540_054;
