//! Stable sorting in one compiled copy. The standard sort is compiled anew for every type and
//! order, several kilobytes each; most lists here are short and their order is asked once, so they
//! share one sort of positions. What is long and hot (neighbours, edges, phrases) uses the standard one.

use std::cmp::Ordering;

/// Sorts by `compare`; equal items keep their order.
pub fn sort_by<T>(items: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    let order = order_by(items.len(), &mut |a, b| compare(&items[a as usize], &items[b as usize]));
    permute(items, order);
}

/// Sorts by a key; equal keys keep their order.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], mut key: impl FnMut(&T) -> K) {
    sort_by(items, |a, b| key(a).cmp(&key(b)));
}

#[inline(never)]
fn order_by(n: usize, compare: &mut dyn FnMut(u32, u32) -> Ordering) -> Vec<u32> {
    let mut order: Vec<u32> = (0..n as u32).collect();
    order.sort_by(|a, b| compare(*a, *b));
    order
}

/// Puts the item at `order[i]` to place `i`, for all `i`, by following each cycle once.
fn permute<T>(items: &mut [T], mut order: Vec<u32>) {
    for start in 0..items.len() {
        let mut at = start;
        loop {
            let from = order[at] as usize;
            order[at] = at as u32;
            if from == start {
                break;
            }
            items.swap(at, from);
            at = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::Random;

    #[test]
    fn it_sorts_as_the_standard_sort_does() {
        let mut random = Random::new(1);
        for n in [0, 1, 2, 3, 10, 257] {
            let items: Vec<(u64, usize)> = (0..n).map(|i| (random.below(20), i)).collect();
            let (mut ours, mut theirs) = (items.clone(), items);
            sort_by_key(&mut ours, |item| item.0);
            theirs.sort_by_key(|item| item.0);
            assert_eq!(ours, theirs);
        }
    }
}
