//! One filled example of each view, written for the page's type checker: a field that is missing,
//! too many or misspelt on either side is a type error.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "contract/taxonomy.rs"]
mod taxonomy;

use std::env;
use std::fs;
use std::path::Path;

#[path = "contract/evidence.rs"]
mod evidence;
#[path = "contract/label.rs"]
mod label;
#[path = "contract/question.rs"]
mod question;

use serde::Serialize;
use undertone_engine::view::*;

/// Compares with the kept file; `UPDATE=1` writes it.
/// `ty` is a type of the page behind the file of `web/engine/types` that has it.
fn golden(name: &str, ty: &str, value: &impl Serialize) {
    let json = serde_json::to_string_pretty(value).unwrap();
    let (file, ty) = ty.split_once('.').unwrap();
    let import = ty.trim_end_matches("[]");
    let text = format!(
        "// Written by `UPDATE=1 cargo test --test contract`. Do not edit.\n\
         /** @import {{ {import} }} from '../../web/engine/types/{file}.js' */\n\
         export default /** @satisfies {{{ty}}} */ ({json});\n"
    );
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/contract");
    let path = folder.join(name);
    if env::var_os("UPDATE").is_some() {
        fs::create_dir_all(&folder).unwrap();
        fs::write(&path, &text).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(kept, text, "{name} is stale: run `UPDATE=1 cargo test --test contract`");
}

fn s(text: &str) -> String {
    text.to_owned()
}

fn filter() -> Filter {
    Filter {
        from: Some(s("2026-03-09")),
        to: Some(s("2026-03-15")),
        clauses: vec![Clause { dimension: s("plan"), values: vec![s("Enterprise"), s("")] }],
        low_only: true,
        search: Some(s("login")),
        rows: Some(vec![0, 7]),
    }
}

fn notice() -> NoticeView {
    NoticeView {
        code: s("ragged-row"),
        message: s("A row was short"),
        count: 2,
        places: vec![4, 9],
    }
}

fn scale() -> ScaleView {
    ScaleView {
        metric: s("csat"),
        name: s("CSAT 1–5"),
        min: 1.0,
        max: 5.0,
        low_cut: 2.0,
        high_cut: 4.0,
    }
}

fn quote() -> QuoteView {
    QuoteView {
        row: 7,
        id: s("T-7"),
        text: s("The login loops"),
        date: Some(s("2026-03-12")),
        score: Some(1.0),
        account: Some(s("Acme")),
        plan: Some(s("Enterprise")),
        language: Some(s("en")),
    }
}

fn week() -> WeekView {
    WeekView { start: s("2026-03-09"), n: 120, n_low: 30, is_complete: true }
}

fn subject() -> SubjectView {
    SubjectView {
        kind: s("theme"),
        id: s("login-loop"),
        name: s("login loop"),
        segment: Some((s("plan"), s("Enterprise"))),
    }
}

fn overview() -> OverviewView {
    OverviewView {
        n_items: 100,
        n_all: 120,
        n_distinct: 96,
        n_scored: 90,
        n_low: 22,
        mean_score: Some(3.8),
        scales: vec![scale()],
        from: Some(s("2026-01-01")),
        to: Some(s("2026-03-15")),
        as_of: Some(s("2026-03-15")),
        n_accounts: 40,
        arr_total: Some(1.5e6),
        currency: Some(s("USD")),
        n_themes: 12,
        n_unthemed: 6,
        n_findings: 9,
        match_rate: Some(0.97),
        capabilities: vec![CapabilityView { code: s("scores"), available: true, reason: s("") }],
        dimensions: vec![DimensionView {
            key: s("plan"),
            name: s("Plan"),
            origin: s("account"),
            role: Some(s("plan")),
            is_ordered: false,
            values: vec![(s("Enterprise"), 40)],
            n_values: 1,
            n_missing: 3,
        }],
        weeks: vec![week()],
        provenance: ProvenanceView {
            engine: s("0.1.0"),
            seed: 1,
            model: Some(s("ab12")),
            reading: Some(ReadingView { n_read: 100, n_texts: 110, pack: s("ef56") }),
            files: vec![ProvenanceFileView { name: s("a.csv"), sha256: s("cd34"), n_rows: 120 }],
        },
        notices: vec![notice()],
    }
}

fn finding() -> FindingView {
    FindingView {
        id: s("spike:theme:login-loop"),
        kind: s("spike"),
        title: s("Mobile CSAT verbatims referencing 'login loop' up 4× this week"),
        detail: s("24 items"),
        subject: subject(),
        area: Some(s("Mobile")),
        since: Some(s("2026-03-11")),
        evidence: vec![EvidenceView { kind: s("rule"), text: s("3× rule"), holds: true }],
        exposure: ExposureView {
            n_items: 24,
            n_low: 22,
            n_accounts: 14,
            top_plan: Some((s("Enterprise"), 12)),
            arr: Some(9e5),
            arr_share: Some(0.6),
            n_renewing: 2,
            renewals: vec![(s("2026 Q2"), 4e5)],
        },
        confidence: s("good"),
        urgency: 120.5,
        needs_decision: true,
        action: s("Decide"),
        owner: Some(s("Ada")),
        status: s("new"),
        note: s(""),
        audience: vec![s("pm")],
        n_rows: 24,
        quotes: vec![quote()],
        weekly: vec![6, 24],
        filter: filter(),
        alert: AlertView { slack: s("*a*"), mail_subject: s("a"), mail_body: s("b") },
    }
}

fn findings() -> FindingsView {
    FindingsView {
        findings: vec![finding()],
        as_of: Some(s("2026-03-15")),
        currency: Some(s("USD")),
        n_tests: 300,
        footnotes: vec![s("A note")],
    }
}

fn theme() -> ThemeView {
    ThemeView {
        id: s("login-loop"),
        name: s("login loop"),
        is_renamed: false,
        terms: vec![s("login loop")],
        description: s("about"),
        n: 40,
        n_distinct: 38,
        n_scored: 36,
        n_low: 30,
        share: 0.4,
        mean_score: Some(1.9),
        n_accounts: 20,
        arr: Some(9e5),
        is_new: true,
        first_seen: Some(s("2026-03-01")),
        last_seen: Some(s("2026-03-15")),
        has_critical_mass: true,
        weekly: vec![6, 24],
        category: s("bug"),
        area: Some(s("Mobile")),
        owner: Some(s("Ada")),
        status: Some(s("hypothesis")),
        is_candidate: true,
        since: Some(s("2026-03-12")),
        is_pinned: false,
        phrases: vec![s("login loop")],
        card: taxonomy::card(),
        subthemes: vec![SubthemeView {
            id: s("login-loop.1"),
            name: s("ios"),
            n: 12,
            filter: filter(),
        }],
        quotes: vec![quote()],
        filter: filter(),
        n_also: 5,
        also_filter: filter(),
    }
}

fn themes() -> ThemesView {
    ThemesView {
        themes: vec![theme()],
        n_items: 100,
        n_unthemed: 6,
        weeks: vec![s("2026-03-09")],
        weekly_unmatched: vec![6],
        changes: taxonomy::changes(),
    }
}

fn digest() -> DigestView {
    DigestView {
        title: s("Customer feedback"),
        from: Some(s("2026-03-09")),
        to: Some(s("2026-03-15")),
        blocks: vec![DigestBlockView {
            code: s("decisions"),
            title: s("Decisions needed"),
            bullets: vec![BulletView {
                text: s("Decide"),
                filter: Some(filter()),
                finding: Some(s("spike:theme:login-loop")),
            }],
        }],
        n_words: 120,
        max_words: 500,
        markdown: s("# a"),
        html: s("<h1>a</h1>"),
        slack: s("*a*"),
    }
}

#[test]
fn files_keep_the_contract() {
    let view = FileView {
        id: 0,
        name: s("a.csv"),
        kind: s("feedback"),
        kind_evidence: s("it has text"),
        flavour: Some(s("Zendesk")),
        n_bytes: 1000,
        encoding: s("UTF-8"),
        dialect: DialectView {
            delimiter: s(","),
            quote: s("\""),
            escape: s("doubled"),
            line_end: s("lf"),
            n_preamble: 0,
            n_header: 1,
            n_footer: 0,
        },
        n_rows: 10,
        n_repaired: 1,
        n_set_aside: 2,
        columns: vec![ColumnView {
            idx: 0,
            name: s("csat"),
            kind: s("number"),
            role: Some(s("score")),
            confidence: Some(s("high")),
            evidence: s("whole numbers 1–5"),
            is_confirmed: false,
            samples: vec![s("4")],
            n_missing: 0,
            n_distinct: 5,
            scale: Some(scale()),
            date_order: Some(s("day/month/year")),
            ask: Some(AskView {
                code: s("date-order"),
                question: s("Which?"),
                answers: vec![(s("dmy"), s("3 April"))],
            }),
        }],
        preview: vec![vec![s("4")]],
        notices: vec![notice()],
        n_lines: 13,
        repair: Some((s("cafÃ©"), s("café"))),
        choices: FileChoices::default(),
    };
    golden("file.js", "file.FileView", &view);
}

#[test]
fn overview_and_findings_keep_the_contract() {
    golden("overview.js", "overview.OverviewView", &overview());
    golden("findings.js", "finding.FindingsView", &findings());
    golden("digest.js", "finding.DigestView", &digest());
}

#[test]
fn themes_and_verbatims_keep_the_contract() {
    golden("themes.js", "theme.ThemesView", &themes());
    let view = VerbatimsView {
        n_total: 1,
        offset: 0,
        items: vec![VerbatimView {
            row: 7,
            id: s("T-7"),
            key: s("T-7"),
            file: s("a.csv"),
            file_row: 8,
            title: Some(s("Login")),
            text: s("The login loops"),
            marks: vec![MarkView { start: 4, end: 9, dimension: s("area"), value: s("Mobile") }],
            date: Some(s("2026-03-12")),
            score: Some(1.0),
            is_low: true,
            account: Some(s("Acme")),
            arr: Some(2e5),
            url: Some(s("https://example.com/7")),
            values: vec![ValueView {
                key: s("plan"),
                name: s("Plan"),
                value: s("Enterprise"),
                confidence: Some(0.9),
            }],
            n_copies: 1,
        }],
    };
    golden("verbatims.js", "verbatim.VerbatimsView", &view);
}

#[test]
fn project_progress_and_snapshot_keep_the_contract() {
    let project = ProjectView {
        history: vec![s("Renamed")],
        can_undo: true,
        can_redo: false,
        owners: vec![(s("Mobile"), s("Ada"))],
    };
    golden("project.js", "decision.ProjectView", &project);
    taxonomy::views();
    let progress =
        ProgressView { stage: s("theme"), label: s("Finding themes"), done: 0.5, is_done: false };
    golden("progress.js", "overview.ProgressView", &progress);
    let snapshot = SnapshotView {
        format: s("undertone-snapshot"),
        version: 1,
        overview: overview(),
        findings: findings(),
        tables: vec![evidence::table()],
        themes: themes(),
        spikes: evidence::spikes(),
        coverage: evidence::coverage(),
        digest: digest(),
    };
    golden("snapshot.js", "finding.SnapshotView", &snapshot);
}
