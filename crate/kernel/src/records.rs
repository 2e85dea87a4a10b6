//! Records of delimited text, found 64 bytes at a time: those without any oddity. Whatever is odd
//! stops the scan and is left to a slower and more patient reader.

use crate::block::{BLOCK, parity, places};

/// Where a cell lies in the text, without the quotes around it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cell {
    /// Offset of its first byte.
    pub start: u32,
    /// Offset behind its last byte.
    pub end: u32,
}

/// What makes a record regular.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// Between cells.
    pub delimiter: u8,
    /// Behind records; a carriage return before it belongs to it.
    pub line_end: u8,
    /// Around cells, doubled within them.
    pub quote: Option<u8>,
    /// Cells of a record.
    pub width: u32,
}

/// Regular records, one after the other.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Regular {
    /// The cells, record by record.
    pub cells: Vec<Cell>,
    /// Where each record begins.
    pub starts: Vec<u32>,
    /// Which of the cells hold doubled quotes.
    pub escaped: Vec<u32>,
}

/// Appends regular records from `start` on to `out` until it holds `limit`; gives where the first
/// record begins that was not taken: the limit was reached, it is odd, or no line end closes it.
///
/// A record is regular when it has `width` cells, each of them either without any quote or quoted as
/// RFC 4180 says.
#[inline(never)]
pub fn regular(bytes: &[u8], start: usize, shape: Shape, limit: usize, out: &mut Regular) -> usize {
    if is_marked(bytes, start) {
        return start;
    }
    // Locals: through `out` every push would read and write its length in memory.
    let mut cells = std::mem::take(&mut out.cells);
    let mut starts = std::mem::take(&mut out.starts);
    let mut mark = (cells.len(), out.escaped.len());
    let (mut record, mut at, mut base) = (start, start, start);
    let (mut inside, mut n_quotes, mut n) = (0_u64, 0_u32, 0_u32);
    'blocks: while base < bytes.len() && starts.len() < limit {
        let masks = masks(bytes, base, shape);
        let mut quotes = masks.quotes;
        let mut ends = masks.delimiters | masks.line_ends;
        if quotes | inside != 0 {
            let quoted = parity(quotes) ^ inside;
            inside = (quoted.cast_signed() >> 63).cast_unsigned();
            ends &= !quoted;
        }
        while ends != 0 {
            let bit = ends & ends.wrapping_neg();
            ends ^= bit;
            let own = quotes & (bit - 1);
            if own != 0 {
                n_quotes += own.count_ones();
                quotes ^= own;
            }
            let next = base + bit.trailing_zeros() as usize;
            let is_last = masks.line_ends & bit != 0;
            let mut end = next;
            if is_last && shape.line_end == b'\n' && end > at && bytes[end - 1] == b'\r' {
                end -= 1;
            }
            let mut cell = Cell { start: at as u32, end: end as u32 };
            if n_quotes > 0 {
                match unquoted(bytes, cell, shape.quote, n_quotes) {
                    None => break 'blocks,
                    Some((inner, is_escaped)) => {
                        if is_escaped {
                            out.escaped.push(cells.len() as u32);
                        }
                        cell = inner;
                    }
                }
                n_quotes = 0;
            }
            cells.push(cell);
            n += 1;
            at = next + 1;
            if is_last != (n == shape.width) {
                break 'blocks;
            }
            if is_last {
                starts.push(record as u32);
                record = at;
                mark = (cells.len(), out.escaped.len());
                n = 0;
                if starts.len() == limit || is_marked(bytes, record) {
                    break 'blocks;
                }
            }
        }
        n_quotes += quotes.count_ones();
        base += BLOCK;
    }
    cells.truncate(mark.0);
    out.escaped.truncate(mark.1);
    (out.cells, out.starts) = (cells, starts);
    record
}

/// Where the bytes stand in a block that mean something.
struct Masks {
    quotes: u64,
    delimiters: u64,
    line_ends: u64,
}

#[inline(always)]
fn masks(bytes: &[u8], base: usize, shape: Shape) -> Masks {
    let mut last = [0; BLOCK];
    let rest = &bytes[base..];
    let block = if let Some(whole) = rest.first_chunk() {
        whole
    } else {
        last[..rest.len()].copy_from_slice(rest);
        &last
    };
    Masks {
        quotes: shape.quote.map_or(0, |quote| places(block, quote)),
        delimiters: places(block, shape.delimiter),
        line_ends: places(block, shape.line_end),
    }
}

/// What stands within the quotes of a cell with `n` of them, and whether some are doubled; `None`
/// where they are not as RFC 4180 wants them.
#[inline]
fn unquoted(bytes: &[u8], cell: Cell, quote: Option<u8>, n: u32) -> Option<(Cell, bool)> {
    let own = &bytes[cell.start as usize..cell.end as usize];
    let [first, inner @ .., last] = own else { return None };
    let is_quoted = Some(*first) == quote && first == last && n.is_multiple_of(2);
    if !is_quoted || n > 2 && !is_paired(inner, *first) {
        return None;
    }
    Some((Cell { start: cell.start + 1, end: cell.end - 1 }, n > 2))
}

/// Whether a byte-order mark stands at `at`: files that were put together have them in between.
fn is_marked(bytes: &[u8], at: usize) -> bool {
    at < bytes.len() && bytes[at] == 0xef && bytes[at..].starts_with(b"\xef\xbb\xbf")
}

/// Whether every quote in `inner` is followed by its twin.
fn is_paired(inner: &[u8], quote: u8) -> bool {
    let mut at = 0;
    while at < inner.len() {
        if inner[at] == quote {
            if inner.get(at + 1) != Some(&quote) {
                return false;
            }
            at += 1;
        }
        at += 1;
    }
    true
}

/// How often `byte` stands in `bytes`.
#[inline(never)]
pub fn count_byte(bytes: &[u8], byte: u8) -> usize {
    let (blocks, rest) = bytes.as_chunks::<BLOCK>();
    let whole: u32 = blocks.iter().map(|block| places(block, byte).count_ones()).sum();
    whole as usize + rest.iter().map(|own| usize::from(*own == byte)).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHAPE: Shape = Shape { delimiter: b',', line_end: b'\n', quote: Some(b'"'), width: 2 };

    fn taken(text: &str) -> (Vec<&str>, usize) {
        let mut out = Regular::default();
        let next = regular(text.as_bytes(), 0, SHAPE, 1000, &mut out);
        assert_eq!(out.cells.len(), out.starts.len() * 2);
        let own = |cell: &Cell| &text[cell.start as usize..cell.end as usize];
        let cells: Vec<&str> = out.cells.iter().map(own).collect();
        for (at, cell) in cells.iter().enumerate() {
            assert_eq!(out.escaped.contains(&(at as u32)), cell.contains('"'));
        }
        (cells, next)
    }

    #[test]
    fn regular_records_are_taken_up_to_the_first_odd_one() {
        let long = "x".repeat(200);
        let wide = format!("{long},\"{long}\n,\"\"{long}\"\n1,2\n");
        for (text, want, next) in [
            ("a,b\nc,d\n", vec!["a", "b", "c", "d"], 8),
            ("a,b\r\n\"c\",\r\n", vec!["a", "b", "c", ""], 11),
            ("\"a,\n\"\"\",b\n", vec!["a,\n\"\"", "b"], 10),
            ("a,b\nc\nd,e\n", vec!["a", "b"], 4),
            ("a,b,c\n", vec![], 0),
            ("a,5\" pipe\nc,d\n", vec![], 0),
            ("a,b\n\"c\"x,d\n", vec!["a", "b"], 4),
            ("a,b\n\"c\" ,d\n", vec!["a", "b"], 4),
            ("a,b\n\u{feff}c,d\n", vec!["a", "b"], 4),
            ("a,b", vec![], 0),
            ("a,\"b", vec![], 0),
        ] {
            assert_eq!(taken(text), (want, next), "{text:?}");
        }
        let inner = format!("{long}\n,\"\"{long}");
        assert_eq!(taken(&wide).0, [long.as_str(), inner.as_str(), "1", "2"]);
        assert_eq!(count_byte(wide.as_bytes(), b'"'), 4);
    }
}
