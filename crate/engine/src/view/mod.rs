//! What crosses the engine's edge: plain data that serialises. Questions come in as `…Query`,
//! answers go out as `…View`. Only this module derives serde traits; field names are camelCase on
//! the wire, codes kebab-case, shares 0–1, days `YYYY-MM-DD`, absent values `null`.

mod alert;
mod edit;
mod effect;
mod evidence;
mod file;
mod finding;
mod from_file;
mod label;
mod news;
mod overview;
mod query;
mod taxonomy;
mod theme;

pub use alert::{AlertsQuery, AlertsView, RaisedView};
pub use edit::Edit;
pub use effect::{DriverView, DriversView, ImpactRowView, ImpactView, SurpriseView, SurprisesView};
pub use evidence::{
    AccountView, AccountsView, CoverageSegmentView, CoverageView, OverallView, PairView,
    RepresentationView, SpikeView, SpikesView, SubjectView, TableView, VolumeView, WeekView,
};
pub use file::{AskView, ColumnView, DialectView, FileView, NoticeView, ScaleView};
pub use finding::{
    AlertView, BulletView, DigestBlockView, DigestView, EvidenceView, ExposureView, FindingView,
    FindingsView, SnapshotQuery, SnapshotView,
};
pub use from_file::{file_view, notice_views, scale_view};
pub use label::{AgreementView, AreaLearningView, AreaView, LabelsView, UnsureView};
pub use news::{NewsQuery, NewsView, ReleaseChangeView, ReleaseChangesView, ReleaseView, TermView};
pub use overview::{
    CapabilityView, DimensionView, OverviewView, ProvenanceFileView, ProvenanceView, ReadingView,
};
pub use query::{
    AnalyseQuery, Clause, DriversQuery, ExportQuery, FileChoices, Filter, ImpactQuery,
    ProgressView, ProjectFile, ProjectView, TableQuery, VerbatimsQuery,
};
pub use taxonomy::{CardView, ChangeView, PreviewView, ReviewItemView, ReviewView, SuggestView};
pub use theme::{
    MarkView, QuoteView, SubthemeView, ThemeView, ThemesView, ValueView, VerbatimView,
    VerbatimsView,
};
