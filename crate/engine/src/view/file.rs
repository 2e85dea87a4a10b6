//! What was found in a file.

use serde::Serialize;

use super::FileChoices;

/// One opened file.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FileView {
    /// Its id in this session.
    pub id: u32,
    /// Its name.
    pub name: String,
    /// `feedback`, `accounts` or `other`.
    pub kind: String,
    /// Why it was taken for that.
    pub kind_evidence: String,
    /// The product whose export this looks like ("Zendesk", …).
    pub flavour: Option<String>,
    /// Size in bytes.
    pub n_bytes: u64,
    /// Name of the encoding ("UTF-8", "windows-1252", …).
    pub encoding: String,
    /// How its lines and cells are written.
    pub dialect: DialectView,
    /// Data rows.
    pub n_rows: u32,
    /// Rows that were padded, cut or otherwise repaired.
    pub n_repaired: u32,
    /// Lines that are not data (preamble, footer, repeated header, …), by reason in `notices`.
    pub n_set_aside: u32,
    /// Its columns.
    pub columns: Vec<ColumnView>,
    /// The first rows, as text.
    pub preview: Vec<Vec<String>>,
    /// What was odd.
    pub notices: Vec<NoticeView>,
    /// Lines of the file: header, data, lines set aside, blank ones, and line ends inside cells.
    pub n_lines: u32,
    /// A word that a repair of wrongly decoded text would change, before and after.
    pub repair: Option<(String, String)>,
    /// What a person decided about it, now or earlier about files with the same header.
    pub choices: FileChoices,
}

/// How lines and cells are written.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DialectView {
    /// Between cells: one character, or `", "`.
    pub delimiter: String,
    /// Around cells; empty where there is none.
    pub quote: String,
    /// `doubled`, `backslash` or `none`.
    pub escape: String,
    /// `lf`, `crlf`, `cr` or `mixed`.
    pub line_end: String,
    /// Lines before the header that are not data.
    pub n_preamble: u32,
    /// Header rows, 0 to 3.
    pub n_header: u32,
    /// Lines after the data that are not data.
    pub n_footer: u32,
}

/// One column of a file.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ColumnView {
    /// Position, from 0.
    pub idx: u32,
    /// Its header.
    pub name: String,
    /// `text`, `category`, `number`, `date` or `empty`.
    pub kind: String,
    /// Code of the role, `null` for none.
    pub role: Option<String>,
    /// `high`, `medium` or `low`; `null` without a role.
    pub confidence: Option<String>,
    /// Why this role, in words.
    pub evidence: String,
    /// Whether a person chose the role.
    pub is_confirmed: bool,
    /// Up to three sample values.
    pub samples: Vec<String>,
    /// Rows without a value.
    pub n_missing: u32,
    /// Distinct values.
    pub n_distinct: u32,
    /// The scale, for a score.
    pub scale: Option<ScaleView>,
    /// How dates are written, for a date ("day/month/year").
    pub date_order: Option<String>,
    /// A question that the file leaves open.
    pub ask: Option<AskView>,
}

/// A question that the file leaves open, with its possible answers.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AskView {
    /// `date-order`.
    pub code: String,
    /// The question in words.
    pub question: String,
    /// Code and words of each answer.
    pub answers: Vec<(String, String)>,
}

/// The scale of a score.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ScaleView {
    /// `csat`, `nps`, `ces`, `stars` or `binary`.
    pub metric: String,
    /// In words ("CSAT 1–5").
    pub name: String,
    /// Worst answer.
    pub min: f64,
    /// Best answer.
    pub max: f64,
    /// Answers at or below are low.
    pub low_cut: f64,
    /// Answers at or above are high.
    pub high_cut: f64,
}

/// One kind of oddity.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NoticeView {
    /// Stable code.
    pub code: String,
    /// A sentence.
    pub message: String,
    /// How often.
    pub count: u64,
    /// The first places, as line numbers from 1.
    pub places: Vec<u64>,
}
