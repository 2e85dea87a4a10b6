//! What is made ready once against asking anew, and the ways that only large tables take.

use super::tests::{Item, ask, clause, column, csat, items, open};
use super::{Ready, crosstab};
use crate::stats::{self, Moments};
use crate::table::{Category, Data};
use crate::view::{Filter, TableQuery};

#[test]
fn what_is_made_ready_once_answers_every_query_as_if_made_for_it() {
    let (table, accounts) = open(&items(1500), &[csat()]);
    let filter = Filter { clauses: vec![clause("plan", &["free", ""])], ..Filter::default() };
    let mut ready = Ready::new(&table, &accounts);
    for measure in ["low-rate", "mean-score", "count", "accounts", "arr"] {
        let plain = TableQuery { unit: String::new(), ..ask("area", Some("plan"), measure) };
        let queries = [
            TableQuery { within: Some("plan".to_owned()), cols: None, ..plain.clone() },
            TableQuery { filter: filter.clone(), ..plain.clone() },
            TableQuery { cols: Some("week".to_owned()), transpose: true, ..plain.clone() },
            plain,
        ];
        for query in &queries {
            let anew = crosstab(&table, &accounts, query).unwrap();
            let again = ready.crosstab(&table, query).unwrap();
            assert_eq!(format!("{again:?}"), format!("{anew:?}"));
        }
    }
    // A column put anew is counted anew.
    let mut table = table;
    let all = Category::from_values((0..1500).map(|_| "all"));
    table.put(column("area", None, Data::Category(all)));
    ready.forget_columns();
    let view = ready.crosstab(&table, &ask("area", None, "count")).unwrap();
    assert_eq!((view.rows.as_slice(), view.total_n), (&["all".to_owned()][..], 1500.0));
}

#[test]
fn scores_of_many_values_are_summed_one_by_one() {
    let mut items = items(2000);
    for (idx, item) in items.iter_mut().enumerate() {
        let own = 1.0 + (idx * 37 % 397) as f64 / 100.0;
        item.score = item.score.map(|_| if item.area == "api" { own.min(4.0) } else { own });
    }
    let (table, accounts) = open(&items, &[csat()]);
    let query = TableQuery { test: "mean".to_owned(), ..ask("area", Some("plan"), "mean-score") };
    let view = crosstab(&table, &accounts, &query).unwrap();
    let by_account = TableQuery { unit: "accounts".to_owned(), ..query };
    let by_account = crosstab(&table, &accounts, &by_account).unwrap();
    assert!(view.levels.is_empty(), "too many for a distribution");
    let placed: Vec<&Item> =
        items.iter().filter(|own| !own.area.is_empty() && !own.plan.is_empty()).collect();
    for (i, area) in view.rows.iter().enumerate() {
        for (j, plan) in view.cols.iter().enumerate() {
            let at = i * view.cols.len() + j;
            let is_in = |own: &Item| own.area == area && own.plan == plan;
            let moments = |inside: bool| {
                let own = placed.iter().filter(|own| is_in(own) == inside);
                let scores: Vec<f64> = own.filter_map(|own| own.score).collect();
                let sum: f64 = scores.iter().sum();
                let squares: f64 = scores.iter().map(|own| own * own).sum();
                Moments::from_sums(scores.len() as f64, sum, squares, 0.0)
            };
            let slow = stats::welch(moments(true), moments(false), 0.95).unwrap();
            assert!((view.value[at] - moments(true).mean).abs() < 1e-12);
            assert!((view.diff[at] - slow.diff).abs() < 1e-12);
            assert!((view.p[at] - slow.p.p).abs() < 1e-9);
            // Over accounts: each adds its weighted answers, inside and in all.
            let (mut cell, mut all) = Default::default();
            let mut cross = [0.0; 4];
            for account in 0..40 {
                let own: Vec<&&Item> = placed
                    .iter()
                    .filter(|own| own.account == account && own.score.is_some())
                    .collect();
                let weight = stats::capped_weight(own.len() as f64, 5.0);
                let sums = |inside: bool| {
                    let own = own.iter().filter(|own| is_in(own) || !inside);
                    let own: Vec<f64> = own.filter_map(|own| own.score).collect();
                    (weight * own.iter().sum::<f64>(), weight * own.len() as f64)
                };
                let (own, whole) = (sums(true), sums(false));
                stats::CappedSums::add(&mut all, whole.0, whole.1);
                if own.1 > 0.0 {
                    stats::CappedSums::add(&mut cell, own.0, own.1);
                    let terms =
                        [own.0 * whole.0, own.0 * whole.1, own.1 * whole.0, own.1 * whole.1];
                    cross.iter_mut().zip(terms).for_each(|(sum, term)| *sum += term);
                }
            }
            let slow = stats::cell_against_rest(&cell, &all, cross).tested();
            assert!((by_account.p[at] - slow.t.unwrap().2.p).abs() < 1e-9);
        }
    }
}

#[test]
fn a_table_of_very_many_values_is_counted_by_its_listed_ones() {
    let items = items(4000);
    let (mut table, accounts) = open(&items, &[csat()]);
    let side = |n: usize, step: usize| -> Vec<String> {
        // A few values hold half of the rows, one row in eleven has none.
        let value = |row: usize| match row {
            row if row % 11 == 0 => String::new(),
            row if row % 2 == 0 => format!("v{:04}", row * step % 40),
            row => format!("v{:04}", row * step % n),
        };
        (0..4000).map(value).collect()
    };
    let (down, across) = (side(1900, 7), side(990, 13));
    for (key, values) in [("down", &down), ("across", &across)] {
        let values = Category::from_values(values.iter().map(String::as_str));
        table.put(column(key, None, Data::Category(values)));
    }
    let view = crosstab(&table, &accounts, &ask("down", Some("across"), "low-rate")).unwrap();
    assert_eq!((view.rows.len(), view.cols.len()), (60, 30));
    let holds = |row: &usize| !down[*row].is_empty() && !across[*row].is_empty();
    let known: Vec<usize> = (0..4000).filter(holds).collect();
    let scored = known.iter().filter(|row| items[**row].score.is_some()).count();
    assert!((view.total_n - scored as f64).abs() < 0.5);
    let count = |i: Option<usize>, j: Option<usize>, is_low: bool| {
        let is_own = |row: &&usize| {
            i.is_none_or(|i| down[**row] == view.rows[i])
                && j.is_none_or(|j| across[**row] == view.cols[j])
                && (!is_low || items[**row].score.is_some_and(|score| score <= 2.0))
        };
        known.iter().filter(is_own).count() as f64
    };
    for i in 0..60 {
        let own = |row: &&usize| down[**row] == view.rows[i] && items[**row].score.is_some();
        let scored = known.iter().filter(own).count();
        assert!((view.row_n[i] - scored as f64).abs() < 0.5);
        for j in 0..30 {
            let at = i * 30 + j;
            let slow = [count(Some(i), Some(j), false), count(Some(i), Some(j), true)];
            assert!((view.n[at] - slow[0]).abs() < 0.5 && (view.low[at] - slow[1]).abs() < 0.5);
        }
    }
    let lows: Vec<f64> = (0..60).map(|i| count(Some(i), None, true)).collect();
    assert!(lows.windows(2).all(|two| two[0] >= two[1]), "most low scores first");
}
