//! Findings, the digest made of them, and the saved result.

use serde::{Deserialize, Serialize};

use super::{
    CoverageView, Filter, OverviewView, QuoteView, SpikesView, SubjectView, TableView, ThemesView,
};

/// The inbox.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FindingsView {
    /// Most urgent first.
    pub findings: Vec<FindingView>,
    /// Today, as the analysis understands it.
    pub as_of: Option<String>,
    /// Currency of ARR.
    pub currency: Option<String>,
    /// Statistical tests made for this list.
    pub n_tests: u32,
    /// Methods and corrections, in sentences.
    pub footnotes: Vec<String>,
}

/// Something worth saying, with its evidence, its worth, its owner and its rows.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FindingView {
    /// Stable across imports: made of kind and subject.
    pub id: String,
    /// `spike`, `emerging`, `trend`, `concentration`, `score-drop`, `critical-mass`, `churn-risk`,
    /// `renewal`, `praise`, `coverage-gap`, `unmatched` or `weight`.
    pub kind: String,
    /// The sentence, as in an alert.
    pub title: String,
    /// The second line: counts, p and what was compared.
    pub detail: String,
    /// What it is about.
    pub subject: SubjectView,
    /// Product area.
    pub area: Option<String>,
    /// Since when.
    pub since: Option<String>,
    /// What it rests on.
    pub evidence: Vec<EvidenceView>,
    /// Whom it touches and what they are worth.
    pub exposure: ExposureView,
    /// `directional`, `good`, `strong` or `solid`.
    pub confidence: String,
    /// Order of the inbox: higher is more urgent.
    pub urgency: f64,
    /// Whether it asks for a decision this week.
    pub needs_decision: bool,
    /// What to do next, in a sentence.
    pub action: String,
    /// Who answers for it; `null` when nobody does.
    pub owner: Option<String>,
    /// `new`, `reviewing`, `validated`, `building`, `shipped` or `wont-do`.
    pub status: String,
    /// The analyst's note.
    pub note: String,
    /// Roles whose view shows it: `leadership`, `pm`, `engineering`, `sales`.
    pub audience: Vec<String>,
    /// Items behind it.
    pub n_rows: u32,
    /// Verbatims that stand for it.
    pub quotes: Vec<QuoteView>,
    /// Items a week, along [`OverviewView::weeks`]; empty when it has no course.
    pub weekly: Vec<u32>,
    /// Its rows.
    pub filter: Filter,
    /// Texts to send.
    pub alert: AlertView,
}

/// The texts of an alert.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AlertView {
    /// For Slack, its control characters neutralised.
    pub slack: String,
    /// Subject of a mail.
    pub mail_subject: String,
    /// Body of a mail.
    pub mail_body: String,
}

/// One piece of evidence.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EvidenceView {
    /// `rule` or `statistics`.
    pub kind: String,
    /// In words and numbers.
    pub text: String,
    /// Whether it speaks for the finding.
    pub holds: bool,
}

/// Whom something touches.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExposureView {
    /// Items.
    pub n_items: u32,
    /// Items with a low score.
    pub n_low: u32,
    /// Distinct accounts.
    pub n_accounts: u32,
    /// Tier that holds most of them, with its count.
    pub top_plan: Option<(String, u32)>,
    /// ARR of those accounts, each once.
    pub arr: Option<f64>,
    /// Its share of all ARR.
    pub arr_share: Option<f64>,
    /// Accounts that renew soon.
    pub n_renewing: u32,
    /// ARR that renews in each quarter ("2026 Q1").
    pub renewals: Vec<(String, f64)>,
}

/// The short report of a period.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DigestView {
    /// Heading.
    pub title: String,
    /// First day of the period.
    pub from: Option<String>,
    /// Last day of the period.
    pub to: Option<String>,
    /// Blocks, decisions first.
    pub blocks: Vec<DigestBlockView>,
    /// Words in all; always under the limit.
    pub n_words: u32,
    /// The limit.
    pub max_words: u32,
    /// As Markdown.
    pub markdown: String,
    /// As HTML, safe to paste.
    pub html: String,
    /// As Slack text.
    pub slack: String,
}

/// One block of the digest.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DigestBlockView {
    /// `decisions`, `themes`, `gaps`, `churn`, `wins`, `high-value` or `quotes`.
    pub code: String,
    /// Heading.
    pub title: String,
    /// Its sentences.
    pub bullets: Vec<BulletView>,
}

/// One sentence of the digest, with its rows.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BulletView {
    /// The sentence, plain text.
    pub text: String,
    /// Its rows, where it has any.
    pub filter: Option<Filter>,
    /// Finding it came from.
    pub finding: Option<String>,
}

/// A saved result, enough for a widget or a one-file report: no data beyond what is shown.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SnapshotView {
    /// `undertone-snapshot`.
    pub format: String,
    /// Version of this format.
    pub version: u32,
    /// The data set at a glance.
    pub overview: OverviewView,
    /// The inbox.
    pub findings: FindingsView,
    /// Heatmaps, the main one first.
    pub tables: Vec<TableView>,
    /// Themes.
    pub themes: ThemesView,
    /// Spikes.
    pub spikes: SpikesView,
    /// Coverage.
    pub coverage: CoverageView,
    /// The digest.
    pub digest: DigestView,
}

/// What a snapshot leaves out or keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SnapshotQuery {
    /// Leave out quotes and account names.
    pub redacted: bool,
}
