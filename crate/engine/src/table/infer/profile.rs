//! What a column's values look like, before anyone asks what they mean.

use undertone_kernel::{Cell, Form, Varied};

use super::dates;
use super::survey::{self, Hint, Survey};
use super::{Choices, numbers, scores};
use crate::read::{Cells, Reading};

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
    /// Some value has a currency or another unit.
    pub(super) has_unit: bool,
    pub(super) dates: Survey,
    /// What the rest of the file says about the order of dates.
    pub(super) hint: Hint,
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

/// Rows that are looked at closely in a column of many values.
const CLOSELY: usize = 1024;
/// Rows that samples are taken from.
const SAMPLED: u32 = 200;

/// Looks at the values of one column: at each distinct one, or at rows at even distances where most
/// differ.
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
    match reading.records.cells(col) {
        Some(Cells::Coded(codes, values)) => coded(&mut profile, reading, codes, values),
        Some(Cells::Each(cells, own)) => each(&mut profile, reading, cells, own),
        None => {}
    }
    samples(&mut profile, reading);
    if profile.dates.must_weigh() {
        weigh_dates(&mut profile, reading);
    }
    profile
}

/// A column whose values recur: each is looked at once and counts as often as it occurs.
fn coded(profile: &mut Profile, reading: &Reading, codes: &[u16], values: &[Cell]) {
    let counts = undertone_kernel::count_codes(codes, values.len());
    let text = |cell: &Cell| reading.records.source().get(*cell).trim();
    let numbers = values.iter().map(text).filter(|cell| may_be_number(cell));
    profile.decimal = numbers::decide(numbers);
    let mut tally = Tally::default();
    let mut distinct = Distinct::default();
    for (cell, n) in values.iter().map(text).zip(counts).filter(|(_, n)| *n > 0) {
        if is_no_value(cell) {
            profile.n_missing += n;
        } else {
            distinct.insert(cell);
            tally.look(profile, cell, n);
        }
    }
    profile.n_distinct = distinct.len;
    tally.finish(profile);
}

/// A column whose values hardly recur.
fn each(profile: &mut Profile, reading: &Reading, cells: &[Cell], own: &Varied) {
    let source = reading.records.source();
    let text = |cell: &Cell| source.get(*cell).trim();
    let is_missing = |row: &&u32| is_no_value(text(&cells[**row as usize]));
    profile.n_missing = own.maybe_missing.iter().filter(is_missing).count() as u32;
    let step = (cells.len() / CLOSELY).max(1);
    let looked = || cells.iter().step_by(step).map(text).filter(|cell| !is_no_value(cell));
    profile.decimal = numbers::decide(looked().filter(|cell| may_be_number(cell)));
    let mut tally = Tally::default();
    looked().for_each(|cell| tally.look(profile, cell, 1));
    tally.finish(profile);
    profile.has_leading_zeros |= own.has_leading_zero;
    profile.n_distinct = (own.distinct.share() * f64::from(profile.n())) as u32;
    let is_plain = own.form == Form::Date && own.odd.is_empty();
    if profile.dates.n_dates > 0 && !is_plain {
        profile.dates = Survey::default();
        reading.records.visit(profile.col, &mut |cell| survey(profile, cell), &mut |_, ()| ());
    }
}

fn survey(profile: &mut Profile, cell: &str) {
    let cell = cell.trim();
    if !is_no_value(cell) {
        profile.dates.add(cell, 1);
    }
}

fn is_no_value(cell: &str) -> bool {
    is_missing(cell) || dates::is_blank(cell)
}

/// The first three distinct values.
fn samples(profile: &mut Profile, reading: &Reading) {
    for row in 0..profile.n_rows.min(SAMPLED) {
        let cell = reading.records.get(row, profile.col).trim();
        let sample = shorten(cell);
        if !is_no_value(cell) && !profile.samples.contains(&sample) {
            profile.samples.push(sample);
        }
        if profile.samples.len() == 3 {
            return;
        }
    }
}

/// Follows the dates from row to row in either order.
fn weigh_dates(profile: &mut Profile, reading: &Reading) {
    let mut turns = survey::Turns::default();
    reading.records.visit(
        profile.col,
        &mut |cell| survey::both_days(cell.trim()),
        &mut |_, days| turns.add(days),
    );
    profile.dates.turns = turns.n;
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
    /// Rows and distinct values looked at.
    n: u32,
    n_looks: u32,
}

impl Tally {
    /// Counts a value that `n` rows have.
    fn look(&mut self, profile: &mut Profile, cell: &str, n: u32) {
        let class = classify(profile, cell, self.n_looks);
        self.n_looks += 1;
        self.n += n;
        self.len += cell.len() as u64 * u64::from(n);
        self.words += u64::from(class >> WORDS_AT) * u64::from(n);
        for (bit, count) in self.counts.iter_mut().enumerate() {
            *count += u32::from(class >> bit & 1) * n;
        }
        if class & DATE != 0 {
            profile.dates.add(cell, n);
        } else {
            profile.dates.n += n;
        }
    }

    fn finish(&self, profile: &mut Profile) {
        let n = f64::from(self.n.max(1));
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
    if !profile.has_money && undertone_kernel::plain_number(bytes).is_none() {
        let unit = numbers::unit(cell);
        profile.has_unit |= unit.is_some();
        profile.has_money |= unit.is_some_and(|unit| unit != "%");
    }
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

/// Distinct values, by hash.
#[derive(Default)]
struct Distinct {
    slots: Vec<u64>,
    len: u32,
}

impl Distinct {
    fn insert(&mut self, value: &str) {
        if (self.len as usize + 1) * 2 > self.slots.len() {
            let n = (self.slots.len() * 2).max(32);
            let old = std::mem::replace(&mut self.slots, vec![0; n]);
            for hash in old.into_iter().filter(|hash| *hash != 0) {
                let slot = self.slot(hash);
                self.slots[slot] = hash;
            }
        }
        let hash = undertone_kernel::hash_bytes(value.as_bytes()).max(1);
        let slot = self.slot(hash);
        self.len += u32::from(self.slots[slot] == 0);
        self.slots[slot] = hash;
    }

    fn slot(&self, hash: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        while self.slots[slot] != 0 && self.slots[slot] != hash {
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
