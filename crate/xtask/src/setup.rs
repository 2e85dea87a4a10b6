//! Installs what is missing, once, and says so.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::cache::{self, Inputs};
use crate::command::{output, quiet, works};
use crate::toolchain::{self, Toolchain};
use crate::{Result, apt, root};

const NODE_MAJOR: u32 = 20;

/// What building needs: Node with the page's packages, and a compiler for WebAssembly.
pub(crate) fn build_tools() -> Result<Toolchain> {
    packages()?;
    toolchain::find()
}

/// Node and the page's packages, as the lockfile names them.
pub(crate) fn packages() -> Result<()> {
    node()?;
    let key = Inputs::new("npm").add(&root().join("package-lock.json"))?.key();
    if cache::is_done("npm", &key) && root().join("node_modules").is_dir() {
        return Ok(());
    }
    println!("Installing the page's npm packages (once) …");
    quiet(Command::new("npm").args(["ci", "--ignore-scripts"]).current_dir(root()))?;
    cache::done("npm", &key)
}

fn node() -> Result<()> {
    if !works("node", "--version") && apt::is_ours() {
        println!("Installing Node (once) …");
        apt::install(&["nodejs", "npm"])?;
    }
    let version = output(Command::new("node").arg("--version")).unwrap_or_default();
    let major = version.trim_start_matches('v').split('.').next().and_then(|n| n.parse().ok());
    match major {
        Some(NODE_MAJOR..) if works("npm", "--version") => Ok(()),
        Some(NODE_MAJOR..) => Err("npm is missing: install it beside Node".into()),
        Some(0..NODE_MAJOR) => {
            Err(format!("Node {version} is too old: install 20 or newer").into())
        }
        None => Err("Node is missing: install version 20 or newer from https://nodejs.org".into()),
    }
}

/// A Chrome or Chromium for the tests.
pub(crate) fn browser() -> Result<PathBuf> {
    if let Some(path) = installed_browser() {
        return Ok(path);
    }
    if apt::is_ours() {
        println!("Installing Chromium for the browser tests (once) …");
        apt::install(&["chromium"])?;
    }
    installed_browser().ok_or_else(|| {
        "there is no browser to test in: install Chrome or Chromium, or set CHROME_PATH".into()
    })
}

fn installed_browser() -> Option<PathBuf> {
    if let Some(path) = std::env::var_os("CHROME_PATH") {
        return Some(PathBuf::from(path));
    }
    let fixed = [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome-stable",
        "/usr/bin/google-chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "C:/Program Files/Google/Chrome/Application/chrome.exe",
    ];
    fixed.iter().map(Path::new).find(|path| path.exists()).map(PathBuf::from)
}
