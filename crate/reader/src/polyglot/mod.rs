//! The multilingual sentence encoder: Universal Sentence Encoder, multilingual (Yang et al. 2020),
//! in the form that sums word vectors and looks at two, three and five pieces in a row.
//!
//! The layout of the pack is described in `model/POLYGLOT.md`.

mod pass;
mod pieces;
mod rules;
mod seen;
mod table;

pub(crate) use pass::Polyglot;

/// The first bytes of a pack of this kind.
pub(crate) const MAGIC: &[u8; 8] = b"UNDRPOLY";

#[cfg(test)]
mod tests;
