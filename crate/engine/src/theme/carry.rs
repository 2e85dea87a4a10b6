//! The next import: known texts stay in their themes, new ones join the theme that they lie in,
//! and what is new in the stream becomes a theme of its own.

use super::centre::{NONE, centres};
use super::changes::changes;
use super::copies::Copies;
use super::fresh::{Burst, Stream, bursts};
use super::known::{Change, Identity, Import, Memory, find, named};
use super::learn::{Found, by_size};
use super::neighbours::Points;
use super::phrases::Ends;
use super::places::{Cells, Guard, NEW, Places};
use super::{Themes, Vectors, name};
use crate::num::dot;
use crate::table::MISSING;

/// The themes of an import after others, who they are, and what changed. Themes whose ids are in
/// `pinned` lose no text.
pub fn carry_on(
    import: &Import<'_>,
    vectors: &dyn Vectors,
    memory: &Memory,
    pinned: &[String],
    found: Themes,
) -> (Themes, Identity, Vec<Change>) {
    let texts = Texts::new(import, vectors, &found, memory);
    let mut cells = Cells::new(memory);
    let (of, is_old) = texts.known_places(&cells);
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
    let settled = texts.cells(cells, places);
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

/// The distinct texts of an import, in the order of their hashes.
pub(super) struct Texts {
    /// One row of each.
    pub(super) rows: Vec<u32>,
    /// All rows of each.
    items: Vec<Vec<u32>>,
    /// The vector of each.
    points: Points,
    /// Where the memory has each row, where it knows its text: key, theme and part.
    known: Vec<Option<(u32, u32, u32)>>,
    copies: Copies,
    /// Week and account of the items of each.
    stream: Vec<Vec<(i32, u32)>>,
    is_dated: bool,
    /// The newest day of the last import, in weeks before the newest.
    last_week: i32,
}

impl Texts {
    fn new(import: &Import<'_>, vectors: &dyn Vectors, found: &Themes, memory: &Memory) -> Texts {
        let hashes = import.corpus.row_hashes();
        let mut order = import.corpus.by_content(&hashes);
        order.retain(|row| !import.corpus.row(*row).is_empty());
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
        let newest = import.newest();
        let account = |row: u32| import.accounts.get(row as usize).copied().unwrap_or(MISSING);
        let week = |row: u32| newest.zip(import.day(row)).map_or(0, |(end, day)| (day - end) / 7);
        let stream = items
            .iter()
            .map(|own| own.iter().map(|row| (week(*row), account(*row))).collect())
            .collect();
        let index = memory.index();
        let last_week = newest.zip(memory.last_day).map_or(0, |(end, day)| (day - end) / 7);
        Texts {
            points: Points { values: vectors.of(&rows), dims: vectors.width() },
            known: import.corpus.keys.iter().map(|key| find(&index, *key)).collect(),
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
    fn known_places(&self, cells: &Cells) -> (Vec<u32>, Vec<bool>) {
        let cell = |row: &u32| Some(cells.of(self.known[*row as usize]?));
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
    fn cells(&self, cells: &Cells, places: &Places) -> Vec<u32> {
        let mut out = vec![NONE; self.known.len()];
        for (at, rows) in self.items.iter().enumerate() {
            for row in rows {
                let own = self.known[*row as usize].map(|own| cells.of(own));
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
        let cell_of_row = self.cells(cells, places);
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
