//! What is odd about rows: how often, and where first.

/// One kind of oddity: how often, and where first.
#[derive(Debug, Default)]
pub(super) struct Odd {
    pub(super) n: u64,
    /// Where the first ones begin.
    pub(super) starts: Vec<u32>,
}

impl Odd {
    /// Counts one at `start`.
    pub(super) fn add(&mut self, start: u32) {
        self.n += 1;
        if self.starts.len() < crate::notice::KEPT_PLACES {
            self.starts.push(start);
        }
    }

    /// Takes over what was counted further on.
    pub(super) fn join(&mut self, other: Odd) {
        self.n += other.n;
        self.starts.extend(other.starts);
        self.starts.truncate(crate::notice::KEPT_PLACES);
    }
}

/// The kinds: the code of each, and what is said of it.
pub(super) const KINDS: [(&str, &str); 7] = [
    ("blank-line", "the line is blank and was left out"),
    ("repeated-header", "the header stands here again and was set aside"),
    ("short-row", "the row has too few cells; the rest is empty"),
    ("long-row", "the row has too many cells; the surplus was left out"),
    ("inner-quote", "a quote inside quotes was not escaped; it was taken as an ordinary character"),
    ("unclosed-quote", "a quote was never closed; the cell was ended with its line"),
    (
        "surplus-cell",
        "the row has an empty cell too many; the one that shifts the others was left out",
    ),
];
pub(super) const BLANK: usize = 0;
pub(super) const REPEATED: usize = 1;
pub(super) const SHORT: usize = 2;
pub(super) const LONG: usize = 3;
pub(super) const INNER: usize = 4;
pub(super) const UNCLOSED: usize = 5;
pub(super) const SURPLUS: usize = 6;
/// Behind the kinds: rows that lack only the last cell, where that is idle.
pub(super) const ALMOST: usize = KINDS.len();
