//! A rise of the items that no known theme holds: customers begin to say something else.

use super::{Draft, Facts, evidence, subject};
use crate::stats;
use crate::wording::{count, p_value, percent, times};

/// Days that are looked at, and how many times as many before them they are compared with.
const RECENT: i32 = 28;
const BEFORE: i32 = 6;

/// Fewer items are no rise.
const MIN_ITEMS: u32 = 10;

/// The share must have risen this much, and beyond chance.
const MIN_RATIO: f64 = 1.5;
const MAX_P: f64 = 0.001;

/// One finding where the share of the last four weeks is clearly above that of the 24 weeks before;
/// and the tests made.
pub(crate) fn findings(facts: &Facts<'_>) -> (Vec<Draft>, u32) {
    let Some(today) = facts.as_of else { return (Vec::new(), 0) };
    let unknown = facts.unknown_rows();
    let counts = |rows: &mut dyn Iterator<Item = u32>| {
        let mut counts = (0_u32, 0_u32);
        for age in rows.filter_map(|row| facts.day(row)).map(|day| today - day) {
            counts.0 += u32::from((0..RECENT).contains(&age));
            counts.1 += u32::from((RECENT..RECENT * (1 + BEFORE)).contains(&age));
        }
        counts
    };
    let (n, n_before) = counts(&mut facts.rows.iter());
    let (x, x_before) = counts(&mut unknown.iter().copied());
    if n_before == 0 || x < MIN_ITEMS {
        return (Vec::new(), 0);
    }
    let (now, before) = (f64::from(x) / f64::from(n), f64::from(x_before) / f64::from(n_before));
    let p = stats::midp_two(x.into(), n.into(), x_before.into(), n_before.into()).p;
    if now < MIN_RATIO * before || p > MAX_P {
        return (Vec::new(), 1);
    }
    let rows: Vec<u32> = unknown.into_iter().filter(|row| facts.is_recent(*row, RECENT)).collect();
    let ratio = if x_before == 0 { "from none".to_owned() } else { times(now / before) };
    let from = today - RECENT + 1;
    let draft = Draft {
        kind: "unmatched",
        subject: subject("all", "unmatched", "no known theme"),
        title: format!(
            "{} of the last four weeks are in no known theme, against {} before",
            percent(now),
            percent(before)
        ),
        detail: format!(
            "{} of {} in the last four weeks, {x_before} of {n_before} in the 24 weeks before \
             ({ratio}); Fisher mid-{}.",
            count(x, "item"),
            crate::wording::number(n),
            p_value("p", p),
        ),
        area: facts.area(&rows),
        since: Some(from),
        evidence: vec![
            evidence(
                "rule",
                format!("At least {MIN_RATIO} times the share before ({ratio})"),
                true,
            ),
            evidence("statistics", p_value("p", p), true),
        ],
        weight: 30.0,
        needs_decision: true,
        action: "Read them, and accept, merge or split the themes that wait for a decision"
            .to_owned(),
        owner: None,
        audience: &["pm"],
        preferred: Vec::new(),
        filter: crate::view::Filter {
            rows: Some(rows.clone()),
            ..Facts::between(facts.filter.clone(), from, today)
        },
        rows,
        course: Vec::new(),
    };
    (vec![draft], 1)
}
