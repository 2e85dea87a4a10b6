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
struct Parts {
    /// Three numbers; with a month's name, day and year and the name's number.
    a: i64,
    b: i64,
    c: i64,
    form: Form,
    minute: Option<u16>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Form {
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
    cell.starts_with("0000-00-00")
}

fn digits(bytes: &[u8]) -> Option<i64> {
    let all = !bytes.is_empty() && bytes.len() <= 6 && bytes.iter().all(u8::is_ascii_digit);
    all.then(|| bytes.iter().fold(0, |n, b| n * 10 + i64::from(b - b'0')))
}

/// `2026-01-05`, `2026-01-05T08:00`, `2026-01-05 08:00:00.000Z` without further ado.
fn iso(cell: &str) -> Option<Parts> {
    let bytes = cell.as_bytes();
    if bytes.len() < 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let (a, b, c) = (digits(&bytes[..4])?, digits(&bytes[5..7])?, digits(&bytes[8..10])?);
    let minute = match bytes.get(10) {
        None => None,
        Some(b'T' | b't' | b' ') => Some(clock(cell.get(11..)?)?),
        Some(_) => return None,
    };
    Some(Parts { a, b, c, form: Form::YearFirst, minute })
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
fn parts(cell: &str) -> Option<Parts> {
    let cell = cell.trim();
    if let Some(parts) = iso(cell) {
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

/// What the rest of a file says about the order of day and month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Hint {
    /// Nothing.
    #[default]
    None,
    /// Decimal commas or semicolons: the day stands first in such places.
    Continental,
    /// Another column of the file proves an order.
    Proven(Order),
}

/// What a column's values say about how dates are written in it.
#[derive(Debug, Clone, Default)]
pub(super) struct Survey {
    /// Values that are dates in some order.
    pub(super) n_dates: u32,
    /// Values that look like dates, impossible ones among them.
    n_shaped: u32,
    /// Dates with dots, and times with AM or PM.
    n_dotted: u32,
    n_half_days: u32,
    /// Values looked at.
    pub(super) n: u32,
    n_open: u32,
    n_first_over: u32,
    n_second_over: u32,
    n_seconds: u32,
    n_millis: u32,
    n_serial: u32,
    /// Inversions of neighbours when read as dmy and as mdy.
    turns: [u32; 2],
    last: [Option<i32>; 2],
    /// Three open values for the question.
    pub(super) examples: Vec<String>,
}

impl Survey {
    pub(super) fn add(&mut self, cell: &str) {
        self.n += 1;
        if let Some(parts) = parts(cell) {
            self.add_parts(parts, cell);
            return;
        }
        if let Ok(number) = cell.trim().parse::<f64>() {
            self.n_seconds += u32::from((3.0e8..4.2e9).contains(&number));
            self.n_millis += u32::from((3.0e11..4.2e12).contains(&number));
            self.n_serial += u32::from((25_000.0..60_000.0).contains(&number));
        }
    }

    fn add_parts(&mut self, parts: Parts, cell: &str) {
        self.n_shaped += 1;
        let read = |order| moment(parts, order).map(|(day, _)| day);
        if parts.form != Form::Open {
            self.n_dates += u32::from(read(Order::Ymd).is_some());
            return;
        }
        let both = [read(Order::Dmy), read(Order::Mdy)];
        if both.iter().all(Option::is_none) {
            return;
        }
        self.n_dates += 1;
        self.n_open += 1;
        self.n_dotted += u32::from(cell.contains('.') && !cell.contains('/'));
        self.n_half_days += u32::from(cell.ends_with(['M', 'm']));
        self.n_first_over += u32::from(parts.a > 12);
        self.n_second_over += u32::from(parts.b > 12);
        if self.examples.len() < 3 && !self.examples.iter().any(|own| own == cell) {
            self.examples.push(cell.to_owned());
        }
        for ((turns, last), day) in self.turns.iter_mut().zip(&mut self.last).zip(both) {
            if let (Some(before), Some(day)) = (*last, day) {
                *turns += (day - before).unsigned_abs().min(400);
            }
            *last = day.or(*last);
        }
    }

    /// The order in force, and whether the file leaves it open. `hint` is what the rest of the
    /// file speaks for. Without proof two hints must agree, the order of time being one.
    pub(super) fn decide(&self, hint: Hint) -> (Order, bool) {
        if self.n_dates == 0 {
            let most = self.n_seconds.max(self.n_millis).max(self.n_serial);
            let order = if most == self.n_seconds {
                Order::EpochSeconds
            } else if most == self.n_millis {
                Order::EpochMillis
            } else {
                Order::Serial
            };
            return (order, false);
        }
        match (self.n_open, self.n_first_over, self.n_second_over) {
            (0, ..) => (Order::Ymd, false),
            (_, first, 0) if first > 0 => (Order::Dmy, false),
            (_, 0, second) if second > 0 => (Order::Mdy, false),
            (_, first, second) if first * 10 > second * 90 => (Order::Dmy, true),
            (_, first, second) if second > first => (Order::Mdy, true),
            (_, first, second) if first > second => (Order::Dmy, true),
            _ => self.weigh(hint),
        }
    }

    /// The likelier order where no value proves one.
    fn weigh(&self, hint: Hint) -> (Order, bool) {
        if let Hint::Proven(order) = hint {
            return (order, false);
        }
        if self.n_dotted == self.n_open {
            return (Order::Dmy, false);
        }
        let by_time = match self.turns[0].cmp(&self.turns[1]) {
            std::cmp::Ordering::Less => Some(Order::Dmy),
            std::cmp::Ordering::Greater => Some(Order::Mdy),
            std::cmp::Ordering::Equal => None,
        };
        let by_form = if self.n_half_days * 2 > self.n_open {
            Some(Order::Mdy)
        } else if hint == Hint::Continental {
            Some(Order::Dmy)
        } else {
            None
        };
        let order = by_time.or(by_form).unwrap_or(Order::Mdy);
        (order, by_time.is_none() || by_form != by_time)
    }

    /// The order that a value of the column proves, if no other value speaks against it.
    pub(super) fn proven(&self) -> Option<Order> {
        match (self.n_first_over, self.n_second_over) {
            (first, 0) if first > 0 => Some(Order::Dmy),
            (0, second) if second > 0 => Some(Order::Mdy),
            _ => None,
        }
    }

    /// Whether both orders occur, so that some values cannot be right.
    pub(super) fn is_conflict(&self) -> bool {
        self.n_first_over > 0 && self.n_second_over > 0
    }

    /// Share of values that are dates once numbers count as epochs or day numbers.
    pub(super) fn share(&self, numbers_count: bool) -> f64 {
        let n = if numbers_count && self.n_dates == 0 {
            self.n_seconds.max(self.n_millis).max(self.n_serial)
        } else {
            self.n_shaped * u32::from(self.n_dates > 0)
        };
        if self.n == 0 { 0.0 } else { f64::from(n) / f64::from(self.n) }
    }

    /// Whether all values are numbers of an epoch's size, which hardly anything else has.
    pub(super) fn is_epoch(&self) -> bool {
        let n = self.n_seconds.max(self.n_millis);
        self.n_dates == 0 && self.n > 0 && n * 10 >= self.n * 9
    }
}

fn moment(parts: Parts, order: Order) -> Option<Moment> {
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

    #[test]
    fn the_order_is_found_over_the_whole_column() {
        let survey = |cells: &[&str]| {
            let mut survey = Survey::default();
            for cell in cells {
                survey.add(cell);
            }
            survey.decide(Hint::None)
        };
        assert_eq!(survey(&["01/02/2026", "13/02/2026"]), (Order::Dmy, false));
        assert_eq!(survey(&["01/02/2026", "02/13/2026"]), (Order::Mdy, false));
        assert_eq!(survey(&["05/01/2026", "06/01/2026", "07/01/2026"]), (Order::Dmy, true));
        assert_eq!(survey(&["01/05/2026", "01/06/2026", "01/07/2026"]), (Order::Mdy, true));
        assert_eq!(survey(&["2026-01-05"]), (Order::Ymd, false));
        assert_eq!(survey(&["05.01.2026", "06.01.2026"]), (Order::Dmy, false));
        assert_eq!(
            survey(&["1/5/2026 8:01AM", "1/5/2026 9:01AM", "1/6/2026 8:00AM"]),
            (Order::Mdy, false)
        );
    }
}
