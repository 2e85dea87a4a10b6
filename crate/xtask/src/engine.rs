//! The engine for the browser: compiled, bound, optimised, into `pkg/`.

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
/// downloaded, because what they make compresses less well.
const PASSES: [&str; 4] =
    ["-O1", "--duplicate-function-elimination", "--strip-debug", "--strip-producers"];

/// Makes `pkg/undertone.js`, `undertone_bg.wasm` and their types.
pub(crate) fn build(toolchain: Toolchain) -> Result<()> {
    println!("Compiling the engine with {} …", toolchain.name());
    open(toolchain.build().args(["--profile", "wasm", "--package", "undertone-wasm", "--quiet"]))?;
    let raw = root().join("target-wasm/wasm32-unknown-unknown/wasm/undertone_wasm.wasm");
    let key = Inputs::new(&[&PASSES[..], &FEATURES[..]].concat().join(" ")).add(&raw)?.key();
    if cache::is_done("engine", &key) && outputs().iter().all(|path| path.exists()) {
        return Ok(());
    }
    println!("Writing the bindings …");
    let bound = scratch().join("bindings");
    bind(&raw, &bound)?;
    println!("Optimising the module …");
    let module = bound.join("undertone_bg.wasm");
    let small = bound.join("undertone_bg.opt.wasm");
    quiet(node("node_modules/binaryen/bin/wasm-opt").args(PASSES).args(FEATURES).args([
        &module,
        Path::new("-o"),
        &small,
    ]))?;
    let pkg = root().join("pkg");
    fs::create_dir_all(&pkg)?;
    fs::copy(bound.join("undertone.js"), pkg.join("undertone.js"))?;
    fs::copy(bound.join("undertone.d.ts"), pkg.join("undertone.d.ts"))?;
    fs::copy(small, pkg.join("undertone_bg.wasm"))?;
    cache::done("engine", &key)
}

/// What [`build`] leaves for the page.
pub(crate) fn outputs() -> [PathBuf; 3] {
    ["undertone.js", "undertone.d.ts", "undertone_bg.wasm"]
        .map(|name| root().join("pkg").join(name))
}

fn bind(raw: &Path, out: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(raw)
        .out_name("undertone")
        .typescript(true)
        .omit_default_module_path(true)
        .remove_producers_section(true)
        .web(true)
        .and_then(|bindgen| bindgen.generate(out))
        .map_err(|e| format!("the bindings could not be written: {e:#}").into())
}
