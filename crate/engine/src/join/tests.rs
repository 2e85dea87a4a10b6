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

/// A file of `header` and rows.
fn csv(name: &str, header: &str, rows: &[&str]) -> FileTable {
    file(name, &format!("{header}\n{}\n", rows.join("\n")))
}

fn texts(joined: &Joined) -> Vec<&str> {
    (0..joined.table.n_rows).map(|row| joined.table.verbatim(row)).collect()
}

#[test]
fn an_edited_review_counts_once_within_and_across_files() {
    let header = "Review Link,Review Submit Date and Time,Review Last Update Date and Time,Star Rating,Review Text";
    let march = [
        "https://x.example/r/1,2026-03-01T08:00:00Z,2026-03-01T08:00:00Z,1,the app crashes all the time",
        "https://x.example/r/2,2026-03-02T08:00:00Z,2026-03-02T08:00:00Z,5,it works very well for us",
        "https://x.example/r/1,2026-03-01T08:00:00Z,2026-03-05T08:00:00Z,3,crashes less since the update",
    ];
    let april = [
        "https://x.example/r/3,2026-04-02T08:00:00Z,2026-04-02T08:00:00Z,4,please add a dark mode",
        "https://x.example/r/1,2026-03-01T08:00:00Z,2026-04-04T08:00:00Z,5,no crash for a month now",
    ];
    let joined = joined(&[csv("april.csv", header, &april), csv("march.csv", header, &march)]);
    let want = ["please add a dark mode", "no crash for a month now", "it works very well for us"];
    assert_eq!(texts(&joined), want);
    let counts = ["repeated-item", "duplicate-item"].map(|code| joined.notices.count(code));
    assert_eq!(counts.iter().sum::<u64>(), 2);
}

#[test]
fn an_id_that_stands_twice_with_different_dates_is_two_events() {
    let rows = [
        "7,2026-03-01,the login loops for ever",
        "8,2026-03-01,please add a dark mode",
        "9,2026-03-02,the export is empty",
        "10,2026-03-02,it works very well",
        "11,2026-03-02,so slow on my phone",
        "12,2026-03-02,where is my last invoice",
        "13,2026-03-02,the tablet app looks odd",
        "14,2026-03-03,thanks for the quick help",
        "15,2026-03-03,the search finds nothing",
        "7,2026-03-04,the login works again now",
        "8,2026-03-01,please add a dark mode",
    ];
    let table = csv("t.csv", "ticket id,created at,comment", &rows);
    let joined = joined(&[table]);
    assert_eq!(joined.table.n_rows, 10);
    assert_eq!(
        (joined.notices.count("repeated-id"), joined.notices.count("repeated-item")),
        (1, 1)
    );
}

#[test]
fn numbers_that_start_anew_in_another_survey_are_other_items() {
    let rows = |text: &str, month: u32| -> Vec<String> {
        (1..=12).map(|i| format!("{i},2026-{month:02}-{i:02},{text} number {i} of them")).collect()
    };
    let header = "id,submitted at,comment";
    let open = |name: &str, rows: &[String]| {
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        csv(name, header, &rows)
    };
    let (spring, autumn) = (rows("the login loops", 3), rows("the export is slow", 10));
    let both = joined(&[open("spring.csv", &spring), open("autumn.csv", &autumn)]);
    assert_eq!((both.table.n_rows, both.notices.count("duplicate-item")), (24, 0));
    let again = joined(&[open("spring.csv", &spring), open("again.csv", &spring)]);
    assert_eq!((again.table.n_rows, again.notices.count("duplicate-item")), (12, 12));
}

#[test]
fn a_view_without_text_is_read_together_with_its_comments() {
    let view = csv(
        "view.csv",
        "Summation column,Id,Subject,Group,Created at,Organization",
        &[
            "1,11,Cannot log in after the update,Login,2026-03-01 08:00,Acme Inc",
            "1,12,Wrong amount on the invoice,Billing,2026-03-02 08:00,Zenith Bank",
            "1,13,Export misses a column again,Export,2026-03-03 08:00,Acme Inc",
        ],
    );
    assert_eq!(view.notices.count("no-text"), 1);
    let comments = csv(
        "csat.csv",
        "Ticket ID,Ticket satisfaction rating,Ticket satisfaction comment,Ticket updated - Date",
        &[
            "11,Good,solved within minutes and very kind,2026-03-04",
            "12,Bad,still waiting for my refund since weeks,2026-03-05",
        ],
    );
    for files in [[view.clone(), comments.clone()], [comments, view]] {
        let joined = joined(&files);
        assert_eq!((joined.table.n_rows, joined.notices.count("joined-item")), (3, 2));
        let row = (0..3).find(|row| joined.table.verbatim(*row).starts_with("still")).unwrap();
        assert_eq!(joined.table.dimension("area").unwrap().get(row), Some("Billing"));
        assert_eq!(joined.table.score(row).map(|(score, _)| score), Some(0.0));
        let title = joined.table.role(Role::Title).unwrap();
        assert_eq!(stack::text_of(title, row), "Wrong amount on the invoice");
        let rest = (0..3).find(|row| joined.table.verbatim(*row).starts_with("Export")).unwrap();
        assert!(joined.table.score(rest).is_none());
    }
}

#[test]
fn a_file_of_ratings_alone_is_put_beside_its_items() {
    let tickets = csv(
        "tickets.csv",
        "ticket_id,created_at,description,product",
        &[
            "T1,2026-03-01,the login loops for ever after the update,Desk",
            "T2,2026-03-02,the invoice shows the wrong amount again,Pay",
            "T3,2026-03-03,the export drops the last column of it,Desk",
        ],
    );
    let ratings = csv("ratings.csv", "Ticket ID,CSAT", &["T1,1", "T3,5", "T9,3", "T2,4"]);
    assert_eq!(ratings.kind, FileKind::Other);
    let joined = joined(&[ratings, tickets]);
    assert_eq!((joined.table.n_rows, joined.notices.count("unknown-item")), (3, 1));
    let scores =
        (0..3).map(|row| joined.table.score(row).map(|(score, scale)| (score, scale.name())));
    let csat = "CSAT 1–5".to_owned();
    let want = [1.0, 4.0, 5.0].map(|score| Some((score, csat.clone())));
    assert_eq!(scores.collect::<Vec<_>>(), want);
}

#[test]
fn keys_that_lead_nowhere_are_listed_and_similar_names_are_said_to_be() {
    let accounts = "\
account name,domain,arr
Acme Technologies Inc,acme.com,100
Zenith Bank,zenith.example.net,200
Orbit Labs,orbit.example.net,300
Orbit Software,orbit-soft.example.net,300
";
    let feedback = "\
id,date,comment,email,company
1,2026-01-05,the login loops for ever after the update,,Acme
2,2026-01-05,the export is empty since the last update,jo@eu.acme.com,
3,2026-01-05,nothing works since the last big update,bo@yahoo.co.uk,Nadir Ltd
4,2026-01-05,please add a dark mode to the mobile app,,Orbit
5,2026-01-05,so slow on my phone and on the tablet too,,Zenith
6,2026-01-05,the invoice shows the wrong amount again,,ZENITH BANK PLC
";
    let joined = joined(&[file("t.csv", feedback), file("a.csv", accounts)]);
    let name = |row| joined.accounts.of(row).map(|a| joined.accounts.names[a].as_str());
    assert_eq!(
        [0, 1, 5].map(name),
        [Some("Acme Technologies Inc"), Some("Acme Technologies Inc"), Some("Zenith Bank")]
    );
    assert_eq!([2, 3, 4].map(name), [None, None, None]);
    let notice = |code: &str| {
        joined.notices.iter().find(|own| own.code == code).map(|own| own.message.clone())
    };
    let message = |code: &str| notice(code).unwrap_or_default();
    assert!(message("unmatched-account").contains("'Nadir Ltd' (1)"), "{:?}", joined.notices);
    assert!(message("ambiguous-account").contains("'Orbit' (1)"));
    assert!(message("similar-account").contains("'Acme' (1)"));
    assert_eq!(joined.match_rate, Some(0.5));
}

#[test]
fn accounts_and_their_contracts_are_one_list() {
    let accounts = csv(
        "accounts.csv",
        "Account ID,Account Name,Account Owner,Industry",
        &["1,Acme Inc,Mia,Retail", "2,Zenith Bank,Tom,Finance", "3,Orbit,Mia,Media"],
    );
    let contracts = csv(
        "renewals.csv",
        "Account Name,Opportunity Name,ARR,Renewal Date,CSM",
        &[
            "ACME,Acme - Desk,$100,2026-09-01,Mia",
            "ACME,Acme - Pay,$250,2026-05-01,Mia",
            "Zenith Bank,Zenith - Desk,$70,2026-07-01,Tom",
            "Zenith Bank,Zenith - Desk,$80,2026-08-01,Tom",
        ],
    );
    assert_eq!((accounts.kind, contracts.kind), (FileKind::Accounts, FileKind::Accounts));
    let joined = joined(&[file("t.csv", FEEDBACK), accounts, contracts]);
    let accounts = &joined.accounts;
    assert_eq!(accounts.keys, ["1", "2", "3"]);
    assert_eq!(accounts.arr, [Some(350.0), Some(80.0), None]);
    let first = |at: usize| accounts.renewals[at].map(crate::table::format_day);
    assert_eq!(first(0).as_deref(), Some("2026-05-01"));
    assert_eq!(accounts.segment("industry").and_then(|own| own.get(1)), Some("Finance"));
    let counts = ["several-contracts", "duplicate-account"].map(|code| joined.notices.count(code));
    assert_eq!(counts, [1, 1]);
}

#[test]
fn the_addresses_of_an_accounts_people_lead_to_it() {
    let accounts = "\
account id,account name,email,arr
A1,Acme Inc,mia@acme.example.net,100
A2,Solo,solo.trader@gmail.com,200
A3,Zenith Bank,tom@zenith.example.net,300
";
    let feedback = "\
id,date,comment,email
1,2026-01-05,the login loops for ever after the update,jo@acme.example.net
2,2026-01-05,the export is empty since the last update,solo.trader@gmail.com
3,2026-01-05,nothing works since the last big update,someone.else@gmail.com
";
    let joined = joined(&[file("t.csv", feedback), file("a.csv", accounts)]);
    assert_eq!(joined.accounts.of_row, [0, 1, MISSING]);
}
