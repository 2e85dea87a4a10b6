//! Any lines, as the numbers of a column: scores, amounts of money, shares.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| undertone_fuzz::column(
    &["CSAT score", "ARR (€)", "NPS", "share %"],
    text
));
