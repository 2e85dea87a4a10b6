//! The replay as a whole, on small made-up streams.

use super::stream::ONE;
use super::*;
use crate::num::Random;
use crate::table::{Category, Column, Data, Dates, Metric, Numbers, Origin, Role, RowOrigin};
use crate::table::{Scale, Source, Table, Texts};
use crate::text::analyse;

/// One item: day, topic, account, score.
#[derive(Debug, Clone)]
struct Item {
    day: i32,
    topic: usize,
    text: String,
    account: u32,
    score: f64,
}

/// Words of topics; of the last one nobody speaks unless it is planted.
const TOPICS: [&str; 7] = [
    "invoice amount wrong billing tax receipt payment address euro",
    "search results missing slow filter keyword ranking relevance page",
    "export spreadsheet columns format download file broken header",
    "mobile screen tablet rotate keyboard gesture battery touch scroll",
    "calendar meeting invite timezone reminder recurring event attendee",
    "password login reset session logout token browser cookie",
    "printer smoke burns paper cable toner fire alarm",
];
const NEW: usize = 6;
const PLANS: [&str; 3] = ["free", "pro", "enterprise"];
const N_ACCOUNTS: u64 = 240;

fn plan(account: u32) -> &'static str {
    PLANS[account as usize % 3]
}

fn text(topic: usize, random: &mut Random) -> String {
    let words: Vec<&str> = TOPICS[topic].split(' ').collect();
    let mut out: Vec<&str> = Vec::new();
    while out.len() < 5 {
        let word = words[random.below(words.len() as u64) as usize];
        if !out.contains(&word) {
            out.push(word);
        }
    }
    out.join(" ")
}

fn item(day: i32, topic: usize, account: u32, random: &mut Random) -> Item {
    let score = 2.0 + random.below(4) as f64;
    Item { day, topic, text: text(topic, random), account, score }
}

/// 24 items a day for `n_days` days, with a rhythm of the month in topic 0, a week in which
/// everybody was asked, and an account that pastes one text.
fn background(n_days: i32, seed: u64) -> Vec<Item> {
    let mut random = Random::new(seed);
    let mut items = Vec::new();
    for day in 0..n_days {
        let volume = if (91..98).contains(&day) { 43 } else { 24 };
        for _ in 0..volume {
            let topic = random.below(NEW as u64) as usize;
            let account = random.below(N_ACCOUNTS) as u32;
            items.push(item(day, topic, account, &mut random));
        }
        if day % 28 >= 21 {
            for _ in 0..5 {
                let account = random.below(N_ACCOUNTS) as u32;
                items.push(item(day, 0, account, &mut random));
            }
        }
        if (84..86).contains(&day) {
            let pasted = Item { text: TOPICS[3].to_owned(), ..item(day, 3, 7, &mut random) };
            items.extend(vec![pasted; 13]);
        }
    }
    items
}

/// From `day` on, three items a day about something new, from one plan.
fn with_burst(mut items: Vec<Item>, day: i32) -> Vec<Item> {
    let mut random = Random::new(5);
    let last = items.last().map_or(day, |item| item.day);
    for day in day..=last {
        for _ in 0..3 {
            let account = 3 * random.below(N_ACCOUNTS / 3) as u32 + 2;
            items.push(item(day, NEW, account, &mut random));
        }
    }
    items.sort_by_key(|item| item.day);
    items
}

fn workspace(items: &[Item]) -> (Table, Accounts) {
    let (mut dates, mut texts, mut scores) =
        (Dates::default(), Texts::default(), Numbers::default());
    for item in items {
        dates.push(Some((item.day, None)));
        texts.push(&item.text);
        scores.push(Some(item.score));
    }
    let column = |key: &str, role: Role, data: Data| Column {
        key: key.to_owned(),
        name: key.to_owned(),
        role: Some(role),
        origin: Origin::File,
        data,
    };
    let plans = Category::from_values(items.iter().map(|item| plan(item.account)));
    let scale = Some(Scale::usual(Metric::Csat, 1.0, 5.0));
    let table = Table {
        n_rows: items.len() as u32,
        columns: vec![
            column("date", Role::Date, Data::Date(dates)),
            column("text", Role::Verbatim, Data::Text(texts)),
            column("score", Role::Score, Data::Number(scores)),
            column("plan", Role::Plan, Data::Category(plans)),
        ],
        sources: vec![Source { file: 0, name: "made.csv".to_owned(), scale }],
        origins: (1..=items.len() as u32).map(|row| RowOrigin { source: 0, row }).collect(),
    };
    let of_row = items.iter().map(|item| item.account).collect();
    let keys = (0..N_ACCOUNTS).map(|account| format!("a{account}")).collect();
    (table, Accounts { of_row, keys, ..Accounts::default() })
}

fn replayed(items: &[Item], options: Options) -> Vec<Alert> {
    let (table, accounts) = workspace(items);
    let corpus = analyse(&table, None);
    let material =
        Material { table: &table, accounts: &accounts, corpus: &corpus, model: None, read: None };
    replay(material, options, &mut |_| {}).alerts
}

#[test]
fn something_new_is_seen_within_days_and_named() {
    let items = with_burst(background(126, 1), 112);
    let alerts = replayed(&items, Options::default());
    assert_eq!(alerts.len(), 1, "{alerts:#?}");
    let alert = &alerts[0];
    assert_eq!(alert.kind, Kind::New);
    assert!((112..=116).contains(&alert.day), "{}", alert.day);
    assert!(alert.rows.iter().all(|row| items[*row as usize].topic == NEW));
    assert!(
        alert.label.split([' ', '·']).any(|word| TOPICS[NEW].split(' ').any(|own| own == word))
    );
    assert_eq!(alert.segment, [("plan".to_owned(), "enterprise".to_owned())]);
    assert!(f64::from(alert.n_accounts) <= alert.count && alert.count <= alert.rows.len() as f64);
}

#[test]
fn a_week_for_all_a_rhythm_and_one_voice_are_no_alerts() {
    for seed in [1, 2, 3] {
        assert_eq!(replayed(&background(126, seed), Options::default()), []);
    }
}

#[test]
fn no_alert_knows_a_later_row() {
    let items = with_burst(background(126, 4), 110);
    let options = Options { profile: Profile::High, ..Options::default() };
    let whole = replayed(&items, options);
    assert!(whole.iter().any(|alert| (110..=120).contains(&alert.day)), "{whole:#?}");
    for last in [99, 110, 111, 114, 120] {
        let n = items.partition_point(|item| item.day <= last);
        let known: Vec<Alert> = whole.iter().filter(|alert| alert.day <= last).cloned().collect();
        assert_eq!(replayed(&items[..n], options), known, "{last}");
    }
    let until = Options { to: Some(114), ..options };
    let known: Vec<Alert> = whole.iter().filter(|alert| alert.day <= 114).cloned().collect();
    assert_eq!(replayed(&items, until), known);
}

#[test]
fn the_order_of_rows_of_different_days_does_not_matter() {
    let items = with_burst(background(126, 1), 112);
    let mut mixed: Vec<(usize, Item)> = items.iter().cloned().enumerate().collect();
    mixed.sort_by_key(|(at, item)| (item.day % 7, *at));
    let rows: Vec<u32> = mixed.iter().map(|(at, _)| *at as u32).collect();
    let mixed: Vec<Item> = mixed.into_iter().map(|(_, item)| item).collect();
    let mut found = replayed(&mixed, Options::default());
    for alert in &mut found {
        for row in &mut alert.rows {
            *row = rows[*row as usize];
        }
        alert.rows.sort_unstable();
    }
    assert_eq!(found, replayed(&items, Options::default()));
}

#[test]
fn scores_that_drop_in_one_segment_are_seen_without_a_rise() {
    let mut items = background(126, 6);
    for item in &mut items {
        if item.day >= 108 && item.topic == 4 && plan(item.account) == "pro" {
            item.score = 1.0;
        }
    }
    let alerts = replayed(&items, Options::default());
    let drops: Vec<&Alert> = alerts.iter().filter(|own| own.kind == Kind::ScoreDrop).collect();
    assert!(!drops.is_empty());
    for alert in drops {
        assert!(alert.day >= 108 && alert.count < alert.expected, "{alert:#?}");
        assert_eq!(alert.segment, [("plan".to_owned(), "pro".to_owned())]);
        let own = alert.rows.iter().filter(|row| items[**row as usize].topic == 4).count();
        assert!(own * 2 > alert.rows.len());
    }
    let rises = |alert: &&Alert| alert.kind != Kind::ScoreDrop && alert.day >= 108;
    // Low scores of the same topic do become more; nothing else does.
    for alert in alerts.iter().filter(rises) {
        let own = alert.rows.iter().filter(|row| items[**row as usize].topic == 4).count();
        assert!(own * 2 > alert.rows.len(), "{alert:#?}");
    }
}

#[test]
fn counts_are_those_of_accounts_by_week() {
    let items = with_burst(background(100, 7), 80);
    let (table, accounts) = workspace(&items);
    let corpus = analyse(&table, None);
    let material =
        Material { table: &table, accounts: &accounts, corpus: &corpus, model: None, read: None };
    let stream = Stream::new(material, 70, 99);
    let mut counter = Counter::new(&stream);
    let mut random = Random::new(3);
    for day in [75, 90, 99] {
        counter.set_day(&stream, day);
        let places: Vec<u32> =
            (0..stream.before(day + 1) as u32).filter(|_| random.below(9) == 0).collect();
        counter.count(&stream, &places);
        let slow: Vec<f64> = (0..(day + 1) / 7)
            .map(|block| {
                let own: std::collections::BTreeSet<u32> = places
                    .iter()
                    .filter(|place| (day - stream.days[**place as usize]) / 7 == block)
                    .map(|place| stream.accounts[*place as usize])
                    .collect();
                own.len() as f64
            })
            .collect();
        assert_eq!(counter.blocks, slow);
    }
}

#[test]
fn days_without_history_are_not_tested() {
    let items = background(60, 1);
    let (table, accounts) = workspace(&items);
    let corpus = analyse(&table, None);
    let material =
        Material { table: &table, accounts: &accounts, corpus: &corpus, model: None, read: None };
    assert_eq!(replay(material, Options::default(), &mut |_| {}), Alerts::default());
    let empty = Table::default();
    assert_eq!(
        replay(Material { table: &empty, ..material }, Options::default(), &mut |_| {}).period,
        None
    );
}

#[test]
fn a_row_is_compared_with_the_others_of_its_middle() {
    let mut random = Random::new(8);
    for n in [2, 3, 7, 20] {
        let rows: Vec<Vec<f32>> = (0..n)
            .map(|_| {
                let mut row: Vec<f32> = (0..16).map(|_| random.unit() as f32 - 0.2).collect();
                crate::num::to_unit(&mut row);
                row
            })
            .collect();
        let sum = |without: usize| {
            let mut sum = vec![0.0; 16];
            for (_, row) in rows.iter().enumerate().filter(|(at, _)| *at != without) {
                sum.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
            }
            sum
        };
        let all = sum(n);
        let length = crate::num::dot(&all, &all).sqrt();
        for (at, row) in rows.iter().enumerate() {
            let mut others = sum(at);
            crate::num::to_unit(&mut others);
            let product = crate::num::dot(row, &all) / length * ONE * ONE;
            let cosine = sets::without_itself(product as i32, length) as f32 / ONE / ONE;
            assert!((cosine - crate::num::dot(row, &others)).abs() < 1e-4, "{n} {at}");
        }
    }
}

/// A small reader: a direction for each topic, which no word says, with noise of each text's own.
fn read_by_topic(texts: &[String], topic: impl Fn(&str) -> usize) -> Vec<f32> {
    let mut out = Vec::new();
    for text in texts {
        let mut random = Random::new(crate::num::hash64(text.as_bytes(), 3));
        let mut own: Vec<f32> = (0..12).map(|_| 0.3 * (random.unit() as f32 - 0.5)).collect();
        own[topic(text)] += 1.0;
        crate::num::to_unit(&mut own);
        out.extend(own);
    }
    out
}

/// A text of words that are the same for all topics and hardly come together again.
fn unlike(text: &str, random: &mut Random) -> String {
    const PARTS: [&str; 12] =
        ["ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "wu", "xa", "ze"];
    let word = |random: &mut Random| -> String {
        (0..4).map(|_| PARTS[random.below(12) as usize]).collect()
    };
    format!("{} {} {}", word(random), word(random), text.len() % 7)
}

#[test]
fn what_only_a_reader_hears_is_seen_with_one_alone() {
    let mut items = with_burst(background(126, 1), 112);
    let mut random = Random::new(17);
    let mut topics = std::collections::BTreeMap::new();
    for item in &mut items {
        item.text = unlike(&item.text, &mut random);
        topics.insert(item.text.clone(), item.topic);
    }
    let (table, accounts) = workspace(&items);
    let corpus = analyse(&table, None);
    let material =
        Material { table: &table, accounts: &accounts, corpus: &corpus, model: None, read: None };
    let about_the_new = |alerts: &[Alert]| -> Vec<i32> {
        let own = |alert: &&Alert| {
            let n = alert.rows.iter().filter(|row| items[**row as usize].topic == NEW).count();
            2 * n > alert.rows.len()
        };
        alerts.iter().filter(own).map(|alert| alert.day).collect()
    };
    let options = Options::default();
    assert!(about_the_new(&replay(material, options, &mut |_| {}).alerts).is_empty());
    let texts = texts_to_read(material, options);
    let mut distinct = texts.clone();
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!(distinct.len(), texts.len());
    let topic = |text: &str| topics.get(text).copied().unwrap_or_else(|| panic!("{text:?}"));
    let vectors = read_by_topic(&texts, topic);
    let read = Some(Read { vectors: &vectors, dims: 12 });
    let whole = replay(Material { read, ..material }, options, &mut |_| {}).alerts;
    let days = about_the_new(&whole);
    assert!(days.first().is_some_and(|day| (112..=118).contains(day)), "{days:?} {whole:#?}");
    // Nothing later is in it: the days up to 118 read alone raise the same.
    let until = Options { to: Some(118), ..options };
    let texts = texts_to_read(material, until);
    let vectors = read_by_topic(&texts, topic);
    let read = Some(Read { vectors: &vectors, dims: 12 });
    let known: Vec<Alert> = whole.into_iter().filter(|alert| alert.day <= 118).collect();
    assert_eq!(replay(Material { read, ..material }, until, &mut |_| {}).alerts, known);
}
