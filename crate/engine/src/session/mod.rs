//! One workspace from files to answers: what the page's worker and the command line hold.

mod alerts;
mod analysis;
mod answers;
mod export;
mod files;
mod labels;
mod languages;
mod news;
mod reading;
mod review;
mod sides;
mod themes;
mod today;
mod two_scales;

use std::cell::RefCell;

use crate::finding::Facts;
use crate::label::Labeller;
use crate::project::{self, Project};
use crate::read::{self, Decoder, Incoming, ReadOptions, Reading};
use crate::text::{self, Model};
use crate::view::{
    AccountsView, AlertsQuery, AlertsView, AnalyseQuery, CoverageView, DigestView, DriversQuery,
    DriversView, Edit, ExportQuery, FileChoices, FileView, Filter, FindingsView, ImpactQuery,
    ImpactView, LabelsView, NewsQuery, NewsView, OverviewView, PreviewView, ProgressView,
    ProjectView, ReviewView, SpikesView, SuggestView, SurprisesView, TableQuery, TableView,
    ThemesView, VerbatimsQuery, VerbatimsView,
};
use crate::{Error, Result, cube, finding, report};

use analysis::{Analysis, Job, Packs};
use files::OpenFile;

/// Files, decisions and everything derived from them.
#[derive(Default)]
pub struct Session {
    files: Vec<OpenFile>,
    n_opened: u32,
    model: Option<Model>,
    labeller: Labeller,
    project: Project,
    job: Option<Job>,
    analysis: Option<Analysis>,
    /// The inbox under the filter that was asked for last: several views are made of it.
    inbox: RefCell<Option<(Filter, FindingsView)>>,
}

impl Session {
    /// An empty session.
    pub fn new() -> Self {
        Session::default()
    }

    /// Opens one file. On an error the session is as before.
    pub fn open(
        &mut self,
        name: &str,
        bytes: impl Into<Vec<u8>>,
        decoder: &dyn Decoder,
    ) -> Result<FileView> {
        self.open_with_progress(name, bytes.into().into(), decoder, &mut |_| {})
    }

    /// [`open`](Session::open), telling `progress` how many bytes are read.
    pub fn open_with_progress(
        &mut self,
        name: &str,
        incoming: Incoming,
        decoder: &dyn Decoder,
        progress: &mut dyn FnMut(u64),
    ) -> Result<FileView> {
        let options = ReadOptions::default();
        let reading = read::read_with_progress(name, incoming, &options, decoder, progress)?;
        self.open_reading(reading, decoder)
    }

    /// [`open`](Session::open) for a file that was read without any options.
    pub fn open_reading(&mut self, reading: Reading, decoder: &dyn Decoder) -> Result<FileView> {
        let mut file = OpenFile::new(self.n_opened, reading, &self.project, decoder);
        if file.reading.records.n_rows() == 0 {
            return Err(Error::NoRows { file: file.reading.file });
        }
        let view = file.view();
        self.n_opened += 1;
        self.files.push(file);
        self.forget();
        Ok(view)
    }

    /// What the first bytes of a file say about it; the session stays as it is.
    pub fn preview(&self, name: &str, head: &[u8], decoder: &dyn Decoder) -> Result<FileView> {
        let end = head
            .iter()
            .rposition(|byte| matches!(byte, b'\n' | 0x1e))
            .map_or(head.len(), |at| at + 1);
        let reading = read::read(name, &head[..end], &ReadOptions::default(), decoder)?;
        Ok(OpenFile::new(self.n_opened, reading, &self.project, decoder).view())
    }

    /// Changes what was found about a file; the analysis must be made again.
    pub fn choose(
        &mut self,
        file: u32,
        choices: &FileChoices,
        decoder: &dyn Decoder,
    ) -> Result<FileView> {
        self.choose_with_progress(file, choices, decoder, &mut |_| {})
    }

    /// [`choose`](Session::choose), telling `progress` how many bytes are read again.
    pub fn choose_with_progress(
        &mut self,
        file: u32,
        choices: &FileChoices,
        decoder: &dyn Decoder,
        progress: &mut dyn FnMut(u64),
    ) -> Result<FileView> {
        let at = self.position(file)?;
        self.files[at].choose(choices, decoder, progress)?;
        let file = &mut self.files[at];
        self.project.remember(&file.fingerprint(), &file.choices);
        self.forget();
        Ok(self.files[at].view())
    }

    /// Forgets a file.
    pub fn close(&mut self, file: u32) -> Result<()> {
        let at = self.position(file)?;
        self.files.remove(at);
        self.forget();
        Ok(())
    }

    /// Takes what lies beside the page: a token-vector model or a labels file, told by its first
    /// bytes. Better themes or labels from the next analysis on.
    pub fn load_model(&mut self, bytes: &[u8]) -> Result<()> {
        if Labeller::is_file(bytes) {
            self.labeller = Labeller::read(bytes)?;
        } else {
            self.model = Some(Model::read(bytes)?);
        }
        Ok(())
    }

    /// Begins the analysis of all open files.
    pub fn analyse(&mut self, query: &AnalyseQuery) -> Result<ProgressView> {
        self.forget();
        let job = Job::new(query)?;
        let progress = job.progress();
        self.job = Some(job);
        Ok(progress)
    }

    /// Does one stage; `progress` hears how far a long one is. Call until
    /// [`ProgressView::is_done`].
    pub fn step(&mut self, progress: &mut dyn FnMut(&ProgressView)) -> Result<ProgressView> {
        let Some(mut job) = self.job.take() else { return Err(Error::NotAnalysed) };
        let packs = Packs { model: self.model.as_ref(), labeller: &self.labeller };
        job.step(&self.files, packs, &self.project, progress)?;
        let view = job.progress();
        match job.finish() {
            Ok(analysis) => {
                self.project.set_memory(analysis.memory.clone());
                self.analysis = Some(analysis);
            }
            Err(job) => self.job = Some(*job),
        }
        Ok(view)
    }

    /// The data set at a glance.
    pub fn overview(&self, filter: &Filter) -> Result<OverviewView> {
        let n_findings = self.findings(filter)?.findings.len() as u32;
        let analysis = self.analysed()?;
        Ok(answers::overview(&self.facts(filter)?, analysis, n_findings, self.provenance()?))
    }

    /// The inbox.
    pub fn findings(&self, filter: &Filter) -> Result<FindingsView> {
        if let Some((known, view)) = &*self.inbox.borrow()
            && known == filter
        {
            return Ok(view.clone());
        }
        let mut view = finding::collect(&self.facts_and_spikes(filter)?);
        view.footnotes.extend(self.analysed()?.two_scales());
        *self.inbox.borrow_mut() = Some((filter.clone(), view.clone()));
        Ok(view)
    }

    /// The themes.
    pub fn themes(&self, filter: &Filter) -> Result<ThemesView> {
        Ok(themes::themes(&self.facts(filter)?))
    }

    /// One dimension by another.
    pub fn table(&self, query: &TableQuery) -> Result<TableView> {
        let analysis = self.analysed()?;
        let mut view = analysis.ready().crosstab(&analysis.table, query)?;
        view.footnotes.extend(sides::notes(analysis, &view, query.within.as_deref()));
        if !matches!(
            view.measure.as_str(),
            "count" | "accounts" | "arr" | "row-share" | "col-share"
        ) {
            view.warnings.extend(analysis.two_scales());
        }
        Ok(view)
    }

    /// The spikes.
    pub fn spikes(&self, filter: &Filter) -> Result<SpikesView> {
        Ok(answers::spikes(&self.facts_and_spikes(filter)?))
    }

    /// What each value of a dimension does to a score.
    pub fn impact(&self, query: &ImpactQuery) -> Result<ImpactView> {
        let analysis = self.analysed()?;
        analysis.ready().impact(&analysis.table, query)
    }

    /// What changed a score between two periods.
    pub fn drivers(&self, query: &DriversQuery) -> Result<DriversView> {
        let analysis = self.analysed()?;
        analysis.ready().drivers(&analysis.table, query)
    }

    /// Themes that are said far more, or less, often in one segment than elsewhere.
    pub fn surprises(&self, filter: &Filter) -> Result<SurprisesView> {
        Ok(finding::surprises(&self.facts(filter)?))
    }

    /// The alerts that each day would have raised, with nothing known but the rows before its end.
    ///
    /// # Errors
    /// [`BadOption`](Error::BadOption) for a day or profile that is none.
    pub fn alerts(&self, query: &AlertsQuery) -> Result<AlertsView> {
        self.alerts_with_progress(query, &mut |_| ())
    }

    /// As [`alerts`](Session::alerts); `tell` hears how far it is, day by day.
    ///
    /// # Errors
    /// As [`alerts`](Session::alerts).
    pub fn alerts_with_progress(
        &self,
        query: &AlertsQuery,
        tell: &mut dyn FnMut(&ProgressView),
    ) -> Result<AlertsView> {
        alerts::alerts(self.analysed()?, self.model.as_ref(), query, None, tell)
    }

    /// The distinct texts that a reader may read for the alerts of these days.
    ///
    /// # Errors
    /// [`BadOption`](Error::BadOption) for a day or profile that is none, or for too many texts.
    pub fn alert_texts(&self, query: &AlertsQuery) -> Result<Vec<String>> {
        alerts::texts(self.analysed()?, query)
    }

    /// As [`alerts`](Session::alerts), with what a reader says of
    /// [`alert_texts`](Session::alert_texts): a vector of `dims` numbers for each, of the pack with this
    /// SHA-256.
    ///
    /// # Errors
    /// [`BadOption`](Error::BadOption) where the vectors are not those of the texts, and as
    /// [`alerts`](Session::alerts).
    pub fn alerts_read_closely(
        &self,
        query: &AlertsQuery,
        vectors: &[f32],
        dims: u32,
        pack: &str,
    ) -> Result<AlertsView> {
        let reading = alerts::Reading { vectors, dims, pack };
        let model = self.model.as_ref();
        alerts::alerts(self.analysed()?, model, query, Some(&reading), &mut |_| ())
    }

    /// Words that are new in the last week, and what changed with releases.
    ///
    /// # Errors
    /// [`BadOption`](Error::BadOption) for a release without a day.
    pub fn news(&self, query: &NewsQuery) -> Result<NewsView> {
        news::news(self.analysed()?, &self.facts(&query.filter)?, &query.releases)
    }

    /// How well each segment is heard.
    pub fn coverage(&self, filter: &Filter) -> Result<CoverageView> {
        let analysis = self.analysed()?;
        cube::coverage(&analysis.table, &analysis.accounts, filter)
    }

    /// Accounts, most at risk first.
    pub fn accounts(&self, filter: &Filter) -> Result<AccountsView> {
        Ok(answers::accounts(&self.facts(filter)?))
    }

    /// A page of verbatims.
    pub fn verbatims(&self, query: &VerbatimsQuery) -> Result<VerbatimsView> {
        {
            let labels = (&self.labeller, &self.analysed()?.labelled);
            answers::verbatims(&self.facts(&query.filter)?, labels, query)
        }
    }

    /// How far people and machine agree on labels, and which to look at next.
    pub fn labels(&self, query: &VerbatimsQuery) -> Result<LabelsView> {
        let labels = (&self.labeller, &self.analysed()?.labelled);
        Ok(labels::labels(&self.facts(&query.filter)?, labels, query.limit))
    }

    /// The weekly digest.
    pub fn digest(&self, filter: &Filter) -> Result<DigestView> {
        let facts = self.facts(filter)?;
        let coverage = cube::coverage(facts.table, facts.accounts, filter)?;
        Ok(report::digest(&facts, &self.findings(filter)?, &themes::themes(&facts), &coverage))
    }

    /// Makes, takes back or makes again a human decision.
    pub fn edit(&mut self, edit: &Edit) -> Result<ProjectView> {
        match &self.analysis {
            Some(analysis) => {
                analysis.taxonomy.check(edit)?;
                let material = analysis.material(self.model.as_ref());
                self.project.make(&project::kept(edit, &material, &analysis.taxonomy))?;
            }
            None => self.project.make(edit)?,
        }
        self.replay();
        Ok(self.project.view())
    }

    /// What an edit would do; nothing is made.
    pub fn preview_edit(&self, edit: &Edit) -> Result<PreviewView> {
        let analysis = self.analysed()?;
        analysis.taxonomy.check(edit)?;
        self.project.clone().make(edit)?;
        let material = analysis.material(self.model.as_ref());
        let done = self.project.done();
        let (mut view, mut rows) = match edit {
            Edit::SetAreaPhrases { .. } => {
                let (corpus, labels) = (&analysis.corpus, (&self.labeller, &analysis.labelled));
                let phrases = project::area_phrases(&[done, std::slice::from_ref(edit)].concat());
                let n_themes = analysis.taxonomy.n_themes();
                labels::preview(labels, corpus, phrases, n_themes)
            }
            _ => project::preview(&material, done, &analysis.taxonomy, edit),
        };
        rows.truncate(project::EXAMPLES);
        let everything = Filter::default();
        let facts = self.facts(&everything)?;
        view.examples = rows.iter().map(|row| finding::quote::view(&facts, *row)).collect();
        Ok(view)
    }

    /// Themes to be looked at, most worth it first.
    pub fn review(&self, filter: &Filter) -> Result<ReviewView> {
        Ok(review::review(&self.facts(filter)?))
    }

    /// The theme to which a text would belong, or none: then it would be new.
    ///
    /// # Errors
    /// [`NotAnalysed`](Error::NotAnalysed) before an analysis, [`BadOption`](Error::BadOption) for a
    /// text without a word.
    pub fn suggest(&self, text: &str) -> Result<SuggestView> {
        let analysis = self.analysed()?;
        if text::words(text).is_empty() {
            return Err(Error::BadOption { option: "text", must: "have a word".to_owned() });
        }
        Ok(review::suggest(analysis, self.model.as_ref(), text))
    }

    /// The human decisions.
    pub fn project(&self) -> ProjectView {
        self.project.view()
    }

    /// Reads a project file; its decisions are replayed on what is open.
    pub fn restore(&mut self, json: &str) -> Result<ProjectView> {
        let mut project = Project::read(json)?;
        if let Some(analysis) = &mut self.analysis {
            analysis.recognise(self.model.as_ref(), &project);
            project.set_memory(analysis.memory.clone());
        }
        self.project = project;
        self.replay();
        Ok(self.project.view())
    }

    /// A file for download, the project file among them.
    pub fn export(&self, query: &ExportQuery) -> Result<Vec<u8>> {
        if query.kind == "project.json" {
            return Ok(self.project.write().into_bytes());
        }
        export::export(self, query)
    }

    fn position(&self, file: u32) -> Result<usize> {
        self.files.iter().position(|own| own.id == file).ok_or_else(|| Error::Unknown {
            what: "file",
            name: file.to_string(),
            known: Vec::new(),
        })
    }

    /// Throws away what no longer fits the files.
    fn forget(&mut self) {
        self.job = None;
        self.analysis = None;
        *self.inbox.borrow_mut() = None;
    }

    /// Applies the decisions in force to the analysis.
    fn replay(&mut self) {
        if let Some(analysis) = &mut self.analysis {
            let packs = Packs { model: self.model.as_ref(), labeller: &self.labeller };
            analysis.replay(&self.project, packs);
        }
        *self.inbox.borrow_mut() = None;
    }

    fn analysed(&self) -> Result<&Analysis> {
        self.analysis.as_ref().ok_or(Error::NotAnalysed)
    }

    fn facts_and_spikes<'a>(&'a self, filter: &'a Filter) -> Result<Facts<'a>> {
        self.analysed()?.facts_and_spikes(filter, &self.project)
    }

    fn facts<'a>(&'a self, filter: &'a Filter) -> Result<Facts<'a>> {
        self.analysed()?.facts(filter, &self.project)
    }
}
