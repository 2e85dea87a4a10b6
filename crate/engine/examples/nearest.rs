//! How often the nearest text has the same class, within each language and across languages:
//! `nearest MODEL FILE.csv TEXT CLASS LANGUAGE [VECTORS.f32]` (`-` for no model).

use std::collections::BTreeSet;
use std::error::Error;

use undertone_engine::table::Table;
use undertone_engine::text;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [model, file, columns @ ..] = &args[..] else {
        return Err("usage: nearest MODEL FILE.csv TEXT CLASS LANGUAGE".into());
    };
    let [text_column, class_column, language_column, read @ ..] = columns else {
        return Err("three columns: text, class, language; VECTORS.f32".into());
    };
    let mut reader = csv::Reader::from_path(file)?;
    let header = reader.headers()?.clone();
    let place = |name: &String| header.iter().position(|own| own == name).ok_or("no such column");
    let (text, class) = (place(text_column)?, place(class_column)?);
    let language = place(language_column)?;
    let (mut texts, mut classes, mut languages) = (Vec::new(), Vec::new(), Vec::new());
    for record in reader.records() {
        let record = record?;
        texts.push(record.get(text).unwrap_or_default().to_owned());
        classes.push(record.get(class).unwrap_or_default().to_owned());
        languages.push(record.get(language).unwrap_or_default().to_owned());
    }
    let model = if model == "-" { None } else { Some(text::Model::read(&std::fs::read(model)?)?) };
    let corpus = text::analyse(&Table::of_verbatims(&texts), None);
    let found = corpus.languages.iter().zip(&languages).filter(|(a, b)| a == b).count();
    println!("languages found {found} of {}", languages.len());
    let mut vectors = text::embed(&corpus, model.as_ref());
    if let [read, ..] = read {
        let bytes = std::fs::read(read)?;
        let read: Vec<f32> =
            bytes.as_chunks::<4>().0.iter().map(|own| f32::from_le_bytes(*own)).collect();
        let dims = read.len() / classes.len();
        let read = ndarray::Array2::from_shape_vec((classes.len(), dims), read)?;
        if dims > 0 {
            vectors = text::join(&corpus, &vectors, &read);
        }
    }
    if let [_, out] = read {
        let options = undertone_engine::theme::ThemeOptions {
            seed: undertone_engine::defaults::SEED,
            min_size: None,
            by_words: true,
        };
        let found = undertone_engine::theme::discover(&corpus, &vectors, &options, &mut |_| {});
        std::fs::write(out, format!("{:?}", found.of_row))?;
        for theme in &found.themes {
            println!("{}", theme.name);
        }
    }
    let names: BTreeSet<&String> = languages.iter().collect();
    for name in &names {
        let own = |row: usize| languages[row] == **name;
        println!("{name}: {:.3}", share(&vectors, &classes, own, |_, b| own(b)));
    }
    if names.len() > 1 {
        let other = |a: usize, b: usize| languages[a] != languages[b];
        println!("across: {:.3}", share(&vectors, &classes, |_| true, other));
    }
    Ok(())
}

/// The share of texts `of` whose nearest among those `with` them has their class.
fn share(
    vectors: &ndarray::Array2<f32>,
    classes: &[String],
    of: impl Fn(usize) -> bool,
    with: impl Fn(usize, usize) -> bool,
) -> f64 {
    let n = classes.len();
    let (mut right, mut all) = (0, 0);
    for row in (0..n).filter(|row| of(*row)) {
        let near = |other: usize| {
            vectors.row(row).iter().zip(vectors.row(other)).map(|(a, b)| a * b).sum::<f32>()
        };
        let others = (0..n).filter(|other| *other != row && with(row, *other));
        let best = others.max_by(|a, b| near(*a).total_cmp(&near(*b)));
        right += usize::from(best.is_some_and(|best| classes[best] == classes[row]));
        all += 1;
    }
    f64::from(right as u32) / f64::from(all.max(1))
}
