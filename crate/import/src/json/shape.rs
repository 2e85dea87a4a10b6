//! Where the tables lie in a JSON document.

use std::borrow::Cow;

use super::value::Value;

/// How many objects deep a list is looked for.
const DEPTH: u32 = 6;

/// A table that is still JSON.
pub(super) struct Table<'a> {
    /// The path to it; empty for the document itself.
    pub(super) name: String,
    pub(super) rows: Rows<'a>,
}

pub(super) enum Rows<'a> {
    /// One object a row; other values count as a column of their own.
    Objects(Vec<Value<'a>>),
    /// Header first, then rows.
    Cells(Vec<Vec<Value<'a>>>),
}

/// The tables of a document: the lists of objects that lie least deep.
pub(super) fn tables(value: Value<'_>) -> Vec<Table<'_>> {
    match value {
        Value::List(items) => vec![Table { name: String::new(), rows: of_list(items) }],
        Value::Object(fields) => of_object(fields),
        _ => Vec::new(),
    }
}

fn of_list(items: Vec<Value<'_>>) -> Rows<'_> {
    let is_list = |item: &Value<'_>| matches!(item, Value::List(_));
    if items.len() > 1 && items.iter().all(is_list) {
        let cells = |item| if let Value::List(cells) = item { cells } else { Vec::new() };
        return Rows::Cells(items.into_iter().map(cells).collect());
    }
    Rows::Objects(items.into_iter().map(unwrapped).collect())
}

/// What a GraphQL edge holds.
fn unwrapped(item: Value<'_>) -> Value<'_> {
    let Value::Object(mut fields) = item else { return item };
    let is_edge = fields.len() <= 3
        && fields.iter().any(|(name, value)| name == "node" && value.is_object())
        && fields.iter().all(|(name, _)| matches!(&**name, "node" | "cursor" | "__typename"));
    let at = fields.iter().position(|(name, _)| name == "node").filter(|_| is_edge);
    at.map(|at| fields.swap_remove(at).1).unwrap_or(Value::Object(fields))
}

fn of_object<'a>(fields: Vec<(Cow<'a, str>, Value<'a>)>) -> Vec<Table<'a>> {
    if let Some(rows) = split(&fields).or_else(|| columnar(&fields)).or_else(|| keyed(&fields)) {
        return vec![Table { name: String::new(), rows }];
    }
    let whole = Value::Object(fields);
    let mut level = vec![(String::new(), &whole)];
    for _ in 0..DEPTH {
        let mut found = Vec::new();
        let mut next = Vec::new();
        for (path, value) in level {
            let Value::Object(fields) = value else { continue };
            for (name, value) in fields {
                let path =
                    if path.is_empty() { name.to_string() } else { format!("{path}.{name}") };
                match value {
                    Value::List(items) if items.iter().any(Value::is_object) => {
                        found.push(Table { name: path, rows: of_list(items.clone()) });
                    }
                    Value::Object(_) => next.push((path, value)),
                    _ => {}
                }
            }
        }
        if !found.is_empty() {
            return found;
        }
        level = next;
    }
    let has_fields = matches!(&whole, Value::Object(fields) if !fields.is_empty());
    let rows = Rows::Objects(vec![whole]);
    if has_fields { vec![Table { name: String::new(), rows }] } else { Vec::new() }
}

/// `{"columns": ["a"], "data": [[1]]}`.
fn split<'a>(fields: &[(Cow<'a, str>, Value<'a>)]) -> Option<Rows<'a>> {
    let find = |names: &[&str]| {
        let field = fields.iter().find(|(name, _)| names.contains(&&**name));
        field.map(|(_, value)| value)
    };
    let (Value::List(head), Value::List(rows)) =
        (find(&["columns", "fields", "header", "headers"])?, find(&["data", "rows", "values"])?)
    else {
        return None;
    };
    let named = |item: &Value<'a>| item.get("name").cloned().unwrap_or_else(|| item.clone());
    let mut cells = vec![head.iter().map(named).collect::<Vec<_>>()];
    for row in rows {
        let Value::List(row) = row else { return None };
        cells.push(row.clone());
    }
    (cells.len() > 1).then_some(Rows::Cells(cells))
}

/// `{"a": {"0": 1, "1": 2}, "b": {"0": 3, "1": 4}}`: columns by row number.
fn columnar<'a>(fields: &[(Cow<'a, str>, Value<'a>)]) -> Option<Rows<'a>> {
    let column = |value: &Value<'a>| match value {
        Value::Object(cells) if !cells.is_empty() => Some(cells.clone()),
        _ => None,
    };
    let columns: Vec<_> = fields.iter().map(|(_, value)| column(value)).collect::<Option<_>>()?;
    let keys = |at: usize| columns[at].iter().map(|(name, _)| name);
    if columns.is_empty()
        || !keys(0).all(|key| key.bytes().all(|byte| byte.is_ascii_digit()))
        || !(1..columns.len()).all(|at| keys(at).eq(keys(0)))
    {
        return None;
    }
    let head = fields.iter().map(|(name, _)| Value::Text(name.clone())).collect();
    let row = |at: usize| columns.iter().map(|cells| cells[at].1.clone()).collect();
    Some(Rows::Cells(std::iter::once(head).chain((0..columns[0].len()).map(row)).collect()))
}

/// `{"id1": {…}, "id2": {…}}`: objects by their key, alike enough to be rows.
fn keyed<'a>(fields: &[(Cow<'a, str>, Value<'a>)]) -> Option<Rows<'a>> {
    let Value::Object(first) = &fields.first()?.1 else { return None };
    let is_alike = |(_, value): &(Cow<'a, str>, Value<'a>)| {
        let n = first.iter().filter(|(name, _)| value.get(name).is_some()).count();
        value.is_object() && n * 2 >= first.len() && n > 0
    };
    if fields.len() < 3 || !fields.iter().all(is_alike) {
        return None;
    }
    let row = |(key, value): &(Cow<'a, str>, Value<'a>)| {
        let mut own = vec![("key".into(), Value::Text(key.clone()))];
        if let Value::Object(fields) = value {
            own.extend(fields.iter().cloned());
        }
        Value::Object(own)
    };
    Some(Rows::Objects(fields.iter().map(row).collect()))
}
