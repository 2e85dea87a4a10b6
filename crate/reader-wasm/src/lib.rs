//! The boundary of the close reader: loaded by the page only when somebody asks for it.

#[cfg(target_family = "wasm")]
pub mod pack;
