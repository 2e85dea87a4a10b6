//! Headers and values as exports have them, and the roles they should find.

use super::*;
use crate::read::{Decoder, ReadOptions, read};

struct NoDecoder;

impl Decoder for NoDecoder {
    fn decode(&self, _: &str, _: &[u8]) -> Option<String> {
        None
    }
}

fn reading(text: &str) -> Reading {
    read("x.csv", text.as_bytes(), &ReadOptions::default(), &NoDecoder).unwrap()
}

/// Role codes along the columns, `-` for none.
fn roles(table: &FileTable) -> Vec<&'static str> {
    table.columns.iter().map(|c| c.column.role.map_or("-", Role::code)).collect()
}

fn rows(header: &str, row: &str) -> FileTable {
    const TEXTS: [&str; 4] = [
        "the login loops for ever after the update",
        "please add a dark mode to the mobile app",
        "the export drops the last column of my report",
        "it works very well, thanks to your team",
    ];
    let mut text = format!("{header}\n");
    for at in 0..24 {
        let row = row.replace("{n}", &format!("{}", 100 + at));
        let row = row.replace("{text}", &format!("\"{} {at}\"", TEXTS[at % 4]));
        let row = row.replace("{score}", &format!("{}", at % 5 + 1));
        let row = row.replace("{day}", &format!("2026-01-{:02}", at + 1));
        text.push_str(&row.replace("{pick}", ["red", "green", "blue"][at % 3]));
        text.push('\n');
    }
    infer(&reading(&text), &Choices::default())
}

#[test]
fn known_headers_find_their_roles() {
    for (header, row, want) in [
        (
            "Ticket ID,Subject,Created at,Via,Group,Satisfaction Score",
            "{n},{text},{day},{pick},{pick},Good",
            vec!["id", "verbatim", "date", "channel", "dimension", "score"],
        ),
        (
            "Respondent ID,How likely are you to recommend us?,Why?,Submit Date (UTC)",
            "{n},{score},{text},{day}",
            vec!["id", "score", "verbatim", "date"],
        ),
        (
            "Nr,Datum,Bewertung,Kommentar,Tarif,Region",
            "{n},{day},{score},{text},{pick},{pick}",
            vec!["id", "date", "score", "verbatim", "plan", "region"],
        ),
        (
            "id,fecha,puntuación,comentario,país",
            "{n},{day},{score},{text},{pick}",
            vec!["id", "date", "score", "verbatim", "country"],
        ),
        (
            "id,date de création,commentaire,entreprise",
            "{n},{day},{text},{pick}",
            vec!["id", "date", "verbatim", "dimension"],
        ),
        (
            "id,fecha,comentario,empresa,plan",
            "{n},{day},{text},{pick},{pick}",
            vec!["id", "date", "verbatim", "account-name", "plan"],
        ),
        (
            "id,date,text,organization",
            "{n},{day},{text},{pick}",
            vec!["id", "date", "verbatim", "account-name"],
        ),
        (
            "reviewId,userName,content,score,at,appVersion",
            "{n},{pick},{text},{score},{day},4.2",
            vec!["id", "user", "verbatim", "score", "date", "version"],
        ),
    ] {
        assert_eq!(roles(&rows(header, row)), want, "{header}");
    }
}

#[test]
fn false_friends_get_no_role_by_their_name() {
    let table = rows(
        "id,text,Email consent,Email opt-in date,Account Owner ID,Requester id,Updated at,Created at,comments",
        "{n},{text},yes,{day},{n},{n},2026-03-01,{day},yes",
    );
    assert_eq!(roles(&table), ["id", "verbatim", "-", "-", "-", "-", "-", "date", "-"]);
    let priority = rows("id,details,Score,text", "{n},x,{n}0.5,{text}");
    assert!(!roles(&priority).contains(&"score"), "a score without bounds is no answer");
}

#[test]
fn choices_come_before_guesses() {
    let reading = reading("a,b,c\nthis is a longer text,x,1\nthis is another longer text,y,2\n");
    let choices = Choices {
        roles: vec![("b".to_owned(), Some(Role::Plan)), ("a".to_owned(), None)],
        kind: Some(FileKind::Other),
        ..Choices::default()
    };
    let table = infer(&reading, &choices);
    assert_eq!(table.columns[1].column.role, Some(Role::Plan));
    assert!(table.columns[1].guess.is_confirmed && table.columns[0].column.role.is_none());
    assert_eq!((table.kind, table.columns[1].column.key.as_str()), (FileKind::Other, "plan"));
}

#[test]
fn an_answer_about_dates_ends_the_question() {
    let reading = reading("id,date,text\n1,03/04/2026,so so\n2,03/04/2026,well well\n");
    let open = infer(&reading, &Choices::default());
    let ask = open.columns[1].ask.as_ref().unwrap();
    assert_eq!((ask.code, ask.answers[0].1.as_str()), ("date-order", "day/month/year: 2026-04-03"));
    let choices =
        Choices { date_orders: vec![("date".to_owned(), "dmy".to_owned())], ..Choices::default() };
    let table = infer(&reading, &choices);
    assert!(table.columns[1].ask.is_none());
    let crate::table::Data::Date(dates) = &table.columns[1].column.data else { panic!("a date") };
    assert_eq!(dates.day(0).map(crate::table::format_day).as_deref(), Some("2026-04-03"));
}

#[test]
fn keys_are_unique_and_never_the_engines_own() {
    let table = rows(
        "id,text,theme,category,language,week,score,Score,plan,plan",
        "{n},{text},{pick},{pick},{pick},{pick},{score},{pick},{pick},{pick}",
    );
    let keys: Vec<&str> = table.columns.iter().map(|c| c.column.key.as_str()).collect();
    assert_eq!(
        keys,
        [
            "id",
            "verbatim",
            "file-theme",
            "file-category",
            "file-language",
            "file-week",
            "score",
            "file-score",
            "plan",
            "plan-2"
        ]
    );
}

#[test]
fn ids_with_leading_zeros_keep_them() {
    let table =
        infer(&reading("account_id,arr,name\n00123,100,a\n00124,200,b\n"), &Choices::default());
    assert_eq!(table.columns[0].samples, ["00123", "00124"]);
    assert_eq!(table.kind, FileKind::Accounts);
}

#[test]
fn only_the_commonest_currency_counts_and_nothing_is_known() {
    let text = "account_id,arr\nA,$100\nB,€200\nC,USD 300\nD,€0\nE,$0\nF,400\nG,\n";
    let table = infer(&reading(text), &Choices::default());
    let crate::table::Data::Number(arr) = &table.columns[1].column.data else { panic!("numbers") };
    let got: Vec<Option<f64>> = (0..7).map(|row| arr.get(row)).collect();
    assert_eq!(got, [Some(100.0), None, Some(300.0), Some(0.0), Some(0.0), Some(400.0), None]);
    assert_eq!((arr.unit.as_deref(), table.notices.count("mixed-currencies")), (Some("USD"), 1));
}

#[test]
fn companies_that_are_complained_about_are_no_accounts() {
    let table = rows(
        "Date received,Product,Issue,Consumer complaint narrative,Company public response,Company,State,Submitted via,Complaint ID",
        "{day},{pick},{pick},{text},closed {pick},{pick} bank,{pick},{pick},{n}",
    );
    let company = &table.columns[5];
    assert_eq!(company.column.role, Some(Role::Dimension), "{:?}", company.guess);
    assert!(company.guess.evidence.contains("nothing else"), "{:?}", company.guess);
    assert!(!roles(&table).contains(&"account-name"));
}
