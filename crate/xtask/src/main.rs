//! The project's own chores: `cargo xtask setup | build | serve | test | fuzz | bench | sample`.
#![expect(clippy::disallowed_types, reason = "chores time their steps; the engine does not")]

mod apt;
mod bench;
mod cache;
mod command;
mod engine;
mod fuzz;
mod page;
mod peers;
mod quality;
mod sample;
mod serve;
mod setup;
mod test;
mod toolchain;

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

/// Shorthand for results of a chore.
type Result<T> = std::result::Result<T, Box<dyn Error>>;

const HELP: &str = "\
cargo xtask setup             install what is missing: wasm target, npm packages, browser
cargo xtask build             build the page into dist/, for any static host
cargo xtask serve             build, then serve the page on this machine
             --port N           instead of the first free one from 8321
             --no-build         serve dist/ as it is
cargo xtask test              run every check; ends with `N passed, N failed`
             --only STEP        one step: format, lint, lint-wasm, rust, build, types, page, size,
                                browser, fuzz
cargo xtask fuzz [TARGET…]    feed the parsers with what a fuzzer thinks of; needs a C++ compiler
             --seconds N        for each target; 60 when not given
cargo xtask bench [FILE…]     time each stage, natively and in the browser
             --rows N           of the generated file; 20000 and 100000 when not given
             --no-browser       natively only
cargo xtask bench --parts     time what reading in several parts gains, natively
cargo xtask bench --peers     time the import against other readers of CSV, in one browser
             --rows N           of the generated file; 100000 and 1000000 when not given
             --rounds N         how often each takes its turn; 3 when not given
             --only NAME        one contestant: undertone, duckdb-buffer, duckdb-handle,
                                duckdb-sniff, papaparse, udsv
             --huge             instead: what becomes of a file of two gigabytes
cargo xtask bench --quality   how well themes agree with known classes, beside scikit-learn, and how
                              well near copies are told; needs the sets and Python
             --data FOLDER      where the sets lie
             --close-reading    with the encoder, too
cargo xtask sample [FOLDER]   write the sample data";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (name, rest) = match arguments.split_first() {
        Some((name, rest)) => (name.as_str(), rest),
        None => ("help", &[][..]),
    };
    match dispatch(name, rest) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(name: &str, rest: &[String]) -> Result<ExitCode> {
    match name {
        "setup" => {
            setup::build_tools()?;
            setup::browser()?;
            println!("Everything is installed.");
        }
        "build" => page::build()?,
        "serve" => serve::run(&serve::Options::parse(rest)?)?,
        "test" => return test::run(rest),
        "fuzz" => fuzz::run(rest)?,
        "bench" if rest.iter().any(|flag| flag == "--peers") => peers::run(rest)?,
        "bench" if rest.iter().any(|flag| flag == "--parts") => peers::parts()?,
        "bench" if rest.iter().any(|flag| flag == "--quality") => quality::run(rest)?,
        "bench" => bench::run(rest)?,
        "sample" => sample::write(rest.first().map_or("sample", String::as_str).as_ref())?,
        "help" | "--help" | "-h" => println!("{HELP}"),
        _ => return Err(format!("there is no chore {name:?}\n\n{HELP}").into()),
    }
    Ok(ExitCode::SUCCESS)
}

/// The top of the checkout.
fn root() -> PathBuf {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    manifest.ancestors().nth(2).map(PathBuf::from).unwrap_or(manifest)
}

/// Where chores keep their own intermediate files.
fn scratch() -> PathBuf {
    root().join("target").join("xtask")
}
