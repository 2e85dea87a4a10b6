//! The seeded generator of the sample data: half a year of feedback on an invented
//! project-management product, with accounts, and with known facts planted in it.
//!
//! The same seed gives the same bytes on every machine: whole numbers only. Company names,
//! competitors and people are invented. What is hidden in the data stands in [`PLANTED`].

mod accounts;
mod bulk;
mod csv;
mod day;
mod feedback;
mod planted;
mod random;
mod voice;
mod words;

use feedback::{Item, World};
use random::Random;

pub use bulk::{BulkTruth, HEADER as BULK_HEADER, write_bulk};
pub use planted::{PLANTED, Planted};

/// The seed of the sample that the product shows: one in which chance adds no score drop of its
/// own to those that are planted.
pub const DEFAULT_SEED: u64 = 2;

/// Items of the sample that the product shows.
pub const N_ITEMS: u32 = 5_000;

/// Accounts of the sample that the product shows.
pub const N_ACCOUNTS: u32 = 420;

/// Fewer items cannot hold what is planted.
const MIN_ITEMS: u32 = 500;

/// Two files as a customer would export them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// `feedback.csv`: one row an item of feedback, oldest first.
    pub feedback_csv: String,
    /// `accounts.csv`: one row an account.
    pub accounts_csv: String,
}

/// The sample of [`N_ITEMS`] items over 26 weeks, 2026-04-06 to 2026-10-04.
pub fn generate(seed: u64) -> Sample {
    generate_rows(seed, N_ITEMS)
}

/// The same world with about `n_items` items (at least 500), for benchmarks: everything that is
/// planted grows in proportion, and so do the accounts up to 20,000.
pub fn generate_rows(seed: u64, n_items: u32) -> Sample {
    let (items, world) = draw(seed, n_items.max(MIN_ITEMS));
    Sample {
        feedback_csv: csv::write(&feedback::records(&items, &world)),
        accounts_csv: csv::write(&accounts::records(&world.accounts)),
    }
}

/// All items in the order of time, and who wrote them.
fn draw(seed: u64, n_items: u32) -> (Vec<Item>, World) {
    let words = words::Words::load();
    let n_accounts = u64::from(N_ACCOUNTS) * u64::from(n_items) / u64::from(N_ITEMS);
    let n_accounts = n_accounts.clamp(60, 20_000) as u32;
    let accounts = accounts::draw(n_accounts, &words, &mut Random::new(seed, 1));
    let world = World::new(words, accounts);
    let mut items = planted::items(&world, n_items, &mut Random::new(seed, 2));
    let n_copies = planted::count("copies", n_items);
    let n_ordinary = n_items.saturating_sub(items.len() as u32 + n_copies);
    let ordinary = ordinary(&world, n_ordinary, &mut Random::new(seed, 3));
    items.extend(planted::copies(&world, &ordinary, n_copies, &mut Random::new(seed, 4)));
    items.extend(ordinary);
    items.sort_by_key(|item| (item.day, item.minute));
    (items, world)
}

fn ordinary(world: &World, n: u32, random: &mut Random) -> Vec<Item> {
    let weekly = feedback::spread(n, random);
    let mut items = Vec::with_capacity(n as usize);
    for (week, n) in (0..).zip(weekly) {
        for _ in 0..n {
            let day = feedback::day_of(week, random);
            items.push(world.item(day, feedback::Wish::default(), random));
        }
    }
    items
}

#[cfg(test)]
mod tests;
