//! In which time zone a column's days are, as header or values say it.

/// The zone that a header names: `Started at (America/New_York)`, `Submit Date (UTC)`.
pub(super) fn named(header: &str) -> Option<&str> {
    let (_, rest) = header.rsplit_once('(')?;
    let zone = rest.trim_end().strip_suffix(')')?;
    let is_place = zone.split('/').count() > 1
        && zone.split('/').all(|part| part.starts_with(|c: char| c.is_ascii_uppercase()))
        && zone.chars().all(|c| c.is_ascii_alphanumeric() || "/_+-".contains(c));
    let is_code =
        ["UTC", "GMT", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT", "CET", "CEST"]
            .iter()
            .any(|code| {
                zone.strip_prefix(code).is_some_and(|rest| !rest.contains(char::is_alphabetic))
            });
    (is_place || is_code).then_some(zone)
}

/// In words which days a column of dates holds. A day is always the one that the file writes:
/// the local day of the zone that it names, and of values with an offset the day before it.
pub(super) fn in_words(header: &str, samples: &[String], is_epoch: bool) -> String {
    let last = |sample: &String| sample.trim_end().to_owned();
    let has_offset = |sample: &String| {
        let tail = last(sample);
        let tail = tail.get(10..).unwrap_or_default();
        tail.contains(':') && tail.rfind(['+', '-']).is_some_and(|at| tail.len() - at >= 5)
    };
    if is_epoch {
        "; days as in UTC".to_owned()
    } else if let Some(zone) = named(header) {
        format!("; days as in {zone}, as the file has them")
    } else if samples.iter().any(has_offset) {
        "; days as written, before the offset".to_owned()
    } else if samples.iter().any(|sample| sample.contains(':') && sample.ends_with('Z')) {
        "; days as in UTC".to_owned()
    } else {
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_stand_in_headers() {
        for (header, zone) in [
            ("Conversation started at (America/New_York)", Some("America/New_York")),
            ("Submit Date (UTC)", Some("UTC")),
            ("Created (GMT+02:00)", Some("GMT+02:00")),
            ("Resolution time (in hrs)", None),
            ("Email (Work/Home)", Some("Work/Home")),
            ("Rating (1/5)", None),
            ("Date", None),
        ] {
            assert_eq!(named(header), zone, "{header}");
        }
    }

    #[test]
    fn the_day_is_the_one_that_the_file_writes() {
        let words = |header: &str, cell: &str| in_words(header, &[cell.to_owned()], false);
        assert!(words("at", "2026-03-01T23:30:00-07:00").contains("before the offset"));
        assert!(words("at", "2026-03-01T23:30:00Z").contains("UTC"));
        assert!(words("at (Asia/Tokyo)", "2026-03-01 23:30").contains("Asia/Tokyo"));
        assert_eq!(words("at", "2026-03-01"), "");
    }
}
