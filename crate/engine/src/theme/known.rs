//! Themes as earlier imports left them: by which texts they are known again, and how themes found
//! anew take their identity.

use super::Themes;
use crate::num::{dot, to_unit, unit_mean};
use crate::table::MISSING;
use crate::text::{Basis, Corpus, Model};

/// Keys kept of one memory; of more texts, those with the least hashes.
const MAX_KEYS: usize = 150_000;

/// Texts from which the centre of a part is made.
const CENTRE_TEXTS: usize = 60;

/// A text this alike belongs to a theme however close its other texts are, and how far below what
/// they reach another text may lie.
const SURE: f32 = 0.7;
const ROOM: f32 = 0.9;

/// Themes that are kept though no item is left of them.
const MAX_DORMANT: usize = 300;

/// What a workspace remembers of its themes between imports.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Memory {
    /// The space in which centres lie.
    pub basis: Basis,
    /// The themes, by id.
    pub themes: Vec<Known>,
    /// The newest day of the last import.
    pub last_day: Option<i32>,
    /// Keys of texts that are in no theme, ascending.
    pub unthemed: Vec<u32>,
    /// What the last import with new items changed.
    pub changes: Vec<Change>,
    /// What people decided; not kept here but taken from their decisions before an import.
    pub decided: Decided,
}

/// What people decided about themes, as far as themes that are found must respect it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Decided {
    /// Ids of themes that people made: no theme found anew takes one.
    pub ids: Vec<String>,
    /// Names that people gave, in lower case: no theme found anew takes one.
    pub names: Vec<String>,
    /// Known themes that stay what they are, with the texts that are known to be theirs.
    pub fixed: Vec<String>,
    /// Known themes that stay, with their texts where none is found that has most of these.
    pub kept: Vec<String>,
}

/// A theme as the last import left it, before anybody's edits.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Known {
    /// Its id, for good.
    pub id: String,
    /// The name under which it was found.
    pub name: String,
    /// Telling terms, best first.
    pub terms: Vec<String>,
    /// What is in no finer theme (without a name), then the finer themes.
    pub parts: Vec<Part>,
    /// The cosine to the centre that most of its texts reach.
    pub radius: f32,
    /// The newest day of the import before the one that brought it; none for the first import.
    pub born: Option<i32>,
    /// Its first day.
    pub first_day: Option<i32>,
    /// Items at the last import.
    pub n: u32,
}

/// A finer theme, or the rest of a theme.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Part {
    /// Its name; empty for the rest.
    pub name: String,
    /// Keys of its texts, ascending.
    pub keys: Vec<u32>,
    /// Its centre in the space of the memory.
    pub centre: Vec<f32>,
}

/// Something that an import changed in the taxonomy.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Change {
    /// `new`, `faded`, `merged`, `split`, `unmatched` or `kept`.
    pub kind: String,
    /// Ids of the themes that it is about.
    pub themes: Vec<String>,
    /// Items that it is about.
    pub n: u32,
    /// Items that it is compared with.
    pub of: u32,
}

/// Who each found theme is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Identity {
    /// Its id, along [`Themes::themes`].
    pub ids: Vec<String>,
    /// See [`Known::born`].
    pub born: Vec<Option<i32>>,
}

/// What an import brings beside its texts.
#[derive(Clone, Copy)]
pub struct Import<'a> {
    /// The words.
    pub corpus: &'a Corpus,
    /// The model of the space of the memory.
    pub model: Option<&'a Model>,
    /// The day of each row, where it has one.
    pub days: &'a [Option<i32>],
    /// The account of each row, or [`MISSING`]; may be empty.
    pub accounts: &'a [u32],
}

impl Import<'_> {
    /// The newest day.
    pub(super) fn newest(&self) -> Option<i32> {
        self.days.iter().flatten().copied().max()
    }

    /// The day of `row`.
    pub(super) fn day(&self, row: u32) -> Option<i32> {
        self.days.get(row as usize).copied().flatten()
    }
}

impl Memory {
    /// Whether nothing is known yet.
    pub fn is_empty(&self) -> bool {
        self.themes.is_empty()
    }

    /// Theme and part of every known key, by key; [`MISSING`] for those in no theme.
    pub(super) fn index(&self) -> Vec<(u32, u32, u32)> {
        let mut all: Vec<(u32, u32, u32)> =
            self.unthemed.iter().map(|key| (*key, MISSING, 0)).collect();
        for (at, theme) in self.themes.iter().enumerate() {
            for (part, own) in theme.parts.iter().enumerate() {
                all.extend(own.keys.iter().map(|key| (*key, at as u32, part as u32)));
            }
        }
        crate::num::sort_by(&mut all, Ord::cmp);
        all
    }

    /// The known theme at whose centre `vector` lies nearest: its place, the place of
    /// its part, and the cosine.
    pub fn nearest(&self, vector: &[f32]) -> Option<(usize, usize, f32)> {
        let mut best: Option<(usize, usize, f32)> = None;
        for (at, theme) in self.themes.iter().enumerate() {
            let parts = theme.parts.iter().enumerate();
            for (place, part) in parts.filter(|(_, part)| part.centre.len() == vector.len()) {
                let cosine = dot(&part.centre, vector);
                if best.is_none_or(|best| cosine > best.2) {
                    best = Some((at, place, cosine));
                }
            }
        }
        best
    }

    /// What is remembered of `themes`, which are known by `identity`; of those that are not there
    /// any more, what was remembered before.
    #[must_use]
    pub fn learn(&self, import: &Import<'_>, themes: &Themes, identity: &Identity) -> Memory {
        let is_same_space = !self.themes.is_empty() && self.basis.fits(import.model);
        let basis = if is_same_space {
            self.basis.clone()
        } else {
            rounded(Basis::learn(import.corpus, import.model))
        };
        let rows = import.corpus.by_key();
        let mut texts = rows.chunk_by(|a, b| a.0 == b.0);
        let end = texts.nth(MAX_KEYS).map_or(u32::MAX, |same| same[0].0);
        let mut of_theme: Vec<Vec<(u32, u32)>> = vec![Vec::new(); themes.themes.len()];
        let mut unthemed = Vec::new();
        for (key, row) in rows {
            match of_theme.get_mut(themes.of_row[row as usize] as usize) {
                Some(own) => own.push((key, row)),
                None if key < end => unthemed.push(key),
                None => {}
            }
        }
        unthemed.dedup();
        let mut out = Memory {
            basis,
            themes: Vec::new(),
            last_day: import.newest().max(self.last_day),
            unthemed,
            changes: self.changes.clone(),
            decided: Decided::default(),
        };
        for (at, own) in of_theme.iter().enumerate() {
            let mut known = out.known(import, themes, at, own, end);
            known.id.clone_from(&identity.ids[at]);
            known.born = identity.born[at];
            out.themes.push(known);
        }
        let index = out.index();
        let is_gone = |old: &&Known| !identity.ids.contains(&old.id);
        for old in self.themes.iter().filter(is_gone).take(MAX_DORMANT) {
            let mut old = Known { n: 0, ..old.clone() };
            for part in &mut old.parts {
                part.keys.retain(|key| find(&index, *key).is_none());
                if !is_same_space {
                    part.centre.clear();
                }
            }
            out.themes.push(old);
        }
        crate::num::sort_by(&mut out.themes, |a, b| a.id.cmp(&b.id));
        out
    }

    /// What is kept of the theme at place `at`, whose rows are `rows` with their keys, by key.
    fn known(
        &self,
        import: &Import<'_>,
        themes: &Themes,
        at: usize,
        rows: &[(u32, u32)],
        end: u32,
    ) -> Known {
        let theme = &themes.themes[at];
        let mut known = Known {
            name: theme.name.clone(),
            terms: theme.terms.clone(),
            first_day: rows.iter().filter_map(|(_, row)| import.day(*row)).min(),
            n: rows.len() as u32,
            ..Known::default()
        };
        let names = std::iter::once("").chain(theme.subthemes.iter().map(String::as_str));
        let mut samples = Vec::new();
        for (part, name) in names.enumerate() {
            let sub = if part == 0 { MISSING } else { part as u32 - 1 };
            let mut own = rows.to_vec();
            own.retain(|(_, row)| themes.sub_of_row[*row as usize] == sub);
            own.dedup_by_key(|(key, _)| *key);
            let some: Vec<u32> = own.iter().take(CENTRE_TEXTS).map(|(_, row)| *row).collect();
            let vectors = self.basis.vectors(import.corpus, import.model, &some);
            known.parts.push(Part {
                name: name.to_owned(),
                keys: own.iter().map(|(key, _)| *key).filter(|key| *key < end).collect(),
                centre: centre(&vectors, some.len()),
            });
            samples.push(vectors);
        }
        known.radius = radius(&known.parts, &samples);
        known
    }
}

/// The unit mean of `n` vectors, in the steps in which it is kept; empty of none.
fn centre(vectors: &[f32], n: usize) -> Vec<f32> {
    let dims = vectors.len().checked_div(n).unwrap_or(0);
    unpacked(&packed(&unit_mean(vectors, dims)))
}

/// The cosine to the nearest centre that all but one in twenty reach, with some room: the centres
/// were made of the same texts.
fn radius(parts: &[Part], samples: &[Vec<f32>]) -> f32 {
    let mut cosines: Vec<f32> = Vec::new();
    for sample in samples {
        let dims = parts.iter().map(|part| part.centre.len()).max().unwrap_or(0).max(1);
        for own in sample.chunks_exact(dims) {
            let near = parts.iter().filter(|part| !part.centre.is_empty());
            cosines.push(near.map(|part| dot(&part.centre, own)).fold(-1.0, f32::max));
        }
    }
    crate::num::sort_by(&mut cosines, f32::total_cmp);
    let low = cosines.get(cosines.len() / 20).copied().unwrap_or(1.0);
    // In hundredths: the project file says it so.
    (low.min(SURE) * ROOM * 100.0).floor() / 100.0
}

/// A vector in whole steps of its largest number, a byte each.
pub fn packed(vector: &[f32]) -> Vec<i8> {
    let most = vector.iter().fold(0.0_f32, |most, value| most.max(value.abs()));
    let step = |value: &f32| if most > 0.0 { (value / most * 127.0).round() as i8 } else { 0 };
    vector.iter().map(step).collect()
}

/// The unit vector of packed steps.
pub fn unpacked(steps: &[i8]) -> Vec<f32> {
    let mut out: Vec<f32> = steps.iter().map(|step| f32::from(*step)).collect();
    to_unit(&mut out);
    out
}

/// The basis as the project file keeps it, so that it is the same before and after.
fn rounded(mut basis: Basis) -> Basis {
    for common in &mut basis.common {
        let length = dot(&common.mean, &common.mean).sqrt();
        let length = (length * 10_000.0).round() / 10_000.0;
        common.mean = unpacked(&packed(&common.mean)).iter().map(|v| v * length).collect();
    }
    basis
}

/// The key's place in an index.
pub(super) fn find(index: &[(u32, u32, u32)], key: u32) -> Option<(u32, u32, u32)> {
    let at = index.partition_point(|own| own.0 < key);
    index.get(at).copied().filter(|own| own.0 == key)
}

/// Ids and names: those of the known themes stay, new ones are made of the names.
pub(super) fn named(themes: &mut Themes, memory: &Memory, who: &[Option<u32>]) -> Identity {
    let known = |at: usize| who[at].map(|known| &memory.themes[known as usize]);
    let mut ids: Vec<String> = memory.themes.iter().map(|theme| theme.id.clone()).collect();
    ids.extend(memory.decided.ids.iter().cloned());
    // Where nothing is known yet, themes are known by their names.
    let given = if memory.is_empty() { &[][..] } else { &memory.decided.names };
    let mut names: Vec<String> = given.to_vec();
    for at in 0..themes.themes.len() {
        if let Some(known) = known(at) {
            let found = std::mem::replace(&mut themes.themes[at].name, known.name.clone());
            let terms = &mut themes.themes[at].terms;
            terms.retain(|term| *term != known.name && *term != found);
            terms.insert(0, known.name.clone());
            names.push(known.name.to_lowercase());
        }
    }
    let mut out = Identity::default();
    for at in 0..themes.themes.len() {
        if let Some(known) = known(at) {
            out.ids.push(known.id.clone());
            out.born.push(known.born);
            continue;
        }
        let theme = &mut themes.themes[at];
        let is_free = |name: &&String| !names.contains(&name.to_lowercase());
        let name = std::iter::once(&theme.name).chain(&theme.terms).find(is_free).cloned();
        theme.name = name.unwrap_or_else(|| {
            let mut numbered = (2..).map(|n| format!("{} {n}", theme.name));
            numbered.find(|name| is_free(&name)).unwrap_or_default()
        });
        names.push(theme.name.to_lowercase());
        let id = slug(&theme.name, &ids);
        ids.push(id.clone());
        out.ids.push(id);
        out.born.push(None);
    }
    out
}

/// `name` in lower-case letters, digits and hyphens, with a number where it is taken.
pub fn slug(name: &str, taken: &[String]) -> String {
    let mut slug = String::new();
    for c in name.to_lowercase().chars() {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    let slug = if slug.is_empty() { "theme" } else { slug.trim_end_matches('-') };
    let mut candidates =
        std::iter::once(slug.to_owned()).chain((2..).map(|n| format!("{slug}-{n}")));
    candidates.find(|candidate| !taken.contains(candidate)).unwrap_or_default()
}
