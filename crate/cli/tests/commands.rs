//! The commands as scripts see them: shapes of the JSON, exit codes, refusals and files written.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

const FEEDBACK: &str = "\
id,date,score,account,comment
a1,2026-01-05,1,Acme,\"The app crashes, on every login\"
a2,2026-01-06,5,Birch,I love the new timeline view a lot
a3,2026-01-07,2,Acme,The billing page charged us twice this month
a4,2026-01-08,4,Cedar,=HYPERLINK(1) please help with the export
a5,2026-01-09,1,Birch,<script>alert(1)</script> is what the search shows
";

const ACCOUNTS: &str = "\
account,plan,arr,renewal_date,csm
Acme,Enterprise,0,2026-02-01,Olive Quill
Birch,Team,20000,2026-02-05,Olive Quill
Cedar,Free,0,,Piet Marsh
";

/// A folder of its own for one test.
fn folder(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&path).unwrap();
    fs::write(path.join("feedback.csv"), FEEDBACK).unwrap();
    fs::write(path.join("accounts.csv"), ACCOUNTS).unwrap();
    path
}

fn undertone(folder: &PathBuf, line: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_undertone")).current_dir(folder).args(line).output().unwrap()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).expect("JSON on standard output")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn every_command_answers_in_json_with_its_own_keys() {
    let folder = folder("answers");
    for (line, keys) in [
        (&["inspect"][..], &["files"][..]),
        (&["rows"], &["files"]),
        (&["themes"], &["themes", "nItems", "nUnthemed"]),
        (&["table", "--rows", "plan"], &["rows", "cols", "value", "base"]),
        (&["review"], &["items", "nThemes", "method"]),
        (&["suggest", "--text", "the app crashes"], &["theme", "nearest", "similarity"]),
        (&["spikes"], &["spikes", "footnotes", "unavailable", "news"]),
        (&["findings"], &["findings", "asOf", "nTests", "footnotes"]),
        (&["coverage"], &["segments"]),
        (&["accounts"], &["accounts"]),
        (&["digest"], &["title", "blocks", "markdown", "html", "slack", "nWords"]),
    ] {
        let line = [line, &["feedback.csv", "accounts.csv", "--json"]].concat();
        let output = undertone(&folder, &line);
        assert!(output.status.success(), "{line:?}: {}", text(&output.stderr));
        let answer = json(&output);
        for key in keys {
            assert!(answer.get(key).is_some(), "{line:?} has no {key}");
        }
        let again = undertone(&folder, &line);
        assert_eq!(output.stdout, again.stdout, "{line:?} twice");
    }
}

#[test]
fn one_file_gives_its_rows_as_they_stand() {
    let answer = json(&undertone(&folder("rows"), &["rows", "feedback.csv"]));
    assert_eq!(answer["header"][4], "comment");
    assert_eq!(answer["rows"].as_array().unwrap().len(), 5);
    assert_eq!(answer["rows"][0][4], "The app crashes, on every login");
}

#[test]
fn as_many_threads_as_one_likes_read_the_same() {
    let folder = folder("threads");
    let mut file = String::from("id,date,score,account,comment\n");
    for row in 0..9000 {
        let comment = match row % 7 {
            0 => format!("\"it \"\"stops\"\" after\n{row} lines\""),
            1 if row % 90 == 1 => "a 5\" screen".to_owned(),
            n => format!("comment {} of {}", row / 2, n),
        };
        let day = 1 + row % 28;
        file.push_str(&format!("{row},2026-01-{day:02},{},A{},{comment}\n", row % 6, row % 40));
    }
    fs::write(folder.join("feedback.csv"), file).unwrap();
    let said = |command: &str, n: &str| {
        let output = undertone(&folder, &[command, "feedback.csv", "--json", "--threads", n]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        output.stdout
    };
    for command in ["rows", "inspect"] {
        for n in ["2", "5", "0"] {
            assert!(said(command, n) == said(command, "1"), "{command} with {n} threads");
        }
    }
}

#[test]
fn a_refusal_is_an_object_for_scripts_and_a_sentence_for_people() {
    let folder = folder("refusals");
    fs::write(folder.join("empty.csv"), "").unwrap();
    fs::write(folder.join("header.csv"), "id,comment\n").unwrap();
    fs::write(folder.join("pdf.csv"), "%PDF-1.7\n1 0 obj").unwrap();
    fs::write(folder.join("numbers.csv"), "id,n\n1,2\n2,3\n").unwrap();
    fs::write(folder.join("cut.bin"), b"UNDRREAD\x01\0\0\0\x20").unwrap();
    fs::write(folder.join("new.bin"), b"UNDRREAD\x63\0\0\0").unwrap();
    for (line, code) in [
        (&["findings", "empty.csv"][..], "empty-file"),
        (&["inspect", "header.csv"], "no-rows"),
        (&["digest", "pdf.csv"], "wrong-type"),
        (&["themes", "numbers.csv"], "no-verbatim"),
        (&["findings", "missing.csv"], "unreadable-file"),
        (&["findings", "feedback.csv", "--filter", "nothing=x"], "unknown-name"),
        (&["findings", "feedback.csv", "--filter", "plan"], "bad-option"),
        (&["findings", "feedback.csv", "--as-of", "soon"], "bad-option"),
        (&["findings", "feedback.csv", "--from", "soon"], "bad-option"),
        (&["findings", "feedback.csv", "--role", "verbatim=missing"], "unknown-name"),
        (&["findings", "feedback.csv", "--role", "nonsense=comment"], "unknown-name"),
        (&["table", "feedback.csv", "--rows", "nothing"], "unknown-name"),
        (&["digest", "feedback.csv", "--format", "pdf"], "bad-option"),
        (&["export", "feedback.csv", "--kind", "nothing"], "unknown-name"),
        (&["themes", "feedback.csv", "--assign", "no/such/folder.csv"], "unwritable-file"),
        (&["themes", "feedback.csv", "--close-reading", "feedback.csv"], "not-a-pack"),
        (&["themes", "feedback.csv", "--close-reading", "cut.bin"], "damaged-pack"),
        (&["digest", "feedback.csv", "--close-reading", "new.bin"], "pack-version"),
        (&["themes", "feedback.csv", "--close-reading", "missing.bin"], "unreadable-file"),
        (&["themes", "feedback.csv", "--close-texts", "9"], "bad-option"),
        (&["alerts", "feedback.csv", "--close-reading", "cut.bin"], "damaged-pack"),
        (
            &["alerts", "feedback.csv", "--close-reading", "cut.bin", "--close-texts", "9"],
            "bad-option",
        ),
        (&["findings", "feedback.csv", "--seed", "seven"], "bad-option"),
        (&["findings", "feedback.csv", "--nonsense"], "bad-option"),
        (&["findings"], "bad-option"),
    ] {
        let plain = undertone(&folder, line);
        assert_eq!(plain.status.code(), Some(2), "{line:?}");
        assert!(plain.stdout.is_empty() && !plain.stderr.is_empty(), "{line:?}");
        let scripted = undertone(&folder, &[line, &["--json"]].concat());
        assert_eq!(scripted.status.code(), Some(2), "{line:?}");
        let error = &json(&scripted)["error"];
        assert_eq!(error["code"], code, "{line:?}: {error}");
        assert!(error["message"].as_str().is_some_and(|m| !m.is_empty()), "{line:?}");
        assert!(scripted.stderr.is_empty(), "{line:?}");
    }
}

#[test]
fn every_data_row_has_one_line_of_assignment_even_when_rows_fold() {
    let folder = folder("assign");
    let twice = format!("{FEEDBACK}a1,2026-01-10,1,Acme,The app still crashes on every login\n");
    fs::write(folder.join("feedback.csv"), twice).unwrap();
    let output = undertone(&folder, &["themes", "feedback.csv", "--assign", "out.csv", "--json"]);
    assert!(output.status.success());
    let assigned = fs::read_to_string(folder.join("out.csv")).unwrap();
    let lines: Vec<&str> = assigned.lines().collect();
    assert_eq!(lines[0], "row,id,theme_id,theme,subtheme,similarity,also");
    let rows: Vec<&str> = lines[1..].iter().map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(rows, ["1", "2", "3", "4", "5", "6"]);
}

#[test]
fn exported_items_hold_no_formula() {
    let folder = folder("items");
    let output = undertone(&folder, &["export", "feedback.csv", "--kind", "items.csv"]);
    let items = text(&output.stdout);
    assert!(items.contains("'=HYPERLINK(1)"), "{items}");
    assert!(!items.contains(",=HYPERLINK"), "{items}");
}

#[test]
fn a_report_holds_no_markup_of_the_file_and_allows_nothing_from_outside() {
    let folder = folder("report");
    let output = undertone(&folder, &["report", "feedback.csv", "accounts.csv", "-o", "r.html"]);
    assert!(output.status.success());
    let html = fs::read_to_string(folder.join("r.html")).unwrap();
    assert!(html.contains("default-src 'none'"));
    assert!(!html.contains("<script>alert"));
}

#[test]
fn a_redacted_file_of_any_kind_names_nobody_and_quotes_nobody() {
    let folder = folder("redacted");
    let risky =
        format!("{FEEDBACK}a6,2026-01-11,1,Birch,We will cancel and switch to a competitor\n");
    fs::write(folder.join("feedback.csv"), risky).unwrap();
    let files = ["feedback.csv", "accounts.csv"];
    let export = |kind: &str, more: &[&str]| {
        let line = [&["export", "--kind", kind][..], &files, more].concat();
        text(&undertone(&folder, &line).stdout)
    };
    assert!(export("findings.json", &[]).contains("Birch"), "the open one names the account");
    for kind in [
        "findings.json",
        "themes.csv",
        "digest.md",
        "digest.html",
        "digest.txt",
        "snapshot.json",
        "report.html",
        "items.csv",
    ] {
        let sealed = export(kind, &["--redacted"]);
        assert!(!sealed.is_empty(), "{kind}");
        for secret in ["Birch", "Acme", "Olive Quill", "every login", "feedback.csv"] {
            assert!(!sealed.contains(secret), "{kind} tells {secret}: {sealed}");
        }
    }
}

#[test]
fn a_worthless_contract_is_not_told_as_an_amount() {
    let folder = folder("amounts");
    let leaving =
        format!("{FEEDBACK}a6,2026-01-11,1,Cedar,We will cancel our subscription and leave\n");
    fs::write(folder.join("feedback.csv"), leaving).unwrap();
    let output = undertone(&folder, &["findings", "feedback.csv", "accounts.csv"]);
    let said = text(&output.stdout);
    assert!(said.contains("Cedar") && !said.contains("$0"), "{said}");
}

#[test]
fn what_a_finding_counts_is_what_its_filter_opens() {
    let folder = folder("reconcile");
    let made = undertone(&folder, &["sample", "-o", ".", "--items", "1500"]);
    assert!(made.status.success());
    for narrowed in [&[][..], &["--filter", "plan=Enterprise"], &["--filter", "plan=Free"]] {
        let line = [&["findings", "feedback.csv", "accounts.csv", "--json"][..], narrowed].concat();
        let findings = json(&undertone(&folder, &line));
        for finding in findings["findings"].as_array().unwrap() {
            let exposed = finding["exposure"]["nLow"].as_u64() <= finding["nRows"].as_u64();
            assert!(exposed, "{finding}");
            let plans: Vec<&Value> = finding["quotes"]
                .as_array()
                .unwrap()
                .iter()
                .map(|quote| &quote["plan"])
                .filter(|plan| {
                    narrowed.len() == 2
                        && narrowed[1] != format!("plan={}", plan.as_str().unwrap_or(""))
                })
                .collect();
            assert!(plans.is_empty(), "{narrowed:?}: {} quotes {plans:?}", finding["title"]);
        }
    }
}

#[test]
fn other_files_than_delimited_text_are_opened() {
    let folder = folder("formats");
    let rows: Vec<String> = FEEDBACK
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.splitn(5, ',').collect();
            let comment = cells[4].trim_matches('"');
            serde_json::json!({ "id": cells[0], "date": cells[1], "comment": comment }).to_string()
        })
        .collect();
    fs::write(folder.join("feedback.json"), format!("[{}]", rows.join(","))).unwrap();
    fs::write(folder.join("feedback.ndjson"), rows.join("\n")).unwrap();
    for name in ["feedback.json", "feedback.ndjson"] {
        let table = json(&undertone(&folder, &["rows", name]));
        assert_eq!(table["header"], serde_json::json!(["comment", "date", "id"]), "{name}");
        assert_eq!(table["rows"].as_array().unwrap().len(), 5, "{name}");
        assert_eq!(table["rows"][0][0], "The app crashes, on every login");
        let themes = undertone(&folder, &["themes", name, "--json"]);
        assert!(themes.status.success(), "{}", text(&themes.stderr));
    }
    let corpus =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/csv-dialects/files");
    for (name, n_rows) in
        [("survey_inline.xlsx", 30), ("gzipped_named.csv", 50), ("zipped_export.zip", 50)]
    {
        let path = corpus.join(name);
        let table = json(&undertone(&folder, &["rows", path.to_str().unwrap()]));
        assert_eq!(table["rows"].as_array().unwrap().len(), n_rows, "{name}");
    }
    for (name, code) in [
        ("json_named.csv", "wrong-type"),
        ("html_table_named.xls", "wrong-type"),
        ("zipbomb_ratio.xlsx", "too-large"),
        ("zipbomb_rows.xlsx", "too-large"),
        ("pdf_named.csv", "wrong-type"),
    ] {
        let path = corpus.join(name);
        let output = undertone(&folder, &["rows", path.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(2), "{name}");
        assert_eq!(json(&output)["error"]["code"], code, "{name}");
    }
}

#[test]
fn each_sheet_is_inspected_as_a_file() {
    let folder = folder("sheets");
    let lists = r#"{"posts":[{"id":1,"text":"The export is slow"}],"people":[{"name":"Ada"}]}"#;
    fs::write(folder.join("board.json"), lists).unwrap();
    let files = json(&undertone(&folder, &["inspect", "board.json", "--json"]));
    let names: Vec<&str> =
        files["files"].as_array().unwrap().iter().map(|f| f["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["board.json › posts", "board.json › people"]);
}

/// A workbook is read back by the reader of workbooks: names, numbers and no formula.
#[test]
fn a_table_is_written_as_a_workbook() {
    let folder = folder("workbook");
    let accounts = ACCOUNTS.replace("Team", "\"=2+2 <a&b>\"");
    fs::write(folder.join("accounts.csv"), accounts).unwrap();
    let files = ["feedback.csv", "accounts.csv"];
    let sides = ["--rows", "plan", "--cols", "month", "--measure", "low-count", "--output"];
    let written = undertone(&folder, &[&["table"], &files[..], &sides, &["t.xlsx"]].concat());
    assert!(written.status.success(), "{}", text(&written.stderr));
    let sheets = json(&undertone(&folder, &["inspect", "t.xlsx", "--json"]));
    let sheets = sheets["files"].as_array().unwrap();
    let names: Vec<&str> = sheets.iter().map(|sheet| sheet["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["t.xlsx › Table", "t.xlsx › Evidence", "t.xlsx › Notes"]);
    let table = json(&undertone(&folder, &["rows", "t.xlsx"]));
    assert_eq!(table["header"], serde_json::json!(["Plan", "2026-01", "All", "n"]));
    let team = table["rows"].as_array().unwrap().iter().find(|row| row[0] == "=2+2 <a&b>");
    assert_eq!(team.expect("the row of the plan")[1], "1", "{table}");
    for (line, said) in [(&["--format", "xlsx"][..], "--output"), (&["--output", "t.doc"], "xlsx")]
    {
        let refused = undertone(&folder, &[&["table"], &files[..], &sides[..2], line].concat());
        assert_eq!(refused.status.code(), Some(2));
        assert!(text(&refused.stderr).contains(said), "{}", text(&refused.stderr));
    }
}

#[test]
fn a_filter_that_nothing_matches_is_said() {
    let folder = folder("nothing");
    let line = ["table", "feedback.csv", "accounts.csv", "--rows", "plan", "--filter"];
    for (filter, said) in [("plan=Nope", "no item matches the filter\n"), ("plan=Team", "")] {
        let output = undertone(&folder, &[&line[..], &[filter]].concat());
        assert!(output.status.success());
        assert_eq!(text(&output.stderr), said);
    }
}

/// In a small sample the planted loop is filed under a neighbouring theme; the finding says what it is.
#[test]
fn a_rise_inside_another_theme_is_called_by_what_it_says() {
    let folder = folder("called");
    assert!(undertone(&folder, &["sample", "--items", "2000"]).status.success());
    let found = json(&undertone(&folder, &["findings", "feedback.csv", "accounts.csv", "--json"]));
    let first = &found["findings"][0];
    let (title, detail) = (first["title"].as_str().unwrap(), first["detail"].as_str().unwrap());
    let name = first["subject"]["name"].as_str().unwrap();
    assert!(title.contains("referencing 'login loop' up"), "{title}");
    assert!(name == "login loop" || detail.contains(&format!("the theme '{name}'")), "{detail}");
}

/// A table of counts: 200 days, the last ten with many more of one theme.
fn counts() -> String {
    let mut table = "date,all_items,login loop,billing\n".to_owned();
    for day in 0..200 {
        let (month, of_month) = (1 + day / 28, 1 + day % 28);
        let login = if day >= 190 { 5 } else { u32::from(day % 4 == 0) };
        table.push_str(&format!("2025-{month:02}-{of_month:02},60,{login},{}\n", day % 3));
    }
    table
}

#[test]
fn a_table_of_counts_gives_its_alarms() {
    let folder = folder("counts");
    fs::write(folder.join("counts.csv"), counts()).unwrap();
    for method in ["nbx", "ears-c1"] {
        let line = ["spikes", "--counts", "counts.csv", "--method", method, "--days", "40"];
        let answer = json(&undertone(&folder, &line));
        let alarms = answer["alarms"].as_array().unwrap();
        assert!(!alarms.is_empty(), "{method}: {answer}");
        assert!(alarms.iter().all(|own| own["theme"] == "login loop"), "{answer}");
        for key in ["date", "ratio", "expected", "count", "p", "q", "kind", "since", "onset"] {
            assert!(alarms[0].get(key).is_some(), "{key}");
        }
    }
    let known =
        json(&undertone(&folder, &["spikes", "--counts", "counts.csv", "--profile", "low"]));
    assert!(known["volume"].as_array().unwrap().is_empty());
    assert_eq!(known["untested"], "");
    let short: Vec<String> = counts().lines().take(26).map(str::to_owned).collect();
    fs::write(folder.join("short.csv"), short.join("\n")).unwrap();
    let short = json(&undertone(&folder, &["spikes", "--counts", "short.csv"]));
    assert!(short["alarms"].as_array().unwrap().is_empty());
    assert!(short["untested"].as_str().unwrap().contains("25 days"), "{short}");
}

#[test]
fn a_table_that_holds_no_counts_is_refused_with_its_place() {
    let folder = folder("bad-counts");
    let good = counts();
    for (table, said) in [
        (good.replace("all_items", "everything"), "all_items"),
        (good.replace("2025-01-03,60,0,2", "2025-01-03,60,-1,2"), "row 3"),
        (good.replace("2025-01-03,60,0,2", "2025-01-03,60,0,61"), "61"),
        (good.replace("2025-01-03,60,0,2", "2025-01-02,60,0,2"), "2025-01-02"),
        (good.replace("2025-01-03,60,0,2", "soon,60,0,2"), "soon"),
    ] {
        fs::write(folder.join("counts.csv"), table).unwrap();
        let output = undertone(&folder, &["spikes", "--counts", "counts.csv"]);
        assert_eq!(output.status.code(), Some(2), "{said}");
        let error = &json(&output)["error"];
        assert_eq!(error["code"], "bad-option", "{error}");
        assert!(error["message"].as_str().unwrap().contains(said), "{error} names no {said}");
    }
    let output = undertone(&folder, &["spikes"]);
    assert_eq!(output.status.code(), Some(2));
    let output = undertone(&folder, &["spikes", "--counts", "counts.csv", "--profile", "none"]);
    assert!(json(&output)["error"]["message"].as_str().unwrap().contains("low, normal or high"));
}
