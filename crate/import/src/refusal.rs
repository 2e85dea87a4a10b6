//! Why a file is not opened, and what to do about it.

use std::fmt;

/// A file that is not opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Stable code, of the engine's kind: `wrong-type`, `too-large`, `damaged-file`, `locked-file`,
    /// `no-rows`.
    pub code: &'static str,
    /// What happened and what to do, in a sentence.
    pub message: String,
}

/// A name in quotes; nothing in it steers a terminal.
fn quoted(file: &str) -> String {
    let shown = file.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c });
    format!("\"{}\"", shown.collect::<String>())
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Refusal {}

impl Refusal {
    /// The file is something else than its name says, or than a table.
    pub(crate) fn wrong_type(file: &str, found: &str, advice: &str) -> Refusal {
        let message = format!("{} is {found}, not a table: {advice}", quoted(file));
        Refusal { code: "wrong-type", message }
    }

    /// The file is more than is read.
    pub(crate) fn too_large(file: &str, why: &str) -> Refusal {
        let advice = "export less of it, or save the table itself as CSV";
        Refusal { code: "too-large", message: format!("{} {why}: {advice}", quoted(file)) }
    }

    /// The same, saying what the file is where that is not said yet.
    pub(crate) fn naming(self, file: &str, what: &str) -> Refusal {
        let start = format!("{} ", quoted(file));
        match self.message.strip_prefix(&start) {
            Some(rest) if !self.message.contains(what) && !rest.starts_with("is ") => {
                Refusal { message: format!("{}, {what}, {rest}", quoted(file)), ..self }
            }
            _ => self,
        }
    }

    /// The file cannot be read to its end.
    pub(crate) fn damaged(file: &str, what: &str, why: &str) -> Refusal {
        let message = format!("{} is {what}, but {why}: export it again", quoted(file));
        Refusal { code: "damaged-file", message }
    }

    /// The file is encrypted.
    pub(crate) fn locked(file: &str, what: &str) -> Refusal {
        let message = format!(
            "{} is {what} protected by a password: save it without one, or save it as CSV",
            quoted(file)
        );
        Refusal { code: "locked-file", message }
    }

    /// The file holds no table.
    pub(crate) fn empty(file: &str, what: &str) -> Refusal {
        let message =
            format!("{} is {what} without any rows: export it again with rows", quoted(file));
        Refusal { code: "no-rows", message }
    }
}
