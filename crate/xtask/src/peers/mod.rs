//! Undertone's import against its peers', in one Chromium: `cargo xtask bench --peers`.

mod input;
mod table;

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::cache::{self, Inputs};
use crate::command::{cargo, node, open, quiet};
use crate::{Result, page, root, scratch, setup};
use input::Input;

const SIZES: [u32; 2] = [100_000, 1_000_000];
const HUGE_ROWS: u32 = 8_200_000;
const AFTER_HUGE_ROWS: u32 = 1_000_000;

struct Options {
    rows: Vec<u32>,
    rounds: u32,
    only: Vec<String>,
    huge: bool,
    browser: bool,
}

/// Runs the comparison, or the check of a file that is too large.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let options = parse(arguments)?;
    if options.huge {
        return huge();
    }
    let inputs = input::generated(&options.rows)?;
    let mut lines = natively(&inputs)?;
    if options.browser {
        match setup::browser() {
            Ok(browser) if browser.exists() => {
                lines.extend(in_browser(&browser, &inputs, &options)?);
            }
            Ok(path) => println!("No browser at {}: native figures only", path.display()),
            Err(error) => println!("Native figures only: {error}"),
        }
    }
    let out = scratch().join("peers.json");
    fs::write(&out, serde_json::to_string_pretty(&lines)?)?;
    let n_wrong: usize = inputs.iter().map(|input| table::print(input, &lines)).sum();
    println!("\nEvery import by itself: {}", out.display());
    if n_wrong == 0 { Ok(()) } else { Err(format!("{n_wrong} runs failed").into()) }
}

fn parse(arguments: &[String]) -> Result<Options> {
    let mut options =
        Options { rows: Vec::new(), rounds: 3, only: Vec::new(), huge: false, browser: true };
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--peers" => {}
            "--huge" => options.huge = true,
            "--no-browser" => options.browser = false,
            "--rows" => options.rows.push(number(argument, arguments.next())?),
            "--rounds" => options.rounds = number(argument, arguments.next())?,
            "--only" => options.only.push(arguments.next().ok_or("--only needs a name")?.clone()),
            other => return Err(format!("bench --peers does not know {other}").into()),
        }
    }
    if options.rows.is_empty() {
        options.rows.extend(SIZES);
    }
    Ok(options)
}

fn number(flag: &str, value: Option<&String>) -> Result<u32> {
    let number = value.and_then(|text| text.parse().ok()).filter(|number| *number > 0);
    number.ok_or_else(|| format!("{flag} needs a number above 0").into())
}

/// What reading in parts gains natively, and from which size on.
pub(crate) fn parts() -> Result<()> {
    let inputs = input::generated(&[10_000, 30_000, 100_000, 1_000_000])?;
    build_import()?;
    println!(
        "\nReading in so many parts, a thread for each, least of nine, in milliseconds: clock /"
    );
    println!("processor, busiest thread (the clock, had each a core to itself) / all threads");
    for input in inputs {
        print!("{:<19}", input.name());
        for n in ["1", "2", "4"] {
            let mut command = Command::new(root().join("target/fast/examples/import"));
            for line in json_lines(command.arg(&input.path).arg(n))? {
                let [wall, busiest, all] =
                    ["wall", "busiest", "all"].map(|key| line[key].as_f64().unwrap_or(f64::NAN));
                print!("   {n}: {wall:6.1} / {busiest:5.1} / {all:5.1}");
            }
        }
        println!();
    }
    Ok(())
}

fn build_import() -> Result<()> {
    println!("Building the native readers …");
    let example = ["--package", "undertone-engine", "--example", "import", "--profile", "fast"];
    open(cargo("build").args(example).arg("--quiet"))
}

/// The engine and the `csv` crate over the same files, each in one process.
fn natively(inputs: &[Input]) -> Result<Vec<Value>> {
    build_import()?;
    let mut lines = Vec::new();
    for input in inputs {
        println!("Reading {} natively …", input.name());
        let mut command = Command::new(root().join("target/fast/examples/import"));
        lines.extend(json_lines(command.arg(&input.path))?);
    }
    Ok(lines)
}

fn in_browser(browser: &Path, inputs: &[Input], options: &Options) -> Result<Vec<Value>> {
    page::build()?;
    let packages = packages();
    let mut command = harness("run.js", browser);
    command.arg("--rounds").arg(options.rounds.to_string()).arg("--packages").arg(packages);
    for name in &options.only {
        command.args(["--only", name]);
    }
    json_lines(command.args(inputs.iter().map(|input| &input.path)))
}

fn harness(script: &str, browser: &Path) -> Command {
    let mut command = node(&format!("tests/e2e/peers/{script}"));
    command.env("CHROME_PATH", browser);
    command
}

/// The folder of the peers' packages, installed apart from the page's own: nobody else needs them.
/// Where they cannot be had the harness says which are missing and goes on without.
fn packages() -> PathBuf {
    let folder = scratch().join("peers");
    if let Err(error) = install(&folder) {
        println!("The peers could not be installed: {error}");
    }
    folder.join("node_modules")
}

fn install(folder: &Path) -> Result<()> {
    const FILES: [&str; 2] = ["package.json", "package-lock.json"];
    let source = root().join("tests/e2e/peers");
    let key = Inputs::new("peers").add(&source.join(FILES[1]))?.key();
    if cache::is_done("peers", &key) && folder.join("node_modules").is_dir() {
        return Ok(());
    }
    println!("Installing the peers (once) …");
    fs::create_dir_all(folder)?;
    for file in FILES {
        fs::copy(source.join(file), folder.join(file))?;
    }
    quiet(Command::new("npm").args(["ci", "--ignore-scripts"]).current_dir(folder))?;
    cache::done("peers", &key)
}

/// The lines of JSON that a program prints, one value each; the rest of its output is in view.
fn json_lines(command: &mut Command) -> Result<Vec<Value>> {
    let mut child = command.stdout(Stdio::piped()).spawn()?;
    let stdout = child.stdout.take().ok_or("no output")?;
    let mut lines = Vec::new();
    for line in BufReader::new(stdout).lines() {
        lines.push(serde_json::from_str(&line?)?);
    }
    if child.wait()?.success() { Ok(lines) } else { Err("the runs did not end well".into()) }
}

/// A file of two gigabytes: opened, or refused in words before it is read; and memory comes back.
fn huge() -> Result<()> {
    let browser = setup::browser()?;
    page::build()?;
    let inputs = input::generated(&[HUGE_ROWS, AFTER_HUGE_ROWS])?;
    let mut command = harness("huge.js", &browser);
    let lines = json_lines(command.args(inputs.iter().map(|input| &input.path)))?;
    serde_json::to_writer_pretty(File::create(scratch().join("huge.json"))?, &json!(lines))?;
    let mut n_failed = 0;
    for line in &lines {
        let is_ok = line["ok"].as_bool().unwrap_or(false);
        n_failed += usize::from(!is_ok);
        let verdict = if is_ok { "holds " } else { "FAILS " };
        println!("{verdict} {}", line["said"].as_str().unwrap_or_default());
    }
    if n_failed == 0 { Ok(()) } else { Err(format!("{n_failed} checks failed").into()) }
}
