//! What the sample promises, counted.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::accounts::Part;
use crate::day::{BLAST_WEEK, FIRST_DAY, LAST_DAY, format_day};
use crate::words::Language;

type Case<'a> = (&'a str, &'a dyn Fn(&Item) -> bool, std::ops::RangeInclusive<usize>);

fn world() -> (Vec<Item>, World) {
    draw(DEFAULT_SEED, N_ITEMS)
}

fn week(item: &Item) -> i32 {
    (item.day - FIRST_DAY) / 7
}

fn of_topic<'a>(items: &'a [Item], world: &World, key: &str) -> Vec<&'a Item> {
    items.iter().filter(|item| world.words.topics[item.topic].key.starts_with(key)).collect()
}

/// A plain CSV reader, to read back what was written.
fn read(text: &str) -> Vec<Vec<String>> {
    let (mut records, mut record, mut field) = (Vec::new(), Vec::new(), String::new());
    let mut is_quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => {
                letters.next();
                field.push('"');
            }
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => record.push(std::mem::take(&mut field)),
            '\n' if !is_quoted => {
                record.push(std::mem::take(&mut field));
                records.push(std::mem::take(&mut record));
            }
            _ => field.push(letter),
        }
    }
    assert!(!is_quoted && field.is_empty() && record.is_empty());
    records
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_does_not() {
    assert_eq!(generate(7), generate(7));
    assert_ne!(generate(7), generate(8));
}

#[test]
fn the_days_are_26_complete_weeks_that_end_on_a_sunday() {
    assert_eq!(format_day(FIRST_DAY), "2026-04-06");
    assert_eq!(format_day(LAST_DAY), "2026-10-04");
    assert_eq!((FIRST_DAY + 3).rem_euclid(7), 0, "a Monday");
    let (items, _) = world();
    let days: BTreeSet<i32> = items.iter().map(|item| item.day).collect();
    assert_eq!(days.first(), Some(&FIRST_DAY));
    assert_eq!(days.last(), Some(&LAST_DAY));
    assert!((0..26).all(|week| days.iter().any(|day| (day - FIRST_DAY) / 7 == week)));
}

#[test]
fn the_files_are_well_formed_and_ids_are_unique() {
    let sample = generate(DEFAULT_SEED);
    for (text, width, rows) in [
        (&sample.feedback_csv, 9, N_ITEMS as usize),
        (&sample.accounts_csv, 11, N_ACCOUNTS as usize),
    ] {
        let records = read(text);
        assert_eq!(records.len(), rows + 1);
        assert!(records.iter().all(|record| record.len() == width));
        let ids: BTreeSet<&String> = records.iter().map(|record| &record[0]).collect();
        assert_eq!(ids.len(), rows + 1);
    }
    let names: Vec<String> =
        read(&sample.accounts_csv).into_iter().map(|record| record[1].clone()).collect();
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
}

#[test]
fn the_login_loop_is_four_times_last_week_and_hits_twelve_enterprise_accounts() {
    let (items, world) = world();
    let all = of_topic(&items, &world, "login-loop");
    let now: Vec<_> = all.iter().filter(|item| week(item) == 25).collect();
    let before = all.iter().filter(|item| week(item) == 24).count();
    assert_eq!((now.len(), before, all.len()), (24, 6, 30));
    assert!(all.iter().all(|item| item.day >= day::RELEASE_DAY && item.version == "5.2.0"));
    assert!(all.iter().all(|item| item.area == "Mobile" && item.csat.is_some_and(|s| s <= 2)));
    let enterprise = |is_literal: bool| {
        now.iter()
            .filter(|item| !is_literal || item.text.to_lowercase().contains("login loop"))
            .filter_map(|item| item.account)
            .filter(|one| world.accounts[*one].plan == "Enterprise")
            .collect::<BTreeSet<_>>()
            .len()
    };
    assert_eq!(enterprise(false), 12);
    assert_eq!(enterprise(true), 12);
    let literal = |week_: i32| {
        let says = |item: &&&Item| item.text.to_lowercase().contains("login loop");
        all.iter().filter(|item| week(item) == week_).filter(says).count()
    };
    assert_eq!((literal(24), literal(25)), (5, 20));
    let foreign = now.iter().filter(|item| item.language != Language::English).count();
    assert_eq!(foreign, 4);
}

#[test]
fn nobody_else_writes_of_a_login_loop() {
    let (items, world) = world();
    for item in &items {
        if item.text.to_lowercase().contains("login loop") {
            assert!(world.words.topics[item.topic].key.starts_with("login-loop"));
        }
    }
}

#[test]
fn planted_counts_are_as_promised() {
    let (items, world) = world();
    assert_eq!(items.len(), N_ITEMS as usize);
    for (topic, code) in [
        ("login-loop", "login-loop"),
        ("vat", "vat-surprise"),
        ("timeline-praise", "timeline-praise"),
        ("churn", "churn"),
    ] {
        let own = of_topic(&items, &world, topic).len() as u32;
        assert_eq!(own, planted::count(code, N_ITEMS), "{code}");
    }
    let of_part = |part: Part| {
        let mine = |item: &&Item| item.account.is_some_and(|one| world.accounts[one].part == part);
        items.iter().filter(mine).count()
    };
    assert_eq!(of_part(Part::Government), 7);
    assert_eq!(of_part(Part::MiddleEast), 5);
    let copies = items.iter().filter(|item| item.is_copy).count();
    assert_eq!(copies, 150 + 14);
    assert!(items.iter().any(|item| item.text.starts_with("=SUM")));
}

#[test]
fn proportions_are_those_of_a_real_workspace() {
    let (items, world) = world();
    let per_cent = |holds: &dyn Fn(&Item) -> bool| {
        items.iter().filter(|item| holds(item)).count() * 100 / items.len()
    };
    let cases: [Case<'_>; 6] = [
        ("foreign", &|item| item.language != Language::English, 10..=14),
        ("no score", &|item| item.csat.is_none(), 10..=22),
        ("low", &|item| item.csat.is_some_and(|score| score <= 2), 25..=45),
        ("no account", &|item| item.account.is_none(), 5..=15),
        ("weekend", &|item| (item.day + 3).rem_euclid(7) >= 5, 7..=14),
        ("mobile", &|item| item.area == "Mobile", 6..=15),
    ];
    for (name, holds, range) in cases {
        let share = per_cent(holds);
        assert!(range.contains(&share), "{name}: {share} %");
    }
    let weekly = |week_: i32| items.iter().filter(|item| week(item) == week_).count();
    let blast = weekly(BLAST_WEEK) * 200 / (weekly(BLAST_WEEK - 1) + weekly(BLAST_WEEK + 1));
    assert!((160..=200).contains(&blast), "{blast}");
    let mut of_account = BTreeMap::new();
    for one in items.iter().filter_map(|item| item.account) {
        *of_account.entry(one).or_insert(0_usize) += 1;
    }
    let mut counts: Vec<usize> = of_account.values().copied().collect();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    let top: usize = counts.iter().take(counts.len() / 5).sum();
    assert!(top * 100 / counts.iter().sum::<usize>() >= 45, "a fifth of the accounts writes half");
    assert!(world.accounts.iter().filter(|one| one.plan == "Enterprise").count() > 40);
}

#[test]
fn the_free_plan_is_less_content_in_the_end_without_writing_more() {
    let (items, world) = world();
    let plan = |item: &Item| item.account.map_or("", |one| world.accounts[one].plan);
    let mean = |is_free: bool, weeks: std::ops::Range<i32>| {
        let own = items.iter().filter(|item| (plan(item) == "Free") == is_free);
        let scores: Vec<u32> =
            own.filter(|item| weeks.contains(&week(item))).filter_map(|item| item.csat).collect();
        scores.iter().sum::<u32>() as usize * 100 / scores.len()
    };
    assert!(mean(true, 22..26) + 80 < mean(true, 14..22), "{}", mean(true, 22..26));
    let (was, is) = (mean(false, 14..22), mean(false, 22..26));
    assert!(was.abs_diff(is) < 25, "the others hardly move: {was} {is}");
    let per_week = |weeks: std::ops::Range<i32>| {
        let all = items.iter().filter(|item| plan(item) == "Free" && weeks.contains(&week(item)));
        all.count() / weeks.len()
    };
    assert!(per_week(22..26).abs_diff(per_week(14..22)) <= 3);
}

#[test]
fn every_topic_has_words_for_every_language() {
    let words = words::Words::load();
    assert!(words.topics.len() >= 40);
    for topic in &words.topics {
        assert!(topic.cores.len() >= 4 && !topic.circumstances.is_empty(), "{}", topic.key);
        if !topic.key.starts_with("churn") {
            for list in [&topic.french, &topic.german, &topic.spanish] {
                assert!(!list.is_empty(), "{}", topic.key);
            }
        }
    }
}

#[test]
fn texts_hardly_repeat_and_no_slot_stays_open() {
    let (items, _) = world();
    let texts: BTreeSet<&str> = items.iter().map(|item| item.text.as_str()).collect();
    assert!(texts.len() * 100 / items.len() >= 80, "{}", texts.len());
    assert!(items.iter().all(|item| !item.text.contains(['{', '}']) && !item.text.is_empty()));
}

#[test]
fn larger_samples_are_the_same_world() {
    let (items, world) = draw(DEFAULT_SEED, 20_000);
    assert_eq!(items.len(), 20_000);
    assert_eq!(world.accounts.len(), 1_680);
    assert_eq!(of_topic(&items, &world, "login-loop").len(), 24 * 4 + 6 * 4);
}
