//! Durations written as hours, minutes and seconds.

use super::numbers;

/// The hours in `26:30:00` or `0:45`.
pub(super) fn hours(cell: &str) -> Option<f64> {
    // Hours, minutes and seconds, and how many of them there are.
    let mut parts = [0_u32; 3];
    let (mut at, mut n_digits) = (0, 0);
    for byte in cell.trim().bytes() {
        match byte {
            b'0'..=b'9' if n_digits < 6 => {
                parts[at] = parts[at] * 10 + u32::from(byte - b'0');
                n_digits += 1;
            }
            b':' if at < 2 && n_digits > 0 => (at, n_digits) = (at + 1, 0),
            _ => return None,
        }
    }
    let [hours, minutes, seconds] = parts;
    let is_time = at > 0 && n_digits > 0 && minutes < 60 && seconds < 60;
    is_time.then(|| f64::from(hours) + f64::from(minutes) / 60.0 + f64::from(seconds) / 3600.0)
}

/// Whether a column with this header and these values holds durations, not times of the day.
pub(super) fn is_duration(words: &str, samples: &[String]) -> bool {
    const SIGNS: [&str; 6] =
        ["hrs", "hours", "duration", "resolution", "response time", "time spent"];
    SIGNS.iter().any(|sign| words.contains(sign))
        && !samples.is_empty()
        && samples.iter().all(|cell| hours(cell).is_some())
}

/// Hours, whether written with colons or as a number.
pub(super) fn parse(cell: &str) -> Option<f64> {
    hours(cell).or_else(|| numbers::parse(cell, numbers::Decimal::Point))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_hours() {
        for (cell, want) in [
            ("26:30:00", Some(26.5)),
            ("00:45", Some(0.75)),
            ("1:00:36", Some(1.01)),
            ("10:75", None),
            ("2026-01-05 10:30", None),
            ("1:2:3:4", None),
            (":30", None),
            ("", None),
        ] {
            assert_eq!(hours(cell), want, "{cell}");
        }
        let samples = ["26:30:00".to_owned()];
        assert!(is_duration("resolution time in hrs", &samples));
        assert!(!is_duration("opening time", &samples));
    }
}
