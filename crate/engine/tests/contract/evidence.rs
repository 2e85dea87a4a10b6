//! Tables, spikes and coverage.

use undertone_engine::view::*;

use super::{filter, golden, quote, s, subject, week};

#[test]
fn evidence_keeps_the_contract() {
    golden("table.js", "evidence.TableView", &table());
    golden("spikes.js", "evidence.SpikesView", &spikes());
    golden("alerts.js", "evidence.AlertsView", &alerts());
    golden("news.js", "evidence.NewsView", &news());
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
    golden("impact.js", "evidence.ImpactView", &impact());
    golden("drivers.js", "evidence.DriversView", &drivers());
    golden("surprises.js", "evidence.SurprisesView", &surprises());
}

pub(super) fn table() -> TableView {
    TableView { all_row: Some(Box::new(cells())), ..cells() }
}

fn cells() -> TableView {
    TableView {
        row_dimension: s("area"),
        row_name: s("Product area"),
        col_dimension: Some(s("plan")),
        col_name: Some(s("Plan")),
        rows: vec![s("Mobile")],
        row_groups: vec![s("Europe")],
        cols: vec![s("Enterprise")],
        col_groups: vec![s("Europe")],
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
        compared: vec![0.5],
        rest: vec![0.3],
        diff: vec![0.2],
        diff_low: vec![0.05],
        diff_high: vec![f64::NAN],
        p_check: vec![0.012],
        within_diff: vec![0.1],
        within_q: vec![0.2],
        within_mark: vec![0.0],
        top_account_share: vec![0.4],
        low_arr: vec![4e5],
        levels: vec![1.0, 5.0],
        distribution: vec![14.0, 14.0],
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
        n_within_tests: 1,
        unit: s("accounts"),
        test: s("linearised t over accounts"),
        adjust: s("bh"),
        alpha: (0.05, 0.001),
        min_base: 15,
        overall: Some(overall()),
        all_row: None,
        all_col: None,
        subtotals: None,
        pairs: vec![pair()],
        warnings: vec![s("A warning")],
        footnotes: vec![s("A note")],
        filter: filter(),
    }
}

fn overall() -> OverallView {
    OverallView {
        test: s("Kruskal–Wallis"),
        statistic: 9.2,
        df: 2.0,
        p: 0.01,
        effect_name: s("ε²"),
        effect: 0.04,
    }
}

fn pair() -> PairView {
    PairView { row: 0, a: 0, b: 1, diff: 0.1, diff_low: 0.02, diff_high: 0.2, p: 0.01, q: 0.02 }
}

pub(super) fn spikes() -> SpikesView {
    SpikesView {
        spikes: vec![SpikeView {
            id: s("theme:login-loop:2026-03-15"),
            subject: subject(),
            called: Some(s("login loop")),
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
            month_low: Some(3.0),
            month_high: None,
            expected: 3.1,
            window: 3,
            p: 1e-6,
            q: 1e-4,
            n_family: 95,
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
            mean_shift: Some(s("The overall mean score moved by -0.02")),
            also: vec![subject()],
            terms: vec![s("login loop")],
            quotes: vec![quote()],
            filter: filter(),
        }],
        volume: vec![VolumeView {
            from: s("2026-02-02"),
            to: s("2026-02-08"),
            count: 260,
            expected: 130.5,
            p: 1e-5,
        }],
        weeks: vec![week()],
        releases: vec![release()],
        n_scanned: 300,
        footnotes: vec![s("A note")],
        unavailable: s(""),
    }
}

fn release() -> ReleaseView {
    ReleaseView { day: s("2026-03-10"), name: s("4.1") }
}

fn news() -> NewsView {
    NewsView {
        terms: vec![TermView {
            text: s("login loop"),
            n_accounts: 14,
            expected: 0.4,
            p: 1e-6,
            q: 1e-4,
            is_new: true,
            filter: filter(),
        }],
        from: s("2026-03-09"),
        to: s("2026-03-15"),
        n_tested: 900,
        releases: vec![ReleaseChangesView {
            release: release(),
            days: 6,
            n_compared: 40,
            changes: vec![ReleaseChangeView {
                subject: subject(),
                before: 6,
                after: 24,
                ratio: Some(4.0),
                ratio_low: 1.6,
                ratio_high: None,
                p: 1e-4,
                q: 1e-2,
                filter: filter(),
            }],
        }],
        footnotes: vec![s("A note")],
    }
}

fn alerts() -> AlertsView {
    AlertsView {
        alerts: vec![RaisedView {
            date: s("2026-03-15"),
            kind: s("segment"),
            label: s("login loop"),
            segment: Some([(s("plan"), s("Enterprise"))].into()),
            from: s("2026-03-09"),
            count: 14.0,
            expected: 3.1,
            p: 1e-6,
            n_accounts: 14,
            rows: vec![0, 7],
            row_ids: vec![s("T-1"), s("T-8")],
        }],
        from: Some(s("2026-01-20")),
        to: Some(s("2026-03-15")),
        n_tests: 9000,
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
            reached: 0.4,
            n_for_ten: 37,
            is_gap: true,
            share_of_voices: Some(0.1),
            share_of_accounts: Some(0.3),
            residual: Some(-2.4),
            is_quiet: true,
            filter: filter(),
        }],
        representation: vec![RepresentationView {
            dimension: s("region"),
            dimension_name: s("Region"),
            n_accounts: 200,
            n_spoke: 80,
            chi2: 9.0,
            df: 2.0,
            p: 0.011,
            n_dealt: 0,
            q: 0.02,
            v: 0.2,
            verdict: s("Heard less than their accounts would: APAC."),
        }],
        footnotes: vec![s("A note")],
    }
}

fn impact() -> ImpactView {
    ImpactView {
        by: s("theme"),
        measure: s("low-rate"),
        measure_name: s("low-score rate"),
        format: s("share"),
        total: 0.3,
        n: 900,
        rows: vec![ImpactRowView {
            value: s("login loop"),
            n: 40,
            n_accounts: 20,
            score: 0.8,
            without: 0.27,
            impact: 0.03,
            low: Some(0.01),
            high: None,
            p: Some(0.001),
            q: Some(0.01),
            filter: filter(),
        }],
        n_tests: 30,
        footnotes: vec![s("A note")],
    }
}

fn drivers() -> DriversView {
    DriversView {
        by: s("theme"),
        measure: s("low-rate"),
        measure_name: s("low-score rate"),
        format: s("share"),
        before: 0.2,
        after: 0.3,
        change: 0.1,
        change_low: Some(0.04),
        change_high: None,
        p: Some(0.001),
        mix: 0.06,
        rate: 0.04,
        rows: vec![DriverView {
            value: s("login loop"),
            n_before: 10,
            n_after: 40,
            share_before: 0.01,
            share_after: 0.05,
            score_before: None,
            score_after: Some(0.8),
            mix: 0.02,
            rate: 0.0,
        }],
        footnotes: vec![s("A note")],
    }
}

fn surprises() -> SurprisesView {
    SurprisesView {
        cells: vec![SurpriseView {
            theme: s("login-loop"),
            theme_name: s("login loop"),
            dimension: s("plan"),
            dimension_name: s("Plan"),
            value: s("Enterprise"),
            n: 30,
            base: 200,
            share: 0.15,
            rest: 0.05,
            p: 1e-5,
            q: 1e-3,
            unit: s("accounts"),
            filter: filter(),
        }],
        n_tests: 400,
        footnotes: vec![s("A note")],
    }
}
