//! Any text, by a dialect that its first two bytes choose.
#![no_main]

use libfuzzer_sys::fuzz_target;
use undertone_engine::read::ReadOptions;

const DELIMITERS: &[&str] = &[",", ";", "\t", "|", ", ", "||", "§", ":", " ", "\\"];
const ENCODINGS: &[&str] = &["utf-8", "utf-16le", "utf-16be", "windows-1252", "shift_jis", "gbk"];

fuzz_target!(|bytes: &[u8]| {
    let [first, second, text @ ..] = bytes else { return };
    let options = ReadOptions {
        encoding: ENCODINGS.get(usize::from(second / 8)).map(|label| (*label).to_owned()),
        delimiter: DELIMITERS.get(usize::from(*first)).map(|mark| (*mark).to_owned()),
        n_header: (second % 8 < 4).then_some(u32::from(second % 8)),
    };
    undertone_fuzz::table(text, &options);
});
