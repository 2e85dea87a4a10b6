//! The scale of a score: its ends, and where low and high begin. Scales are never mixed.

use super::role::coded;

coded! {
    /// What a score asks.
    Metric {
        /// Satisfaction with one interaction.
        Csat = "csat",
        /// Likelihood to recommend, 0 to 10.
        Nps = "nps",
        /// Effort after an interaction.
        Ces = "ces",
        /// Stars of a review.
        Stars = "stars",
        /// Good or bad, up or down.
        Binary = "binary",
    }
}

/// Range and cuts of a score.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    /// What was asked.
    pub metric: Metric,
    /// The worst answer.
    pub min: f64,
    /// The best answer.
    pub max: f64,
    /// Answers at or below this are low.
    pub low_cut: f64,
    /// Answers at or above this are high.
    pub high_cut: f64,
}

impl Scale {
    /// The usual cuts for a metric and range: NPS 0–6 low and 9–10 high; on five or more steps
    /// the two worst and two best; on fewer, the ends.
    pub fn usual(metric: Metric, min: f64, max: f64) -> Self {
        let (low_cut, high_cut) = match metric {
            Metric::Nps => (6.0, 9.0),
            _ if max - min >= 4.0 => (min + 1.0, max - 1.0),
            _ => (min, max),
        };
        Scale { metric, min, max, low_cut, high_cut }
    }

    /// Whether `score` is a low answer.
    pub fn is_low(&self, score: f64) -> bool {
        score <= self.low_cut
    }

    /// Whether `score` is a high answer.
    pub fn is_high(&self, score: f64) -> bool {
        score >= self.high_cut
    }

    /// The scale in words, as in "CSAT 1–5".
    pub fn name(&self) -> String {
        let metric = match self.metric {
            Metric::Csat => "CSAT",
            Metric::Nps => "NPS",
            Metric::Ces => "CES",
            Metric::Stars => "stars",
            Metric::Binary => "good or bad",
        };
        if self.metric == Metric::Binary {
            return metric.to_owned();
        }
        format!("{metric} {}–{}", self.min, self.max)
    }
}
