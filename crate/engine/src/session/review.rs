//! The themes that are worth a look, and the theme of a text that is in no file.

use super::analysis::Analysis;
use super::themes;
use crate::finding::{Facts, quote};
use crate::num::{dot, ln};
use crate::project::KnownTheme;
use crate::text::Model;
use crate::view::{ReviewItemView, ReviewView, SuggestView};

/// Themes listed at most.
const AT_MOST: usize = 100;

/// How much surer a theme is that an import brought before the last.
const STOOD: f64 = 0.6;

/// From this cosine between centres on, a theme is named as one to merge into.
const MERGE: f32 = 0.6;

/// The themes that nobody has decided about, by evidence × ARR × uncertainty.
pub(super) fn review(facts: &Facts<'_>) -> ReviewView {
    let all = &facts.taxonomy.themes;
    let total = facts.accounts.arr_total().filter(|total| *total > 0.0);
    let rows = facts.theme_rows();
    let n_themes = rows.iter().filter(|rows| !rows.is_empty()).count() as u32;
    let mut items: Vec<ReviewItemView> = rows
        .iter()
        .enumerate()
        .filter(|(at, rows)| !rows.is_empty() && !is_decided(&all[*at]))
        .map(|(at, rows)| item(facts, at, rows, total))
        .collect();
    crate::num::sort_by(&mut items, |a, b| {
        b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id))
    });
    let n_waiting = items.len() as u32;
    items.truncate(AT_MOST);
    ReviewView {
        items,
        n_themes,
        n_waiting,
        method: "Ranked by evidence (items and accounts, on a logarithmic scale) × ARR (1 + its \
                 share of all ARR) × uncertainty (how loosely the items hang together; more for \
                 themes that are new). Themes that somebody accepted, renamed or pinned are left \
                 out."
            .to_owned(),
    }
}

/// Whether somebody has looked at it: accepted, rejected, renamed, pinned or made it.
fn is_decided(theme: &KnownTheme) -> bool {
    theme.is_renamed || theme.is_pinned || theme.is_made || theme.status.is_some()
}

fn item(facts: &Facts<'_>, at: usize, rows: &[u32], total: Option<f64>) -> ReviewItemView {
    let theme = &facts.taxonomy.themes[at];
    let accounts = facts.accounts.distinct(rows.iter().copied());
    let arr = facts.accounts.arr_of(&accounts);
    let (n, n_accounts) = (rows.len() as u32, accounts.len() as u32);
    let is_candidate = theme.is_candidate();
    let near = |row: &u32| f64::from(facts.found.similarity[*row as usize]);
    let loose = 1.0 - crate::num::sum(rows.iter().map(near)) / f64::from(n);
    let uncertainty = if is_candidate { 1.0 } else { (STOOD * loose).clamp(0.0, 1.0) };
    let evidence = ln(1.0 + f64::from(n)) + ln(1.0 + f64::from(n_accounts));
    let share = arr.zip(total).map_or(0.0, |(arr, total)| arr / total);
    let quotes = quote::choose(facts, rows, &theme.exemplars, 3);
    ReviewItemView {
        id: theme.id.clone(),
        name: theme.name.clone(),
        description: themes::description(&theme.terms, &quotes),
        is_candidate,
        n,
        n_accounts,
        arr,
        uncertainty,
        score: evidence * (1.0 + share) * uncertainty,
        reason: reason(theme, is_candidate, loose),
        like: most_like(facts, at),
        quotes,
        filter: facts.within("theme", &theme.name),
    }
}

fn reason(theme: &KnownTheme, is_candidate: bool, loose: f64) -> String {
    match themes::since(theme) {
        Some(day) if is_candidate && !day.is_empty() => format!("new since {day}"),
        _ if is_candidate => "new with the last import".to_owned(),
        _ if loose > 0.5 => "its items hang together loosely".to_owned(),
        _ => "nobody has looked at it".to_owned(),
    }
}

/// The theme whose centre lies nearest to that of the theme at `at`.
fn most_like(facts: &Facts<'_>, at: usize) -> Option<(String, String)> {
    let known = &facts.memory.themes;
    let centre = |id: &str| {
        let theme = known.iter().find(|theme| theme.id == id)?;
        theme.parts.iter().max_by_key(|part| part.keys.len()).map(|part| &part.centre)
    };
    let own = centre(&facts.taxonomy.themes[at].id)?;
    let mut best: (Option<usize>, f32) = (None, MERGE);
    for (other, theme) in facts.taxonomy.themes.iter().enumerate().filter(|(o, _)| *o != at) {
        let near = centre(&theme.id).filter(|other| other.len() == own.len());
        let cosine = near.map_or(-1.0, |other| dot(own, other));
        if cosine > best.1 {
            best = (Some(other), cosine);
        }
    }
    let theme = &facts.taxonomy.themes[best.0?];
    Some((theme.id.clone(), theme.name.clone()))
}

/// The theme of a text that is in no file.
pub(super) fn suggest(analysis: &Analysis, model: Option<&Model>, text: &str) -> SuggestView {
    let memory = &analysis.memory;
    if !memory.basis.fits(model) {
        return SuggestView::default();
    }
    let vector = memory.basis.vector(text, "", model);
    let Some((at, _, cosine)) = memory.nearest(&vector) else { return SuggestView::default() };
    let known = &memory.themes[at];
    let theme = analysis.taxonomy.by_old_id(&known.id).map(|at| &analysis.taxonomy.themes[at]);
    let name = theme.map(|theme| (theme.id.clone(), theme.name.clone()));
    SuggestView {
        theme: name.clone().filter(|_| cosine >= known.radius),
        nearest: name,
        similarity: f64::from(cosine),
        threshold: f64::from(known.radius),
    }
}
