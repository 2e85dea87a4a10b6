//! How text is written before it is split: SentencePiece's own list (NFKC and a little more).

use crate::ReaderError;
use crate::bytes::Bytes;

const DAMAGED: ReaderError = ReaderError::Damaged("its spelling rules");

/// What stands for a space.
pub(crate) const SPACE: char = '▁';

/// Sequences of characters and what is written in their place.
pub(crate) struct Rules {
    text: String,
    /// Of each rule: where its sequence begins, where it ends, where what replaces it ends.
    places: Vec<[u32; 3]>,
    /// The first character of sequences, in order, with the first rule that begins so.
    firsts: Vec<(char, u32)>,
    /// ASCII characters with which a sequence begins that may stand before another of them.
    ascii: u128,
}

impl Rules {
    /// The next `n` rules in `n_bytes`, sorted by their sequences.
    pub(crate) fn read(
        bytes: &mut Bytes<'_>,
        n: usize,
        n_bytes: usize,
    ) -> Result<Rules, ReaderError> {
        let mut own = Bytes::new(bytes.take(n_bytes)?);
        let mut rules =
            Rules { text: String::new(), places: Vec::new(), firsts: Vec::new(), ascii: 0 };
        for at in 0..n {
            let sizes = own.take(2)?;
            let (key, value) = (text(&mut own, sizes[0])?, text(&mut own, sizes[1])?);
            let first = key.chars().next().ok_or(DAMAGED)?;
            if rules.firsts.last().is_none_or(|(last, _)| *last < first) {
                rules.firsts.push((first, at as u32));
            } else if rules.firsts.last().is_some_and(|(last, _)| *last > first) {
                return Err(DAMAGED);
            }
            if first.is_ascii() && key.as_bytes().get(1).is_none_or(u8::is_ascii) {
                rules.ascii |= 1 << first as u32;
            }
            let start = rules.text.len();
            rules.text.extend([key, value]);
            let middle = start + key.len();
            rules.places.push([start as u32, middle as u32, rules.text.len() as u32]);
        }
        own.end()?;
        Ok(rules)
    }

    /// `text` as the vocabulary writes it: each run of spaces is one sign before the next word.
    pub(crate) fn apply(&self, text: &str, out: &mut String) {
        out.clear();
        let mut is_behind_space = true;
        let mut rest = text;
        while let Some(char) = rest.chars().next() {
            let (len, replaced) = match self.longest(char, rest) {
                Some((len, replaced)) => (len, replaced),
                None => (char.len_utf8(), &rest[..char.len_utf8()]),
            };
            for char in replaced.chars() {
                if char == ' ' {
                    is_behind_space = true;
                    continue;
                }
                if std::mem::take(&mut is_behind_space) {
                    out.push(SPACE);
                }
                out.push(char);
            }
            rest = &rest[len..];
        }
    }

    /// The longest sequence with which `rest` begins: its length and what replaces it.
    fn longest(&self, first: char, rest: &str) -> Option<(usize, &str)> {
        let is_plain = first.is_ascii()
            && rest.as_bytes().get(1).is_none_or(u8::is_ascii)
            && self.ascii >> (first as u32) & 1 == 0;
        if is_plain {
            return None;
        }
        let at = self.firsts.binary_search_by_key(&first, |(first, _)| *first).ok()?;
        let start = self.firsts[at].1 as usize;
        let end = self.firsts.get(at + 1).map_or(self.places.len(), |(_, next)| *next as usize);
        let mut best = None;
        for [start, middle, end] in &self.places[start..end] {
            let key = &self.text[*start as usize..*middle as usize];
            if rest.starts_with(key) && best.is_none_or(|(len, _)| len < key.len()) {
                best = Some((key.len(), &self.text[*middle as usize..*end as usize]));
            }
        }
        best
    }
}

fn text<'a>(bytes: &mut Bytes<'a>, n: u8) -> Result<&'a str, ReaderError> {
    std::str::from_utf8(bytes.take(n as usize)?).map_err(|_| DAMAGED)
}
