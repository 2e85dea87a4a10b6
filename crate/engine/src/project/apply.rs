//! Each decision about themes, made on the rows.

use super::alike::Finder;
use super::taxonomy::{BETWEEN, KnownTheme, Material, Taxonomy};
use crate::table::MISSING;
use crate::theme::slug;
use crate::view::Edit;

impl Taxonomy {
    /// Makes one decision; one about a theme that is not there does nothing.
    pub(super) fn apply(&mut self, edit: &Edit, material: &Material<'_>, finder: &mut Finder<'_>) {
        match edit {
            Edit::RenameTheme { theme, name } => self.rename(theme, name.trim()),
            Edit::MergeThemes { from, into } => {
                if let (Some(from), Some(into)) = (self.by_id(from), self.by_id(into))
                    && from != into
                {
                    self.merge(from, into);
                }
            }
            Edit::SplitTheme { theme, name, subthemes, phrase, like, id } => {
                if let Some(from) = self.by_id(theme) {
                    let rows = self.split_rows(from, subthemes, phrase, *like, finder);
                    self.split(from, (name.trim(), id), &rows);
                }
            }
            Edit::MoveItems { items, into, like } => self.move_items(items, into, *like, finder),
            Edit::NotThis { theme, items, like } => {
                if let Some(from) = self.by_id(theme) {
                    let mut rows = finder.rows_of(items);
                    let beside = rows.iter().filter(|row| self.mentions(**row, from, material));
                    let denied: Vec<_> = beside.map(|row| (*row, theme.clone())).collect();
                    self.not_also.extend(denied);
                    rows.retain(|row| self.of_row[*row as usize] == from as u32);
                    self.add_like(&mut rows, from, *like, finder);
                    self.send_to_next_best(&rows, from, material, finder);
                }
            }
            Edit::DeleteTheme { theme } => {
                if let Some(from) = self.by_id(theme) {
                    let rows = self.rows_of(from);
                    self.send_to_next_best(&rows, from, material, finder);
                    self.remove(from);
                }
            }
            Edit::SetPhrases { theme, phrases } => self.set_phrases(theme, phrases, finder),
            _ => self.set(edit),
        }
    }

    /// Decisions that move nothing.
    fn set(&mut self, edit: &Edit) {
        let (Edit::SetThemeStatus { theme, .. }
        | Edit::PinTheme { theme, .. }
        | Edit::SetThemeOwner { theme, .. }
        | Edit::SetThemeCard { theme, .. }) = edit
        else {
            return;
        };
        let Some(own) = self.by_id(theme).map(|at| &mut self.themes[at]) else { return };
        match edit {
            Edit::SetThemeStatus { status, .. } => own.status = Some(status.clone()),
            Edit::PinTheme { on, .. } => own.is_pinned = *on,
            Edit::SetThemeOwner { owner, .. } => own.owner.clone_from(owner),
            Edit::SetThemeCard { job, alternatives, .. } => {
                own.card = (job.clone(), alternatives.clone());
            }
            _ => {}
        }
    }

    fn rename(&mut self, theme: &str, name: &str) {
        if let Some(at) = self.by_id(theme) {
            self.themes[at].name = self.claim(name, Some(at));
            self.themes[at].is_renamed = true;
        }
    }

    /// The name that a person gives to the theme at `at`, or to one that is to be made. A theme that
    /// the engine named gives way; beside one that a person named it gets a number.
    fn claim(&mut self, name: &str, at: Option<usize>) -> String {
        match self.by_name(name) {
            Some(other) if Some(other) != at && self.themes[other].is_renamed => {
                self.numbered(name)
            }
            Some(other) if Some(other) != at => {
                let terms = self.themes[other].terms.iter();
                let free = terms.clone().find(|term| self.by_name(term).is_none()).cloned();
                self.themes[other].name = free.unwrap_or_else(|| self.numbered(name));
                name.to_owned()
            }
            _ => name.to_owned(),
        }
    }

    fn numbered(&self, name: &str) -> String {
        let mut names = (2..).map(|n| format!("{name} {n}"));
        names.find(|name| self.by_name(name).is_none()).unwrap_or_default()
    }

    fn merge(&mut self, from: usize, into: usize) {
        let gone = self.themes[from].clone();
        let own = &mut self.themes[into];
        let offset = own.subthemes.len() as u32;
        let from_where = gone.name.replace(BETWEEN, ": ");
        for sub in gone.subthemes {
            let longer = format!("{from_where}: {sub}");
            let numbered = (2..).map(|n| format!("{longer} {n}"));
            let mut names = [sub, longer.clone()].into_iter().chain(numbered);
            own.subthemes.extend(names.find(|name| !own.subthemes.contains(name)));
        }
        own.exemplars.extend(gone.exemplars);
        for (theme, sub) in self.of_row.iter_mut().zip(&mut self.sub_of_row) {
            if *theme == from as u32 {
                *theme = into as u32;
                *sub = if *sub == MISSING { MISSING } else { *sub + offset };
            }
        }
        self.aliases.push((gone.id, self.themes[into].id.clone()));
        self.remove(from);
    }

    /// Takes a theme out that has no row left.
    fn remove(&mut self, at: usize) {
        for theme in self.of_row.iter_mut().filter(|theme| **theme != MISSING) {
            if *theme == at as u32 {
                *theme = MISSING;
            } else if *theme > at as u32 {
                *theme -= 1;
            }
        }
        self.themes.remove(at);
    }

    fn rows_of(&self, theme: usize) -> Vec<u32> {
        let rows = 0..self.of_row.len() as u32;
        rows.filter(|row| self.of_row[*row as usize] == theme as u32).collect()
    }

    /// Adds those rows of `theme` that are like `rows`.
    fn add_like(&self, rows: &mut Vec<u32>, theme: usize, like: bool, finder: &mut Finder<'_>) {
        if like && !rows.is_empty() {
            let mut pool = self.rows_of(theme);
            pool.retain(|row| rows.binary_search(row).is_err());
            rows.extend(finder.like(rows, &pool));
            rows.sort_unstable();
        }
    }

    fn split_rows(
        &self,
        from: usize,
        subthemes: &[String],
        phrase: &str,
        like: bool,
        finder: &mut Finder<'_>,
    ) -> Vec<u32> {
        let is_named = |row: &u32| {
            let sub = self.sub_of_row[*row as usize] as usize;
            self.themes[from].subthemes.get(sub).is_some_and(|name| subthemes.contains(name))
        };
        let said = finder.rows_saying(phrase);
        let mut rows = self.rows_of(from);
        rows.retain(|row| is_named(row) || said.binary_search(row).is_ok());
        self.add_like(&mut rows, from, like, finder);
        rows
    }

    /// Makes a theme of some rows of another.
    fn split(&mut self, from: usize, (name, id): (&str, &str), rows: &[u32]) {
        if rows.is_empty() || name.is_empty() {
            return;
        }
        let name = self.claim(name, None);
        let mut ids: Vec<String> = self.themes.iter().map(|theme| theme.id.clone()).collect();
        ids.extend(self.aliases.iter().map(|(from, _)| from.clone()));
        let is_new = !id.is_empty() && !ids.iter().any(|own| own == id);
        let old = &mut self.themes[from];
        let (exemplars, kept) =
            old.exemplars.iter().partition(|row| rows.binary_search(row).is_ok());
        old.exemplars = kept;
        let made = KnownTheme {
            id: if is_new { id.to_owned() } else { slug(&name, &ids) },
            name,
            is_renamed: true,
            is_made: true,
            exemplars,
            born: old.born,
            ..KnownTheme::default()
        };
        self.themes.push(made);
        self.put(rows, self.themes.len() as u32 - 1);
    }

    /// The id of a theme that is to be split off under this name: for good, so none that any theme
    /// has or had.
    pub(super) fn new_id(&self, name: &str, material: &Material<'_>) -> String {
        let mut ids: Vec<String> = self.themes.iter().map(|theme| theme.id.clone()).collect();
        ids.extend(self.aliases.iter().map(|(from, _)| from.clone()));
        let known = material.memory.map_or(&[][..], |memory| &memory.themes);
        ids.extend(known.iter().map(|theme| theme.id.clone()));
        slug(name, &ids)
    }

    fn put(&mut self, rows: &[u32], theme: u32) {
        for row in rows {
            if self.of_row[*row as usize] != theme {
                self.of_row[*row as usize] = theme;
                self.sub_of_row[*row as usize] = MISSING;
            }
        }
    }

    fn move_items(&mut self, items: &[String], into: &str, like: bool, finder: &mut Finder<'_>) {
        let into = match self.by_old_id(into) {
            Some(at) => at as u32,
            None if into.is_empty() => MISSING,
            None => return,
        };
        let named = finder.rows_of(items);
        let mut all = named.clone();
        if like {
            let mut sources: Vec<u32> =
                named.iter().map(|row| self.of_row[*row as usize]).collect();
            sources.sort_unstable();
            sources.dedup();
            sources.retain(|theme| *theme != into && *theme != MISSING);
            for theme in sources {
                let mut own = named.clone();
                own.retain(|row| self.of_row[*row as usize] == theme);
                self.add_like(&mut own, theme as usize, true, finder);
                all.extend(own);
            }
        }
        self.put(&all, into);
    }

    fn set_phrases(&mut self, theme: &str, phrases: &[String], finder: &mut Finder<'_>) {
        let Some(at) = self.by_id(theme) else { return };
        self.themes[at].phrases = phrases.to_vec();
        for phrase in phrases {
            let mut rows = finder.rows_saying(phrase);
            rows.retain(|row| {
                let now = self.of_row[*row as usize] as usize;
                self.themes.get(now).is_none_or(|theme| !theme.is_pinned)
            });
            self.put(&rows, at as u32);
        }
    }

    /// Rows that leave a theme go where they fit best, or nowhere.
    fn send_to_next_best(
        &mut self,
        rows: &[u32],
        from: usize,
        material: &Material<'_>,
        finder: &mut Finder<'_>,
    ) {
        let themes = material.memory.map_or(&[][..], |memory| &memory.themes);
        let place: Vec<Option<usize>> =
            themes.iter().map(|known| self.by_old_id(&known.id).filter(|at| *at != from)).collect();
        let next = finder.next_best(rows, &|at| place[at].is_some());
        for (row, next) in rows.iter().zip(next) {
            let theme = next.and_then(|at| place[at]).map_or(MISSING, |at| at as u32);
            self.put(&[*row], theme);
        }
    }
}
