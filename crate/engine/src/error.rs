//! The one error type of the engine, with the stable codes that page and command line show.

use std::fmt;

/// Shorthand for results of this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// Why there is nothing to show.
///
/// Bad *data* is not an error: it becomes a notice and the work goes on.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// The file has no bytes, or only white space.
    EmptyFile {
        /// The file's name.
        file: String,
    },
    /// The file has a header and no rows.
    NoRows {
        /// The file's name.
        file: String,
    },
    /// The bytes are not a table but another kind of file.
    WrongType {
        /// The file's name.
        file: String,
        /// What the file really is, in words ("a PDF document").
        found: &'static str,
        /// What to do instead, as a sentence fragment ("export it as CSV").
        advice: &'static str,
    },
    /// No column of any file holds customers' words.
    NoVerbatim,
    /// A name that no column, dimension, theme or file answers to.
    Unknown {
        /// What was looked for ("dimension", "column", "theme", …).
        what: &'static str,
        /// The name as the caller wrote it.
        name: String,
        /// Names that would have worked, best first.
        known: Vec<String>,
    },
    /// An option lies outside its documented range.
    BadOption {
        /// The option's name.
        option: &'static str,
        /// What the option must satisfy ("be from 1 to 200").
        must: String,
    },
    /// A project file or saved result that cannot be used.
    BadProject {
        /// What is wrong with it.
        reason: String,
    },
    /// A question was asked before the data was analysed.
    NotAnalysed,
    /// More data than fits in the memory there is.
    TooLarge {
        /// The file's name.
        file: String,
        /// About how many rows would fit.
        rows_that_fit: u64,
    },
}

impl Error {
    /// A stable, machine-readable code; page and scripts key on it.
    ///
    /// ```
    /// # use undertone_engine::Error;
    /// assert_eq!(Error::NoVerbatim.code(), "no-verbatim");
    /// ```
    pub fn code(&self) -> &'static str {
        match self {
            Error::EmptyFile { .. } => "empty-file",
            Error::NoRows { .. } => "no-rows",
            Error::WrongType { .. } => "wrong-type",
            Error::NoVerbatim => "no-verbatim",
            Error::Unknown { .. } => "unknown-name",
            Error::BadOption { .. } => "bad-option",
            Error::BadProject { .. } => "bad-project",
            Error::NotAnalysed => "not-analysed",
            Error::TooLarge { .. } => "too-large",
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::EmptyFile { file } => write!(f, "{file:?} is empty: export it again with rows"),
            Error::NoRows { file } => {
                write!(f, "{file:?} has a header but no rows: widen the export's period or filter")
            }
            Error::WrongType { file, found, advice } => {
                write!(f, "{file:?} is {found}, not a table: {advice}")
            }
            Error::NoVerbatim => f.write_str(
                "no column holds customers' words: choose the text column, or add a file that has one",
            ),
            Error::Unknown { what, name, known } if known.is_empty() => {
                write!(f, "there is no {what} {name:?}")
            }
            Error::Unknown { what, name, known } => {
                write!(f, "there is no {what} {name:?}; there are {}", known.join(", "))
            }
            Error::BadOption { option, must } => write!(f, "{option} must {must}"),
            Error::BadProject { reason } => write!(f, "the project file cannot be used: {reason}"),
            Error::NotAnalysed => f.write_str("analyse the files first"),
            Error::TooLarge { file, rows_that_fit } => {
                write!(f, "{file:?} does not fit in memory; about {rows_that_fit} rows would: split it or export less")
            }
        }
    }
}

impl std::error::Error for Error {}
