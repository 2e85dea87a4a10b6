//! Files joined from end to end: who wrote what, and what is known about them.

use super::*;
use crate::read::{Decoder, ReadOptions, read};
use crate::table::{Choices, Origin, infer};

struct NoDecoder;

impl Decoder for NoDecoder {
    fn decode(&self, _: &str, _: &[u8]) -> Option<String> {
        None
    }
}

fn file(name: &str, text: &str) -> FileTable {
    let reading = read(name, text.as_bytes(), &ReadOptions::default(), &NoDecoder).unwrap();
    infer(&reading, &Choices::default())
}

fn joined(files: &[FileTable]) -> Joined {
    let files: Vec<(u32, &FileTable)> =
        files.iter().enumerate().map(|(id, t)| (id as u32, t)).collect();
    join(&files).unwrap()
}

const FEEDBACK: &str = "\
ticket_id,created_at,channel,product_area,platform,csat,verbatim,account_id,app_version
T1,2026-01-05T08:00,ticket,Login,ios,1,the login loops for ever after the update,A1,4.2
T2,2026-01-06T08:00,ticket,Login,web,5,thanks for the quick and friendly help,A2,4.2
T3,2026-01-12T08:00,survey,Billing,web,3,the invoice shows the wrong amount again,A9,4.1
T4,2026-01-13T08:00,survey,Billing,ios,,where can I find my last invoice please,,4.1
T5,2026-01-13T09:00,survey,Export,ios,2,the export drops the last column of it,A1,4.1
";

const ACCOUNTS: &str = "\
account_id,account_name,plan,arr,currency,renewal_date,region,industry,lifecycle,csm,signup_date
A1,Acme Inc,Enterprise,250000,EUR,2026-04-01,Europe,Retail,active,Mia,2024-01-01
A2,Zenith Bank,Pro,12000,EUR,2026-09-15,UK,Finance,active,Tom,2025-05-01
A3,Silent Ltd,Pro,9000,EUR,2026-02-15,UK,Finance,at-risk,Tom,2025-06-01
";

#[test]
fn items_find_their_accounts_by_id() {
    let joined = joined(&[file("t.csv", FEEDBACK), file("a.csv", ACCOUNTS)]);
    let accounts = &joined.accounts;
    assert_eq!(accounts.keys, ["A1", "A2", "A3"]);
    assert_eq!(accounts.of_row, [0, 1, MISSING, MISSING, 0]);
    assert_eq!(joined.match_rate, Some(0.75));
    assert_eq!(joined.notices.count("unmatched-account"), 1);
    assert_eq!(joined.notices.count("no-account"), 1);
    assert_eq!(accounts.arr_total(), Some(271_000.0));
    assert_eq!(accounts.currency.as_deref(), Some("EUR"));
    assert_eq!(accounts.owners[0].as_deref(), Some("Mia"));
    assert!(
        accounts.is_complete && accounts.renewals[0].is_some() && accounts.signups[1].is_some()
    );
    let dimension = |key: &str| joined.table.dimension(key).unwrap();
    assert_eq!(dimension("industry").get(0), Some("Retail"));
    assert_eq!(dimension("plan").get(2), None);
    assert_eq!(dimension("renewal-quarter").get(1), Some("2026 Q3"));
    assert_eq!(dimension("week").get(1), Some("2026-01-05"));
    assert_eq!(dimension("month").get(4), Some("2026-01"));
    assert_eq!(dimension("band").values, ["low", "middle", "high"]);
    assert_eq!(dimension("band").get(3), None);
    assert_eq!(dimension("area").get(0), Some("Login"));
    assert_eq!(joined.table.column("industry").map(|c| c.origin), Some(Origin::Account));
    assert!(joined.table.column("source").is_none());
}

#[test]
fn items_find_their_accounts_by_mail_domain_and_name() {
    let feedback = "\
id,date,comment,email,company
1,2026-01-05,the login loops for ever after the update,jo@acme.com,
2,2026-01-05,the export is empty since the last update,ann@gmail.com,ZENITH BANK plc
3,2026-01-05,nothing works since the last big update,bo@gmail.com,
4,2026-01-05,please add a dark mode to the mobile app,cy@gmail.com,Twin
";
    let accounts = "\
account name,domain,arr
Acme Inc,www.acme.com,100
Zenith Bank,zenith.example,200
Twin Ltd,twin-a.example,300
Twin GmbH,twin-b.example,400
";
    let joined = joined(&[file("t.csv", feedback), file("a.csv", accounts)]);
    let names = |row| joined.accounts.of(row).map(|a| joined.accounts.names[a].as_str());
    assert_eq!((names(0), names(1), names(2)), (Some("Acme Inc"), Some("Zenith Bank"), None));
    assert_eq!(joined.notices.count("ambiguous-account"), 1);
    assert_eq!(joined.notices.count("no-account"), 1);
}

#[test]
fn without_an_accounts_file_the_newest_row_of_each_account_counts() {
    let text = "\
id,date,text,account_id,plan,arr_usd
1,2026-01-09,the login loops for ever after the update,A1,pro,500
2,2026-01-05,the export is empty since the last update,A1,free,0
3,2026-01-05,please add a dark mode to the mobile app,A2,free,
";
    let joined = joined(&[file("t.csv", text)]);
    assert_eq!(joined.accounts.arr, [Some(500.0), None]);
    assert_eq!(joined.accounts.plans[0].as_deref(), Some("pro"));
    assert_eq!(joined.accounts.currency.as_deref(), Some("USD"));
    assert!(!joined.accounts.is_complete && joined.match_rate.is_none());
}

#[test]
fn an_item_in_two_files_is_kept_once_and_scales_stay_apart() {
    let one = "id,date,text,csat\n1,2026-01-05,the login loops for ever,1\n2,2026-01-05,it works very well now,5\n";
    let two = "id,date,text,nps\n2,2026-01-07,it works badly again now,9\n3,2026-01-07,please add a dark mode,0\n";
    let joined = joined(&[file("one.csv", one), file("two.csv", two)]);
    assert_eq!(joined.table.n_rows, 3);
    assert_eq!(joined.notices.count("duplicate-item"), 1);
    let texts: Vec<&str> = (0..3).map(|row| joined.table.verbatim(row)).collect();
    assert_eq!(
        texts,
        ["the login loops for ever", "it works badly again now", "please add a dark mode"]
    );
    let scale = |row| joined.table.score(row).map(|(score, scale)| (score, scale.name()));
    assert_eq!(scale(0), Some((1.0, "CSAT 1–5".to_owned())));
    assert_eq!(scale(1), Some((9.0, "NPS 0–10".to_owned())));
    assert_eq!(joined.table.dimension("source").unwrap().get(2), Some("two.csv"));
}

#[test]
fn items_without_an_id_get_one_that_does_not_depend_on_other_rows() {
    let rows = [
        "2026-01-05,the login loops for ever",
        "2026-01-06,please add a dark mode",
        "2026-01-07,it works very well",
    ];
    let ids = |order: &[usize]| -> Vec<String> {
        let body: Vec<&str> = order.iter().map(|at| rows[*at]).collect();
        let joined = joined(&[file("t.csv", &format!("date,text\n{}\n", body.join("\n")))]);
        let id = joined.table.role(Role::Id).unwrap();
        (0..3).map(|row| stack::text_of(id, row).to_owned()).collect()
    };
    let (forth, back) = (ids(&[0, 1, 2]), ids(&[2, 1, 0]));
    assert_eq!(forth.iter().rev().collect::<Vec<_>>(), back.iter().collect::<Vec<_>>());
    assert_ne!(forth[0], forth[1]);
}

#[test]
fn accounts_alone_are_no_feedback() {
    let accounts = file("a.csv", ACCOUNTS);
    assert_eq!(accounts.kind, FileKind::Accounts);
    assert_eq!(join(&[(0, &accounts)]).unwrap_err().code(), "no-verbatim");
}

#[test]
fn what_the_accounts_file_says_is_known_of_silent_accounts_too() {
    let joined = joined(&[file("t.csv", FEEDBACK), file("a.csv", ACCOUNTS)]);
    let accounts = &joined.accounts;
    for (key, want) in [
        ("plan", ["Enterprise", "Pro", "Pro"]),
        ("region", ["Europe", "UK", "UK"]),
        ("industry", ["Retail", "Finance", "Finance"]),
        ("lifecycle", ["active", "active", "at-risk"]),
        ("renewal-quarter", ["2026 Q2", "2026 Q3", "2026 Q1"]),
    ] {
        let own = accounts.segment(key).unwrap();
        assert_eq!([0, 1, 2].map(|account| own.get(account).unwrap()), want, "{key}");
    }
    assert!(accounts.segment("area").is_none() && accounts.segment("account").is_none());
}

#[test]
fn an_accounts_status_and_source_do_not_replace_the_items_own() {
    let accounts = "\
account_id,account_name,arr,channel,status
A1,Acme Inc,250000,partner,live
A2,Zenith Bank,12000,direct,live
A3,Silent Ltd,9000,direct,closed
";
    let joined = joined(&[file("t.csv", FEEDBACK), file("a.csv", accounts)]);
    let dimension = |key: &str| joined.table.dimension(key).unwrap();
    assert_eq!(dimension("channel").get(0), Some("ticket"));
    assert_eq!(dimension("account-channel").get(0), Some("partner"));
    assert_eq!(dimension("status").get(4), Some("live"));
}

#[test]
fn region_and_tier_are_computed_only_where_the_files_have_none() {
    let accounts = "\
account_id,account_name,arr,country
A1,Acme Inc,250000,Germany
A2,Zenith Bank,20000,US
A3,Silent Ltd,9000,Atlantis
";
    let computed = joined(&[file("t.csv", FEEDBACK), file("a.csv", accounts)]);
    let dimension = |key: &str| computed.table.dimension(key).unwrap();
    assert_eq!(
        (dimension("region").get(0), dimension("region").get(1)),
        (Some("Europe"), Some("North America"))
    );
    assert_eq!(dimension("country").get(0), Some("Germany"));
    let along = |key: &str, account| computed.accounts.segment(key).unwrap().get(account);
    assert_eq!((along("region", 0), along("region", 2)), (Some("Europe"), None));
    assert_eq!(
        [0, 1, 2].map(|a| along("plan", a).unwrap()),
        ["Enterprise", "Mid-Market", "Startup"]
    );
    let given = joined(&[file("t.csv", FEEDBACK), file("a.csv", ACCOUNTS)]);
    assert_eq!(given.table.dimension("region").unwrap().get(1), Some("UK"));
    assert_eq!(given.table.column("region").map(|c| c.name.as_str()), Some("region"));
}

#[test]
fn a_company_is_an_account_only_where_something_else_says_so() {
    let text = "\
id,date,text,company
1,2026-01-05,the login loops for ever after the update,ACME
2,2026-01-05,the export is empty since the last update,ACME
3,2026-01-06,nothing works since the last big update,Zenith Bank plc
4,2026-01-07,please add a dark mode to the mobile app,Zenith Bank plc
";
    let alone = file("t.csv", text);
    assert_eq!(alone.columns[3].column.role, Some(Role::Dimension));
    assert!(joined(std::slice::from_ref(&alone)).accounts.is_empty());
    let known = joined(&[alone.clone(), file("a.csv", ACCOUNTS)]);
    assert_eq!(known.accounts.of_row, [0, 0, 1, 1]);
    let others = ACCOUNTS.replace("Acme", "Orbit").replace("Zenith", "Nadir");
    let unknown = joined(&[alone, file("a.csv", &others)]);
    assert_eq!((unknown.accounts.of_row[0], unknown.match_rate), (MISSING, None));
    let with_plan = text.replace("company\n", "company,plan\n").replace("ACME", "ACME,pro");
    let with_plan = file("t.csv", &with_plan.replace("plc", "plc,free"));
    assert_eq!(with_plan.columns[3].column.role, Some(Role::AccountName));
}

#[test]
fn amounts_in_another_currency_are_left_out_of_the_sum() {
    let accounts = ACCOUNTS.replace("12000,EUR", "12000,USD");
    let joined = joined(&[file("t.csv", FEEDBACK), file("a.csv", &accounts)]);
    assert_eq!(joined.accounts.arr, [Some(250_000.0), None, Some(9_000.0)]);
    assert_eq!(joined.accounts.currency.as_deref(), Some("EUR"));
    assert_eq!(joined.notices.count("mixed-currencies"), 1);
}
