//! How well texts that say two things are given two themes: `several MODEL|- FILE.csv TEXT CLASS
//! [COLUMN=VALUE…]` joins pairs of texts of different classes (one text in twenty), finds themes,
//! and reports for how many pairs a theme of each class was found, how many of the further themes
//! are of one of the two, and how many texts that were left alone have a further theme.

use std::collections::BTreeMap;
use std::error::Error;

use undertone_engine::num::Random;
use undertone_engine::table::{MISSING, Table};
use undertone_engine::theme::{self, Import, Memory};
use undertone_engine::{defaults, text};

/// A theme is one of a class where it holds this share of the class.
const OF_CLASS: f64 = 0.2;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [model, file, text_column, class_column, keep @ ..] = &args[..] else {
        return Err("usage: several MODEL|- FILE.csv TEXT CLASS [COLUMN=VALUE…]".into());
    };
    let model = if model == "-" { None } else { Some(text::Model::read(&std::fs::read(model)?)?) };
    let mut single = read(file, text_column, class_column, keep)?;
    let pairs = pair(&mut single);
    let mut texts: Vec<String> = single.iter().map(|own| own.0.clone()).collect();
    texts.extend(pairs.iter().enumerate().map(|(at, (a, b))| joined(at, &a.0, &b.0)));
    let corpus = text::analyse(&Table::of_verbatims(&texts), None);
    let words = text::WordVectors::learn(&corpus, model.as_ref());
    let options = theme::ThemeOptions { seed: defaults::SEED, min_size: None, by_words: true };
    let mut found = theme::discover(&corpus, &(&corpus, &words), &options, &mut |_| {});
    let days = vec![None; texts.len()];
    let import = Import { corpus: &corpus, model: model.as_ref(), days: &days, accounts: &[] };
    let (identity, _) = theme::recognise(&corpus, &mut found, &Memory::default());
    let memory = Memory::default().learn(&import, &found, &identity);
    let also = theme::also(&import, &memory, &identity.ids, &found.of_row, &mut |_| {});
    let shares = Shares::new(&single, &found.of_row);
    let themes_of = |row: usize| {
        let main = std::iter::once(found.of_row[row]).filter(|theme| *theme != MISSING);
        main.chain(also.of(row as u32).iter().copied()).collect::<Vec<u32>>()
    };
    let (mut both, mut main, mut right, mut further) = (0, 0, 0, 0);
    for (at, (a, b)) in pairs.iter().enumerate() {
        let themes = themes_of(single.len() + at);
        let of = |class: &str| themes.iter().any(|theme| shares.is_of(class, *theme));
        let is_one = |theme: &u32| shares.is_of(&a.1, *theme) || shares.is_of(&b.1, *theme);
        both += u32::from(of(&a.1) && of(&b.1));
        main += u32::from(themes.first().is_some_and(is_one));
        further += themes.len().saturating_sub(1);
        right += themes.iter().skip(1).filter(|theme| is_one(theme)).count();
    }
    let more = (0..single.len()).filter(|row| themes_of(*row).len() > 1).count();
    let share = |n: usize, of: usize| 100.0 * n as f64 / of.max(1) as f64;
    println!(
        "{} themes, {} pairs: main theme of one of the two {:.1} %, a theme of each {:.1} %, \
         further themes right {:.1} % of {further}; single texts with a further theme {:.1} %",
        found.themes.len(),
        pairs.len(),
        share(main as usize, pairs.len()),
        share(both as usize, pairs.len()),
        share(right, further),
        share(more, single.len()),
    );
    if std::env::var("SHOW").is_ok() {
        for row in (0..texts.len()).filter(|row| themes_of(*row).len() > 1).take(60) {
            let themes = themes_of(row);
            let names = themes.iter().map(|theme| found.themes[*theme as usize].name.as_str());
            println!("{:?}\n    {}", texts[row], names.collect::<Vec<_>>().join(" + "));
        }
    }
    Ok(())
}

/// A text and its class.
type Text = (String, String);

/// Takes one text in ten out, in pairs of different classes.
fn pair(single: &mut Vec<Text>) -> Vec<(Text, Text)> {
    let mut random = Random::new(7);
    for at in 0..single.len() {
        let other = at + random.below((single.len() - at) as u64) as usize;
        single.swap(at, other);
    }
    let taken = single.split_off(single.len() - single.len() / 10);
    let mut pairs = Vec::new();
    for two in taken.chunks_exact(2) {
        if two[0].1 == two[1].1 {
            single.extend_from_slice(two);
        } else {
            pairs.push((two[0].clone(), two[1].clone()));
        }
    }
    pairs
}

fn joined(at: usize, a: &str, b: &str) -> String {
    match at % 3 {
        0 => format!("{a} {b}"),
        1 => format!("{a} Also, {b}"),
        _ => format!("{} and {}", a.trim_end_matches(['.', '?', '!']), b.to_lowercase()),
    }
}

/// How many texts of each class each theme holds.
struct Shares<'a> {
    both: BTreeMap<(&'a str, u32), f64>,
    classes: BTreeMap<&'a str, f64>,
}

impl<'a> Shares<'a> {
    fn new(single: &'a [Text], of_row: &[u32]) -> Self {
        let mut own = Shares { both: BTreeMap::new(), classes: BTreeMap::new() };
        for ((_, class), theme) in single.iter().zip(of_row) {
            *own.both.entry((class, *theme)).or_default() += 1.0;
            *own.classes.entry(class).or_default() += 1.0;
        }
        own
    }

    fn is_of(&self, class: &str, theme: u32) -> bool {
        let n = self.both.get(&(class, theme)).copied().unwrap_or(0.0);
        n > 0.0 && n >= OF_CLASS * self.classes.get(class).copied().unwrap_or(0.0)
    }
}

fn read(file: &str, text: &str, class: &str, keep: &[String]) -> Result<Vec<Text>, Box<dyn Error>> {
    let mut reader = csv::Reader::from_path(file)?;
    let header = reader.headers()?.clone();
    let place = |name: &str| header.iter().position(|own| own == name).ok_or("no such column");
    let (text, class) = (place(text)?, place(class)?);
    let mut kept = Vec::new();
    for clause in keep {
        let (column, value) = clause.split_once('=').ok_or("COLUMN=VALUE")?;
        kept.push((place(column)?, value));
    }
    let mut out = Vec::new();
    for record in reader.records() {
        let record = record?;
        if kept.iter().all(|(at, value)| record.get(*at) == Some(*value)) {
            let cell = |at: usize| record.get(at).unwrap_or_default().to_owned();
            out.push((cell(text), cell(class)));
        }
    }
    Ok(out)
}
