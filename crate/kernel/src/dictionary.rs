//! A column's distinct values, numbered in the order of first sight.

use crate::block::word;
use crate::records::Cell;

const K: u64 = 0x9e37_79b9_7f4a_7c15;

/// A hash of `bytes` for tables within one run.
#[inline]
pub fn hash_bytes(bytes: &[u8]) -> u64 {
    let n = bytes.len();
    let mut hash = (n as u64).wrapping_mul(K);
    if n < 8 {
        let mut own = [0; 8];
        own[..n].copy_from_slice(bytes);
        return mix(hash ^ u64::from_le_bytes(own));
    }
    let mut at = 0;
    while at + 8 < n {
        hash = mix(hash ^ word(&bytes[at..at + 8]));
        at += 8;
    }
    mix(hash ^ word(&bytes[n - 8..]))
}

#[inline(always)]
fn mix(x: u64) -> u64 {
    let x = (x ^ x >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93);
    x ^ x >> 32
}

/// The most values that codes of 16 bits can tell apart.
const MAX_VALUES: usize = 1 << 16;

#[derive(Debug, Clone, Copy)]
struct Slot {
    hash: u64,
    /// One more than the code; 0 where the slot is free.
    code: u32,
    len: u32,
}

const FREE: Slot = Slot { hash: 0, code: 0, len: 0 };

/// Distinct values, each by the cell where it was seen first.
#[derive(Debug, Clone)]
pub struct Dictionary {
    slots: Vec<Slot>,
    values: Vec<Cell>,
}

impl Default for Dictionary {
    fn default() -> Self {
        Dictionary { slots: vec![FREE; 64], values: Vec::new() }
    }
}

impl Dictionary {
    /// The cell of each value, by code.
    pub fn values(&self) -> &[Cell] {
        &self.values
    }

    /// Moves the values behind a text of `n` bytes by so many bytes.
    pub fn shift(&mut self, n: u32, by: u32) {
        crate::column::shift_cells(&mut self.values, n, by);
    }

    /// Appends the codes of a column's cells: those at `first`, `first + step`, … of `cells`. Stops
    /// at a value that is one too many and says how many cells were coded.
    #[inline(never)]
    pub fn code(
        &mut self,
        text: &[u8],
        side: &[u8],
        cells: &[Cell],
        (first, step): (usize, usize),
        codes: &mut Vec<u16>,
    ) -> usize {
        let mut n = 0;
        let mut at = first;
        while at < cells.len() {
            let Some(code) = self.code_of(text, side, cells[at]) else { return n };
            codes.push(code);
            n += 1;
            at += step;
        }
        n
    }

    #[inline(always)]
    fn code_of(&mut self, text: &[u8], side: &[u8], cell: Cell) -> Option<u16> {
        let own = bytes(text, side, cell);
        let hash = hash_cell(text, cell, own);
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let slot = self.slots[at];
            if slot.code == 0 {
                return self.add(at, hash, cell, own.len());
            }
            if slot.hash == hash && slot.len as usize == own.len() {
                let code = slot.code - 1;
                // Up to eight bytes the hash is the value in another form.
                let is_same =
                    own.len() <= 8 || bytes(text, side, self.values[code as usize]) == own;
                if is_same {
                    return Some(code as u16);
                }
            }
            at = (at + 1) & mask;
        }
    }

    #[cold]
    #[inline(never)]
    fn add(&mut self, at: usize, hash: u64, cell: Cell, len: usize) -> Option<u16> {
        let code = self.values.len();
        if code == MAX_VALUES {
            return None;
        }
        self.values.push(cell);
        self.slots[at] = Slot { hash, code: code as u32 + 1, len: len as u32 };
        if self.values.len() * 2 > self.slots.len() {
            self.grow();
        }
        Some(code as u16)
    }

    fn grow(&mut self) {
        let n = self.slots.len() * 2;
        let old = std::mem::replace(&mut self.slots, vec![FREE; n]);
        for slot in old.into_iter().filter(|slot| slot.code > 0) {
            let mut at = slot.hash as usize & (n - 1);
            while self.slots[at].code > 0 {
                at = (at + 1) & (n - 1);
            }
            self.slots[at] = slot;
        }
    }
}

/// The bytes of a cell: offsets behind the text count on in `side`.
#[inline(always)]
pub(crate) fn bytes<'a>(text: &'a [u8], side: &'a [u8], cell: Cell) -> &'a [u8] {
    let (start, end) = (cell.start as usize, cell.end as usize);
    if start < text.len() { &text[start..end] } else { &side[start - text.len()..end - text.len()] }
}

/// [`hash_bytes`] of a cell, with one load for the shortest.
#[inline(always)]
fn hash_cell(text: &[u8], cell: Cell, own: &[u8]) -> u64 {
    let n = own.len();
    let start = cell.start as usize;
    match text.get(start..start + 8) {
        Some(eight) if n < 8 => {
            let kept = word(eight) & !(u64::MAX << (n * 8));
            mix((n as u64).wrapping_mul(K) ^ kept)
        }
        _ => hash_bytes(own),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_number_values_in_the_order_of_first_sight() {
        let words: Vec<String> = (0..70_000).map(|n| format!("value {}", n * 3 % 70_000)).collect();
        let short = ["", "a", "b", "", "a", "ab", "abcdefg", "abcdefgh", "abcdefghi", "abcdefgh"];
        let mut text = String::new();
        let mut cells = Vec::new();
        for own in short.iter().copied().chain(words.iter().map(String::as_str)) {
            let start = text.len() as u32;
            text.push_str(own);
            cells.push(Cell { start, end: text.len() as u32 });
        }
        let (text, side) = text.as_bytes().split_at(text.len() / 2);
        let (mut dictionary, mut codes) = (Dictionary::default(), Vec::new());
        let n = short.len();
        assert_eq!(dictionary.code(text, side, &cells[..n], (0, 1), &mut codes), n);
        assert_eq!(codes, [0, 1, 2, 0, 1, 3, 4, 5, 6, 5]);
        let last = cells
            .iter()
            .position(|cell| (cell.start as usize) < text.len() && cell.end as usize > text.len());
        let cells: Vec<Cell> = cells
            .iter()
            .enumerate()
            .filter(|(at, _)| Some(*at) != last)
            .map(|own| *own.1)
            .collect();
        let taken = dictionary.code(text, side, &cells[n..], (0, 1), &mut codes);
        assert_eq!(taken, MAX_VALUES - 7);
        assert!(codes[n..].iter().enumerate().all(|(at, code)| *code as usize == at + 7));
    }

    #[test]
    fn hashes_of_cells_are_those_of_their_bytes() {
        let text = b"abcdefghijklmnopqrstuvwxyz";
        for (start, end) in [(0, 0), (0, 3), (1, 8), (2, 10), (3, 20), (22, 26), (26, 26)] {
            let own = &text[start..end];
            let cell = Cell { start: start as u32, end: end as u32 };
            assert_eq!(hash_cell(text, cell, own), hash_bytes(own));
        }
    }
}
