//! The vectors of the pieces: of each number two to four bits.

use crate::ReaderError;
use crate::bytes::Bytes;

const DAMAGED: ReaderError = ReaderError::Damaged("its vectors");

/// A ladder of numbers for each row, and where on it each number stands.
pub(crate) struct Table {
    width: usize,
    bits: Vec<u8>,
    lows: Vec<f32>,
    steps: Vec<f32>,
    /// Where each row begins in `packed`.
    starts: Vec<u32>,
    packed: Vec<u8>,
}

impl Table {
    /// The next `n` rows of `width` numbers.
    pub(crate) fn read(
        bytes: &mut Bytes<'_>,
        n: usize,
        width: usize,
    ) -> Result<Table, ReaderError> {
        let bits = bytes.take(n)?.to_vec();
        let (lows, steps) = (bytes.floats(n)?, bytes.floats(n)?);
        let mut starts = Vec::with_capacity(n);
        let mut size = 0;
        for bits in &bits {
            if !(2..=4).contains(bits) {
                return Err(DAMAGED);
            }
            starts.push(size as u32);
            size += width * *bits as usize / 8;
        }
        let packed = bytes.take(size)?.to_vec();
        Ok(Table { width, bits, lows, steps, starts, packed })
    }

    /// Writes `row` to `out`.
    pub(crate) fn write(&self, row: usize, out: &mut [f32]) {
        let bits = usize::from(self.bits[row]);
        let start = self.starts[row] as usize;
        let packed = &self.packed[start..start + self.width * bits / 8];
        let mask = (1 << bits) - 1;
        // Eight numbers fill whole bytes, whatever their bits.
        for (bytes, values) in packed.chunks_exact(bits).zip(out.chunks_exact_mut(8)) {
            let mut all = bytes.iter().rev().fold(0_u32, |all, byte| all << 8 | u32::from(*byte));
            for value in values {
                *value = (all & mask) as f32 * self.steps[row] + self.lows[row];
                all >>= bits;
            }
        }
    }
}
