//! Times of each stage, natively and in the browser, as a table.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Map, Value};

use crate::command::{cargo, node, open};
use crate::{Result, page, peers, root, scratch, setup};

const SIZES: [u32; 2] = [20_000, 100_000];

struct Options {
    files: Vec<PathBuf>,
    rows: Vec<u32>,
    browser: bool,
}

/// One line of the table.
struct Run {
    file: String,
    rows: usize,
    megabytes: f64,
    place: &'static str,
    stages: Vec<(String, f64)>,
    total: f64,
    peak_mb: f64,
    longest_task: Option<f64>,
}

/// Runs the benchmarks: given files, or generated ones.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let mut options = parse(arguments)?;
    if options.files.is_empty() {
        options.files = generated(&options.rows)?;
    }
    println!("Building the command line …");
    open(cargo("build").args(["--package", "undertone-cli", "--release", "--quiet"]))?;
    let mut runs = Vec::new();
    for file in &options.files {
        runs.push(natively(file)?);
    }
    if options.browser {
        page::build()?;
        runs.extend(in_browser(&options.files)?);
    }
    for run in &runs {
        print(run);
    }
    peers::parts()
}

fn parse(arguments: &[String]) -> Result<Options> {
    let mut options = Options { files: Vec::new(), rows: Vec::new(), browser: true };
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--no-browser" => options.browser = false,
            "--rows" => {
                let rows = arguments.next().and_then(|text| text.parse().ok());
                options.rows.push(rows.ok_or("--rows needs a number")?);
            }
            flag if flag.starts_with("--") => {
                return Err(format!("bench does not know {flag}").into());
            }
            file => options.files.push(fs::canonicalize(file).map_err(|e| format!("{file}: {e}"))?),
        }
    }
    if options.rows.is_empty() {
        options.rows.extend(SIZES);
    }
    Ok(options)
}

/// Feedback files of the sample's kind.
fn generated(rows: &[u32]) -> Result<Vec<PathBuf>> {
    fs::create_dir_all(scratch())?;
    let mut files = Vec::new();
    for &n in rows {
        let sample = undertone_sample::generate_rows(undertone_sample::DEFAULT_SEED, n);
        let path = scratch().join(format!("feedback-{n}.csv"));
        fs::write(&path, sample.feedback_csv)?;
        files.push(path);
    }
    Ok(files)
}

fn natively(file: &Path) -> Result<Run> {
    let begin = Instant::now();
    let mut child = Command::new(root().join("target/release/undertone"))
        .args(["findings", "--timings"])
        .arg(file)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()?;
    let mut peak = 0.0_f64;
    while child.try_wait()?.is_none() {
        peak = peak.max(peak_memory(child.id()));
        thread::sleep(Duration::from_millis(5));
    }
    let total = begin.elapsed().as_secs_f64() * 1000.0;
    let mut text = String::new();
    child.stderr.take().ok_or("no output")?.read_to_string(&mut text)?;
    let stages = text
        .lines()
        .find_map(|line| serde_json::from_str::<Value>(line).ok())
        .and_then(|json| json.get("milliseconds").and_then(Value::as_object).map(times))
        .ok_or_else(|| format!("{}: {text}", file.display()))?;
    let (rows, megabytes) = size(file)?;
    let file = name(file);
    Ok(Run {
        file,
        rows,
        megabytes,
        place: "native",
        stages,
        total,
        peak_mb: peak,
        longest_task: None,
    })
}

fn in_browser(files: &[PathBuf]) -> Result<Vec<Run>> {
    let output = node("tests/e2e/bench.js")
        .args(files)
        .env("CHROME_PATH", setup::browser()?)
        .stderr(Stdio::inherit())
        .output()?;
    let mut runs = Vec::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let json: Value = serde_json::from_str(line)?;
        let number = |key: &str| json.get(key).and_then(Value::as_f64).unwrap_or(0.0);
        let file = Path::new(json.get("file").and_then(Value::as_str).unwrap_or(""));
        let (rows, megabytes) = size(file)?;
        runs.push(Run {
            file: name(file),
            rows,
            megabytes,
            place: "browser",
            stages: json.get("stages").and_then(Value::as_object).map(times).unwrap_or_default(),
            total: number("total"),
            peak_mb: number("peakMb"),
            longest_task: Some(number("longestTask")),
        });
    }
    if output.status.success() { Ok(runs) } else { Err("the browser's runs failed".into()) }
}

/// Names with milliseconds, in the order of the work.
fn times(stages: &Map<String, Value>) -> Vec<(String, f64)> {
    const ORDER: [&str; 11] = [
        "read file",
        "open",
        "loadModel",
        "model",
        "join",
        "text",
        "label",
        "vector",
        "theme",
        "spike",
        "finding",
    ];
    let mut times: Vec<(String, f64)> = stages
        .iter()
        .map(|(name, ms)| (name.clone(), ms.as_f64().unwrap_or(0.0)))
        .filter(|(_, ms)| *ms >= 0.5)
        .collect();
    let place = |name: &str| ORDER.iter().position(|known| *known == name).unwrap_or(ORDER.len());
    times.sort_by_key(|(name, _)| place(name));
    times
}

/// The most memory the process held so far, in MB; 0 where the system does not say.
fn peak_memory(process: u32) -> f64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes: Option<f64> = line.and_then(|rest| rest.split_whitespace().next()?.parse().ok());
    kilobytes.unwrap_or(0.0) / 1024.0
}

/// Lines and megabytes.
fn size(file: &Path) -> Result<(usize, f64)> {
    let bytes = fs::read(file)?;
    let lines = String::from_utf8_lossy(&bytes).lines().count();
    Ok((lines, bytes.len() as f64 / 1e6))
}

fn name(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn print(run: &Run) {
    println!();
    println!(
        "{} · {} · {} lines · {:.1} MB · {:.2} s in all · {:.1} MB/s · peak {:.0} MB{}",
        run.file,
        run.place,
        run.rows,
        run.megabytes,
        run.total / 1000.0,
        run.megabytes / (run.total / 1000.0),
        run.peak_mb,
        run.longest_task.map_or_else(String::new, longest),
    );
    for (stage, ms) in &run.stages {
        println!("  {stage:<12} {ms:>9.0} ms  {:>8.1} MB/s", run.megabytes / (ms / 1000.0));
    }
}

fn longest(ms: f64) -> String {
    if ms <= 50.0 {
        " · longest main-thread task ≤ 50 ms".to_owned()
    } else {
        format!(" · longest main-thread task {ms:.0} ms")
    }
}
