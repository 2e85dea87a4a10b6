//! Segments within sets: a share that grows, and scores that drop.

use super::Kind;
use super::count::{BLOCK, Counter};
use super::rise::Candidate;
use super::sets::Sets;
use super::stream::Stream;
use crate::defaults::{ALERT_SCORE_P, ALERT_SEGMENT_P};
use crate::stats::{fisher, normal_upper};
use crate::table::{Column, Data, MISSING, Origin, Role, Table};

/// Dimensions that say who writes, or from where.
const ROLES: [Role; 13] = [
    Role::Plan,
    Role::Region,
    Role::Country,
    Role::Industry,
    Role::Lifecycle,
    Role::UseCase,
    Role::Contract,
    Role::Product,
    Role::Device,
    Role::Version,
    Role::Channel,
    Role::Language,
    Role::Dimension,
];

/// Dimensions that are looked at, and values of one.
const MOST_DIMENSIONS: usize = 8;
const MOST_VALUES: usize = 12;

/// Dimensions whose values are paired with those of another.
const PAIRED: usize = 4;

/// Blocks of the window in which a share grows, and of that in which scores drop.
const SHARE_BLOCKS: usize = 2;
const SCORE_BLOCKS: usize = 3;

/// Accounts of a cell in the window, and answers before it.
const LEAST_IN_CELL: f64 = 6.0;
const LEAST_BEFORE: f64 = 20.0;

/// A share grows at least so much.
const LEAST_GROWTH: f64 = 2.0;

/// Scores vary at least so much (standard deviation, of a scale from 0 to 1).
const LEAST_SPREAD: f64 = 0.3;

/// Sums over the rows of one cell.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    /// Accounts in the window of shares, and before it.
    now: f64,
    before: f64,
    /// Answers and their sum in the window of scores; the same and squares before it.
    answers: [f64; 2],
    scores: [f64; 2],
    squares: f64,
}

/// The segments that rows are in: each value of each dimension, and pairs of values. Cell 0 holds
/// all rows.
pub(super) struct Cells {
    names: Vec<Vec<(String, String)>>,
    /// The first so many hold all rows, or fix one dimension.
    n_single: usize,
    /// Cells of each place, ascending.
    of: Vec<Vec<u16>>,
}

/// A dimension: its key, and for each code of its values the number of the value, if it is known.
struct Dimension<'a> {
    key: &'a str,
    codes: &'a [u32],
    values: Vec<(u32, &'a str)>,
}

impl Cells {
    /// The cells that occur before the first day that is tested.
    pub(super) fn new(table: &Table, stream: &Stream) -> Cells {
        let mut dimensions: Vec<(usize, Dimension<'_>)> = table
            .columns
            .iter()
            .filter(|column| column.origin != Origin::Computed)
            .filter_map(|column| {
                let rank = ROLES.iter().position(|role| column.role == Some(*role))?;
                Some((rank, dimension(column, stream)?))
            })
            .collect();
        crate::num::sort_by_key(&mut dimensions, |own| own.0);
        dimensions.truncate(MOST_DIMENSIONS);
        let dimensions: Vec<Dimension<'_>> = dimensions.into_iter().map(|own| own.1).collect();
        let mut cells =
            Cells { names: vec![Vec::new()], of: vec![vec![0]; stream.len()], n_single: 1 };
        for one in &dimensions {
            for value in &one.values {
                cells.put(stream, &[(one, *value)]);
            }
        }
        cells.n_single = cells.names.len();
        for (at, one) in dimensions.iter().take(PAIRED).enumerate() {
            for two in dimensions.iter().take(PAIRED).skip(at + 1) {
                for pair in one.values.iter().flat_map(|a| two.values.iter().map(move |b| (*a, *b)))
                {
                    cells.put(stream, &[(one, pair.0), (two, pair.1)]);
                }
            }
        }
        cells
    }

    fn put(&mut self, stream: &Stream, parts: &[(&Dimension<'_>, (u32, &str))]) {
        let id = self.names.len() as u16;
        let name =
            |part: &(&Dimension<'_>, (u32, &str))| (part.0.key.to_owned(), part.1.1.to_owned());
        self.names.push(parts.iter().map(name).collect());
        for (row, own) in stream.rows.iter().zip(&mut self.of) {
            if parts.iter().all(|(dimension, value)| dimension.codes[*row as usize] == value.0) {
                own.push(id);
            }
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// The cells of a place.
    pub(super) fn of(&self, place: u32) -> &[u16] {
        &self.of[place as usize]
    }

    /// Keys and values of a cell.
    pub(super) fn named(&self, cell: usize) -> Vec<(String, String)> {
        self.names[cell].clone()
    }

    /// Keys and values of a cell, if there is one.
    pub(super) fn named_all(&self, cell: Option<usize>) -> Vec<(String, String)> {
        cell.map_or_else(Vec::new, |cell| self.named(cell))
    }

    /// How many dimensions a cell fixes.
    pub(super) fn depth(&self, cell: usize) -> usize {
        self.names[cell].len()
    }

    /// Finds shares that grew and scores that dropped in the sets around centres.
    pub(super) fn search(
        &self,
        stream: &Stream,
        sets: &Sets,
        counter: &mut Counter,
        scale: f64,
        found: &mut Vec<Candidate>,
    ) {
        let mut sums = vec![Sums::default(); self.n_single];
        let family = (self.n_single - 1).max(1) as f64;
        for places in &sets.members {
            sums.fill(Sums::default());
            self.add_up(stream, counter, places, &mut sums);
            let all = sums[0];
            for (cell, own) in sums.iter().enumerate() {
                let (share, score) = (growth(own, &all), drop(own));
                let p = share * family;
                if cell > 0 && p <= ALERT_SEGMENT_P * scale {
                    let expected = own.before / all.before * all.now;
                    let with = (Kind::Segment, SHARE_BLOCKS, own.now, expected);
                    found.push(self.candidate(stream, counter, places, (cell, p), with));
                }
                let p = if cell > 0 { score * family } else { score };
                if p <= ALERT_SCORE_P * scale {
                    let mean = |at: usize| own.scores[at] / own.answers[at];
                    let with = (Kind::ScoreDrop, SCORE_BLOCKS, mean(0), mean(1));
                    found.push(self.candidate(stream, counter, places, (cell, p), with));
                }
            }
            counter.n_tests += 2 * self.n_single as u64;
        }
    }

    fn add_up(&self, stream: &Stream, counter: &mut Counter, places: &[u32], sums: &mut [Sums]) {
        counter.begin();
        for place in places.iter().rev() {
            let block = counter.block(stream, *place);
            if !counter.is_first(stream, *place, block) {
                continue;
            }
            let score = f64::from(stream.scores[*place as usize]);
            let at = usize::from(block >= SCORE_BLOCKS);
            for cell in self.of(*place).iter().take_while(|cell| (**cell as usize) < self.n_single)
            {
                let own = &mut sums[*cell as usize];
                if block < SHARE_BLOCKS {
                    own.now += 1.0;
                } else {
                    own.before += 1.0;
                }
                if !score.is_nan() {
                    own.answers[at] += 1.0;
                    own.scores[at] += score;
                    own.squares += score * score * at as f64;
                }
            }
        }
    }

    fn candidate(
        &self,
        stream: &Stream,
        counter: &Counter,
        places: &[u32],
        (cell, p): (usize, f64),
        (kind, n_blocks, count, expected): (Kind, usize, f64, f64),
    ) -> Candidate {
        let from = counter.day() - BLOCK * n_blocks as i32 + 1;
        let start = places.partition_point(|place| stream.days[*place as usize] < from);
        let is_own = |place: &&u32| self.of(**place).contains(&(cell as u16));
        let places = places[start..].iter().filter(is_own).copied().collect();
        Candidate { kind, p, count, expected, from, places, before: Vec::new(), cell: Some(cell) }
    }
}

fn dimension<'a>(column: &'a Column, stream: &Stream) -> Option<Dimension<'a>> {
    let Data::Category(category) = &column.data else { return None };
    let mut known: Vec<u32> = stream.rows[..stream.n_known]
        .iter()
        .map(|row| category.codes[*row as usize])
        .filter(|code| *code != MISSING)
        .collect();
    known.sort_unstable();
    known.dedup();
    let values: Vec<(u32, &str)> =
        known.iter().map(|code| (*code, category.values[*code as usize].as_str())).collect();
    let is_some = (2..=MOST_VALUES).contains(&values.len());
    is_some.then_some(Dimension { key: &column.key, codes: &category.codes, values })
}

/// p of a share of a cell that grew (Fisher 1922); 1 where it is not looked at.
fn growth(own: &Sums, all: &Sums) -> f64 {
    let expected = own.before / all.before.max(1.0) * all.now;
    let is_looked_at = own.now >= LEAST_IN_CELL
        && all.before >= LEAST_BEFORE
        && own.now >= LEAST_GROWTH * expected;
    if !is_looked_at {
        return 1.0;
    }
    fisher(own.now, all.now - own.now, own.before, all.before - own.before).greater.p
}

/// p of a mean score that dropped, by the spread before; 1 where it is not looked at.
fn drop(own: &Sums) -> f64 {
    let [now, before] = own.answers;
    if now < LEAST_IN_CELL || before < LEAST_BEFORE {
        return 1.0;
    }
    let mean = own.scores[1] / before;
    let variance = (own.squares / before - mean * mean).max(LEAST_SPREAD * LEAST_SPREAD);
    let gap = mean - own.scores[0] / now;
    if gap <= 0.0 {
        return 1.0;
    }
    normal_upper(gap / (variance * (1.0 / now + 1.0 / before)).sqrt()).p
}
