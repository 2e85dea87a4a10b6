//! The sentence encoder all-MiniLM-L6-v2 (Reimers and Gurevych 2019; Wang et al. 2020): a
//! transformer (Vaswani et al. 2017) whose word vectors' mean is the text's vector.
//!
//! Texts are computed together, piece after piece, without filling up; only attention looks at one
//! text at a time. A row of a product depends on its own numbers only, so what stands beside a text
//! changes nothing.

use crate::bytes::Bytes;
use crate::lanes::Fast;
use crate::maths::{Gelu, dot, normalise, shares, to_unit};
use crate::matrix::{EIGHT, Matrix, Whole};
use crate::pieces::Pieces;
use crate::{Encode, ReaderError};

/// The first bytes of a pack of this kind.
pub(crate) const MAGIC: &[u8; 8] = b"UNDRREAD";

const VERSION: u32 = 1;

/// Pieces that are read of a text: some fifty words, the beginning of what is longer.
const MAX_PIECES: usize = 64;

/// Pieces from which texts are computed together.
const BATCH: usize = 128;

/// One layer: attention, then two products with a bend between them.
struct Layer {
    /// Queries, keys and values.
    ask: Matrix,
    answer: Matrix,
    after_answer: Norm,
    widen: Matrix,
    narrow: Matrix,
    after_narrow: Norm,
}

/// How the numbers of a row are stretched and shifted.
struct Norm {
    stretch: Vec<f32>,
    shift: Vec<f32>,
}

impl Norm {
    fn read(bytes: &mut Bytes<'_>, n: usize) -> Result<Norm, ReaderError> {
        Ok(Norm { stretch: bytes.floats(n)?, shift: bytes.floats(n)? })
    }

    fn apply(&self, rows: &mut [f32]) {
        normalise(rows, &self.stretch, &self.shift);
    }
}

/// The encoder with its weights.
pub(crate) struct Encoder {
    dims: usize,
    heads: usize,
    pieces: Pieces,
    scales: Vec<f32>,
    rows: Vec<i8>,
    places: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
    gelu: Gelu,
}

/// Rows that are used again for each batch.
#[derive(Default)]
struct Scratch {
    whole: Whole<Fast>,
    asked: Vec<f32>,
    heard: Vec<f32>,
    wide: Vec<f32>,
    out: Vec<f32>,
}

impl Encoder {
    /// Reads a pack (layout: `model/READER.md`).
    pub(crate) fn read(pack: &[u8]) -> Result<Encoder, ReaderError> {
        let mut bytes = Bytes::new(pack);
        bytes.take(MAGIC.len())?;
        match bytes.number()? {
            VERSION => {}
            other => return Err(ReaderError::Version(other)),
        }
        let dims = bytes.size(EIGHT, 1024)?;
        let n_layers = bytes.size(1, 48)?;
        let heads = bytes.size(1, 64)?;
        let wide = bytes.size(EIGHT, 4096)?;
        let n_places = bytes.size(4, 1024)?;
        let n_pieces = bytes.size(4, 1 << 20)?;
        let n_bytes = bytes.size(4, 1 << 24)?;
        if dims % EIGHT != 0 || wide % EIGHT != 0 || dims % heads != 0 {
            return Err(ReaderError::Damaged("sizes that do not fit"));
        }
        let pieces = Pieces::read(&mut bytes, n_pieces, n_bytes)?;
        let scales = bytes.floats(n_pieces)?;
        let rows = bytes.small(n_pieces * dims)?;
        let places = bytes.floats(n_places * dims)?;
        let norm = Norm::read(&mut bytes, dims)?;
        let mut layers = Vec::new();
        for _ in 0..n_layers {
            layers.push(Layer {
                ask: Matrix::read(&mut bytes, dims, 3 * dims)?,
                answer: Matrix::read(&mut bytes, dims, dims)?,
                after_answer: Norm::read(&mut bytes, dims)?,
                widen: Matrix::read(&mut bytes, dims, wide)?,
                narrow: Matrix::read(&mut bytes, wide, dims)?,
                after_narrow: Norm::read(&mut bytes, dims)?,
            });
        }
        bytes.end()?;
        Ok(Encoder { dims, heads, pieces, scales, rows, places, norm, layers, gelu: Gelu::new() })
    }

    /// The rows of the pieces of all texts of a batch, after the last layer.
    fn run(&self, texts: &[Vec<u32>], scratch: &mut Scratch) -> Vec<f32> {
        let mut state = self.begin(texts);
        for layer in &self.layers {
            self.layer(layer, texts, &mut state, scratch);
        }
        state
    }

    /// Word and place of each piece.
    fn begin(&self, texts: &[Vec<u32>]) -> Vec<f32> {
        let mut state = Vec::new();
        for text in texts {
            for (id, place) in text.iter().zip(self.places.chunks_exact(self.dims)) {
                let scale = self.scales[*id as usize];
                let start = *id as usize * self.dims;
                let row = &self.rows[start..start + self.dims];
                state.extend(row.iter().zip(place).map(|(own, at)| f32::from(*own) * scale + at));
            }
        }
        self.norm.apply(&mut state);
        state
    }

    fn layer(&self, layer: &Layer, texts: &[Vec<u32>], state: &mut [f32], scratch: &mut Scratch) {
        let Scratch { whole, asked, heard, wide, out } = scratch;
        whole.set(state, self.dims);
        layer.ask.product(whole, asked);
        heard.clear();
        heard.resize(state.len(), 0.0);
        let mut from = 0;
        for text in texts {
            let to = from + text.len();
            let own = &asked[from * 3 * self.dims..to * 3 * self.dims];
            self.attend(own, &mut heard[from * self.dims..to * self.dims]);
            from = to;
        }
        whole.set(heard, self.dims);
        layer.answer.product(whole, out);
        add(state, out);
        layer.after_answer.apply(state);
        whole.set(state, self.dims);
        layer.widen.product(whole, wide);
        self.gelu.apply(wide);
        whole.set(wide, layer.narrow.inputs());
        layer.narrow.product(whole, out);
        add(state, out);
        layer.after_narrow.apply(state);
    }

    /// Each piece hears the pieces of its text, head by head.
    fn attend(&self, asked: &[f32], heard: &mut [f32]) {
        let (dims, size) = (self.dims, self.dims / self.heads);
        let scale = 1.0 / (size as f32).sqrt();
        let mut scores = vec![0.0_f32; asked.len() / (3 * dims)];
        for head in 0..self.heads {
            let part = |part: usize| part * dims + head * size..part * dims + (head + 1) * size;
            for (query, out) in asked.chunks_exact(3 * dims).zip(heard.chunks_exact_mut(dims)) {
                let query = &query[part(0)];
                for (score, key) in scores.iter_mut().zip(asked.chunks_exact(3 * dims)) {
                    *score = dot(query, &key[part(1)]) * scale;
                }
                shares(&mut scores);
                let out = &mut out[head * size..(head + 1) * size];
                for (share, value) in scores.iter().zip(asked.chunks_exact(3 * dims)) {
                    for (to, value) in out.iter_mut().zip(&value[part(2)]) {
                        *to += share * value;
                    }
                }
            }
        }
    }
}

fn add(to: &mut [f32], from: &[f32]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to += from;
    }
}

impl Encode for Encoder {
    fn dims(&self) -> usize {
        self.dims
    }

    fn embed(&self, texts: &[&str], progress: &mut dyn FnMut(f64)) -> Vec<f32> {
        let at_most = MAX_PIECES.min(self.places.len() / self.dims);
        let mut out = Vec::with_capacity(texts.len() * self.dims);
        let mut scratch = Scratch::default();
        let mut batch = Vec::new();
        let mut n_pieces = 0;
        for (at, text) in texts.iter().enumerate() {
            let ids = self.pieces.split(text, at_most);
            n_pieces += ids.len();
            batch.push(ids);
            if n_pieces < BATCH && at + 1 < texts.len() {
                continue;
            }
            let state = self.run(&batch, &mut scratch);
            let mut rest = &state[..];
            for text in &batch {
                let (own, after) = rest.split_at(text.len() * self.dims);
                rest = after;
                out.extend(mean(own, self.dims, text.len() > 2));
            }
            batch.clear();
            n_pieces = 0;
            progress((at + 1) as f64 / texts.len() as f64);
        }
        out
    }
}

/// The mean of the rows, of unit length; zeros where nothing `is_there`.
fn mean(rows: &[f32], dims: usize, is_there: bool) -> Vec<f32> {
    let mut out = vec![0.0; dims];
    if is_there {
        for row in rows.chunks_exact(dims) {
            add(&mut out, row);
        }
        to_unit(&mut out);
    }
    out
}
