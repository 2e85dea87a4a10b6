//! How well two groupings of the same items agree.

use std::collections::BTreeMap;

/// Adjusted mutual information (Vinh, Epps and Bailey 2010, arithmetic mean) and adjusted Rand
/// index (Hubert and Arabie 1985).
pub(crate) fn agreement(a: &[u32], b: &[u32]) -> (f64, f64) {
    let (mut both, mut rows, mut cols) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for (a, b) in a.iter().zip(b) {
        *both.entry((*a, *b)).or_insert(0_u64) += 1;
        *rows.entry(*a).or_insert(0_u64) += 1;
        *cols.entry(*b).or_insert(0_u64) += 1;
    }
    let n = a.len() as f64;
    let entropy = |counts: &BTreeMap<u32, u64>| {
        -counts.values().map(|c| *c as f64 / n * libm::log(*c as f64 / n)).sum::<f64>()
    };
    let mutual: f64 = both
        .iter()
        .map(|((a, b), c)| {
            let c = *c as f64;
            c / n * libm::log(c * n / (rows[a] as f64 * cols[b] as f64))
        })
        .sum();
    let expected = expected_mutual(&rows, &cols, a.len());
    let mean = f64::midpoint(entropy(&rows), entropy(&cols));
    let pairs = |c: u64| c as f64 * (c as f64 - 1.0) / 2.0;
    let (sum, in_rows, in_cols): (f64, f64, f64) = (
        both.values().map(|c| pairs(*c)).sum(),
        rows.values().map(|c| pairs(*c)).sum(),
        cols.values().map(|c| pairs(*c)).sum(),
    );
    let chance = in_rows * in_cols / pairs(a.len() as u64);
    let ari = (sum - chance) / (f64::midpoint(in_rows, in_cols) - chance);
    ((mutual - expected) / (mean - expected), ari)
}

fn expected_mutual(rows: &BTreeMap<u32, u64>, cols: &BTreeMap<u32, u64>, n: usize) -> f64 {
    let mut factorials = vec![0.0; n + 1];
    for i in 1..=n {
        factorials[i] = factorials[i - 1] + libm::log(i as f64);
    }
    let f = |k: u64| factorials[k as usize];
    let n = n as u64;
    let mut total = 0.0;
    for a in rows.values().copied() {
        for b in cols.values().copied() {
            for c in (a + b).saturating_sub(n).max(1)..=a.min(b) {
                let p = f(a) + f(b) + f(n - a) + f(n - b)
                    - f(n)
                    - f(c)
                    - f(a - c)
                    - f(b - c)
                    - f(n + c - a - b);
                let gain = libm::log(n as f64 * c as f64 / (a as f64 * b as f64));
                total += c as f64 / n as f64 * gain * libm::exp(p);
            }
        }
    }
    total
}
