//! The sample data, as files.

use std::fs;
use std::path::Path;

use crate::Result;

/// Part of the key of what is made of the sample.
pub(crate) const VERSION: &str = "sample 1";

/// Writes `feedback.csv` and `accounts.csv` into a folder.
pub(crate) fn write(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    for (name, text) in files() {
        fs::write(folder.join(name), text)?;
    }
    Ok(())
}

/// The sample's files and their texts.
pub(crate) fn files() -> [(&'static str, String); 2] {
    let sample = undertone_sample::generate(undertone_sample::DEFAULT_SEED);
    [("feedback.csv", sample.feedback_csv), ("accounts.csv", sample.accounts_csv)]
}
