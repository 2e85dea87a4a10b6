//! The conditional odds ratio: what Fisher's test estimates, with its exact interval.

use super::Ratio;
use super::fisher::Margins;
use super::solve::solve_increasing;
use crate::num::{exp, ln};

/// Below this share of the sum a further table changes nothing.
const NEGLIGIBLE: f64 = 1e-17;

/// Conditional maximum-likelihood odds ratio of `[[a, b], [c, d]]` with its exact interval, each
/// side of which leaves half of `1 - conf` (Cornfield 1956); `None` where the margins allow one
/// table only.
pub fn conditional_odds_ratio(table: [f64; 4], conf: f64) -> Option<Ratio> {
    let [a, b, c, d] = table;
    let margins = Margins { row: a + b, col: a + c, total: a + b + c + d };
    let (least, most) = (margins.least(), margins.most());
    if least >= most {
        return None;
    }
    let side = 0.5 * (1.0 - conf);
    let start = ln((a + 0.5) * (d + 0.5) / ((b + 0.5) * (c + 0.5)));
    let solve = |gap: &dyn Fn(Split) -> f64| {
        exp(solve_increasing(|ln_odds| gap(split(&margins, a, ln_odds)), start, 1.0))
    };
    let (is_least, is_most) = (a <= least, a >= most);
    Some(Ratio {
        value: match (is_least, is_most) {
            (true, _) => 0.0,
            (_, true) => f64::INFINITY,
            _ => solve(&|split| split.mean_less_a),
        },
        low: if is_least { 0.0 } else { solve(&|split| split.at_least - side) },
        high: if is_most { f64::INFINITY } else { solve(&|split| side - split.at_most) },
    })
}

/// What lies on both sides of the observed table under an odds ratio.
#[derive(Debug, Clone, Copy)]
struct Split {
    at_least: f64,
    at_most: f64,
    /// Expectation of the cell less what was observed.
    mean_less_a: f64,
}

/// Sums Fisher's noncentral distribution outward from its mode, each table as a multiple of the
/// likeliest one.
fn split(margins: &Margins, a: f64, ln_odds: f64) -> Split {
    let odds = exp(ln_odds);
    let mode = mode(margins, odds);
    let (mut total, mut above, mut below, mut moment) = (0.0, 0.0, 0.0, 0.0);
    let mut add = |at: f64, mass: f64| {
        total += mass;
        above += if at >= a { mass } else { 0.0 };
        below += if at <= a { mass } else { 0.0 };
        moment += (at - a) * mass;
    };
    add(mode, 1.0);
    let (mut at, mut mass) = (mode, 1.0);
    while at < margins.most() && mass > NEGLIGIBLE {
        mass *= margins.step_up(at) * odds;
        at += 1.0;
        add(at, mass);
    }
    let (mut at, mut mass) = (mode, 1.0);
    while at > margins.least() && mass > NEGLIGIBLE {
        at -= 1.0;
        mass /= margins.step_up(at) * odds;
        add(at, mass);
    }
    Split { at_least: above / total, at_most: below / total, mean_less_a: moment / total }
}

/// The likeliest count: the first from which a step up makes a table no likelier.
fn mode(margins: &Margins, odds: f64) -> f64 {
    let (mut low, mut high) = (margins.least(), margins.most());
    while low < high {
        let mid = (0.5 * (low + high)).floor();
        if margins.step_up(mid) * odds > 1.0 {
            low = mid + 1.0;
        } else {
            high = mid;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::Random;

    #[test]
    fn the_ends_of_the_interval_leave_what_they_should() {
        let mut random = Random::new(7);
        for _ in 0..60 {
            let table = [0; 4].map(|_: i32| random.below(20) as f64);
            let Some(ratio) = conditional_odds_ratio(table, 0.95) else { continue };
            let [a, b, c, d] = table;
            let margins = Margins { row: a + b, col: a + c, total: a + b + c + d };
            // Slowly: every table's weight, counted from binomial coefficients.
            let weights = |odds: f64| -> Vec<(f64, f64)> {
                let mut at = margins.least();
                let mut all = Vec::new();
                while at <= margins.most() {
                    all.push((at, exp(margins.ln_mass(at) + at * ln(odds))));
                    at += 1.0;
                }
                let total: f64 = all.iter().map(|own| own.1).sum();
                all.iter().map(|own| (own.0, own.1 / total)).collect()
            };
            if ratio.low > 0.0 {
                let up: f64 = weights(ratio.low).iter().filter(|w| w.0 >= a).map(|w| w.1).sum();
                assert!((up - 0.025).abs() < 1e-9, "{table:?} {ratio:?} {up}");
            }
            if ratio.high.is_finite() {
                let down: f64 = weights(ratio.high).iter().filter(|w| w.0 <= a).map(|w| w.1).sum();
                assert!((down - 0.025).abs() < 1e-9, "{table:?} {ratio:?} {down}");
            }
            if ratio.value > 0.0 && ratio.value.is_finite() {
                let mean: f64 = weights(ratio.value).iter().map(|w| w.0 * w.1).sum();
                assert!((mean - a).abs() < 1e-8, "{table:?} {ratio:?} {mean}");
            }
        }
    }
}
