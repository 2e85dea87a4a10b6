//! What a column's values look like, before anyone asks what they mean.

use super::dates::{self, Survey};
use super::{Choices, numbers, scores};
use crate::num::hash64;
use crate::read::Reading;

/// Values that say "no value" in any column but free text.
pub(super) fn is_missing(cell: &str) -> bool {
    const MARKS: &[&str] = &[
        "null", "NULL", "Null", "nan", "NaN", "N/A", "n/a", "#N/A", "-", "--", "—", "(null)",
        "<null>", "\\N",
    ];
    match cell.as_bytes().first() {
        None => true,
        Some(b'n' | b'N' | b'#' | b'-' | 0xe2 | b'(' | b'<' | b'\\') => {
            cell.len() <= 6 && MARKS.contains(&cell)
        }
        Some(_) => false,
    }
}

/// What a column's values look like.
#[derive(Debug, Clone, Default)]
pub(super) struct Profile {
    pub(super) col: u32,
    pub(super) name: String,
    /// The name in lower case, words separated by one space.
    pub(super) words: String,
    pub(super) n_rows: u32,
    pub(super) n_missing: u32,
    pub(super) n_distinct: u32,
    pub(super) samples: Vec<String>,
    /// Mean length in characters (bytes for speed) and words of the values.
    pub(super) mean_len: f64,
    pub(super) mean_words: f64,
    pub(super) max_len: usize,
    /// Shares of the values that are …
    pub(super) numbers: f64,
    pub(super) emails: f64,
    pub(super) urls: f64,
    pub(super) domains: f64,
    pub(super) booleans: f64,
    pub(super) score_words: f64,
    /// Some value has a leading zero: an identifier, not a number.
    pub(super) has_leading_zeros: bool,
    pub(super) is_whole: bool,
    pub(super) min: f64,
    pub(super) max: f64,
    pub(super) decimal: numbers::Decimal,
    pub(super) has_money: bool,
    pub(super) dates: Survey,
    /// What the rest of the file says about the order of dates.
    pub(super) hint: dates::Hint,
    /// The order of dates that a person chose.
    pub(super) chosen_order: Option<dates::Order>,
}

impl Profile {
    /// Rows with a value.
    pub(super) fn n(&self) -> u32 {
        self.n_rows - self.n_missing
    }

    /// Share of values that occur once, roughly.
    pub(super) fn distinct_share(&self) -> f64 {
        f64::from(self.n_distinct) / f64::from(self.n().max(1))
    }

    pub(super) fn is_number(&self) -> bool {
        self.n() > 0 && self.numbers >= 0.9 && !self.has_leading_zeros
    }

    pub(super) fn is_date(&self) -> bool {
        self.n() > 0 && self.dates.share(false) >= 0.7
    }

    /// Sentences rather than names and codes.
    pub(super) fn is_text(&self) -> bool {
        self.n() > 0
            && !self.is_number()
            && !self.is_date()
            && self.urls < 0.5
            && self.emails < 0.5
            && (self.mean_words >= 3.0 || self.mean_len >= 25.0 && self.max_len > 40)
            && (self.distinct_share() > 0.2 || self.n_distinct > 200)
    }
}

/// Looks at all values of one column.
pub(super) fn profile(reading: &Reading, col: u32, choices: &Choices) -> Profile {
    let name = reading.header.get(col as usize).cloned().unwrap_or_default();
    let chosen = choices.date_orders.iter().find(|(header, _)| *header == name);
    let mut profile = Profile {
        col,
        words: normal(&name),
        n_rows: reading.records.n_rows(),
        chosen_order: chosen.and_then(|(_, code)| dates::Order::parse(code)),
        name,
        min: f64::INFINITY,
        max: f64::NEG_INFINITY,
        is_whole: true,
        ..Profile::default()
    };
    let cells = || (0..reading.records.n_rows()).map(|row| reading.records.get(row, col).trim());
    profile.decimal = numbers::decide(cells().filter(|cell| may_be_number(cell)));
    let mut tally = Tally::default();
    let mut distinct = Distinct::default();
    for cell in cells() {
        if is_missing(cell) || dates::is_blank(cell) {
            profile.n_missing += 1;
            continue;
        }
        tally.len += cell.len() as u64;
        let seen = distinct.find(cell);
        let class = seen.class.unwrap_or_else(|| {
            if profile.samples.len() < 3 {
                profile.samples.push(shorten(cell));
            }
            let class = classify(&mut profile, cell, distinct.len);
            distinct.put(seen.slot, seen.hash, class);
            class
        });
        tally.add(class);
        if class & DATE != 0 {
            profile.dates.add(cell);
        } else {
            profile.dates.n += 1;
        }
    }
    profile.n_distinct = distinct.len;
    tally.finish(&mut profile);
    profile
}

/// What one value may be, as bits; the upper bits hold its words.
type Class = u16;
const NUMBER: Class = 1;
const EMAIL: Class = 2;
const URL: Class = 4;
const DOMAIN: Class = 8;
const BOOLEAN: Class = 16;
const SCORE_WORD: Class = 32;
const DATE: Class = 64;
const WORDS_AT: u32 = 7;
const MAX_WORDS: u64 = 511;

/// How often each kind of value occurred.
#[derive(Default)]
struct Tally {
    counts: [u32; 6],
    len: u64,
    words: u64,
}

impl Tally {
    fn add(&mut self, class: Class) {
        for (bit, count) in self.counts.iter_mut().enumerate() {
            *count += u32::from(class >> bit & 1);
        }
        self.words += u64::from(class >> WORDS_AT);
    }

    fn finish(&self, profile: &mut Profile) {
        let n = f64::from(profile.n().max(1));
        let share = |bit: Class| f64::from(self.counts[bit.trailing_zeros() as usize]) / n;
        profile.numbers = share(NUMBER);
        profile.emails = share(EMAIL);
        profile.urls = share(URL);
        profile.domains = share(DOMAIN);
        profile.booleans = share(BOOLEAN);
        profile.score_words = share(SCORE_WORD);
        profile.mean_len = self.len as f64 / n;
        profile.mean_words = self.words as f64 / n;
    }
}

/// Looks at a value that was not seen before, the `n`th of its column.
fn classify(profile: &mut Profile, cell: &str, n: u32) -> Class {
    profile.max_len = profile.max_len.max(cell.len());
    let mut class = (count_words(cell).min(MAX_WORDS) as Class) << WORDS_AT;
    if may_be_number(cell) {
        class |= number(profile, cell);
        if cell.len() <= 40 {
            class |= DATE;
        }
    }
    if n < 300 && cell.len() <= 40 {
        class |= if scores::word(cell).is_some() { SCORE_WORD } else { 0 };
        class |= if is_boolean(cell) { BOOLEAN } else { 0 };
    }
    if cell.len() <= 400 && !cell.contains(' ') {
        let is_mail = cell.find('@').is_some_and(|at| cell[at..].contains('.'));
        class |= if is_mail { EMAIL } else { 0 };
        class |= if cell.starts_with("http://") || cell.starts_with("https://") { URL } else { 0 };
        class |= if is_domain(cell) { DOMAIN } else { 0 };
    }
    class
}

fn number(profile: &mut Profile, cell: &str) -> Class {
    let Some(number) = numbers::parse(cell, profile.decimal) else { return 0 };
    profile.min = profile.min.min(number);
    profile.max = profile.max.max(number);
    profile.is_whole &= number.fract().abs() < 1e-9;
    let bytes = cell.as_bytes();
    profile.has_leading_zeros |=
        bytes.len() > 1 && bytes[0] == b'0' && bytes.iter().all(u8::is_ascii_digit);
    profile.has_money |= !profile.has_money && numbers::unit(cell).is_some_and(|unit| unit != "%");
    NUMBER
}

/// Words, and for scripts without spaces a word every two characters.
fn count_words(cell: &str) -> u64 {
    if cell.is_ascii() {
        return cell.split_ascii_whitespace().count() as u64;
    }
    let wide = cell
        .chars()
        .filter(|c| ('\u{3040}'..='\u{9fff}').contains(c) || ('\u{ac00}'..='\u{d7a3}').contains(c));
    cell.split_whitespace().count() as u64 + wide.count() as u64 / 2
}

fn may_be_number(cell: &str) -> bool {
    cell.len() <= 40 && cell.bytes().any(|b| b.is_ascii_digit())
}

fn is_boolean(cell: &str) -> bool {
    let is = |word: &&str| cell.eq_ignore_ascii_case(word);
    ["true", "false", "yes", "no", "0", "1", "y", "n", "ja", "nein", "oui", "non"].iter().any(is)
}

fn is_domain(cell: &str) -> bool {
    let host = cell.trim_start_matches("https://").trim_start_matches("http://");
    let host = host.split('/').next().unwrap_or_default();
    let ok = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-';
    let tail = host.rsplit('.').next().unwrap_or_default();
    host.contains('.')
        && host.chars().all(ok)
        && tail.len() >= 2
        && tail.chars().all(|c| c.is_ascii_alphabetic())
}

/// At most 80 characters, for samples.
fn shorten(cell: &str) -> String {
    match cell.char_indices().nth(80) {
        Some((at, _)) => format!("{}…", &cell[..at]),
        None => cell.to_owned(),
    }
}

/// A header in lower case, its words separated by one space, without type marks and markup.
pub(super) fn normal(name: &str) -> String {
    let mut words = String::with_capacity(name.len());
    let mut before = ' ';
    let mut in_tag = false;
    for c in name.chars() {
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ if in_tag => {}
            _ if c.is_alphanumeric() || c == '#' => {
                let is_new_word = c.is_uppercase() && before.is_lowercase();
                if is_new_word && !words.ends_with(' ') {
                    words.push(' ');
                }
                words.extend(c.to_lowercase());
            }
            _ if !words.ends_with(' ') && !words.is_empty() => words.push(' '),
            _ => {}
        }
        before = c;
    }
    words.trim_end().to_owned()
}

/// Distinct values by hash, each with its class.
#[derive(Default)]
struct Distinct {
    slots: Vec<(u64, Class)>,
    len: u32,
}

/// Where a value stands, or would stand.
struct Seen {
    hash: u64,
    slot: usize,
    class: Option<Class>,
}

impl Distinct {
    fn find(&mut self, value: &str) -> Seen {
        if (self.len as usize + 1) * 2 > self.slots.len() {
            let old = std::mem::take(&mut self.slots);
            self.slots = vec![(0, 0); (old.len() * 2).max(32)];
            for (hash, class) in old.into_iter().filter(|(hash, _)| *hash != 0) {
                let slot = self.slot(hash);
                self.slots[slot] = (hash, class);
            }
        }
        let hash = hash64(value.as_bytes(), 1).max(1);
        let slot = self.slot(hash);
        let (own, class) = self.slots[slot];
        Seen { hash, slot, class: (own == hash).then_some(class) }
    }

    fn put(&mut self, slot: usize, hash: u64, class: Class) {
        self.slots[slot] = (hash, class);
        self.len += 1;
    }

    fn slot(&self, hash: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        while self.slots[slot].0 != 0 && self.slots[slot].0 != hash {
            slot = (slot + 1) & mask;
        }
        slot
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_compared_by_their_words() {
        for (name, words) in [
            ("created_at", "created at"),
            ("CreatedAt", "created at"),
            ("Region [list]", "region list"),
            ("<strong>Why?</strong>", "why"),
            ("Submit Date (UTC)", "submit date utc"),
            ("ARR", "arr"),
        ] {
            assert_eq!(normal(name), words);
        }
    }
}
