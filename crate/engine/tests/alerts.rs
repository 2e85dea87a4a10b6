//! The alerts that the sample's history would have raised.
#![allow(clippy::unwrap_used)]

use undertone_engine::Error;
use undertone_engine::alert::{Alert, Alerts, Material, Options, replay};
use undertone_engine::join::join;
use undertone_engine::read::{Decoder, ReadOptions, read};
use undertone_engine::session::Session;
use undertone_engine::table::{Choices, FileTable, infer, parse_day};
use undertone_engine::text;
use undertone_engine::view::{AlertsQuery, AnalyseQuery};
use undertone_sample::{DEFAULT_SEED, generate};

struct NoDecoder;

impl Decoder for NoDecoder {
    fn decode(&self, _: &str, _: &[u8]) -> Option<String> {
        None
    }
}

fn open(name: &str, text: &str) -> FileTable {
    let reading = read(name, text.as_bytes(), &ReadOptions::default(), &NoDecoder).unwrap();
    infer(&reading, &Choices::default())
}

/// The sample's alerts, and the verbatims of their rows.
fn replayed() -> Vec<(Alert, Vec<String>)> {
    let sample = generate(DEFAULT_SEED);
    let files =
        [open("feedback.csv", &sample.feedback_csv), open("accounts.csv", &sample.accounts_csv)];
    let joined = join(&[(0, &files[0]), (1, &files[1])]).unwrap();
    let corpus = text::analyse(&joined.table, None);
    let model = std::fs::read("../../model/undertone-vectors.bin").unwrap();
    let model = text::Model::read(&model).unwrap();
    let (table, accounts) = (&joined.table, &joined.accounts);
    let material = Material { table, accounts, corpus: &corpus, model: Some(&model), read: None };
    let Alerts { alerts, .. } = replay(material, Options::default(), &mut |_| {});
    alerts
        .into_iter()
        .map(|alert| {
            let texts = alert.rows.iter().map(|row| table.verbatim(*row).to_lowercase()).collect();
            (alert, texts)
        })
        .collect()
}

fn share(texts: &[String], words: &[&str]) -> f64 {
    let n = texts.iter().filter(|text| words.iter().any(|word| text.contains(word))).count();
    n as f64 / texts.len() as f64
}

#[test]
fn what_is_planted_in_the_sample_is_raised_and_what_misleads_is_not() {
    let alerts = replayed();
    let loops = ["loop", "login", "anmeld", "connexion", "sesión"];
    let (login, _) = alerts.iter().find(|(_, texts)| share(texts, &loops) > 0.8).unwrap();
    let (began, by) = (parse_day("2026-09-23").unwrap(), parse_day("2026-09-30").unwrap());
    assert!((began..=by).contains(&login.day), "{login:#?}");
    for (alert, texts) in &alerts {
        assert!(share(texts, &["rate limit"]) < 0.5, "one voice: {alert:#?}");
        let blast = parse_day("2026-08-10").unwrap();
        assert!(!(blast..blast + 10).contains(&alert.day), "everybody was asked: {alert:#?}");
    }
}

/// A vector of its letters for each text.
fn letters(texts: &[String]) -> Vec<f32> {
    let count = |text: &String, letter: char| text.chars().filter(|own| *own == letter).count();
    let own = |text: &String| ('a'..='z').map(|letter| count(text, letter) as f32).collect();
    texts.iter().flat_map(|text| -> Vec<f32> { own(text) }).collect()
}

#[test]
fn a_session_takes_what_a_reader_says_of_each_text_and_nothing_else() {
    let mut session = Session::new();
    let query = AlertsQuery { to: Some("2026-08-01".to_owned()), ..AlertsQuery::default() };
    assert_eq!(session.alert_texts(&query), Err(Error::NotAnalysed));
    let sample = generate(DEFAULT_SEED);
    session.open("feedback.csv", sample.feedback_csv.into_bytes(), &NoDecoder).unwrap();
    let mut progress = session.analyse(&AnalyseQuery::default()).unwrap();
    while !progress.is_done {
        progress = session.step(&mut |_| {}).unwrap();
    }
    let texts = session.alert_texts(&query).unwrap();
    assert!(texts.len() > 100 && texts.iter().all(|text| !text.is_empty()));
    let good = letters(&texts);
    let read = |vectors: &[f32], dims: u32, query: &AlertsQuery| {
        session.alerts_read_closely(query, vectors, dims, "ab12").map_err(|e| e.code())
    };
    let view = read(&good, 26, &query).unwrap();
    let note = view.footnotes.last().unwrap();
    assert!(note.contains(&format!("all {} different texts", texts.len())), "{note}");
    assert!(note.contains("ab12"), "{note}");
    assert_eq!((view.from, view.to), {
        let plain = session.alerts(&query).unwrap();
        assert_eq!(plain.footnotes.len() + 1, view.footnotes.len());
        (plain.from, plain.to)
    });
    let odd: Vec<f32> = good.iter().map(|_| f32::NAN).collect();
    let later = AlertsQuery { to: None, ..query.clone() };
    let wrong = AlertsQuery { profile: "loud".to_owned(), ..query.clone() };
    for (vectors, dims, query) in [
        (&good[..], 25, &query),
        (&good[26..], 26, &query),
        (&good, 0, &query),
        (&odd, 26, &query),
        (&good, 26, &later),
        (&good, 26, &wrong),
    ] {
        assert_eq!(read(vectors, dims, query), Err("bad-option"));
    }
}
