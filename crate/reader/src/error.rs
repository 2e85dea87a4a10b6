//! Why a pack is refused.

use std::fmt;

/// A pack that is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReaderError {
    /// The bytes are no pack of a kind that is known here.
    NotAPack,
    /// A pack of another version.
    Version(u32),
    /// A pack that is cut short, too long, or whose numbers cannot be.
    Damaged(&'static str),
}

impl ReaderError {
    /// Stable code.
    pub fn code(&self) -> &'static str {
        match self {
            ReaderError::NotAPack => "not-a-pack",
            ReaderError::Version(_) => "pack-version",
            ReaderError::Damaged(_) => "damaged-pack",
        }
    }
}

impl fmt::Display for ReaderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReaderError::NotAPack => f.write_str("the file is no pack for close reading"),
            ReaderError::Version(version) => write!(
                f,
                "the pack for close reading has version {version}, which is not known here: take \
                 the pack that belongs to this version of Undertone"
            ),
            ReaderError::Damaged(what) => {
                write!(f, "the pack for close reading is damaged ({what}): download it again")
            }
        }
    }
}

impl std::error::Error for ReaderError {}
