//! What the command line says.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand};

/// Customer feedback exports in, findings out. Nothing leaves this machine.
#[derive(Debug, Parser)]
#[command(name = "undertone", version, about, max_term_width = 100)]
pub(crate) struct Args {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Say what was understood of each file: encoding, dialect, columns, roles, notices
    Inspect(Input),
    /// Print the parsed table as text: {"header": […], "rows": [[…]]}
    Rows(Input),
    /// Find the themes
    Themes {
        #[command(flatten)]
        input: Input,
        /// Write the theme of every data row to this CSV file
        #[arg(long, value_name = "OUT.csv")]
        assign: Option<PathBuf>,
    },
    /// List the themes that are worth a look, most worth it first
    Review(Input),
    /// Name the theme to which a text would belong, or say that it is new
    Suggest {
        #[command(flatten)]
        input: Input,
        /// The text
        #[arg(long)]
        text: String,
    },
    /// Cross one dimension with another
    Table {
        #[command(flatten)]
        input: Input,
        /// Dimension down the side
        #[arg(long, value_name = "DIM")]
        rows: String,
        /// Dimension across the top
        #[arg(long, value_name = "DIM")]
        cols: Option<String>,
        /// count, low-count, low-rate, mean-score, top-2-box, bottom-2-box, nps, accounts, arr,
        /// row-share, col-share
        #[arg(long, default_value = "")]
        measure: String,
        /// Dimension within the one down the side
        #[arg(long, value_name = "DIM")]
        within: Option<String>,
        #[command(flatten)]
        options: Box<TableOptions>,
    },
    /// Say what each value of a dimension does to a score
    Impact {
        #[command(flatten)]
        input: Input,
        /// The dimension
        #[arg(long, value_name = "DIM", default_value = "theme")]
        by: String,
        /// low-rate, top-2-box, bottom-2-box, mean-score or nps
        #[arg(long, default_value = "low-rate")]
        measure: String,
    },
    /// Say what changed a score between two periods
    Drivers {
        #[command(flatten)]
        input: Input,
        /// The dimension by which the change is divided
        #[arg(long, value_name = "DIM", default_value = "theme")]
        by: String,
        /// low-rate, top-2-box, bottom-2-box, mean-score or nps
        #[arg(long, default_value = "low-rate")]
        measure: String,
        /// First and last day of the earlier period
        #[arg(long, value_name = "FROM..TO")]
        before: String,
        /// First and last day of the later period
        #[arg(long, value_name = "FROM..TO")]
        after: String,
    },
    /// List themes that are said far more, or less, often in one segment than elsewhere
    Surprises(Input),
    /// List what rose, new words, and what changed with releases; with --counts, the alarms of a table
    /// of daily counts, as JSON
    #[command(mut_arg("files", |arg| arg.required(false).required_unless_present("counts")))]
    Spikes {
        #[command(flatten)]
        input: Input,
        #[command(flatten)]
        counts: Counts,
        /// A release to compare before and after, as in --release "2026-03-02 App 4.1"; may be
        /// repeated; those that versions in the data tell of when not given
        #[arg(long = "release", value_name = "DAY NAME", conflicts_with = "counts")]
        releases: Vec<String>,
    },
    /// Replay history: the alerts of each day, from what was known by its end
    Alerts {
        #[command(flatten)]
        input: Input,
        /// low, normal or high sensitivity
        #[arg(long, default_value = "normal")]
        profile: String,
    },
    /// List the findings, most urgent first
    Findings(Input),
    /// Say how well each segment is heard
    Coverage(Input),
    /// List accounts, most at risk first
    Accounts(Input),
    /// Write the weekly digest
    Digest {
        #[command(flatten)]
        input: Input,
        /// md, html, slack or json
        #[arg(long, default_value = "md")]
        format: String,
    },
    /// Write a report as one HTML file that opens from disk
    Report {
        #[command(flatten)]
        input: Input,
        /// Where to write it
        #[arg(short, long, value_name = "OUT.html")]
        output: PathBuf,
        /// Leave out quotes, names and file names
        #[arg(long)]
        redacted: bool,
    },
    /// Write one of the page's downloads: items.csv, items.ndjson, assign.csv, themes.csv, project.json, findings.json, snapshot.json, …
    Export {
        #[command(flatten)]
        input: Input,
        /// Which file
        #[arg(long)]
        kind: String,
        /// Where to write it; standard output when not given
        #[arg(short, long, value_name = "OUT")]
        output: Option<PathBuf>,
        /// Leave out quotes, names and file names
        #[arg(long)]
        redacted: bool,
    },
    /// Write the sample data: feedback.csv and accounts.csv
    Sample {
        /// Folder to write to
        #[arg(short, long, value_name = "DIR", default_value = ".")]
        output: PathBuf,
        /// Items of feedback; the page's sample when not given
        #[arg(long)]
        items: Option<u32>,
        /// Seed of the generator
        #[arg(long)]
        seed: Option<u64>,
    },
}

/// How a table is tested and laid out.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct TableOptions {
    /// What is drawn: items, accounts, or arr (shares weighted by ARR); accounts as soon as one of
    /// them answers twice
    #[arg(long, default_value = "", hide_default_value = true)]
    pub(crate) unit: String,
    /// Test of the mean score where items are drawn: rank (Brunner–Munzel) or mean (Welch)
    #[arg(long, default_value = "", hide_default_value = true)]
    pub(crate) test: String,
    /// Correction for many tests: bh, by, holm, hochberg, bonferroni or none
    #[arg(long, default_value = "bh")]
    pub(crate) adjust: String,
    /// Level of one arrow and lower-case letters; 0.05 when not given
    #[arg(long, default_value_t = 0.0, hide_default_value = true)]
    pub(crate) level: f64,
    /// Level of two arrows and upper-case letters; 0.001 when not given
    #[arg(long, default_value_t = 0.0, hide_default_value = true)]
    pub(crate) strict_level: f64,
    /// Cells with a smaller base are not tested
    #[arg(long, value_name = "N", default_value_t = 15)]
    pub(crate) min_base: u32,
    /// Rows and columns with fewer items are not listed
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) hide_below: u32,
    /// Order of the rows: value, value-up, items or name
    #[arg(long, default_value = "", hide_default_value = true)]
    pub(crate) sort: String,
    /// Column by whose values rows are sorted
    #[arg(long, value_name = "COLUMN")]
    pub(crate) sort_by: Option<String>,
    /// Exchange the sides
    #[arg(long)]
    pub(crate) transpose: bool,
    /// List each pair of columns that was tested (with --json)
    #[arg(long)]
    pub(crate) pairs: bool,
    /// At most this many rows; 60 when not given
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(crate) max_rows: u32,
    /// At most this many columns; 30 when not given
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(crate) max_cols: u32,
    /// text, csv, md or xlsx; by the name of the output when not given
    #[arg(long)]
    pub(crate) format: Option<String>,
    /// Where to write it; standard output when not given
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: Option<PathBuf>,
}

/// A table of daily counts, and how it is tested.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Counts {
    /// Table with the columns date, all_items and one for each theme, in place of feedback files
    #[arg(id = "counts", long = "counts", value_name = "FILE", conflicts_with = "files")]
    pub(crate) file: Option<PathBuf>,
    /// low, normal or high: about 0.1, 0.25 or 1 false alarms a theme and year
    #[arg(long, default_value = "normal", requires = "counts")]
    pub(crate) profile: String,
    /// nbx, ears-c1, ears-c2, ears-c3 or farrington
    #[arg(long, default_value = "nbx", requires = "counts")]
    pub(crate) method: String,
    /// Days at the end of the table that are tested; what is before is history
    #[arg(long, value_name = "N", default_value_t = 364, requires = "counts")]
    pub(crate) days: usize,
}

/// Files and how to understand them.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Input {
    /// Feedback files, and accounts files beside them
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Say what a column means, as in --role verbatim=Comment; --role none=Column takes a role away
    #[arg(long = "role", value_name = "ROLE=COLUMN")]
    pub(crate) roles: Vec<String>,
    /// Today, for every “last N days”; the newest date of the data when not given
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<String>,
    /// Seed of everything that draws
    #[arg(long)]
    pub(crate) seed: Option<u64>,
    /// Language of all verbatims (en, fr, de, es, …); found for each when not given
    #[arg(long)]
    pub(crate) language: Option<String>,
    /// Only rows with this value, as in --filter plan=Enterprise; may be repeated
    #[arg(long = "filter", value_name = "DIM=VALUE")]
    pub(crate) filters: Vec<String>,
    /// First day
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Option<String>,
    /// Last day
    #[arg(long, value_name = "DATE")]
    pub(crate) to: Option<String>,
    /// Project file with decisions to replay
    #[arg(long, value_name = "FILE")]
    pub(crate) project: Option<PathBuf>,
    /// Do without the built-in files: word vectors, phrases and weights of labels
    #[arg(long)]
    pub(crate) no_model: bool,
    /// Read a spread of the texts with the encoder of this pack, for better themes; alerts read all
    /// texts with it, some twenty milliseconds each, and see more
    #[arg(long, value_name = "PACK")]
    pub(crate) close_reading: Option<PathBuf>,
    /// How many texts to read closely; when not given one in five, from 1500 to 2500
    #[arg(long, value_name = "N", requires = "close_reading")]
    pub(crate) close_texts: Option<u32>,
    /// Read all texts with the multilingual encoder of this pack, for themes across languages
    #[arg(long, value_name = "PACK", conflicts_with = "close_reading")]
    pub(crate) polyglot: Option<PathBuf>,
    /// Threads that read a file or texts; as many as are worth it when not given
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<usize>,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// Print the milliseconds of each stage to standard error, as one line of JSON
    #[arg(long)]
    pub(crate) timings: bool,
}

impl Command {
    /// Whether answers and refusals are JSON.
    pub(crate) fn is_json(&self) -> bool {
        match self {
            Command::Rows(_) => true,
            Command::Spikes { input, counts, .. } => input.json || counts.file.is_some(),
            Command::Digest { input, format } => input.json || format == "json",
            Command::Inspect(input)
            | Command::Themes { input, .. }
            | Command::Alerts { input, .. }
            | Command::Review(input)
            | Command::Suggest { input, .. }
            | Command::Table { input, .. }
            | Command::Impact { input, .. }
            | Command::Drivers { input, .. }
            | Command::Surprises(input)
            | Command::Findings(input)
            | Command::Coverage(input)
            | Command::Accounts(input)
            | Command::Report { input, .. }
            | Command::Export { input, .. } => input.json,
            Command::Sample { .. } => false,
        }
    }
}
