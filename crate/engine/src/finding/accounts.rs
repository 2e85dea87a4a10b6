//! Accounts at risk: churn and competitor words, low scores, a renewal that is near.

use super::{Draft, Facts, evidence, subject};
use crate::view::Filter;
use crate::wording::{self, count, money};

/// Days back in which words count as recent.
const RECENT_DAYS: i32 = 28;

/// One account with what raises its risk.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountRisk {
    /// Position in [`Accounts`](crate::join::Accounts).
    pub account: usize,
    /// Its rows under the filter.
    pub rows: Vec<u32>,
    /// Recent rows with churn, competitor or escalation words.
    pub risky: Vec<u32>,
    /// Low-score rows.
    pub n_low: u32,
    /// 0–100: 35 for churn words, 20 for a competitor, 10 for an escalation, 25 for a renewal within
    /// 90 days, up to 30 for the share of low scores (with three or more scores).
    pub risk: u32,
    /// Each part of the sum, in words.
    pub reasons: Vec<String>,
}

/// Every account that wrote something, most at risk first; equal risks by ARR.
pub fn account_risks(facts: &Facts<'_>) -> Vec<AccountRisk> {
    let words = RiskWords::of(facts);
    let rows = facts.account_rows().iter().enumerate().filter(|(_, rows)| !rows.is_empty());
    let mut risks: Vec<AccountRisk> =
        rows.map(|(account, rows)| assess(facts, &words, account, rows)).collect();
    let arr = |risk: &AccountRisk| facts.accounts.arr[risk.account].unwrap_or(0.0);
    crate::num::sort_by(&mut risks, |a, b| {
        b.risk.cmp(&a.risk).then(arr(b).total_cmp(&arr(a))).then(a.account.cmp(&b.account))
    });
    risks
}

/// The words that raise a risk, the points of each, and what an account with them does.
const RISKS: [(&str, u32, &str); 3] = [
    ("churn", 35, "talks of leaving"),
    ("competitor", 20, "names a competitor"),
    ("escalation", 10, "escalates"),
];

/// Positions in [`RISKS`].
const CHURN: usize = 0;
const COMPETITOR: usize = 1;

/// Which of them each row has.
struct RiskWords<'a> {
    codes: &'a [u32],
    /// Their codes.
    of: [Option<u32>; RISKS.len()],
}

impl<'a> RiskWords<'a> {
    fn of(facts: &Facts<'a>) -> Self {
        match facts.table.dimension("risk") {
            Ok(risk) => RiskWords { codes: &risk.codes, of: RISKS.map(|own| risk.code(own.0)) },
            Err(_) => RiskWords { codes: &[], of: [None; RISKS.len()] },
        }
    }

    /// Position among [`RISKS`] of that of `row`.
    fn get(&self, row: u32) -> Option<usize> {
        let code = self.codes.get(row as usize)?;
        self.of.iter().position(|own| own.as_ref() == Some(code))
    }
}

fn assess(facts: &Facts<'_>, words: &RiskWords<'_>, account: usize, rows: &[u32]) -> AccountRisk {
    let mut risk = 0;
    let mut reasons = Vec::new();
    let (mut risky, mut n_hits) = (Vec::new(), [0; RISKS.len()]);
    for row in rows {
        if let Some(own) = words.get(*row).filter(|_| facts.is_lately(*row, RECENT_DAYS)) {
            n_hits[own] += 1;
            risky.push(*row);
        }
    }
    for ((_, points, words), n) in RISKS.iter().zip(n_hits).filter(|(_, n)| *n > 0) {
        risk += points;
        let period = facts.as_of.map_or_else(String::new, |_| format!(" in {RECENT_DAYS} days"));
        reasons.push(format!("{words} ({}{period})", count(n, "item")));
    }
    if facts.renews_soon(account) {
        risk += 25;
        let day = facts.accounts.renewals[account].unwrap_or(0);
        reasons.push(format!("renews on {}", wording::day(day, facts.as_of)));
    }
    let (n_low, scored) = (facts.n_low(rows), facts.n_scored(rows));
    if scored >= 3 && n_low > 0 {
        let share = f64::from(n_low) / f64::from(scored);
        risk += (30.0 * share) as u32;
        reasons.push(format!("{n_low} of {scored} scores are low"));
    }
    AccountRisk { account, rows: rows.to_vec(), risky, n_low, risk: risk.min(100), reasons }
}

/// Accounts that talk of leaving (S128), and themes that touch accounts about to renew (S21).
pub(crate) fn findings(facts: &Facts<'_>) -> Vec<Draft> {
    if facts.accounts.is_empty() {
        return Vec::new();
    }
    let risks = account_risks(facts);
    let words = RiskWords::of(facts);
    let has = |risk: &AccountRisk, words_of: usize| {
        risk.risky.iter().any(|row| words.get(*row) == Some(words_of))
    };
    let mut leaving: Vec<&AccountRisk> =
        risks.iter().filter(|risk| has(risk, CHURN) || has(risk, COMPETITOR)).collect();
    let arr = |risk: &AccountRisk| facts.accounts.arr[risk.account].unwrap_or(0.0);
    crate::num::sort_by(&mut leaving, |a, b| {
        let soon = |risk: &AccountRisk| facts.renews_soon(risk.account);
        soon(b).cmp(&soon(a)).then(arr(b).total_cmp(&arr(a))).then(a.account.cmp(&b.account))
    });
    let mut drafts: Vec<Draft> =
        leaving.iter().take(5).map(|risk| leaving_draft(facts, risk, has(risk, CHURN))).collect();
    drafts.extend(renewals(facts));
    drafts
}

fn leaving_draft(facts: &Facts<'_>, risk: &AccountRisk, churn: bool) -> Draft {
    let name = &facts.accounts.names[risk.account];
    let currency = facts.accounts.currency.as_deref();
    let worth = facts.accounts.arr[risk.account]
        .filter(|arr| *arr > 0.0)
        .map_or_else(String::new, |arr| format!(" ({} ARR)", money(arr, currency)));
    let renews =
        match facts.accounts.renewals[risk.account].filter(|_| facts.renews_soon(risk.account)) {
            Some(day) => format!(" and renews on {}", wording::day(day, facts.as_of)),
            None => String::new(),
        };
    let says = if churn { "talks of leaving" } else { "names a competitor" };
    let owner = facts.accounts.owners[risk.account].clone();
    let soon = facts.renews_soon(risk.account);
    Draft {
        kind: "churn-risk",
        subject: subject("account", &facts.accounts.keys[risk.account], name),
        title: format!("{name}{worth} {says}{renews}"),
        detail: format!(
            "{}. Risk {} of 100.",
            wording::capital(&risk.reasons.join(", ")),
            risk.risk
        ),
        since: risk.risky.iter().filter_map(|row| facts.day(*row)).min(),
        evidence: risk
            .reasons
            .iter()
            .map(|reason| evidence("rule", reason.clone(), true))
            .collect(),
        weight: if soon { 58.0 } else { 34.0 } + f64::from(risk.risk) / 10.0,
        needs_decision: soon,
        action: match &owner {
            Some(owner) => format!("{owner} calls {name} this week"),
            None => format!("Find who looks after {name} and call this week"),
        },
        owner,
        audience: &["leadership", "sales"],
        area: facts.area(&risk.risky),
        rows: risk.risky.clone(),
        preferred: Vec::new(),
        filter: Filter { rows: Some(risk.risky.clone()), ..Filter::default() },
        course: risk.rows.clone(),
    }
}

/// Themes with low scores from accounts that renew soon: what to settle before the talks.
fn renewals(facts: &Facts<'_>) -> Vec<Draft> {
    let mut themes: Vec<(f64, usize, Vec<u32>, usize)> = Vec::new();
    for (idx, rows) in facts.theme_rows().iter().enumerate() {
        let rows: Vec<u32> = rows
            .iter()
            .copied()
            .filter(|row| facts.low.contains(*row) && facts.is_recent(*row, 56))
            .filter(|row| facts.accounts.of(*row).is_some_and(|a| facts.renews_soon(a)))
            .collect();
        let accounts = facts.accounts.distinct(rows.iter().copied());
        if accounts.len() >= 3 {
            themes.push((
                facts.accounts.arr_of(&accounts).unwrap_or(0.0),
                idx,
                rows,
                accounts.len(),
            ));
        }
    }
    crate::num::sort_by(&mut themes, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    themes
        .into_iter()
        .take(3)
        .map(|(arr, idx, rows, n)| renewal_draft(facts, arr, idx, rows, n))
        .collect()
}

fn renewal_draft(facts: &Facts<'_>, arr: f64, idx: usize, rows: Vec<u32>, n: usize) -> Draft {
    let theme = &facts.taxonomy.themes[idx];
    let worth = if arr > 0.0 {
        format!(" worth {}", money(arr, facts.accounts.currency.as_deref()))
    } else {
        String::new()
    };
    Draft {
        kind: "renewal",
        subject: subject("theme", &theme.id, &theme.name),
        title: format!(
            "'{}' hurts {}{worth} that renew within 90 days",
            theme.name,
            count(n as u32, "account")
        ),
        detail: format!(
            "{} of the last 8 weeks come from accounts whose renewal is near.",
            count(rows.len() as u32, "low-score item")
        ),
        since: None,
        evidence: vec![evidence(
            "rule",
            "Low scores from three or more accounts that renew within 90 days",
            true,
        )],
        weight: 48.0,
        needs_decision: true,
        action: "Settle it, or say when, before the renewal talks".to_owned(),
        owner: None,
        audience: &["leadership", "sales", "pm"],
        preferred: theme.exemplars.clone(),
        filter: Filter { rows: Some(rows.clone()), ..Filter::default() },
        area: facts.area(&rows),
        rows,
        course: Vec::new(),
    }
}
