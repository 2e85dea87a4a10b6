//! The innermost loops, in a crate of their own: it is compiled for speed, the engine around it for
//! size (see the profiles in the workspace's `Cargo.toml`).

#![allow(clippy::inline_always)] // measured: these are the loops that everything waits for

mod block;
mod column;
mod dictionary;
mod distinct;
mod product;
mod records;
mod value;

pub use column::{
    Days, NO_DAY, NO_MINUTE, count_codes, day_number, plain_dates, plain_numbers, short_cells,
    spread_cells, spread_codes, spread_days, spread_minutes, spread_numbers,
};
pub use dictionary::{Dictionary, hash_bytes};
pub use distinct::{distinct_share, has_leading_zero, has_open_date};
pub use product::{dot, dot_whole, dot_whole4};
pub use records::{Cell, Regular, Shape, count_byte, extend_zeros, regular};
pub use value::{DateParts, date_parts, plain_number};
