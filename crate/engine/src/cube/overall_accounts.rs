//! Whether the columns differ at all, where accounts are drawn.

use super::answers::Kind;
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
    // What a row of a kind adds to: nothing, the others, the part.
    let side = |own: &Kind| {
        let is_part = measure.value_of(own.class, own.score) > 0.5;
        if measure.counts(own.class) { 1 + u8::from(is_part) } else { 0 }
    };
    let sides: Vec<u8> = ready.answers.kinds.iter().map(side).collect();
    let width = counts.cols.len();
    let n_cells = counts.rows.len() * width;
    let column = |cell: &u32| (*cell as usize).lt(&n_cells).then(|| *cell as usize % width);
    let columns: Vec<Option<usize>> = listed.iter().map(column).collect();
    let mut answers = Vec::new();
    let mut n_accounts = 0;
    let mut own = vec![[0_u32; 2]; width];
    for account in accounts(&ready.starts, ready.answers.of.len()) {
        let mut n = 0_u32;
        let kinds = &ready.answers.of[account.clone()];
        for (cell, kind) in placed.cells[account].iter().zip(kinds) {
            let side = sides[usize::from(*kind)];
            if side > 0
                && let Some(column) = columns[*cell as usize]
            {
                own[column][usize::from(side - 1)] += 1;
                n += 1;
            }
        }
        if n > 0 {
            let weight = capped_weight(f64::from(n), f64::from(ACCOUNT_CAP));
            put(&mut answers, &own[..n_cols], n_accounts, weight);
            own.fill([0; 2]);
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
fn put(answers: &mut Vec<Answer>, own: &[[u32; 2]], cluster: usize, weight: f64) {
    for (domain, counts) in own.iter().enumerate() {
        for (value, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let weight = weight * f64::from(*count);
            answers.push(Answer { cluster, domain, value: value as f64, weight });
        }
    }
}
