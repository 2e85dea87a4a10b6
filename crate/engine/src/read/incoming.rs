//! The bytes of a file on their way in: checked while they are still near the processor, and written
//! once, where they stay.

use super::{MAX_LEN, too_large};
use crate::Result;

/// A file that arrives piece by piece, in pieces of any size.
#[derive(Debug)]
pub struct Incoming {
    /// What came so far, as long as it is UTF-8.
    text: String,
    /// The beginning of a character whose end is still to come; all bytes once they are no UTF-8.
    rest: Vec<u8>,
    is_text: bool,
}

impl Incoming {
    /// Room for the `n_bytes` of `file`; `head` is how it begins.
    ///
    /// # Errors
    /// [`TooLarge`](crate::Error::TooLarge) where there is no room.
    pub fn new(file: &str, n_bytes: u64, head: &[u8]) -> Result<Incoming> {
        let mut text = String::new();
        let n = usize::try_from(n_bytes).ok().filter(|n| *n <= MAX_LEN);
        match n.map(|n| text.try_reserve_exact(n)) {
            Some(Ok(())) => Ok(Incoming { text, rest: Vec::new(), is_text: true }),
            _ => Err(too_large(file.to_owned(), head)),
        }
    }

    /// Appends the next bytes.
    pub fn push(&mut self, chunk: &[u8]) {
        let mut chunk = chunk;
        if self.is_text && !self.rest.is_empty() {
            let n = chunk.len().min(char_len(self.rest[0]).saturating_sub(self.rest.len()));
            let (end, after) = chunk.split_at(n);
            let begun = std::mem::take(&mut self.rest);
            self.take(&[&begun, end].concat());
            chunk = after;
        }
        self.take(chunk);
    }

    fn take(&mut self, bytes: &[u8]) {
        if !self.is_text {
            return self.rest.extend_from_slice(bytes);
        }
        let error = match std::str::from_utf8(bytes) {
            Ok(text) => return self.text.push_str(text),
            Err(error) => error,
        };
        let (good, rest) = bytes.split_at(error.valid_up_to());
        self.text.push_str(std::str::from_utf8(good).unwrap_or_default());
        if error.error_len().is_some() {
            self.is_text = false;
            self.rest = std::mem::take(&mut self.text).into_bytes();
        }
        self.rest.extend_from_slice(rest);
    }

    /// The file as text, or its bytes where they are no UTF-8.
    pub(super) fn finish(self) -> std::result::Result<String, Vec<u8>> {
        if self.is_text && self.rest.is_empty() {
            return Ok(self.text);
        }
        let mut bytes = self.text.into_bytes();
        bytes.extend(self.rest);
        Err(bytes)
    }
}

impl From<Vec<u8>> for Incoming {
    fn from(bytes: Vec<u8>) -> Self {
        match String::from_utf8(bytes) {
            Ok(text) => Incoming { text, rest: Vec::new(), is_text: true },
            Err(error) => {
                Incoming { text: String::new(), rest: error.into_bytes(), is_text: false }
            }
        }
    }
}

/// How long a character is that begins with this byte.
fn char_len(first: u8) -> usize {
    match first {
        0xf0.. => 4,
        0xe0.. => 3,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_any_size_make_the_same_file() {
        let cases: [&[u8]; 8] = [
            b"plain",
            "caf\u{e9}, \u{20ac} and \u{1f600}!".as_bytes(),
            b"caf\xe9, \x80",
            b"cut \xf0\x9f\x98",
            b"\xe2\x82x",
            b"\xff\xfea\0",
            b"ok \xed\xa0\x80 no",
            b"",
        ];
        for bytes in cases {
            let want =
                String::from_utf8(bytes.to_vec()).map_err(std::string::FromUtf8Error::into_bytes);
            for size in [1, 2, 3, 7, 64] {
                let mut incoming = Incoming::new("x", 10, bytes).expect("there is room");
                bytes.chunks(size).for_each(|chunk| incoming.push(chunk));
                assert_eq!(incoming.finish(), want, "{bytes:?} by {size}");
            }
            assert_eq!(Incoming::from(bytes.to_vec()).finish(), want);
        }
    }

    #[test]
    fn what_cannot_fit_is_refused_with_the_rows_that_would() {
        let head = b"id,text\n1,a\n".repeat(100);
        let error = Incoming::new("x.csv", u64::MAX, &head).expect_err("there is no room");
        let crate::Error::TooLarge { rows_that_fit, .. } = error else { panic!("{error}") };
        assert_eq!(rows_that_fit, 200 * MAX_LEN as u64 / head.len() as u64);
    }
}
