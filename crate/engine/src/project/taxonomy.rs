//! The themes as people see them: found by the engine, then renamed and merged by hand.

use super::alike::Finder;
use crate::table::{ALSO, BETWEEN_THEMES, Category, Column, Data, MISSING, Origin, Table};
use crate::text::{Corpus, Model};
use crate::theme::{Also, Identity, Memory, Themes};
use crate::view::Edit;
use crate::{Error, Result};

/// Stands between a theme and its finer theme.
pub(super) const BETWEEN: &str = " › ";

/// What decisions are replayed on.
#[derive(Clone, Copy)]
pub struct Material<'a> {
    /// The themes as the engine found them.
    pub found: &'a Themes,
    /// Who they are.
    pub identity: &'a Identity,
    /// The themes of each row beside its main one.
    pub also: &'a Also,
    /// The items.
    pub table: &'a Table,
    /// Their words.
    pub corpus: &'a Corpus,
    /// The model of word vectors.
    pub model: Option<&'a Model>,
    /// Centres of the themes; without them nothing is alike.
    pub memory: Option<&'a Memory>,
}

/// The themes in force, largest first.
#[derive(Debug, Clone, Default)]
pub struct Taxonomy {
    /// The themes; positions are stable only until the next edit, ids for longer.
    pub themes: Vec<KnownTheme>,
    /// The theme of each row, or [`MISSING`].
    pub of_row: Vec<u32>,
    /// The finer theme of each row within its theme, or [`MISSING`].
    pub sub_of_row: Vec<u32>,
    /// The themes of each row beside its main one.
    pub also: Also,
    /// Rows that are not about a theme that they were found to mention, with the id of the theme.
    pub(super) not_also: Vec<(u32, String)>,
    /// Themes that were merged, and into which.
    pub(super) aliases: Vec<(String, String)>,
    /// Names that people gave to themes that have no item here.
    pub absent: Vec<String>,
}

/// One theme.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct KnownTheme {
    /// Its id, for good.
    pub id: String,
    /// What people read; unique.
    pub name: String,
    /// Whether a person named it.
    pub is_renamed: bool,
    /// Telling terms, best first.
    pub terms: Vec<String>,
    /// Rows that stand for it.
    pub exemplars: Vec<u32>,
    /// Names of its finer themes, each once.
    pub subthemes: Vec<String>,
    /// Status, where somebody set one.
    pub status: Option<String>,
    /// The newest day before the import that brought it; none for the first import.
    pub born: Option<i32>,
    /// Whether no import takes anything from it.
    pub is_pinned: bool,
    /// Phrases whose items belong to it.
    pub phrases: Vec<String>,
    /// Who answers for it, where somebody said so.
    pub owner: String,
    /// The job to be done, and alternatives, as somebody wrote them.
    pub card: (String, String),
    /// Whether somebody split it off.
    pub is_made: bool,
}

impl KnownTheme {
    /// A finer theme as the column of finer themes has it: unique over all themes, because names of
    /// themes are and a finer theme's has no [`BETWEEN`] in it.
    pub fn subtheme(&self, at: usize) -> Option<String> {
        self.subthemes.get(at).map(|sub| format!("{}{BETWEEN}{sub}", self.name))
    }

    /// New since an earlier import, and nobody has decided about it.
    pub fn is_candidate(&self) -> bool {
        self.born.is_some() && self.status.is_none() && !self.is_renamed && !self.is_pinned
    }
}

impl Taxonomy {
    /// The found themes with decisions replayed. Decisions about themes that are not there are
    /// skipped: another export may bring them back.
    pub fn new(material: &Material<'_>, edits: &[Edit]) -> Taxonomy {
        let mut taxonomy = Taxonomy::as_found(material);
        let mut finder = Finder::new(material);
        for (at, edit) in edits.iter().enumerate() {
            if !is_replaced(edit, &edits[at + 1..]) {
                taxonomy.apply(edit, material, &mut finder);
            }
        }
        taxonomy.also = taxonomy.also_in_force(material);
        taxonomy.absent = taxonomy.absent_after(edits);
        taxonomy
    }

    /// How many themes have an item.
    pub fn n_themes(&self) -> u32 {
        let mut has_row = vec![false; self.themes.len()];
        for theme in &self.of_row {
            if let Some(has_row) = has_row.get_mut(*theme as usize) {
                *has_row = true;
            }
        }
        has_row.into_iter().map(u32::from).sum()
    }

    /// Finds the terms of the themes anew whose rows are others than those of the theme that was found
    /// (`found` has the found theme of each row): what was split off is no term any more.
    pub fn describe(&mut self, found: &[u32], identity: &Identity, corpus: &Corpus) {
        let now = |theme: &u32| identity.ids.get(*theme as usize).map(|id| self.by_id(id));
        let of_found: Vec<u32> = (0..identity.ids.len() as u32)
            .map(|theme| now(&theme).flatten().map_or(MISSING, |at| at as u32))
            .collect();
        let mut is_other = vec![false; self.themes.len()];
        for (own, found) in self.of_row.iter().zip(found) {
            let before = of_found.get(*found as usize).copied().unwrap_or(MISSING);
            if before != *own {
                for theme in [before, *own] {
                    if let Some(is_other) = is_other.get_mut(theme as usize) {
                        *is_other = true;
                    }
                }
            }
        }
        if !is_other.contains(&true) {
            return;
        }
        let terms = crate::theme::terms(corpus, &self.of_row, self.themes.len());
        for ((theme, terms), is_other) in self.themes.iter_mut().zip(terms).zip(is_other) {
            if is_other && !terms.is_empty() {
                theme.terms = terms;
            }
        }
    }

    /// Names that people gave to themes that have no item here and that nobody deleted.
    fn absent_after(&self, edits: &[Edit]) -> Vec<String> {
        let mut out: Vec<(&str, &str)> = Vec::new();
        for edit in edits {
            match edit {
                Edit::RenameTheme { theme, name } => {
                    out.retain(|own| own.0 != theme);
                    out.push((theme, name.trim()));
                }
                Edit::SplitTheme { name, id, .. } if !id.is_empty() => out.push((id, name.trim())),
                Edit::DeleteTheme { theme } | Edit::MergeThemes { from: theme, .. } => {
                    out.retain(|own| own.0 != theme);
                }
                _ => {}
            }
        }
        out.retain(|(id, _)| match self.by_id(id) {
            Some(at) => !self.of_row.contains(&(at as u32)),
            None => true,
        });
        out.into_iter().map(|(_, name)| name.to_owned()).collect()
    }

    /// The further themes of each row as they stand after the decisions.
    fn also_in_force(&self, material: &Material<'_>) -> Also {
        let ids = material.identity.ids.iter();
        let now: Vec<Option<usize>> = ids.map(|id| self.by_old_id(id)).collect();
        let is_denied = |row: u32, theme: usize| {
            let denied = self.not_also.iter().filter(|own| own.0 == row);
            denied.into_iter().any(|own| self.by_old_id(&own.1) == Some(theme))
        };
        let of = |row: usize| {
            let found = material.also.of(row as u32).iter();
            let mut own: Vec<u32> = Vec::new();
            for theme in found.filter_map(|theme| now.get(*theme as usize).copied().flatten()) {
                let is_other = self.of_row[row] != theme as u32 && !own.contains(&(theme as u32));
                if is_other && !is_denied(row as u32, theme) {
                    own.push(theme as u32);
                }
            }
            own
        };
        (0..self.of_row.len()).map(of).collect()
    }

    /// Whether `row` was found to mention the theme at `at` beside its own.
    pub(super) fn mentions(&self, row: u32, at: usize, material: &Material<'_>) -> bool {
        let ids =
            material.also.of(row).iter().filter_map(|own| material.identity.ids.get(*own as usize));
        ids.into_iter().any(|id| self.by_old_id(id) == Some(at))
    }

    fn as_found(material: &Material<'_>) -> Taxonomy {
        let found = material.found;
        let mut themes = Vec::new();
        for (at, theme) in found.themes.iter().enumerate() {
            themes.push(KnownTheme {
                id: material.identity.ids.get(at).cloned().unwrap_or_default(),
                name: theme.name.clone(),
                terms: theme.terms.clone(),
                exemplars: theme.exemplars.clone(),
                subthemes: theme.subthemes.clone(),
                born: material.identity.born.get(at).copied().flatten(),
                ..KnownTheme::default()
            });
        }
        Taxonomy {
            themes,
            of_row: found.of_row.clone(),
            sub_of_row: found.sub_of_row.clone(),
            ..Taxonomy::default()
        }
    }

    /// Position of the theme with this id.
    pub fn by_id(&self, id: &str) -> Option<usize> {
        self.themes.iter().position(|theme| theme.id == id)
    }

    /// Position of the theme with this id, or of the one that it was merged into.
    pub fn by_old_id(&self, id: &str) -> Option<usize> {
        let mut id = id;
        for _ in 0..=self.aliases.len() {
            if let Some(at) = self.by_id(id) {
                return Some(at);
            }
            id = &self.aliases.iter().find(|(from, _)| from == id)?.1;
        }
        None
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
        let free = |name: &str, but: &str| match self.by_name(name.trim()) {
            Some(idx) if self.themes[idx].id != but => Err(Error::BadOption {
                option: "name",
                must: "not be in use: merge the two themes instead".to_owned(),
            }),
            _ => Ok(()),
        };
        match edit {
            Edit::RenameTheme { theme, name } => known(theme).and_then(|()| free(name, theme)),
            Edit::SplitTheme { theme, name, .. } => known(theme).and_then(|()| free(name, "")),
            Edit::MergeThemes { from, into } => known(from).and_then(|()| known(into)),
            Edit::MoveItems { into, .. } if !into.is_empty() => known(into),
            Edit::SetThemeStatus { theme, .. }
            | Edit::NotThis { theme, .. }
            | Edit::PinTheme { theme, .. }
            | Edit::DeleteTheme { theme }
            | Edit::SetPhrases { theme, .. }
            | Edit::SetThemeOwner { theme, .. }
            | Edit::SetThemeCard { theme, .. } => known(theme),
            _ => Ok(()),
        }
    }

    /// The columns `theme`, `subtheme` and `also` of the table.
    pub fn columns(&self) -> [Column; 3] {
        let theme = self
            .of_row
            .iter()
            .map(|idx| self.themes.get(*idx as usize).map_or("", |theme| theme.name.as_str()));
        let names = |theme: &KnownTheme| -> Vec<String> {
            (0..theme.subthemes.len()).filter_map(|at| theme.subtheme(at)).collect()
        };
        let names: Vec<Vec<String>> = self.themes.iter().map(names).collect();
        let subtheme = self.of_row.iter().zip(&self.sub_of_row).map(|(idx, sub)| {
            let own = names.get(*idx as usize).and_then(|own| own.get(*sub as usize));
            own.map_or("", String::as_str)
        });
        let also = (0..self.of_row.len()).map(|row| {
            let own = self.also.of(row as u32).iter();
            let names = own.map(|theme| self.themes[*theme as usize].name.as_str());
            names.collect::<Vec<_>>().join(BETWEEN_THEMES)
        });
        let also: Vec<String> = also.collect();
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
            column(ALSO, "Also about", Category::from_values(also.iter().map(String::as_str))),
        ]
    }
}

/// Whether only a later edit of the same kind counts: the phrases of a theme are those last set, and
/// what went to it by others stays where it was.
fn is_replaced(edit: &Edit, later: &[Edit]) -> bool {
    let Edit::SetPhrases { theme, .. } = edit else { return false };
    let again = |own: &Edit| matches!(own, Edit::SetPhrases { theme: own, .. } if own == theme);
    later.iter().any(again)
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

    fn taxonomy(edits: &[Edit]) -> Taxonomy {
        replayed(&found(), edits)
    }

    /// Both themes with finer ones have one of the same name.
    fn twins(edits: &[Edit]) -> Taxonomy {
        let mut found = found();
        found.themes[2].subthemes = vec!["ios".into()];
        replayed(&found, edits)
    }

    fn replayed(found: &Themes, edits: &[Edit]) -> Taxonomy {
        let ids = ["login-loop", "log-in", "invoice-vat"].map(str::to_owned).to_vec();
        let material = Material {
            found,
            identity: &Identity { ids, born: vec![None; 3] },
            also: &Also::default(),
            table: &Table { n_rows: 5, ..Table::default() },
            corpus: &Corpus::default(),
            model: None,
            memory: None,
        };
        Taxonomy::new(&material, edits)
    }

    fn names(taxonomy: &Taxonomy) -> Vec<String> {
        let [theme, sub, _] = taxonomy.columns();
        let value = |column: &Column, row| match &column.data {
            Data::Category(category) => category.get(row).unwrap_or("–").to_owned(),
            _ => unreachable!(),
        };
        (0..5).map(|row| format!("{} / {}", value(&theme, row), value(&sub, row))).collect()
    }

    #[test]
    fn decisions_are_replayed_in_order_and_unknown_themes_skipped() {
        let taxonomy = taxonomy(&[
            Edit::RenameTheme { theme: "log-in".into(), name: "Sign-in".into() },
            Edit::MergeThemes { from: "log-in".into(), into: "invoice-vat".into() },
            Edit::RenameTheme { theme: "not-there".into(), name: "x".into() },
            Edit::RenameTheme { theme: "login-loop".into(), name: "invoice VAT".into() },
            Edit::PinTheme { theme: "invoice-vat".into(), on: true },
        ]);
        assert_eq!(
            names(&taxonomy),
            [
                "invoice VAT / invoice VAT › ios",
                "invoice VAT 2 / –",
                "invoice VAT 2 / invoice VAT 2 › pdf",
                "– / –",
                "invoice VAT 2 / –",
            ]
        );
        assert!(taxonomy.themes[1].is_pinned);
        assert_eq!(taxonomy.by_old_id("log-in"), Some(1));
    }

    #[test]
    fn a_split_by_finer_themes_takes_their_rows_alone() {
        let taxonomy = taxonomy(&[Edit::SplitTheme {
            theme: "invoice-vat".into(),
            name: "PDF".into(),
            subthemes: vec!["pdf".into()],
            phrase: String::new(),
            like: false,
            id: String::new(),
        }]);
        assert_eq!(names(&taxonomy)[2], "PDF / –");
        assert_eq!(names(&taxonomy)[4], "invoice vat / –");
        assert_eq!(taxonomy.themes[3].id, "pdf");
    }

    #[test]
    fn finer_themes_keep_their_names_through_renames_and_merges() {
        let split = |subtheme: &str| Edit::SplitTheme {
            theme: "login-loop".into(),
            name: "Split".into(),
            subthemes: vec![subtheme.into()],
            phrase: String::new(),
            like: false,
            id: String::new(),
        };
        let rename =
            Edit::RenameTheme { theme: "login-loop".into(), name: "Access › iOS".into() };
        let taxonomy = taxonomy(std::slice::from_ref(&rename));
        assert_eq!(names(&taxonomy)[0], "Access › iOS / Access › iOS › ios");
        assert_eq!(names(&self::taxonomy(&[rename, split("ios")]))[0], "Split / –");
        let merge = Edit::MergeThemes { from: "invoice-vat".into(), into: "login-loop".into() };
        let merged = twins(std::slice::from_ref(&merge));
        assert_eq!(merged.themes[0].subthemes, ["ios", "invoice vat: ios"]);
        assert_eq!(
            names(&twins(&[merge, split("invoice vat: ios")]))[..3],
            ["login loop / login loop › ios", "log-in! / –", "Split / –"]
        );
    }

    #[test]
    fn an_edit_is_checked_against_the_themes_there_are() {
        let taxonomy = taxonomy(&[]);
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
