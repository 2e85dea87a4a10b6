//! The product area of each item: as the table has it, as a person gave it, by phrases that people
//! named, else by the model that rows with an area taught, or by the lexicon where no row has one.

mod check;
mod learn;
mod model;
mod said;

use self::learn::Learned;
use self::said::Said;
use super::heaviest;
use crate::num::Interner;
use crate::table::{Category, Column, Data, MISSING, Origin, Role, Table};
use crate::text::Corpus;
use std::rc::Rc;

pub use self::check::AreaCheck;
pub use self::said::AreaPhrases;

/// Where the area of an item comes from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum AreaFrom {
    /// The table, or a person.
    Given,
    /// A phrase that people named.
    Phrase,
    /// The rows that have one; with how often answers like it were right.
    Learned(f64),
    /// The lexicon.
    Lexicon,
}

/// The areas of all rows, from all that may know them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Areas {
    /// As the table brought them; none where no column has that role.
    given: Option<Category>,
    /// Place of the lexicon's target for each row.
    pub(super) found: Vec<u16>,
    said: Said,
    /// Shared, because it is large and never changes.
    learned: Option<Rc<Learned>>,
}

/// The column of the table that says the area.
fn given_column(table: &Table) -> Option<&Column> {
    let is_given = |own: &&Column| own.role == Some(Role::Area) && own.origin != Origin::Computed;
    table.columns.iter().find(is_given)
}

impl Areas {
    /// The areas of `table` before people say anything; `found` is what the lexicon found.
    pub(super) fn new(table: &Table, corpus: &Corpus, found: Vec<u16>) -> Areas {
        let Some(column) = given_column(table) else { return Areas { found, ..Areas::default() } };
        let given = match &column.data {
            Data::Category(category) => category.clone(),
            // Areas in another form than categories are left as they are.
            _ => Category::default(),
        };
        let learned = Learned::new(&given, corpus).map(Rc::new);
        Areas { given: Some(given), found, learned, said: Said::default() }
    }

    /// The phrases in force.
    pub(crate) fn phrases(&self) -> &[AreaPhrases] {
        &self.said.phrases
    }

    /// Takes the phrases that people named.
    pub(super) fn say(&mut self, phrases: Vec<AreaPhrases>, corpus: &Corpus) {
        self.said = Said::new(phrases, corpus);
    }

    /// How learning went; none where there was nothing to fill or too little to learn from.
    pub(crate) fn check(&self) -> Option<&AreaCheck> {
        self.learned.as_ref().map(|own| &own.check)
    }

    /// The area of `row` and where it comes from; `hand` is what a person gave and `lexicon` what
    /// the lexicon found, which counts where the table has no areas.
    pub(super) fn get<'a>(
        &'a self,
        row: u32,
        hand: Option<&'a str>,
        lexicon: &'a str,
    ) -> Option<(&'a str, AreaFrom)> {
        let given = self.given.as_ref();
        if given.is_some_and(|own| own.codes.is_empty()) {
            return None;
        }
        let learned = || {
            let (code, sureness) = self.learned.as_ref()?.get(row)?;
            let area = given?.values.get(code as usize)?;
            Some((area.as_str(), AreaFrom::Learned(f64::from(sureness))))
        };
        let known = given.and_then(|own| own.get(row)).or(hand);
        known
            .map(|area| (area, AreaFrom::Given))
            .or_else(|| self.said.get(row).map(|area| (area, AreaFrom::Phrase)))
            .or_else(learned)
            .or_else(|| {
                let counts = given.is_none() && !lexicon.is_empty();
                counts.then_some((lexicon, AreaFrom::Lexicon))
            })
    }

    /// The column of the areas of all rows; none where that of the table is full or cannot be
    /// filled.
    pub(super) fn column<'a>(
        &self,
        table: &Table,
        areas: impl Iterator<Item = &'a str>,
    ) -> Option<Column> {
        let Some(own) = given_column(table) else {
            let mut column = super::column("area", "Product area", areas);
            column.role = Some(Role::Area);
            return Some(column);
        };
        let has_gaps = self.given.as_ref().is_some_and(|own| own.codes.contains(&MISSING));
        has_gaps.then(|| Column {
            key: own.key.clone(),
            name: own.name.clone(),
            role: own.role,
            origin: own.origin,
            data: Data::Category(Category::from_values(areas)),
        })
    }

    /// How many rows of the table have an area that no file gave, and how many have one.
    pub(super) fn n_read(&self, table: &Table) -> (u32, u32) {
        let is_area = |own: &&Column| own.role == Some(Role::Area);
        let Some(Data::Category(now)) = table.columns.iter().find(is_area).map(|own| &own.data)
        else {
            return (0, 0);
        };
        let was = self.given.as_ref().map_or(&[][..], |given| &given.codes);
        let gave = was.iter().copied().chain(std::iter::repeat(MISSING));
        now.codes.iter().zip(gave).fold((0, 0), |(n_read, n), (code, was)| match *code {
            MISSING => (n_read, n),
            _ => (n_read + u32::from(was == MISSING), n + 1),
        })
    }

    /// Where phrases of `area` in scripts without spaces stand in a text, in bytes.
    pub(super) fn spans(&self, text: &str, area: &str) -> Vec<(usize, usize)> {
        self.said.spans(text, area)
    }

    /// The words of a row that led to its area, which is `from` there, as ranges of them.
    pub(super) fn led(
        &self,
        words: &Interner,
        row: &[u32],
        (area, from): (&str, AreaFrom),
        tells: &dyn Fn(usize) -> bool,
    ) -> Vec<(usize, usize)> {
        match (from, &self.learned, &self.given) {
            (AreaFrom::Phrase, ..) => self.said.places(words, row, area),
            (AreaFrom::Learned(_), Some(learned), Some(given)) => {
                let code = given.code(area).unwrap_or(MISSING);
                let shares = learned.shares(words, row, code);
                heaviest(&shares, tells).into_iter().map(|at| (at, at)).collect()
            }
            _ => Vec::new(),
        }
    }
}
