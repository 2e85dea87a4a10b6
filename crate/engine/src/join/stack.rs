//! Feedback files one below the other: columns united by key, as one table.

use super::rows::{Rows, has_heading_only};
use super::spread::spread;
use crate::num::{Interner, hash64};
use crate::table::{
    Category, Column, Data, Dates, FileTable, Numbers, Origin, Role, RowOrigin, Source, Table,
    Texts,
};

fn by_role(table: &FileTable, role: Role) -> Option<&Column> {
    table.columns.iter().map(|typed| &typed.column).find(|column| column.role == Some(role))
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
pub(super) fn stack(files: &[(u32, &FileTable)], rows: &Rows) -> Table {
    let scale = |idx: usize, table: &FileTable| {
        let beside = (0..files.len()).filter(|file| *file != idx && !rows.beside[*file].is_empty());
        let mut others = beside.filter_map(|file| files[file].1.scale.clone());
        table.scale.clone().or_else(|| others.next_back())
    };
    let sources = files.iter().enumerate().map(|(idx, (id, table))| Source {
        file: *id,
        name: table.file.clone(),
        scale: scale(idx, table),
    });
    let origins = rows.places.iter().map(|own| RowOrigin { source: own.file, row: own.row + 1 });
    let mut table = Table {
        n_rows: rows.places.len() as u32,
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
    titles(&mut table, files, rows);
    ids(&mut table, files, rows);
    table
}

/// The headings of items whose text stands in another file.
fn titles(table: &mut Table, files: &[(u32, &FileTable)], rows: &Rows) {
    let is_heading =
        |file: &usize| !rows.beside[*file].is_empty() && has_heading_only(files[*file].1);
    let Some(file) = (0..files.len()).find(is_heading) else { return };
    let Some(column) = by_role(files[file].1, Role::Verbatim) else { return };
    if table.role(Role::Title).is_some() {
        return;
    }
    let mut texts = Texts::default();
    for idx in 0..rows.places.len() {
        texts.push(rows.other(file, idx).map_or("", |row| text_of(column, row)));
    }
    table.put(Column {
        key: Role::Title.code().to_owned(),
        name: column.name.clone(),
        role: Some(Role::Title),
        origin: Origin::File,
        data: Data::Text(texts),
    });
}

/// Columns of all files by key, in the order in which they first occur; one entry a file.
fn united<'a>(files: &[(u32, &'a FileTable)]) -> Vec<(String, Vec<Option<&'a Column>>)> {
    let mut united: Vec<(String, Vec<Option<&Column>>)> = Vec::new();
    for (idx, (_, table)) in files.iter().enumerate() {
        for typed in &table.columns {
            let column = &typed.column;
            let known = united.iter().position(|(key, _)| *key == column.key);
            let at = known.unwrap_or_else(|| {
                united.push((column.key.clone(), vec![None; files.len()]));
                united.len() - 1
            });
            united[at].1[idx] = Some(column);
        }
    }
    united
}

/// The values of all files in one column; kinds that differ become text or categories.
fn data(parts: &[Option<&Column>], rows: &Rows, role: Option<Role>) -> Data {
    if let [Some(only)] = parts
        && only.data.len() as usize == rows.places.len()
    {
        return only.data.clone();
    }
    let all = |is: fn(&Data) -> bool| parts.iter().flatten().all(|column| is(&column.data));
    let part = |idx: usize| {
        let place = rows.place(idx, |file| parts[file].is_some())?;
        Some((parts[place.file as usize]?, place.row))
    };
    let n = rows.places.len();
    if all(|data| matches!(data, Data::Number(_))) {
        let mut numbers = Numbers::default();
        for idx in 0..n {
            numbers.push(part(idx).and_then(|(column, row)| match &column.data {
                Data::Number(own) => own.get(row),
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
        for idx in 0..n {
            dates.push(part(idx).and_then(|(column, row)| match &column.data {
                Data::Date(own) => own.day(row).map(|day| (day, own.minute(row))),
                _ => None,
            }));
        }
        return Data::Date(dates);
    }
    if let [Some(only)] = parts
        && let Data::Category(own) = &only.data
    {
        return Data::Category(spread(own, &mut rows.places.iter().map(|place| place.row)));
    }
    let is_text = parts.iter().flatten().any(|column| matches!(column.data, Data::Text(_)));
    let cell = |idx: usize| part(idx).map_or_else(String::new, |(c, row)| written(c, row));
    if is_text && role != Some(Role::Dimension) {
        let mut texts = Texts::default();
        for idx in 0..n {
            match part(idx) {
                Some((Column { data: Data::Text(own), .. }, row)) => texts.push_from(own, row),
                Some((column, row)) if matches!(column.data, Data::Category(_)) => {
                    texts.push(text_of(column, row));
                }
                _ => texts.push(&cell(idx)),
            }
        }
        return Data::Text(texts);
    }
    let cells: Vec<String> = (0..n).map(cell).collect();
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
fn ids(table: &mut Table, files: &[(u32, &FileTable)], rows: &Rows) {
    let own = table.columns.iter().position(|column| column.role == Some(Role::Id));
    let is_complete = own.is_some_and(|at| {
        (0..table.n_rows).all(|row| !text_of(&table.columns[at], row).is_empty())
    });
    if is_complete {
        return;
    }
    let mut texts = Texts::default();
    let mut seen = Interner::default();
    let mut counts: Vec<u32> = Vec::new();
    for (row, place) in rows.places.iter().enumerate() {
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
        let id = format!("{hash:016x}");
        let n = seen.intern(&id) as usize;
        counts.resize(seen.len(), 0);
        counts[n] += 1;
        match counts[n] {
            1 => texts.push(&id),
            n => texts.push(&format!("{id}-{n}")),
        }
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
