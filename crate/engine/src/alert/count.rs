//! Counts of accounts, week by week backwards from a day.

use super::rise;
use super::stream::Stream;
use crate::spike::nbx::{Block, MOST_BLOCKS, Prediction, predict};
use crate::stats::conditional_upper;

/// Days of a block.
pub(super) const BLOCK: i32 = 7;

/// Rhythms of the month come again after so many days.
const MONTH: [i32; 4] = [28, 29, 30, 31];

/// A window must exceed those a month before with this p.
const MONTH_P: f64 = 0.05;

/// Counts the accounts of sets of rows, each account once a block, on one day at a time.
pub(super) struct Counter {
    day: i32,
    /// The account's last block and set.
    last: Vec<u64>,
    set: u64,
    /// All items of each block, newest first, whole blocks only.
    exposure: Vec<f64>,
    /// Accounts of the set of each block.
    pub(super) blocks: Vec<f64>,
    /// Tests made.
    pub(super) n_tests: u64,
}

/// A window and what was to be expected.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rise {
    /// Blocks of the window.
    pub(super) n_blocks: usize,
    pub(super) count: f64,
    pub(super) expected: f64,
    pub(super) p: f64,
}

impl Counter {
    pub(super) fn new(stream: &Stream) -> Self {
        Counter {
            day: 0,
            last: vec![u64::MAX; stream.n_accounts],
            set: 0,
            exposure: Vec::new(),
            blocks: Vec::new(),
            n_tests: 0,
        }
    }

    /// Takes the end of a day as now.
    pub(super) fn set_day(&mut self, stream: &Stream, day: i32) {
        self.day = day;
        let n = ((day - stream.first + 1) / BLOCK).min(MOST_BLOCKS as i32);
        let volume = |to: i32| stream.volume(to - BLOCK + 1, to);
        self.exposure = (0..n).map(|block| volume(day - BLOCK * block)).collect();
    }

    /// Now.
    pub(super) fn day(&self) -> i32 {
        self.day
    }

    /// Counts a set, whose places are ascending and not later than now.
    pub(super) fn count(&mut self, stream: &Stream, places: &[u32]) {
        let n = self.exposure.len();
        self.blocks.clear();
        self.blocks.resize(n, 0.0);
        self.begin();
        for place in places.iter().rev() {
            let block = self.block(stream, *place);
            if block >= n {
                break;
            }
            if self.is_first(stream, *place, block) {
                self.blocks[block] += 1.0;
            }
        }
    }

    /// Begins another set, whose places are told newest first.
    pub(super) fn begin(&mut self) {
        self.set += 1;
    }

    /// The block of a place, 0 for the newest.
    pub(super) fn block(&self, stream: &Stream, place: u32) -> usize {
        ((self.day - stream.days[place as usize]) / BLOCK) as usize
    }

    /// Whether this is the first that the account says in the set and block.
    pub(super) fn is_first(&mut self, stream: &Stream, place: u32, block: usize) -> bool {
        let own = &mut self.last[stream.accounts[place as usize] as usize];
        let mark = self.set << 16 | block as u64;
        let is_first = *own != mark;
        *own = mark;
        is_first
    }

    /// Accounts of the set that was counted in the newest `n` blocks, each once a block.
    pub(super) fn newest(&self, n: usize) -> f64 {
        self.blocks.iter().take(n).sum()
    }

    /// The strongest rise of a set that was counted, of those windows that have p of at most `limit`
    /// and exceed the month before.
    pub(super) fn rise(
        &mut self,
        stream: &Stream,
        places: &[u32],
        spans: &[usize],
        limit: f64,
    ) -> Option<Rise> {
        let mut best: Option<Rise> = None;
        for n_blocks in spans {
            let Some(rise) = self.window(*n_blocks) else { continue };
            let is_better = rise.p <= limit && best.is_none_or(|best| rise.p < best.p);
            let is_whole_month = *n_blocks >= rise::MONTH;
            if is_better && (is_whole_month || self.exceeds_the_month(stream, places, &rise)) {
                best = Some(rise);
            }
        }
        best
    }

    /// The test of the newest `n_blocks` against the blocks before them.
    fn window(&mut self, n_blocks: usize) -> Option<Rise> {
        let guard = usize::from(n_blocks == 1);
        let count = self.newest(n_blocks);
        let exposure: f64 = self.exposure.iter().take(n_blocks).sum();
        let (y, e) = (self.blocks.get(n_blocks + guard..)?, self.exposure.get(n_blocks + guard..)?);
        let before: f64 = y.iter().sum();
        if count * e.iter().sum::<f64>() < 1.5 * before * exposure {
            return None;
        }
        let history: Vec<Block> = y
            .iter()
            .zip(e)
            .filter(|(_, e)| **e > 0.0)
            .map(|(y, e)| Block { y: *y, e: *e })
            .collect();
        self.n_tests += 1;
        let Prediction { mean, phi, variance } = predict(&history, exposure, n_blocks as f64)?;
        let p = Prediction { mean, phi, variance }.upper(count).p;
        Some(Rise { n_blocks, count, expected: mean, p })
    }

    /// Whether a window exceeds each of those of 28 to 31 days before: a rhythm does not.
    fn exceeds_the_month(&self, stream: &Stream, places: &[u32], rise: &Rise) -> bool {
        let days = BLOCK * rise.n_blocks as i32;
        let exposure: f64 = self.exposure.iter().take(rise.n_blocks).sum();
        MONTH.iter().all(|lag| {
            let to = self.day - lag;
            let from = to - days + 1;
            let all = stream.volume(from, to);
            let own = accounts_within(stream, places, from, to);
            from < stream.first
                || own <= 0.0
                || all <= 0.0
                || conditional_upper((rise.count, exposure), (own, all)).p <= MONTH_P
        })
    }
}

/// Accounts that wrote one of `places` in `from..=to`, each once a block of days.
fn accounts_within(stream: &Stream, places: &[u32], from: i32, to: i32) -> f64 {
    let start = places.partition_point(|place| stream.days[*place as usize] < from);
    let mut own: Vec<(i32, u32)> = places[start..]
        .iter()
        .map(|place| *place as usize)
        .take_while(|place| stream.days[*place] <= to)
        .map(|place| ((to - stream.days[place]) / BLOCK, stream.accounts[place]))
        .collect();
    own.sort_unstable();
    own.dedup();
    own.len() as f64
}
