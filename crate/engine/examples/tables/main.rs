//! How long tables take: `tables [ROWS]` makes rows of feedback and prints milliseconds of a plain
//! crosstab, of one with accounts and tests, of a heatmap under a brush, and of the scan of all themes
//! in all segments. Best of several rounds, processor time of one thread.

mod suite;
mod world;

fn main() -> Result<(), undertone_engine::Error> {
    let n = std::env::args().nth(1).and_then(|own| own.parse().ok()).unwrap_or(1_000_000);
    suite::measure(n, &spent, &|line| println!("{line}"))
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
