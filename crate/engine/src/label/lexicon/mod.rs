//! The phrases that labels are read from, by language. Compared without accents and letter case;
//! `*` stands for any ending of a word.

mod de;
mod en;
mod es;
mod fr;

/// Phrases, separated by `;`, that speak for one value of one dimension.
pub(crate) struct Entry {
    /// Key of the label's column; `negation` and `mood` are used within the room only.
    pub(crate) dimension: &'static str,
    /// The label they speak for.
    pub(crate) value: &'static str,
    /// The phrases.
    pub(crate) phrases: &'static str,
}

const fn entry(dimension: &'static str, value: &'static str, phrases: &'static str) -> Entry {
    Entry { dimension, value, phrases }
}

/// The entries of each language that has some.
pub(crate) const LANGUAGES: [(&str, &[Entry]); 4] =
    [("en", en::ENTRIES), ("fr", fr::ENTRIES), ("de", de::ENTRIES), ("es", es::ENTRIES)];
