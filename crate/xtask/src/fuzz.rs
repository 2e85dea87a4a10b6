//! The fuzz targets of `crate/fuzz`, on a stable compiler: coverage by LLVM's own pass.

use std::fs;
use std::path::PathBuf;

use crate::command::{cargo, quiet, works};
use crate::{Result, root};

/// Every target and the fixtures that it begins with.
pub(crate) const TARGETS: &[(&str, &str)] = &[
    ("read", "tests/fixtures/csv-dialects/files"),
    ("records", "tests/fixtures/csv-dialects/files"),
    ("dates", "tests/fixtures/fuzz/dates"),
    ("numbers", "tests/fixtures/fuzz/numbers"),
    ("project", "tests/fixtures/fuzz/project"),
];

const FLAGS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares \
    --cfg fuzzing -Ccodegen-units=1";

/// Whether the fuzzer can be compiled here.
pub(crate) fn can_build() -> bool {
    works("c++", "--version")
}

/// `cargo xtask fuzz [TARGET…] [--seconds N]`.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let mut seconds = 60;
    let mut names = Vec::new();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        if argument == "--seconds" {
            seconds = rest.next().ok_or("--seconds needs a number")?.parse()?;
        } else {
            names.push(argument.as_str());
        }
    }
    targets(&names, seconds)
}

/// Builds the targets and runs those named, or all, for so many seconds each.
pub(crate) fn targets(names: &[&str], seconds: u64) -> Result<()> {
    let is_known = |name: &&str| TARGETS.iter().any(|(known, _)| known == name);
    if let Some(name) = names.iter().find(|name| !is_known(name)) {
        return Err(format!("there is no fuzz target {name:?}").into());
    }
    let folder = root().join("target/fuzz");
    let triple = host()?;
    let manifest = root().join("crate/fuzz/Cargo.toml");
    let options = ["--release", "--locked", "--target", &triple, "--manifest-path"];
    let mut build = cargo("build");
    build.args(options).arg(manifest).arg("--target-dir").arg(&folder).env("RUSTFLAGS", FLAGS);
    quiet(&mut build)?;
    let built = folder.join(&triple).join("release");
    for (name, fixtures) in
        TARGETS.iter().filter(|target| names.is_empty() || names.contains(&target.0))
    {
        let corpus = folder.join("corpus").join(name);
        let crashers = root().join("tests/fixtures/crashers");
        fs::create_dir_all(&corpus)?;
        let mut fuzzer = std::process::Command::new(built.join(name));
        fuzzer
            .arg(format!("-max_total_time={seconds}"))
            .args(["-max_len=4096", "-timeout=5", "-rss_limit_mb=512", "-verbosity=0"])
            .arg(format!("-artifact_prefix={}/{name}-", crashers.display()))
            .arg(corpus)
            .arg(root().join(fixtures));
        quiet(&mut fuzzer).map_err(|error| {
            format!("{error}\nthe input on which it failed is kept in {}", crashers.display())
        })?;
        println!("{name}: no failure in {seconds} s");
    }
    Ok(())
}

/// The machine's own target: without a name for it, build scripts would be instrumented too.
fn host() -> Result<String> {
    let rustc = std::env::var_os("RUSTC").map_or_else(|| PathBuf::from("rustc"), PathBuf::from);
    let version = crate::command::output(std::process::Command::new(rustc).arg("-vV"));
    let line =
        version.as_deref().unwrap_or("").lines().find_map(|line| line.strip_prefix("host: "));
    line.map(str::to_owned).ok_or_else(|| "rustc does not name its host".into())
}
