//! Category, severity, sentiment, cause, risk, need and product area of each item, with the words
//! that led to them.

mod area;
mod index;
mod known;
mod linear;
mod pack;
mod review;
mod rules;
mod says;
mod signals;
mod teach;

use self::area::Areas;
use self::index::{Hit, Index, language_bit};
use self::linear::{Linear, Row, probabilities};
use self::rules::{Kind, Labels, judge};
use self::signals::Signals;
use crate::num::Interner;
use crate::table::{Category, Column, Data, Origin, Role, Table};
use crate::text::{Corpus, each_word, stop_words_of};

pub use area::{AreaCheck, AreaFrom, AreaPhrases};
pub use review::{Judged, judged, unsure};
pub use rules::{CORRECTABLE, values};
pub use teach::{CORRECTED, Known, SHIPPED, Teaching};

/// Lexicon and weights: what labels are read from. Without a labels file it knows no phrase, and
/// labels say what the scores say.
#[derive(Debug, Default)]
pub struct Labeller {
    lexicon: String,
    index: Index,
    linear: Option<Linear>,
}

/// Words that led to a label, as byte positions in the verbatim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Key of the label's column.
    pub dimension: String,
    /// The label.
    pub value: String,
}

/// A label that a person gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The row.
    pub row: u32,
    /// Key of the label's column.
    pub dimension: String,
    /// The label.
    pub value: String,
}

/// A corpus that was labelled, with what is needed to label it again when people have corrected it.
#[derive(Debug, Clone, Default)]
pub struct Labelled {
    signals: Vec<Signals>,
    areas: Areas,
    says: Vec<u8>,
    priorities: Vec<&'static str>,
    /// How likely each row is a problem, a request or neither; empty without weights.
    pub chances: Vec<[f32; 3]>,
    /// What people gave.
    pub given: Vec<Given>,
    /// The weights after corrections; none before.
    linear: Option<Linear>,
}

/// Words of an item that are looked at: a book in one cell is not labelled by its last page.
const MAX_WORDS: usize = 600;

fn looked_at(row: &[u32]) -> &[u32] {
    &row[..row.len().min(MAX_WORDS)]
}

impl Labeller {
    /// Labels all rows, without what people gave.
    pub fn label(&self, table: &Table, corpus: &Corpus) -> Labelled {
        let answers = self.index.answers(corpus.words.iter());
        let mut hits: Vec<Hit> = Vec::new();
        let mut own = Labelled { priorities: priorities(table), ..Labelled::default() };
        let mut areas = Vec::new();
        for row in 0..corpus.n_rows() {
            let bit = corpus.languages.get(row as usize).map_or(1, |code| language_bit(code));
            let words = looked_at(corpus.row(row));
            self.index.find(&answers, words, bit, &mut hits);
            let text = corpus.clean.get(row);
            let mut signals = Signals::of(&self.index, &hits, text, words.len());
            signals.score(table.score(row));
            if words.is_empty() && table.score(row).is_none() {
                signals = Signals::default();
            }
            own.signals.push(signals);
            areas.push(self.area(&hits));
            let marks = corpus.row_marks(row);
            own.says.push(says::says(&self.index, &hits, &marks[..words.len()]));
        }
        own.chances = self.chances(corpus, &own);
        own.areas = Areas::new(table, corpus, areas);
        own
    }

    /// The area that most phrases of a row speak for; the vaguest loses ties.
    fn area(&self, hits: &[Hit]) -> u16 {
        let mut best = (u16::MAX, 0.0);
        for hit in hits {
            let (dimension, value) = &self.index.targets[hit.target as usize];
            if dimension == "area" {
                let same = hits.iter().filter(|own| own.target == hit.target).count() as f64;
                let score = if value == "Mobile app" { 0.6 * same } else { same };
                if score > best.1 || score >= best.1 && hit.target < best.0 {
                    best = (hit.target, score);
                }
            }
        }
        best.0
    }

    /// The label columns of all rows, to be put into the table: `category` (`bug`,
    /// `feature_request`, `pain_point`, `praise`, `churn_signal`, `general`), `kind` (`problem`,
    /// `feature`, `other`), `severity` (`critical`, `high`, `medium`, `low`), `sentiment`
    /// (`negative`, `neutral`, `positive`), `cause` (`bug`, `slow_resolution`,
    /// `missing_documentation`, `billing_confusion`, `unexpected_behaviour`, missing), `risk`
    /// (`churn`, `competitor`, `escalation`, missing), `need`, `says` (`request`, `objection`,
    /// `praise`, one or several), `language`, and `area`: where a file column has that role, the
    /// same column with its gaps filled.
    /// What people gave stands before what was found.
    pub fn columns(&self, table: &Table, corpus: &Corpus, own: &Labelled) -> Vec<Column> {
        let mut all: Vec<Labels> = (0..corpus.n_rows()).map(|row| own.labels(row)).collect();
        for given in own.given.iter().filter(|given| given.dimension != "area") {
            give(&mut all[given.row as usize], given);
        }
        let said: [String; 8] = std::array::from_fn(|bits| says::in_words(bits as u8));
        let mut columns = vec![
            column("category", "Category", all.iter().map(|own| own.category)),
            column("kind", "Kind", all.iter().map(|own| own.kind)),
            column("severity", "Severity", all.iter().map(|own| own.severity)),
            column("sentiment", "Sentiment", all.iter().map(|own| own.sentiment)),
            column("cause", "Root cause", all.iter().map(|own| own.cause)),
            column("risk", "Risk", all.iter().map(|own| own.risk)),
            column("need", "Need", all.iter().map(|own| own.need)),
            column("says", "Says", own.says.iter().map(|bits| said[*bits as usize].as_str())),
            column("language", language_name(table), corpus.languages.iter().map(String::as_str)),
        ];
        let mut hands: Vec<Option<&str>> = vec![None; all.len()];
        for given in own.given.iter().filter(|given| given.dimension == "area") {
            hands[given.row as usize] = Some(&given.value);
        }
        let areas = hands.into_iter().enumerate().map(|(row, hand)| {
            let lexicon = self.lexicon_area(own, row as u32);
            own.areas.get(row as u32, hand, lexicon).map_or("", |area| area.0)
        });
        columns.extend(own.areas.column(table, areas));
        columns
    }

    /// The area of a row and where it comes from.
    pub fn area_of<'a>(&'a self, own: &'a Labelled, row: u32) -> Option<(&'a str, AreaFrom)> {
        let by_hand = |given: &&Given| given.row == row && given.dimension == "area";
        let hand = own.given.iter().find(by_hand).map(|given| given.value.as_str());
        own.areas.get(row, hand, self.lexicon_area(own, row))
    }

    fn lexicon_area(&self, own: &Labelled, row: u32) -> &str {
        let target = own.areas.found.get(row as usize);
        let target = target.and_then(|target| self.index.targets.get(*target as usize));
        target.map_or("", |target| &target.1)
    }

    /// How likely each row is a problem, a request or neither, by the weights as taught; empty
    /// without weights.
    fn chances(&self, corpus: &Corpus, own: &Labelled) -> Vec<Row> {
        let Some(linear) = own.linear.as_ref().or(self.linear.as_ref()) else { return Vec::new() };
        let words = linear.words(&corpus.words);
        let chance = |row: u32| {
            let signals = own.signals[row as usize];
            probabilities(&linear.scores(&words, looked_at(corpus.row(row)), signals))
        };
        (0..corpus.n_rows()).map(chance).collect()
    }

    /// The words of one verbatim that lead to its labels.
    pub fn marks(&self, verbatim: &str, language: &str) -> Vec<Mark> {
        self.marks_in(&Words::new(verbatim), language)
    }

    /// The words of the verbatim of `row` that lead to its labels, with those that weighed most for
    /// its kind, and for its area where phrases that people named or a taught model chose it.
    pub fn marks_of_row(
        &self,
        verbatim: &str,
        language: &str,
        own: &Labelled,
        row: u32,
    ) -> Vec<Mark> {
        let words = Words::new(verbatim);
        let mut marks = self.marks_in(&words, language);
        // Function words weigh by the company they keep, which tells a reader nothing.
        let stops: Vec<&str> = stop_words_of(language).split(' ').collect();
        let tells = |at: usize| !stops.contains(&words.all.get(words.row[at]));
        let linear = own.linear.as_ref().or(self.linear.as_ref());
        if let Some((linear, kind)) = linear.zip(own.chances.get(row as usize).map(kind_of)) {
            let shares = linear.shares(&linear.words(&words.all), &words.row, kind as usize);
            let kind = ("kind", kind.code());
            marks.extend(heaviest(&shares, &tells).into_iter().map(|at| words.mark(at, at, kind)));
        }
        if let Some(area) = self.area_of(own, row) {
            if matches!(area.1, AreaFrom::Phrase | AreaFrom::Learned(_)) {
                marks.retain(|mark| mark.dimension != "area");
            }
            if area.1 == AreaFrom::Phrase {
                let spans = own.areas.spans(verbatim, area.0).into_iter();
                marks.extend(spans.map(|span| mark(span, ("area", area.0))));
            }
            let led = own.areas.led(&words.all, &words.row, area, &tells);
            marks.extend(led.into_iter().map(|(at, to)| words.mark(at, to, ("area", area.0))));
        }
        marks
    }

    fn marks_in(&self, words: &Words, language: &str) -> Vec<Mark> {
        let answers = self.index.answers(words.all.iter());
        let mut hits = Vec::new();
        self.index.find(&answers, &words.row, language_bit(language), &mut hits);
        let mark = |hit: &Hit| {
            let (dimension, value) = &self.index.targets[hit.target as usize];
            let last = (hit.at + hit.len - 1) as usize;
            let is_hidden = matches!(dimension.as_str(), "mood" | "cue" | "negation")
                || hit.is_negated && hit.len == 1;
            (!is_hidden).then(|| words.mark(hit.at as usize, last, (dimension, value)))
        };
        hits.iter().filter_map(mark).collect()
    }
}

/// The words of one verbatim, with their places in it.
#[derive(Default)]
struct Words {
    all: Interner,
    row: Vec<u32>,
    places: Vec<(usize, usize)>,
}

impl Words {
    fn new(verbatim: &str) -> Words {
        let mut own = Words::default();
        each_word(verbatim, &mut |word: &str, start: usize, end: usize| {
            if own.row.len() < MAX_WORDS {
                own.row.push(own.all.intern(word));
                own.places.push((start, end));
            }
        });
        own
    }

    fn mark(&self, first: usize, last: usize, label: (&str, &str)) -> Mark {
        mark((self.places[first].0, self.places[last].1), label)
    }
}

fn mark((start, end): (usize, usize), (dimension, value): (&str, &str)) -> Mark {
    Mark { start, end, dimension: dimension.to_owned(), value: value.to_owned() }
}

/// Up to three words that weigh clearly and `tell` something, in their order.
fn heaviest(shares: &[f32], tell: &dyn Fn(usize) -> bool) -> Vec<usize> {
    let weighs = |at: &usize| shares[*at] > 0.08 && tell(*at);
    let mut order: Vec<usize> = (0..shares.len()).filter(weighs).collect();
    crate::num::sort_by(&mut order, |a, b| shares[*b].total_cmp(&shares[*a]).then(a.cmp(b)));
    order.truncate(3);
    order.sort_unstable();
    order
}

impl Labelled {
    /// Takes the phrases that people named for areas, in the order of the areas.
    pub fn say_areas(&mut self, corpus: &Corpus, phrases: Vec<AreaPhrases>) {
        self.areas.say(phrases, corpus);
    }

    /// The phrases that people named for areas.
    pub fn area_phrases(&self) -> &[AreaPhrases] {
        self.areas.phrases()
    }

    /// How learning areas from rows that have one went; none where there was nothing to fill or too
    /// little to learn from.
    pub fn area_check(&self) -> Option<&AreaCheck> {
        self.areas.check()
    }

    /// How many rows of the table have an area that no file gave, and how many have one.
    pub fn n_areas_read(&self, table: &Table) -> (u32, u32) {
        self.areas.n_read(table)
    }

    /// The labels that were found for a row; empty where there is nothing to read them from.
    fn labels(&self, row: u32) -> Labels {
        self.labels_by(row, self.chances.get(row as usize))
    }

    fn labels_by(&self, row: u32, chances: Option<&Row>) -> Labels {
        let signals = self.signals[row as usize];
        if signals == Signals::default() {
            return Labels::default();
        }
        let mut labels = judge(signals, chances.map(kind_of));
        if let Some(given) = self.priorities.get(row as usize).filter(|given| !given.is_empty()) {
            labels.severity = given;
        }
        labels
    }
}

/// Puts one label that a person gave in the place of what was found.
fn give(labels: &mut Labels, given: &Given) {
    let known = values(&given.dimension).unwrap_or_default();
    let Some(value) = known.iter().find(|own| **own == given.value) else { return };
    match given.dimension.as_str() {
        "category" => {
            labels.category = value;
            labels.kind = Kind::of_category(value).code();
        }
        "severity" => labels.severity = value,
        "sentiment" => labels.sentiment = value,
        "cause" => labels.cause = value,
        "risk" => labels.risk = value,
        _ => labels.need = value,
    }
}

fn kind_of(chances: &Row) -> Kind {
    let [problem, feature, other] = *chances;
    match () {
        () if feature > problem && feature > other => Kind::Feature,
        () if problem > other => Kind::Problem,
        () => Kind::Other,
    }
}

/// The language that was found has a name of its own where a file says one.
fn language_name(table: &Table) -> &'static str {
    let is_given =
        |own: &Column| own.role == Some(Role::Language) && own.origin != Origin::Computed;
    if table.columns.iter().any(is_given) { "Language of the text" } else { "Language" }
}

fn column<'a>(key: &str, name: &str, values: impl Iterator<Item = &'a str>) -> Column {
    Column {
        key: key.to_owned(),
        name: name.to_owned(),
        role: None,
        origin: Origin::Computed,
        data: Data::Category(Category::from_values(values)),
    }
}

/// Severities that a priority column of the file gives; empty where it does not say.
fn priorities(table: &Table) -> Vec<&'static str> {
    let Some(Data::Category(category)) = table.role(Role::Priority).map(|column| &column.data)
    else {
        return Vec::new();
    };
    let of_value: Vec<&str> = category.values.iter().map(|value| priority(value)).collect();
    let of = |code: &u32| of_value.get(*code as usize).copied().unwrap_or_default();
    category.codes.iter().map(of).collect()
}

fn priority(value: &str) -> &'static str {
    match value.trim().to_lowercase().as_str() {
        "critical" | "urgent" | "highest" | "blocker" | "p0" | "p1" | "sev1" | "kritisch"
        | "critique" | "crítica" | "urgente" | "dringend" => "critical",
        "high" | "major" | "p2" | "sev2" | "hoch" | "haute" | "élevée" | "alta" => "high",
        "medium" | "normal" | "moderate" | "p3" | "sev3" | "mittel" | "moyenne" | "normale"
        | "media" => "medium",
        "low" | "minor" | "lowest" | "trivial" | "p4" | "p5" | "sev4" | "niedrig" | "basse"
        | "faible" | "baja" => "low",
        _ => "",
    }
}

#[cfg(test)]
mod tests;
