//! Durations written as hours, minutes and seconds.

use super::numbers;

/// The hours in `26:30:00` or `0:45`.
pub(super) fn hours(cell: &str) -> Option<f64> {
    let mut parts = cell.trim().split(':');
    let whole = |part: Option<&str>| {
        let part = part?;
        let is_number = (1..=6).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| part.parse::<u32>().ok()).flatten()
    };
    let hours = whole(parts.next())?;
    let minutes = whole(parts.next()).filter(|minutes| *minutes < 60)?;
    let seconds = match parts.next() {
        None => 0,
        own => whole(own).filter(|seconds| *seconds < 60)?,
    };
    parts
        .next()
        .is_none()
        .then(|| f64::from(hours) + f64::from(minutes) / 60.0 + f64::from(seconds) / 3600.0)
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
