//! What product areas promise: what a file says stays, gaps are filled where that is sure enough,
//! and phrases are decisions like others: taken back, kept in the project, replayed.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use undertone_engine::num::Random;
use undertone_engine::read::Decoder;
use undertone_engine::session::Session;
use undertone_engine::view::{
    AnalyseQuery, Edit, ExportQuery, FileChoices, TableQuery, VerbatimView, VerbatimsQuery,
};

struct NoDecoder;

impl Decoder for NoDecoder {
    fn decode(&self, _: &str, _: &[u8]) -> Option<String> {
        None
    }
}

const AREAS: [(&str, &str); 3] = [
    ("Billing", "invoice receipt amount paid wrong total currency accounting refund charge"),
    ("Sync", "bluetooth pairing device steps phone distance connect heart watch strap"),
    ("Search", "filter query find missing ranking keyword slow typing results index"),
];

const COMMON: &str = "really today please always again morning team people think whole thing";

/// A row of a file: its text, the area it is about, and whether the file says so.
#[derive(Clone)]
struct Row {
    text: String,
    area: &'static str,
    is_shown: bool,
}

fn pick<'a>(random: &mut Random, words: &'a str) -> &'a str {
    let words: Vec<&str> = words.split(' ').collect();
    words[random.below(words.len() as u64) as usize]
}

/// So many rows, one in five of which says nothing about its area.
fn rows(n: usize, n_shown: usize) -> Vec<Row> {
    let mut random = Random::new(3);
    let row = |at: usize| {
        let (area, words) = AREAS[random.below(3) as usize];
        let words = if random.below(5) == 0 { COMMON } else { words };
        let mut say = || [pick(&mut random, words), pick(&mut random, COMMON)].join(" ");
        let text = [say(), say(), say(), format!("n{at}")].join(" and ");
        Row { text, area, is_shown: at < n_shown }
    };
    (0..n).map(row).collect()
}

fn csv(rows: &[Row]) -> String {
    let mut out = String::from("id,area,text\n");
    for (at, row) in rows.iter().enumerate() {
        out += &format!("T-{at},{},{}\n", if row.is_shown { row.area } else { "" }, row.text);
    }
    out
}

fn session(rows: &[Row], project: Option<&str>) -> Session {
    let mut session = Session::new();
    if let Some(project) = project {
        session.restore(project).unwrap();
    }
    let file = session.open("feedback.csv", csv(rows).into_bytes(), &NoDecoder).unwrap();
    let role = |name: &str, role: &str| (name.to_owned(), Some(role.to_owned()));
    let roles = vec![role("id", "id"), role("area", "area"), role("text", "verbatim")];
    session.choose(file.id, &FileChoices { roles, ..FileChoices::default() }, &NoDecoder).unwrap();
    session.analyse(&AnalyseQuery::default()).unwrap();
    while !session.step(&mut |_| {}).unwrap().is_done {}
    session
}

fn items(session: &Session) -> Vec<VerbatimView> {
    let page = |offset: u32| {
        let query = VerbatimsQuery { sort: "oldest".into(), offset, limit: 500, ..<_>::default() };
        session.verbatims(&query).unwrap().items
    };
    let mut all: Vec<VerbatimView> = Vec::new();
    loop {
        let own = page(all.len() as u32);
        if own.is_empty() {
            break;
        }
        all.extend(own);
    }
    all.sort_by_key(|item| item.row);
    all
}

/// Area and sureness of an item.
fn area(item: &VerbatimView) -> (&str, Option<f64>) {
    let own = item.values.iter().find(|value| value.key == "area");
    own.map_or(("", None), |own| (own.value.as_str(), own.confidence))
}

fn areas(session: &Session) -> Vec<String> {
    items(session).iter().map(|item| area(item).0.to_owned()).collect()
}

fn phrases(area: &str, phrases: &[&str]) -> Edit {
    let phrases = phrases.iter().map(|phrase| (*phrase).to_owned()).collect();
    Edit::SetAreaPhrases { area: area.into(), phrases }
}

fn project(session: &Session) -> String {
    let query = ExportQuery { kind: "project.json".into(), ..ExportQuery::default() };
    String::from_utf8(session.export(&query).unwrap()).unwrap()
}

#[test]
fn gaps_are_filled_where_that_is_sure_enough_and_the_rest_stays() {
    let rows = rows(1200, 600);
    let session = session(&rows, None);
    let (mut n_filled, mut n_right) = (0, 0);
    for (row, item) in rows.iter().zip(&items(&session)) {
        let (found, sureness) = area(item);
        if row.is_shown {
            assert_eq!((found, sureness), (row.area, None), "{}", row.text);
        } else if !found.is_empty() {
            n_filled += 1;
            n_right += u32::from(found == row.area);
            assert!(sureness.is_some_and(|own| own > 0.7 && own < 1.0), "{sureness:?}");
        }
    }
    assert!(n_filled > 400 && n_right * 10 >= n_filled * 9, "{n_right} of {n_filled}");
    assert!(n_filled < 600, "rows that say nothing were filled");
    let learning = session.labels(&VerbatimsQuery::default()).unwrap().area_learning.unwrap();
    assert!(learning.share.is_some_and(|share| share > 0.9), "{learning:?}");
}

#[test]
fn a_table_says_how_many_areas_were_read_from_the_words() {
    let rows = rows(1200, 600);
    let session = session(&rows, None);
    let n_filled = items(&session).iter().filter(|item| area(item).1.is_some()).count();
    let notes = |rows: &str, cols: &str| {
        let cols = Some(cols.to_owned());
        let query = TableQuery { rows: rows.to_owned(), cols, ..TableQuery::default() };
        session.table(&query).unwrap().footnotes.join("\n")
    };
    let said = format!("{n_filled} had none in the file: theirs was read from the words.");
    assert!(notes("area", "category").contains(&said), "{}", notes("area", "category"));
    assert!(!notes("theme", "language").contains("read from the words"));
    let same_words = "read from the same words";
    assert!(notes("theme", "category").contains(same_words));
    assert!(!notes("area", "category").contains(same_words), "most areas came with the file");
}

#[test]
fn the_words_that_led_to_a_learnt_area_are_marked() {
    let rows = rows(1200, 600);
    let items = items(&session(&rows, None));
    let words = |area: &str| AREAS.iter().find(|own| own.0 == area).map_or("", |own| own.1);
    let says = |item: &&VerbatimView| {
        let own = area(item);
        own.1.is_some() && words(own.0).split(' ').any(|word| item.text.contains(word))
    };
    let learnt: Vec<&VerbatimView> = items.iter().filter(says).take(50).collect();
    for item in &learnt {
        let own = area(item).0;
        let marks: Vec<&str> = item
            .marks
            .iter()
            .filter(|mark| mark.dimension == "area" && mark.value == own)
            .map(|mark| &item.text[mark.start as usize..mark.end as usize])
            .collect();
        let tells = |mark: &&str| words(own).split(' ').any(|word| word == *mark);
        assert!(marks.iter().any(tells), "{own}: {marks:?} of {}", item.text);
    }
    assert_eq!(learnt.len(), 50);
}

/// A name, how many rows have an area, and what becomes of the rows.
type Case<'a> = (&'a str, usize, &'a dyn Fn(&mut Row));

#[test]
fn nothing_is_filled_from_too_little_or_from_what_tells_nothing() {
    let one = |row: &mut Row| row.area = "Billing";
    let noise = |row: &mut Row| row.text = format!("{} zz{}", "same words", row.text.len() % 7);
    let cases: [Case<'_>; 4] = [
        ("no area at all", 0, &|_| {}),
        ("too few", 30, &|_| {}),
        ("one area only", 300, &one),
        ("words that tell nothing", 300, &noise),
    ];
    for (name, n_shown, change) in cases {
        let mut rows = rows(600, n_shown);
        rows.iter_mut().for_each(change);
        let found = areas(&session(&rows, None));
        assert_eq!(found.iter().filter(|own| !own.is_empty()).count(), n_shown, "{name}");
    }
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let rows = rows(800, 400);
    let backwards: Vec<Row> = rows.iter().rev().cloned().collect();
    let mut found = areas(&session(&backwards, None));
    found.reverse();
    assert_eq!(found, areas(&session(&rows, None)));
}

#[test]
fn phrases_stand_before_what_is_learnt_and_behind_what_is_given() {
    let rows = rows(1200, 600);
    let mut session = session(&rows, None);
    session.edit(&phrases("Money", &["invoice", "char*", "  "])).unwrap();
    for (row, item) in rows.iter().zip(&items(&session)) {
        let says = row.text.contains("invoice") || row.text.contains("charge");
        let (found, sureness) = area(item);
        if row.is_shown {
            assert_eq!(found, row.area);
        } else if says {
            assert_eq!((found, sureness), ("Money", None), "{}", row.text);
            assert!(item.marks.iter().any(|mark| mark.value == "Money"));
        } else {
            assert_ne!(found, "Money");
        }
    }
    let view = session.labels(&VerbatimsQuery::default()).unwrap();
    let money = view.areas.iter().find(|own| own.area == "Money").unwrap();
    assert!(money.n > 50 && money.n == money.n_by_phrase);
    assert_eq!(money.phrases, ["invoice", "char*"]);
}

#[test]
fn phrases_are_taken_back_previewed_and_replayed() {
    let rows = rows(300, 0);
    let mut session = session(&rows, None);
    let nothing = areas(&session);
    let edit = phrases("Billing", &["invoice"]);
    let preview = session.preview_edit(&edit).unwrap();
    assert_eq!(areas(&session), nothing);
    session.edit(&edit).unwrap();
    let one = areas(&session);
    let n = one.iter().filter(|own| *own == "Billing").count() as u32;
    assert!(n > 10);
    assert_eq!((preview.n_moved, preview.into), (n, vec![("Billing".to_owned(), n)]));
    session.edit(&phrases("Search", &["query"])).unwrap();
    assert_ne!(areas(&session), one);
    session.edit(&phrases("Search", &[])).unwrap();
    assert_eq!(areas(&session), one);
    let kept = project(&session);
    assert_eq!(areas(&self::session(&rows, Some(&kept))), one);
    for _ in 0..3 {
        session.edit(&Edit::Undo).unwrap();
    }
    assert_eq!(areas(&session), nothing);
    session.edit(&Edit::Redo).unwrap();
    assert_eq!(areas(&session), one);
    assert_eq!(session.edit(&phrases(" ", &["x"])).unwrap_err().code(), "bad-option");
}

#[test]
fn the_area_that_is_said_most_wins_and_a_longer_phrase_swallows_a_shorter() {
    let cases = [
        ("the invoice of the watch", "Billing"),
        ("the watch and the strap and the invoice", "Sync"),
        ("an invoice search for the year", "Search"),
        ("nothing of the kind", ""),
        ("請求書が届きません", "Billing"),
    ];
    let row = |(text, _): &(&str, &str)| Row { text: (*text).into(), area: "", is_shown: false };
    let rows: Vec<Row> = cases.iter().map(row).collect();
    let mut session = session(&rows, None);
    session.edit(&phrases("Billing", &["invoice", "請求書"])).unwrap();
    session.edit(&phrases("Search", &["invoice search"])).unwrap();
    session.edit(&phrases("Sync", &["watch", "strap"])).unwrap();
    let marks = items(&session)[4].marks.clone();
    assert!(marks.iter().any(|mark| mark.start == 0 && mark.end == 3), "{marks:?}");
    let wanted: Vec<&str> = cases.iter().map(|case| case.1).collect();
    assert_eq!(areas(&session), wanted);
}
