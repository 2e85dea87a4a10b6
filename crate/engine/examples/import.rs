//! How long a benchmark file takes to become typed columns: `import FILE` prints a line of JSON for
//! the engine and one for the `csv` crate; `import FILE N` one for its bytes read in `N` parts, with a
//! thread for each.
#![expect(clippy::disallowed_types, reason = "a stopwatch needs a clock")]

use std::error::Error;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Instant;

use serde_json::{Value, json};
use undertone_engine::num::Interner;
use undertone_engine::read::{self, Crew, Decoder, Job, ReadOptions};
use undertone_engine::table::{self, parse_day};
use undertone_engine::table::{Choices, Data, FileTable};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const N_IMPORTS: usize = 3;

fn main() -> Result<()> {
    let file = std::env::args().nth(1).ok_or("usage: import FILE [N]")?;
    if let Some(n) = std::env::args().nth(2) {
        return in_parts(&file, n.parse()?);
    }
    let engine = timed(|| engine(&file), seen_by_engine)?;
    let crate_csv = timed(|| by_csv_crate(&file), |columns| Ok(columns.seen()))?;
    for (contestant, run) in [("undertone (native)", engine), ("csv crate (native)", crate_csv)] {
        let (imports, seen) = run;
        let line = json!({
            "file": file, "contestant": contestant, "imports": imports, "seen": seen,
        });
        println!("{line}");
    }
    Ok(())
}

/// Several imports, each from the disk to columns, and what the last one found.
fn timed<T>(
    import: impl Fn() -> Result<T>,
    see: impl Fn(&T) -> Result<Value>,
) -> Result<(Vec<Value>, Value)> {
    let (mut imports, mut seen) = (Vec::new(), Value::Null);
    for _ in 0..N_IMPORTS {
        let (wall, cpu) = (Instant::now(), cpu_milliseconds());
        let columns = import()?;
        let wall = wall.elapsed().as_secs_f64() * 1000.0;
        let busiest = cpu.zip(cpu_milliseconds()).map(|(before, after)| after - before);
        imports.push(json!({ "wall": wall, "busiest": busiest }));
        seen = see(&columns)?;
    }
    Ok((imports, seen))
}

/// What this thread has spent on the processor, where the system says.
fn cpu_milliseconds() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(text.split(' ').next()?.parse::<f64>().ok()? / 1e6)
}

/// A thread for each part, and what those beside the first spent on the processor.
struct Threads {
    n: usize,
    nanoseconds: AtomicU64,
}

impl Crew for Threads {
    fn n_parts(&self, _: usize) -> usize {
        self.n
    }

    fn run(&self, jobs: Vec<Job<'_>>) {
        thread::scope(|scope| {
            let mut jobs = jobs.into_iter();
            let own = jobs.next();
            for job in jobs {
                scope.spawn(move || {
                    job();
                    let spent = cpu_milliseconds().unwrap_or(0.0) * 1e6;
                    self.nanoseconds.fetch_add(spent as u64, Ordering::Relaxed);
                });
            }
            if let Some(own) = own {
                own();
            }
        });
    }
}

/// Reads a file's bytes several times: least milliseconds of the clock, of the busiest thread (the one
/// that joins what the others read) and of all.
fn in_parts(file: &str, n: usize) -> Result<()> {
    let (mut wall, mut busiest, mut all) = (f64::INFINITY, f64::INFINITY, f64::INFINITY);
    for _ in 0..N_IMPORTS * 3 {
        let bytes = std::fs::read(file)?;
        let threads = Threads { n, nanoseconds: AtomicU64::new(0) };
        let (clock, before) = (Instant::now(), cpu_milliseconds().unwrap_or(f64::NAN));
        let options = ReadOptions::default();
        let reading = read::read_in_parts("x.csv", bytes.into(), &options, &NoDecoder, &threads)?;
        wall = wall.min(clock.elapsed().as_secs_f64() * 1000.0);
        let own = cpu_milliseconds().unwrap_or(f64::NAN) - before;
        busiest = busiest.min(own);
        all = all.min(own + threads.nanoseconds.into_inner() as f64 / 1e6);
        drop(reading);
    }
    println!("{}", json!({ "parts": n, "wall": wall, "busiest": busiest, "all": all }));
    Ok(())
}

struct NoDecoder;

impl Decoder for NoDecoder {
    fn decode(&self, _: &str, _: &[u8]) -> Option<String> {
        None
    }
}

fn engine(file: &str) -> Result<FileTable> {
    let bytes = std::fs::read(file)?;
    let name = Path::new(file).file_name().unwrap_or_default().to_string_lossy();
    let reading = read::read(&name, bytes, &ReadOptions::default(), &NoDecoder)?;
    Ok(table::infer(&reading, &Choices::default()))
}

fn seen_by_engine(table: &FileTable) -> Result<Value> {
    let data = |name: &str| {
        let column = table.columns.iter().find(|own| own.column.name == name);
        column.map(|own| &own.column.data).ok_or_else(|| format!("there is no column {name}"))
    };
    let (Data::Number(scores), Data::Category(areas), Data::Text(texts)) =
        (data("csat")?, data("product_area")?, data("comment")?)
    else {
        return Err("the columns have other types".into());
    };
    let rows = 0..table.n_rows;
    Ok(json!({
        "rows": table.n_rows,
        "csatSum": rows.clone().filter_map(|row| scores.get(row)).sum::<f64>(),
        "csatMissing": rows.clone().filter(|row| scores.get(*row).is_none()).count(),
        "areas": areas.values.len(),
        "textBytes": rows.map(|row| texts.get(row).len()).sum::<usize>(),
    }))
}

/// The same columns, from the `csv` crate's records.
#[derive(Default)]
struct Columns {
    ids: Strings,
    minutes: Vec<i64>,
    /// 0 where there is none.
    scores: Vec<u8>,
    values: [Interner; 4],
    codes: [Vec<u32>; 4],
    arr: Vec<f64>,
    texts: Strings,
}

#[derive(Default)]
struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
    }
}

fn by_csv_crate(file: &str) -> Result<Columns> {
    let bytes = std::fs::read(file)?;
    let mut reader = csv::Reader::from_reader(&bytes[..]);
    let mut record = csv::StringRecord::new();
    let mut columns = Columns::default();
    while reader.read_record(&mut record)? {
        let cell = |idx: usize| record.get(idx).unwrap_or_default();
        columns.ids.push(cell(0));
        columns.minutes.push(minute(cell(1)).ok_or("a time that is none")?);
        columns.scores.push(if cell(2).is_empty() { 0 } else { cell(2).parse()? });
        for (idx, (values, codes)) in columns.values.iter_mut().zip(&mut columns.codes).enumerate()
        {
            codes.push(values.intern(cell(3 + idx)));
        }
        columns.arr.push(cell(7).parse()?);
        columns.texts.push(cell(8));
    }
    Ok(columns)
}

/// Minutes since 1970 of `2026-04-06T12:34:56Z`.
fn minute(text: &str) -> Option<i64> {
    let number = |from: usize| text.get(from..from + 2)?.parse::<i64>().ok();
    let day = parse_day(text.get(..10)?)?;
    Some((i64::from(day) * 24 + number(11)?) * 60 + number(14)?)
}

impl Columns {
    fn seen(&self) -> Value {
        json!({
            "rows": self.texts.ends.len(),
            "csatSum": self.scores.iter().map(|score| u64::from(*score)).sum::<u64>(),
            "csatMissing": self.scores.iter().map(|score| u32::from(*score == 0)).sum::<u32>(),
            "areas": self.values[0].len(),
            "textBytes": self.texts.text.len(),
        })
    }
}
