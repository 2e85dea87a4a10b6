//! The hand-written words: topics with their phrases, and lists of common parts.

use std::collections::BTreeMap;

const TOPICS: [&str; 3] = [
    include_str!("words/product.txt"),
    include_str!("words/platform.txt"),
    include_str!("words/planted.txt"),
];

/// A language of the sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    English,
    French,
    German,
    Spanish,
}

/// What a topic's customers feel, and so how they score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mood {
    Furious,
    Angry,
    Annoyed,
    Mixed,
    Happy,
    Delighted,
}

impl Mood {
    fn parse(code: &str) -> Self {
        match code {
            "furious" => Mood::Furious,
            "angry" => Mood::Angry,
            "annoyed" => Mood::Annoyed,
            "mixed" => Mood::Mixed,
            "happy" => Mood::Happy,
            _ => Mood::Delighted,
        }
    }

    /// Weights of the scores 1 to 5.
    pub(crate) fn scores(self) -> [u32; 5] {
        match self {
            Mood::Furious => [74, 26, 0, 0, 0],
            Mood::Angry => [36, 33, 18, 9, 4],
            Mood::Annoyed => [16, 26, 31, 20, 7],
            Mood::Mixed => [5, 12, 30, 35, 18],
            Mood::Happy => [1, 2, 7, 34, 56],
            Mood::Delighted => [0, 0, 3, 20, 77],
        }
    }

    /// Whether people write this to say thanks.
    pub(crate) fn is_praise(self) -> bool {
        matches!(self, Mood::Happy | Mood::Delighted)
    }
}

/// Where a topic's customers are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Surface {
    Mobile,
    Api,
    Web,
}

/// One thing that customers write about.
#[derive(Debug, Clone)]
pub(crate) struct Topic {
    pub(crate) key: &'static str,
    pub(crate) area: &'static str,
    pub(crate) mood: Mood,
    /// Its share of ordinary feedback; planted topics have none.
    pub(crate) weight: u32,
    pub(crate) surface: Surface,
    pub(crate) cores: Vec<&'static str>,
    pub(crate) circumstances: Vec<&'static str>,
    pub(crate) consequences: Vec<&'static str>,
    pub(crate) french: Vec<&'static str>,
    pub(crate) german: Vec<&'static str>,
    pub(crate) spanish: Vec<&'static str>,
}

/// Everything that was written by hand.
#[derive(Debug)]
pub(crate) struct Words {
    pub(crate) topics: Vec<Topic>,
    lists: BTreeMap<&'static str, Vec<&'static str>>,
}

impl Words {
    /// Reads the word files.
    pub(crate) fn load() -> Self {
        let mut topics = Vec::new();
        for line in TOPICS.iter().flat_map(|text| text.lines()) {
            match line.strip_prefix("# ") {
                Some(head) => topics.push(topic(head)),
                None => add_phrase(topics.last_mut(), line),
            }
        }
        let mut lists: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let mut name = "";
        for line in include_str!("words/common.txt").lines() {
            match line.strip_prefix("# ") {
                Some(head) => name = head,
                None => lists.entry(name).or_default().push(line),
            }
        }
        Words { topics, lists }
    }

    /// A list of common parts.
    pub(crate) fn list(&self, name: &str) -> &[&'static str] {
        self.lists.get(name).map_or(&[], Vec::as_slice)
    }

    /// The position of a topic.
    pub(crate) fn index(&self, key: &str) -> usize {
        self.topics.iter().position(|topic| topic.key == key).unwrap_or(0)
    }
}

/// `key | area | mood | weight | surface`.
fn topic(head: &'static str) -> Topic {
    let mut fields = head.split(" | ");
    let mut field = || fields.next().unwrap_or("");
    Topic {
        key: field(),
        area: field(),
        mood: Mood::parse(field()),
        weight: field().parse().unwrap_or(0),
        surface: match field() {
            "mobile" => Surface::Mobile,
            "api" => Surface::Api,
            _ => Surface::Web,
        },
        cores: Vec::new(),
        circumstances: Vec::new(),
        consequences: Vec::new(),
        french: Vec::new(),
        german: Vec::new(),
        spanish: Vec::new(),
    }
}

fn add_phrase(topic: Option<&mut Topic>, line: &'static str) {
    let Some(topic) = topic.filter(|_| !line.is_empty()) else { return };
    match line.split_once(' ') {
        Some(("~", text)) => topic.circumstances.push(text),
        Some((">", text)) => topic.consequences.push(text),
        Some(("fr", text)) => topic.french.push(text),
        Some(("de", text)) => topic.german.push(text),
        Some(("es", text)) => topic.spanish.push(text),
        _ => topic.cores.push(line),
    }
}
