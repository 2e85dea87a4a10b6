//! Typed columns of one table: what a file brings, what a join brings, what the engine computes.

mod column;
mod role;
mod scale;
mod scaled;

pub use column::{
    ALSO, BETWEEN_THEMES, Category, Column, Data, Dates, MISSING, Numbers, Origin, Texts,
    format_day, iso_week, parse_day,
};
pub use role::{Confidence, FileKind, Role};
pub use scale::{Metric, Scale};
pub use scaled::ScaledScores;

use undertone_kernel::NO_DAY;

use crate::num::RowMask;
use crate::{Error, Result};

/// The items of all feedback files, one row each, as typed columns.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// How many rows there are.
    pub n_rows: u32,
    /// All columns; keys are unique.
    pub columns: Vec<Column>,
    /// The files that the rows came from, in the order in which they were opened.
    pub sources: Vec<Source>,
    /// Where each row came from.
    pub origins: Vec<RowOrigin>,
}

/// One file that brought rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// The file's id in the session.
    pub file: u32,
    /// The file's name.
    pub name: String,
    /// The scale of its score column. Scales of different files are never mixed.
    pub scale: Option<Scale>,
}

/// Where a row came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowOrigin {
    /// Index into [`Table::sources`].
    pub source: u16,
    /// The row within its file, 1 for the first after the header.
    pub row: u32,
}

impl Table {
    /// A table of verbatims and nothing else.
    pub fn of_verbatims<T: AsRef<str>>(texts: &[T]) -> Table {
        let mut verbatims = Texts::default();
        for text in texts {
            verbatims.push(text.as_ref());
        }
        let column = Column {
            key: "text".to_owned(),
            name: "Text".to_owned(),
            role: Some(Role::Verbatim),
            origin: Origin::File,
            data: Data::Text(verbatims),
        };
        Table { n_rows: texts.len() as u32, columns: vec![column], ..Table::default() }
    }

    /// The column with this key, or else with this name (letter case ignored).
    pub fn column(&self, key: &str) -> Option<&Column> {
        self.columns
            .iter()
            .find(|column| column.key == key)
            .or_else(|| self.columns.iter().find(|c| c.name.eq_ignore_ascii_case(key)))
    }

    /// The first column with this role.
    pub fn role(&self, role: Role) -> Option<&Column> {
        self.columns.iter().find(|column| column.role == Some(role))
    }

    /// The column to cut by, by key or name.
    pub fn dimension(&self, key: &str) -> Result<&Category> {
        match self.column(key).map(|column| &column.data) {
            Some(Data::Category(category)) => Ok(category),
            _ => Err(Error::Unknown {
                what: "dimension",
                name: key.to_owned(),
                known: self.dimensions().map(|column| column.key.clone()).collect(),
            }),
        }
    }

    /// All columns that can be cut by.
    pub fn dimensions(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(|column| matches!(column.data, Data::Category(_)))
    }

    /// Columns that describe who speaks and through what, with two to forty values (not which part of
    /// the product: a theme sits in its area, and in its language, by nature).
    pub fn segments(&self) -> Vec<(&Column, &Category)> {
        let is_segment = |column: &Column| match column.role {
            Some(
                Role::Plan
                | Role::Industry
                | Role::Region
                | Role::Country
                | Role::Lifecycle
                | Role::UseCase
                | Role::Contract
                | Role::Product
                | Role::Device
                | Role::Channel,
            ) => true,
            Some(Role::Dimension) => matches!(column.origin, Origin::Account | Origin::File),
            _ => false,
        };
        let columns = self.columns.iter().filter(|column| is_segment(column));
        columns
            .filter_map(|column| match &column.data {
                Data::Category(own) if (2..=40).contains(&own.values.len()) => Some((column, own)),
                _ => None,
            })
            .collect()
    }

    /// Adds a column, or replaces the one with the same key.
    pub fn put(&mut self, column: Column) {
        match self.columns.iter_mut().find(|own| own.key == column.key) {
            Some(own) => *own = column,
            None => self.columns.push(column),
        }
    }

    /// The customer's words of `row`, untouched; empty when there are none.
    pub fn verbatim(&self, row: u32) -> &str {
        match self.role(Role::Verbatim).map(|column| &column.data) {
            Some(Data::Text(texts)) => texts.get(row),
            _ => "",
        }
    }

    /// The dates, if a column has that role.
    pub fn dates(&self) -> Option<&Dates> {
        match &self.role(Role::Date)?.data {
            Data::Date(dates) => Some(dates),
            _ => None,
        }
    }

    /// The scores, if a column has that role.
    pub fn scores(&self) -> Option<&Numbers> {
        match &self.role(Role::Score)?.data {
            Data::Number(numbers) => Some(numbers),
            _ => None,
        }
    }

    /// The scale on which `row` was scored.
    pub fn scale(&self, row: u32) -> Option<&Scale> {
        let origin = self.origins.get(row as usize)?;
        self.sources.get(origin.source as usize)?.scale.as_ref()
    }

    /// The score of `row` with its scale.
    pub fn score(&self, row: u32) -> Option<(f64, &Scale)> {
        Some((self.scores()?.get(row)?, self.scale(row)?))
    }

    /// [`score`](Table::score) for whoever asks for many.
    pub fn scaled(&self) -> ScaledScores<'_> {
        ScaledScores::of(self)
    }

    /// Rows with a score.
    pub fn scored(&self) -> RowMask {
        self.scaled().rows(self.n_rows, &|_, _| true)
    }

    /// Rows whose score is at or below the low cut of their own scale.
    pub fn low(&self) -> RowMask {
        self.scaled().rows(self.n_rows, &|score, scale| scale.is_low(score))
    }

    /// First and last day of the data.
    pub fn period(&self) -> Option<(i32, i32)> {
        let mut known = self.dates()?.days().iter().filter(|day| **day != NO_DAY);
        let first = *known.next()?;
        let wider = |(first, last): (i32, i32), day: &i32| (first.min(*day), last.max(*day));
        Some(known.fold((first, first), wider))
    }
}

mod infer;

pub use infer::{Ask, Choices, FileTable, Guess, TypedColumn, infer};
pub(crate) use infer::{QUESTION_MARK, is_junk, may_name_company};
