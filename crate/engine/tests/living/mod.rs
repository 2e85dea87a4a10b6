//! Weeks of items about a few things, analysed one import after the other.

use std::collections::BTreeMap;

use undertone_engine::num::Random;
use undertone_engine::read::Decoder;
use undertone_engine::session::Session;
use undertone_engine::view::{AnalyseQuery, ExportQuery, Filter, ThemesView};

struct NoDecoder;

impl Decoder for NoDecoder {
    fn decode(&self, _: &str, _: &[u8]) -> Option<String> {
        None
    }
}

pub(crate) const THINGS: [(&str, &str); 6] = [
    ("login loop", "password screen again mobile sign browser cookie session"),
    ("invoice tax", "amount billing paid receipt wrong total currency accounting"),
    ("export csv", "file empty rows download report column spreadsheet data"),
    ("dark mode", "theme colour contrast night eyes bright background setting"),
    ("watch sync", "bluetooth pairing device steps phone distance connect heart"),
    ("search results", "filter query find missing ranking keyword slow typing"),
];

const NEW: (&str, &str) =
    ("webhook signature", "endpoint payload api mismatch secret retry header verify");

/// One line of a file: id, day, account, text.
#[derive(Clone)]
pub(crate) struct Item {
    pub(crate) id: usize,
    day: usize,
    pub(crate) text: String,
}

fn say(random: &mut Random, (name, words): (&str, &str)) -> String {
    let words: Vec<&str> = words.split(' ').collect();
    let mut pick = || words[random.below(words.len() as u64) as usize];
    let (a, b, c) = (pick(), pick(), pick());
    format!("the {name} and the {a} is {b} with my {c}")
}

/// Items of so many weeks, 60 a week; in the weeks from `new_from` on some are about a new thing.
pub(crate) fn items(weeks: usize, new_from: usize) -> Vec<Item> {
    let mut random = Random::new(42);
    let mut out = Vec::new();
    for week in 0..weeks {
        for n in 0..60 {
            let is_new = week >= new_from && n < 9;
            let thing = if is_new { NEW } else { THINGS[random.below(6) as usize] };
            let text = say(&mut random, thing);
            out.push(Item { id: out.len(), day: week * 7 + n % 7, text });
        }
    }
    out
}

fn csv(items: &[Item]) -> String {
    let mut out = String::from("id,date,account,text\n");
    for item in items {
        let (month, day) = (item.day / 28 + 1, item.day % 28 + 1);
        out += &format!(
            "T-{:04},2026-{month:02}-{day:02},acct{},{}\n",
            item.id,
            item.id % 17,
            item.text
        );
    }
    out
}

pub(crate) fn analysed(items: &[Item], project: Option<&str>) -> Session {
    analysed_csv(csv(items), project)
}

pub(crate) fn analysed_csv(csv: String, project: Option<&str>) -> Session {
    let mut session = Session::new();
    if let Some(project) = project {
        session.restore(project).unwrap();
    }
    session.open("feedback.csv", csv.into_bytes(), &NoDecoder).unwrap();
    session.analyse(&AnalyseQuery::default()).unwrap();
    while !session.step(&mut |_| {}).unwrap().is_done {}
    session
}

pub(crate) fn project(session: &Session) -> String {
    let query = ExportQuery { kind: "project.json".into(), ..ExportQuery::default() };
    String::from_utf8(session.export(&query).unwrap()).unwrap()
}

pub(crate) fn themes(session: &Session) -> ThemesView {
    session.themes(&Filter::default()).unwrap()
}

/// Theme id and finer theme of each item, by the item's id.
pub(crate) fn assigned(session: &Session) -> BTreeMap<String, String> {
    let query = ExportQuery { kind: "assign.csv".into(), ..ExportQuery::default() };
    let text = String::from_utf8(session.export(&query).unwrap()).unwrap();
    let cells = text.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
    cells.map(|cells| (cells[1].to_owned(), format!("{}/{}", cells[2], cells[4]))).collect()
}
