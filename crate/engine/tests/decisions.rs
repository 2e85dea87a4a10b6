//! What people decided about themes and labels outlives imports, other vectors and repeated numbers.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod living;

use living::{analysed, assigned, items, project, themes};
use undertone_engine::read::Decoder;
use undertone_engine::session::Session;
use undertone_engine::view::{AnalyseQuery, Edit, Filter, ThemeView, VerbatimsQuery};

fn rename(theme: &ThemeView, name: &str) -> Edit {
    Edit::RenameTheme { theme: theme.id.clone(), name: name.to_owned() }
}

fn split(theme: &ThemeView, name: &str, phrase: &str) -> Edit {
    Edit::SplitTheme {
        theme: theme.id.clone(),
        name: name.to_owned(),
        subthemes: Vec::new(),
        phrase: phrase.to_owned(),
        like: false,
        id: String::new(),
    }
}

fn phrases(theme: &ThemeView, phrases: &[&str]) -> Edit {
    let phrases = phrases.iter().map(ToString::to_string).collect();
    Edit::SetPhrases { theme: theme.id.clone(), phrases }
}

fn about(session: &Session, word: &str) -> ThemeView {
    themes(session).themes.into_iter().find(|theme| theme.name.contains(word)).unwrap()
}

/// The theme with this name.
fn named(session: &Session, name: &str) -> ThemeView {
    let all = themes(session).themes;
    let names: Vec<String> = all.iter().map(|theme| theme.name.clone()).collect();
    assert!(names.iter().any(|own| own == name), "{name} is not in {names:?}");
    all.into_iter().find(|theme| theme.name == name).unwrap()
}

#[test]
fn a_name_that_somebody_gave_stays_theirs_when_an_import_would_take_it() {
    let all = items(9, 8);
    let weeks = &all[..8 * 60];
    let next = analysed(&all, Some(&project(&analysed(weeks, None))));
    let new = themes(&next).themes.into_iter().find(|theme| theme.is_candidate).unwrap();

    let mut renamed = analysed(weeks, None);
    let login = about(&renamed, "login");
    renamed.edit(&rename(&login, &new.name)).unwrap();
    let after = analysed(&all, Some(&project(&renamed)));
    assert_eq!(named(&after, &new.name).id, login.id);
    let candidate = themes(&after).themes.into_iter().find(|theme| theme.is_candidate).unwrap();
    assert_eq!(candidate.n, new.n);

    let mut divided = analysed(weeks, None);
    divided.edit(&split(&login, &new.name, "cookie")).unwrap();
    let made = named(&divided, &new.name);
    divided.edit(&rename(&made, "Cookies")).unwrap();
    let after = analysed(&all, Some(&project(&divided)));
    let cookies = named(&after, "Cookies");
    assert!(cookies.n >= made.n, "{} of {}", cookies.n, made.n);
    assert_eq!((cookies.id, cookies.is_candidate), (made.id, false));
    let candidate = themes(&after).themes.into_iter().find(|theme| theme.is_candidate).unwrap();
    assert_eq!(candidate.n, new.n);
    assert_ne!(candidate.name, "Cookies");
}

#[test]
fn phrases_that_are_taken_off_give_their_items_back() {
    let mut session = analysed(&items(8, 9), None);
    let login = about(&session, "login");
    let before = assigned(&session);
    session.edit(&phrases(&login, &["slow"])).unwrap();
    let alone = assigned(&session);
    assert_ne!(alone, before);
    session.edit(&phrases(&login, &["total", "night"])).unwrap();
    session.edit(&phrases(&login, &["slow"])).unwrap();
    assert_eq!(assigned(&session), alone);
    let off = phrases(&login, &[]);
    assert!(session.preview_edit(&off).unwrap().n_moved > 0);
    session.edit(&off).unwrap();
    assert_eq!(assigned(&session), before);
}

#[test]
fn counts_of_themes_agree_and_say_how_many_wait() {
    let mut session = analysed(&items(8, 9), None);
    let counts = |session: &Session| {
        let review = session.review(&Filter::default()).unwrap();
        let overview = session.overview(&Filter::default()).unwrap();
        (themes(session).themes.len() as u32, overview.n_themes, review.n_themes, review.n_waiting)
    };
    let n = themes(&session).themes.len() as u32;
    assert_eq!(counts(&session), (n, n, n, n));
    let (login, watch) = (about(&session, "login"), about(&session, "watch"));
    session.edit(&split(&login, "All of it", "login")).unwrap();
    assert_eq!(counts(&session), (n, n, n, n - 1));
    let status = "validated".to_owned();
    session.edit(&Edit::SetThemeStatus { theme: watch.id, status }).unwrap();
    assert_eq!(counts(&session), (n, n, n, n - 2));
}

#[test]
fn what_was_split_off_is_no_term_of_the_rest() {
    let mut session = analysed(&items(8, 9), None);
    let login = about(&session, "login");
    assert!(login.terms.iter().any(|term| term.contains("login")), "{:?}", login.terms);
    session.edit(&rename(&login, "Signing in")).unwrap();
    let half = split(&login, "Cookies", "cookie");
    session.edit(&half).unwrap();
    let (rest, cookies) = (named(&session, "Signing in"), named(&session, "Cookies"));
    let says = |theme: &ThemeView| theme.terms.iter().any(|term| term.contains("cookie"));
    assert!(says(&cookies) && !says(&rest), "{:?} and {:?}", cookies.terms, rest.terms);
    assert!(!rest.description.contains("cookie"), "{}", rest.description);
}

struct NoDecoder;

impl Decoder for NoDecoder {
    fn decode(&self, _: &str, _: &[u8]) -> Option<String> {
        None
    }
}

/// A file whose items are numbered from 1.
fn numbered(texts: &[&str], project: Option<&str>) -> Session {
    let mut session = Session::new();
    if let Some(project) = project {
        session.restore(project).unwrap();
    }
    let rows: Vec<String> = texts.iter().zip(1..).map(|(text, n)| format!("{n},{text}")).collect();
    let csv = format!("id,text\n{}\n", rows.join("\n"));
    session.open("week.csv", csv.into_bytes(), &NoDecoder).unwrap();
    session.analyse(&AnalyseQuery::default()).unwrap();
    while !session.step(&mut |_| {}).unwrap().is_done {}
    session
}

/// The severity of each item, in the order of the file.
fn severities(session: &Session) -> Vec<String> {
    let items = session.verbatims(&VerbatimsQuery { limit: 50, ..VerbatimsQuery::default() });
    let mut items = items.unwrap().items;
    items.sort_by_key(|item| item.row);
    let severity = |item: &undertone_engine::view::VerbatimView| {
        let value = item.values.iter().find(|value| value.key == "severity");
        value.map_or_else(String::new, |value| value.value.clone())
    };
    items.iter().map(severity).collect()
}

#[test]
fn a_label_stays_with_its_text_where_every_file_counts_from_one() {
    let first = ["I like the colours a lot", "The menu has a new order now", "It is fine for me"];
    let second =
        ["Where is the manual", "A very nice and calm design", "The menu has a new order now"];
    let mut session = numbered(&first, None);
    let key = |session: &Session, row: usize| {
        let query = VerbatimsQuery { limit: 50, ..VerbatimsQuery::default() };
        let items = session.verbatims(&query).unwrap().items;
        items.into_iter().find(|item| item.row as usize == row).unwrap().key
    };
    let label = |item: String| Edit::SetLabel {
        item,
        dimension: "severity".to_owned(),
        value: "critical".to_owned(),
    };
    session.edit(&label(key(&session, 1))).unwrap();
    assert_eq!(severities(&session)[1], "critical");
    let kept = project(&session);
    assert_eq!(severities(&numbered(&first, Some(&kept)))[1], "critical");
    let next = severities(&numbered(&second, Some(&kept)));
    assert_ne!(next[1], "critical");
    assert_eq!(next[2], "critical");
    // A project of the time when the id alone was kept is read as it was meant then.
    let mut old = numbered(&first, None);
    old.edit(&label("2".to_owned())).unwrap();
    assert_eq!(severities(&old)[1], "critical");
}

#[test]
fn items_that_leave_a_theme_join_another_only_where_they_lie_as_its_own_do() {
    let mut session = analysed(&items(8, 9), None);
    let dark = about(&session, "dark");
    let delete = Edit::DeleteTheme { theme: dark.id.clone() };
    let preview = session.preview_edit(&delete).unwrap();
    assert_eq!(preview.into, [(String::new(), dark.n)]);
    session.edit(&delete).unwrap();
    assert_eq!(themes(&session).n_unthemed, dark.n);
}

#[test]
fn what_is_no_language_and_what_is_no_text_is_refused() {
    let mut session = numbered(&["I like it a lot", "It is fine for me"], None);
    assert_eq!(session.suggest(" … ").unwrap_err().code(), "bad-option");
    let query = AnalyseQuery { language: Some("xx".to_owned()), ..AnalyseQuery::default() };
    assert_eq!(session.analyse(&query).unwrap_err().code(), "bad-option");
    let query = AnalyseQuery { language: Some("en".to_owned()), ..AnalyseQuery::default() };
    assert!(session.analyse(&query).is_ok());
}
