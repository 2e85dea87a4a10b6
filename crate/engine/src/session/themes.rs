//! Views of themes: what each says, what it is worth, and what the last import changed.

use crate::defaults;
use crate::finding::{Facts, quote};
use crate::project::KnownTheme;
use crate::table::{ALSO, format_day};
use crate::theme::Change;
use crate::view::{CardView, ChangeView, QuoteView, SubthemeView, ThemeView, ThemesView};
use crate::wording::count;

/// Absent themes that are named.
const TOLD: usize = 8;

/// The themes under the filter, largest first; themes without a row are left out.
pub(super) fn themes(facts: &Facts<'_>) -> ThemesView {
    let n_items = facts.rows.count();
    let rows = facts.theme_rows();
    let mut n_also = vec![0_u32; rows.len()];
    for theme in facts.rows.iter().flat_map(|row| facts.taxonomy.also.of(row)) {
        n_also[*theme as usize] += 1;
    }
    let mut themes: Vec<ThemeView> = rows
        .iter()
        .enumerate()
        .filter(|(_, rows)| !rows.is_empty())
        .map(|(idx, rows)| theme_view(facts, idx, (rows, n_also[idx]), n_items))
        .collect();
    crate::num::sort_by(&mut themes, |a, b| b.n.cmp(&a.n).then_with(|| a.id.cmp(&b.id)));
    let n_themed: u32 = themes.iter().map(|theme| theme.n).sum();
    let changes = facts.memory.changes.iter().filter_map(|change| change_view(facts, change));
    let changes = changes.chain(absent(facts)).collect();
    ThemesView {
        weekly_unmatched: facts.weekly(&facts.unknown_rows()),
        changes,
        themes,
        n_items,
        n_unthemed: n_items - n_themed,
        weeks: facts.weeks.iter().map(|week| format_day(*week)).collect(),
    }
}

/// What an import changed, in words; nothing about themes that are gone.
fn change_view(facts: &Facts<'_>, change: &Change) -> Option<ChangeView> {
    let name = |id: &String| {
        let at = facts.taxonomy.by_old_id(id)?;
        Some(format!("“{}”", facts.taxonomy.themes[at].name))
    };
    let names: Vec<String> = change.themes.iter().map(name).collect::<Option<_>>()?;
    let all = names.join(", ");
    let (n, of) = (change.n, change.of);
    let items = |n: u32| count(n, "item");
    let text = match change.kind.as_str() {
        "new" => format!("{all} is new: {}", items(n)),
        "faded" => format!("{all} has faded: {} in the last four weeks, {of} were usual", items(n)),
        "merged" if names.len() > 1 => {
            format!("{all} would now be found as one theme ({}): merge them?", items(n))
        }
        "split" => format!("{all} would now be found as {n} themes: split it?"),
        "kept" => format!(
            "{all} was not found again; it keeps its {}, because somebody decided about it",
            items(n)
        ),
        "unmatched" => format!("{n} of {of} new texts matched no known theme at once"),
        _ => return None,
    };
    Some(ChangeView { kind: change.kind.clone(), themes: change.themes.clone(), text, n })
}

/// Says which themes that people named have no item in these files: not under the filter alone.
fn absent(facts: &Facts<'_>) -> Option<ChangeView> {
    let names = &facts.taxonomy.absent;
    let mut told: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
    told.truncate(TOLD);
    let more = match names.len().saturating_sub(TOLD) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let has = if names.len() == 1 { "has" } else { "have" };
    (!names.is_empty()).then(|| ChangeView {
        kind: "absent".to_owned(),
        themes: Vec::new(),
        text: format!("{}{more} {has} no item in these files", told.join(", ")),
        n: names.len() as u32,
    })
}

/// The newest day before the import that brought a theme; empty where days are unknown.
pub(super) fn since(theme: &KnownTheme) -> Option<String> {
    theme.born.map(|day| if day == i32::MIN { String::new() } else { format_day(day) })
}

fn card(theme: &KnownTheme, category: &str, quotes: &[QuoteView]) -> CardView {
    let questions: &[&str] = match category {
        "bug" => &[
            "What did you try to do, and what happened instead?",
            "What did you do to get your work done all the same?",
            "How often does it happen, and since when?",
        ],
        "feature_request" => &[
            "What would you do with it, and what do you do today?",
            "Who else needs it, and how often?",
            "What would be good enough for a start?",
        ],
        "churn_signal" => &[
            "What would have to change for you to stay?",
            "What do the alternatives do better?",
            "Who decides, and by when?",
        ],
        "praise" => {
            &["What can you do now that you could not do before?", "Whom would you show it to?"]
        }
        _ => &[
            "When did it last get in your way?",
            "What does it cost you, in time or money?",
            "What would you have expected?",
        ],
    };
    CardView {
        request: quotes.first().map_or_else(String::new, |q| sentence(&theme.terms, &q.text)),
        job: theme.card.0.clone(),
        questions: questions.iter().map(ToString::to_string).collect(),
        alternatives: theme.card.1.clone(),
    }
}

/// The view of a theme with `rows`, which `n_also` others mention beside their own.
fn theme_view(
    facts: &Facts<'_>,
    idx: usize,
    (rows, n_also): (&[u32], u32),
    n_items: u32,
) -> ThemeView {
    let theme = &facts.taxonomy.themes[idx];
    let accounts = facts.accounts.distinct(rows.iter().copied());
    let days: Vec<i32> = rows.iter().filter_map(|row| facts.day(*row)).collect();
    let (first, last) = (days.iter().min().copied(), days.iter().max().copied());
    let area = facts.area(rows);
    let n = rows.len() as u32;
    let quotes = quote::choose(facts, rows, &theme.exemplars, 3);
    let category = facts.mode("category", rows).map_or_else(String::new, |(value, _)| value);
    ThemeView {
        id: theme.id.clone(),
        name: theme.name.clone(),
        is_renamed: theme.is_renamed,
        description: description(&theme.terms, &quotes),
        terms: theme.terms.clone(),
        n,
        n_distinct: facts.n_distinct(rows),
        n_scored: facts.n_scored(rows),
        n_low: facts.n_low(rows),
        share: f64::from(n) / f64::from(n_items.max(1)),
        mean_score: facts.mean_score(rows),
        n_accounts: accounts.len() as u32,
        arr: facts.accounts.arr_of(&accounts),
        is_new: theme.is_candidate() || is_new(facts, first),
        first_seen: first.map(format_day),
        last_seen: last.map(format_day),
        has_critical_mass: n >= defaults::CRITICAL_MASS,
        weekly: facts.weekly(rows),
        owner: Some(theme.owner.clone()).filter(|owner| !owner.is_empty()).or_else(|| {
            area.as_deref()
                .and_then(|area| facts.project.owners().get(area).map(ToString::to_string))
        }),
        area,
        status: theme
            .status
            .clone()
            .or_else(|| (n >= defaults::HYPOTHESIS_ITEMS).then(|| "hypothesis".to_owned())),
        subthemes: subthemes(facts, idx, rows),
        is_candidate: theme.is_candidate(),
        since: since(theme),
        is_pinned: theme.is_pinned,
        phrases: theme.phrases.clone(),
        card: card(theme, &category, &quotes),
        category,
        quotes,
        filter: facts.within("theme", &theme.name),
        n_also,
        also_filter: facts.within(ALSO, &theme.name),
    }
}

/// First seen in the last 28 days, when the data goes back at least twice as far.
fn is_new(facts: &Facts<'_>, first: Option<i32>) -> bool {
    let (Some(today), Some(first)) = (facts.as_of, first) else { return false };
    let start = facts.ready.period.map_or(today, |(start, _)| start);
    today - first < 28 && today - start >= 56
}

/// One line: the top terms and a short sentence of a verbatim that stands for the theme.
pub(super) fn description(terms: &[String], quotes: &[QuoteView]) -> String {
    let about = terms.iter().take(4).cloned().collect::<Vec<_>>().join(", ");
    match quotes.first() {
        Some(quote) => format!("{about}: “{}”", sentence(terms, &quote.text)),
        None => about,
    }
}

/// The sentence of a text that says most of a theme's terms, at most 120 characters long.
fn sentence(terms: &[String], text: &str) -> String {
    let score = |sentence: &&str| {
        let lower = sentence.to_lowercase();
        let words = terms.iter().flat_map(|term| term.split(' ')).filter(|word| word.len() > 2);
        let hits = words.filter(|word| lower.contains(word)).count();
        let n = sentence.chars().count();
        (hits * 10) as i64 - i64::from(n < 15) * 15 - i64::from(n > 120) * 5
    };
    let mut best = text;
    let mut most = i64::MIN;
    for own in text.split_inclusive(['.', '!', '?', '\n']).map(str::trim) {
        if score(&own) > most {
            (best, most) = (own, score(&own));
        }
    }
    quote::shorten(best, 120)
}

fn subthemes(facts: &Facts<'_>, idx: usize, rows: &[u32]) -> Vec<SubthemeView> {
    let theme = &facts.taxonomy.themes[idx];
    let mut counts = vec![0_u32; theme.subthemes.len()];
    for row in rows {
        if let Some(count) = counts.get_mut(facts.taxonomy.sub_of_row[*row as usize] as usize) {
            *count += 1;
        }
    }
    let mut subs: Vec<SubthemeView> = theme
        .subthemes
        .iter()
        .zip(counts)
        .enumerate()
        .filter(|(_, (_, n))| *n > 0)
        .map(|(sub, (name, n))| SubthemeView {
            id: format!("{}.{}", theme.id, sub + 1),
            name: name.clone(),
            n,
            filter: facts.within("subtheme", &theme.subtheme(sub).unwrap_or_default()),
        })
        .collect();
    crate::num::sort_by(&mut subs, |a, b| b.n.cmp(&a.n).then_with(|| a.id.cmp(&b.id)));
    subs
}
