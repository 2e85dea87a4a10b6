//! The statistics against reference answers: every case of `tests/oracles`, within the tolerances
//! that the files state. `UNDERTONE_ORACLES` names another folder with cases of the same kinds.

#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail on a broken file")]

mod answers;
mod counts;
mod detectors;
mod heatmap;
mod labelled;
mod survey;

use std::path::PathBuf;

use serde_json::{Map, Value, json};
use undertone_engine::stats::Tail;

/// Files whose quantities are not offered yet, and why.
const LATER_FILES: &[(&str, &str)] = &[];

/// The fields of an answer.
type Got = Map<String, Value>;

/// A file, the fields of its answers that are not offered yet, and how the others are computed
/// (from the input; the wanted answer only tells which parts are asked for).
struct Kind {
    file: &'static str,
    later: &'static [&'static str],
    compute: fn(&Value, &Value) -> Value,
}

const fn kind(
    file: &'static str,
    later: &'static [&'static str],
    compute: fn(&Value, &Value) -> Value,
) -> Kind {
    Kind { file, later, compute }
}

const KINDS: &[Kind] = &[
    kind("account_capped", &[], counts::account_capped),
    kind("arr_bootstrap", &[], survey::arr_bootstrap),
    kind("calendar", &[], counts::calendar),
    kind("cell_capped", &[], counts::cell_capped),
    kind("chi2_rxc", &[], answers::chi2_rxc),
    kind("ears", &[], detectors::ears),
    kind("farrington_flexible", &[], detectors::farrington),
    kind("fisher_2x2", &[], answers::fisher_2x2),
    kind("heatmap", &[], heatmap::heatmap),
    kind("kruskal_dunn", &[], answers::kruskal_dunn),
    kind("mann_whitney", &[], answers::mann_whitney),
    kind("nb_tail", &[], answers::nb_tail),
    kind("one_prop_ci", &[], answers::one_prop_ci),
    kind("p_adjust", &[], answers::p_adjust),
    kind("poisson_one_rate", &[], answers::poisson_one_rate),
    kind("poisson_two_rate", &[], answers::poisson_two_rate),
    kind("power_samplesize", &[], answers::power_samplesize),
    kind("special_functions", &[], answers::special_functions),
    kind("spike_panel", &[], counts::spike_panel),
    kind("survey_cluster", &[], survey::survey_cluster),
    kind("two_prop", &[], answers::two_prop),
    kind("unconditional_2x2", &[], answers::unconditional_2x2),
    kind("words", &[], detectors::words),
    kind("welch", &[], answers::welch),
];

#[test]
fn every_file_of_reference_answers_is_compared_or_named_as_later() {
    let mut files: Vec<String> = std::fs::read_dir(folder())
        .expect("the folder of reference answers")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    files.sort();
    let is_known = |file: &&String| {
        KINDS.iter().any(|kind| kind.file == *file)
            || LATER_FILES.iter().any(|(later, _)| later == file)
    };
    let unknown: Vec<&String> = files.iter().filter(|file| !is_known(file)).collect();
    assert!(unknown.is_empty(), "neither compared nor named: {unknown:?}");
}

#[test]
fn every_reference_answer_is_met() {
    let mut report = Vec::new();
    let mut n_bad = 0;
    for kind in KINDS {
        let Some(oracle) = read(kind.file) else { continue };
        let mut compared = Compared { oracle: &oracle, kind, n: 0, bad: Vec::new(), sd: 0.0 };
        let mut previous_rows = Value::Null;
        for case in &runs(oracle["cases"].as_array().expect("cases")) {
            let mut input = case["in"].clone();
            if input["rows"].is_string() {
                input["rows"] = previous_rows;
            }
            previous_rows = input["rows"].clone();
            let id = case["id"].as_str().unwrap_or("?");
            let got = (kind.compute)(&input, &case["want"]);
            compared.value(id, "", &case["want"], &got, &case["tol"]);
        }
        n_bad += compared.bad.len();
        let (n, n_bad) = (compared.n, compared.bad.len());
        report.push(format!("{}: {n} values, {n_bad} bad", kind.file));
        report.extend(compared.bad.into_iter().take(12).map(|line| format!("    {line}")));
    }
    assert_eq!(n_bad, 0, "\n{}", report.join("\n"));
}

/// The cases, each run of a case with its series as a case of its own.
fn runs(cases: &[Value]) -> Vec<Value> {
    let split = |case: &Value| -> Vec<Value> {
        let Some(runs) = case["runs"].as_array() else { return vec![case.clone()] };
        let with_series = |run: &Value| {
            let mut input = object(run["in"].clone());
            for key in ["y", "population"] {
                input.insert(key.to_owned(), case[key].clone());
            }
            input.insert("series".to_owned(), case["id"].clone());
            json!({ "id": format!("{} {}", case["id"], run["in"]), "in": input, "want": run["want"] })
        };
        runs.iter().map(with_series).collect()
    };
    cases.iter().flat_map(split).collect()
}

fn folder() -> PathBuf {
    std::env::var_os("UNDERTONE_ORACLES").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/oracles"),
        PathBuf::from,
    )
}

fn read(file: &str) -> Option<Value> {
    let text = std::fs::read_to_string(folder().join(format!("{file}.json"))).ok()?;
    Some(serde_json::from_str(&text).expect("a JSON file"))
}

/// The comparison of one file.
struct Compared<'a> {
    oracle: &'a Value,
    kind: &'a Kind,
    n: u32,
    bad: Vec<String>,
    /// Standard deviation that the answer at hand states, for tolerances in its terms.
    sd: f64,
}

impl Compared<'_> {
    fn value(&mut self, path: &str, field: &str, want: &Value, got: &Value, own: &Value) {
        match want {
            Value::Object(fields) => {
                self.sd = fields.get("sd").and_then(Value::as_f64).unwrap_or(0.0);
                for (key, want) in fields {
                    if !self.kind.later.contains(&key.as_str()) {
                        self.value(&format!("{path}.{key}"), key, want, &got[key], own);
                    }
                }
            }
            Value::Array(items) => {
                if got.as_array().is_none_or(|own| own.len() != items.len()) {
                    self.bad.push(format!("{path}: {} wanted, got {got}", items.len()));
                    return;
                }
                for (idx, want) in items.iter().enumerate() {
                    self.value(&format!("{path}[{idx}]"), field, want, &got[idx], own);
                }
            }
            _ => {
                self.n += 1;
                if !self.is_met(field, want, got, own) {
                    self.bad.push(format!("{path}: want {want}, got {got}"));
                }
            }
        }
    }

    fn is_met(&self, field: &str, want: &Value, got: &Value, own: &Value) -> bool {
        let Some(wanted) = want.as_f64() else { return want == got };
        let Some(got) = got.as_f64() else { return false };
        let gap = (wanted - got).abs();
        if field.starts_with("ln_") {
            return gap <= (1e-10 * wanted.abs()).max(1e-8);
        }
        if wanted != 0.0 && wanted.abs() < 1e-300 && field.contains('p') {
            return true;
        }
        let shared = &self.oracle["tolerance"];
        let options = [
            &own["fields"][field],
            &own["default"],
            &shared["fields"][field],
            &shared[field],
            &shared["default"],
        ];
        let limit = options.iter().find(|limit| limit.is_object());
        let part = |key: &str| limit.and_then(|limit| limit[key].as_f64()).unwrap_or(0.0);
        let of_sd = part("abs_in_sd") * self.sd;
        gap <= part("abs").max(part("rel") * wanted.abs()).max(of_sd)
    }
}

/// The number called `key`.
fn num(input: &Value, key: &str) -> f64 {
    input[key].as_f64().unwrap_or_else(|| panic!("{key} in {input}"))
}

/// A list of numbers.
fn list(input: &Value) -> Vec<f64> {
    let items = input.as_array().expect("a list");
    items.iter().map(|value| value.as_f64().expect("a number")).collect()
}

/// A number, or what the files write for infinite and undefined ones.
fn out(value: f64) -> Value {
    if value.is_nan() {
        Value::Null
    } else if value.is_infinite() {
        json!("inf")
    } else {
        json!(value)
    }
}

fn put_tail(got: &mut Got, key: &str, tail: Tail) {
    got.insert(key.to_owned(), json!(tail.p));
    got.insert(format!("ln_{key}"), out(tail.ln_p));
}

fn object(value: Value) -> Got {
    match value {
        Value::Object(map) => map,
        _ => Got::new(),
    }
}
