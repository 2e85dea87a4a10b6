//! Takes a pack apart: numbers, little endian, one after the other.

use crate::ReaderError;

/// What is left of a pack.
pub(crate) struct Bytes<'a> {
    rest: &'a [u8],
}

const SHORT: ReaderError = ReaderError::Damaged("it ends too soon");

impl<'a> Bytes<'a> {
    pub(crate) fn new(rest: &'a [u8]) -> Self {
        Bytes { rest }
    }

    /// The next `n` bytes.
    pub(crate) fn take(&mut self, n: usize) -> Result<&'a [u8], ReaderError> {
        let (head, rest) = self.rest.split_at_checked(n).ok_or(SHORT)?;
        self.rest = rest;
        Ok(head)
    }

    /// A whole number.
    pub(crate) fn number(&mut self) -> Result<u32, ReaderError> {
        let (head, rest) = self.rest.split_first_chunk::<4>().ok_or(SHORT)?;
        self.rest = rest;
        Ok(u32::from_le_bytes(*head))
    }

    /// A whole number between `least` and `most`.
    pub(crate) fn size(&mut self, least: usize, most: usize) -> Result<usize, ReaderError> {
        let size = self.number()? as usize;
        if (least..=most).contains(&size) {
            return Ok(size);
        }
        Err(ReaderError::Damaged("a size that cannot be"))
    }

    /// `n` numbers; none of them infinite or without sense.
    pub(crate) fn floats(&mut self, n: usize) -> Result<Vec<f32>, ReaderError> {
        let bytes = self.take(n.checked_mul(4).ok_or(SHORT)?)?;
        let out: Vec<f32> = bytes
            .chunks_exact(4)
            .map(|own| f32::from_le_bytes([own[0], own[1], own[2], own[3]]))
            .collect();
        if out.iter().all(|value| value.is_finite() && value.abs() < 1e6) {
            return Ok(out);
        }
        Err(ReaderError::Damaged("a number out of bounds"))
    }

    /// `n` numbers of one byte.
    pub(crate) fn small(&mut self, n: usize) -> Result<Vec<i8>, ReaderError> {
        Ok(self.take(n)?.iter().map(|byte| i8::from_le_bytes([*byte])).collect())
    }

    /// Refuses what follows the end.
    pub(crate) fn end(&self) -> Result<(), ReaderError> {
        if self.rest.is_empty() {
            return Ok(());
        }
        Err(ReaderError::Damaged("something follows its end"))
    }
}
