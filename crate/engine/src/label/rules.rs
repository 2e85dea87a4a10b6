//! From the phrases found in an item and its score to its labels.

use super::signals::Signals;

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
    /// The coarse cut.
    pub(crate) kind: &'static str,
    /// The need beneath it.
    pub(crate) need: &'static str,
}

/// Dimensions that people may correct.
pub const CORRECTABLE: [&str; 7] =
    ["category", "severity", "sentiment", "cause", "risk", "need", "area"];

const NEEDS: [&str; 8] =
    ["speed", "effort", "frequency", "trust", "cost", "control", "clarity", "access"];

const CAUSES: [&str; 5] = [
    "bug",
    "billing_confusion",
    "slow_resolution",
    "missing_documentation",
    "unexpected_behaviour",
];

/// The labels that a dimension has; none listed where any will do, `None` where it is none that
/// people may correct.
pub fn values(dimension: &str) -> Option<&'static [&'static str]> {
    Some(match dimension {
        "category" => {
            &["bug", "feature_request", "pain_point", "praise", "churn_signal", "general"]
        }
        "severity" => &["critical", "high", "medium", "low"],
        "sentiment" => &["negative", "neutral", "positive"],
        "cause" => &CAUSES,
        "risk" => &["churn", "competitor", "escalation"],
        "need" => &NEEDS,
        "area" => &[],
        _ => return None,
    })
}

/// The labels of a row with these signals; `kind` is what the weights say of it, if there are any.
pub(crate) fn judge(own: Signals, kind: Option<Kind>) -> Labels {
    let category = category(own, kind);
    let sentiment = sentiment(own);
    let is_bad = sentiment == "negative" || own.is_low();
    let leaves = own.count("cue", "leaving") > 0.0 && is_bad && kind != Some(Kind::Problem);
    let risk = match first_of(own, "risk", &["churn", "escalation", "competitor"]) {
        "" if leaves => "churn",
        risk => risk,
    };
    Labels {
        category,
        severity: severity(own, category),
        sentiment,
        cause: if is_bad { cause(own, category) } else { "" },
        risk: if sentiment == "positive" { "" } else { risk },
        kind: kind.unwrap_or_else(|| Kind::of_category(category)).code(),
        need: need(own),
    }
}

/// What the customer wants of whoever reads: the coarse cut that the weights make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Something does not work as it should.
    Problem,
    /// Something is asked for.
    Feature,
    /// Neither.
    Other,
}

impl Kind {
    /// As the column has it.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Kind::Problem => "problem",
            Kind::Feature => "feature",
            Kind::Other => "other",
        }
    }

    /// The kind that a category belongs to.
    pub(crate) fn of_category(category: &str) -> Kind {
        match category {
            "bug" => Kind::Problem,
            "feature_request" => Kind::Feature,
            _ => Kind::Other,
        }
    }
}

/// The category by phrases and score alone.
pub(crate) fn by_phrases(own: Signals) -> &'static str {
    let (bad, wish, good) = match () {
        () if own.is_low() => (1.5, 1.0, 0.3),
        () if own.is_high() => (0.5, 1.0, 1.3),
        () => (1.0, 1.0, 0.8),
    };
    let of = |value: &str| own.count("category", value);
    let scores = [
        ("churn_signal", 3.0 * of("churn_signal")),
        ("feature_request", 2.0 * wish * of("feature_request")),
        ("bug", 1.3 * bad * of("bug")),
        ("pain_point", bad * (of("pain_point") + own.denies_praise())),
        ("praise", good * of("praise")),
    ];
    let best =
        scores.iter().fold(
            ("general", 0.0),
            |best, (value, score)| {
                if *score > best.1 { (*value, *score) } else { best }
            },
        );
    match best.0 {
        "general" | "praise" if own.is_low() => "pain_point",
        "general" if own.is_high() => "praise",
        value => value,
    }
}

fn category(own: Signals, kind: Option<Kind>) -> &'static str {
    let of = |value: &str| own.count("category", value);
    let is_complaint = of("pain_point") + own.denies_praise() > 0.0;
    match kind {
        _ if of("churn_signal") > 0.0 && !own.is_high() => "churn_signal",
        None => by_phrases(own),
        Some(Kind::Feature) if of("feature_request") == 0.0 && is_complaint => "pain_point",
        Some(Kind::Feature) if of("feature_request") == 0.0 && own.asks() => "general",
        Some(Kind::Feature) => "feature_request",
        Some(Kind::Problem) if of("bug") == 0.0 && is_complaint => "pain_point",
        Some(Kind::Problem) => "bug",
        Some(Kind::Other) => rest(own),
    }
}

/// The category of what is neither a problem nor a request. A question is no praise for a kind word
/// in it ("what is the best way to …?").
fn rest(own: Signals) -> &'static str {
    let praise = own.count("category", "praise") + own.count("mood", "positive");
    let question = if own.asks() || own.count("cue", "question") > 0.0 { 1.0 } else { 0.0 };
    let pain = own.count("category", "pain_point") + own.denies_praise();
    let bad = pain + own.count("category", "bug") + own.count("mood", "negative");
    match () {
        () if own.is_low() && own.count("cue", "leaving") > 0.0 => "churn_signal",
        () if own.is_low() => "pain_point",
        () if own.is_high() && bad <= praise => "praise",
        () if praise > bad + question => "praise",
        () if bad > praise && pain > 0.0 => "pain_point",
        () => "general",
    }
}

fn sentiment(own: Signals) -> &'static str {
    if own.is_low() {
        return "negative";
    }
    if own.is_high() {
        return "positive";
    }
    let good = own.count("category", "praise") + own.count("mood", "positive");
    let bad = own.count("category", "pain_point")
        + own.count("category", "bug")
        + own.count("category", "churn_signal")
        + own.count("mood", "negative")
        + own.denies_praise();
    if bad > good {
        "negative"
    } else if good > bad {
        "positive"
    } else {
        "neutral"
    }
}

fn severity(own: Signals, category: &str) -> &'static str {
    let of = |value: &str| own.count("severity", value) > 0.0;
    match category {
        "feature_request" if of("high") || of("critical") => "medium",
        "praise" | "general" | "feature_request" => "low",
        _ if of("critical") && !own.is_high() => "critical",
        _ if of("low") => "low",
        "churn_signal" => "high",
        _ if of("high") || category == "bug" && own.is_low() => "high",
        _ => "medium",
    }
}

fn cause(own: Signals, category: &str) -> &'static str {
    let bonus = |cause: &str| if cause == "bug" && category == "bug" { 1.0 } else { 0.0 };
    best(&CAUSES, &|cause| own.count("cause", cause) + bonus(cause))
}

/// The need beneath what is asked for or complained of.
fn need(own: Signals) -> &'static str {
    best(&NEEDS, &|need| own.count("need", need))
}

fn best(values: &[&'static str], score: &dyn Fn(&str) -> f64) -> &'static str {
    let start: (&'static str, f64) = ("", 0.0);
    let better = |best: (&'static str, f64), value: &&'static str| {
        let own = score(value);
        if own > best.1 { (*value, own) } else { best }
    };
    values.iter().fold(start, better).0
}

fn first_of(own: Signals, dimension: &str, values: &[&'static str]) -> &'static str {
    values.iter().find(|value| own.count(dimension, value) > 0.0).copied().unwrap_or_default()
}
