//! The boundary between the engine and JavaScript: converts, calls, converts back.

#[cfg(target_family = "wasm")]
mod convert;
#[cfg(target_family = "wasm")]
pub mod session;
