//! What changed a score between two periods.

use super::ready::Ready;
use super::values::{Sum, Values};
use crate::defaults::MIN_TEST_ACCOUNTS;
use crate::join::Accounts;
use crate::stats::{t_quantile, t_two};
use crate::table::Table;
use crate::view::{DriverView, DriversQuery, DriversView, Filter};
use crate::{Error, Result};

/// What changed a score between two periods: for each group the part of its share of the answers
/// (mix) and the part of its own score (rate); together they are the change, exactly (Marshall and
/// Edgeworth's mean weights, as in Kitagawa 1955).
///
/// # Errors
/// As [`impact`](super::impact), and [`BadOption`](Error::BadOption) for a period without answers.
pub fn drivers(table: &Table, accounts: &Accounts, query: &DriversQuery) -> Result<DriversView> {
    Ready::new(table, accounts).drivers(table, query)
}

pub(super) fn of(ready: &Ready, table: &Table, query: &DriversQuery) -> Result<DriversView> {
    let of_period = |(from, to): &(String, String)| {
        let (from, to) = (Some(from.clone()), Some(to.clone()));
        let filter = Filter { from, to, ..query.filter.clone() };
        Values::of((ready, table), &query.by, &query.measure, &filter)
    };
    let (before, after) = (of_period(&query.before)?, of_period(&query.after)?);
    if before.answers.is_empty() || after.answers.is_empty() {
        let must = "have answers in both".to_owned();
        return Err(Error::BadOption { option: "periods", must });
    }
    let ((old, was), (new, is)) = (before.sums(), after.sums());
    let rows = parts(&before.names, (&old, was), (&new, is));
    let (error, df) = change_error([(&before, was.mean()), (&after, is.mean())]);
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
/// degrees of freedom; zeros where too few answered. Each period with its mean.
fn change_error(periods: [(&Values, f64); 2]) -> (f64, f64) {
    let mut z = vec![(0.0, false); periods[0].0.by_account().count()];
    let (mut squares, mut n) = (0.0, 0.0);
    for ((values, mean), sign) in periods.into_iter().zip([-1.0, 1.0]) {
        let total = values.answers.len() as f64;
        let own = |(_, value): &(u32, f64)| sign * (value - mean) / total;
        for (z, answers) in z.iter_mut().zip(values.by_account()) {
            for answer in answers {
                z.0 += own(answer);
            }
            z.1 |= !answers.is_empty();
        }
        for answer in values.alone() {
            squares += own(answer) * own(answer);
            n += 1.0;
        }
    }
    n += z.iter().filter(|own| own.1).count() as f64;
    squares += z.iter().map(|own| own.0 * own.0).sum::<f64>();
    if n < 2.0 * f64::from(MIN_TEST_ACCOUNTS) {
        return (0.0, 0.0);
    }
    ((n / (n - 1.0) * squares).sqrt(), n - 1.0)
}
