//! Records of old workbooks, and the strings in them.

/// A record goes on in records of this kind.
const CONTINUE: u16 = 0x003c;

/// One record, with what goes on behind it.
pub(super) struct Record<'a> {
    pub(super) kind: u16,
    pub(super) data: &'a [u8],
    more: Vec<&'a [u8]>,
}

impl Record<'_> {
    pub(super) fn u16(&self, at: usize) -> Option<u16> {
        Some(u16::from_le_bytes(self.data.get(at..at + 2)?.try_into().ok()?))
    }

    pub(super) fn u32(&self, at: usize) -> Option<u32> {
        Some(u32::from_le_bytes(self.data.get(at..at + 4)?.try_into().ok()?))
    }

    pub(super) fn f64(&self, at: usize) -> Option<f64> {
        Some(f64::from_le_bytes(self.data.get(at..at + 8)?.try_into().ok()?))
    }
}

/// The records of a stream, one after the other.
pub(super) struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Records<'a> {
    pub(super) fn new(stream: &'a [u8]) -> Records<'a> {
        Records { rest: stream }
    }

    fn take(&mut self) -> Option<(u16, &'a [u8])> {
        let [k0, k1, n0, n1, after @ ..] = self.rest else { return None };
        let (kind, n) = (u16::from_le_bytes([*k0, *k1]), u16::from_le_bytes([*n0, *n1]));
        let (data, rest) = after.split_at_checked(usize::from(n))?;
        self.rest = rest;
        Some((kind, data))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let (kind, data) = self.take()?;
        let mut more = Vec::new();
        while self.rest.starts_with(&CONTINUE.to_le_bytes()) {
            let Some((_, data)) = self.take() else { break };
            more.push(data);
        }
        Some(Record { kind, data, more })
    }
}

/// `n` characters of one or two bytes.
pub(super) fn chars(bytes: &[u8], n: usize, is_wide: bool) -> Option<String> {
    if !is_wide {
        return Some(bytes.get(..n)?.iter().map(|byte| char::from(*byte)).collect());
    }
    let units =
        bytes.get(..n * 2)?.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    Some(char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect())
}

/// A string with its length and form before it.
pub(super) fn text(data: &[u8], at: usize) -> Option<String> {
    let n = u16::from_le_bytes(data.get(at..at + 2)?.try_into().ok()?);
    let form = data.get(at + 2)?;
    chars(data.get(at + 3..)?, usize::from(n), form & 1 == 1)
}

/// The table of strings, which goes on from record to record in the middle of a string.
pub(super) struct Strings<'a> {
    parts: Vec<&'a [u8]>,
    part: usize,
    at: usize,
}

impl<'a> Strings<'a> {
    pub(super) fn of(record: &Record<'a>) -> Strings<'a> {
        let mut parts = vec![record.data];
        parts.extend(&record.more);
        Strings { parts, part: 0, at: 8 }
    }

    /// All strings; what cannot be read ends the table.
    pub(super) fn read(mut self) -> Vec<String> {
        let mut strings = Vec::new();
        while let Some(own) = self.one() {
            strings.push(own);
        }
        strings
    }

    fn byte(&mut self) -> Option<u8> {
        while self.at >= self.parts.get(self.part)?.len() {
            self.part += 1;
            self.at = 0;
        }
        let byte = self.parts.get(self.part)?.get(self.at).copied();
        self.at += 1;
        byte
    }

    fn number(&mut self, n: u32) -> Option<u32> {
        (0..n).try_fold(0, |sum, at| Some(sum | u32::from(self.byte()?) << (8 * at)))
    }

    fn skip(&mut self, n: u64) -> Option<()> {
        (0..n).try_for_each(|_| self.byte().map(drop))
    }

    fn one(&mut self) -> Option<String> {
        let n = self.number(2)?;
        let form = self.byte()?;
        let n_runs = if form & 8 != 0 { self.number(2)? } else { 0 };
        let n_aloud = if form & 4 != 0 { self.number(4)? } else { 0 };
        let mut units: Vec<u16> = Vec::with_capacity(n as usize);
        let mut is_wide = form & 1 == 1;
        while units.len() < n as usize {
            // A string that goes on in the next record says there anew how wide it is.
            if self.at >= self.parts.get(self.part)?.len() {
                self.part += 1;
                self.at = 0;
                is_wide = self.byte()? & 1 == 1;
            }
            units.push(self.number(if is_wide { 2 } else { 1 })? as u16);
        }
        self.skip(u64::from(n_runs) * 4 + u64::from(n_aloud))?;
        Some(String::from_utf16_lossy(&units))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_go_on_over_records() {
        let mut stream = Vec::new();
        let mut record = |kind: u16, data: &[u8]| {
            stream.extend(kind.to_le_bytes());
            stream.extend((data.len() as u16).to_le_bytes());
            stream.extend(data);
        };
        record(0x00fc, b"\x02\0\0\0\x02\0\0\0\x03\0\0abc\x04\0\0de");
        record(CONTINUE, b"\x01f\0g\0");
        record(0x000a, b"");
        let records: Vec<Record<'_>> = Records::new(&stream).collect();
        assert_eq!(records.len(), 2);
        assert_eq!(Strings::of(&records[0]).read(), ["abc", "defg"]);
    }
}
