//! Splits text into wordpieces (Wu et al. 2016) as BERT's uncased tokenizer does (Devlin et al.
//! 2019). How each character is folded and where words end stands in the pack, taken from the
//! original tokenizer one character at a time.

use crate::ReaderError;
use crate::bytes::Bytes;

/// Longer words are unknown as a whole, as in the original.
const MAX_WORD: usize = 100;

/// What becomes of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Part of a word.
    Letter,
    /// Not there.
    Drop,
    /// Ends a word.
    Space,
    /// A word of its own: punctuation and ideographs.
    Alone,
}

/// The vocabulary and the rules.
pub(crate) struct Pieces {
    text: String,
    /// Where each piece begins and ends in `text`.
    places: Vec<(u32, u32)>,
    /// Ids in the order of their pieces' bytes.
    sorted: Vec<u32>,
    /// First and last character of runs that are no letters, in order.
    runs: Vec<(u32, u32, Kind)>,
    /// Characters that become others (lower case, accents taken off), in order.
    folds: Vec<(u32, [u32; 3])>,
    unknown: u32,
    begin: u32,
    end: u32,
}

const DAMAGED: ReaderError = ReaderError::Damaged("its vocabulary");

impl Pieces {
    /// The vocabulary of `n` pieces in `n_bytes`, then the rules.
    pub(crate) fn read(
        bytes: &mut Bytes<'_>,
        n: usize,
        n_bytes: usize,
    ) -> Result<Pieces, ReaderError> {
        let text = std::str::from_utf8(bytes.take(n_bytes)?).map_err(|_| DAMAGED)?.to_owned();
        let mut places = Vec::with_capacity(n);
        let mut start = 0;
        for piece in text.split('\n') {
            places.push((start, start + piece.len() as u32));
            start += piece.len() as u32 + 1;
        }
        if places.len() != n {
            return Err(DAMAGED);
        }
        let runs = runs(bytes)?;
        let folds = folds(bytes)?;
        let mut sorted: Vec<u32> = (0..n as u32).collect();
        let piece = |id: u32| &text[places[id as usize].0 as usize..places[id as usize].1 as usize];
        sorted.sort_unstable_by(|a, b| piece(*a).cmp(piece(*b)).then(a.cmp(b)));
        let find = |name: &str| {
            let at = sorted.binary_search_by(|id| piece(*id).cmp(name));
            at.map(|at| sorted[at]).map_err(|_| DAMAGED)
        };
        let (unknown, begin, end) = (find("[UNK]")?, find("[CLS]")?, find("[SEP]")?);
        Ok(Pieces { text, places, sorted, runs, folds, unknown, begin, end })
    }

    /// The ids of the pieces of `text` between those that begin and end it, `at_most` in all.
    pub(crate) fn split(&self, text: &str, at_most: usize) -> Vec<u32> {
        let mut ids = vec![self.begin];
        let mut word = String::new();
        for char in text.chars() {
            if ids.len() >= at_most {
                break;
            }
            match self.fold(u32::from(char)) {
                None => self.take(char, &mut word, &mut ids),
                Some(folded) => {
                    let kept = folded.iter().filter(|code| **code != 0);
                    for char in kept.filter_map(|code| char::from_u32(*code)) {
                        self.take(char, &mut word, &mut ids);
                    }
                }
            }
        }
        self.spell(&word, &mut ids);
        ids.truncate(at_most.saturating_sub(1));
        ids.push(self.end);
        ids
    }

    fn take(&self, char: char, word: &mut String, ids: &mut Vec<u32>) {
        match self.kind(u32::from(char)) {
            Kind::Letter => word.push(char),
            Kind::Drop => {}
            Kind::Space => {
                self.spell(word, ids);
                word.clear();
            }
            Kind::Alone => {
                self.spell(word, ids);
                word.clear();
                word.push(char);
                self.spell(word, ids);
                word.clear();
            }
        }
    }

    /// The longest pieces of `word` from the left; the unknown one where there are none.
    fn spell(&self, word: &str, ids: &mut Vec<u32>) {
        if word.is_empty() {
            return;
        }
        let first = ids.len();
        let mut start = 0;
        let mut wanted = String::new();
        if word.len() > MAX_WORD && word.chars().count() > MAX_WORD {
            ids.push(self.unknown);
            return;
        }
        while start < word.len() {
            wanted.clear();
            if start > 0 {
                wanted.push_str("##");
            }
            let lead = wanted.len();
            wanted.push_str(&word[start..]);
            loop {
                if let Some(id) = self.id(&wanted) {
                    ids.push(id);
                    start += wanted.len() - lead;
                    break;
                }
                wanted.pop();
                if wanted.len() == lead {
                    ids.truncate(first);
                    ids.push(self.unknown);
                    return;
                }
            }
        }
    }

    fn id(&self, wanted: &str) -> Option<u32> {
        let piece = |id: u32| {
            let (start, end) = self.places[id as usize];
            &self.text[start as usize..end as usize]
        };
        let at = self.sorted.binary_search_by(|id| piece(*id).cmp(wanted)).ok()?;
        Some(self.sorted[at])
    }

    fn kind(&self, code: u32) -> Kind {
        let at = self.runs.partition_point(|run| run.1 < code);
        self.runs.get(at).filter(|run| run.0 <= code).map_or(Kind::Letter, |run| run.2)
    }

    fn fold(&self, code: u32) -> Option<[u32; 3]> {
        if let Some(jamo) = hangul(code) {
            return Some(jamo);
        }
        let at = self.folds.binary_search_by_key(&code, |fold| fold.0).ok()?;
        Some(self.folds[at].1)
    }
}

/// The letters of a Korean syllable (The Unicode Standard, section 3.12).
fn hangul(code: u32) -> Option<[u32; 3]> {
    let at = code.checked_sub(0xac00).filter(|at| *at < 11_172)?;
    let last = at % 28;
    let last = if last == 0 { 0 } else { 0x11a7 + last };
    Some([0x1100 + at / 588, 0x1161 + at % 588 / 28, last])
}

fn runs(bytes: &mut Bytes<'_>) -> Result<Vec<(u32, u32, Kind)>, ReaderError> {
    let n = bytes.size(1, 10_000)?;
    let mut out = Vec::with_capacity(n);
    let mut after = 0;
    for _ in 0..n {
        let (first, last) = (bytes.number()?, bytes.number()?);
        let kind = match bytes.number()? {
            1 => Kind::Drop,
            2 => Kind::Space,
            3 => Kind::Alone,
            _ => return Err(DAMAGED),
        };
        if first < after || last < first || last > u32::from(char::MAX) {
            return Err(DAMAGED);
        }
        after = last + 1;
        out.push((first, last, kind));
    }
    Ok(out)
}

fn folds(bytes: &mut Bytes<'_>) -> Result<Vec<(u32, [u32; 3])>, ReaderError> {
    let n = bytes.size(0, 100_000)?;
    let mut out: Vec<(u32, [u32; 3])> = Vec::with_capacity(n);
    for _ in 0..n {
        let from = bytes.number()?;
        let to = [bytes.number()?, bytes.number()?, bytes.number()?];
        if out.last().is_some_and(|last| last.0 >= from) {
            return Err(DAMAGED);
        }
        out.push((from, to));
    }
    Ok(out)
}
