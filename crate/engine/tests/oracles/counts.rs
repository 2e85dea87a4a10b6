//! Counts over accounts and over weeks.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use undertone_engine::spike;
use undertone_engine::spike::nbx::{Block, predict};
use undertone_engine::stats;
use undertone_engine::table::{format_day, iso_week, parse_day};

use super::{Got, list, num, object, out, put_tail};

fn put_test(got: &mut Got, test: &stats::CappedTest) {
    got.insert("diff".into(), out(test.diff));
    got.insert("t".into(), test.t.map_or(Value::Null, |t| out(t.0)));
    got.insert("df".into(), test.t.map_or(Value::Null, |t| out(t.1)));
    got.insert("lo".into(), out(test.low));
    got.insert("hi".into(), out(test.high));
    if let Some((_, _, p)) = test.t {
        put_tail(got, "p", p);
    }
}

pub(super) fn account_capped(input: &Value, _: &Value) -> Value {
    let cap = num(input, "cap");
    let side = |key: &str| {
        let pairs = input[key].as_array().expect("accounts");
        let answers = |pair: &Value| stats::Answers { low: list(pair)[0], n: list(pair)[1] };
        stats::capped_share(&pairs.iter().map(answers).collect::<Vec<_>>(), cap)
    };
    let (a, b) = (side("a"), side("b"));
    let mut got = object(json!({
        "share_a": a.share, "se_a": out(a.error), "accounts_a": a.n_accounts,
        "effective_answers_a": a.weight,
        "share_b": b.share, "se_b": out(b.error), "accounts_b": b.n_accounts,
        "effective_answers_b": b.weight,
    }));
    put_test(&mut got, &stats::compare_capped(a, b).tested());
    Value::Object(got)
}

pub(super) fn cell_capped(input: &Value, _: &Value) -> Value {
    let cap = num(input, "cap");
    let mut accounts = BTreeMap::<u64, [f64; 4]>::new();
    for row in input["rows"].as_array().expect("rows") {
        let [account, low, is_in] = [0, 1, 2].map(|idx| list(row)[idx]);
        let own = accounts.entry(account as u64).or_default();
        for (sum, term) in own.iter_mut().zip([low, 1.0, low * is_in, is_in]) {
            *sum += term;
        }
    }
    let (mut cell, mut all) = (stats::CappedSums::default(), stats::CappedSums::default());
    let mut cross = [0.0; 4];
    for own in accounts.values() {
        let weight = stats::capped_weight(own[1], cap);
        let [low_all, n_all, low, n] = own.map(|value| value * weight);
        all.add(low_all, n_all);
        if n > 0.0 {
            cell.add(low, n);
            let terms = [low * low_all, low * n_all, n * low_all, n * n_all];
            cross.iter_mut().zip(terms).for_each(|(sum, term)| *sum += term);
        }
    }
    let test = stats::cell_against_rest(&cell, &all, cross);
    let mut got = object(json!({
        "share_cell": cell.low / cell.weight,
        "share_rest": (all.low - cell.low) / (all.weight - cell.weight),
        "accounts": all.n_accounts, "accounts_in_cell": cell.n_accounts, "se": out(test.error),
    }));
    put_test(&mut got, &test.tested());
    Value::Object(got)
}

pub(super) fn calendar(input: &Value, _: &Value) -> Value {
    let day = parse_day(input["date"].as_str().expect("a date")).expect("a valid date");
    let (year, week) = iso_week(day);
    json!({
        "days_since_1970": day, "iso_year": year, "iso_week": week,
        "iso_weekday": (day + 3).rem_euclid(7) + 1,
        "week_start_sunday": format_day(day - (day + 4).rem_euclid(7)),
        "minus_28_days": format_day(day - 28),
        "week_start_monday": format_day(spike::weeks(day, day)[0]),
    })
}

/// The weeks that are asked for, every theme in each.
pub(super) fn spike_panel(input: &Value, want: &Value) -> Value {
    let volume = list(&input["all_items"]);
    let items = input["counts"].as_array().expect("counts");
    let counts: Vec<Vec<f64>> = items.iter().map(list).collect();
    let weeks = want.as_array().expect("weeks").iter().map(|week| num(week, "week") as usize);
    weeks.map(|week| panel_week(&counts, &volume, week)).collect()
}

fn panel_week(counts: &[Vec<f64>], e: &[f64], t: usize) -> Value {
    let mut themes: Vec<Got> =
        counts.iter().enumerate().map(|(theme, y)| object(panel_theme(theme, y, e, t))).collect();
    let p_of = |theme: &Got| theme.get("p_nbx").and_then(Value::as_f64).unwrap_or(f64::NAN);
    let p: Vec<f64> = themes.iter().map(p_of).collect();
    for (theme, q) in themes.iter_mut().zip(stats::benjamini_hochberg(&p)) {
        theme.insert("q_nbx".into(), out(q));
    }
    json!({ "week": t, "themes": themes })
}

/// Weeks from `most` before `end` up to it, without those that have no items.
fn blocks(y: &[f64], e: &[f64], end: usize, most: usize) -> Vec<Block> {
    let weeks = end.saturating_sub(most)..end;
    weeks.filter(|j| e[*j] > 0.0).map(|j| Block { y: y[j], e: e[j] }).collect()
}

fn panel_theme(theme: usize, y: &[f64], e: &[f64], t: usize) -> Value {
    let mut got = object(json!({
        "theme": theme, "count": y[t], "ratio_wow": out(y[t] / y[t - 1]),
        "ratio_month": out(y[t] / y[t - 4]),
        "rate_ratio_wow": out(y[t] / e[t] / (y[t - 1] / e[t - 1])),
    }));
    let sum = |sum: (f64, f64), b: &Block| (sum.0 + b.y, sum.1 + b.e);
    let before = blocks(y, e, t, 8).iter().fold((0.0, 0.0), sum);
    got.insert("p_cond8".into(), out(stats::conditional_upper((y[t], e[t]), before).p));
    let history = blocks(y, e, t - 1, 52);
    if let Some(prediction) = predict(&history, e[t], 1.0) {
        got.extend(object(json!({
            "expected": prediction.mean, "phi": prediction.phi, "blocks": history.len(),
            "p_nbx": prediction.upper(y[t]).p,
        })));
    }
    if let Some(two) = predict(&blocks(y, e, t - 2, 52), e[t] + e[t - 1], 2.0) {
        got.insert("p_nbx14".into(), json!(two.upper(y[t] + y[t - 1]).p));
    }
    Value::Object(got)
}
