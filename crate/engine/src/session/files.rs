//! The open files: bytes, what was read from them, what a person decided about them.

use super::Session;
use crate::project::Project;
use crate::read::{Decoder, ReadOptions, Reading};
use crate::table::{self, Choices, FileKind, FileTable, Role};
use crate::view::{self, FileChoices, FileView, ProvenanceFileView, ProvenanceView};
use crate::{Error, Result};

/// One open file.
pub(super) struct OpenFile {
    /// Its id in the session.
    pub(super) id: u32,
    /// Its records; the cells of columns are given back once it is typed.
    pub(super) reading: Reading,
    /// Its typed columns.
    pub(super) table: FileTable,
    /// Everything that a person decided about it.
    pub(super) choices: FileChoices,
}

impl OpenFile {
    /// Types the columns of a file; what was decided earlier about files with the same header holds
    /// again.
    pub(super) fn new(
        id: u32,
        reading: Reading,
        project: &Project,
        decoder: &dyn Decoder,
    ) -> OpenFile {
        let table = table::infer(&reading, &Choices::default());
        let mut file = OpenFile { id, reading, table, choices: FileChoices::default() };
        if let Some(choices) = project.choices(&file.fingerprint()) {
            // Decided about another file: where it does not fit this one, what was found stands.
            let _ = file.choose(choices, decoder, &mut |_| {});
        }
        file
    }

    /// Adds a person's choices to those made before. On an error the file is as before.
    pub(super) fn choose(
        &mut self,
        more: &FileChoices,
        decoder: &dyn Decoder,
        progress: &mut dyn FnMut(u64),
    ) -> Result<()> {
        let nothing = FileChoices::default();
        let choices = merged(if more.afresh { &nothing } else { &self.choices }, more);
        let parsed = parse(&choices, &self.reading.header)?;
        let options = |choices: &FileChoices| ReadOptions {
            encoding: choices.encoding.clone(),
            delimiter: choices.delimiter.clone(),
            n_header: choices.n_header,
            repair: choices.repair == Some(true),
        };
        let (old, new) = (options(&self.choices), options(&choices));
        if old != new || self.reading.records.is_released() {
            self.reading = self.reading.again(&old, &new, decoder, progress)?;
        }
        self.table = table::infer(&self.reading, &parsed);
        self.choices = choices;
        Ok(())
    }

    /// The same for files with the same columns, in whatever order and letter case: what is
    /// decided about one holds for the next.
    pub(super) fn fingerprint(&self) -> String {
        let mut names: Vec<String> =
            self.reading.header.iter().map(|name| name.to_lowercase()).collect();
        names.sort_unstable();
        format!("{:016x}", crate::num::hash64(names.join("\u{1f}").as_bytes(), 0))
    }

    /// What was found, and an end to what only finding it needed.
    pub(super) fn view(&mut self) -> FileView {
        let view = view::file_view(self.id, &self.reading, &self.table, &self.choices);
        self.reading.records.release();
        view
    }
}

/// `old` with what `new` says put in its place.
fn merged(old: &FileChoices, new: &FileChoices) -> FileChoices {
    fn by_name<T: Clone>(old: &[(String, T)], new: &[(String, T)]) -> Vec<(String, T)> {
        let is_new = |name: &String| new.iter().any(|(other, _)| other == name);
        old.iter().filter(|(name, _)| !is_new(name)).chain(new).cloned().collect()
    }
    FileChoices {
        kind: new.kind.clone().or_else(|| old.kind.clone()),
        roles: by_name(&old.roles, &new.roles),
        date_orders: by_name(&old.date_orders, &new.date_orders),
        encoding: new.encoding.clone().or_else(|| old.encoding.clone()),
        delimiter: new.delimiter.clone().or_else(|| old.delimiter.clone()),
        n_header: new.n_header.or(old.n_header),
        repair: new.repair.or(old.repair),
        afresh: false,
    }
}

fn parse(choices: &FileChoices, header: &[String]) -> Result<Choices> {
    let kind = match &choices.kind {
        None => None,
        Some(code) => Some(FileKind::parse(code).ok_or_else(|| Error::BadOption {
            option: "kind",
            must: "be feedback, accounts or other".to_owned(),
        })?),
    };
    let mut roles = Vec::new();
    let own = |name: &String| {
        let same = |other: &&String| other.to_lowercase() == name.to_lowercase();
        header.iter().find(|other| *other == name).or_else(|| header.iter().find(same))
    };
    for (name, code) in &choices.roles {
        if own(name).is_none() && choices.n_header.is_none() && choices.delimiter.is_none() {
            return Err(Error::Unknown {
                what: "column",
                name: name.clone(),
                known: header.to_vec(),
            });
        }
        let role = match code {
            None => None,
            Some(code) => Some(Role::parse(code).ok_or_else(|| Error::Unknown {
                what: "role",
                name: code.clone(),
                known: Role::ALL.iter().map(|role| role.code().to_owned()).collect(),
            })?),
        };
        roles.push((own(name).unwrap_or(name).clone(), role));
    }
    let orders = choices.date_orders.iter();
    let orders = orders.map(|(name, order)| (own(name).unwrap_or(name).clone(), order.clone()));
    Ok(Choices { kind, roles, date_orders: orders.collect() })
}

impl Session {
    /// Id and data rows of every feedback file, in the order in which they were opened.
    pub(super) fn n_rows(&self) -> Vec<(u32, u32)> {
        let feedback = self.files.iter().filter(|file| file.table.kind == FileKind::Feedback);
        feedback.map(|file| (file.id, file.reading.records.n_rows())).collect()
    }

    /// What makes the result repeatable.
    pub(super) fn provenance(&self) -> Result<ProvenanceView> {
        Ok(ProvenanceView {
            engine: crate::VERSION.to_owned(),
            seed: self.analysed()?.seed,
            model: self.model.as_ref().map(|model| model.sha256.clone()),
            reading: self.analysed()?.reading.clone(),
            files: self
                .files
                .iter()
                .map(|file| ProvenanceFileView {
                    name: file.reading.file.clone(),
                    sha256: file.reading.buffer.sha256().to_owned(),
                    n_rows: file.reading.records.n_rows(),
                })
                .collect(),
        })
    }
}
