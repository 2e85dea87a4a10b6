//! How well kinds are told, and the making of the labels file:
//! `labels eval REVIEWS.csv LEXICON_FOLDER` and `labels make REVIEWS.csv LEXICON_FOLDER OUT.bin`.

use std::error::Error;

use undertone_engine::label::{self, Known, Labelled, Labeller, Teaching};
use undertone_engine::table::{
    Column, Data, Metric, Numbers, Origin, Role, RowOrigin, Scale, Source, Table, Texts,
};
use undertone_engine::text::{self, Corpus};

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

const KINDS: [&str; 3] = ["problem", "feature", "other"];

/// Rows with one label.
struct Reviews {
    table: Table,
    unscored: Table,
    corpus: Corpus,
    kinds: Vec<usize>,
    languages: Vec<String>,
    apps: Vec<String>,
}

fn main() -> Outcome {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["eval", file, folder] => eval(&Reviews::read(file)?, &lexicon(folder)?),
        ["make", file, folder, out] => {
            let reviews = Reviews::read(file)?;
            let bytes = make(&reviews, &lexicon(folder)?)?.write();
            std::fs::write(out, &bytes)?;
            println!("{} bytes", bytes.len());
            Ok(())
        }
        ["language", file, text, language] => languages(file, text, language),
        _ => Err("usage: labels eval|make REVIEWS.csv LEXICON_FOLDER [OUT.bin], or \
                  labels language FILE.csv TEXT_COLUMN LANGUAGE_COLUMN"
            .into()),
    }
}

fn lexicon(folder: &str) -> Outcome<String> {
    let mut out = String::new();
    for language in ["en", "fr", "de", "es"] {
        let text = std::fs::read_to_string(format!("{folder}/{language}.txt"))?;
        out += &format!("@{language}\n{text}");
    }
    Ok(out)
}

impl Reviews {
    fn read(path: &str) -> Outcome<Reviews> {
        let (mut texts, mut scores) = (Texts::default(), Numbers::default());
        let (mut kinds, mut languages, mut apps) = (Vec::new(), Vec::new(), Vec::new());
        for record in csv::Reader::from_path(path)?.records() {
            let record = record?;
            let flags: Vec<usize> = (0..3).filter(|at| &record[4 + at] == "1").collect();
            let [kind] = flags[..] else { continue };
            texts.push(&record[1]);
            scores.push(record[2].parse().ok());
            kinds.push(kind);
            languages.push(record[7].to_owned());
            apps.push(record[8].to_owned());
        }
        let text = column("text", Role::Verbatim, Data::Text(texts));
        let score = column("score", Role::Score, Data::Number(scores));
        let n = kinds.len() as u32;
        let table = table(n, vec![text.clone(), score]);
        let unscored = self::table(n, vec![text]);
        let corpus = text::analyse(&table, None);
        Ok(Reviews { table, unscored, corpus, kinds, languages, apps })
    }

    fn rows(&self, is_in: impl Fn(usize) -> bool) -> Vec<u32> {
        (0..self.kinds.len()).filter(|row| is_in(*row)).map(|row| row as u32).collect()
    }

    fn known(&self, rows: &[u32]) -> Vec<Known> {
        rows.iter().map(|row| Known { row: *row, kind: self.kinds[*row as usize] }).collect()
    }

    /// Macro-F1 and the F1 of each kind.
    fn f1(&self, found: &[usize], rows: &[u32]) -> (f64, [f64; 3]) {
        let own: [f64; 3] = std::array::from_fn(|kind| {
            let count = |is: &dyn Fn(usize, usize) -> bool| {
                rows.iter().filter(|r| is(self.kinds[**r as usize], found[**r as usize])).count()
                    as f64
            };
            let hit = count(&|a, b| a == kind && b == kind);
            let all = count(&|a, _| a == kind) + count(&|_, b| b == kind);
            2.0 * hit / all.max(1.0)
        });
        (own.iter().sum::<f64>() / 3.0, own)
    }
}

/// How often the language of texts of over 20 characters is the one that a column gives.
fn languages(path: &str, text: &str, language: &str) -> Outcome {
    let mut reader = csv::Reader::from_path(path)?;
    let head = reader.headers()?.clone();
    let at = |name: &str| head.iter().position(|own| own == name).ok_or("no such column");
    let (text, language) = (at(text)?, at(language)?);
    let (mut texts, mut given) = (Texts::default(), Vec::new());
    for record in reader.records() {
        let record = record?;
        if record[text].chars().count() > 20 {
            texts.push(&record[text]);
            given.push(record[language].to_owned());
        }
    }
    let n = given.len() as u32;
    let corpus =
        text::analyse(&table(n, vec![column("text", Role::Verbatim, Data::Text(texts))]), None);
    let mut wrong = std::collections::BTreeMap::new();
    for (row, own) in given.iter().enumerate() {
        let found = &corpus.languages[row];
        if found != own {
            let list: &mut Vec<&str> = wrong.entry((own, found)).or_default();
            list.push(corpus.clean.get(row as u32));
        }
    }
    let n_wrong: usize = wrong.values().map(Vec::len).sum();
    println!("{n} texts, {:.2} % as given", 100.0 * (1.0 - n_wrong as f64 / f64::from(n)));
    for ((own, found), list) in &wrong {
        println!("{own} told as {found}: {}", list.len());
        for text in list.iter().take(number("SHOW", 0.0) as usize) {
            println!("    {}", text.chars().take(110).collect::<String>().replace('\n', " "));
        }
    }
    Ok(())
}

fn column(key: &str, role: Role, data: Data) -> Column {
    Column { key: key.into(), name: key.into(), role: Some(role), origin: Origin::File, data }
}

fn table(n: u32, columns: Vec<Column>) -> Table {
    let scale = Some(Scale::usual(Metric::Stars, 1.0, 5.0));
    Table {
        n_rows: n,
        columns,
        sources: vec![Source { file: 0, name: "a.csv".into(), scale }],
        origins: (1..=n).map(|row| RowOrigin { source: 0, row }).collect(),
    }
}

/// What 100 corrections bring to the rows that were not corrected.
fn corrected(reviews: &Reviews, before: &Labeller, tests: &[(String, Vec<u32>)], is_scored: bool) {
    let n = number("CORRECTIONS", 100.0) as usize;
    let corpus = &reviews.corpus;
    let table = if is_scored { &reviews.table } else { &reviews.unscored };
    let both: Vec<u32> = tests.iter().flat_map(|(_, rows)| rows.clone()).collect();
    for (code, rows) in tests.iter().chain([&("both".to_owned(), both)]) {
        let mut labelled = before.label(table, corpus);
        let queue = label::unsure(corpus, &labelled, rows, n, &|_| 1.0, &|_| 0);
        let queue: Vec<u32> = queue.into_iter().map(|(row, _)| row).collect();
        let rest: Vec<u32> = rows.iter().copied().filter(|row| !queue.contains(row)).collect();
        let old = reviews.f1(&found(&labelled), &rest).0;
        let given = queue.iter().map(|row| label::Given {
            row: *row,
            dimension: "category".to_owned(),
            value: ["bug", "feature_request", "general"][reviews.kinds[*row as usize]].to_owned(),
        });
        let start = now();
        before.correct_by(corpus, &mut labelled, given.collect(), &correcting());
        let ms = now() - start;
        let new = reviews.f1(&found(&labelled), &rest).0;
        let which = if is_scored { "with rating" } else { "text alone" };
        println!(
            "  {n} corrections {code:4} {which:12} {old:.3} to {new:.3} {ms} ms ({:+.3})",
            new - old
        );
    }
}

/// How corrections are learnt; each number can be set from outside.
fn correcting() -> Teaching {
    let usual = label::CORRECTED;
    Teaching {
        lambda: number("C_LAMBDA", usual.lambda),
        rate: number("C_RATE", usual.rate),
        epochs: number("C_EPOCHS", usual.epochs as f32) as u32,
        shared: number("C_SHARED", usual.shared),
        held: (number("C_HELD", usual.held.0 as f32) as usize, number("C_HOLD", usual.held.1)),
        half: number("C_HALF", usual.half),
        ..usual
    }
}

/// How many other rows one correction changes (the median and the most of some), and how many so
/// many confirmations do.
fn reach(reviews: &Reviews, before: &Labeller, is_scored: bool) {
    let corpus = &reviews.corpus;
    let table = if is_scored { &reviews.table } else { &reviews.unscored };
    let plain = before.label(table, corpus);
    let kinds = found(&plain);
    let changed = |given: Vec<(u32, usize)>| {
        let mut labelled = plain.clone();
        let value = |kind: usize| ["bug", "feature_request", "general"][kind].to_owned();
        let given = given.into_iter().map(|(row, kind)| label::Given {
            row,
            dimension: "category".to_owned(),
            value: value(kind),
        });
        before.correct_by(corpus, &mut labelled, given.collect(), &correcting());
        found(&labelled).iter().zip(&kinds).filter(|(a, b)| a != b).count()
    };
    let n = kinds.len();
    let some = |count: usize| (0..count).map(move |at| (at * n / count) as u32);
    let mut one: Vec<usize> = some(15)
        .map(|row| changed(vec![(row, (kinds[row as usize] + 1 + row as usize % 2) % 3)]))
        .collect();
    one.sort_unstable();
    let same =
        [5, 20, 100].map(|n| changed(some(n).map(|row| (row, kinds[row as usize])).collect()));
    let most = one.last().copied().unwrap_or(0);
    println!(
        "  of {n} one correction changes {} (most {most}), 5, 20 and 100 confirmations {same:?}",
        one[one.len() / 2]
    );
}

/// How far the likelihood of the likeliest kind lies from how often it is right, over ten bands.
fn calibration(reviews: &Reviews, labelled: &Labelled, tests: &[(String, Vec<u32>)]) -> f64 {
    let mut bands = [(0.0, 0.0, 0.0); 10];
    let found = found(labelled);
    for row in tests.iter().flat_map(|(_, rows)| rows) {
        let row = *row as usize;
        let most = f64::from(labelled.chances[row][found[row]]);
        let band = &mut bands[((most * 10.0) as usize).min(9)];
        band.0 += 1.0;
        band.1 += most;
        band.2 += f64::from(u8::from(found[row] == reviews.kinds[row]));
    }
    let n: f64 = bands.iter().map(|band| band.0).sum();
    bands.iter().map(|band| (band.1 - band.2).abs()).sum::<f64>() / n
}

/// Examples may look at the clock.
#[expect(clippy::disallowed_types, reason = "a measuring example")]
fn now() -> u128 {
    let time = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    time.map_or(0, |time| time.as_millis())
}

fn found(labelled: &Labelled) -> Vec<usize> {
    let best = |own: &[f32; 3]| {
        (0..3).fold(0, |best, kind| if own[kind] > own[best] { kind } else { best })
    };
    labelled.chances.iter().map(best).collect()
}

fn fresh(lexicon: &str) -> Outcome<Labeller> {
    Ok(Labeller::of_lexicon(lexicon).ok_or("the lexicon names no known value")?)
}

fn make(reviews: &Reviews, lexicon: &str) -> Outcome<Labeller> {
    let labeller = fresh(lexicon)?;
    let seen = labeller.label(&reviews.table, &reviews.corpus);
    let known = reviews.known(&reviews.rows(|_| true));
    Ok(labeller.taught(&reviews.corpus, &seen, &known, &label::SHIPPED))
}

fn number(name: &str, usual: f32) -> f32 {
    std::env::var(name).ok().and_then(|own| own.parse().ok()).unwrap_or(usual)
}

/// A name, the rows learnt from, and the rows judged on, by name.
type Case = (String, Vec<u32>, Vec<(String, Vec<u32>)>);

fn eval(reviews: &Reviews, lexicon: &str) -> Outcome {
    let usual = label::SHIPPED;
    let how = Teaching {
        lambda: number("LAMBDA", usual.lambda),
        rate: number("RATE", usual.rate),
        epochs: number("EPOCHS", usual.epochs as f32) as u32,
        balance: number("BALANCE", usual.balance),
        unscored: number("UNSCORED", 1.0) > 0.0,
        ..usual
    };
    let plain = fresh(lexicon)?;
    let corpus = &reviews.corpus;
    let seen = plain.label(&reviews.table, corpus);
    let mut apps: Vec<&String> = reviews.apps.iter().collect();
    apps.sort();
    apps.dedup();
    let mut cases: Vec<Case> = Vec::new();
    for app in &apps {
        let train = reviews.rows(|row| reviews.apps[row] == **app);
        let test = ["en", "fr"].map(|code| {
            let rows =
                reviews.rows(|row| reviews.apps[row] != **app && reviews.languages[row] == code);
            (code.to_owned(), rows)
        });
        cases.push((format!("trained on {app}"), train, test.into()));
    }
    for (from, to) in [("en", "fr"), ("fr", "en")] {
        let train = reviews.rows(|row| reviews.languages[row] == from);
        let test = reviews.rows(|row| reviews.languages[row] == to);
        cases.push((format!("trained on {from}"), train, vec![(to.to_owned(), test)]));
    }
    for (name, train, tests) in &cases {
        let taught = fresh(lexicon)?.taught(corpus, &seen, &reviews.known(train), &how);
        let taught = Labeller::read(&taught.write())?;
        for (which, is_scored) in [("with rating", true), ("text alone", false)] {
            if tests.len() > 1 {
                corrected(reviews, &taught, tests, is_scored);
                reach(reviews, &taught, is_scored);
            }
            let table = if is_scored { &reviews.table } else { &reviews.unscored };
            let labelled = taught.label(table, corpus);
            let found = found(&labelled);
            println!("  calibration error {:.3}", calibration(reviews, &labelled, tests));
            for (code, rows) in tests {
                let (all, own) = reviews.f1(&found, rows);
                let own = own.map(|own| format!("{own:.2}"));
                println!(
                    "{name:26} {code} {which:12} macro-F1 {all:.3}  {} {}",
                    KINDS.join("/"),
                    own.join("/")
                );
            }
        }
    }
    Ok(())
}
