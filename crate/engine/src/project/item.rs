//! What an item is known by in decisions, across imports: its text, and its own id.

use crate::num::hash64;
use crate::table::{Data, MISSING, Role, Table};
use crate::text::Corpus;

/// Digits of an id that may be no more than the number of a row in its file.
const ROW_DIGITS: usize = 6;

/// An item as a project keeps it: the hash of its text in eight hexadecimal digits, and its own id
/// where it has one.
pub fn item_key(table: &Table, corpus: &Corpus, row: u32) -> String {
    let key = corpus.keys.get(row as usize).copied().unwrap_or(0);
    format!("{key:08x} {}", item_id(table, row)).trim_end().to_owned()
}

/// The item's own id; empty where it has none.
pub(crate) fn item_id(table: &Table, row: u32) -> String {
    let given = table.role(Role::Id).map(|column| match &column.data {
        Data::Text(texts) => texts.get(row).to_owned(),
        Data::Category(category) if category.codes[row as usize] != MISSING => {
            category.get(row).unwrap_or("").to_owned()
        }
        Data::Number(numbers) => numbers.get(row).map_or_else(String::new, |n| n.to_string()),
        _ => String::new(),
    });
    given.unwrap_or_default()
}

/// An item as read from a project.
#[derive(Debug, PartialEq)]
struct Item<'a> {
    /// The hash of its text; none where the project is of a time that kept ids alone.
    key: Option<u32>,
    id: &'a str,
    /// The hash by which items without an id were known at that time.
    old: Option<u64>,
}

impl<'a> Item<'a> {
    fn read(item: &'a str) -> Item<'a> {
        let hex = |digits: &str| u32::from_str_radix(digits, 16).ok();
        let (head, rest) = item.split_at_checked(8).unwrap_or((item, ""));
        let key = hex(head).filter(|_| head.len() == 8 && !head.starts_with('+'));
        if let (Some(key), Some(id)) = (key, rest.strip_prefix(' ')) {
            return Item { key: Some(key), id, old: None };
        }
        let old = item.strip_prefix("text-").and_then(|hash| u64::from_str_radix(hash, 16).ok());
        Item { key: key.filter(|_| rest.is_empty()), id: item, old }
    }

    /// Whether its id alone tells it from all others: not where it may be the number of a row, which
    /// is another item's in the next file.
    fn is_by_id(&self) -> bool {
        let is_number = self.id.bytes().all(|byte| byte.is_ascii_digit());
        self.key.is_none() || !(is_number && self.id.len() <= ROW_DIGITS)
    }
}

/// The rows of one item, ascending.
#[derive(Debug, Default, Clone)]
pub(crate) struct Places {
    /// With its text and its id.
    exact: Vec<u32>,
    /// With its text, whatever the id.
    text: Vec<u32>,
    /// With its id, whatever the text.
    id: Vec<u32>,
}

impl Places {
    /// The rows that are the item; where none is, those with its text, and where none has it, that
    /// with its id.
    pub(crate) fn itself(self) -> Vec<u32> {
        if self.exact.is_empty() { self.with_copies() } else { self.exact }
    }

    /// The rows with its text; where none has it, that with its id.
    pub(super) fn with_copies(self) -> Vec<u32> {
        match () {
            () if !self.text.is_empty() => self.text,
            () if !self.exact.is_empty() => self.exact,
            () => self.id,
        }
    }
}

/// Finds items in the rows, each by what it is known by.
pub(crate) fn find(table: &Table, corpus: &Corpus, items: &[&str]) -> Vec<Places> {
    let read: Vec<Item<'_>> = items.iter().map(|item| Item::read(item)).collect();
    let mut by_key: Vec<(u32, usize)> = Vec::new();
    let mut by_id: Vec<(&str, usize)> = Vec::new();
    for (at, item) in read.iter().enumerate() {
        by_key.extend(item.key.filter(|key| *key != 0).map(|key| (key, at)));
        by_id.extend((!item.id.is_empty()).then_some((item.id, at)));
    }
    crate::num::sort_by(&mut by_key, Ord::cmp);
    crate::num::sort_by(&mut by_id, Ord::cmp);
    let is_old = read.iter().any(|item| item.old.is_some());
    let mut out = vec![Places::default(); read.len()];
    for row in 0..table.n_rows.min(corpus.n_rows()) {
        let key = corpus.keys[row as usize];
        let id = if by_id.is_empty() { String::new() } else { item_id(table, row) };
        let start = by_key.partition_point(|own| own.0 < key);
        for (_, at) in by_key[start..].iter().take_while(|own| own.0 == key) {
            out[*at].text.push(row);
        }
        let start = by_id.partition_point(|own| own.0 < id.as_str());
        for (_, at) in by_id[start..].iter().take_while(|own| own.0 == id) {
            if read[*at].key == Some(key) {
                out[*at].exact.push(row);
            } else if read[*at].is_by_id() {
                out[*at].id.push(row);
            }
        }
        if is_old && id.is_empty() {
            let hash = hash64(table.verbatim(row).trim().as_bytes(), 5);
            for (at, _) in read.iter().enumerate().filter(|(_, item)| item.old == Some(hash)) {
                out[at].id.push(row);
            }
        }
    }
    out
}

/// What a reader knows an item by.
pub(super) fn in_words(item: &str) -> &str {
    match Item::read(item) {
        Item { key: Some(_), id, .. } if item.len() > 9 => id,
        Item { old: None, key: None, .. } => item,
        _ => "an item",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_of_any_time_are_read() {
        let read = |item| Item::read(item);
        let new = |key, id| Item { key, id, old: None };
        assert_eq!(read("0000002a T-17"), new(Some(42), "T-17"));
        assert_eq!(read("0000002a a b"), new(Some(42), "a b"));
        assert_eq!(read("0000002a"), new(Some(42), "0000002a"));
        assert_eq!(read("FB-04989"), new(None, "FB-04989"));
        assert_eq!(read("12345678"), new(Some(0x1234_5678), "12345678"));
        assert_eq!(read("éééé"), new(None, "éééé"));
        let old = Item { key: None, id: "text-00000000000000ff", old: Some(255) };
        assert_eq!(read("text-00000000000000ff"), old);
        assert_eq!(
            ["0000002a T-17", "0000002a", "FB-04989", "text-00000000000000ff"].map(in_words),
            ["T-17", "an item", "FB-04989", "an item"]
        );
    }
}
