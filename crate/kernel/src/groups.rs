//! Rows by group, and what is said by each group as a whole.

use crate::NO_CODE;

fn each_bit(words: &[u64], mut each: impl FnMut(usize)) {
    for (idx, word) in words.iter().enumerate() {
        let mut rest = *word;
        while rest != 0 {
            each(idx * 64 + rest.trailing_zeros() as usize);
            rest &= rest - 1;
        }
    }
}

/// The rows whose bits are set (bit `i % 64` of word `i / 64`), group by group and ascending within
/// each, with the `n + 2` places where groups begin and the last one ends: behind the `n` groups
/// stand the rows of any other code, or of none.
#[inline(never)]
pub fn group_rows(codes: &[u32], words: &[u64], n: usize) -> (Vec<u32>, Vec<u32>) {
    let group = |row: usize| codes.get(row).map_or(n, |code| (*code as usize).min(n));
    let mut starts = vec![0_u32; n + 3];
    each_bit(words, |row| starts[group(row) + 2] += 1);
    for at in 2..starts.len() {
        starts[at] += starts[at - 1];
    }
    // The start of each group, one place further on; filling moves it to the group's end.
    let mut rows = vec![0; starts[n + 2] as usize];
    each_bit(words, |row| {
        let place = &mut starts[group(row) + 1];
        rows[*place as usize] = row as u32;
        *place += 1;
    });
    starts.truncate(n + 2);
    (rows, starts)
}

/// The one code of all rows of each of `n` groups, [`NO_CODE`] where a group has no row; none where
/// the rows of a group differ. Rows behind the end of `codes` have no code.
#[inline(never)]
pub fn common_codes(codes: &[u32], group_of: &[u32], n: usize) -> Option<Vec<u32>> {
    // No column has as many codes as that.
    const UNSEEN: u32 = NO_CODE - 1;
    let mut common = vec![UNSEEN; n];
    for (row, group) in group_of.iter().enumerate() {
        let Some(own) = common.get_mut(*group as usize) else { continue };
        let code = codes.get(row).copied().unwrap_or(NO_CODE);
        if *own == UNSEEN {
            *own = code;
        } else if *own != code {
            return None;
        }
    }
    for own in &mut common {
        *own = if *own == UNSEEN { NO_CODE } else { *own };
    }
    Some(common)
}

/// Of each code the rows, those rows of which one group counts at most `cap`, and the groups.
/// `rows` and `starts` are as [`group_rows`] gives them; each row of the last group stands for
/// itself, and is no group. There are at most 255 codes; larger ones are none.
#[inline(never)]
pub fn count_voices(
    codes: &[u32],
    (rows, starts): (&[u32], &[u32]),
    n_codes: usize,
    cap: u32,
) -> Vec<[u32; 3]> {
    // Codes lie far apart where rows are read group by group: small ones stay near the processor.
    let none = n_codes as u32;
    let codes: Vec<u8> = codes.iter().map(|code| (*code).min(none) as u8).collect();
    let mut voices = vec![[0; 3]; n_codes];
    // The group that was last seen with each code, and its rows.
    let mut last = vec![(u32::MAX, 0_u32); n_codes];
    let code_of = |row: &u32| codes.get(*row as usize).map_or(n_codes, |code| usize::from(*code));
    let n_groups = starts.len().saturating_sub(2);
    for group in 0..n_groups {
        for row in &rows[starts[group] as usize..starts[group + 1] as usize] {
            let code = code_of(row);
            let (Some(own), Some(last)) = (voices.get_mut(code), last.get_mut(code)) else {
                continue;
            };
            if last.0 != group as u32 {
                *last = (group as u32, 0);
                own[2] += 1;
            }
            own[0] += 1;
            own[1] += u32::from(last.1 < cap);
            last.1 += 1;
        }
    }
    for row in &rows[starts[n_groups] as usize..] {
        if let Some(own) = voices.get_mut(code_of(row)) {
            own[0] += 1;
            own[1] += 1;
        }
    }
    voices
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Codes of 700 rows, one in nine missing.
    fn codes(n: u32, step: u32) -> Vec<u32> {
        let code = |row: u32| if row % 9 == 4 { NO_CODE } else { row * step / 7 % n };
        (0..700).map(code).collect()
    }

    fn words() -> Vec<u64> {
        (0..11_u64).map(|at| at.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1 << at).collect()
    }

    fn is_set(words: &[u64], row: usize) -> bool {
        words[row / 64] >> (row % 64) & 1 == 1
    }

    #[test]
    fn rows_are_grouped_as_one_by_one() {
        let words = words();
        for (codes, n) in [(codes(23, 31), 23), (codes(23, 31), 20), (vec![], 3), (vec![], 0)] {
            let (rows, starts) = group_rows(&codes, &words, n);
            assert_eq!((starts.len(), starts[0]), (n + 2, 0));
            for group in 0..=n {
                let is_own = |row: &usize| {
                    let code = codes.get(*row).map_or(usize::MAX, |code| *code as usize);
                    is_set(&words, *row) && code.min(n) == group
                };
                let slow: Vec<u32> = (0..704).filter(is_own).map(|row| row as u32).collect();
                let span = starts[group] as usize..starts[group + 1] as usize;
                assert_eq!(&rows[span], slow.as_slice(), "{group}");
            }
        }
    }

    #[test]
    fn voices_are_counted_as_one_by_one() {
        let words = words();
        let (codes, groups) = (codes(6, 13), codes(40, 29));
        let grouped = group_rows(&groups, &words, 40);
        let voices = count_voices(&codes, (&grouped.0, &grouped.1), 6, 3);
        for (code, own) in voices.iter().enumerate() {
            let rows = |group: u32| {
                let is_own = |row: &usize| {
                    codes[*row] as usize == code && groups[*row] == group && is_set(&words, *row)
                };
                (0..700).filter(is_own).count() as u32
            };
            let by_group: Vec<u32> = (0..40).map(rows).collect();
            let alone = rows(NO_CODE);
            let n = by_group.iter().sum::<u32>() + alone;
            let capped = by_group.iter().map(|n| n.min(&3)).sum::<u32>() + alone;
            let n_groups = by_group.iter().filter(|n| **n > 0).count() as u32;
            assert_eq!(*own, [n, capped, n_groups]);
        }
        assert!(voices.iter().any(|own| own[1] < own[0]));
    }

    #[test]
    fn a_group_has_a_code_where_none_of_its_rows_has_another() {
        let groups = [0, 1, 0, NO_CODE, 3, 3, 1];
        let codes = [5, NO_CODE, 5, 7, 2, 2];
        let common = Some(vec![5, NO_CODE, NO_CODE, 2]);
        assert_eq!(common_codes(&codes, &groups, 4), common);
        assert_eq!(common_codes(&[5, 4, 5, 7, 2, 2, NO_CODE], &groups, 4), None);
        assert_eq!(common_codes(&[], &[], 0), Some(Vec::new()));
    }
}
