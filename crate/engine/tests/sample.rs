//! The sample's own two files, read as any export is.
#![allow(clippy::unwrap_used)]

use undertone_engine::join::join;
use undertone_engine::read::{Decoder, ReadOptions, read};
use undertone_engine::table::{Choices, FileKind, FileTable, Role, infer};
use undertone_sample::{DEFAULT_SEED, N_ACCOUNTS, N_ITEMS, generate};

struct NoDecoder;

impl Decoder for NoDecoder {
    fn decode(&self, _: &str, _: &[u8]) -> Option<String> {
        None
    }
}

fn open(name: &str, text: &str) -> FileTable {
    let reading = read(name, text.as_bytes(), &ReadOptions::default(), &NoDecoder).unwrap();
    assert_eq!(reading.dialect.delimiter, ",", "{name}");
    infer(&reading, &Choices::default())
}

fn roles(table: &FileTable) -> Vec<(&str, &str)> {
    let role = |role: Option<Role>| role.map_or("-", Role::code);
    table.columns.iter().map(|c| (c.column.name.as_str(), role(c.column.role))).collect()
}

#[test]
fn the_sample_is_read_with_every_row_and_role() {
    let sample = generate(DEFAULT_SEED);
    let feedback = open("feedback.csv", &sample.feedback_csv);
    assert_eq!((feedback.n_rows, feedback.kind), (N_ITEMS, FileKind::Feedback));
    assert_eq!(
        roles(&feedback),
        [
            ("ticket_id", "id"),
            ("created_at", "date"),
            ("channel", "channel"),
            ("product_area", "area"),
            ("platform", "device"),
            ("csat", "score"),
            ("verbatim", "verbatim"),
            ("account_id", "account"),
            ("app_version", "version")
        ]
    );
    let accounts = open("accounts.csv", &sample.accounts_csv);
    assert_eq!((accounts.n_rows, accounts.kind), (N_ACCOUNTS, FileKind::Accounts));
    assert_eq!(
        roles(&accounts),
        [
            ("account_id", "account"),
            ("account_name", "account-name"),
            ("plan", "plan"),
            ("arr", "arr"),
            ("currency", "currency"),
            ("renewal_date", "renewal"),
            ("region", "region"),
            ("industry", "industry"),
            ("lifecycle", "lifecycle"),
            ("csm", "owner"),
            ("signup_date", "signup")
        ]
    );
    let joined = join(&[(0, &feedback), (1, &accounts)]).unwrap();
    assert_eq!(joined.table.n_rows, N_ITEMS);
    // The generator gives some items an account (`ACC-9…`) that the accounts file does not have.
    let n_strange = sample.feedback_csv.matches(",ACC-9").count() as u64;
    assert!(n_strange > 0);
    assert_eq!(joined.notices.count("unmatched-account"), n_strange);
    for key in ["plan", "region", "industry", "lifecycle"] {
        let values = joined.accounts.segment(key).unwrap();
        assert_eq!(values.codes.len(), N_ACCOUNTS as usize, "{key}");
    }
}
