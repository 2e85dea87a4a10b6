//! What is known of the answer of each row, as one small number a row.

use super::tally::{BOTTOM, HIGH, LOW, NPS, SCORED};
use crate::table::{Metric, Scale, Table};

/// Answers that differ in more ways have a kind for each class only, and their scores beside it.
const MOST_KINDS: usize = 64;

/// One way to answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Kind {
    /// Its bits; 0 for none.
    pub(super) class: u8,
    /// The score; `NaN` without one, or where it differs from row to row.
    pub(super) score: f64,
    /// Which scale.
    scale: usize,
}

/// The answers of all rows.
#[derive(Debug, Clone, Default)]
pub(super) struct Answers {
    /// The kinds; the first is no answer.
    pub(super) kinds: Vec<Kind>,
    /// The kind of each row.
    pub(super) of: Vec<u8>,
    /// The score of each row, where it is not its kind's.
    pub(super) scores: Option<Vec<f64>>,
    /// What is taken off every score, so that sums of squares stay exact.
    pub(super) shift: f64,
}

/// Scales, looked up once.
struct Scales<'a> {
    /// Index of the scale of each source among `scales`.
    of_source: Vec<Option<usize>>,
    scales: Vec<&'a Scale>,
}

impl<'a> Scales<'a> {
    fn new(table: &'a Table) -> Self {
        let mut scales: Vec<&Scale> = Vec::new();
        let mut of_source = Vec::new();
        for source in &table.sources {
            of_source.push(source.scale.as_ref().map(|scale| {
                scales.iter().position(|own| *own == scale).unwrap_or_else(|| {
                    scales.push(scale);
                    scales.len() - 1
                })
            }));
        }
        Scales { of_source, scales }
    }
}

/// The bits of one score.
fn class(scale: &Scale, score: f64) -> u8 {
    let bit = |holds: bool, bit: u8| if holds { bit } else { 0 };
    SCORED
        | bit(scale.is_low(score), LOW)
        | bit(scale.is_high(score), HIGH)
        | bit(score <= scale.min + if scale.max - scale.min >= 4.0 { 1.0 } else { 0.0 }, BOTTOM)
        | bit(scale.metric == Metric::Nps, NPS)
}

impl Answers {
    /// The answers of the rows of `table`, in this order; as they lie without one.
    pub(super) fn of(table: &Table, order: Option<&[u32]>) -> Answers {
        let known = Scales::new(table);
        Answers::read(table, order, &known, true)
            .or_else(|| Answers::read(table, order, &known, false))
            .unwrap_or_default()
    }

    /// With a kind for every score, or for every class; `None` where those are too many.
    fn read(
        table: &Table,
        order: Option<&[u32]>,
        known: &Scales<'_>,
        is_by_score: bool,
    ) -> Option<Answers> {
        let scores = table.scores().map_or([].as_slice(), |scores| scores.values());
        let mut kinds = vec![Kind { class: 0, score: f64::NAN, scale: usize::MAX }];
        let n = table.n_rows as usize;
        let mut of = Vec::with_capacity(n);
        // The kinds of scores seen lately, by some of their bits: there are few, and they come again.
        let mut seen = [(usize::MAX, 0_u64, 0_u8); 256];
        for at in 0..n {
            let row = order.map_or(at, |order| order[at] as usize);
            let score = scores.get(row).copied().unwrap_or(f64::NAN);
            let scale = table
                .origins
                .get(row)
                .and_then(|origin| known.of_source.get(origin.source as usize).copied().flatten());
            let (Some(scale), false) = (scale, score.is_nan()) else {
                of.push(0);
                continue;
            };
            let bits = score.to_bits();
            let last = &mut seen[(crate::num::mix64(bits ^ scale as u64) >> 56) as usize];
            if (scale, bits) == (last.0, last.1) {
                of.push(last.2);
                continue;
            }
            let class = class(known.scales[scale], score);
            let score_of_kind = if is_by_score { score } else { f64::NAN };
            let is_it = |own: &Kind| {
                own.scale == scale
                    && own.class == class
                    && own.score.to_bits() == score_of_kind.to_bits()
            };
            let kind = kinds.iter().position(is_it).unwrap_or_else(|| {
                kinds.push(Kind { class, score: score_of_kind, scale });
                kinds.len() - 1
            });
            if is_by_score && kinds.len() > MOST_KINDS || kinds.len() > usize::from(u8::MAX) {
                return None;
            }
            *last = (scale, bits, kind as u8);
            of.push(kind as u8);
        }
        let score = |at: usize| {
            let row = order.map_or(at, |order| order[at] as usize);
            scores.get(row).copied().unwrap_or(f64::NAN)
        };
        let shift = known.scales.first().map_or(0.0, |scale| scale.min.midpoint(scale.max));
        let scores = (!is_by_score).then(|| (0..n).map(score).collect());
        Some(Answers { kinds, of, scores, shift })
    }

    /// What is known of the answer at a place.
    pub(super) fn class(&self, at: usize) -> u8 {
        self.kinds[usize::from(self.of[at])].class
    }

    /// The score at a place; `NaN` without one.
    pub(super) fn score(&self, at: usize) -> f64 {
        let of_kind = || self.kinds[usize::from(self.of[at])].score;
        self.scores.as_ref().map_or_else(of_kind, |scores| scores[at])
    }

    /// How many scales the answers of these kinds have.
    pub(super) fn n_scales(&self, occurs: impl Fn(usize) -> bool) -> usize {
        let mut scales: Vec<usize> = Vec::new();
        for (idx, kind) in self.kinds.iter().enumerate() {
            if kind.class != 0 && occurs(idx) && !scales.contains(&kind.scale) {
                scales.push(kind.scale);
            }
        }
        scales.len()
    }
}
