//! How long tables take: `tables [ROWS]` makes rows of feedback and prints milliseconds of a plain
//! crosstab, of one with accounts and tests, and of the scan of all themes in all segments. Best of
//! several rounds, processor time of one thread.

use undertone_engine::cube::{Scanned, concentrations, crosstab};
use undertone_engine::join::Accounts;
use undertone_engine::num::Random;
use undertone_engine::table::{
    Category, Column, Data, Metric, Numbers, Origin, Role, RowOrigin, Scale, Source, Table,
};
use undertone_engine::view::TableQuery;

const ROUNDS: u32 = 7;

fn main() -> Result<(), undertone_engine::Error> {
    let n = std::env::args().nth(1).and_then(|own| own.parse().ok()).unwrap_or(1_000_000);
    let mut random = Random::new(5);
    let (table, accounts, codes) = made_up(n, &mut random);
    let ask = |rows: &str, within: Option<&str>, measure: &str| TableQuery {
        rows: rows.to_owned(),
        within: within.map(str::to_owned),
        cols: Some("segment".to_owned()),
        measure: measure.to_owned(),
        ..TableQuery::default()
    };
    let nobody = Accounts::default();
    let plain = |measure: &str| {
        let query = ask("area", Some("plan"), measure);
        best(|| crosstab(&table, &nobody, &query).map(drop))
    };
    println!(
        "{n} rows, three keys, count, low rate and mean without accounts: {:.1} ms",
        plain("low-rate")?
    );
    for measure in ["low-rate", "mean-score", "count"] {
        let query = ask("area", Some("plan"), measure);
        let time = best(|| crosstab(&table, &accounts, &query).map(drop))?;
        println!("{n} rows, three keys, accounts and tests, {measure}: {time:.1} ms");
    }
    let query = ask("area50", None, "low-rate");
    let time = best(|| crosstab(&table, &accounts, &query).map(drop))?;
    println!("{n} rows, 50 × 20 heatmap with accounts and tests: {time:.1} ms");
    for n_rows in [20_000, 100_000, n] {
        let rows: Vec<u32> = (0..n_rows as u32).collect();
        let segments = table.dimension("segment100")?;
        for (name, accounts) in [("items", &nobody), ("accounts", &accounts)] {
            let dimensions = [segments];
            let scanned = Scanned {
                theme_of: &codes,
                n_themes: 500,
                dimensions: &dimensions,
                rows: &rows,
                accounts,
            };
            let mut n_tests = 0;
            let time = best(|| {
                n_tests = concentrations(&scanned, 0.05).1;
                Ok(())
            })?;
            println!(
                "{n_rows} rows, 500 themes × 100 segments ({n_tests} tests), {name}: {time:.1} ms"
            );
        }
    }
    Ok(())
}

/// The shortest of several rounds, in milliseconds of the processor.
fn best(
    mut work: impl FnMut() -> Result<(), undertone_engine::Error>,
) -> Result<f64, undertone_engine::Error> {
    let mut least = f64::INFINITY;
    for _ in 0..ROUNDS {
        let start = spent();
        work()?;
        least = least.min(spent() - start);
    }
    Ok(least)
}

/// Milliseconds for which this thread has run; the system's clock where Linux does not tell them.
fn spent() -> f64 {
    let ran = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    match ran.split(' ').next().and_then(|own| own.parse::<f64>().ok()) {
        Some(nanoseconds) => nanoseconds / 1e6,
        None => clock(),
    }
}

/// Benchmarks may look at the clock.
#[expect(clippy::disallowed_types, reason = "a measuring example")]
fn clock() -> f64 {
    let time = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    time.map_or(0.0, |time| time.as_secs_f64() * 1000.0)
}

fn coded(values: usize, codes: Vec<u32>, name: &str) -> Category {
    Category { codes, values: (0..values).map(|own| format!("{name}{own:03}")).collect() }
}

fn made_up(n: usize, random: &mut Random) -> (Table, Accounts, Vec<u32>) {
    let n_accounts = n / 5;
    let of_row: Vec<u32> = (0..n).map(|_| random.below(n_accounts as u64) as u32).collect();
    let mut draw = |most: u64| (0..n).map(|_| random.below(most) as u32).collect::<Vec<u32>>();
    let themes = draw(500);
    let (areas, many) = (draw(8), draw(50));
    let of_account = |most: u32| of_row.iter().map(|own| own % most).collect::<Vec<u32>>();
    let mut scores = Numbers::default();
    for score in draw(5) {
        scores.push(Some(f64::from(score) + 1.0));
    }
    let column = |key: &str, data: Data, role: Option<Role>| {
        let (key, name) = (key.to_owned(), key.to_owned());
        Column { key, name, role, origin: Origin::File, data }
    };
    let category = |key: &str, values: usize, codes| {
        column(key, Data::Category(coded(values, codes, key)), None)
    };
    let table = Table {
        n_rows: n as u32,
        columns: vec![
            column("score", Data::Number(scores), Some(Role::Score)),
            category("area", 8, areas),
            category("area50", 50, many),
            category("plan", 4, of_account(4)),
            category("segment", 20, of_account(20)),
            category("segment100", 100, of_account(100)),
        ],
        sources: vec![Source {
            file: 0,
            name: "made up".to_owned(),
            scale: Some(Scale::usual(Metric::Csat, 1.0, 5.0)),
        }],
        origins: (0..n as u32).map(|row| RowOrigin { source: 0, row: row + 1 }).collect(),
    };
    let keys = (0..n_accounts).map(|own| own.to_string()).collect();
    let arr = (0..n_accounts).map(|own| Some(own as f64)).collect();
    (table, Accounts { of_row, keys, arr, ..Accounts::default() }, themes)
}
