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
    let mut scan = Scan { bytes, shape, at: start, quotes: 0, n: 0 };
    let mut record = start;
    let mut inside = 0_u64;
    let mut mark = out.mark();
    let mut base = start;
    if is_marked(bytes, start) {
        return start;
    }
    while base < bytes.len() && out.starts.len() < limit {
        let block = block(bytes, base);
        let quotes = shape.quote.map_or(0, |quote| places(&block, quote));
        let quoted = parity(quotes) ^ inside;
        inside = (quoted.cast_signed() >> 63).cast_unsigned();
        let line_ends = places(&block, shape.line_end);
        let mut ends = (places(&block, shape.delimiter) | line_ends) & !quoted;
        let mut left = quotes;
        while ends != 0 {
            let bit = ends & ends.wrapping_neg();
            ends ^= bit;
            let own = left & (bit - 1);
            if own != 0 {
                scan.quotes += own.count_ones();
                left ^= own;
            }
            let end = base + bit.trailing_zeros() as usize;
            let is_last = line_ends & bit != 0;
            let is_odd = scan.cell(end, is_last, out);
            scan.n += 1;
            scan.at = end + 1;
            if is_odd || is_last != (scan.n == shape.width) {
                out.reset(mark);
                return record;
            }
            if is_last {
                out.starts.push(record as u32);
                record = scan.at;
                mark = out.mark();
                scan.n = 0;
                if out.starts.len() == limit || is_marked(bytes, record) {
                    return record;
                }
            }
        }
        scan.quotes += left.count_ones();
        base += BLOCK;
    }
    out.reset(mark);
    record
}

impl Regular {
    fn mark(&self) -> (usize, usize) {
        (self.cells.len(), self.escaped.len())
    }

    fn reset(&mut self, mark: (usize, usize)) {
        self.cells.truncate(mark.0);
        self.escaped.truncate(mark.1);
    }
}

/// Whether a byte-order mark stands at `at`: files that were put together have them in between.
fn is_marked(bytes: &[u8], at: usize) -> bool {
    bytes.get(at) == Some(&0xef) && bytes[at..].starts_with(b"\xef\xbb\xbf")
}

#[inline(always)]
fn block(bytes: &[u8], base: usize) -> [u8; BLOCK] {
    let mut block = [0; BLOCK];
    match bytes.get(base..base + BLOCK) {
        Some(whole) => block.copy_from_slice(whole),
        None => block[..bytes.len() - base].copy_from_slice(&bytes[base..]),
    }
    block
}

/// The cell that is being read.
struct Scan<'a> {
    bytes: &'a [u8],
    shape: Shape,
    /// Where it begins.
    at: usize,
    /// Quotes in it so far.
    quotes: u32,
    /// Cells of the record before it.
    n: u32,
}

impl Scan<'_> {
    /// Appends the cell that ends at `end`; whether it is odd.
    #[inline(always)]
    fn cell(&mut self, end: usize, is_last: bool, out: &mut Regular) -> bool {
        let start = self.at;
        let mut end = end;
        if is_last && self.shape.line_end == b'\n' && end > start && self.bytes[end - 1] == b'\r' {
            end -= 1;
        }
        let quotes = std::mem::take(&mut self.quotes);
        if quotes == 0 {
            out.cells.push(Cell { start: start as u32, end: end as u32 });
            return false;
        }
        let is_quoted = end - start >= 2
            && Some(self.bytes[start]) == self.shape.quote
            && self.bytes[end - 1] == self.bytes[start]
            && quotes.is_multiple_of(2);
        if !is_quoted {
            return true;
        }
        if quotes > 2 {
            if !is_paired(&self.bytes[start + 1..end - 1], self.bytes[start]) {
                return true;
            }
            out.escaped.push(out.cells.len() as u32);
        }
        out.cells.push(Cell { start: start as u32 + 1, end: end as u32 - 1 });
        false
    }
}

/// Appends `n` zeros.
#[inline(never)]
pub fn extend_zeros(bytes: &mut Vec<u8>, n: usize) {
    bytes.resize(bytes.len() + n, 0);
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
    whole as usize + rest.iter().filter(|own| **own == byte).count()
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
