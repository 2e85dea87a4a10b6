//! Plain text made safe for each kind of file it goes into.

/// For HTML, in elements and attributes alike.
pub(crate) fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

/// For Markdown: nothing becomes a link, picture, heading, emphasis, code or markup.
pub(crate) fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' => {
                out.push('\\');
                out.push(c);
            }
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\n' | '\r' => out.push(' '),
            _ => out.push(c),
        }
    }
    out
}

/// One cell of a CSV file. Text that a spreadsheet would take for a formula gets an apostrophe in
/// front (CWE-1236): the first character after spaces and quotes is `=`, `+`, `-`, `@`, their
/// full-width twins, or the cell begins with a control character. A cell that begins or ends with a
/// space is quoted, so that no reader trims it.
pub(crate) fn csv_cell(text: &str) -> String {
    let first = text.trim_start_matches([' ', '"', '\'']).chars().next();
    let is_formula = matches!(first, Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠'))
        && text.parse::<f64>().is_err();
    let is_control = text.starts_with(['\t', '\r', '\n', '\0']);
    let has_bare_edge = text.starts_with(' ') || text.ends_with(' ');
    let text = if is_formula || is_control { format!("'{text}") } else { text.to_owned() };
    if has_bare_edge || text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text_in_every_format() {
        assert_eq!(
            html("<img src=x onerror='a'>&\""),
            "&lt;img src=x onerror=&#39;a&#39;&gt;&amp;&quot;"
        );
        assert_eq!(markdown("![a](b) *c* `d`\n# e"), "!\\[a\\](b) \\*c\\* \\`d\\` # e");
        for (cell, want) in [
            ("plain", "plain"),
            ("=1+1", "'=1+1"),
            (" =1+1", "\"' =1+1\""),
            ("\"=1\"", "\"'\"\"=1\"\"\""),
            ("-5", "-5"),
            ("-5 points", "'-5 points"),
            ("@sum(a)", "'@sum(a)"),
            ("＝1", "'＝1"),
            ("\tx", "'\tx"),
            (" x", "\" x\""),
            ("x ", "\"x \""),
            ("a,b", "\"a,b\""),
            ("a\"b", "\"a\"\"b\""),
            ("", ""),
        ] {
            assert_eq!(csv_cell(cell), want, "{cell:?}");
        }
    }
}
