//! The next import: known texts stay in their themes, new ones join the theme that they lie in,
//! and what is new in the stream becomes a theme of its own.

use ndarray::Array2;

use super::centre::{NONE, centres};
use super::changes::changes;
use super::copies::Copies;
use super::fresh::{Burst, Stream, bursts};
use super::known::{Change, Identity, Import, Memory, find, named, row_keys};
use super::learn::{Found, SMALLEST, by_size};
use super::neighbours::Points;
use super::phrases::Ends;
use super::{Themes, name};
use crate::num::dot;
use crate::table::MISSING;

/// A known theme whose centre is not made anew of fewer known texts than this.
const SHARED: u32 = 3;

/// All but this share of the known texts of a theme lie within its radius.
const OUTSIDE: usize = 20;

/// A text beyond every radius still joins the nearest theme if it is this alike.
const LEAST_COSINE: f32 = 0.12;

/// This share of the texts of a theme found anew must be in no known theme for it to be a new one.
const UNKNOWN_SHARE: f64 = 0.6;

/// How much nearer to a new theme than to its own a known text must lie to be counted with it.
const BACKFILL: f32 = 0.1;

/// Share of the median cosine of its first texts within which further texts join a new theme.
const REACH: f32 = 0.85;

/// Where no text is known and fewer than one in so many lie in a known theme, the file is about
/// something else.
const OTHER: usize = 5;

/// Cells from here on are new themes; those below are parts of known ones.
const NEW: u32 = 1 << 30;

/// The themes of an import after others, who they are, and what changed. Themes whose ids are in
/// `pinned` lose no text.
pub fn carry_on(
    import: &Import<'_>,
    vectors: &Array2<f32>,
    memory: &Memory,
    pinned: &[String],
    found: Themes,
) -> (Themes, Identity, Vec<Change>) {
    let texts = Texts::new(import, vectors, &found, memory);
    let mut cells = Cells::new(memory);
    let (of, is_old) = texts.known_places(memory, &cells);
    let mut places = Places { fit: vec![(NONE, -1.0); of.len()], of, is_old, new: Vec::new() };
    if !places.is_old.contains(&false) {
        return unchanged(import, memory, found, &texts, &cells, &places);
    }
    cells.settle(&texts.points, &places.of);
    if cells.find_lost(import, memory, &texts, (&mut places.of, &places.is_old)) {
        cells.settle(&texts.points, &places.of);
    }
    places.assign(&texts.points, &cells);
    let is_new = |at: &usize| !places.is_old[*at];
    let n_unmatched =
        (0..places.of.len()).filter(is_new).filter(|at| places.of[*at] == NONE).count() as u32;
    let guard = Guard { memory, pinned, cells: &cells };
    for burst in texts.bursts(&places.is_old) {
        places.take(&burst, &texts.points, &guard);
    }
    places.leftovers(&texts.rows, &found);
    let n_old = places.is_old.iter().filter(|is_old| **is_old).count() as u32;
    let n_new = places.of.len() as u32 - n_old;
    let (themes, mut identity, who) = texts.write(import, memory, &found, &cells, &places);
    if who.iter().all(Option::is_none) {
        // Another product: this is its first import.
        identity.born.fill(None);
        return (themes, identity, Vec::new());
    }
    let mut changes = changes(import, &found, &themes, &identity, &who);
    if n_old > 0 {
        let (kind, themes) = ("unmatched".to_owned(), Vec::new());
        changes.push(Change { kind, themes, n: n_unmatched, of: n_new });
    }
    (themes, identity, changes)
}

/// The themes where no text is new: as they were found, if that is what is known.
fn unchanged(
    import: &Import<'_>,
    memory: &Memory,
    mut found: Themes,
    texts: &Texts,
    cells: &Cells,
    places: &Places,
) -> (Themes, Identity, Vec<Change>) {
    let mut who = vec![None; found.themes.len()];
    let mut is_same = true;
    let settled = texts.cells(memory, cells, places);
    for (row, cell) in settled.iter().enumerate() {
        let sub = found.sub_of_row[row].wrapping_add(1);
        let owner = cells.owners.get(*cell as usize);
        match (who.get_mut(found.of_row[row] as usize), owner) {
            (Some(who), Some((theme, part))) => {
                is_same &= *who.get_or_insert(*theme) == *theme && sub == *part;
            }
            (None, None) => {}
            _ => is_same = false,
        }
    }
    let mut distinct: Vec<u32> = who.iter().flatten().copied().collect();
    distinct.sort_unstable();
    distinct.dedup();
    if is_same && distinct.len() == found.themes.len() {
        let identity = named(&mut found, memory, &who);
        return (found, identity, memory.changes.clone());
    }
    let (themes, identity, _) = texts.write(import, memory, &found, cells, places);
    (themes, identity, memory.changes.clone())
}

/// Where each text is: a cell of a known theme, a new theme, or nowhere yet.
struct Places {
    of: Vec<u32>,
    is_old: Vec<bool>,
    /// The nearest cell of each new text, and its cosine.
    fit: Vec<(u32, f32)>,
    /// The texts of each new theme.
    new: Vec<Vec<u32>>,
}

/// What a new theme may not take.
struct Guard<'a> {
    memory: &'a Memory,
    pinned: &'a [String],
    cells: &'a Cells,
}

impl Guard<'_> {
    fn is_pinned(&self, cell: u32) -> bool {
        cell < NEW && self.pinned.contains(&self.memory.themes[self.cells.theme(cell)].id)
    }
}

impl Places {
    /// New texts join the theme within whose radius they lie.
    fn assign(&mut self, points: &Points, cells: &Cells) {
        for at in 0..self.of.len() {
            if !self.is_old[at] {
                let (cell, cosine) = cells.nearest(points.row(at));
                self.fit[at] = (cell, cosine);
                if self.of[at] == NONE && cell != NONE && cosine >= cells.radius[cells.theme(cell)]
                {
                    self.of[at] = cell;
                }
            }
        }
    }

    /// Makes a new theme of a burst with what lies near it, now and before; one that grows out of
    /// a theme that is new itself joins that.
    fn take(&mut self, burst: &Burst, points: &Points, guard: &Guard<'_>) {
        let cells = guard.cells;
        if let Some(theme) = self.grown_from(burst, guard) {
            for at in burst.members.iter().filter(|at| !self.is_old[**at as usize]) {
                self.of[*at as usize] = cells.first[theme];
            }
            return;
        }
        let is_free = |cell: u32| cell == NONE || cell < NEW && !guard.is_pinned(cell);
        let mut members: Vec<u32> = burst.members.clone();
        members.retain(|at| is_free(self.of[*at as usize]));
        if members.len() < 2 {
            return;
        }
        let own = points.pick(&members);
        let centre = centres(&own, &vec![0; members.len()], 1);
        let mut cosines: Vec<f32> =
            (0..own.len()).map(|at| dot(own.row(at), centre.row(0))).collect();
        crate::num::sort_by(&mut cosines, f32::total_cmp);
        let reach = cosines[cosines.len() / 2] * REACH;
        for at in (0..self.of.len()).filter(|at| is_free(self.of[*at])) {
            let cosine = dot(points.row(at), centre.row(0));
            if cosine < reach {
                continue;
            }
            let joins = if self.is_old[at] {
                let own = self.of[at];
                let now = if own == NONE {
                    0.0
                } else {
                    dot(points.row(at), cells.centres.row(own as usize))
                };
                cosine >= reach + BACKFILL && cosine > now + BACKFILL
            } else {
                cosine > self.fit[at].1
            };
            if joins {
                members.push(at as u32);
            }
        }
        members.sort_unstable();
        members.dedup();
        for at in &members {
            self.of[*at as usize] = NEW + self.new.len() as u32;
        }
        self.new.push(members);
    }

    /// The theme that the burst is: it holds half of the burst and is itself new, or hardly anything
    /// else, or is new and lies within the burst.
    fn grown_from(&self, burst: &Burst, guard: &Guard<'_>) -> Option<usize> {
        let known = burst.members.iter().filter(|at| self.is_old[**at as usize]);
        let cells = known.map(|at| self.of[*at as usize]).filter(|cell| *cell < NEW);
        let mut owners: Vec<u32> = cells.map(|cell| guard.cells.owners[cell as usize].0).collect();
        owners.sort_unstable();
        let most = owners.chunk_by(|a, b| a == b).max_by_key(|same| same.len())?;
        let theme = most[0] as usize;
        let is_half = most.len() * 2 >= burst.members.len();
        let size = guard.cells.shared[theme] as usize;
        let is_young = guard.memory.themes[theme].born.is_some();
        let is_same = is_half && (is_young || most.len() * 3 >= size);
        (is_same || is_young && most.len() * 2 >= size).then_some(theme)
    }

    /// Themes found anew whose texts are mostly in no known one become new themes; what is left
    /// over then joins the nearest, if that is near at all.
    fn leftovers(&mut self, rows: &[u32], found: &Themes) {
        let mut members: Vec<Vec<u32>> = vec![Vec::new(); found.themes.len()];
        let mut sizes = vec![0_u32; found.themes.len()];
        for (at, row) in rows.iter().enumerate() {
            let theme = found.of_row[*row as usize] as usize;
            if let Some(size) = sizes.get_mut(theme) {
                *size += 1;
                if self.of[at] == NONE {
                    members[theme].push(at as u32);
                }
            }
        }
        for (own, size) in members.into_iter().zip(sizes) {
            if own.len() >= SMALLEST && own.len() as f64 >= UNKNOWN_SHARE * f64::from(size) {
                for at in &own {
                    self.of[*at as usize] = NEW + self.new.len() as u32;
                }
                self.new.push(own);
            }
        }
        for (at, (cell, fit)) in self.of.iter_mut().zip(&self.fit).enumerate() {
            if *cell == NONE && !self.is_old[at] && fit.1 >= LEAST_COSINE {
                *cell = fit.0;
            }
        }
    }
}

/// The distinct texts of an import, in the order of their hashes.
struct Texts {
    /// One row of each.
    rows: Vec<u32>,
    /// All rows of each.
    items: Vec<Vec<u32>>,
    /// The vector of each.
    points: Points,
    /// Keys of all rows.
    keys: Vec<u32>,
    copies: Copies,
    /// Week and account of the items of each.
    stream: Vec<Vec<(i32, u32)>>,
    is_dated: bool,
    /// The newest day of the last import, in weeks before the newest.
    last_week: i32,
}

impl Texts {
    fn new(import: &Import<'_>, vectors: &Array2<f32>, found: &Themes, memory: &Memory) -> Texts {
        let hashes = import.corpus.row_hashes();
        let mut order: Vec<u32> = (0..import.corpus.n_rows()).collect();
        order.retain(|row| !import.corpus.row(*row).is_empty());
        crate::num::sort_by_key(&mut order, |row| (hashes[*row as usize], *row));
        let mut at_of = vec![NONE; hashes.len()];
        let mut twin: Vec<u32> = (0..import.corpus.n_rows()).collect();
        let (mut rows, mut items) = (Vec::new(), Vec::<Vec<u32>>::new());
        for row in order {
            let first = found.copy_of[row as usize] as usize;
            if at_of[first] == NONE {
                at_of[first] = rows.len() as u32;
                rows.push(row);
                items.push(Vec::new());
            }
            twin[row as usize] = rows[at_of[first] as usize];
            items[at_of[first] as usize].push(row);
        }
        let values = vectors.as_slice().map(<[f32]>::to_vec).unwrap_or_default();
        let all = Points { values, dims: vectors.ncols() };
        let newest = import.newest();
        let account = |row: u32| import.accounts.get(row as usize).copied().unwrap_or(MISSING);
        let week = |row: u32| newest.zip(import.day(row)).map_or(0, |(end, day)| (day - end) / 7);
        let stream = items
            .iter()
            .map(|own| own.iter().map(|row| (week(*row), account(*row))).collect())
            .collect();
        let last_week = newest.zip(memory.last_day).map_or(0, |(end, day)| (day - end) / 7);
        Texts {
            points: all.pick(&rows),
            keys: row_keys(import.corpus),
            copies: Copies { copy_of: found.copy_of.clone(), distinct: rows.clone(), twin },
            is_dated: newest.is_some() && memory.last_day.is_some(),
            rows,
            items,
            stream,
            last_week,
        }
    }

    /// The cell of each text that is known, by the first of its rows that is; and which are known
    /// (some of them to be in no theme).
    fn known_places(&self, memory: &Memory, cells: &Cells) -> (Vec<u32>, Vec<bool>) {
        let index = memory.index();
        let cell = |row: &u32| Some(cells.of(find(&index, self.keys[*row as usize])?));
        let known: Vec<Option<u32>> =
            self.items.iter().map(|own| own.iter().find_map(cell)).collect();
        let is_old = known.iter().map(Option::is_some).collect();
        (known.into_iter().map(|cell| cell.unwrap_or(NONE)).collect(), is_old)
    }

    /// What is new in the stream.
    fn bursts(&self, is_old: &[bool]) -> Vec<Burst> {
        let first: Vec<i32> = if self.is_dated {
            let weeks = |own: &Vec<(i32, u32)>| own.iter().map(|(week, _)| *week).min();
            self.stream.iter().map(|own| weeks(own).unwrap_or(0)).collect()
        } else {
            is_old.iter().map(|is_old| -i32::from(*is_old)).collect()
        };
        let since = if self.is_dated { self.last_week } else { 0 };
        let (points, items, is_dated) = (&self.points, &self.stream, self.is_dated);
        bursts(&Stream { points, first: &first, items, since, is_dated })
    }

    /// The cell of each row: known rows keep their own, where their text was not moved.
    fn cells(&self, memory: &Memory, cells: &Cells, places: &Places) -> Vec<u32> {
        let index = memory.index();
        let mut out = vec![NONE; self.keys.len()];
        for (at, rows) in self.items.iter().enumerate() {
            for row in rows {
                let own = find(&index, self.keys[*row as usize]).map(|own| cells.of(own));
                let stays = places.is_old[at] && !(NEW..NONE).contains(&places.of[at]);
                out[*row as usize] = own.filter(|_| stays).unwrap_or(places.of[at]);
            }
        }
        out
    }

    /// The themes with their names, largest first; which of them are known.
    fn write(
        &self,
        import: &Import<'_>,
        memory: &Memory,
        found: &Themes,
        cells: &Cells,
        places: &Places,
    ) -> (Themes, Identity, Vec<Option<u32>>) {
        let n_known = memory.themes.len();
        let n_rows = found.of_row.len();
        let cell_of_row = self.cells(memory, cells, places);
        let theme_of = |cell: u32| match cell {
            NONE => NONE,
            NEW.. => n_known as u32 + (cell - NEW),
            _ => cells.owners[cell as usize].0,
        };
        let groups: Vec<u32> = cell_of_row.iter().map(|cell| theme_of(*cell)).collect();
        let (order, of_row) = by_size(&groups, n_known + places.new.len());
        let who: Vec<Option<u32>> =
            order.iter().map(|theme| Some(*theme).filter(|t| (*t as usize) < n_known)).collect();
        let of_text: Vec<u32> = self.rows.iter().map(|row| of_row[*row as usize]).collect();
        let middle = centres(&self.points, &of_text, order.len());
        let mut similarity = vec![0.0; n_rows];
        for (at, rows) in self.items.iter().enumerate() {
            for row in rows.iter().filter(|row| of_row[**row as usize] != MISSING) {
                let theme = of_row[*row as usize] as usize;
                similarity[*row as usize] = dot(middle.row(theme), self.points.row(at));
            }
        }
        let sub = |cell: &u32| {
            let part = cells.owners.get(*cell as usize).map_or(0, |owner| owner.1);
            if part == 0 { MISSING } else { part - 1 }
        };
        let parts = |who: &Option<u32>| who.map_or(0, |w| memory.themes[w as usize].parts.len());
        let settled = Found {
            sub_of_row: cell_of_row.iter().map(sub).collect(),
            n_subs: who.iter().map(|who| parts(who).saturating_sub(1) as u32).collect(),
            of_row,
            similarity,
            centres: middle,
        };
        let mut themes = Themes {
            themes: name::describe(&Ends::new(import.corpus), &self.copies, &settled),
            of_row: settled.of_row,
            sub_of_row: settled.sub_of_row,
            similarity: settled.similarity,
            copy_of: self.copies.copy_of.clone(),
        };
        for (theme, who) in themes.themes.iter_mut().zip(&who) {
            if let Some(known) = who.map(|who| &memory.themes[who as usize]) {
                theme.terms.clone_from(&known.terms);
                let names = known.parts.iter().skip(1).map(|part| part.name.clone());
                theme.subthemes = names.collect();
            }
        }
        let mut identity = named(&mut themes, memory, &who);
        for (born, who) in identity.born.iter_mut().zip(&who) {
            if who.is_none() {
                *born = memory.last_day.or(Some(i32::MIN));
            }
        }
        (themes, identity, who)
    }
}

/// The parts of the known themes in the vectors of this import.
struct Cells {
    /// Theme and part of each.
    owners: Vec<(u32, u32)>,
    /// The first of each theme.
    first: Vec<u32>,
    centres: Points,
    /// Known texts of each theme that are there.
    shared: Vec<u32>,
    radius: Vec<f32>,
}

impl Cells {
    fn new(memory: &Memory) -> Cells {
        let (mut owners, mut first) = (Vec::new(), Vec::new());
        for (theme, known) in memory.themes.iter().enumerate() {
            first.push(owners.len() as u32);
            owners.extend((0..known.parts.len()).map(|part| (theme as u32, part as u32)));
        }
        let n = first.len();
        let centres = Points::default();
        Cells { owners, first, centres, shared: vec![0; n], radius: vec![f32::MAX; n] }
    }

    /// The cell of an entry of the memory's index.
    fn of(&self, (_, theme, part): (u32, u32, u32)) -> u32 {
        self.first.get(theme as usize).map_or(NONE, |first| first + part)
    }

    fn theme(&self, cell: u32) -> usize {
        self.owners[cell as usize].0 as usize
    }

    /// Centres and radii from the texts that have their place.
    fn settle(&mut self, points: &Points, of: &[u32]) {
        self.centres = centres(points, of, self.owners.len());
        let mut cosines: Vec<Vec<f32>> = vec![Vec::new(); self.first.len()];
        for (at, cell) in of.iter().enumerate().filter(|(_, cell)| **cell != NONE) {
            let theme = self.theme(*cell);
            let first = self.first[theme] as usize;
            let end = self.first.get(theme + 1).map_or(self.owners.len(), |end| *end as usize);
            let near = (first..end).map(|cell| dot(self.centres.row(cell), points.row(at)));
            cosines[theme].push(near.fold(-1.0, f32::max));
        }
        for (theme, own) in cosines.iter_mut().enumerate() {
            crate::num::sort_by(own, f32::total_cmp);
            self.shared[theme] = own.len() as u32;
            self.radius[theme] = own.get(own.len() / OUTSIDE).copied().unwrap_or(f32::MAX);
        }
    }

    /// The nearest cell of a theme that is there.
    fn nearest(&self, point: &[f32]) -> (u32, f32) {
        let mut best = (NONE, -1.0);
        for cell in (0..self.owners.len()).filter(|cell| self.shared[self.theme(*cell as u32)] > 0)
        {
            let cosine = dot(self.centres.row(cell), point);
            if cosine > best.1 {
                best = (cell as u32, cosine);
            }
        }
        best
    }

    /// Gives texts to the themes of which (nearly) no known text is there, by the centres that
    /// the memory keeps; whether there were any.
    fn find_lost(
        &self,
        import: &Import<'_>,
        memory: &Memory,
        texts: &Texts,
        (of, is_old): (&mut [u32], &[bool]),
    ) -> bool {
        if !memory.basis.fits(import.model) || self.shared.iter().all(|n| *n >= SHARED) {
            return false;
        }
        let is_loose = |at: &u32| of[*at as usize] == NONE && !is_old[*at as usize];
        let loose: Vec<u32> = (0..of.len() as u32).filter(is_loose).collect();
        let mut placed: Vec<u32> = Vec::new();
        for some in loose.chunks(4096) {
            let rows: Vec<u32> = some.iter().map(|at| texts.rows[*at as usize]).collect();
            let vectors = memory.basis.vectors(import.corpus, import.model, &rows);
            for (at, vector) in some.iter().zip(vectors.chunks(vectors.len() / rows.len())) {
                if let Some((theme, part, cosine)) = memory.nearest(vector)
                    && cosine >= memory.themes[theme].radius
                    && self.shared[theme] < SHARED
                {
                    of[*at as usize] = self.first[theme] + part as u32;
                    placed.push(*at);
                }
            }
        }
        let is_other = self.shared.iter().all(|n| *n == 0) && placed.len() * OTHER < loose.len();
        if is_other {
            for at in &placed {
                of[*at as usize] = NONE;
            }
        }
        !is_other && !placed.is_empty()
    }
}
