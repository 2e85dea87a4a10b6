//! A large plain export for benchmarks, written as it is drawn: no more than one row is in memory.

use std::io::{self, Write};

use crate::day::{self, FIRST_DAY, N_WEEKS};
use crate::random::Random;

/// The header of the file; the types of its columns are text, time, a score from 1 to 5 or
/// nothing, four categories, a number, and text.
pub const HEADER: [&str; 9] =
    ["id", "created_at", "csat", "product_area", "plan", "region", "channel", "arr", "comment"];

const AREAS: [(&str, u32); 12] = [
    ("Mobile app", 22),
    ("Checkout", 16),
    ("Reports", 13),
    ("Search", 11),
    ("Billing", 9),
    ("Notifications", 8),
    ("Calendar sync", 6),
    ("Permissions", 5),
    ("Import and export", 4),
    ("Boards", 3),
    ("Automations", 2),
    ("Public API", 1),
];
const PLANS: [(&str, u32); 4] = [("Free", 40), ("Team", 30), ("Business", 20), ("Enterprise", 10)];
const REGIONS: [(&str, u32); 5] =
    [("EMEA", 30), ("North America", 40), ("APAC", 15), ("LATAM", 10), ("Nordics", 5)];
const CHANNELS: [(&str, u32); 6] = [
    ("in-app survey", 40),
    ("email", 25),
    ("chat", 15),
    ("phone", 10),
    ("app store", 7),
    ("community", 3),
];
const SCORES: [u32; 5] = [12, 9, 15, 28, 36];

#[rustfmt::skip]
const COMMON: [&str; 63] = [
    "the", "i", "to", "and", "it", "a", "is", "we", "not", "of", "in", "for", "on", "this",
    "that", "with", "my", "have", "when", "can", "but", "you", "be", "app", "our", "after", "no",
    "are", "time", "update", "very", "every", "login", "slow", "was", "page", "team", "support",
    "export", "error", "please", "would", "still", "again", "report", "password", "great",
    "invoice", "screen", "crashes", "since", "phone", "account", "search", "dashboard", "filter",
    "button", "loading", "works", "missing", "calendar", "customer", "nothing",
];
const ABROAD: [&str; 7] = ["café", "Größe", "naïve", "señal", "ログイン", "\u{1f642}", "Łódź"];
const SYLLABLES: [&str; 40] = [
    "ba", "be", "bi", "co", "da", "de", "di", "do", "fa", "fe", "ga", "go", "ha", "ka", "ke", "la",
    "le", "li", "lo", "ma", "me", "mi", "mo", "na", "ne", "ni", "no", "pa", "pe", "po", "ra", "re",
    "ri", "ro", "sa", "se", "ta", "te", "to", "va",
];

/// How often, in 10,000 words, one of rank 2^k to 2^(k+1) − 1 is drawn: few words make most of a
/// text, and ten times the text brings four times the words.
const OCTAVES: [u32; 18] =
    [1100, 1100, 1000, 900, 800, 780, 720, 700, 660, 620, 560, 480, 413, 90, 27, 20, 20, 10];

/// What whoever reads the file must find in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BulkTruth {
    /// Bytes of the whole file.
    pub n_bytes: u64,
    /// Rows after the header.
    pub n_rows: u64,
    /// Sum of all scores.
    pub csat_sum: u64,
    /// Rows without a score.
    pub csat_missing: u64,
    /// Distinct product areas.
    pub n_areas: u64,
    /// UTF-8 bytes of all comments.
    pub text_bytes: u64,
    /// UTF-16 units of all comments.
    pub text_units: u64,
    /// Comments in quotes.
    pub n_quoted: u64,
}

/// Writes a file of `n_rows` rows; the same seed gives the same bytes.
///
/// About 70 % of the comments stand in quotes; some of these hold line feeds and quotes.
///
/// # Errors
/// Those of `out`.
pub fn write_bulk(seed: u64, n_rows: u32, out: &mut impl Write) -> io::Result<BulkTruth> {
    let mut random = Random::new(seed, 5);
    let header = HEADER.join(",");
    writeln!(out, "{header}")?;
    let mut truth = BulkTruth { n_bytes: header.len() as u64 + 1, ..BulkTruth::default() };
    let mut areas = [false; AREAS.len()];
    let (mut row, mut text) = (String::new(), String::new());
    for id in 0..n_rows {
        row.clear();
        fields(id, n_rows, &mut random, &mut row, &mut truth, &mut areas);
        comment(&mut random, &mut text);
        truth.text_bytes += text.len() as u64;
        truth.text_units += text.encode_utf16().count() as u64;
        truth.n_quoted += u64::from(push_cell(&mut row, &text));
        row.push('\n');
        truth.n_bytes += row.len() as u64;
        truth.n_rows += 1;
        out.write_all(row.as_bytes())?;
    }
    truth.n_areas = areas.iter().map(|seen| u64::from(*seen)).sum();
    Ok(truth)
}

/// Everything before the comment.
fn fields(
    id: u32,
    n_rows: u32,
    random: &mut Random,
    row: &mut String,
    truth: &mut BulkTruth,
    areas: &mut [bool],
) {
    let second = u64::from(id) * (7 * N_WEEKS as u64 * 86_400) / u64::from(n_rows);
    let (day, second) = (FIRST_DAY + (second / 86_400) as i32, second % 86_400);
    let (hour, minute) = (second / 3600, second / 60 % 60);
    let day = day::format_day(day);
    row.push_str(&format!("t-{id:07},{day}T{hour:02}:{minute:02}:{:02}Z,", second % 60));
    if random.chance(12) {
        truth.csat_missing += 1;
    } else {
        let score = random.weighted(&SCORES) as u64 + 1;
        truth.csat_sum += score;
        row.push_str(&score.to_string());
    }
    let area = weighted(&AREAS, random);
    areas[area] = true;
    let rest = [
        AREAS[area].0,
        PLANS[weighted(&PLANS, random)].0,
        REGIONS[weighted(&REGIONS, random)].0,
        CHANNELS[weighted(&CHANNELS, random)].0,
    ];
    for value in rest {
        row.push(',');
        row.push_str(value);
    }
    row.push_str(&format!(",{}.{:02},", random.below(120_000), random.below(100)));
}

fn weighted<const N: usize>(values: &[(&str, u32); N], random: &mut Random) -> usize {
    random.weighted(&values.map(|(_, weight)| weight))
}

/// What a customer says. One in three texts needs no quotes.
fn comment(random: &mut Random, text: &mut String) {
    text.clear();
    let n_words = 6 + random.below(30) + random.below(31);
    let is_quoted = random.chance(70);
    let (breaks, quotes) = (is_quoted && random.chance(15), is_quoted && random.chance(10));
    let abroad = random.chance(8).then(|| random.below(n_words));
    for word in 0..n_words {
        if word > 0 {
            text.push_str(match word {
                _ if is_quoted && word == n_words / 2 => ", ",
                _ if breaks && word == n_words * 3 / 4 => "\n",
                _ if word % 11 == 0 => ". ",
                _ => " ",
            });
        }
        let is_loud = quotes && word == n_words / 3;
        text.push_str(if is_loud { "\"" } else { "" });
        if abroad == Some(word) {
            text.push_str(random.pick(&ABROAD));
        } else {
            push_word(random, text);
        }
        text.push_str(if is_loud { "\"" } else { "" });
    }
}

/// A word of a drawn rank: ordinary ones first, then invented ones without end.
fn push_word(random: &mut Random, text: &mut String) {
    let octave = 1 << random.weighted(&OCTAVES);
    let rank = octave + random.below(octave);
    if let Some(word) = COMMON.get(rank as usize - 1) {
        text.push_str(word);
        return;
    }
    let mut rest = rank as usize;
    while rest > 0 {
        text.push_str(SYLLABLES[rest % SYLLABLES.len()]);
        rest /= SYLLABLES.len();
    }
}

/// Appends a cell, quoted where it must be; tells whether it was.
fn push_cell(row: &mut String, text: &str) -> bool {
    let needs_quotes = text.contains([',', '"', '\n']);
    if needs_quotes {
        row.push('"');
        row.push_str(&text.replace('"', "\"\""));
        row.push('"');
    } else {
        row.push_str(text);
    }
    needs_quotes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_of_the_measured_size_and_shape() {
        let mut bytes = Vec::new();
        let truth = write_bulk(1, 10_000, &mut bytes).unwrap();
        assert_eq!((truth.n_bytes, truth.n_rows, truth.n_areas), (bytes.len() as u64, 10_000, 12));
        let per_row = truth.n_bytes as f64 / 10_000.0;
        assert!((per_row - 248.5).abs() < 1.5, "{per_row} bytes a row");
        assert!((6_800..7_200).contains(&truth.n_quoted), "{} quoted", truth.n_quoted);
        assert!((1_000..1_400).contains(&truth.csat_missing));
        assert!(truth.text_bytes > truth.text_units, "nothing but ASCII");
        let text = String::from_utf8(bytes).unwrap();
        assert!(
            text.contains("\"\"") && text.lines().count() > 10_001,
            "no quotes or breaks inside"
        );
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes() {
        let write = |seed| {
            let mut bytes = Vec::new();
            write_bulk(seed, 500, &mut bytes).unwrap();
            bytes
        };
        assert_eq!(write(3), write(3));
        assert_ne!(write(3), write(4));
    }
}
