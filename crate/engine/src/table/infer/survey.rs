//! In which order a column writes its dates, found over all of its values.

use super::dates::{Form, Order, Parts, moment, parts};

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

/// The day of a value read as dmy and as mdy, where its order is open.
pub(super) fn both_days(cell: &str) -> Option<[Option<i32>; 2]> {
    let parts = parts(cell).filter(|parts| parts.form == Form::Open)?;
    Some([Order::Dmy, Order::Mdy].map(|order| moment(parts, order).map(|(day, _)| day)))
}

/// Days between neighbours when read as dmy and as mdy: the right order jumps about less.
#[derive(Debug, Default)]
pub(super) struct Turns {
    pub(super) n: [u32; 2],
    last: [Option<i32>; 2],
}

impl Turns {
    pub(super) fn add(&mut self, days: Option<[Option<i32>; 2]>) {
        for ((turns, last), day) in
            self.n.iter_mut().zip(&mut self.last).zip(days.unwrap_or_default())
        {
            if let (Some(before), Some(day)) = (*last, day) {
                *turns = turns.saturating_add((day - before).unsigned_abs().min(400));
            }
            *last = day.or(*last);
        }
    }
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
    /// Days between neighbours when read as dmy and as mdy.
    pub(super) turns: [u32; 2],
    /// Three open values for the question.
    pub(super) examples: Vec<String>,
}

impl Survey {
    /// Counts a value that `n` rows have.
    pub(super) fn add(&mut self, cell: &str, n: u32) {
        self.n += n;
        if let Some(parts) = parts(cell) {
            self.add_parts(parts, cell, n);
            return;
        }
        if let Ok(number) = cell.trim().parse::<f64>() {
            self.n_seconds += n * u32::from((3.0e8..4.2e9).contains(&number));
            self.n_millis += n * u32::from((3.0e11..4.2e12).contains(&number));
            self.n_serial += n * u32::from((25_000.0..60_000.0).contains(&number));
        }
    }

    fn add_parts(&mut self, parts: Parts, cell: &str, n: u32) {
        self.n_shaped += n;
        let read = |order| moment(parts, order).map(|(day, _)| day);
        if parts.form != Form::Open {
            self.n_dates += n * u32::from(read(Order::Ymd).is_some());
            return;
        }
        let both = [read(Order::Dmy), read(Order::Mdy)];
        if both.iter().all(Option::is_none) {
            return;
        }
        self.n_dates += n;
        self.n_open += n;
        self.n_dotted += n * u32::from(cell.contains('.') && !cell.contains('/'));
        self.n_half_days += n * u32::from(cell.ends_with(['M', 'm']));
        self.n_first_over += n * u32::from(parts.a > 12);
        self.n_second_over += n * u32::from(parts.b > 12);
        if self.examples.len() < 3 && !self.examples.iter().any(|own| own == cell) {
            self.examples.push(cell.to_owned());
        }
    }

    /// Whether no value tells the day from the month, so that their sequence must speak.
    pub(super) fn must_weigh(&self) -> bool {
        self.n_open > 0 && self.n_first_over == 0 && self.n_second_over == 0
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_found_over_the_whole_column() {
        let survey = |cells: &[&str]| {
            let mut survey = Survey::default();
            let mut turns = Turns::default();
            for cell in cells {
                survey.add(cell, 1);
                turns.add(both_days(cell));
            }
            survey.turns = turns.n;
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
