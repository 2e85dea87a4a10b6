//! Alerts as history would have raised them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Which days to replay, and how readily to raise alerts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AlertsQuery {
    /// First day; as soon as there is history enough when not given.
    pub from: Option<String>,
    /// Last day; the last of the data when not given.
    pub to: Option<String>,
    /// `low`, `normal` or `high` sensitivity; empty for `normal`.
    pub profile: String,
}

/// Alerts, each with nothing known but the rows before the end of its day.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AlertsView {
    /// Oldest first.
    pub alerts: Vec<RaisedView>,
    /// First day tested; `null` where none was.
    pub from: Option<String>,
    /// Last day tested.
    pub to: Option<String>,
    /// Tests made on all days together.
    pub n_tests: u64,
    /// Method and corrections, in sentences.
    pub footnotes: Vec<String>,
    /// Why no day was tested; empty when some were.
    pub unavailable: String,
}

/// Something that stood out at the end of a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RaisedView {
    /// The day.
    pub date: String,
    /// `new`, `spike`, `trend`, `segment` or `score-drop`.
    pub kind: String,
    /// What it is about, in customers' words.
    pub label: String,
    /// Dimension and value of the segment it is confined to, `null` where to none.
    pub segment: Option<BTreeMap<String, String>>,
    /// First day of the window, which ends on `date`.
    pub from: String,
    /// Accounts in the window, each once a week; for `score-drop` the mean score, 0 (worst) to 1.
    pub count: f64,
    /// What the history made likely.
    pub expected: f64,
    /// One-sided p.
    pub p: f64,
    /// Distinct accounts.
    pub n_accounts: u32,
    /// Rows of the window, ascending.
    pub rows: Vec<u32>,
    /// Their identifiers in the file, or their numbers (from 1) where it has none.
    #[serde(rename = "row_ids")]
    pub row_ids: Vec<String>,
}
