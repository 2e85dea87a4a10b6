//! How many values of a column differ, by a sample that does not depend on the order of rows.

use crate::dictionary::{bytes, hash_bytes};
use crate::records::Cell;
use crate::value::is_open_date;

/// Hashes that are kept: few enough to stay in the processor's cache.
const KEPT: usize = 1 << 12;

/// The share of every `step`th cell that are the first with their value: exact up to 4,096 distinct
/// values and where no value recurs, else from those whose hash falls into an ever smaller part
/// (M. Wegman's adaptive sampling).
#[inline(never)]
pub fn distinct_share(text: &[u8], side: &[u8], cells: &[Cell], step: usize) -> f64 {
    let mut slots: Vec<(u64, u32)> = vec![(0, 0); KEPT * 4];
    let (mut n, mut mask) = (0, 0_u64);
    for cell in cells.iter().step_by(step) {
        let hash = hash_bytes(bytes(text, side, *cell));
        if hash & mask != 0 {
            continue;
        }
        n += usize::from(insert(&mut slots, hash, 1));
        if n > KEPT {
            mask = mask << 1 | 1;
            let old = std::mem::replace(&mut slots, vec![(0, 0); KEPT * 4]);
            let kept = old.into_iter().filter(|(hash, count)| *count > 0 && hash & mask == 0);
            n = kept.map(|(hash, count)| usize::from(insert(&mut slots, hash, count))).sum();
        }
    }
    let n_rows = cells.len().div_ceil(step);
    if n_rows == 0 {
        return 0.0;
    }
    if slots.iter().all(|(_, count)| *count < 2) {
        return 1.0;
    }
    (n as f64 * (mask + 1) as f64 / n_rows as f64).min(1.0)
}

/// Counts a hash; whether it is new.
fn insert(slots: &mut [(u64, u32)], hash: u64, count: u32) -> bool {
    let last = slots.len() - 1;
    // The lowest bits are the same for all that are kept.
    let mut at = (hash >> 32) as usize & last;
    while slots[at].1 > 0 && slots[at].0 != hash {
        at = (at + 1) & last;
    }
    let is_new = slots[at].1 == 0;
    slots[at] = (hash, slots[at].1 + count);
    is_new
}

/// Whether a cell is a whole number written with a zero before it, as identifiers are.
#[inline(never)]
pub fn has_leading_zero(text: &[u8], cells: &[Cell]) -> bool {
    cells.iter().any(|cell| {
        let (start, end) = (cell.start as usize, cell.end as usize);
        end - start > 1
            && text.get(start) == Some(&b'0')
            && text.get(start..end).is_some_and(|own| own.iter().all(u8::is_ascii_digit))
    })
}

/// Whether some cell is a date that does not tell the day from the month.
#[inline(never)]
pub fn has_open_date(text: &[u8], side: &[u8], cells: &[Cell]) -> bool {
    cells.iter().any(|cell| is_open_date(bytes(text, side, *cell)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(values: impl Iterator<Item = String>) -> f64 {
        let mut text = String::new();
        let mut cells = Vec::new();
        for value in values {
            let start = text.len() as u32;
            text.push_str(&value);
            cells.push(Cell { start, end: text.len() as u32 });
        }
        distinct_share(text.as_bytes(), b"", &cells, 1)
    }

    #[test]
    fn shares_are_exact_for_few_values_and_near_for_many() {
        assert!((share((0..1000).map(|n| (n % 10).to_string())) - 0.01).abs() < 1e-12);
        assert!((share((0..300_000).map(|n| n.to_string())) - 1.0).abs() < 1e-12);
        assert!((share((0..300_000).map(|n| (n / 3).to_string())) - 1.0 / 3.0).abs() < 0.02);
        let mixed = (0..300_000).map(|n| if n < 150_000 { n } else { n % 1000 }.to_string());
        assert!((share(mixed) - 0.5).abs() < 0.04);
        assert!(share(std::iter::empty()).abs() < 1e-12);
    }

    #[test]
    fn identifiers_have_leading_zeros() {
        let text = b"0012,0.5,0,120";
        let cell = |start, end| Cell { start, end };
        assert!(has_leading_zero(text, &[cell(11, 14), cell(0, 4)]));
        assert!(!has_leading_zero(text, &[cell(5, 8), cell(9, 10), cell(11, 14)]));
    }
}
