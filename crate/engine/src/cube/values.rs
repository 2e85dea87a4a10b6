//! Answers that count for a score, account by account, each with its group.

use super::answers::Kind;
use super::axis::Cut;
use super::measure::Measure;
use super::ready::Ready;
use super::select;
use crate::table::Table;
use crate::view::Filter;
use crate::{Error, Result};

/// Answers that count for a measure, by group.
pub(super) struct Values {
    /// Group and value of each; those of no group are in one past the last.
    pub(super) answers: Vec<(u32, f64)>,
    /// Where the answers of each account begin and the last ones end; each behind them stands for
    /// itself.
    pub(super) starts: Vec<u32>,
    /// The groups.
    pub(super) names: Vec<String>,
    pub(super) measure: Measure,
}

impl Values {
    /// The values of `measure` under a filter, by the groups of a dimension.
    ///
    /// # Errors
    /// As [`select`], and [`BadOption`](Error::BadOption) where the measure is no score.
    pub(super) fn of(
        (ready, table): (&Ready, &Table),
        by: &str,
        measure: &str,
        filter: &Filter,
    ) -> Result<Values> {
        let cut = Cut::find(table, [by, ""])?;
        let mask = select(table, filter)?;
        let places = ready.places(&mask);
        let known = &ready.answers;
        let mut occurs = vec![false; known.kinds.len()];
        places.iter().for_each(|at| occurs[usize::from(known.of[at as usize])] = true);
        let measure = testable(measure, known.n_scales(|kind| occurs[kind]))?;
        let kind =
            |own: &Kind| measure.counts(own.class).then(|| measure.value_of(own.class, own.score));
        let kinds: Vec<Option<f64>> = known.kinds.iter().map(kind).collect();
        let scores = known.scores.as_ref().filter(|_| measure == Measure::MeanScore);
        let codes = cut.by.first().map(|(column, own)| ready.codes(column, own));
        let n_groups = cut.len() as u32;
        let mut values = Values {
            answers: Vec::with_capacity(places.count() as usize),
            starts: Vec::with_capacity(ready.starts.len()),
            names: (0..n_groups).map(|code| cut.words(code).1).collect(),
            measure,
        };
        for at in places.iter() {
            values.begin(&ready.starts, at);
            let at = at as usize;
            if let Some(value) = kinds[usize::from(known.of[at])] {
                let group = codes.as_ref().map_or(0, |codes| codes[at].min(n_groups));
                values.answers.push((group, scores.map_or(value, |scores| scores[at])));
            }
        }
        values.begin(&ready.starts, u32::MAX);
        Ok(values)
    }

    /// Begins every account whose rows begin at `at` or before.
    fn begin(&mut self, starts: &[u32], at: u32) {
        while starts.get(self.starts.len()).is_some_and(|start| *start <= at) {
            self.starts.push(self.answers.len() as u32);
        }
    }

    /// The answers of each account, some of none.
    pub(super) fn by_account(&self) -> impl Iterator<Item = &[(u32, f64)]> {
        self.starts.windows(2).map(|span| &self.answers[span[0] as usize..span[1] as usize])
    }

    /// The answers without an account.
    pub(super) fn alone(&self) -> &[(u32, f64)] {
        &self.answers[self.starts.last().map_or(0, |end| *end as usize)..]
    }

    /// Sum and number of answers by group, those of no group last, and in all.
    pub(super) fn sums(&self) -> (Vec<Sum>, Sum) {
        let mut groups = vec![Sum::default(); self.names.len() + 1];
        let mut all = Sum::default();
        for (group, value) in &self.answers {
            groups[*group as usize].add(*value);
            all.add(*value);
        }
        (groups, all)
    }
}

/// The measure of that name, if it is a score that can be tested on answers of so many scales.
fn testable(measure: &str, n_scales: usize) -> Result<Measure> {
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
    Ok(measure)
}

/// Sum and number of answers.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sum {
    pub(super) value: f64,
    pub(super) n: f64,
}

impl Sum {
    pub(super) fn add(&mut self, value: f64) {
        self.value += value;
        self.n += 1.0;
    }

    pub(super) fn mean(self) -> f64 {
        self.value / self.n
    }

    pub(super) fn without(self, other: Sum) -> Sum {
        Sum { value: self.value - other.value, n: self.n - other.n }
    }
}
