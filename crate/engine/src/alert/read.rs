//! Close reading for alerts: which texts a reader reads, and its vectors beside the engine's own.

use super::stream::Heard;
use crate::num::{Interner, to_unit};
use crate::text::{Corpus, take_common};

/// What the engine's own vectors weigh beside the reader's, of which 1 is the weight: a reader hears
/// what a sentence says, and a product's own words tell its features apart.
const OWN: f32 = 0.3;

/// What a reader says: a vector of `dims` numbers for each text of [`texts_to_read`], in its order; one
/// that is missing counts as zeros.
///
/// [`texts_to_read`]: super::texts_to_read
#[derive(Debug, Clone, Copy)]
pub struct Read<'a> {
    /// The vectors, one after the other.
    pub vectors: &'a [f32],
    /// Numbers in each.
    pub dims: usize,
}

/// The distinct texts, and which one each place has.
pub(super) struct Said {
    pub(super) texts: Interner,
    pub(super) of: Vec<u32>,
}

impl Said {
    /// What the rows say, without greetings and the like: a text that is read with "Hi team" and
    /// "Any update?" lies near others with the same frame.
    pub(super) fn of(heard: &Heard) -> Said {
        let Corpus { words, .. } = &heard.corpus;
        let mut texts = Interner::default();
        let of = (0..heard.corpus.n_rows())
            .map(|row| {
                let own: Vec<&str> =
                    heard.corpus.content(row).map(|word| words.get(word)).collect();
                texts.intern(&own.join(" "))
            })
            .collect();
        Said { texts, of }
    }
}

/// The vectors of `read` beside the own ones (rows of `dims` numbers, of unit length or zero), and the
/// numbers in each row then; those of a reader less what the rows that were known then have in common.
pub(super) fn beside(
    heard: &Heard,
    read: &Read<'_>,
    own: &[f32],
    dims: usize,
) -> (Vec<f32>, usize) {
    let said = Said::of(heard);
    let mut vectors = vec![0.0; said.of.len() * read.dims];
    for (text, to) in said.of.iter().zip(vectors.chunks_exact_mut(read.dims)) {
        let start = *text as usize * read.dims;
        if let Some(own) = read.vectors.get(start..start + read.dims) {
            to.copy_from_slice(own);
        }
    }
    take_common(&heard.corpus, &mut vectors, read.dims, heard.n_known as u32);
    let mut out = Vec::with_capacity(own.len() + vectors.len());
    let rows = vectors.chunks_exact(read.dims).zip(own.chunks_exact(dims));
    for (read, own) in rows {
        let start = out.len();
        out.extend_from_slice(read);
        out.extend(own.iter().map(|value| value * OWN.sqrt()));
        to_unit(&mut out[start..]);
    }
    (out, read.dims + dims)
}
