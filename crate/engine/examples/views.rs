//! How long each view takes, native: `views FILE.csv… [--out FOLDER]`.
//!
//! Every answer is asked for five times under no filter and under two others; the best time is
//! printed, as time of the processor where the system tells it. With `--out` the answers are written as JSON, to be compared with those of another
//! build.
#![allow(clippy::disallowed_types)]

use std::error::Error;
use std::path::{Path, PathBuf};

use undertone_engine::read::Decoder;
use undertone_engine::session::Session;
use undertone_engine::view::{AnalyseQuery, Clause, Filter, ImpactQuery, TableQuery};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// The files are UTF-8.
struct NoDecoder;

impl Decoder for NoDecoder {
    fn decode(&self, _: &str, _: &[u8]) -> Option<String> {
        None
    }
}

fn main() -> Outcome<()> {
    let mut args = std::env::args().skip(1);
    let (mut files, mut out) = (Vec::new(), None);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--out" => out = args.next().map(PathBuf::from),
            _ => files.push(arg),
        }
    }
    let start = now();
    let session = analysed(&files)?;
    println!("analysed in {:.1} s", (now() - start) / 1000.0);
    if let Some(out) = &out {
        std::fs::create_dir_all(out)?;
    }
    for (name, filter) in filters() {
        views(&session, name, &filter, out.as_deref())?;
    }
    Ok(())
}

fn analysed(files: &[String]) -> Outcome<Session> {
    let mut session = Session::new();
    session.load_model(&std::fs::read("model/undertone-labels.bin")?)?;
    session.load_model(&std::fs::read("model/undertone-vectors.bin")?)?;
    for file in files {
        session.open(file, std::fs::read(file)?, &NoDecoder)?;
    }
    session.analyse(&AnalyseQuery::default())?;
    while !session.step(&mut |_| ())?.is_done {}
    Ok(session)
}

/// Nothing, a period, and a segment.
fn filters() -> [(&'static str, Filter); 3] {
    let clause =
        Clause { dimension: "category".to_owned(), values: vec!["bug".to_owned(), String::new()] };
    [
        ("all", Filter::default()),
        ("period", Filter { from: Some("2026-07-01".to_owned()), ..Filter::default() }),
        ("segment", Filter { clauses: vec![clause], ..Filter::default() }),
    ]
}

fn views(session: &Session, name: &str, filter: &Filter, out: Option<&Path>) -> Outcome<()> {
    let timed = Timed { name, out };
    timed.time("coverage", || session.coverage(filter))?;
    timed.time("surprises", || session.surprises(filter))?;
    for by in ["theme", "area"] {
        let impact =
            ImpactQuery { by: by.to_owned(), filter: filter.clone(), ..ImpactQuery::default() };
        timed.time(&format!("impact-{by}"), || session.impact(&impact))?;
    }
    let table = TableQuery {
        rows: "theme".to_owned(),
        cols: Some("area".to_owned()),
        measure: "low-rate".to_owned(),
        filter: filter.clone(),
        ..TableQuery::default()
    };
    timed.time("table", || session.table(&table))?;
    timed.time("themes", || session.themes(filter))?;
    timed.time("accounts", || session.accounts(filter))?;
    // The inbox is kept for the filter asked for last, so another one is asked for in between.
    let other = Filter { to: Some("1990-01-01".to_owned()), ..Filter::default() };
    timed.time("findings", || {
        let _ = session.findings(&other);
        let start = now();
        let view = session.findings(filter);
        println!("    findings alone {:.1} ms", now() - start);
        view
    })?;
    timed.time("overview", || session.overview(filter))
}

/// One filter of the run.
struct Timed<'a> {
    name: &'a str,
    out: Option<&'a Path>,
}

impl Timed<'_> {
    fn time<V: serde::Serialize>(
        &self,
        view: &str,
        ask: impl Fn() -> undertone_engine::Result<V>,
    ) -> Outcome<()> {
        let mut best = f64::INFINITY;
        for round in 0..5 {
            let start = now();
            let answer = ask();
            best = best.min(now() - start);
            if let (0, Some(out)) = (round, self.out) {
                let text = match &answer {
                    Ok(answer) => serde_json::to_string_pretty(answer)?,
                    Err(error) => error.to_string(),
                };
                std::fs::write(out.join(format!("{}-{view}.json", self.name)), text)?;
            }
        }
        println!("{:8} {view:14} {best:8.1} ms", self.name);
        Ok(())
    }
}

/// Milliseconds: those that this thread has run, on Linux.
fn now() -> f64 {
    let ran = || {
        let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        text.split(' ').next()?.parse::<f64>().ok()
    };
    ran().map_or_else(
        || {
            let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
            since.map_or(0.0, |own| own.as_secs_f64() * 1000.0)
        },
        |nanos| nanos / 1e6,
    )
}
