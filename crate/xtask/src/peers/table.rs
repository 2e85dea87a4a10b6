//! The comparison as a table: least and median of all rounds, and each against DuckDB-WASM.

use std::path::Path;

use serde_json::Value;

use super::input::Input;

/// The peer that the others are held against.
const MEASURE: &str = "duckdb-buffer";
const ORDER: [&str; 8] = [
    "undertone",
    MEASURE,
    "duckdb-handle",
    "duckdb-sniff",
    "papaparse",
    "udsv",
    "undertone (native)",
    "csv crate (native)",
];

/// The imports of one contestant over all rounds.
#[derive(Default)]
struct Summary {
    first: Vec<f64>,
    steady: Vec<f64>,
    wall_first: Vec<f64>,
    wall_steady: Vec<f64>,
    peak_first: Vec<f64>,
    peak: Vec<f64>,
    all: Vec<f64>,
    main: Vec<f64>,
    longest: Vec<f64>,
}

/// Prints the table of one file; gives how many runs failed or misread it.
pub(super) fn print(input: &Input, lines: &[Value]) -> usize {
    let own: Vec<&Value> = lines.iter().filter(|line| is_about(line, &input.path)).collect();
    let bytes = input.truth["bytes"].as_f64().unwrap_or(0.0);
    println!("\n{} rows, {:.1} MB, milliseconds: least / median", input.truth["rows"], bytes / 1e6);
    println!(
        "{:<19}{:>15}{:>15}{:>13}{:>15}{:>15}{:>13}{:>10}{:>9}  against DuckDB-WASM: first, later, memory",
        "",
        "first CPU",
        "later CPU",
        "all threads",
        "first wall",
        "later wall",
        "peak MB",
        "page CPU",
        "longest"
    );
    let measure = summary(&own, MEASURE);
    for name in ORDER {
        let summary = summary(&own, name);
        if !summary.first.is_empty() {
            row(name, &summary, &measure);
        }
    }
    let mut n_wrong = 0;
    for line in own {
        for complaint in complaints(line, &input.truth) {
            n_wrong += 1;
            println!("  {} {complaint}", line["contestant"].as_str().unwrap_or_default());
        }
    }
    n_wrong
}

fn is_about(line: &Value, path: &Path) -> bool {
    line["file"].as_str().is_some_and(|file| Path::new(file) == path)
}

fn summary(lines: &[&Value], name: &str) -> Summary {
    let mut summary = Summary::default();
    for line in lines.iter().filter(|line| line["contestant"] == name) {
        let imports = line["imports"].as_array().map(Vec::as_slice).unwrap_or_default();
        let number = |import: &Value, key: &str| import[key].as_f64().unwrap_or(f64::NAN);
        for (idx, import) in imports.iter().enumerate() {
            let (cpu, wall) = match idx {
                0 => (&mut summary.first, &mut summary.wall_first),
                _ => (&mut summary.steady, &mut summary.wall_steady),
            };
            cpu.push(number(import, "busiest"));
            wall.push(number(import, "wall"));
            if idx == 0 {
                summary.peak_first.push(number(import, "peakMb"));
                summary.all.push(number(import, "all"));
                summary.main.push(number(import, "main"));
                summary.longest.push(number(import, "longestTask"));
            }
        }
        summary.peak.extend(imports.last().map(|import| number(import, "peakMb")));
    }
    summary
}

fn row(name: &str, own: &Summary, measure: &Summary) {
    let times = |own: &[f64], measure: &[f64]| match median(measure) / median(own) {
        ratio if ratio.is_finite() => format!("{ratio:.2}×"),
        _ => "–".to_owned(),
    };
    let memory = match median(&own.peak_first) / median(&measure.peak_first) {
        ratio if ratio.is_finite() => format!("{ratio:.2} of it"),
        _ => "–".to_owned(),
    };
    println!(
        "{name:<19}{:>15}{:>15}{:>13}{:>15}{:>15}{:>13}{:>10}{:>9}  {}, {}, {memory}",
        pair(&own.first),
        pair(&own.steady),
        whole(median(&own.all)),
        pair(&own.wall_first),
        pair(&own.wall_steady),
        format!("{} → {}", whole(median(&own.peak_first)), whole(median(&own.peak))),
        whole(median(&own.main)),
        longest(&own.longest),
        times(&own.first, &measure.first),
        times(&own.steady, &measure.steady),
    );
}

/// Shorter tasks than 50 ms the browser does not report.
fn longest(values: &[f64]) -> String {
    let most = values.iter().copied().fold(f64::NAN, f64::max);
    if most < 50.0 { "< 50".to_owned() } else { whole(most) }
}

fn pair(values: &[f64]) -> String {
    let least = values.iter().copied().fold(f64::NAN, f64::min);
    format!("{} / {}", whole(least), whole(median(values)))
}

fn whole(value: f64) -> String {
    if value.is_finite() { format!("{value:.0}") } else { "–".to_owned() }
}

/// NaN without values.
fn median(values: &[f64]) -> f64 {
    let mut sorted: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    sorted.sort_by(f64::total_cmp);
    match (sorted.get(sorted.len() / 2), sorted.len() % 2) {
        (Some(middle), 1) => *middle,
        (Some(middle), _) => f64::midpoint(*middle, sorted[sorted.len() / 2 - 1]),
        (None, _) => f64::NAN,
    }
}

/// What went wrong in a run: it failed, or found other than what is in the file.
fn complaints(line: &Value, truth: &Value) -> Vec<String> {
    if let Some(error) = line["error"].as_str() {
        return vec![format!("failed: {error}")];
    }
    let Some(seen) = line["seen"].as_object() else {
        return vec!["did not say what it found".to_owned()];
    };
    let wrong = seen.iter().filter(|(key, value)| value.as_f64() != truth[key.as_str()].as_f64());
    wrong
        .map(|(key, value)| format!("misread the file: {key} is {value}, not {}", truth[key]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_median_is_the_middle_and_nothing_has_none() {
        assert_eq!(median(&[3.0, 1.0, 2.0]).to_bits(), 2.0_f64.to_bits());
        assert_eq!(median(&[4.0, 1.0, f64::NAN, 2.0, 3.0]).to_bits(), 2.5_f64.to_bits());
        assert!(median(&[]).is_nan());
    }

    #[test]
    fn a_reader_that_disagrees_is_named() {
        let truth = json!({"rows": 10, "areas": 3, "textBytes": 99});
        let cases = [
            (json!({"seen": {"rows": 10, "areas": 3.0}}), 0),
            (json!({"seen": {"rows": 9, "textBytes": 98, "areas": 3}}), 2),
            (json!({"seen": {"rows": null}}), 1),
            (json!({"seen": {"unheardOf": 1}}), 1),
            (json!({"error": "the tab crashed"}), 1),
            (json!({}), 1),
        ];
        for (line, n) in cases {
            assert_eq!(complaints(&line, &truth).len(), n, "{line}");
        }
    }

    #[test]
    fn first_and_later_imports_are_kept_apart() {
        let import = |ms: u32| json!({"busiest": ms, "wall": 2 * ms, "peakMb": ms});
        let line = json!({"contestant": "udsv", "imports": [import(9), import(4), import(5)]});
        let summary = summary(&[&line, &json!({"contestant": "udsv", "error": "x"})], "udsv");
        assert_eq!(pair(&summary.first), "9 / 9");
        assert_eq!(pair(&summary.steady), "4 / 4");
        assert_eq!(pair(&summary.wall_steady), "8 / 9");
        assert_eq!(
            (whole(summary.peak_first[0]), whole(summary.peak[0])),
            ("9".into(), "5".into())
        );
    }
}
