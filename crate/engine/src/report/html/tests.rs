//! The report of a snapshot full of hostile text.

use super::html;
use crate::view::*;

const EVIL: &str = "</script><script>alert(1)</script><img src=x onerror='a'>\"&\u{2028}\u{202e}";

fn evil() -> String {
    EVIL.to_owned()
}

fn quote() -> QuoteView {
    QuoteView {
        row: 1,
        id: evil(),
        text: evil(),
        date: Some("2026-09-28".to_owned()),
        score: Some(1.0),
        account: Some(evil()),
        plan: Some(evil()),
        language: Some(evil()),
    }
}

fn subject() -> SubjectView {
    let segment = Some((evil(), evil()));
    SubjectView { kind: "theme".to_owned(), id: evil(), name: evil(), segment }
}

fn table() -> TableView {
    TableView {
        row_dimension: "theme".to_owned(),
        row_name: evil(),
        col_dimension: Some("plan".to_owned()),
        col_name: Some(evil()),
        rows: vec!["t1".to_owned(), String::new()],
        cols: vec![evil(), "Team".to_owned()],
        col_letters: vec!["A".to_owned(), "B".to_owned()],
        measure: "low-rate".to_owned(),
        measure_name: "low-score rate".to_owned(),
        format: "share".to_owned(),
        value: vec![0.5, 0.25, f64::NAN, 0.1],
        n: vec![40.0, 30.0, 0.0, 4.0],
        base: vec![38.0, 30.0, 0.0, 4.0],
        low: vec![19.0, 7.0, 0.0, 0.0],
        accounts: vec![9.0, 8.0, 0.0, 1.0],
        arr: vec![1e5, 2e5, f64::NAN, 0.0],
        ci_low: vec![f64::NAN; 4],
        ci_high: vec![f64::NAN; 4],
        p: vec![0.001, 0.3, f64::NAN, f64::NAN],
        q: vec![0.004, 0.4, f64::NAN, f64::NAN],
        mark: vec![2.0, 0.0, f64::NAN, 0.0],
        residual: vec![f64::NAN; 4],
        letters: vec![String::new(); 4],
        untested: ["", "", "empty", "too small"].map(str::to_owned).to_vec(),
        row_value: vec![0.4, 0.1],
        row_n: vec![70.0, 4.0],
        col_value: vec![0.5, 0.24],
        col_n: vec![40.0, 34.0],
        total_value: 0.38,
        total_n: 74.0,
        n_hidden_rows: 1,
        n_hidden_cols: 0,
        n_tests: 2,
        n_pair_tests: 0,
        footnotes: vec![evil(), "One note".to_owned()],
        filter: Filter {
            clauses: vec![Clause { dimension: evil(), values: vec![evil()] }],
            ..Filter::default()
        },
        ..TableView::default()
    }
}

fn theme() -> ThemeView {
    ThemeView {
        id: "t1".to_owned(),
        name: "login loop".to_owned(),
        is_renamed: false,
        terms: vec![evil()],
        description: evil(),
        n: 30,
        n_distinct: 30,
        n_scored: 30,
        n_low: 30,
        share: 0.3,
        mean_score: Some(1.2),
        n_accounts: 20,
        arr: Some(9e5),
        is_new: true,
        first_seen: None,
        last_seen: None,
        has_critical_mass: true,
        weekly: vec![6, 24],
        category: "bug".to_owned(),
        area: Some(evil()),
        owner: Some(evil()),
        status: None,
        is_candidate: false,
        since: None,
        is_pinned: false,
        phrases: vec![evil()],
        card: CardView { request: evil(), ..CardView::default() },
        subthemes: Vec::new(),
        quotes: vec![quote()],
        filter: Filter::default(),
        n_also: 5,
        also_filter: Filter::default(),
    }
}

fn finding() -> FindingView {
    FindingView {
        id: evil(),
        kind: evil(),
        title: evil(),
        detail: evil(),
        subject: subject(),
        area: Some(evil()),
        since: Some(evil()),
        evidence: vec![EvidenceView { kind: "rule".to_owned(), text: evil(), holds: true }],
        exposure: ExposureView {
            n_items: 24,
            n_low: 22,
            n_accounts: 14,
            top_plan: Some((evil(), 12)),
            arr: Some(9e5),
            arr_share: Some(0.6),
            n_renewing: 2,
            renewals: vec![(evil(), 4e5)],
        },
        confidence: evil(),
        urgency: 1.0,
        needs_decision: true,
        action: evil(),
        owner: Some(evil()),
        status: evil(),
        note: evil(),
        audience: Vec::new(),
        n_rows: 24,
        quotes: vec![quote()],
        weekly: vec![6, 24],
        filter: Filter::default(),
        alert: AlertView { slack: evil(), mail_subject: evil(), mail_body: evil() },
    }
}

fn spike() -> SpikeView {
    SpikeView {
        id: evil(),
        subject: subject(),
        called: Some(evil()),
        area: Some(evil()),
        from: "2026-09-28".to_owned(),
        to: "2026-10-04".to_owned(),
        count: 24,
        n_low: 24,
        previous: 6,
        ratio: Some(4.0),
        ratio_low: Some(1.6),
        ratio_high: Some(12.0),
        month_before: 0,
        month_ratio: None,
        month_low: None,
        month_high: None,
        expected: 2.0,
        window: 7,
        p: 1e-9,
        q: 1e-7,
        n_family: 95,
        rule_fires: true,
        is_evident: true,
        verdict: evil(),
        n_accounts: 14,
        arr: None,
        onset: None,
        is_new: true,
        is_current: true,
        weekly: vec![6, 24],
        baseline: vec![f64::NAN, 2.0],
        baseline_high: vec![f64::NAN, 5.0],
        mean_shift: Some(evil()),
        also: vec![subject()],
        terms: vec![evil()],
        quotes: vec![quote()],
        filter: Filter::default(),
    }
}

fn overview() -> OverviewView {
    let file = ProvenanceFileView { name: evil(), sha256: "ab".to_owned(), n_rows: 74 };
    OverviewView {
        n_items: 74,
        n_all: 100,
        n_distinct: 70,
        n_scored: 70,
        n_low: 30,
        mean_score: Some(2.4),
        scales: Vec::new(),
        from: Some("2026-04-06".to_owned()),
        to: Some("2026-10-04".to_owned()),
        as_of: Some("2026-10-04".to_owned()),
        n_accounts: 20,
        arr_total: Some(2e6),
        currency: Some(evil()),
        n_themes: 1,
        n_unthemed: 4,
        n_findings: 1,
        match_rate: Some(0.9),
        capabilities: vec![CapabilityView { code: evil(), available: false, reason: evil() }],
        dimensions: Vec::new(),
        weeks: vec![WeekView {
            start: "2026-09-28".to_owned(),
            n: 24,
            n_low: 24,
            is_complete: true,
        }],
        provenance: ProvenanceView {
            engine: "0.1.0".to_owned(),
            seed: 7,
            model: Some(evil()),
            reading: None,
            files: vec![file],
        },
        notices: Vec::new(),
    }
}

fn snapshot() -> SnapshotView {
    let bullet = BulletView { text: evil(), filter: None, finding: None };
    let block = DigestBlockView { code: evil(), title: evil(), bullets: vec![bullet] };
    let segment = CoverageSegmentView {
        dimension: "plan".to_owned(),
        dimension_name: evil(),
        value: evil(),
        n: 3,
        n_accounts: 1,
        population: Some(9),
        silent_arr: Some(1e5),
        flag: "red".to_owned(),
        n_needed: 12,
        margin: 0.5,
        confidence: evil(),
        reached: 0.5,
        n_for_ten: 60,
        is_gap: true,
        share_of_voices: None,
        share_of_accounts: None,
        residual: None,
        is_quiet: false,
        filter: Filter::default(),
    };
    SnapshotView {
        format: "undertone-snapshot".to_owned(),
        version: 1,
        overview: overview(),
        findings: FindingsView {
            findings: vec![finding()],
            as_of: None,
            currency: Some(evil()),
            n_tests: 3,
            footnotes: vec![evil(), "One note".to_owned()],
        },
        tables: vec![table()],
        themes: ThemesView {
            themes: vec![theme()],
            n_items: 74,
            n_unthemed: 4,
            weeks: Vec::new(),
            weekly_unmatched: Vec::new(),
            changes: Vec::new(),
        },
        spikes: SpikesView {
            spikes: vec![spike()],
            volume: Vec::new(),
            weeks: Vec::new(),
            releases: Vec::new(),
            n_scanned: 3,
            footnotes: Vec::new(),
            unavailable: String::new(),
        },
        coverage: CoverageView {
            segments: vec![segment],
            representation: Vec::new(),
            footnotes: Vec::new(),
        },
        digest: DigestView {
            title: evil(),
            from: None,
            to: None,
            blocks: vec![block],
            n_words: 9,
            max_words: 500,
            markdown: evil(),
            html: evil(),
            slack: evil(),
        },
    }
}

/// Names of the elements of a page, as a browser would see them: `<` and a letter or slash.
fn elements(page: &str) -> Vec<String> {
    page.split('<')
        .skip(1)
        .filter(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'))
        .map(|rest| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '/').collect())
        .collect()
}

#[test]
fn no_text_of_the_data_becomes_markup() {
    let page = html(&snapshot(), false);
    let found = elements(&page);
    assert_eq!(found.iter().filter(|name| *name == "script").count(), 1);
    assert!(!found.iter().any(|name| name == "img"));
    let (visible, script) = page.split_once("<script").unwrap();
    let json = script.split("</script>").next().unwrap();
    assert!(!visible.contains("onerror='") && !json.contains(['<', '&', '\u{2028}']));
    assert!(!visible.contains('\u{202e}') && visible.contains("[U+202E]"));
    for tag in visible.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
        let name = tag.split(' ').next().unwrap();
        let is_open = name.starts_with(|c: char| c.is_ascii_alphabetic());
        assert!(!is_open || !tag.contains(" on"), "{tag}");
    }
}

#[test]
fn every_element_is_closed_in_order() {
    let page = html(&snapshot(), true);
    let mut open = Vec::new();
    for name in elements(&page) {
        match name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop().as_deref(), Some(name)),
            None if ["meta", "br", "path", "polyline"].contains(&name.as_str()) => {}
            None => open.push(name),
        }
    }
    assert_eq!(open, Vec::<String>::new());
}

#[test]
fn the_policy_lets_nothing_but_the_own_style_through() {
    let page = html(&snapshot(), false);
    assert!(page.contains("default-src 'none'; style-src 'sha256-"));
    assert!(
        !page.contains("unsafe-inline") && !page.contains(" style=") && !page.contains("http:")
    );
    assert!(!page.contains("https:") && !page.contains("url("));
}

#[test]
fn the_embedded_snapshot_reads_back() {
    let snapshot = snapshot();
    let page = html(&snapshot, false);
    let (_, rest) = page.split_once("id=\"undertone-snapshot\">").unwrap();
    let (json, _) = rest.split_once("</script>").unwrap();
    let read: serde_json::Value = serde_json::from_str(json).unwrap();
    let own = serde_json::to_value(&snapshot).unwrap();
    for field in ["format", "version"] {
        assert!(read[field] == own[field], "{field}");
    }
    assert_eq!(read["findings"]["findings"][0]["quotes"][0]["text"], EVIL);
    assert_eq!(read["digest"]["blocks"][0]["bullets"][0]["text"], EVIL);
    let cells = read["tables"][0]["value"].to_string();
    assert_eq!(cells, "[0.5,0.25,null,0.1]");
    assert_eq!(read["digest"]["title"], EVIL);
}

#[test]
fn cells_write_their_numbers_marks_and_gaps() {
    let page = html(&snapshot(), false);
    assert!(
        page.contains("<td class=\"h10 mark\" title=\"p = 0.0010, q = 0.0040\">50\u{a0}%<i>▲▲</i>")
    );
    assert!(page.contains("<td class=\"none\">·</td>"));
    assert!(page.contains("<td class=\"weak\">10\u{a0}%<small>n 4</small></td>"));
    assert!(page.contains("<th scope=\"row\">login loop</th>"), "a theme's name, not its id");
    assert!(page.contains("<th scope=\"row\">(none)</th>"));
    assert!(!page.split("<script").next().unwrap().contains("NaN"));
}

#[test]
fn notes_stand_once_and_redaction_is_said() {
    let page = html(&snapshot(), true);
    let visible = page.split("<script").next().unwrap();
    assert_eq!(visible.matches("One note").count(), 1);
    assert!(visible.contains("Redacted"));
    assert!(!html(&snapshot(), false).contains("Redacted"));
}

#[test]
fn an_almost_empty_snapshot_is_still_a_page() {
    let mut empty = snapshot();
    empty.findings.findings.clear();
    empty.tables.clear();
    empty.themes.themes.clear();
    empty.spikes.spikes.clear();
    "There are no dates".clone_into(&mut empty.spikes.unavailable);
    empty.coverage.segments.clear();
    empty.digest.blocks.clear();
    empty.overview.from = None;
    empty.overview.to = None;
    let page = html(&empty, false);
    assert!(page.contains("Nothing stands out.") && page.contains("There are no dates"));
    assert!(page.contains("<title>Customer feedback, 74 items</title>"));
    assert!(!page.contains("Where it hurts") && !page.contains("Who is hardly heard"));
}
