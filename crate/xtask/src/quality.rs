//! How well themes agree with known classes, beside baselines, as a table; and how well near copies
//! are told. Needs the sets, which are not part of the project.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{cargo, open, quiet};
use crate::{Result, root, scratch};

/// Where the sets lie, beside the project.
const DATA: &str = "../shared/data";

/// What the baselines are made of.
const PACKAGES: [&str; 1] = ["scikit-learn>=1.5"];

/// Sets among whose texts copies are planted.
const COPIES: [&str; 3] =
    ["banking77.csv", "app_reviews_labelled_en_fr.csv", "youtube_reviews_dated.csv"];

/// Prints both; says so where the sets are missing.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let mut data = root().join(DATA);
    let mut more: Vec<&str> = Vec::new();
    let mut arguments = arguments.iter().filter(|own| *own != "--quality");
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--close-reading" => more.push("--close-reading"),
            "--data" => data = arguments.next().ok_or("--data needs a folder")?.into(),
            flag => return Err(format!("bench --quality does not know {flag}").into()),
        }
    }
    if !data.join("banking77.csv").exists() {
        println!("Skipped: the sets are not in {}. Name their folder with --data.", data.display());
        return Ok(());
    }
    println!("Building the command line …");
    let build = ["build", "--profile", "fast", "--quiet", "--package"];
    open(cargo(build[0]).args(&build[1..]).arg("undertone-cli"))?;
    open(cargo(build[0]).args(&build[1..]).args(["undertone-engine", "--example", "copies"]))?;
    let fast = root().join("target/fast");
    open(
        Command::new(python()?)
            .arg(root().join("crate/xtask/quality.py"))
            .args([&fast.join("undertone"), &data, &root().join("model")])
            .args(more),
    )?;
    println!("\nNear copies: 2,000 planted among 4,000 texts");
    for file in COPIES {
        println!("{file}");
        open(Command::new(fast.join("examples/copies")).arg(data.join(file)).arg("text"))?;
    }
    Ok(())
}

/// Python in an environment of its own, with what the baselines need.
fn python() -> Result<PathBuf> {
    let place = scratch().join("quality");
    let own = place.join("bin/python");
    if !has_packages(&own) {
        println!("Installing {} …", PACKAGES.join(", "));
        quiet(Command::new("python3").args(["-m", "venv"]).arg(&place))?;
        quiet(Command::new(&own).args(["-m", "pip", "install", "--quiet"]).args(PACKAGES))?;
    }
    Ok(own)
}

fn has_packages(python: &Path) -> bool {
    let test = Command::new(python).args(["-c", "import sklearn"]).output();
    test.is_ok_and(|output| output.status.success())
}
