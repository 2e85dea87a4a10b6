//! How well a taxonomy lives: `taxonomy MODEL|- STREAM.csv TRUTH.csv INCIDENTS.json LEARN STEP`
//! learns on the first LEARN weeks, adds STEP weeks at a time, and reports what stays and what new
//! themes surface when. With `alone` for STEP the other weeks come as a file of their own.

mod agreement;

use std::collections::BTreeMap;
use std::error::Error;

use agreement::agreement;
use undertone_engine::table::{MISSING, Table, format_day, parse_day};
use undertone_engine::theme::{self, Identity, Import, Memory, Themes};
use undertone_engine::{defaults, text};

/// A planted theme that nobody had spoken of before.
struct Plant {
    name: String,
    rows: Vec<usize>,
    fifth: i32,
    seen: Option<(i32, String)>,
}

struct Stream {
    texts: Vec<String>,
    days: Vec<Option<i32>>,
    accounts: Vec<u32>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [model, stream, truth, incidents, learn, step] = &args[..] else {
        return Err("usage: taxonomy MODEL|- STREAM.csv TRUTH.csv INCIDENTS.json LEARN STEP".into());
    };
    let model = if model == "-" { None } else { Some(text::Model::read(&std::fs::read(model)?)?) };
    let learn: i32 = learn.parse()?;
    let stream = read(stream)?;
    let first = stream.days.iter().flatten().copied().min().unwrap_or(0);
    let mut plants = plants(&stream, truth, incidents)?;
    let upto = |weeks: i32| {
        stream.days.iter().filter(|day| day.is_some_and(|day| day < first + weeks * 7)).count()
    };
    if step == "alone" {
        alone(&stream, upto(learn), model.as_ref());
        return Ok(());
    }
    let step: i32 = step.parse()?;
    let mut weeks = learn;
    let mut memory = Memory::default();
    let mut before: Vec<u32> = Vec::new();
    let last = stream.days.iter().flatten().copied().max().unwrap_or(0);
    loop {
        let n = upto(weeks);
        let (themes, identity, next) = import(&stream, 0..n, model.as_ref(), &memory);
        let unthemed = themes.of_row.iter().filter(|theme| **theme == MISSING).count();
        let end = first + weeks * 7 - 1;
        if before.is_empty() {
            before.clone_from(&themes.of_row);
        }
        let (_, stays) = agreement(&before, &themes.of_row[..before.len()]);
        println!(
            "{} rows {n} themes {} unthemed {:.1} % ARI of the first {} rows {stays:.4}",
            format_day(end),
            themes.themes.len(),
            100.0 * unthemed as f64 / n as f64,
            before.len(),
        );
        tell(&mut plants, &themes, &identity, end);
        for change in next.changes.iter().filter(|_| !memory.is_empty()) {
            println!("    {} {:?} {} of {}", change.kind, change.themes, change.n, change.of);
        }
        memory = next;
        if end >= last {
            break;
        }
        weeks = (weeks + step).min((last - first) / 7 + 1);
    }
    for plant in &plants {
        let (seen, as_what) = plant.seen.clone().unwrap_or((0, "–".to_owned()));
        println!(
            "{}: {} items, fifth on {}, surfaced {}",
            plant.name,
            plant.rows.len(),
            format_day(plant.fifth),
            if seen == 0 {
                "never".to_owned()
            } else {
                format!("{} ({} days) as {as_what:?}", format_day(seen), seen - plant.fifth)
            }
        );
    }
    Ok(())
}

/// How the rows after the first `n` are placed when they come as a file of their own, compared with
/// how they are placed when the file holds the first `n` rows, too.
fn alone(stream: &Stream, n: usize, model: Option<&text::Model>) {
    let (_, _, memory) = import(stream, 0..n, model, &Memory::default());
    let end = stream.texts.len();
    let (whole, who, _) = import(stream, 0..end, model, &memory);
    let (rest, identity, _) = import(stream, n..end, model, &memory);
    let name = |themes: &Themes, identity: &Identity, row: usize| {
        identity.ids.get(themes.of_row[row] as usize).cloned().unwrap_or_default()
    };
    let same =
        (n..end).filter(|row| name(&whole, &who, *row) == name(&rest, &identity, row - n)).count();
    let is_known = |id: &String| memory.themes.iter().any(|theme| theme.id == *id);
    let known = identity.ids.iter().filter(|id| is_known(id)).count();
    println!(
        "{} rows alone: {} themes, {known} of them known; {:.1} % of rows in the theme that they \
         are in beside the first {n} rows; ARI {:.4}",
        end - n,
        identity.ids.len(),
        100.0 * same as f64 / (end - n) as f64,
        agreement(&whole.of_row[n..], &rest.of_row).1,
    );
}

/// One import of some rows.
fn import(
    stream: &Stream,
    rows: std::ops::Range<usize>,
    model: Option<&text::Model>,
    memory: &Memory,
) -> (Themes, Identity, Memory) {
    let corpus = text::analyse(&Table::of_verbatims(&stream.texts[rows.clone()]), None);
    let vectors = text::embed(&corpus, model);
    let options = theme::ThemeOptions { seed: defaults::SEED, min_size: None, by_words: true };
    let mut found = theme::discover(&corpus, &vectors, &options, &mut |_| {});
    let import = Import {
        corpus: &corpus,
        model,
        days: &stream.days[rows.clone()],
        accounts: &stream.accounts[rows],
    };
    if memory.is_empty() {
        let (identity, _) = theme::recognise(&corpus, &mut found, memory);
        let next = memory.learn(&import, &found, &identity);
        return (found, identity, next);
    }
    let (themes, identity, changes) = theme::carry_on(&import, &vectors, memory, &[], found);
    let mut next = memory.learn(&import, &themes, &identity);
    next.changes = changes;
    (themes, identity, next)
}

/// Says which plants the new themes hold.
fn tell(plants: &mut [Plant], themes: &Themes, identity: &Identity, end: i32) {
    for (at, theme) in themes.themes.iter().enumerate() {
        let rows: Vec<usize> =
            (0..themes.of_row.len()).filter(|row| themes.of_row[*row] == at as u32).collect();
        let mut best = (0, "–");
        for plant in plants.iter_mut() {
            let own = rows.iter().filter(|row| plant.rows.binary_search(row).is_ok()).count();
            let so_far = plant.rows.iter().filter(|row| **row < themes.of_row.len()).count();
            if own > best.0 {
                best = (own, &plant.name);
            }
            if own * 2 >= rows.len() && own * 2 >= so_far && own >= 3 && plant.seen.is_none() {
                plant.seen = Some((end, theme.name.clone()));
            }
        }
        if identity.born[at].is_some() {
            println!("    new: {:?} {} rows, {} of {}", theme.name, rows.len(), best.0, best.1);
        }
    }
}

fn plants(stream: &Stream, truth: &str, incidents: &str) -> Result<Vec<Plant>, Box<dyn Error>> {
    let json: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(incidents)?)?;
    let mut reader = csv::Reader::from_path(truth)?;
    let at = reader.headers()?.iter().position(|own| own == "incident").ok_or("no incident")?;
    let of_row: Vec<String> = reader
        .records()
        .map(|record| record.map(|record| record.get(at).unwrap_or_default().to_owned()))
        .collect::<Result<_, _>>()?;
    let mut out = Vec::new();
    for incident in json["incidents"].as_array().into_iter().flatten() {
        let kind = incident["kind"].as_str().unwrap_or_default();
        if kind.starts_with("new_theme") || kind == "novel_words" {
            let id = incident["id"].as_str().unwrap_or_default();
            let rows: Vec<usize> = (0..of_row.len()).filter(|row| of_row[*row] == id).collect();
            let mut days: Vec<i32> = rows.iter().filter_map(|row| stream.days[*row]).collect();
            days.sort_unstable();
            out.push(Plant {
                name: format!("{id} {}", incident["theme"].as_str().unwrap_or_default()),
                fifth: days.get(4).copied().unwrap_or(0),
                rows,
                seen: None,
            });
        }
    }
    Ok(out)
}

fn read(file: &str) -> Result<Stream, Box<dyn Error>> {
    let mut reader = csv::Reader::from_path(file)?;
    let header = reader.headers()?.clone();
    let place = |name: &str| header.iter().position(|own| own == name).ok_or("no such column");
    let (text, day, account) = (place("text")?, place("created_at")?, place("account_id")?);
    let mut out = Stream { texts: Vec::new(), days: Vec::new(), accounts: Vec::new() };
    let mut accounts: BTreeMap<String, u32> = BTreeMap::new();
    for record in reader.records() {
        let record = record?;
        out.texts.push(record.get(text).unwrap_or_default().to_owned());
        out.days.push(parse_day(&record[day][..10]));
        let next = accounts.len() as u32;
        out.accounts.push(*accounts.entry(record[account].to_owned()).or_insert(next));
    }
    Ok(out)
}
