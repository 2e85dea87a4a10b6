//! What is new: words of the last week, and what changed with releases.

use serde::{Deserialize, Serialize};

use super::{Filter, SubjectView};

/// Which rows, and which releases.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct NewsQuery {
    /// Which rows.
    pub filter: Filter,
    /// A day and a name on each line; the versions that the data names when empty.
    pub releases: String,
}

/// New language, and releases compared.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewsView {
    /// Terms that more accounts use than likely, most telling first.
    pub terms: Vec<TermView>,
    /// First day of the week looked at; empty without dates.
    pub from: String,
    /// Its last day.
    pub to: String,
    /// Terms tested.
    pub n_tested: u32,
    /// Releases with what changed, newest first.
    pub releases: Vec<ReleaseChangesView>,
    /// Methods and corrections, in sentences; why there is nothing, where there is nothing.
    pub footnotes: Vec<String>,
}

/// A term that is new, or used by more accounts than likely.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TermView {
    /// Its words.
    pub text: String,
    /// Accounts that use it this week; a text without an account counts as one.
    pub n_accounts: u32,
    /// What the weeks before made likely.
    pub expected: f64,
    /// One-sided p.
    pub p: f64,
    /// After Benjamini–Hochberg over all terms tested.
    pub q: f64,
    /// Whether no earlier text has it.
    pub is_new: bool,
    /// Its rows of the week.
    pub filter: Filter,
}

/// Something shipped.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReleaseView {
    /// The day.
    pub day: String,
    /// Its name.
    pub name: String,
}

/// What changed with a release.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReleaseChangesView {
    /// The release.
    pub release: ReleaseView,
    /// Days compared on each side.
    pub days: u32,
    /// Series compared.
    pub n_compared: u32,
    /// Those that changed, the surest first.
    pub changes: Vec<ReleaseChangeView>,
}

/// A series before and after a release.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReleaseChangeView {
    /// What changed.
    pub subject: SubjectView,
    /// Its items before.
    pub before: u32,
    /// Its items after, in as many days.
    pub after: u32,
    /// After over before, each as a share of all items; `null` from none.
    pub ratio: Option<f64>,
    /// Lower end of its 95 % interval.
    pub ratio_low: f64,
    /// Upper end; `null` where nothing bounds it.
    pub ratio_high: Option<f64>,
    /// Two-sided p.
    pub p: f64,
    /// After Benjamini–Hochberg over the series compared.
    pub q: f64,
    /// Its rows after the release.
    pub filter: Filter,
}
