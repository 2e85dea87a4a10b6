//! Undertone from a terminal: the page's engine for schedulers, tests and benchmarks.

mod args;
mod closely;
mod counts;
mod decode;
mod import;
mod print;
mod run;
mod table;
mod threads;

use std::process::ExitCode;

use clap::Parser;

use args::Args;
use run::Failure;

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return misread(&error),
    };
    match run::run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => refuse(&failure, args.command.is_json()),
    }
}

/// What was typed cannot be read: help and version are answers, anything else is a refusal.
fn misread(error: &clap::Error) -> ExitCode {
    let wants_json = std::env::args_os().any(|arg| arg == "--json");
    if !error.use_stderr() || !wants_json {
        error.exit();
    }
    let text = error.to_string();
    let first = text.lines().take_while(|line| !line.is_empty()).map(str::trim);
    let message = first.collect::<Vec<_>>().join(" ");
    let message = message.strip_prefix("error: ").unwrap_or(&message).to_owned();
    refuse(&Failure { code: "bad-option".to_owned(), message }, true)
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
