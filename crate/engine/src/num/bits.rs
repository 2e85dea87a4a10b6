//! A set of rows as a bit mask: filters are masks, rows are never copied.

/// A subset of the rows `0..len`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RowMask {
    words: Vec<u64>,
    len: u32,
}

impl RowMask {
    /// No row of `len`.
    pub fn none(len: u32) -> Self {
        RowMask { words: vec![0; (len as usize).div_ceil(64)], len }
    }

    /// All rows of `len`.
    pub fn all(len: u32) -> Self {
        Self::from_words(vec![u64::MAX; (len as usize).div_ceil(64)], len)
    }

    /// The rows for which `keep` holds.
    pub fn from_fn(len: u32, mut keep: impl FnMut(u32) -> bool) -> Self {
        let mut mask = Self::none(len);
        for row in 0..len {
            if keep(row) {
                mask.insert(row);
            }
        }
        mask
    }

    /// The rows whose bits are set: that of row `i` is `i % 64` of word `i / 64`.
    pub(crate) fn from_words(mut words: Vec<u64>, len: u32) -> Self {
        words.resize((len as usize).div_ceil(64), 0);
        if let (Some(last), 1..) = (words.last_mut(), len % 64) {
            *last &= (1 << (len % 64)) - 1;
        }
        RowMask { words, len }
    }

    /// The rows as bits, as [`from_words`](RowMask::from_words) takes them.
    pub(crate) fn words(&self) -> &[u64] {
        &self.words
    }

    /// How many rows there are in all, chosen or not.
    pub fn len(&self) -> u32 {
        self.len
    }

    /// Whether no row is chosen.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// Adds `row`; rows beyond the end are ignored.
    pub fn insert(&mut self, row: u32) {
        if row < self.len {
            self.words[(row / 64) as usize] |= 1 << (row % 64);
        }
    }

    /// Removes `row`.
    pub fn remove(&mut self, row: u32) {
        if row < self.len {
            self.words[(row / 64) as usize] &= !(1 << (row % 64));
        }
    }

    /// Whether `row` is chosen.
    #[inline]
    pub fn contains(&self, row: u32) -> bool {
        row < self.len && self.words[(row / 64) as usize] >> (row % 64) & 1 == 1
    }

    /// How many rows are chosen.
    pub fn count(&self) -> u32 {
        self.words.iter().map(|word| word.count_ones()).sum()
    }

    /// The rows that are in both sets.
    #[must_use]
    pub fn and(&self, other: &RowMask) -> RowMask {
        let words = self.words.iter().zip(&other.words).map(|(a, b)| a & b).collect();
        RowMask { words, len: self.len.min(other.len) }
    }

    /// The chosen rows, ascending.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        Rows { words: &self.words, at: 0, rest: self.words.first().copied().unwrap_or(0) }
    }

    /// The chosen rows, ascending, as a list.
    pub fn to_vec(&self) -> Vec<u32> {
        let mut rows = Vec::with_capacity(self.count() as usize);
        rows.extend(self.iter());
        rows
    }
}

/// See [`RowMask::iter`].
struct Rows<'a> {
    words: &'a [u64],
    /// The word that is read, and what is left of it.
    at: usize,
    rest: u64,
}

impl Iterator for Rows<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        while self.rest == 0 {
            self.at += 1;
            self.rest = *self.words.get(self.at)?;
        }
        let bit = self.rest.trailing_zeros();
        self.rest &= self.rest - 1;
        Some(self.at as u32 * 64 + bit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mask_lists_what_was_put_in() {
        let mut mask = RowMask::none(200);
        for row in [0, 63, 64, 127, 199, 250] {
            mask.insert(row);
        }
        mask.remove(64);
        assert_eq!(mask.iter().collect::<Vec<_>>(), [0, 63, 127, 199]);
        assert_eq!(mask.to_vec(), [0, 63, 127, 199]);
        let mut rows = RowMask::none(0);
        rows.insert(3);
        assert_eq!((rows.iter().next(), rows.to_vec().len()), (None, 0));
        assert_eq!(mask.count(), 4);
        assert!(mask.contains(127) && !mask.contains(64) && !mask.contains(250));
        assert_eq!(mask.and(&RowMask::from_fn(200, |row| row > 100)).count(), 2);
        assert_eq!(RowMask::all(130).count(), 130);
    }
}
