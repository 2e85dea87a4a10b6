//! What is known once for each account, day or file, put beside every item without comparing words.

use crate::table::{Category, MISSING};

/// The values of `known` beside each item: `at` is the item's place in `known`. Values that no
/// item has are left out.
pub(super) fn spread(known: &Category, at: &mut dyn Iterator<Item = u32>) -> Category {
    let mut is_used = vec![false; known.values.len()];
    let mut codes: Vec<u32> = Vec::with_capacity(at.size_hint().0);
    for place in at {
        let code = known.codes.get(place as usize).copied().unwrap_or(MISSING);
        if let Some(own) = is_used.get_mut(code as usize) {
            *own = true;
        }
        codes.push(code);
    }
    let mut n = 0;
    let code_of: Vec<u32> = is_used
        .iter()
        .map(|is_used| {
            n += u32::from(*is_used);
            n.wrapping_sub(1)
        })
        .collect();
    for code in &mut codes {
        *code = code_of.get(*code as usize).copied().unwrap_or(MISSING);
    }
    let values = known.values.iter().zip(&is_used);
    Category { codes, values: values.filter(|own| *own.1).map(|own| own.0.clone()).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_gives_what_comparing_every_items_words_gives() {
        let cells = ["b", "", "10", "9", "unused", "b"];
        let known = Category::from_values(cells.into_iter());
        let at = [5, 1, 2, 99, 3, 0, MISSING];
        let words = at.map(|at| cells.get(at as usize).copied().unwrap_or_default());
        assert_eq!(spread(&known, &mut at.into_iter()), Category::from_values(words.into_iter()));
    }
}
