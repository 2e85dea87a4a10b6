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
    /// Some items of a theme become a theme of their own: those of the finer themes that are named,
    /// those with the phrase, and (`like`) what is more like these than like the rest.
    SplitTheme {
        /// Its id.
        theme: String,
        /// Name of the new theme.
        name: String,
        /// Names of finer themes.
        subthemes: Vec<String>,
        /// A phrase; may be empty.
        phrase: String,
        /// Whether similar items of the theme go with them.
        like: bool,
        /// Id of the new theme; given when the edit is made, and the same for good.
        id: String,
    },
    /// Items go to another theme.
    MoveItems {
        /// The items: `row:7` from the page, kept as the hash of the text and the item's own id.
        items: Vec<String>,
        /// The theme; empty for none.
        into: String,
        /// Whether similar items of the themes they were in go with them.
        like: bool,
    },
    /// Items do not belong to a theme: they go to the next best.
    NotThis {
        /// Its id.
        theme: String,
        /// The items, as in [`MoveItems`](Edit::MoveItems).
        items: Vec<String>,
        /// Whether similar items of the theme go, too.
        like: bool,
    },
    /// No import takes anything from a pinned theme.
    PinTheme {
        /// Its id.
        theme: String,
        /// Whether it is pinned.
        on: bool,
    },
    /// A theme goes: its items go to the next best, or to none.
    DeleteTheme {
        /// Its id.
        theme: String,
    },
    /// Every item with one of these phrases belongs to a theme.
    SetPhrases {
        /// Its id.
        theme: String,
        /// The phrases; none takes them away.
        phrases: Vec<String>,
    },
    /// Who answers for a theme; an empty owner takes it away.
    SetThemeOwner {
        /// Its id.
        theme: String,
        /// Who answers for it.
        owner: String,
    },
    /// What somebody wrote on the card of a theme.
    SetThemeCard {
        /// Its id.
        theme: String,
        /// The job to be done.
        job: String,
        /// Alternatives.
        alternatives: String,
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
    /// Items with one of these phrases and no area of their own belong to a product area.
    SetAreaPhrases {
        /// The product area.
        area: String,
        /// The phrases; a word that ends in `*` stands for all that begin so. None takes them away.
        phrases: Vec<String>,
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
    id: Option<String>,
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
    #[serde(skip_serializing_if = "Option::is_none")]
    phrase: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    job: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    alternatives: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    items: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    subthemes: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    phrases: Vec<String>,
    #[serde(skip_serializing_if = "is_false")]
    like: bool,
    #[serde(skip_serializing_if = "is_false")]
    on: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands references over")]
fn is_false(value: &bool) -> bool {
    !value
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
            "split-theme" => Edit::SplitTheme {
                theme: needs(fields.theme, "theme")?,
                name: needs(fields.name, "name")?,
                subthemes: fields.subthemes,
                phrase: fields.phrase.unwrap_or_default(),
                like: fields.like,
                id: fields.id.unwrap_or_default(),
            },
            "move-items" => Edit::MoveItems {
                items: fields.items,
                into: fields.into.unwrap_or_default(),
                like: fields.like,
            },
            "not-this" => Edit::NotThis {
                theme: needs(fields.theme, "theme")?,
                items: fields.items,
                like: fields.like,
            },
            "pin-theme" => Edit::PinTheme { theme: needs(fields.theme, "theme")?, on: fields.on },
            "delete-theme" => Edit::DeleteTheme { theme: needs(fields.theme, "theme")? },
            "set-phrases" => {
                Edit::SetPhrases { theme: needs(fields.theme, "theme")?, phrases: fields.phrases }
            }
            "set-theme-owner" => Edit::SetThemeOwner {
                theme: needs(fields.theme, "theme")?,
                owner: fields.owner.unwrap_or_default(),
            },
            "set-theme-card" => Edit::SetThemeCard {
                theme: needs(fields.theme, "theme")?,
                job: fields.job.unwrap_or_default(),
                alternatives: fields.alternatives.unwrap_or_default(),
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
            "set-area-phrases" => {
                Edit::SetAreaPhrases { area: needs(fields.area, "area")?, phrases: fields.phrases }
            }
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
            Edit::SplitTheme { theme, name, subthemes, phrase, like, id } => Fields {
                theme: Some(theme),
                name: Some(name),
                subthemes,
                phrase: Some(phrase).filter(|phrase| !phrase.is_empty()),
                like,
                id: Some(id).filter(|id| !id.is_empty()),
                ..of("split-theme")
            },
            Edit::MoveItems { items, into, like } => {
                Fields { items, into: Some(into), like, ..of("move-items") }
            }
            Edit::NotThis { theme, items, like } => {
                Fields { theme: Some(theme), items, like, ..of("not-this") }
            }
            Edit::PinTheme { theme, on } => Fields { theme: Some(theme), on, ..of("pin-theme") },
            Edit::DeleteTheme { theme } => Fields { theme: Some(theme), ..of("delete-theme") },
            Edit::SetPhrases { theme, phrases } => {
                Fields { theme: Some(theme), phrases, ..of("set-phrases") }
            }
            Edit::SetThemeOwner { theme, owner } => {
                Fields { theme: Some(theme), owner: Some(owner), ..of("set-theme-owner") }
            }
            Edit::SetThemeCard { theme, job, alternatives } => Fields {
                theme: Some(theme),
                job: Some(job),
                alternatives: Some(alternatives),
                ..of("set-theme-card")
            },
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
            Edit::SetAreaPhrases { area, phrases } => {
                Fields { area: Some(area), phrases, ..of("set-area-phrases") }
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
