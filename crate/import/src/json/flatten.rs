//! Objects as rows: names of fields within fields become names of columns.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::shape::{Rows, Table};
use super::value::Value;
use crate::Sheet;
use crate::limit::COLUMNS;
use crate::notice::Notices;
use crate::records::Writer;

/// How many fields within fields get columns of their own; what lies deeper stays JSON.
const DEPTH: usize = 8;
/// How much of a value that stays JSON is kept.
const KEPT: usize = 32_768;
/// What an object in a list is called by, the best first.
const NAMES: [&str; 12] = [
    "name",
    "title",
    "label",
    "login",
    "displayName",
    "display_name",
    "body",
    "text",
    "value",
    "email",
    "key",
    "id",
];

/// The table as records; nothing for one without rows.
pub(super) fn sheet(table: Table<'_>, format: &'static str) -> Option<Sheet> {
    let mut notices = Notices::default();
    let mut rows = Flat::default();
    match &table.rows {
        Rows::Objects(items) => {
            for item in items {
                rows.add(item);
            }
        }
        Rows::Cells(all) => {
            let body = cells(all).finish(&mut notices);
            return Some(Sheet { name: table.name, format, body, notices });
        }
    }
    if rows.rows.is_empty() || rows.names.is_empty() {
        return None;
    }
    rows.note(&mut notices);
    let format = if rows.is_github() { "GitHub issues" } else { format };
    let body = rows.write().finish(&mut notices);
    Some(Sheet { name: table.name, format, body, notices })
}

/// Lists of cells, as wide as the widest.
fn cells(rows: &[Vec<Value<'_>>]) -> Writer {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0).min(COLUMNS);
    let mut out = Writer::default();
    for row in rows {
        let shown: Vec<Cow<'_, str>> = row.iter().take(width).map(scalar).collect();
        let blank = std::iter::repeat_n("", width - shown.len());
        out.record(shown.iter().map(|cell| &**cell).chain(blank));
    }
    out
}

type Row<'v> = Vec<(u32, Cow<'v, str>)>;

/// Rows of cells by column, columns in the order of their first occurrence.
#[derive(Default)]
struct Flat<'v> {
    columns: BTreeMap<String, u32>,
    names: Vec<String>,
    rows: Vec<Row<'v>>,
    n_twice: u64,
    n_lost: u64,
}

impl<'v> Flat<'v> {
    fn add(&mut self, item: &'v Value<'_>) {
        let mut row = Vec::new();
        match item {
            Value::Object(_) => self.fields(item, &mut String::new(), 0, &mut row),
            Value::Null => return,
            other => self.put("value", scalar(other), &mut row),
        }
        self.rows.push(row);
    }

    fn fields(
        &mut self,
        object: &'v Value<'_>,
        path: &mut String,
        depth: usize,
        row: &mut Row<'v>,
    ) {
        let Value::Object(fields) = object else { return };
        let before = path.len();
        for (name, value) in fields {
            if before > 0 {
                path.push('.');
            }
            path.push_str(name);
            match value {
                Value::Object(inner) if depth < DEPTH && !inner.is_empty() => {
                    self.fields(value, path, depth + 1, row);
                }
                Value::List(items) if name == "reactionGroups" => self.reactions(items, row),
                other => self.put(path, scalar(other), row),
            }
            path.truncate(before);
        }
    }

    /// The reactions of GitHub's query language, under the names of its other interface.
    fn reactions(&mut self, groups: &[Value<'_>], row: &mut Row<'v>) {
        let mut total = 0;
        for group in groups {
            let Some(content) = group.text("content") else { continue };
            let people = group.get("users").or_else(|| group.get("reactors"));
            let n = people.and_then(|people| people.count("totalCount")).unwrap_or(0);
            let name = match content {
                "THUMBS_UP" => "+1".to_owned(),
                "THUMBS_DOWN" => "-1".to_owned(),
                other => other.to_ascii_lowercase(),
            };
            total += n;
            self.put(&format!("reactions.{name}"), n.to_string().into(), row);
        }
        self.put("reactions.total_count", total.to_string().into(), row);
    }

    fn put(&mut self, path: &str, value: Cow<'v, str>, row: &mut Row<'v>) {
        let column = match self.columns.get(path) {
            Some(column) => *column,
            None if self.names.len() >= COLUMNS => {
                self.n_lost += 1;
                return;
            }
            None => {
                let column = self.names.len() as u32;
                self.columns.insert(path.to_owned(), column);
                self.names.push(path.to_owned());
                column
            }
        };
        match row.iter_mut().find(|(own, _)| *own == column) {
            Some((_, old)) => {
                *old = value;
                self.n_twice += 1;
            }
            None => row.push((column, value)),
        }
    }

    fn note(&self, notices: &mut Notices) {
        let message = "a name stands twice in one object; the later value was taken";
        notices.add_many("duplicate-key", message, self.n_twice);
        let message =
            "there are more than 2,000 different fields; values of the rest were left out";
        notices.add_many("too-many-fields", message, self.n_lost);
    }

    fn is_github(&self) -> bool {
        let has = |name: &str| self.columns.contains_key(name);
        has("number")
            && has("title")
            && ["reactions.total_count", "author_association", "stateReason", "state_reason"]
                .iter()
                .any(|name| has(name))
    }

    fn write(&mut self) -> Writer {
        let mut out = Writer::default();
        out.record(self.names.iter().map(String::as_str));
        for row in &mut self.rows {
            row.sort_by_key(|(column, _)| *column);
            let mut next = 0;
            for (column, value) in row.iter() {
                (next..*column).for_each(|_| out.cell(""));
                out.cell(value);
                next = column + 1;
            }
            (next..self.names.len() as u32).for_each(|_| out.cell(""));
            out.end();
        }
        out
    }
}

/// A value as one cell.
fn scalar<'v>(value: &'v Value<'_>) -> Cow<'v, str> {
    match value {
        Value::Null => "".into(),
        Value::Bool(value) => if *value { "true" } else { "false" }.into(),
        Value::Number(digits) => (*digits).into(),
        Value::Text(text) => Cow::Borrowed(&**text),
        Value::List(items) => joined(items).into(),
        Value::Object(fields) if fields.is_empty() => "".into(),
        Value::Object(_) => packed(value).into(),
    }
}

/// A list as one cell: its texts, or what its objects are called by.
fn joined(items: &[Value<'_>]) -> String {
    let mut out = String::new();
    let mut glue = "";
    for item in items {
        let part = match item {
            Value::Object(_) => called(item),
            Value::List(_) => packed(item).into(),
            other => scalar(other),
        };
        if part.is_empty() {
            continue;
        }
        out.push_str(glue);
        out.push_str(&part);
        glue = if part.contains('\n') || part.len() > 200 { "\n\n" } else { ", " };
    }
    out
}

fn called<'v>(object: &'v Value<'_>) -> Cow<'v, str> {
    let by = |name: &&str| match object.get(name) {
        Some(Value::Text(text)) => Some(Cow::Borrowed(&**text)),
        Some(Value::Number(digits)) => Some(Cow::Borrowed(*digits)),
        _ => None,
    };
    NAMES.iter().find_map(by).unwrap_or_else(|| packed(object).into())
}

fn packed(value: &Value<'_>) -> String {
    let mut out = String::new();
    value.write(&mut out, KEPT);
    out
}
