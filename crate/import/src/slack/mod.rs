//! Slack exports: who wrote what in which channel, and how others reacted.

mod message;
mod words;

use std::collections::BTreeMap;

use crate::archive::{Zip, member};
use crate::json::{self, value::Value};
use crate::limit::Budget;
use crate::notice::Notices;
use crate::{Refusal, Sheet, text};
use message::{Messages, People};

const FORMAT: &str = "Slack export";
const WHAT: &str = "a Slack export";

/// Whether the members of an archive are a Slack export: lists of people or channels beside days.
pub(crate) fn is_export(names: &[String]) -> bool {
    let has = |end: &str| names.iter().any(|name| name.rsplit('/').next() == Some(end));
    (has("users.json") || has("channels.json")) && names.iter().any(|name| day(name).is_some())
}

/// Channel and date of `…/channel/YYYY-MM-DD.json`.
fn day(path: &str) -> Option<(&str, &str)> {
    let (folder, file) = path.strip_suffix(".json")?.rsplit_once('/')?;
    let channel = folder.rsplit('/').next()?;
    let is_date = file.len() == 10
        && file.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    (is_date && !channel.is_empty() && channel != "__MACOSX").then_some((channel, file))
}

/// All messages of an export, in one table.
pub(crate) fn read_zip(
    name: &str,
    zip: &mut Zip<'_>,
    names: &[String],
    budget: &mut Budget,
) -> Result<Vec<Sheet>, Refusal> {
    let mut people = People::default();
    for (at, path) in names.iter().enumerate() {
        let file = path.rsplit('/').next().unwrap_or_default();
        let is_people = matches!(file, "users.json" | "org_users.json");
        let is_places = matches!(file, "channels.json" | "groups.json" | "mpims.json");
        if is_people || is_places {
            let bytes = member(name, zip, at, u64::MAX, budget)?;
            let text = text::decode_json(&bytes);
            for item in json::list(&text).unwrap_or_default() {
                if is_people { people.meet(&item) } else { people.place(&item) }
            }
        }
    }
    let mut days: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (at, path) in names.iter().enumerate().filter(|(_, path)| !path.contains("__MACOSX")) {
        if let Some(day) = day(path) {
            days.insert(day, at);
        }
    }
    let mut messages = Messages::new(people);
    let mut notices = Notices::default();
    for ((channel, date), at) in days {
        let bytes = member(name, zip, at, u64::MAX, budget)?;
        let text = text::decode_json(&bytes);
        if let Some(items) = json::list(&text) {
            for item in &items {
                messages.add(item, channel);
            }
        } else {
            let message = format!("days that cannot be read were left out: {channel}/{date}");
            notices.add("slack-day", &message, None);
        }
    }
    finished(name, &messages, notices)
}

/// Whether the items of a list are mostly messages.
pub(crate) fn is_messages(items: &[Value<'_>]) -> bool {
    let is_message =
        |item: &&Value<'_>| item.text("type") == Some("message") && item.text("ts").is_some();
    let n = items.iter().take(100).filter(is_message).count();
    n > 0 && n * 2 > items.len().min(100)
}

/// One day of one channel.
pub(crate) fn read_list(
    name: &str,
    items: &[Value<'_>],
    notices: Notices,
) -> Result<Vec<Sheet>, Refusal> {
    let mut messages = Messages::new(People::default());
    for item in items {
        messages.add(item, "");
    }
    finished(name, &messages, notices)
}

fn finished(name: &str, messages: &Messages, mut notices: Notices) -> Result<Vec<Sheet>, Refusal> {
    if messages.is_empty() {
        return Err(Refusal::empty(name, WHAT));
    }
    let body = messages.write(&mut notices).finish(&mut notices);
    Ok(vec![Sheet { name: String::new(), format: FORMAT, body, notices }])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_told_from_other_members() {
        for (path, found) in [
            ("general/2026-01-05.json", Some(("general", "2026-01-05"))),
            ("export/customer-acme/2026-01-05.json", Some(("customer-acme", "2026-01-05"))),
            ("users.json", None),
            ("general/canvas.json", None),
            ("2026-01-05.json", None),
        ] {
            assert_eq!(day(path), found);
        }
    }
}
