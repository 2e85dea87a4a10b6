//! What themes and segments do to a score, what changed it, and where themes sit.

use serde::Serialize;

use super::Filter;

/// What each value of a dimension does to a score: the score of all less that without it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ImpactView {
    /// Key of the dimension.
    pub by: String,
    /// The measure.
    pub measure: String,
    /// Its name.
    pub measure_name: String,
    /// How to write values: `share`, `score` or `points`.
    pub format: String,
    /// The score of all.
    pub total: f64,
    /// Answers.
    pub n: u32,
    /// Largest impact first.
    pub rows: Vec<ImpactRowView>,
    /// Values tested.
    pub n_tests: u32,
    /// Method and correction, in sentences.
    pub footnotes: Vec<String>,
}

/// The impact of one value.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ImpactRowView {
    /// The value.
    pub value: String,
    /// Its answers.
    pub n: u32,
    /// Accounts that gave them (answers without an account count one each).
    pub n_accounts: u32,
    /// Its own score.
    pub score: f64,
    /// The score of all others.
    pub without: f64,
    /// The score of all less that of all others.
    pub impact: f64,
    /// Lower end of the 95 % interval; `null` with too few accounts.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// p that it changes nothing.
    pub p: Option<f64>,
    /// After Benjamini–Hochberg over all values.
    pub q: Option<f64>,
    /// Its rows.
    pub filter: Filter,
}

/// What changed a score between two periods.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DriversView {
    /// Key of the dimension.
    pub by: String,
    /// The measure.
    pub measure: String,
    /// Its name.
    pub measure_name: String,
    /// How to write values: `share`, `score` or `points`.
    pub format: String,
    /// The score of the earlier period.
    pub before: f64,
    /// The score of the later one.
    pub after: f64,
    /// Later less earlier.
    pub change: f64,
    /// Lower end of its 95 % interval over accounts; `null` with too few.
    pub change_low: Option<f64>,
    /// Upper end.
    pub change_high: Option<f64>,
    /// p that nothing changed.
    pub p: Option<f64>,
    /// The part of the change that comes from who answers; with `rate` it is all of it.
    pub mix: f64,
    /// The part that comes from how they answer.
    pub rate: f64,
    /// The values, largest part first; one without a name holds rows without a value.
    pub rows: Vec<DriverView>,
    /// Method, in sentences.
    pub footnotes: Vec<String>,
}

/// The part of one value in a change.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DriverView {
    /// The value; empty for rows without one.
    pub value: String,
    /// Its answers in the earlier period.
    pub n_before: u32,
    /// In the later one.
    pub n_after: u32,
    /// Its share of the answers of the earlier period.
    pub share_before: f64,
    /// Of the later one.
    pub share_after: f64,
    /// Its score in the earlier period.
    pub score_before: Option<f64>,
    /// In the later one.
    pub score_after: Option<f64>,
    /// What its change of share adds to the change.
    pub mix: f64,
    /// What its change of score adds to the change.
    pub rate: f64,
}

/// Where themes are said far more often than elsewhere.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SurprisesView {
    /// The cells that stand out, most certain first.
    pub cells: Vec<SurpriseView>,
    /// Cells tested.
    pub n_tests: u32,
    /// Method and correction, in sentences.
    pub footnotes: Vec<String>,
}

/// A theme in a segment.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SurpriseView {
    /// Id of the theme.
    pub theme: String,
    /// Its name.
    pub theme_name: String,
    /// Key of the dimension.
    pub dimension: String,
    /// Its name.
    pub dimension_name: String,
    /// The segment.
    pub value: String,
    /// Items of the theme in the segment.
    pub n: u32,
    /// Items of the segment.
    pub base: u32,
    /// The theme's share in the segment.
    pub share: f64,
    /// Its share elsewhere.
    pub rest: f64,
    /// Two-sided p.
    pub p: f64,
    /// After Benjamini–Hochberg over all cells.
    pub q: f64,
    /// The unit of the test: `items` or `accounts`.
    pub unit: String,
    /// Its rows.
    pub filter: Filter,
}
