//! The customers of the sample world.

use std::collections::BTreeSet;

use crate::day::{LAST_DAY, format_day};
use crate::random::Random;
use crate::words::{Language, Words};

const PLANS: [(&str, u32); 4] = [("Enterprise", 16), ("Business", 30), ("Team", 34), ("Free", 20)];
const REGIONS: [(&str, u32); 5] =
    [("North America", 43), ("Europe", 28), ("UK", 12), ("APAC", 13), ("LATAM", 4)];
const INDUSTRIES: [(&str, u32); 8] = [
    ("Technology", 26),
    ("Financial Services", 14),
    ("Healthcare", 12),
    ("Retail", 13),
    ("Manufacturing", 14),
    ("Education", 8),
    ("Media", 8),
    ("Logistics", 5),
];

/// What an account is planted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Ordinary,
    /// Threatens to leave; 0 or 1.
    Churn(u8),
    /// Hardly heard: an industry.
    Government,
    /// Hardly heard: a region.
    MiddleEast,
}

/// One paying (or free) customer.
#[derive(Debug, Clone)]
pub(crate) struct Account {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) plan: &'static str,
    pub(crate) arr: u32,
    pub(crate) renewal: Option<i32>,
    pub(crate) region: &'static str,
    pub(crate) industry: &'static str,
    pub(crate) lifecycle: &'static str,
    pub(crate) csm: &'static str,
    pub(crate) signup: i32,
    pub(crate) language: Language,
    /// How much it writes, against the others.
    pub(crate) activity: u32,
    pub(crate) part: Part,
}

/// Draws `n` accounts.
pub(crate) fn draw(n: u32, words: &Words, random: &mut Random) -> Vec<Account> {
    let mut names = BTreeSet::new();
    (0..n)
        .map(|index| {
            let mut account = draw_one(index, part(index, n), words, random);
            account.name = unique_name(&account, words, random, &mut names);
            account
        })
        .collect()
}

fn part(index: u32, n: u32) -> Part {
    match index {
        _ if index == n / 11 => Part::Churn(0),
        _ if index == n * 3 / 5 => Part::Churn(1),
        _ if index % (n / 5) == n / 7 => Part::Government,
        _ if index % (n / 4) == n / 9 => Part::MiddleEast,
        _ => Part::Ordinary,
    }
}

fn draw_one(index: u32, part: Part, words: &Words, random: &mut Random) -> Account {
    let plan = match part {
        Part::Churn(_) => "Enterprise",
        Part::Government | Part::MiddleEast => "Business",
        Part::Ordinary => draw_value(&PLANS, random),
    };
    let region = draw_value(&REGIONS, random);
    let industry = draw_value(&INDUSTRIES, random);
    let signup = LAST_DAY - 60 - random.below(2_000) as i32;
    let rank = random.below(100);
    Account {
        id: format!("ACC-{}", 1001 + index),
        name: String::new(),
        plan,
        arr: arr(plan, random),
        renewal: renewal(plan, part, random),
        region: if part == Part::MiddleEast { "Middle East" } else { region },
        industry: match part {
            Part::Government => "Government",
            Part::Churn(0) => "Logistics",
            Part::Churn(_) => "Healthcare",
            _ => industry,
        },
        lifecycle: lifecycle(signup, part, random),
        csm: if matches!(plan, "Enterprise" | "Business") {
            random.pick(words.list("csm"))
        } else {
            ""
        },
        signup,
        language: language(region, part, random),
        activity: activity(plan, rank),
        part,
    }
}

fn draw_value(values: &[(&'static str, u32)], random: &mut Random) -> &'static str {
    let weights: Vec<u32> = values.iter().map(|value| value.1).collect();
    values[random.weighted(&weights)].0
}

fn arr(plan: &str, random: &mut Random) -> u32 {
    let low = |a: u32, b: u32| a.min(b);
    match plan {
        "Enterprise" => 100_000 + 5_000 * low(random.below(70), random.below(70)),
        "Business" => 20_000 + 1_000 * low(random.below(75), random.below(75)),
        "Team" => 2_400 + 120 * random.below(130),
        _ => 0,
    }
}

fn renewal(plan: &str, part: Part, random: &mut Random) -> Option<i32> {
    let drawn = LAST_DAY + 8 + random.below(357) as i32;
    match part {
        Part::Churn(0) => Some(LAST_DAY + 45),
        Part::Churn(_) => Some(LAST_DAY + 66),
        _ => (plan != "Free").then_some(drawn),
    }
}

fn lifecycle(signup: i32, part: Part, random: &mut Random) -> &'static str {
    match part {
        Part::Churn(_) => "At-Risk",
        _ if signup > LAST_DAY - 120 => "Onboarding",
        _ => draw_value(&[("Active", 76), ("Expansion", 14), ("At-Risk", 10)], random),
    }
}

fn language(region: &str, part: Part, random: &mut Random) -> Language {
    let weights = match (region, part) {
        (_, Part::Churn(_)) => [1, 0, 0, 0],
        ("Europe", _) => [48, 19, 22, 11],
        ("LATAM", _) => [15, 0, 0, 85],
        ("North America", _) => [96, 2, 0, 2],
        _ => [100, 0, 0, 0],
    };
    [Language::English, Language::French, Language::German, Language::Spanish]
        [random.weighted(&weights)]
}

/// A few write much, most little (after Pareto), enterprises more than others.
fn activity(plan: &str, rank: u32) -> u32 {
    let size = match plan {
        "Enterprise" => 5,
        "Business" => 3,
        "Team" => 2,
        _ => 1,
    };
    size * (2_000 / (rank + 8))
}

fn unique_name(
    account: &Account,
    words: &Words,
    random: &mut Random,
    names: &mut BTreeSet<String>,
) -> String {
    match account.part {
        Part::Churn(0) => return "Halvorsen Freight".to_owned(),
        Part::Churn(_) => return "Brightmoor Clinics".to_owned(),
        _ => {}
    }
    let kind = account.industry.to_lowercase().replace(' ', "-");
    let kinds = words.list(&format!("company-{kind}"));
    let firsts = words.list("company-first");
    let (first, second) = (random.pick(firsts), random.pick(kinds));
    let mut name = format!("{first} {second}");
    let mut number = 1;
    while matches!(name.as_str(), "Halvorsen Freight" | "Brightmoor Clinics")
        || names.contains(&name)
    {
        number += 1;
        name = match number {
            2..=12 => format!("{} {}", random.pick(firsts), random.pick(kinds)),
            _ => format!("{first} {second} {}", number - 11),
        };
    }
    names.insert(name.clone());
    name
}

/// The accounts as fields of a CSV file, header first.
pub(crate) fn records(accounts: &[Account]) -> Vec<Vec<String>> {
    let header = [
        "account_id",
        "account_name",
        "plan",
        "arr",
        "currency",
        "renewal_date",
        "region",
        "industry",
        "lifecycle",
        "csm",
        "signup_date",
    ];
    let mut records = vec![header.map(str::to_owned).to_vec()];
    records.extend(accounts.iter().map(|account| {
        vec![
            account.id.clone(),
            account.name.clone(),
            account.plan.to_owned(),
            account.arr.to_string(),
            "USD".to_owned(),
            account.renewal.map(format_day).unwrap_or_default(),
            account.region.to_owned(),
            account.industry.to_owned(),
            account.lifecycle.to_owned(),
            account.csm.to_owned(),
            format_day(account.signup),
        ]
    }));
    records
}
