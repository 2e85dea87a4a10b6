//! Typed values of a column, once its role is known.

use super::dates::{self, Order};
use super::profile::{Profile, is_missing};
use super::{Ask, durations, numbers, scores};
use crate::notice::Notices;
use crate::read::Reading;
use crate::table::{Category, Data, Dates, Numbers, Role, Scale, Texts, format_day};

/// What a column became.
pub(super) struct Built {
    pub(super) data: Data,
    pub(super) date_order: Option<String>,
    pub(super) ask: Option<Ask>,
    pub(super) scale: Option<Scale>,
}

impl From<Data> for Built {
    fn from(data: Data) -> Self {
        Built { data, date_order: None, ask: None, scale: None }
    }
}

/// Builds the values of one column.
pub(super) fn build(
    reading: &Reading,
    profile: &Profile,
    role: Option<Role>,
    notices: &mut Notices,
) -> Built {
    match role {
        Some(Role::Verbatim | Role::Title | Role::Id | Role::Url | Role::User) => {
            texts(reading, profile).into()
        }
        Some(Role::Score) => answers(reading, profile, notices),
        Some(Role::Date | Role::Renewal | Role::Signup) => dates(reading, profile, notices),
        Some(Role::Arr) => money(reading, profile, notices).into(),
        Some(Role::Tags) if profile.n_distinct > 500 => texts(reading, profile).into(),
        None | Some(Role::Ignore) => by_type(reading, profile, notices),
        Some(_) => category(reading, profile).into(),
    }
}

fn by_type(reading: &Reading, profile: &Profile, notices: &mut Notices) -> Built {
    if profile.is_date() || profile.dates.is_epoch() {
        dates(reading, profile, notices)
    } else if durations::is_duration(&profile.words, &profile.samples) {
        Data::Number(hours(reading, profile)).into()
    } else if profile.is_number() {
        Data::Number(amounts(reading, profile, notices)).into()
    } else if profile.is_text() || profile.n_distinct > 500 {
        texts(reading, profile).into()
    } else {
        category(reading, profile).into()
    }
}

fn cells<'a>(reading: &'a Reading, profile: &Profile) -> impl Iterator<Item = &'a str> {
    let col = profile.col;
    (0..reading.records.n_rows()).map(move |row| reading.records.get(row, col))
}

fn texts(reading: &Reading, profile: &Profile) -> Data {
    let mut texts = Texts::default();
    // What programs write for nothing is nobody's word.
    let is_null = |cell: &str| matches!(cell, "null" | "NULL" | "(null)" | "\\N" | "NaN" | "nan");
    cells(reading, profile).for_each(|cell| texts.push(if is_null(cell) { "" } else { cell }));
    Data::Text(texts)
}

fn category(reading: &Reading, profile: &Profile) -> Data {
    let clean = |cell: &'_ str| -> bool { is_missing(cell) };
    Data::Category(Category::from_values(cells(reading, profile).map(|cell| {
        let cell = cell.trim();
        if clean(cell) { "" } else { cell }
    })))
}

fn hours(reading: &Reading, profile: &Profile) -> Numbers {
    let mut numbers = Numbers::default();
    numbers.unit = Some("hours".to_owned());
    cells(reading, profile).for_each(|cell| numbers.push(durations::parse(cell)));
    numbers
}

fn amounts(reading: &Reading, profile: &Profile, notices: &mut Notices) -> Numbers {
    let mut numbers = Numbers::default();
    for (row, cell) in cells(reading, profile).enumerate() {
        let cell = cell.trim();
        let number = numbers::parse(cell, profile.decimal);
        if number.is_some() && numbers.unit.is_none() {
            numbers.unit = numbers::unit(cell).map(str::to_owned);
        }
        if number.is_none() && !is_missing(cell) {
            let message = format!("'{}' holds something that is no number", profile.name);
            notices.add("unreadable-number", message, Some(place(reading, row)));
        }
        numbers.push(number);
    }
    numbers
}

/// Amounts of one currency: where the cells name several, those in another than the commonest are
/// unknown. Nothing is nothing in any currency.
fn money(reading: &Reading, profile: &Profile, notices: &mut Notices) -> Data {
    let codes = cells(reading, profile).filter_map(numbers::currency);
    let best = crate::num::commonest(codes).filter(|(_, n)| *n > 1);
    let read = amounts(reading, profile, notices);
    let Some((best, _)) = best else { return Data::Number(read) };
    let mut numbers = Numbers::default();
    numbers.unit = Some(best.clone());
    for (row, cell) in cells(reading, profile).enumerate() {
        let number = read.get(row as u32);
        let is_other = numbers::currency(cell).is_some_and(|own| own != best)
            && number.is_some_and(|number| number.abs() > 0.0);
        if is_other {
            let message = format!(
                "'{}' holds several currencies: only {best} is summed, an amount in another \
                 counts as unknown",
                profile.name
            );
            notices.add("mixed-currencies", message, Some(place(reading, row)));
        }
        numbers.push(number.filter(|_| !is_other));
    }
    Data::Number(numbers)
}

fn place(reading: &Reading, row: usize) -> u64 {
    u64::from(reading.records.line(row as u32))
}

fn answers(reading: &Reading, profile: &Profile, notices: &mut Notices) -> Built {
    let found: Vec<Option<scores::Answer>> =
        cells(reading, profile).map(|cell| scores::parse(cell, profile)).collect();
    let mut mix = scores::Mix::default();
    found.iter().flatten().for_each(|answer| mix.add(*answer));
    let scale = mix.scale(&profile.words);
    let mut numbers = Numbers::default();
    for (row, (answer, cell)) in found.iter().zip(cells(reading, profile)).enumerate() {
        let value = answer.and_then(|answer| scores::value(answer, &scale));
        if value.is_none() && !is_missing(cell.trim()) && !scores::is_unanswered(cell) {
            let message =
                format!("'{}' holds something that is no answer on its scale", profile.name);
            notices.add("unreadable-score", message, Some(place(reading, row)));
        }
        numbers.push(value);
    }
    Built { data: Data::Number(numbers), date_order: None, ask: None, scale: Some(scale) }
}

fn dates(reading: &Reading, profile: &Profile, notices: &mut Notices) -> Built {
    let (found, is_open) = profile.dates.decide(profile.hint);
    let order = profile.chosen_order.unwrap_or(found);
    let is_open = is_open && profile.chosen_order.is_none();
    let mut dates = Dates::default();
    for (row, cell) in cells(reading, profile).enumerate() {
        let cell = cell.trim();
        let date = dates::parse(cell, order);
        if date.is_none() && !is_missing(cell) && !dates::is_blank(cell) {
            let message = format!("'{}' holds a date that cannot be", profile.name);
            notices.add("unreadable-date", message, Some(place(reading, row)));
        }
        dates.push(date);
    }
    let ask = is_open.then(|| ask(profile, order));
    let date_order = Some(order.words().to_owned());
    Built { data: Data::Date(dates), date_order, ask, scale: None }
}

/// The question which of day and month stands first.
fn ask(profile: &Profile, order: Order) -> Ask {
    let why = if profile.dates.is_conflict() {
        "some values can only be day/month and others only month/day"
    } else {
        "no value tells the day from the month"
    };
    let question = format!(
        "Is '{}' day/month or month/day? In it {why} ({}); until you answer, it is read as {}.",
        profile.name,
        profile.dates.examples.join(", "),
        order.words(),
    );
    let answer = |order: Order, code: &str| {
        let read = |cell: &String| dates::parse(cell, order).map(|(day, _)| format_day(day));
        let read: Vec<String> = profile.dates.examples.iter().filter_map(read).collect();
        (code.to_owned(), format!("{}: {}", order.words(), read.join(", ")))
    };
    Ask {
        code: "date-order",
        question,
        answers: vec![answer(Order::Dmy, "dmy"), answer(Order::Mdy, "mdy")],
    }
}
