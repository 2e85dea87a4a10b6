//! Human decisions, as they cross the edge.

use serde::{Deserialize, Serialize};

/// One human decision. Edits are kept in the project and replayed on the next import.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Fields", into = "Fields")]
pub enum Edit {
    /// A theme gets another name.
    RenameTheme {
        /// Its id.
        theme: String,
        /// The new name.
        name: String,
    },
    /// The items of one theme join another.
    MergeThemes {
        /// The theme that goes.
        from: String,
        /// The theme that stays.
        into: String,
    },
    /// A theme's status: `hypothesis`, `validated`, `in-progress`, `shipped`, `wont-do`.
    SetThemeStatus {
        /// Its id.
        theme: String,
        /// The status.
        status: String,
    },
    /// A finding's status: `new`, `reviewing`, `validated`, `building`, `shipped`, `wont-do`.
    SetFindingStatus {
        /// Its id.
        finding: String,
        /// The status.
        status: String,
        /// Why, in the analyst's words.
        note: String,
    },
    /// The person or channel that answers for a product area; an empty owner takes it away.
    SetOwner {
        /// The product area.
        area: String,
        /// Who answers for it.
        owner: String,
    },
    /// A label of an item, corrected or confirmed; an empty value takes the correction away.
    SetLabel {
        /// The item's key, as its verbatim has it.
        item: String,
        /// Key of the label's column.
        dimension: String,
        /// The label that is right.
        value: String,
    },
    /// Takes the last edit back.
    Undo,
    /// Makes the edit that was taken back again.
    Redo,
}

/// All fields of all edits beside each other. The derived form of a tagged enum compiles to fifteen
/// times the code of this struct.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Fields {
    kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    theme: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    into: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    finding: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    area: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dimension: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
}

impl TryFrom<Fields> for Edit {
    type Error = String;

    fn try_from(fields: Fields) -> Result<Self, String> {
        let needs = |field: Option<String>, name: &str| {
            field.ok_or_else(|| format!("edit {:?} needs {name:?}", fields.kind))
        };
        Ok(match fields.kind.as_str() {
            "rename-theme" => Edit::RenameTheme {
                theme: needs(fields.theme, "theme")?,
                name: needs(fields.name, "name")?,
            },
            "merge-themes" => Edit::MergeThemes {
                from: needs(fields.from, "from")?,
                into: needs(fields.into, "into")?,
            },
            "set-theme-status" => Edit::SetThemeStatus {
                theme: needs(fields.theme, "theme")?,
                status: needs(fields.status, "status")?,
            },
            "set-finding-status" => Edit::SetFindingStatus {
                finding: needs(fields.finding, "finding")?,
                status: needs(fields.status, "status")?,
                note: fields.note.unwrap_or_default(),
            },
            "set-owner" => Edit::SetOwner {
                area: needs(fields.area, "area")?,
                owner: needs(fields.owner, "owner")?,
            },
            "set-label" => Edit::SetLabel {
                item: needs(fields.item, "item")?,
                dimension: needs(fields.dimension, "dimension")?,
                value: needs(fields.value, "value")?,
            },
            "undo" => Edit::Undo,
            "redo" => Edit::Redo,
            other => return Err(format!("there is no edit {other:?}")),
        })
    }
}

impl From<Edit> for Fields {
    fn from(edit: Edit) -> Fields {
        let of = |kind: &str| Fields { kind: kind.to_owned(), ..Fields::default() };
        match edit {
            Edit::RenameTheme { theme, name } => {
                Fields { theme: Some(theme), name: Some(name), ..of("rename-theme") }
            }
            Edit::MergeThemes { from, into } => {
                Fields { from: Some(from), into: Some(into), ..of("merge-themes") }
            }
            Edit::SetThemeStatus { theme, status } => {
                Fields { theme: Some(theme), status: Some(status), ..of("set-theme-status") }
            }
            Edit::SetFindingStatus { finding, status, note } => Fields {
                finding: Some(finding),
                status: Some(status),
                note: Some(note),
                ..of("set-finding-status")
            },
            Edit::SetOwner { area, owner } => {
                Fields { area: Some(area), owner: Some(owner), ..of("set-owner") }
            }
            Edit::SetLabel { item, dimension, value } => Fields {
                item: Some(item),
                dimension: Some(dimension),
                value: Some(value),
                ..of("set-label")
            },
            Edit::Undo => of("undo"),
            Edit::Redo => of("redo"),
        }
    }
}
