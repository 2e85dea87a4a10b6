//! Satisfaction answers: numbers, stars, words; and the scale that they are on.

use super::lexicon::is_listed;
use super::profile::Profile;
use crate::table::{Metric, Scale};

/// An answer: its value and whether it is one of two only.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Answer {
    /// A number on a scale.
    Value(f64),
    /// A step of the five-step word scale.
    Word(f64),
    /// Good or bad.
    Good(bool),
    /// Promoter, passive or detractor.
    Nps(f64),
}

/// The five steps of answers in words, worst first.
const FIVE: [&str; 5] = [
    "very dissatisfied|extremely dissatisfied|very unsatisfied|terrible|very poor|very bad|awful|\
     very unhappy|extremely unhappy|sehr unzufrieden|très insatisfait|très insatisfaite|\
     muy insatisfecho|muy insatisfecha|muito insatisfeito|molto insoddisfatto|zeer ontevreden|\
     strongly disagree|very difficult|非常不满意|非常不滿意|とても不満",
    "dissatisfied|unsatisfied|not good|somewhat dissatisfied|poor|unhappy|eher unzufrieden|unzufrieden|\
     insatisfait|insatisfaite|insatisfecho|insatisfecha|insatisfeito|insoddisfatto|ontevreden|\
     disagree|difficult|不满意|不滿意|不満",
    "neutral|ok|okay|fair|average|neither satisfied nor dissatisfied|neutro|neutre|neutraal|\
     neutrale|teils teils|普通|一般|どちらでもない",
    "satisfied|somewhat satisfied|happy|eher zufrieden|zufrieden|satisfait|satisfaite|satisfecho|\
     satisfecha|satisfeito|soddisfatto|tevreden|agree|easy|满意|滿意|満足",
    "very satisfied|extremely satisfied|excellent|great|amazing|very happy|extremely happy|\
     sehr zufrieden|très satisfait|très satisfaite|muy satisfecho|muy satisfecha|\
     muito satisfeito|molto soddisfatto|zeer tevreden|strongly agree|very easy|very good|\
     非常满意|非常滿意|とても満足",
];
/// Bad and good.
const BINARY: [&str; 2] = [
    "bad|thumbs down|👎|negative|down|dislike|bad, i'm unsatisfied|schlecht|mauvais|mauvaise|malo|\
     mala|ruim|ruins|cattivo|slecht|差|悪い|不好",
    "good|thumbs up|👍|positive|up|like|good, i'm satisfied|gut|bon|bonne|bueno|buena|bom|boa|buono|\
     goed|好|良い",
];
/// Nobody was asked, or nobody answered.
const UNANSWERED: &str = "offered|unoffered|not offered|no rating|unrated|not rated|no response";

/// Whether the cell says that there is no answer.
pub(super) fn is_unanswered(cell: &str) -> bool {
    is_listed(&cell.trim().to_lowercase(), UNANSWERED)
}

/// The answer that words, stars or "5 - Excellent" give; `None` for bare numbers and the rest.
pub(super) fn word(cell: &str) -> Option<Answer> {
    let n_stars = cell.chars().filter(|c| matches!(c, '⭐' | '★')).count();
    if n_stars > 0 {
        let only = cell.chars().all(|c| matches!(c, '⭐' | '★' | '☆' | ' ' | '\u{fe0f}'));
        return only.then_some(Answer::Value(n_stars as f64));
    }
    let lower = cell.trim().to_lowercase();
    if let Some(step) = FIVE.iter().position(|words| is_listed(&lower, words)) {
        return Some(Answer::Word(step as f64 + 1.0));
    }
    if let Some(step) = BINARY.iter().position(|words| is_listed(&lower, words)) {
        return Some(Answer::Good(step == 1));
    }
    match lower.as_str() {
        "promoter" | "promoters" => return Some(Answer::Nps(10.0)),
        "passive" | "passives" => return Some(Answer::Nps(8.0)),
        "detractor" | "detractors" => return Some(Answer::Nps(3.0)),
        _ => {}
    }
    numbered(&lower).map(Answer::Value)
}

/// `5 - Excellent`, `4/5`, `3 stars`, `10: extremely likely`.
fn numbered(lower: &str) -> Option<f64> {
    let n_digits = lower.bytes().take_while(u8::is_ascii_digit).count();
    let number: f64 = lower.get(..n_digits)?.parse().ok().filter(|n| *n <= 10.0)?;
    let rest = lower[n_digits..].trim_start();
    let is_labelled = [
        "-", "–", "—", ":", "=", "(", "/ 5", "/5", "/ 10", "/10", "out of", "star", "stern",
        "étoile", "estrella", "estrela",
    ]
    .iter()
    .any(|mark| rest.starts_with(mark));
    let tail_is_word = rest.chars().any(char::is_alphabetic) || rest.starts_with('/');
    let is_date = rest.bytes().filter(u8::is_ascii_digit).count() > 2;
    (n_digits > 0 && is_labelled && tail_is_word && !is_date).then_some(number)
}

/// The answer in `cell`.
pub(super) fn parse(cell: &str, profile: &Profile) -> Option<Answer> {
    let cell = cell.trim();
    word(cell).or_else(|| super::numbers::parse(cell, profile.decimal).map(Answer::Value)).or_else(
        || match cell.to_ascii_lowercase().as_str() {
            "true" | "yes" => Some(Answer::Good(true)),
            "false" | "no" => Some(Answer::Good(false)),
            _ => None,
        },
    )
}

/// The answers of a column on one scale.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Mix {
    n_values: u32,
    n_words: u32,
    n_good: u32,
    n_nps: u32,
    max: f64,
    min: f64,
}

impl Mix {
    /// Counts an answer that `n` rows have.
    pub(super) fn add(&mut self, answer: Answer, n: u32) {
        match answer {
            Answer::Value(value) => {
                self.max = if self.n_values == 0 { value } else { self.max.max(value) };
                self.min = if self.n_values == 0 { value } else { self.min.min(value) };
                self.n_values += n;
            }
            Answer::Word(_) => self.n_words += n,
            Answer::Good(_) => self.n_good += n,
            Answer::Nps(_) => self.n_nps += n,
        }
    }

    /// The scale that the answers are on, given what the header asks.
    pub(super) fn scale(&self, words: &str) -> Scale {
        let n = self.n_values + self.n_words + self.n_good + self.n_nps;
        let says = |part: &str| words.split(' ').any(|word| word == part);
        if self.n_nps * 2 > n {
            return Scale::usual(Metric::Nps, 0.0, 10.0);
        }
        if self.n_good > 0 && (self.n_values + self.n_words) * 3 < n {
            return Scale::usual(Metric::Binary, 0.0, 1.0);
        }
        if (self.n_words + self.n_good) * 2 > n {
            let metric = metric(words);
            let metric = if metric == Metric::Stars { Metric::Csat } else { metric };
            return Scale::usual(metric, 1.0, 5.0);
        }
        let recommends = says("nps")
            || words.contains("recommend")
            || words.contains("promoter")
            || words.contains("weiterempfehl")
            || words.contains("recommand")
            || words.contains("recomend");
        match (self.min, self.max) {
            (min, max) if recommends && min >= 0.0 && max <= 10.0 => {
                Scale::usual(Metric::Nps, 0.0, 10.0)
            }
            // Ones alone are the worst of 1 to 5 as well as yes: only a nought tells.
            (min, max)
                if min >= 0.0 && max <= 1.0 && (min < 1.0 || metric(words) == Metric::Binary) =>
            {
                Scale::usual(Metric::Binary, 0.0, 1.0)
            }
            (min, max) if min >= 0.0 && max <= 5.0 => {
                Scale::usual(metric(words), if min < 1.0 { 0.0 } else { 1.0 }, 5.0)
            }
            (min, max) if min >= 1.0 && max <= 7.0 => Scale::usual(metric(words), 1.0, 7.0),
            (min, max) if min >= 0.0 && max <= 10.0 && min < 1.0 => {
                Scale::usual(Metric::Nps, 0.0, 10.0)
            }
            (_, max) if max <= 10.0 => Scale::usual(metric(words), 1.0, 10.0),
            (min, max) if min >= 0.0 && max <= 100.0 => wide(words),
            (min, max) => Scale::usual(metric(words), min, max),
        }
    }
}

/// 0 to 100: the lower half is low, the upper fifth high.
fn wide(words: &str) -> Scale {
    Scale { metric: metric(words), min: 0.0, max: 100.0, low_cut: 50.0, high_cut: 80.0 }
}

fn metric(words: &str) -> Metric {
    let says = |part: &str| words.contains(part);
    if says("star")
        || says("rating") && !says("satisf") && !says("conversation")
        || says("stern")
        || says("review")
    {
        Metric::Stars
    } else if says("effort") || words.split(' ').any(|word| word == "ces") || says("easy") {
        Metric::Ces
    } else {
        Metric::Csat
    }
}

/// The answer as a number on `scale`.
pub(super) fn value(answer: Answer, scale: &Scale) -> Option<f64> {
    let number = match answer {
        Answer::Word(value) if scale.metric == Metric::Binary => f64::from(u8::from(value > 3.0)),
        Answer::Value(value) | Answer::Word(value) | Answer::Nps(value) => value,
        Answer::Good(true) => scale.max,
        Answer::Good(false) => scale.min,
    };
    (scale.min..=scale.max).contains(&number).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_stars_are_answers() {
        for (cell, answer) in [
            ("Very satisfied", Some(Answer::Word(5.0))),
            ("5 - Excellent", Some(Answer::Value(5.0))),
            ("⭐⭐⭐", Some(Answer::Value(3.0))),
            ("Good", Some(Answer::Good(true))),
            ("4/5", Some(Answer::Value(4.0))),
            ("Detractor", Some(Answer::Nps(3.0))),
            ("5", None),
            ("5 apples", None),
            ("1/5/2026", None),
            ("offered", None),
        ] {
            assert_eq!(word(cell), answer, "{cell}");
        }
    }

    #[test]
    fn words_are_a_scale_of_five_steps_and_never_stars() {
        for (cells, words, want) in [
            (["great", "okay", "not good"], "rating", "CSAT 1–5"),
            (["happy", "neutral", "unhappy"], "survey results", "CSAT 1–5"),
            (["good", "neutral", "bad"], "rating", "CSAT 1–5"),
            (["good", "bad", "good"], "rating", "good or bad"),
            (["very easy", "easy", "difficult"], "effort", "CES 1–5"),
        ] {
            let mut mix = Mix::default();
            cells.iter().filter_map(|cell| word(cell)).for_each(|answer| mix.add(answer, 1));
            assert_eq!(mix.scale(words).name(), want, "{cells:?}");
        }
    }

    #[test]
    fn scales_are_told_by_header_and_range() {
        let scale = |values: &[f64], words: &str| {
            let mut mix = Mix::default();
            for value in values {
                mix.add(Answer::Value(*value), 1);
            }
            mix.scale(words).name()
        };
        assert_eq!(scale(&[1.0, 5.0], "csat"), "CSAT 1–5");
        assert_eq!(scale(&[1.0, 5.0], "rating"), "stars 1–5");
        assert_eq!(scale(&[1.0, 5.0], "nps"), "NPS 0–10");
        assert_eq!(scale(&[0.0, 10.0], "score"), "NPS 0–10");
        assert_eq!(scale(&[1.0, 7.0], "customer effort score"), "CES 1–7");
    }
}
