//! The scan as a whole, on small made-up tables.

use super::*;
use crate::join::Accounts;
use crate::num::{Random, RowMask};
use crate::table::{Category, Column, Data, Dates, MISSING, Origin, Role, Table};

/// Items as (day, theme, plan, account).
type Item = (i32, &'static str, &'static str, u32);

fn workspace(items: &[Item], n_accounts: u32) -> (Table, Accounts) {
    let mut dates = Dates::default();
    let keys = (0..n_accounts).map(|account| format!("a{account}")).collect();
    let mut accounts = Accounts { keys, ..Accounts::default() };
    for (day, _, _, account) in items {
        dates.push(Some((*day, None)));
        accounts.of_row.push(if n_accounts == 0 { MISSING } else { *account });
    }
    let column = |key: &str, role: Option<Role>, data: Data| Column {
        key: key.to_owned(),
        name: key.to_owned(),
        role,
        origin: Origin::File,
        data,
    };
    let category = |pick: fn(&Item) -> &'static str| {
        Data::Category(Category::from_values(items.iter().map(pick)))
    };
    let table = Table {
        n_rows: items.len() as u32,
        columns: vec![
            column("date", Some(Role::Date), Data::Date(dates)),
            column("theme", None, category(|item| item.1)),
            column("area", Some(Role::Area), category(|item| area_of(item.1))),
            column("plan", Some(Role::Plan), category(|item| item.2)),
        ],
        ..Table::default()
    };
    (table, accounts)
}

const THEMES: [&str; 5] = ["billing", "export", "search", "mobile", "sync"];
/// Some areas hold one theme, one holds several.
fn area_of(theme: &str) -> &'static str {
    match theme {
        "login loop" => "access",
        "billing" => "money",
        "pasted" => "odd",
        _ => "product",
    }
}

const PLANS: [&str; 3] = ["free", "pro", "enterprise"];

/// `n_days` days with about `volume` items a day, evenly over themes, plans and 300 accounts.
fn background(n_days: i32, volume: u64, seed: u64) -> Vec<Item> {
    let mut random = Random::new(seed);
    let mut items = Vec::new();
    for day in 0..n_days {
        for _ in 0..volume / 2 + random.below(volume) {
            let theme = THEMES[random.below(5) as usize];
            let plan = PLANS[random.below(3) as usize];
            items.push((day, theme, plan, random.below(300) as u32));
        }
    }
    items
}

fn scan_all(items: &[Item], n_accounts: u32, as_of: i32) -> Scan {
    let (table, accounts) = workspace(items, n_accounts);
    scan(&table, &accounts, &RowMask::all(table.n_rows), as_of, 90)
}

fn evident(scan: &Scan) -> Vec<&Spike> {
    scan.spikes.iter().filter(|spike| spike.is_evident).collect()
}

#[test]
fn a_jump_of_one_theme_is_found_and_dated() {
    let mut items = background(150, 12, 1);
    for day in 143..150 {
        for i in 0..8 {
            items.push((day, "login loop", "enterprise", (day * 8 + i) as u32 % 300));
        }
    }
    let scan = scan_all(&items, 300, 149);
    let found = evident(&scan);
    assert_eq!(found.len(), 1, "{:?}", found.iter().map(|s| &s.subject).collect::<Vec<_>>());
    let spike = found[0];
    assert_eq!(spike.subject.value, "login loop");
    assert_eq!((spike.onset, spike.count, spike.previous), (143, spike.rows.len() as u32, 0));
    assert!(spike.is_new && spike.is_current && spike.rule_fires);
    assert!(spike.detected < 147 && spike.n_accounts > 20);
    assert_eq!(spike.baseline.len(), scan.weeks.len());
    assert!(spike.baseline[18].is_some() && spike.baseline_high[18] > spike.baseline[18]);
}

#[test]
fn quiet_data_and_a_rise_of_everything_raise_no_alarm() {
    for seed in 2..6 {
        let mut items = background(150, 12, seed);
        assert!(evident(&scan_all(&items, 300, 149)).is_empty(), "quiet, seed {seed}");
        let blast: Vec<Item> =
            background(7, 40, seed).iter().map(|i| (i.0 + 143, i.1, i.2, i.3)).collect();
        items.extend(blast);
        assert!(evident(&scan_all(&items, 300, 149)).is_empty(), "blast, seed {seed}");
    }
}

#[test]
fn one_account_pasting_one_text_is_no_spike() {
    let mut items = background(150, 12, 7);
    for i in 0..25 {
        items.push((144 + i % 5, "pasted", "pro", 17));
    }
    let known = scan_all(&items, 300, 149);
    assert!(evident(&known).is_empty());
    let ruled = known.spikes.iter().find(|spike| spike.subject.value == "pasted").unwrap();
    assert!(ruled.rule_fires && !ruled.is_evident && ruled.n_accounts == 1);
    assert_eq!(evident(&scan_all(&items, 0, 149)).len(), 1, "items without accounts");
}

#[test]
fn a_rise_within_one_plan_is_reported_there_and_not_twice() {
    let mut items = background(150, 20, 9);
    for day in 145..150 {
        for i in 0..7 {
            items.push((day, "sync", "enterprise", (day * 7 + i) as u32 % 300));
        }
    }
    let scan = scan_all(&items, 300, 149);
    let found = evident(&scan);
    assert_eq!(found.len(), 1);
    let segment = found[0].subject.segment.clone();
    assert!(segment.is_none() || segment == Some(("plan".to_owned(), "enterprise".to_owned())));
}

#[test]
fn what_is_missing_is_said() {
    assert!(scan_all(&[], 0, 10).unavailable.contains("No item"));
    let short = scan_all(&background(30, 12, 3), 300, 29);
    assert!(short.unavailable.is_empty());
    assert!(short.footnotes.iter().any(|note| note.contains("three to seven")));
}

#[test]
fn distinct_accounts_in_each_window_agree_with_counting_them() {
    let items = background(60, 20, 5);
    let (table, accounts) = workspace(&items, 300);
    let collected = collect::collect(&table, &RowMask::all(table.n_rows), 59).unwrap();
    let mut scratch = vec![0; accounts.len()];
    for (series, days) in collected.series.iter().flat_map(|own| [1, 3, 7].map(|n| (own, n))) {
        let fast = series.distinct(collected.n_days, &accounts, &mut scratch, days);
        for (day, fast) in fast.iter().enumerate() {
            let is_within = |event: &&series::Event| {
                (day + 1).saturating_sub(days) <= event.day as usize && event.day as usize <= day
            };
            let rows = series.events.iter().filter(is_within).map(|event| event.row);
            assert_eq!(*fast as usize, accounts.distinct(rows).len(), "day {day}");
        }
    }
    assert!(scratch.iter().all(|end| *end == 0));
}

/// The smallest p over its share of the windows ending on `day`, by counting everything anew.
fn slow_p(items: &[Item], theme: &str, day: i32) -> f64 {
    let within = |end: i32, days: i32| {
        items.iter().filter(move |item| (end - days + 1..=end).contains(&item.0))
    };
    let voices = |end: i32, days: i32| -> f64 {
        let own = within(end, days).filter(|item| item.1 == theme);
        own.map(|item| item.3).collect::<std::collections::BTreeSet<u32>>().len() as f64
    };
    let block = |end: i32| nbx::Block { y: voices(end, 7), e: within(end, 7).count() as f64 };
    let share =
        |days: i32| (0..=day - 7).map(|end| voices(end, days)).sum::<f64>() / f64::from(days);
    let test = |days: i32, part: f64, (y, e): (f64, f64), guard: i32| {
        let ends = (guard..guard + 52).map(|back| day - 7 * back).filter(|end| *end >= 6);
        let history: Vec<nbx::Block> = ends.map(block).collect();
        let stretch = if days < 7 { (share(days) / share(7)).max(1.0) } else { 1.0 };
        let mut prediction = nbx::predict(&history, e, f64::from(days) / 7.0).unwrap();
        prediction.mean *= stretch;
        prediction.variance *= stretch;
        prediction.upper(y).p / part
    };
    let of = |days: i32| (voices(day, days), within(day, days).count() as f64);
    let both = (of(7).0 + voices(day - 7, 7), within(day, 14).count() as f64);
    [test(1, 0.1, of(1), 2), test(3, 0.2, of(3), 2), test(7, 0.4, of(7), 2), test(14, 0.3, both, 3)]
        .into_iter()
        .fold(1.0, f64::min)
}

#[test]
fn the_p_of_a_spike_agrees_with_counting_everything_anew() {
    let mut items = background(200, 12, 4);
    for day in 180..200 {
        for i in 0..4 {
            items.push((day, "login loop", "pro", (day * 4 + i) as u32 % 50));
        }
    }
    let scan = scan_all(&items, 300, 199);
    let spike = evident(&scan).into_iter().find(|spike| spike.subject.value == "login loop");
    let spike = spike.unwrap();
    let slow = slow_p(&items, "login loop", spike.to);
    assert!((spike.p - slow).abs() <= 1e-9 * slow, "{} {slow}", spike.p);
    assert!(spike.to >= 193 && spike.is_current, "of a running rise the newest windows count");
    let in_window = |item: &&Item| (spike.from..=spike.to).contains(&item.0);
    let own = items.iter().filter(in_window).filter(|item| item.1 == "login loop").count();
    assert_eq!((spike.count as usize, spike.rows.len()), (own, own));
}

#[test]
fn what_a_release_changed_is_told_and_what_it_did_not_is_not() {
    let mut items = background(120, 12, 6);
    for day in 100..120 {
        for i in 0..3 {
            items.push((day, "login loop", "pro", (day * 3 + i) as u32 % 300));
        }
    }
    let (table, accounts) = workspace(&items, 300);
    let rows = RowMask::all(table.n_rows);
    let given = release::typed("1970-02-20 App 3\n1970-04-11 App 4").unwrap();
    let list = release::releases(&table, &rows, &given);
    let compared = release::compare(&table, &accounts, &rows, 119, &list, 28);
    assert_eq!((list.len(), compared.len()), (2, 2));
    assert!(compared[0].changes.is_empty(), "{:?}", compared[0].changes);
    let is_theme = |own: &&release::Change| own.subject.dimension == "theme";
    let change = compared[1].changes.iter().find(is_theme).unwrap();
    assert_eq!(
        (change.subject.value.as_str(), change.before.0, change.after.0),
        ("login loop", 0, 60)
    );
    assert!(compared[1].days == 20 && change.interval.0 > 1.0 && change.p < 1e-6, "{change:?}");
    assert!(release::releases(&table, &rows, &[]).is_empty(), "no version column, no release");
}

#[test]
fn the_mean_is_seen_to_fall_when_it_falls_and_not_before() {
    use crate::table::{Metric, Numbers, RowOrigin, Scale, Source};
    let items = background(90, 12, 2);
    let (mut table, _) = workspace(&items, 0);
    let scale = Some(Scale::usual(Metric::Csat, 1.0, 5.0));
    table.sources = vec![Source { file: 0, name: "feedback".to_owned(), scale }];
    table.origins = (0..table.n_rows).map(|row| RowOrigin { source: 0, row }).collect();
    let falls = |from: i32| -> Data {
        let mut scores = Numbers::default();
        for (idx, item) in items.iter().enumerate() {
            let usual = if idx % 3 == 0 { 3.0 } else { 5.0 };
            scores.push(Some(if item.0 >= from && idx % 2 == 0 { 1.0 } else { usual }));
        }
        Data::Number(scores)
    };
    for (from, seen) in [(70, true), (200, false)] {
        table.put(Column {
            key: "score".to_owned(),
            name: "score".to_owned(),
            role: Some(Role::Score),
            origin: Origin::File,
            data: falls(from),
        });
        let rows = RowMask::all(table.n_rows);
        let shift = shift::mean_shift(&table, &rows, 70, 85).unwrap();
        assert_eq!(shift.seen.is_some(), seen, "{shift:?}");
        assert!(shift.seen.is_none_or(|day| (70..77).contains(&day)));
    }
}

/// Gives the items scores of 5, but for those that `is_low`.
fn scored(items: &[Item], is_low: impl Fn(usize, &Item) -> bool) -> (Table, Accounts) {
    use crate::table::{Metric, Numbers, RowOrigin, Scale, Source};
    let (mut table, accounts) = workspace(items, 300);
    let scale = Some(Scale::usual(Metric::Csat, 1.0, 5.0));
    table.sources = vec![Source { file: 0, name: "feedback".to_owned(), scale }];
    table.origins = (0..table.n_rows).map(|row| RowOrigin { source: 0, row }).collect();
    let mut scores = Numbers::default();
    for (idx, item) in items.iter().enumerate() {
        scores.push(Some(if is_low(idx, item) { 1.0 } else { 5.0 }));
    }
    table.put(Column {
        key: "score".to_owned(),
        name: "score".to_owned(),
        role: Some(Role::Score),
        origin: Origin::File,
        data: Data::Number(scores),
    });
    (table, accounts)
}

#[test]
fn each_series_is_what_counting_its_rows_gives() {
    let items = background(40, 20, 12);
    let (table, _) = scored(&items, |idx, _| idx.is_multiple_of(4));
    let collected = collect::collect(&table, &RowMask::all(table.n_rows), 39).unwrap();
    let (scored, low) = (table.scored(), table.low());
    let has = |dimension: &str, value: &str, row: u32| {
        dimension == ALL || table.dimension(dimension).unwrap().get(row) == Some(value)
    };
    let mut kinds = [0; 4];
    for own in &collected.series {
        kinds[own.kind as usize] += 1;
        let Subject { dimension, value, segment } = &own.subject;
        let is_within = |row: u32| match segment {
            Some(_) if own.subject.is_low() => low.contains(row),
            Some((dimension, value)) => has(dimension, value, row),
            None => true,
        };
        let is_exposed =
            |row: u32| if own.subject.is_low() { scored.contains(row) } else { is_within(row) };
        let daily = own.daily(40);
        for day in 0..40 {
            let of_day = |row: &u32| items[*row as usize].0 == day;
            let rows: Vec<u32> = (0..table.n_rows).filter(of_day).collect();
            let is_own = |row: &&u32| has(dimension, value, **row) && is_within(**row);
            let slow = rows.iter().filter(is_own).count();
            let exposed = rows.iter().filter(|row| is_exposed(**row)).count();
            assert_eq!(daily[day as usize] as usize, slow, "{:?} {day}", own.subject);
            let volume = if segment.is_none() { rows.len() } else { exposed };
            assert_eq!(collected.volumes[own.volume][day as usize] as usize, volume);
        }
    }
    // Five themes and two areas, three plans; the low scores of these and of all; in each plan.
    assert_eq!(kinds, [7, 3, 11, 21]);
    let sizes = collected.families().map(|own| own.len());
    assert_eq!(sizes, [10, 11, 21]);
    assert!(collected.series.is_sorted_by_key(|own| own.kind));
}

#[test]
fn low_scores_that_rise_while_the_volume_is_level_are_seen() {
    let items = background(200, 30, 21);
    let falls = |day: i32| day >= 186;
    // One in ten is low everywhere; of one theme four in five from some day on.
    let is_low = |idx: usize, item: &Item| {
        if item.1 == "sync" && falls(item.0) {
            !idx.is_multiple_of(5)
        } else {
            idx.is_multiple_of(10)
        }
    };
    let rows = RowMask::all(items.len() as u32);
    let (table, accounts) = scored(&items, is_low);
    let found = scan(&table, &accounts, &rows, 199, 90);
    let own = evident(&found);
    assert_eq!(own.len(), 1, "{:?}", own.iter().map(|own| &own.subject).collect::<Vec<_>>());
    let spike = own[0];
    assert!(spike.subject.is_low() && spike.subject.value == "sync", "{:?}", spike.subject);
    assert_eq!((spike.n_low, found.n_family(spike)), (spike.count, found.families[1]));
    // The low scores of all rose with it, and so did those of its area: said beside it.
    assert!(spike.also.iter().all(Subject::is_low), "{:?}", spike.also);
    assert!(spike.also.iter().any(|own| own.dimension == ALL), "{:?}", spike.also);
    let (table, accounts) = scored(&items, |idx, _| idx.is_multiple_of(10));
    assert!(evident(&scan(&table, &accounts, &rows, 199, 90)).is_empty());
}

#[test]
fn low_scores_that_rise_everywhere_are_said_of_all() {
    let items = background(200, 30, 22);
    let is_low = |idx: usize, item: &Item| idx.is_multiple_of(if item.0 >= 190 { 3 } else { 10 });
    let (table, accounts) = scored(&items, is_low);
    let found = scan(&table, &accounts, &RowMask::all(table.n_rows), 199, 90);
    let own: Vec<&Subject> = evident(&found).into_iter().map(|own| &own.subject).collect();
    assert_eq!(own, [&Subject::low(ALL, "all feedback")]);
    assert!(evident(&found)[0].also.iter().all(Subject::is_low));
}

#[test]
fn a_rise_of_one_theme_in_one_plan_is_said_once_with_what_it_moves() {
    let mut items = background(150, 20, 9);
    for day in 143..150 {
        for i in 0..9 {
            items.push((day, "login loop", "enterprise", (day * 9 + i) as u32 % 300));
        }
    }
    items.extend((0..14).map(|i| (i * 10, "login loop", "pro", i as u32)));
    let found = scan_all(&items, 300, 149);
    let own = evident(&found);
    assert_eq!(own.len(), 1, "{:?}", own.iter().map(|own| &own.subject).collect::<Vec<_>>());
    assert_eq!((own[0].subject.value.as_str(), &own[0].subject.segment), ("login loop", &None));
    let plan = Some(("plan".to_owned(), "enterprise".to_owned()));
    let is_said = |dimension: &str, segment: &Option<(String, String)>| {
        own[0].also.iter().any(|own| own.dimension == dimension && own.segment == *segment)
    };
    assert!(is_said("theme", &plan) && is_said("area", &None), "{:?}", own[0].also);
}

#[test]
fn segments_that_write_as_they_always_do_raise_no_alarm() {
    let n_alarms: usize = (30..42)
        .map(|seed| {
            let items = background(200, 14, seed);
            let (table, accounts) = scored(&items, |idx, _| idx.is_multiple_of(5));
            evident(&scan(&table, &accounts, &RowMask::all(table.n_rows), 199, 90)).len()
        })
        .sum();
    // Twelve quarters of ten whole series, eleven of low scores and 21 pairs.
    assert!(n_alarms <= 2, "{n_alarms}");
}

#[test]
fn odd_data_brings_neither_faults_nor_alarms() {
    let day_of = |day: i32| {
        background(1, 40, 3).iter().map(|own| (day, own.1, own.2, own.3)).collect::<Vec<Item>>()
    };
    let sparse: Vec<Item> = background(300, 30, 5).into_iter().step_by(90).collect();
    let one: Vec<Item> =
        background(120, 10, 6).iter().map(|own| (own.0, "sync", "pro", own.3)).collect();
    let gap: Vec<Item> =
        background(200, 12, 8).into_iter().filter(|own| !(60..150).contains(&own.0)).collect();
    for (name, items, as_of) in [
        ("one day", day_of(0), 0),
        ("one day, long ago", day_of(0), 4000),
        ("after today", day_of(30), 3),
        ("ten items a month", sparse, 299),
        ("one theme and plan", one, 119),
        ("a gap", gap, 199),
    ] {
        for n_accounts in [0, 300] {
            let found = scan_all(&items, n_accounts, as_of);
            assert!(evident(&found).is_empty(), "{name}: {:?}", evident(&found)[0].subject);
            for spike in &found.spikes {
                assert!(
                    spike.expected >= 0.0 && spike.onset <= spike.to && spike.count > 0,
                    "{name}"
                );
            }
        }
    }
}

#[test]
fn channels_and_stages_of_life_are_followed_only_in_what_is_said() {
    let items = background(60, 20, 14);
    let (mut table, accounts) = workspace(&items, 300);
    for (role, is_followed) in [
        (Role::Plan, true),
        (Role::Dimension, true),
        (Role::Channel, false),
        (Role::Lifecycle, false),
        (Role::Language, false),
    ] {
        table.columns[3].role = Some(role);
        let collected = collect::collect(&table, &RowMask::all(table.n_rows), 59).unwrap();
        let n_voices = collected.families()[0].len() - 7;
        assert_eq!(n_voices, if is_followed { 3 } else { 0 }, "{role:?}");
        let has_pairs = !collected.families()[2].is_empty();
        assert_eq!(has_pairs, role != Role::Language, "{role:?}");
    }
    let found = scan(&table, &accounts, &RowMask::all(table.n_rows), 59, 30);
    assert_eq!(found.families, [7, 0, 0]);
}
