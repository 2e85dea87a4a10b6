//! Replays the alerts of a feedback file and prints them as JSON with the milliseconds on standard
//! error: `alerts MODEL FILE.csv [low|normal|high]` (`-` for no model).
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::error::Error;

use undertone_engine::alert::{Material, Options, Profile, replay};
use undertone_engine::join::join;
use undertone_engine::read::{Decoder, ReadOptions, read};
use undertone_engine::table::{Choices, format_day, infer};
use undertone_engine::text;

struct NoDecoder;

impl Decoder for NoDecoder {
    fn decode(&self, _: &str, _: &[u8]) -> Option<String> {
        None
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [model, files @ .., profile] = &args[..] else { return Err("usage".into()) };
    let profile = Profile::parse(profile).ok_or("profile?")?;
    let model = if model == "-" { None } else { Some(text::Model::read(&std::fs::read(model)?)?) };
    for file in files {
        let bytes = std::fs::read(file)?;
        let reading = read(file, bytes, &ReadOptions::default(), &NoDecoder)?;
        let table = infer(&reading, &Choices::default());
        let joined = join(&[(0, &table)])?;
        let corpus = text::analyse(&joined.table, None);
        let material = Material {
            table: &joined.table,
            accounts: &joined.accounts,
            corpus: &corpus,
            model: model.as_ref(),
            read: None,
        };
        #[expect(clippy::disallowed_types, reason = "the benchmark is the edge")]
        let start = std::time::Instant::now();
        let found = replay(material, Options { profile, ..Options::default() }, &mut |_| ());
        eprintln!("{file}: {:.0} ms, {} tests", start.elapsed().as_secs_f64() * 1e3, found.n_tests);
        let ids = joined.table.column("id");
        let alerts: Vec<serde_json::Value> = found
            .alerts
            .iter()
            .map(|alert| {
                let id = |row: &u32| match ids.map(|column| &column.data) {
                    Some(undertone_engine::table::Data::Text(texts)) => texts.get(*row).to_owned(),
                    _ => (row + 1).to_string(),
                };
                let segment: std::collections::BTreeMap<_, _> =
                    alert.segment.iter().cloned().collect();
                serde_json::json!({
                    "date": format_day(alert.day),
                    "kind": alert.kind.code(),
                    "label": alert.label,
                    "segment": (!segment.is_empty()).then_some(segment),
                    "count": alert.count,
                    "expected": alert.expected,
                    "p": alert.p,
                    "from": format_day(alert.from),
                    "row_ids": alert.rows.iter().map(id).collect::<Vec<_>>(),
                })
            })
            .collect();
        std::fs::write(format!("{file}.alerts.json"), serde_json::to_string(&alerts)?)?;
    }
    Ok(())
}
