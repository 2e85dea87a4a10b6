//! False alarms of the whole scan where nothing happens: workspaces of a year with weekday rhythms,
//! weeks that are busier than others, customers who answer again and care for some themes more,
//! plans and regions of unlike size, and scores that differ by theme and by customer.

use std::collections::BTreeMap;

use undertone_engine::join::Accounts;
use undertone_engine::num::{Random, RowMask, pow};
use undertone_engine::spike::scan;
use undertone_engine::table::{
    Category, Column, Data, Dates, Metric, Numbers, Origin, Role, RowOrigin, Scale, Source, Table,
};

const FIRST: i32 = 20_000;
const DAYS: i32 = 420;
/// Days on which alarms count; those before are history.
const SCORED: u32 = 364;
const THEMES: usize = 20;
const CUSTOMERS: usize = 500;
const WEEKDAYS: [f64; 7] = [1.2, 1.3, 1.2, 1.1, 1.0, 0.5, 0.4];
/// Gamma-like spread of a theme's rate from week to week: half of it has a factor of up to this.
const SPREAD: f64 = 1.25;

struct Customer {
    plan: usize,
    region: usize,
    /// How much more often it writes than the quietest.
    voice: f64,
    /// A theme that it writes about half of the time.
    theme: usize,
    /// How much it adds to the chance of a low score.
    temper: f64,
}

/// Prints evident alarms a workspace and year by what was counted, for two volumes.
pub(crate) fn measure(rounds: u64) {
    println!("\nnothing happens ({rounds} workspaces of a year)");
    for items_a_day in [8.0, 40.0] {
        let mut alarms: BTreeMap<&str, u32> = BTreeMap::new();
        let mut n_series = 0.0;
        for seed in 0..rounds {
            let (table, accounts) = workspace(seed, items_a_day);
            let all = RowMask::all(table.n_rows);
            let found = scan(&table, &accounts, &all, FIRST + DAYS - 1, SCORED);
            n_series += f64::from(found.n_scanned);
            for spike in found.spikes.iter().filter(|spike| spike.is_evident) {
                let subject = &spike.subject;
                let kind = match (&subject.segment, subject.dimension.as_str()) {
                    _ if subject.is_low() => "low scores",
                    (Some(_), _) => "pairs",
                    (None, "theme" | "area" | "category") => "themes and areas",
                    (None, _) => "segments",
                };
                *alarms.entry(kind).or_default() += 1;
            }
        }
        let a_year = |n: &u32| f64::from(*n) / rounds as f64;
        let told: Vec<String> =
            alarms.iter().map(|(kind, n)| format!("{kind} {:.2}", a_year(n))).collect();
        println!(
            "  {items_a_day:.0} items a day, {:.0} series: {:.2} alarms ({})",
            n_series / rounds as f64,
            alarms.values().map(a_year).sum::<f64>(),
            told.join(", ")
        );
    }
}

fn workspace(seed: u64, items_a_day: f64) -> (Table, Accounts) {
    let mut random = Random::new(seed ^ 0x5157);
    let customers: Vec<Customer> = (0..CUSTOMERS)
        .map(|_| Customer {
            plan: pick(&mut random, &[0.6, 0.3, 0.1]),
            region: pick(&mut random, &[0.5, 0.3, 0.15, 0.05]),
            voice: pow(random.unit().max(1e-3), -0.5),
            theme: random.below(THEMES as u64) as usize,
            temper: 0.3 * random.unit() - 0.15,
        })
        .collect();
    let voices: Vec<f64> = customers.iter().map(|own| own.voice).collect();
    let sizes: Vec<f64> = (0..THEMES).map(|theme| 1.0 / (theme as f64 + 2.0)).collect();
    let mut rows: Vec<(i32, usize, usize, bool)> = Vec::new();
    let mut weights = sizes.clone();
    let mut busy = 1.0;
    for day in 0..DAYS {
        if day % 7 == 0 {
            let factor = |random: &mut Random| pow(SPREAD, 2.0 * random.unit() - 1.0);
            busy = factor(&mut random);
            for (weight, size) in weights.iter_mut().zip(&sizes) {
                *weight = size * factor(&mut random);
            }
        }
        let mean = items_a_day * WEEKDAYS[(day % 7) as usize] * busy;
        let n = mean.floor() as u32 + u32::from(random.unit() < mean.fract());
        for _ in 0..n {
            let customer = pick(&mut random, &voices);
            let own = &customers[customer];
            let is_own = random.unit() < 0.5;
            let theme = if is_own { own.theme } else { pick(&mut random, &weights) };
            let chance = 0.2 + 0.03 * (theme % 8) as f64 + own.temper;
            rows.push((day, theme, customer, random.unit() < chance));
        }
    }
    table_of(&rows, &customers)
}

fn pick(random: &mut Random, weights: &[f64]) -> usize {
    let mut left = random.unit() * weights.iter().sum::<f64>();
    for (at, weight) in weights.iter().enumerate() {
        left -= weight;
        if left <= 0.0 {
            return at;
        }
    }
    weights.len() - 1
}

fn table_of(rows: &[(i32, usize, usize, bool)], customers: &[Customer]) -> (Table, Accounts) {
    let (mut dates, mut scores) = (Dates::default(), Numbers::default());
    let keys = (0..CUSTOMERS).map(|account| format!("a{account}")).collect();
    let mut accounts = Accounts { keys, ..Accounts::default() };
    for (day, _, customer, is_low) in rows {
        dates.push(Some((FIRST + day, None)));
        scores.push(Some(if *is_low { 1.0 } else { 5.0 }));
        accounts.of_row.push(*customer as u32);
    }
    let column = |key: &str, role: Option<Role>, data: Data| {
        let (key, name) = (key.to_owned(), key.to_owned());
        Column { key, name, role, origin: Origin::File, data }
    };
    let category = |pick: &dyn Fn(usize, usize) -> String| {
        let values: Vec<String> = rows.iter().map(|own| pick(own.1, own.2)).collect();
        Data::Category(Category::from_values(values.iter().map(String::as_str)))
    };
    let mut table = Table {
        n_rows: rows.len() as u32,
        columns: vec![
            column("date", Some(Role::Date), Data::Date(dates)),
            column("score", Some(Role::Score), Data::Number(scores)),
            column("theme", None, category(&|theme, _| format!("theme {theme}"))),
            column("area", Some(Role::Area), category(&|theme, _| format!("area {}", theme / 4))),
            column(
                "plan",
                Some(Role::Plan),
                category(&|_, c| format!("plan {}", customers[c].plan)),
            ),
            column(
                "region",
                Some(Role::Region),
                category(&|_, c| format!("region {}", customers[c].region)),
            ),
        ],
        ..Table::default()
    };
    let scale = Some(Scale::usual(Metric::Csat, 1.0, 5.0));
    table.sources = vec![Source { file: 0, name: "feedback".to_owned(), scale }];
    table.origins = (0..table.n_rows).map(|row| RowOrigin { source: 0, row }).collect();
    (table, accounts)
}
