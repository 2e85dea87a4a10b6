//! The other themes of a text that says more than one thing.

use undertone_kernel as kernel;

use super::known::{Import, Memory};
use super::neighbours::whole;
use crate::num::dot;
use crate::table::MISSING;
use crate::text::{BEGINS, ROUTINE};

/// Shorter clauses belong to what stands before them.
const MIN_WORDS: usize = 4;

/// Themes of a text beside its main one.
const MAX_ALSO: usize = 3;

/// A clause must lie nearer to a theme than this share of the theme's own texts.
const SHARE: f64 = 0.1;

/// And nearer than to the main theme by this much of the cosine.
const GAP: f32 = 0.2;

/// Texts of each theme by which its share is known.
const JUDGES: usize = 200;

/// Clauses that are looked at together.
const CHUNK: usize = 16_384;

/// Words that begin a clause though no mark stands before them.
const JOINS: [&str; 12] =
    ["and", "but", "also", "plus", "et", "mais", "aussi", "und", "aber", "außerdem", "y", "pero"];

/// The themes of each row beside its main one.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Also {
    ends: Vec<u32>,
    themes: Vec<u32>,
}

impl Also {
    /// The other themes of `row`, nearest first; none where nothing was looked at.
    pub fn of(&self, row: u32) -> &[u32] {
        let end = |at: usize| self.ends.get(at).map_or(0, |end| *end as usize);
        let start = (row as usize).checked_sub(1).map_or(0, end);
        &self.themes[start..end(row as usize).max(start)]
    }

    /// The themes of the last row looked at, with their cosines; rows before it have none.
    fn close(&mut self, near: &mut Vec<(f32, u32)>, row: u32) {
        crate::num::sort_by(near, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        self.ends.resize(row as usize, self.themes.len() as u32);
        let start = self.themes.len();
        for (_, theme) in near.drain(..) {
            if !self.themes[start..].contains(&theme) && self.themes.len() < start + MAX_ALSO {
                self.themes.push(theme);
            }
        }
        self.ends.push(self.themes.len() as u32);
    }
}

impl FromIterator<Vec<u32>> for Also {
    fn from_iter<I: IntoIterator<Item = Vec<u32>>>(rows: I) -> Self {
        let mut also = Also::default();
        for own in rows {
            also.themes.extend(own);
            also.ends.push(also.themes.len() as u32);
        }
        also
    }
}

/// The themes that single clauses of each row lie in beside its main theme (`of_row`). `ids` are
/// those of the themes, of which `memory` has the centres; `progress` hears the share done.
pub fn also(
    import: &Import<'_>,
    memory: &Memory,
    ids: &[String],
    of_row: &[u32],
    progress: &mut dyn FnMut(f64),
) -> Also {
    let Some(space) = Space::new(import, memory, ids, of_row) else { return Also::default() };
    let clauses = clauses(import, of_row);
    let mut also = Also::default();
    let mut near: Vec<(f32, u32)> = Vec::new();
    let mut row = 0;
    for (chunk, some) in clauses.chunks(CHUNK).enumerate() {
        progress((chunk * CHUNK) as f64 / clauses.len() as f64);
        let found = space.themes_of(import, memory, some, of_row);
        for ((own, _), theme) in some.iter().zip(found) {
            if *own != row {
                also.close(&mut near, row);
                row = *own;
            }
            near.extend(theme);
        }
    }
    also.close(&mut near, row);
    also.ends.resize(import.corpus.n_rows() as usize, also.themes.len() as u32);
    also
}

/// Where the themes lie, and how near their own texts are.
struct Space {
    dims: usize,
    /// The centres of the parts of themes, one after the other, exact and in whole numbers.
    centres: Vec<f32>,
    whole: Vec<i16>,
    /// The theme of each centre.
    owners: Vec<u32>,
    /// The cosine that a clause must have to each theme.
    least: Vec<f32>,
}

impl Space {
    /// `None` where no theme has a centre.
    fn new(import: &Import<'_>, memory: &Memory, ids: &[String], of_row: &[u32]) -> Option<Space> {
        if !memory.basis.fits(import.model) {
            return None;
        }
        let dims = memory.basis.common.first()?.mean.len();
        let mut space = Space {
            dims,
            centres: Vec::new(),
            whole: Vec::new(),
            owners: Vec::new(),
            least: vec![f32::INFINITY; ids.len()],
        };
        for known in &memory.themes {
            let Some(theme) = ids.iter().position(|id| *id == known.id) else { continue };
            for part in known.parts.iter().filter(|part| part.centre.len() == dims) {
                space.centres.extend(&part.centre);
                space.owners.push(theme as u32);
            }
        }
        space.whole = whole(&space.centres);
        space.judge(import, memory, of_row);
        (!space.owners.is_empty()).then_some(space)
    }

    /// Learns how near the texts of each theme are: of many, those with the least keys.
    fn judge(&mut self, import: &Import<'_>, memory: &Memory, of_row: &[u32]) {
        let mut order = import.corpus.by_key();
        order.dedup_by_key(|(key, _)| *key);
        let mut judges: Vec<Vec<u32>> = vec![Vec::new(); self.least.len()];
        for (_, row) in order {
            if let Some(own) = judges.get_mut(of_row[row as usize] as usize)
                && own.len() < JUDGES
            {
                own.push(row);
            }
        }
        for (theme, rows) in judges.iter().enumerate() {
            let vectors = memory.basis.vectors(import.corpus, import.model, rows);
            let own = vectors.chunks_exact(self.dims);
            let mut cosines: Vec<f32> = own.map(|own| self.cosine(theme as u32, own)).collect();
            crate::num::sort_by(&mut cosines, f32::total_cmp);
            let at = (cosines.len() as f64 * SHARE) as usize;
            self.least[theme] = cosines.get(at).copied().unwrap_or(f32::INFINITY);
        }
    }

    /// The cosine to the nearest centre of a theme.
    fn cosine(&self, theme: u32, own: &[f32]) -> f32 {
        let centres = self.centres.chunks_exact(self.dims).zip(&self.owners);
        let near = centres.filter(|(_, owner)| **owner == theme);
        near.map(|(centre, _)| dot(centre, own)).fold(-1.0, f32::max)
    }

    /// The theme that each clause is about, and how near it lies, where it is another than the main
    /// theme of the clause's row.
    fn themes_of(
        &self,
        import: &Import<'_>,
        memory: &Memory,
        clauses: &[(u32, &[u32])],
        of_row: &[u32],
    ) -> Vec<Option<(f32, u32)>> {
        let vectors = memory.basis.vectors_of_parts(import.corpus, import.model, clauses);
        let n = clauses.len();
        // Centres go by numbers above those of the clauses: a row is never its own neighbour.
        let names: Vec<u32> = (n as u32..(n + self.owners.len()) as u32).collect();
        let rows = kernel::Rows { values: &self.whole, dims: self.dims, names: &names };
        let mut nearest = kernel::Nearest::new(n, 1);
        for (at, own) in whole(&vectors).chunks_exact(self.dims).enumerate() {
            nearest.hear(at, own, rows, &[]);
        }
        let theme = |(at, own): (usize, &[f32])| {
            let name = nearest.of(at).first()?.1;
            let theme = self.owners[name as usize - n];
            let main = of_row[clauses[at].0 as usize];
            let cosine = self.cosine(theme, own);
            let is_other = theme != main
                && cosine >= self.least[theme as usize]
                && cosine >= self.cosine(main, own) + GAP;
            is_other.then_some((cosine, theme))
        };
        vectors.chunks_exact(self.dims).enumerate().map(theme).collect()
    }
}

/// The clauses of the rows that have a theme and more than one clause, each with its row.
fn clauses<'a>(import: &Import<'a>, of_row: &[u32]) -> Vec<(u32, &'a [u32])> {
    let corpus = import.corpus;
    let mut joins: Vec<u32> = JOINS.iter().filter_map(|word| corpus.words.find(word)).collect();
    joins.sort_unstable();
    let mut out = Vec::new();
    for row in (0..corpus.n_rows()).filter(|row| of_row[*row as usize] != MISSING) {
        let (words, marks) = (corpus.row(row), corpus.row_marks(row));
        let first = out.len();
        let mut start = 0;
        for at in MIN_WORDS..=words.len() {
            let begins = |at: usize| marks[at] & BEGINS != 0 || joins.contains(&words[at]);
            let is_end = at == words.len()
                || at - start >= MIN_WORDS && words.len() - at >= MIN_WORDS && begins(at);
            if is_end {
                if marks[start..at].iter().any(|mark| mark & ROUTINE == 0) {
                    out.push((row, &words[start..at]));
                }
                start = at;
            }
        }
        if out.len() - first < 2 {
            out.truncate(first);
        }
    }
    out
}
