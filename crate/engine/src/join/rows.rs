//! Which rows of the files stay: the same item once, in its newest version, with what other files
//! know about it beside it.

use std::borrow::Cow;

use super::stack::text_of;
use crate::notice::Notices;
use crate::num::Interner;
use crate::table::{Column, Data, Dates, FileTable, MISSING, Role};

/// A row of one of the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) file: u16,
    pub(super) row: u32,
}

/// The rows that stay.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) places: Vec<Place>,
    /// For each file the row in which it holds the same item, or `MISSING`; empty where a file
    /// holds no item of another.
    pub(super) beside: Vec<Vec<u32>>,
}

impl Rows {
    /// All rows of the files but those that were set aside.
    pub(super) fn all(files: &[&FileTable]) -> Rows {
        let mut rows = Rows { places: Vec::new(), beside: vec![Vec::new(); files.len()] };
        for (file, table) in files.iter().enumerate() {
            let aside = &table.aside;
            let stays = |row: &u32| aside.is_empty() || aside.binary_search(row).is_err();
            let own = (0..table.n_rows).filter(stays);
            rows.places.extend(own.map(|row| Place { file: file as u16, row }));
        }
        rows
    }

    /// The place that knows a column: the row's own, else the same item's in another file.
    pub(super) fn place(&self, idx: usize, has: impl Fn(usize) -> bool) -> Option<Place> {
        let own = self.places[idx];
        if has(own.file as usize) {
            return Some(own);
        }
        let other = |file: &usize| self.other(*file, idx).is_some() && has(*file);
        let file = (0..self.beside.len()).rev().find(other)?;
        Some(Place { file: file as u16, row: self.other(file, idx)? })
    }

    /// Where `file` holds the item of a row that stays.
    pub(super) fn other(&self, file: usize, idx: usize) -> Option<u32> {
        self.beside[file].get(idx).copied().filter(|row| *row != MISSING)
    }
}

fn by_role(table: &FileTable, role: Role) -> Option<&Column> {
    table.columns.iter().map(|typed| &typed.column).find(|column| column.role == Some(role))
}

/// The column that tells items apart: their id, or the link to them.
fn id_column(table: &FileTable) -> Option<&Column> {
    by_role(table, Role::Id).or_else(|| by_role(table, Role::Url))
}

fn dates(column: Option<&Column>) -> Option<&Dates> {
    match &column?.data {
        Data::Date(dates) => Some(dates),
        _ => None,
    }
}

fn is_change(column: &Column) -> bool {
    let name = column.name.to_lowercase();
    ["updat", "modif", "更新"].iter().any(|part| name.contains(part))
}

/// What tells the versions of an item apart.
struct Clock<'a> {
    created: Option<&'a Dates>,
    changed: Option<&'a Dates>,
}

/// Day and minute.
type Moment = (Option<i32>, Option<u16>);

impl<'a> Clock<'a> {
    fn new(table: &'a FileTable) -> Clock<'a> {
        let date = by_role(table, Role::Date);
        let changed = table.columns.iter().map(|typed| &typed.column);
        let changed = changed.filter(|column| is_change(column)).find_map(|c| dates(Some(c)));
        Clock { created: dates(date.filter(|column| !is_change(column))), changed }
    }

    fn at(dates: Option<&Dates>, row: u32) -> Moment {
        dates.map_or((None, None), |dates| (dates.day(row), dates.minute(row)))
    }

    /// When the row was written last.
    fn last(&self, row: u32) -> Moment {
        match Self::at(self.changed, row) {
            (None, _) => Self::at(self.created, row),
            changed => changed,
        }
    }
}

/// The rows that stay: of the same item in one file or in several the newest. `n_own` files bring
/// items; those after them only say more about these.
pub(super) fn rows(files: &[&FileTable], n_own: usize, notices: &mut Notices) -> Rows {
    let mut rows = Rows::all(&files[..n_own]);
    rows.beside.resize(files.len(), Vec::new());
    let is_once = |table: &&FileTable| {
        let id = table
            .columns
            .iter()
            .find(|c| id_column(table).is_some_and(|id| id.key == c.column.key));
        id.is_none_or(|id| id.n_distinct + id.n_missing >= table.n_rows)
    };
    if files.len() < 2 && files.iter().all(is_once) {
        return rows;
    }
    let mut items = Items::new(files);
    let stays: Vec<bool> = items.sort_out(&rows.places, notices);
    let mut row_of = vec![MISSING; items.best.len()];
    let mut n = 0;
    for (place, stays) in rows.places.iter().zip(&stays) {
        if let (true, Some(code)) = (stays, items.code(*place)) {
            row_of[code as usize] = n;
        }
        n += u32::from(*stays);
    }
    items.put_beside(&mut rows, &stays, &row_of);
    for file in n_own..files.len() {
        items.attach(file, &mut rows, n, &row_of, notices);
    }
    let mut stays = stays.into_iter();
    rows.places.retain(|_| stays.next().unwrap_or(true));
    rows
}

/// The items of all files by id.
struct Items<'a> {
    files: &'a [&'a FileTable],
    ids: Vec<Option<&'a Column>>,
    clocks: Vec<Clock<'a>>,
    /// Files that have only a heading for a text.
    is_heading: Vec<bool>,
    /// The first file with whose ids each file's are one.
    spaces: Vec<usize>,
    codes: Interner,
    /// The newest place of each item.
    best: Vec<Place>,
}

impl<'a> Items<'a> {
    fn new(files: &'a [&'a FileTable]) -> Items<'a> {
        Items {
            files,
            ids: files.iter().map(|table| id_column(table)).collect(),
            clocks: files.iter().map(|table| Clock::new(table)).collect(),
            is_heading: files.iter().map(|table| has_heading_only(table)).collect(),
            spaces: spaces(files),
            codes: Interner::default(),
            best: Vec::new(),
        }
    }

    /// The item's id; those of files that tell of other things are kept apart.
    fn id(&self, place: Place) -> Cow<'a, str> {
        let id = self.ids[place.file as usize].map_or("", |column| text_of(column, place.row));
        match self.spaces[place.file as usize] {
            space if space > 0 && !id.is_empty() => Cow::Owned(format!("{space}\u{1f}{id}")),
            _ => Cow::Borrowed(id),
        }
    }

    fn code(&self, place: Place) -> Option<u32> {
        self.codes.find(&self.id(place))
    }

    /// Which of the places stay.
    fn sort_out(&mut self, places: &[Place], notices: &mut Notices) -> Vec<bool> {
        let mut stays = vec![true; places.len()];
        let mut at: Vec<u32> = Vec::new();
        for (idx, place) in places.iter().enumerate() {
            let id = self.id(*place);
            if id.is_empty() {
                continue;
            }
            let code = self.codes.intern(&id) as usize;
            if code == self.best.len() {
                self.best.push(*place);
                at.push(idx as u32);
                continue;
            }
            let best = self.best[code];
            if best.file == place.file && !self.is_same_version(best, *place) {
                let message = "an id stands twice in the file with different dates; both were kept";
                notices.add("repeated-id", message, Some(u64::from(place.row) + 1));
                continue;
            }
            self.note(best, *place, notices);
            let loser = if self.is_newer(*place, best) {
                self.best[code] = *place;
                std::mem::replace(&mut at[code], idx as u32)
            } else {
                idx as u32
            };
            stays[loser as usize] = false;
        }
        stays
    }

    /// Whether two rows of one file are versions of one item, not two events.
    fn is_same_version(&self, a: Place, b: Place) -> bool {
        let created = self.clocks[a.file as usize].created;
        Clock::at(created, a.row) == Clock::at(created, b.row)
    }

    fn is_newer(&self, place: Place, best: Place) -> bool {
        let [heading, best_heading] = [place, best].map(|own| self.is_heading[own.file as usize]);
        if heading != best_heading {
            return best_heading;
        }
        let last = |own: Place| self.clocks[own.file as usize].last(own.row);
        last(place) >= last(best)
    }

    fn note(&self, best: Place, place: Place, notices: &mut Notices) {
        let headings = [place, best].map(|own| self.is_heading[own.file as usize]);
        if best.file == place.file {
            let message = "an item stands twice in the file; its newest version was kept";
            notices.add("repeated-item", message, Some(u64::from(place.row) + 1));
        } else if headings[0] == headings[1] {
            let message = "an item stands in several files; its newest version was kept";
            notices.add("duplicate-item", message, None);
        } else {
            let message = "an item stands in a file with its text and in one without; both were \
                           read together";
            notices.add("joined-item", message, None);
        }
    }

    /// Puts what other files know about the items that stay beside these.
    fn put_beside(&self, rows: &mut Rows, stays: &[bool], row_of: &[u32]) {
        let n = stays.iter().filter(|stays| **stays).count();
        for (place, stays) in rows.places.iter().zip(stays) {
            let Some(code) = self.code(*place).filter(|_| !stays) else { continue };
            let row = row_of[code as usize];
            let is_other = self.best[code as usize].file != place.file;
            if is_other && row != MISSING {
                let beside = &mut rows.beside[place.file as usize];
                beside.resize(n, MISSING);
                beside[row as usize] = place.row;
            }
        }
    }

    /// Puts a file that has no items of its own beside the items that it knows.
    fn attach(&self, file: usize, rows: &mut Rows, n: u32, row_of: &[u32], notices: &mut Notices) {
        let mut beside = vec![MISSING; n as usize];
        for row in 0..self.files[file].n_rows {
            let code = self.code(Place { file: file as u16, row });
            let item = code.map_or(MISSING, |code| row_of[code as usize]);
            if let Some(own) = beside.get_mut(item as usize) {
                *own = row;
            } else {
                let message = "a row has an id that no item has; it was left out";
                notices.add("unknown-item", message, Some(u64::from(row) + 1));
            }
        }
        rows.beside[file] = beside;
    }
}

/// Whether a file has only headings for texts.
pub(super) fn has_heading_only(table: &FileTable) -> bool {
    table.columns.iter().any(crate::table::TypedColumn::is_heading)
}

/// For each file the first one that counts its items as it does: where two files number different
/// things from 1 on, the same number is not the same item.
fn spaces(files: &[&FileTable]) -> Vec<usize> {
    let mut spaces: Vec<usize> = Vec::with_capacity(files.len());
    for (idx, table) in files.iter().enumerate() {
        let same =
            (0..idx).find(|other| spaces[*other] == *other && is_shared(files[*other], table));
        spaces.push(same.unwrap_or(idx));
    }
    spaces
}

/// Shared ids that must be seen before they can be called a coincidence, and those looked at.
const ENOUGH_SHARED: u32 = 5;
const MOST_SHARED: u32 = 1000;

/// Whether the ids of two files name the same items.
fn is_shared(a: &FileTable, b: &FileTable) -> bool {
    let (Some(own), Some(other)) = (id_column(a), id_column(b)) else { return false };
    let is_partial =
        |table: &FileTable| by_role(table, Role::Verbatim).is_none() || has_heading_only(table);
    if is_partial(a) || is_partial(b) {
        return is_same_export(a, b, own, other);
    }
    let mut known = Interner::default();
    let rows: Vec<u32> = (0..a.n_rows).filter(|row| !text_of(own, *row).is_empty()).collect();
    let mut row_of: Vec<u32> = Vec::new();
    for row in rows {
        if known.intern(text_of(own, row)) as usize == row_of.len() {
            row_of.push(row);
        }
    }
    let (mut n, mut n_alike) = (0, 0);
    for row in 0..b.n_rows {
        let Some(at) = known.find(text_of(other, row)) else { continue };
        n += 1;
        n_alike += u32::from(is_alike(a, row_of[at as usize], b, row));
        if n == MOST_SHARED {
            break;
        }
    }
    n < ENOUGH_SHARED || n_alike * 5 >= n
}

/// Whether one product wrote both files, or both call the id by a name that says of what.
fn is_same_export(a: &FileTable, b: &FileTable, own: &Column, other: &Column) -> bool {
    let words = |column: &Column| column.name.to_lowercase().replace(['_', '-'], " ");
    a.flavour.is_some() && a.flavour == b.flavour
        || words(own) == words(other) && words(own).contains(' ')
}

/// Whether two rows agree on the day or on the words.
fn is_alike(a: &FileTable, row: u32, b: &FileTable, other: u32) -> bool {
    let day = |table: &FileTable, row: u32| dates(by_role(table, Role::Date))?.day(row);
    let words = by_role(a, Role::Verbatim).zip(by_role(b, Role::Verbatim));
    let same_words = words.is_some_and(|(own, their)| {
        !text_of(own, row).is_empty() && text_of(own, row) == text_of(their, other)
    });
    same_words || day(a, row).is_some_and(|own| Some(own) == day(b, other))
}

/// Whether at least half of a file's rows are about items of the others, by their ids.
pub(super) fn is_about(table: &FileTable, files: &[&FileTable]) -> bool {
    let Some(own) = by_role(table, Role::Id) else { return false };
    let mut known = Interner::default();
    for file in files {
        if let Some(ids) = by_role(file, Role::Id)
            && is_same_export(file, table, ids, own)
        {
            (0..file.n_rows).for_each(|row| {
                known.intern(text_of(ids, row));
            });
        }
    }
    let is_known = |row: &u32| {
        let id = text_of(own, *row);
        !id.is_empty() && known.find(id).is_some()
    };
    (0..table.n_rows).filter(is_known).count() * 2 >= table.n_rows as usize
}
