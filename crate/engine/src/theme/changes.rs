//! What an import changed: themes that are new, faded, or would now be found as one or as several.

use super::Themes;
use super::known::{Change, Identity, Import};
use crate::table::MISSING;

/// A theme has faded when it has at most this share of the items that its own past leads to
/// expect, if those are enough.
const FADED: f64 = 0.2;
const EXPECTED: f64 = 5.0;

/// Days that are recent, and how many times as many lie before them.
const RECENT: i32 = 28;
const BEFORE: i32 = 3;

/// Shares of themes from which they count as one, and from which a part counts.
const SAME: f64 = 0.85;
const SHARE: f64 = 0.3;

/// Changes of one kind that are told.
const AT_MOST: usize = 8;

/// Compares what is known (`themes`, those with `who` were known before) with what would be found
/// without any memory (`found`).
pub(super) fn changes(
    import: &Import<'_>,
    found: &Themes,
    themes: &Themes,
    identity: &Identity,
    who: &[Option<u32>],
) -> Vec<Change> {
    let n = themes.themes.len();
    let mut sizes = vec![0_u32; n];
    for theme in themes.of_row.iter().filter(|theme| **theme != MISSING) {
        sizes[*theme as usize] += 1;
    }
    let one = |kind: &str, at: usize, n, of| {
        let themes = vec![identity.ids[at].clone()];
        Change { kind: kind.to_owned(), themes, n, of }
    };
    let new = (0..n).filter(|at| who[*at].is_none());
    let mut out: Vec<Change> = new.map(|at| one("new", at, sizes[at], 0)).collect();
    out.truncate(4 * AT_MOST);
    let faded = fading(import, themes).into_iter().enumerate().filter(|(at, _)| who[*at].is_some());
    let faded = faded.filter(|(_, (now, expected))| {
        *expected >= EXPECTED && f64::from(*now) <= FADED * expected
    });
    out.extend(
        faded.map(|(at, (now, expected))| one("faded", at, now, expected as u32)).take(AT_MOST),
    );
    regrouped(found, themes, &sizes, who, identity, &mut out);
    out
}

/// Items of each theme in the recent days, and as many as its past leads to expect.
fn fading(import: &Import<'_>, themes: &Themes) -> Vec<(u32, f64)> {
    let mut counts = vec![(0_u32, 0_u32); themes.themes.len()];
    let newest = import.newest().unwrap_or(0);
    for (row, theme) in themes.of_row.iter().enumerate() {
        let age = import.day(row as u32).map(|day| newest - day);
        if let (Some(age), Some(count)) = (age, counts.get_mut(*theme as usize)) {
            count.0 += u32::from(age < RECENT);
            count.1 += u32::from((RECENT..RECENT * (BEFORE + 1)).contains(&age));
        }
    }
    counts.into_iter().map(|(now, before)| (now, f64::from(before) / f64::from(BEFORE))).collect()
}

/// Known themes that would now be found as one, and such as would be found as several.
fn regrouped(
    found: &Themes,
    themes: &Themes,
    sizes: &[u32],
    who: &[Option<u32>],
    identity: &Identity,
    out: &mut Vec<Change>,
) {
    let (n, n_found) = (themes.themes.len(), found.themes.len());
    let mut both = vec![0_u32; n * n_found];
    let mut found_sizes = vec![0_u32; n_found];
    for (own, other) in themes.of_row.iter().zip(&found.of_row) {
        if (*own as usize) < n && (*other as usize) < n_found {
            both[*own as usize * n_found + *other as usize] += 1;
            found_sizes[*other as usize] += 1;
        }
    }
    let share = |part: u32, whole: u32| f64::from(part) / f64::from(whole.max(1));
    let known = |own: &usize| who[*own].is_some() && sizes[*own] > 0;
    let mut n_told = 0;
    for other in 0..n_found {
        let is_in = |own: &usize| share(both[own * n_found + other], sizes[*own]) >= SAME;
        let inside: Vec<usize> = (0..n).filter(known).filter(is_in).collect();
        if inside.len() > 1 && n_told < AT_MOST {
            n_told += 1;
            let items = inside.iter().map(|own| sizes[*own]).sum();
            let themes = inside.iter().map(|own| identity.ids[*own].clone()).collect();
            out.push(Change {
                kind: "merged".to_owned(),
                themes,
                n: items,
                of: found_sizes[other],
            });
        }
    }
    n_told = 0;
    for own in (0..n).filter(known) {
        let is_part = |other: &usize| {
            let items = both[own * n_found + other];
            share(items, sizes[own]) >= SHARE && share(items, found_sizes[*other]) >= SAME
        };
        let parts = (0..n_found).filter(is_part).count() as u32;
        if parts > 1 && n_told < AT_MOST {
            n_told += 1;
            let themes = vec![identity.ids[own].clone()];
            out.push(Change { kind: "split".to_owned(), themes, n: parts, of: sizes[own] });
        }
    }
}
