//! Running other programs: quietly, with a time limit, or in the open.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::{Result, root, scratch};

/// Cargo as it was called, in the workspace's root.
pub(crate) fn cargo(verb: &str) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.arg(verb).current_dir(root());
    command
}

/// Node, in the workspace's root, running one of our scripts.
pub(crate) fn node(script: &str) -> Command {
    let mut command = Command::new("node");
    command.arg(script).current_dir(root());
    command
}

/// Whether a program starts and ends well.
pub(crate) fn works(program: &str, argument: &str) -> bool {
    output(Command::new(program).arg(argument)).is_some()
}

/// What a program prints, without white space around it; `None` when it fails.
pub(crate) fn output(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    output.status.success().then_some(text)
}

/// Runs with the output in view.
pub(crate) fn open(command: &mut Command) -> Result<()> {
    let status = command.status().map_err(|e| not_started(command, &e))?;
    if status.success() { Ok(()) } else { Err(format!("{} failed", name(command)).into()) }
}

/// Runs with the output in a log, whose end is part of the error.
pub(crate) fn quiet(command: &mut Command) -> Result<()> {
    quiet_within(command, Duration::from_hours(1))
}

/// As [`quiet`], for at most so long.
pub(crate) fn quiet_within(command: &mut Command, limit: Duration) -> Result<()> {
    fs::create_dir_all(scratch())?;
    let log = scratch().join(format!("{}.log", name(command)));
    let file = File::create(&log)?;
    command.stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file);
    let mut child = command.spawn().map_err(|e| not_started(command, &e))?;
    let begin = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            if status.success() {
                return Ok(());
            }
            return Err(format!("{} failed:\n{}", name(command), tail(&log)).into());
        }
        if begin.elapsed() > limit {
            child.kill().ok();
            child.wait().ok();
            let name = name(command);
            return Err(format!("{name} did not end within {} s", limit.as_secs()).into());
        }
        thread::sleep(Duration::from_millis(30));
    }
}

fn name(command: &Command) -> String {
    let program = Path::new(command.get_program());
    program.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn not_started(command: &Command, error: &std::io::Error) -> String {
    format!("{} could not be started: {error}", name(command))
}

fn tail(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(40)..].join("\n")
}
