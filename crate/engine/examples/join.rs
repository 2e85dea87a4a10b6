//! How long a join takes: `cargo run --profile fast -p undertone-engine --example join 1000000 50000`.
#![allow(clippy::unwrap_used, clippy::disallowed_types)]

use std::time::Instant;

use undertone_engine::join::join;
use undertone_engine::num::Random;
use undertone_engine::read::{Decoder, ReadOptions, read};
use undertone_engine::table::{Choices, FileTable, infer};

struct NoDecoder;

impl Decoder for NoDecoder {
    fn decode(&self, _: &str, _: &[u8]) -> Option<String> {
        None
    }
}

fn open(name: &str, text: &str) -> FileTable {
    let reading = read(name, text.as_bytes(), &ReadOptions::default(), &NoDecoder).unwrap();
    infer(&reading, &Choices::default())
}

fn accounts(n: u64) -> FileTable {
    let mut text =
        "account_id,account_name,domain,arr,plan,region,industry,csm,renewal_date\n".to_owned();
    for i in 0..n {
        text.push_str(&format!(
            "A{i},Company {i} Ltd,c{i}.example.net,{},{},{},{},M{},2026-{:02}-01\n",
            1000 + i % 977,
            ["Pro", "Free", "Enterprise"][i as usize % 3],
            ["EMEA", "NA", "APAC"][i as usize % 3],
            ["Retail", "Finance", "Health", "Media"][i as usize % 4],
            i % 40,
            1 + i % 12
        ));
    }
    open("accounts.csv", &text)
}

fn items(n: u64, n_accounts: u64, by: &str) -> FileTable {
    let mut random = Random::new(7);
    let mut text = format!("id,created_at,csat,comment,{by}\n");
    for i in 0..n {
        let account = random.below(n_accounts + n_accounts / 20);
        let key = match by {
            "account_id" => format!("A{account}"),
            "email" => format!("user{i}@c{account}.example.net"),
            _ => format!("COMPANY {account}, Inc."),
        };
        text.push_str(&format!(
            "T{i},2026-{:02}-{:02},{},the login loops for ever {i},{key}\n",
            1 + i % 12,
            1 + i % 28,
            1 + i % 5
        ));
    }
    open("items.csv", &text)
}

fn main() {
    let mut numbers = std::env::args().skip(1).filter_map(|own| own.parse::<u64>().ok());
    let n = numbers.next().unwrap_or(1_000_000);
    let n_accounts = numbers.next().unwrap_or(50_000);
    let book = accounts(n_accounts);
    for by in ["account_id", "email", "company"] {
        let items = items(n, n_accounts, by);
        let start = Instant::now();
        let joined = join(&[(0, &items), (1, &book)]).unwrap();
        println!(
            "{n} items to {n_accounts} accounts by {by}: {:.0} ms, {:.1} % matched",
            start.elapsed().as_secs_f64() * 1000.0,
            joined.match_rate.unwrap_or(0.0) * 100.0
        );
    }
}
