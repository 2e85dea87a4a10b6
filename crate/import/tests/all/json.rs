//! JSON in the shapes that tools export.

use undertone_import::unpack;

use crate::common::{refused, rows, tables};

#[test]
fn shapes_become_tables() {
    let cases: &[(&str, &[&str])] = &[
        (r#"[{"id":1,"text":"a"},{"text":"b","n":null}]"#, &["id|text|n", "1|a|", "|b|"]),
        (r#"[{"a":{"b":{"c":1}},"d":[1,"x",true]}]"#, &["a.b.c|d", "1|1, x, true"]),
        (
            r#"[{"labels":[{"name":"bug"},{"name":"ui"}],"who":{"login":"ada"}}]"#,
            &["labels|who.login", "bug, ui|ada"],
        ),
        (r#"{"meta":{"n":2},"tickets":[{"id":1},{"id":2}]}"#, &["id", "1", "2"]),
        (
            r#"{"data":{"issues":{"edges":[{"node":{"id":1}},{"node":{"id":2},"cursor":"x"}]}}}"#,
            &["id", "1", "2"],
        ),
        (r#"{"data":{"issues":{"nodes":[{"id":1}]}}}"#, &["id", "1"]),
        ("{\"a\":1,\"b\":\"x\"}\n{\"a\":2,\"b\":\"y\"}\n", &["a|b", "1|x", "2|y"]),
        ("{\n \"a\": 1\n}\n{\n \"a\": 2\n}\n", &["a", "1", "2"]),
        (r#"[["id","text"],[1,"a"],[2]]"#, &["id|text", "1|a", "2|"]),
        ("[\"id\",\"text\"]\n[1,\"a\"]\n", &["id|text", "1|a"]),
        (r#"{"columns":["a","b"],"index":[0],"data":[[1,2]]}"#, &["a|b", "1|2"]),
        (r#"{"a":{"0":1,"1":2},"b":{"0":"x","1":"y"}}"#, &["a|b", "1|x", "2|y"]),
        (
            r#"{"k1":{"t":"a","n":1},"k2":{"t":"b","n":2},"k3":{"t":"c"}}"#,
            &["key|t|n", "k1|a|1", "k2|b|2", "k3|c|"],
        ),
        (r#"["first","second"]"#, &["value", "first", "second"]),
        (r#"{"title":"one","body":"x"}"#, &["title|body", "one|x"]),
        ("\u{feff}[{\"id\":12345678901234567890,},]", &["id", "12345678901234567890"]),
        (r#"[{"a":1,"a":2}]"#, &["a", "2"]),
        (r#"[{"a":1},{"a":2},{"a":"#, &["a", "1", "2"]),
        ("[{\"t\":\"a\u{1f}b\\u001ec\"}]", &["t", "a\u{241f}b\u{241e}c"]),
    ];
    for (text, expected) in cases {
        assert_eq!(rows("a.json", text.as_bytes()), *expected, "{text}");
    }
}

#[test]
fn several_lists_are_several_tables() {
    let text = r#"{"posts":[{"id":1}],"votes":[{"post":1,"n":3}],"total":1}"#;
    let own = tables("a.json", text.as_bytes());
    let names: Vec<&str> = own.iter().map(|own| own.0.as_str()).collect();
    assert_eq!(names, ["posts", "votes"]);
}

#[test]
fn broken_lines_are_set_aside_with_their_places() {
    let text = "{\"a\":1}\n{\"a\":\nnonsense\n{\"a\":2}\n\n{\"a\":3}\n";
    let sheets = unpack("a.ndjson", text.as_bytes()).unwrap();
    let notices: Vec<_> = sheets[0].notices.iter().collect();
    assert_eq!((notices[0].code, notices[0].count), ("json-line", 2));
    assert_eq!(notices[0].places, [2, 3]);
    assert_eq!(sheets[0].format, "NDJSON");
    assert_eq!(rows("a.ndjson", text.as_bytes()), ["a", "1", "2", "3"]);
}

#[test]
fn what_is_odd_is_noted() {
    for (text, code) in [
        ("[{\"a\":1},]", "idle-comma"),
        ("[{\"a\":1,\"a\":2}]", "duplicate-key"),
        ("[{\"a\":1},{\"a\":2", "json-broken-off"),
    ] {
        let sheets = unpack("a.json", text.as_bytes()).unwrap();
        assert_eq!(sheets[0].notices.count(code), 1, "{text}");
    }
}

#[test]
fn issues_of_github_have_a_column_for_each_reaction() {
    let text = r#"[{"number":1,"title":"Slow","author":{"login":"ada"},
        "labels":[{"name":"bug","color":"f00"}],"reactionGroups":[
        {"content":"THUMBS_UP","users":{"totalCount":12}},{"content":"EYES","users":{"totalCount":2}}]},
        {"number":2,"title":"Fine","author":{"login":"bo"},"labels":[],"reactionGroups":[]}]"#;
    let sheets = unpack("issues.json", text.as_bytes()).unwrap();
    assert_eq!(sheets[0].format, "GitHub issues");
    assert_eq!(
        rows("issues.json", text.as_bytes()),
        [
            "number|title|author.login|labels|reactions.+1|reactions.eyes|reactions.total_count",
            "1|Slow|ada|bug|12|2|14",
            "2|Fine|bo||||0",
        ]
    );
    let plain = r#"[{"number":1,"title":"x","reactions":{"total_count":3,"+1":2,"heart":1}}]"#;
    assert_eq!(
        rows("issues.json", plain.as_bytes())[0],
        "number|title|reactions.total_count|reactions.+1|reactions.heart"
    );
}

#[test]
fn what_holds_no_table_is_refused_in_words() {
    for (text, code) in [
        ("[]", "no-rows"),
        ("{}", "no-rows"),
        ("[{}]", "no-rows"),
        ("{\"a\" 1}", "damaged-file"),
        ("[1,2] and more", "damaged-file"),
    ] {
        assert_eq!(refused("a.json", text.as_bytes()), code, "{text}");
    }
}

#[test]
fn delimited_text_that_looks_like_json_stays_delimited() {
    for text in ["{\"a\",b}\n1,2\n", "[1],x\n2,3\n"] {
        assert!(unpack("a.csv", text.as_bytes()).unwrap().is_empty(), "{text}");
    }
}
