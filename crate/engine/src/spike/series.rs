//! The series that are scanned: values of themes, areas and categories, alone and in segments.

use std::cmp::Reverse;

use super::Subject;
use crate::join::Accounts;
use crate::num::RowMask;
use crate::table::{Category, Column, Data, MISSING, Role, Table};

/// Days kept before `as_of`: three years hold every history that a test uses.
const MOST_DAYS: i32 = 1200;

/// A series with fewer items than this in the whole span can never be evident.
const FEWEST_ITEMS: u32 = 3;

/// Segment series with fewer items are left out: their parents see what they see.
const FEWEST_SEGMENT_ITEMS: u32 = 6;

/// Segment series scanned at most, largest first.
const MOST_SEGMENT_SERIES: usize = 1500;

/// A segment dimension with more values is none.
const MOST_SEGMENTS: usize = 40;

/// A scanned dimension with more values names things, not themes.
const MOST_VALUES: usize = 5000;

/// One item of a series.
#[derive(Debug, Clone, Copy)]
pub(super) struct Event {
    /// Day, counted from the start of the span.
    pub(super) day: u32,
    /// The row.
    pub(super) row: u32,
}

/// One series to be scanned.
#[derive(Debug, Clone)]
pub(super) struct Series {
    /// What it counts.
    pub(super) subject: Subject,
    /// Index into [`Collected::volumes`].
    pub(super) volume: usize,
    /// The series without the segment.
    pub(super) parent: Option<usize>,
    /// Its items, oldest first.
    pub(super) events: Vec<Event>,
}

/// Everything the scan needs, day by day.
#[derive(Debug, Clone, Default)]
pub(super) struct Collected {
    /// First day of the span.
    pub(super) start: i32,
    /// Days of the span.
    pub(super) n_days: usize,
    /// Items a day: all, then of each segment.
    pub(super) volumes: Vec<Vec<u32>>,
    /// The series; those without a segment first.
    pub(super) series: Vec<Series>,
}

/// A dimension with its place among the slots.
struct Cut<'a> {
    column: &'a Column,
    category: &'a Category,
    /// First slot (of a scanned dimension) or first volume (of a segment dimension).
    first: usize,
}

impl Cut<'_> {
    fn code(&self, row: u32) -> Option<usize> {
        let code = self.category.codes.get(row as usize).copied().filter(|c| *c != MISSING)?;
        ((code as usize) < self.category.values.len()).then_some(code as usize)
    }
}

/// The first of `keys` that is a dimension, else the first of `roles`, with at most `most` values.
fn find<'a>(table: &'a Table, keys: &[&str], role: Option<Role>, most: usize) -> Option<Cut<'a>> {
    let by_key = keys.iter().filter_map(|key| table.columns.iter().find(|c| c.key == *key));
    let by_role = role.and_then(|role| table.role(role));
    by_key.chain(by_role).find_map(|column| match &column.data {
        Data::Category(category) if (1..=most).contains(&category.values.len()) => {
            Some(Cut { column, category, first: 0 })
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
    let mut events: Vec<Event> = rows
        .iter()
        .filter_map(|row| day(row).map(|day| Event { day: (day - start) as u32, row }))
        .collect();
    crate::num::sort_by_key(&mut events, |event| event.day);
    Some((start, events))
}

/// Collects the series of the rows up to `as_of`.
pub(super) fn collect(table: &Table, rows: &RowMask, as_of: i32) -> Option<Collected> {
    let (start, events) = dated(table, rows, as_of)?;
    let n_days = (as_of - start + 1) as usize;
    let mut segments: Vec<Cut<'_>> = [
        find(table, &["plan", "tier"], Some(Role::Plan), MOST_SEGMENTS),
        find(table, &["platform", "device"], Some(Role::Device), MOST_SEGMENTS),
        find(table, &["region"], Some(Role::Region), MOST_SEGMENTS),
    ]
    .into_iter()
    .flatten()
    .collect();
    let mut n_volumes = 1;
    for segment in &mut segments {
        segment.first = n_volumes;
        n_volumes += segment.category.values.len();
    }
    let mut scanned: Vec<Cut<'_>> = [
        find(table, &["theme"], None, MOST_VALUES),
        find(table, &["area"], Some(Role::Area), MOST_VALUES),
        find(table, &["category"], Some(Role::Category), MOST_VALUES),
    ]
    .into_iter()
    .flatten()
    .collect();
    let mut n_slots = 0;
    for cut in &mut scanned {
        cut.first = n_slots;
        n_slots += cut.category.values.len() * n_volumes;
    }
    let mut collected =
        Collected { start, n_days, volumes: vec![vec![0; n_days]; n_volumes], series: Vec::new() };
    let mut sizes = vec![0_u32; n_slots];
    for event in &events {
        visit(event.row, &scanned, &segments, n_volumes, |slot| sizes[slot] += 1);
        for volume in volumes_of(event.row, &segments) {
            collected.volumes[volume][event.day as usize] += 1;
        }
    }
    let mut series_of = vec![None; n_slots];
    for slot in choose(&sizes, n_volumes) {
        series_of[slot] = Some(collected.series.len());
        let parent = series_of[slot - slot % n_volumes].filter(|_| slot % n_volumes > 0);
        let subject = subject(slot, &scanned, &segments, n_volumes);
        collected.series.push(Series {
            subject,
            volume: slot % n_volumes,
            parent,
            events: Vec::with_capacity(sizes[slot] as usize),
        });
    }
    for event in &events {
        visit(event.row, &scanned, &segments, n_volumes, |slot| {
            if let Some(idx) = series_of[slot] {
                collected.series[idx].events.push(*event);
            }
        });
    }
    Some(collected)
}

/// The volumes that a row belongs to.
fn volumes_of<'a>(row: u32, segments: &'a [Cut<'_>]) -> impl Iterator<Item = usize> + 'a {
    let own = segments.iter().filter_map(move |cut| cut.code(row).map(|code| cut.first + code));
    std::iter::once(0).chain(own)
}

/// Calls `each` with every slot that a row belongs to.
fn visit(
    row: u32,
    scanned: &[Cut<'_>],
    segments: &[Cut<'_>],
    n_volumes: usize,
    mut each: impl FnMut(usize),
) {
    for cut in scanned {
        let Some(code) = cut.code(row) else { continue };
        for volume in volumes_of(row, segments) {
            each(cut.first + code * n_volumes + volume);
        }
    }
}

/// Slots worth scanning: all values with a few items, then the largest segments of them.
fn choose(sizes: &[u32], n_volumes: usize) -> Vec<usize> {
    let is_alone = |slot: &usize| slot.is_multiple_of(n_volumes);
    let mut chosen: Vec<usize> =
        (0..sizes.len()).filter(|slot| is_alone(slot) && sizes[*slot] >= FEWEST_ITEMS).collect();
    let mut within: Vec<usize> = (0..sizes.len())
        .filter(|slot| {
            let whole = sizes[slot - slot % n_volumes];
            !is_alone(slot) && sizes[*slot] >= FEWEST_SEGMENT_ITEMS && sizes[*slot] < whole
        })
        .collect();
    crate::num::sort_by_key(&mut within, |slot| (Reverse(sizes[*slot]), *slot));
    within.truncate(MOST_SEGMENT_SERIES);
    chosen.append(&mut within);
    chosen
}

fn subject(slot: usize, scanned: &[Cut<'_>], segments: &[Cut<'_>], n_volumes: usize) -> Subject {
    let cut_idx = scanned.iter().rposition(|cut| cut.first <= slot).unwrap_or(0);
    let cut = &scanned[cut_idx];
    let (value, volume) = ((slot - cut.first) / n_volumes, slot % n_volumes);
    let segment = segments.iter().rfind(|segment| segment.first <= volume && volume > 0);
    Subject {
        dimension: cut.column.key.clone(),
        value: cut.category.values[value].clone(),
        segment: segment.map(|segment| {
            let value = segment.category.values[volume - segment.first].clone();
            (segment.column.key.clone(), value)
        }),
    }
}

impl Series {
    /// Items of each day.
    pub(super) fn daily(&self, n_days: usize) -> Vec<u32> {
        let mut daily = vec![0; n_days];
        for event in &self.events {
            daily[event.day as usize] += 1;
        }
        daily
    }

    /// Distinct accounts in the `days` days that end on each day; an item without an account
    /// counts by itself. `last` holds, per account, the end of the days it was counted for, and
    /// is left clean.
    pub(super) fn distinct(
        &self,
        n_days: usize,
        accounts: &Accounts,
        last: &mut [u32],
        days: usize,
    ) -> Vec<u32> {
        let window = days as u32;
        let mut steps = vec![0_i32; n_days + days + 1];
        for event in &self.events {
            let mut from = event.day;
            if let Some(account) = accounts.of(event.row) {
                from = from.max(last[account]);
                last[account] = event.day + window;
            }
            steps[from as usize] += 1;
            steps[(event.day + window) as usize] -= 1;
        }
        for event in &self.events {
            if let Some(account) = accounts.of(event.row) {
                last[account] = 0;
            }
        }
        let mut now = 0;
        steps[..n_days]
            .iter()
            .map(|step| {
                now += step;
                now.max(0) as u32
            })
            .collect()
    }
}
