//! What an item is known by in corrections of its labels, across imports.

use super::alike::item_id;
use crate::num::hash64;
use crate::table::Table;

/// The item's own id; of one without, a hash of its words, so that it is found again in the next
/// export.
pub fn item_key(table: &Table, row: u32) -> String {
    let id = item_id(table, row);
    if id.is_empty() {
        return format!("text-{:016x}", hash64(table.verbatim(row).trim().as_bytes(), 5));
    }
    id
}
