//! The modules for the browser: compiled, bound, optimised, into `pkg/`.

use std::fs;
use std::path::{Path, PathBuf};

use wasm_bindgen_cli_support::Bindgen;

use crate::cache::{self, Inputs};
use crate::command::{node, open, quiet};
use crate::toolchain::Toolchain;
use crate::{Result, root, scratch};

const FEATURES: [&str; 8] = [
    "--enable-simd",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// The lightest level: the heavier ones save a twentieth of the bytes and cost a tenth of what is
/// downloaded, because what they make compresses less well. In the order of their names, functions
/// stand beside those that are like them, which compresses better too.
const PASSES: [&str; 6] = [
    "-O1",
    "--duplicate-function-elimination",
    "--reorder-functions-by-name",
    "--strip-target-features",
    "--strip-debug",
    "--strip-producers",
];

/// One module of WebAssembly, with its bindings.
struct Module {
    /// What it is, in words.
    title: &'static str,
    package: &'static str,
    /// The names of what is made begin with it.
    stem: &'static str,
    /// Whether the page loads it in two halves.
    is_split: bool,
}

/// The engine, which every visit loads; what opens other files than delimited text, which is loaded
/// with the first of them; and what reads closely, which is loaded when somebody asks for it.
const MODULES: [Module; 3] = [
    Module { title: "engine", package: "undertone-wasm", stem: "undertone", is_split: true },
    Module {
        title: "import",
        package: "undertone-import-wasm",
        stem: "undertone-import",
        is_split: false,
    },
    Module {
        title: "reader",
        package: "undertone-reader-wasm",
        stem: "undertone-reader",
        is_split: false,
    },
];

/// Makes `pkg/undertone.js`, `undertone_bg.wasm` and their types; the same for the import module.
pub(crate) fn build(toolchain: Toolchain) -> Result<()> {
    println!("Compiling the engine with {} …", toolchain.name());
    let mut cargo = toolchain.build();
    cargo.args(["--profile", "wasm", "--quiet"]);
    for module in &MODULES {
        cargo.args(["--package", module.package]);
    }
    open(&mut cargo)?;
    MODULES.iter().try_for_each(finish)
}

impl Module {
    fn outputs(&self) -> [PathBuf; 3] {
        let path = |end| root().join("pkg").join(format!("{}{end}", self.stem));
        [path(".js"), path(".d.ts"), path("_bg.wasm")]
    }
}

/// Bindings and optimisation of one compiled module.
fn finish(module: &Module) -> Result<()> {
    let compiled = format!("{}.wasm", module.package.replace('-', "_"));
    let raw = root().join("target-wasm/wasm32-unknown-unknown/wasm").join(compiled);
    let key = Inputs::new(&[&PASSES[..], &FEATURES[..]].concat().join(" "))
        .add(&raw)?
        .add(&root().join("crate/xtask/split.js"))?
        .key();
    let has_halves = !module.is_split || halves().iter().all(|half| half.exists());
    let is_there = has_halves && module.outputs().iter().all(|path| path.exists());
    if cache::is_done(module.title, &key) && is_there {
        return Ok(());
    }
    println!("Writing the bindings ({}) …", module.title);
    let bound = scratch().join("bindings");
    bind(&raw, &bound, module.stem)?;
    println!("Optimising the module ({}) …", module.title);
    let whole = bound.join(format!("{}_bg.wasm", module.stem));
    let small = bound.join(format!("{}_bg.opt.wasm", module.stem));
    quiet(node("node_modules/binaryen/bin/wasm-opt").args(PASSES).args(FEATURES).args([
        &whole,
        Path::new("-o"),
        &small,
    ]))?;
    if module.is_split {
        split(&whole)?;
    }
    let [script, types, wasm] = module.outputs();
    fs::create_dir_all(root().join("pkg"))?;
    fs::copy(bound.join(format!("{}.js", module.stem)), script)?;
    fs::copy(bound.join(format!("{}.d.ts", module.stem)), types)?;
    fs::copy(small, wasm)?;
    cache::done(module.title, &key)
}

/// The engine in two, for the page: what opens files, and the analysis.
fn halves() -> [PathBuf; 2] {
    ["open.wasm", "analysis.wasm"].map(|name| scratch().join("split").join(name))
}

/// Makes the two of the bound module, whose functions still have their names.
fn split(whole: &Path) -> Result<()> {
    println!("Splitting the engine …");
    fs::create_dir_all(scratch().join("split"))?;
    let named = scratch().join("split/named.wasm");
    let optimise = |from: &Path, to: &Path, passes: &[&str]| {
        let mut command = node("node_modules/binaryen/bin/wasm-opt");
        command.args(passes).args(FEATURES).args([from, Path::new("-o"), to]);
        quiet(&mut command)
    };
    let first = ["-O1", "--duplicate-function-elimination", "--strip-target-features", "-g"];
    optimise(whole, &named, &first)?;
    let [open, analysis] = halves();
    quiet(node("crate/xtask/split.js").args([&named, &open, &analysis]))?;
    let last = [&PASSES[..], &["--remove-unused-module-elements"]].concat();
    for half in [&open, &analysis] {
        optimise(half, half, &last)?;
    }
    Ok(())
}

/// What [`build`] leaves for the page.
pub(crate) fn outputs() -> impl Iterator<Item = PathBuf> {
    MODULES.iter().flat_map(Module::outputs).chain(halves())
}

fn bind(raw: &Path, out: &Path, stem: &str) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(raw)
        .out_name(stem)
        .typescript(true)
        .omit_default_module_path(true)
        .remove_producers_section(true)
        .web(true)
        .and_then(|bindgen| bindgen.generate(out))
        .map_err(|e| format!("the bindings could not be written: {e:#}").into())
}
