//! From rows to series: the values of themes, areas, categories and segments, their low scores, and
//! what is said within each segment.

use std::cmp::Reverse;

use super::series::{Collected, Event, Kind, Series};
use super::{ALL, Subject};
use crate::num::RowMask;
use crate::table::{Category, Column, Data, MISSING, Role, Table};

/// Days kept before `as_of`: three years hold every history that a test uses.
const MOST_DAYS: i32 = 1200;

/// A series with fewer items than this in the whole span can never be evident.
const FEWEST_ITEMS: u32 = 3;

/// Series of segments and of low scores with fewer items are left out: their wholes see what they see.
const FEWEST_PART_ITEMS: u32 = 6;

/// Series within segments scanned at most, largest first.
const MOST_PAIRS: usize = 1500;

/// A scanned dimension with more values names things, not themes.
const MOST_VALUES: usize = 5000;

/// A dimension with its place among the slots.
struct Cut<'a> {
    column: &'a Column,
    category: &'a Category,
    /// First slot.
    slot: usize,
    /// First volume, of a segment.
    volume: usize,
    /// Whether it is what is said, which is followed within each segment too.
    is_said: bool,
}

impl<'a> Cut<'a> {
    fn new((column, category): (&'a Column, &'a Category), is_said: bool) -> Cut<'a> {
        Cut { column, category, slot: 0, volume: 0, is_said }
    }

    fn code(&self, row: u32) -> Option<usize> {
        let code = self.category.codes.get(row as usize).copied().filter(|c| *c != MISSING)?;
        ((code as usize) < self.category.values.len()).then_some(code as usize)
    }
}

/// The first of `keys` that is a dimension, else the first of `role`, with at most [`MOST_VALUES`].
fn find<'a>(table: &'a Table, keys: &[&str], role: Option<Role>) -> Option<Cut<'a>> {
    let by_key = keys.iter().filter_map(|key| table.columns.iter().find(|c| c.key == *key));
    let by_role = role.and_then(|role| table.role(role));
    by_key.chain(by_role).find_map(|column| match &column.data {
        Data::Category(category) if (1..=MOST_VALUES).contains(&category.values.len()) => {
            Some(Cut::new((column, category), true))
        }
        _ => None,
    })
}

/// Rows of the span with their days, oldest first.
fn dated(table: &Table, rows: &RowMask, as_of: i32) -> Option<(i32, Vec<Event>)> {
    let dates = table.dates()?;
    let floor = as_of - MOST_DAYS;
    let day = |row: u32| dates.day(row).filter(|day| floor <= *day && *day <= as_of);
    let start = rows.iter().filter_map(day).min()?;
    // Counted by day, then put where its day begins: rows of a day keep their order.
    let mut places = vec![0_usize; (as_of - start + 2) as usize];
    for day in rows.iter().filter_map(day) {
        places[(day - start + 1) as usize] += 1;
    }
    for at in 1..places.len() {
        places[at] += places[at - 1];
    }
    let mut events = vec![Event { day: 0, row: 0 }; places.last().copied().unwrap_or(0)];
    for row in rows.iter() {
        let Some(day) = day(row) else { continue };
        let place = &mut places[(day - start) as usize];
        events[*place] = Event { day: (day - start) as u32, row };
        *place += 1;
    }
    Some((start, events))
}

/// Where each series stands: for each value of a cut a stretch of slots, the whole first, then each
/// segment, then the low scores; last of all the low scores of everything.
struct Layout<'a> {
    cuts: Vec<Cut<'a>>,
    /// Volumes: all items, and those of each segment.
    n_volumes: usize,
    n_slots: usize,
}

impl<'a> Layout<'a> {
    fn of(table: &'a Table) -> Layout<'a> {
        let said = [
            find(table, &["theme"], None),
            find(table, &["area"], Some(Role::Area)),
            find(table, &["category"], Some(Role::Category)),
        ];
        let mut cuts: Vec<Cut<'_>> = said.into_iter().flatten().collect();
        let is_known = |column: &Column| cuts.iter().any(|cut| cut.column.key == column.key);
        let segments = table.segments().into_iter().filter(|(column, _)| !is_known(column));
        let mut segments: Vec<Cut<'_>> = segments.map(|own| Cut::new(own, false)).collect();
        let mut n_volumes = 1;
        for cut in &mut segments {
            cut.volume = n_volumes;
            n_volumes += cut.category.values.len();
        }
        cuts.append(&mut segments);
        let mut n_slots = 0;
        for cut in &mut cuts {
            cut.slot = n_slots;
            n_slots += cut.category.values.len() * (n_volumes + 1);
        }
        Layout { cuts, n_volumes, n_slots }
    }

    /// Slots of one value.
    fn width(&self) -> usize {
        self.n_volumes + 1
    }

    fn segments(&self) -> impl Iterator<Item = &Cut<'a>> {
        self.cuts.iter().filter(|cut| !cut.is_said)
    }

    /// The segments of a row, as volumes.
    fn volumes(&self, row: u32, out: &mut Vec<usize>) {
        out.clear();
        out.extend(self.segments().filter_map(|cut| cut.code(row).map(|code| cut.volume + code)));
    }

    /// Calls `each` with every slot that a row belongs to; `volumes` are its segments.
    fn slots(&self, row: u32, is_low: bool, volumes: &[usize], mut each: impl FnMut(usize)) {
        for cut in &self.cuts {
            let Some(code) = cut.code(row) else { continue };
            let slot = cut.slot + code * self.width();
            each(slot);
            if is_low {
                each(slot + self.n_volumes);
            }
            if cut.is_said {
                for volume in volumes {
                    each(slot + volume);
                }
            }
        }
        if is_low {
            each(self.n_slots);
        }
    }

    /// The first slot of a slot's value, and the cut that it is of; none of the low scores of all.
    fn whole(&self, slot: usize) -> Option<(usize, &Cut<'a>)> {
        let cut = self.cuts.iter().rfind(|cut| cut.slot <= slot && slot < self.n_slots)?;
        Some((slot - (slot - cut.slot) % self.width(), cut))
    }

    fn kind(&self, slot: usize) -> Kind {
        match self.whole(slot) {
            None => Kind::Low,
            Some((whole, _)) if slot == whole + self.n_volumes => Kind::Low,
            Some((whole, cut)) if slot == whole && cut.is_said => Kind::Said,
            Some((whole, _)) if slot == whole => Kind::Voice,
            Some(_) => Kind::Pair,
        }
    }

    /// Slots worth scanning, by kind: all values with a few items, low scores that are not all there
    /// is of a value, then the largest pairs.
    fn choose(&self, sizes: &[u32]) -> Vec<usize> {
        let is_worth = |slot: &usize| {
            let (size, kind) = (sizes[*slot], self.kind(*slot));
            let whole = self.whole(*slot).map_or(u32::MAX, |(whole, _)| sizes[whole]);
            match kind {
                _ if self.is_moving(*slot) => false,
                Kind::Said | Kind::Voice => size >= FEWEST_ITEMS,
                Kind::Low | Kind::Pair => size >= FEWEST_PART_ITEMS && size < whole,
            }
        };
        let mut chosen: Vec<usize> =
            (0..sizes.len()).filter(|slot| sizes[*slot] > 0 && is_worth(slot)).collect();
        let key = |slot: &usize| match self.kind(*slot) {
            Kind::Pair => (Kind::Pair, Reverse(sizes[*slot]), *slot),
            kind => (kind, Reverse(0), *slot),
        };
        crate::num::sort_by_key(&mut chosen, key);
        let n_others = chosen.iter().filter(|slot| self.kind(**slot) != Kind::Pair).count();
        chosen.truncate(n_others + MOST_PAIRS);
        chosen
    }

    /// Whether a value rises and falls by itself: a channel when a survey goes out, a stage of life
    /// because accounts are in it for a time only. Within such a segment what is said is followed.
    fn is_moving(&self, slot: usize) -> bool {
        let is_moving = |role: Option<Role>| matches!(role, Some(Role::Channel | Role::Lifecycle));
        self.whole(slot).is_some_and(|(_, cut)| is_moving(cut.column.role))
    }

    fn subject(&self, slot: usize) -> Subject {
        let Some((whole, cut)) = self.whole(slot) else {
            return Subject::low(ALL, "all feedback");
        };
        let value = &cut.category.values[(whole - cut.slot) / self.width()];
        let volume = slot - whole;
        if volume == self.n_volumes {
            return Subject::low(&cut.column.key, value);
        }
        let segment = self.segments().filter(|own| own.volume <= volume).last();
        Subject {
            dimension: cut.column.key.clone(),
            value: value.clone(),
            segment: segment.map(|own| {
                (own.column.key.clone(), own.category.values[volume - own.volume].clone())
            }),
        }
    }
}

/// Collects the series of the rows up to `as_of`.
pub(super) fn collect(table: &Table, rows: &RowMask, as_of: i32) -> Option<Collected> {
    let (start, events) = dated(table, rows, as_of)?;
    let n_days = (as_of - start + 1) as usize;
    let layout = Layout::of(table);
    let (low, scored) = (table.low(), table.scored());
    let mut volumes = vec![vec![0; n_days]; layout.n_volumes + 1];
    let mut sizes = vec![0_u32; layout.n_slots + 1];
    let mut within = Vec::new();
    for Event { day, row } in &events {
        layout.volumes(*row, &mut within);
        layout.slots(*row, low.contains(*row), &within, |slot| sizes[slot] += 1);
        let day = *day as usize;
        volumes[0][day] += 1;
        volumes[layout.n_volumes][day] += u32::from(scored.contains(*row));
        for volume in &within {
            volumes[*volume][day] += 1;
        }
    }
    let mut series: Vec<Series> = Vec::new();
    let mut series_of = vec![u32::MAX; sizes.len()];
    for slot in layout.choose(&sizes) {
        series_of[slot] = series.len() as u32;
        let whole = layout.whole(slot).map(|(whole, _)| whole).filter(|whole| *whole != slot);
        let kind = layout.kind(slot);
        let volume = match (kind, whole) {
            (Kind::Said | Kind::Voice, _) => 0,
            (Kind::Pair, Some(whole)) => slot - whole,
            _ => layout.n_volumes,
        };
        series.push(Series {
            subject: layout.subject(slot),
            kind,
            volume,
            parent: whole.map(|whole| series_of[whole] as usize).filter(|own| *own < series.len()),
            events: Vec::with_capacity(sizes[slot] as usize),
        });
    }
    for event in &events {
        layout.volumes(event.row, &mut within);
        layout.slots(event.row, low.contains(event.row), &within, |slot| {
            if let Some(own) = series.get_mut(series_of[slot] as usize) {
                own.events.push(*event);
            }
        });
    }
    Some(Collected { start, n_days, volumes, series, low })
}
