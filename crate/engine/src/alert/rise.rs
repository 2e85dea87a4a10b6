//! What a search hands on: rows of a window, with the evidence that they are too many.

use super::Kind;
use super::count::{BLOCK, Counter, Rise};
use super::stream::Stream;
use crate::defaults::ALERT_MIN_ACCOUNTS;

/// Blocks of the windows that are tested: one week, two, four, eight.
pub(super) const SPANS: [usize; 4] = [1, 2, 4, 8];

/// Windows of so many blocks hold whole months, so no rhythm of the month is in them.
pub(super) const MONTH: usize = SPANS[2];

/// Accounts without which nothing is an alert.
pub(super) const LEAST_ACCOUNTS: f64 = ALERT_MIN_ACCOUNTS as f64;

/// What counts at least so many times what was expected, of which there was less than one a
/// window, is new.
const NEW_RATIO: f64 = 8.0;

/// Rows that may be an alert.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    pub(super) kind: Kind,
    pub(super) p: f64,
    pub(super) count: f64,
    pub(super) expected: f64,
    /// First day of the window.
    pub(super) from: i32,
    /// Places of the window, ascending.
    pub(super) places: Vec<u32>,
    /// Places of the same set before the window.
    pub(super) before: Vec<u32>,
    /// The cell that was tested, where one was.
    pub(super) cell: Option<usize>,
}

/// The rise of a set that was counted, as a candidate.
pub(super) fn candidate(
    stream: &Stream,
    counter: &Counter,
    places: &[u32],
    rise: Rise,
) -> Option<Candidate> {
    let from = counter.day() - BLOCK * rise.n_blocks as i32 + 1;
    let start = places.partition_point(|place| stream.days[*place as usize] < from);
    let (before, places) = (places[..start].to_vec(), places[start..].to_vec());
    let mut accounts: Vec<u32> =
        places.iter().map(|place| stream.accounts[*place as usize]).collect();
    accounts.sort_unstable();
    accounts.dedup();
    let is_new = rise.expected < 1.0 && rise.count >= NEW_RATIO * rise.expected;
    let kind = match rise.n_blocks {
        _ if is_new => Kind::New,
        MONTH.. => Kind::Trend,
        _ => Kind::Spike,
    };
    let (p, count, expected) = (rise.p, rise.count, rise.expected);
    let found = Candidate { kind, p, count, expected, from, places, before, cell: None };
    (accounts.len() as f64 >= LEAST_ACCOUNTS).then_some(found)
}
