//! Messages as rows, people and channels by their names.

use std::collections::BTreeMap;

use super::words;
use crate::json::value::Value;
use crate::notice::Notices;
use crate::records::Writer;
use crate::time;

/// Kinds of reactions that get a column of their own, the most used first.
const REACTIONS: usize = 50;
/// Kinds of messages that hold words of people; the others are Slack's own.
const SPOKEN: [&str; 5] =
    ["thread_broadcast", "reply_broadcast", "file_share", "me_message", "file_comment"];

/// Names by identifier.
#[derive(Debug, Default)]
pub(crate) struct People {
    users: BTreeMap<String, String>,
    channels: BTreeMap<String, String>,
}

/// The name that a profile shows.
fn shown(person: &Value<'_>) -> Option<String> {
    let profile = person.get("profile").or_else(|| person.get("user_profile"));
    let of_profile = profile.and_then(|profile| {
        let own = |name| profile.text(name).filter(|text| !text.trim().is_empty());
        own("display_name").or_else(|| own("real_name")).or_else(|| own("name"))
    });
    let own = |name| person.text(name).filter(|text| !text.trim().is_empty());
    of_profile.or_else(|| own("real_name")).or_else(|| own("name")).map(str::to_owned)
}

impl People {
    pub(super) fn meet(&mut self, person: &Value<'_>) {
        if let (Some(id), Some(name)) = (person.text("id"), shown(person)) {
            self.users.insert(id.to_owned(), name);
        }
    }

    pub(super) fn place(&mut self, channel: &Value<'_>) {
        if let (Some(id), Some(name)) = (channel.text("id"), channel.text("name")) {
            self.channels.insert(id.to_owned(), name.to_owned());
        }
    }

    pub(super) fn user(&self, id: &str) -> Option<&str> {
        self.users.get(id).map(String::as_str)
    }

    pub(super) fn channel(&self, id: &str) -> Option<&str> {
        self.channels.get(id).map(String::as_str)
    }
}

/// One message as cells.
#[derive(Debug)]
struct Message {
    date: String,
    channel: String,
    user: String,
    text: String,
    ts: String,
    thread: String,
    n_replies: Option<u64>,
    reactions: BTreeMap<String, u64>,
}

/// The messages of an export.
#[derive(Debug)]
pub(super) struct Messages {
    people: People,
    rows: Vec<Message>,
    n_system: u64,
    n_bots: u64,
    n_silent: u64,
}

impl Messages {
    pub(super) fn new(people: People) -> Messages {
        Messages { people, rows: Vec::new(), n_system: 0, n_bots: 0, n_silent: 0 }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Takes a message that a person wrote; the others are counted.
    pub(super) fn add(&mut self, item: &Value<'_>, channel: &str) {
        let subtype = item.text("subtype");
        let is_bot = subtype == Some("bot_message")
            || item.text("bot_id").is_some() && item.get("client_msg_id").is_none();
        let is_spoken = subtype.is_none_or(|subtype| SPOKEN.contains(&subtype));
        if is_bot {
            self.n_bots += 1;
            return;
        }
        if !is_spoken || item.text("type").is_some_and(|kind| kind != "message") {
            self.n_system += 1;
            return;
        }
        let text = words::plain(item.text("text").unwrap_or_default(), &self.people);
        if text.trim().is_empty() {
            self.n_silent += 1;
            return;
        }
        let row = self.row(item, channel, text);
        self.rows.push(row);
    }

    fn row(&self, item: &Value<'_>, channel: &str, text: String) -> Message {
        let ts = item.text("ts").unwrap_or_default();
        let id = item.text("user").unwrap_or_default();
        let named = self.people.user(id).map(str::to_owned).or_else(|| shown(item));
        let mut reactions: BTreeMap<String, u64> = BTreeMap::new();
        for reaction in item.items("reactions") {
            let Some(name) = reaction.text("name") else { continue };
            let plain = name.split("::").next().unwrap_or(name);
            let n = reaction.count("count").unwrap_or(reaction.items("users").len() as u64);
            *reactions.entry(plain.to_owned()).or_default() += n;
        }
        Message {
            date: moment(ts),
            channel: channel.to_owned(),
            user: named.unwrap_or_else(|| id.to_owned()),
            text,
            ts: ts.to_owned(),
            thread: item.text("thread_ts").unwrap_or_default().to_owned(),
            n_replies: item.count("reply_count"),
            reactions,
        }
    }

    /// Reactions by how often they occur, names in order where that is the same.
    fn reactions(&self) -> Vec<&str> {
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        for (name, n) in self.rows.iter().flat_map(|row| &row.reactions) {
            *counts.entry(name).or_default() += n;
        }
        let mut names: Vec<(&str, u64)> = counts.into_iter().collect();
        names.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        names.into_iter().take(REACTIONS).map(|(name, _)| name).collect()
    }

    /// The table: a column only where some message has something for it.
    pub(super) fn write(&self, notices: &mut Notices) -> Writer {
        self.note(notices);
        let reactions = self.reactions();
        let has_channel = self.rows.iter().any(|row| !row.channel.is_empty());
        let mut out = Writer::default();
        let channel = has_channel.then_some("channel");
        let fixed = ["user", "text", "ts", "thread_ts", "reply_count"];
        let total = (!reactions.is_empty()).then_some("reactions.total");
        let own: Vec<String> = reactions.iter().map(|name| format!("reactions.{name}")).collect();
        let head = ["date"].into_iter().chain(channel).chain(fixed).chain(total);
        out.record(head.chain(own.iter().map(String::as_str)));
        for row in &self.rows {
            out.cell(&row.date);
            if has_channel {
                out.cell(&row.channel);
            }
            for cell in [&row.user, &row.text, &row.ts, &row.thread] {
                out.cell(cell);
            }
            out.cell(&row.n_replies.map_or_else(String::new, |n| n.to_string()));
            if total.is_some() {
                out.cell(&row.reactions.values().sum::<u64>().to_string());
            }
            for name in &reactions {
                out.cell(&row.reactions.get(*name).copied().unwrap_or(0).to_string());
            }
            out.end();
        }
        out
    }

    fn note(&self, notices: &mut Notices) {
        let message = "messages of Slack itself (joins, leaves, changed topics …) were set aside";
        notices.add_many("slack-system", message, self.n_system);
        notices.add_many("slack-bot", "messages of bots were set aside", self.n_bots);
        notices.add_many("slack-silent", "messages without words were set aside", self.n_silent);
    }
}

/// The date of `1700000000.000100`, in UTC.
fn moment(ts: &str) -> String {
    let seconds = ts.split('.').next().unwrap_or_default();
    let known = seconds.parse().ok().filter(|seconds| (0..253_402_300_800).contains(seconds));
    known.map_or_else(String::new, time::moment)
}
