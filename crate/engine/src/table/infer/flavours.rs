//! Known exports, told by headers that no other product has.

use super::lexicon::is_listed;
use super::profile::normal;
use crate::table::Role;

/// A product and sets of headers, parted by bars and semicolons: all of one set must be there. A
/// header with a star at its end needs only to begin so; one in capitals or with a bracket stands at
/// the end of the header as it is written.
const FLAVOURS: &[(&str, &str)] = &[
    (
        "Zendesk",
        "summation column;requester|group stations;ticket id|ticket satisfaction rating;\
         ticket id|ticket satisfaction comment;工單 id|工單滿意度評分;工單 id|工單滿意度評論;\
         工单 id|工单满意度评分;工单 id|工单满意度评论",
    ),
    (
        "Intercom",
        "conversation rating remark;conversation id|current conversation state;\
         conversation id|conversation rating;conversation id|message author type;\
         conversation started at*",
    ),
    ("Freshdesk", "agent interactions|customer interactions;ticket id|survey results"),
    ("Freshservice", "requester name|survey result;experience score|urgency"),
    ("Formbricks", "formbricks id internal;response id|finished|survey id"),
    ("Typeform", "network id;#|(UTC);response type|stage date utc"),
    ("SurveyMonkey", "respondent id|collector id;respondent id|start date"),
    (
        "Qualtrics",
        "response id|recorded date;start date|end date|progress;start date|end date|ipaddress;\
         recipient email|external reference",
    ),
    ("LimeSurvey", "submitdate|lastpage;startlanguage|datestamp"),
    ("Google Play", "review submit millis since epoch;package name|star rating"),
    ("google-play-scraper", "review id|thumbs up count"),
    ("App Store", "rating|body|reviewer nickname;body|territory|rating"),
    ("Medallia", "response received at|star rating;request id|request delivery status"),
    ("Delighted", "survey type|permalink;person email|survey type;person email|survey response"),
    ("G2", "what do you like best*|what do you dislike*"),
    ("sandsiv+", "[TEXT]|[NPS];[TEXT]|[CHOICE]"),
    (
        "HubSpot",
        "record id|company owner;record id|contact owner;record id|deal stage;\
         record id|lifecycle stage;record id|create date;record id|last activity date;ticket name|pipeline;\
         ticket name|ticket status",
    ),
    (
        "Salesforce",
        "opportunity owner|opportunity name;forecast category|stage;account owner|billing state;\
         account id|account owner|parent account;org|report|account name;\
         opportunity name|fiscal period",
    ),
    ("Linear", "cycle number|parent issue"),
    ("Jira", "issue key|summary;issue key|issue type"),
    ("GitHub", "number|title|body|state;title|body|state|labels;body|state|closed at"),
    ("Fider", "votes count|original number"),
    ("Quackback", "author email|board|moderation;post id|is staff;post id|voter email"),
    ("Canny", "board|vote count;details|board|score"),
    ("Productboard", "content|display url"),
    ("Slack", "ts|thread ts"),
    ("Google Forms", "timestamp|?"),
];

/// The product whose export the headers look like.
pub(super) fn find(header: &[String]) -> Option<&'static str> {
    let words: Vec<String> = header.iter().map(|name| normal(name)).collect();
    let has = |own: &str| match own.strip_suffix('*') {
        Some(begin) => words.iter().any(|name| name.starts_with(begin)),
        None if own.starts_with(['[', '(', '?']) => {
            header.iter().any(|name| name.trim_end().ends_with(own))
        }
        None => words.iter().any(|name| name == own),
    };
    let is_known = |sets: &str| sets.split(';').any(|set| set.split('|').all(has));
    FLAVOURS.iter().find(|(_, sets)| is_known(sets)).map(|(name, _)| *name)
}

/// What a known export's headers mean there, where it differs from the usual.
const MEANINGS: &[(&str, Option<Role>, &str)] = &[
    ("Zendesk", Some(Role::Area), "group"),
    ("Zendesk", Some(Role::AccountName), "organization"),
    ("Zendesk", Some(Role::Score), "satisfaction score"),
    ("Intercom", Some(Role::Area), "team currently assigned"),
    ("Intercom", Some(Role::Owner), "teammate currently assigned"),
    ("Intercom", Some(Role::Category), "ai topic"),
    ("Intercom", Some(Role::AccountName), "message author companies"),
    ("Intercom", None, "ai issue summary|message type"),
    ("Freshdesk", Some(Role::Area), "group"),
    ("Freshdesk", Some(Role::Category), "type"),
    ("Freshdesk", Some(Role::Owner), "agent"),
    ("Freshservice", Some(Role::Area), "group"),
    ("Freshservice", Some(Role::Owner), "agent"),
    ("Freshservice", None, "resolution note"),
    ("Qualtrics", None, "status"),
    ("Medallia", Some(Role::Product), "brand"),
    ("Medallia", None, "comments|customer name|request delivery status|areas for improvement"),
    ("Delighted", None, "survey type"),
    ("Google Play", Some(Role::Title), "review title"),
    ("Google Play", None, "developer reply text"),
    ("google-play-scraper", Some(Role::Version), "app version"),
    ("google-play-scraper", None, "reply content"),
    ("App Store", Some(Role::Country), "territory"),
    ("HubSpot", Some(Role::Channel), "source"),
    ("HubSpot", None, "annual revenue|amount|deal name"),
    ("Salesforce", Some(Role::Region), "billing state"),
    ("Salesforce", None, "annual revenue|close date|forecast category|opportunity name"),
    ("Linear", Some(Role::Area), "team"),
    ("Jira", Some(Role::Category), "issue type"),
    ("Jira", Some(Role::Product), "project name"),
    ("Jira", Some(Role::User), "reporter"),
    ("Jira", None, "comment|parent summary"),
    ("GitHub", Some(Role::Status), "state"),
    ("GitHub", Some(Role::User), "author|creator"),
    ("Fider", Some(Role::User), "created by"),
    ("Fider", None, "response|original title"),
    ("Quackback", Some(Role::Area), "board"),
    ("Canny", Some(Role::Area), "board"),
    ("Canny", Some(Role::User), "author"),
    ("Canny", None, "score"),
    ("Slack", Some(Role::Date), "ts"),
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
    let known = MEANINGS.iter().find(|(own, _, names)| *own == flavour && is_listed(stem, names));
    known.map_or(Meaning::Usual, |(_, role, _)| role.map_or(Meaning::Nothing, Meaning::Role))
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
            ("Timestamp,Email Address,How was it?", Some("Google Forms")),
            ("#,Was gefällt?,Absendedatum (UTC)", Some("Typeform")),
            ("What do you like best about X?,What do you dislike about X?", Some("G2")),
            ("Why? [TEXT],Q1 [NPS]", Some("sandsiv+")),
            ("Record ID,name", None),
            ("review text,score nps", None),
            ("id,text,score", None),
        ] {
            let header: Vec<String> = header.split(',').map(str::to_owned).collect();
            assert_eq!(find(&header), flavour);
        }
    }
}
