//! The view of labels.

use undertone_engine::view::{AgreementView, AreaLearningView, AreaView, LabelsView, UnsureView};

use super::{golden, s};

#[test]
fn labels_keep_the_contract() {
    let view = LabelsView {
        n_given: 12,
        agreement: vec![AgreementView {
            dimension: s("category"),
            n: 12,
            n_same: 9,
            share: 0.75,
            share_low: 0.47,
            share_high: 0.91,
            kappa: Some(0.6),
            kappa_low: Some(0.2),
            kappa_high: Some(1.0),
        }],
        queue: vec![UnsureView {
            row: 7,
            key: s("T-7"),
            text: s("The login loops"),
            category: s("bug"),
            doubt: 0.9,
            arr: Some(2e5),
        }],
        has_weights: true,
        areas: vec![AreaView {
            area: s("Billing"),
            n: 120,
            n_by_phrase: 30,
            n_learned: 50,
            phrases: vec![s("invoice")],
        }],
        area_learning: Some(AreaLearningView {
            n_tried: 400,
            n_sure: 300,
            share: Some(0.94),
            share_low: Some(0.91),
            share_high: Some(0.96),
        }),
    };
    golden("labels.js", "verbatim.LabelsView", &view);
}
