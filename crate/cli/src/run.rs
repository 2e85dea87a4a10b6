//! Each command: open, analyse, answer.

use std::fs;
use std::path::Path;

use serde::Serialize;
use undertone_engine::read::{ReadOptions, Reading, read_in_parts};
use undertone_engine::session::Session;
use undertone_engine::view::{
    AlertsQuery, AnalyseQuery, Clause, DriversQuery, ExportQuery, FileChoices, FileView, Filter,
    ImpactQuery, NewsQuery, NewsView, SpikesView, TableQuery, VerbatimsQuery,
};

use crate::args::{Args, Command, Input};
use crate::closely;
use crate::counts;
use crate::decode::Whatwg;
use crate::import::{self, Table};
use crate::print;
use crate::table;
use crate::threads::Threads;

/// The table of word vectors that the page loads beside the engine.
const MODEL: &[u8] = include_bytes!("../../../model/undertone-vectors.bin");

/// The phrases and weights that labels are read from.
const LABELS: &[u8] = include_bytes!("../../../model/undertone-labels.bin");

/// Why a command was refused.
pub(crate) struct Failure {
    /// Stable code.
    pub(crate) code: String,
    /// What happened and what to do.
    pub(crate) message: String,
}

impl Failure {
    pub(crate) fn new(code: &str, message: impl Into<String>) -> Self {
        Failure { code: code.to_owned(), message: message.into() }
    }
}

impl From<undertone_engine::Error> for Failure {
    fn from(error: undertone_engine::Error) -> Self {
        Failure::new(error.code(), error.to_string())
    }
}

/// Shorthand for results of a command.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

/// Runs one command.
pub(crate) fn run(args: &Args) -> Outcome {
    match &args.command {
        Command::Inspect(input) => inspect(input),
        Command::Rows(input) => rows(input),
        Command::Sample { output, items, seed } => sample(output, *items, *seed),
        Command::Themes { input, assign } => {
            let (session, filter) = analysed(input)?;
            if let Some(path) = assign {
                let query = ExportQuery { kind: "assign.csv".to_owned(), ..ExportQuery::default() };
                write(path, &session.export(&query)?)?;
            }
            let view = session.themes(&filter)?;
            answer(input, &view, || print::themes(&view))
        }
        Command::Review(input) => shown(input, |own, filter| own.review(&filter), print::review),
        Command::Suggest { input, text } => {
            shown(input, |own, _| own.suggest(text), print::suggest)
        }
        Command::Table { input, rows, cols, measure, within, options } => {
            let query = TableQuery {
                rows: rows.clone(),
                cols: cols.clone(),
                measure: measure.clone(),
                within: within.clone(),
                ..table::query(options)
            };
            table::table(input, query, options)
        }
        Command::Impact { input, by, measure } => {
            let (by, measure) = (by.clone(), measure.clone());
            shown(
                input,
                |own, filter| own.impact(&ImpactQuery { by, measure, filter }),
                print::impact,
            )
        }
        Command::Drivers { input, by, measure, before, after } => {
            let (before, after) = (period(before, "before")?, period(after, "after")?);
            let (by, measure) = (by.clone(), measure.clone());
            let query = |filter| DriversQuery { by, measure, before, after, filter };
            shown(input, |own, filter| own.drivers(&query(filter)), print::drivers)
        }
        Command::Surprises(input) => {
            shown(input, |own, filter| own.surprises(&filter), print::surprises)
        }
        Command::Spikes { input, counts, releases } => match &counts.file {
            Some(path) => counts::alarms(path, input, counts),
            None => spikes(input, releases.join("\n")),
        },
        Command::Alerts { input, profile } => {
            let (from, to, profile) = (input.from.clone(), input.to.clone(), profile.clone());
            alerts(input, &AlertsQuery { from, to, profile })
        }
        Command::Findings(input) => {
            shown(input, |own, filter| own.findings(&filter), print::findings)
        }
        Command::Coverage(input) => {
            shown(input, |own, filter| own.coverage(&filter), print::coverage)
        }
        Command::Accounts(input) => {
            shown(input, |own, filter| own.accounts(&filter), print::accounts)
        }
        Command::Digest { input, format } => digest(input, format),
        Command::Report { input, output, redacted } => {
            export(input, "report.html", Some(output), *redacted)
        }
        Command::Export { input, kind, output, redacted } => {
            export(input, kind, output.as_deref(), *redacted)
        }
    }
}

/// What rose, and what is new.
#[derive(Serialize)]
struct Spikes {
    #[serde(flatten)]
    spikes: SpikesView,
    news: NewsView,
}

fn spikes(input: &Input, releases: String) -> Outcome {
    let ask = |own: &Session, filter: Filter| {
        let spikes = own.spikes(&filter)?;
        Ok(Spikes { spikes, news: own.news(&NewsQuery { filter, releases })? })
    };
    shown(input, ask, |own| {
        print::spikes(&own.spikes);
        print::news(&own.news);
    })
}

/// `2025-01-01..2025-01-31` as first and last day.
fn period(text: &str, option: &str) -> Outcome<(String, String)> {
    let (from, to) = text.split_once("..").ok_or_else(|| {
        let must = format!("{option} must be two days like 2025-01-01..2025-01-31");
        Failure::new("bad-option", must)
    })?;
    Ok((from.to_owned(), to.to_owned()))
}

/// Replays the alerts; with a pack all texts are read for them, and none for themes.
fn alerts(input: &Input, query: &AlertsQuery) -> Outcome {
    let Some(pack) = &input.close_reading else {
        return shown(input, |own, _| own.alerts(query), print::alerts);
    };
    if input.close_texts.is_some() {
        return Err(Failure::new("bad-option", "alerts read all texts: leave --close-texts out"));
    }
    let reader = closely::open(&read(pack)?)?;
    let (session, _) = analysed(&Input { close_reading: None, ..input.clone() })?;
    let view = closely::alerts(&session, &reader, input, query)?;
    answer(input, &view, || print::alerts(&view))
}

/// Analyses the files, asks and answers.
fn shown<V: Serialize>(
    input: &Input,
    ask: impl FnOnce(&Session, Filter) -> undertone_engine::Result<V>,
    for_people: impl FnOnce(&V),
) -> Outcome {
    let (session, filter) = analysed(input)?;
    let view = ask(&session, filter)?;
    answer(input, &view, || for_people(&view))
}

pub(crate) fn answer(input: &Input, view: &impl Serialize, for_people: impl FnOnce()) -> Outcome {
    if input.json {
        return print_json(view);
    }
    for_people();
    Ok(())
}

fn print_json(view: &impl Serialize) -> Outcome {
    let json = serde_json::to_string_pretty(view)
        .map_err(|error| Failure::new("internal", error.to_string()))?;
    print::line(&json);
    Ok(())
}

pub(crate) fn read(path: &Path) -> Outcome<Vec<u8>> {
    fs::read(path).map_err(|error| {
        Failure::new("unreadable-file", format!("{} cannot be read: {error}", path.display()))
    })
}

pub(crate) fn write(path: &Path, bytes: &[u8]) -> Outcome {
    fs::write(path, bytes).map_err(|error| {
        Failure::new("unwritable-file", format!("{} cannot be written: {error}", path.display()))
    })
}

pub(crate) fn file_name(path: &Path) -> String {
    path.file_name()
        .map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// The records of a table, read by as many threads as were asked for.
pub(crate) fn parsed(input: &Input, name: &str, bytes: Vec<u8>) -> Outcome<Reading> {
    let (options, threads) = (ReadOptions::default(), Threads { n: input.threads });
    Ok(read_in_parts(name, bytes.into(), &options, &Whatwg, &threads)?)
}

/// A session with all files open and all roles as they were given.
fn opened(input: &Input, clock: &mut Clock) -> Outcome<(Session, Vec<FileView>)> {
    let mut session = Session::new();
    if let Some(path) = &input.project {
        session.restore(&String::from_utf8_lossy(&read(path)?))?;
    }
    let mut views = Vec::new();
    for path in &input.files {
        let bytes = read(path)?;
        clock.lap("read file");
        let tables = import::tables(&file_name(path), bytes)?;
        clock.lap("unpack");
        views.extend(open_all(input, &mut session, tables)?);
        clock.lap("open");
    }
    for given in &input.roles {
        set_role(&mut session, &mut views, given)?;
    }
    Ok((session, views))
}

/// Opens the tables of a file. Of several, those with nothing to show are named on standard error.
fn open_all(input: &Input, session: &mut Session, tables: Vec<Table>) -> Outcome<Vec<FileView>> {
    let mut views = Vec::new();
    let mut first = None;
    let is_only = tables.len() == 1;
    for table in tables {
        let reading = parsed(input, &table.name, table.bytes);
        match reading.and_then(|own| import::open(session, own, &table.notices)) {
            Ok(view) => views.push(view),
            Err(failure) if is_only => return Err(failure),
            Err(failure) => {
                print::complaint(&failure.message);
                first.get_or_insert(failure);
            }
        }
    }
    match first {
        Some(failure) if views.is_empty() => Err(failure),
        _ => Ok(views),
    }
}

/// Applies one `--role ROLE=COLUMN` to every file that has the column.
fn set_role(session: &mut Session, views: &mut [FileView], given: &str) -> Outcome {
    let Some((role, column)) = given.split_once('=') else {
        return Err(Failure::new("bad-option", format!("--role {given:?} must be ROLE=COLUMN")));
    };
    let role = (role != "none").then(|| role.to_owned());
    let mut is_known = false;
    for view in views {
        let Some(own) = view.columns.iter().find(|own| own.name.eq_ignore_ascii_case(column))
        else {
            continue;
        };
        is_known = true;
        let roles = vec![(own.name.clone(), role.clone())];
        let choices = FileChoices { roles, ..FileChoices::default() };
        *view = session.choose(view.id, &choices, &Whatwg)?;
    }
    if is_known {
        return Ok(());
    }
    Err(Failure::new("unknown-name", format!("no file has a column {column:?} (--role {given})")))
}

/// An analysed session, and the filter that was asked for.
pub(crate) fn analysed(input: &Input) -> Outcome<(Session, Filter)> {
    let mut clock = Clock::start(input.timings);
    let (mut session, _) = opened(input, &mut clock)?;
    if !input.no_model {
        session.load_model(LABELS)?;
        session.load_model(MODEL)?;
    }
    clock.lap("model");
    let query = AnalyseQuery {
        as_of: input.as_of.clone(),
        seed: input.seed,
        language: input.language.clone(),
    };
    let mut progress = session.analyse(&query)?;
    while !progress.is_done {
        let stage = progress.stage.clone();
        progress = session.step(&mut |_| {})?;
        clock.lap(&stage);
    }
    if let Some(pack) = &input.close_reading {
        closely::read(&mut session, &read(pack)?, input, &mut |lap| clock.lap(lap))?;
    }
    if let Some(pack) = &input.polyglot {
        closely::read_languages(&mut session, &read(pack)?, input, &mut |lap| clock.lap(lap))?;
    }
    if input.timings {
        session.findings(&Filter::default())?;
        clock.lap("finding");
        clock.print();
    }
    let filter = filter(input)?;
    if filter != Filter::default() {
        let query =
            VerbatimsQuery { filter: filter.clone(), limit: 1, ..VerbatimsQuery::default() };
        if session.verbatims(&query)?.n_total == 0 {
            print::complaint("no item matches the filter");
        }
    }
    Ok((session, filter))
}

fn filter(input: &Input) -> Outcome<Filter> {
    let mut filter = Filter { from: input.from.clone(), to: input.to.clone(), ..Filter::default() };
    for given in &input.filters {
        let Some((dimension, value)) = given.split_once('=') else {
            return Err(Failure::new(
                "bad-option",
                format!("--filter {given:?} must be DIM=VALUE"),
            ));
        };
        match filter.clauses.iter_mut().find(|clause| clause.dimension == dimension) {
            Some(clause) => clause.values.push(value.to_owned()),
            None => filter
                .clauses
                .push(Clause { dimension: dimension.to_owned(), values: vec![value.to_owned()] }),
        }
    }
    Ok(filter)
}

fn inspect(input: &Input) -> Outcome {
    let mut clock = Clock::start(input.timings);
    let (_, views) = opened(input, &mut clock)?;
    if input.timings {
        clock.print();
    }
    if input.json {
        return print_json(&serde_json::json!({ "files": views }));
    }
    for view in &views {
        print::file(view);
    }
    Ok(())
}

fn rows(input: &Input) -> Outcome {
    let mut tables = Vec::new();
    for path in &input.files {
        let bytes = read(path)?;
        let reading = largest(input, import::tables(&file_name(path), bytes)?)?;
        let records = &reading.records;
        let rows: Vec<Vec<&str>> = (0..records.n_rows())
            .map(|row| (0..records.n_columns()).map(|col| records.get(row, col)).collect())
            .collect();
        tables.push(serde_json::json!({ "header": reading.raw_header, "rows": rows }));
    }
    let only = if tables.len() == 1 { tables.pop() } else { None };
    let json = only.unwrap_or_else(|| serde_json::json!({ "files": tables }));
    print::line(&json.to_string());
    Ok(())
}

/// The table with the most rows, the first of several.
fn largest(input: &Input, tables: Vec<Table>) -> Outcome<Reading> {
    let mut best: Option<Reading> = None;
    let mut first = None;
    for table in tables {
        match parsed(input, &table.name, table.bytes) {
            Ok(reading) => {
                let n_best = best.as_ref().map(|best| best.records.n_rows());
                if n_best.is_none_or(|n| n < reading.records.n_rows()) {
                    best = Some(reading);
                }
            }
            Err(error) => {
                first.get_or_insert(error);
            }
        }
    }
    match (best, first) {
        (Some(best), _) => Ok(best),
        (None, Some(error)) => Err(error),
        (None, None) => Err(Failure::new("empty-file", "there is nothing to read")),
    }
}

fn digest(input: &Input, format: &str) -> Outcome {
    if !matches!(format, "md" | "html" | "slack" | "json") {
        let message = format!("--format {format:?} must be md, html, slack or json");
        return Err(Failure::new("bad-option", message));
    }
    let (session, filter) = analysed(input)?;
    let view = session.digest(&filter)?;
    match format {
        _ if input.json => print_json(&view)?,
        "html" => print::text(&view.html),
        "slack" => print::text(&view.slack),
        "json" => print_json(&view)?,
        _ => print::text(&view.markdown),
    }
    Ok(())
}

fn export(input: &Input, kind: &str, output: Option<&Path>, redacted: bool) -> Outcome {
    let (session, filter) = analysed(input)?;
    let query = ExportQuery { kind: kind.to_owned(), filter, redacted, ..ExportQuery::default() };
    let bytes = session.export(&query)?;
    match output {
        None => print::text(&String::from_utf8_lossy(&bytes)),
        Some(path) => {
            write(path, &bytes)?;
            if input.json {
                let file =
                    serde_json::json!({ "file": path.display().to_string(), "bytes": bytes.len() });
                print::line(&file.to_string());
            }
        }
    }
    Ok(())
}

fn sample(folder: &Path, items: Option<u32>, seed: Option<u64>) -> Outcome {
    let seed = seed.unwrap_or(undertone_sample::DEFAULT_SEED);
    let sample = match items {
        None => undertone_sample::generate(seed),
        Some(items) => undertone_sample::generate_rows(seed, items),
    };
    fs::create_dir_all(folder).map_err(|error| {
        Failure::new("unwritable-file", format!("{} cannot be made: {error}", folder.display()))
    })?;
    write(&folder.join("feedback.csv"), sample.feedback_csv.as_bytes())?;
    write(&folder.join("accounts.csv"), sample.accounts_csv.as_bytes())
}

/// Milliseconds of each stage. The engine reads no clock, so the edge does.
struct Clock {
    #[expect(clippy::disallowed_types, reason = "the command line is the edge")]
    last: Option<std::time::Instant>,
    laps: Vec<(String, f64)>,
}

impl Clock {
    #[expect(clippy::disallowed_types, reason = "the command line is the edge")]
    fn start(is_on: bool) -> Clock {
        Clock { last: is_on.then(std::time::Instant::now), laps: Vec::new() }
    }

    #[expect(clippy::disallowed_types, reason = "the command line is the edge")]
    fn lap(&mut self, name: &str) {
        let Some(last) = self.last else { return };
        let ms = last.elapsed().as_secs_f64() * 1000.0;
        match self.laps.iter_mut().find(|lap| lap.0 == name) {
            Some(lap) => lap.1 += ms,
            None => self.laps.push((name.to_owned(), ms)),
        }
        self.last = Some(std::time::Instant::now());
    }

    fn print(&self) {
        let stages: serde_json::Map<String, serde_json::Value> =
            self.laps.iter().map(|(name, ms)| (name.clone(), (*ms).into())).collect();
        print::complaint(&serde_json::json!({ "milliseconds": stages }).to_string());
    }
}
