//! The analytics of Undertone: from the bytes of exported feedback to findings.
//!
//! Pure functions: no I/O, no clock, no randomness that was not passed in, no JavaScript.
//! The modules stand in the order in which data flows; each uses only those before it
//! (a test in `tests/tidy.rs` holds that).

pub mod defaults;
pub mod error;
pub mod notice;
pub mod num;

pub mod stats;

pub mod read;
pub mod table;

pub mod wording;

pub mod join;

pub mod text;

pub mod label;

pub mod theme;

pub mod view;

pub mod project;

pub mod cube;

pub mod spike;

pub mod alert;

pub mod finding;

pub mod report;

pub mod session;

pub use error::{Error, Result};

/// The engine's version, printed beside every result.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
