//! The labels that there are, each with its place: a row's signals are bits at these places.

/// Dimensions and values that phrases can speak for, and more than once. `cue`, `mood` and
/// `negation` are used within the room only. The order is part of the weights file.
pub(crate) const KNOWN: &[(&str, &str)] = &[
    ("category", "bug"),
    ("category", "feature_request"),
    ("category", "pain_point"),
    ("category", "praise"),
    ("category", "churn_signal"),
    ("mood", "negative"),
    ("mood", "positive"),
    ("severity", "critical"),
    ("severity", "high"),
    ("severity", "low"),
    ("cause", "bug"),
    ("cause", "slow_resolution"),
    ("cause", "missing_documentation"),
    ("cause", "billing_confusion"),
    ("cause", "unexpected_behaviour"),
    ("risk", "churn"),
    ("risk", "competitor"),
    ("risk", "escalation"),
    ("need", "speed"),
    ("need", "effort"),
    ("need", "frequency"),
    ("need", "trust"),
    ("need", "cost"),
    ("need", "control"),
    ("need", "clarity"),
    ("need", "access"),
    ("negation", "not"),
    ("cue", "contrast"),
    ("cue", "modal"),
    ("cue", "removed"),
    ("cue", "update"),
    ("cue", "privacy"),
    ("cue", "cannot"),
    ("cue", "question"),
    ("cue", "option"),
    ("cue", "better"),
    ("cue", "device"),
    ("cue", "fix"),
    ("cue", "time"),
    ("cue", "thanks"),
    ("cue", "leaving"),
];

/// The place of a value, if it is one that phrases may speak for.
pub(crate) fn place(dimension: &str, value: &str) -> Option<usize> {
    KNOWN.iter().position(|known| *known == (dimension, value))
}
