//! Slack's markup as plain words.

use super::message::People;

/// The text with names for identifiers, labels for links and characters for entities.
pub(super) fn plain(text: &str, people: &People) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        entities(&rest[..at], &mut out);
        let Some((inner, after)) = rest[at + 1..].split_once('>') else {
            entities(&rest[at..], &mut out);
            return out;
        };
        tag(inner, people, &mut out);
        rest = after;
    }
    entities(rest, &mut out);
    out
}

/// What stands between angle brackets: a mention or a link, with a label where there is one.
fn tag(inner: &str, people: &People, out: &mut String) {
    let (target, label) = match inner.split_once('|') {
        Some((target, label)) => (target, Some(label)),
        None => (inner, None),
    };
    let mut named = |sign: char, name: &str| {
        if !name.starts_with(sign) {
            out.push(sign);
        }
        entities(name, out);
    };
    if let Some(id) = target.strip_prefix('@') {
        named('@', people.user(id).or(label).unwrap_or(id));
    } else if let Some(id) = target.strip_prefix('#') {
        named('#', label.filter(|l| !l.is_empty()).or(people.channel(id)).unwrap_or(id));
    } else if let Some(command) = target.strip_prefix('!') {
        if command.starts_with("date^") {
            entities(label.unwrap_or_default(), out);
        } else {
            named('@', label.unwrap_or(command));
        }
    } else {
        let address = target.strip_prefix("mailto:").or(target.strip_prefix("tel:"));
        entities(label.filter(|l| !l.is_empty()).or(address).unwrap_or(target), out);
    }
}

fn entities(text: &str, out: &mut String) {
    if text.contains('&') {
        out.push_str(&text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
    } else {
        out.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::value::Parser;

    #[test]
    fn markup_becomes_words() {
        let mut people = People::default();
        let user = r#"{"id":"U1","profile":{"display_name":"","real_name":"Ada L"}}"#;
        people.meet(&Parser::new(user).value().unwrap());
        let channel = r#"{"id":"C1","name":"customer-acme"}"#;
        people.place(&Parser::new(channel).value().unwrap());
        for (text, shown) in [
            ("hi <@U1>, see <#C1>", "hi @Ada L, see #customer-acme"),
            ("<@U9> <@U9|bob>", "@U9 @bob"),
            ("<https://a.b/c?d=1&amp;e|the page> down", "the page down"),
            ("<https://a.b>", "https://a.b"),
            ("<mailto:a@b.c|a@b.c> <mailto:a@b.c>", "a@b.c a@b.c"),
            ("<!here> <!subteam^S1|@team>", "@here @team"),
            ("a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"),
            ("&amp;lt;", "&lt;"),
            ("2 < 3", "2 < 3"),
            ("<!date^1700000000^{date}|14 Nov>", "14 Nov"),
        ] {
            assert_eq!(plain(text, &people), shown);
        }
    }
}
