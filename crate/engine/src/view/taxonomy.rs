//! What the taxonomy keeps between imports, what changed in it, and what is to be looked at.

use serde::Serialize;

use super::{Filter, QuoteView};

/// Something that the last import changed.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChangeView {
    /// `new`, `faded`, `merged`, `split`, `unmatched`, `kept` or `absent`.
    pub kind: String,
    /// Ids of the themes that it is about.
    pub themes: Vec<String>,
    /// What happened, in words.
    pub text: String,
    /// Items.
    pub n: u32,
}

/// What an edit would do, before it is made.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PreviewView {
    /// Items that would be in another theme than now; of an edit about an area, in another area.
    pub n_moved: u32,
    /// Of these, items that nobody named but that are like those.
    pub n_like: u32,
    /// Where they come from: name (empty for none) and items.
    pub from: Vec<(String, u32)>,
    /// Where they go: name (empty for none) and items.
    pub into: Vec<(String, u32)>,
    /// Themes before and after.
    pub n_themes: (u32, u32),
    /// Some of the items, those that are only alike first.
    pub examples: Vec<QuoteView>,
}

/// Themes to be looked at, most worth it first.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReviewView {
    /// The queue.
    pub items: Vec<ReviewItemView>,
    /// Themes under the filter.
    pub n_themes: u32,
    /// Of these, themes that nobody has decided about; the queue lists the first of them.
    pub n_waiting: u32,
    /// How the order comes about.
    pub method: String,
}

/// One theme of the review queue.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReviewItemView {
    /// Id of the theme.
    pub id: String,
    /// Its name.
    pub name: String,
    /// One line: what it is about.
    pub description: String,
    /// Whether it is new since the last import and nobody has decided about it.
    pub is_candidate: bool,
    /// Items, and distinct accounts.
    pub n: u32,
    /// Distinct accounts.
    pub n_accounts: u32,
    /// ARR of those accounts.
    pub arr: Option<f64>,
    /// How unsure the theme is, 0–1: how loosely its items hang together, more for a candidate.
    pub uncertainty: f64,
    /// Evidence × ARR × uncertainty; only its order means something.
    pub score: f64,
    /// Why it is worth a look, in words.
    pub reason: String,
    /// The theme that it is most like: id and name, to merge it into.
    pub like: Option<(String, String)>,
    /// Verbatims that stand for it.
    pub quotes: Vec<QuoteView>,
    /// Its rows.
    pub filter: Filter,
}

/// The theme to which a text would belong.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SuggestView {
    /// Id and name of the theme; `null` for "new".
    pub theme: Option<(String, String)>,
    /// The most alike theme, whether or not it is alike enough.
    pub nearest: Option<(String, String)>,
    /// Cosine to its centre.
    pub similarity: f64,
    /// The cosine from which a text belongs to it.
    pub threshold: f64,
}

/// The card of a theme: the literal request, the job behind it, what to ask, what else would help.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CardView {
    /// The request in a customer's own sentence.
    pub request: String,
    /// The job to be done, as somebody wrote it.
    pub job: String,
    /// Questions to ask.
    pub questions: Vec<String>,
    /// Alternatives, as somebody wrote them.
    pub alternatives: String,
}
