//! What each group does to the score, by leaving it out, and what changed a score between two
//! periods.

use super::answers::Answers;
use super::axis::Cut;
use super::clusters::{by_account, is_all};
use super::measure::Measure;
use super::select;
use crate::defaults::MIN_TEST_ACCOUNTS;
use crate::join::Accounts;
use crate::stats::{benjamini_hochberg, t_quantile, t_two};
use crate::table::Table;
use crate::view::{
    DriverView, DriversQuery, DriversView, Filter, ImpactQuery, ImpactRowView, ImpactView,
};
use crate::{Error, Result};

/// Answers that count for a measure, by group.
struct Values {
    /// Position among the selected rows, group and value of each.
    answers: Vec<(u32, u32, f64)>,
    rows: Vec<u32>,
    names: Vec<String>,
    measure: Measure,
}

/// The values of `measure` under a filter, by the groups of a dimension; rows without a group are
/// in one past the last.
fn values(table: &Table, by: &str, measure: &str, filter: &Filter) -> Result<Values> {
    let cut = Cut::find(table, [by, ""])?;
    let mask = select(table, filter)?;
    let known = Answers::of(table, None);
    let mut occurs = vec![false; known.kinds.len()];
    mask.iter().for_each(|row| occurs[usize::from(known.of[row as usize])] = true);
    let n_scales = known.n_scales(|kind| occurs[kind]);
    let measure = if measure.is_empty() { "low-rate" } else { measure };
    let measure = Measure::of(measure, n_scales > 0)?;
    let is_fit =
        measure.is_share_of_answers() || matches!(measure, Measure::MeanScore | Measure::Nps);
    if !is_fit {
        let must = "be a score: low-rate, top-2-box, bottom-2-box, mean-score or nps".to_owned();
        return Err(Error::BadOption { option: "measure", must });
    }
    if let Err(must) = measure.must_be_testable(n_scales) {
        return Err(Error::BadOption { option: "measure", must });
    }
    let codes = cut.by.first().map_or(&[][..], |(_, own)| &own.codes);
    let n_groups = cut.len() as u32;
    let rows: Vec<u32> = mask.iter().collect();
    let mut answers = Vec::new();
    for (idx, row) in rows.iter().enumerate() {
        let class = known.class(*row as usize);
        if measure.counts(class) {
            let of_row =
                if cut.by.is_empty() { Some(0) } else { codes.get(*row as usize).copied() };
            let group = of_row.unwrap_or(n_groups).min(n_groups);
            let value = measure.value_of(class, known.score(*row as usize));
            answers.push((idx as u32, group, value));
        }
    }
    let names = (0..n_groups).map(|code| cut.words(code).1).collect();
    Ok(Values { answers, rows, names, measure })
}

/// Sum and number of answers.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    value: f64,
    n: f64,
}

impl Sum {
    fn add(&mut self, value: f64) {
        self.value += value;
        self.n += 1.0;
    }

    fn mean(self) -> f64 {
        self.value / self.n
    }

    fn without(self, other: Sum) -> Sum {
        Sum { value: self.value - other.value, n: self.n - other.n }
    }
}

/// What each group does to a score: the score of all less the score without the group, with a
/// linearised interval over accounts (each item stands for itself where there are none).
///
/// # Errors
/// As [`select`], and [`BadOption`](Error::BadOption) where the measure is no score.
pub fn impact(table: &Table, accounts: &Accounts, query: &ImpactQuery) -> Result<ImpactView> {
    let values = values(table, &query.by, &query.measure, &query.filter)?;
    let mut groups = vec![Sum::default(); values.names.len() + 1];
    let mut all = Sum::default();
    for (_, group, value) in &values.answers {
        groups[*group as usize].add(*value);
        all.add(*value);
    }
    let spreads = spreads(&values, accounts, all, &groups);
    let mut rows = Vec::new();
    for (group, name) in values.names.iter().enumerate() {
        let (own, rest) = (groups[group], all.without(groups[group]));
        if own.n <= 0.0 || rest.n <= 0.0 {
            continue;
        }
        let impact = all.mean() - rest.mean();
        let Spread { error, n_accounts, n_only } = spreads.of[group];
        let df = spreads.n - 1.0;
        let least = f64::from(MIN_TEST_ACCOUNTS);
        let is_tested = error > 1e-12 && n_accounts >= least && spreads.n - n_only >= least;
        let half = if is_tested { t_quantile(0.95, df) * error } else { f64::NAN };
        let mut filter = query.filter.clone();
        filter.clauses.retain(|clause| clause.dimension != query.by);
        filter
            .clauses
            .push(crate::view::Clause { dimension: query.by.clone(), values: vec![name.clone()] });
        rows.push(ImpactRowView {
            value: name.clone(),
            n: own.n as u32,
            n_accounts: n_accounts as u32,
            score: own.mean(),
            without: rest.mean(),
            impact,
            low: is_tested.then_some(impact - half),
            high: is_tested.then_some(impact + half),
            p: is_tested.then(|| t_two(impact / error, df).p),
            q: None,
            filter,
        });
    }
    let p: Vec<f64> = rows.iter().map(|row| row.p.unwrap_or(f64::NAN)).collect();
    for (row, q) in rows.iter_mut().zip(benjamini_hochberg(&p)) {
        row.q = row.p.map(|_| q);
    }
    crate::num::sort_by(&mut rows, |a, b| {
        b.impact.abs().total_cmp(&a.impact.abs()).then_with(|| a.value.cmp(&b.value))
    });
    let n_tests = rows.iter().filter(|row| row.p.is_some()).count() as u32;
    Ok(ImpactView {
        by: query.by.clone(),
        measure: values.measure.code().to_owned(),
        measure_name: values.measure.name().to_owned(),
        format: values.measure.format().to_owned(),
        total: all.mean(),
        n: all.n as u32,
        rows,
        n_tests,
        footnotes: vec![format!(
            "Impact: the {} of all less that without the value, in its own units. Intervals are 95 %, \
             linearised over {} accounts (items without one stand for themselves); \
             Benjamini–Hochberg over {n_tests} values with at least {MIN_TEST_ACCOUNTS} accounts on \
             both sides.",
            values.measure.name(),
            spreads.n
        )],
    })
}

/// The error of one leave-out difference, the accounts of the group, and those of no other.
struct Spread {
    error: f64,
    n_accounts: f64,
    n_only: f64,
}

/// All of them, and all accounts.
struct Spreads {
    of: Vec<Spread>,
    n: f64,
}

/// An account adds `(Y - m N') / N - (Y' - m' N') / R` to a difference: its answers and what they
/// are out of, in all and without the group.
fn spreads(values: &Values, accounts: &Accounts, all: Sum, groups: &[Sum]) -> Spreads {
    let answered: Vec<u32> =
        values.answers.iter().map(|(idx, _, _)| values.rows[*idx as usize]).collect();
    let (order, starts) = by_account(accounts, &answered);
    let clusters = || starts.windows(2).filter(|span| span[0] < span[1]);
    let mean = all.mean();
    let without: Vec<Sum> = groups.iter().map(|own| all.without(*own)).collect();
    // Over all accounts: sums of YY, YN and NN; over those of the group what they change.
    let (mut yy, mut yn, mut nn, mut n) = (0.0, 0.0, 0.0, 0.0);
    let mut change = vec![[0.0_f64; 3]; groups.len()];
    let mut parts: Vec<(u32, Sum)> = Vec::new();
    for span in clusters() {
        parts.clear();
        let mut total = Sum::default();
        for item in &order[span[0] as usize..span[1] as usize] {
            let (_, group, value) = values.answers[*item as usize];
            total.add(value);
            match parts.iter_mut().find(|(own, _)| *own == group) {
                Some((_, sum)) => sum.add(value),
                None => parts.push((group, Sum { value, n: 1.0 })),
            }
        }
        yy += total.value * total.value;
        yn += total.value * total.n;
        nn += total.n * total.n;
        n += 1.0;
        for (group, part) in &parts {
            let rest = without[*group as usize];
            let whole = (total.value - mean * total.n) / all.n;
            let before = whole - (total.value - rest.mean() * total.n) / rest.n;
            let after =
                whole - (total.value - part.value - rest.mean() * (total.n - part.n)) / rest.n;
            change[*group as usize][0] += after * after - before * before;
            change[*group as usize][1] += 1.0;
            change[*group as usize][2] += f64::from(is_all(part.n, total.n));
        }
    }
    let of = groups.iter().enumerate().map(|(group, _)| {
        let rest = without[group];
        // The same of accounts that are not in the group, had all accounts none of it.
        let (a, b) = (1.0 / all.n - 1.0 / rest.n, -mean / all.n + rest.mean() / rest.n);
        let squares = a * a * yy + 2.0 * a * b * yn + b * b * nn + change[group][0];
        let error = (n / (n - 1.0) * squares.max(0.0)).sqrt();
        Spread { error, n_accounts: change[group][1], n_only: change[group][2] }
    });
    Spreads { of: of.collect(), n }
}

/// What changed a score between two periods: for each group the part of its share of the answers
/// (mix) and the part of its own score (rate); together they are the change, exactly (Marshall and
/// Edgeworth's mean weights, as in Kitagawa 1955).
///
/// # Errors
/// As [`impact`], and [`BadOption`](Error::BadOption) for a period without answers.
pub fn drivers(table: &Table, accounts: &Accounts, query: &DriversQuery) -> Result<DriversView> {
    let of_period = |(from, to): &(String, String)| {
        let (from, to) = (Some(from.clone()), Some(to.clone()));
        let filter = Filter { from, to, ..query.filter.clone() };
        values(table, &query.by, &query.measure, &filter)
    };
    let (before, after) = (of_period(&query.before)?, of_period(&query.after)?);
    if before.answers.is_empty() || after.answers.is_empty() {
        let must = "have answers in both".to_owned();
        return Err(Error::BadOption { option: "periods", must });
    }
    let n_groups = before.names.len() + 1;
    let sums = |values: &Values| {
        let mut groups = vec![Sum::default(); n_groups];
        values.answers.iter().for_each(|(_, group, value)| groups[*group as usize].add(*value));
        groups
    };
    let (old, new) = (sums(&before), sums(&after));
    let total = |groups: &[Sum]| {
        let sum = |sum: Sum, own: &Sum| Sum { value: sum.value + own.value, n: sum.n + own.n };
        groups.iter().fold(Sum::default(), sum)
    };
    let (was, is) = (total(&old), total(&new));
    let rows = parts(&before.names, (&old, was), (&new, is));
    let (error, df) = change_error(table, accounts, query, (was.mean(), is.mean()))?;
    let change = is.mean() - was.mean();
    let half = if error > 0.0 { t_quantile(0.95, df) * error } else { f64::NAN };
    Ok(DriversView {
        by: query.by.clone(),
        measure: before.measure.code().to_owned(),
        measure_name: before.measure.name().to_owned(),
        format: before.measure.format().to_owned(),
        before: was.mean(),
        after: is.mean(),
        change,
        change_low: (error > 0.0).then_some(change - half),
        change_high: (error > 0.0).then_some(change + half),
        p: (error > 0.0).then(|| t_two(change / error, df).p),
        mix: rows.iter().map(|row| row.mix).sum(),
        rate: rows.iter().map(|row| row.rate).sum(),
        rows,
        footnotes: vec![
            "Mix: how the value's share of the answers changed, times how its score differs from all; \
             rate: how its own score changed, times its share. Both use means of the two periods, so \
             that all parts add up to the change; what is in one period only is mix. The interval is \
             95 %, linearised over accounts."
                .to_owned(),
        ],
    })
}

/// The part of each group in the change, largest first; sums and total of either period.
fn parts(names: &[String], (old, was): (&[Sum], Sum), (new, is): (&[Sum], Sum)) -> Vec<DriverView> {
    let center = was.mean().midpoint(is.mean());
    let mut rows: Vec<DriverView> = Vec::new();
    for group in 0..old.len() {
        let (own, other) = (old[group], new[group]);
        if own.n + other.n <= 0.0 {
            continue;
        }
        // A group that is in one period only has changed the mix, not its score.
        let score = |one: Sum, two: Sum| if one.n > 0.0 { one.mean() } else { two.mean() };
        let (r0, r1) = (score(own, other), score(other, own));
        let (w0, w1) = (own.n / was.n, other.n / is.n);
        let name = names.get(group).cloned();
        rows.push(DriverView {
            value: name.unwrap_or_default(),
            n_before: own.n as u32,
            n_after: other.n as u32,
            share_before: w0,
            share_after: w1,
            score_before: (own.n > 0.0).then(|| own.mean()),
            score_after: (other.n > 0.0).then(|| other.mean()),
            mix: (w1 - w0) * (r0.midpoint(r1) - center),
            rate: w0.midpoint(w1) * (r1 - r0),
        });
    }
    crate::num::sort_by(&mut rows, |a, b| {
        let size = |own: &DriverView| (own.mix + own.rate).abs();
        size(b).total_cmp(&size(a)).then_with(|| a.value.cmp(&b.value))
    });
    rows
}

/// Error of the difference of two periods over accounts that may have answered in both, and its
/// degrees of freedom.
fn change_error(
    table: &Table,
    accounts: &Accounts,
    query: &DriversQuery,
    means: (f64, f64),
) -> Result<(f64, f64)> {
    let mut z = vec![0.0; accounts.len()];
    let (mut seen, mut alone, mut n) = (vec![false; accounts.len()], 0.0, 0.0);
    for (period, mean, sign) in [(&query.before, means.0, -1.0), (&query.after, means.1, 1.0)] {
        let (from, to) = (Some(period.0.clone()), Some(period.1.clone()));
        let filter = Filter { from, to, ..query.filter.clone() };
        let values = values(table, &query.by, &query.measure, &filter)?;
        let total = values.answers.len() as f64;
        for (idx, _, value) in &values.answers {
            let own = sign * (value - mean) / total;
            if let Some(account) = accounts.of(values.rows[*idx as usize]) {
                z[account] += own;
                n += f64::from(!seen[account]);
                seen[account] = true;
            } else {
                alone += own * own;
                n += 1.0;
            }
        }
    }
    let squares = alone + z.iter().map(|own| own * own).sum::<f64>();
    if n < 2.0 * f64::from(MIN_TEST_ACCOUNTS) {
        return Ok((0.0, 0.0));
    }
    Ok(((n / (n - 1.0) * squares).sqrt(), n - 1.0))
}
