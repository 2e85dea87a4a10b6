//! Splits text into pieces of a vocabulary so that their scores add up to the most: SentencePiece
//! (Kudo and Richardson 2018) with unigram scores (Kudo 2018). The same pieces as the original.

use super::rules::Rules;
use crate::ReaderError;
use crate::bytes::Bytes;

/// The piece that stands for what no piece spells, and those at a text's ends.
pub(crate) const UNKNOWN: u32 = 0;
pub(crate) const BEGIN: u32 = 1;
pub(crate) const END: u32 = 2;

/// Pieces before those of the vocabulary.
pub(crate) const SPECIAL: usize = 3;

/// Characters that are looked at of a text: more than the pieces that are read have.
const MAX_CHARS: usize = 4000;

const DAMAGED: ReaderError = ReaderError::Damaged("its vocabulary");

/// The vocabulary as a tree of bytes, with the score of each piece.
pub(crate) struct Pieces {
    rules: Rules,
    /// Of each node: where its children begin; they end where those of the next begin.
    children: Vec<u32>,
    /// The byte that leads to each node, those of one parent in order.
    labels: Vec<u8>,
    /// The piece that ends at each node, or [`UNKNOWN`].
    ends: Vec<u32>,
    /// Of what is unknown, then of each piece of the vocabulary.
    scores: Vec<f32>,
}

/// The best way to a place in a text.
#[derive(Clone, Copy)]
struct Way {
    score: f32,
    from: u32,
    piece: u32,
}

/// What is used again for each text.
#[derive(Default)]
pub(crate) struct Scratch {
    text: String,
    ways: Vec<Way>,
}

impl Pieces {
    /// The vocabulary: pieces sorted by their bytes, spelling rules, scores.
    pub(crate) fn read(bytes: &mut Bytes<'_>) -> Result<Pieces, ReaderError> {
        let n = bytes.size(1, 1 << 20)?;
        let n_bytes = bytes.size(1, 1 << 24)?;
        let n_rules = bytes.size(0, 1 << 16)?;
        let n_rule_bytes = bytes.size(0, 1 << 22)?;
        let text = std::str::from_utf8(bytes.take(n_bytes)?).map_err(|_| DAMAGED)?;
        let pieces: Vec<&[u8]> = text.split('\n').map(str::as_bytes).collect();
        if pieces.len() != n || pieces[0].is_empty() || !pieces.is_sorted_by(|a, b| a < b) {
            return Err(DAMAGED);
        }
        let rules = Rules::read(bytes, n_rules, n_rule_bytes)?;
        let scores = bytes.floats(n + 1)?;
        let mut own =
            Pieces { rules, children: vec![], labels: vec![0], ends: vec![UNKNOWN], scores };
        own.grow(&pieces);
        Ok(own)
    }

    /// How many pieces there are, the special ones with them.
    pub(crate) fn len(&self) -> usize {
        self.scores.len() - 1 + SPECIAL
    }

    /// Makes the tree, one level after the other.
    fn grow(&mut self, pieces: &[&[u8]]) {
        let mut ranges = vec![(0, pieces.len(), 0)];
        let mut node = 0;
        while let Some((mut start, end, depth)) = ranges.get(node).copied() {
            if pieces[start].len() == depth {
                self.ends[node] = (start + SPECIAL) as u32;
                start += 1;
            }
            self.children.push(self.labels.len() as u32);
            while start < end {
                let label = pieces[start][depth];
                let n = pieces[start..end].partition_point(|piece| piece[depth] <= label);
                ranges.push((start, start + n, depth + 1));
                self.labels.push(label);
                self.ends.push(UNKNOWN);
                start += n;
            }
            node += 1;
        }
        self.children.push(self.labels.len() as u32);
    }

    /// The node to which `byte` leads from `node`.
    fn child(&self, node: usize, byte: u8) -> Option<usize> {
        let start = self.children[node] as usize;
        let own = &self.labels[start..self.children[node + 1] as usize];
        own.binary_search(&byte).ok().map(|at| start + at)
    }

    /// The pieces of `text` in order, those of its ends with them, at most `most`; none where it
    /// holds nothing that the vocabulary spells.
    pub(crate) fn split(&self, text: &str, most: usize, scratch: &mut Scratch) -> Vec<u32> {
        let Scratch { text: normal, ways } = scratch;
        let end = text.char_indices().nth(MAX_CHARS).map_or(text.len(), |(at, _)| at);
        self.rules.apply(&text[..end], normal);
        self.find_ways(normal, ways);
        let mut out = vec![END];
        let mut at = normal.len();
        while at > 0 {
            let way = ways[at];
            // A run of what is unknown is one piece, as in the original.
            if way.piece != UNKNOWN || out.last() != Some(&UNKNOWN) {
                out.push(way.piece);
            }
            at = way.from as usize;
        }
        out.push(BEGIN);
        out.reverse();
        let spells = |piece: &u32| *piece as usize >= SPECIAL && !self.is_space(*piece);
        if !out.iter().any(spells) {
            out.clear();
        }
        if out.len() > most {
            out.truncate(most - 1);
            out.push(END);
        }
        out
    }

    /// The best way to each place of `text`.
    fn find_ways(&self, text: &str, ways: &mut Vec<Way>) {
        let nowhere = Way { score: f32::NEG_INFINITY, from: 0, piece: UNKNOWN };
        ways.clear();
        ways.resize(text.len() + 1, nowhere);
        ways[0].score = 0.0;
        let bytes = text.as_bytes();
        for (start, char) in text.char_indices() {
            let base = ways[start].score;
            let single = start + char.len_utf8();
            let mut is_known = false;
            let mut node = 0;
            for (end, byte) in (start + 1..).zip(&bytes[start..]) {
                let Some(next) = self.child(node, *byte) else { break };
                node = next;
                let piece = self.ends[node];
                if piece != UNKNOWN {
                    is_known |= end == single;
                    let score = base + self.scores[piece as usize + 1 - SPECIAL];
                    if score > ways[end].score {
                        ways[end] = Way { score, from: start as u32, piece };
                    }
                }
            }
            let score = base + self.scores[0];
            if !is_known && score > ways[single].score {
                ways[single] = Way { score, from: start as u32, piece: UNKNOWN };
            }
        }
    }

    /// Whether `piece` is nothing but a space.
    fn is_space(&self, piece: u32) -> bool {
        let mut buffer = [0; 4];
        let space = super::rules::SPACE.encode_utf8(&mut buffer);
        let node = space.bytes().try_fold(0, |node, byte| self.child(node, byte));
        node.is_some_and(|node| self.ends[node] == piece)
    }
}
