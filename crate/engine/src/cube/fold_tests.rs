//! Totals and subtotals against the tables that they are.

use super::crosstab;
use super::tests::{Item, ask, csat, items, open};
use crate::view::{TableQuery, TableView};

/// Everything that is known of the cells of a table.
fn cells(view: &TableView) -> Vec<Vec<String>> {
    let lists = [
        &view.value,
        &view.n,
        &view.base,
        &view.accounts,
        &view.p,
        &view.q,
        &view.mark,
        &view.diff,
        &view.diff_low,
        &view.ci_low,
    ];
    let mut all: Vec<Vec<String>> =
        lists.iter().map(|own| own.iter().map(|value| format!("{value:.9}")).collect()).collect();
    all.extend([view.letters.clone(), view.untested.clone()]);
    all
}

/// Items with a value on both sides: tables of one side count the others too.
fn both() -> Vec<Item> {
    items(3000).into_iter().filter(|own| !own.area.is_empty() && !own.plan.is_empty()).collect()
}

#[test]
fn totals_are_tested_as_the_table_of_one_side() {
    let (table, accounts) = open(&both(), &[csat()]);
    for unit in ["items", "accounts", "arr"] {
        let asked = |query: TableQuery| {
            let query = TableQuery { unit: unit.to_owned(), ..query };
            crosstab(&table, &accounts, &query).unwrap()
        };
        let view = asked(ask("area", Some("plan"), ""));
        let (all_row, all_col) = (view.all_row.unwrap(), view.all_col.unwrap());
        let of_plans = asked(TableQuery { transpose: true, ..ask("plan", None, "") });
        assert_eq!((&all_row.cols, cells(&all_row)), (&of_plans.cols, cells(&of_plans)));
        assert_eq!(all_row.cols, view.cols);
        let of_areas = asked(ask("area", None, ""));
        assert_eq!((&all_col.rows, cells(&all_col)), (&of_areas.rows, cells(&of_areas)));
        assert!(all_row.n_tests == 3 && all_col.n_tests == 4, "{unit}");
        // The margins of the table itself say the same.
        let same =
            |one: &[f64], two: &[f64]| one.iter().zip(two).all(|(a, b)| (a - b).abs() < 1e-9);
        assert!(same(&view.col_value, &all_row.value) && same(&view.row_value, &all_col.value));
        assert!(same(&view.col_n, &all_row.base) && same(&view.row_n, &all_col.base), "{unit}");
    }
}

#[test]
fn subtotals_are_the_table_of_the_outer_dimension() {
    let (table, accounts) = open(&both(), &[csat()]);
    let nested = TableQuery { within: Some("plan".to_owned()), ..ask("area", Some("week"), "") };
    for max_rows in [0, 5] {
        let view = crosstab(&table, &accounts, &TableQuery { max_rows, ..nested.clone() }).unwrap();
        let subtotals = view.subtotals.unwrap();
        let plain = crosstab(&table, &accounts, &ask("area", Some("week"), "")).unwrap();
        for (i, area) in subtotals.rows.iter().enumerate() {
            let at = plain.rows.iter().position(|own| own == area).unwrap();
            for j in 0..view.cols.len() {
                let (own, other) = (i * view.cols.len() + j, at * view.cols.len() + j);
                assert!((subtotals.n[own] - plain.n[other]).abs() < 1e-9);
                assert!((subtotals.value[own] - plain.value[other]).abs() < 1e-9);
            }
        }
        assert_eq!(subtotals.rows.len() == 4, max_rows == 0, "{:?}", subtotals.rows);
        assert!(view.rows.len() == if max_rows == 0 { 12 } else { 5 });
    }
}

#[test]
fn where_items_fall_is_no_question_of_totals() {
    let (table, accounts) = open(&both(), &[csat()]);
    let view = crosstab(&table, &accounts, &ask("area", Some("plan"), "count")).unwrap();
    assert!(view.all_row.is_none() && view.all_col.is_none() && view.subtotals.is_none());
    let query = TableQuery { unlettered: true, ..ask("area", Some("plan"), "") };
    let view = crosstab(&table, &accounts, &query).unwrap();
    assert!(view.all_row.is_none() && view.all_col.is_none());
}

#[test]
fn what_is_listed_changes_no_q() {
    let (table, accounts) = open(&both(), &[csat()]);
    for unit in ["items", "accounts"] {
        let asked = |max_rows: u32, sort: &str| {
            let (unit, sort) = (unit.to_owned(), sort.to_owned());
            let query = TableQuery { max_rows, unit, sort, ..ask("area", Some("plan"), "") };
            crosstab(&table, &accounts, &query).unwrap()
        };
        let all = asked(0, "");
        for few in [asked(2, ""), asked(2, "value"), asked(1, "value-up")] {
            assert_eq!((few.n_tests, few.n_pair_tests), (all.n_tests, all.n_pair_tests));
            assert_eq!(few.value.len(), few.rows.len() * 3);
            for (i, area) in few.rows.iter().enumerate() {
                let at = all.rows.iter().position(|own| own == area).unwrap();
                for j in 0..3 {
                    assert!((few.q[i * 3 + j] - all.q[at * 3 + j]).abs() < 1e-12, "{unit} {area}");
                    assert_eq!(few.letters[i * 3 + j], all.letters[at * 3 + j]);
                }
                let q = |view: &TableView, i: usize| view.all_col.as_ref().unwrap().q[i];
                assert!((q(&few, i) - q(&all, at)).abs() < 1e-12);
            }
        }
    }
}
