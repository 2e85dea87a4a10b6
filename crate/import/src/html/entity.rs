//! Names of characters in markup.

use std::borrow::Cow;

/// The names of U+00A0 to U+00FF, in their order.
const LATIN: &str = "\
    nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg \
    plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest \
    Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute \
    Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc \
    Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute \
    ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide \
    oslash ugrave uacute ucirc uuml yacute thorn yuml";
/// Other names that pages use.
const OTHERS: [(&str, char); 54] = [
    ("quot", '"'),
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("apos", '\''),
    ("hellip", '…'),
    ("mdash", '—'),
    ("ndash", '–'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("bull", '•'),
    ("euro", '€'),
    ("trade", '™'),
    ("lsaquo", '‹'),
    ("rsaquo", '›'),
    ("dagger", '†'),
    ("Dagger", '‡'),
    ("permil", '‰'),
    ("prime", '\u{2032}'),
    ("Prime", '\u{2033}'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("zwnj", '\u{200c}'),
    ("zwj", '\u{200d}'),
    ("minus", '\u{2212}'),
    ("larr", '←'),
    ("rarr", '→'),
    ("uarr", '↑'),
    ("darr", '↓'),
    ("harr", '↔'),
    ("ne", '≠'),
    ("le", '≤'),
    ("ge", '≥'),
    ("infin", '∞'),
    ("asymp", '≈'),
    ("radic", '√'),
    ("sum", '∑'),
    ("hearts", '♥'),
    ("OElig", 'Œ'),
    ("oelig", 'œ'),
    ("Scaron", 'Š'),
    ("scaron", 'š'),
    ("Yuml", 'Ÿ'),
    ("fnof", 'ƒ'),
    ("circ", 'ˆ'),
    ("tilde", '˜'),
    ("check", '✓'),
    ("star", '☆'),
    ("starf", '★'),
];

/// Text with its entities as characters; what is none stays as it is.
pub(super) fn resolve(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '#';
        let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let has_end = rest[end..].starts_with(';');
        match named(&rest[..end]).filter(|_| has_end || rest.starts_with('#')) {
            Some(c) => {
                out.push(c);
                rest = &rest[end + usize::from(has_end)..];
            }
            None => out.push('&'),
        }
    }
    out.push_str(rest);
    out.into()
}

fn named(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']).map(|digits| u32::from_str_radix(digits, 16));
        return hex.unwrap_or_else(|| number.parse()).ok().map(numbered);
    }
    let latin = LATIN.split(' ').zip('\u{a0}'..='\u{ff}').find(|(own, _)| *own == name);
    let other = || OTHERS.iter().find(|(own, _)| *own == name).map(|(_, c)| *c);
    latin.map(|(_, c)| c).or_else(other)
}

/// A character by its number. 128 to 159 mean what windows-1252 has there: pages say so by mistake.
fn numbered(code: u32) -> char {
    if (128..160).contains(&code) {
        return crate::text::windows(code as u8);
    }
    char::from_u32(code).filter(|c| *c != '\0').unwrap_or('\u{fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_become_characters() {
        for (text, shown) in [
            ("a &amp; b", "a & b"),
            ("&lt;script&gt;", "<script>"),
            ("caf&eacute; &yuml;&nbsp;&uuml;", "café ÿ\u{a0}ü"),
            ("&#8364;&#x20AC;&#128;&#39;", "€€€'"),
            ("&hellip;&mdash;&starf;", "…—★"),
            ("AT&T &unknown; & &amp", "AT&T &unknown; & &amp"),
            ("&#0;&#x110000;", "\u{fffd}\u{fffd}"),
            ("&amp;lt;", "&lt;"),
        ] {
            assert_eq!(resolve(text), shown);
        }
    }
}
