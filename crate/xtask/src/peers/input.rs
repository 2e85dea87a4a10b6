//! The generated files, and what is in them.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::PathBuf;

use serde_json::{Value, json};
use undertone_sample::{BulkTruth, write_bulk};

use crate::{Result, scratch};

/// Part of the names: changes when the generator does.
const VERSION: u32 = 1;
const SEED: u64 = 1;

/// One generated file.
pub(crate) struct Input {
    /// Where it lies.
    pub(crate) path: PathBuf,
    /// What whoever reads it must find, under the names that the readers use.
    pub(crate) truth: Value,
}

impl Input {
    /// The file's name.
    pub(crate) fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }
}

/// Files of so many rows, written once.
pub(crate) fn generated(rows: &[u32]) -> Result<Vec<Input>> {
    fs::create_dir_all(scratch())?;
    rows.iter().map(|rows| one(*rows)).collect()
}

fn one(rows: u32) -> Result<Input> {
    let path = scratch().join(format!("bulk-{VERSION}-{rows}.csv"));
    let note = path.with_extension("json");
    if let Ok(text) = fs::read_to_string(&note)
        && let Ok(truth) = serde_json::from_str::<Value>(&text)
        && fs::metadata(&path).is_ok_and(|data| Some(data.len()) == truth["bytes"].as_u64())
    {
        return Ok(Input { path, truth });
    }
    println!("Writing {rows} rows (once) …");
    let mut out = BufWriter::with_capacity(1 << 20, File::create(&path)?);
    let truth = names(&write_bulk(SEED, rows, &mut out)?);
    out.flush()?;
    fs::write(note, truth.to_string())?;
    Ok(Input { path, truth })
}

fn names(truth: &BulkTruth) -> Value {
    json!({
        "bytes": truth.n_bytes,
        "rows": truth.n_rows,
        "csatSum": truth.csat_sum,
        "csatMissing": truth.csat_missing,
        "areas": truth.n_areas,
        "textBytes": truth.text_bytes,
        "textUnits": truth.text_units,
    })
}
