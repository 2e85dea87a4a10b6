//! What people decided: kept apart from the data, taken back and made again, replayed on the next
//! import.

mod alike;
mod apply;
mod check;
mod codec;
mod item;
mod memory;
mod preview;
mod taxonomy;

pub use item::item_key;
pub(crate) use item::{Places, find as find_items, item_id};
pub use preview::preview;
pub(crate) use preview::{EXAMPLES, kept};
pub use taxonomy::{KnownTheme, Material, Taxonomy};

use std::collections::BTreeMap;
use std::rc::Rc;

use self::check::{check, in_words};
use crate::label::AreaPhrases;
use crate::theme::{Decided, Memory, slug};
use crate::view::{Edit, FileChoices, ProjectFile, ProjectView};
use crate::{Error, Result};

const FORMAT: &str = "undertone-project";
const FORMAT_VERSION: u32 = 1;

/// Statuses of a theme.
pub const THEME_STATUSES: &[&str] =
    &["hypothesis", "validated", "in-progress", "shipped", "wont-do"];

/// Statuses of a finding.
pub const FINDING_STATUSES: &[&str] =
    &["new", "reviewing", "validated", "building", "shipped", "wont-do"];

/// The human decisions of one workspace.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Project {
    files: BTreeMap<String, FileChoices>,
    edits: Vec<Edit>,
    n_done: usize,
    memory: Rc<Memory>,
}

impl Project {
    /// Reads a project file.
    ///
    /// # Errors
    /// [`BadProject`](Error::BadProject) when it is none, or of a later version.
    pub fn read(json: &str) -> Result<Project> {
        let file: ProjectFile = serde_json::from_str(json).map_err(|error| Error::BadProject {
            reason: format!("it is not readable ({error})"),
        })?;
        if file.format != FORMAT {
            return Err(Error::BadProject { reason: format!("its format is not {FORMAT:?}") });
        }
        if file.version > FORMAT_VERSION {
            return Err(Error::BadProject {
                reason: format!(
                    "it has version {}, this page reads up to {FORMAT_VERSION}: reload the page",
                    file.version
                ),
            });
        }
        let mut project = Project { files: file.files, ..Project::default() };
        for edit in file.edits {
            project.make(&edit)?;
        }
        project.memory = Rc::new(memory::read(&file.known)?);
        Ok(project)
    }

    /// The project file, readable and the same for the same decisions.
    pub fn write(&self) -> String {
        let file = ProjectFile {
            format: FORMAT.to_owned(),
            version: FORMAT_VERSION,
            engine: crate::VERSION.to_owned(),
            files: self.files.clone(),
            edits: self.done().to_vec(),
            known: memory::write(&self.memory),
        };
        // Plain structs of strings, numbers and lists always serialise.
        serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
    }

    /// The edits in force, oldest first.
    pub fn done(&self) -> &[Edit] {
        &self.edits[..self.n_done]
    }

    /// Makes one edit, or takes one back, or makes that again.
    ///
    /// # Errors
    /// [`BadOption`](Error::BadOption) for a status that is none or an empty name.
    pub fn make(&mut self, edit: &Edit) -> Result<()> {
        match edit {
            Edit::Undo => self.n_done = self.n_done.saturating_sub(1),
            Edit::Redo => self.n_done = (self.n_done + 1).min(self.edits.len()),
            _ => {
                check(edit)?;
                self.edits.truncate(self.n_done);
                self.edits.push(edit.clone());
                self.n_done += 1;
            }
        }
        Ok(())
    }

    /// The themes as the last import left them.
    pub fn memory(&self) -> &Rc<Memory> {
        &self.memory
    }

    /// The themes as the last import left them, with what themes found now must respect: the names
    /// and ids that people gave, and the themes that they decided about.
    pub fn known(&self) -> Memory {
        let mut decided = Decided::default();
        for edit in self.done() {
            match edit {
                Edit::RenameTheme { theme, name } => {
                    decided.names.push(name.trim().to_lowercase());
                    decided.kept.push(theme.clone());
                }
                Edit::SplitTheme { theme, name, id, .. } => {
                    decided.names.push(name.trim().to_lowercase());
                    let none = String::is_empty(id);
                    decided.ids.push(if none { slug(name.trim(), &[]) } else { id.clone() });
                    decided.fixed.push(theme.clone());
                }
                Edit::MergeThemes { from, into } => {
                    decided.fixed.extend([from.clone(), into.clone()]);
                }
                Edit::PinTheme { theme, on: true }
                | Edit::NotThis { theme, .. }
                | Edit::DeleteTheme { theme } => decided.fixed.push(theme.clone()),
                Edit::MoveItems { into: theme, .. }
                | Edit::SetPhrases { theme, .. }
                | Edit::SetThemeOwner { theme, .. }
                | Edit::SetThemeCard { theme, .. }
                | Edit::SetThemeStatus { theme, .. } => decided.kept.push(theme.clone()),
                _ => {}
            }
        }
        Memory { decided, ..(*self.memory).clone() }
    }

    /// Keeps the themes of an import.
    pub fn set_memory(&mut self, memory: Rc<Memory>) {
        self.memory = memory;
    }

    /// Ids of the pinned themes.
    pub fn pinned(&self) -> Vec<String> {
        let mut pinned: Vec<String> = Vec::new();
        for edit in self.done() {
            if let Edit::PinTheme { theme, on } = edit {
                pinned.retain(|own| own != theme);
                pinned.extend(on.then(|| theme.clone()));
            }
        }
        pinned
    }

    /// What was decided about files with this header.
    pub fn choices(&self, fingerprint: &str) -> Option<&FileChoices> {
        self.files.get(fingerprint)
    }

    /// Remembers what was decided about files with this header.
    pub fn remember(&mut self, fingerprint: &str, choices: &FileChoices) {
        self.files.insert(fingerprint.to_owned(), choices.clone());
    }

    /// Who answers for each product area.
    pub fn owners(&self) -> BTreeMap<&str, &str> {
        let mut owners = BTreeMap::new();
        for edit in self.done() {
            if let Edit::SetOwner { area, owner } = edit {
                owners.insert(area.as_str(), owner.as_str());
            }
        }
        owners.retain(|_, owner| !owner.is_empty());
        owners
    }

    /// Status and note of a finding, if somebody set them.
    pub fn finding(&self, id: &str) -> Option<(&str, &str)> {
        self.done().iter().rev().find_map(|edit| match edit {
            Edit::SetFindingStatus { finding, status, note } if finding == id => {
                Some((status.as_str(), note.as_str()))
            }
            _ => None,
        })
    }

    /// The labels that people gave, in the order in which they were: item, dimension and value; an
    /// empty value takes an earlier one away.
    pub fn labels<'a>(&'a self) -> Vec<(&'a str, &'a str, &'a str)> {
        let label = |edit: &'a Edit| match edit {
            Edit::SetLabel { item, dimension, value } => {
                Some((item.as_str(), dimension.as_str(), value.as_str()))
            }
            _ => None,
        };
        self.done().iter().filter_map(label).collect()
    }

    /// The phrases that people named for product areas, by area.
    pub fn area_phrases(&self) -> Vec<AreaPhrases> {
        area_phrases(self.done())
    }

    /// What the page shows of it.
    pub fn view(&self) -> ProjectView {
        ProjectView {
            history: self.done().iter().map(in_words).collect(),
            can_undo: self.n_done > 0,
            can_redo: self.n_done < self.edits.len(),
            owners: self
                .owners()
                .into_iter()
                .map(|(area, owner)| (area.to_owned(), owner.to_owned()))
                .collect(),
        }
    }
}

/// The phrases of areas that `edits` leave, by area: as last set, without blanks and repetitions.
pub(crate) fn area_phrases(edits: &[Edit]) -> Vec<AreaPhrases> {
    let mut areas: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for edit in edits {
        if let Edit::SetAreaPhrases { area, phrases } = edit {
            let mut own: Vec<String> = Vec::new();
            for phrase in phrases.iter().map(|phrase| phrase.trim()) {
                if !phrase.is_empty() && !own.iter().any(|known| known == phrase) {
                    own.push(phrase.to_owned());
                }
            }
            areas.insert(area.trim(), own);
        }
    }
    let said = areas.into_iter().filter(|(_, phrases)| !phrases.is_empty());
    said.map(|(area, phrases)| (area.to_owned(), phrases)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owner(area: &str, owner: &str) -> Edit {
        Edit::SetOwner { area: area.into(), owner: owner.into() }
    }

    #[test]
    fn undo_takes_back_and_redo_makes_again() {
        let mut project = Project::default();
        project.make(&owner("Mobile", "Ada")).unwrap();
        project.make(&owner("Mobile", "Bo")).unwrap();
        assert_eq!(project.owners()["Mobile"], "Bo");
        project.make(&Edit::Undo).unwrap();
        assert_eq!(project.owners()["Mobile"], "Ada");
        project.make(&Edit::Redo).unwrap();
        assert_eq!(project.owners()["Mobile"], "Bo");
        project.make(&Edit::Undo).unwrap();
        project.make(&owner("API", "Cy")).unwrap();
        assert!(!project.view().can_redo);
        for _ in 0..5 {
            project.make(&Edit::Undo).unwrap();
        }
        assert!(project.owners().is_empty());
    }

    #[test]
    fn a_project_file_reads_back_as_it_was_written() {
        let mut project = Project::default();
        project.make(&owner("Mobile", "Ada")).unwrap();
        let rename =
            Edit::RenameTheme { theme: "login-loop".into(), name: "Login \"loop\"".into() };
        project.make(&rename).unwrap();
        project.make(&owner("API", "Cy")).unwrap();
        project.make(&Edit::Undo).unwrap();
        project
            .remember("abc", &FileChoices { kind: Some("feedback".into()), ..Default::default() });
        let json = project.write();
        let again = Project::read(&json).unwrap();
        assert_eq!(again.write(), json);
        assert_eq!(again.done(), project.done());
    }

    #[test]
    fn known_themes_read_back_and_damaged_ones_are_refused_with_words() {
        let mut project = Project::default();
        let part = |name: &str, keys: &[u32]| crate::theme::Part {
            name: name.into(),
            keys: keys.to_vec(),
            centre: crate::theme::unpacked(&[3, -127, 40]),
        };
        let theme = crate::theme::Known {
            id: "login-loop".into(),
            name: "login loop".into(),
            terms: vec!["login loop".into(), "sign in".into()],
            parts: vec![part("", &[4, 9]), part("iOS", &[7])],
            radius: 0.31,
            born: Some(20_000),
            first_day: Some(19_900),
            n: 3,
        };
        project.set_memory(Rc::new(Memory {
            themes: vec![theme],
            unthemed: vec![1, 2],
            last_day: Some(20_100),
            ..Memory::default()
        }));
        let json = project.write();
        let again = Project::read(&json).unwrap();
        assert_eq!(again.write(), json);
        assert_eq!(again.memory().themes[0].parts[0].keys, [4, 9]);
        assert_eq!(again.memory().themes[0].born, Some(20_000));
        for (from, to, reason) in [
            ("AAAABAAAAAk=", "AAAABAAAAAk", "“part”"),
            ("AAAABAAAAAk=", "AAAABAAAAA==", "“part”"),
            ("theme\\tlogin-loop\\tlogin loop", "theme\\tlogin-loop\\t ", "“theme”"),
            ("theme\\tlogin", "thema\\tlogin", "“thema”"),
            ("import\\t", "import\\tx", "“import”"),
            ("AAAAAQAAAAI=", "%", "“unthemed”"),
        ] {
            assert!(json.contains(from), "{from} is not in {json}");
            let error = Project::read(&json.replacen(from, to, 1)).unwrap_err();
            assert_eq!(error.code(), "bad-project");
            assert!(error.to_string().contains(reason), "{error}");
        }
    }

    #[test]
    fn what_is_not_a_project_file_is_refused_with_a_reason() {
        for (json, reason) in [
            ("", "not readable"),
            ("7", "not readable"),
            ("{}", "format"),
            (r#"{"format":"undertone-project","version":99}"#, "version 99"),
        ] {
            let error = Project::read(json).unwrap_err();
            assert_eq!(error.code(), "bad-project");
            assert!(error.to_string().contains(reason), "{error}");
        }
        let edit = r#"{"format":"undertone-project","version":1,
            "edits":[{"kind":"set-theme-status","theme":"a","status":"x"}]}"#;
        assert_eq!(Project::read(edit).unwrap_err().code(), "bad-option");
    }
}
