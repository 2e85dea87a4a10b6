//! The data set at a glance.

use serde::Serialize;

use super::{NoticeView, ScaleView};

/// The data set at a glance.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OverviewView {
    /// Items of feedback under the filter.
    pub n_items: u32,
    /// Items in all.
    pub n_all: u32,
    /// Items after copies were folded.
    pub n_distinct: u32,
    /// Items with a score.
    pub n_scored: u32,
    /// Items with a low score.
    pub n_low: u32,
    /// Mean score; `null` when scales differ or there are no scores.
    pub mean_score: Option<f64>,
    /// The scales present.
    pub scales: Vec<ScaleView>,
    /// First day.
    pub from: Option<String>,
    /// Last day.
    pub to: Option<String>,
    /// Today, as the analysis understands it.
    pub as_of: Option<String>,
    /// Distinct accounts.
    pub n_accounts: u32,
    /// ARR of all accounts, each once.
    pub arr_total: Option<f64>,
    /// Currency of ARR.
    pub currency: Option<String>,
    /// Themes.
    pub n_themes: u32,
    /// Items in no theme.
    pub n_unthemed: u32,
    /// Findings.
    pub n_findings: u32,
    /// Share of items joined to an account.
    pub match_rate: Option<f64>,
    /// What the data allows, and what it lacks for the rest.
    pub capabilities: Vec<CapabilityView>,
    /// What can be cut by.
    pub dimensions: Vec<DimensionView>,
    /// How many items each week has, in time order: Monday, items, low items, is the week complete.
    pub weeks: Vec<super::WeekView>,
    /// Where the result came from.
    pub provenance: ProvenanceView,
    /// What was odd, beyond single files (join, duplicates, …).
    pub notices: Vec<NoticeView>,
}

/// One ability of the product, and whether the data allows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CapabilityView {
    /// `scores`, `dates`, `accounts`, `arr`, `renewals`, `areas`, `themes`, `spikes`.
    pub code: String,
    /// Whether the data allows it.
    pub available: bool,
    /// What is missing and what to do, in a sentence; empty when available.
    pub reason: String,
}

/// A column that can be cut by.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DimensionView {
    /// Key for queries.
    pub key: String,
    /// Name for people.
    pub name: String,
    /// `file`, `account` or `computed`.
    pub origin: String,
    /// Role code, if any.
    pub role: Option<String>,
    /// Whether its values have an order (weeks, score bands).
    pub is_ordered: bool,
    /// Values with their item counts under no filter, largest first (ordered ones in order), at most 200.
    pub values: Vec<(String, u32)>,
    /// All distinct values.
    pub n_values: u32,
    /// Items without a value.
    pub n_missing: u32,
}

/// What makes the result repeatable.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProvenanceView {
    /// Version of the engine.
    pub engine: String,
    /// Seed.
    pub seed: u64,
    /// Hash of the token-vector model, `null` when none was loaded.
    pub model: Option<String>,
    /// What was read closely, `null` when nothing was.
    pub reading: Option<ReadingView>,
    /// The files.
    pub files: Vec<ProvenanceFileView>,
}

/// A close reading.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReadingView {
    /// Texts that were read.
    pub n_read: u32,
    /// Texts that there are, copies counted once.
    pub n_texts: u32,
    /// SHA-256 of the reader's pack.
    pub pack: String,
}

/// One input file.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProvenanceFileView {
    /// Its name.
    pub name: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its data rows.
    pub n_rows: u32,
}
