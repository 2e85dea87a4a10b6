//! Which test, which correction, which family, and what is left out, in sentences.

use super::compare::{Bench, MOST_LETTERED};
use super::measure::Measure;
use super::placed::Placed;
use super::plan::Unit;
use crate::defaults::{ACCOUNT_CAP, LED_LEAST, MIN_TEST_ACCOUNTS, TOP_ACCOUNT_SHARE};
use crate::view::TableView;
use crate::wording::{capital, count, name_in_sentence};

/// The name of the test of cells and columns.
pub(super) fn test_name(bench: &Bench<'_>) -> &'static str {
    match (bench.unit, bench.measure) {
        (Unit::Accounts | Unit::Arr, _) => "linearised t over accounts",
        (Unit::Items, Measure::MeanScore)
            if bench.plan.is_by_rank && !bench.counts.levels.is_empty() =>
        {
            "Brunner–Munzel"
        }
        (Unit::Items, Measure::MeanScore | Measure::Nps) => "Welch's t",
        (Unit::Items, _) => "Fisher's exact test with mid-p",
    }
}

/// All notes below a table; `n_untested` values of its sides are in its totals alone.
pub(super) fn footnotes(
    view: &TableView,
    bench: &Bench<'_>,
    placed: &Placed,
    (is_unlettered, n_untested): (bool, u32),
) -> Vec<String> {
    let mut notes = left_out(view, bench, placed);
    if view.n_tests > 0 {
        notes.push(tests(view, bench));
        if view.n_within_tests > 0 {
            notes.push(format!(
                "Beside it, each cell is compared with the other cells of its row, a family of {} \
                 tests of its own: a column can look bad because of the rows it has.",
                view.n_within_tests
            ));
        }
    }
    notes.extend(unit(view, bench));
    if view.n_pair_tests > 0 {
        notes.push(letters(view, bench));
    } else if view.n_tests > 0 && view.cols.len() > 1 && !is_unlettered {
        notes.push(no_letters(view, bench));
    }
    if let Some(overall) = &view.overall {
        let p =
            if overall.p < 1e-4 { "p < 0.0001".to_owned() } else { format!("p {:.4}", overall.p) };
        let whole = overall.df.fract().abs() < 1e-9;
        let df = if whole {
            count(overall.df as u32, "degree")
        } else {
            format!("{:.1} degrees", overall.df)
        };
        notes.push(format!(
            "All columns together: {} {:.2} on {df} of freedom, {p}, {} {:.3}.",
            overall.test, overall.statistic, overall.effect_name, overall.effect
        ));
    }
    let led = view.top_account_share.iter().zip(&view.n);
    let is_led = |(share, n): &(&f64, &f64)| **share > TOP_ACCOUNT_SHARE && **n >= LED_LEAST;
    let n_led = led.filter(is_led).count();
    if n_led > 0 {
        notes.push(format!(
            "In {} of {} or more items one account has more than {:.0} % of them.",
            count(n_led as u32, "cell"),
            LED_LEAST,
            100.0 * TOP_ACCOUNT_SHARE
        ));
    }
    let hidden = [(view.n_hidden_rows, "more row"), (view.n_hidden_cols, "more column")];
    let hidden: Vec<String> =
        hidden.iter().filter(|(n, _)| *n > 0).map(|(n, what)| count(*n, what)).collect();
    if !hidden.is_empty() {
        let all = hidden.join(" and ");
        let tests = match n_untested {
            _ if view.n_tests == 0 => String::new(),
            0 => " Tests do, too: which cells are shown changes no q.".to_owned(),
            n => format!(
                " {} of the fewest items are left out of the tests, the others are not.",
                capital(&count(n, "value"))
            ),
        };
        notes.push(format!("Not listed: {all}. Totals include them.{tests}"));
    }
    notes
}

/// How totals and subtotals are tested; with the name of the test where no cell is.
pub(super) fn totals(view: &TableView) -> Option<String> {
    let parts = [
        (view.all_row.as_deref(), "column"),
        (view.all_col.as_deref(), "row"),
        (view.subtotals.as_deref(), "subtotal"),
        (view.subtotals.as_deref().and_then(|own| own.all_col.as_deref()), "group"),
    ];
    let known = |(part, what): (Option<&TableView>, &str)| {
        let part = part.filter(|part| part.n_tests > 0)?;
        let pairs = part.n_pair_tests;
        let pairs =
            if pairs > 0 { format!(" and {}", count(pairs, "pair")) } else { String::new() };
        Some(format!("{}{pairs}", count(part.n_tests, what)))
    };
    let parts: Vec<String> = parts.into_iter().filter_map(known).collect();
    let how = if view.n_tests > 0 {
        "in the same way".to_owned()
    } else {
        let (level, strict) = view.alpha;
        format!("({}; one arrow: q ≤ {level}, two: q ≤ {strict})", view.test)
    };
    (!parts.is_empty()).then(|| {
        let parts = parts.join("; ");
        format!(
            "Totals are tested against each other {how}, each kind a family of its own: {parts}."
        )
    })
}

fn left_out(view: &TableView, bench: &Bench<'_>, placed: &Placed) -> Vec<String> {
    let (measure, counts) = (bench.measure, bench.counts);
    let name = measure.name();
    let mut notes = Vec::new();
    if placed.n_missing > 0 {
        let rows = name_in_sentence(&view.row_name);
        let sides = match &view.col_name {
            Some(col) => format!("{rows} or {}", name_in_sentence(col)),
            None => rows,
        };
        let items = count(placed.n_missing, "item");
        notes.push(format!("{items} without {sides} are left out."));
    }
    if !measure.is_of_counts() && measure.is_testable() && counts.all.scored <= 0.0 {
        notes.push(format!("The {name} is undefined: no item here has a score."));
    } else if measure == Measure::Nps && counts.all.nps_n <= 0.0 {
        notes.push("NPS is undefined: no score here is on the NPS scale.".to_owned());
    } else if measure.needs_one_scale() && counts.n_scales > 1 {
        notes.push(format!(
            "The {name} is undefined: {} different scales are in the selection, and scales are \
             not mixed. Filter to one of them.",
            counts.n_scales
        ));
    }
    if view.rows.is_empty() || view.cols.is_empty() {
        notes.push(
            "Nothing to show: no item of this selection has a value on both sides.".to_owned(),
        );
    }
    notes
}

fn tests(view: &TableView, bench: &Bench<'_>) -> String {
    let compared = if bench.measure.is_of_counts() {
        "Each cell is compared with what its row and column totals make likely"
    } else {
        "Each cell is compared with all other items of the table"
    };
    let (level, strict) = bench.plan.levels;
    let q = if view.adjust == "none" { "p" } else { "q" };
    format!(
        "{compared}: {}, two-sided, with {} over the {} tested (base of at least {} on both \
         sides). One arrow: {q} ≤ {level}; two: {q} ≤ {strict}. Intervals are 95 %.",
        view.test,
        bench.plan.correction.1,
        count(view.n_tests, "cell"),
        bench.plan.min_base
    )
}

/// What is drawn, and what that means for what the differences say.
fn unit(view: &TableView, bench: &Bench<'_>) -> Option<String> {
    if view.n_tests == 0 {
        return None;
    }
    let most = bench.counts.most_of_account;
    match bench.unit {
        Unit::Accounts => {
            let (what, share) = match bench.measure {
                Measure::MeanScore => ("means", ""),
                Measure::Nps => ("NPS", ""),
                _ => ("shares", " p is never below that of the items by themselves."),
            };
            Some(format!(
                "Accounts are the units of the tests, because one wrote up to {most} items: a \
                 difference is one of {what} among customers, none counting more than {ACCOUNT_CAP} \
                 times, and needs {MIN_TEST_ACCOUNTS} accounts on each side.{share} Where items and \
                 accounts point to different sides, p is 1. Values and bases count items."
            ))
        }
        Unit::Arr => Some(
            "Answers are weighted by the ARR of their account, those without ARR are left out; bases \
             are Kish's effective numbers of answers. Errors are those between accounts, and where few \
             hold most of the ARR those of so few: error and degrees of freedom are of the effective \
             number of accounts."
                .to_owned(),
        ),
        Unit::Items if bench.sums.has_repeats => Some(format!(
            "Each item counts by itself, although one account wrote up to {most} of them; where few \
             accounts write much, p is too small."
        )),
        Unit::Items => None,
    }
}

/// Why no column has another's letter.
fn no_letters(view: &TableView, bench: &Bench<'_>) -> String {
    if bench.n_compared > 1 {
        let least = bench.plan.min_base;
        return format!("No two cells of a row could be compared: each needs a base of {least}.");
    }
    let why =
        if view.cols.len() > MOST_LETTERED { "there are too many" } else { "they are periods" };
    format!("The columns are not compared with each other: {why}.")
}

fn letters(view: &TableView, bench: &Bench<'_>) -> String {
    let shares = match bench.measure {
        Measure::Count | Measure::RowShare => ", on shares of the column",
        Measure::LowCount => ", on shares of the column's low scores",
        _ => "",
    };
    let q = if view.adjust == "none" { "p" } else { "q" };
    let capped = if bench.unit == Unit::Accounts {
        ", an account counting at most five times in each of the two"
    } else {
        ""
    };
    let (level, strict) = bench.plan.levels;
    format!(
        "A letter names a column of the same row that the cell exceeds: the same test for every \
         pair of columns{shares}, {} over all {} pairs{capped}. Lower case: {q} ≤ {level}; upper \
         case: {q} ≤ {strict}.",
        bench.plan.correction.1, view.n_pair_tests
    )
}
