//! JSON text as values that borrow from it.

use std::borrow::Cow;

/// How deep values may lie in each other.
const DEPTH: u32 = 128;

/// A value. Numbers stay as they are written, so that long identifiers keep every digit.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value<'a> {
    Null,
    Bool(bool),
    Number(&'a str),
    Text(Cow<'a, str>),
    List(Vec<Value<'a>>),
    Object(Vec<(Cow<'a, str>, Value<'a>)>),
}

impl<'a> Value<'a> {
    /// The last field of that name.
    pub(crate) fn get(&self, name: &str) -> Option<&Value<'a>> {
        let Value::Object(fields) = self else { return None };
        fields.iter().rev().find(|(own, _)| own == name).map(|(_, value)| value)
    }

    /// The text of a field; nothing where it is no text.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        match self.get(name)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The items of a field; none where it is no list.
    pub(crate) fn items(&self, name: &str) -> &[Value<'a>] {
        match self.get(name) {
            Some(Value::List(items)) => items,
            _ => &[],
        }
    }

    /// A whole number of a field.
    pub(crate) fn count(&self, name: &str) -> Option<u64> {
        match self.get(name)? {
            Value::Number(digits) => digits.parse().ok(),
            _ => None,
        }
    }

    pub(crate) fn is_object(&self) -> bool {
        matches!(self, Value::Object(_))
    }

    /// The value as JSON on one line, at most about `most` bytes of it.
    pub(crate) fn write(&self, out: &mut String, most: usize) {
        if out.len() > most {
            return;
        }
        match self {
            Value::Null => out.push_str("null"),
            Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Value::Number(digits) => out.push_str(digits),
            Value::Text(text) => quote(text, out),
            Value::List(items) => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    out.push_str(if at > 0 { "," } else { "" });
                    item.write(out, most);
                }
                out.push(']');
            }
            Value::Object(fields) => {
                out.push('{');
                for (at, (name, value)) in fields.iter().enumerate() {
                    out.push_str(if at > 0 { "," } else { "" });
                    quote(name, out);
                    out.push(':');
                    value.write(out, most);
                }
                out.push('}');
            }
        }
    }
}

fn quote(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
}

/// Why and where text is no JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) at: usize,
    pub(crate) why: &'static str,
}

/// Reads values from text, one after the other.
pub(crate) struct Parser<'a> {
    text: &'a str,
    pub(crate) at: usize,
    /// Commas before a closing bracket.
    pub(crate) n_idle_commas: u64,
    /// Where a top-level list broke off, and why: the items before are kept.
    pub(crate) broken: Option<Fault>,
}

type Parsed<T> = Result<T, Fault>;

impl<'a> Parser<'a> {
    pub(crate) fn new(text: &'a str) -> Parser<'a> {
        Parser { text, at: 0, n_idle_commas: 0, broken: None }
    }

    /// What comes after white space; 0 at the end.
    pub(crate) fn peek(&mut self) -> u8 {
        let bytes = self.text.as_bytes();
        while bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
        bytes.get(self.at).copied().unwrap_or(0)
    }

    fn fault<T>(&self, why: &'static str) -> Parsed<T> {
        Err(Fault { at: self.at, why })
    }

    /// The next value.
    pub(crate) fn value(&mut self) -> Parsed<Value<'a>> {
        self.nested(0)
    }

    fn nested(&mut self, depth: u32) -> Parsed<Value<'a>> {
        if depth > DEPTH {
            return self.fault("it is nested more than 128 levels deep");
        }
        match self.peek() {
            b'{' => self.object(depth),
            b'[' => self.list(depth),
            b'"' => Ok(Value::Text(self.string()?)),
            b'-' | b'+' | b'0'..=b'9' | b'.' => self.number(),
            b'a'..=b'z' | b'A'..=b'Z' => self.word(),
            0 => self.fault("it ends too early"),
            _ => self.fault("a value is missing"),
        }
    }

    fn object(&mut self, depth: u32) -> Parsed<Value<'a>> {
        self.at += 1;
        let mut fields = Vec::new();
        while self.goes_on(b'}', !fields.is_empty())? {
            if self.peek() != b'"' {
                return self.fault("a name in quotes is missing");
            }
            let name = self.string()?;
            if self.peek() != b':' {
                return self.fault("a colon is missing");
            }
            self.at += 1;
            fields.push((name, self.nested(depth + 1)?));
        }
        Ok(Value::Object(fields))
    }

    fn list(&mut self, depth: u32) -> Parsed<Value<'a>> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            let next = match self.goes_on(b']', !items.is_empty()) {
                Ok(true) => self.nested(depth + 1),
                Ok(false) => return Ok(Value::List(items)),
                Err(fault) => Err(fault),
            };
            match next {
                Ok(item) => items.push(item),
                Err(fault) if depth == 0 && !items.is_empty() => {
                    self.broken = Some(fault);
                    self.at = self.text.len();
                    return Ok(Value::List(items));
                }
                Err(fault) => return Err(fault),
            }
        }
    }

    /// Whether another item follows, after its comma; passes over the closing bracket otherwise.
    fn goes_on(&mut self, close: u8, has_items: bool) -> Parsed<bool> {
        let mut next = self.peek();
        let is_comma = next == b',' && has_items;
        if is_comma {
            self.at += 1;
            next = self.peek();
        }
        if next == close {
            self.at += 1;
            self.n_idle_commas += u64::from(is_comma);
            return Ok(false);
        }
        match next {
            0 => self.fault("it ends too early"),
            _ if has_items && !is_comma => self.fault("a comma is missing"),
            _ => Ok(true),
        }
    }

    fn number(&mut self) -> Parsed<Value<'a>> {
        let rest = &self.text[self.at..];
        let is_part = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
        let digits = &rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())];
        if digits.ends_with("Infinity") {
            self.at += digits.len();
            return Ok(Value::Null);
        }
        if digits.parse::<f64>().is_err() {
            return self.fault("a number cannot be read");
        }
        self.at += digits.len();
        Ok(Value::Number(digits))
    }

    fn word(&mut self) -> Parsed<Value<'a>> {
        let words = [
            ("true", Value::Bool(true)),
            ("false", Value::Bool(false)),
            ("null", Value::Null),
            ("None", Value::Null),
            ("True", Value::Bool(true)),
            ("False", Value::Bool(false)),
            ("NaN", Value::Null),
            ("Infinity", Value::Null),
            ("undefined", Value::Null),
        ];
        let rest = &self.text[self.at..];
        let Some((word, value)) = words.into_iter().find(|(word, _)| rest.starts_with(word)) else {
            return self.fault("a word stands where a value should");
        };
        self.at += word.len();
        Ok(value)
    }

    fn string(&mut self) -> Parsed<Cow<'a, str>> {
        let start = self.at + 1;
        let bytes = self.text.as_bytes();
        let mut end = start;
        let mut has_escape = false;
        loop {
            match bytes.get(end) {
                None => return self.fault("a text in quotes does not end"),
                Some(b'"') => break,
                Some(b'\\') => {
                    has_escape = true;
                    end += 2;
                }
                Some(_) => end += 1,
            }
        }
        self.at = end + 1;
        let inner = self.text.get(start..end).unwrap_or_default();
        Ok(if has_escape { Cow::Owned(unescape(inner)) } else { Cow::Borrowed(inner) })
    }
}

/// The characters that escapes stand for; U+FFFD for half a pair.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let mut after = rest[at + 1..].chars();
        let escape = after.next().unwrap_or('\\');
        rest = after.as_str();
        match escape {
            'n' => out.push('\n'),
            't' => out.push('\t'),
            'r' => out.push('\r'),
            'b' | 'f' => out.push(' '),
            'u' => rest = unit(rest, &mut out),
            other => out.push(other),
        }
    }
    out.push_str(rest);
    out
}

/// Four hexadecimal digits, or twice four for one character beyond the first 65,536.
fn unit<'t>(text: &'t str, out: &mut String) -> &'t str {
    let code = |text: &str| text.get(..4).and_then(|digits| u32::from_str_radix(digits, 16).ok());
    let Some(high) = code(text) else {
        out.push('\u{fffd}');
        return text;
    };
    let rest = &text[4..];
    if (0xd800..0xdc00).contains(&high)
        && let Some(low) = rest.strip_prefix("\\u").and_then(code)
        && (0xdc00..0xe000).contains(&low)
    {
        let whole = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
        out.push(char::from_u32(whole).unwrap_or('\u{fffd}'));
        return &rest[6..];
    }
    out.push(char::from_u32(high).unwrap_or('\u{fffd}'));
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, &'static str> {
        let value = Parser::new(text).value().map_err(|fault| fault.why)?;
        let mut out = String::new();
        value.write(&mut out, usize::MAX);
        Ok(out)
    }

    #[test]
    fn values_are_read() {
        for (text, own) in [
            ("{\"a\": [1, 2.50, -3e4], \"b\": null}", "{\"a\":[1,2.50,-3e4],\"b\":null}"),
            ("12345678901234567890", "12345678901234567890"),
            ("[1,2,]", "[1,2]"),
            ("{\"a\":1,}", "{\"a\":1}"),
            ("[NaN, -Infinity, True]", "[null,null,true]"),
            (r#""\u00e9\n\ud83d\ude00\ud83d x\/""#, "\"é\\n😀\u{fffd} x/\""),
            ("[[1],[2", "[[1]]"),
            ("[]", "[]"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(own), "{text}");
        }
    }

    #[test]
    fn what_is_no_json_is_named() {
        for (text, why) in [
            ("{\"a\" 1}", "a colon is missing"),
            ("{\"a\":1 \"b\":2}", "a comma is missing"),
            ("{a:1}", "a name in quotes is missing"),
            ("\"abc", "a text in quotes does not end"),
            ("\"abc\\", "a text in quotes does not end"),
            ("[,1]", "a value is missing"),
            ("{\"a\":", "it ends too early"),
            ("yes", "a word stands where a value should"),
            ("12abc", "a number cannot be read"),
        ] {
            assert_eq!(read(text), Err(why), "{text}");
        }
    }

    #[test]
    fn depth_is_bounded() {
        let deep = "[".repeat(10_000);
        assert_eq!(read(&deep), Err("it is nested more than 128 levels deep"));
        let deep = "{\"a\":".repeat(10_000);
        assert_eq!(read(&deep), Err("it is nested more than 128 levels deep"));
        let fine = format!("{}1{}", "[".repeat(100), "]".repeat(100));
        assert_eq!(read(&fine), Ok(fine));
    }
}
