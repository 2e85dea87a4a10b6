//! Feedback files one below the other: columns united by key, the same item kept once.

use std::collections::BTreeMap;

use crate::notice::Notices;
use crate::num::{Interner, hash64};
use crate::table::{
    Category, Column, Data, Dates, FileTable, MISSING, Numbers, Origin, Role, RowOrigin, Source,
    Table, Texts,
};

/// A row of one of the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) file: u16,
    pub(super) row: u32,
}

/// The rows that stay, file by file: of items with the same id in several files the newest.
pub(super) fn rows(files: &[(u32, &FileTable)], notices: &mut Notices) -> Vec<Place> {
    let all = files.iter().enumerate().flat_map(|(file, (_, table))| {
        (0..table.n_rows).map(move |row| Place { file: file as u16, row })
    });
    if files.len() < 2 {
        return all.collect();
    }
    let mut ids = Interner::default();
    let mut winner: Vec<Place> = Vec::new();
    let mut places: Vec<(Place, u32)> = Vec::new();
    for place in all {
        let table = files[place.file as usize].1;
        let id = id_of(table, place.row);
        if id.is_empty() {
            places.push((place, MISSING));
            continue;
        }
        let code = ids.intern(id);
        match winner.get_mut(code as usize) {
            None => winner.push(place),
            Some(best) if best.file == place.file => {
                places.push((place, MISSING));
                continue;
            }
            Some(best) => {
                let day = |place: Place| day_of(files[place.file as usize].1, place.row);
                notices.add(
                    "duplicate-item",
                    "an item stands in several files; its newest version was kept",
                    None,
                );
                if day(place) >= day(*best) {
                    *best = place;
                }
            }
        }
        places.push((place, code));
    }
    let stays = |(place, code): &(Place, u32)| {
        *code == MISSING || winner.get(*code as usize).is_none_or(|best| best == place)
    };
    places.iter().filter(|place| stays(place)).map(|(place, _)| *place).collect()
}

fn by_role(table: &FileTable, role: Role) -> Option<&Column> {
    table.columns.iter().map(|typed| &typed.column).find(|column| column.role == Some(role))
}

fn id_of(table: &FileTable, row: u32) -> &str {
    by_role(table, Role::Id).map_or("", |column| text_of(column, row))
}

fn day_of(table: &FileTable, row: u32) -> Option<i32> {
    match &by_role(table, Role::Date)?.data {
        Data::Date(dates) => dates.day(row),
        _ => None,
    }
}

/// The cell of a text or category column.
pub(super) fn text_of(column: &Column, row: u32) -> &str {
    match &column.data {
        Data::Text(texts) => texts.get(row),
        Data::Category(category) => category.get(row).unwrap_or_default(),
        _ => "",
    }
}

/// One table of the rows that stay.
pub(super) fn stack(files: &[(u32, &FileTable)], rows: &[Place]) -> Table {
    let sources = files.iter().map(|(id, table)| Source {
        file: *id,
        name: table.file.clone(),
        scale: table.scale.clone(),
    });
    let origins = rows.iter().map(|place| RowOrigin { source: place.file, row: place.row + 1 });
    let mut table = Table {
        n_rows: rows.len() as u32,
        sources: sources.collect(),
        origins: origins.collect(),
        ..Table::default()
    };
    for (key, parts) in united(files) {
        let first = parts.iter().flatten().next();
        let Some(first) = first else { continue };
        table.columns.push(Column {
            key,
            name: first.name.clone(),
            role: first.role.filter(|role| *role != Role::Ignore),
            origin: Origin::File,
            data: data(&parts, rows, first.role),
        });
    }
    ids(&mut table, files, rows);
    table
}

/// Columns of all files by key, in the order in which they first occur; one entry a file.
fn united<'a>(files: &[(u32, &'a FileTable)]) -> Vec<(String, Vec<Option<&'a Column>>)> {
    let mut place: BTreeMap<&str, usize> = BTreeMap::new();
    let mut united: Vec<(String, Vec<Option<&Column>>)> = Vec::new();
    for (idx, (_, table)) in files.iter().enumerate() {
        for typed in &table.columns {
            let column = &typed.column;
            let at = *place.entry(&column.key).or_insert_with(|| {
                united.push((column.key.clone(), vec![None; files.len()]));
                united.len() - 1
            });
            united[at].1[idx] = Some(column);
        }
    }
    united
}

/// The values of all files in one column; kinds that differ become text or categories.
fn data(parts: &[Option<&Column>], rows: &[Place], role: Option<Role>) -> Data {
    if let [Some(only)] = parts {
        return only.data.clone();
    }
    let all = |is: fn(&Data) -> bool| parts.iter().flatten().all(|column| is(&column.data));
    let part = |place: &Place| parts.get(place.file as usize).copied().flatten();
    if all(|data| matches!(data, Data::Number(_))) {
        let mut numbers = Numbers::default();
        for place in rows {
            numbers.push(part(place).and_then(|column| match &column.data {
                Data::Number(own) => own.get(place.row),
                _ => None,
            }));
        }
        numbers.unit = parts.iter().flatten().find_map(|column| match &column.data {
            Data::Number(own) => own.unit.clone(),
            _ => None,
        });
        return Data::Number(numbers);
    }
    if all(|data| matches!(data, Data::Date(_))) {
        let mut dates = Dates::default();
        for place in rows {
            dates.push(part(place).and_then(|column| match &column.data {
                Data::Date(own) => own.day(place.row).map(|day| (day, own.minute(place.row))),
                _ => None,
            }));
        }
        return Data::Date(dates);
    }
    let cell = |place: &Place| part(place).map_or_else(String::new, |c| written(c, place.row));
    let is_text = parts.iter().flatten().any(|column| matches!(column.data, Data::Text(_)));
    if is_text && role != Some(Role::Dimension) {
        let mut texts = Texts::default();
        for place in rows {
            match part(place) {
                Some(Column { data: Data::Text(own), .. }) => texts.push_from(own, place.row),
                Some(column) if matches!(column.data, Data::Category(_)) => {
                    texts.push(text_of(column, place.row));
                }
                _ => texts.push(&cell(place)),
            }
        }
        return Data::Text(texts);
    }
    let cells: Vec<String> = rows.iter().map(cell).collect();
    Data::Category(Category::from_values(cells.iter().map(String::as_str)))
}

/// Any cell as text.
fn written(column: &Column, row: u32) -> String {
    match &column.data {
        Data::Text(_) | Data::Category(_) => text_of(column, row).to_owned(),
        Data::Number(numbers) => numbers.get(row).map_or_else(String::new, |n| n.to_string()),
        Data::Date(dates) => dates.day(row).map_or_else(String::new, crate::table::format_day),
    }
}

/// Gives items without an id one that stays the same from import to import: a hash of source,
/// date and text.
fn ids(table: &mut Table, files: &[(u32, &FileTable)], rows: &[Place]) {
    let own = table.columns.iter().position(|column| column.role == Some(Role::Id));
    let is_complete = own.is_some_and(|at| {
        (0..table.n_rows).all(|row| !text_of(&table.columns[at], row).is_empty())
    });
    if is_complete {
        return;
    }
    let mut texts = Texts::default();
    let mut seen: BTreeMap<u64, u32> = BTreeMap::new();
    for (row, place) in rows.iter().enumerate() {
        let row = row as u32;
        let given = own.map_or("", |at| text_of(&table.columns[at], row));
        if !given.is_empty() {
            texts.push(given);
            continue;
        }
        let file = files[place.file as usize].1;
        let day = day_of(file, place.row).unwrap_or(i32::MIN);
        let seed = hash64(file.file.as_bytes(), u64::from(day as u32));
        let hash = hash64(table.verbatim(row).as_bytes(), seed);
        let n = seen.entry(hash).or_insert(0);
        *n += 1;
        let id = if *n == 1 { format!("{hash:016x}") } else { format!("{hash:016x}-{n}") };
        texts.push(&id);
    }
    let column = Column {
        key: "id".to_owned(),
        name: "ID".to_owned(),
        role: Some(Role::Id),
        origin: Origin::Computed,
        data: Data::Text(texts),
    };
    table.put(column);
}
