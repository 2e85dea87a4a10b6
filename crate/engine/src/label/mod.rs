//! Category, severity, sentiment, cause, risk and product area of each item, with the words that
//! led to them.

use crate::table::{Column, Table};
use crate::text::Corpus;

/// Words that led to a label, as byte positions in the verbatim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Key of the label's column.
    pub dimension: &'static str,
    /// The label.
    pub value: String,
}

/// The label columns of all rows, to be put into the table: `category` (`bug`, `feature_request`,
/// `pain_point`, `praise`, `churn_signal`, `general`), `severity` (`critical`, `high`, `medium`,
/// `low`), `sentiment` (`negative`, `neutral`, `positive`), `cause` (`bug`, `slow_resolution`,
/// `missing_documentation`, `billing_confusion`, `unexpected_behaviour`, missing), `risk` (`churn`,
/// `competitor`, `escalation`, missing), `language`, and `area` when no file column has that role.
pub fn label(table: &Table, corpus: &Corpus) -> Vec<Column> {
    let _ = (table, corpus);
    Vec::new()
}

/// The words of one verbatim that lead to its labels.
pub fn marks(verbatim: &str, language: &str) -> Vec<Mark> {
    let _ = (verbatim, language);
    Vec::new()
}
