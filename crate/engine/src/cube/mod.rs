//! Questions to the columns: which rows a filter holds for, and one dimension by another.

mod answers;
mod axis;
mod clusters;
mod compare;
mod coverage;
mod crosstab;
mod drivers;
mod fold;
mod impact;
mod measure;
mod notes;
mod overall;
mod overall_accounts;
mod placed;
mod plan;
mod ready;
mod scan;
mod scan_sums;
mod select;
mod tally;
mod values;

pub use axis::{is_ordered, is_period};
pub use coverage::coverage;
pub(crate) use coverage::{Heard, coverage_of};
pub use crosstab::crosstab;
pub use drivers::drivers;
pub use impact::impact;
pub use measure::Measure;
pub use ready::Ready;
pub use scan::{Concentration, Scanned, concentrations};
pub use select::select;

#[cfg(test)]
mod option_tests;
#[cfg(test)]
mod ready_tests;
#[cfg(test)]
mod scan_tests;
#[cfg(test)]
mod tests;

#[cfg(test)]
mod fold_tests;
