//! Undertone from a terminal: the page's engine for schedulers, tests and benchmarks.

mod args;
mod decode;
mod print;
mod run;

use std::process::ExitCode;

use clap::Parser;

use args::Args;
use run::Failure;

fn main() -> ExitCode {
    let args = Args::parse();
    match run::run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => refuse(&failure, args.command.is_json()),
    }
}

/// A refusal: an object on standard output for scripts, a sentence on standard error for people.
fn refuse(failure: &Failure, is_json: bool) -> ExitCode {
    if is_json {
        let error =
            serde_json::json!({ "error": { "code": failure.code, "message": failure.message } });
        print::line(&error.to_string());
    } else {
        print::complaint(&failure.message);
    }
    ExitCode::from(2)
}
