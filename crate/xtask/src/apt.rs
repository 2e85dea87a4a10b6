//! Debian's packages, where we may install them.

use std::path::Path;
use std::process::Command;

use crate::Result;
use crate::command::{output, quiet};

/// Whether this is a system whose packages we may install: one with apt, and we are root.
pub(crate) fn is_ours() -> bool {
    Path::new("/usr/bin/apt-get").exists()
        && output(Command::new("id").arg("-u")).is_some_and(|id| id == "0")
}

/// Installs packages, with fresh lists when the ones at hand do not know them.
pub(crate) fn install(packages: &[&str]) -> Result<()> {
    if get("install", packages).is_ok() {
        return Ok(());
    }
    get("update", &[])?;
    get("install", packages)
}

fn get(verb: &str, packages: &[&str]) -> Result<()> {
    let options = ["-y", "-q", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300"];
    quiet(
        Command::new("/usr/bin/apt-get")
            .args(options)
            .arg(verb)
            .args(packages)
            .env("DEBIAN_FRONTEND", "noninteractive"),
    )
}
