//! Close reading from outside: the sample, the themes that come of it, and what is refused.
#![allow(clippy::unwrap_used)]

use undertone_engine::Error;
use undertone_engine::num::{hash64, mix64};
use undertone_engine::read::Decoder;
use undertone_engine::session::Session;
use undertone_engine::view::{AnalyseQuery, Edit, ExportQuery, Filter};

struct NoDecoder;

impl Decoder for NoDecoder {
    fn decode(&self, _: &str, _: &[u8]) -> Option<String> {
        None
    }
}

const SUBJECTS: [&str; 6] = [
    "the card has not arrived by post",
    "the app crashes when I export a report",
    "please add a dark mode for the night",
    "the invoice shows the wrong tax rate",
    "I cannot log in with my password",
    "the search is slow on large projects",
];

/// Rows about six things, in the given order.
fn rows(is_reversed: bool) -> Vec<String> {
    let mut out: Vec<String> = (0..180)
        .map(|at| {
            let subject = SUBJECTS[at % SUBJECTS.len()];
            format!("{subject} {} {}", ENDS[at % 5], ENDS[at / 36])
        })
        .collect();
    if is_reversed {
        out.reverse();
    }
    out
}

fn analysed(rows: &[String]) -> Session {
    let mut session = Session::new();
    let csv = format!("comment\n{}\n", rows.join("\n"));
    session.open("a.csv", csv.into_bytes(), &NoDecoder).unwrap();
    let mut progress = session.analyse(&AnalyseQuery::default()).unwrap();
    while !progress.is_done {
        progress = session.step(&mut |_| {}).unwrap();
    }
    session
}

/// A reader that knows the six things, and little else of a text.
fn vectors(texts: &[String]) -> Vec<f32> {
    let mut out = Vec::new();
    for text in texts {
        let subject = SUBJECTS.iter().position(|own| text.starts_with(own)).unwrap();
        let mut own = [0.0_f32; 8];
        own[subject] = 1.0;
        let mut state = hash64(text.as_bytes(), 1);
        for value in &mut own {
            *value += (state % 1000) as f32 / 10_000.0;
            state = mix64(state);
        }
        out.extend(own);
    }
    out
}

const ENDS: [&str; 5] = ["today", "again", "since Monday", "on the tablet", "for my team"];

/// A reader that looks at how texts end, not at what they are about.
fn other_vectors(texts: &[String]) -> Vec<f32> {
    let end = |text: &String| ENDS.iter().position(|own| text.ends_with(own)).unwrap();
    let one = |at: usize| (0..8).map(move |own| if own == at { 1.0 } else { 0.0 });
    texts.iter().flat_map(|text| one(end(text))).collect()
}

fn read(session: &mut Session, n: u32) -> Vec<String> {
    let texts = session.reading_sample(Some(n)).unwrap();
    let mut stages = Vec::new();
    let view = session
        .read_closely(&vectors(&texts), 8, "ab12", &mut |view| stages.push(view.done))
        .unwrap();
    assert_eq!((view.n_read as usize, view.pack.as_str()), (texts.len(), "ab12"));
    assert!(view.n_texts >= view.n_read);
    assert!(stages.windows(2).all(|pair| pair[0] <= pair[1]) && stages.last() == Some(&1.0));
    texts
}

fn themes(session: &Session) -> Vec<(String, u32)> {
    let view = session.themes(&Filter::default()).unwrap();
    view.themes.into_iter().map(|theme| (theme.name, theme.n)).collect()
}

#[test]
fn the_order_of_rows_changes_neither_the_sample_nor_the_themes() {
    let (mut one, mut other) = (analysed(&rows(false)), analysed(&rows(true)));
    let (texts, same) = (read(&mut one, 60), read(&mut other, 60));
    assert_eq!(texts, same);
    let mut found = [themes(&one), themes(&other)];
    for own in &mut found {
        own.sort();
    }
    assert_eq!(found[0], found[1]);
}

#[test]
fn the_result_says_what_was_read_and_decisions_are_replayed() {
    let mut session = analysed(&rows(false));
    assert_eq!(session.overview(&Filter::default()).unwrap().provenance.reading, None);
    read(&mut session, 60);
    let reading = session.overview(&Filter::default()).unwrap().provenance.reading.unwrap();
    assert!(reading.n_read >= 10);
    let theme = session.themes(&Filter::default()).unwrap().themes[0].id.clone();
    session.edit(&Edit::RenameTheme { theme, name: "Our name".to_owned() }).unwrap();
    read(&mut session, 60);
    assert!(themes(&session).iter().any(|(name, _)| name == "Our name"));
    let export = || {
        let query = ExportQuery { kind: "assign.csv".to_owned(), ..ExportQuery::default() };
        session.export(&query).unwrap()
    };
    assert_eq!(export(), export());
}

#[test]
fn what_does_not_fit_is_refused_and_nothing_changes() {
    let mut empty = Session::new();
    assert_eq!(empty.reading_sample(None), Err(Error::NotAnalysed));
    let code = |result: undertone_engine::Result<()>| result.map_err(|e| e.code());
    let mut session = analysed(&rows(false));
    let before = themes(&session);
    let closely = |session: &mut Session, vectors: &[f32], dims: u32| {
        code(session.read_closely(vectors, dims, "ab12", &mut |_| {}).map(drop))
    };
    assert_eq!(closely(&mut session, &[], 8), Err("bad-option"));
    let good = vectors(&session.reading_sample(Some(50)).unwrap());
    assert_eq!(closely(&mut session, &good, 7), Err("bad-option"));
    assert_eq!(closely(&mut session, &good[8..], 8), Err("bad-option"));
    assert_eq!(closely(&mut session, &good, 0), Err("bad-option"));
    let odd: Vec<f32> = good.iter().map(|_| f32::NAN).collect();
    assert_eq!(closely(&mut session, &odd, 8), Err("bad-option"));
    for n in [0, 20_001] {
        assert_eq!(code(session.reading_sample(Some(n)).map(drop)), Err("bad-option"));
    }
    assert_eq!(themes(&session), before);
}

#[test]
fn themes_that_people_decided_about_stay_when_others_are_found() {
    let mut session = analysed(&rows(false));
    let before = session.themes(&Filter::default()).unwrap().themes;
    assert!(before.len() >= 5);
    for theme in &before {
        let name = format!("Ours {}", theme.id);
        session.edit(&Edit::RenameTheme { theme: theme.id.clone(), name }).unwrap();
    }
    let split = Edit::SplitTheme {
        theme: before[0].id.clone(),
        name: "On Monday".to_owned(),
        subthemes: Vec::new(),
        phrase: "since Monday".to_owned(),
        like: false,
        id: String::new(),
    };
    session.edit(&split).unwrap();
    let ours = themes(&session);
    let texts = session.reading_sample(Some(60)).unwrap();
    session.read_closely(&other_vectors(&texts), 8, "ab12", &mut |_| {}).unwrap();
    let after = themes(&session);
    for (name, n) in &ours {
        // Most of its different texts, some of which have copies.
        let own = after.iter().find(|own| own.0 == *name);
        assert!(own.is_some_and(|own| own.1 * 5 >= *n * 2), "{name} ({n}) in {after:?}");
    }
    let n_kept = |session: &Session| {
        let changes = session.themes(&Filter::default()).unwrap().changes;
        changes.iter().filter(|change| change.kind == "kept").count()
    };
    assert!(n_kept(&session) > 0, "{after:?}");
    assert_eq!(themes(&session).iter().map(|own| own.1).sum::<u32>(), 180);
}
