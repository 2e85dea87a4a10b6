//! The exact distribution of the rank sum: what all ways to deal the answers to two groups give.

/// More answers than this are left to the normal approximation.
const MOST: f64 = 120.0;

/// p of the exact rank-sum test, ties at their mid-ranks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ExactRanks {
    /// Rank sums at least as far from their expectation.
    pub two: f64,
    /// Rank sums at least as high for the first sample.
    pub greater: f64,
    /// Rank sums at most as high.
    pub less: f64,
}

/// The exact rank-sum test of two samples given as counts of ordered levels; `None` when one is
/// empty or both together have more than 120 answers.
pub fn exact_ranks(one: &[f64], two: &[f64]) -> Option<ExactRanks> {
    let (n1, n2): (f64, f64) = (one.iter().sum(), two.iter().sum());
    if n1 <= 0.0 || n2 <= 0.0 || n1 + n2 > MOST {
        return None;
    }
    let (chosen, total) = (n1 as usize, (n1 + n2) as usize);
    // Twice the mid-ranks, which are whole numbers.
    let mut levels = Vec::new();
    let (mut below, mut observed) = (0, 0);
    for (a, b) in one.iter().zip(two) {
        let size = (a + b) as usize;
        let rank = 2 * below + size + 1;
        observed += *a as usize * rank;
        below += size;
        levels.push((size, rank));
    }
    let ways = ways(&levels, chosen, total);
    let expected = chosen * (total + 1);
    let gap = observed.abs_diff(expected);
    let mut split = ExactRanks { two: 0.0, greater: 0.0, less: 0.0 };
    let all: f64 = ways.iter().sum();
    for (sum, ways) in ways.iter().enumerate() {
        let share = ways / all;
        split.two += if sum.abs_diff(expected) >= gap { share } else { 0.0 };
        split.greater += if sum >= observed { share } else { 0.0 };
        split.less += if sum <= observed { share } else { 0.0 };
    }
    Some(ExactRanks {
        two: split.two.min(1.0),
        greater: split.greater.min(1.0),
        less: split.less.min(1.0),
    })
}

/// In how many ways `chosen` of all answers have each (doubled) rank sum; answers of a level are
/// dealt one by one, so that no binomial coefficients are needed.
fn ways(levels: &[(usize, usize)], chosen: usize, total: usize) -> Vec<f64> {
    let width = chosen * 2 * total + 1;
    let mut ways = vec![0.0; (chosen + 1) * width];
    ways[0] = 1.0;
    let mut most_dealt = 0;
    for (size, rank) in levels {
        for _ in 0..*size {
            most_dealt = (most_dealt + 1).min(chosen);
            for dealt in (1..=most_dealt).rev() {
                let (before, after) = ways.split_at_mut(dealt * width);
                let from = &before[(dealt - 1) * width..];
                let last = width.saturating_sub(*rank);
                for (to, from) in after[*rank..width].iter_mut().zip(&from[..last]) {
                    *to += from;
                }
            }
        }
    }
    ways.split_off(chosen * width)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::Random;

    #[test]
    fn dealing_agrees_with_trying_every_choice() {
        let mut random = Random::new(2);
        for _ in 0..40 {
            let (mut one, mut two) = (vec![0.0; 4], vec![0.0; 4]);
            for _ in 0..=random.below(5) {
                one[random.below(4) as usize] += 1.0;
            }
            for _ in 0..=random.below(5) {
                two[random.below(4) as usize] += 1.0;
            }
            let fast = exact_ranks(&one, &two).unwrap();
            assert!((fast.two - slowly(&one, &two)).abs() < 1e-12, "{one:?} {two:?} {fast:?}");
        }
    }

    /// Two-sided p from every subset of the answers.
    fn slowly(one: &[f64], two: &[f64]) -> f64 {
        let mut ranks = Vec::new();
        let (mut below, mut observed, mut n1) = (0.0, 0.0, 0);
        for (a, b) in one.iter().zip(two) {
            let rank = below + 0.5 * (a + b + 1.0);
            observed += a * rank;
            n1 += *a as u32;
            below += a + b;
            ranks.extend(vec![rank; (a + b) as usize]);
        }
        let expected = f64::from(n1) * (ranks.len() as f64 + 1.0) / 2.0;
        let (mut far, mut all) = (0.0, 0.0);
        for subset in 0..1_u32 << ranks.len() {
            if subset.count_ones() == n1 {
                let chosen = (0..ranks.len()).filter(|idx| subset >> idx & 1 == 1);
                let sum: f64 = chosen.map(|idx| ranks[idx]).sum();
                all += 1.0;
                far += f64::from((sum - expected).abs() >= (observed - expected).abs() - 1e-9);
            }
        }
        far / all
    }
}
