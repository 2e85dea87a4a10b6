//! Any lines, as the dates of a column.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| undertone_fuzz::column(&["Created at", "Date (UTC)"], text));
