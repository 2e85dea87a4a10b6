//! One small file for each kind of export, opened without a question: `generate.py` beside the
//! files writes them, and `manifest.json` with what must be found in each.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use undertone_engine::cube::select;
use undertone_engine::join::join;
use undertone_engine::read::{Decoder, ReadOptions, read};
use undertone_engine::table::{Choices, Data, FileTable, Role, TypedColumn, format_day, infer};
use undertone_engine::view::{Clause, Filter};

struct NoDecoder;

impl Decoder for NoDecoder {
    fn decode(&self, _: &str, _: &[u8]) -> Option<String> {
        None
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/exports")
}

/// A file's table and all that was odd about it.
struct Opened {
    table: FileTable,
    notices: Vec<(&'static str, u64)>,
}

fn open(name: &str, bytes: &[u8]) -> Opened {
    let reading = read(name, bytes, &ReadOptions::default(), &NoDecoder).unwrap();
    let table = infer(&reading, &Choices::default());
    let all = reading.notices.iter().chain(table.notices.iter());
    let notices = all.map(|notice| (notice.code, notice.count)).collect();
    Opened { table, notices }
}

fn fixture(name: &str) -> FileTable {
    open(name, &fs::read(folder().join(name)).unwrap()).table
}

/// The code of a column's role; nothing for none and for those that only cut.
fn role(column: &TypedColumn) -> &'static str {
    match column.column.role {
        None | Some(Role::Dimension | Role::Ignore) => "",
        Some(role) => role.code(),
    }
}

fn by_role(table: &FileTable, role: Role) -> Option<&TypedColumn> {
    table.columns.iter().find(|column| column.column.role == Some(role))
}

fn text(column: &TypedColumn, row: u32) -> &str {
    match &column.column.data {
        Data::Text(texts) => texts.get(row),
        Data::Category(category) => category.get(row).unwrap_or_default(),
        _ => "",
    }
}

/// Collects what is not as it should be.
struct Check(Vec<String>);

impl Check {
    fn same<T: PartialEq + std::fmt::Debug>(&mut self, what: &str, got: &T, want: &T) {
        if got != want {
            self.0.push(format!("{what}: {got:?} instead of {want:?}"));
        }
    }
}

fn check(want: &Value) -> Vec<String> {
    let name = want["file"].as_str().unwrap();
    let opened = open(name, &fs::read(folder().join(name)).unwrap());
    let table = &opened.table;
    let mut check = Check(Vec::new());
    check.same("rows", &u64::from(table.n_rows), &want["rows"].as_u64().unwrap());
    check.same("flavour", &table.flavour, &want["flavour"].as_str());
    check.same("kind", &table.kind.code(), &want["kind"].as_str().unwrap());
    let roles = want["roles"].as_array().unwrap();
    check.same("columns", &table.columns.len(), &roles.len());
    for (column, role_wanted) in table.columns.iter().zip(roles) {
        let what = format!("role of '{}' ({})", column.column.name, column.guess.evidence);
        check.same(&what, &role(column), &role_wanted.as_str().unwrap());
        if column.column.role.is_some() {
            let has_reason = !column.guess.evidence.is_empty() && column.guess.confidence.is_some();
            check.same("reason and confidence", &has_reason, &true);
        }
        check.same("question", &column.ask.as_ref().map(|ask| ask.question.clone()), &None);
    }
    if let Some(scale) = want["scale"].as_str() {
        let own = table.scale.as_ref().map(undertone_engine::table::Scale::name);
        check.same("scale", &own.as_deref(), &Some(scale));
    }
    let mut notices = opened.notices.clone();
    notices.sort_unstable();
    let wanted: Vec<(&str, u64)> = want["notices"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(code, n)| (code.as_str(), n.as_u64().unwrap()))
        .collect();
    check.same("notices", &notices, &wanted);
    check_values(&mut check, table, want);
    check.0
}

fn check_values(check: &mut Check, table: &FileTable, want: &Value) {
    let date = by_role(table, Role::Date);
    if let Some(day) = want["first_day"].as_str() {
        let own = date.and_then(|column| match &column.column.data {
            Data::Date(dates) => dates.day(0).map(format_day),
            _ => None,
        });
        check.same("first day", &own.as_deref(), &Some(day));
    }
    if let Some(zone) = want["zone"].as_str() {
        let has_zone = date.is_some_and(|column| column.guess.evidence.contains(zone));
        check.same("zone in the evidence", &has_zone, &true);
    }
    if let Some(order) = want["order"].as_str() {
        let own = date.and_then(|column| column.date_order.as_deref());
        check.same("order of dates", &own, &Some(order));
    }
    for (name, values) in want["numbers"].as_object().into_iter().flatten() {
        let column = table.columns.iter().find(|own| own.column.name == *name).unwrap();
        let Data::Number(numbers) = &column.column.data else {
            check.0.push(format!("'{name}' holds no numbers"));
            continue;
        };
        for (row, value) in values.as_array().unwrap().iter().enumerate() {
            check.same(name, &numbers.get(row as u32), &value.as_f64());
        }
    }
    if let Some(cells) = want["tags"]["cells"].as_array() {
        let name = want["tags"]["column"].as_str().unwrap();
        let column = table.columns.iter().find(|own| own.column.name == name).unwrap();
        for (row, cell) in cells.iter().enumerate() {
            check.same("tags", &text(column, row as u32), &cell.as_str().unwrap());
        }
    }
    if let Some(parts) = want["text"]["has"].as_array() {
        let row = want["text"]["row"].as_u64().unwrap() as u32;
        let own = by_role(table, Role::Verbatim).map_or("", |column| text(column, row));
        for part in parts {
            let has_part = own.contains(part.as_str().unwrap());
            check.same(&format!("'{part}' in '{own}'"), &has_part, &true);
        }
    }
    if let Some(kept) = want["kept"].as_u64() {
        let joined = join(&[(0, table)]).unwrap();
        check.same("rows kept", &u64::from(joined.table.n_rows), &kept);
    }
}

#[test]
fn every_export_opens_right_without_a_question() {
    let manifest = fs::read_to_string(folder().join("manifest.json")).unwrap();
    let manifest: Vec<Value> = serde_json::from_str(&manifest).unwrap();
    assert!(manifest.len() >= 45);
    let mut wrong = String::new();
    for want in &manifest {
        for line in check(want) {
            wrong.push_str(&format!("{}: {line}\n", want["file"].as_str().unwrap()));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// A file of one header and sixteen rows: `{n}`, `{text}`, `{score}`, `{day}`, `{pick}` and
/// `{yes}` stand for values of their kind.
fn of(header: &str, row: &str) -> FileTable {
    let mut text = format!("{header}\n");
    for i in 0..16 {
        let row = row
            .replace("{n}", &format!("{}", 4100 + i * 7))
            .replace("{text}", &format!("the export drops column {i} and nobody told us why"))
            .replace("{score}", &format!("{}", 1 + i % 5))
            .replace("{day}", &format!("2026-03-{:02}", i + 1))
            .replace("{pick}", ["red", "green", "blue"][i % 3])
            .replace("{yes}", ["yes", "no"][i % 2]);
        text.push_str(&row);
        text.push('\n');
    }
    open("x.csv", text.as_bytes()).table
}

#[test]
fn false_friends_never_get_the_role_they_sound_like() {
    for (header, row, friend, never) in [
        ("id,comment,Email consent", "{n},{text},{yes}", 2, Role::User),
        ("id,comment,Email opt-in date", "{n},{text},{day}", 2, Role::User),
        ("id,comment,Email opt-in date", "{n},{text},{day}", 2, Role::Date),
        ("Account Name,ARR,Account Owner ID", "Co {n},{n},{pick}", 2, Role::Owner),
        ("Requester id,Id,Subject,Group stations", "9{n},{n},{text},1", 0, Role::Id),
        ("Updated at,Created at,comment", "{day},{day},{text}", 0, Role::Date),
        (
            "title,details,status,board,vote count,score",
            "{text},{text},{pick},{pick},{n},{score}",
            5,
            Role::Score,
        ),
        ("Experience Score,Satisfaction Score,comment", "{n},Good,{text}", 0, Role::Score),
        (
            "request_id,response_received_at,star_rating,comments,note",
            "{n},{day},{score},{yes},{text}",
            3,
            Role::Verbatim,
        ),
        (
            "Record ID,Company name,Company owner,Description",
            "{n},Co {n},{pick},{text}",
            3,
            Role::Verbatim,
        ),
        (
            "Id,Subject,Group stations,Requester,Status,Status [list]",
            "{n},{text},1,{pick},{pick},{yes}",
            5,
            Role::Status,
        ),
        (
            "Record ID,Deal Name,Deal Stage,Amount,Company owner",
            "{n},{text},{pick},{n},{pick}",
            3,
            Role::Arr,
        ),
        (
            "Account ID,Account Name,Account Owner,Parent Account,Annual Revenue",
            "{n},Co {n},{pick},,{n}",
            4,
            Role::Arr,
        ),
        (
            "id,comment,App reply",
            "{n},{text},thank you for telling us about {n} of these",
            2,
            Role::Verbatim,
        ),
        (
            "event,account_id,properties",
            "{pick},{n},\"{\"\"a\"\": \"\"b c d e f\"\", \"\"n\"\": {n}}\"",
            2,
            Role::Verbatim,
        ),
        ("id,text,comment count", "{n},{text},{score}", 2, Role::Verbatim),
    ] {
        let table = of(header, row);
        let own = &table.columns[friend];
        assert_ne!(own.column.role, Some(never), "{header}: {} {:?}", own.column.name, own.guess);
    }
}

#[test]
fn headers_are_known_in_other_languages() {
    let row = "{n},{day},{score},{text},{pick},{pick}";
    let want = ["id", "date", "score", "verbatim", "status", "tags"];
    for header in [
        "Ticketnummer,Erstellt am,Bewertung,Kommentar,Status,Schlagwörter",
        "Numéro de ticket,Date de création,Satisfaction,Commentaire,Statut,Étiquettes",
        "Número de ticket,Fecha de creación,Calificación,Comentario,Estado,Etiquetas",
        "ID,Data de criação,Pontuação,Comentário,Status,Etiquetas",
        "ID,Data di creazione,Valutazione,Commento,Stato,Etichette",
        "ID,Datum,Beoordeling,Opmerking,Status,Labels",
        "チケット番号,日付,評価,コメント,ステータス,タグ",
        "工单编号,创建时间,评分,评论,状态,标签",
        "編號,日期,評分,意見,狀態,標籤",
    ] {
        let table = of(header, row);
        let roles: Vec<&str> = table.columns.iter().map(role).collect();
        assert_eq!(roles, want, "{header}");
    }
}

#[test]
fn roles_are_remembered_whatever_the_order_and_case_of_the_columns() {
    let mut session = undertone_engine::session::Session::new();
    let first = "Nr;Wert;Wort\n1;3;so gut wie noch nie zuvor\n2;4;das war leider gar nichts\n";
    let view = session.open("a.csv", first.as_bytes(), &NoDecoder).unwrap();
    let roles = vec![("Wert".to_owned(), Some("priority".to_owned()))];
    let choices = undertone_engine::view::FileChoices { roles, ..Default::default() };
    session.choose(view.id, &choices, &NoDecoder).unwrap();
    let second =
        "WORT;nr;wert\ndas geht so leider nicht mehr;7;1\nschon viel besser als vorher;8;2\n";
    let view = session.open("b.csv", second.as_bytes(), &NoDecoder).unwrap();
    assert_eq!(view.columns[2].role.as_deref(), Some("priority"));
}

#[test]
fn rows_that_are_set_aside_are_not_analysed() {
    for (name, n) in [
        ("qualtrics.csv", 13),
        ("typeform.csv", 14),
        ("limesurvey.csv", 14),
        ("formbricks.csv", 15),
        ("quackback_comments.csv", 13),
        ("intercom_prodsight.csv", 12),
    ] {
        let table = fixture(name);
        assert_eq!(join(&[(0, &table)]).unwrap().table.n_rows, n, "{name}");
    }
}

#[test]
fn items_are_found_by_each_of_their_labels() {
    let joined = join(&[(0, &fixture("jira.csv"))]).unwrap();
    for (label, n) in
        [("customer", 6), ("export", 6), ("vip", 5), ("customer, export", 6), ("x", 0)]
    {
        let clauses = vec![Clause { dimension: "tags".to_owned(), values: vec![label.to_owned()] }];
        let filter = Filter { clauses, ..Filter::default() };
        assert_eq!(select(&joined.table, &filter).unwrap().count(), n, "{label}");
    }
}

#[test]
fn amounts_take_the_currency_of_their_twin_and_are_never_mixed() {
    let feedback = open("f.csv", b"id,comment,company\n1,the export drops a column,Zenith Bank\n2,so slow on my phone,ACME Technologies\n");
    let joined =
        join(&[(0, &feedback.table), (1, &fixture("salesforce_opportunities.csv"))]).unwrap();
    assert_eq!(joined.accounts.currency.as_deref(), Some("USD"));
    assert_eq!(joined.notices.count("mixed-currencies"), 5);
    let arr = |row: u32| joined.accounts.arr[joined.accounts.of(row).unwrap()];
    // The third is in euro.
    assert_eq!((arr(0), arr(1)), (None, Some(4_000.0)));
}
