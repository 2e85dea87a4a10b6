//! Everything that findings, views and reports look at, under one filter.

use std::borrow::Cow;
use std::cell::OnceCell;

use undertone_kernel::bits_within;

use crate::cube::Ready;
use crate::join::Accounts;
use crate::num::{Groups, RowMask};
use crate::project::{Project, Taxonomy};
use crate::spike::{Scan, weeks};
use crate::table::{Dates, Metric, Role, Scale, ScaledScores, Table, format_day, parse_day};
use crate::text::Corpus;
use crate::theme::{Memory, Themes};
use crate::view::{Clause, ExposureView, Filter, WeekView};

/// The analysed data under one filter.
pub struct Facts<'a> {
    /// All items.
    pub table: &'a Table,
    /// Their accounts.
    pub accounts: &'a Accounts,
    /// Their words.
    pub corpus: &'a Corpus,
    /// The themes as the engine found them (for copies and similarity).
    pub found: &'a Themes,
    /// The themes as people see them.
    pub taxonomy: &'a Taxonomy,
    /// What is known of the themes for the next import.
    pub memory: &'a Memory,
    /// What rose.
    pub scan: Cow<'a, Scan>,
    /// What was made ready once for every filter.
    pub ready: &'a Ready,
    /// The human decisions.
    pub project: &'a Project,
    /// The filter.
    pub filter: &'a Filter,
    /// Its rows.
    pub rows: RowMask,
    /// Its rows with a score.
    pub scored: RowMask,
    /// Its rows with a low score.
    pub low: RowMask,
    /// Today.
    pub as_of: Option<i32>,
    /// Mondays of the calendar weeks of all data.
    pub weeks: Vec<i32>,
    dates: Option<&'a Dates>,
    scores: ScaledScores<'a>,
    by_theme: OnceCell<Groups>,
    by_account: OnceCell<Groups>,
}

impl<'a> Facts<'a> {
    /// Completes the facts from their parts.
    pub fn new(parts: Parts<'a>, filter: &'a Filter, rows: RowMask, as_of: Option<i32>) -> Self {
        let Parts { table, accounts, corpus, found, taxonomy, memory, scan, project, ready } =
            parts;
        let weeks = ready.period.map_or_else(Vec::new, |(first, last)| weeks(first, last));
        let (scored, low) = (ready.scored.and(&rows), ready.low.and(&rows));
        Facts {
            table,
            accounts,
            corpus,
            found,
            taxonomy,
            memory,
            scan: Cow::Borrowed(scan),
            ready,
            project,
            filter,
            rows,
            scored,
            low,
            as_of,
            weeks,
            dates: table.dates(),
            scores: table.scaled(),
            by_theme: OnceCell::new(),
            by_account: OnceCell::new(),
        }
    }

    /// Rows of each theme under the filter.
    pub fn theme_rows(&self) -> &Groups {
        let Taxonomy { themes, of_row, .. } = self.taxonomy;
        self.by_theme.get_or_init(|| Groups::of(of_row, &self.rows, themes.len()))
    }

    /// Rows of each account under the filter.
    pub fn account_rows(&self) -> &Groups {
        let Accounts { keys, of_row, .. } = self.accounts;
        self.by_account.get_or_init(|| Groups::of(of_row, &self.rows, keys.len()))
    }

    /// Rows under the filter with this value of a dimension.
    pub fn rows_with(&self, dimension: &str, value: &str) -> RowMask {
        match self.table.dimension(dimension) {
            Ok(category) => self.rows.and(&category.rows(&|own| own == value, self.table.n_rows)),
            Err(_) => RowMask::none(self.table.n_rows),
        }
    }

    /// Rows under the filter that [are lately](Facts::is_lately).
    pub fn rows_lately(&self, days: i32) -> RowMask {
        let Some(today) = self.as_of else { return self.rows.clone() };
        let words = self
            .dates
            .map_or_else(Vec::new, |dates| bits_within(dates.days(), today - days + 1, today));
        self.rows.and(&RowMask::from_words(words, self.table.n_rows))
    }

    /// Rows that no known theme holds: in none, or in one that waits for a decision.
    pub fn unknown_rows(&self) -> Vec<u32> {
        let is_known: Vec<bool> =
            self.taxonomy.themes.iter().map(|theme| !theme.is_candidate()).collect();
        let theme = |row: &u32| self.taxonomy.of_row[*row as usize] as usize;
        let holds = |row: &u32| is_known.get(theme(row)).copied().unwrap_or(false);
        self.rows.iter().filter(|row| !holds(row)).collect()
    }

    /// Day of `row`.
    pub fn day(&self, row: u32) -> Option<i32> {
        self.dates?.day(row)
    }

    /// The score of `row` with its scale.
    pub fn score(&self, row: u32) -> Option<(f64, &'a Scale)> {
        self.scores.get(row)
    }

    /// How many of `rows` fall into each calendar week.
    pub fn weekly(&self, rows: &[u32]) -> Vec<u32> {
        let mut counts = vec![0; self.weeks.len()];
        let Some(first) = self.weeks.first() else { return counts };
        for day in rows.iter().filter_map(|row| self.day(*row)) {
            if let Some(count) = counts.get_mut(((day - first) / 7) as usize) {
                *count += 1;
            }
        }
        counts
    }

    /// The calendar weeks with the items of the filter.
    pub fn week_views(&self) -> Vec<WeekView> {
        let (n, n_low) = (self.weekly(&self.rows.to_vec()), self.weekly(&self.low.to_vec()));
        let period = self.ready.period;
        let last = self.as_of.or(period.map(|(_, last)| last)).unwrap_or(0);
        let first = period.map_or(0, |(first, _)| first);
        self.weeks
            .iter()
            .zip(n.iter().zip(&n_low))
            .map(|(start, (n, n_low))| WeekView {
                start: format_day(*start),
                n: *n,
                n_low: *n_low,
                is_complete: *start >= first && start + 6 <= last,
            })
            .collect()
    }

    /// Mean score of `rows`, if they have one scale in common.
    pub fn mean_score(&self, rows: &[u32]) -> Option<f64> {
        let mut scores = Vec::with_capacity(rows.len());
        let mut scale: Option<&Scale> = None;
        for (score, own) in rows.iter().filter_map(|row| self.score(*row)) {
            let first = *scale.get_or_insert(own);
            if !std::ptr::eq(first, own) && first != own {
                return None;
            }
            scores.push(score);
        }
        let n = scores.len() as f64;
        scale.map(|_| crate::num::sum(scores) / n)
    }

    /// How many of `rows` there are when copies count once.
    pub fn n_distinct(&self, rows: &[u32]) -> u32 {
        let mut firsts = RowMask::none(self.table.n_rows);
        for row in rows {
            firsts.insert(self.found.copy_of.get(*row as usize).copied().unwrap_or(*row));
        }
        firsts.count()
    }

    /// How many of `rows` are low.
    pub fn n_low(&self, rows: &[u32]) -> u32 {
        rows.iter().filter(|row| self.low.contains(**row)).count() as u32
    }

    /// How many of `rows` have a score.
    pub fn n_scored(&self, rows: &[u32]) -> u32 {
        rows.iter().filter(|row| self.scored.contains(**row)).count() as u32
    }

    /// The commonest value of `dimension` in `rows`, with its count; ties go to the first in order.
    pub fn mode(&self, dimension: &str, rows: &[u32]) -> Option<(String, u32)> {
        let category = self.table.dimension(dimension).ok()?;
        let mut counts = vec![0_u32; category.values.len()];
        for row in rows {
            if let Some(count) = counts.get_mut(category.codes[*row as usize] as usize) {
                *count += 1;
            }
        }
        let best = counts.iter().enumerate().max_by_key(|(i, n)| (**n, usize::MAX - i))?;
        (*best.1 > 0).then(|| (category.values[best.0].clone(), *best.1))
    }

    /// The product area that holds most of `rows`, if it holds at least half.
    pub fn area(&self, rows: &[u32]) -> Option<String> {
        let (area, n) = self.mode("area", rows)?;
        (n as usize * 2 >= rows.len()).then_some(area)
    }

    /// The short name of what the scores of `rows` measure, if they measure one thing.
    pub fn metric(&self, rows: &[u32]) -> Option<&'static str> {
        let mut metrics = rows.iter().filter_map(|row| Some(self.table.scale(*row)?.metric));
        let metric = metrics.next()?;
        metrics.all(|other| other == metric).then_some(match metric {
            Metric::Csat | Metric::Binary => "CSAT",
            Metric::Nps => "NPS",
            Metric::Ces => "CES",
            Metric::Stars => "review",
        })
    }

    /// Whether items have a date, score, account or ARR at all.
    pub fn has(&self, role: Role) -> bool {
        match role {
            Role::Account => !self.accounts.is_empty(),
            Role::Arr => self.accounts.arr.iter().any(Option::is_some),
            Role::Renewal => self.accounts.renewals.iter().any(Option::is_some),
            _ => self.table.role(role).is_some(),
        }
    }

    /// Whom `rows` touch and what that is worth.
    pub fn exposure(&self, rows: &[u32]) -> ExposureView {
        let accounts = self.accounts.distinct(rows.iter().copied());
        let arr = self.accounts.arr_of(&accounts);
        let total = self.accounts.arr_total().filter(|total| *total > 0.0);
        ExposureView {
            n_items: rows.len() as u32,
            n_low: self.n_low(rows),
            n_accounts: accounts.len() as u32,
            top_plan: self.top_plan(&accounts),
            arr,
            arr_share: arr.zip(total).map(|(arr, total)| arr / total),
            n_renewing: accounts.iter().filter(|a| self.renews_soon(**a)).count() as u32,
            renewals: self.renewals(&accounts),
        }
    }

    /// The plan that holds most of the ARR of `accounts` (most accounts, without ARR).
    fn top_plan(&self, accounts: &[usize]) -> Option<(String, u32)> {
        let mut plans: std::collections::BTreeMap<&str, (f64, u32)> =
            std::collections::BTreeMap::new();
        for account in accounts {
            if let Some(plan) = &self.accounts.plans[*account] {
                let entry = plans.entry(plan).or_default();
                entry.0 += self.accounts.arr[*account].unwrap_or(0.0);
                entry.1 += 1;
            }
        }
        let best = plans
            .iter()
            .max_by(|a, b| (a.1.0).total_cmp(&b.1.0).then(a.1.1.cmp(&b.1.1)).then(b.0.cmp(a.0)))?;
        Some(((*best.0).to_owned(), best.1.1))
    }

    /// Whether the account renews within the default number of days from today.
    pub fn renews_soon(&self, account: usize) -> bool {
        let days = self.accounts.renewals[account].zip(self.as_of).map(|(day, today)| day - today);
        days.is_some_and(|days| (0..=crate::defaults::RENEWAL_NEAR_DAYS).contains(&days))
    }

    fn renewals(&self, accounts: &[usize]) -> Vec<(String, f64)> {
        let mut quarters: std::collections::BTreeMap<String, f64> =
            std::collections::BTreeMap::new();
        for account in accounts {
            let renewal = self.accounts.renewals[*account].zip(self.as_of);
            if let Some((day, _)) = renewal.filter(|(day, today)| day >= today) {
                let arr = self.accounts.arr[*account].unwrap_or(0.0);
                *quarters.entry(quarter(day)).or_default() += arr;
            }
        }
        quarters.into_iter().take(6).collect()
    }

    /// The filter with one more clause.
    pub fn within(&self, dimension: &str, value: &str) -> Filter {
        with_clause(self.filter.clone(), dimension, value)
    }

    /// The filter cut to the days from `from` to `to`; it never grows beyond its own days.
    pub fn between(filter: Filter, from: i32, to: i32) -> Filter {
        let own = |text: &Option<String>| text.as_deref().and_then(parse_day);
        let first = own(&filter.from).map_or(from, |own| own.max(from));
        let last = own(&filter.to).map_or(to, |own| own.min(to));
        Filter { from: Some(format_day(first)), to: Some(format_day(last)), ..filter }
    }

    /// `filter` cut to the last `days` days up to today; whole where no day is today.
    pub fn lately(&self, filter: Filter, days: i32) -> Filter {
        match self.as_of {
            Some(today) => Self::between(filter, today - days + 1, today),
            None => filter,
        }
    }

    /// Whether `row` is under that filter, as far as days go.
    pub fn is_lately(&self, row: u32, days: i32) -> bool {
        self.as_of.is_none() || self.is_recent(row, days)
    }

    /// Whether `row` is dated within the last `days` days up to today.
    pub fn is_recent(&self, row: u32, days: i32) -> bool {
        let age = self.as_of.zip(self.day(row)).map(|(today, day)| today - day);
        age.is_some_and(|age| (0..days).contains(&age))
    }
}

/// `filter` with one more clause; one on the same dimension is replaced.
pub(crate) fn with_clause(mut filter: Filter, dimension: &str, value: &str) -> Filter {
    let clause = Clause { dimension: dimension.to_owned(), values: vec![value.to_owned()] };
    match filter.clauses.iter_mut().find(|own| own.dimension == dimension) {
        Some(own) => *own = clause,
        None => filter.clauses.push(clause),
    }
    filter
}

/// What an analysis leaves behind, borrowed.
#[derive(Clone, Copy)]
pub struct Parts<'a> {
    /// See [`Facts::table`].
    pub table: &'a Table,
    /// See [`Facts::accounts`].
    pub accounts: &'a Accounts,
    /// See [`Facts::corpus`].
    pub corpus: &'a Corpus,
    /// See [`Facts::found`].
    pub found: &'a Themes,
    /// See [`Facts::taxonomy`].
    pub taxonomy: &'a Taxonomy,
    /// See [`Facts::memory`].
    pub memory: &'a Memory,
    /// See [`Facts::scan`].
    pub scan: &'a Scan,
    /// See [`Facts::project`].
    pub project: &'a Project,
    /// See [`Facts::ready`].
    pub ready: &'a Ready,
}

/// "2026 Q1".
fn quarter(day: i32) -> String {
    let date = format_day(day);
    let month: u32 = date[5..7].parse().unwrap_or(1);
    format!("{} Q{}", &date[..4], month.div_ceil(3))
}
