//! Themes and the verbatims in them.

use serde::Serialize;

use super::{CardView, ChangeView, Filter};

/// All themes under a filter, and what is in none.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ThemesView {
    /// Largest first.
    pub themes: Vec<ThemeView>,
    /// Items under the filter.
    pub n_items: u32,
    /// Items in no theme.
    pub n_unthemed: u32,
    /// Mondays of the weekly series of each theme.
    pub weeks: Vec<String>,
    /// Items a week that no known theme holds: in none, or in one that is new and undecided.
    pub weekly_unmatched: Vec<u32>,
    /// What the last import changed.
    pub changes: Vec<ChangeView>,
}

/// A group of verbatims about one thing.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ThemeView {
    /// Stable id ("t12").
    pub id: String,
    /// Its name, in the customers' words unless a person renamed it.
    pub name: String,
    /// Whether a person named it.
    pub is_renamed: bool,
    /// Telling terms, best first.
    pub terms: Vec<String>,
    /// One line: what it is about.
    pub description: String,
    /// Items.
    pub n: u32,
    /// Items after copies were folded.
    pub n_distinct: u32,
    /// Items with a score.
    pub n_scored: u32,
    /// Items with a low score.
    pub n_low: u32,
    /// Share of all items under the filter.
    pub share: f64,
    /// Mean score; `null` when scales differ or there are no scores.
    pub mean_score: Option<f64>,
    /// Distinct accounts.
    pub n_accounts: u32,
    /// ARR of those accounts, each once.
    pub arr: Option<f64>,
    /// Whether its language is new in the latest weeks.
    pub is_new: bool,
    /// Day of its first item.
    pub first_seen: Option<String>,
    /// Day of its newest item.
    pub last_seen: Option<String>,
    /// At least the critical mass of items.
    pub has_critical_mass: bool,
    /// Items a week, along [`ThemesView::weeks`].
    pub weekly: Vec<u32>,
    /// Its commonest category code.
    pub category: String,
    /// Its commonest product area.
    pub area: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// `hypothesis`, `validated`, `in-progress`, `shipped`, `wont-do`; `null` below three items.
    pub status: Option<String>,
    /// Whether it is new since the last import and nobody has decided about it.
    pub is_candidate: bool,
    /// The newest day before the import that brought it, empty where days are unknown; `null` for
    /// themes of the first import.
    pub since: Option<String>,
    /// Whether no import takes anything from it.
    pub is_pinned: bool,
    /// Phrases whose items belong to it.
    pub phrases: Vec<String>,
    /// What is asked for, why, what to ask, and what else would help.
    pub card: CardView,
    /// Finer themes within it.
    pub subthemes: Vec<SubthemeView>,
    /// Verbatims that stand for it.
    pub quotes: Vec<QuoteView>,
    /// Its rows.
    pub filter: Filter,
    /// Items of other themes that mention it, too.
    pub n_also: u32,
    /// The rows of those.
    pub also_filter: Filter,
}

/// A finer theme within a theme.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SubthemeView {
    /// Stable id ("t12.3").
    pub id: String,
    /// Its name.
    pub name: String,
    /// Items.
    pub n: u32,
    /// Its rows.
    pub filter: Filter,
}

/// A verbatim that stands for many.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct QuoteView {
    /// Global row number, from 0.
    pub row: u32,
    /// The item's own id.
    pub id: String,
    /// The words, shortened at a word boundary with `…` where long.
    pub text: String,
    /// Day.
    pub date: Option<String>,
    /// Score.
    pub score: Option<f64>,
    /// Account name or key.
    pub account: Option<String>,
    /// Plan or tier.
    pub plan: Option<String>,
    /// Language code.
    pub language: Option<String>,
}

/// A page of verbatims.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VerbatimsView {
    /// Rows that the filter holds for.
    pub n_total: u32,
    /// Position of the first of this page.
    pub offset: u32,
    /// This page.
    pub items: Vec<VerbatimView>,
}

/// One item of feedback with everything known about it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VerbatimView {
    /// Global row number, from 0.
    pub row: u32,
    /// The item's own id.
    pub id: String,
    /// What the item is known by in decisions: its id, or a hash of its words.
    pub key: String,
    /// File it came from.
    pub file: String,
    /// Row within that file, from 1.
    pub file_row: u32,
    /// Heading, if the file has one.
    pub title: Option<String>,
    /// The customer's words, untouched.
    pub text: String,
    /// Words that led to a label, as UTF-16 positions in `text`.
    pub marks: Vec<MarkView>,
    /// Day.
    pub date: Option<String>,
    /// Score.
    pub score: Option<f64>,
    /// Whether the score is low.
    pub is_low: bool,
    /// Account name or key.
    pub account: Option<String>,
    /// ARR of the account.
    pub arr: Option<f64>,
    /// A link to the item, only if it is http or https.
    pub url: Option<String>,
    /// Values of the dimensions that have one, theme, category, severity and language among them.
    pub values: Vec<ValueView>,
    /// Items that say the same, this one included.
    pub n_copies: u32,
}

/// The value of one dimension.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ValueView {
    /// Key of the dimension.
    pub key: String,
    /// Name of the dimension.
    pub name: String,
    /// The value.
    pub value: String,
    /// How likely it is, where that is known; 1 for what a person gave.
    pub confidence: Option<f64>,
}

/// Words that led to a label.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MarkView {
    /// First UTF-16 unit.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// Dimension of the label (`category`, `severity`, `sentiment`, `risk`, `cause`, `area`, `theme`).
    pub dimension: String,
    /// The label.
    pub value: String,
}
