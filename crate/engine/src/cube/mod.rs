//! Questions to the columns: which rows a filter holds for, and one dimension by another.

use crate::Result;
use crate::join::Accounts;
use crate::num::RowMask;
use crate::table::Table;
use crate::view::{CoverageView, Filter, TableQuery, TableView};

/// The rows for which `filter` holds.
///
/// # Errors
/// [`Unknown`](crate::Error::Unknown) for a dimension that is not there,
/// [`BadOption`](crate::Error::BadOption) for a date that is none.
pub fn select(table: &Table, filter: &Filter) -> Result<RowMask> {
    let _ = filter;
    Ok(RowMask::all(table.n_rows))
}

/// One dimension by another, every cell with base, interval and test.
///
/// # Errors
/// As [`select`], and [`BadOption`](crate::Error::BadOption) for an unknown measure.
pub fn crosstab(table: &Table, accounts: &Accounts, query: &TableQuery) -> Result<TableView> {
    let _ = (table, accounts);
    Err(crate::Error::Unknown { what: "dimension", name: query.rows.clone(), known: Vec::new() })
}

/// How well each segment of the account dimensions, product areas, products and channels is heard.
///
/// # Errors
/// As [`select`].
pub fn coverage(table: &Table, accounts: &Accounts, filter: &Filter) -> Result<CoverageView> {
    let _ = (table, accounts, filter);
    Ok(CoverageView { segments: Vec::new(), footnotes: Vec::new() })
}
