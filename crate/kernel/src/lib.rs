//! The innermost loops, in a crate of their own: it is compiled for speed, the engine around it for
//! size (see the profiles in the workspace's `Cargo.toml`).

#![allow(clippy::inline_always)] // measured: these are the loops that everything waits for

mod block;
mod dictionary;
mod distinct;
mod product;
mod records;
mod value;

pub use dictionary::{Dictionary, hash_bytes};
pub use distinct::{distinct_share, has_leading_zero};
pub use product::{dot, dot_whole, dot_whole4};
pub use records::{Cell, Regular, Shape, count_byte, regular};
pub use value::{DateParts, date_parts, is_open_date, plain_number};
