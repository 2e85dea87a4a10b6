//! The themes as people see them: found by the engine, then renamed and merged by hand.

use crate::project::Project;
use crate::table::{Category, Column, Data, MISSING, Origin};
use crate::theme::Themes;
use crate::view::Edit;
use crate::{Error, Result};

/// The themes in force, largest first.
#[derive(Debug, Clone, Default)]
pub struct Taxonomy {
    /// The themes; positions are stable only until the next edit, ids for longer.
    pub themes: Vec<KnownTheme>,
    /// The theme of each row, or [`MISSING`].
    pub of_row: Vec<u32>,
    /// The finer theme of each row within its theme, or [`MISSING`].
    pub sub_of_row: Vec<u32>,
}

/// One theme.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct KnownTheme {
    /// Made of the name that the engine found, so that the same language keeps its id.
    pub id: String,
    /// What people read; unique.
    pub name: String,
    /// Whether a person named it.
    pub is_renamed: bool,
    /// Telling terms, best first.
    pub terms: Vec<String>,
    /// Rows that stand for it.
    pub exemplars: Vec<u32>,
    /// Names of its finer themes; unique over all themes.
    pub subthemes: Vec<String>,
    /// Status, where somebody set one.
    pub status: Option<String>,
}

impl Taxonomy {
    /// The found themes with the project's decisions replayed. Decisions about themes that are not
    /// there are skipped: another export may bring them back.
    pub fn new(found: &Themes, project: &Project) -> Taxonomy {
        let mut taxonomy = Taxonomy::as_found(found);
        for edit in project.done() {
            taxonomy.apply(edit);
        }
        taxonomy
    }

    fn as_found(found: &Themes) -> Taxonomy {
        let mut ids: Vec<String> = Vec::new();
        let mut themes = Vec::new();
        for theme in &found.themes {
            let id = unique_slug(&theme.name, &ids);
            ids.push(id.clone());
            themes.push(KnownTheme {
                id,
                name: theme.name.clone(),
                is_renamed: false,
                terms: theme.terms.clone(),
                exemplars: theme.exemplars.clone(),
                subthemes: theme
                    .subthemes
                    .iter()
                    .map(|sub| format!("{} › {sub}", theme.name))
                    .collect(),
                status: None,
            });
        }
        Taxonomy { themes, of_row: found.of_row.clone(), sub_of_row: found.sub_of_row.clone() }
    }

    fn apply(&mut self, edit: &Edit) {
        match edit {
            Edit::RenameTheme { theme, name } => {
                let name = name.trim();
                if self.by_name(name).is_none()
                    && let Some(idx) = self.by_id(theme)
                {
                    name.clone_into(&mut self.themes[idx].name);
                    self.themes[idx].is_renamed = true;
                }
            }
            Edit::MergeThemes { from, into } => {
                if let (Some(from), Some(into)) = (self.by_id(from), self.by_id(into)) {
                    self.merge(from, into);
                }
            }
            Edit::SetThemeStatus { theme, status } => {
                if let Some(idx) = self.by_id(theme) {
                    self.themes[idx].status = Some(status.clone());
                }
            }
            _ => {}
        }
    }

    fn merge(&mut self, from: usize, into: usize) {
        let gone = self.themes[from].clone();
        let offset = self.themes[into].subthemes.len() as u32;
        self.themes[into].subthemes.extend(gone.subthemes);
        self.themes[into].exemplars.extend(gone.exemplars);
        for (theme, sub) in self.of_row.iter_mut().zip(&mut self.sub_of_row) {
            if *theme == from as u32 {
                *theme = into as u32;
                *sub = if *sub == MISSING { MISSING } else { *sub + offset };
            }
            if *theme != MISSING && *theme > from as u32 {
                *theme -= 1;
            }
        }
        self.themes.remove(from);
    }

    /// Position of the theme with this id.
    pub fn by_id(&self, id: &str) -> Option<usize> {
        self.themes.iter().position(|theme| theme.id == id)
    }

    /// Position of the theme with this name, letter case ignored.
    pub fn by_name(&self, name: &str) -> Option<usize> {
        let name = name.to_lowercase();
        self.themes.iter().position(|theme| theme.name.to_lowercase() == name)
    }

    /// Checks an edit against the themes there are, before it is made.
    ///
    /// # Errors
    /// [`Unknown`](Error::Unknown) theme; [`BadOption`](Error::BadOption) for a name in use.
    pub fn check(&self, edit: &Edit) -> Result<()> {
        let known = |id: &String| {
            self.by_id(id).map(|_| ()).ok_or_else(|| Error::Unknown {
                what: "theme",
                name: id.clone(),
                known: self.themes.iter().take(5).map(|theme| theme.id.clone()).collect(),
            })
        };
        match edit {
            Edit::RenameTheme { theme, name } => {
                known(theme)?;
                match self.by_name(name.trim()) {
                    Some(idx) if self.themes[idx].id != *theme => Err(Error::BadOption {
                        option: "name",
                        must: "not be in use: merge the two themes instead".to_owned(),
                    }),
                    _ => Ok(()),
                }
            }
            Edit::MergeThemes { from, into } => known(from).and_then(|()| known(into)),
            Edit::SetThemeStatus { theme, .. } => known(theme),
            _ => Ok(()),
        }
    }

    /// The columns `theme` and `subtheme` of the table.
    pub fn columns(&self) -> [Column; 2] {
        let theme = self
            .of_row
            .iter()
            .map(|idx| self.themes.get(*idx as usize).map_or("", |theme| theme.name.as_str()));
        let subtheme = self.of_row.iter().zip(&self.sub_of_row).map(|(idx, sub)| {
            let theme = self.themes.get(*idx as usize);
            theme.and_then(|theme| theme.subthemes.get(*sub as usize)).map_or("", String::as_str)
        });
        let column = |key: &str, name: &str, values: Category| Column {
            key: key.to_owned(),
            name: name.to_owned(),
            role: None,
            origin: Origin::Computed,
            data: Data::Category(values),
        };
        [
            column("theme", "Theme", Category::from_values(theme)),
            column("subtheme", "Sub-theme", Category::from_values(subtheme)),
        ]
    }
}

/// `name` in lower-case letters, digits and hyphens, with a number where it is taken.
fn unique_slug(name: &str, taken: &[String]) -> String {
    let mut slug = String::new();
    for c in name.to_lowercase().chars() {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    let slug = if slug.is_empty() { "theme" } else { slug.trim_end_matches('-') };
    let mut candidates =
        std::iter::once(slug.to_owned()).chain((2..).map(|n| format!("{slug}-{n}")));
    candidates.find(|candidate| !taken.contains(candidate)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::Theme;

    fn found() -> Themes {
        let theme = |name: &str, subs: &[&str]| Theme {
            name: name.into(),
            subthemes: subs.iter().map(ToString::to_string).collect(),
            ..Theme::default()
        };
        Themes {
            themes: vec![
                theme("login loop", &["ios"]),
                theme("log-in!", &[]),
                theme("invoice vat", &["pdf"]),
            ],
            of_row: vec![0, 1, 2, MISSING, 2],
            sub_of_row: vec![0, MISSING, 0, MISSING, MISSING],
            similarity: vec![1.0; 5],
            copy_of: vec![0, 1, 2, 3, 4],
        }
    }

    fn names(taxonomy: &Taxonomy) -> Vec<String> {
        let [theme, sub] = taxonomy.columns();
        let value = |column: &Column, row| match &column.data {
            Data::Category(category) => category.get(row).unwrap_or("–").to_owned(),
            _ => unreachable!(),
        };
        (0..5).map(|row| format!("{} / {}", value(&theme, row), value(&sub, row))).collect()
    }

    #[test]
    fn decisions_are_replayed_in_order_and_unknown_themes_skipped() {
        let mut project = Project::default();
        for edit in [
            Edit::RenameTheme { theme: "log-in".into(), name: "Sign-in".into() },
            Edit::MergeThemes { from: "log-in".into(), into: "invoice-vat".into() },
            Edit::RenameTheme { theme: "not-there".into(), name: "x".into() },
            Edit::RenameTheme { theme: "login-loop".into(), name: "invoice VAT".into() },
        ] {
            project.make(&edit).unwrap();
        }
        let taxonomy = Taxonomy::new(&found(), &project);
        assert_eq!(
            names(&taxonomy),
            [
                "login loop / login loop › ios",
                "invoice vat / –",
                "invoice vat / invoice vat › pdf",
                "– / –",
                "invoice vat / –",
            ]
        );
    }

    #[test]
    fn an_edit_is_checked_against_the_themes_there_are() {
        let taxonomy = Taxonomy::new(&found(), &Project::default());
        let rename =
            |theme: &str, name: &str| Edit::RenameTheme { theme: theme.into(), name: name.into() };
        assert!(taxonomy.check(&rename("login-loop", "Login Loop")).is_ok());
        assert_eq!(taxonomy.check(&rename("x", "y")).unwrap_err().code(), "unknown-name");
        assert_eq!(
            taxonomy.check(&rename("login-loop", "Invoice vat")).unwrap_err().code(),
            "bad-option"
        );
    }
}
