//! What a column's values look like, before anyone asks what they mean.

use super::dates::{self, Survey};
use super::{Choices, numbers, scores};
use crate::num::hash64;
use crate::read::Reading;

/// Values that say "no value" in any column but free text.
pub(super) fn is_missing(cell: &str) -> bool {
    matches!(
        cell,
        "" | "null"
            | "NULL"
            | "Null"
            | "nan"
            | "NaN"
            | "N/A"
            | "n/a"
            | "#N/A"
            | "-"
            | "--"
            | "—"
            | "(null)"
            | "<null>"
            | "\\N"
    )
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
        if distinct.add(cell) && profile.samples.len() < 3 {
            profile.samples.push(shorten(cell));
        }
        look(&mut profile, &mut tally, cell);
    }
    profile.n_distinct = distinct.len;
    tally.finish(&mut profile);
    profile
}

/// How often each kind of value occurred.
#[derive(Default)]
struct Tally {
    n_numbers: u32,
    n_emails: u32,
    n_urls: u32,
    n_domains: u32,
    n_booleans: u32,
    n_score_words: u32,
    len: u64,
    words: u64,
}

impl Tally {
    fn finish(&self, profile: &mut Profile) {
        let n = f64::from(profile.n().max(1));
        profile.numbers = f64::from(self.n_numbers) / n;
        profile.emails = f64::from(self.n_emails) / n;
        profile.urls = f64::from(self.n_urls) / n;
        profile.domains = f64::from(self.n_domains) / n;
        profile.booleans = f64::from(self.n_booleans) / n;
        profile.score_words = f64::from(self.n_score_words) / n;
        profile.mean_len = self.len as f64 / n;
        profile.mean_words = self.words as f64 / n;
    }
}

fn look(profile: &mut Profile, tally: &mut Tally, cell: &str) {
    tally.len += cell.len() as u64;
    profile.max_len = profile.max_len.max(cell.len());
    tally.words += count_words(cell);
    if may_be_number(cell)
        && let Some(number) = numbers::parse(cell, profile.decimal)
    {
        tally.n_numbers += 1;
        profile.min = profile.min.min(number);
        profile.max = profile.max.max(number);
        profile.is_whole &= number.fract().abs() < 1e-9;
        let bytes = cell.as_bytes();
        profile.has_leading_zeros |=
            bytes.len() > 1 && bytes[0] == b'0' && bytes.iter().all(u8::is_ascii_digit);
        profile.has_money |=
            !profile.has_money && numbers::unit(cell).is_some_and(|unit| unit != "%");
    }
    if cell.len() <= 40 {
        profile.dates.add(cell);
        tally.n_score_words += u32::from(scores::word(cell).is_some());
        tally.n_booleans += u32::from(is_boolean(cell));
    } else {
        profile.dates.n += 1;
    }
    if !cell.contains(' ') {
        tally.n_emails += u32::from(cell.find('@').is_some_and(|at| cell[at..].contains('.')));
        tally.n_urls += u32::from(cell.starts_with("http://") || cell.starts_with("https://"));
        tally.n_domains += u32::from(is_domain(cell));
    }
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
    cell.len() <= 32 && cell.bytes().any(|b| b.is_ascii_digit())
}

fn is_boolean(cell: &str) -> bool {
    let is = |word: &&str| cell.eq_ignore_ascii_case(word);
    ["true", "false", "yes", "no", "0", "1", "y", "n", "ja", "nein", "oui", "non"]
        .iter()
        .any(|w| is(&w))
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

/// A set of hashes.
#[derive(Default)]
struct Distinct {
    slots: Vec<u64>,
    len: u32,
}

impl Distinct {
    /// Adds a value; says whether it is new.
    fn add(&mut self, value: &str) -> bool {
        if (self.len as usize + 1) * 2 > self.slots.len() {
            let old = std::mem::take(&mut self.slots);
            self.slots = vec![0; (old.len() * 2).max(32)];
            old.into_iter().filter(|hash| *hash != 0).for_each(|hash| {
                self.put(hash);
            });
        }
        let is_new = self.put(hash64(value.as_bytes(), 1).max(1));
        self.len += u32::from(is_new);
        is_new
    }

    fn put(&mut self, hash: u64) -> bool {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        while self.slots[slot] != 0 {
            if self.slots[slot] == hash {
                return false;
            }
            slot = (slot + 1) & mask;
        }
        self.slots[slot] = hash;
        true
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
