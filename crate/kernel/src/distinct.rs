//! How many values of a column differ, by a sample that does not depend on the order of rows.

use crate::dictionary::hash_bytes;

/// Hashes that are kept: few enough to stay in the processor's cache.
const KEPT: usize = 1 << 12;
const SLOTS: usize = KEPT * 4;

/// In a slot: it is taken.
const TAKEN: u64 = 1 << 63;
/// In a slot: its hash was seen more than once.
const TWIN: u64 = 1 << 62;

/// Counts distinct values: exactly up to 4,096 of them and where no value recurs, else by those whose
/// hash falls into an ever smaller part (M. Wegman's adaptive sampling).
#[derive(Debug, Clone)]
pub struct Distinct {
    slots: Vec<u64>,
    n: usize,
    n_seen: u64,
    mask: u64,
}

impl Default for Distinct {
    fn default() -> Self {
        Distinct { slots: vec![0; SLOTS], n: 0, n_seen: 0, mask: 0 }
    }
}

impl Distinct {
    /// Counts a value.
    #[inline]
    pub fn add(&mut self, value: &[u8]) {
        self.n_seen += 1;
        let hash = hash_bytes(value) & !TWIN | TAKEN;
        if hash & self.mask == 0 {
            self.keep(hash);
        }
    }

    #[inline(never)]
    fn keep(&mut self, slot: u64) {
        self.insert(slot);
        while self.n > KEPT {
            self.narrow(self.mask << 1 | 1);
        }
    }

    /// Keeps no more than the hashes that have none of the bits of `mask`.
    fn narrow(&mut self, mask: u64) {
        self.mask = mask;
        let old = std::mem::replace(&mut self.slots, vec![0; SLOTS]);
        self.n = 0;
        for slot in old.into_iter().filter(|slot| *slot != 0 && slot & mask == 0) {
            self.insert(slot);
        }
    }

    /// Puts a hash in, or marks it as a twin.
    fn insert(&mut self, slot: u64) {
        // The lowest bits are the same for all that are kept.
        let mut at = (slot >> 32) as usize % SLOTS;
        while self.slots[at] != 0 && (self.slots[at] ^ slot) & !TWIN != 0 {
            at = (at + 1) % SLOTS;
        }
        let is_new = self.slots[at] == 0;
        self.n += usize::from(is_new);
        self.slots[at] |= if is_new { slot } else { TWIN };
    }

    /// Takes over what another one saw, as if it had been seen here.
    pub fn join(&mut self, other: &Distinct) {
        self.n_seen += other.n_seen;
        if other.mask > self.mask {
            self.narrow(other.mask);
        }
        for slot in other.slots.iter().filter(|slot| **slot != 0) {
            if slot & self.mask == 0 {
                self.keep(*slot);
            }
        }
    }

    /// The share of values that are the first of their kind.
    pub fn share(&self) -> f64 {
        if self.n_seen == 0 {
            return 0.0;
        }
        if !self.slots.iter().any(|slot| slot & TWIN != 0) {
            return 1.0;
        }
        (self.n as f64 * (self.mask + 1) as f64 / self.n_seen as f64).min(1.0)
    }
}

impl PartialEq for Distinct {
    fn eq(&self, other: &Distinct) -> bool {
        let sorted = |own: &Distinct| {
            let mut slots = own.slots.clone();
            slots.sort_unstable();
            slots
        };
        (self.n_seen, self.mask) == (other.n_seen, other.mask) && sorted(self) == sorted(other)
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

    #[test]
    fn counted_in_parts_is_counted_at_once() {
        let values: [fn(u32) -> u32; 4] = [|n| n, |n| n / 2, |n| n % 5000, |n| n * n % 65_537];
        for value in values {
            for (n, cuts) in [(100, [0, 40, 41]), (4097, [1, 2000, 4096]), (60_000, [9, 9, 9000])] {
                let seen = |from: u32, to: u32| {
                    let mut own = Distinct::default();
                    (from..to).for_each(|n| own.add(value(n).to_string().as_bytes()));
                    own
                };
                let mut joined = seen(0, cuts[0]);
                for (from, to) in [(cuts[0], cuts[1]), (cuts[1], cuts[2]), (cuts[2], n)] {
                    joined.join(&seen(from, to));
                }
                assert!(joined == seen(0, n), "{n} {cuts:?}");
                assert_eq!(joined.share().to_bits(), seen(0, n).share().to_bits());
            }
        }
    }
}
