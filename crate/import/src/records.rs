//! The form in which tables are handed on: cells and records with their own separators, so that
//! nothing has to be quoted or guessed.

use crate::Body;
use crate::notice::Notices;

/// Stands between the cells of a record.
pub const UNIT_END: u8 = 0x1f;
/// Stands after each record.
pub const RECORD_END: u8 = 0x1e;

/// Writes records one after the other.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    out: Vec<u8>,
    is_inside: bool,
    n_replaced: u64,
}

impl Writer {
    /// Adds a cell to the record.
    pub(crate) fn cell(&mut self, text: &str) {
        if self.is_inside {
            self.out.push(UNIT_END);
        }
        self.is_inside = true;
        if !text.bytes().any(|byte| matches!(byte, UNIT_END | RECORD_END)) {
            self.out.extend_from_slice(text.as_bytes());
            return;
        }
        self.n_replaced += 1;
        for c in text.chars() {
            let shown = match c {
                '\u{1f}' => '\u{241f}',
                '\u{1e}' => '\u{241e}',
                other => other,
            };
            self.out.extend_from_slice(shown.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }

    /// Ends the record.
    pub(crate) fn end(&mut self) {
        self.out.push(RECORD_END);
        self.is_inside = false;
    }

    /// Adds a whole record.
    pub(crate) fn record<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) {
        for cell in cells {
            self.cell(cell);
        }
        self.end();
    }

    /// The table.
    pub(crate) fn finish(self, notices: &mut Notices) -> Body {
        let message = "a value held a separator character (U+001E or U+001F); its picture stands \
                       for it";
        notices.add_many("separator-in-value", message, self.n_replaced);
        Body::Records(self.out)
    }
}

#[cfg(test)]
/// The records of a stream, for tests and for what turns them into another form.
pub(crate) fn parse(records: &[u8]) -> impl Iterator<Item = impl Iterator<Item = &[u8]>> {
    let body = records.strip_suffix(&[RECORD_END]).unwrap_or(records);
    let n = if records.is_empty() { 0 } else { usize::MAX };
    body.split(|byte| *byte == RECORD_END)
        .take(n)
        .map(|record| record.split(|byte| *byte == UNIT_END))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_in_values_become_pictures_and_are_counted() {
        let mut writer = Writer::default();
        writer.record(["a", "b\u{1f}c"]);
        writer.record(["", "d\u{1e}"]);
        let mut notices = Notices::default();
        let Body::Records(bytes) = writer.finish(&mut notices) else { panic!("records") };
        assert_eq!(bytes, "a\u{1f}b\u{241f}c\u{1e}\u{1f}d\u{241e}\u{1e}".as_bytes());
        assert_eq!(notices.count("separator-in-value"), 2);
        let cells: Vec<usize> = parse(&bytes).map(Iterator::count).collect();
        assert_eq!(cells, [2, 2]);
    }
}
