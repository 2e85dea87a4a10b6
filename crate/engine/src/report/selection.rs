//! A filter in words, for what leaves the page.

use crate::view::Filter;
use crate::wording::{number, readable};

/// Values of one clause that are written out.
const MOST_VALUES: usize = 6;

/// The parts of a filter, none where all rows are meant.
pub(super) fn selection(filter: &Filter) -> Vec<String> {
    let mut parts = Vec::new();
    match (&filter.from, &filter.to) {
        (Some(from), Some(to)) => parts.push(format!("{from} to {to}")),
        (Some(from), None) => parts.push(format!("from {from}")),
        (None, Some(to)) => parts.push(format!("until {to}")),
        (None, None) => {}
    }
    for clause in &filter.clauses {
        let name =
            |value: &String| if value.is_empty() { "(none)".to_owned() } else { readable(value) };
        let mut values: Vec<String> = clause.values.iter().take(MOST_VALUES).map(name).collect();
        let more = clause.values.len() - values.len();
        if values.is_empty() {
            values.push("any".to_owned());
        }
        if more > 0 {
            values.push(format!("{more} more"));
        }
        parts.push(format!("{}: {}", readable(&clause.dimension), values.join(", ")));
    }
    if filter.low_only {
        parts.push("low scores".to_owned());
    }
    parts.extend(filter.search.iter().map(|words| format!("texts with “{words}”")));
    parts.extend(
        filter.rows.iter().map(|rows| format!("{} chosen items", number(rows.len() as u32))),
    );
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Clause;

    #[test]
    fn a_filter_is_said_part_by_part() {
        let values = (0..8).map(|idx| format!("v{idx}")).collect();
        let filter = Filter {
            from: Some("2026-01-01".to_owned()),
            clauses: vec![
                Clause { dimension: "use_case".to_owned(), values: vec![String::new()] },
                Clause { dimension: "plan".to_owned(), values },
            ],
            low_only: true,
            search: Some("log in".to_owned()),
            ..Filter::default()
        };
        let want = [
            "from 2026-01-01",
            "use case: (none)",
            "plan: v0, v1, v2, v3, v4, v5, 2 more",
            "low scores",
            "texts with “log in”",
        ];
        assert_eq!(selection(&filter), want);
        assert!(selection(&Filter::default()).is_empty());
    }
}
