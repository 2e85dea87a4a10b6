//! Times reading and typing of a file, on a processor and by the clock: `cargo run --profile fast --example open -- FILE`.
#![allow(clippy::disallowed_types)] // an example is an edge: it may look at the clock

use std::time::Instant;

use undertone_engine::read::{Decoder, ReadOptions, read};
use undertone_engine::table::{Choices, infer};

struct NoDecoder;

impl Decoder for NoDecoder {
    fn decode(&self, _: &str, _: &[u8]) -> Option<String> {
        None
    }
}

/// Milliseconds that this thread was on a processor.
fn cpu_ms() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split(' ').next().and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0) / 1e6
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for file in std::env::args().skip(1) {
        for _ in 0..3 {
            let bytes = std::fs::read(&file)?;
            let (begin, start) = (Instant::now(), cpu_ms());
            let reading = read(&file, bytes, &ReadOptions::default(), &NoDecoder)?;
            let read_ms = cpu_ms() - start;
            let table = infer(&reading, &Choices::default());
            let all_ms = cpu_ms() - start;
            println!(
                "{file}: {} rows, CPU ms: read {read_ms:.1}, typed {:.1}; wall {:.0} ms",
                table.n_rows,
                all_ms - read_ms,
                begin.elapsed().as_secs_f64() * 1e3
            );
        }
    }
    Ok(())
}
