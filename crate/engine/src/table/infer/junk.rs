//! Placeholders that people and programs put where a text must stand.

use super::lexicon::is_listed;

/// Words that say nothing, with a bar between them.
const JUNK: &str = "asdf|asdfgh|asdfasdf|qwerty|qwertz|test|testing|test test|this is a test|tests|\
    test response|foo|bar|foo bar|lorem ipsum|blah|blah blah|no negative|no positive|null|(null)|nan|undefined|n/a|na|\
    none|nil|no comment|no comments|nothing to add|kein kommentar|keine|aucun|ras|ninguno|nada|\
    nenhum|geen|nessuno|無|无|なし|特になし";

/// Bytes above which hardly a text is a placeholder with many spaces around it.
pub(super) const LONG: usize = 64;

/// Whether `text` is a placeholder rather than somebody's words.
pub(crate) fn is_junk(text: &str) -> bool {
    if text.len() > LONG {
        return false;
    }
    let bare = text.trim().trim_end_matches(['.', '!', '?']);
    // Longer than every placeholder there is.
    if bare.len() > 20 {
        return false;
    }
    let mut chars = bare.chars().filter(|c| c.is_alphanumeric());
    let Some(first) = chars.next() else { return !text.contains(is_pictogram) };
    let lower = bare.to_lowercase();
    let is_one_letter = first.is_ascii_alphabetic() && lower.len() > 1 && {
        let first = first.to_ascii_lowercase();
        lower.chars().filter(|c| c.is_alphanumeric()).all(|c| c == first)
    };
    is_one_letter || is_listed(&lower, JUNK)
}

/// A smile or a heart says something without a word.
fn is_pictogram(c: char) -> bool {
    c >= '\u{2600}' || c == ':' || c == '<'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_told_from_short_answers() {
        for text in [
            "asdf",
            "Test.",
            "xxx",
            "aaaa",
            "No Negative",
            "n/a",
            "-",
            "...",
            "",
            "NULL",
            "特になし",
        ] {
            assert!(is_junk(text), "{text}");
        }
        for text in
            ["slow", "ok", "No", "tested it, broken", "👍", ":)", "bad", "nothing works", "我"]
        {
            assert!(!is_junk(text), "{text}");
        }
    }
}
