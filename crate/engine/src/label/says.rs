//! What the sentences of an item do: ask for something, object, or praise. One call or interview
//! often does all three.

use super::index::{Hit, Index};
use crate::text::BEGINS;

/// The classes, by bit.
pub(crate) const CLASSES: [&str; 3] = ["request", "objection", "praise"];

const REQUEST: u8 = 1;
const OBJECTION: u8 = 2;
const PRAISE: u8 = 4;

/// The classes of the clauses of a row in which `hits` were found; `marks` are those of its words.
/// A clause that asks is a request whatever else it says, and one that objects is no praise.
pub(crate) fn says(index: &Index, hits: &[Hit], marks: &[u8]) -> u8 {
    let mut all = 0;
    let mut start = 0;
    while start < marks.len() {
        let next = marks[start + 1..].iter().position(|mark| mark & BEGINS != 0);
        let end = next.map_or(marks.len(), |next| start + 1 + next);
        let own = hits
            .iter()
            .filter(|hit| (start..end).contains(&(hit.at as usize)))
            .fold(0, |own, hit| own | class(index, hit));
        all |= match own {
            own if own & REQUEST != 0 => REQUEST,
            own if own & OBJECTION != 0 => OBJECTION,
            own => own,
        };
        start = end;
    }
    all
}

fn class(index: &Index, hit: &Hit) -> u8 {
    let is_denied = hit.is_negated && hit.len == 1;
    let (dimension, value) = &index.targets[hit.target as usize];
    match (dimension.as_str(), value.as_str()) {
        ("category", "praise") if hit.is_negated => OBJECTION,
        ("category", "praise") | ("mood", "positive") if !is_denied => PRAISE,
        ("category", "feature_request") if !is_denied => REQUEST,
        ("category", "bug" | "pain_point" | "churn_signal") | ("mood", "negative")
            if !is_denied =>
        {
            OBJECTION
        }
        _ => 0,
    }
}

/// The classes in words, as a cell with several values has them.
pub(crate) fn in_words(bits: u8) -> String {
    let own = CLASSES.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1);
    own.map(|(_, class)| *class).collect::<Vec<_>>().join(", ")
}
