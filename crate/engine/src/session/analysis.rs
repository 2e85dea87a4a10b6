//! The analysis, stage by stage, and what it leaves behind.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::files::OpenFile;
use super::{answers, today, two_scales};

use crate::finding::{Facts, Parts};
use crate::join::{Accounts, Joined, join};
use crate::label::{Given, Labelled, Labeller};
use crate::notice::Notices;
use crate::num::RowMask;
use crate::project::{Material, Places, Project, Taxonomy, find_items};
use crate::spike::{self, Scan};
use crate::table::{Column, FileTable, Table, parse_day};
use crate::text::{self, Corpus, Model, WordVectors};
use crate::theme::{self, Also, Identity, Import, Memory, ThemeOptions, Themes};
use crate::view::{AnalyseQuery, Clause, DimensionView, Filter, ProgressView, ReadingView};
use crate::wording::count;
use crate::{Error, Result, cube, defaults};

/// How far back spikes are looked for: half a year.
const SCAN_DAYS: u32 = 182;

/// Dimensions whose values are scanned for spikes themselves: a filter on one of them picks among
/// the spikes, a filter on anything else is scanned anew.
const SCANNED: &[&str] = &["theme", "subtheme", "area", "category"];

/// What the analysis leaves behind.
#[derive(Default)]
pub(super) struct Analysis {
    pub(super) table: Table,
    pub(super) accounts: Accounts,
    pub(super) match_rate: Option<f64>,
    pub(super) notices: Notices,
    pub(super) corpus: Corpus,
    pub(super) labelled: Labelled,
    pub(super) found: Themes,
    pub(super) identity: Identity,
    /// The themes that rows mention beside their own, along `found`.
    pub(super) also: Also,
    /// What the next import will know of the themes.
    pub(super) memory: Rc<Memory>,
    pub(super) taxonomy: Taxonomy,
    pub(super) scan: Scan,
    pub(super) as_of: Option<i32>,
    pub(super) seed: u64,
    /// The rows that a reader was asked to read last.
    pub(super) sample: Vec<u32>,
    /// What was read closely.
    pub(super) reading: Option<ReadingView>,
    /// What tables are counted from, made with the first of them.
    ready: OnceCell<cube::Ready>,
    /// The columns to cut by.
    dimensions: OnceCell<Vec<DimensionView>>,
}

impl Analysis {
    /// What tables are counted from.
    pub(super) fn ready(&self) -> &cube::Ready {
        self.ready.get_or_init(|| cube::Ready::new(&self.table, &self.accounts))
    }

    /// The columns to cut by, with their values in all rows.
    pub(super) fn dimensions(&self) -> &[DimensionView] {
        self.dimensions
            .get_or_init(|| self.table.columns.iter().filter_map(answers::dimension).collect())
    }

    /// Puts columns that the engine computed; rows, scores and accounts stay.
    fn put(&mut self, columns: Vec<Column>) {
        for column in columns {
            self.table.put(column);
        }
        if let Some(ready) = self.ready.get_mut() {
            ready.forget_columns();
        }
        self.dimensions.take();
    }

    /// The facts under `filter`.
    pub(super) fn facts<'a>(
        &'a self,
        filter: &'a Filter,
        project: &'a Project,
    ) -> Result<Facts<'a>> {
        let rows = cube::select(&self.table, filter)?;
        let parts = Parts {
            table: &self.table,
            accounts: &self.accounts,
            corpus: &self.corpus,
            found: &self.found,
            taxonomy: &self.taxonomy,
            memory: &self.memory,
            scan: &self.scan,
            project,
            ready: self.ready(),
        };
        Ok(Facts::new(parts, filter, rows, self.as_of))
    }

    /// The facts with the spikes of the filter's own rows: what is counted is what the filter opens.
    pub(super) fn facts_and_spikes<'a>(
        &'a self,
        filter: &'a Filter,
        project: &'a Project,
    ) -> Result<Facts<'a>> {
        let mut facts = self.facts(filter, project)?;
        if *filter != Filter::default() {
            facts.scan = Cow::Owned(self.scan_within(filter, &facts.rows)?);
        }
        Ok(facts)
    }

    /// The scan of the segments that the filter names, with the spikes that lie wholly in `rows`.
    fn scan_within(&self, filter: &Filter, rows: &RowMask) -> Result<Scan> {
        let is_segment = |clause: &&Clause| !SCANNED.contains(&clause.dimension.as_str());
        let clauses: Vec<Clause> = filter.clauses.iter().filter(is_segment).cloned().collect();
        let mut scan = match self.as_of {
            Some(today) if !clauses.is_empty() => {
                let of_segments = Filter { clauses, ..Filter::default() };
                let inside = cube::select(&self.table, &of_segments)?;
                spike::scan(&self.table, &self.accounts, &inside, today, SCAN_DAYS)
            }
            _ => self.scan.clone(),
        };
        scan.spikes.retain(|spike| spike.rows.iter().all(|row| rows.contains(*row)));
        Ok(scan)
    }

    fn put_labels(&mut self, labeller: &Labeller) {
        let columns = labeller.columns(&self.table, &self.corpus, &self.labelled);
        self.put(columns);
    }

    /// The labels that people gave to rows that are here, by row and dimension, as last given.
    fn given(&self, project: &Project) -> Vec<Given> {
        let labels = project.labels();
        let mut items: Vec<&str> = labels.iter().map(|label| label.0).collect();
        crate::num::sort_by(&mut items, Ord::cmp);
        items.dedup();
        if items.is_empty() {
            return Vec::new();
        }
        let rows = find_items(&self.table, &self.corpus, &items);
        let rows: Vec<Vec<u32>> = rows.into_iter().map(Places::itself).collect();
        let mut last: BTreeMap<(u32, &str), &str> = BTreeMap::new();
        for (item, dimension, value) in labels {
            let own = items.binary_search(&item).map_or(&[][..], |at| &rows[at]);
            last.extend(own.iter().map(|row| ((*row, dimension), value)));
        }
        let is_given = |own: &(_, &str)| !own.1.is_empty();
        let given = |((row, dimension), value): ((u32, &str), &str)| Given {
            row,
            dimension: dimension.to_owned(),
            value: value.to_owned(),
        };
        last.into_iter().filter(is_given).map(given).collect()
    }

    /// Learns from the labels that people gave and takes the phrases of areas, if they are others
    /// than before.
    fn correct(&mut self, project: &Project, labeller: &Labeller) {
        let given = self.given(project);
        let phrases = project.area_phrases();
        let (is_corrected, is_said) =
            (given != self.labelled.given, phrases != self.labelled.area_phrases());
        if is_corrected {
            labeller.correct(&self.corpus, &mut self.labelled, given);
        }
        if is_said {
            self.labelled.say_areas(&self.corpus, phrases);
        }
        if is_corrected || is_said {
            self.put_labels(labeller);
        }
    }

    /// What decisions are replayed on.
    pub(super) fn material<'a>(&'a self, model: Option<&'a Model>) -> Material<'a> {
        Material {
            found: &self.found,
            identity: &self.identity,
            also: &self.also,
            table: &self.table,
            corpus: &self.corpus,
            model,
            memory: Some(&self.memory),
        }
    }

    /// Finds out who the found themes are: by what the project knows, each text stays where it was
    /// and only new ones are placed; without it, themes are known by their names.
    fn identify(&mut self, vectors: &WordVectors, model: Option<&Model>, project: &Project) {
        let days = self.days();
        let known = &project.known();
        let import =
            Import { corpus: &self.corpus, model, days: &days, accounts: &self.accounts.of_row };
        if known.is_empty() {
            (self.identity, _) = theme::recognise(&self.corpus, &mut self.found, known);
            self.memory = Rc::new(known.learn(&import, &self.found, &self.identity));
            return;
        }
        let found = std::mem::take(&mut self.found);
        let (found, identity, changes) =
            theme::carry_on(&import, &(&self.corpus, vectors), known, &project.pinned(), found);
        let is_known = |id: &String| known.themes.iter().any(|theme| theme.id == *id);
        let nothing = Memory::default();
        let before = if identity.ids.iter().any(is_known) { known } else { &nothing };
        let mut memory = before.learn(&import, &found, &identity);
        memory.changes = changes;
        self.memory = Rc::new(memory);
        (self.found, self.identity) = (found, identity);
    }

    /// Gives themes that were found in other vectors, or before the project was read, the identity
    /// of those that the project knows; those that people decided about stay in any case.
    pub(super) fn recognise(&mut self, model: Option<&Model>, project: &Project) {
        let known = project.known();
        if known.is_empty() {
            return;
        }
        let (identity, kept) = theme::recognise(&self.corpus, &mut self.found, &known);
        self.identity = identity;
        let days = self.days();
        let import =
            Import { corpus: &self.corpus, model, days: &days, accounts: &self.accounts.of_row };
        let mut memory = known.learn(&import, &self.found, &self.identity);
        memory.changes.retain(|change| change.kind != "kept");
        memory.changes.extend(kept);
        self.memory = Rc::new(memory);
        self.find_also(model, &mut |_| {});
    }

    /// Finds the themes that rows mention beside their own.
    fn find_also(&mut self, model: Option<&Model>, progress: &mut dyn FnMut(f64)) {
        let days = self.days();
        let import =
            Import { corpus: &self.corpus, model, days: &days, accounts: &self.accounts.of_row };
        let (ids, of_row) = (&self.identity.ids, &self.found.of_row);
        self.also = theme::also(&import, &self.memory, ids, of_row, progress);
    }

    fn days(&self) -> Vec<Option<i32>> {
        let dates = self.table.dates();
        (0..self.table.n_rows).map(|row| dates.and_then(|dates| dates.day(row))).collect()
    }

    /// Applies the decisions in force: themes as people want them, and what is counted by theme.
    pub(super) fn replay(&mut self, project: &Project, packs: Packs<'_>) {
        self.correct(project, packs.labeller);
        let model = packs.model;
        self.taxonomy = Taxonomy::new(&self.material(model), project.done());
        self.taxonomy.describe(&self.found.of_row, &self.identity, &self.corpus);
        self.put(self.taxonomy.columns().into());
        self.scan = match self.as_of {
            Some(today) => {
                let all = RowMask::all(self.table.n_rows);
                spike::scan(&self.table, &self.accounts, &all, today, SCAN_DAYS)
            }
            None => Scan {
                unavailable: "no column holds dates, so nothing can be said about spikes"
                    .to_owned(),
                ..Scan::default()
            },
        };
    }
}

/// The stages, in order, with their share of the whole.
const STAGES: &[(&str, &str, f64)] = &[
    ("join", "Joining files and accounts", 0.0),
    ("text", "Reading the verbatims", 0.06),
    ("label", "Labelling category, severity and risk", 0.2),
    ("vector", "Weighing the words", 0.3),
    ("theme", "Finding themes", 0.42),
    ("spike", "Looking for spikes", 0.9),
    ("done", "Done", 1.0),
];

/// What is loaded beside the page.
#[derive(Clone, Copy)]
pub(super) struct Packs<'a> {
    /// The token vectors.
    pub(super) model: Option<&'a Model>,
    /// What labels are read from.
    pub(super) labeller: &'a Labeller,
}

/// An analysis under way.
pub(super) struct Job {
    stage: usize,
    as_of: Option<i32>,
    language: Option<String>,
    vectors: WordVectors,
    analysis: Analysis,
}

impl Job {
    /// Checks what is asked.
    ///
    /// # Errors
    /// [`BadOption`](Error::BadOption) for a date or a language that is none.
    pub(super) fn new(query: &AnalyseQuery) -> Result<Job> {
        let as_of = match query.as_of.as_deref() {
            None => None,
            Some(text) => Some(parse_day(text).ok_or_else(|| Error::BadOption {
                option: "as-of",
                must: "be a day like 2026-03-12".to_owned(),
            })?),
        };
        let language = match query.language.as_deref() {
            None => None,
            Some(given) if text::language_of(given).is_empty() => {
                return Err(Error::BadOption {
                    option: "language",
                    must: "be a language like en, fr, de, es, ja or zh".to_owned(),
                });
            }
            Some(given) => Some(text::language_of(given).to_owned()),
        };
        Ok(Job {
            stage: 0,
            as_of,
            language,
            vectors: WordVectors::default(),
            analysis: Analysis {
                seed: query.seed.unwrap_or(defaults::SEED),
                ..Analysis::default()
            },
        })
    }

    /// How far it is.
    pub(super) fn progress(&self) -> ProgressView {
        self.at(0.0)
    }

    fn at(&self, within: f64) -> ProgressView {
        let (stage, label, start) = STAGES[self.stage];
        let end = STAGES.get(self.stage + 1).map_or(1.0, |next| next.2);
        ProgressView {
            stage: stage.to_owned(),
            label: label.to_owned(),
            done: start + (end - start) * within,
            is_done: stage == "done",
        }
    }

    /// The analysis, if this was the last stage.
    pub(super) fn finish(self) -> std::result::Result<Analysis, Box<Job>> {
        if self.progress().is_done { Ok(self.analysis) } else { Err(Box::new(self)) }
    }

    /// Does one stage.
    pub(super) fn step(
        &mut self,
        files: &[OpenFile],
        packs: Packs<'_>,
        project: &Project,
        progress: &mut dyn FnMut(&ProgressView),
    ) -> Result<()> {
        progress(&self.at(0.0));
        let mut analysis = std::mem::take(&mut self.analysis);
        match STAGES[self.stage].0 {
            "join" => analysis.join(files, self.as_of)?,
            "text" => analysis.corpus = text::analyse(&analysis.table, self.language.as_deref()),
            "label" => {
                analysis.labelled = packs.labeller.label(&analysis.table, &analysis.corpus);
                analysis.put_labels(packs.labeller);
                analysis.correct(project, packs.labeller);
            }
            "vector" => self.vectors = WordVectors::learn(&analysis.corpus, packs.model),
            "theme" => {
                let options = ThemeOptions { seed: analysis.seed, min_size: None, by_words: true };
                let vectors = std::mem::take(&mut self.vectors);
                let mut tell = |within: f64| progress(&self.at(0.85 * within));
                let source = (&analysis.corpus, &vectors);
                analysis.found = theme::discover(&analysis.corpus, &source, &options, &mut tell);
                analysis.identify(&vectors, packs.model, project);
                analysis.find_also(packs.model, &mut |share| {
                    progress(&self.at(0.9 + 0.1 * share));
                });
            }
            "spike" => analysis.replay(project, packs),
            _ => {}
        }
        self.analysis = analysis;
        self.stage = (self.stage + 1).min(STAGES.len() - 1);
        Ok(())
    }
}

impl Analysis {
    /// That scores of two scales share a column, in a sentence, where it looks so.
    pub(super) fn two_scales(&self) -> Option<String> {
        let notice = self.notices.iter().find(|notice| notice.code == two_scales::CODE)?;
        Some(format!("{} {}.", count(notice.count as u32, "score"), notice.message))
    }

    fn join(&mut self, files: &[OpenFile], as_of: Option<i32>) -> Result<()> {
        let tables: Vec<(u32, &FileTable)> =
            files.iter().map(|file| (file.id, &file.table)).collect();
        let Joined { table, accounts, match_rate, notices } = join(&tables)?;
        let newest = today::newest(&table);
        self.as_of = as_of.or(newest.map(|own| own.day)).filter(|_| table.dates().is_some());
        self.notices = notices;
        if let Some(newest) = newest.filter(|own| as_of.is_none() && own.n_stray > 0) {
            self.notices.add_many("stray-date", newest.told(), newest.n_stray.into(), &[]);
        }
        if let Some(other) = two_scales::other_scale(&table) {
            self.notices.add_many(two_scales::CODE, other.told(), other.n.into(), &[]);
        }
        self.table = table;
        self.accounts = accounts;
        self.match_rate = match_rate;
        Ok(())
    }
}
