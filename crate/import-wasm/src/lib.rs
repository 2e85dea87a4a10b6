//! The boundary of the import module: loaded by the page only when a file is no delimited text.

#[cfg(target_family = "wasm")]
pub mod unpack;
