//! From the phrases found in an item and its score to its labels.

use super::index::{Hit, Index};

/// Whether an item was scored low, high or between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Band {
    /// At or below the low cut.
    Low,
    /// Neither.
    Middle,
    /// At or above the high cut.
    High,
}

/// The labels of one item; empty where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Labels {
    /// What kind of feedback it is.
    pub(crate) category: &'static str,
    /// How bad it is.
    pub(crate) severity: &'static str,
    /// How the customer feels.
    pub(crate) sentiment: &'static str,
    /// Why the score is poor.
    pub(crate) cause: &'static str,
    /// What may follow.
    pub(crate) risk: &'static str,
    /// The part of the product.
    pub(crate) area: &'static str,
}

/// The labels of the item in which `hits` were found.
pub(crate) fn judge(index: &Index, hits: &[Hit], band: Option<Band>) -> Labels {
    let count = |dimension: &str, value: &str| {
        let counts = |hit: &&Hit| {
            index.targets[hit.target as usize] == (dimension, value)
                && !(hit.is_negated && hit.len == 1)
        };
        hits.iter().filter(counts).count() as f64
    };
    let negated_praise = hits
        .iter()
        .filter(|hit| {
            hit.is_negated && index.targets[hit.target as usize] == ("category", "praise")
        })
        .count() as f64;
    let category = category(&count, negated_praise, band);
    let sentiment = sentiment(&count, negated_praise, band);
    let is_bad = sentiment == "negative" || band == Some(Band::Low);
    let risk = first_of(&count, "risk", &["churn", "escalation", "competitor"]);
    Labels {
        category,
        severity: severity(&count, category, band),
        sentiment,
        cause: if is_bad { cause(&count, category) } else { "" },
        risk: if sentiment == "positive" { "" } else { risk },
        area: area(&count),
    }
}

type Count<'a> = &'a dyn Fn(&str, &str) -> f64;

fn category(count: Count<'_>, negated_praise: f64, band: Option<Band>) -> &'static str {
    let (bad, wish, good) = match band {
        Some(Band::Low) => (1.5, 1.0, 0.3),
        Some(Band::High) => (0.5, 1.0, 1.3),
        _ => (1.0, 1.0, 0.8),
    };
    let of = |value: &str| count("category", value);
    let scores = [
        ("churn_signal", 3.0 * of("churn_signal")),
        ("feature_request", 2.0 * wish * of("feature_request")),
        ("bug", 1.3 * bad * of("bug")),
        ("pain_point", bad * (of("pain_point") + negated_praise)),
        ("praise", good * of("praise")),
    ];
    let best =
        scores.iter().fold(
            ("general", 0.0),
            |best, (value, score)| {
                if *score > best.1 { (*value, *score) } else { best }
            },
        );
    match (best.0, band) {
        ("general" | "praise", Some(Band::Low)) => "pain_point",
        ("general", Some(Band::High)) => "praise",
        (value, _) => value,
    }
}

fn sentiment(count: Count<'_>, negated_praise: f64, band: Option<Band>) -> &'static str {
    match band {
        Some(Band::Low) => return "negative",
        Some(Band::High) => return "positive",
        _ => {}
    }
    let good = count("category", "praise") + count("mood", "positive");
    let bad = count("category", "pain_point")
        + count("category", "bug")
        + count("category", "churn_signal")
        + count("mood", "negative")
        + negated_praise;
    if bad > good {
        "negative"
    } else if good > bad {
        "positive"
    } else {
        "neutral"
    }
}

fn severity(count: Count<'_>, category: &str, band: Option<Band>) -> &'static str {
    let of = |value: &str| count("severity", value) > 0.0;
    let is_low = band == Some(Band::Low);
    match category {
        "feature_request" if of("high") || of("critical") => "medium",
        "praise" | "general" | "feature_request" => "low",
        _ if of("critical") && band != Some(Band::High) => "critical",
        _ if of("low") => "low",
        "churn_signal" => "high",
        _ if of("high") || category == "bug" && is_low => "high",
        _ => "medium",
    }
}

fn cause(count: Count<'_>, category: &str) -> &'static str {
    const CAUSES: [&str; 5] = [
        "bug",
        "billing_confusion",
        "slow_resolution",
        "missing_documentation",
        "unexpected_behaviour",
    ];
    let bonus = |cause: &str| if cause == "bug" && category == "bug" { 1.0 } else { 0.0 };
    let best = CAUSES.iter().fold(("", 0.0), |best, cause| {
        let score = count("cause", cause) + bonus(cause);
        if score > best.1 { (*cause, score) } else { best }
    });
    best.0
}

fn first_of(count: Count<'_>, dimension: &str, values: &[&'static str]) -> &'static str {
    values.iter().find(|value| count(dimension, value) > 0.0).copied().unwrap_or_default()
}

/// The parts of a product that phrases tell; the vaguest last, so that it loses ties.
pub(crate) const AREAS: [&str; 14] = [
    "Authentication",
    "Billing",
    "API",
    "Integrations",
    "Reporting",
    "Notifications",
    "Devices and sync",
    "Search",
    "Onboarding",
    "Documentation",
    "Performance",
    "User interface",
    "Support",
    "Mobile app",
];

fn area(count: Count<'_>) -> &'static str {
    let best = AREAS.iter().fold(("", 0.0), |best, area| {
        let weight = if *area == "Mobile app" { 0.6 } else { 1.0 };
        let score = weight * count("area", area);
        if score > best.1 { (*area, score) } else { best }
    });
    best.0
}
