//! How well themes agree with known classes: `quality MODEL FILE.csv TEXT CLASS [COLUMN=VALUE…]`.

mod agreement;

use std::collections::BTreeMap;
use std::error::Error;

use agreement::agreement;
use undertone_engine::table::{Data, MISSING, Table};
use undertone_engine::{defaults, label, text, theme};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [model, file, text_column, class_column, keep @ ..] = &args[..] else {
        return Err("usage: quality MODEL FILE.csv TEXT CLASS [COLUMN=VALUE…]".into());
    };
    let (texts, classes, class_names) = read(file, text_column, class_column, keep)?;
    let table = Table::of_verbatims(&texts);
    let model = if model == "-" { None } else { Some(text::Model::read(&std::fs::read(model)?)?) };
    let mut watch = Watch::new();
    let corpus = text::analyse(&table, None);
    watch.lap("analyse");
    let labeller = label::Labeller::read(&std::fs::read("model/undertone-labels.bin")?)?;
    let labels = labeller.columns(&table, &corpus, &labeller.label(&table, &corpus));
    watch.lap("label");
    let words = text::WordVectors::learn(&corpus, model.as_ref());
    let vectors = (&corpus, &words);
    watch.lap("embed");
    let options = theme::ThemeOptions { seed: defaults::SEED, min_size: None, by_words: true };
    let mut stages = Vec::new();
    let found =
        theme::discover(&corpus, &vectors, &options, &mut |share| stages.push((share, now())));
    watch.lap("themes");
    if std::env::var("NAMES").is_ok() {
        for (id, theme) in found.themes.iter().enumerate() {
            let size = found.of_row.iter().filter(|own| **own == id as u32).count();
            println!("{size:5} {} | {:?} | {:?}", theme.name, theme.terms, theme.subthemes);
            for row in theme.exemplars.iter().take(1) {
                println!("        {}", corpus.clean.get(*row));
            }
        }
        hits(&found, &classes, &class_names);
        if let Some(Data::Category(category)) = labels.first().map(|own| &own.data)
            && class_names.len() <= 12
        {
            let mut counts: BTreeMap<(&str, &str), u32> = BTreeMap::new();
            for row in 0..table.n_rows {
                let class = class_names[classes[row as usize] as usize].as_str();
                *counts.entry((class, category.get(row).unwrap_or("–"))).or_default() += 1;
            }
            for ((class, label), n) in counts {
                println!("{class} → {label}: {n}");
            }
        }
        for column in &labels {
            if let Data::Category(category) = &column.data {
                let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
                for row in 0..table.n_rows {
                    *counts.entry(category.get(row).unwrap_or("–")).or_default() += 1;
                }
                println!("{}: {counts:?}", column.key);
            }
        }
    }
    if std::env::var("STAGES").is_ok() {
        let start = stages.first().map_or(0, |(_, time)| *time);
        for (share, time) in &stages {
            println!("{share:.2} at {} ms", time - start);
        }
    }
    let n = found.of_row.len();
    let unthemed = found.of_row.iter().filter(|theme| **theme == MISSING).count();
    let copies = found.copy_of.iter().enumerate().filter(|(row, of)| *row as u32 != **of).count();
    let (ami, ari) = agreement(&classes, &found.of_row);
    println!(
        "AMI {ami:.3} ARI {ari:.3} k {} n {n} unthemed {:.1} % copies {copies} | {}",
        found.themes.len(),
        100.0 * unthemed as f64 / n.max(1) as f64,
        watch.laps.join(" ")
    );
    Ok(())
}

/// The share of themes whose first or first three terms hold a content word of the name of the
/// class that most of their rows have, by its first five letters.
fn hits(found: &theme::Themes, classes: &[u32], names: &[String]) {
    const EMPTY: &str = "by my not with is and the to or in up for of on get";
    let (mut first, mut third) = (0, 0);
    for (id, theme) in found.themes.iter().enumerate() {
        let mut counts = vec![0_u32; names.len()];
        for (row, own) in found.of_row.iter().enumerate() {
            if *own == id as u32 {
                counts[classes[row] as usize] += 1;
            }
        }
        let most = (0..names.len()).max_by_key(|class| counts[*class]).unwrap_or(0);
        let name = names[most].to_lowercase().replace('?', "");
        let words: Vec<&str> = name
            .split(['_', ' '])
            .filter(|word| !EMPTY.split(' ').any(|own| own == *word))
            .map(|word| &word[..word.len().min(5)])
            .collect();
        let hit = |term: &String| words.iter().any(|word| term.contains(word));
        first += u32::from(theme.terms.iter().take(1).any(hit));
        third += u32::from(theme.terms.iter().take(3).any(hit));
    }
    let n = found.themes.len().max(1) as f64;
    println!("hit@1 {:.3} hit@3 {:.3}", f64::from(first) / n, f64::from(third) / n);
}

/// Times of stages; examples may look at the clock.
struct Watch {
    last: u128,
    laps: Vec<String>,
}

impl Watch {
    fn new() -> Self {
        Watch { last: now(), laps: Vec::new() }
    }

    fn lap(&mut self, name: &str) {
        let now = now();
        self.laps.push(format!("{name} {} ms", now - self.last));
        self.last = now;
    }
}

/// Milliseconds on the processor, where the system tells; else of the clock.
#[expect(clippy::disallowed_types, reason = "a benchmark reads the clock")]
fn now() -> u128 {
    let used = std::fs::read_to_string("/proc/self/schedstat").ok();
    let nanos = used.and_then(|text| text.split(' ').next()?.parse::<u128>().ok());
    nanos.map_or_else(
        || std::time::SystemTime::UNIX_EPOCH.elapsed().map_or(0, |time| time.as_millis()),
        |nanos| nanos / 1_000_000,
    )
}

/// Texts, the class of each, and the names of the classes.
type Labelled = (Vec<String>, Vec<u32>, Vec<String>);

fn read(file: &str, text: &str, class: &str, keep: &[String]) -> Result<Labelled, Box<dyn Error>> {
    let mut reader = csv::Reader::from_path(file)?;
    let header = reader.headers()?.clone();
    let place = |name: &str| header.iter().position(|own| own == name).ok_or("no such column");
    let (text, class) = (place(text)?, place(class)?);
    let mut filters = Vec::new();
    for filter in keep {
        let (name, value) = filter.split_once('=').ok_or("COLUMN=VALUE")?;
        filters.push((place(name)?, value));
    }
    let (mut texts, mut classes, mut ids) = (Vec::new(), Vec::new(), BTreeMap::new());
    for record in reader.records() {
        let record = record?;
        if filters.iter().all(|(at, value)| record.get(*at) == Some(value)) {
            texts.push(record.get(text).unwrap_or_default().to_owned());
            let next = ids.len() as u32;
            classes
                .push(*ids.entry(record.get(class).unwrap_or_default().to_owned()).or_insert(next));
        }
    }
    let mut names = vec![String::new(); ids.len()];
    for (name, id) in ids {
        names[id as usize] = name;
    }
    Ok((texts, classes, names))
}
