//! The static token-vector table and the wordpieces it knows words by.

use sha2::{Digest, Sha256};

use super::words::fold;
use crate::num::Interner;
use crate::{Error, Result};

const MAGIC: &[u8] = b"UNDRVECS";
const VERSION: u32 = 1;
const MAX_DIMS: u32 = 1024;

/// A static token-vector table (see `model/README.md` for the file's layout).
#[derive(Debug, Clone)]
pub struct Model {
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    pieces: Interner,
    dims: usize,
    scales: Vec<f32>,
    rows: Vec<i8>,
}

impl Model {
    /// Reads a model file.
    ///
    /// # Errors
    /// [`BadOption`](crate::Error::BadOption) when the bytes are not a model.
    pub fn read(bytes: &[u8]) -> Result<Model> {
        parse(bytes).ok_or_else(|| Error::BadOption {
            option: "model",
            must: "be a token-vector file of version 1".into(),
        })
    }

    /// How many numbers a vector has.
    pub fn dims(&self) -> usize {
        self.dims
    }

    /// Adds the vectors of the pieces of `word` to `sum`; how many pieces there were, or `None`
    /// (and nothing added) when the model cannot spell the word.
    pub(crate) fn add(&self, word: &str, sum: &mut [f32]) -> Option<usize> {
        let folded = fold(word);
        let mut pieces = Vec::new();
        for part in folded.split(|char: char| !char.is_alphanumeric()) {
            self.spell(part, &mut pieces)?;
        }
        for piece in &pieces {
            let scale = self.scales[*piece as usize];
            let start = *piece as usize * self.dims;
            for (to, value) in sum.iter_mut().zip(&self.rows[start..start + self.dims]) {
                *to += f32::from(*value) * scale;
            }
        }
        (!pieces.is_empty()).then_some(pieces.len())
    }

    /// The longest known pieces of `word` from the left.
    fn spell(&self, word: &str, pieces: &mut Vec<u32>) -> Option<()> {
        let mut rest = word;
        let mut buffer = String::with_capacity(word.len() + 2);
        while !rest.is_empty() {
            buffer.clear();
            if rest.len() < word.len() {
                buffer.push_str("##");
            }
            let lead = buffer.len();
            buffer.push_str(rest);
            let piece = loop {
                if buffer.len() == lead {
                    return None;
                }
                if let Some(piece) = self.pieces.find(&buffer) {
                    break piece;
                }
                buffer.pop();
            };
            pieces.push(piece);
            rest = &rest[buffer.len() - lead..];
        }
        Some(())
    }
}

fn parse(bytes: &[u8]) -> Option<Model> {
    let rest = bytes.strip_prefix(MAGIC)?;
    let (version, rest) = number(rest)?;
    let (dims, rest) = number(rest)?;
    let (n_pieces, rest) = number(rest)?;
    let (n_bytes, rest) = number(rest)?;
    let size = u64::from(n_bytes) + u64::from(n_pieces) * (4 + u64::from(dims));
    if version != VERSION || dims == 0 || dims > MAX_DIMS || rest.len() as u64 != size {
        return None;
    }
    let (words, rest) = rest.split_at(n_bytes as usize);
    let mut pieces = Interner::default();
    for piece in std::str::from_utf8(words).ok()?.split('\n') {
        pieces.intern(piece);
    }
    if pieces.len() != n_pieces as usize {
        return None;
    }
    let (scales, rows) = rest.split_at(n_pieces as usize * 4);
    let scales: Vec<f32> =
        scales.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
    if scales.iter().any(|scale| !scale.is_finite() || scale.abs() > 1e6) {
        return None;
    }
    let rows = rows.iter().map(|byte| i8::from_le_bytes([*byte])).collect();
    Some(Model { sha256: hex(bytes), pieces, dims: dims as usize, scales, rows })
}

fn number(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let (head, rest) = bytes.split_first_chunk::<4>()?;
    Some((u32::from_le_bytes(*head), rest))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    let mut out = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        let _ = write!(out, "{byte:02x}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A model of two dimensions with the given pieces.
    fn file(pieces: &[(&str, [i8; 2])]) -> Vec<u8> {
        let words = pieces.iter().map(|(piece, _)| *piece).collect::<Vec<_>>().join("\n");
        let mut out = MAGIC.to_vec();
        for value in [VERSION, 2, pieces.len() as u32, words.len() as u32] {
            out.extend(value.to_le_bytes());
        }
        out.extend(words.as_bytes());
        out.extend(pieces.iter().flat_map(|_| 0.5_f32.to_le_bytes()));
        out.extend(pieces.iter().flat_map(|(_, row)| row.map(|value| value as u8)));
        out
    }

    #[test]
    fn words_are_spelt_with_the_longest_pieces() {
        let bytes = file(&[("log", [2, 0]), ("##in", [0, 4]), ("##i", [9, 9]), ("lo", [9, 9])]);
        let model = Model::read(&bytes).unwrap();
        let mut sum = [0.0; 2];
        assert_eq!(model.add("login", &mut sum), Some(2));
        assert_eq!(sum.map(f32::to_bits), [1.0_f32, 2.0].map(f32::to_bits));
        assert_eq!(model.add("logs", &mut sum), None);
        assert_eq!(model.add("", &mut sum), None);
        assert_eq!(model.add("lög", &mut sum), Some(1));
        assert_eq!(sum.map(f32::to_bits), [2.0_f32, 2.0].map(f32::to_bits));
        assert_eq!(model.sha256.len(), 64);
    }

    #[test]
    fn bytes_that_are_no_model_are_refused() {
        let good = file(&[("a", [1, 2]), ("b", [3, 4])]);
        assert!(Model::read(&good).is_ok());
        for len in 0..good.len() {
            assert!(Model::read(&good[..len]).is_err());
        }
        for at in 0..24 {
            for bit in 0..8 {
                let mut bad = good.clone();
                bad[at] ^= 1 << bit;
                assert!(Model::read(&bad).is_err(), "byte {at} bit {bit}");
            }
        }
        let twice = file(&[("a", [1, 2]), ("a", [3, 4])]);
        assert!(Model::read(&twice).is_err());
    }
}
