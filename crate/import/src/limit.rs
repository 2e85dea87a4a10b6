//! How much is read at most. Declared sizes are hints; what counts is what comes out.

use std::io::Read;

use crate::Refusal;

/// Bytes that all parts of a file may inflate to.
const INFLATED: u64 = 1 << 30;
/// Bytes out for each byte in. Tables of text come to 5–30.
const RATIO: u64 = 200;
/// Below this a ratio says nothing.
const RATIO_FROM: u64 = 1 << 20;
/// Members of a workbook.
pub(crate) const BOOK_MEMBERS: usize = 200;
/// Members of an archive: a Slack export has one for each day of each channel.
pub(crate) const ARCHIVE_MEMBERS: usize = 100_000;
/// Bytes of a workbook's string table.
pub(crate) const SHARED_STRINGS: u64 = 256 << 20;
/// Cells with a value, of one sheet.
pub(crate) const CELLS: usize = 5_000_000;
/// Rows times columns from the first to the last cell with a value: beyond, it is no table.
pub(crate) const AREA: u64 = 500_000_000;
/// Tables of one file.
pub(crate) const SHEETS: usize = 200;
/// Columns of one table of objects.
pub(crate) const COLUMNS: usize = 2_000;

/// What may still be inflated.
#[derive(Debug)]
pub(crate) struct Budget {
    left: u64,
}

impl Budget {
    pub(crate) fn new() -> Budget {
        Budget { left: INFLATED }
    }

    /// All of `reader`, which is packed into `packed` bytes; at most `most`.
    pub(crate) fn inflate(
        &mut self,
        file: &str,
        reader: &mut dyn Read,
        packed: u64,
        most: u64,
    ) -> Result<Vec<u8>, Refusal> {
        let mut out = Vec::new();
        let mut part = vec![0; 1 << 16];
        let mut total = 0u64;
        loop {
            let n = match reader.read(&mut part) {
                Ok(0) => {
                    self.left -= total;
                    return Ok(out);
                }
                Ok(n) => n,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(_) => {
                    return Err(Refusal::damaged(file, "an archive", "it cannot be unpacked"));
                }
            };
            total += n as u64;
            if total > self.left || total > most {
                return Err(Refusal::too_large(file, "unpacks to more than is read"));
            }
            if total > RATIO_FROM && total / RATIO > packed.max(1) {
                let why = "unpacks to more than 200 times its size, as no real export does";
                return Err(Refusal::too_large(file, why));
            }
            out.extend_from_slice(&part[..n]);
        }
    }
}
