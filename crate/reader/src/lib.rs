//! Sentence encoders: a text becomes a vector, and texts that say the same thing point the same way.
//!
//! The weights come from a pack file that is loaded only when somebody asks for a close reading. All
//! arithmetic has a fixed order and its products are whole numbers, so a text has the same vector, to
//! the bit, in every browser and natively.

#![allow(clippy::inline_always)] // measured: these are the loops that everything waits for

mod bytes;
mod encoder;
mod error;
mod lanes;
mod maths;
mod matrix;
mod pieces;
mod polyglot;

use sha2::{Digest, Sha256};

pub use error::ReaderError;

/// What reads texts; each kind of pack has its own.
pub(crate) trait Encode: Send + Sync {
    /// How many numbers a vector has.
    fn dims(&self) -> usize;
    /// A row of unit length for each text, zeros where there is nothing to read. `progress` hears
    /// the share done.
    fn embed(&self, texts: &[&str], progress: &mut dyn FnMut(f64)) -> Vec<f32>;
}

/// An encoder with its weights.
pub struct Reader {
    sha256: String,
    encoder: Box<dyn Encode>,
}

impl Reader {
    /// Reads a pack; its first eight bytes say of which kind it is.
    ///
    /// # Errors
    /// [`ReaderError`] where the bytes are no pack, of another version, or damaged.
    pub fn open(bytes: &[u8]) -> Result<Reader, ReaderError> {
        let encoder: Box<dyn Encode> = match bytes.first_chunk::<8>() {
            Some(encoder::MAGIC) => Box::new(encoder::Encoder::read(bytes)?),
            Some(polyglot::MAGIC) => Box::new(polyglot::Polyglot::read(bytes)?),
            _ => return Err(ReaderError::NotAPack),
        };
        Ok(Reader { sha256: sha256(bytes), encoder })
    }

    /// How many numbers a vector has.
    pub fn dims(&self) -> usize {
        self.encoder.dims()
    }

    /// SHA-256 of the pack, in hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// The vectors of `texts`, one row after the other: unit length, zeros where there is nothing
    /// to read. A row depends on its own text only. `progress` hears the share done, 0 to 1.
    pub fn embed(&self, texts: &[&str], progress: &mut dyn FnMut(f64)) -> Vec<f32> {
        self.encoder.embed(texts, progress)
    }
}

/// SHA-256 in hexadecimal.
fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write;
    let mut out = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        // Writing to a String cannot fail.
        let _ = write!(out, "{byte:02x}");
    }
    out
}

#[cfg(test)]
mod tests;
