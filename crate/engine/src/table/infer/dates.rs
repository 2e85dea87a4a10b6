//! Dates as exports write them; the order of day and month is found over the whole column.

use crate::table::column::day_number;

/// In which order the parts of a date stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Ymd,
    Dmy,
    Mdy,
    EpochSeconds,
    EpochMillis,
    Serial,
}

impl Order {
    pub(super) fn parse(code: &str) -> Option<Self> {
        match code {
            "ymd" => Some(Order::Ymd),
            "dmy" => Some(Order::Dmy),
            "mdy" => Some(Order::Mdy),
            _ => None,
        }
    }

    pub(super) fn words(self) -> &'static str {
        match self {
            Order::Ymd => "year-month-day",
            Order::Dmy => "day/month/year",
            Order::Mdy => "month/day/year",
            Order::EpochSeconds => "seconds since 1970",
            Order::EpochMillis => "milliseconds since 1970",
            Order::Serial => "spreadsheet day number",
        }
    }
}

/// A date: day number and minute of the day.
pub(super) type Moment = (i32, Option<u16>);

/// The parts of a written date before anyone knows which number is the day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Parts {
    /// Three numbers; with a month's name, day and year and the name's number.
    pub(super) a: i64,
    pub(super) b: i64,
    c: i64,
    pub(super) form: Form,
    minute: Option<u16>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Form {
    YearFirst,
    /// Day and month in an order that the column must tell.
    Open,
    /// `a` is the day, `b` the month, told by its name.
    Named,
}

const MONTHS: &[(&str, i64)] = &[
    ("jan", 1),
    ("ene", 1),
    ("feb", 2),
    ("fév", 2),
    ("fev", 2),
    ("mar", 3),
    ("mär", 3),
    ("mrz", 3),
    ("apr", 4),
    ("avr", 4),
    ("abr", 4),
    ("may", 5),
    ("mai", 5),
    ("jun", 6),
    ("juin", 6),
    ("jul", 7),
    ("juil", 7),
    ("aug", 8),
    ("aoû", 8),
    ("aou", 8),
    ("ago", 8),
    ("sep", 9),
    ("set", 9),
    ("oct", 10),
    ("okt", 10),
    ("out", 10),
    ("nov", 11),
    ("dec", 12),
    ("dez", 12),
    ("déc", 12),
    ("dic", 12),
];

/// The month with this name, in English, German, French, Spanish or Portuguese.
fn month(word: &str) -> Option<i64> {
    if word.chars().count() < 3 {
        return None;
    }
    let of = |(name, n): &(&str, i64)| word.starts_with(name).then_some((name.len(), *n));
    let known = MONTHS.iter().filter_map(of).max_by_key(|(len, _)| *len)?;
    let is_word = word.chars().count() <= 10 && word.chars().all(char::is_alphabetic);
    (is_word && is_month_word(word, known.1)).then_some(known.1)
}

/// Keeps words that merely begin like a month ("mark", "seat", "decline") from being one.
fn is_month_word(word: &str, n: i64) -> bool {
    const FULL: [&[&str]; 12] = [
        &["january", "januar", "janvier", "enero", "janeiro", "jänner"],
        &["february", "februar", "février", "fevrier", "febrero", "fevereiro"],
        &["march", "märz", "maerz", "mars", "marzo", "março", "mrz"],
        &["april", "avril", "abril"],
        &["may", "mai", "mayo", "maio"],
        &["june", "juni", "juin", "junio", "junho"],
        &["july", "juli", "juillet", "julio", "julho"],
        &["august", "août", "aout", "agosto"],
        &["september", "septembre", "septiembre", "setembro"],
        &["october", "oktober", "octobre", "octubre", "outubro"],
        &["november", "novembre", "noviembre", "novembro"],
        &["december", "dezember", "décembre", "decembre", "diciembre", "dezembro"],
    ];
    let full = FULL.get(n as usize - 1).copied().unwrap_or_default();
    full.iter().any(|name| name.starts_with(word))
}

/// Whether `cell` is nothing but a placeholder for "no date".
pub(super) fn is_blank(cell: &str) -> bool {
    cell.as_bytes().first() == Some(&b'0') && cell.starts_with("0000-00-00")
}

fn digits(bytes: &[u8]) -> Option<i64> {
    let all = !bytes.is_empty() && bytes.len() <= 6 && bytes.iter().all(u8::is_ascii_digit);
    all.then(|| bytes.iter().fold(0, |n, b| n * 10 + i64::from(b - b'0')))
}

/// Dates as machines write them, without further ado.
fn machine(cell: &str) -> Option<Parts> {
    let found = undertone_kernel::date_parts(cell.as_bytes())?;
    let [a, b, c] = found.numbers.map(i64::from);
    let form = if found.is_year_first { Form::YearFirst } else { Form::Open };
    Some(Parts { a, b, c, form, minute: found.minute })
}

/// The minute of the day in `08:15`, `8:15:30 PM`, `08:15:00.000+02:00`.
fn clock(text: &str) -> Option<u16> {
    let text = text.trim();
    let lower = text.to_ascii_lowercase();
    let (hours, rest) = text.split_once(':')?;
    let hours = digits(hours.trim().as_bytes()).filter(|hours| *hours < 25)?;
    let minutes = digits(rest.as_bytes().get(..2)?).filter(|minutes| *minutes < 60)?;
    let tail = &lower[lower.find(':')? + 3..];
    let ok = |c: char| c.is_ascii_digit() || ":.+-, apmzutcgests()".contains(c);
    if !tail.chars().all(ok) {
        return None;
    }
    let hours = match (tail.contains("am"), tail.contains("pm")) {
        (true, false) => hours % 12,
        (false, true) => hours % 12 + 12,
        _ => hours,
    };
    Some(((hours * 60 + minutes) % 1440) as u16)
}

/// The parts of any written date.
pub(super) fn parts(cell: &str) -> Option<Parts> {
    let cell = cell.trim();
    if let Some(parts) = machine(cell) {
        return Some(parts);
    }
    if !(6..=40).contains(&cell.len()) || !cell.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let (date, time) = match cell.find(':') {
        None => (cell, None),
        Some(colon) => {
            let before = cell[..colon].trim_end_matches(|c: char| c.is_ascii_digit());
            (before, Some(cell.get(before.len()..)?))
        }
    };
    let minute = match time {
        None => None,
        Some(time) => Some(clock(time)?),
    };
    let date = date.trim_end_matches([' ', 'T', ',']).trim_end_matches(" at");
    numbers(date, minute)
}

/// Three numbers, or two and a month's name, and nothing else that counts.
fn numbers(date: &str, minute: Option<u16>) -> Option<Parts> {
    let mut found: Vec<(i64, usize)> = Vec::new();
    let mut named = None;
    let is_mark = |c: char| " -/.,'".contains(c);
    for word in date.split(is_mark).filter(|word| !word.is_empty()) {
        let stem = word.trim_end_matches(|c: char| c.is_alphabetic());
        if let Some(n) = digits(word.as_bytes()) {
            found.push((n, word.len()));
        } else if let Some(n) = digits(stem.as_bytes()).filter(|_| is_ordinal(&word[stem.len()..]))
        {
            found.push((n, stem.len()));
        } else {
            let lower = word.to_lowercase();
            match month(&lower) {
                Some(n) if named.is_none() => named = Some(n),
                _ if is_filler(&lower) => {}
                _ => return None,
            }
        }
    }
    match (named, found.as_slice()) {
        (Some(month), [(y, 4), (d, _)] | [(d, 1..=2), (y, 2 | 4)]) => {
            Some(Parts { a: *d, b: month, c: full_year(*y), form: Form::Named, minute })
        }
        (None, [(y, 4), (m, 1..=2), (d, 1..=2)]) => {
            Some(Parts { a: *y, b: *m, c: *d, form: Form::YearFirst, minute })
        }
        (None, [(a, 1..=2), (b, 1..=2), (y, 2 | 4)]) => {
            Some(Parts { a: *a, b: *b, c: full_year(*y), form: Form::Open, minute })
        }
        _ => None,
    }
}

fn is_ordinal(tail: &str) -> bool {
    matches!(tail, "st" | "nd" | "rd" | "th" | "er" | "º" | "ª")
}

fn is_filler(word: &str) -> bool {
    const DAYS: &[&str] = &[
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "montag",
        "dienstag",
        "mittwoch",
        "donnerstag",
        "freitag",
        "samstag",
        "sonntag",
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
        "lunes",
        "martes",
        "miércoles",
        "jueves",
        "viernes",
    ];
    matches!(word, "de" | "of" | "den" | "le" | "at" | "um" | "à" | "the" | "t")
        || DAYS.iter().any(|day| *day == word || word.starts_with(day) && word.ends_with("day"))
}

/// Two-digit years lie between 1970 and 2069.
fn full_year(y: i64) -> i64 {
    match y {
        0..=69 => y + 2000,
        70..=99 => y + 1900,
        _ => y,
    }
}

/// The date that `parts` are in `order`; `None` for one that cannot be.
pub(super) fn moment(parts: Parts, order: Order) -> Option<Moment> {
    let (y, m, d) = match (parts.form, order) {
        (Form::YearFirst, _) => (parts.a, parts.b, parts.c),
        (Form::Named, _) | (Form::Open, Order::Dmy) => (parts.c, parts.b, parts.a),
        (Form::Open, _) => (parts.c, parts.a, parts.b),
    };
    let leap = y % 4 == 0 && y % 100 != 0 || y % 400 == 0;
    let n_days = match m {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let is_real = (1900..=2200).contains(&y) && (1..=12).contains(&m) && (1..=n_days).contains(&d);
    is_real.then(|| (day_number(y, m, d), parts.minute))
}

/// The date that `cell` holds when the column is written in `order`.
pub(super) fn parse(cell: &str, order: Order) -> Option<Moment> {
    match order {
        Order::Ymd | Order::Dmy | Order::Mdy => moment(parts(cell)?, order),
        Order::EpochSeconds => epoch(cell, 1.0),
        Order::EpochMillis => epoch(cell, 1000.0),
        Order::Serial => {
            let number: f64 = cell.trim().parse().ok()?;
            let is_day = (1.0..200_000.0).contains(&number);
            let day = number.floor();
            is_day
                .then(|| (day as i32 - 25_569, Some(((number - day) * 1440.0 + 0.5) as u16 % 1440)))
        }
    }
}

fn epoch(cell: &str, per_second: f64) -> Option<Moment> {
    let seconds = cell.trim().parse::<f64>().ok()? / per_second;
    let is_time = (0.0..1e11).contains(&seconds);
    let seconds = if is_time { seconds as i64 } else { return None };
    Some(((seconds / 86_400) as i32, Some((seconds % 86_400 / 60) as u16)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::format_day;

    fn day(cell: &str, order: Order) -> Option<String> {
        parse(cell, order).map(|(day, _)| format_day(day))
    }

    #[test]
    fn dates_are_read_in_every_form_that_exports_use() {
        for (cell, order) in [
            ("2026-01-05", Order::Ymd),
            ("2026-01-05T08:15", Order::Ymd),
            ("2026-01-05 08:15:00.000Z", Order::Ymd),
            ("2026-01-05T08:15:00+02:00", Order::Ymd),
            ("2026/1/5", Order::Ymd),
            ("2026.01.05 08:15:00", Order::Ymd),
            ("05/01/2026", Order::Dmy),
            ("5.1.26", Order::Dmy),
            ("1/5/2026 8:01AM", Order::Mdy),
            ("05/Jan/26 9:10 AM", Order::Mdy),
            ("Jan 5, 2026", Order::Mdy),
            ("5 janvier 2026", Order::Ymd),
            ("Mon, 5 Jan 2026 08:00:00 GMT", Order::Ymd),
            ("January 5th, 2026 at 8:15 PM", Order::Ymd),
            ("1767600000", Order::EpochSeconds),
            ("1767600000000", Order::EpochMillis),
            ("46027.33", Order::Serial),
        ] {
            assert_eq!(day(cell, order).as_deref(), Some("2026-01-05"), "{cell}");
        }
        for cell in ["2026-02-30", "31/04/2026", "hello", "12", "mark 5 2026", "1.2.3.4", ""] {
            assert_eq!(day(cell, Order::Dmy), None, "{cell}");
        }
        assert_eq!(parse("1/5/2026 8:01PM", Order::Mdy).and_then(|m| m.1), Some(20 * 60 + 1));
    }
}
