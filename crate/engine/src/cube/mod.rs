//! Questions to the columns: which rows a filter holds for, and one dimension by another.

mod axis;
mod compare;
mod coverage;
mod crosstab;
mod measure;
mod select;
mod tally;

pub use axis::{is_ordered, is_period};
pub use coverage::coverage;
pub use crosstab::crosstab;
pub use measure::Measure;
pub use select::select;

#[cfg(test)]
mod tests;
