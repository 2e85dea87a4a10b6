//! Whether a file's rows are items of feedback, accounts, or something else.

use super::Choices;
use super::profile::Profile;
use super::roles::Guessed;
use crate::table::{Confidence, FileKind, Role};

const FACTS: &[Role] = &[
    Role::Arr,
    Role::Plan,
    Role::Renewal,
    Role::Industry,
    Role::Lifecycle,
    Role::Owner,
    Role::Region,
    Role::Country,
    Role::Signup,
    Role::UseCase,
    Role::Contract,
    Role::Domain,
];

fn col(assigned: &[Guessed], role: Role) -> Option<usize> {
    assigned.iter().position(|own| own.role == Some(role))
}

/// What the rows are, and why.
pub(super) fn decide(
    profiles: &[Profile],
    assigned: &[Guessed],
    choices: &Choices,
) -> (FileKind, String) {
    if let Some(kind) = choices.kind {
        return (kind, "chosen by hand".to_owned());
    }
    let n_facts = FACTS.iter().filter(|role| col(assigned, **role).is_some()).count();
    let verbatim = col(assigned, Role::Verbatim);
    // An account may have several contracts, one a row.
    let least = if col(assigned, Role::Arr).is_some() { 0.3 } else { 0.95 };
    let key = [Role::Account, Role::AccountName, Role::Domain]
        .iter()
        .filter_map(|role| col(assigned, *role))
        .find(|col| profiles[*col].n() > 1 && profiles[*col].distinct_share() > least);
    let has_value = col(assigned, Role::Arr).or(col(assigned, Role::Renewal)).is_some();
    let is_note = |at: usize| {
        let words = profiles[at].words.as_str();
        ["note", "notes", "next step", "description", "comments", "about"].contains(&words)
            || profiles[at].n() * 10 < profiles[at].n_rows
    };
    let has_words = verbatim.is_some_and(|at| {
        let is_feedback =
            col(assigned, Role::Score).is_some() || col(assigned, Role::Channel).is_some();
        // Linked records of accounts are long too: without score, channel and date no feedback.
        let is_book = has_value && n_facts >= 3 && col(assigned, Role::Date).is_none();
        !is_note(at) && (is_feedback || !is_book) || is_feedback && !has_value
    });
    if let Some(key) = key
        && n_facts >= 1
        && !has_words
    {
        let name = &profiles[key].name;
        return (
            FileKind::Accounts,
            format!("'{name}' names an account in every row, with facts about it"),
        );
    }
    match verbatim {
        Some(at) => (FileKind::Feedback, format!("'{}' holds customers' words", profiles[at].name)),
        None if key.is_some() && n_facts >= 1 => {
            (FileKind::Accounts, "one row an account".to_owned())
        }
        None => (FileKind::Other, "neither customers' words nor accounts were found".to_owned()),
    }
}

/// Roles as they are in a file of that kind: an account's creation is a sign-up, its notes are no
/// feedback.
pub(super) fn adapt(
    kind: FileKind,
    profiles: &[Profile],
    mut assigned: Vec<Guessed>,
) -> Vec<Guessed> {
    if kind != FileKind::Accounts {
        return assigned;
    }
    for idx in 0..assigned.len() {
        let own = &assigned[idx];
        if own.guess.is_confirmed {
            continue;
        }
        let role = match own.role {
            Some(Role::Date) if col(&assigned, Role::Signup).is_none() => {
                is_beginning(&profiles[idx].words).then_some(Role::Signup)
            }
            Some(Role::Id) if col(&assigned, Role::Account).is_none() => Some(Role::Account),
            Some(Role::Verbatim | Role::Title | Role::Score | Role::Date | Role::Id) => None,
            other => other,
        };
        if role == own.role {
            continue;
        }
        assigned[idx] = role.map_or_else(Guessed::default, |role| {
            let evidence = format!("header '{}' in a file of accounts", profiles[idx].name);
            Guessed::new(role, Confidence::Medium, evidence)
        });
    }
    assigned
}

/// Whether a date in a file of accounts may be the one on which they began.
fn is_beginning(words: &str) -> bool {
    !["close", "activity", "update", "last", "due", "modified"]
        .iter()
        .any(|own| words.contains(own))
}
