//! Values of cells as the text that a reader of the workbook would expect.

use std::borrow::Cow;

use crate::time;

const SECONDS_A_DAY: f64 = 86_400.0;

/// A number as Excel shows it: fifteen digits, no more, and no exponent.
pub(crate) fn number(value: f64) -> String {
    if !value.is_finite() {
        return String::new();
    }
    if value.abs() < 1e15 && value.fract().abs() < f64::MIN_POSITIVE {
        return (value as i64).to_string();
    }
    let rounded = format!("{value:.14e}");
    rounded.parse::<f64>().map_or(rounded, |value| value.to_string())
}

/// A day counted the way of Excel, with the time as its fraction: `YYYY-MM-DD`, with `HH:MM[:SS]`
/// where there is a time, and that alone where there is no day.
pub(super) fn moment(serial: f64, is_1904: bool) -> String {
    let seconds = (serial * SECONDS_A_DAY).round();
    if !(0.0..=2_958_466.0 * SECONDS_A_DAY).contains(&seconds) {
        return number(serial);
    }
    let (mut day, second) = ((seconds as i64).div_euclid(86_400), (seconds as i64) % 86_400);
    if day == 0 && !is_1904 {
        return time::clock(second);
    }
    if is_1904 {
        day += 1462;
    } else if day < 60 {
        // Excel believes in a 29 February 1900; days before it are one later than they should be.
        day += 1;
    }
    let since_1970 = day - 25_569;
    if second == 0 { time::date(since_1970) } else { time::moment(since_1970 * 86_400 + second) }
}

/// A length of time, from days: `H:MM:SS`.
pub(super) fn duration(days: f64) -> String {
    let seconds = (days * SECONDS_A_DAY).round();
    if !seconds.is_finite() || seconds.abs() > 1e12 {
        return number(days);
    }
    let sign = if seconds < 0.0 { "-" } else { "" };
    let seconds = seconds.abs() as i64;
    format!("{sign}{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// A date that is text already: `2026-01-05T10:00:00.000` without what says nothing.
pub(crate) fn iso_moment(text: &str) -> String {
    let text = text.trim();
    let Some((date, clock)) = text.split_once('T') else { return text.to_owned() };
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    let is_plain = fraction.bytes().all(|byte| byte.is_ascii_digit());
    if !is_plain {
        return text.to_owned();
    }
    match clock.strip_suffix(":00").filter(|rest| rest.contains(':')) {
        Some("00:00") => date.to_owned(),
        Some(short) => format!("{date} {short}"),
        None => format!("{date} {clock}"),
    }
}

/// A length of time of the form `PT10H30M05.5S`: `10:30:05`.
pub(super) fn iso_duration(text: &str) -> String {
    let Some(parts) = text.trim().strip_prefix("PT") else { return text.to_owned() };
    let mut days = 0.0;
    let mut digits = String::new();
    for c in parts.chars() {
        if c.is_ascii_digit() || c == '.' {
            digits.push(c);
            continue;
        }
        let unit = match c {
            'H' => 3600.0,
            'M' => 60.0,
            'S' => 1.0,
            _ => return text.to_owned(),
        };
        days += digits.parse::<f64>().unwrap_or(0.0) * unit / SECONDS_A_DAY;
        digits.clear();
    }
    duration(days)
}

/// Text with the characters that `_x000D_` and the like stand for, and plain line ends.
pub(super) fn text(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") && !text.contains('\r') {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        out.push_str(&rest[..at]);
        let code = rest.get(at + 2..at + 6).filter(|_| rest[at + 6..].starts_with('_'));
        let c = code.and_then(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?));
        if let Some(c) = c {
            out.push(c);
            rest = &rest[at + 7..];
        } else {
            out.push_str("_x");
            rest = &rest[at + 2..];
        }
    }
    out.push_str(rest);
    out.replace("\r\n", "\n").replace('\r', "\n").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_no_noise() {
        for (value, shown) in [
            (0.1 + 0.2, "0.3"),
            (5.0, "5"),
            (-12.0, "-12"),
            (1234.5, "1234.5"),
            (1e-7, "0.0000001"),
            (123_456_789_012_345.0, "123456789012345"),
            (1e21, "1000000000000000000000"),
            (0.1 * 3.0, "0.3"),
            (4.35 * 100.0, "435"),
            (f64::NAN, ""),
        ] {
            assert_eq!(number(value), shown);
        }
    }

    #[test]
    fn serial_days_become_dates() {
        for (serial, is_1904, shown) in [
            (45_943.0, false, "2025-10-13"),
            (45_943.5, false, "2025-10-13 12:00"),
            (45_943.541_000_001, false, "2025-10-13 12:59:02"),
            (0.75, false, "18:00"),
            (1.0, false, "1900-01-01"),
            (61.0, false, "1900-03-01"),
            (44_481.0, true, "2025-10-13"),
            (45_943.999_999_999, false, "2025-10-14"),
            (-1.0, false, "-1"),
        ] {
            assert_eq!(moment(serial, is_1904), shown, "{serial}");
        }
        assert_eq!(duration(1.5), "36:00:00");
    }

    #[test]
    fn iso_texts_lose_what_says_nothing() {
        for (text, shown) in [
            ("2026-01-05", "2026-01-05"),
            ("2026-01-05T00:00:00", "2026-01-05"),
            ("2026-01-05T10:30:00.000", "2026-01-05 10:30"),
            ("2026-01-05T10:30:07.5", "2026-01-05 10:30:07"),
            ("2026-01-05T10:30:07Z", "2026-01-05 10:30:07Z"),
        ] {
            assert_eq!(iso_moment(text), shown);
        }
        assert_eq!(iso_duration("PT36H05M00S"), "36:05:00");
        assert_eq!(iso_duration("P1D"), "P1D");
    }

    #[test]
    fn escapes_become_characters() {
        for (own, shown) in [
            ("a_x000D_\nb", "a\nb"),
            ("_x005F_x000D_", "_x000D_"),
            ("my_xls_file", "my_xls_file"),
            ("_x12", "_x12"),
            ("a\rb", "a\nb"),
        ] {
            assert_eq!(text(own), shown);
        }
    }
}
