//! Scores that fell: everybody's first, then segments and areas that fell further than the rest.

use super::change::{Voices, by_accounts};
use super::{Draft, Facts, evidence, subject};
use crate::defaults;
use crate::stats;
use crate::table::{Category, Column, Data, Role};
use crate::view::Filter;
use crate::wording::{capital, count, in_sentence, p_value, percent};

/// Days of the window that is judged, and of the one before that it is judged against.
const NOW_DAYS: i32 = 28;
const BEFORE_DAYS: i32 = 56;

/// A fall is worth a sentence from this many points of the low-score rate on.
const MIN_POINTS: f64 = 0.08;

/// Fewest scores in either window.
const MIN_SCORES: usize = 30;

/// Most segments listed: the clearest.
const MAX_SEGMENTS: usize = 3;

/// Scored rows of a group in the two windows.
#[derive(Default, Clone)]
struct Windows {
    now: Vec<u32>,
    before: Vec<u32>,
}

/// Low scores and all scores, as numbers to test.
type Share = (f64, f64);

impl Windows {
    fn shares(&self, facts: &Facts<'_>) -> (Share, Share) {
        let share = |rows: &[u32]| (f64::from(facts.n_low(rows)), rows.len() as f64);
        (share(&self.now), share(&self.before))
    }

    fn is_enough(&self) -> bool {
        self.now.len() >= MIN_SCORES && self.before.len() >= MIN_SCORES
    }
}

fn rate((low, n): Share) -> f64 {
    if n > 0.0 { low / n } else { 0.0 }
}

/// Score drops of everybody and of single segments (S3), with the number of tests made.
pub(crate) fn findings(facts: &Facts<'_>) -> (Vec<Draft>, u32) {
    let Some(today) = facts.as_of.filter(|_| !facts.scored.is_empty()) else {
        return (Vec::new(), 0);
    };
    let all = windows(facts, today);
    if !all.is_enough() {
        return (Vec::new(), 0);
    }
    let mut drafts = Vec::new();
    let (now, before) = all.shares(facts);
    let p = stats::midp_two(now.0, now.1, before.0, before.1).p;
    let voices = [&all.now, &all.before].map(|rows| Voices::of(facts, rows));
    let p = p.max(by_accounts(&[(1.0, &voices[0]), (-1.0, &voices[1])]).unwrap_or(0.0));
    if p <= defaults::FDR && rate(now) - rate(before) >= MIN_POINTS / 2.0 {
        let low: Vec<u32> = low_rows(facts, &all.now);
        drafts.push(draft(
            facts,
            today,
            &Fall { group: None, rows: all.clone(), low, p, q: p, n_tests: 1 },
        ));
    }
    let (segments, n_tests) = segments(facts, today, &all, &voices);
    drafts.extend(segments);
    (drafts, n_tests + 1)
}

fn windows(facts: &Facts<'_>, today: i32) -> Windows {
    let mut windows = Windows::default();
    for row in facts.scored.iter() {
        match facts.day(row).map(|day| today - day) {
            Some(age) if (0..NOW_DAYS).contains(&age) => windows.now.push(row),
            Some(age) if (NOW_DAYS..NOW_DAYS + BEFORE_DAYS).contains(&age) => {
                windows.before.push(row);
            }
            _ => {}
        }
    }
    windows
}

fn low_rows(facts: &Facts<'_>, rows: &[u32]) -> Vec<u32> {
    rows.iter().copied().filter(|row| facts.low.contains(*row)).collect()
}

/// One group that fell; everybody without a group.
struct Fall<'a> {
    group: Option<(&'a Column, &'a str)>,
    rows: Windows,
    low: Vec<u32>,
    p: f64,
    q: f64,
    n_tests: u32,
}

/// Segments and areas whose low-score rate rose more than everybody else's.
fn segments(
    facts: &Facts<'_>,
    today: i32,
    all: &Windows,
    voices: &[Voices; 2],
) -> (Vec<Draft>, u32) {
    let mut columns = facts.table.segments();
    if let Some(column) = facts.table.column("area")
        && let Data::Category(category) = &column.data
    {
        columns.push((column, category));
    }
    let mut tested: Vec<Tested<'_>> =
        columns.into_iter().flat_map(|own| tested(facts, all, own)).collect();
    // A p that is above the level already stays there; one of a fall too small to be told counts as
    // none, which only raises the q of the others.
    for own in tested.iter_mut().filter(|own| own.p <= defaults::FDR) {
        own.p = if rate(own.now) - rate(own.before) >= MIN_POINTS {
            own.p.max(own.by_accounts(facts, all, voices).unwrap_or(0.0))
        } else {
            1.0
        };
    }
    let n_tests = tested.len() as u32;
    let q = stats::benjamini_hochberg(&tested.iter().map(|own| own.p).collect::<Vec<_>>());
    let has_fallen = |(own, q): &(&Tested<'_>, f64)| {
        *q <= defaults::FDR && rate(own.now) - rate(own.before) >= MIN_POINTS
    };
    let fallen = tested.iter().zip(q).filter(has_fallen);
    let mut falls: Vec<Fall<'_>> =
        fallen.map(|(own, q)| own.fall(facts, all, (q, n_tests))).collect();
    crate::num::sort_by(&mut falls, |a, b| a.p.total_cmp(&b.p).then_with(|| a.low.cmp(&b.low)));
    let mut told: Vec<u32> = spiking_rows(facts);
    let mut drafts = Vec::new();
    for fall in falls {
        // What a spike or a clearer segment already says is not said again.
        let known = fall.low.iter().filter(|row| told.binary_search(row).is_ok()).count();
        if known * 2 < fall.low.len() && drafts.len() < MAX_SEGMENTS {
            told.extend(&fall.low);
            told.sort_unstable();
            drafts.push(draft(facts, today, &fall));
        }
    }
    (drafts, n_tests)
}

fn spiking_rows(facts: &Facts<'_>) -> Vec<u32> {
    let current = facts.scan.spikes.iter().filter(|spike| spike.is_evident && spike.is_current);
    let mut rows: Vec<u32> = current.flat_map(|spike| spike.rows.iter().copied()).collect();
    rows.sort_unstable();
    rows
}

/// One value of a dimension, its shares in both windows and the test of its fall.
struct Tested<'a> {
    column: &'a Column,
    category: &'a Category,
    code: usize,
    now: Share,
    before: Share,
    p: f64,
}

impl<'a> Tested<'a> {
    /// Its rows in both windows.
    fn rows(&self, all: &Windows) -> Windows {
        let is_own = |row: &u32| self.category.codes[*row as usize] as usize == self.code;
        let own = |rows: &[u32]| rows.iter().copied().filter(is_own).collect();
        Windows { now: own(&all.now), before: own(&all.before) }
    }

    /// The p of its change against the rest's with accounts as units.
    fn by_accounts(
        &self,
        facts: &Facts<'_>,
        all: &Windows,
        [all_now, all_before]: &[Voices; 2],
    ) -> Option<f64> {
        let rows = self.rows(all);
        let [now, before] = [&rows.now, &rows.before].map(|rows| Voices::of(facts, rows));
        let (rest_now, rest_before) = (all_now.without(&now), all_before.without(&before));
        by_accounts(&[(1.0, &now), (-1.0, &before), (-1.0, &rest_now), (1.0, &rest_before)])
    }

    /// What is told of it.
    fn fall(&self, facts: &Facts<'_>, all: &Windows, (q, n_tests): (f64, u32)) -> Fall<'a> {
        let rows = self.rows(all);
        let low = low_rows(facts, &rows.now);
        let group = Some((self.column, self.category.values[self.code].as_str()));
        Fall { group, rows, low, p: self.p, q, n_tests }
    }
}

/// The values of a dimension with enough scores in both windows, inside and outside.
fn tested<'a>(
    facts: &Facts<'_>,
    all: &Windows,
    (column, category): (&'a Column, &'a Category),
) -> Vec<Tested<'a>> {
    let shares = |rows: &[u32]| shares(facts, category, rows);
    let (of_all, least) = (all.shares(facts), MIN_SCORES as f64);
    let is_enough = |own: Share, all: Share| own.1 >= least && all.1 - own.1 >= least;
    let mut tested = Vec::new();
    for (code, (now, before)) in shares(&all.now).into_iter().zip(shares(&all.before)).enumerate() {
        if is_enough(now, of_all.0) && is_enough(before, of_all.1) {
            let other = |all: Share, own: Share| (all.0 - own.0, all.1 - own.1);
            let rest = (other(of_all.0, now), other(of_all.1, before));
            let p = further_than((now, before), rest);
            tested.push(Tested { column, category, code, now, before, p });
        }
    }
    tested
}

/// Low scores and all scores of each value of a dimension.
fn shares(facts: &Facts<'_>, category: &Category, rows: &[u32]) -> Vec<Share> {
    let mut shares = vec![(0.0, 0.0); category.values.len()];
    for row in rows {
        if let Some(own) = shares.get_mut(category.codes[*row as usize] as usize) {
            own.0 += f64::from(u8::from(facts.low.contains(*row)));
            own.1 += 1.0;
        }
    }
    shares
}

/// Two-sided p that the change of one group differs from that of the rest: the difference of two
/// differences of shares over its standard error, each share moved by half an item (Agresti and
/// Caffo 2000) so that small windows do not look certain.
fn further_than(own: (Share, Share), rest: (Share, Share)) -> f64 {
    let moved = |(low, n): Share| (low + 0.5, n + 1.0);
    let variance = |share: Share| {
        let (low, n) = moved(share);
        low / n * (1.0 - low / n) / n
    };
    let change = |(now, before): (Share, Share)| rate(moved(now)) - rate(moved(before));
    let spread: f64 = [own.0, own.1, rest.0, rest.1].into_iter().map(variance).sum();
    if spread <= 0.0 {
        return 1.0;
    }
    let z = (change(own) - change(rest)) / spread.sqrt();
    (2.0 * stats::normal_upper(z.abs()).p).min(1.0)
}

fn draft(facts: &Facts<'_>, today: i32, fall: &Fall<'_>) -> Draft {
    let (now, before) = fall.rows.shares(facts);
    let points = rate(now) - rate(before);
    let filter = match fall.group {
        Some((column, value)) => facts.within(&column.key, value),
        None => facts.filter.clone(),
    };
    let from = today - NOW_DAYS + 1;
    let is_area = fall
        .group
        .is_some_and(|(column, _)| column.role == Some(Role::Area) || column.key == "area");
    let id = fall
        .group
        .map_or_else(|| "all".to_owned(), |(column, value)| format!("{}={value}", column.key));
    let kind = match fall.group {
        None => "all",
        Some(_) if is_area => "area",
        Some(_) => "segment",
    };
    Draft {
        kind: "score-drop",
        subject: subject(kind, &id, fall.group.map_or("all items", |(_, value)| value)),
        title: title(facts, fall, is_area),
        detail: detail(facts, fall),
        since: Some(from),
        evidence: vec![
            evidence(
                "rule",
                format!("Low-score rate up {:.0} points", points * 100.0),
                points >= MIN_POINTS,
            ),
            evidence("statistics", p_value("q", fall.q), true),
        ],
        weight: if fall.group.is_some() { 60.0 } else { 64.0 } + 20.0 * points,
        needs_decision: true,
        action: "Read the low scores of these weeks by theme".to_owned(),
        owner: None,
        audience: &["leadership", "pm"],
        area: fall.group.filter(|_| is_area).map(|(_, value)| value.to_owned()),
        rows: fall.low.clone(),
        preferred: Vec::new(),
        filter: Filter { low_only: true, ..Facts::between(filter, from, today) },
        course: course(facts, fall.group),
    }
}

/// All low scores of the group, for the weekly course.
fn course(facts: &Facts<'_>, group: Option<(&Column, &str)>) -> Vec<u32> {
    let Some((column, value)) = group else { return facts.low.to_vec() };
    facts.low.and(&facts.rows_with(&column.key, value)).to_vec()
}

fn title(facts: &Facts<'_>, fall: &Fall<'_>, is_area: bool) -> String {
    let metric = facts.metric(&fall.rows.now).unwrap_or("score");
    let means = facts.mean_score(&fall.rows.before).zip(facts.mean_score(&fall.rows.now));
    let (now, before) = fall.rows.shares(facts);
    let fell = match means {
        Some((was, is)) if was - is >= 0.1 => format!("{metric} fell from {was:.1} to {is:.1}"),
        _ => format!("low scores rose from {} to {}", percent(rate(before)), percent(rate(now))),
    };
    match fall.group {
        None => format!("Overall {fell} in the last 4 weeks"),
        Some((_, value)) if is_area => {
            format!("{value}: {fell} in the last 4 weeks, further than elsewhere")
        }
        Some((_, value)) => {
            format!(
                "{} accounts: {fell} in the last 4 weeks, further than the rest",
                capital(&in_sentence(value))
            )
        }
    }
}

fn detail(facts: &Facts<'_>, fall: &Fall<'_>) -> String {
    let (now, before) = fall.rows.shares(facts);
    let weekly = (now.1 * 7.0 / f64::from(NOW_DAYS), before.1 * 7.0 / f64::from(BEFORE_DAYS));
    let test = match fall.group {
        None if facts.has(Role::Account) => {
            format!("Fisher mid-p and t over accounts, the larger {}", p_value("p", fall.p))
        }
        None => format!("Fisher mid-{}", p_value("p", fall.p)),
        Some(_) => format!(
            "change against the rest's change {}, {} over {}",
            p_value("p", fall.p),
            p_value("q", fall.q),
            count(fall.n_tests, "segment")
        ),
    };
    format!(
        "{:.0} of {:.0} scores are low against {:.0} of {:.0} in the 8 weeks before ({:+.0} points), at {:.0} scores a \
         week against {:.0}; {test}.",
        now.0,
        now.1,
        before.0,
        before.1,
        (rate(now) - rate(before)) * 100.0,
        weekly.0,
        weekly.1,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fall_that_all_share_is_no_segment_s_own() {
        let own = ((30.0, 60.0), (24.0, 80.0));
        let same = ((300.0, 600.0), (240.0, 800.0));
        assert!(further_than(own, same) > 0.9);
        let steady = ((180.0, 600.0), (240.0, 800.0));
        assert!(further_than(own, steady) < 0.05);
        assert!(further_than(((0.0, 0.0), (0.0, 0.0)), steady) <= 1.0);
    }
}
