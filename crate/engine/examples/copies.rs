//! How well near copies are told from texts of their own: `copies FILE.csv TEXT [SEED]` plants
//! 2,000 changed copies among up to 4,000 texts; `copies FILE.csv TEXT --truth GROUP` takes the
//! rows that name the same group for copies.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

use undertone_engine::num::Random;
use undertone_engine::table::Table;
use undertone_engine::{text, theme};

/// Texts that are kept, and copies planted among them.
const ORIGINALS: usize = 4000;
const COPIES: usize = 2000;

const OPENERS: [&str; 8] = [
    "Hi team, ",
    "Hello, ",
    "Good morning, ",
    "Quick question: ",
    "Please help! ",
    "Hi there, hope you are well. ",
    "To whom it may concern: ",
    "Dear support, ",
];
const CLOSERS: [&str; 8] = [
    " Thanks in advance.",
    " Any update?",
    " Please advise.",
    " Kind regards, Sam",
    " Sent from my iPhone",
    " Thank you for your help!",
    " Let me know as soon as possible.",
    " Best wishes",
];

/// What was done to a copy.
const KINDS: [&str; 5] = ["case and punctuation", "one typo", "three typos", "cut", "boilerplate"];

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (texts, groups, kinds) = match &args[..] {
        [file, text, flag, group] if flag == "--truth" => known(file, text, group)?,
        [file, text] => plant(read(file, &[text])?, 1),
        [file, text, seed] => plant(read(file, &[text])?, seed.parse()?),
        _ => return Err("usage: copies FILE.csv TEXT [SEED | --truth GROUP]".into()),
    };
    let corpus = text::analyse(&Table::of_verbatims(&texts), None);
    let found = theme::copies(&corpus);
    let (right, wrong, missed) = pairs(&groups, &found);
    println!(
        "precision {:.3} recall {:.3} F1 {:.3} of {} texts, {} pairs",
        right / (right + wrong).max(1.0),
        right / (right + missed).max(1.0),
        2.0 * right / (2.0 * right + wrong + missed).max(1.0),
        texts.len(),
        right + missed,
    );
    for (kind, name) in KINDS.iter().enumerate() {
        let own = || (0..texts.len()).filter(|at| kinds[*at] == Some(kind));
        let hit = own().filter(|at| found[*at] == found[groups[*at] as usize]).count();
        if own().count() > 0 {
            println!("  {name}: {:.3}", hit as f64 / own().count() as f64);
        }
    }
    if std::env::var("WRONG").is_ok() {
        show(&texts, &groups, &found);
    }
    Ok(())
}

/// Pairs of texts found and meant, found only, meant only.
fn pairs(groups: &[u32], found: &[u32]) -> (f64, f64, f64) {
    let count = |keys: &mut dyn Iterator<Item = (u32, u32)>| {
        let mut sizes: BTreeMap<(u32, u32), f64> = BTreeMap::new();
        keys.for_each(|key| *sizes.entry(key).or_default() += 1.0);
        sizes.values().map(|n| n * (n - 1.0) / 2.0).sum::<f64>()
    };
    let both = count(&mut groups.iter().copied().zip(found.iter().copied()));
    let meant = count(&mut groups.iter().map(|group| (*group, 0)));
    let all = count(&mut found.iter().map(|group| (*group, 0)));
    (both, all - both, meant - both)
}

/// Prints what was folded wrongly and what was missed.
fn show(texts: &[String], groups: &[u32], found: &[u32]) {
    for (at, of) in found.iter().enumerate() {
        let original = groups[at] as usize;
        if groups[*of as usize] != groups[at] {
            println!("wrong:  {:?}\n        {:?}", texts[at], texts[*of as usize]);
        } else if found[original] != *of {
            println!("missed: {:?}\n        {:?}", texts[at], texts[original]);
        }
    }
}

/// Texts, the first text of the group of each, and what was done to it.
type Planted = (Vec<String>, Vec<u32>, Vec<Option<usize>>);

fn plant(rows: Vec<Vec<String>>, seed: u64) -> Planted {
    let mut random = Random::new(seed);
    let mut seen = BTreeSet::new();
    let plain = |text: &str| {
        let letters = text.chars().filter(|char| char.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect::<String>()
    };
    let own = rows.into_iter().map(|mut row| row.remove(0));
    let mut texts: Vec<String> = own
        .filter(|text| text.split_whitespace().count() >= 5 && seen.insert(plain(text)))
        .collect();
    for at in 0..texts.len().min(ORIGINALS) {
        let other = at + random.below((texts.len() - at) as u64) as usize;
        texts.swap(at, other);
    }
    texts.truncate(ORIGINALS);
    let n = texts.len();
    let mut groups: Vec<u32> = (0..n as u32).collect();
    let mut kinds = vec![None; n];
    for at in 0..COPIES.min(n / 2) {
        let kind = at % KINDS.len();
        texts.push(changed(&texts[at], kind, &mut random));
        groups.push(at as u32);
        kinds.push(Some(kind));
    }
    (texts, groups, kinds)
}

fn changed(text: &str, kind: usize, random: &mut Random) -> String {
    match kind {
        0 => text.to_uppercase().replace(['.', ',', '?', '!'], " ") + "!!",
        1 => with_typo(text, random),
        2 => (0..3).fold(text.to_owned(), |text, _| with_typo(&text, random)),
        3 => {
            let words: Vec<&str> = text.split_whitespace().collect();
            let lost = 0.1 + 0.25 * random.unit();
            let kept = words.len() - ((words.len() as f64 * lost) as usize).max(1);
            words[..kept].join(" ")
        }
        _ if random.below(2) == 0 => OPENERS[random.below(8) as usize].to_owned() + text,
        _ => text.to_owned() + CLOSERS[random.below(8) as usize],
    }
}

/// Two letters change places, or one is lost, doubled or another.
fn with_typo(text: &str, random: &mut Random) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    let letters: Vec<usize> = (1..chars.len().saturating_sub(1))
        .filter(|at| chars[at - 1..=at + 1].iter().all(|char| char.is_alphabetic()))
        .collect();
    if letters.is_empty() {
        return text.to_owned();
    }
    let at = letters[random.below(letters.len() as u64) as usize];
    match random.below(4) {
        0 => chars.swap(at, at + 1),
        1 => drop(chars.remove(at)),
        2 => chars.insert(at, chars[at]),
        _ => chars[at] = char::from(b'a' + random.below(26) as u8),
    }
    chars.into_iter().collect()
}

fn known(file: &str, text: &str, group: &str) -> Result<Planted, Box<dyn Error>> {
    let rows = read(file, &[text, group])?;
    let mut first: BTreeMap<String, u32> = BTreeMap::new();
    let of = |(at, row): (usize, &Vec<String>)| match row[1].as_str() {
        "" => at as u32,
        name => *first.entry(name.to_owned()).or_insert(at as u32),
    };
    let groups = rows.iter().enumerate().map(of).collect();
    let kinds = vec![None; rows.len()];
    Ok((rows.into_iter().map(|mut row| row.remove(0)).collect(), groups, kinds))
}

fn read(file: &str, columns: &[&str]) -> Result<Vec<Vec<String>>, Box<dyn Error>> {
    let mut reader = csv::Reader::from_path(file)?;
    let header = reader.headers()?.clone();
    let place = |name: &&str| header.iter().position(|own| own == *name).ok_or("no such column");
    let places = columns.iter().map(place).collect::<Result<Vec<_>, _>>()?;
    let mut out = Vec::new();
    for record in reader.records() {
        let record = record?;
        let cell = |at: &usize| record.get(*at).unwrap_or_default().to_owned();
        out.push(places.iter().map(cell).collect());
    }
    Ok(out)
}
