//! Seeded whole numbers; no floating point, so that every machine draws the same.

/// A stream of numbers (Steele, Lea and Flood, "Fast splittable pseudorandom number generators",
/// 2014).
#[derive(Debug, Clone)]
pub(crate) struct Random {
    state: u64,
}

impl Random {
    /// A stream of its own for `seed` and `purpose`.
    pub(crate) fn new(seed: u64, purpose: u64) -> Self {
        let mut random = Random { state: seed ^ purpose.wrapping_mul(0xd134_2543_de82_ef95) };
        random.next();
        random
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number in `0..n`; 0 when `n` is 0.
    pub(crate) fn below(&mut self, n: u32) -> u32 {
        ((u128::from(self.next()) * u128::from(n)) >> 64) as u32
    }

    /// True in `per_cent` of 100 cases.
    pub(crate) fn chance(&mut self, per_cent: u32) -> bool {
        self.below(100) < per_cent
    }

    /// One of `words`; empty when there are none.
    pub(crate) fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        let index = self.below(words.len() as u32) as usize;
        words.get(index).copied().unwrap_or("")
    }

    /// An index, drawn in proportion to `weights`.
    pub(crate) fn weighted(&mut self, weights: &[u32]) -> usize {
        let mut rest = self.below(weights.iter().sum());
        for (index, weight) in weights.iter().enumerate() {
            if rest < *weight {
                return index;
            }
            rest -= weight;
        }
        0
    }
}
