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
    let feedback = "id,date,csat,area,account_id,comment\n\
        1,2026-01-05,2,Mobile,a1,The login loop on mobile is back\n\
        2,2026-01-06,5,Billing,a2,Invoices are clear now\n";
    let accounts = "account_id,plan,arr\na1,Enterprise,120000\na2,Team,12000\n";
    [("feedback.csv", feedback.to_owned()), ("accounts.csv", accounts.to_owned())]
}
