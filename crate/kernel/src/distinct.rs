//! How many values of a column differ, by a sample that does not depend on the order of rows.

use crate::dictionary::hash_bytes;

/// Hashes that are kept: few enough to stay in the processor's cache.
const KEPT: usize = 1 << 12;
const SLOTS: usize = KEPT * 4;

/// Counts distinct values: exactly up to 4,096 of them and where no value recurs, else by those whose
/// hash falls into an ever smaller part (M. Wegman's adaptive sampling).
#[derive(Debug, Clone)]
pub struct Distinct {
    slots: Vec<u64>,
    n: usize,
    n_seen: u64,
    mask: u64,
    has_twins: bool,
}

impl Default for Distinct {
    fn default() -> Self {
        Distinct { slots: vec![0; SLOTS], n: 0, n_seen: 0, mask: 0, has_twins: false }
    }
}

impl Distinct {
    /// Counts a value.
    #[inline]
    pub fn add(&mut self, value: &[u8]) {
        self.n_seen += 1;
        // Never 0, which marks a free slot.
        let hash = hash_bytes(value) | 1 << 63;
        if hash & self.mask == 0 {
            self.keep(hash);
        }
    }

    #[inline(never)]
    fn keep(&mut self, hash: u64) {
        if !self.insert(hash) {
            self.has_twins = true;
        }
        while self.n > KEPT {
            self.mask = self.mask << 1 | 1;
            let old = std::mem::replace(&mut self.slots, vec![0; SLOTS]);
            self.n = 0;
            let mask = self.mask;
            for hash in old.into_iter().filter(|hash| *hash != 0 && hash & mask == 0) {
                self.insert(hash);
            }
        }
    }

    /// Puts a hash in; whether it is new.
    fn insert(&mut self, hash: u64) -> bool {
        // The lowest bits are the same for all that are kept.
        let mut at = (hash >> 32) as usize % SLOTS;
        while self.slots[at] != 0 && self.slots[at] != hash {
            at = (at + 1) % SLOTS;
        }
        let is_new = self.slots[at] == 0;
        self.n += usize::from(is_new);
        self.slots[at] = hash;
        is_new
    }

    /// The share of values that are the first of their kind.
    pub fn share(&self) -> f64 {
        if self.n_seen == 0 {
            return 0.0;
        }
        if !self.has_twins {
            return 1.0;
        }
        (self.n as f64 * (self.mask + 1) as f64 / self.n_seen as f64).min(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(values: impl Iterator<Item = u32>) -> f64 {
        let mut distinct = Distinct::default();
        values.for_each(|value| distinct.add(value.to_string().as_bytes()));
        distinct.share()
    }

    #[test]
    fn shares_are_exact_for_few_values_and_near_for_many() {
        assert!((share((0..1000).map(|n| n % 10)) - 0.01).abs() < 1e-12);
        assert!((share(0..300_000) - 1.0).abs() < 1e-12);
        assert!((share((0..300_000).map(|n| n / 3)) - 1.0 / 3.0).abs() < 0.02);
        let mixed = (0..300_000).map(|n| if n < 150_000 { n } else { n % 1000 });
        assert!((share(mixed) - 0.5).abs() < 0.03);
        assert!(share(std::iter::empty()).abs() < 1e-12);
    }
}
