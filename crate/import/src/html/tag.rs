//! Markup as a sequence of tags and text. Whatever is broken is text or skipped; nothing is run.

use super::entity;
use crate::Refusal;

/// What a walk over markup meets.
pub(super) trait Visit {
    /// A tag opens; `attributes` is what stands between its name and its end.
    fn open(&mut self, name: &str, attributes: &str) -> Result<(), Refusal>;
    /// A tag closes.
    fn close(&mut self, name: &str) -> Result<(), Refusal>;
    /// Text with its entities resolved.
    fn say(&mut self, text: &str);
}

/// Elements whose content is no text for readers.
const SILENT: [&str; 7] = ["script", "style", "template", "noscript", "textarea", "title", "svg"];

/// Tells `visit` of all tags and texts in their order.
pub(super) fn walk(text: &str, visit: &mut dyn Visit) -> Result<(), Refusal> {
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        if at > 0 {
            visit.say(&entity::resolve(&rest[..at]));
        }
        let inner = &rest[at + 1..];
        if let Some(comment) = inner.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
        } else if let Some(data) = inner.strip_prefix("![CDATA[") {
            let (data, after) = data.split_once("]]>").unwrap_or((data, ""));
            visit.say(data);
            rest = after;
        } else if inner.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c)) {
            let end = tag_end(inner);
            rest = inner.get(end + 1..).unwrap_or("");
            rest = tag(&inner[..end.min(inner.len())], rest, visit)?;
        } else {
            visit.say("<");
            rest = inner;
        }
    }
    visit.say(&entity::resolve(rest));
    Ok(())
}

/// Where a tag ends: at the first `>` outside quotes.
fn tag_end(inner: &str) -> usize {
    let mut quote = 0;
    let mut before = 0;
    for (at, byte) in inner.bytes().enumerate() {
        match byte {
            b'>' if quote == 0 => return at,
            b'"' | b'\'' if quote == 0 && before == b'=' => quote = byte,
            _ if byte == quote => quote = 0,
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    // A quote that never ends: then quotes do not count.
    inner.find('>').unwrap_or(inner.len())
}

/// One tag; gives where to go on, which is after the content of silent elements.
fn tag<'t>(inner: &str, rest: &'t str, visit: &mut dyn Visit) -> Result<&'t str, Refusal> {
    if let Some(name) = inner.strip_prefix('/') {
        visit.close(&local(name))?;
        return Ok(rest);
    }
    if inner.starts_with(['!', '?']) {
        return Ok(rest);
    }
    let name_end = inner.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(inner.len());
    let name = local(&inner[..name_end]);
    let is_empty = inner.ends_with('/');
    if SILENT.contains(&name.as_str()) {
        return Ok(if is_empty { rest } else { after_element(rest, &name) });
    }
    visit.open(&name, &inner[name_end..])?;
    if is_empty {
        visit.close(&name)?;
    }
    Ok(rest)
}

/// A name in lower case, without its prefix.
fn local(name: &str) -> String {
    let name = name.trim();
    name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase()
}

/// What follows the closing tag of `name`.
fn after_element<'t>(rest: &'t str, name: &str) -> &'t str {
    let mut from = 0;
    while let Some(at) = rest[from..].find("</") {
        let start = from + at + 2;
        let is_own =
            rest.get(start..start + name.len()).is_some_and(|own| own.eq_ignore_ascii_case(name));
        if is_own {
            let end = rest[start..].find('>').map_or(rest.len(), |end| start + end + 1);
            return &rest[end..];
        }
        from = start;
    }
    ""
}

/// The value of an attribute.
pub(super) fn attribute(attributes: &str, wanted: &str) -> Option<String> {
    let mut rest = attributes;
    loop {
        let at = rest.find('=')?;
        let name = rest[..at].trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
        let after = rest[at + 1..].trim_start();
        let (value, next) = if let Some(quote @ ('"' | '\'')) = after.chars().next() {
            after[1..].split_once(quote).unwrap_or((&after[1..], ""))
        } else {
            let end = after.find(char::is_whitespace).unwrap_or(after.len());
            (after[..end].trim_end_matches('/'), &after[end..])
        };
        if local(name) == wanted {
            return Some(entity::resolve(value).into_owned());
        }
        rest = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Log(String);

    impl Visit for Log {
        fn open(&mut self, name: &str, attributes: &str) -> Result<(), Refusal> {
            let span = attribute(attributes, "colspan").unwrap_or_default();
            self.0.push_str(&format!("[{name}{span}]"));
            Ok(())
        }
        fn close(&mut self, name: &str) -> Result<(), Refusal> {
            self.0.push_str(&format!("[/{name}]"));
            Ok(())
        }
        fn say(&mut self, text: &str) {
            self.0.push_str(text);
        }
    }

    #[test]
    fn markup_is_walked() {
        for (text, log) in [
            ("<TD ColSpan=\"2\" x='>'>a &amp; b</td>", "[td2]a & b[/td]"),
            ("a < b <i>c</i>", "a < b [i]c[/i]"),
            ("<script>x</td><b></script>y", "y"),
            ("<script>never ends <td>", ""),
            ("<!-- <td> -->a<br/>b", "a[br][/br]b"),
            ("<td colspan=3>x", "[td3]x"),
            ("<td title=\"open>x", "[td]x"),
            ("<ss:Cell>a", "[cell]a"),
            ("<![CDATA[a<b>&amp;]]>", "a<b>&amp;"),
            ("<td", "[td]"),
        ] {
            let mut seen = Log::default();
            walk(text, &mut seen).unwrap();
            assert_eq!(seen.0, log, "{text}");
        }
    }
}
