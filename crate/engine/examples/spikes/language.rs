//! Goal 6 of STATISTICS.md section 4: whether a new term is found among 3,000 words over 26 weeks
//! of 250 texts, with bursty texts, topics that drift, and customers who repeat themselves.

use undertone_engine::join::Accounts;
use undertone_engine::num::{Random, RowMask, pow};
use undertone_engine::spike::terms::{Terms, emerging};
use undertone_engine::table::{Column, Data, Dates, Origin, Role, Table};
use undertone_engine::text;

const WORDS: u64 = 3000;
const WEEKS: i32 = 26;
const TEXTS: u32 = 250;
const TOPICS: u64 = 12;
const CUSTOMERS: u64 = 400;

/// What is planted in the last week.
#[derive(Clone, Copy)]
enum Plant {
    Nothing,
    /// A word that four accounts begin to use.
    FourAccounts,
    /// Twelve copies of a text of odd words from one account.
    OnePasting,
}

/// Prints how often the new word is found, and how many terms are shown.
pub(crate) fn measure(rounds: u64) {
    println!("\ngoal 6 ({rounds} rounds)");
    for (name, plant) in [
        ("nothing new", Plant::Nothing),
        ("a word of four accounts", Plant::FourAccounts),
        ("one account pasting twelve times", Plant::OnePasting),
    ] {
        let (mut n_found, mut n_shown) = (0.0, 0.0);
        for seed in 0..rounds {
            let terms = week(seed, plant);
            n_shown += terms.terms.len() as f64;
            n_found += f64::from(terms.terms.iter().any(|term| term.text.contains("zorbix")));
        }
        println!(
            "  {name}: found in {:.0} %, {:.2} terms shown",
            100.0 * n_found / rounds as f64,
            n_shown / rounds as f64
        );
    }
}

fn week(seed: u64, plant: Plant) -> Terms {
    let mut random = Random::new(seed);
    let mut texts: Vec<(i32, String, u32)> = Vec::new();
    let mut weights = [1.0_f64; TOPICS as usize];
    for week in 0..WEEKS {
        for weight in &mut weights {
            *weight *= pow(1.35, random.unit() * 2.0 - 1.0);
        }
        for _ in 0..TEXTS {
            let day = week * 7 + random.below(7) as i32;
            texts.push((day, sentence(&mut random, &weights), random.below(CUSTOMERS) as u32));
        }
    }
    let last = WEEKS * 7 - 1;
    match plant {
        Plant::Nothing => {}
        Plant::FourAccounts => {
            for account in 0..4 {
                let text = format!("{} zorbix {}", word(random.below(60)), word(random.below(60)));
                texts.push((last - account, text, account as u32 * 90));
            }
        }
        Plant::OnePasting => {
            for day in 0..12 {
                texts.push((last - day % 6, "zorbix quuvel mandrix foltan".to_owned(), 11));
            }
        }
    }
    find(&texts, last)
}

/// About twelve words of a topic and of everyday use; a burst repeats one of them.
fn sentence(random: &mut Random, weights: &[f64]) -> String {
    let mut at = random.unit() * weights.iter().sum::<f64>();
    let topic = weights.iter().position(|weight| {
        at -= weight;
        at < 0.0
    });
    let topic = topic.unwrap_or(0) as u64;
    let mut words = Vec::new();
    for _ in 0..8 + random.below(9) {
        // Zipf: the rank is the size of a number drawn evenly on a log scale.
        let rank = pow(WORDS as f64 / TOPICS as f64, random.unit()) as u64;
        let own = if random.below(3) == 0 { topic } else { random.below(TOPICS) };
        let word = word(rank * TOPICS + own);
        if random.below(12) == 0 {
            words.push(word.clone());
        }
        words.push(word);
    }
    words.join(" ")
}

/// A word of three syllables that no other number has.
fn word(number: u64) -> String {
    const ONSETS: [&str; 16] =
        ["b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "z"];
    const ENDS: [&str; 4] = ["al", "en", "ir", "ot"];
    let syllable =
        |part: u64| format!("{}{}", ONSETS[(part % 16) as usize], ENDS[(part / 16 % 4) as usize]);
    format!("{}{}{}", syllable(number), syllable(number / 64), syllable(number / 4096 + 7))
}

fn find(texts: &[(i32, String, u32)], as_of: i32) -> Terms {
    let words: Vec<&str> = texts.iter().map(|text| text.1.as_str()).collect();
    let mut table = Table::of_verbatims(&words);
    let mut dates = Dates::default();
    for text in texts {
        dates.push(Some((text.0, None)));
    }
    let (key, name) = ("date".to_owned(), "Date".to_owned());
    let (role, data) = (Some(Role::Date), Data::Date(dates));
    table.put(Column { key, name, role, origin: Origin::File, data });
    let accounts = Accounts {
        of_row: texts.iter().map(|text| text.2).collect(),
        keys: (0..CUSTOMERS).map(|own| own.to_string()).collect(),
        ..Accounts::default()
    };
    let corpus = text::analyse(&table, Some("en"));
    emerging(&corpus, &table, &accounts, &RowMask::all(table.n_rows), as_of)
}
