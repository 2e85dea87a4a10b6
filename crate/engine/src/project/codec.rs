//! Bytes as text in base64 (RFC 4648), and keys and centres as bytes.

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The bytes as text.
pub(super) fn encode(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4 {
            let at = (bits >> (18 - 6 * digit) & 63) as usize;
            out.push(if digit > chunk.len() { '=' } else { char::from(DIGITS[at]) });
        }
    }
    out
}

/// The bytes of a text; `None` when it is no such text.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(4) {
        return None;
    }
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let digits = text.trim_end_matches('=').as_bytes();
    if text.len() - digits.len() > 2 {
        return None;
    }
    for chunk in digits.chunks(4) {
        let mut bits = 0_u32;
        for at in 0..4 {
            bits = bits << 6 | chunk.get(at).map_or(Some(0), |digit| value(*digit))?;
        }
        out.extend(&bits.to_be_bytes()[1..chunk.len()]);
    }
    Some(out)
}

fn value(digit: u8) -> Option<u32> {
    Some(match digit {
        b'A'..=b'Z' => u32::from(digit - b'A'),
        b'a'..=b'z' => u32::from(digit - b'a') + 26,
        b'0'..=b'9' => u32::from(digit - b'0') + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}

/// Keys, each as four bytes.
pub(super) fn keys(keys: &[u32]) -> String {
    let bytes: Vec<u8> = keys.iter().flat_map(|key| key.to_be_bytes()).collect();
    encode(&bytes)
}

/// Keys from their text.
pub(super) fn read_keys(text: &str) -> Option<Vec<u32>> {
    let bytes = decode(text)?;
    let word = |four: &[u8]| u32::from_be_bytes([four[0], four[1], four[2], four[3]]);
    bytes.len().is_multiple_of(4).then(|| bytes.chunks_exact(4).map(word).collect())
}

/// Steps of a vector, each as one byte.
pub(super) fn steps(steps: &[i8]) -> String {
    let bytes: Vec<u8> = steps.iter().map(|step| step.to_be_bytes()[0]).collect();
    encode(&bytes)
}

/// Steps from their text.
pub(super) fn read_steps(text: &str) -> Option<Vec<i8>> {
    Some(decode(text)?.into_iter().map(|byte| i8::from_be_bytes([byte])).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_reads_back_as_the_bytes_it_was_made_of() {
        let mut random = crate::num::Random::new(2);
        for n in 0..50 {
            let bytes: Vec<u8> = (0..n).map(|_| random.below(256) as u8).collect();
            assert_eq!(decode(&encode(&bytes)), Some(bytes));
        }
        assert_eq!(encode(b"Man"), "TWFu");
        assert_eq!(encode(b"Ma"), "TWE=");
        assert_eq!(read_keys(&keys(&[0, 7, u32::MAX])), Some(vec![0, 7, u32::MAX]));
        assert_eq!(read_steps(&steps(&[-127, 0, 127])), Some(vec![-127, 0, 127]));
        for bad in ["T", "TW", "T===", "TW%u", "<b>!"] {
            assert_eq!(decode(bad), None, "{bad}");
        }
    }
}
