//! What an edit would do, found by doing it on a copy.

use super::item::item_key;
use super::taxonomy::{Material, Taxonomy};
use crate::table::MISSING;
use crate::view::{Edit, PreviewView};

/// Rows listed as examples.
pub(crate) const EXAMPLES: usize = 6;

/// The edit as a project keeps it: rows of this session (`row:7`) become items that another import
/// can find, and a theme that is split off gets its id for good.
pub(crate) fn kept(edit: &Edit, material: &Material<'_>, now: &Taxonomy) -> Edit {
    let (table, corpus) = (material.table, material.corpus);
    let item = |item: &String| match item.strip_prefix("row:").and_then(|row| row.parse().ok()) {
        Some(row) if row < table.n_rows => item_key(table, corpus, row),
        _ => item.clone(),
    };
    let mut edit = edit.clone();
    match &mut edit {
        Edit::MoveItems { items, .. } | Edit::NotThis { items, .. } => {
            *items = items.iter().map(item).collect();
            crate::num::sort_by(items, Ord::cmp);
            items.dedup();
        }
        Edit::SetLabel { item: own, .. } => *own = item(own),
        Edit::SplitTheme { name, id, .. } if id.is_empty() => {
            *id = now.new_id(name.trim(), material);
        }
        _ => {}
    }
    edit
}

/// Rows that would be elsewhere after `edit`, and the view of that without its examples. The first
/// rows are those that are only alike.
pub fn preview(
    material: &Material<'_>,
    done: &[Edit],
    now: &Taxonomy,
    edit: &Edit,
) -> (PreviewView, Vec<u32>) {
    let edit = kept(edit, material, now);
    let after = |edit: Edit| {
        let mut edits = done.to_vec();
        match edit {
            Edit::Undo => {
                edits.pop();
            }
            Edit::Redo => {}
            edit => edits.push(edit),
        }
        Taxonomy::new(material, &edits)
    };
    let then = after(edit.clone());
    let moved = moved(now, &then);
    let named = moved_by_name(edit, now, after);
    let mut like: Vec<u32> = Vec::new();
    if let Some(named) = named {
        like = moved.iter().filter(|row| named.binary_search(row).is_err()).copied().collect();
    }
    let view = PreviewView {
        n_moved: moved.len() as u32,
        n_like: like.len() as u32,
        from: counts(now, &moved),
        into: counts(&then, &moved),
        n_themes: (now.n_themes(), then.n_themes()),
        examples: Vec::new(),
    };
    let mut examples = like;
    examples.truncate(EXAMPLES / 2);
    examples.extend(moved);
    let mut seen: Vec<u32> = Vec::new();
    examples.retain(|row| {
        let is_first = !seen.contains(row) && seen.len() < EXAMPLES;
        seen.extend(is_first.then_some(*row));
        is_first
    });
    (view, examples)
}

/// The rows that an edit moves without moving what is like them; nothing for one that does not.
fn moved_by_name(
    mut edit: Edit,
    now: &Taxonomy,
    after: impl Fn(Edit) -> Taxonomy,
) -> Option<Vec<u32>> {
    match &mut edit {
        Edit::SplitTheme { like, .. }
        | Edit::MoveItems { like, .. }
        | Edit::NotThis { like, .. }
            if *like =>
        {
            *like = false;
        }
        _ => return None,
    }
    Some(moved(now, &after(edit)))
}

/// Rows whose theme has another id.
fn moved(now: &Taxonomy, then: &Taxonomy) -> Vec<u32> {
    let id = |own: &Taxonomy, row: usize| own.of_row[row];
    let same: Vec<u32> = now
        .themes
        .iter()
        .map(|theme| then.by_id(&theme.id).map_or(MISSING - 1, |at| at as u32))
        .collect();
    let place = |row: usize| same.get(id(now, row) as usize).copied().unwrap_or(MISSING);
    (0..now.of_row.len())
        .filter(|row| place(*row) != id(then, *row))
        .map(|row| row as u32)
        .collect()
}

/// How many of `rows` are in each theme, most first.
fn counts(taxonomy: &Taxonomy, rows: &[u32]) -> Vec<(String, u32)> {
    let mut counts = vec![0_u32; taxonomy.themes.len() + 1];
    for row in rows {
        let theme = taxonomy.of_row[*row as usize] as usize;
        counts[theme.min(taxonomy.themes.len())] += 1;
    }
    let name = |at: usize| taxonomy.themes.get(at).map_or("", |theme| theme.name.as_str());
    let mut out: Vec<(String, u32)> = counts
        .iter()
        .enumerate()
        .filter(|(_, n)| **n > 0)
        .map(|(at, n)| (name(at).to_owned(), *n))
        .collect();
    crate::num::sort_by(&mut out, |a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    out
}
