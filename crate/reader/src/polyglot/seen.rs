//! What is computed once for each piece, however often texts hold it.

use super::pass::{Convolution, Polyglot};
use crate::lanes::Fast;
use crate::maths::normalise;
use crate::matrix::Whole;

/// Pieces that are remembered; those that come later are forgotten after each batch.
const REMEMBERED: usize = 4096;

/// The mark of a piece that is not remembered.
const NONE: u32 = u32::MAX;

/// Of each piece: its vector, that vector prepared for the windows, and its share in each place of
/// each window.
#[derive(Default)]
pub(crate) struct Seen {
    slots: Vec<u32>,
    pieces: Vec<u32>,
    pub(crate) rows: Vec<f32>,
    pub(crate) ready: Vec<f32>,
    pub(crate) shares: [Vec<f32>; 3],
}

impl Seen {
    /// Makes room for all pieces of a vocabulary.
    pub(crate) fn new(n_pieces: usize) -> Self {
        Seen { slots: vec![NONE; n_pieces], ..Seen::default() }
    }

    /// The slot of `piece`.
    pub(crate) fn slot(&self, piece: u32) -> usize {
        self.slots[piece as usize] as usize
    }

    /// Computes what is not known yet of the `pieces` of a batch.
    pub(crate) fn learn(&mut self, model: &Polyglot, pieces: &[u32]) {
        self.forget(model);
        let known = self.pieces.len();
        for piece in pieces {
            if self.slots[*piece as usize] == NONE {
                self.slots[*piece as usize] = self.pieces.len() as u32;
                self.pieces.push(*piece);
            }
        }
        let n = self.pieces.len();
        if n == known {
            return;
        }
        let wide = model.wide();
        self.rows.resize(n * wide, 0.0);
        for (at, piece) in self.pieces.iter().enumerate().skip(known) {
            model.table.write(*piece as usize, &mut self.rows[at * wide..(at + 1) * wide]);
        }
        let (mut whole, mut out) = (Whole::default(), Vec::new());
        whole.set(&self.rows[known * wide..], wide);
        model.prepare.product(&whole, &mut out);
        let narrow = model.narrow();
        out.truncate((n - known) * 3 * narrow);
        normalise(&mut out, &model.prepared.0, &model.prepared.1);
        let mut part = Vec::new();
        for (at, window) in model.windows.iter().enumerate() {
            part.clear();
            for row in out.chunks_exact(3 * narrow) {
                part.extend_from_slice(&row[at * narrow..(at + 1) * narrow]);
            }
            self.add_shares(window, at, &part, narrow, &mut whole);
        }
        self.ready.extend(out);
    }

    fn add_shares(
        &mut self,
        window: &Convolution,
        at: usize,
        rows: &[f32],
        narrow: usize,
        whole: &mut Whole<Fast>,
    ) {
        let mut out = Vec::new();
        whole.set(rows, narrow);
        window.first.product(whole, &mut out);
        self.shares[at].extend_from_slice(&out[..rows.len() * window.order]);
    }

    /// Lets go of what came after the first pieces.
    fn forget(&mut self, model: &Polyglot) {
        if self.pieces.len() <= REMEMBERED {
            return;
        }
        for piece in self.pieces.drain(REMEMBERED..) {
            self.slots[piece as usize] = NONE;
        }
        let narrow = model.narrow();
        self.rows.truncate(REMEMBERED * model.wide());
        self.ready.truncate(REMEMBERED * 3 * narrow);
        for (shares, window) in self.shares.iter_mut().zip(&model.windows) {
            shares.truncate(REMEMBERED * window.order * narrow);
        }
    }
}
