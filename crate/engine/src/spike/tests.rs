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
