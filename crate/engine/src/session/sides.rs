//! What a table's numbers mean in this data, in sentences below it: which scores are low, what money
//! adds up to, and what the sides owe to the words of the items.

use super::analysis::Analysis;
use crate::table::{Column, Origin, Role, Scale, Table};
use crate::view::TableView;
use crate::wording::{count, number};

/// Dimensions that the engine reads from the words; an area counts where no file gives one.
const READ: [&str; 10] = [
    "theme",
    "subtheme",
    "category",
    "kind",
    "severity",
    "sentiment",
    "cause",
    "risk",
    "need",
    "says",
];

/// The notes of a table with these sides.
pub(super) fn notes(analysis: &Analysis, view: &TableView, within: Option<&str>) -> Vec<String> {
    let table = &analysis.table;
    let keys = [Some(view.row_dimension.as_str()), view.col_dimension.as_deref(), within];
    let sides: Vec<&Column> =
        keys.into_iter().flatten().filter_map(|key| table.column(key)).collect();
    let mut notes = Vec::from_iter(cuts(table, &view.measure));
    if view.measure == "arr" {
        notes.push(
            "An account's ARR counts once in every cell in which it speaks: cells add up to more \
             than their totals."
                .to_owned(),
        );
    }
    if sides.iter().any(|side| side.role == Some(Role::Area)) {
        notes.extend(areas(analysis, table));
    }
    if sides.len() > 1 && sides.iter().all(|side| is_read(side)) {
        notes.push(
            "Both sides are read from the same words: that two values go together may be the \
             words' doing, not the customers'."
                .to_owned(),
        );
    }
    notes
}

/// Where low and high answers begin, for the measures that count them.
fn cuts(table: &Table, measure: &str) -> Option<String> {
    let said: fn(&Scale) -> String = match measure {
        "low-rate" | "low-count" | "bottom-2-box" => {
            |scale| format!("{} up to {}", scale.name(), scale.low_cut)
        }
        "top-2-box" => |scale| format!("{} from {}", scale.name(), scale.high_cut),
        _ => return None,
    };
    let mut scales: Vec<String> =
        table.sources.iter().filter_map(|source| source.scale.as_ref()).map(said).collect();
    scales.dedup();
    let side = if measure == "top-2-box" { "High" } else { "Low" };
    (!scales.is_empty()).then(|| format!("{side} is {}.", scales.join("; ")))
}

fn is_read(column: &Column) -> bool {
    let is_of_words = READ.contains(&column.key.as_str()) || column.role == Some(Role::Area);
    is_of_words && column.origin == Origin::Computed
}

/// How many areas no file gave.
fn areas(analysis: &Analysis, table: &Table) -> Option<String> {
    let (n_read, n) = analysis.labelled.n_areas_read(table);
    if n_read == 0 {
        return None;
    }
    Some(if n_read == n {
        "Product areas are read from the words of the items: no file gives them.".to_owned()
    } else {
        format!(
            "Of {} with a product area, {} had none in the file: theirs was read from the words.",
            count(n, "item"),
            number(n_read)
        )
    })
}
