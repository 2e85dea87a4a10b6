//! Every check of the project, one after the other; the last line counts them.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::Instant;

use crate::command::{cargo, node};
use crate::{Result, cache, fuzz, page, root, setup, toolchain};

/// Checks passed and failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Counts {
    passed: u32,
    failed: u32,
}

impl Counts {
    const PASSED: Counts = Counts { passed: 1, failed: 0 };
    const FAILED: Counts = Counts { passed: 0, failed: 1 };

    fn add(&mut self, other: Counts) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

type Step = (&'static str, &'static str, fn() -> Result<Counts>);

/// Name for `--only`, name for people, and what is done.
const STEPS: [Step; 10] = [
    ("format", "Formatting of the Rust code", format),
    ("lint", "Lints, native", lint),
    ("lint-wasm", "Lints, wasm", lint_wasm),
    ("rust", "Rust tests", rust),
    ("build", "Build of engine and page", build),
    ("types", "Types of the page", types),
    ("page", "Unit tests of the page", page_tests),
    ("size", "Size of the first load", size),
    ("browser", "Tests in the browser", browser),
    ("fuzz", "Fuzz targets, some seconds each", fuzz_targets),
];

/// Runs all steps, even after a failure; or the one that is asked for.
pub(crate) fn run(arguments: &[String]) -> Result<ExitCode> {
    let only = match arguments {
        [] => None,
        [flag, name] if flag == "--only" => Some(name.as_str()),
        _ => return Err("test knows only `--only STEP`".into()),
    };
    if let Some(name) = only
        && STEPS.iter().all(|step| step.0 != name)
    {
        return Err(format!("there is no step {name:?}: {}", STEPS.map(|s| s.0).join(", ")).into());
    }
    let mut total = Counts::default();
    for (name, title, check) in STEPS {
        if only.is_none_or(|only| only == name) {
            total.add(timed(title, check));
        }
    }
    println!("{} passed, {} failed", total.passed, total.failed);
    Ok(if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn timed(title: &str, check: fn() -> Result<Counts>) -> Counts {
    println!("── {title} …");
    let begin = Instant::now();
    let counts = check().unwrap_or_else(|error| {
        println!("{error}");
        Counts::FAILED
    });
    let seconds = begin.elapsed().as_secs_f64();
    println!("── {title}: {} passed, {} failed ({seconds:.1} s)", counts.passed, counts.failed);
    counts
}

fn format() -> Result<Counts> {
    one(cargo("fmt").args(["--all", "--check"]))
}

fn lint() -> Result<Counts> {
    let options = ["--workspace", "--all-targets", "--locked", "--quiet", "--", "-D", "warnings"];
    one(cargo("clippy").args(options))
}

fn lint_wasm() -> Result<Counts> {
    let mut clippy = toolchain::find()?.clippy()?;
    clippy.args(["--package", "undertone-wasm", "--package", "undertone-import-wasm", "--quiet"]);
    one(clippy.args(["--", "-D", "warnings"]))
}

fn rust() -> Result<Counts> {
    counted(cargo("test").args(["--workspace", "--locked", "--no-fail-fast"]))
}

fn build() -> Result<Counts> {
    page::build().map(|()| Counts::PASSED)
}

fn types() -> Result<Counts> {
    setup::packages()?;
    one(node("node_modules/typescript/bin/tsc").args(["--project", "."]))
}

fn page_tests() -> Result<Counts> {
    setup::packages()?;
    let is_test = |path: &PathBuf| path.to_string_lossy().ends_with(".test.js");
    let files: Vec<PathBuf> =
        cache::files(&root().join("tests/web"))?.into_iter().filter(is_test).collect();
    counted(node("--test").arg("--test-reporter=spec").args(files).env("FORCE_COLOR", "0"))
}

fn size() -> Result<Counts> {
    one(&mut node("crate/xtask/size.js"))
}

/// The command line is built first: some tests hold it against the page.
fn browser() -> Result<Counts> {
    let browser = setup::browser()?;
    one(cargo("build").args(["--package", "undertone-cli", "--profile", "fast", "--quiet"]))?;
    counted(
        node("tests/e2e/run.js")
            .env("CHROME_PATH", browser)
            .env("UNDERTONE_CLI", root().join("target/fast/undertone")),
    )
}

/// Left out, aloud, where nothing compiles C++.
fn fuzz_targets() -> Result<Counts> {
    if !fuzz::can_build() {
        println!("skipped: the fuzzer needs a C++ compiler (c++), and there is none");
        return Ok(Counts::default());
    }
    fuzz::targets(&[], 4)?;
    Ok(Counts { passed: fuzz::TARGETS.len() as u32, failed: 0 })
}

/// A tool that passes or fails as a whole.
fn one(command: &mut Command) -> Result<Counts> {
    let status = command.status()?;
    Ok(if status.success() { Counts::PASSED } else { Counts::FAILED })
}

/// A test runner: its own counts, and one failure more where it fails without having counted any.
fn counted(command: &mut Command) -> Result<Counts> {
    let mut child = command.stdout(Stdio::piped()).spawn()?;
    let mut counts = read_counts(&mut child)?;
    if !child.wait()?.success() && counts.failed == 0 {
        counts.failed = 1;
    }
    Ok(counts)
}

/// Passes the output on, without the lines of tests that passed, and sums what it counts.
fn read_counts(child: &mut Child) -> Result<Counts> {
    let mut counts = Counts::default();
    let Some(stdout) = child.stdout.take() else { return Ok(counts) };
    for line in BufReader::new(stdout).lines() {
        let line = line?;
        counts.add(counts_of(&line));
        if !is_noise(&line) {
            println!("{line}");
        }
    }
    Ok(counts)
}

fn is_noise(line: &str) -> bool {
    let trimmed = line.trim();
    trimmed.is_empty()
        || trimmed.starts_with("test ") && trimmed.ends_with(" ok")
        || trimmed.starts_with('✔')
        || trimmed.starts_with("running ")
        || trimmed.starts_with("test result: ok. 0 passed")
}

/// What one line of a runner's output counts: Cargo's `test result: …`, Node's `ℹ pass 3`.
fn counts_of(line: &str) -> Counts {
    let number_before = |word: &str| {
        let words: Vec<&str> = line.split([' ', ';', ',']).collect();
        let place = words.iter().position(|found| *found == word)?;
        words.get(place.checked_sub(1)?)?.parse().ok()
    };
    if line.starts_with("test result:") {
        return Counts {
            passed: number_before("passed").unwrap_or(0),
            failed: number_before("failed").unwrap_or(0),
        };
    }
    let rest = line.strip_prefix("ℹ ").or_else(|| line.strip_prefix("# ")).unwrap_or("");
    let value = |word: &str| rest.strip_prefix(word).and_then(|n| n.trim().parse().ok());
    Counts { passed: value("pass ").unwrap_or(0), failed: value("fail ").unwrap_or(0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_counts_of_every_runner_are_understood() {
        let cases = [
            ("test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured", 12, 0),
            ("test result: FAILED. 3 passed; 2 failed; 0 ignored", 3, 2),
            ("ℹ pass 7", 7, 0),
            ("# fail 4", 0, 4),
            ("ok 1 - a test that passed", 0, 0),
            ("test view::tests::it_passes ... ok", 0, 0),
        ];
        for (line, passed, failed) in cases {
            assert_eq!(counts_of(line), Counts { passed, failed }, "{line}");
        }
    }

    #[test]
    fn a_failure_is_never_hidden() {
        assert!(is_noise("test a::b ... ok"));
        assert!(!is_noise("test a::b ... FAILED"));
        assert!(!is_noise("test result: ok. 3 passed; 0 failed"));
    }
}
