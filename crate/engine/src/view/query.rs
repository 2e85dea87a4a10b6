//! Questions to the engine.

use serde::{Deserialize, Serialize};

use super::Edit;

/// Which rows. Everything that is set must hold; the default holds for every row.
/// A number's filter is how it opens its rows.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Filter {
    /// First day, inclusive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Last day, inclusive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// One clause a dimension; all must hold.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub clauses: Vec<Clause>,
    /// Only rows with a low score.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub low_only: bool,
    /// Only rows whose verbatim contains all of these words, letter case ignored.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
    /// Only these rows (global row numbers, from 0), where no simpler description exists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<Vec<u32>>,
}

/// The row's value in `dimension` is one of `values`, or there is one at all where none is named; an
/// empty value means "missing".
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Clause {
    /// Key of the dimension ("plan", "theme", "week", …).
    pub dimension: String,
    /// Allowed values.
    pub values: Vec<String>,
}

/// What to analyse, and as of when.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AnalyseQuery {
    /// Today, for every "last N days"; the newest date of the data when not given.
    pub as_of: Option<String>,
    /// Seed of everything that draws.
    pub seed: Option<u64>,
    /// Language of all verbatims ("en"); found per row when not given.
    pub language: Option<String>,
}

/// A table of one dimension by another.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct TableQuery {
    /// Dimension down the side.
    pub rows: String,
    /// Dimension across the top; none gives one column of totals.
    pub cols: Option<String>,
    /// Dimension within the one down the side: each of its values under each outer one.
    pub within: Option<String>,
    /// What a cell shows and is tested on: `count`, `low-count`, `low-rate`, `mean-score`,
    /// `top-2-box`, `bottom-2-box`, `nps`, `accounts`, `arr`, `row-share` or `col-share`; `low-rate`
    /// when the data has scores and `count` when not, if empty.
    pub measure: String,
    /// Which rows.
    pub filter: Filter,
    /// At most this many rows and columns are listed, largest first; 0 means 60 and 30.
    pub max_rows: u32,
    /// See `max_rows`.
    pub max_cols: u32,
    /// What is drawn: `items`, `accounts` (an account's answers count at most five times, errors
    /// are those between accounts) or `arr` (shares weighted by ARR); if empty, `accounts` as soon
    /// as one of them answers twice.
    pub unit: String,
    /// Test of the mean score where items are drawn: `rank` (Brunner–Munzel, if empty) or `mean`
    /// (Welch).
    pub test: String,
    /// Correction for many tests: `bh` (if empty), `by`, `holm`, `hochberg`, `bonferroni` or `none`.
    pub adjust: String,
    /// Level of marks and lower-case letters; 0 means 0.05.
    pub level: f64,
    /// Level of double marks and upper-case letters; 0 means 0.001.
    pub strict_level: f64,
    /// Cells with a smaller base are not tested; 0 means 15.
    pub min_base: u32,
    /// Rows and columns with fewer items are not listed.
    pub hide_below: u32,
    /// Order of the rows: `value` (largest first), `value-up`, `items` or `name`; if empty, that of
    /// the dimension, else most low scores first.
    pub sort: String,
    /// Column by whose values rows are sorted in place of their totals.
    pub sort_by: Option<String>,
    /// Whether the sides are exchanged.
    pub transpose: bool,
    /// Whether the columns are left uncompared: no letters, and no test of all columns together.
    pub unlettered: bool,
    /// Whether each pair of columns that was tested is listed.
    pub pairs: bool,
}

/// What each value of a dimension does to a score.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ImpactQuery {
    /// The dimension ("theme").
    pub by: String,
    /// `low-rate` (if empty), `top-2-box`, `bottom-2-box`, `mean-score` or `nps`.
    pub measure: String,
    /// Which rows.
    pub filter: Filter,
}

/// What changed a score between two periods.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct DriversQuery {
    /// The dimension by whose values the change is divided ("theme", "plan").
    pub by: String,
    /// As [`ImpactQuery::measure`].
    pub measure: String,
    /// First and last day of the earlier period.
    pub before: (String, String),
    /// First and last day of the later one.
    pub after: (String, String),
    /// Which rows, whatever their day.
    pub filter: Filter,
}

/// A page of the verbatims behind a number.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct VerbatimsQuery {
    /// Which rows.
    pub filter: Filter,
    /// `newest`, `oldest`, `lowest`, `arr` or `similar` (nearest to its theme); `newest` if empty.
    pub sort: String,
    /// First item of the page.
    pub offset: u32,
    /// Items of the page; 0 means 50, at most 500.
    pub limit: u32,
}

/// What a person decided about one file; what is not set stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct FileChoices {
    /// What the rows are: `feedback`, `accounts` or `other`.
    pub kind: Option<String>,
    /// Header and role code of the columns that were decided; `null` is "no role".
    pub roles: Vec<(String, Option<String>)>,
    /// Header and order (`dmy`, `mdy`, `ymd`) of the date columns that were decided.
    pub date_orders: Vec<(String, String)>,
    /// WHATWG label of the encoding; the file is read again.
    pub encoding: Option<String>,
    /// Delimiter; the file is read again.
    pub delimiter: Option<String>,
    /// Header rows; the file is read again.
    pub n_header: Option<u32>,
    /// Whether UTF-8 that was read as windows-1252 and saved again is turned back; the file is read
    /// again.
    pub repair: Option<bool>,
    /// Whether everything decided before is forgotten; never part of what is kept.
    #[serde(skip_serializing)]
    pub afresh: bool,
}

/// How far the analysis is. Call `step` until `is_done`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProgressView {
    /// `join`, `text`, `label`, `vector`, `theme`, `spike` or `done`.
    pub stage: String,
    /// What is being done, in words ("Finding themes").
    pub label: String,
    /// Share of the whole analysis that is done, 0–1.
    pub done: f64,
    /// Whether results can be asked for.
    pub is_done: bool,
}

/// The human decisions, as far as the page shows them.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProjectView {
    /// What was decided, oldest first, in words.
    pub history: Vec<String>,
    /// Whether there is an edit to take back.
    pub can_undo: bool,
    /// Whether there is one to make again.
    pub can_redo: bool,
    /// Owners: product area and who answers for it.
    pub owners: Vec<(String, String)>,
}

/// A file for download.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ExportQuery {
    /// `items.csv` (the filtered rows with all labels), `items.ndjson` (their labels, one JSON
    /// object a line), `assign.csv` (the theme of every row of the
    /// feedback files, whatever the filter), `themes.csv`, `findings.json`,
    /// `table.csv`, `table.md` or `table.xlsx` (need `table`), `snapshot.json`, `report.html`, `digest.md`, `digest.html`,
    /// `digest.txt` or `project.json`.
    pub kind: String,
    /// Which rows.
    pub filter: Filter,
    /// The table, for `table.csv`, `table.md` and `table.xlsx`.
    pub table: Option<TableQuery>,
    /// Leave out quotes and account names.
    pub redacted: bool,
}

/// A project file: what people decided, apart from any data.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ProjectFile {
    /// `undertone-project`.
    pub format: String,
    /// Version of this format.
    pub version: u32,
    /// Version of the engine that wrote it.
    pub engine: String,
    /// What was decided about files, by fingerprint of their header.
    pub files: std::collections::BTreeMap<String, FileChoices>,
    /// The decisions, oldest first, without those taken back.
    pub edits: Vec<Edit>,
    /// The themes as the last import left them, before any edit: one line for each thing, its kind
    /// first, its fields behind tabs; keys and centres in base64.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub known: Vec<String>,
}
