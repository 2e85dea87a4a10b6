//! Tables, spikes and coverage.

use undertone_engine::view::*;

use super::{filter, golden, quote, s, subject, week};

#[test]
fn evidence_keeps_the_contract() {
    golden("table.js", "evidence.TableView", &table());
    golden("spikes.js", "evidence.SpikesView", &spikes());
    golden("coverage.js", "evidence.CoverageView", &coverage());
    let accounts = AccountsView {
        accounts: vec![AccountView {
            id: s("a-1"),
            name: s("Acme"),
            plan: Some(s("Enterprise")),
            arr: Some(2e5),
            renewal: Some(s("2026-05-01")),
            owner: Some(s("Ada")),
            n: 9,
            n_low: 5,
            mean_score: Some(2.2),
            top_theme: Some(s("login loop")),
            risk: 60,
            reasons: vec![s("renews on 1 May")],
            filter: filter(),
        }],
        n_total: 1,
        currency: Some(s("USD")),
    };
    golden("accounts.js", "evidence.AccountsView", &accounts);
}

pub(super) fn table() -> TableView {
    TableView {
        row_dimension: s("area"),
        row_name: s("Product area"),
        col_dimension: Some(s("plan")),
        col_name: Some(s("Plan")),
        rows: vec![s("Mobile")],
        cols: vec![s("Enterprise")],
        col_letters: vec![s("A")],
        measure: s("low-rate"),
        measure_name: s("low-score rate"),
        format: s("share"),
        value: vec![0.5],
        n: vec![30.0],
        base: vec![28.0],
        low: vec![14.0],
        accounts: vec![12.0],
        arr: vec![9e5],
        ci_low: vec![0.3],
        ci_high: vec![f64::NAN],
        p: vec![0.01],
        q: vec![0.02],
        mark: vec![1.0],
        residual: vec![2.4],
        letters: vec![s("B")],
        untested: vec![s("")],
        row_value: vec![0.5],
        row_n: vec![30.0],
        col_value: vec![0.5],
        col_n: vec![30.0],
        total_value: 0.5,
        total_n: 30.0,
        n_hidden_rows: 0,
        n_hidden_cols: 0,
        n_tests: 1,
        n_pair_tests: 0,
        footnotes: vec![s("A note")],
        filter: filter(),
    }
}

pub(super) fn spikes() -> SpikesView {
    SpikesView {
        spikes: vec![SpikeView {
            id: s("theme:login-loop:2026-03-15"),
            subject: subject(),
            area: Some(s("Mobile")),
            from: s("2026-03-09"),
            to: s("2026-03-15"),
            count: 24,
            n_low: 22,
            previous: 6,
            ratio: Some(4.0),
            ratio_low: Some(1.6),
            ratio_high: Some(12.0),
            month_before: 2,
            month_ratio: Some(12.0),
            expected: 3.1,
            p: 1e-6,
            q: 1e-4,
            rule_fires: true,
            is_evident: true,
            verdict: s("rule and evidence agree"),
            n_accounts: 14,
            arr: Some(9e5),
            onset: Some(s("2026-03-11")),
            is_new: false,
            is_current: true,
            weekly: vec![6, 24],
            baseline: vec![f64::NAN, 3.1],
            baseline_high: vec![f64::NAN, 8.0],
            terms: vec![s("login loop")],
            quotes: vec![quote()],
            filter: filter(),
        }],
        weeks: vec![week()],
        n_scanned: 300,
        footnotes: vec![s("A note")],
        unavailable: s(""),
    }
}

pub(super) fn coverage() -> CoverageView {
    CoverageView {
        segments: vec![CoverageSegmentView {
            dimension: s("region"),
            dimension_name: s("Region"),
            value: s("APAC"),
            n: 9,
            n_accounts: 4,
            population: Some(60),
            silent_arr: Some(2e5),
            flag: s("red"),
            n_needed: 6,
            margin: 0.3,
            confidence: s("directional"),
            filter: filter(),
        }],
        footnotes: vec![s("A note")],
    }
}
