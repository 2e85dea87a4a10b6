//! Known exports, told by headers that no other product has.

use super::profile::normal;
use crate::table::Role;

/// A product and sets of headers: all of one set must be there.
const FLAVOURS: &[(&str, &[&[&str]])] = &[
    (
        "Zendesk",
        &[
            &["summation column"],
            &["requester", "group stations"],
            &["ticket id", "ticket satisfaction rating"],
            &["ticket id", "ticket satisfaction comment"],
        ],
    ),
    (
        "Intercom",
        &[
            &["conversation rating remark"],
            &["conversation id", "current conversation state"],
            &["conversation id", "conversation rating"],
            &["conversation id", "message author type"],
        ],
    ),
    (
        "Freshdesk",
        &[&["agent interactions", "customer interactions"], &["ticket id", "survey results"]],
    ),
    ("Freshservice", &[&["requester name", "survey result"], &["experience score", "urgency"]]),
    (
        "Typeform",
        &[&["network id"], &["#", "submit date utc"], &["response type", "stage date utc"]],
    ),
    ("SurveyMonkey", &[&["respondent id", "collector id"], &["respondent id", "start date"]]),
    (
        "Qualtrics",
        &[
            &["response id", "recorded date"],
            &["start date", "end date", "progress"],
            &["recipient email", "external reference"],
        ],
    ),
    ("LimeSurvey", &[&["submitdate", "lastpage"]]),
    ("Google Play", &[&["review submit millis since epoch"], &["package name", "star rating"]]),
    ("google-play-scraper", &[&["review id", "thumbs up count"]]),
    ("Medallia", &[&["response received at", "star rating"]]),
    ("Formbricks", &[&["formbricks id internal"]]),
    ("HubSpot", &[&["record id"]]),
    ("Linear", &[&["cycle number", "parent issue"]]),
    ("Jira", &[&["issue key", "summary"]]),
    ("Fider", &[&["votes count", "original number"]]),
    ("Canny", &[&["board", "vote count"]]),
    ("Slack", &[&["ts", "thread ts"]]),
];

/// The product whose export the headers look like.
pub(super) fn find(header: &[String]) -> Option<&'static str> {
    let words: Vec<String> = header.iter().map(|name| normal(name)).collect();
    let has = |name: &&str| words.iter().any(|own| own == name);
    let known = FLAVOURS.iter().find(|(_, sets)| sets.iter().any(|set| set.iter().all(has)));
    let intercom = || words.iter().any(|own| own.starts_with("conversation started at"));
    known.map(|(name, _)| *name).or_else(|| intercom().then_some("Intercom"))
}

/// What a known export's headers mean there, where it differs from the usual.
const MEANINGS: &[(&str, &str, Option<Role>)] = &[
    ("Jira", "comment", None),
    ("Jira", "issue type", Some(Role::Category)),
    ("Jira", "project name", Some(Role::Product)),
    ("Linear", "team", Some(Role::Area)),
    ("Zendesk", "group", Some(Role::Area)),
    ("Zendesk", "organization", Some(Role::AccountName)),
    ("Freshdesk", "group", Some(Role::Area)),
    ("Freshdesk", "type", Some(Role::Category)),
    ("Qualtrics", "status", None),
    ("HubSpot", "source", Some(Role::Channel)),
    ("google-play-scraper", "app version", Some(Role::Version)),
];

/// What a header means in a known export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// What it means anywhere.
    Usual,
    /// This.
    Role(Role),
    /// Nothing, whatever it is called.
    Nothing,
}

/// What the header `words` mean in an export of `flavour`.
pub(super) fn meaning(flavour: Option<&str>, words: &str) -> Meaning {
    let Some(flavour) = flavour else { return Meaning::Usual };
    let stem = words.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let known = MEANINGS.iter().find(|(own, name, _)| *own == flavour && *name == stem);
    known.map_or(Meaning::Usual, |(_, _, role)| role.map_or(Meaning::Nothing, Meaning::Role))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exports_are_known_by_their_signature() {
        for (header, flavour) in [
            ("Summation column,Id,Requester", Some("Zendesk")),
            ("Conversation ID,Conversation started at (America/New_York)", Some("Intercom")),
            ("ResponseId,RecordedDate,Q1", Some("Qualtrics")),
            ("Respondent ID,Collector ID,Start Date", Some("SurveyMonkey")),
            ("id,text,score", None),
        ] {
            let header: Vec<String> = header.split(',').map(str::to_owned).collect();
            assert_eq!(find(&header), flavour);
        }
    }
}
