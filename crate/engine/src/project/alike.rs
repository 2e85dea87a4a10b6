//! Which rows are like others: the rule by which a split, a move or a "not this" teaches.

use super::taxonomy::Material;
use crate::num::{dot, to_unit};
use crate::table::{Data, MISSING, Role, Table};
use crate::text::{is_cjk, words};

/// A row is like another from this cosine on.
const LIKE: f32 = 0.6;

/// Rows that the others are compared with; of more, those with the least keys.
const MAX_SEEDS: usize = 200;

/// Finds rows by their words, their items and their likeness.
pub(super) struct Finder<'a> {
    material: &'a Material<'a>,
}

impl<'a> Finder<'a> {
    pub(super) fn new(material: &'a Material<'a>) -> Finder<'a> {
        Finder { material }
    }

    /// The rows of items as a project keeps them (see [`reference`]), ascending.
    pub(super) fn rows_of(&self, items: &[String]) -> Vec<u32> {
        let (mut keys, mut ids): (Vec<u32>, Vec<&str>) = (Vec::new(), Vec::new());
        for item in items {
            let (key, id) = item.split_once(' ').unwrap_or((item, ""));
            keys.extend(u32::from_str_radix(key, 16).ok().filter(|key| *key != 0));
            ids.extend((!id.is_empty()).then_some(id));
        }
        keys.sort_unstable();
        let text_keys = &self.material.corpus.keys;
        crate::num::sort_by(&mut ids, Ord::cmp);
        let is_one = |row: &u32| {
            keys.binary_search(&text_keys[*row as usize]).is_ok()
                || !ids.is_empty()
                    && ids.binary_search(&item_id(self.material.table, *row).as_str()).is_ok()
        };
        (0..text_keys.len() as u32).filter(is_one).collect()
    }

    /// The rows that say `phrase`, word for word, whatever the case.
    pub(super) fn rows_saying(&self, phrase: &str) -> Vec<u32> {
        let corpus = self.material.corpus;
        if phrase.contains(is_cjk) {
            let says = |row: &u32| corpus.clean.get(*row).contains(phrase.trim());
            return (0..corpus.n_rows()).filter(says).collect();
        }
        let said = words(phrase);
        let words: Vec<u32> = said.iter().filter_map(|word| corpus.words.find(word)).collect();
        if words.is_empty() || words.len() < said.len() {
            return Vec::new();
        }
        let says = |row: &u32| corpus.row(*row).windows(words.len()).any(|own| own == words);
        (0..corpus.n_rows()).filter(says).collect()
    }

    /// Those of `pool` that are nearer to one of `seeds` than [`LIKE`] and nearer to their middle
    /// than to the middle of the pool.
    pub(super) fn like(&self, seeds: &[u32], pool: &[u32]) -> Vec<u32> {
        let Some(memory) = self.material.memory.filter(|m| m.basis.fits(self.material.model))
        else {
            return Vec::new();
        };
        let vectors =
            |rows: &[u32]| memory.basis.vectors(self.material.corpus, self.material.model, rows);
        let mut few = seeds.to_vec();
        let key = |row: &u32| self.material.corpus.keys[*row as usize];
        crate::num::sort_by_key(&mut few, key);
        few.dedup_by_key(|row| key(row));
        few.truncate(MAX_SEEDS);
        if few.is_empty() {
            return Vec::new();
        }
        let (near, own) = (vectors(&few), vectors(pool));
        let dims = near.len() / few.len();
        let (middle, rest) = (mean(&near, dims), mean(&own, dims));
        let is_like = |vector: &[f32]| {
            dot(vector, &middle) > dot(vector, &rest)
                && near.chunks_exact(dims).any(|seed| dot(vector, seed) >= LIKE)
        };
        pool.iter()
            .zip(own.chunks_exact(dims))
            .filter(|(_, v)| is_like(v))
            .map(|(r, _)| *r)
            .collect()
    }

    /// For each row the known theme that lies nearest among those that `may` take it and within
    /// whose radius it is.
    pub(super) fn next_best(
        &self,
        rows: &[u32],
        may: &dyn Fn(usize) -> bool,
    ) -> Vec<Option<usize>> {
        let Some(memory) = self.material.memory.filter(|m| m.basis.fits(self.material.model))
        else {
            return vec![None; rows.len()];
        };
        let vectors = memory.basis.vectors(self.material.corpus, self.material.model, rows);
        let dims = vectors.len() / rows.len().max(1);
        let best = |vector: &[f32]| {
            let mut best = (None, -1.0_f32);
            for (at, theme) in memory.themes.iter().enumerate().filter(|(at, _)| may(*at)) {
                for part in theme.parts.iter().filter(|part| part.centre.len() == dims) {
                    let cosine = dot(&part.centre, vector);
                    if cosine > best.1 && cosine >= theme.radius {
                        best = (Some(at), cosine);
                    }
                }
            }
            best.0
        };
        vectors.chunks_exact(dims.max(1)).map(best).collect()
    }
}

/// The unit mean.
fn mean(vectors: &[f32], dims: usize) -> Vec<f32> {
    let mut out = vec![0.0_f32; dims];
    for own in vectors.chunks_exact(dims) {
        for (to, value) in out.iter_mut().zip(own) {
            *to += value;
        }
    }
    to_unit(&mut out);
    out
}

/// An item as a project keeps it: the hash of its text in hexadecimal, and its own id.
pub(super) fn reference(material: &Material<'_>, row: u32) -> String {
    let key = material.corpus.keys.get(row as usize).copied().unwrap_or(0);
    format!("{key:08x} {}", item_id(material.table, row)).trim_end().to_owned()
}

/// The item's own id; empty where it has none.
pub(crate) fn item_id(table: &Table, row: u32) -> String {
    let given = table.role(Role::Id).map(|column| match &column.data {
        Data::Text(texts) => texts.get(row).to_owned(),
        Data::Category(category) if category.codes[row as usize] != MISSING => {
            category.get(row).unwrap_or("").to_owned()
        }
        Data::Number(numbers) => numbers.get(row).map_or_else(String::new, |n| n.to_string()),
        _ => String::new(),
    });
    given.unwrap_or_default()
}
