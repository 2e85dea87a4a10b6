//! Rows that say the same: equal words, or nearly equal letters.

use crate::num::mix64;
use crate::text::Corpus;

/// Hash functions of a signature, in bands of which one must agree (Broder 1997; Leskovec,
/// Rajaraman and Ullman 2014).
const BANDS: usize = 32;
const ROWS: usize = 4;

/// Letters in a shingle, and how many shingles two texts must share to be copies.
const SHINGLE: usize = 5;
const MIN_JACCARD: f64 = 0.75;

/// Shingles looked at; longer texts are judged by their beginning.
const MAX_SHINGLES: usize = 1500;

/// Candidates compared within a bucket.
const MAX_LEADERS: usize = 6;

/// Which rows are copies.
#[derive(Debug, Clone, Default)]
pub(crate) struct Copies {
    /// The first row that says the same as each row.
    pub(crate) copy_of: Vec<u32>,
    /// One row of each group that says the same, in the order of their hashes; rows without words
    /// are left out.
    pub(crate) distinct: Vec<u32>,
    /// For each row, the row of `distinct` that says the same.
    pub(crate) twin: Vec<u32>,
}

/// Finds copies, however the rows are ordered.
pub(crate) fn find(corpus: &Corpus) -> Copies {
    let hashes = corpus.row_hashes();
    let mut order: Vec<u32> = (0..corpus.n_rows()).collect();
    order.sort_by_key(|row| (hashes[*row as usize], *row));
    let mut twin: Vec<u32> = (0..corpus.n_rows()).collect();
    let mut exact: Vec<u32> = Vec::new();
    for row in order {
        match exact.last() {
            Some(last) if hashes[*last as usize] == hashes[row as usize] => {
                twin[row as usize] = *last;
            }
            _ => exact.push(row),
        }
    }
    exact.retain(|row| !corpus.row(*row).is_empty());
    let leaders = near(corpus, &exact);
    for twin in &mut twin {
        let hash = hashes[*twin as usize];
        if let Ok(at) = exact.binary_search_by_key(&hash, |row| hashes[*row as usize]) {
            *twin = exact[leaders[at] as usize];
        }
    }
    let is_leader = |(at, _): &(usize, &u32)| leaders[*at] as usize == *at;
    let distinct = exact.iter().enumerate().filter(is_leader).map(|(_, row)| *row).collect();
    Copies { copy_of: first_of(&twin), distinct, twin }
}

/// The first row of each group stands for it in what people see.
fn first_of(twin: &[u32]) -> Vec<u32> {
    let mut first = vec![u32::MAX; twin.len()];
    for (row, twin) in twin.iter().enumerate() {
        let first = &mut first[*twin as usize];
        *first = (*first).min(row as u32);
    }
    twin.iter().map(|twin| first[*twin as usize]).collect()
}

/// For each of `rows`, the place of the row that it is a near copy of (itself, where of none).
fn near(corpus: &Corpus, rows: &[u32]) -> Vec<u32> {
    let shingles: Vec<Vec<u32>> = rows.iter().map(|row| shingles(corpus, *row)).collect();
    let mut keys: Vec<(u64, u32)> = Vec::with_capacity(rows.len() * BANDS);
    for (at, own) in shingles.iter().enumerate().filter(|(_, own)| !own.is_empty()) {
        let signature = signature(own);
        for (band, values) in signature.chunks_exact(ROWS).enumerate() {
            let key = values.iter().fold(band as u64, |key, value| mix64(key ^ u64::from(*value)));
            keys.push((key, at as u32));
        }
    }
    crate::num::sort_by(&mut keys, Ord::cmp);
    let mut leader: Vec<u32> = (0..rows.len() as u32).collect();
    for bucket in keys.chunk_by(|a, b| a.0 == b.0) {
        let mut leaders: Vec<u32> = Vec::new();
        for (_, at) in bucket {
            let own = root(&leader, *at);
            let is_near = |other: &&u32| {
                let other = root(&leader, **other);
                other == own
                    || jaccard(&shingles[own as usize], &shingles[other as usize]) >= MIN_JACCARD
            };
            match leaders.iter().find(is_near) {
                Some(other) => {
                    let other = root(&leader, *other);
                    leader[own.max(other) as usize] = own.min(other);
                }
                None if leaders.len() < MAX_LEADERS => leaders.push(*at),
                None => {}
            }
        }
    }
    (0..rows.len() as u32).map(|at| root(&leader, at)).collect()
}

/// The one that stands for the group of `at`, by the links of a union-find.
pub(super) fn root(leader: &[u32], mut at: u32) -> u32 {
    while leader[at as usize] != at {
        at = leader[at as usize];
    }
    at
}

/// Hashes of all runs of five letters of the row's words, sorted, each once.
fn shingles(corpus: &Corpus, row: u32) -> Vec<u32> {
    let mut bytes: Vec<u8> = Vec::new();
    for word in corpus.content(row) {
        bytes.extend_from_slice(corpus.words.get(word).as_bytes());
        bytes.push(b' ');
        if bytes.len() > MAX_SHINGLES {
            break;
        }
    }
    let hash = |window: &[u8]| {
        let word = window.iter().fold(0_u64, |word, byte| word << 8 | u64::from(*byte));
        (mix64(word) >> 32) as u32
    };
    let mut out: Vec<u32> = bytes.windows(SHINGLE).map(hash).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// The least of 128 hashes over all shingles.
fn signature(shingles: &[u32]) -> [u32; BANDS * ROWS] {
    let mut least = [u32::MAX; BANDS * ROWS];
    for shingle in shingles {
        let mut factor = 0x9e37_79b1_u32;
        for least in &mut least {
            let hash = (shingle ^ (shingle >> 15)).wrapping_mul(factor);
            *least = (*least).min(hash ^ (hash >> 16));
            factor = factor.wrapping_add(0x3c6e_f372);
        }
    }
    least
}

fn jaccard(a: &[u32], b: &[u32]) -> f64 {
    let (mut i, mut j, mut both) = (0, 0, 0_usize);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                both += 1;
                i += 1;
                j += 1;
            }
        }
    }
    both as f64 / (a.len() + b.len() - both).max(1) as f64
}
