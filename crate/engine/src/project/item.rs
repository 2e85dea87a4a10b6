//! What an item is known by in decisions, across imports.

use crate::num::hash64;
use crate::table::{Data, Role, Table};

/// The item's own id; of one without, a hash of its words, so that it is found again in the next
/// export.
pub fn item_key(table: &Table, row: u32) -> String {
    let id = table.role(Role::Id).map(|column| match &column.data {
        Data::Text(texts) => texts.get(row).to_owned(),
        Data::Category(category) => category.get(row).unwrap_or_default().to_owned(),
        Data::Number(numbers) => numbers.get(row).map_or_else(String::new, |n| n.to_string()),
        Data::Date(_) => String::new(),
    });
    match id.filter(|id| !id.is_empty()) {
        Some(id) => id,
        None => format!("text-{:016x}", hash64(table.verbatim(row).trim().as_bytes(), 5)),
    }
}
