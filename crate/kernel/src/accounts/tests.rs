//! The sums over accounts against adding up account by account.

use super::walk::capped;
use super::*;
use std::collections::BTreeMap;

const SHAPE: (usize, usize) = (4, 3);
const ARR: [f64; 12] = [5.0, 0.0, 7.0, 1.0, 2.0, 0.0, 9.0, 4.0, 3.0, 8.0, 6.0, 2.5];

/// Cells before listing, kinds and starts of twelve accounts with 0 to 40 rows each, and of some
/// rows without one.
fn drawn() -> (Vec<u32>, Vec<u8>, Vec<u32>) {
    let mut state = 1_u32;
    let mut draw = |below: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % below
    };
    let (mut cells, mut kinds, mut starts) = (Vec::new(), Vec::new(), vec![0]);
    for account in 0..13 {
        let n = if account == 12 { 9 } else { draw(if account % 3 == 0 { 41 } else { 9 }) };
        for _ in 0..n {
            // Some accounts keep to few cells.
            cells.push(if account % 2 == 0 { draw(14) } else { draw(3) * 4 });
            kinds.push(draw(3) as u8);
        }
        if account < 12 {
            starts.push(cells.len() as u32);
        }
    }
    (cells, kinds, starts)
}

const KIND: [Kind; 3] = [
    Kind { counted: 0.0, value: 0.0, low: 0.0 },
    Kind { counted: 1.0, value: 1.0, low: 1.0 },
    Kind { counted: 1.0, value: 0.5, low: 0.0 },
];

/// Rows, counted rows, low ones and value of each account in each cell, account by account.
fn slowly(cells: &[u32], kinds: &[u8], starts: &[u32]) -> Vec<BTreeMap<usize, [f64; 4]>> {
    let mut spans: Vec<(usize, usize)> =
        starts.windows(2).map(|two| (two[0] as usize, two[1] as usize)).collect();
    spans.extend((starts[12] as usize..cells.len()).map(|at| (at, at + 1)));
    let own = |(from, to): (usize, usize)| {
        let mut of_cell: BTreeMap<usize, [f64; 4]> = BTreeMap::new();
        for at in (from..to).filter(|at| cells[*at] < 12) {
            let kind = KIND[usize::from(kinds[at])];
            let sums = of_cell.entry(cells[at] as usize).or_default();
            let terms = [1.0, kind.counted, kind.low, kind.value];
            sums.iter_mut().zip(terms).for_each(|(sum, term)| *sum += term);
        }
        of_cell
    };
    spans.into_iter().map(own).collect()
}

fn is_near(fast: f64, slow: f64) -> bool {
    (fast - slow).abs() <= 1e-12 * (1.0 + slow.abs())
}

fn summed(cap: f64, is_of_places: bool) -> (AccountTable, Vec<BTreeMap<usize, [f64; 4]>>) {
    let (cells, kinds, starts) = drawn();
    let listed: Vec<u32> = (0..12).chain([NO_CELL; 2]).collect();
    let rows = AccountRows {
        cells: &cells,
        listed: &listed,
        kinds: &kinds,
        kind: &KIND,
        values: None,
        starts: &starts,
        arr: &ARR,
    };
    let task = AccountTask {
        shape: SHAPE,
        cap,
        is_of_places,
        n_compared: 3,
        has_voices: true,
        has_totals: true,
    };
    (sum_accounts(&rows, &task), slowly(&cells, &kinds, &starts))
}

/// The sums of one account over the cells for which something holds.
type Summed<'a> = &'a dyn Fn(&dyn Fn(usize) -> bool) -> [f64; 4];

/// Sum over the accounts of what each adds, given its weight, its cells, and a sum over some.
fn over(
    accounts: &[BTreeMap<usize, [f64; 4]>],
    cap: f64,
    term: &dyn Fn(f64, Summed<'_>) -> f64,
) -> f64 {
    let mut total = 0.0;
    for (idx, own) in accounts.iter().enumerate() {
        let sum = |holds: &dyn Fn(usize) -> bool| {
            let mut sums = [0.0; 4];
            for (_, part) in own.iter().filter(|(cell, _)| holds(**cell)) {
                sums.iter_mut().zip(part).for_each(|(sum, own)| *sum += own);
            }
            sums
        };
        let counted = sum(&|_| true)[1];
        let weight =
            if cap > 0.0 { capped(counted, cap) } else { ARR.get(idx).copied().unwrap_or(0.0) };
        if counted > 0.0 && weight > 0.0 {
            total += term(weight, &sum);
        }
    }
    total
}

#[test]
fn values_are_summed_as_account_by_account() {
    for cap in [5.0, 0.0] {
        let (fast, slow) = summed(cap, false);
        for cell in 0..12 {
            let (row, col) = (cell / 3, cell % 3);
            let of = |at: usize| fast.cells[0][cell].in_all[at] + fast.cells[1][cell].in_all[at];
            let in_row =
                |at: usize| fast.cells[0][cell].in_row[at] + fast.cells[1][cell].in_row[at];
            let sums = |at: usize| fast.cells[0][cell].sums[at] + fast.cells[1][cell].sums[at];
            let only = |at: usize| fast.cells[0][cell].only[at] + fast.cells[1][cell].only[at];
            let check = |fast: f64, what: &str, term: &dyn Fn(f64, [[f64; 4]; 3]) -> f64| {
                let slow = over(&slow, cap, &|weight, sum| {
                    let in_row = |own: usize| own / 3 == row;
                    let parts = [sum(&|own| own == cell), sum(&in_row), sum(&|_| true)];
                    if parts[0][1] > 0.0 { term(weight, parts) } else { 0.0 }
                });
                assert!(is_near(fast, slow), "{what} of {cell} under {cap}: {fast} {slow}");
            };
            check(sums(0), "value", &|w, [own, ..]| w * own[3]);
            check(sums(3), "value × weight", &|w, [own, ..]| w * w * own[3] * own[1]);
            check(sums(5), "accounts", &|_, _| 1.0);
            check(of(1), "in all", &|w, [own, _, all]| w * w * own[3] * all[1]);
            check(of(2), "in all", &|w, [own, _, all]| w * w * own[1] * all[3]);
            check(in_row(0), "in row", &|w, [own, row, _]| w * w * own[3] * row[3]);
            check(only(0), "only", &|_, [own, _, all]| f64::from(u8::from(own[1] >= all[1])));
            check(only(1), "only in row", &|_, [own, row, _]| {
                f64::from(u8::from(own[1] >= row[1]))
            });
            let apart = |part: [f64; 4], w: f64| if cap > 0.0 { capped(part[1], cap) } else { w };
            let light = if cap > 0.0 { fast.cells[0][cell].sums[0] } else { 0.0 };
            check(light + fast.apart[cell][0], "apart", &|w, [own, ..]| apart(own, w) * own[3]);
            for other in col + 1..3 {
                let fast = fast.pairs[row * 3 + pair_index(col, other, 3)][1];
                let slow = over(&slow, cap, &|w, sum| {
                    let (one, two) = (sum(&|own| own == cell), sum(&|own| own == row * 3 + other));
                    apart(one, w) * one[3] * apart(two, w) * two[1]
                });
                assert!(is_near(fast, slow), "{cell} with {other}: {fast} {slow}");
            }
            let heard =
                slow[..12].iter().enumerate().filter_map(|own| Some((own.0, own.1.get(&cell)?)));
            let voices = heard.fold([0.0; 4], |[n, arr, low, most]: Voices, (idx, part)| {
                let low = low + if part[2] > 0.0 { ARR[idx] } else { 0.0 };
                [n + 1.0, arr + ARR[idx], low, most.max(part[0])]
            });
            assert!(fast.voices[cell].iter().zip(voices).all(|(a, b)| is_near(*a, b)));
        }
        let all = over(&slow, cap, &|w, sum| (w * sum(&|_| true)[1]) * (w * sum(&|_| true)[1]));
        assert!(is_near(fast.all[4], all) && fast.has_repeats);
        for col in 0..3 {
            let slow = over(&slow, cap, &|w, sum| w * sum(&|own| own % 3 == col)[3]);
            assert!(is_near(fast.cols[col][0], slow));
        }
    }
}

#[test]
fn places_are_summed_as_account_by_account() {
    let (fast, slow) = summed(5.0, true);
    for cell in 0..12 {
        let (row, col) = (cell / 3, cell % 3);
        for at in 0..6 {
            let slow = over(&slow, 5.0, &|w, sum| {
                let own = w * sum(&|own| own == cell)[1];
                let of_col = w * sum(&|own| own % 3 == col)[1];
                let of_row = w * sum(&|own| own / 3 == row)[1];
                let all = w * sum(&|_| true)[1];
                [own, own * own, own * of_col, own * of_row, own * all, of_col * of_row][at]
            });
            assert!(is_near(fast.places[cell][at], slow), "{cell} {at}");
        }
    }
    let (n, only) = (0..3)
        .map(|col| (fast.cols[col][5], fast.only_in_col[col]))
        .fold((0.0, 0.0), |sum, own| (sum.0 + own.0, sum.1 + own.1));
    assert!(n > only && only > 0.0);
}

#[test]
fn accounts_in_one_column_each_are_summed_as_by_the_walk() {
    let (cells, _, starts) = drawn();
    let n = cells.len();
    // Rows lie in another order than their accounts; the code is the row of the table, capped.
    let rows: Vec<u32> = (0..n as u32).rev().collect();
    let mut codes: Vec<u32> = cells.iter().rev().map(|cell| cell % 7).collect();
    codes.truncate(n - 3);
    let alone = n - starts[12] as usize;
    let col_of: Vec<u32> =
        (0..12 + alone as u32).map(|at| if at % 5 == 2 { NO_CELL } else { at % 3 }).collect();
    let starts_and_end: Vec<u32> = starts.iter().copied().chain([n as u32]).collect();
    let parts = AccountParts::of(&codes, (&rows, &starts_and_end), 4);
    let task = AccountTask {
        shape: SHAPE,
        cap: 5.0,
        is_of_places: true,
        n_compared: 0,
        has_voices: false,
        has_totals: false,
    };
    let account = |at: usize| match starts.partition_point(|start| *start as usize <= at) {
        own if own <= 12 => own - 1,
        _ => 12 + at - starts[12] as usize,
    };
    let cell = |at: usize| match col_of[account(at)] {
        NO_CELL => 12,
        col => codes.get(rows[at] as usize).map_or(3, |code| *code).min(3) * 3 + col,
    };
    let cells: Vec<u32> = (0..n).map(cell).collect();
    let listed: Vec<u32> = (0..12).chain([NO_CELL]).collect();
    let by_walk = AccountRows {
        cells: &cells,
        listed: &listed,
        kinds: &vec![0; n],
        kind: &[Kind { counted: 1.0, value: 0.0, low: 0.0 }],
        values: None,
        starts: &starts,
        arr: &ARR,
    };
    let (fast, fast_counts) = parts.places(&col_of, &task);
    assert_eq!(fast, sum_accounts(&by_walk, &task));
    assert!(fast.has_repeats && fast.all[5] > 10.0);
    let mut counts = [0; 13];
    for cell in &cells {
        counts[*cell as usize] += 1;
    }
    assert_eq!(fast_counts, counts[..12]);
}
