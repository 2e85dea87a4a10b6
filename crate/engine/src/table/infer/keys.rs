//! Short, stable, unique keys of columns.

use super::profile::Profile;
use super::roles::Guessed;
use crate::table::Role;

/// Keys that the engine's own columns have.
const COMPUTED: &[&str] = &[
    "theme",
    "subtheme",
    "also",
    "category",
    "severity",
    "sentiment",
    "cause",
    "risk",
    "language",
    "week",
    "month",
    "band",
    "source",
    "file",
    "copy",
    "search",
    "rows",
];

/// One key a column: the role's code where the role is unique, else the header's words.
pub(super) fn keys(profiles: &[Profile], assigned: &[Guessed]) -> Vec<String> {
    let mut keys: Vec<String> =
        assigned.iter().map(|own| own.role.map_or_else(String::new, key_of)).collect();
    for idx in 0..keys.len() {
        if keys[idx].is_empty() {
            keys[idx] = free(&slug(&profiles[idx]), &keys);
        }
    }
    keys
}

/// The key of a role that occurs once; empty for the others.
pub(crate) fn key_of(role: Role) -> String {
    match role {
        Role::Dimension | Role::Ignore => String::new(),
        Role::Category => "file-category".to_owned(),
        Role::Language => "file-language".to_owned(),
        role => role.code().to_owned(),
    }
}

fn slug(profile: &Profile) -> String {
    let slug = profile.words.replace(' ', "-").replace('#', "number");
    let slug: String = slug.chars().take(40).collect();
    let slug = slug.trim_matches('-');
    if slug.is_empty() { format!("column-{}", profile.col + 1) } else { slug.to_owned() }
}

fn free(slug: &str, taken: &[String]) -> String {
    let is_reserved = |key: &str| COMPUTED.contains(&key) || Role::parse(key).is_some();
    let base = if is_reserved(slug) { format!("file-{slug}") } else { slug.to_owned() };
    let mut key = base.clone();
    let mut n = 2;
    while taken.contains(&key) {
        key = format!("{base}-{n}");
        n += 1;
    }
    key
}
