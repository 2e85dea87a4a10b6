//! JSON as tables: lists of objects, one object a line, and what wraps them.

mod flatten;
mod shape;
pub(crate) mod value;

use crate::notice::Notices;
use crate::{Refusal, Sheet, slack, text};
use value::{Fault, Parser, Value};

/// What JSON is called in sentences.
const WHAT: &str = "JSON";

/// What was read of a text.
struct Document<'a> {
    value: Value<'a>,
    format: &'static str,
    notices: Notices,
}

/// The tables of a JSON file.
pub(crate) fn read(name: &str, bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    let text = text::decode_json(bytes);
    let text = text.trim_start_matches('\u{feff}');
    let document = parse(text).map_err(|fault| {
        let line = line_of(text, fault.at);
        Refusal::damaged(name, WHAT, &format!("{} (line {line})", fault.why))
    })?;
    if let Value::List(items) = &document.value
        && slack::is_messages(items)
    {
        return slack::read_list(name, items, document.notices);
    }
    let tables = shape::tables(document.value);
    let mut sheets = Vec::new();
    for table in tables {
        sheets.extend(flatten::sheet(table, document.format));
    }
    match sheets.as_mut_slice() {
        [] => return Err(Refusal::empty(name, WHAT)),
        [only] => only.name.clear(),
        _ => {}
    }
    sheets[0].notices.extend(&document.notices);
    Ok(sheets)
}

/// One document, or one value after the other.
fn parse(text: &str) -> Result<Document<'_>, Fault> {
    let mut parser = Parser::new(text);
    let first = parser.value();
    let is_line = parser.broken.is_none()
        && first.as_ref().is_ok_and(Value::is_object)
        && matches!(parser.peek(), b'{' | b',');
    let first_ends = text.find('\n').unwrap_or(text.len());
    let is_broken_line =
        first.is_err() && text[first_ends..].lines().any(|line| line.trim().starts_with('{'));
    if is_line || is_broken_line && text.trim_start().starts_with('{') {
        return lines(text).map_or_else(|| several(text), Ok);
    }
    let value = first?;
    if parser.broken.is_none() && matches!(value, Value::List(_)) && parser.peek() == b'[' {
        return several(text);
    }
    let mut notices = Notices::default();
    if let Some(fault) = parser.broken {
        let message = format!("the file is broken off: {}; what stands before was read", fault.why);
        notices.add("json-broken-off", &message, Some(line_of(text, fault.at)));
    } else if parser.peek() != 0 {
        return Err(Fault { at: parser.at, why: "something follows after its end" });
    }
    note_commas(parser.n_idle_commas, &mut notices);
    Ok(Document { value, format: WHAT, notices })
}

fn note_commas(n: u64, notices: &mut Notices) {
    notices.add_many("idle-comma", "a comma before a closing bracket was passed over", n);
}

/// One value a line; lines that are none are set aside. Nothing where hardly a line is one.
fn lines(text: &str) -> Option<Document<'_>> {
    let mut items = Vec::new();
    let mut notices = Notices::default();
    let mut n_bad = 0;
    let mut n_commas = 0;
    for (at, line) in text.lines().enumerate() {
        let line = line.trim().trim_end_matches(',');
        if line.is_empty() {
            continue;
        }
        let mut parser = Parser::new(line);
        let why = match parser.value() {
            Ok(value) if value.is_object() && parser.peek() == 0 => {
                items.push(value);
                n_commas += parser.n_idle_commas;
                continue;
            }
            Ok(value) if value.is_object() => "something follows after its end",
            Ok(_) => "it is no object",
            Err(fault) => fault.why,
        };
        n_bad += 1;
        let message = format!("lines that cannot be read were set aside; of the first, {why}");
        notices.add("json-line", &message, Some(at as u64 + 1));
    }
    note_commas(n_commas, &mut notices);
    let is_usual = items.len() > n_bad;
    is_usual.then_some(Document { value: Value::List(items), format: "NDJSON", notices })
}

/// Values one after the other, over several lines each.
fn several(text: &str) -> Result<Document<'_>, Fault> {
    let mut parser = Parser::new(text);
    let mut items = Vec::new();
    let mut notices = Notices::default();
    while parser.peek() != 0 {
        match parser.value() {
            Ok(value) => items.push(value),
            Err(fault) if items.is_empty() => return Err(fault),
            Err(fault) => {
                let message =
                    format!("the file is broken off: {}; what stands before was read", fault.why);
                notices.add("json-broken-off", &message, Some(line_of(text, fault.at)));
                break;
            }
        }
        if parser.peek() == b',' {
            parser.at += 1;
        }
    }
    note_commas(parser.n_idle_commas, &mut notices);
    Ok(Document { value: Value::List(items), format: WHAT, notices })
}

fn line_of(text: &str, at: usize) -> u64 {
    let before = &text.as_bytes()[..at.min(text.len())];
    before.split(|byte| *byte == b'\n').count() as u64
}

/// A member of an archive as a list of values.
pub(crate) fn list(text: &str) -> Option<Vec<Value<'_>>> {
    match parse(text.trim_start_matches('\u{feff}')).ok()?.value {
        Value::List(items) => Some(items),
        _ => None,
    }
}
