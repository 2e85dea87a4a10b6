//! Themes that were found anew, in other vectors or before the project was there: which of the known
//! themes they are, and those that people decided about though they were not found again.

use super::known::{Change, Identity, Memory, find, named};
use super::{Theme, Themes};
use crate::table::MISSING;
use crate::text::Corpus;

/// Gives themes that were found anew the identity of the known themes with which they share most
/// texts; each known theme is one found theme at most. Known names are kept, others give way to
/// them. Known themes that people decided about are there in any case
/// ([`Decided`](super::Decided)): the changes say which of them were not found again.
pub fn recognise(corpus: &Corpus, themes: &mut Themes, memory: &Memory) -> (Identity, Vec<Change>) {
    let index = memory.index();
    let known = |key: &u32| find(&index, *key).filter(|own| *key != 0 && own.1 != MISSING);
    let known: Vec<Option<(u32, u32, u32)>> = corpus.keys.iter().map(known).collect();
    let place = |id: &String| memory.themes.iter().position(|theme| theme.id == *id);
    let n_found = themes.themes.len();
    let mut held = Held { memory, known: &known, who: vec![None; n_found] };
    for at in memory.decided.fixed.iter().filter_map(place) {
        held.hold(themes, at as u32);
    }
    held.match_found(corpus, themes, n_found);
    let mut kept = Vec::new();
    for at in memory.decided.kept.iter().filter_map(place) {
        if let Some(n) = held.hold(themes, at as u32) {
            kept.push(Change {
                kind: "kept".to_owned(),
                themes: vec![memory.themes[at].id.clone()],
                n,
                of: n,
            });
        }
    }
    let is_as_found = held.who.len() == n_found;
    let who = if is_as_found { held.who } else { by_size(themes, &held.who) };
    (named(themes, memory, &who), kept)
}

/// Who the found themes are, as far as is known.
struct Held<'a> {
    memory: &'a Memory,
    /// Where the memory has the text of each row: key, theme and part.
    known: &'a [Option<(u32, u32, u32)>],
    /// The known theme that each theme is.
    who: Vec<Option<u32>>,
}

impl Held<'_> {
    /// Makes a theme of the rows whose texts are known to be in the known theme `at`, unless it is
    /// there or no row is left of it: their number.
    fn hold(&mut self, themes: &mut Themes, at: u32) -> Option<u32> {
        let is_own = |own: &Option<(u32, u32, u32)>| own.is_some_and(|own| own.1 == at);
        if self.who.contains(&Some(at)) || !self.known.iter().any(is_own) {
            return None;
        }
        let theme = &self.memory.themes[at as usize];
        let mut n = 0;
        for (row, own) in self.known.iter().enumerate() {
            if let Some((_, known, part)) = own
                && *known == at
            {
                n += 1;
                themes.of_row[row] = themes.themes.len() as u32;
                themes.sub_of_row[row] = part.checked_sub(1).unwrap_or(MISSING);
            }
        }
        themes.themes.push(Theme {
            name: theme.name.clone(),
            terms: theme.terms.clone(),
            exemplars: Vec::new(),
            subthemes: theme.parts.iter().skip(1).map(|part| part.name.clone()).collect(),
        });
        self.who.push(Some(at));
        Some(n)
    }

    /// Pairs the first `n` themes with known ones, those first that share the most.
    fn match_found(&mut self, corpus: &Corpus, themes: &Themes, n: usize) {
        let n_known = self.memory.themes.len();
        let mut seen: Vec<(u32, u32, Option<u32>)> = corpus
            .keys
            .iter()
            .zip(&themes.of_row)
            .zip(self.known)
            .map(|((key, theme), known)| (*key, *theme, known.map(|known| known.1)))
            .filter(|(key, theme, _)| *key != 0 && (*theme as usize) < n)
            .collect();
        crate::num::sort_by(&mut seen, Ord::cmp);
        seen.dedup();
        let (mut sizes, mut known_sizes) = (vec![0_u32; n], vec![0_u32; n_known]);
        let mut both = vec![0_u32; n * n_known];
        for (_, theme, known) in seen {
            sizes[theme as usize] += 1;
            if let Some(known) = known {
                known_sizes[known as usize] += 1;
                both[theme as usize * n_known + known as usize] += 1;
            }
        }
        // A piece of a theme that people decided about is not that theme.
        let decided = |own: &super::Known| self.memory.decided.kept.contains(&own.id);
        let is_decided: Vec<bool> = self.memory.themes.iter().map(decided).collect();
        let mut pairs: Vec<(f64, u32, u32)> = Vec::new();
        for theme in 0..n {
            for known in 0..n_known {
                let shared = both[theme * n_known + known];
                let all = sizes[theme] + known_sizes[known] - shared;
                let whole = known_sizes[known];
                let is_same = if is_decided[known] {
                    shared * 2 >= whole
                } else {
                    shared * 2 >= sizes[theme].min(whole) || shared * 4 >= all
                };
                if shared > 0 && is_same {
                    let likeness = f64::from(shared) / f64::from(all);
                    pairs.push((likeness, known as u32, theme as u32));
                }
            }
        }
        crate::num::sort_by(&mut pairs, |a, b| {
            b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2))
        });
        for (_, known, theme) in pairs {
            if self.who[theme as usize].is_none() && !self.who.contains(&Some(known)) {
                self.who[theme as usize] = Some(known);
            }
        }
    }
}

/// Puts the themes in the order of their size, without those that have no row left; who they are, in
/// this order.
fn by_size(themes: &mut Themes, who: &[Option<u32>]) -> Vec<Option<u32>> {
    let mut sizes = vec![0_u32; themes.themes.len()];
    for theme in themes.of_row.iter().filter(|theme| **theme != MISSING) {
        sizes[*theme as usize] += 1;
    }
    let mut order: Vec<usize> = (0..sizes.len()).filter(|at| sizes[*at] > 0).collect();
    crate::num::sort_by_key(&mut order, |at| (std::cmp::Reverse(sizes[*at]), *at));
    let mut place = vec![MISSING; sizes.len()];
    for (at, old) in order.iter().enumerate() {
        place[*old] = at as u32;
    }
    for theme in themes.of_row.iter_mut().filter(|theme| **theme != MISSING) {
        *theme = place[*theme as usize];
    }
    themes.themes = order.iter().map(|at| themes.themes[*at].clone()).collect();
    order.into_iter().map(|at| who[at]).collect()
}
