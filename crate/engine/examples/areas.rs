//! How well areas are learnt from rows that have one: `areas FILE.csv TRUTH.csv TEXT AREA` hides a
//! part of the areas that a column of the second file gives, by `id`, and judges what is filled in.

use std::collections::BTreeMap;
use std::error::Error;

use undertone_engine::label::{AreaFrom, Labeller};
use undertone_engine::num::hash64;
use undertone_engine::table::{Category, Column, Data, Origin, Role, Table};
use undertone_engine::text;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

fn main() -> Outcome {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [file, truth, text, area] = &args[..] else {
        return Err("usage: areas FILE.csv TRUTH.csv TEXT AREA (names of columns)".into());
    };
    let areas: BTreeMap<String, String> = two(truth, "id", area)?.into_iter().collect();
    let rows = two(file, "id", text)?;
    let texts: Vec<&str> = rows.iter().map(|row| row.1.as_str()).collect();
    let truth: Vec<&str> = rows.iter().map(|row| areas.get(&row.0).map_or("", |own| own)).collect();
    for shown in [5, 20, 50] {
        let is_shown = |row: &usize| hash64(rows[*row].0.as_bytes(), 9) % 100 < shown;
        judge(&texts, &truth, &is_shown)?;
    }
    Ok(())
}

/// Two columns of a file.
fn two(path: &str, first: &str, second: &str) -> Outcome<Vec<(String, String)>> {
    let mut reader = csv::Reader::from_path(path)?;
    let head = reader.headers()?.clone();
    let at = |name: &str| head.iter().position(|own| own == name).ok_or("no such column");
    let (first, second) = (at(first)?, at(second)?);
    let mut out = Vec::new();
    for record in reader.records() {
        let record = record?;
        out.push((record[first].to_owned(), record[second].to_owned()));
    }
    Ok(out)
}

fn judge(texts: &[&str], truth: &[&str], is_shown: &dyn Fn(&usize) -> bool) -> Outcome {
    let mut table = Table::of_verbatims(texts);
    let shown = (0..texts.len()).map(|row| if is_shown(&row) { truth[row] } else { "" });
    let data = Data::Category(Category::from_values(shown));
    let (key, name) = ("area".to_owned(), "Area".to_owned());
    table.put(Column { key, name, role: Some(Role::Area), origin: Origin::File, data });
    let corpus = text::analyse(&table, None);
    let plain = Labeller::of_lexicon("@en\n").ok_or("no lexicon")?;
    let start = now();
    let labelled = plain.label(&table, &corpus);
    let ms = now() - start;
    let (mut n, mut n_filled, mut n_right, mut sum) = (0.0, 0.0, 0.0, 0.0);
    let mut by: BTreeMap<&str, [u32; 3]> = BTreeMap::new();
    for row in (0..texts.len()).filter(|row| !is_shown(row) && !truth[*row].is_empty()) {
        n += 1.0;
        by.entry(truth[row]).or_default()[0] += 1;
        if let Some((area, AreaFrom::Learned(sureness))) = plain.area_of(&labelled, row as u32) {
            n_filled += 1.0;
            sum += sureness;
            by.entry(area).or_default()[1] += 1;
            if area == truth[row] {
                n_right += 1.0;
                by.entry(area).or_default()[2] += 1;
            }
        }
    }
    println!(
        "{} areas shown, {n} hidden: {:.1} % filled, {:.1} % of them right, {:.1} % told; {ms} ms",
        (0..texts.len()).filter(is_shown).count(),
        100.0 * n_filled / n,
        100.0 * n_right / n_filled,
        100.0 * sum / n_filled,
    );
    println!("   tried on known rows: {:?}", labelled.area_check());
    for (area, [n, filled, right]) in by {
        println!("   {area:20} {n:6} hidden {filled:6} filled {right:6} right");
    }
    Ok(())
}

/// Examples may look at the clock.
#[expect(clippy::disallowed_types, reason = "a measuring example")]
fn now() -> u128 {
    let time = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    time.map_or(0, |time| time.as_millis())
}
