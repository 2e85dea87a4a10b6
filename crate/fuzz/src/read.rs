//! Any bytes, as a file that is dropped on the page.
#![no_main]

use libfuzzer_sys::fuzz_target;
use undertone_engine::read::ReadOptions;

fuzz_target!(|bytes: &[u8]| undertone_fuzz::table(bytes, &ReadOptions::default()));
