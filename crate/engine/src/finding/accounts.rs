//! Accounts at risk: churn and competitor words, low scores, a renewal that is near.

use super::{Draft, Facts, evidence, subject};
use crate::num::RowMask;
use crate::view::Filter;
use crate::wording::{self, count, money};

/// Days back in which words count as recent.
const RECENT_DAYS: i32 = 28;

/// One account with what raises its risk.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountRisk {
    /// Position in [`Accounts`](crate::join::Accounts).
    pub account: usize,
    /// Its rows under the filter with a score, and with a low one.
    pub n_scored: u32,
    /// See `n_scored`.
    pub n_low: u32,
    /// Recent rows with churn, competitor and escalation words.
    n_said: [u32; RISKS.len()],
    /// 0–100: 35 for churn words, 20 for a competitor, 10 for an escalation, 25 for a renewal within
    /// 90 days, up to 30 for the share of low scores (with three or more scores).
    pub risk: u32,
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

/// Which rows say them.
struct RiskWords<'a> {
    codes: &'a [u32],
    /// The codes of the words.
    of: [Option<u32>; RISKS.len()],
    /// Recent rows with any of them.
    recent: RowMask,
}

impl<'a> RiskWords<'a> {
    fn of(facts: &Facts<'a>) -> Self {
        let Ok(risk) = facts.table.dimension("risk") else {
            let recent = RowMask::none(facts.table.n_rows);
            return RiskWords { codes: &[], of: [None; RISKS.len()], recent };
        };
        let is_one = |value: &String| RISKS.iter().any(|own| own.0 == value);
        let said = risk.rows(&is_one, facts.table.n_rows);
        let of = RISKS.map(|own| risk.code(own.0));
        RiskWords { codes: &risk.codes, of, recent: said.and(&facts.rows_lately(RECENT_DAYS)) }
    }

    /// Those of `rows` that are recent and say one.
    fn among(&self, rows: &[u32]) -> Vec<u32> {
        rows.iter().copied().filter(|row| self.recent.contains(*row)).collect()
    }
}

/// The part of a risk for low scores: their share of 30 points, with three or more scores.
fn low_points(n_low: u32, n_scored: u32) -> u32 {
    if n_scored < 3 { 0 } else { (30.0 * (f64::from(n_low) / f64::from(n_scored))) as u32 }
}

fn assess(facts: &Facts<'_>, words: &RiskWords<'_>, account: usize, rows: &[u32]) -> AccountRisk {
    let mut n_said = [0; RISKS.len()];
    for row in words.among(rows) {
        let code = words.codes.get(row as usize);
        if let Some(own) = words.of.iter().position(|own| own.as_ref() == code) {
            n_said[own] += 1;
        }
    }
    let said = RISKS.iter().zip(n_said).filter(|(_, n)| *n > 0);
    let renewal = if facts.renews_soon(account) { 25 } else { 0 };
    let (n_low, n_scored) = (facts.n_low(rows), facts.n_scored(rows));
    let points = said.map(|(own, _)| own.1).sum::<u32>() + renewal + low_points(n_low, n_scored);
    AccountRisk { account, n_scored, n_low, n_said, risk: points.min(100) }
}

impl AccountRisk {
    /// Each part of the sum, in words.
    pub fn reasons(&self, facts: &Facts<'_>) -> Vec<String> {
        let mut reasons = Vec::new();
        for ((_, _, words), n) in RISKS.iter().zip(self.n_said).filter(|(_, n)| *n > 0) {
            let period =
                facts.as_of.map_or_else(String::new, |_| format!(" in {RECENT_DAYS} days"));
            reasons.push(format!("{words} ({}{period})", count(n, "item")));
        }
        if facts.renews_soon(self.account) {
            let day = facts.accounts.renewals[self.account].unwrap_or(0);
            reasons.push(format!("renews on {}", wording::day(day, facts.as_of)));
        }
        if self.n_scored >= 3 && self.n_low > 0 {
            reasons.push(format!("{} of {} scores are low", self.n_low, self.n_scored));
        }
        reasons
    }
}

/// Accounts that talk of leaving (S128), and themes that touch accounts about to renew (S21).
pub(crate) fn findings(facts: &Facts<'_>) -> Vec<Draft> {
    if facts.accounts.is_empty() {
        return Vec::new();
    }
    let risks = account_risks(facts);
    let is_leaving = |risk: &&AccountRisk| risk.n_said[CHURN] + risk.n_said[COMPETITOR] > 0;
    let mut leaving: Vec<&AccountRisk> = risks.iter().filter(is_leaving).collect();
    let arr = |risk: &AccountRisk| facts.accounts.arr[risk.account].unwrap_or(0.0);
    crate::num::sort_by(&mut leaving, |a, b| {
        let soon = |risk: &AccountRisk| facts.renews_soon(risk.account);
        soon(b).cmp(&soon(a)).then(arr(b).total_cmp(&arr(a))).then(a.account.cmp(&b.account))
    });
    let words = RiskWords::of(facts);
    let mut drafts: Vec<Draft> =
        leaving.iter().take(5).map(|risk| leaving_draft(facts, risk, &words)).collect();
    drafts.extend(renewals(facts));
    drafts
}

fn leaving_draft(facts: &Facts<'_>, risk: &AccountRisk, words: &RiskWords<'_>) -> Draft {
    let own = facts.account_rows().get(risk.account);
    let (rows, reasons) = (words.among(own), risk.reasons(facts));
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
    let says = if risk.n_said[CHURN] > 0 { "talks of leaving" } else { "names a competitor" };
    let owner = facts.accounts.owners[risk.account].clone();
    let soon = facts.renews_soon(risk.account);
    Draft {
        kind: "churn-risk",
        subject: subject("account", &facts.accounts.keys[risk.account], name),
        title: format!("{name}{worth} {says}{renews}"),
        detail: format!("{}. Risk {} of 100.", wording::capital(&reasons.join(", ")), risk.risk),
        since: rows.iter().filter_map(|row| facts.day(*row)).min(),
        evidence: reasons.into_iter().map(|reason| evidence("rule", reason, true)).collect(),
        weight: if soon { 58.0 } else { 34.0 } + f64::from(risk.risk) / 10.0,
        needs_decision: soon,
        action: match &owner {
            Some(owner) => format!("{owner} calls {name} this week"),
            None => format!("Find who looks after {name} and call this week"),
        },
        owner,
        audience: &["leadership", "sales"],
        area: facts.area(&rows),
        preferred: Vec::new(),
        filter: Filter { rows: Some(rows.clone()), ..Filter::default() },
        rows,
        course: own.to_vec(),
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
