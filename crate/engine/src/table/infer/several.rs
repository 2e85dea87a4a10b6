//! Columns that say one thing together: a name that stands several times, a question in two parts,
//! several labels in one cell.

use super::junk::is_junk;
use super::profile::Profile;
use super::{Guess, TypedColumn, lexicon};
use crate::table::{Category, Data, Role, Texts};

/// Brings them together. The parts stay as they are, as columns of their own.
pub(super) fn unite(
    columns: &mut [TypedColumn],
    raw_header: &[String],
    profiles: &[Profile],
    flavour: Option<&str>,
) {
    labels(columns, raw_header, flavour == Some("Zendesk"));
    questions(columns, profiles);
}

fn cell(column: &TypedColumn, row: u32) -> &str {
    match &column.column.data {
        Data::Category(own) => own.get(row).unwrap_or_default(),
        Data::Text(own) => own.get(row),
        _ => "",
    }
}

/// The labels of an item in one cell, joined by ", ", those of repeated columns among them.
fn labels(columns: &mut [TypedColumn], raw_header: &[String], by_space: bool) {
    let Some(at) = columns.iter().position(|c| c.column.role == Some(Role::Tags)) else { return };
    let name = raw_header.get(at).map_or("", |name| name.trim()).to_owned();
    let is_same = |idx: &usize| {
        *idx != at
            && raw_header.get(*idx).is_some_and(|own| own.trim() == name)
            && matches!(columns[*idx].column.data, Data::Category(_) | Data::Text(_))
    };
    let same: Vec<usize> = (0..columns.len()).filter(is_same).collect();
    let Data::Category(own) = &columns[at].column.data else { return };
    let united = if same.is_empty() {
        let values = own.values.iter().map(|value| parts(value, by_space).join(", "));
        let values: Vec<String> = values.collect();
        own.recoded(&mut values.iter().map(String::as_str))
    } else {
        let all = |row: u32| {
            let cells = std::iter::once(&at).chain(&same).map(|idx| cell(&columns[*idx], row));
            cells.flat_map(|cell| parts(cell, by_space)).collect::<Vec<_>>().join(", ")
        };
        let cells: Vec<String> = (0..own.codes.len() as u32).map(all).collect();
        Category::from_values(cells.iter().map(String::as_str))
    };
    columns[at].column.data = Data::Category(united);
    for idx in same {
        set_aside(&mut columns[idx], &name);
    }
}

fn set_aside(column: &mut TypedColumn, with: &str) {
    column.column.role = None;
    column.guess = Guess { evidence: format!("read together with '{with}'"), ..Guess::default() };
}

/// The labels in one cell.
fn parts(cell: &str, by_space: bool) -> Vec<&str> {
    let is_mark =
        |c: char| matches!(c, ',' | ';' | '|' | '\n' | '、' | '[' | ']') || by_space && c == ' ';
    let bare = |part: &'_ str| !part.is_empty();
    let cut = |c: char| c == ' ' || c == '"' || c == '\'';
    cell.split(is_mark).map(|part| part.trim_matches(cut)).filter(|part| bare(part)).collect()
}

/// Begins the line that names the question which the words after it answer.
pub(crate) const QUESTION_MARK: char = '¶';

/// Several open questions as one text, each answer after the first under its question.
fn questions(columns: &mut [TypedColumn], profiles: &[Profile]) {
    let Some(first) = columns.iter().position(|c| c.column.role == Some(Role::Verbatim)) else {
        return;
    };
    if !lexicon::is_open_question(&profiles[first]) {
        return;
    }
    let is_more = |idx: &usize| {
        let own = &columns[*idx];
        own.column.role.is_none()
            && !own.guess.is_confirmed
            && matches!(own.column.data, Data::Text(_))
            && profiles[*idx].is_text()
            && lexicon::is_open_question(&profiles[*idx])
    };
    let more: Vec<usize> = (0..columns.len()).filter(is_more).collect();
    let Data::Text(own) = &columns[first].column.data else { return };
    if more.is_empty() {
        return;
    }
    let mut texts = Texts::default();
    for row in 0..own.len() {
        let first = own.get(row);
        let mut text = if is_junk(first) { String::new() } else { first.to_owned() };
        for idx in &more {
            let answer = cell(&columns[*idx], row).trim();
            if !is_junk(answer) {
                let question = normal_space(&columns[*idx].column.name);
                text.push_str(&format!("\n{QUESTION_MARK} {question}\n{answer}"));
            }
        }
        texts.push(text.trim_start());
    }
    let names: Vec<String> =
        more.iter().map(|i| format!("'{}'", columns[*i].column.name)).collect();
    columns[first].guess.evidence.push_str(&format!(", read together with {}", names.join(", ")));
    columns[first].column.data = Data::Text(texts);
    let name = columns[first].column.name.clone();
    for idx in more {
        set_aside(&mut columns[idx], &name);
    }
}

/// A header on one line.
fn normal_space(header: &str) -> String {
    header.split_whitespace().collect::<Vec<_>>().join(" ")
}
