//! What a rise inside a theme is called: the theme's name, or what its rows say where they hardly say
//! that.

use super::Facts;
use crate::spike::Spike;
use crate::theme::telling_phrases;

/// What more rows rise in is no small theme any more.
const MOST_ROWS: usize = 300;

/// Phrases that are looked at.
const PHRASES: usize = 3;

/// For each spike what its rows say, where few of them say the theme's name: a small new theme is often
/// first taken for part of a neighbour. `None` where the name holds, or a person gave it, or nothing
/// else does.
pub(super) fn called(facts: &Facts<'_>, spikes: &[&Spike]) -> Vec<Option<String>> {
    let doubtful: Vec<(usize, usize)> = spikes
        .iter()
        .enumerate()
        .filter_map(|(at, spike)| Some((at, n_by_doubtful_name(facts, spike)?)))
        .collect();
    let groups: Vec<&[u32]> = doubtful.iter().map(|(at, _)| spikes[*at].rows.as_slice()).collect();
    let phrases = telling_phrases(facts.corpus, &groups, PHRASES);
    let mut called = vec![None; spikes.len()];
    for ((at, by_name), phrases) in doubtful.into_iter().zip(phrases) {
        called[at] = better(facts, &spikes[at].rows, by_name, &phrases);
    }
    called
}

/// The same for one spike whose telling phrases are known, best first.
pub fn called_by(facts: &Facts<'_>, spike: &Spike, phrases: &[String]) -> Option<String> {
    let by_name = n_by_doubtful_name(facts, spike)?;
    better(facts, &spike.rows, by_name, phrases)
}

/// The first phrase that a third of the rows says, and more than twice as many as say the name.
fn better(facts: &Facts<'_>, rows: &[u32], by_name: usize, phrases: &[String]) -> Option<String> {
    let is_better = |phrase: &&String| {
        let n = n_saying(facts, rows, phrase);
        n * 3 >= rows.len() && n > 2 * by_name
    };
    phrases.iter().take(PHRASES).find(is_better).cloned()
}

/// How many rows say the theme's name, where they are few and nobody gave it.
fn n_by_doubtful_name(facts: &Facts<'_>, spike: &Spike) -> Option<usize> {
    let is_asked = spike.subject.dimension == "theme" && spike.is_evident && spike.is_current;
    if !is_asked || spike.rows.len() > MOST_ROWS {
        return None;
    }
    let theme = facts.taxonomy.by_name(&spike.subject.value)?;
    let by_name = n_saying(facts, &spike.rows, &spike.subject.value);
    let is_doubtful = !facts.taxonomy.themes[theme].is_renamed && by_name * 2 < spike.rows.len();
    is_doubtful.then_some(by_name)
}

/// How many rows say all words of a phrase, whatever their endings.
fn n_saying(facts: &Facts<'_>, rows: &[u32], phrase: &str) -> usize {
    let stems: Vec<String> = phrase.to_lowercase().split_whitespace().map(stem).collect();
    let says = |row: &&u32| {
        let text = facts.corpus.clean.get(**row).to_lowercase();
        stems.iter().all(|stem| text.contains(stem))
    };
    rows.iter().filter(says).count()
}

/// A long word without its last two letters.
fn stem(word: &str) -> String {
    let n = word.chars().count();
    word.chars().take(if n > 5 { n - 2 } else { n }).collect()
}
