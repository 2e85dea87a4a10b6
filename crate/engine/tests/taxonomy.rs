//! What a taxonomy that lives promises: old rows stay, new language surfaces, decisions are
//! replayed, and a preview says what the edit then does.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod living;

use std::collections::BTreeMap;

use living::{THINGS, analysed, analysed_csv, assigned, items, project, themes};
use undertone_engine::num::Random;
use undertone_engine::session::Session;
use undertone_engine::view::{Edit, ExportQuery, Filter, VerbatimsQuery};

/// Items that are elsewhere; empty where nothing moved.
fn moved(a: &Session, b: &Session) -> Vec<String> {
    let (a, b) = (assigned(a), assigned(b));
    let other = a.iter().filter(|(id, place)| b.get(*id) != Some(*place));
    other.map(|(id, place)| format!("{id}: {place} → {:?}", b.get(id))).collect()
}

#[test]
fn known_items_stay_and_new_language_becomes_a_theme_of_its_own() {
    let all = items(9, 8);
    let first = analysed(&all[..8 * 60], None);
    assert!(themes(&first).changes.is_empty());
    let second = analysed(&all, Some(&project(&first)));
    assert_eq!(moved(&first, &second), [""; 0]);
    let view = themes(&second);
    let new: Vec<_> = view.themes.iter().filter(|theme| theme.is_candidate).collect();
    assert_eq!(new.len(), 1, "{:?}", view.changes);
    assert!(
        new[0].name.contains("webhook") || new[0].name.contains("signature"),
        "{}",
        new[0].name
    );
    assert_eq!(new[0].n, 9);
    assert_eq!(new[0].since.as_deref(), Some("2026-02-28"));
    assert!(view.changes.iter().any(|change| change.kind == "new"));
    assert_eq!(view.weekly_unmatched.iter().rev().take(2).sum::<u32>(), 9);
    // Names and statuses of the known ones are as before.
    let names: BTreeMap<_, _> =
        themes(&first).themes.into_iter().map(|theme| (theme.id, theme.name)).collect();
    for theme in view.themes.iter().filter(|theme| !theme.is_candidate) {
        assert_eq!(names.get(&theme.id), Some(&theme.name));
    }
}

#[test]
fn a_file_of_new_items_alone_finds_the_known_themes_again() {
    let all = items(9, 9);
    let first = analysed(&all[..7 * 60], None);
    let alone = analysed(&all[7 * 60..], Some(&project(&first)));
    // A theme is about the thing that its first item is about.
    let thing = |id: &str| {
        let item = all.iter().find(|item| format!("T-{:04}", item.id) == id).unwrap();
        THINGS.iter().position(|(name, _)| item.text.contains(name)).unwrap()
    };
    let theme = |place: &str| place.split('/').next().unwrap().to_owned();
    let mut about: BTreeMap<String, usize> = BTreeMap::new();
    for (id, place) in assigned(&first) {
        about.entry(theme(&place)).or_insert(thing(&id));
    }
    let own = assigned(&alone);
    let right = own.iter().filter(|(id, place)| about.get(&theme(place)) == Some(&thing(id)));
    let right = right.count();
    assert!(right * 20 >= own.len() * 19, "{right} of {} in a known theme", own.len());
}

#[test]
fn the_same_files_again_change_nothing() {
    let all = items(8, 6);
    let first = analysed(&all, None);
    let second = analysed(&all, Some(&project(&first)));
    assert_eq!(themes(&first), themes(&second));
    assert_eq!(project(&first), project(&second));
    let third = analysed(&items(9, 6), Some(&project(&first)));
    let fourth = analysed(&items(9, 6), Some(&project(&third)));
    assert_eq!(moved(&third, &fourth), [""; 0]);
    assert_eq!(themes(&third).changes, themes(&fourth).changes);
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let all = items(9, 8);
    let kept = project(&analysed(&all[..8 * 60], None));
    let forth = analysed(&all, Some(&kept));
    let mut shuffled = all.clone();
    let mut random = Random::new(7);
    for at in (1..shuffled.len()).rev() {
        shuffled.swap(at, random.below(at as u64 + 1) as usize);
    }
    let back = analysed(&shuffled, Some(&kept));
    assert_eq!(moved(&forth, &back), [""; 0]);
}

/// Edits of every kind for the themes of a session, drawn by a seed.
fn edits(session: &Session, seed: u64) -> Vec<Edit> {
    let mut random = Random::new(seed);
    let view = themes(session);
    let mut theme = || view.themes[random.below(view.themes.len() as u64) as usize].clone();
    let (a, b, c, d) = (theme(), theme(), theme(), theme());
    let query = VerbatimsQuery { filter: c.filter.clone(), limit: 3, ..VerbatimsQuery::default() };
    let rows = session.verbatims(&query).unwrap().items;
    let items: Vec<String> = rows.iter().map(|item| format!("row:{}", item.row)).collect();
    let mut out = vec![
        Edit::RenameTheme { theme: a.id.clone(), name: format!("Renamed {seed}") },
        Edit::SplitTheme {
            theme: b.id.clone(),
            name: format!("Split {seed}"),
            subthemes: Vec::new(),
            phrase: "with my".into(),
            like: seed.is_multiple_of(2),
            id: String::new(),
        },
        Edit::MoveItems { items: items.clone(), into: a.id.clone(), like: true },
        Edit::NotThis { theme: c.id.clone(), items, like: !seed.is_multiple_of(2) },
        Edit::PinTheme { theme: d.id.clone(), on: true },
        Edit::SetPhrases { theme: a.id.clone(), phrases: vec!["is wrong".into(), "slow".into()] },
        Edit::SetThemeOwner { theme: b.id.clone(), owner: "Ada".into() },
    ];
    if a.id != b.id {
        out.push(Edit::MergeThemes { from: a.id.clone(), into: b.id.clone() });
    }
    if d.id != a.id {
        out.push(Edit::DeleteTheme { theme: d.id });
    }
    out
}

#[test]
fn a_preview_says_what_the_edit_then_does() {
    let all = items(8, 6);
    let mut session = analysed(&all, None);
    for seed in 0..4 {
        for edit in edits(&session, seed) {
            let before = assigned(&session);
            let Ok(preview) = session.preview_edit(&edit) else { continue };
            assert!(assigned(&session) == before, "a preview changed something");
            session.edit(&edit).unwrap();
            let after = assigned(&session);
            let theme = |place: &String| place.split('/').next().unwrap().to_owned();
            let moved =
                before.iter().filter(|(id, place)| theme(place) != theme(&after[*id])).count();
            assert_eq!(preview.n_moved as usize, moved, "{edit:?}");
            assert!(preview.n_like <= preview.n_moved);
            let sum = |list: &[(String, u32)]| list.iter().map(|(_, n)| *n).sum::<u32>();
            assert_eq!(
                (sum(&preview.from), sum(&preview.into)),
                (preview.n_moved, preview.n_moved)
            );
            assert_eq!(
                preview.n_themes.1 as usize,
                session.overview(&Filter::default()).unwrap().n_themes as usize
            );
        }
    }
}

#[test]
fn edits_are_taken_back_made_again_and_replayed_on_the_next_import() {
    let all = items(8, 6);
    let mut session = analysed(&all, None);
    let untouched = (assigned(&session), themes(&session));
    let mut n_made = 0;
    for seed in 0..3 {
        for edit in edits(&session, seed) {
            n_made += u32::from(session.edit(&edit).is_ok());
        }
    }
    assert!(n_made > 15);
    let made = (assigned(&session), themes(&session));
    let kept = project(&session);
    for _ in 0..n_made {
        session.edit(&Edit::Undo).unwrap();
    }
    assert!((assigned(&session), themes(&session)) == untouched);
    for _ in 0..n_made {
        session.edit(&Edit::Redo).unwrap();
    }
    assert!((assigned(&session), themes(&session)) == made);
    let again = analysed(&all, Some(&kept));
    assert!((assigned(&again), themes(&again)) == made);
    assert!(project(&again) == kept);
}

#[test]
fn a_split_teaches_the_like_and_a_text_finds_its_theme() {
    let all = items(8, 9);
    let mut session = analysed(&all, None);
    let view = themes(&session);
    let login = view.themes.iter().find(|theme| theme.name.contains("login")).unwrap();
    let is_login = |place: &str| place.split('/').next() == Some(login.id.as_str());
    let own = assigned(&session).into_iter().find(|(_, place)| is_login(place)).unwrap();
    let item = all.iter().find(|item| format!("T-{:04}", item.id) == own.0).unwrap();
    let suggested = session.suggest(&format!("{} since yesterday", item.text)).unwrap();
    assert_eq!(suggested.theme.as_ref().map(|theme| &theme.0), Some(&login.id), "{suggested:?}");
    assert!(session.suggest("entirely unrelated zebra parade").unwrap().theme.is_none());
    let split = |like| Edit::SplitTheme {
        theme: login.id.clone(),
        name: "Cookies".into(),
        subthemes: Vec::new(),
        phrase: "cookie".into(),
        like,
        id: String::new(),
    };
    let (alone, taught) =
        (session.preview_edit(&split(false)).unwrap(), session.preview_edit(&split(true)).unwrap());
    assert_eq!(alone.n_like, 0);
    assert_eq!(taught.n_moved, alone.n_moved + taught.n_like);
    session.edit(&split(true)).unwrap();
    let made = themes(&session).themes.into_iter().find(|theme| theme.id == "cookies").unwrap();
    assert_eq!(made.n, taught.n_moved);
}

#[test]
fn the_review_queue_ranks_what_nobody_decided_about() {
    let all = items(9, 8);
    let kept = project(&analysed(&all[..8 * 60], None));
    let mut session = analysed(&all, Some(&kept));
    let queue = session.review(&Filter::default()).unwrap();
    assert_eq!(queue.items.len(), themes(&session).themes.len());
    assert!(queue.items.windows(2).all(|two| two[0].score >= two[1].score));
    let first = queue.items[0].id.clone();
    let accept = Edit::SetThemeStatus { theme: first.clone(), status: "validated".into() };
    session.edit(&accept).unwrap();
    let left = session.review(&Filter::default()).unwrap();
    assert!(left.items.iter().all(|item| item.id != first));
}

#[test]
fn labels_go_out_one_object_a_line() {
    let session = analysed(&items(8, 9), None);
    let query = ExportQuery { kind: "items.ndjson".into(), ..ExportQuery::default() };
    let text = String::from_utf8(session.export(&query).unwrap()).unwrap();
    assert_eq!(text.lines().count(), 480);
    for line in text.lines() {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        for key in ["id", "category", "product", "severity", "suggested_theme", "similarity"] {
            assert!(value.get(key).is_some(), "{line}");
        }
    }
}

#[test]
fn a_theme_that_a_row_mentions_can_be_filtered_by_follows_merges_and_can_be_denied() {
    let mut items = items(12, 99);
    for at in 0..10 {
        let text = format!("{}. {}", items[at].text, items[at + 20].text);
        items[at].text = text;
    }
    let mut session = analysed(&items, None);
    let also = |session: &Session| -> Vec<(String, u32, Filter)> {
        let all = themes(session).themes.into_iter().filter(|theme| theme.n_also > 0);
        all.map(|theme| (theme.id, theme.n_also, theme.also_filter)).collect()
    };
    let before = also(&session);
    assert!(!before.is_empty(), "no row mentions a second theme");
    for (id, n, filter) in &before {
        let query = VerbatimsQuery { filter: filter.clone(), ..VerbatimsQuery::default() };
        assert_eq!(session.verbatims(&query).unwrap().n_total, *n, "{id}");
    }
    let (id, n, filter) = before[0].clone();
    let query = VerbatimsQuery { filter, ..VerbatimsQuery::default() };
    let row = session.verbatims(&query).unwrap().items.remove(0);
    let main = row.values.iter().find(|value| value.key == "theme").unwrap().value.clone();
    let deny =
        Edit::NotThis { theme: id.clone(), items: vec![format!("row:{}", row.row)], like: false };
    session.edit(&deny).unwrap();
    let n_now = also(&session).iter().find(|own| own.0 == id).map_or(0, |own| own.1);
    assert_eq!(n_now, n - 1);
    assert_eq!(themes(&analysed(&items, Some(&project(&session)))), themes(&session));
    session.edit(&Edit::Undo).unwrap();
    assert_eq!(also(&session), before);
    let into = themes(&session).themes.into_iter().find(|theme| theme.name == main).unwrap().id;
    session.edit(&Edit::MergeThemes { from: id.clone(), into }).unwrap();
    assert!(also(&session).iter().all(|own| own.0 != id));
}

#[test]
fn a_rise_of_what_no_known_theme_holds_is_a_finding_until_somebody_decides() {
    let kinds = |session: &Session| -> Vec<(String, u32)> {
        let all = session.findings(&Filter::default()).unwrap().findings;
        all.into_iter()
            .filter(|own| own.kind == "unmatched")
            .map(|own| (own.title, own.n_rows))
            .collect()
    };
    let items = items(12, 9);
    let before = analysed(&items[..60 * 9], None);
    assert_eq!(kinds(&before), []);
    let mut after = analysed(&items, Some(&project(&before)));
    let found = kinds(&after);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!((20..=40).contains(&found[0].1), "{found:?}");
    for theme in themes(&after).themes.iter().filter(|theme| theme.is_candidate) {
        let accept = Edit::SetThemeStatus { theme: theme.id.clone(), status: "validated".into() };
        after.edit(&accept).unwrap();
    }
    assert_eq!(kinds(&after), []);
}

#[test]
fn rows_that_say_the_same_in_two_languages_may_stand_in_any_order() {
    let mut rows: Vec<(String, &str, String)> = Vec::new();
    for item in items(10, 99) {
        rows.push((format!("T-{}", item.id), "en", item.text));
    }
    for at in 0..120 {
        let lang = if at % 2 == 0 { "en" } else { "fr" };
        let text = ["Great app", "great app thanks", "Super", "top"][at / 2 % 4].to_owned();
        rows.push((format!("S-{at}"), lang, text));
    }
    let assigned = |rows: &[(String, &str, String)]| {
        let mut csv = String::from("id,language,text\n");
        for (id, language, text) in rows {
            csv += &format!("{id},{language},{text}\n");
        }
        let session = analysed_csv(csv, None);
        let query = ExportQuery { kind: "assign.csv".into(), ..ExportQuery::default() };
        let text = String::from_utf8(session.export(&query).unwrap()).unwrap();
        let mut lines: Vec<String> =
            text.lines().skip(1).map(|l| l.split_once(',').unwrap().1.to_owned()).collect();
        lines.sort();
        lines
    };
    let forth = assigned(&rows);
    rows.reverse();
    assert_eq!(forth, assigned(&rows));
}
