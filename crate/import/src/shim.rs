//! Records as CSV with every cell quoted: for readers that know no records yet.

use crate::records;

/// A record stream as quoted CSV.
pub fn to_csv(stream: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(stream.len() + stream.len() / 4);
    for record in records::parse(stream) {
        for (at, cell) in record.enumerate() {
            out.extend_from_slice(if at == 0 { b"\"" } else { b",\"" });
            for byte in cell {
                if *byte == b'"' {
                    out.push(b'"');
                }
                out.push(*byte);
            }
            out.push(b'"');
        }
        out.extend_from_slice(b"\r\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_is_quoted() {
        let csv = to_csv("a\u{1f}say \"b\"\u{1e}\u{1f}1,2\n\u{1e}".as_bytes());
        assert_eq!(csv, b"\"a\",\"say \"\"b\"\"\"\r\n\"\",\"1,2\n\"\r\n");
    }
}
