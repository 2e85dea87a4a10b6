//! Items of feedback: who wrote when, where, about what and how content.

use crate::accounts::{Account, Part};
use crate::day::{BLAST_WEEK, FIRST_DAY, LAST_DAY, N_WEEKS, format_day, version};
use crate::random::Random;
use crate::voice::{Writer, write};
use crate::words::{Language, Mood, Surface, Topic, Words};

const WEEKDAYS: [u32; 7] = [19, 20, 19, 18, 14, 5, 5];
const HOURS: [u32; 24] =
    [1, 1, 1, 1, 1, 2, 4, 9, 18, 24, 25, 22, 16, 20, 23, 22, 20, 16, 10, 7, 5, 4, 3, 2];
const CHANNELS: [&str; 5] =
    ["Support ticket", "In-app survey", "CSAT survey", "App review", "Customer call"];

/// From this week on the Free plan is less content, without writing more.
pub(crate) const DROP_WEEK: i32 = 22;

/// One item of feedback.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(crate) day: i32,
    pub(crate) minute: u32,
    pub(crate) topic: usize,
    pub(crate) account: Option<usize>,
    pub(crate) channel: &'static str,
    pub(crate) language: Language,
    pub(crate) platform: &'static str,
    pub(crate) version: &'static str,
    pub(crate) area: &'static str,
    pub(crate) csat: Option<u32>,
    pub(crate) text: String,
    pub(crate) is_copy: bool,
}

/// The people and words that items are drawn from.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) words: Words,
    pub(crate) accounts: Vec<Account>,
    activity: Vec<u32>,
    topics: Vec<u32>,
}

/// What is settled about an item before it is drawn.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Wish {
    pub(crate) topic: Option<usize>,
    pub(crate) account: Option<usize>,
    pub(crate) language: Option<Language>,
    pub(crate) channel: Option<&'static str>,
    /// Planted items always carry their score and area.
    pub(crate) is_planted: bool,
}

impl World {
    /// A world of these accounts.
    pub(crate) fn new(words: Words, accounts: Vec<Account>) -> Self {
        let is_heard = |part| matches!(part, Part::Ordinary | Part::Churn(_));
        let activity = accounts.iter().map(|one| if is_heard(one.part) { one.activity } else { 0 });
        let activity = activity.collect();
        let topics = words.topics.iter().map(|topic| topic.weight).collect();
        World { words, accounts, activity, topics }
    }

    /// Draws one item of `day`.
    pub(crate) fn item(&self, day: i32, wish: Wish, random: &mut Random) -> Item {
        let index = wish.topic.unwrap_or_else(|| random.weighted(&self.topics));
        let topic = &self.words.topics[index];
        let is_blast = (day - FIRST_DAY) / 7 == BLAST_WEEK;
        let channel = wish.channel.unwrap_or_else(|| channel(topic.surface, is_blast, random));
        let account = wish.account.or_else(|| self.account(day, random));
        let account = account.filter(|_| wish.account.is_some() || !anonymous(channel, random));
        let language = wish.language.unwrap_or_else(|| self.language(account, random));
        let writer = Writer { language, channel, is_praise: topic.mood.is_praise() };
        let platform = platform(topic.surface, random);
        Item {
            day,
            minute: 60 * random.weighted(&HOURS) as u32 + random.below(60),
            topic: index,
            account,
            channel,
            language,
            platform,
            version: app_version(platform, day, topic.mood == Mood::Furious, random),
            area: if !wish.is_planted && random.chance(4) { "" } else { topic.area },
            csat: Some(self.score(topic, day, account, random)).filter(|_| {
                wish.is_planted || !random.chance(if channel == "Support ticket" { 26 } else { 6 })
            }),
            text: write(topic, writer, &self.words, random),
            is_copy: false,
        }
    }

    /// An account that existed on `day`.
    fn account(&self, day: i32, random: &mut Random) -> Option<usize> {
        (0..6).map(|_| random.weighted(&self.activity)).find(|one| self.accounts[*one].signup < day)
    }

    fn language(&self, account: Option<usize>, random: &mut Random) -> Language {
        match account.map(|one| self.accounts[one].language) {
            None => [Language::English, Language::French, Language::German, Language::Spanish]
                [random.weighted(&[91, 3, 3, 3])],
            Some(own) if random.chance(74) => own,
            Some(_) => Language::English,
        }
    }

    fn score(&self, topic: &Topic, day: i32, account: Option<usize>, random: &mut Random) -> u32 {
        let score = 1 + random.weighted(&topic.mood.scores()) as u32;
        let is_free = account.is_some_and(|one| self.accounts[one].plan == "Free");
        if !is_free || (day - FIRST_DAY) / 7 < DROP_WEEK {
            return score;
        }
        score.saturating_sub(1 + random.below(2)).max(1)
    }
}

fn channel(surface: Surface, is_blast: bool, random: &mut Random) -> &'static str {
    let weights = match surface {
        _ if is_blast => [20, 58, 14, 4, 4],
        Surface::Mobile => [28, 20, 12, 38, 2],
        Surface::Api => [58, 8, 24, 0, 10],
        Surface::Web => [42, 26, 22, 3, 7],
    };
    CHANNELS[random.weighted(&weights)]
}

fn anonymous(channel: &str, random: &mut Random) -> bool {
    random.chance(if channel == "App review" { 62 } else { 3 })
}

fn platform(surface: Surface, random: &mut Random) -> &'static str {
    match surface {
        Surface::Api => "API",
        Surface::Web => "Web",
        Surface::Mobile => ["iOS", "Android"][random.weighted(&[54, 46])],
    }
}

fn app_version(platform: &str, day: i32, is_newest: bool, random: &mut Random) -> &'static str {
    if !matches!(platform, "iOS" | "Android") {
        return "";
    }
    let behind = if is_newest { 0 } else { random.weighted(&[64, 26, 10]) };
    version(day, behind)
}

/// A day of `week`, with the rhythm of working days.
pub(crate) fn day_of(week: i32, random: &mut Random) -> i32 {
    FIRST_DAY + 7 * week + random.weighted(&WEEKDAYS) as i32
}

/// Spreads `n` items over the weeks: slow growth, noise, and the week in which all were asked.
pub(crate) fn spread(n: u32, random: &mut Random) -> Vec<u32> {
    let weights: Vec<u64> = (0..N_WEEKS)
        .map(|week| {
            let growth = 1_000 + 6 * week as u64;
            let noise = 930 + u64::from(random.below(141));
            growth * noise * if week == BLAST_WEEK { 18 } else { 10 }
        })
        .collect();
    apportion(n, &weights)
}

/// Divides `n` in proportion to `weights`, to the last item.
pub(crate) fn apportion(n: u32, weights: &[u64]) -> Vec<u32> {
    let total: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
    let (mut seen, mut given) = (0_u128, 0_u32);
    weights
        .iter()
        .map(|weight| {
            seen += u128::from(*weight);
            let so_far = (u128::from(n) * seen / total.max(1)) as u32;
            let own = so_far - given;
            given = so_far;
            own
        })
        .collect()
}

/// The items as fields of a CSV file, header first; ids follow time.
pub(crate) fn records(items: &[Item], world: &World) -> Vec<Vec<String>> {
    let header = [
        "ticket_id",
        "created_at",
        "channel",
        "product_area",
        "platform",
        "csat",
        "verbatim",
        "account_id",
        "app_version",
    ];
    let mut records = vec![header.map(str::to_owned).to_vec()];
    records.extend(items.iter().enumerate().map(|(at, item)| {
        let hour = format!("{:02}:{:02}", item.minute / 60, item.minute % 60);
        vec![
            format!("FB-{:05}", at + 1),
            format!("{} {hour}", format_day(item.day.min(LAST_DAY))),
            item.channel.to_owned(),
            item.area.to_owned(),
            item.platform.to_owned(),
            item.csat.map(|score| score.to_string()).unwrap_or_default(),
            item.text.clone(),
            account_id(at, item, world),
            item.version.to_owned(),
        ]
    }));
    records
}

/// One in a hundred ordinary items names an account that the accounts file lacks.
fn account_id(at: usize, item: &Item, world: &World) -> String {
    let is_planted = world.words.topics[item.topic].weight == 0;
    match item.account {
        None => String::new(),
        Some(one) => {
            let account = &world.accounts[one];
            if at % 97 == 50 && !is_planted && account.part == Part::Ordinary {
                return format!("ACC-9{:03}", at % 1000);
            }
            account.id.clone()
        }
    }
}
