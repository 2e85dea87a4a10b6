//! Exports of Slack.

use undertone_import::unpack;

use crate::common::{rows, zipped};

const USERS: &str = r#"[{"id":"U1","name":"ada","profile":{"display_name":"Ada","real_name":"Ada L"}},
    {"id":"U2","name":"bo","profile":{"display_name":"","real_name":"Bo"}}]"#;
const DAY: &str = r#"[
    {"type":"message","user":"U1","text":"<@U2> the export is slow &amp; wrong, see <https://x.y|this>","ts":"1767607200.000100",
     "thread_ts":"1767607200.000100","reply_count":2,"reactions":[{"name":"bug","count":3,"users":["U1"]},{"name":"+1::skin-tone-2","count":1,"users":[]}]},
    {"type":"message","subtype":"channel_join","user":"U2","text":"<@U2> has joined","ts":"1767607260.0"},
    {"type":"message","subtype":"bot_message","bot_id":"B1","text":"deployed","ts":"1767607261.0"},
    {"type":"message","user":"U2","text":"","files":[{}],"ts":"1767607262.0"},
    {"type":"message","user":"U2","text":"same here in <#C1>","ts":"1767607320.000200","thread_ts":"1767607200.000100"}]"#;

fn export() -> Vec<u8> {
    zipped(&[
        ("users.json", USERS.as_bytes()),
        ("channels.json", br#"[{"id":"C1","name":"customer-acme"}]"#),
        ("customer-acme/2026-01-05.json", DAY.as_bytes()),
        (
            "bugs/2026-01-04.json",
            br#"[{"type":"message","user":"U9","text":"hi","ts":"1767520800.0",
            "reactions":[{"name":"bug","count":2}]}]"#,
        ),
        ("bugs/2026-01-06.json", b"broken"),
        ("customer-acme/canvas_in_the_conversation.json", b"[]"),
    ])
}

#[test]
fn messages_of_all_channels_are_one_table() {
    let thread = "1767607200.000100";
    assert_eq!(
        rows("export.zip", &export()),
        [
            "date|channel|user|text|ts|thread_ts|reply_count|reactions.total|reactions.bug|reactions.+1".to_owned(),
            "2026-01-04 10:00|bugs|U9|hi|1767520800.0|||2|2|0".to_owned(),
            format!("2026-01-05 10:00|customer-acme|Ada|@Bo the export is slow & wrong, see this|{thread}|{thread}|2|4|3|1"),
            format!("2026-01-05 10:02|customer-acme|Bo|same here in #customer-acme|1767607320.000200|{thread}||0|0|0"),
        ]
    );
}

#[test]
fn what_is_no_customers_word_is_counted() {
    let sheets = unpack("export.zip", &export()).unwrap();
    assert_eq!(sheets[0].format, "Slack export");
    for code in ["slack-system", "slack-bot", "slack-silent", "slack-day"] {
        assert_eq!(sheets[0].notices.count(code), 1, "{code}");
    }
}

#[test]
fn one_day_alone_is_read_too() {
    let own = rows("2026-01-05.json", DAY.as_bytes());
    assert_eq!(own.len(), 3);
    assert!(own[0].starts_with("date|user|text|"), "{}", own[0]);
    assert!(own[1].contains("@U2 the export"), "{}", own[1]);
}
