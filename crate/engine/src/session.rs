//! One workspace from files to answers: what the page's worker and the command line hold.

use crate::read::Decoder;
use crate::view::{
    AccountsView, AnalyseQuery, CoverageView, DigestView, Edit, ExportQuery, FileChoices, FileView,
    Filter, FindingsView, OverviewView, ProgressView, ProjectView, SpikesView, TableQuery,
    TableView, ThemesView, VerbatimsQuery, VerbatimsView,
};
use crate::{Error, Result};

/// Files, decisions and everything derived from them.
#[derive(Debug, Default)]
pub struct Session {}

impl Session {
    /// An empty session.
    pub fn new() -> Self {
        Session::default()
    }

    /// Opens one file. On an error the session is as before.
    pub fn open(&mut self, name: &str, bytes: &[u8], decoder: &dyn Decoder) -> Result<FileView> {
        let _ = (name, bytes, decoder);
        Err(Error::NotAnalysed)
    }

    /// Changes what was found about a file; the analysis must be made again.
    pub fn choose(
        &mut self,
        file: u32,
        choices: &FileChoices,
        decoder: &dyn Decoder,
    ) -> Result<FileView> {
        let _ = (file, choices, decoder);
        Err(Error::NotAnalysed)
    }

    /// Forgets a file.
    pub fn close(&mut self, file: u32) -> Result<()> {
        let _ = file;
        Err(Error::NotAnalysed)
    }

    /// Takes a token-vector model; better themes from the next analysis on.
    pub fn load_model(&mut self, bytes: &[u8]) -> Result<()> {
        let _ = bytes;
        Err(Error::NotAnalysed)
    }

    /// Begins the analysis of all open files.
    pub fn analyse(&mut self, query: &AnalyseQuery) -> Result<ProgressView> {
        let _ = query;
        Err(Error::NotAnalysed)
    }

    /// Does one stage. Call until [`ProgressView::is_done`].
    pub fn step(&mut self, progress: &mut dyn FnMut(&ProgressView)) -> Result<ProgressView> {
        let _ = progress;
        Err(Error::NotAnalysed)
    }

    /// The data set at a glance.
    pub fn overview(&self, filter: &Filter) -> Result<OverviewView> {
        let _ = filter;
        Err(Error::NotAnalysed)
    }

    /// The inbox.
    pub fn findings(&self, filter: &Filter) -> Result<FindingsView> {
        let _ = filter;
        Err(Error::NotAnalysed)
    }

    /// The themes.
    pub fn themes(&self, filter: &Filter) -> Result<ThemesView> {
        let _ = filter;
        Err(Error::NotAnalysed)
    }

    /// One dimension by another.
    pub fn table(&self, query: &TableQuery) -> Result<TableView> {
        let _ = query;
        Err(Error::NotAnalysed)
    }

    /// The spikes.
    pub fn spikes(&self, filter: &Filter) -> Result<SpikesView> {
        let _ = filter;
        Err(Error::NotAnalysed)
    }

    /// How well each segment is heard.
    pub fn coverage(&self, filter: &Filter) -> Result<CoverageView> {
        let _ = filter;
        Err(Error::NotAnalysed)
    }

    /// Accounts, most at risk first.
    pub fn accounts(&self, filter: &Filter) -> Result<AccountsView> {
        let _ = filter;
        Err(Error::NotAnalysed)
    }

    /// A page of verbatims.
    pub fn verbatims(&self, query: &VerbatimsQuery) -> Result<VerbatimsView> {
        let _ = query;
        Err(Error::NotAnalysed)
    }

    /// The weekly digest.
    pub fn digest(&self, filter: &Filter) -> Result<DigestView> {
        let _ = filter;
        Err(Error::NotAnalysed)
    }

    /// Makes, takes back or makes again a human decision.
    pub fn edit(&mut self, edit: &Edit) -> Result<ProjectView> {
        let _ = edit;
        Err(Error::NotAnalysed)
    }

    /// The human decisions.
    pub fn project(&self) -> ProjectView {
        ProjectView::default()
    }

    /// Reads a project file; its decisions are replayed on what is open.
    pub fn restore(&mut self, json: &str) -> Result<ProjectView> {
        let _ = json;
        Err(Error::NotAnalysed)
    }

    /// A file for download, the project file among them.
    pub fn export(&self, query: &ExportQuery) -> Result<Vec<u8>> {
        let _ = query;
        Err(Error::NotAnalysed)
    }
}
