//! Numbers and dates in the forms that machines write, read without a look at anything else.

/// A number of digits with at most one point among them, as spreadsheets and databases write it:
/// `12`, `-3.50`, `.5`. `None` for every other form and for more than 15 digits.
pub fn plain_number(bytes: &[u8]) -> Option<f64> {
    const POWERS: [f64; 16] =
        [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
    let (is_negative, digits) = match bytes {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, bytes),
    };
    if digits.is_empty() || digits.len() > 16 {
        return None;
    }
    let (mut whole, mut n_digits, mut point) = (0_u64, 0_usize, None);
    for byte in digits {
        match byte {
            b'0'..=b'9' => {
                whole = whole * 10 + u64::from(byte - b'0');
                n_digits += 1;
            }
            b'.' if point.is_none() => point = Some(n_digits),
            _ => return None,
        }
    }
    if n_digits == 0 || n_digits > 15 {
        return None;
    }
    // Both are exact, so the quotient is the nearest number to the decimal one.
    let number = whole as f64 / POWERS[n_digits - point.unwrap_or(n_digits)];
    Some(if is_negative { -number } else { number })
}

/// The three numbers of a written date and the minute of its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateParts {
    /// In the order in which they stand.
    pub numbers: [u16; 3],
    /// Whether the year stands first.
    pub is_year_first: bool,
    /// Minute of the day, where there is a time.
    pub minute: Option<u16>,
}

/// The parts of `2026-01-05`, `2026/1/5`, `05/01/2026` and `5.1.2026`, alone or followed by `T` or a
/// space and `8:15`, `08:15:00`, `08:15:00.123Z`, `08:15+02:00`. `None` for every other form.
pub fn date_parts(bytes: &[u8]) -> Option<DateParts> {
    if !(8..=35).contains(&bytes.len()) {
        return None;
    }
    let (first, n_first, rest) = digits(bytes, 4)?;
    let (mark, rest) = rest.split_first()?;
    let (second, n_second, rest) = digits(rest, 2)?;
    let (again, rest) = rest.split_first()?;
    let (third, n_third, rest) = digits(rest, 4)?;
    if mark != again || !matches!(mark, b'-' | b'/' | b'.') || n_second > 2 {
        return None;
    }
    let is_year_first = match (n_first, n_third) {
        (4, 1 | 2) => true,
        (1 | 2, 4) => false,
        _ => return None,
    };
    let minute = match rest {
        [] => None,
        [b'T' | b' ', clock @ ..] => Some(minute(clock)?),
        _ => return None,
    };
    Some(DateParts { numbers: [first, second, third], is_year_first, minute })
}

/// The minute of the day of `8:15`, with seconds, their parts and a zone behind it or not.
fn minute(clock: &[u8]) -> Option<u16> {
    let (hours, _, rest) = digits(clock, 2)?;
    let (minutes, 2, mut rest) = digits(rest.strip_prefix(b":")?, 2)? else { return None };
    if hours > 24 || minutes > 59 {
        return None;
    }
    if let Some(tail) = rest.strip_prefix(b":") {
        let (seconds, 2, tail) = digits(tail, 2)? else { return None };
        if seconds > 60 {
            return None;
        }
        rest = tail;
        if let Some(tail) = rest.strip_prefix(b".") {
            let n = tail.iter().take_while(|byte| byte.is_ascii_digit()).count();
            rest = &tail[n..];
        }
    }
    let is_zone = match rest {
        [] | [b'Z'] => true,
        [b'+' | b'-', zone @ ..] => {
            zone.len() <= 5 && zone.iter().all(|byte| byte.is_ascii_digit() || *byte == b':')
        }
        _ => false,
    };
    is_zone.then_some((hours * 60 + minutes) % 1440)
}

/// A number of one to `most` digits, how many there are, and what follows.
#[inline(always)]
fn digits(bytes: &[u8], most: usize) -> Option<(u16, usize, &[u8])> {
    let mut n = 0;
    let mut number = 0;
    while n < most && n < bytes.len() && bytes[n].is_ascii_digit() {
        number = number * 10 + u16::from(bytes[n] - b'0');
        n += 1;
    }
    (n > 0).then(|| (number, n, &bytes[n..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_numbers_are_those_of_the_standard_library() {
        for text in ["0", "12", "-3.50", ".5", "5.", "0.1", "123456789012345", "99999.99", "-0.001"]
        {
            assert_eq!(plain_number(text.as_bytes()), text.parse().ok(), "{text}");
        }
        for text in ["", "-", ".", "1e5", "1,5", "+1", "1.2.3", "1234567890123456", " 1", "1 "] {
            assert_eq!(plain_number(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn dates_of_machines_are_read() {
        for (text, numbers, is_year_first, minute) in [
            ("2026-01-05", [2026, 1, 5], true, None),
            ("2026/1/5", [2026, 1, 5], true, None),
            ("05/01/2026", [5, 1, 2026], false, None),
            ("5.1.2026 8:15", [5, 1, 2026], false, Some(495)),
            ("2026-01-05T08:15:00.123Z", [2026, 1, 5], true, Some(495)),
            ("2026-01-05 08:15:00+02:00", [2026, 1, 5], true, Some(495)),
            ("6/25/2025 15:42", [6, 25, 2025], false, Some(942)),
        ] {
            let want = DateParts { numbers, is_year_first, minute };
            assert_eq!(date_parts(text.as_bytes()), Some(want), "{text}");
        }
        for text in [
            "",
            "2026-01",
            "2026-01/05",
            "20260105",
            "1-2-3",
            "2026-01-05x",
            "2026-01-05 8",
            "2026-01-05 8:15 AM",
            "12/31/99",
            "2026-01-05 25:00",
            "2026-01-05T08:15:00 GMT",
        ] {
            assert_eq!(date_parts(text.as_bytes()), None, "{text}");
        }
    }
}
