//! Weights and clusters.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use undertone_engine::stats::{self, Answer, Domain, WeightedAccount};

use super::{list, out};

/// Draws of the bootstrap: as many as the reference took.
const DRAWS: u32 = 20_000;

fn texts(value: &Value) -> Vec<String> {
    let items = value.as_array().expect("a list");
    items.iter().map(|item| item.as_str().expect("a text").to_owned()).collect()
}

/// The position of each value among the sorted distinct ones.
fn codes(values: &[String]) -> (Vec<usize>, Vec<String>) {
    let names: BTreeSet<&String> = values.iter().collect();
    let names: Vec<String> = names.into_iter().cloned().collect();
    let place = |value: &String| names.binary_search(value).expect("a value");
    (values.iter().map(place).collect(), names)
}

pub(super) fn survey_cluster(input: &Value, want: &Value) -> Value {
    let (clusters, accounts) = codes(&texts(&input["account"]));
    let (domains, segments) = codes(&texts(&input["segment"]));
    let [arr, low, csat] = ["arr", "low", "csat"].map(|key| list(&input[key]));
    let one = |wanted: &Value| {
        let is_weighted = wanted["weighted"].as_bool().expect("weighted");
        let answers = |values: &[f64]| -> Vec<Answer> {
            let answer = |row: usize| Answer {
                cluster: clusters[row],
                domain: domains[row],
                weight: if is_weighted { arr[row] } else { 1.0 },
                value: values[row],
            };
            (0..values.len()).map(answer).collect()
        };
        let lows = stats::domains(&answers(&low), segments.len(), accounts.len());
        let means = stats::domains(&answers(&csat), segments.len(), accounts.len());
        let test = stats::rao_scott(&answers(&low), segments.len(), accounts.len());
        let test = test.expect("several segments");
        json!({
            "weighted": is_weighted, "clusters": accounts.len(),
            "segments": segments.iter().zip(&lows).zip(&means).map(|((name, low), csat)| segment(name, low, csat))
                .collect::<Value>(),
            "pairs": pairs(&segments, &lows), "pearson_x2_weighted": test.chi2,
            "rao_scott_F": test.f, "rao_scott_ndf": test.df1, "rao_scott_ddf": test.df2,
            "rao_scott_p": test.p.p, "rao_scott_first_order_p": test.p_first.p,
        })
    };
    want.as_array().expect("runs").iter().map(one).collect()
}

fn segment(name: &str, low: &Domain, csat: &Domain) -> Value {
    let interval = low.logit_interval(0.95);
    json!({
        "segment": name, "n": low.n, "low": low.mean, "low_se": low.error,
        "low_logit_lo": interval.map(|own| own.0), "low_logit_hi": interval.map(|own| own.1),
        "csat": csat.mean, "csat_se": csat.error, "kish_n": low.kish_n,
        "deff_srs": low.design_effect(),
    })
}

fn pairs(segments: &[String], lows: &[Domain]) -> Value {
    let mut pairs = Vec::new();
    for (i, a) in segments.iter().enumerate() {
        for (j, b) in segments.iter().enumerate().skip(i + 1) {
            let (diff, error) = lows[i].difference(&lows[j]);
            pairs.push(json!({ "a": a, "b": b, "diff": diff, "se": error }));
        }
    }
    json!(pairs)
}

pub(super) fn arr_bootstrap(input: &Value, _: &Value) -> Value {
    let rows = input["accounts"].as_array().expect("accounts");
    let names: Vec<String> =
        rows.iter().map(|row| row[0].as_str().expect("a segment").to_owned()).collect();
    let (domains, segments) = codes(&names);
    let account = |(row, domain): (&Value, &usize)| {
        let [weight, low, n] = [1, 2, 3].map(|idx| row[idx].as_f64().expect("a number"));
        WeightedAccount { domain: *domain, weight, low, n }
    };
    let accounts: Vec<WeightedAccount> = rows.iter().zip(&domains).map(account).collect();
    let drawn = stats::bootstrap_shares(&accounts, segments.len(), DRAWS, 0.95, 5);
    let own = drawn
        .iter()
        .map(|own| json!({ "share": out(own.share), "lo": own.low, "hi": own.high, "sd": own.sd }));
    segments.into_iter().zip(own).collect::<serde_json::Map<_, _>>().into()
}
