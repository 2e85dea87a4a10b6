//! What grows slowly, what has just gathered critical mass, and what customers praise.

use super::{Draft, Facts, evidence, subject};
use crate::defaults;
use crate::stats;
use crate::wording::{count, p_value, percent};

/// Weeks looked at for a slow trend: a quarter.
const TREND_WEEKS: usize = 13;

/// The course of one theme over the last quarter.
#[derive(Debug, Clone, PartialEq)]
pub struct Trend {
    /// Position of the theme.
    pub theme: usize,
    /// Items in the last 4 weeks and in the first 4 of the quarter.
    pub last: u32,
    /// See `last`.
    pub first: u32,
    /// Growth of its share of all items, per week (0.06 is 6 %).
    pub growth: f64,
    /// One-sided p of the Cochran–Armitage test for a rising share.
    pub p: f64,
    /// After Benjamini–Hochberg over the themes tested.
    pub q: f64,
}

/// Tests every theme for a rising share of all items over the last complete weeks
/// (Cochran 1954, Armitage 1955: scores are week numbers).
pub fn theme_trends(facts: &Facts<'_>) -> Vec<Trend> {
    let weeks = facts.week_views();
    let complete: Vec<usize> = (0..weeks.len()).filter(|w| weeks[*w].is_complete).collect();
    if complete.len() < TREND_WEEKS {
        return Vec::new();
    }
    let span = &complete[complete.len() - TREND_WEEKS..];
    // “The last 4 weeks” must be the last ones: data that ended long before today has none.
    let end = span.last().map_or(0, |week| facts.weeks[*week] + 6);
    if facts.as_of.is_some_and(|today| today - end > 13) {
        return Vec::new();
    }
    let totals: Vec<f64> = span.iter().map(|w| f64::from(weeks[*w].n)).collect();
    let mut trends = Vec::new();
    for (theme, rows) in facts.theme_rows().iter().enumerate() {
        let weekly = facts.weekly(rows);
        let counts: Vec<f64> = span.iter().map(|w| f64::from(weekly[*w])).collect();
        if counts.iter().sum::<f64>() >= 20.0
            && has_voices(facts, rows)
            && let Some(z) = armitage(&counts, &totals)
        {
            trends.push(Trend {
                theme,
                last: counts[TREND_WEEKS - 4..].iter().sum::<f64>() as u32,
                first: counts[..4].iter().sum::<f64>() as u32,
                growth: weekly_growth(&counts, &totals),
                p: stats::normal_upper(z).p,
                q: 1.0,
            });
        }
    }
    let adjusted =
        stats::benjamini_hochberg(&trends.iter().map(|trend| trend.p).collect::<Vec<_>>());
    for (trend, q) in trends.iter_mut().zip(adjusted) {
        trend.q = q;
    }
    trends
}

/// Whether enough accounts speak that their items are more than one voice; true without accounts.
fn has_voices(facts: &Facts<'_>, rows: &[u32]) -> bool {
    let least = defaults::MIN_TEST_ACCOUNTS as usize;
    let mut heard = Vec::with_capacity(least);
    let is_enough = |account: usize| {
        if !heard.contains(&account) {
            heard.push(account);
        }
        heard.len() >= least
    };
    facts.accounts.is_empty()
        || rows.iter().filter_map(|row| facts.accounts.of(*row)).any(is_enough)
}

/// The Cochran–Armitage statistic: standard normal when the share does not change.
fn armitage(counts: &[f64], totals: &[f64]) -> Option<f64> {
    let n: f64 = totals.iter().sum();
    let share = counts.iter().sum::<f64>() / n;
    let mean = totals.iter().enumerate().map(|(t, total)| t as f64 * total).sum::<f64>() / n;
    let (mut top, mut spread) = (0.0, 0.0);
    for (t, (count, total)) in counts.iter().zip(totals).enumerate() {
        let score = t as f64 - mean;
        top += score * (count - total * share);
        spread += total * score * score;
    }
    let variance = share * (1.0 - share) * spread;
    (variance > 0.0).then(|| top / variance.sqrt())
}

/// Growth of the share a week: from the first to the last third of the quarter, as a steady rate.
fn weekly_growth(counts: &[f64], totals: &[f64]) -> f64 {
    let share = |range: std::ops::Range<usize>| {
        (counts[range.clone()].iter().sum::<f64>() + 0.5)
            / (totals[range].iter().sum::<f64>() + 1.0)
    };
    let (first, last) = (share(0..4), share(counts.len() - 4..counts.len()));
    crate::num::pow(last / first, 1.0 / (counts.len() as f64 - 4.0)) - 1.0
}

/// Themes that rise slowly but surely, other than those that spike.
pub(crate) fn findings(facts: &Facts<'_>) -> (Vec<Draft>, u32) {
    let trends = theme_trends(facts);
    let n_tests = trends.len() as u32;
    let theme_rows = facts.theme_rows();
    let spiking = |name: &str| {
        facts.scan.spikes.iter().any(|s| s.is_evident && s.is_current && s.subject.value == name)
    };
    let drafts = trends
        .iter()
        .filter(|trend| {
            trend.q <= defaults::FDR && f64::from(trend.last) >= 1.5 * f64::from(trend.first)
        })
        .filter(|trend| !spiking(&facts.taxonomy.themes[trend.theme].name))
        .map(|trend| trend_draft(facts, trend, theme_rows.get(trend.theme), n_tests))
        .collect();
    (drafts, n_tests)
}

fn trend_draft(facts: &Facts<'_>, trend: &Trend, rows: &[u32], n_tests: u32) -> Draft {
    let theme = &facts.taxonomy.themes[trend.theme];
    let area = facts.area(rows);
    let low = f64::from(facts.n_low(rows)) / f64::from(facts.n_scored(rows).max(1));
    let of_area = area.as_ref().map_or_else(String::new, |area| format!("{area} "));
    Draft {
        kind: "trend",
        subject: subject("theme", &theme.id, &theme.name),
        title: format!(
            "{of_area}verbatims referencing '{}' keep rising: {} in the last 4 weeks against {} at the start of the quarter",
            theme.name, trend.last, trend.first
        ),
        detail: format!(
            "Its share of all items grew by about {} a week over {TREND_WEEKS} weeks; Cochran–Armitage {}, {} over {}.",
            percent(trend.growth.max(0.0)),
            p_value("p", trend.p),
            p_value("q", trend.q),
            count(n_tests, "theme"),
        ),
        since: None,
        evidence: vec![
            evidence("rule", format!("{} items against {}", trend.last, trend.first), true),
            evidence("statistics", format!("Trend of its share: {}", p_value("q", trend.q)), true),
        ],
        weight: 45.0 + 15.0 * low,
        needs_decision: low >= 0.5,
        action: "Size it before it becomes a spike: read the newest verbatims and name the cause"
            .to_owned(),
        owner: None,
        audience: &["leadership", "pm"],
        rows: rows.to_vec(),
        preferred: theme.exemplars.clone(),
        filter: facts.within("theme", &theme.name),
        course: Vec::new(),
        area,
    }
}

/// Themes that reached critical mass in the last 7 days (S251).
pub(crate) fn critical_mass(facts: &Facts<'_>) -> Vec<Draft> {
    let Some(today) = facts.as_of else { return Vec::new() };
    // Where nothing is older, everything is new and nothing has grown.
    if !facts.rows.iter().any(|row| facts.day(row).is_some_and(|day| day <= today - 7)) {
        return Vec::new();
    }
    let mut drafts = Vec::new();
    for (idx, all) in facts.theme_rows().iter().enumerate() {
        // Today may lie before the newest item: what comes after it is not known yet.
        let is_later = |row: &u32| facts.day(*row).is_some_and(|day| day > today);
        let is_before = |row: &&u32| facts.day(**row).is_some_and(|day| day <= today - 7);
        let before = all.iter().filter(is_before).count() as u32;
        if before >= defaults::CRITICAL_MASS {
            continue;
        }
        let rows: Vec<u32> = all.iter().copied().filter(|row| !is_later(row)).collect();
        if (rows.len() as u32) < defaults::CRITICAL_MASS {
            continue;
        }
        let theme = &facts.taxonomy.themes[idx];
        let mut filter = facts.within("theme", &theme.name);
        if rows.len() < all.len() {
            filter = Facts::between(filter, i32::from(i16::MIN), today);
        }
        drafts.push(Draft {
            kind: "critical-mass",
            subject: subject("theme", &theme.id, &theme.name),
            title: format!("Theme '{}' has critical mass: time to verify", theme.name),
            detail: format!(
                "{} in all, {before} of them before the last 7 days; critical mass is {}.",
                count(rows.len() as u32, "item"),
                defaults::CRITICAL_MASS
            ),
            since: rows.iter().filter_map(|row| facts.day(*row)).min(),
            evidence: vec![evidence(
                "rule",
                format!("{} or more items", defaults::CRITICAL_MASS),
                true,
            )],
            weight: 38.0,
            needs_decision: true,
            action: "Write the hypothesis down and talk to three times as many customers"
                .to_owned(),
            owner: None,
            audience: &["pm"],

            preferred: theme.exemplars.clone(),
            filter,
            course: Vec::new(),
            area: facts.area(&rows),
            rows,
        });
    }
    drafts
}

/// The most praised themes of the last four weeks (S129: wins to celebrate).
pub(crate) fn praise(facts: &Facts<'_>) -> Vec<Draft> {
    let Ok(category) = facts.table.dimension("category") else { return Vec::new() };
    let Some(code) = category.code("praise") else { return Vec::new() };
    let recent = |row: &u32| facts.is_lately(*row, 28);
    let mut best: Vec<(usize, Vec<u32>, usize)> = Vec::new();
    for (idx, rows) in facts.theme_rows().iter().enumerate() {
        let rows: Vec<u32> = rows.iter().copied().filter(recent).collect();
        let praised = rows.iter().filter(|row| category.codes[**row as usize] == code).count();
        if praised >= 5 && praised * 2 >= rows.len() {
            best.push((idx, rows, praised));
        }
    }
    crate::num::sort_by(&mut best, |a, b| b.2.cmp(&a.2).then(a.0.cmp(&b.0)));
    best.into_iter()
        .take(3)
        .map(|(idx, rows, praised)| praise_draft(facts, idx, rows, praised))
        .collect()
}

fn praise_draft(facts: &Facts<'_>, idx: usize, rows: Vec<u32>, praised: usize) -> Draft {
    let theme = &facts.taxonomy.themes[idx];
    let mean =
        facts.mean_score(&rows).map_or_else(String::new, |mean| format!(", mean score {mean:.1}"));
    let period = if facts.as_of.is_some() { " in the last 4 weeks" } else { "" };
    let filter = facts.within("theme", &theme.name);
    Draft {
        kind: "praise",
        subject: subject("theme", &theme.id, &theme.name),
        title: format!(
            "Customers praise '{}': {praised} of {} verbatims{period}",
            theme.name,
            rows.len()
        ),
        detail: format!(
            "{} of the theme's verbatims are praise{mean}.",
            percent(praised as f64 / rows.len() as f64)
        ),
        since: None,
        evidence: vec![evidence(
            "rule",
            "Five or more, and at least half of the theme, are praise",
            true,
        )],
        weight: 8.0,
        needs_decision: false,
        action: "Ask the authors for a quote; protect what works".to_owned(),
        owner: None,
        audience: &["leadership", "pm", "sales"],
        preferred: theme.exemplars.clone(),
        filter: facts.lately(filter, 28),
        course: Vec::new(),
        area: facts.area(&rows),
        rows,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rising_share_has_a_high_statistic_and_a_flat_one_none() {
        let totals = [200.0; 13];
        let rising: Vec<f64> = (0..13).map(|t| 5.0 + f64::from(t)).collect();
        assert!(armitage(&rising, &totals).unwrap() > 3.0);
        let flat = [9.0; 13];
        assert!(armitage(&flat, &totals).unwrap().abs() < 1e-12);
        assert!(armitage(&[0.0; 13], &totals).is_none());
        assert!((weekly_growth(&flat, &totals)).abs() < 1e-12);
        assert!(weekly_growth(&rising, &totals) > 0.05);
    }

    #[test]
    fn more_of_everything_is_no_trend() {
        let totals: Vec<f64> = (0..13).map(|t| 100.0 + 50.0 * f64::from(t)).collect();
        let counts: Vec<f64> = totals.iter().map(|total| total * 0.05).collect();
        assert!(armitage(&counts, &totals).unwrap().abs() < 1e-9);
    }
}
