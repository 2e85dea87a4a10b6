//! The rows in the order of their days, with words and vectors as they were known before the first
//! day that is tested.

use std::ops::Range;

use super::Material;
use super::read;
use crate::join::Accounts;
use crate::num::mix64;
use crate::table::{MISSING, Table};
use crate::text::{Corpus, as_known_then, vectors_as_known_then};

/// An account that says the same again within so many days is not heard again.
const AGAIN_DAYS: i32 = 28;

/// A unit vector's number 1 in whole numbers.
pub(super) const ONE: f32 = 16_384.0;

/// Dated rows with words, oldest first; a place is a position here.
pub(super) struct Stream {
    pub(super) corpus: Corpus,
    /// The row of the table at each place.
    pub(super) rows: Vec<u32>,
    /// Its day.
    pub(super) days: Vec<i32>,
    /// Its account; one of its own where none is known.
    pub(super) accounts: Vec<u32>,
    /// Accounts, those of one's own included.
    pub(super) n_accounts: usize,
    /// Its score, 0 (worst) to 1; NaN where there is none.
    pub(super) scores: Vec<f32>,
    /// Its unit vector, in whole numbers.
    pub(super) vectors: Vec<i16>,
    pub(super) dims: usize,
    /// The first day.
    pub(super) first: i32,
    /// Places before the first day that is tested.
    pub(super) n_known: usize,
}

/// The rows that are heard, oldest first, with their words.
pub(super) struct Heard {
    pub(super) rows: Vec<u32>,
    /// Rows before the first day that is tested.
    pub(super) n_known: usize,
    pub(super) corpus: Corpus,
}

impl Heard {
    /// The rows up to day `to`; what is learnt of words is learnt from those before day `from`.
    pub(super) fn new(material: &Material<'_>, from: i32, to: i32) -> Heard {
        let Material { table, accounts, corpus, .. } = *material;
        let day = |row: u32| day_of(table, row);
        let mut rows: Vec<u32> = (0..table.n_rows)
            .filter(|row| day(*row).is_some_and(|day| day <= to) && !corpus.row(*row).is_empty())
            .collect();
        crate::num::sort_by_key(&mut rows, |row| (day(*row), *row));
        let n_known = rows.partition_point(|row| day(*row) < Some(from)) as u32;
        let words = as_known_then(corpus, &rows, n_known);
        let account = |row: u32| account_of(accounts, row);
        let heard = heard(&words, &rows, &|row| day(row).unwrap_or(0), &account);
        let rows: Vec<u32> = heard.iter().map(|at| rows[*at as usize]).collect();
        let n_known = rows.partition_point(|row| day(*row) < Some(from));
        let corpus = as_known_then(corpus, &rows, n_known as u32);
        Heard { rows, n_known, corpus }
    }
}

fn day_of(table: &Table, row: u32) -> Option<i32> {
    table.dates().and_then(|dates| dates.day(row))
}

fn account_of(accounts: &Accounts, row: u32) -> u32 {
    accounts.of_row.get(row as usize).copied().unwrap_or(MISSING)
}

/// A week is crowded from so many times the usual volume on.
const CROWD: f64 = 1.4;

impl Stream {
    /// The rows up to day `to`; what is learnt of texts is learnt from those before day `from`.
    pub(super) fn new(material: Material<'_>, from: i32, to: i32) -> Self {
        let Material { table, accounts, model, read, .. } = material;
        let heard = Heard::new(&material, from, to);
        let (mut vectors, mut dims) =
            vectors_as_known_then(&heard.corpus, model, heard.n_known as u32);
        if let Some(read) = read.as_ref().filter(|read| read.dims > 0) {
            (vectors, dims) = read::beside(&heard, read, &vectors, dims);
        }
        let Heard { rows, n_known, corpus } = heard;
        let days: Vec<i32> = rows.iter().filter_map(|row| day_of(table, *row)).collect();
        let mut n_accounts = accounts.of_row.iter().filter(|own| **own != MISSING).max();
        let mut next = n_accounts.take().map_or(0, |most| *most + 1);
        let accounts: Vec<u32> = rows
            .iter()
            .map(|row| match account_of(accounts, *row) {
                MISSING => {
                    next += 1;
                    next - 1
                }
                known => known,
            })
            .collect();
        let score = |row: &u32| {
            table.score(*row).map_or(f32::NAN, |(score, scale)| {
                ((score - scale.min) / (scale.max - scale.min).max(1e-9)) as f32
            })
        };
        Stream {
            scores: rows.iter().map(score).collect(),
            vectors: vectors.iter().map(|value| (value * ONE) as i16).collect(),
            first: days.first().copied().unwrap_or(from),
            n_accounts: next as usize,
            dims,
            n_known,
            corpus,
            rows,
            days,
            accounts,
        }
    }

    /// How many places there are.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Places before `day`.
    pub(super) fn before(&self, day: i32) -> usize {
        self.days.partition_point(|own| *own < day)
    }

    /// The places of the days `from..=to`.
    pub(super) fn within(&self, from: i32, to: i32) -> Range<usize> {
        self.before(from)..self.before(to + 1)
    }

    /// How many rows the days `from..=to` have.
    pub(super) fn volume(&self, from: i32, to: i32) -> f64 {
        self.within(from, to).len() as f64
    }

    /// Whether one of the weeks within the four up to `day` (the longest window) brought far more
    /// than those before: when everybody is asked, others answer than usual, and shares change.
    pub(super) fn is_crowded(&self, day: i32) -> bool {
        let week = |end: i32| self.volume(end - 6, end);
        let mut usual: Vec<f64> =
            (4..12).map(|back| week(day - 7 * back)).filter(|n| *n > 0.0).collect();
        crate::num::sort_by(&mut usual, f64::total_cmp);
        let Some(middle) = usual.get(usual.len() / 2) else { return false };
        (day - 21..=day).any(|end| week(end) >= CROWD * middle)
    }

    /// The vector at a place.
    pub(super) fn vector(&self, place: usize) -> &[i16] {
        &self.vectors[place * self.dims..(place + 1) * self.dims]
    }

    /// The words at a place that say what it is about.
    pub(super) fn words(&self, place: u32) -> impl Iterator<Item = u32> {
        self.corpus.content(place)
    }
}

/// The rows that are heard: an account's same words once in [`AGAIN_DAYS`]. Positions in `rows`.
fn heard(
    words: &Corpus,
    rows: &[u32],
    day: &dyn Fn(u32) -> i32,
    account: &dyn Fn(u32) -> u32,
) -> Vec<u32> {
    let hashes = words.row_hashes();
    let key = |at: u32| {
        let account = account(rows[at as usize]);
        (hashes[at as usize] ^ mix64(u64::from(account)), account)
    };
    let mut order: Vec<u32> = (0..rows.len() as u32).collect();
    crate::num::sort_by_key(&mut order, |at| (key(*at), *at));
    let mut out: Vec<u32> = Vec::with_capacity(rows.len());
    for same in order.chunk_by(|a, b| key(*a) == key(*b)) {
        let mut last = None;
        for at in same {
            let day = day(rows[*at as usize]);
            let is_again = last.is_some_and(|last| day - last < AGAIN_DAYS);
            if !is_again || key(*at).1 == MISSING {
                out.push(*at);
                last = Some(day);
            }
        }
    }
    out.sort_unstable();
    out
}
