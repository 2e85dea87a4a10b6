//! What an edit must be to be made at all, and how it is told.

use super::{FINDING_STATUSES, THEME_STATUSES, item};
use crate::view::Edit;
use crate::{Error, Result, label};

/// Refuses an edit that says nothing that can be done.
pub(super) fn check(edit: &Edit) -> Result<()> {
    let must =
        |option: &'static str, must: &str| Err(Error::BadOption { option, must: must.to_owned() });
    let known = |status: &str, statuses: &[&str]| {
        if statuses.contains(&status) {
            return Ok(());
        }
        must("status", &format!("be one of {}", statuses.join(", ")))
    };
    match edit {
        Edit::RenameTheme { name, .. } | Edit::SplitTheme { name, .. }
            if name.trim().is_empty() =>
        {
            must("name", "not be empty")
        }
        Edit::SplitTheme { subthemes, phrase, .. }
            if subthemes.is_empty() && phrase.trim().is_empty() =>
        {
            must("phrase", "not be empty where no finer theme is named")
        }
        Edit::MergeThemes { from, into } if from == into => must("into", "be another theme"),
        Edit::MoveItems { items, .. } | Edit::NotThis { items, .. } if items.is_empty() => {
            must("items", "name an item at least")
        }
        Edit::SetAreaPhrases { area, .. } if area.trim().is_empty() => must("area", "not be empty"),
        Edit::SetLabel { dimension, value, .. } => match label::values(dimension) {
            None => must("dimension", &format!("be one of {}", label::CORRECTABLE.join(", "))),
            Some([]) => Ok(()),
            Some(known) if value.is_empty() || known.contains(&value.as_str()) => Ok(()),
            Some(known) => must("value", &format!("be one of {}", known.join(", "))),
        },
        Edit::SetThemeStatus { status, .. } => known(status, THEME_STATUSES),
        Edit::SetFindingStatus { status, .. } => known(status, FINDING_STATUSES),
        _ => Ok(()),
    }
}

/// An edit in words.
pub(super) fn in_words(edit: &Edit) -> String {
    let items = |items: &[String]| match items.len() {
        1 => "an item".to_owned(),
        n => format!("{n} items"),
    };
    let alike = |like: bool| if like { " and what is like it" } else { "" };
    match edit {
        Edit::RenameTheme { theme, name } => format!("Renamed theme {theme} to “{name}”"),
        Edit::MergeThemes { from, into } => format!("Merged theme {from} into {into}"),
        Edit::SplitTheme { theme, name, .. } => format!("Split “{name}” off theme {theme}"),
        Edit::MoveItems { items: own, into, like } if into.is_empty() => {
            format!("Took {}{} out of all themes", items(own), alike(*like))
        }
        Edit::MoveItems { items: own, into, like } => {
            format!("Moved {}{} to theme {into}", items(own), alike(*like))
        }
        Edit::NotThis { theme, items: own, like } => {
            format!("Took {}{} out of theme {theme}", items(own), alike(*like))
        }
        Edit::PinTheme { theme, on: true } => format!("Pinned theme {theme}"),
        Edit::PinTheme { theme, .. } => format!("Unpinned theme {theme}"),
        Edit::DeleteTheme { theme } => format!("Deleted theme {theme}"),
        Edit::SetPhrases { theme, phrases } if phrases.is_empty() => {
            format!("Took the phrases off theme {theme}")
        }
        Edit::SetPhrases { theme, phrases } => {
            format!("Items with “{}” belong to theme {theme}", phrases.join("”, “"))
        }
        Edit::SetAreaPhrases { area, phrases } if phrases.is_empty() => {
            format!("Took the phrases off area {area}")
        }
        Edit::SetAreaPhrases { area, phrases } => {
            format!("Items with “{}” belong to area {area}", phrases.join("”, “"))
        }
        Edit::SetLabel { item, dimension, value } if value.is_empty() => {
            format!("Took the {dimension} given to {} away", item::in_words(item))
        }
        Edit::SetLabel { item, dimension, value } => {
            format!("Set {dimension} of {} to {value}", item::in_words(item))
        }
        Edit::SetThemeOwner { theme, owner } if owner.is_empty() => {
            format!("Took the owner off theme {theme}")
        }
        Edit::SetThemeOwner { theme, owner } => format!("{owner} answers for theme {theme}"),
        Edit::SetThemeCard { theme, .. } => format!("Wrote on the card of theme {theme}"),
        Edit::SetThemeStatus { theme, status } => format!("Set theme {theme} to {status}"),
        Edit::SetFindingStatus { finding, status, .. } => format!("Set {finding} to {status}"),
        Edit::SetOwner { area, owner } if owner.is_empty() => format!("Took the owner off {area}"),
        Edit::SetOwner { area, owner } => format!("{owner} answers for {area}"),
        Edit::Undo | Edit::Redo => String::new(),
    }
}
