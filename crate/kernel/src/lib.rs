//! The innermost loops, in a crate of their own: it is compiled for speed, the engine around it for
//! size (see the profiles in the workspace's `Cargo.toml`).

#![allow(clippy::inline_always)] // measured: these are the loops that everything waits for

mod accounts;
mod block;
mod cells;
mod column;
mod dictionary;
mod distinct;
mod groups;
mod nearest;
mod product;
mod records;
mod value;
mod varied;
mod weeks;

pub use accounts::{
    AccountParts, AccountRows, AccountSums, AccountTable, AccountTask, Kind, NO_CELL, OfCell,
    Place, Voices, is_all, pair_index, sum_accounts,
};
pub use cells::{
    NO_CODE, Side, bits_marked, bits_within, count_kinds, order_bits, order_codes, place_cells,
};
pub use column::{
    NO_DAY, NO_MINUTE, count_codes, day_number, rows_with, shift_cells, short_cells, spread_cells,
    spread_codes, spread_days, spread_minutes, spread_numbers,
};
pub use dictionary::{Dictionary, hash_bytes};
pub use distinct::Distinct;
pub use groups::{common_codes, count_voices, group_rows};
pub use nearest::{Nearest, Rows};
pub use product::{add_products, add_times, dot, dot_whole, dot_whole4};
pub use records::{Cell, Regular, Shape, count_byte, regular};
pub use value::{DateParts, date_parts, plain_number};
pub use varied::{Form, Varied};
pub use weeks::{find_above, sum_above};
