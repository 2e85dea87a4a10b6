//! How well kinds are told, and the making of the labels file:
//! `labels eval REVIEWS.csv LEXICON_FOLDER` and `labels make REVIEWS.csv LEXICON_FOLDER OUT.bin`.

use std::error::Error;

use undertone_engine::label::{Correction, Labeller, Seen, Teaching};
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
        _ => Err("usage: labels eval|make REVIEWS.csv LEXICON_FOLDER [OUT.bin]".into()),
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

    fn known(&self, rows: &[u32]) -> Vec<Correction> {
        rows.iter().map(|row| Correction { row: *row, kind: self.kinds[*row as usize] }).collect()
    }

    /// Macro-F1 and the F1 of each kind.
    fn f1(&self, found: &[usize], rows: &[u32]) -> (f64, [f64; 3]) {
        let own: [f64; 3] = std::array::from_fn(|kind| {
            let count = |is: &dyn Fn(usize, usize) -> bool| {
                rows.iter().filter(|r| is(self.kinds[**r as usize], found[**r as usize])).count() as f64
            };
            let hit = count(&|a, b| a == kind && b == kind);
            let all = count(&|a, _| a == kind) + count(&|_, b| b == kind);
            2.0 * hit / all.max(1.0)
        });
        (own.iter().sum::<f64>() / 3.0, own)
    }
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

fn found(labeller: &Labeller, corpus: &Corpus, seen: &Seen) -> Vec<usize> {
    let best = |own: &[f32; 3]| (0..3).fold(0, |best, kind| if own[kind] > own[best] { kind } else { best });
    labeller.chances(corpus, seen).iter().map(best).collect()
}

fn adapted(chances: &[[f32; 3]], rows: &[u32], alpha: f32) -> Vec<usize> {
    let mut share = [1.0_f64 / 3.0; 3];
    for _ in 0..60 {
        let mut sum = [0.0; 3];
        for row in rows {
            let own: [f64; 3] =
                std::array::from_fn(|k| f64::from(chances[*row as usize][k]) * share[k]);
            let total: f64 = own.iter().sum();
            for k in 0..3 {
                sum[k] += own[k] / total;
            }
        }
        let total: f64 = sum.iter().sum();
        share = sum.map(|own| own / total);
    }
    if alpha > 0.0 { println!("shares {share:.2?}"); }
    let by = share.map(|own| (own * 3.0).powf(f64::from(alpha)));
    let best = |own: &[f32; 3]| {
        (0..3).fold(0, |best, k| {
            if f64::from(own[k]) * by[k] > f64::from(own[best]) * by[best] { k } else { best }
        })
    };
    chances.iter().map(best).collect()
}

fn make(reviews: &Reviews, lexicon: &str) -> Outcome<Labeller> {
    let labeller = Labeller::of_lexicon(lexicon).ok_or("the lexicon names no known value")?;
    let seen = labeller.see(&reviews.table, &reviews.corpus);
    let known = reviews.known(&reviews.rows(|_| true));
    Ok(labeller.taught(&reviews.corpus, &seen, &known, &Teaching::default()))
}

fn number(name: &str, usual: f32) -> f32 {
    std::env::var(name).ok().and_then(|own| own.parse().ok()).unwrap_or(usual)
}

fn eval(reviews: &Reviews, lexicon: &str) -> Outcome {
    let usual = Teaching::default();
    let how = Teaching {
        lambda: number("LAMBDA", usual.lambda),
        rate: number("RATE", usual.rate),
        epochs: number("EPOCHS", usual.epochs as f32) as u32,
        balance: number("BALANCE", usual.balance),
        unscored: number("UNSCORED", 1.0) > 0.0,
    };
    let plain = Labeller::of_lexicon(lexicon).ok_or("the lexicon names no known value")?;
    let corpus = &reviews.corpus;
    let (seen, blind) = (plain.see(&reviews.table, corpus), plain.see(&reviews.unscored, corpus));
    let mut apps: Vec<&String> = reviews.apps.iter().collect();
    apps.sort();
    apps.dedup();
    let mut cases: Vec<(String, Vec<u32>, Vec<(String, Vec<u32>)>)> = Vec::new();
    for app in &apps {
        let train = reviews.rows(|row| reviews.apps[row] == **app);
        let test = ["en", "fr"].map(|code| {
            let rows = reviews.rows(|row| reviews.apps[row] != **app && reviews.languages[row] == code);
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
        let taught = plain.taught(corpus, &seen, &reviews.known(train), &how);
        let taught = Labeller::read(&taught.write())?;
        for (which, seen) in [("with rating", &seen), ("text alone", &blind)] {
            let all: Vec<u32> = tests.iter().flat_map(|(_, rows)| rows.clone()).collect();
            let found = adapted(&taught.chances(corpus, seen), &all, number("ALPHA", 0.0));
            for (code, rows) in tests {
                let (all, own) = reviews.f1(&found, rows);
                let own = own.map(|own| format!("{own:.2}"));
                println!("{name:26} {code} {which:12} macro-F1 {all:.3}  {} {}", KINDS.join("/"), own.join("/"));
            }
        }
    }
    Ok(())
}
