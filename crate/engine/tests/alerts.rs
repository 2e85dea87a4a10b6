//! The alerts that the sample's history would have raised.
#![allow(clippy::unwrap_used)]

use undertone_engine::alert::{Alert, Alerts, Material, Options, replay};
use undertone_engine::join::join;
use undertone_engine::read::{Decoder, ReadOptions, read};
use undertone_engine::table::{Choices, FileTable, infer, parse_day};
use undertone_engine::text;
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
    let material = Material { table, accounts, corpus: &corpus, model: Some(&model) };
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
