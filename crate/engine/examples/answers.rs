//! How long the answers about spikes take: `answers FEEDBACK.csv [ACCOUNTS.csv] [DIM=VALUE]`, in
//! milliseconds of CPU, the best of five; a filter is one more case.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "an example may stop on a broken file")]

use undertone_engine::read::Decoder;
use undertone_engine::session::Session;
use undertone_engine::view::{AnalyseQuery, Clause, Filter, NewsQuery};

struct NoDecoder;

impl Decoder for NoDecoder {
    fn decode(&self, _: &str, _: &[u8]) -> Option<String> {
        None
    }
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (filters, files): (Vec<_>, Vec<_>) = args.iter().partition(|own| own.contains('='));
    let mut session = Session::new();
    for file in files {
        session.open(file, std::fs::read(file).expect("a file"), &NoDecoder).expect("a table");
    }
    for pack in ["undertone-labels.bin", "undertone-vectors.bin"] {
        let path = format!("{}/../../model/{pack}", env!("CARGO_MANIFEST_DIR"));
        session.load_model(&std::fs::read(path).expect("a pack")).expect("a good pack");
    }
    session.analyse(&AnalyseQuery::default()).expect("a plan");
    while !session.step(&mut |_| {}).expect("a stage").is_done {}
    let clause = |own: &str| {
        let (dimension, value) = own.split_once('=').expect("DIM=VALUE");
        Clause { dimension: dimension.to_owned(), values: vec![value.to_owned()] }
    };
    let given = filters.iter().map(|own| (own.as_str(), vec![clause(own)]));
    for (name, clauses) in std::iter::once(("everything", Vec::new())).chain(given) {
        let filter = Filter { clauses, ..Filter::default() };
        let spikes = session.spikes(&filter).expect("spikes");
        println!("{name}: {} spikes of {} series", spikes.spikes.len(), spikes.n_scanned);
        measure("spikes", || session.spikes(&filter).expect("spikes").spikes.len());
        let query = NewsQuery { filter: filter.clone(), ..NewsQuery::default() };
        measure("news", || session.news(&query).expect("news").terms.len());
    }
}

fn measure(name: &str, mut ask: impl FnMut() -> usize) {
    let times = (0..5).map(|_| {
        let start = cpu_ms();
        std::hint::black_box(ask());
        cpu_ms() - start
    });
    println!("  {name}: {:.1} ms", times.fold(f64::INFINITY, f64::min));
}

/// Milliseconds that this thread has computed, where the system tells (Linux); else those of the clock.
#[expect(clippy::disallowed_types, reason = "a benchmark reads the clock")]
fn cpu_ms() -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let own = told.and_then(|text| text.split(' ').next()?.parse::<f64>().ok());
    own.map_or_else(
        || std::time::SystemTime::UNIX_EPOCH.elapsed().map_or(0.0, |own| own.as_secs_f64() * 1e3),
        |ns| ns / 1e6,
    )
}
