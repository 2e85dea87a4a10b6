//! The known themes as the project file writes them.

use super::codec;
use crate::table::{format_day, parse_day};
use crate::text::{Basis, Common};
use crate::theme::{Change, Known, Memory, Part, packed, unpacked};
use crate::view::{KnownRecord, MemoryRecord};
use crate::{Error, Result};

/// Says how a theme is new where no days are known.
const NO_DAY: i32 = i32::MIN;

/// What is written of a memory.
pub(super) fn write(memory: &Memory) -> MemoryRecord {
    let length = |vector: &[f32]| crate::num::dot(vector, vector).sqrt();
    let common = memory.basis.common.iter().map(|own| {
        let length = (length(&own.mean) * 10_000.0).round() / 10_000.0;
        (own.language.clone(), length, vector(&own.mean), vector(&own.direction))
    });
    let changes = memory.changes.iter();
    MemoryRecord {
        model: memory.basis.model.clone(),
        last_day: memory.last_day.map(format_day),
        common: common.collect(),
        themes: memory.themes.iter().map(record).collect(),
        unthemed: codec::keys(&memory.unthemed),
        changes: changes.map(|c| (c.kind.clone(), c.themes.clone(), c.n, c.of)).collect(),
    }
}

fn vector(values: &[f32]) -> String {
    codec::steps(&packed(values))
}

fn record(theme: &Known) -> KnownRecord {
    let day = |day: i32| if day == NO_DAY { String::new() } else { format_day(day) };
    let parts = theme.parts.iter();
    KnownRecord {
        id: theme.id.clone(),
        name: theme.name.clone(),
        terms: theme.terms.clone(),
        born: theme.born.map(day),
        first_day: theme.first_day.map(format_day),
        n: theme.n,
        radius: (theme.radius * 100.0).round() as i32,
        parts: parts.map(|p| (p.name.clone(), codec::keys(&p.keys), vector(&p.centre))).collect(),
    }
}

/// Reads what was written.
///
/// # Errors
/// [`BadProject`](Error::BadProject) where it was damaged.
pub(super) fn read(record: &MemoryRecord) -> Result<Memory> {
    let damaged = |what: &str| Error::BadProject { reason: format!("{what} cannot be read") };
    let mut memory = Memory {
        basis: Basis { model: record.model.clone(), common: Vec::new() },
        ..Memory::default()
    };
    if let Some(day) = &record.last_day {
        memory.last_day =
            Some(parse_day(day).ok_or_else(|| damaged("the day of its last import"))?);
    }
    for (language, length, mean, direction) in &record.common {
        let (Some(mean), Some(direction)) = (codec::read_steps(mean), codec::read_steps(direction))
        else {
            return Err(damaged("the middle of its texts"));
        };
        if mean.len() != direction.len() || !length.is_finite() {
            return Err(damaged("the middle of its texts"));
        }
        let mean: Vec<f32> = unpacked(&mean).iter().map(|value| value * length).collect();
        let direction = unpacked(&direction);
        memory.basis.common.push(Common { language: language.clone(), mean, direction });
    }
    for theme in &record.themes {
        memory
            .themes
            .push(known(theme).ok_or_else(|| damaged(&format!("its theme {:?}", theme.id)))?);
    }
    crate::num::sort_by(&mut memory.themes, |a, b| a.id.cmp(&b.id));
    if memory.themes.windows(2).any(|two| two[0].id == two[1].id) {
        return Err(damaged("a theme that it has twice"));
    }
    memory.unthemed = codec::read_keys(&record.unthemed)
        .ok_or_else(|| damaged("its list of texts in no theme"))?;
    let changes = record.changes.iter().cloned();
    memory.changes = changes.map(|(kind, themes, n, of)| Change { kind, themes, n, of }).collect();
    Ok(memory)
}

fn known(record: &KnownRecord) -> Option<Known> {
    let mut known = Known {
        id: record.id.clone(),
        name: record.name.clone(),
        terms: record.terms.clone(),
        radius: record.radius as f32 / 100.0,
        n: record.n,
        ..Known::default()
    };
    if record.id.is_empty() || record.name.trim().is_empty() || record.parts.is_empty() {
        return None;
    }
    known.born = match record.born.as_deref() {
        None => None,
        Some("") => Some(NO_DAY),
        Some(day) => Some(parse_day(day)?),
    };
    if let Some(day) = &record.first_day {
        known.first_day = Some(parse_day(day)?);
    }
    for (name, keys, centre) in &record.parts {
        let mut keys = codec::read_keys(keys)?;
        keys.sort_unstable();
        let centre = unpacked(&codec::read_steps(centre)?);
        known.parts.push(Part { name: name.clone(), keys, centre });
    }
    Some(known)
}
