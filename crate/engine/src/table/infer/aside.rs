//! Rows that are no customers' answers: previews, tests, unfinished responses, what the staff
//! wrote. They are counted and kept apart, not analysed.

use super::lexicon::is_listed;
use super::profile::{Profile, is_missing};
use crate::notice::Notices;
use crate::read::Reading;

/// Headers, the values that set a row aside, and what it is then.
struct Sign {
    headers: &'static str,
    /// With which products' exports only; empty for all.
    flavours: &'static str,
    values: &'static str,
    code: &'static str,
}

const UNFINISHED: &str = "unfinished-response";
const TEST: &str = "test-response";
const AGENT: &str = "agent-message";

/// An empty value means that a missing one sets aside.
const SIGNS: &[Sign] = &[
    Sign {
        headers: "status",
        flavours: "Qualtrics",
        values: "survey preview|survey test|preview|test|spam|1|2|8|9",
        code: TEST,
    },
    Sign {
        headers: "finished",
        flavours: "Qualtrics|Formbricks",
        values: "false|no|0",
        code: UNFINISHED,
    },
    Sign {
        headers: "response type",
        flavours: "Typeform",
        values: "partial|started",
        code: UNFINISHED,
    },
    Sign { headers: "submitdate", flavours: "LimeSurvey", values: "", code: UNFINISHED },
    Sign { headers: "is staff", flavours: "", values: "true|yes|1", code: AGENT },
    Sign {
        headers: "message author type|author type|sender type",
        flavours: "",
        values: "admin|bot|agent|teammate|operator|team",
        code: AGENT,
    },
];

/// The rows that are set aside, ascending.
pub(super) fn rows(
    reading: &Reading,
    profiles: &[Profile],
    flavour: Option<&str>,
    notices: &mut Notices,
) -> Vec<u32> {
    let mut aside = Vec::new();
    for profile in profiles {
        let fits = |sign: &&Sign| {
            (sign.flavours.is_empty() || flavour.is_some_and(|own| is_listed(own, sign.flavours)))
                && is_listed(&profile.words, sign.headers)
        };
        let Some(sign) = SIGNS.iter().find(fits) else { continue };
        let is_aside = &mut |cell: &str| match sign.values {
            "" => is_missing(cell.trim()),
            values => cell.len() < 20 && is_listed(&cell.trim().to_lowercase(), values),
        };
        let message = match sign.code {
            TEST => "the row is a preview or a test of the survey; it was set aside",
            AGENT => "the row was written by the staff, not a customer; it was set aside",
            _ => "the response was never finished; it was set aside",
        };
        let note = &mut |row, is_aside| {
            if is_aside {
                let place = || u64::from(reading.records.line(row));
                notices.add_lazily(sign.code, &|| message.to_owned(), &place);
                aside.push(row);
            }
        };
        reading.records.visit(profile.col, is_aside, note);
    }
    let n_columns = reading.records.n_columns();
    let is_empty =
        |row: &u32| (1..n_columns).all(|col| reading.records.get(*row, col).trim().is_empty());
    for row in reading.records.blank_rows(0).into_iter().filter(is_empty) {
        let line = Some(u64::from(reading.records.line(row)));
        notices.add("empty-row", "the row holds nothing; it was set aside", line);
        aside.push(row);
    }
    aside.sort_unstable();
    aside.dedup();
    aside
}
