//! The calendar of the sample.

/// Monday 2026-04-06, the first day, in days since 1970-01-01.
pub(crate) const FIRST_DAY: i32 = 20_549;

/// Weeks, all complete.
pub(crate) const N_WEEKS: i32 = 26;

/// Sunday 2026-10-04, the last day.
pub(crate) const LAST_DAY: i32 = FIRST_DAY + 7 * N_WEEKS - 1;

/// Wednesday 2026-09-23: version 5.2.0 of the mobile app comes out.
pub(crate) const RELEASE_DAY: i32 = LAST_DAY - 11;

/// The week in which everybody was asked (2026-08-10).
pub(crate) const BLAST_WEEK: i32 = 18;

/// Day and version of each release of the mobile app.
const RELEASES: [(i32, &str); 5] = [
    (RELEASE_DAY, "5.2.0"),
    (FIRST_DAY + 128, "5.1.3"),
    (FIRST_DAY + 84, "5.1.0"),
    (FIRST_DAY + 28, "5.0.0"),
    (i32::MIN, "4.9.0"),
];

/// The version of the app on `day`, `behind` releases late.
pub(crate) fn version(day: i32, behind: usize) -> &'static str {
    let newest = RELEASES.iter().position(|release| release.0 <= day).unwrap_or(0);
    RELEASES[(newest + behind).min(RELEASES.len() - 1)].1
}

/// `day` as `2026-04-06` (Howard Hinnant, "chrono-compatible low-level date algorithms").
pub(crate) fn format_day(day: i32) -> String {
    let z = day + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let d = doy - (153 * mp + 2) / 5 + 1;
    let m = if mp < 10 { mp + 3 } else { mp - 9 };
    let y = yoe + era * 400 + i32::from(m <= 2);
    format!("{y:04}-{m:02}-{d:02}")
}
