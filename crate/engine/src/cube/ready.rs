//! What every table is counted from, made once: the rows account by account, their answers, and the
//! columns cut by in that order.

use std::cell::RefCell;
use std::rc::Rc;

use undertone_kernel::{order_bits, order_codes};

use super::answers::Answers;
use super::crosstab::Whole;
use super::{drivers, impact};
use crate::Result;
use crate::join::Accounts;
use crate::num::{Groups, RowMask};
use crate::table::{Category, Column, MISSING, Table};
use crate::view::{DriversQuery, DriversView, ImpactQuery, ImpactView, TableQuery, TableView};

/// Columns kept in order: those of the last few tables.
const MOST_COLUMNS: usize = 8;

/// Made for one table and its accounts; whoever changes either makes it anew.
#[derive(Debug, Default)]
pub struct Ready {
    /// The row at each place; none where rows stay as they lie.
    order: Option<Vec<u32>>,
    /// Where the rows of each account begin and the last ones end; behind them stand the rows
    /// without an account.
    pub(super) starts: Vec<u32>,
    /// ARR of each account, 0 where it is not known.
    pub(super) arr: Vec<f64>,
    /// The answers.
    pub(super) answers: Answers,
    /// Rows with a score, where they lie.
    pub(crate) scored: RowMask,
    /// Rows with a low score.
    pub(crate) low: RowMask,
    /// First and last day.
    pub(crate) period: Option<(i32, i32)>,
    /// The codes of columns, by key, last used first.
    columns: RefCell<Vec<(String, Rc<Vec<u32>>)>>,
}

impl Ready {
    /// Goes through all rows.
    pub fn new(table: &Table, accounts: &Accounts) -> Ready {
        let whole = Ready {
            starts: vec![0],
            scored: table.scored(),
            low: table.low(),
            period: table.period(),
            ..Ready::default()
        };
        if accounts.is_empty() {
            return Ready { answers: Answers::of(table, None), ..whole };
        }
        let all = RowMask::all(table.n_rows);
        let (order, mut starts) = Groups::of(&accounts.of_row, &all, accounts.len()).into_parts();
        starts.truncate(accounts.len() + 1);
        let arr = (0..accounts.len()).map(|own| accounts.arr.get(own).copied().flatten());
        Ready {
            answers: Answers::of(table, Some(&order)),
            order: Some(order),
            starts,
            arr: arr.map(|own| own.unwrap_or(0.0)).collect(),
            ..whole
        }
    }

    /// Forgets the columns, because some of them were put anew.
    pub(crate) fn forget_columns(&mut self) {
        self.columns.get_mut().clear();
    }

    /// One dimension by another: see [`crosstab`](super::crosstab).
    ///
    /// # Errors
    /// As there.
    pub fn crosstab(&self, table: &Table, query: &TableQuery) -> Result<TableView> {
        Whole::ask(self, table, query)
    }

    /// What each value of a dimension does to a score: see [`impact`](super::impact()).
    ///
    /// # Errors
    /// As there.
    pub fn impact(&self, table: &Table, query: &ImpactQuery) -> Result<ImpactView> {
        impact::of(self, table, query)
    }

    /// What changed a score between two periods: see [`drivers`](super::drivers()).
    ///
    /// # Errors
    /// As there.
    pub fn drivers(&self, table: &Table, query: &DriversQuery) -> Result<DriversView> {
        drivers::of(self, table, query)
    }

    /// The codes of a dimension in the order of the places.
    pub(super) fn codes(&self, column: &Column, category: &Category) -> Rc<Vec<u32>> {
        let mut known = self.columns.borrow_mut();
        let place = known.iter().position(|(key, _)| *key == column.key);
        let own = match place {
            Some(at) => known.remove(at),
            None => (column.key.clone(), Rc::new(self.in_order(&category.codes))),
        };
        known.truncate(MOST_COLUMNS - 1);
        let codes = Rc::clone(&own.1);
        known.insert(0, own);
        codes
    }

    fn in_order(&self, codes: &[u32]) -> Vec<u32> {
        if let Some(order) = &self.order {
            return order_codes(codes, order);
        }
        let mut codes = codes.to_vec();
        codes.resize(self.answers.of.len(), MISSING);
        codes
    }

    /// Rows as places.
    pub(super) fn places(&self, mask: &RowMask) -> RowMask {
        match &self.order {
            Some(order) if mask.count() < mask.len() => {
                RowMask::from_words(order_bits(mask.words(), order), mask.len())
            }
            _ => mask.clone(),
        }
    }

    /// Rows as bits by place; none where all are chosen.
    pub(super) fn keep(&self, mask: &RowMask) -> Option<Vec<u64>> {
        (mask.count() < mask.len()).then(|| self.places(mask).words().to_vec())
    }
}
