//! What is measured, apart from how: the same list natively and in WebAssembly.

use undertone_engine::Error;
use undertone_engine::cube::{Ready, Scanned, concentrations};
use undertone_engine::join::Accounts;
use undertone_engine::num::{Groups, Random, RowMask};
use undertone_engine::table::format_day;
use undertone_engine::view::{Filter, TableQuery};

use super::world::{DAYS, made_up};

const ROUNDS: u32 = 5;

/// Milliseconds of a round.
const LEAST_ROUND: f64 = 60.0;

/// Measures everything on `n` rows; `now` tells milliseconds, `tell` takes each line.
pub(crate) fn measure(n: usize, now: &dyn Fn() -> f64, tell: &dyn Fn(&str)) -> Result<(), Error> {
    let (table, accounts, codes) = made_up(n, &mut Random::new(5));
    let ask = |rows: &str, within: Option<&str>, measure: &str| TableQuery {
        rows: rows.to_owned(),
        within: within.map(str::to_owned),
        cols: Some("segment".to_owned()),
        measure: measure.to_owned(),
        ..TableQuery::default()
    };
    let nobody = Accounts::default();
    let made = best(now, || {
        Ready::new(&table, &accounts);
        Ok(())
    })?;
    tell(&format!("{n} rows, made ready once: {made:.1} ms"));
    let (ready, alone) = (Ready::new(&table, &accounts), Ready::new(&table, &nobody));
    for measure in ["low-rate", "mean-score"] {
        let query = ask("area", Some("plan"), measure);
        let time = best(now, || alone.crosstab(&table, &query).map(drop))?;
        tell(&format!("{n} rows, three keys, without accounts, {measure}: {time:.1} ms"));
    }
    for measure in ["low-rate", "mean-score", "count"] {
        let query = ask("area", Some("plan"), measure);
        let time = best(now, || ready.crosstab(&table, &query).map(drop))?;
        tell(&format!("{n} rows, three keys, accounts and tests, {measure}: {time:.1} ms"));
    }
    for part in [DAYS.1 / 10, DAYS.1 / 2, DAYS.1] {
        let filter = Filter {
            from: Some(format_day(DAYS.0 + 1)),
            to: Some(format_day(DAYS.0 + part as i32)),
            ..Filter::default()
        };
        let query = TableQuery { filter, ..ask("area50", None, "low-rate") };
        let time = best(now, || ready.crosstab(&table, &query).map(drop))?;
        tell(&format!("{n} rows, brush of {part} days, 50 × 20 heatmap: {time:.1} ms"));
    }
    for n_rows in [n / 50, n / 10, n] {
        let rows = RowMask::from_fn(n as u32, |row| row < n_rows as u32);
        let segments = table.dimension("segment100")?;
        for (name, accounts) in [("items", &nobody), ("accounts", &accounts)] {
            let dimensions = [segments];
            let scanned = Scanned {
                theme_of: &codes,
                n_themes: 500,
                dimensions: &dimensions,
                rows: &rows,
                accounts,
                by_account: &Groups::of(&accounts.of_row, &rows, accounts.len()),
            };
            let mut n_tests = 0;
            let time = best(now, || {
                n_tests = concentrations(&scanned, 0.05).1;
                Ok(())
            })?;
            tell(&format!(
                "{n_rows} rows, 500 themes × 100 segments ({n_tests} tests), {name}: {time:.1} ms"
            ));
        }
    }
    Ok(())
}

/// The shortest of several rounds, in milliseconds. A round is long enough for a clock that ticks every
/// few milliseconds, as that of the processor's time does.
fn best(now: &dyn Fn() -> f64, mut work: impl FnMut() -> Result<(), Error>) -> Result<f64, Error> {
    let start = now();
    work()?;
    let n = (LEAST_ROUND / (now() - start).max(1.0)).ceil().max(1.0);
    let mut least = f64::INFINITY;
    for _ in 0..ROUNDS {
        let start = now();
        for _ in 0..n as u32 {
            work()?;
        }
        least = least.min((now() - start) / n);
    }
    Ok(least)
}
