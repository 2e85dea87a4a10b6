//! What the verbatims are about: copies folded, themes and finer themes found and named.

mod again;
mod also;
mod carry;
mod centre;
mod changes;
mod copies;
mod fresh;
mod graph;
mod known;
mod learn;
mod level;
mod name;
mod neighbours;
mod overlap;
mod phrases;
mod places;
mod small;
mod source;
mod telling;
mod terms;
mod title;

pub use again::recognise;
pub use also::{Also, also};
pub use carry::carry_on;
pub use known::{Change, Decided, Identity, Import, Known, Memory, Part, packed, slug, unpacked};

use self::phrases::Ends;
use self::source::Source;
pub use self::source::Vectors;
pub use self::terms::terms;
use crate::text::Corpus;

/// Options of theme discovery.
#[derive(Debug, Clone, PartialEq)]
pub struct ThemeOptions {
    /// Seed of everything that draws.
    pub seed: u64,
    /// Smallest number of distinct verbatims that makes a theme; found from the size if `None`.
    pub min_size: Option<u32>,
    /// Whether words in common count beside the vectors: where the vectors are those of single words
    /// they must; a transformer's are better without.
    pub by_words: bool,
}

/// The themes of all rows.
#[derive(Debug, Clone, Default)]
pub struct Themes {
    /// Largest first; ids are positions here.
    pub themes: Vec<Theme>,
    /// The theme of each row, or [`MISSING`](crate::table::MISSING).
    pub of_row: Vec<u32>,
    /// The finer theme of each row within its theme, or [`MISSING`](crate::table::MISSING).
    pub sub_of_row: Vec<u32>,
    /// Cosine of each row to the centre of its theme; 0 where unthemed.
    pub similarity: Vec<f32>,
    /// The first row that says the same as each row (itself, where it is the first).
    pub copy_of: Vec<u32>,
}

/// A group of verbatims about one thing.
#[derive(Debug, Clone, Default)]
pub struct Theme {
    /// Its name: two to four words of the customers' own; unique among the themes.
    pub name: String,
    /// Telling terms, best first.
    pub terms: Vec<String>,
    /// Rows that stand for it: near the centre, short, clean, no copies of each other.
    pub exemplars: Vec<u32>,
    /// Names of its finer themes, largest first.
    pub subthemes: Vec<String>,
}

impl Themes {
    /// No themes of so many rows.
    fn none(n_rows: u32) -> Themes {
        let n = n_rows as usize;
        Themes {
            themes: Vec::new(),
            of_row: vec![crate::table::MISSING; n],
            sub_of_row: vec![crate::table::MISSING; n],
            similarity: vec![0.0; n],
            copy_of: (0..n_rows).collect(),
        }
    }

    /// The theme of `row`.
    pub fn of(&self, row: u32) -> Option<usize> {
        let theme = self.of_row.get(row as usize).copied();
        theme.filter(|theme| *theme != crate::table::MISSING).map(|theme| theme as usize)
    }
}

/// Finds and names the themes. `progress` hears the share done, 0 to 1.
pub fn discover(
    corpus: &Corpus,
    vectors: &dyn Vectors,
    options: &ThemeOptions,
    progress: &mut dyn FnMut(f64),
) -> Themes {
    progress(0.0);
    if (corpus.n_rows() as usize) < learn::SMALLEST {
        return Themes::none(corpus.n_rows());
    }
    let copies = copies::find(corpus, &mut |share| progress(0.3 * share));
    progress(0.3);
    let source = Source::new(vectors, &copies.distinct);
    let ends = Ends::new(corpus);
    let found =
        learn::learn(&ends, &source, &copies, options, &mut |share| progress(0.3 + 0.5 * share));
    progress(0.8);
    let themes = name::describe(&ends, &copies, &found);
    progress(1.0);
    Themes {
        themes,
        of_row: found.of_row,
        sub_of_row: found.sub_of_row,
        similarity: found.similarity,
        copy_of: copies.copy_of,
    }
}

/// The first row that says the same as each row (itself, where it is the first): equal words, or
/// nearly equal ones.
pub fn copies(corpus: &Corpus) -> Vec<u32> {
    copies::find(corpus, &mut |_| {}).copy_of
}

/// For each group of rows the phrases that tell its verbatims from all others, best first: what is new
/// in a spike.
pub fn telling_phrases(corpus: &Corpus, groups: &[&[u32]], at_most: usize) -> Vec<Vec<String>> {
    telling::telling(corpus, groups, at_most)
}

#[cfg(test)]
mod tests;
