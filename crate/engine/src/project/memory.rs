//! The known themes as lines of the project file: the kind of each first, its fields behind tabs.
//! A `part` belongs to the `theme` above it.

use super::codec;
use crate::table::{format_day, parse_day};
use crate::text::Common;
use crate::theme::{Change, Known, Memory, Part, packed, unpacked};
use crate::{Error, Result};

/// Says how a theme is new where no days are known.
const NO_DAY: i32 = i32::MIN;

/// The lines of a memory; none of an empty one.
pub(super) fn write(memory: &Memory) -> Vec<String> {
    if memory.is_empty() {
        return Vec::new();
    }
    let mut out = vec![line("import", &[&day(memory.last_day), &memory.basis.model])];
    for own in &memory.basis.common {
        let length = crate::num::dot(&own.mean, &own.mean).sqrt();
        let length = format!("{:.0}", length * 10_000.0);
        out.push(line("language", &[&own.language, &length, &vector(&own.mean)]));
    }
    for theme in &memory.themes {
        let born = match theme.born {
            Some(NO_DAY) => "unknown".to_owned(),
            other => day(other),
        };
        let radius = format!("{:.0}", theme.radius * 100.0);
        let (n, first) = (theme.n.to_string(), day(theme.first_day));
        let mut fields = vec![theme.id.as_str(), &theme.name, &born, &first, &n, &radius];
        fields.extend(theme.terms.iter().map(String::as_str));
        out.push(line("theme", &fields));
        for part in &theme.parts {
            let fields = [&part.name, &codec::keys(&part.keys), &vector(&part.centre)];
            out.push(line("part", &fields.map(String::as_str)));
        }
    }
    out.push(line("unthemed", &[&codec::keys(&memory.unthemed)]));
    for change in &memory.changes {
        let (n, of) = (change.n.to_string(), change.of.to_string());
        let mut fields = vec![change.kind.as_str(), &n, &of];
        fields.extend(change.themes.iter().map(String::as_str));
        out.push(line("change", &fields));
    }
    out
}

fn line(kind: &str, fields: &[&str]) -> String {
    let mut out = kind.to_owned();
    for field in fields {
        out.push('\t');
        out.extend(field.chars().map(|char| if char.is_control() { ' ' } else { char }));
    }
    out
}

fn day(day: Option<i32>) -> String {
    day.map_or_else(String::new, format_day)
}

fn vector(values: &[f32]) -> String {
    codec::steps(&packed(values))
}

/// Reads the lines.
///
/// # Errors
/// [`BadProject`](Error::BadProject) where one was damaged.
pub(super) fn read(lines: &[String]) -> Result<Memory> {
    let mut memory = Memory::default();
    for line in lines {
        let fields: Vec<&str> = line.split('\t').collect();
        read_line(&mut memory, &fields).ok_or_else(|| Error::BadProject {
            reason: format!("a line about its themes, “{}”, cannot be read", fields[0]),
        })?;
    }
    crate::num::sort_by(&mut memory.themes, |a, b| a.id.cmp(&b.id));
    let is_whole = |theme: &Known| !theme.parts.is_empty();
    if memory.themes.windows(2).any(|two| two[0].id == two[1].id)
        || !memory.themes.iter().all(is_whole)
    {
        let reason = "a theme in it stands there twice, or has no part".to_owned();
        return Err(Error::BadProject { reason });
    }
    Ok(memory)
}

fn read_line(memory: &mut Memory, fields: &[&str]) -> Option<()> {
    match *fields {
        ["import", day, model] => {
            memory.last_day = read_day(day)?;
            model.clone_into(&mut memory.basis.model);
        }
        ["language", language, length, mean] => {
            let length = length.parse::<u32>().ok()? as f32 / 10_000.0;
            let mean = read_vector(mean)?.iter().map(|value| value * length).collect();
            memory.basis.common.push(Common { language: language.to_owned(), mean });
        }
        ["theme", id, name, born, first, n, radius, ref terms @ ..] => {
            if id.is_empty() || name.trim().is_empty() {
                return None;
            }
            memory.themes.push(Known {
                id: id.to_owned(),
                name: name.to_owned(),
                terms: terms.iter().map(|term| (*term).to_owned()).collect(),
                born: if born == "unknown" { Some(NO_DAY) } else { read_day(born)? },
                first_day: read_day(first)?,
                n: n.parse().ok()?,
                radius: radius.parse::<i32>().ok()? as f32 / 100.0,
                parts: Vec::new(),
            });
        }
        ["part", name, keys, centre] => {
            let (keys, centre) = (codec::read_keys(keys)?, read_vector(centre)?);
            let name = name.to_owned();
            memory.themes.last_mut()?.parts.push(Part { name, keys, centre });
        }
        ["unthemed", keys] => memory.unthemed = codec::read_keys(keys)?,
        ["change", kind, n, of, ref themes @ ..] => memory.changes.push(Change {
            kind: kind.to_owned(),
            themes: themes.iter().map(|theme| (*theme).to_owned()).collect(),
            n: n.parse().ok()?,
            of: of.parse().ok()?,
        }),
        _ => return None,
    }
    Some(())
}

/// A day, or none where nothing is written; nothing where what is written is no day.
#[expect(clippy::option_option, reason = "a day may be absent, and what is written may be none")]
fn read_day(text: &str) -> Option<Option<i32>> {
    if text.is_empty() { Some(None) } else { parse_day(text).map(Some) }
}

fn read_vector(text: &str) -> Option<Vec<f32>> {
    Some(unpacked(&codec::read_steps(text)?))
}
