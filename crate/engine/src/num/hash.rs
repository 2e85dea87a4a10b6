//! Hashing with fixed keys, and a dictionary whose ids are the order of first sight.

/// Mixes 64 bits thoroughly (the finaliser of SplitMix64, Steele et al. 2014).
pub fn mix64(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// Hashes bytes, eight at a time; the same on every machine.
pub fn hash64(bytes: &[u8], seed: u64) -> u64 {
    let mut state = mix64(seed ^ 0x9e37_79b9_7f4a_7c15 ^ bytes.len() as u64);
    let chunks = bytes.chunks_exact(8);
    let tail = chunks.remainder();
    for chunk in chunks {
        let mut word = [0; 8];
        word.copy_from_slice(chunk);
        state = mix64(state ^ u64::from_le_bytes(word)).wrapping_add(0x9e37_79b9_7f4a_7c15);
    }
    let mut word = [0; 8];
    word[..tail.len()].copy_from_slice(tail);
    mix64(state ^ u64::from_le_bytes(word))
}

/// Gives each distinct string a number, in the order of first sight.
#[derive(Debug, Default, Clone)]
pub struct Interner {
    slots: Vec<u32>,
    ends: Vec<u32>,
    text: String,
}

const EMPTY: u32 = u32::MAX;

impl Interner {
    /// The number of `value`, new or known.
    pub fn intern(&mut self, value: &str) -> u32 {
        if (self.ends.len() + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let slot = self.slot_of(value);
        if self.slots[slot] == EMPTY {
            self.slots[slot] = self.ends.len() as u32;
            self.text.push_str(value);
            self.ends.push(self.text.len() as u32);
        }
        self.slots[slot]
    }

    /// The number of `value`, if it was seen.
    pub fn find(&self, value: &str) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        let id = self.slots[self.slot_of(value)];
        (id != EMPTY).then_some(id)
    }

    /// The string with number `id`; empty for a number never given.
    pub fn get(&self, id: u32) -> &str {
        let id = id as usize;
        let Some(end) = self.ends.get(id) else { return "" };
        let start = if id == 0 { 0 } else { self.ends[id - 1] };
        &self.text[start as usize..*end as usize]
    }

    /// How many distinct strings there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether none was seen.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// All strings in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len() as u32).map(|id| self.get(id))
    }

    fn slot_of(&self, value: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = hash64(value.as_bytes(), 0) as usize & mask;
        while self.slots[slot] != EMPTY && self.get(self.slots[slot]) != value {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(16);
        self.slots = vec![EMPTY; size];
        for id in 0..self.ends.len() as u32 {
            let mut slot = hash64(self.get(id).as_bytes(), 0) as usize & (size - 1);
            while self.slots[slot] != EMPTY {
                slot = (slot + 1) & (size - 1);
            }
            self.slots[slot] = id;
        }
    }
}

/// The value that occurs most often, of equals the first by name, and how many distinct ones there
/// are; `None` of nothing.
pub fn commonest<'a>(values: impl Iterator<Item = &'a str>) -> Option<(String, usize)> {
    let mut seen = Interner::default();
    let mut counts: Vec<u32> = Vec::new();
    for value in values {
        let id = seen.intern(value) as usize;
        counts.resize(seen.len(), 0);
        counts[id] += 1;
    }
    let rank = |id: &u32| (counts[*id as usize], std::cmp::Reverse(seen.get(*id)));
    let best = (0..seen.len() as u32).max_by_key(rank)?;
    Some((seen.get(best).to_owned(), seen.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interner_numbers_strings_in_the_order_of_first_sight() {
        let mut interner = Interner::default();
        let values: Vec<String> = (0..500).map(|i| format!("value {}", i % 137)).collect();
        let ids: Vec<u32> = values.iter().map(|value| interner.intern(value)).collect();
        assert_eq!(interner.len(), 137);
        for (value, id) in values.iter().zip(ids) {
            assert_eq!(interner.get(id), value);
            assert_eq!(interner.find(value), Some(id));
        }
        assert_eq!(interner.find("other"), None);
    }

    #[test]
    fn of_values_that_occur_as_often_the_first_by_name_is_the_commonest() {
        let most = |values: &[&str]| commonest(values.iter().copied());
        assert_eq!(most(&["b", "a", "b", "c", "c"]), Some(("b".to_owned(), 3)));
        assert_eq!(most(&[]), None);
    }

    #[test]
    fn hashes_do_not_change_between_releases() {
        assert_eq!(hash64(b"", 0), hash64(b"", 0));
        assert_ne!(hash64(b"a", 0), hash64(b"a\0", 0));
        assert_ne!(hash64(b"a", 0), hash64(b"a", 1));
    }
}
