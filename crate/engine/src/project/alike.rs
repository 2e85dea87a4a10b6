//! Which rows are like others: the rule by which a split, a move or a "not this" teaches.

use std::collections::BTreeMap;

use super::item;
use super::taxonomy::Material;
use crate::num::{dot, unit_mean};
use crate::text::{is_cjk, words};
use crate::theme::{Known, Memory};

/// A row is like another from this cosine on.
const LIKE: f32 = 0.6;

/// A row that leaves its theme joins another only where it lies nearer than this share of that
/// theme's own texts: rather in none than in a wrong one.
const FAR: f64 = 0.25;

/// Rows that the others are compared with; of more, those with the least keys.
const MAX_SEEDS: usize = 200;

/// Finds rows by their words, their items and their likeness.
pub(super) struct Finder<'a> {
    material: &'a Material<'a>,
    /// How near the own texts of themes lie, by the place of the theme in the memory.
    least: BTreeMap<usize, f32>,
}

impl<'a> Finder<'a> {
    pub(super) fn new(material: &'a Material<'a>) -> Finder<'a> {
        Finder { material, least: BTreeMap::new() }
    }

    /// The rows of items as a project keeps them, and of copies of them, ascending.
    pub(super) fn rows_of(&self, items: &[String]) -> Vec<u32> {
        let items: Vec<&str> = items.iter().map(String::as_str).collect();
        let places = item::find(self.material.table, self.material.corpus, &items);
        let mut rows: Vec<u32> = places.into_iter().flat_map(item::Places::with_copies).collect();
        rows.sort_unstable();
        rows.dedup();
        rows
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
        self.few(&mut few);
        if few.is_empty() {
            return Vec::new();
        }
        let (near, own) = (vectors(&few), vectors(pool));
        let dims = near.len() / few.len();
        let (middle, rest) = (unit_mean(&near, dims), unit_mean(&own, dims));
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

    /// For each row the known theme that lies nearest among those that `may` take it, where the row
    /// lies there as the theme's own texts do.
    pub(super) fn next_best(
        &mut self,
        rows: &[u32],
        may: &dyn Fn(usize) -> bool,
    ) -> Vec<Option<usize>> {
        let Some(memory) = self.material.memory.filter(|m| m.basis.fits(self.material.model))
        else {
            return vec![None; rows.len()];
        };
        let vectors = memory.basis.vectors(self.material.corpus, self.material.model, rows);
        let dims = vectors.len() / rows.len().max(1);
        let may: Vec<bool> = (0..memory.themes.len()).map(may).collect();
        let mut best = |vector: &[f32]| {
            let mut best: Option<(usize, f32)> = None;
            for at in (0..may.len()).filter(|at| may[*at]) {
                let cosine = nearest(&memory.themes[at], vector);
                if best.is_none_or(|best| cosine > best.1) {
                    best = Some((at, cosine));
                }
            }
            best.filter(|(at, cosine)| *cosine >= self.least(*at, memory)).map(|(at, _)| at)
        };
        vectors.chunks_exact(dims.max(1)).map(&mut best).collect()
    }

    /// The cosine to its nearest centre that all but [`FAR`] of a known theme's own texts reach; of
    /// many texts, of those with the least keys.
    fn least(&mut self, theme: usize, memory: &Memory) -> f32 {
        if let Some(least) = self.least.get(&theme) {
            return *least;
        }
        let known = &memory.themes[theme];
        let place = self.material.identity.ids.iter().position(|id| *id == known.id);
        let of_row = &self.material.found.of_row;
        let is_own = |row: &u32| Some(of_row[*row as usize] as usize) == place;
        let mut own: Vec<u32> = (0..of_row.len() as u32).filter(is_own).collect();
        self.few(&mut own);
        let vectors = memory.basis.vectors(self.material.corpus, self.material.model, &own);
        let dims = vectors.len().checked_div(own.len()).unwrap_or(0).max(1);
        let mut cosines: Vec<f32> =
            vectors.chunks_exact(dims).map(|own| nearest(known, own)).collect();
        crate::num::sort_by(&mut cosines, f32::total_cmp);
        let least = cosines.get((cosines.len() as f64 * FAR) as usize).copied();
        let least = least.unwrap_or(f32::INFINITY).max(known.radius);
        self.least.insert(theme, least);
        least
    }

    /// Leaves at most [`MAX_SEEDS`] rows of different texts, those with the least keys.
    fn few(&self, rows: &mut Vec<u32>) {
        let key = |row: &u32| self.material.corpus.keys[*row as usize];
        crate::num::sort_by_key(rows, key);
        rows.dedup_by_key(|row| key(row));
        rows.truncate(MAX_SEEDS);
    }
}

/// The cosine to the nearest centre of a theme.
fn nearest(theme: &Known, vector: &[f32]) -> f32 {
    let parts = theme.parts.iter().filter(|part| part.centre.len() == vector.len());
    parts.map(|part| dot(&part.centre, vector)).fold(-1.0, f32::max)
}
