//! Made-up feedback: rows whose accounts, areas, segments, scores and days are drawn at random.

use undertone_engine::join::Accounts;
use undertone_engine::num::Random;
use undertone_engine::table::{
    Category, Column, Data, Dates, Metric, Numbers, Origin, Role, RowOrigin, Scale, Source, Table,
};

/// First day of the rows, and how many days there are.
pub(crate) const DAYS: (i32, u64) = (20_000, 365);

fn coded(values: usize, codes: Vec<u32>, name: &str) -> Category {
    Category { codes, values: (0..values).map(|own| format!("{name}{own:03}")).collect() }
}

/// A table of `n` rows, the accounts behind them (five rows each), and the theme of each row.
pub(crate) fn made_up(n: usize, random: &mut Random) -> (Table, Accounts, Vec<u32>) {
    let n_accounts = n / 5;
    let of_row: Vec<u32> = (0..n).map(|_| random.below(n_accounts as u64) as u32).collect();
    let mut draw = |most: u64| (0..n).map(|_| random.below(most) as u32).collect::<Vec<u32>>();
    let themes = draw(500);
    let (areas, many) = (draw(8), draw(50));
    let of_account = |most: u32| of_row.iter().map(|own| own % most).collect::<Vec<u32>>();
    let mut scores = Numbers::default();
    for score in draw(5) {
        scores.push(Some(f64::from(score) + 1.0));
    }
    let mut dates = Dates::default();
    for day in draw(DAYS.1) {
        dates.push(Some((DAYS.0 + day as i32, None)));
    }
    let column = |key: &str, data: Data, role: Option<Role>| {
        let (key, name) = (key.to_owned(), key.to_owned());
        Column { key, name, role, origin: Origin::File, data }
    };
    let category = |key: &str, values: usize, codes| {
        column(key, Data::Category(coded(values, codes, key)), None)
    };
    let table = Table {
        n_rows: n as u32,
        columns: vec![
            column("date", Data::Date(dates), Some(Role::Date)),
            column("score", Data::Number(scores), Some(Role::Score)),
            category("area", 8, areas),
            category("area50", 50, many),
            category("plan", 4, of_account(4)),
            category("segment", 20, of_account(20)),
            category("segment100", 100, of_account(100)),
        ],
        sources: vec![Source {
            file: 0,
            name: "made up".to_owned(),
            scale: Some(Scale::usual(Metric::Csat, 1.0, 5.0)),
        }],
        origins: (0..n as u32).map(|row| RowOrigin { source: 0, row: row + 1 }).collect(),
    };
    let keys = (0..n_accounts).map(|own| own.to_string()).collect();
    let arr = (0..n_accounts).map(|own| Some(own as f64)).collect();
    (table, Accounts { of_row, keys, arr, ..Accounts::default() }, themes)
}
