//! A Rust toolchain that compiles for WebAssembly: rustup's target, or else Debian's packages.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::command::{self, output, quiet_within, works};
use crate::{Result, apt, root, scratch};

const TARGET: &str = "wasm32-unknown-unknown";
const RUSTUP_LIMIT: Duration = Duration::from_mins(1);
const DEBIAN_PACKAGES: [&str; 6] =
    ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22", "rust-web-clippy"];
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_CARGO: &str = "/usr/bin/cargo";
const DEBIAN_LINKER: &str = "/usr/bin/rust-lld";
const DEBIAN_CLIPPY: &str = "/usr/bin/cargo-clippy";
const ADVICE: &str = "there is no Rust toolchain for WebAssembly: install one with \
    `rustup target add wasm32-unknown-unknown`";

/// Where the compiler for WebAssembly comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Toolchain {
    /// The Rust toolchain that runs this, with its own standard library for the target.
    Own,
    /// Debian's `rustc-web`, which builds the standard library from `rust-web-src`.
    Debian,
}

/// Finds a toolchain, or installs one. `UNDERTONE_WASM_TOOLCHAIN` (`own` or `debian`) leaves no
/// choice.
pub(crate) fn find() -> Result<Toolchain> {
    let wanted = std::env::var("UNDERTONE_WASM_TOOLCHAIN").unwrap_or_default();
    if wanted != "debian" {
        if has_own() {
            return Ok(Toolchain::Own);
        }
        if add_own() {
            return Ok(Toolchain::Own);
        }
        if wanted == "own" {
            return Err(ADVICE.into());
        }
    }
    if has_debian() {
        return Ok(Toolchain::Debian);
    }
    if !apt::is_ours() {
        return Err(ADVICE.into());
    }
    println!("Installing Debian's wasm toolchain (once) …");
    apt::install(&DEBIAN_PACKAGES).map_err(|e| format!("{ADVICE}\n({e})"))?;
    if has_debian() { Ok(Toolchain::Debian) } else { Err(ADVICE.into()) }
}

fn has_own() -> bool {
    let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    rustc.args(["--print", "target-libdir", "--target", TARGET]).current_dir(root());
    output(&mut rustc).is_some_and(|folder| has_std(Path::new(&folder)))
}

fn has_std(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("libstd-"))
}

/// Asks rustup, within a limit; that it failed is remembered until `target/` is cleaned.
fn add_own() -> bool {
    let failed = scratch().join("rustup-target-failed");
    if failed.exists() || !works("rustup", "--version") {
        return false;
    }
    println!("Adding the wasm target with rustup (once) …");
    let mut rustup = Command::new("rustup");
    rustup.args(["target", "add", TARGET]).current_dir(root());
    let added = quiet_within(&mut rustup, RUSTUP_LIMIT).is_ok() && has_own();
    if !added {
        println!("rustup could not add the target; looking elsewhere");
        fs::create_dir_all(scratch()).and_then(|()| fs::write(failed, "")).ok();
    }
    added
}

fn has_debian() -> bool {
    let Some(sysroot) = output(Command::new(DEBIAN_RUSTC).args(["--print", "sysroot"])) else {
        return false;
    };
    let source = Path::new(&sysroot).join("lib/rustlib/src/rust/library/std");
    source.is_dir() && works(DEBIAN_CARGO, "--version") && exists(DEBIAN_LINKER)
}

fn exists(path: &str) -> bool {
    Path::new(path).exists()
}

impl Toolchain {
    /// In words.
    pub(crate) fn name(self) -> String {
        match self {
            Toolchain::Own => "the installed Rust with its wasm target".to_owned(),
            Toolchain::Debian => {
                let version = output(Command::new(DEBIAN_RUSTC).arg("--version"));
                format!("Debian's {}", version.unwrap_or_default())
            }
        }
    }

    /// `cargo build` for WebAssembly.
    pub(crate) fn build(self) -> Command {
        self.cargo("build")
    }

    /// `cargo clippy` for WebAssembly.
    pub(crate) fn clippy(self) -> Result<Command> {
        if self == Toolchain::Debian && !exists(DEBIAN_CLIPPY) {
            apt::install(&["rust-web-clippy"])?;
        }
        Ok(self.cargo("clippy"))
    }

    fn cargo(self, verb: &str) -> Command {
        let mut cargo = match self {
            Toolchain::Own => command::cargo(verb),
            Toolchain::Debian => debian_cargo(verb),
        };
        cargo
            .args(["--locked", "--target", TARGET, "--target-dir", "target-wasm"])
            .env("CARGO_ENCODED_RUSTFLAGS", self.flags().join("\u{1f}"))
            .env("RUSTC_BOOTSTRAP", "1")
            .env_remove("RUSTFLAGS");
        cargo
    }

    /// SIMD, and no path of this machine in the result: the same bytes wherever it is built.
    fn flags(self) -> Vec<String> {
        let compiler = if self == Toolchain::Debian { DEBIAN_RUSTC } else { "rustc" };
        let sysroot =
            output(Command::new(compiler).args(["--print", "sysroot"]).current_dir(root()));
        let home = std::env::var_os("CARGO_HOME")
            .map(PathBuf::from)
            .or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
        // Where a panic happened is two words for each of thousands of places, in every download.
        let mut flags =
            vec!["-Ctarget-feature=+simd128".to_owned(), "-Zlocation-detail=none".to_owned()];
        let remap = |from: &Path, to: &str| format!("--remap-path-prefix={}={to}", from.display());
        flags.push(remap(&root(), "/src"));
        flags.extend(home.map(|home| remap(&home, "/cargo")));
        flags.extend(sysroot.map(|at| remap(&Path::new(&at).join("lib/rustlib"), "/rustlib")));
        flags
    }
}

/// Debian's Cargo, kept apart from the Rust toolchain that runs this.
fn debian_cargo(verb: &str) -> Command {
    let mut cargo = Command::new(if verb == "clippy" { DEBIAN_CLIPPY } else { DEBIAN_CARGO });
    for variable in ["RUSTUP_TOOLCHAIN", "RUSTC", "RUSTDOC", "CARGO"] {
        cargo.env_remove(variable);
    }
    cargo.env("CARGO", DEBIAN_CARGO).env("RUSTC_BOOTSTRAP", "1").current_dir(root());
    cargo.arg(verb).args(["--config", "build.rustc=\"/usr/bin/rustc\""]);
    cargo.args(["-Z", "build-std=std,panic_abort"]);
    cargo
}
