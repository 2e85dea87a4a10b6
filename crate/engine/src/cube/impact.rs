//! What each group does to the score, by leaving it out.

use super::clusters::is_all;
use super::ready::Ready;
use super::values::{Sum, Values};
use crate::Result;
use crate::defaults::MIN_TEST_ACCOUNTS;
use crate::join::Accounts;
use crate::stats::{benjamini_hochberg, t_quantile, t_two};
use crate::table::Table;
use crate::view::{ImpactQuery, ImpactRowView, ImpactView};

/// What each group does to a score: the score of all less the score without the group, with a
/// linearised interval over accounts (each item stands for itself where there are none).
///
/// # Errors
/// As [`select`](super::select), and [`BadOption`](crate::Error::BadOption) where the measure is no score.
pub fn impact(table: &Table, accounts: &Accounts, query: &ImpactQuery) -> Result<ImpactView> {
    Ready::new(table, accounts).impact(table, query)
}

pub(super) fn of(ready: &Ready, table: &Table, query: &ImpactQuery) -> Result<ImpactView> {
    let values = Values::of((ready, table), &query.by, &query.measure, &query.filter)?;
    let (groups, all) = values.sums();
    let spreads = Spreads::of(&values, all, &groups);
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

/// What the accounts add up to.
#[derive(Default)]
struct Walk {
    /// Sums over all accounts of YY, YN and NN: of their answers and what they are out of.
    squares: [f64; 3],
    n: f64,
    /// Of each group: what its own accounts change of the sum of squares, those accounts, and those
    /// that are in no other.
    change: Vec<[f64; 3]>,
    /// The answers of one account by group, and where those of each group are among them.
    parts: Vec<(u32, Sum)>,
    place: Vec<u32>,
}

/// A group that is not among the parts of an account.
const NOWHERE: u32 = u32::MAX;

impl Walk {
    /// Adds one account: `(Y - m N) / N - (Y' - m' N') / R` to each difference, its answers and what
    /// they are out of, in all and without the group.
    fn add(&mut self, answers: &[(u32, f64)], all: Sum, without: &[Sum]) {
        if answers.is_empty() {
            return;
        }
        let mut total = Sum::default();
        for (group, value) in answers {
            total.add(*value);
            let place = &mut self.place[*group as usize];
            if *place == NOWHERE {
                *place = self.parts.len() as u32;
                self.parts.push((*group, Sum::default()));
            }
            self.parts[*place as usize].1.add(*value);
        }
        let terms = [total.value * total.value, total.value * total.n, total.n * total.n];
        self.squares.iter_mut().zip(terms).for_each(|(sum, term)| *sum += term);
        self.n += 1.0;
        let whole = (total.value - all.mean() * total.n) / all.n;
        for (group, part) in self.parts.drain(..) {
            self.place[group as usize] = NOWHERE;
            let rest = without[group as usize];
            let before = whole - (total.value - rest.mean() * total.n) / rest.n;
            let after =
                whole - (total.value - part.value - rest.mean() * (total.n - part.n)) / rest.n;
            let change = &mut self.change[group as usize];
            change[0] += after * after - before * before;
            change[1] += 1.0;
            change[2] += f64::from(is_all(part.n, total.n));
        }
    }
}

impl Spreads {
    fn of(values: &Values, all: Sum, groups: &[Sum]) -> Spreads {
        let without: Vec<Sum> = groups.iter().map(|own| all.without(*own)).collect();
        let mut walk = Walk {
            change: vec![[0.0; 3]; groups.len()],
            place: vec![NOWHERE; groups.len()],
            ..Walk::default()
        };
        for answers in values.by_account().chain(values.alone().chunks(1)) {
            walk.add(answers, all, &without);
        }
        let (n, [yy, yn, nn]) = (walk.n, walk.squares);
        let of = without.iter().zip(&walk.change).map(|(rest, change)| {
            // The same of accounts that are not in the group, had all accounts none of it.
            let (a, b) = (1.0 / all.n - 1.0 / rest.n, -all.mean() / all.n + rest.mean() / rest.n);
            let squares = a * a * yy + 2.0 * a * b * yn + b * b * nn + change[0];
            let error = (n / (n - 1.0) * squares.max(0.0)).sqrt();
            Spread { error, n_accounts: change[1], n_only: change[2] }
        });
        Spreads { of: of.collect(), n }
    }
}
