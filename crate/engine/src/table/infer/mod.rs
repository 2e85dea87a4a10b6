//! Types and roles of a file's columns, guessed from header, known exports and values.

mod aside;
mod build;
mod currency;
mod dates;
mod durations;
mod flavours;
mod junk;
mod keys;
mod kind;
mod lexicon;
mod numbers;
mod profile;
mod roles;
mod scores;
mod several;
mod survey;
mod zones;

use super::{Column, Confidence, FileKind, Role, Scale};
use crate::notice::Notices;
use crate::read::Reading;

/// One file as typed columns with the guesses about them.
#[derive(Debug, Clone)]
pub struct FileTable {
    /// The file's name.
    pub file: String,
    /// What its rows are.
    pub kind: FileKind,
    /// Why, in words.
    pub kind_evidence: String,
    /// The product whose export this looks like.
    pub flavour: Option<&'static str>,
    /// Rows.
    pub n_rows: u32,
    /// Columns, in the file's order; roles other than `Dimension` and `Ignore` occur once.
    pub columns: Vec<TypedColumn>,
    /// The scale of the score column.
    pub scale: Option<Scale>,
    /// Rows that are no customers' answers, ascending: kept and counted, not analysed.
    pub aside: Vec<u32>,
    /// What was odd about the values.
    pub notices: Notices,
}

/// One column with what was guessed about it.
#[derive(Debug, Clone)]
pub struct TypedColumn {
    /// The typed values; `column.role` is the role in force.
    pub column: Column,
    /// Where the role comes from.
    pub guess: Guess,
    /// Up to three distinct sample values.
    pub samples: Vec<String>,
    /// Rows without a value.
    pub n_missing: u32,
    /// Distinct values.
    pub n_distinct: u32,
    /// How dates are written ("day/month/year").
    pub date_order: Option<String>,
    /// A question that the file leaves open.
    pub ask: Option<Ask>,
}

/// Where a role comes from.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Guess {
    /// How sure the guess is; `None` without a role.
    pub confidence: Option<Confidence>,
    /// Why, in words.
    pub evidence: String,
    /// Whether a person chose the role.
    pub is_confirmed: bool,
}

/// A question that the file leaves open.
#[derive(Debug, Clone, PartialEq)]
pub struct Ask {
    /// `date-order`.
    pub code: &'static str,
    /// The question in words, with examples.
    pub question: String,
    /// Code and words of each answer.
    pub answers: Vec<(String, String)>,
}

/// What a person decided about a file's columns.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Choices {
    /// What the rows are.
    pub kind: Option<FileKind>,
    /// Header and role of the columns that were decided; `None` is "no role".
    pub roles: Vec<(String, Option<Role>)>,
    /// Header and order (`dmy`, `mdy`, `ymd`) of the date columns that were decided.
    pub date_orders: Vec<(String, String)>,
}

/// Types every column of `reading` and guesses its role.
pub fn infer(reading: &Reading, choices: &Choices) -> FileTable {
    let n_columns = reading.records.n_columns();
    let mut profiles: Vec<profile::Profile> =
        (0..n_columns).map(|col| profile::profile(reading, col, choices)).collect();
    profiles.iter_mut().zip(&reading.labels).for_each(|(profile, label)| ask(profile, label));
    let hint = hint(reading, &profiles);
    for profile in &mut profiles {
        profile.hint = hint;
    }
    let flavour = flavours::find(&reading.raw_header);
    let assigned = roles::assign(&profiles, flavour, choices);
    let (kind, kind_evidence) = kind::decide(&profiles, &assigned, choices);
    let assigned = kind::adapt(kind, &profiles, assigned);
    let mut notices = Notices::default();
    let keys = keys::keys(&profiles, &assigned);
    let mut scale = None;
    let mut columns = Vec::with_capacity(profiles.len());
    for ((profile, mut guessed), key) in profiles.iter().zip(assigned).zip(keys) {
        if guessed.role == Some(Role::Date) {
            let label = reading.labels.get(profile.col as usize).unwrap_or(&profile.name);
            let words = zones::in_words(label, &profile.samples, profile.dates.is_epoch());
            guessed.guess.evidence.push_str(&words);
        }
        let built = build::build(reading, profile, guessed.role, &mut notices);
        if guessed.role == Some(Role::Score) {
            scale.clone_from(&built.scale);
        }
        columns.push(TypedColumn {
            column: Column {
                key,
                name: profile.name.clone(),
                role: guessed.role,
                origin: super::Origin::File,
                data: built.data,
            },
            guess: guessed.guess,
            samples: profile.samples.clone(),
            n_missing: profile.n_missing,
            n_distinct: profile.n_distinct,
            date_order: built.date_order,
            ask: built.ask,
        });
    }
    several::unite(&mut columns, &reading.raw_header, &profiles, flavour);
    let aside = aside::rows(reading, &profiles, flavour, &mut notices);
    note_texts(reading, &columns, &mut notices);
    FileTable {
        file: reading.file.clone(),
        kind,
        kind_evidence,
        flavour,
        n_rows: reading.records.n_rows(),
        columns,
        scale,
        aside,
        notices,
    }
}

/// Lets a column that is called by a number (`Q3`, `QID12_TEXT`) go by the question it asks.
fn ask(profile: &mut profile::Profile, label: &str) {
    let mut name = profile.name.chars().skip_while(char::is_ascii_alphabetic);
    let is_number = name.next().is_some_and(|c| c.is_ascii_digit());
    if profile.name.starts_with(['Q', 'q']) && is_number && !label.is_empty() {
        profile.words = profile::normal(label);
    }
}

/// Notes texts that say nothing, and that headings stand in for texts.
fn note_texts(reading: &Reading, columns: &[TypedColumn], notices: &mut Notices) {
    let own = columns.iter().find(|own| own.column.role == Some(Role::Verbatim));
    let Some((own, super::Data::Text(texts))) = own.map(|own| (own, &own.column.data)) else {
        return;
    };
    if own.is_heading() {
        let message = format!(
            "the file has no text of the customers; '{}' is read instead. Open the file with their \
             comments too: both are joined by their id",
            own.column.name
        );
        notices.add("no-text", message, None);
    }
    let says_nothing = |row: &u32| {
        let text = texts.get(*row);
        junk::is_junk(text) && !text.trim().is_empty()
    };
    for row in texts.short(junk::LONG).into_iter().filter(says_nothing) {
        let message = || "a text says nothing ('test', 'n/a'); it is kept and not read".to_owned();
        let place = || u64::from(reading.records.line(row));
        notices.add_lazily("empty-words", &message, &place);
    }
}

impl TypedColumn {
    /// Whether this is a heading that stands in for a text.
    pub(crate) fn is_heading(&self) -> bool {
        self.column.role == Some(Role::Verbatim)
            && self.guess.confidence == Some(Confidence::Low)
            && self.guess.evidence.contains(roles::HEADING)
    }
}

/// Whether a column with this header may name the writer's company, or only a company.
pub(crate) fn may_name_company(header: &str) -> bool {
    lexicon::COMPANY.contains(&profile::normal(header).as_str())
}

/// What the file as a whole says about the order of day and month.
fn hint(reading: &Reading, profiles: &[profile::Profile]) -> survey::Hint {
    let mut proven = profiles.iter().filter_map(|profile| profile.dates.proven());
    if let Some(order) = proven.next() {
        let agree = proven.all(|other| other == order);
        return if agree { survey::Hint::Proven(order) } else { survey::Hint::None };
    }
    let has_commas = profiles
        .iter()
        .any(|profile| profile.is_number() && profile.decimal == numbers::Decimal::Comma);
    if has_commas || reading.dialect.delimiter == ";" {
        return survey::Hint::Continental;
    }
    survey::Hint::None
}

pub(crate) use junk::is_junk;
pub(crate) use several::QUESTION_MARK;

#[cfg(test)]
mod tests;
