//! Labels as people correct them.

use serde::Serialize;

/// How far people and machine agree on labels, and which to look at next.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LabelsView {
    /// Labels that people corrected or confirmed.
    pub n_given: u32,
    /// Agreement by dimension, over the items that people judged, with the machine as it was before
    /// it learnt from them.
    pub agreement: Vec<AgreementView>,
    /// Items to judge next, those first from which most is learnt.
    pub queue: Vec<UnsureView>,
    /// Whether weights are there that learn.
    pub has_weights: bool,
    /// Product areas under the filter and those with phrases, most items first.
    pub areas: Vec<AreaView>,
    /// How areas were learnt from items that have one; `null` where there was nothing to fill or
    /// too little to learn from.
    pub area_learning: Option<AreaLearningView>,
}

/// A product area and where that of its items comes from.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AreaView {
    /// The area.
    pub area: String,
    /// Items under the filter.
    pub n: u32,
    /// Of these, items by a phrase that people named.
    pub n_by_phrase: u32,
    /// Of these, items learnt from others that have an area.
    pub n_learned: u32,
    /// Phrases that people named.
    pub phrases: Vec<String>,
}

/// How far areas were learnt, tried on items that have one and were held out.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AreaLearningView {
    /// Different texts with an area on which it was tried.
    pub n_tried: u32,
    /// Of these, texts of which the machine was sure enough.
    pub n_sure: u32,
    /// Share of right answers among the sure ones; `null` where it was never sure enough.
    pub share: Option<f64>,
    /// Lower end of its 95 % interval.
    pub share_low: Option<f64>,
    /// Upper end.
    pub share_high: Option<f64>,
}

/// Agreement on one dimension.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AgreementView {
    /// Key of the dimension.
    pub dimension: String,
    /// Items judged.
    pub n: u32,
    /// Items on which both say the same.
    pub n_same: u32,
    /// Share of them.
    pub share: f64,
    /// Lower end of its 95 % interval.
    pub share_low: f64,
    /// Upper end.
    pub share_high: f64,
    /// Cohen's κ; `null` where only one value was given and found.
    pub kappa: Option<f64>,
    /// Lower end of its 95 % interval.
    pub kappa_low: Option<f64>,
    /// Upper end.
    pub kappa_high: Option<f64>,
}

/// An item whose kind is least sure.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UnsureView {
    /// Global row number, from 0.
    pub row: u32,
    /// What the item is known by in decisions.
    pub key: String,
    /// Its words, shortened.
    pub text: String,
    /// The category found.
    pub category: String,
    /// 1 where two kinds are equally likely, 0 where one is certain.
    pub doubt: f64,
    /// ARR of the account.
    pub arr: Option<f64>,
}
