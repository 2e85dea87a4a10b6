//! Typed values of a column, once its role is known.

use std::sync::Arc;

use undertone_kernel::{Cell, Form, NO_DAY, NO_MINUTE};

use super::dates::{self, Order};
use super::profile::{Profile, is_missing};
use super::{Ask, durations, numbers, scores};
use crate::notice::Notices;
use crate::read::{Cells, Reading};
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
        Data::Number(hours(reading, profile, notices)).into()
    } else if profile.is_number() {
        Data::Number(amounts(reading, profile, notices)).into()
    } else if profile.is_text() || profile.n_distinct > 500 {
        texts(reading, profile).into()
    } else {
        category(reading, profile).into()
    }
}

fn texts(reading: &Reading, profile: &Profile) -> Data {
    let records = &reading.records;
    let mut cells = match records.cells(profile.col) {
        Some(Cells::Each(cells, _)) => Arc::clone(cells),
        Some(Cells::Coded(codes, values)) => {
            let values: Vec<Cell> = values.iter().map(|cell| written(reading, *cell)).collect();
            Arc::new(undertone_kernel::spread_cells(codes, &values))
        }
        None => Arc::default(),
    };
    if let Some(Cells::Each(_, varied)) = records.cells(profile.col) {
        for row in &varied.maybe_missing {
            let cell = cells[*row as usize];
            if written(reading, cell) != cell {
                Arc::make_mut(&mut cells)[*row as usize] = Cell::default();
            }
        }
    }
    Data::Text(Texts::of_file(records.source(), cells))
}

/// The cell, or an empty one for what programs write for nothing: that is nobody's word.
fn written(reading: &Reading, cell: Cell) -> Cell {
    let text = reading.records.source().get(cell);
    let is_null = matches!(text, "null" | "NULL" | "(null)" | "\\N" | "NaN" | "nan");
    if is_null { Cell::default() } else { cell }
}

fn category(reading: &Reading, profile: &Profile) -> Data {
    let records = &reading.records;
    let value = |cell: &Cell| -> &str {
        let value = records.source().get(*cell).trim();
        if is_missing(value) { "" } else { value }
    };
    Data::Category(match records.cells(profile.col) {
        Some(Cells::Each(cells, _)) => Category::from_values(cells.iter().map(value)),
        Some(Cells::Coded(codes, values)) => {
            let mut category = Category::from_values(values.iter().map(value));
            category.codes = undertone_kernel::spread_codes(codes, &category.codes);
            category
        }
        None => Category::default(),
    })
}

fn hours(reading: &Reading, profile: &Profile, notices: &mut Notices) -> Numbers {
    let parse = &mut |cell: &str| Some(durations::parse(cell));
    let mut numbers = numbers_by(reading, profile, NO_NUMBER, notices, parse);
    numbers.unit = Some("hours".to_owned());
    numbers
}

/// What a cell holds: `None` for something else than its column does, `Some(None)` for nothing.
type Read<T> = Option<Option<T>>;

fn read<T>(cell: &str, parsed: Option<T>) -> Read<T> {
    if parsed.is_none() && !is_missing(cell) { None } else { Some(parsed) }
}

/// Notes the rows whose cell could not be read.
fn note(
    reading: &Reading,
    profile: &Profile,
    (code, problem): (&'static str, &str),
    notices: &mut Notices,
    rows: &[u32],
) {
    for row in rows {
        let message = || format!("'{}' holds {problem}", profile.name);
        notices.add_lazily(code, &message, &|| u64::from(reading.records.line(*row)));
    }
}

fn all_rows(cells: &[Cell]) -> Vec<u32> {
    (0..cells.len() as u32).collect()
}

/// The numbers of a column: plain ones in bulk, the others by `parse`.
fn numbers_by(
    reading: &Reading,
    profile: &Profile,
    what: (&'static str, &str),
    notices: &mut Notices,
    parse: &mut dyn FnMut(&str) -> Read<f64>,
) -> Numbers {
    let source = reading.records.source();
    let mut own = |cell: Cell| {
        let number = parse(source.get(cell).trim());
        (number.flatten().filter(|n| n.is_finite()).unwrap_or(f64::NAN), number.is_none())
    };
    let (values, bad) = match reading.records.cells(profile.col) {
        Some(Cells::Coded(codes, cells)) => {
            let (table, bad): (Vec<f64>, Vec<bool>) = cells.iter().map(|cell| own(*cell)).unzip();
            (
                Arc::new(undertone_kernel::spread_numbers(codes, &table)),
                undertone_kernel::rows_with(codes, &bad),
            )
        }
        Some(Cells::Each(cells, varied)) => {
            let is_plain =
                profile.decimal == numbers::Decimal::Point && varied.form == Form::Number;
            let (mut values, mut odd) = if is_plain {
                (Arc::clone(&varied.numbers), varied.odd.clone())
            } else {
                (Arc::new(vec![f64::NAN; cells.len()]), all_rows(cells))
            };
            odd.retain(|row| {
                let (number, is_bad) = own(cells[*row as usize]);
                if !number.is_nan() {
                    Arc::make_mut(&mut values)[*row as usize] = number;
                }
                is_bad
            });
            (values, odd)
        }
        None => return Numbers::default(),
    };
    note(reading, profile, what, notices, &bad);
    Numbers::from_values(values)
}

/// The dates of a column: plain ones in bulk, the others with patience.
fn dates_by(reading: &Reading, profile: &Profile, order: Order, notices: &mut Notices) -> Dates {
    let source = reading.records.source();
    let own = |cell: Cell| {
        let cell = source.get(cell).trim();
        let date = dates::parse(cell, order);
        let is_bad = date.is_none() && !is_missing(cell) && !dates::is_blank(cell);
        let minute = date.and_then(|(_, minute)| minute).unwrap_or(NO_MINUTE);
        (date.map_or(NO_DAY, |(day, _)| day), minute, is_bad)
    };
    let (days, minutes, bad) = match reading.records.cells(profile.col) {
        Some(Cells::Coded(codes, cells)) => {
            let mut bad = Vec::new();
            let (days, minutes): (Vec<i32>, Vec<u16>) = cells
                .iter()
                .map(|cell| {
                    let (day, minute, is_bad) = own(*cell);
                    bad.push(is_bad);
                    (day, minute)
                })
                .unzip();
            let days = Arc::new(undertone_kernel::spread_days(codes, &days));
            let minutes = Arc::new(undertone_kernel::spread_minutes(codes, &minutes));
            (days, minutes, undertone_kernel::rows_with(codes, &bad))
        }
        Some(Cells::Each(cells, varied)) => {
            let is_plain = varied.form == Form::Date;
            let (mut days, mut minutes, mut odd) = if is_plain {
                (Arc::clone(&varied.days), Arc::clone(&varied.minutes), varied.odd.clone())
            } else {
                {
                    let n = cells.len();
                    (Arc::new(vec![NO_DAY; n]), Arc::new(vec![NO_MINUTE; n]), all_rows(cells))
                }
            };
            odd.retain(|row| {
                let at = *row as usize;
                let (day, minute, is_bad) = own(cells[at]);
                if day != NO_DAY {
                    Arc::make_mut(&mut days)[at] = day;
                    Arc::make_mut(&mut minutes)[at] = minute;
                }
                is_bad
            });
            (days, minutes, odd)
        }
        None => return Dates::default(),
    };
    note(reading, profile, NO_DATE, notices, &bad);
    Dates::from_values(days, minutes)
}

const NO_NUMBER: (&str, &str) = ("unreadable-number", "something that is no number");
const NO_ANSWER: (&str, &str) = ("unreadable-score", "something that is no answer on its scale");
const NO_DATE: (&str, &str) = ("unreadable-date", "a date that cannot be");

fn amounts(reading: &Reading, profile: &Profile, notices: &mut Notices) -> Numbers {
    let mut unit = None;
    let parse = &mut |cell: &str| {
        let number = numbers::parse(cell, profile.decimal);
        if unit.is_none() && profile.has_unit && number.is_some() {
            unit = numbers::unit(cell).map(str::to_owned);
        }
        read(cell, number)
    };
    let mut numbers = numbers_by(reading, profile, NO_NUMBER, notices, parse);
    numbers.unit = unit;
    numbers
}

/// No currency, or one too many: there are fewer by far.
const NO_CURRENCY: u8 = 64;

/// Amounts of one currency: where the cells name several, those in another than the commonest are
/// unknown. Nothing is nothing in any currency.
fn money(reading: &Reading, profile: &Profile, notices: &mut Notices) -> Data {
    let read = amounts(reading, profile, notices);
    let mut names: Vec<String> = Vec::new();
    let mut of_row: Vec<u8> = Vec::new();
    let mut counts = [0_u32; NO_CURRENCY as usize];
    let currency = &mut |cell: &str| -> u8 {
        let Some(own) = numbers::currency(cell) else { return NO_CURRENCY };
        let known = names.iter().position(|name| name == own);
        let at = known.unwrap_or(names.len());
        if known.is_none() {
            names.push(own.to_owned());
        }
        at.min(usize::from(NO_CURRENCY)) as u8
    };
    if profile.has_money {
        reading.records.visit(profile.col, currency, &mut |_, at| {
            of_row.push(at);
            if let Some(count) = counts.get_mut(usize::from(at)) {
                *count += 1;
            }
        });
    }
    let best = (0..names.len()).min_by_key(|at| (u32::MAX - counts[*at], &names[*at]));
    let Some(best) = best.filter(|_| names.len() > 1) else { return Data::Number(read) };
    let mut numbers = Numbers::default();
    numbers.unit = Some(names[best].clone());
    for (row, at) in of_row.iter().enumerate() {
        let number = read.get(row as u32);
        let is_other = *at != NO_CURRENCY
            && usize::from(*at) != best
            && number.is_some_and(|number| number.abs() > 0.0);
        if is_other {
            let message = || {
                format!(
                    "'{}' holds several currencies: only {} is summed, an amount in another \
                     counts as unknown",
                    profile.name, names[best]
                )
            };
            let place = || u64::from(reading.records.line(row as u32));
            notices.add_lazily("mixed-currencies", &message, &place);
        }
        numbers.push(number.filter(|_| !is_other));
    }
    Data::Number(numbers)
}

fn answers(reading: &Reading, profile: &Profile, notices: &mut Notices) -> Built {
    let mut mix = scores::Mix::default();
    let source = reading.records.source();
    let mut add = |cell: &Cell, n: u32| {
        if let Some(answer) = scores::parse(source.get(*cell), profile) {
            mix.add(answer, n);
        }
    };
    match reading.records.cells(profile.col) {
        Some(Cells::Coded(codes, values)) => {
            let counts = undertone_kernel::count_codes(codes, values.len());
            values.iter().zip(counts).for_each(|(cell, n)| add(cell, n));
        }
        Some(Cells::Each(cells, _)) => cells.iter().for_each(|cell| add(cell, 1)),
        None => {}
    }
    let scale = mix.scale(&profile.words);
    let parse = &mut |cell: &str| {
        let answer = scores::parse(cell, profile);
        let value = answer.and_then(|answer| scores::value(answer, &scale));
        if value.is_none() && scores::is_unanswered(cell) { Some(None) } else { read(cell, value) }
    };
    let numbers = numbers_by(reading, profile, NO_ANSWER, notices, parse);
    Built { data: Data::Number(numbers), date_order: None, ask: None, scale: Some(scale) }
}

fn dates(reading: &Reading, profile: &Profile, notices: &mut Notices) -> Built {
    let (found, is_open) = profile.dates.decide(profile.hint);
    let order = profile.chosen_order.unwrap_or(found);
    let is_open = is_open && profile.chosen_order.is_none();
    let dates = dates_by(reading, profile, order, notices);
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
