//! The page: everything a static host needs, into `dist/`.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::Instant;

use crate::cache::{self, Inputs};
use crate::command::{node, open};
use crate::{Result, engine, root, sample, setup};

/// Served as they are, where they are there: word vectors, what labels are read from, and the packs
/// for close reading and for several languages.
const MODELS: [&str; 4] = [
    "undertone-vectors.bin",
    "undertone-labels.bin",
    "undertone-reader.bin",
    "undertone-polyglot.bin",
];

/// Builds the engine and the page.
pub(crate) fn build() -> Result<()> {
    let begin = Instant::now();
    let toolchain = setup::build_tools()?;
    engine::build(toolchain)?;
    bundle()?;
    println!("dist/ is ready ({:.1} s)", begin.elapsed().as_secs_f64());
    Ok(())
}

fn bundle() -> Result<()> {
    let root = root();
    let dist = root.join("dist");
    let mut inputs = Inputs::new(sample::VERSION);
    let sources =
        ["web", "model", "package-lock.json", "crate/xtask/bundle.js", "crate/sample/src"];
    for source in sources {
        inputs = inputs.add(&root.join(source))?;
    }
    for output in engine::outputs() {
        inputs = inputs.add(&output)?;
    }
    let key = inputs.key();
    if cache::is_done("page", &key) && dist.join("SHA256SUMS").exists() {
        return Ok(());
    }
    println!("Bundling the page …");
    if dist.exists() {
        fs::remove_dir_all(&dist)?;
    }
    fs::create_dir_all(&dist)?;
    open(&mut node("crate/xtask/bundle.js"))?;
    sample::write(&dist.join("sample"))?;
    for name in MODELS {
        let model = root.join("model").join(name);
        if model.exists() {
            fs::copy(model, dist.join(name))?;
        }
    }
    checksums(&dist)?;
    cache::done("page", &key)
}

/// `SHA256SUMS`, for `sha256sum --check`.
fn checksums(dist: &Path) -> Result<()> {
    let mut text = String::new();
    for file in cache::files(dist)? {
        let name = file.strip_prefix(dist)?.to_string_lossy().replace('\\', "/");
        writeln!(text, "{}  {name}", cache::sha256(&file)?)?;
    }
    Ok(fs::write(dist.join("SHA256SUMS"), text)?)
}
