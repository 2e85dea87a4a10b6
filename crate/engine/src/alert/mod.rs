//! Alerts below the theme: bursts of texts, of phrases and in segments, and scores that drop, each
//! day from what was known by its end.
//!
//! Small new themes are swallowed by their neighbours, so nothing here needs themes. What is
//! tested are sets of rows: those near a centre of the first weeks, those that new rows win from
//! these, and those with a phrase in common; and within the sets around centres, segments and
//! scores. Sets that speak of the same are one alert, which is silent until it has been quiet for a
//! while.

mod cells;
mod count;
mod episode;
mod name;
mod phrase;
mod read;
mod rise;
mod segment;
mod sets;
mod stream;

use crate::defaults::ALERT_CROWDED;
use crate::join::Accounts;
use crate::table::Table;
use crate::text::{Corpus, Model};

use self::cells::Cells;
use self::count::Counter;
use self::episode::Episodes;
use self::phrase::Phrases;
use self::rise::Candidate;
use self::sets::Sets;
use self::stream::{Heard, Stream};

pub use self::read::Read;

/// Days of history without which no day is tested: eight weeks before a window and its guard.
pub const LEAST_DAYS: i32 = 70;

/// Distinct texts that a reader may read: for more, new rows are not compared with all others.
pub const MOST_READ: usize = sets::MOST_ROWS;

/// How readily alerts are raised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Profile {
    /// Few: evidence ten times as strong.
    Low,
    /// The default.
    #[default]
    Normal,
    /// Many: evidence a tenth as strong will do.
    High,
}

impl Profile {
    /// The one with this code: `low`, `normal` or `high`.
    pub fn parse(code: &str) -> Option<Profile> {
        match code {
            "low" => Some(Profile::Low),
            "normal" => Some(Profile::Normal),
            "high" => Some(Profile::High),
            _ => None,
        }
    }

    /// What thresholds of p are multiplied by.
    fn scale(self) -> f64 {
        match self {
            Profile::Low => 0.1,
            Profile::Normal => 1.0,
            Profile::High => 10.0,
        }
    }
}

/// What kind of thing was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Nothing like it was said before.
    New,
    /// Much more of it than before, within one or two weeks.
    Spike,
    /// More of it over four or eight weeks.
    Trend,
    /// A larger part of it comes from one segment.
    Segment,
    /// Lower scores without more items.
    ScoreDrop,
}

impl Kind {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Kind::New => "new",
            Kind::Spike => "spike",
            Kind::Trend => "trend",
            Kind::Segment => "segment",
            Kind::ScoreDrop => "score-drop",
        }
    }
}

/// Which days, and how readily.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Options {
    /// First day on which alerts may be raised; [`LEAST_DAYS`] after the first item if `None`.
    pub from: Option<i32>,
    /// Last such day; the day of the last item if `None`.
    pub to: Option<i32>,
    /// How readily.
    pub profile: Profile,
}

/// What is searched.
#[derive(Debug, Clone, Copy)]
pub struct Material<'a> {
    /// The items.
    pub table: &'a Table,
    /// Who wrote them.
    pub accounts: &'a Accounts,
    /// Their texts, cleaned; nothing else of it is used, for it was learnt from all rows.
    pub corpus: &'a Corpus,
    /// The word vectors.
    pub model: Option<&'a Model>,
    /// What a reader says of the texts, if one was asked.
    pub read: Option<Read<'a>>,
}

/// Something that stood out at the end of a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Alert {
    /// The day.
    pub day: i32,
    /// What kind of thing it is.
    pub kind: Kind,
    /// What it is about, in customers' words.
    pub label: String,
    /// First day of the window.
    pub from: i32,
    /// Rows of the window, ascending.
    pub rows: Vec<u32>,
    /// Dimension and value of the segment that it is confined to, by key of the dimension.
    pub segment: Vec<(String, String)>,
    /// What was counted: accounts that wrote about it, each once a week; the mean score, 0 (worst) to
    /// 1, where that dropped.
    pub count: f64,
    /// What the history made likely.
    pub expected: f64,
    /// One-sided p of one test; many are made, which the threshold of its kind allows for.
    pub p: f64,
    /// Distinct accounts.
    pub n_accounts: u32,
}

/// What was raised.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Alerts {
    /// Oldest first.
    pub alerts: Vec<Alert>,
    /// First and last day tested, if any was.
    pub period: Option<(i32, i32)>,
    /// Tests made.
    pub n_tests: u64,
}

/// The distinct texts that a reader may read for a [`replay`] of these days, without greetings and
/// the like; empty where no day is tested.
pub fn texts_to_read(material: Material<'_>, options: Options) -> Vec<String> {
    let Some((from, to)) = days(material.table, options) else { return Vec::new() };
    read::Said::of(&Heard::new(&material, from, to)).texts.iter().map(str::to_owned).collect()
}

/// First and last day to test, if there is any.
fn days(table: &Table, options: Options) -> Option<(i32, i32)> {
    let (first, last) = table.period()?;
    let from = options.from.map_or(first + LEAST_DAYS, |from| from.max(first + LEAST_DAYS));
    let to = options.to.map_or(last, |to| to.min(last));
    (from <= to).then_some((from, to))
}

/// Replays the days of `options`, each with the rows before its end only: what a later row says
/// changes nothing. Empty without dates or with less than [`LEAST_DAYS`] of them. `tell` hears the
/// share of the days that is done.
pub fn replay(material: Material<'_>, options: Options, tell: &mut dyn FnMut(f64)) -> Alerts {
    let Some((from, to)) = days(material.table, options) else { return Alerts::default() };
    let stream = Stream::new(material, from, to);
    let scale = options.profile.scale();
    let mut sets = Sets::learn(&stream);
    let mut phrases = Phrases::default();
    phrases.add(&stream, 0..stream.before(from));
    let cells = Cells::new(material.table, &stream);
    let mut counter = Counter::new(&stream);
    let mut episodes = Episodes::default();
    let mut out = Alerts { period: Some((from, to)), ..Alerts::default() };
    for day in from..=to {
        tell(f64::from(day - from) / f64::from(to - from + 1));
        let new = stream.before(day)..stream.before(day + 1);
        phrases.add(&stream, new.clone());
        counter.set_day(&stream, day);
        let rising = if stream.is_crowded(day) { ALERT_CROWDED * scale } else { scale };
        let mut found: Vec<Candidate> = Vec::new();
        sets.search(&stream, &mut counter, new.clone(), rising, &mut found);
        phrases.search(&stream, &mut counter, new, rising, &mut found);
        cells.search(&stream, &sets, &mut counter, scale, &mut found);
        crate::num::sort_by(&mut found, |a, b| a.p.total_cmp(&b.p).then(a.places.cmp(&b.places)));
        for candidate in found {
            if !episodes.is_known(&stream, day, &candidate) {
                out.alerts.push(raise(&stream, &cells, &phrases, day, &candidate));
            }
        }
    }
    out.n_tests = counter.n_tests;
    out
}

fn raise(stream: &Stream, cells: &Cells, phrases: &Phrases, day: i32, found: &Candidate) -> Alert {
    let (from, label) = (found.from, name::label(stream, phrases, day, &found.places));
    let segment = match &found.cell {
        Some(cell) => cells.named(*cell),
        None => cells.named_all(segment::confined(stream, cells, day, found)),
    };
    let mut accounts: Vec<u32> =
        found.places.iter().map(|at| stream.accounts[*at as usize]).collect();
    accounts.sort_unstable();
    accounts.dedup();
    let mut rows: Vec<u32> = found.places.iter().map(|at| stream.rows[*at as usize]).collect();
    rows.sort_unstable();
    Alert {
        day,
        kind: found.kind,
        label,
        from,
        rows,
        segment,
        count: found.count,
        expected: found.expected,
        p: found.p,
        n_accounts: accounts.len() as u32,
    }
}

#[cfg(test)]
mod tests;
