//! Filters and tables against slow and obvious twins, on a made-up workspace.

use super::*;
use crate::join::Accounts;
use crate::num::Random;
use crate::stats::{benjamini_hochberg, fisher};
use crate::table::{
    Category, Column, Data, Dates, Metric, Numbers, Origin, Role, RowOrigin, Scale, Source, Table,
    Texts,
};
use crate::view::{Clause, Filter, TableQuery, TableView};

const AREAS: [&str; 5] = ["billing", "mobile app", "api", "", "reports"];
const PLANS: [&str; 4] = ["enterprise", "free", "startup", ""];
const TEXTS: [&str; 4] = ["Login LOOP on mobile", "the ÜBER slow export", "fine", ""];

/// One made-up item.
#[derive(Clone)]
pub(super) struct Item {
    pub(super) area: &'static str,
    pub(super) plan: &'static str,
    pub(super) text: &'static str,
    pub(super) score: Option<f64>,
    pub(super) day: i32,
    pub(super) account: u32,
}

pub(super) fn items(n: u32) -> Vec<Item> {
    let mut random = Random::new(5);
    let mut draw = |n: u64| random.below(n) as usize;
    (0..n)
        .map(|_| {
            let (area, plan) = (AREAS[draw(5)], PLANS[draw(4)]);
            let is_bad = area == "mobile app" && plan == "enterprise";
            let score = 1.0 + draw(if is_bad { 3 } else { 5 }) as f64;
            Item {
                area,
                plan,
                text: TEXTS[draw(4)],
                score: (draw(10) > 0).then_some(score),
                day: 20_000 + draw(60) as i32,
                account: draw(40) as u32,
            }
        })
        .collect()
}

pub(super) fn column(key: &str, role: Option<Role>, data: Data) -> Column {
    let (key, name) = (key.to_owned(), key.to_uppercase());
    Column { key, name, role, origin: Origin::File, data }
}

pub(super) fn open(items: &[Item], scales: &[Scale]) -> (Table, Accounts) {
    let (mut texts, mut scores, mut dates) =
        (Texts::default(), Numbers::default(), Dates::default());
    for item in items {
        texts.push(item.text);
        scores.push(item.score);
        dates.push(Some((item.day, None)));
    }
    let category = |pick: &dyn Fn(&Item) -> String| {
        let values: Vec<String> = items.iter().map(pick).collect();
        Data::Category(Category::from_values(values.iter().map(String::as_str)))
    };
    let week = |item: &Item| crate::table::format_day(item.day - (item.day + 3).rem_euclid(7));
    let source =
        |scale: &Scale| Source { file: 0, name: "made up".to_owned(), scale: Some(scale.clone()) };
    let n_scales = scales.len() as u32;
    let table = Table {
        n_rows: items.len() as u32,
        columns: vec![
            column("text", Some(Role::Verbatim), Data::Text(texts)),
            column("score-number", Some(Role::Score), Data::Number(scores)),
            column("date", Some(Role::Date), Data::Date(dates)),
            column("area", Some(Role::Area), category(&|item| item.area.to_owned())),
            column("plan", Some(Role::Plan), category(&|item| item.plan.to_owned())),
            column("week", None, category(&week)),
        ],
        sources: scales.iter().map(source).collect(),
        origins: (0..items.len() as u32)
            .map(|row| RowOrigin { source: (row % n_scales) as u16, row: row + 1 })
            .collect(),
    };
    let accounts = Accounts {
        of_row: items.iter().map(|item| item.account).collect(),
        keys: (0..40).map(|account| format!("a{account}")).collect(),
        arr: (0..40)
            .map(|account| (account % 3 > 0).then_some(f64::from(account) * 1000.0))
            .collect(),
        plans: (0..40).map(|account| Some(PLANS[account % 3].to_owned())).collect(),
        segments: vec![(
            "plan".to_owned(),
            Category::from_values((0..40).map(|account| PLANS[account % 3])),
        )],
        is_complete: true,
        ..Accounts::default()
    };
    (table, accounts)
}

pub(super) fn csat() -> Scale {
    Scale::usual(Metric::Csat, 1.0, 5.0)
}

pub(super) fn ask(rows: &str, cols: Option<&str>, measure: &str) -> TableQuery {
    TableQuery {
        rows: rows.to_owned(),
        cols: cols.map(str::to_owned),
        measure: measure.to_owned(),
        unit: "items".to_owned(),
        ..TableQuery::default()
    }
}

pub(super) fn clause(dimension: &str, values: &[&str]) -> Clause {
    Clause {
        dimension: dimension.to_owned(),
        values: values.iter().map(|value| (*value).to_owned()).collect(),
    }
}

#[test]
fn a_filter_holds_where_all_its_parts_hold() {
    let items = items(800);
    let (table, _) = open(&items, &[csat()]);
    let filters = [
        (Filter { from: Some("2024-11-01".into()), ..Filter::default() }, 0),
        (Filter { to: Some("2024-10-20".into()), ..Filter::default() }, 1),
        (Filter { clauses: vec![clause("area", &["api", ""])], ..Filter::default() }, 2),
        (Filter { low_only: true, ..Filter::default() }, 3),
        (Filter { search: Some("loop  LOGIN".into()), ..Filter::default() }, 4),
        (Filter { search: Some("über".into()), ..Filter::default() }, 5),
        (Filter { rows: Some(vec![5, 7, 9999]), ..Filter::default() }, 6),
        (Filter { clauses: vec![clause("plan", &["nobody"])], ..Filter::default() }, 7),
    ];
    for (filter, case) in filters {
        let holds = |row: usize, item: &Item| match case {
            0 => item.day >= crate::table::parse_day("2024-11-01").unwrap(),
            1 => item.day <= crate::table::parse_day("2024-10-20").unwrap(),
            2 => item.area == "api" || item.area.is_empty(),
            3 => item.score.is_some_and(|score| score <= 2.0),
            4 => item.text == TEXTS[0],
            5 => item.text == TEXTS[1],
            6 => row == 5 || row == 7,
            _ => false,
        };
        let slow: Vec<u32> = (0..items.len())
            .filter(|row| holds(*row, &items[*row]))
            .map(|row| row as u32)
            .collect();
        let fast: Vec<u32> = select(&table, &filter).unwrap().iter().collect();
        assert_eq!(fast, slow, "case {case}");
    }
}

#[test]
fn a_filter_that_cannot_be_understood_is_refused() {
    let (table, _) = open(&items(20), &[csat()]);
    let unknown = Filter { clauses: vec![clause("colour", &["red"])], ..Filter::default() };
    assert_eq!(select(&table, &unknown).unwrap_err().code(), "unknown-name");
    let wrong = Filter { from: Some("2024-02-30".into()), ..Filter::default() };
    assert_eq!(select(&table, &wrong).unwrap_err().code(), "bad-option");
    let accounts = Accounts::default();
    let of = |query: &TableQuery| crosstab(&table, &accounts, query).unwrap_err().code();
    assert_eq!(of(&ask("colour", None, "")), "unknown-name");
    assert_eq!(of(&ask("area", Some("text"), "")), "unknown-name");
    assert_eq!(of(&ask("area", None, "beauty")), "bad-option");
}

/// The items of a cell, by names.
fn within<'a>(items: &'a [Item], area: &str, plan: &str) -> Vec<&'a Item> {
    items.iter().filter(|item| item.area == area && item.plan == plan).collect()
}

fn lows(items: &[&Item]) -> (f64, f64) {
    let scores: Vec<f64> = items.iter().filter_map(|item| item.score).collect();
    (scores.iter().filter(|score| **score <= 2.0).count() as f64, scores.len() as f64)
}

#[test]
fn every_cell_agrees_with_counting_its_items_one_by_one() {
    let items = items(3000);
    let (table, accounts) = open(&items, &[csat()]);
    let view = crosstab(&table, &accounts, &ask("area", Some("plan"), "")).unwrap();
    assert_eq!((view.measure.as_str(), view.rows.len(), view.cols.len()), ("low-rate", 4, 3));
    let placed: Vec<&Item> =
        items.iter().filter(|item| !item.area.is_empty() && !item.plan.is_empty()).collect();
    let all = lows(&placed);
    let mut p = Vec::new();
    for (at, (area, plan)) in places(&view).into_iter().enumerate() {
        let cell = within(&items, area, plan);
        let (low, scored) = lows(&cell);
        assert!((view.n[at] - cell.len() as f64).abs() < 0.5);
        assert!((view.low[at] - low).abs() < 0.5 && (view.base[at] - scored).abs() < 0.5);
        assert!((view.value[at] - low / scored).abs() < 1e-15);
        let own: std::collections::BTreeSet<u32> = cell.iter().map(|item| item.account).collect();
        let arr: f64 = own.iter().filter_map(|account| accounts.arr[*account as usize]).sum();
        assert!((view.accounts[at] - own.len() as f64).abs() < 0.5);
        assert!((view.arr[at] - arr).abs() < 1e-6);
        let (rest_low, rest_n) = (all.0 - low, all.1 - scored);
        let slow = fisher(low, scored - low, rest_low, rest_n - rest_low).midp_two.p;
        assert!((view.p[at] - slow).abs() < 1e-12);
        p.push(slow);
    }
    for (at, q) in benjamini_hochberg(&p).into_iter().enumerate() {
        assert!((view.q[at] - q).abs() < 1e-12);
    }
    let bad = places(&view).iter().position(|place| *place == ("mobile app", "enterprise"));
    assert!(view.mark[bad.unwrap()] >= 1.0);
    assert_eq!(view.rows[0], "mobile app", "most low scores first");
    assert!((view.total_n - all.1).abs() < 0.5, "answers, as in the cells");
    for (row, n) in view.base.chunks(view.cols.len()).zip(&view.row_n) {
        assert!((row.iter().sum::<f64>() - n).abs() < 0.5);
    }
}

#[test]
fn a_table_without_accounts_has_its_totals() {
    let items = items(600);
    let (table, accounts) = open(&items, &[csat()]);
    for measure in ["low-rate", "mean-score", "count"] {
        let query = ask("area", Some("plan"), measure);
        let with = crosstab(&table, &accounts, &query).unwrap();
        let without = crosstab(&table, &Accounts::default(), &query).unwrap();
        assert_eq!((without.row_n.len(), without.col_n.len()), (4, 3));
        assert_eq!((&with.row_value, &with.row_n), (&without.row_value, &without.row_n));
        assert_eq!((&with.col_value, &with.col_n), (&without.col_value, &without.col_n));
        assert!((with.total_value - without.total_value).abs() < 1e-15);
    }
}

fn places(view: &TableView) -> Vec<(&str, &str)> {
    view.rows
        .iter()
        .flat_map(|row| view.cols.iter().map(move |col| (row.as_str(), col.as_str())))
        .collect()
}

#[test]
fn every_measure_answers_with_its_own_numbers() {
    let items = items(3000);
    let (table, accounts) = open(&items, &[csat()]);
    for measure in Measure::ALL {
        let query = ask("area", Some("plan"), measure.code());
        let view = crosstab(&table, &accounts, &query).unwrap();
        let defined = view.value.iter().filter(|value| !value.is_nan()).count();
        let is_nps = *measure == Measure::Nps;
        assert_eq!(defined, if is_nps { 0 } else { 12 }, "{measure:?}");
        let tested = view.untested.iter().filter(|reason| reason.is_empty()).count();
        assert_eq!(tested as u32, view.n_tests, "{measure:?}");
        assert!(measure.is_testable() || tested == 0, "{measure:?}");
        for (at, reason) in view.untested.iter().enumerate() {
            assert_eq!(reason.is_empty(), !view.p[at].is_nan(), "{measure:?}");
        }
        let shares: f64 = (0..3).map(|j| view.value[j]).sum();
        assert!(*measure != Measure::RowShare || (shares - 1.0).abs() < 1e-12);
    }
}

#[test]
fn scores_of_different_scales_are_not_mixed() {
    let items = items(2000);
    let (table, accounts) = open(&items, &[csat(), Scale::usual(Metric::Nps, 0.0, 10.0)]);
    let view =
        |measure: &str| crosstab(&table, &accounts, &ask("area", Some("plan"), measure)).unwrap();
    for measure in ["mean-score", "top-2-box"] {
        let mixed = view(measure);
        assert!(mixed.value.iter().all(|value| value.is_nan()) && mixed.total_value.is_nan());
        assert!(mixed.footnotes.iter().any(|note| note.contains("scales")));
    }
    assert!(view("low-rate").value.iter().all(|value| !value.is_nan()));
    let nps = view("nps");
    assert!((nps.total_value + 100.0).abs() < 1e-9, "scores up to 5 are all detractors");
}

#[test]
fn letters_name_the_columns_that_a_cell_exceeds() {
    let items = items(6000);
    let (table, accounts) = open(&items, &[csat()]);
    let view = crosstab(&table, &accounts, &ask("area", Some("plan"), "")).unwrap();
    let enterprise = view.cols.iter().position(|col| col == "enterprise").unwrap();
    assert_eq!(view.letters[enterprise].len(), 2, "{:?}", view.letters);
    assert_eq!(view.letters[enterprise], view.letters[enterprise].to_uppercase());
    assert_eq!(view.n_pair_tests, 12);
    let weeks = crosstab(&table, &accounts, &ask("area", Some("week"), "")).unwrap();
    assert!(weeks.letters.iter().all(String::is_empty) && weeks.n_pair_tests == 0);
}

#[test]
fn too_many_values_are_counted_but_not_listed() {
    let items = items(2000);
    let (table, accounts) = open(&items, &[csat()]);
    let mut query = ask("area", Some("week"), "count");
    (query.max_rows, query.max_cols) = (2, 3);
    let view = crosstab(&table, &accounts, &query).unwrap();
    assert_eq!((view.rows.len(), view.cols.len(), view.n_hidden_rows), (2, 3, 2));
    let Ok(Data::Category(weeks)) = table.dimension("week").map(|c| Data::Category(c.clone()))
    else {
        panic!("a dimension")
    };
    assert_eq!(view.cols, weeks.values[weeks.values.len() - 3..], "the newest weeks, in order");
    let n_placed = items.iter().filter(|item| !item.area.is_empty()).count();
    assert!((view.total_n - n_placed as f64).abs() < 0.5);
}

#[test]
fn without_columns_there_is_one_for_all() {
    let items = items(1000);
    let (table, accounts) = open(&items, &[csat()]);
    let view = crosstab(&table, &accounts, &ask("plan", None, "")).unwrap();
    assert_eq!((view.cols.as_slice(), view.n_tests), (["All".to_owned()].as_slice(), 3));
    assert_eq!(crosstab(&table, &accounts, &ask("plan", None, "count")).unwrap().n_tests, 0);
    let none = Filter { rows: Some(Vec::new()), ..Filter::default() };
    let empty = TableQuery { filter: none, ..ask("plan", Some("area"), "") };
    let view = crosstab(&table, &accounts, &empty).unwrap();
    assert!(view.rows.is_empty() && view.value.is_empty() && view.total_n < 0.5);
}

#[test]
fn coverage_counts_who_spoke_and_who_did_not() {
    let items = items(60);
    let (table, accounts) = open(&items, &[csat()]);
    let only = Filter { clauses: vec![clause("plan", &["free"])], ..Filter::default() };
    let view = coverage(&table, &accounts, &only).unwrap();
    let silent = view.segments.iter().find(|own| own.value == "enterprise").unwrap();
    assert_eq!((silent.n, silent.n_needed, silent.flag.as_str()), (0, 15, "red"));
    assert_eq!((silent.population, silent.confidence.as_str()), (Some(14), "directional"));
    let free = view.segments.iter().find(|own| own.value == "free").unwrap();
    let slow = items.iter().filter(|item| item.plan == "free").count();
    assert_eq!(free.n as usize, slow);
    assert!(free.margin > 0.0 && free.silent_arr.unwrap() > 0.0);
    assert_eq!(free.filter.clauses, [clause("plan", &["free"])]);
}

#[test]
fn a_segment_of_the_accounts_file_that_said_nothing_is_listed() {
    let items = items(60);
    let (mut table, mut accounts) = open(&items, &[csat()]);
    let region = |account: u32| if account < 30 { "Europe" } else { "APAC" };
    let along = Category::from_values((0..40).map(region));
    for of in &mut accounts.of_row {
        *of %= 30;
    }
    let cells = accounts.of_row.iter().map(|account| region(*account));
    let mut column =
        column("region", Some(Role::Region), Data::Category(Category::from_values(cells)));
    column.origin = Origin::Account;
    table.put(column);
    accounts.segments.push(("region".to_owned(), along));
    let view = coverage(&table, &accounts, &Filter::default()).unwrap();
    let silent = view.segments.iter().find(|own| own.value == "APAC").unwrap();
    assert_eq!((silent.n, silent.n_accounts, silent.population), (0, 0, Some(10)));
    let arr: f64 = accounts.arr[30..].iter().flatten().sum();
    assert!((silent.silent_arr.unwrap() - arr).abs() < 1e-9);
    assert_eq!((silent.flag.as_str(), silent.n_needed), ("red", 15));
    accounts.is_complete = false;
    let view = coverage(&table, &accounts, &Filter::default()).unwrap();
    assert!(view.segments.iter().all(|own| own.population.is_none() && own.n > 0));
}
