//! Types and roles of a file's columns, guessed from header, known exports and values.

mod build;
mod dates;
mod flavours;
mod keys;
mod kind;
mod lexicon;
mod numbers;
mod profile;
mod roles;
mod scores;
mod survey;

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
    let hint = hint(reading, &profiles);
    for profile in &mut profiles {
        profile.hint = hint;
    }
    let flavour = flavours::find(&reading.header);
    let assigned = roles::assign(&profiles, flavour, choices);
    let (kind, kind_evidence) = kind::decide(&profiles, &assigned, choices);
    let assigned = kind::adapt(kind, &profiles, assigned);
    let mut notices = Notices::default();
    let keys = keys::keys(&profiles, &assigned);
    let mut scale = None;
    let mut columns = Vec::with_capacity(profiles.len());
    for ((profile, guessed), key) in profiles.iter().zip(assigned).zip(keys) {
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
    FileTable {
        file: reading.file.clone(),
        kind,
        kind_evidence,
        flavour,
        n_rows: reading.records.n_rows(),
        columns,
        scale,
        notices,
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

#[cfg(test)]
mod tests;
