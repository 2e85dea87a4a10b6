//! What an alert is about, in customers' words.

use std::collections::BTreeMap;

use super::phrase::Phrases;
use super::stream::Stream;
use crate::num::ln;

/// Each further word of a phrase makes it this much better.
const PER_WORD: f64 = 1.35;

/// The most telling phrase of the rows at `places`, against all rows up to `day`, and a second one
/// that shares no word with it.
pub(super) fn label(stream: &Stream, phrases: &Phrases, day: i32, places: &[u32]) -> String {
    let mut counts: BTreeMap<u64, (Vec<u32>, f64)> = BTreeMap::new();
    for place in places {
        let mut own = phrases.runs(stream, *place);
        crate::num::sort_by_key(&mut own, |run| run.1);
        own.dedup_by_key(|run| run.1);
        for (run, hash) in own {
            counts.entry(hash).or_insert((run, 0.0)).1 += 1.0;
        }
    }
    let (n, all) = (places.len() as f64, stream.before(day + 1) as f64);
    let mut best: Vec<(f64, Vec<u32>)> = counts
        .into_iter()
        .filter(|(_, (_, count))| *count >= 2.0)
        .map(|(hash, (run, count))| {
            let outside = (phrases.n_said(hash) as f64 - count).max(0.0);
            let lift = ln(count / n / ((outside + 0.5) / all)).max(0.0);
            let longer = (1..run.len()).fold(1.0, |product, _| product * PER_WORD);
            (count * lift * longer, run)
        })
        .collect();
    crate::num::sort_by(&mut best, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let text = |run: &[u32]| {
        let words: Vec<&str> = run.iter().map(|word| stream.corpus.words.get(*word)).collect();
        words.join(" ")
    };
    let Some((score, first)) = best.first() else {
        return places.first().map_or_else(String::new, |place| {
            let words: Vec<u32> = stream.words(*place).take(6).collect();
            text(&words)
        });
    };
    let second = best
        .iter()
        .find(|(own, run)| *own >= 0.5 * score && run.iter().all(|word| !first.contains(word)));
    match second {
        Some((_, second)) => format!("{} · {}", text(first), text(second)),
        None => text(first),
    }
}
