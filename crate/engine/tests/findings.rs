//! Findings about scores and places, counted again by hand.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[allow(dead_code, reason = "the tests of the taxonomy use the rest")]
mod living;

use living::{analysed_csv, items};
use undertone_engine::session::Session;
use undertone_engine::view::{Filter, FindingView, VerbatimsQuery};

/// Undated reviews of three apps: of what a text is about depend its score and its app.
fn reviews(
    low_in_ten: impl Fn(&str) -> usize,
    app: impl Fn(&str, usize) -> &'static str,
) -> String {
    let mut out = String::from("id,app,rating,text\n");
    for item in items(12, 99) {
        let is_low = item.id * 7 % 10 < low_in_ten(&item.text);
        let (rating, app) = (if is_low { 1 } else { 5 }, app(&item.text, item.id));
        out += &format!("T-{},{app},{rating},{}\n", item.id, item.text);
    }
    out
}

fn found(session: &Session, kind: &str) -> Vec<FindingView> {
    let all = session.findings(&Filter::default()).unwrap().findings;
    all.into_iter().filter(|own| own.kind == kind).collect()
}

fn any(_: &str, id: usize) -> &'static str {
    ["Walk", "Run", "Swim"][id % 3]
}

#[test]
fn a_theme_that_weighs_on_the_score_is_a_finding_without_dates_and_accounts() {
    let csv = reviews(|text| if text.contains("login loop") { 8 } else { 2 }, any);
    let session = analysed_csv(csv.clone(), None);
    let heavy = found(&session, "weight");
    assert_eq!(heavy.len(), 1, "{heavy:#?}");
    let own = &heavy[0];
    assert!(own.title.contains("'login loop' weighs most on the score"), "{}", own.title);
    let query = VerbatimsQuery { filter: own.filter.clone(), ..VerbatimsQuery::default() };
    assert_eq!(session.verbatims(&query).unwrap().n_total, own.n_rows);

    let is_low = |line: &&str| line.contains(",1,the");
    let (mut inside, mut outside) = (Vec::new(), Vec::new());
    for line in csv.lines().skip(1) {
        if line.contains("login loop") { inside.push(line) } else { outside.push(line) }
    }
    assert_eq!(own.n_rows as usize, inside.len(), "the theme is the planted one");
    let share = |lines: &[&str]| {
        100.0 * lines.iter().copied().filter(is_low).count() as f64 / lines.len() as f64
    };
    let (with, without) = (share(&[&inside[..], &outside[..]].concat()), share(&outside));
    let told =
        format!("Without it {without:.1}\u{a0}% of all scores were low, not {with:.1}\u{a0}%");
    assert!(own.detail.starts_with(&told), "{} is not {told}", own.detail);
}

#[test]
fn themes_with_equal_scores_weigh_nothing() {
    let session = analysed_csv(reviews(|_| 3, any), None);
    assert!(found(&session, "weight").is_empty());
}

#[test]
fn a_theme_that_sits_in_one_value_of_a_column_of_the_feedback_itself_is_a_finding() {
    let app = |text: &str, id: usize| {
        if text.contains("watch sync") && !id.is_multiple_of(8) { "Walk" } else { any(text, id) }
    };
    let session = analysed_csv(reviews(|_| 3, app), None);
    let places = found(&session, "concentration");
    let is_sure = |own: &&FindingView| own.detail.contains("q < 0.0001");
    let sure: Vec<&FindingView> = places.iter().filter(is_sure).collect();
    assert!(
        sure.iter().any(|own| own.title.starts_with("'watch sync' is concentrated in Walk (app)"))
    );
    assert!(sure.iter().all(|own| own.title.contains("in Walk (app)")), "{sure:#?}");
    let nothing = found(&analysed_csv(reviews(|_| 3, any), None), "concentration");
    assert!(nothing.iter().all(|own| !is_sure(&own)), "{nothing:#?}");
}
