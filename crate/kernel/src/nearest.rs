//! The nearest rows of each row, by products of whole numbers.

use crate::product::{dot_whole, dot_whole4};

/// Up to `k` of those that each point heard of, nearest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Nearest {
    k: usize,
    found: Vec<(i32, u32)>,
    counts: Vec<u32>,
}

/// Rows of whole numbers, one after the other, and the number that each goes by.
#[derive(Debug, Clone, Copy)]
pub struct Rows<'a> {
    /// The rows.
    pub values: &'a [i16],
    /// Numbers in a row.
    pub dims: usize,
    /// What each row goes by.
    pub names: &'a [u32],
}

impl<'a> Rows<'a> {
    /// Row `at`.
    #[inline(always)]
    fn row(&self, at: usize) -> &'a [i16] {
        &self.values[at * self.dims..(at + 1) * self.dims]
    }
}

impl Nearest {
    /// Room for the `k` nearest of `n` points.
    pub fn new(n: usize, k: usize) -> Self {
        Nearest { k, found: vec![(0, 0); n * k], counts: vec![0; n] }
    }

    /// The nearest of `point`, nearest first: score and name; of equals the lesser name first.
    pub fn of(&self, point: usize) -> &[(i32, u32)] {
        &self.found[point * self.k..point * self.k + self.counts[point] as usize]
    }

    /// How many points there are.
    pub fn len(&self) -> usize {
        self.counts.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// Tells `point`, whose row is `own`, of all `rows`: their products and what stands at their
    /// name in `scores`, where that is not empty.
    #[inline(never)]
    pub fn hear(&mut self, point: usize, own: &[i16], rows: Rows<'_>, scores: &[i32]) {
        each(own, rows, scores, &mut |score, other| self.offer(point, score, other));
    }

    /// The same, and tells each of `rows` of `point`.
    #[inline(never)]
    pub fn hear_both(&mut self, point: usize, own: &[i16], rows: Rows<'_>, scores: &[i32]) {
        each(own, rows, scores, &mut |score, other| {
            self.offer(point, score, other);
            self.offer(other as usize, score, point as u32);
        });
    }

    #[inline(always)]
    fn offer(&mut self, point: usize, score: i32, other: u32) {
        let count = self.counts[point] as usize;
        let list = &mut self.found[point * self.k..(point + 1) * self.k];
        let is_nearer = |than: (i32, u32)| score > than.0 || score == than.0 && other < than.1;
        let is_full = count == self.k;
        if self.k == 0 || other as usize == point || is_full && !is_nearer(list[count - 1]) {
            return;
        }
        let mut at = count.min(self.k - 1);
        while at > 0 && is_nearer(list[at - 1]) {
            list[at] = list[at - 1];
            at -= 1;
        }
        list[at] = (score, other);
        self.counts[point] = (count + 1).min(self.k) as u32;
    }
}

/// Tells the score and the name of each row, four at a time.
#[inline(always)]
fn each(own: &[i16], rows: Rows<'_>, scores: &[i32], tell: &mut impl FnMut(i32, u32)) {
    let beside = |name: u32| scores.get(name as usize).copied().unwrap_or(0);
    let n = rows.names.len();
    let fours = n - n % 4;
    let mut at = 0;
    while at < fours {
        let four = [rows.row(at), rows.row(at + 1), rows.row(at + 2), rows.row(at + 3)];
        for (product, name) in dot_whole4(own, four).into_iter().zip(&rows.names[at..]) {
            tell(product + beside(*name), *name);
        }
        at += 4;
    }
    for at in fours..n {
        let name = rows.names[at];
        tell(dot_whole(own, rows.row(at)) + beside(name), name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const N: usize = 103;
    const DIMS: usize = 9;

    fn values() -> Vec<i16> {
        (0..(N * DIMS) as i32).map(|i| ((i * i % 997 * 79 + i * 31) % 997 - 498) as i16).collect()
    }

    /// All other points sorted by score and name.
    fn slow(values: &[i16], scores: &[i32], point: usize, k: usize) -> Vec<(i32, u32)> {
        let row = |at: usize| &values[at * DIMS..(at + 1) * DIMS];
        let others = (0..N).filter(|other| *other != point);
        let mut all: Vec<(i32, u32)> = others
            .map(|other| (dot_whole(row(point), row(other)) + scores[other], other as u32))
            .collect();
        all.sort_by_key(|(score, other)| (std::cmp::Reverse(*score), *other));
        all.truncate(k);
        all
    }

    #[test]
    fn the_nearest_are_those_that_sorting_finds() {
        let (values, names) = (values(), (0..N as u32).collect::<Vec<_>>());
        let scores: Vec<i32> = (0..N as i32).map(|i| i * 37 % 1000 * 100).collect();
        let rows = Rows { values: &values, dims: DIMS, names: &names };
        for k in [0, 1, 5, 200] {
            let (mut one, mut both) = (Nearest::new(N, k), Nearest::new(N, k));
            for point in 0..N {
                let own = &values[point * DIMS..(point + 1) * DIMS];
                one.hear(point, own, rows, &scores);
                let (behind, names) = (&values[(point + 1) * DIMS..], &names[point + 1..]);
                both.hear_both(point, own, Rows { values: behind, names, ..rows }, &[]);
            }
            for point in 0..N {
                assert_eq!(one.of(point), slow(&values, &scores, point, k));
                assert_eq!(both.of(point), slow(&values, &[0; N], point, k));
            }
        }
    }
}
