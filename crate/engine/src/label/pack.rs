//! The labels file: lexicon and weights, loaded beside the page (layout: `model/LABELS.md`).

use super::Labeller;
use super::index::Index;
use super::linear::{BITS, CLASSES, Linear, N_WEIGHTS, Row};
use super::signals::N_SIGNALS;
use crate::num::hash64;
use crate::{Error, Result};

const MAGIC: &[u8] = b"UNDRLABL";
const VERSION: u32 = 1;

/// Weights that are kept in full: those of signals, and the one that every row has.
const N_FULL: usize = N_SIGNALS + 1;

impl Labeller {
    /// Whether bytes begin as a labels file does.
    pub fn is_file(bytes: &[u8]) -> bool {
        bytes.starts_with(MAGIC)
    }

    /// Reads a labels file.
    ///
    /// # Errors
    /// [`BadOption`](Error::BadOption) when the bytes are none, or damaged.
    pub fn read(bytes: &[u8]) -> Result<Labeller> {
        parse(bytes).ok_or_else(|| Error::BadOption {
            option: "labels",
            must: "be an undamaged labels file of version 1".into(),
        })
    }

    /// The labels file of this lexicon and these weights.
    pub fn write(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        let weights = self.linear.as_ref().map_or(&[][..], |own| own.weights.as_slice());
        let bits = if weights.is_empty() { 0 } else { BITS };
        for number in [VERSION, self.lexicon.len() as u32, bits] {
            out.extend(number.to_le_bytes());
        }
        out.extend(self.lexicon.as_bytes());
        if !weights.is_empty() {
            let (hashed, full) = weights.split_at(N_WEIGHTS - N_FULL);
            let most = hashed.iter().flatten().fold(0.0_f32, |most, own| most.max(own.abs()));
            let step = if most > 0.0 { most / 127.0 } else { 1.0 };
            out.extend(step.to_le_bytes());
            out.extend(full.iter().flatten().flat_map(|own| own.to_le_bytes()));
            let small = |own: &f32| ((own / step).round() as i8).to_le_bytes()[0];
            for class in 0..CLASSES {
                out.extend(hashed.iter().map(|row| small(&row[class])));
            }
        }
        out.extend(hash64(&out, 0).to_le_bytes());
        out
    }
}

fn parse(bytes: &[u8]) -> Option<Labeller> {
    let (body, check) = bytes.split_last_chunk::<8>()?;
    if hash64(body, 0) != u64::from_le_bytes(*check) {
        return None;
    }
    let rest = body.strip_prefix(MAGIC)?;
    let (version, rest) = number(rest)?;
    let (n_text, rest) = number(rest)?;
    let (bits, rest) = number(rest)?;
    if version != VERSION || n_text as usize > rest.len() {
        return None;
    }
    let (lexicon, rest) = rest.split_at(n_text as usize);
    let lexicon = std::str::from_utf8(lexicon).ok()?.to_owned();
    let linear = match bits {
        0 if rest.is_empty() => None,
        BITS => Some(weights(rest)?),
        _ => return None,
    };
    Some(Labeller { index: Index::compile(&lexicon)?, lexicon, linear })
}

fn weights(bytes: &[u8]) -> Option<Linear> {
    const N_HASHED: usize = N_WEIGHTS - N_FULL;
    let float = |own: &[u8]| f32::from_le_bytes([own[0], own[1], own[2], own[3]]);
    if bytes.len() != 4 + N_FULL * CLASSES * 4 + N_HASHED * CLASSES {
        return None;
    }
    let (step, rest) = bytes.split_at(4);
    let step = float(step);
    let (full, hashed) = rest.split_at(N_FULL * CLASSES * 4);
    let row = |at: usize| -> Row {
        std::array::from_fn(|class| {
            f32::from(i8::from_le_bytes([hashed[class * N_HASHED + at]])) * step
        })
    };
    let mut weights: Vec<Row> = (0..N_HASHED).map(row).collect();
    weights.extend(
        full.chunks_exact(4 * CLASSES)
            .map(|own| -> Row { std::array::from_fn(|class| float(&own[4 * class..])) }),
    );
    let is_sound = |own: &f32| own.is_finite() && own.abs() < 1e4;
    weights.iter().flatten().all(is_sound).then_some(Linear { weights })
}

fn number(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let (head, rest) = bytes.split_first_chunk::<4>()?;
    Some((u32::from_le_bytes(*head), rest))
}
