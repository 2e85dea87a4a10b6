//! Rows to the cells of a table, and what lies in each cell counted by kind.

/// The code of a row without a value.
pub const NO_CODE: u32 = u32::MAX;

/// Rows taken at a time, so that what one step writes is still near when the next reads it.
const BLOCK: usize = 1024;

/// One side of a table: the code of each row, from one column or from two (the second within the
/// first), and the group that each code belongs to.
#[derive(Debug, Clone, Copy, Default)]
pub struct Side<'a> {
    /// Codes of the rows; none where all rows are in group 0.
    pub outer: Option<&'a [u32]>,
    /// Codes within those, and how many there are: the code of a row is `outer × n + inner`.
    pub inner: Option<(&'a [u32], u32)>,
    /// How many codes there are. [`NO_CODE`] on either column makes this one.
    pub n_codes: u32,
    /// The group of each code, and of no code last; none where each code is a group of its own.
    pub group: Option<&'a [u32]>,
}

impl Side<'_> {
    /// Groups of the rows `from..from + out.len()`.
    fn fill(&self, from: usize, out: &mut [u32]) {
        let Some(outer) = self.outer else { return out.fill(0) };
        let outer = &outer[from..from + out.len()];
        match self.inner {
            None => {
                for (out, code) in out.iter_mut().zip(outer) {
                    *out = (*code).min(self.n_codes);
                }
            }
            Some((inner, n)) => {
                for ((out, outer), inner) in out.iter_mut().zip(outer).zip(&inner[from..]) {
                    let code = outer.wrapping_mul(n).wrapping_add(*inner);
                    let is_missing = *outer == NO_CODE || *inner == NO_CODE;
                    *out = if is_missing { self.n_codes } else { code.min(self.n_codes) };
                }
            }
        }
        if let Some(group) = self.group {
            for out in out {
                *out = group[*out as usize];
            }
        }
    }
}

/// The cell of each of `n` rows: group down × `width` + group across. Rows that `keep` leaves out
/// (bit `i % 64` of word `i / 64`) are in the cell `left_out`.
#[inline(never)]
pub fn place_cells(
    [down, across]: [&Side<'_>; 2],
    n: usize,
    width: u32,
    (keep, left_out): (Option<&[u64]>, u32),
) -> Vec<u32> {
    let mut cells = vec![0; n];
    let mut pad = [0; BLOCK];
    for (idx, block) in cells.chunks_mut(BLOCK).enumerate() {
        let from = idx * BLOCK;
        let pad = &mut pad[..block.len()];
        down.fill(from, block);
        across.fill(from, pad);
        for (cell, across) in block.iter_mut().zip(&*pad) {
            *cell = *cell * width + across;
        }
        if let Some(keep) = keep {
            for (cells, word) in block.chunks_mut(64).zip(&keep[from / 64..]) {
                for (bit, cell) in cells.iter_mut().enumerate() {
                    *cell = if word >> bit & 1 == 1 { *cell } else { left_out };
                }
            }
        }
    }
    cells
}

/// Adds one to `counts[cell × n_kinds + kind]` for each row.
#[inline(never)]
pub fn count_kinds(cells: &[u32], kinds: &[u8], n_kinds: usize, counts: &mut [u32]) {
    for (cell, kind) in cells.iter().zip(kinds) {
        counts[*cell as usize * n_kinds + usize::from(*kind)] += 1;
    }
}

/// The bits of `words` in another order: bit `i` of the result is bit `order[i]`.
#[inline(never)]
pub fn order_bits(words: &[u64], order: &[u32]) -> Vec<u64> {
    let word = |rows: &[u32]| {
        let mut own = 0;
        for (bit, row) in rows.iter().enumerate() {
            own |= (words[*row as usize / 64] >> (row % 64) & 1) << bit;
        }
        own
    };
    order.chunks(64).map(word).collect()
}

/// `column[order[i]]` for each `i`; [`NO_CODE`] behind the end of the column.
#[inline(never)]
pub fn order_codes(column: &[u32], order: &[u32]) -> Vec<u32> {
    order.iter().map(|row| column.get(*row as usize).copied().unwrap_or(NO_CODE)).collect()
}

/// Which numbers lie in `low..=high`, as bits.
#[inline(never)]
pub fn bits_within(numbers: &[i32], low: i32, high: i32) -> Vec<u64> {
    let word = |numbers: &[i32]| {
        let mut own = 0;
        for (bit, number) in numbers.iter().enumerate() {
            own |= u64::from((low..=high).contains(number)) << bit;
        }
        own
    };
    numbers.chunks(64).map(word).collect()
}

/// Which codes are marked, as bits; `marked` has one more for codes behind it.
#[inline(never)]
pub fn bits_marked(codes: &[u32], marked: &[bool]) -> Vec<u64> {
    let last = marked.len() - 1;
    let word = |codes: &[u32]| {
        let mut own = 0;
        for (bit, code) in codes.iter().enumerate() {
            own |= u64::from(marked[(*code as usize).min(last)]) << bit;
        }
        own
    };
    codes.chunks(64).map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that look random, the same every time (Marsaglia's xorshift).
    fn numbers(n: usize, below: u32) -> Vec<u32> {
        let mut state = 88_172_645_463_325_252_u64;
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state
        };
        (0..n).map(|_| (next() % u64::from(below)) as u32).collect()
    }

    fn with_gaps(codes: &[u32], last: u32) -> Vec<u32> {
        codes.iter().map(|code| if *code == last { NO_CODE } else { *code }).collect()
    }

    #[test]
    fn rows_are_placed_and_counted_as_one_by_one() {
        let n = 3000;
        let outer = with_gaps(&numbers(n, 4), 3);
        let inner = with_gaps(&numbers(n + 1, 6)[1..], 5);
        let across = with_gaps(&numbers(n + 2, 8)[2..], 7);
        let kinds: Vec<u8> = numbers(n + 3, 3)[3..].iter().map(|own| *own as u8).collect();
        let keep: Vec<u64> =
            numbers(n.div_ceil(64), u32::MAX).iter().map(|own| u64::from(*own)).collect();
        let group: Vec<u32> = (0..16).map(|code| code / 4).collect();
        for group in [None, Some(group.as_slice())] {
            let down = Side { outer: Some(&outer), inner: Some((&inner, 5)), n_codes: 15, group };
            let across_side = Side { outer: Some(&across), n_codes: 7, ..Side::default() };
            let left_out = 16 * 8;
            let cells = place_cells([&down, &across_side], n, 8, (Some(&keep), left_out));
            let mut counts = vec![0; (left_out as usize + 1) * 3];
            count_kinds(&cells, &kinds, 3, &mut counts);
            let mut slow = vec![0; counts.len()];
            for row in 0..n {
                let code = match (outer[row], inner[row]) {
                    (NO_CODE, _) | (_, NO_CODE) => 15,
                    (a, b) => a * 5 + b,
                };
                let code = group.map_or(code, |group| group[code as usize]);
                let cell = code * 8 + if across[row] == NO_CODE { 7 } else { across[row] };
                let cell = if keep[row / 64] >> (row % 64) & 1 == 1 { cell } else { left_out };
                assert_eq!(cells[row], cell, "{row}");
                slow[cell as usize * 3 + usize::from(kinds[row])] += 1;
            }
            assert_eq!(counts, slow);
        }
        let everything = place_cells([&Side::default(); 2], n, 1, (None, 1));
        assert_eq!(everything, vec![0; n]);
    }

    #[test]
    fn bits_are_ordered_and_made_as_one_by_one() {
        let order: Vec<u32> = (0..300).rev().step_by(2).collect();
        let numbers = numbers(300, 50);
        let days: Vec<i32> = numbers.iter().map(|own| *own as i32 - 20).collect();
        let bit = |words: &[u64], at: usize| words[at / 64] >> (at % 64) & 1 == 1;
        let within = bits_within(&days, -5, 12);
        let marked: Vec<bool> =
            (0..41_u32).map(|code| code == 40 || u32::is_multiple_of(code, 3)).collect();
        let by_code = bits_marked(&numbers, &marked);
        for row in 0..300 {
            assert_eq!(bit(&within, row), (-5..=12).contains(&days[row]));
            assert_eq!(bit(&by_code, row), numbers[row].is_multiple_of(3) || numbers[row] > 39);
        }
        let moved = order_bits(&within, &order);
        for (at, row) in order.iter().enumerate() {
            assert_eq!(bit(&moved, at), bit(&within, *row as usize));
        }
        assert_eq!(order_codes(&[5, 6], &[1, 0, 2]), [6, 5, NO_CODE]);
    }
}
