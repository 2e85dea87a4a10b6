//! Rows by group: of a theme, of an account.

use undertone_kernel::group_rows;

use super::RowMask;

/// Chosen rows, group by group and ascending within each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Groups {
    rows: Vec<u32>,
    /// Where each group begins, where those of no group do, and the end.
    starts: Vec<u32>,
}

impl Default for Groups {
    fn default() -> Self {
        Groups { rows: Vec::new(), starts: vec![0; 2] }
    }
}

impl Groups {
    /// The rows of `mask` by the code that each has in `codes`; those of none of the first `n` codes
    /// are in no group.
    pub fn of(codes: &[u32], mask: &RowMask, n: usize) -> Groups {
        let (rows, starts) = group_rows(codes, mask.words(), n);
        Groups { rows, starts }
    }

    /// How many groups there are, empty ones among them.
    pub fn len(&self) -> usize {
        self.starts.len() - 2
    }

    /// Whether there is no group.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The rows of `group`, ascending.
    pub fn get(&self, group: usize) -> &[u32] {
        &self.rows[self.starts[group] as usize..self.starts[group + 1] as usize]
    }

    /// The rows of each group.
    pub fn iter(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.len()).map(|group| self.get(group))
    }

    /// The rows of no group, ascending.
    pub fn rest(&self) -> &[u32] {
        &self.rows[self.starts[self.len()] as usize..]
    }

    /// All rows, group by group, and where each group begins, those of no group do, and the end.
    pub(crate) fn into_parts(self) -> (Vec<u32>, Vec<u32>) {
        (self.rows, self.starts)
    }

    /// See [`into_parts`](Groups::into_parts).
    pub(crate) fn parts(&self) -> (&[u32], &[u32]) {
        (&self.rows, &self.starts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_chosen_row_is_in_the_group_of_its_code() {
        let codes = [2, 0, u32::MAX, 2, 0, 7, 2];
        let mask = RowMask::from_fn(8, |row| row != 4);
        let groups = Groups::of(&codes, &mask, 3);
        let listed: Vec<&[u32]> = groups.iter().collect();
        assert_eq!(listed, [&[1][..], &[], &[0, 3, 6]]);
        assert_eq!(groups.rest(), [2, 5, 7]);
        assert_eq!((groups.len(), groups.is_empty()), (3, false));
        let none = Groups::of(&[], &RowMask::all(2), 0);
        assert_eq!((none.is_empty(), none.rest()), (true, &[0, 1][..]));
        assert_eq!(Groups::default(), Groups::of(&[], &RowMask::none(0), 0));
    }
}
