//! A zip archive of files as they are: workbooks are small, and nothing has to be deflated.
//!
//! Source: PKWARE APPNOTE 6.3.10, sections 4.3.7 (local header), 4.3.12 (central directory) and
//! 4.3.16 (its end). The same files give the same bytes: every time is that at which DOS time begins.

/// Version 2.0 of the format is enough to read it (4.4.3).
const VERSION: u16 = 20;
/// 1 January 1980, the first day that can be said (4.4.6).
const FIRST_DAY: u16 = 0x21;

/// One archive of `files`, each a path and its text.
pub(super) fn archive(files: &[(String, String)]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut directory = Vec::new();
    for (path, text) in files {
        let header = header(path, text.as_bytes());
        directory.extend(0x0201_4b50_u32.to_le_bytes());
        directory.extend(VERSION.to_le_bytes());
        directory.extend(&header);
        // No comment, first disk, no attributes.
        directory.extend([0; 10]);
        directory.extend((out.len() as u32).to_le_bytes());
        directory.extend(path.as_bytes());
        out.extend(0x0403_4b50_u32.to_le_bytes());
        out.extend(&header);
        out.extend(path.as_bytes());
        out.extend(text.as_bytes());
    }
    let (start, count) = (out.len() as u32, files.len() as u16);
    out.extend(&directory);
    out.extend(0x0605_4b50_u32.to_le_bytes());
    out.extend([0; 4]);
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0; 2]);
    out
}

/// What the two headers of a file have in common: 26 bytes from the version needed on.
fn header(path: &str, bytes: &[u8]) -> Vec<u8> {
    let size = (bytes.len() as u32).to_le_bytes();
    let mut out = Vec::with_capacity(26);
    // Not encrypted, stored, midnight.
    for number in [VERSION, 0, 0, 0, FIRST_DAY] {
        out.extend(number.to_le_bytes());
    }
    out.extend(crc32(bytes).to_le_bytes());
    out.extend(size);
    out.extend(size);
    out.extend((path.len() as u16).to_le_bytes());
    out.extend([0; 2]);
    out
}

/// The CRC-32 of IEEE 802.3 (reflected, 0xEDB88320), bit by bit: a workbook has some hundred kilobytes.
fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
    let of_byte = |crc: u32, byte: &u8| (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc));
    !bytes.iter().fold(u32::MAX, of_byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The check value that every list of CRCs gives for these nine digits.
    #[test]
    fn the_sum_is_the_standard_one() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc32(b""), 0);
    }
}
