//! Whether the columns differ at all, where accounts are drawn.

use super::compare::Bench;
use super::placed::Placed;
use super::plan::Unit;
use super::ready::Ready;
use crate::defaults::{ACCOUNT_CAP, MIN_TEST_ACCOUNTS};
use crate::stats::{Answer, capped_weight, rao_scott};
use crate::view::OverallView;

/// One test of shares in all listed columns with accounts as units (second order of Rao and Scott
/// 1984), each account counting at most as often as in the tests of cells.
pub(super) fn over_accounts(
    (ready, placed, listed): (&Ready, &Placed, &[u32]),
    bench: &Bench<'_>,
    n_cols: usize,
) -> Option<OverallView> {
    let counts = bench.counts;
    let is_asked = bench.unit == Unit::Accounts && bench.measure.is_share_of_answers();
    if !is_asked || n_cols < 2 || bench.measure.must_be_testable(counts.n_scales).is_err() {
        return None;
    }
    let measure = bench.measure;
    let kinds =
        ready.answers.kinds.iter().map(|own| {
            measure.counts(own.class).then(|| measure.value_of(own.class, own.score) > 0.5)
        });
    let kinds: Vec<Option<bool>> = kinds.collect();
    let width = counts.cols.len();
    let column = |at: usize| {
        let cell = *listed.get(placed.cells[at] as usize)? as usize;
        (cell < counts.rows.len() * width).then_some(cell % width)
    };
    let mut answers = Vec::new();
    let mut n_accounts = 0;
    let mut own = vec![[0.0; 2]; width];
    for account in accounts(&ready.starts, ready.answers.of.len()) {
        for at in account {
            let known = column(at).zip(kinds[usize::from(ready.answers.of[at])]);
            if let Some((col, is_part)) = known {
                own[col][usize::from(is_part)] += 1.0;
            }
        }
        let n: f64 = own.iter().flatten().sum();
        if n > 0.0 {
            put(&mut answers, &own[..n_cols], n_accounts, capped_weight(n, f64::from(ACCOUNT_CAP)));
            own.fill([0.0; 2]);
            n_accounts += 1;
        }
    }
    let is_enough = counts.all.scored >= 2.0 * f64::from(bench.plan.min_base)
        && n_accounts >= 2 * MIN_TEST_ACCOUNTS as usize;
    if !is_enough {
        return None;
    }
    let result = rao_scott(&answers, n_cols, n_accounts)?;
    Some(OverallView {
        test: "Rao–Scott F over accounts".to_owned(),
        statistic: result.f,
        df: result.df1,
        p: result.p.p,
        effect_name: "Cramér's V".to_owned(),
        effect: (result.chi2 / answers.len() as f64).sqrt(),
    })
}

/// The places of each account; behind them, of each row without one.
fn accounts(starts: &[u32], n: usize) -> impl Iterator<Item = std::ops::Range<usize>> {
    let last = starts.last().map_or(0, |end| *end as usize);
    let known = starts.windows(2).map(|two| two[0] as usize..two[1] as usize);
    known.chain((last..n).map(|at| at..at + 1))
}

/// One account's answers, those alike in one: what is compared are weighted sums.
fn put(answers: &mut Vec<Answer>, own: &[[f64; 2]], cluster: usize, weight: f64) {
    for (domain, counts) in own.iter().enumerate() {
        for (value, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0.0) {
            answers.push(Answer { cluster, domain, value: value as f64, weight: weight * count });
        }
    }
}
