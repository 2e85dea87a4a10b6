//! Tables with accounts as units, weights, and their other options; impact and drivers.

use std::collections::BTreeMap;

use super::tests::{Item, ask, clause, csat, items, open};
use super::{coverage, crosstab, drivers, impact, select};
use crate::join::Accounts;
use crate::stats::{self, Answer, capped_weight, midp_two, t_two};
use crate::table::MISSING;
use crate::view::{DriversQuery, Filter, ImpactQuery, TableQuery};

fn placed(items: &[Item]) -> Vec<&Item> {
    items.iter().filter(|item| !item.area.is_empty() && !item.plan.is_empty()).collect()
}

/// Low answers and answers inside and outside, account by account.
fn by_account(items: &[&Item], is_inside: impl Fn(&Item) -> bool) -> BTreeMap<u32, [f64; 4]> {
    let mut parts = BTreeMap::<u32, [f64; 4]>::new();
    for item in items {
        let Some(score) = item.score else { continue };
        let side = if is_inside(item) { 0 } else { 2 };
        let part = parts.entry(item.account).or_default();
        part[side] += f64::from(score <= 2.0);
        part[side + 1] += 1.0;
    }
    parts
}

/// p of the test over accounts, from each account's own contribution, and that of the items: the
/// larger of them; 1 where they lie on different sides.
fn slowly(parts: &BTreeMap<u32, [f64; 4]>) -> f64 {
    let weighted: Vec<[f64; 4]> =
        parts.values().map(|own| own.map(|x| x * capped_weight(own[1] + own[3], 5.0))).collect();
    let sum = |rows: &[[f64; 4]], at: usize| rows.iter().map(|own| own[at]).sum::<f64>();
    let [low, n, rest_low, rest_n] = [0, 1, 2, 3].map(|at| sum(&weighted, at));
    let (share, rest) = (low / n, rest_low / rest_n);
    let z = |own: &[f64; 4]| (own[0] - share * own[1]) / n - (own[2] - rest * own[3]) / rest_n;
    let squares: f64 = weighted.iter().map(|own| z(own) * z(own)).sum();
    let c = weighted.len() as f64;
    let t = (share - rest) / (c / (c - 1.0) * squares).sqrt();
    let df = weighted.iter().filter(|own| own[1] > 0.0).count() as f64 - 1.0;
    let raw: Vec<[f64; 4]> = parts.values().copied().collect();
    let [low, n, rest_low, rest_n] = [0, 1, 2, 3].map(|at| sum(&raw, at));
    let items = low / n - rest_low / rest_n;
    if items * t < 0.0 { 1.0 } else { t_two(t, df).p.max(midp_two(low, n, rest_low, rest_n).p) }
}

#[test]
fn accounts_are_the_units_as_soon_as_one_answers_twice() {
    let items = items(900);
    let (table, accounts) = open(&items, &[csat()]);
    let query = TableQuery { unit: String::new(), ..ask("area", Some("plan"), "") };
    let view = crosstab(&table, &accounts, &query).unwrap();
    assert_eq!(
        (view.unit.as_str(), view.test.as_str()),
        ("accounts", "linearised t over accounts")
    );
    let placed = placed(&items);
    let mut n_tested = 0;
    for (i, area) in view.rows.iter().enumerate() {
        let of_row: Vec<&Item> = placed.iter().copied().filter(|own| own.area == area).collect();
        for (j, plan) in view.cols.iter().enumerate() {
            let at = i * view.cols.len() + j;
            if !view.untested[at].is_empty() {
                continue;
            }
            n_tested += 1;
            let p = slowly(&by_account(&placed, |own| own.area == area && own.plan == plan));
            assert!((view.p[at] - p).abs() < 1e-9, "{area} {plan}");
            let within = by_account(&of_row, |own| own.plan == plan);
            let low = |side: usize| within.values().map(|own| own[side]).sum::<f64>();
            assert!(low(1) > 0.0 && view.within_diff[at].is_finite());
        }
    }
    assert!(
        n_tested > 6 && view.footnotes.iter().any(|note| note.contains("Accounts are the units"))
    );
    let counted = TableQuery { unit: String::new(), ..ask("area", Some("plan"), "count") };
    let view = crosstab(&table, &accounts, &counted).unwrap();
    assert!(view.unit == "accounts" && view.n_tests > 6 && view.n_pair_tests > 6);
}

#[test]
fn weighted_shares_agree_with_the_survey() {
    let items = items(1500);
    let (table, accounts) = open(&items, &[csat()]);
    let query = TableQuery { unit: "arr".to_owned(), ..ask("area", Some("plan"), "low-rate") };
    let view = crosstab(&table, &accounts, &query).unwrap();
    for (i, area) in view.rows.iter().enumerate() {
        for (j, plan) in view.cols.iter().enumerate() {
            let own = placed(&items).into_iter().filter(|own| own.area == area && own.plan == plan);
            let answers: Vec<Answer> = own
                .filter_map(|own| {
                    let weight = accounts.arr[own.account as usize]?;
                    let value = f64::from(own.score? <= 2.0);
                    Some(Answer { cluster: own.account as usize, domain: 0, weight, value })
                })
                .filter(|answer| answer.weight > 0.0)
                .collect();
            let slow = &stats::domains(&answers, 1, 40)[0];
            let at = i * view.cols.len() + j;
            assert!((view.value[at] - slow.mean).abs() < 1e-12);
            assert!((view.base[at] - slow.kish_n).abs() < 1e-9);
        }
    }
    let wrong = TableQuery { unit: "arr".to_owned(), ..ask("area", None, "count") };
    assert_eq!(crosstab(&table, &accounts, &wrong).unwrap_err().code(), "bad-option");
}

#[test]
fn options_that_are_none_are_refused() {
    let (table, accounts) = open(&items(60), &[csat()]);
    let code = |query: TableQuery| crosstab(&table, &accounts, &query).unwrap_err().code();
    let plain = || ask("area", Some("plan"), "");
    assert_eq!(code(TableQuery { adjust: "luck".to_owned(), ..plain() }), "bad-option");
    assert_eq!(code(TableQuery { test: "coin".to_owned(), ..plain() }), "bad-option");
    assert_eq!(code(TableQuery { unit: "planets".to_owned(), ..plain() }), "bad-option");
    assert_eq!(code(TableQuery { sort: "beauty".to_owned(), ..plain() }), "bad-option");
    assert_eq!(code(TableQuery { level: 5.0, ..plain() }), "bad-option");
    assert_eq!(code(TableQuery { level: 0.01, strict_level: 0.05, ..plain() }), "bad-option");
    let by = TableQuery { sort: "value".to_owned(), sort_by: Some("nobody".to_owned()), ..plain() };
    assert_eq!(code(by), "unknown-name");
}

#[test]
fn sides_can_be_nested_sorted_cut_and_exchanged() {
    let items = items(3000);
    let (table, accounts) = open(&items, &[csat()]);
    let nested = TableQuery { within: Some("plan".to_owned()), ..ask("area", None, "") };
    let view = crosstab(&table, &accounts, &nested).unwrap();
    assert_eq!((view.rows.len(), view.row_groups.len()), (12, 12));
    let mut groups = view.row_groups.clone();
    groups.dedup();
    assert_eq!(groups.len(), 4, "each area's plans stand together");
    for (i, (area, plan)) in view.row_groups.iter().zip(&view.rows).enumerate() {
        let n = items.iter().filter(|own| own.area == area && own.plan == plan).count();
        assert!((view.n[i] - n as f64).abs() < 0.5);
    }
    let query = TableQuery { sort: "value".to_owned(), ..ask("area", Some("plan"), "mean-score") };
    let sorted = crosstab(&table, &accounts, &query).unwrap();
    assert!(sorted.row_value.windows(2).all(|two| two[0] >= two[1]));
    let by = TableQuery { sort_by: Some("free".to_owned()), sort: "value-up".to_owned(), ..query };
    let by = crosstab(&table, &accounts, &by).unwrap();
    let free = by.cols.iter().position(|col| col == "free").unwrap();
    assert!((1..4).all(|i| by.value[(i - 1) * 3 + free] <= by.value[i * 3 + free]));
    for measure in ["accounts", "arr"] {
        let query = TableQuery { sort: "value".to_owned(), ..ask("area", Some("plan"), measure) };
        let by = crosstab(&table, &accounts, &query).unwrap();
        assert!(by.row_value[0] > 0.0 && by.row_value.windows(2).all(|two| two[0] >= two[1]));
    }
    let turned = TableQuery { transpose: true, ..ask("area", Some("plan"), "count") };
    let turned = crosstab(&table, &accounts, &turned).unwrap();
    assert_eq!((turned.rows.len(), turned.cols.len()), (3, 4));
    let most = turned.row_n.iter().copied().fold(0.0, f64::max) as u32;
    let cut = TableQuery { hide_below: most, ..ask("plan", Some("area"), "count") };
    let cut = crosstab(&table, &accounts, &cut).unwrap();
    assert!(cut.rows.len() == 1 && cut.n_hidden_rows == 2, "{:?}", cut.rows);
}

/// The test of all columns over accounts, from every answer by itself.
#[test]
fn columns_are_compared_together_with_accounts_as_units() {
    let items = items(900);
    let (table, accounts) = open(&items, &[csat()]);
    let query = TableQuery { unit: "accounts".to_owned(), ..ask("area", Some("plan"), "low-rate") };
    let view = crosstab(&table, &accounts, &query).unwrap();
    let overall = view.overall.unwrap();
    let scored: Vec<&Item> = placed(&items).into_iter().filter(|own| own.score.is_some()).collect();
    let mut n_of = BTreeMap::<u32, f64>::new();
    for item in &scored {
        *n_of.entry(item.account).or_default() += 1.0;
    }
    let answers: Vec<Answer> = scored
        .iter()
        .map(|item| Answer {
            cluster: n_of.keys().position(|own| *own == item.account).unwrap(),
            domain: view.cols.iter().position(|own| *own == item.plan).unwrap(),
            weight: capped_weight(n_of[&item.account], 5.0),
            value: f64::from(u8::from(item.score.unwrap() <= 2.0)),
        })
        .collect();
    let slow = stats::rao_scott(&answers, view.cols.len(), n_of.len()).unwrap();
    assert!((overall.statistic / slow.f - 1.0).abs() < 1e-9, "{} {}", overall.statistic, slow.f);
    assert!((overall.df / slow.df1 - 1.0).abs() < 1e-9 && overall.df > 1.0);
    assert!((overall.p / slow.p.p - 1.0).abs() < 1e-8, "{} {}", overall.p, slow.p.p);
    let v = (slow.chi2 / answers.len() as f64).sqrt();
    assert!((overall.effect / v - 1.0).abs() < 1e-9 && v > 0.0);
    // Each difference is that of the two values it stands beside.
    let is_its = |i: usize| (view.compared[i] - view.rest[i] - view.diff[i]).abs() < 1e-9;
    assert!((0..view.diff.len()).filter(|i| !view.diff[*i].is_nan()).all(is_its));
}

/// One account writes 300 good answers in a cell where all other accounts give bad ones.
#[test]
fn a_cell_whose_items_and_accounts_disagree_has_no_mark() {
    let mut items = items(900);
    let of_cell = |own: &Item| own.area == "mobile app" && own.plan == "enterprise";
    let like = items.iter().find(|own| of_cell(own)).unwrap().clone();
    for item in items.iter_mut().filter(|own| of_cell(own)) {
        item.score = Some(1.0);
    }
    items.extend((0..300).map(|_| Item { score: Some(5.0), account: 7, ..like.clone() }));
    let (table, accounts) = open(&items, &[csat()]);
    for measure in ["low-rate", "mean-score"] {
        let view = crosstab(
            &table,
            &accounts,
            &TableQuery { unit: "accounts".to_owned(), ..ask("area", Some("plan"), measure) },
        )
        .unwrap();
        let row = view.rows.iter().position(|own| own == "mobile app").unwrap();
        let col = view.cols.iter().position(|own| own == "enterprise").unwrap();
        let at = row * view.cols.len() + col;
        let sign = if measure == "low-rate" { 1.0 } else { -1.0 };
        assert_eq!(view.unit, "accounts");
        assert!(sign * (view.value[at] - view.total_value) < 0.0, "the items lie on one side");
        assert!(sign * view.diff[at] > 0.0, "the accounts on the other");
        assert!((view.p[at] - 1.0).abs() < 1e-12 && view.mark[at].abs() < 0.5);
    }
}

#[test]
fn without_letters_the_cells_are_tested_as_before() {
    let items = items(3000);
    let (table, accounts) = open(&items, &[csat()]);
    let query = ask("area", Some("plan"), "mean-score");
    let with = crosstab(&table, &accounts, &query).unwrap();
    let without = crosstab(&table, &accounts, &TableQuery { unlettered: true, ..query }).unwrap();
    assert!(with.letters.iter().any(|own| !own.is_empty()) && with.overall.is_some());
    assert!(without.letters.iter().all(String::is_empty) && without.overall.is_none());
    assert_eq!((with.n_pair_tests > 0, without.n_pair_tests), (true, 0));
    let same = |a: &[f64], b: &[f64]| a.iter().zip(b).all(|(a, b)| a.to_bits() == b.to_bits());
    assert!(same(&with.q, &without.q) && same(&with.mark, &without.mark));
}

#[test]
fn the_mean_comes_with_its_distribution_and_a_test_of_ranks() {
    let items = items(3000);
    let (table, accounts) = open(&items, &[csat()]);
    let view = crosstab(&table, &accounts, &ask("area", Some("plan"), "mean-score")).unwrap();
    assert_eq!(view.levels, [1.0, 2.0, 3.0, 4.0, 5.0]);
    assert_eq!(view.test, "Brunner–Munzel");
    let placed = placed(&items);
    for (i, area) in view.rows.iter().enumerate() {
        for (j, plan) in view.cols.iter().enumerate() {
            let at = i * view.cols.len() + j;
            let (mut own, mut rest) = ([0.0; 5], [0.0; 5]);
            for item in &placed {
                let Some(score) = item.score else { continue };
                let side =
                    if item.area == area && item.plan == plan { &mut own } else { &mut rest };
                side[score as usize - 1] += 1.0;
            }
            assert_eq!(view.distribution[at * 5..at * 5 + 5], own);
            let slow = stats::compare_ranks(&own, &rest, stats::Z95).unwrap();
            assert!((view.p[at] - slow.bm_p.p).abs() < 1e-12);
            assert!((view.diff[at] - slow.delta).abs() < 1e-12);
        }
    }
    let overall = view.overall.unwrap();
    assert!(overall.test == "Kruskal–Wallis" && overall.df > 1.5);
    let mean = TableQuery { test: "mean".to_owned(), ..ask("area", Some("plan"), "mean-score") };
    assert_eq!(crosstab(&table, &accounts, &mean).unwrap().test, "Welch's t");
}

#[test]
fn the_total_that_hides_its_rows_is_named() {
    let mut items = items(0);
    // Free customers use the bad area, enterprise the good one; within each, free is happier.
    for (area, plan, n, n_low) in [
        ("billing", "free", 400, 200),
        ("billing", "enterprise", 100, 60),
        ("api", "free", 100, 5),
        ("api", "enterprise", 400, 40),
    ] {
        for idx in 0..n {
            let score = Some(if idx < n_low { 1.0 } else { 5.0 });
            let account = idx % 40;
            items.push(Item { area, plan, text: "fine", score, day: 20_000, account });
        }
    }
    let (table, accounts) = open(&items, &[csat()]);
    let view = crosstab(&table, &accounts, &ask("area", Some("plan"), "low-rate")).unwrap();
    assert_eq!(view.warnings.len(), 2, "{:?}", view.warnings);
    assert!(view.warnings.iter().any(|own| own.contains("free")));
}

#[test]
fn leaving_a_group_out_agrees_with_counting_again_account_by_account() {
    let items = items(1200);
    let (table, accounts) = open(&items, &[csat()]);
    let query = ImpactQuery { by: "area".to_owned(), ..ImpactQuery::default() };
    let view = impact(&table, &accounts, &query).unwrap();
    assert_eq!(view.rows.len(), 4);
    let scored: Vec<&Item> = items.iter().filter(|own| own.score.is_some()).collect();
    let share = |list: &[&Item]| {
        let low = list.iter().filter(|own| own.score.is_some_and(|score| score <= 2.0)).count();
        low as f64 / list.len() as f64
    };
    for row in &view.rows {
        let others: Vec<&Item> =
            scored.iter().copied().filter(|own| own.area != row.value).collect();
        let (m, rest) = (share(&scored), share(&others));
        assert!((row.impact - (m - rest)).abs() < 1e-12);
        let mut z = [0.0; 40];
        for item in &scored {
            let low = f64::from(item.score.is_some_and(|score| score <= 2.0));
            let out = if item.area == row.value { 0.0 } else { (low - rest) / others.len() as f64 };
            z[item.account as usize] += (low - m) / scored.len() as f64 - out;
        }
        let error = (40.0 / 39.0 * z.iter().map(|z| z * z).sum::<f64>()).sqrt();
        let half = stats::t_quantile(0.95, 39.0) * error;
        assert!((row.high.unwrap() - (row.impact + half)).abs() < 1e-12, "{row:?}");
        assert!(row.q.unwrap() >= row.p.unwrap());
    }
    let wrong = ImpactQuery { measure: "count".to_owned(), ..query };
    assert_eq!(impact(&table, &accounts, &wrong).unwrap_err().code(), "bad-option");
}

#[test]
fn mix_and_rate_add_up_to_the_change() {
    let items = items(2500);
    let (table, accounts) = open(&items, &[csat()]);
    let period = |from: i32, to: i32| {
        (crate::table::format_day(20_000 + from), crate::table::format_day(20_000 + to))
    };
    for measure in ["low-rate", "mean-score"] {
        let query = DriversQuery {
            by: "area".to_owned(),
            measure: measure.to_owned(),
            before: period(0, 29),
            after: period(30, 59),
            filter: Filter { clauses: vec![clause("plan", &["free", ""])], ..Filter::default() },
        };
        let view = drivers(&table, &accounts, &query).unwrap();
        assert!((view.mix + view.rate - view.change).abs() < 1e-12, "{view:?}");
        assert!((view.after - view.before - view.change).abs() < 1e-12);
        assert!(view.rows.iter().any(|row| row.value.is_empty()), "rows without an area count");
        assert!(view.change_low.unwrap() < view.change && view.change < view.change_high.unwrap());
        let nothing = DriversQuery { after: period(400, 410), ..query };
        assert_eq!(drivers(&table, &accounts, &nothing).unwrap_err().code(), "bad-option");
    }
}

#[test]
fn who_speaks_is_held_against_who_there_is() {
    let all = items(30);
    let (table, accounts) = open(&all, &[csat()]);
    let fair = coverage(&table, &accounts, &Filter::default()).unwrap();
    let plan = &fair.representation[0];
    assert_eq!((plan.dimension.as_str(), plan.n_accounts), ("plan", 40));
    let spoke: std::collections::BTreeSet<u32> = all.iter().map(|own| own.account).collect();
    let free = spoke.iter().filter(|own| **own % 3 == 1).count() as f64;
    assert_eq!(plan.n_spoke as usize, spoke.len());
    let segment = fair.segments.iter().find(|own| own.value == "free").unwrap();
    assert!((segment.share_of_accounts.unwrap() - 13.0 / 40.0).abs() < 1e-12);
    assert!((segment.share_of_voices.unwrap() - free / spoke.len() as f64).abs() < 1e-12);
    assert_eq!(segment.n_for_ten, stats::n_needed(Some(13.0), 0.1, 0.95).ceil() as u32);
    assert!((0.0..=1.0).contains(&segment.reached));
}

#[test]
fn voices_of_segments_are_those_counted_row_by_row() {
    let (table, mut known) = open(&items(400), &[csat()]);
    known.of_row.iter_mut().step_by(7).for_each(|own| *own = MISSING);
    let everything = Filter::default();
    let some = Filter { clauses: vec![clause("plan", &["free", ""])], ..Filter::default() };
    let none = Filter { rows: Some(Vec::new()), ..Filter::default() };
    for accounts in [&known, &Accounts::default()] {
        for filter in [&everything, &some, &none] {
            let view = coverage(&table, accounts, filter).unwrap();
            let rows = select(&table, filter).unwrap();
            for own in &view.segments {
                let category = table.dimension(&own.dimension).unwrap();
                let mut heard: BTreeMap<Option<usize>, u32> = BTreeMap::new();
                for row in rows.iter().filter(|row| category.get(*row) == Some(&own.value)) {
                    *heard.entry(accounts.of(row)).or_default() += 1;
                }
                let n: u32 = heard.values().sum();
                let alone = heard.remove(&None).unwrap_or(0);
                let capped = alone + heard.values().map(|n| n.min(&5)).sum::<u32>();
                assert_eq!((own.n, own.n_accounts), (n, heard.len() as u32), "{own:?}");
                assert_eq!(own.n_needed, 15_u32.saturating_sub(capped));
            }
            let n_heard: u32 = view.segments.iter().map(|own| own.n).sum();
            assert_eq!(n_heard > 0, !rows.is_empty());
        }
    }
}
