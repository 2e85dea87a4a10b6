//! Tables for spreadsheets: the items with all labels, the themes, one crosstab.

use super::markup::csv_cell;
use crate::finding::{Facts, quote};
use crate::table::{Column, Data, Table, format_day};
use crate::view::ThemesView;

pub(super) fn line(cells: impl IntoIterator<Item = String>) -> String {
    let mut line = cells.into_iter().collect::<Vec<_>>().join(",");
    line.push_str("\r\n");
    line
}

/// The value of any column as text; the words and numbers of the file for its own columns.
fn cell_text(column: &Column, row: u32) -> String {
    match &column.data {
        Data::Text(texts) => texts.get(row).to_owned(),
        Data::Category(category) => category.get(row).unwrap_or("").to_owned(),
        Data::Number(numbers) => numbers.get(row).map_or_else(String::new, |n| n.to_string()),
        Data::Date(dates) => match (dates.day(row), dates.minute(row)) {
            (Some(day), Some(minute)) => {
                format!("{} {:02}:{:02}", format_day(day), minute / 60, minute % 60)
            }
            (Some(day), None) => format_day(day),
            (None, _) => String::new(),
        },
    }
}

/// The rows of the filter with every column, the engine's labels among them. `is_redacted` leaves
/// out free text, names and addresses.
pub fn items_csv(facts: &Facts<'_>, is_redacted: bool) -> String {
    let table: &Table = facts.table;
    let columns: Vec<&Column> =
        table.columns.iter().filter(|column| !is_redacted || !is_personal(column)).collect();
    let mut out = String::from("\u{feff}");
    out += &line(
        ["row".to_owned(), "item".to_owned()]
            .into_iter()
            .chain(columns.iter().map(|c| csv_cell(&c.name))),
    );
    for row in facts.rows.iter() {
        let own = [(row + 1).to_string(), csv_cell(&quote::item_id(facts, row))];
        out += &line(
            own.into_iter().chain(columns.iter().map(|column| csv_cell(&cell_text(column, row)))),
        );
    }
    out
}

/// The labels of each row of the filter, one JSON object a line (S120–S124): `id`, `category`,
/// `product`, `severity`, `suggested_theme` (a known theme, or "new") and its `similarity`.
pub fn items_ndjson(facts: &Facts<'_>) -> String {
    // Strings always serialise.
    let json = |text: &str| serde_json::to_string(text).unwrap_or_default();
    let value = |dimension: &str, row: u32| {
        let category = facts.table.dimension(dimension).ok();
        category.and_then(|category| category.get(row)).map_or_else(|| "null".to_owned(), json)
    };
    let mut out = String::new();
    for row in facts.rows.iter() {
        let theme = facts.taxonomy.themes.get(facts.taxonomy.of_row[row as usize] as usize);
        let known = theme.filter(|theme| theme.born.is_none() || theme.status.is_some());
        out += &format!(
            "{{\"id\":{},\"category\":{},\"product\":{},\"severity\":{},\
             \"suggested_theme\":{},\"similarity\":{:.4}}}\n",
            json(&quote::item_id(facts, row)),
            value("category", row),
            value("area", row),
            value("severity", row),
            json(known.map_or("new", |theme| &theme.name)),
            facts.found.similarity[row as usize],
        );
    }
    out
}

fn is_personal(column: &Column) -> bool {
    use crate::table::Role;
    matches!(column.data, Data::Text(_))
        || matches!(
            column.role,
            Some(
                Role::Verbatim
                    | Role::Title
                    | Role::Account
                    | Role::AccountName
                    | Role::Domain
                    | Role::User
                    | Role::Owner
                    | Role::Url
            )
        )
}

/// One line for every data row of the feedback files (`n_rows` a file), in their order: the row from
/// 1, its id, theme and similarity, and the ids of the themes that it mentions beside, joined by `|`.
/// A row without a theme, or folded into a newer one with the same
/// id, has empty cells.
pub fn assign_csv(facts: &Facts<'_>, n_rows: &[(u32, u32)]) -> String {
    let mut out = line(
        ["row", "id", "theme_id", "theme", "subtheme", "similarity", "also"].map(str::to_owned),
    );
    let mut at = std::collections::BTreeMap::new();
    for (row, origin) in facts.table.origins.iter().enumerate() {
        let file = facts.table.sources[origin.source as usize].file;
        at.insert((file, origin.row), row as u32);
    }
    let mut number = 0;
    for (file, n) in n_rows {
        for file_row in 1..=*n {
            number += 1;
            let row = at.get(&(*file, file_row)).copied();
            out += &line(assigned(facts, number, row));
        }
    }
    out
}

fn assigned(facts: &Facts<'_>, number: u32, row: Option<u32>) -> [String; 7] {
    let mut cells = std::array::from_fn(|_| String::new());
    cells[0] = number.to_string();
    let Some(row) = row else { return cells };
    cells[1] = csv_cell(&quote::item_id(facts, row));
    let idx = facts.taxonomy.of_row[row as usize];
    if let Some(theme) = facts.taxonomy.themes.get(idx as usize) {
        let sub = theme.subthemes.get(facts.taxonomy.sub_of_row[row as usize] as usize);
        cells[2] = csv_cell(&theme.id);
        cells[3] = csv_cell(&theme.name);
        cells[4] = csv_cell(sub.map_or("", String::as_str));
        cells[5] = format!("{:.4}", facts.found.similarity[row as usize]);
        let also = facts.taxonomy.also.of(row).iter();
        let ids = also.map(|theme| facts.taxonomy.themes[*theme as usize].id.as_str());
        cells[6] = csv_cell(&ids.collect::<Vec<_>>().join("|"));
    }
    cells
}

/// The themes, one a line, ready for a table of themes elsewhere (S234–S240).
pub fn themes_csv(themes: &ThemesView) -> String {
    let mut out = String::from("\u{feff}");
    out += &line(
        [
            "theme_id",
            "theme",
            "description",
            "status",
            "feedback_count",
            "low_count",
            "also_count",
            "unique_customers",
            "arr_impacted",
            "owner",
            "area",
            "category",
            "first_seen",
            "terms",
        ]
        .map(str::to_owned),
    );
    for theme in &themes.themes {
        out += &line(
            [
                theme.id.clone(),
                theme.name.clone(),
                theme.description.clone(),
                theme.status.clone().unwrap_or_default(),
                theme.n.to_string(),
                theme.n_low.to_string(),
                theme.n_also.to_string(),
                theme.n_accounts.to_string(),
                theme.arr.map_or_else(String::new, |arr| format!("{arr:.0}")),
                theme.owner.clone().unwrap_or_default(),
                theme.area.clone().unwrap_or_default(),
                theme.category.clone(),
                theme.first_seen.clone().unwrap_or_default(),
                theme.terms.join("; "),
            ]
            .map(|cell| csv_cell(&cell)),
        );
    }
    out
}
