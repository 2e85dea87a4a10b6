//! Numbers as people write them: money, percentages, decimal commas, parentheses.

/// Which mark stands before the decimals where a number alone does not tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Decimal {
    #[default]
    Point,
    Comma,
}

const CODES: &[&str] = &[
    "USD", "EUR", "GBP", "JPY", "CHF", "CAD", "AUD", "INR", "CNY", "BRL", "MXN", "SEK", "NOK",
    "DKK", "PLN", "CZK", "HUF", "RUB", "TRY", "ZAR", "SGD", "HKD", "NZD", "KRW", "US$", "A$", "C$",
    "R$",
];
const SIGNS: &[char] = &['$', '€', '£', '¥', '₹', '₩', '₽', '₺', '₪'];

/// The digits and marks of a number, its sign, factor and currency.
struct Bare<'a> {
    digits: &'a str,
    factor: f64,
    unit: Option<&'a str>,
}

fn strip(cell: &str) -> Bare<'_> {
    let mut digits = cell.trim();
    let mut factor = 1.0;
    let mut unit = None;
    if let Some(inner) = digits.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        digits = inner.trim();
        factor = -1.0;
    }
    let may_have_code = digits.bytes().any(|byte| byte.is_ascii_uppercase());
    for _ in 0..3 {
        if digits.as_bytes().iter().all(u8::is_ascii_digit) {
            break;
        }
        if let Some(rest) = digits.strip_prefix(['-', '−']) {
            digits = rest.trim_start();
            factor = -factor;
        }
        let codes = if may_have_code { CODES } else { &[] };
        let found = codes.iter().find_map(|code| {
            digits
                .strip_prefix(code)
                .or_else(|| digits.strip_suffix(code))
                .map(|rest| (*code, rest))
        });
        if let Some((code, rest)) = found {
            digits = rest.trim();
            unit = Some(code);
        }
        if digits.starts_with(SIGNS) {
            let len = digits.chars().next().map_or(0, char::len_utf8);
            unit = Some(&digits[..len]);
            digits = digits[len..].trim_start();
        } else if digits.ends_with(SIGNS) {
            let len = digits.chars().next_back().map_or(0, char::len_utf8);
            let at = digits.len() - len;
            unit = Some(&digits[at..]);
            digits = digits[..at].trim_end();
        }
    }
    if let Some(rest) = digits.strip_suffix('%') {
        digits = rest.trim_end();
        unit = Some("%");
    }
    let digits = digits.strip_prefix('+').unwrap_or(digits);
    let (digits, times) = magnitude(digits, unit.is_some());
    Bare { digits, factor: factor * times, unit }
}

/// `12k`, and `1.5M` where a currency says that this is an amount.
fn magnitude(digits: &str, is_money: bool) -> (&str, f64) {
    match digits.as_bytes().last() {
        Some(b'k' | b'K') if digits.len() > 1 => (&digits[..digits.len() - 1], 1e3),
        Some(b'm' | b'M') if is_money => (&digits[..digits.len() - 1], 1e6),
        _ => (digits, 1.0),
    }
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’')
}

/// What one number alone says about its decimal mark.
fn own_decimal(digits: &str) -> Option<Decimal> {
    let (point, comma) = (digits.rfind('.'), digits.rfind(','));
    let groups_of_three = |mark: char| {
        let mut parts = digits.split(mark);
        let first = parts.next().unwrap_or_default();
        (1..=3).contains(&first.len()) && parts.all(|part| part.len() == 3)
    };
    match (point, comma) {
        (Some(point), Some(comma)) if point > comma => Some(Decimal::Point),
        (Some(_), Some(_)) => Some(Decimal::Comma),
        (Some(_), None) if digits.matches('.').count() > 1 => Some(Decimal::Comma),
        (None, Some(_)) if digits.matches(',').count() > 1 => Some(Decimal::Point),
        (Some(_), None) if !groups_of_three('.') || digits.starts_with('0') => Some(Decimal::Point),
        (None, Some(_)) if !groups_of_three(',') || digits.starts_with('0') => Some(Decimal::Comma),
        _ => None,
    }
}

/// The decimal mark that the column's own evidence speaks for.
pub(super) fn decide<'a>(cells: impl Iterator<Item = &'a str>) -> Decimal {
    let (mut points, mut commas) = (0_u32, 0_u32);
    for cell in cells.filter(|cell| cell.contains(['.', ','])) {
        match own_decimal(strip(cell).digits) {
            Some(Decimal::Point) => points += 1,
            Some(Decimal::Comma) => commas += 1,
            None => {}
        }
    }
    if commas > points { Decimal::Comma } else { Decimal::Point }
}

/// The number that `cell` holds; `decimal` decides only where the cell leaves it open.
pub(super) fn parse(cell: &str, decimal: Decimal) -> Option<f64> {
    if let Some(number) = plain(cell, decimal) {
        return Some(number);
    }
    let n_letters = cell.bytes().filter(u8::is_ascii_alphabetic).count();
    if n_letters > 5 || cell.contains([':', '/']) {
        return None;
    }
    let bare = strip(cell);
    if !bare.digits.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == ',') {
        return None;
    }
    let decimal = own_decimal(bare.digits).unwrap_or(decimal);
    let mark = if decimal == Decimal::Point { '.' } else { ',' };
    let mut clean = String::with_capacity(bare.digits.len());
    let mut seen_mark = false;
    let mut before = ' ';
    for c in bare.digits.chars() {
        match c {
            '0'..='9' => clean.push(c),
            'e' | 'E' | '-' if bare.unit.is_none() => clean.push(c),
            _ if c == mark && !seen_mark => {
                seen_mark = true;
                clean.push('.');
            }
            '.' | ',' if !seen_mark && before.is_ascii_digit() => {}
            _ if is_space(c) && !seen_mark && before.is_ascii_digit() => {}
            _ => return None,
        }
        before = c;
    }
    let number: f64 = clean.parse().ok()?;
    (number.is_finite() && clean.contains(|c: char| c.is_ascii_digit()))
        .then_some(number * bare.factor)
}

/// The common case: digits, and a point where that cannot part thousands.
fn plain(cell: &str, decimal: Decimal) -> Option<f64> {
    let may_group = decimal == Decimal::Comma
        && cell.rfind('.').is_some_and(|at| at + 4 == cell.len() && at > 0);
    if may_group { None } else { undertone_kernel::plain_number(cell.as_bytes()) }
}

/// The currency or unit that stands in `cell`.
pub(super) fn unit(cell: &str) -> Option<&str> {
    strip(cell).unit
}

/// The currency of `cell`, by one name however it is written; `$` is the American.
pub(super) fn currency(cell: &str) -> Option<&str> {
    Some(match unit(cell.trim())? {
        "$" | "US$" => "USD",
        "€" => "EUR",
        "£" => "GBP",
        "¥" => "JPY",
        "A$" => "AUD",
        "C$" => "CAD",
        "R$" => "BRL",
        "₹" => "INR",
        "₩" => "KRW",
        "₽" => "RUB",
        "₺" => "TRY",
        "%" => return None,
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (cell, number) in [
            ("12", 12.0),
            ("-3.5", -3.5),
            ("$1,234,567", 1_234_567.0),
            ("1.234.567,89 €", 1_234_567.89),
            ("(123)", -123.0),
            ("₹1,23,456", 123_456.0),
            ("1 234,5", 1234.5),
            ("1\u{202f}234", 1234.0),
            ("45%", 45.0),
            ("1,5", 1.5),
            ("0,125", 0.125),
            ("USD 98000.00", 98_000.0),
            ("1'250.50", 1250.5),
            ("$12k", 12_000.0),
            ("1e5", 100_000.0),
        ] {
            assert_eq!(parse(cell, Decimal::Point), Some(number), "{cell}");
        }
        for cell in ["", "-", "abc", "12 apples", "2026-01-05", "1.2.3.4,5,6", "N/A", "10:30"] {
            assert_eq!(parse(cell, Decimal::Point), None, "{cell}");
        }
        assert_eq!(parse("1.234", Decimal::Comma), Some(1234.0));
        assert_eq!(decide(["1.234", "5,50", "12"].into_iter()), Decimal::Comma);
        assert_eq!(unit("250 €"), Some("€"));
    }
}
