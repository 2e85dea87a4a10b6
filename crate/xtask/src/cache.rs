//! Steps are skipped when what they read has not changed.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::{Result, scratch};

/// The inputs of one step, boiled down.
pub(crate) struct Inputs(Sha256);

impl Inputs {
    /// Nothing yet but the step's own settings.
    pub(crate) fn new(settings: &str) -> Self {
        Inputs(Sha256::new_with_prefix(settings))
    }

    /// Adds a file, or all files of a folder; one that is not there counts as such.
    pub(crate) fn add(mut self, path: &Path) -> Result<Self> {
        for file in files(path)? {
            self.0.update(file.to_string_lossy().as_bytes());
            self.0.update(fs::read(&file)?);
        }
        Ok(self)
    }

    /// The step's key.
    pub(crate) fn key(self) -> String {
        hex(&self.0.finalize())
    }
}

/// Whether the step called `name` was last done for this key.
pub(crate) fn is_done(name: &str, key: &str) -> bool {
    fs::read_to_string(stamp(name)).is_ok_and(|kept| kept == key)
}

/// Remembers that the step was done.
pub(crate) fn done(name: &str, key: &str) -> Result<()> {
    fs::create_dir_all(scratch())?;
    Ok(fs::write(stamp(name), key)?)
}

fn stamp(name: &str) -> PathBuf {
    scratch().join(format!("{name}.stamp"))
}

/// All files under a path, in order; the path itself where it is a file.
pub(crate) fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            found.extend(files(&entry?.path())?);
        }
    }
    found.sort();
    Ok(found)
}

/// SHA-256 of a file, in hexadecimal.
pub(crate) fn sha256(path: &Path) -> Result<String> {
    Ok(hex(&Sha256::digest(fs::read(path)?)))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_file_changes_the_key() {
        let folder = scratch().join("cache-test");
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join("a");
        fs::write(&file, "1").unwrap();
        let first = Inputs::new("s").add(&folder).unwrap().key();
        assert_eq!(first, Inputs::new("s").add(&folder).unwrap().key());
        assert_ne!(first, Inputs::new("t").add(&folder).unwrap().key());
        fs::write(&file, "2").unwrap();
        assert_ne!(first, Inputs::new("s").add(&folder).unwrap().key());
    }

    #[test]
    fn the_hash_is_the_one_that_sha256sum_prints() {
        let file = scratch().join("abc");
        fs::create_dir_all(scratch()).unwrap();
        fs::write(&file, "abc").unwrap();
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sha256(&file).unwrap(), expected);
    }
}
