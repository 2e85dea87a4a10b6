//! Questions and decisions.

use undertone_engine::view::*;

use super::{filter, golden, s, taxonomy};

#[test]
fn a_question_for_a_table_keeps_the_contract() {
    golden(
        "alerts-query.js",
        "query.AlertsQuery",
        &AlertsQuery { from: Some(s("2026-02-01")), to: Some(s("2026-03-15")), profile: s("high") },
    );
    golden(
        "news-query.js",
        "query.NewsQuery",
        &NewsQuery { filter: filter(), releases: s("2026-03-02 App 4.1") },
    );
    golden(
        "table-query.js",
        "query.TableQuery",
        &TableQuery {
            rows: s("area"),
            cols: Some(s("plan")),
            measure: s("low-rate"),
            filter: filter(),
            max_rows: 20,
            max_cols: 10,
            within: Some(s("theme")),
            unit: s("accounts"),
            test: s("rank"),
            adjust: s("holm"),
            level: 0.1,
            strict_level: 0.01,
            min_base: 20,
            hide_below: 5,
            sort: s("value"),
            sort_by: Some(s("Enterprise")),
            transpose: true,
            unlettered: true,
            pairs: true,
        },
    );
}

#[test]
fn questions_about_scores_keep_the_contract() {
    golden(
        "impact-query.js",
        "query.ImpactQuery",
        &ImpactQuery { by: s("theme"), measure: s("nps"), filter: filter() },
    );
    golden(
        "drivers-query.js",
        "query.DriversQuery",
        &DriversQuery {
            by: s("theme"),
            measure: s("mean-score"),
            before: (s("2026-02-01"), s("2026-02-28")),
            after: (s("2026-03-01"), s("2026-03-28")),
            filter: filter(),
        },
    );
}

#[test]
fn questions_keep_the_contract() {
    golden("filter.js", "query.Filter", &filter());
    golden(
        "analyse-query.js",
        "query.AnalyseQuery",
        &AnalyseQuery { as_of: Some(s("2026-03-15")), seed: Some(1), language: Some(s("en")) },
    );
    golden(
        "verbatims-query.js",
        "query.VerbatimsQuery",
        &VerbatimsQuery { filter: filter(), sort: s("lowest"), offset: 0, limit: 50 },
    );
    golden(
        "export-query.js",
        "query.ExportQuery",
        &ExportQuery {
            kind: s("table.csv"),
            filter: filter(),
            table: Some(TableQuery::default()),
            redacted: true,
        },
    );
    golden(
        "file-choices.js",
        "query.FileChoices",
        &FileChoices {
            kind: Some(s("feedback")),
            roles: vec![(s("csat"), Some(s("score"))), (s("x"), None)],
            date_orders: vec![(s("date"), s("dmy"))],
            encoding: Some(s("utf-8")),
            delimiter: Some(s(";")),
            n_header: Some(1),
            repair: Some(true),
            ..FileChoices::default()
        },
    );
    let mut edits = vec![
        Edit::RenameTheme { theme: s("a"), name: s("b") },
        Edit::MergeThemes { from: s("a"), into: s("b") },
        Edit::SetThemeStatus { theme: s("a"), status: s("validated") },
        Edit::SetFindingStatus { finding: s("a"), status: s("reviewing"), note: s("n") },
        Edit::SetOwner { area: s("Mobile"), owner: s("Ada") },
        Edit::SetLabel { item: s("T-7"), dimension: s("category"), value: s("bug") },
        Edit::SetAreaPhrases { area: s("Billing"), phrases: vec![s("invoice"), s("vat")] },
        Edit::Undo,
        Edit::Redo,
    ];
    edits.extend(taxonomy::edits());
    golden("edits.js", "decision.Edit[]", &edits);
}
