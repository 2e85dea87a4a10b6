//! Which column means what: headers and values vote, each role goes to its best column.

use super::flavours::Meaning;
use super::lexicon::{ASKS, COMPANY, HEADERS, IGNORED, NEVER, NOT_THEIRS, is_open_question};
use super::profile::{Profile, normal};
use super::{Choices, Guess, currency, flavours, zones};
use crate::table::{Confidence, Role};

/// Roles that several columns of a file may have.
fn may_repeat(role: Role) -> bool {
    matches!(role, Role::Dimension | Role::Ignore)
}

/// A column's role with where it comes from.
#[derive(Debug, Clone, Default)]
pub(super) struct Guessed {
    pub(super) role: Option<Role>,
    pub(super) guess: Guess,
}

impl Guessed {
    pub(super) fn new(role: Role, confidence: Confidence, evidence: String) -> Self {
        let guess = Guess { confidence: Some(confidence), evidence, is_confirmed: false };
        Guessed { role: Some(role), guess }
    }
}

/// One column that might have one role.
struct Candidate {
    col: usize,
    role: Role,
    strength: i32,
    support: i32,
}

/// Weakest sum of header and values that makes a role.
const ENOUGH: i32 = 4;

/// Gives each column its role.
pub(super) fn assign(
    profiles: &[Profile],
    flavour: Option<&str>,
    choices: &Choices,
) -> Vec<Guessed> {
    let mut assigned: Vec<Option<Guessed>> = profiles.iter().map(|p| chosen(p, choices)).collect();
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut barred: Vec<usize> = Vec::new();
    for (col, profile) in profiles.iter().enumerate() {
        match flavours::meaning(flavour, &profile.words) {
            Meaning::Role(role) if profile.n() > 0 => {
                candidates.push(Candidate { col, role, strength: 3, support: 1 });
            }
            Meaning::Role(_) | Meaning::Nothing => barred.push(col),
            Meaning::Usual => candidates.extend(named(col, profile)),
        }
    }
    candidates.retain(|c| c.strength * 2 + c.support >= ENOUGH);
    let companies = mere_companies(profiles, &candidates);
    candidates.retain(|c| c.role != Role::AccountName || !companies.contains(&c.col));
    crate::num::sort_by_key(&mut candidates, |c| {
        (-(c.strength * 2 + c.support), -c.strength, c.col, c.role)
    });
    for candidate in &candidates {
        if assigned[candidate.col].is_none() && !is_taken(&assigned, candidate.role) {
            let profile = &profiles[candidate.col];
            assigned[candidate.col] = Some(by_name(profile, candidate));
        }
    }
    by_values(profiles, &barred, &mut assigned);
    currency::of_arr(profiles, &mut assigned);
    let score = position(&assigned, Role::Score);
    let is_other_score = |col: usize| {
        let is_one = |c: &Candidate| c.col == col && c.role == Role::Score && c.strength > 1;
        score.filter(|own| *own != col && candidates.iter().any(is_one))
    };
    let rest = |(col, guessed): (usize, Option<Guessed>)| {
        guessed.unwrap_or_else(|| match (&profiles[col], is_other_score(col)) {
            (profile, _) if companies.contains(&col) => mere_company(profile),
            (profile, Some(score)) => other_score(profile, &profiles[score]),
            (profile, None) => dimension(profile),
        })
    };
    assigned.into_iter().enumerate().map(rest).collect()
}

/// A column of scores beside the one that is read.
fn other_score(profile: &Profile, read: &Profile) -> Guessed {
    let mut other = dimension(profile);
    other.guess.evidence = format!("another score: '{}' is the one that is read", read.name);
    other
}

/// The column that has a role.
pub(super) fn position(assigned: &[Option<Guessed>], role: Role) -> Option<usize> {
    assigned.iter().position(|own| own.as_ref().is_some_and(|own| own.role == Some(role)))
}

/// Columns of companies in a file that says nothing else about accounts: in complaints about
/// companies the company is what is complained about.
fn mere_companies(profiles: &[Profile], candidates: &[Candidate]) -> Vec<usize> {
    const SIGNS: &[Role] = &[
        Role::Account,
        Role::AccountName,
        Role::Domain,
        Role::Arr,
        Role::Plan,
        Role::Industry,
        Role::Lifecycle,
        Role::Contract,
        Role::Renewal,
        Role::Signup,
    ];
    let is_company = |col: usize| COMPANY.contains(&plain_words(&profiles[col]).as_str());
    let is_sign = |c: &Candidate| SIGNS.contains(&c.role) && c.strength > 1 && !is_company(c.col);
    if candidates.iter().any(is_sign) || profiles.iter().any(|profile| profile.emails > 0.5) {
        return Vec::new();
    }
    let is_key = |col: usize| profiles[col].n() > 1 && profiles[col].distinct_share() > 0.95;
    (0..profiles.len()).filter(|col| is_company(*col) && !is_key(*col)).collect()
}

fn mere_company(profile: &Profile) -> Guessed {
    if profile.n_distinct < 2 {
        return Guessed::default();
    }
    let evidence =
        format!("header '{}', but nothing else in the file speaks of accounts", profile.name);
    Guessed::new(Role::Dimension, Confidence::Medium, evidence)
}

fn chosen(profile: &Profile, choices: &Choices) -> Option<Guessed> {
    let (_, role) = choices.roles.iter().find(|(header, _)| *header == profile.name)?;
    let guess = Guess {
        confidence: role.map(|_| Confidence::High),
        evidence: "chosen by hand".to_owned(),
        is_confirmed: true,
    };
    Some(Guessed { role: *role, guess })
}

fn is_taken(assigned: &[Option<Guessed>], role: Role) -> bool {
    !may_repeat(role) && assigned.iter().flatten().any(|own| own.role == Some(role))
}

fn by_name(profile: &Profile, candidate: &Candidate) -> Guessed {
    let confidence = match (candidate.strength, candidate.support) {
        (3.., 1..) | (2, 2..) => Confidence::High,
        (2.., _) | (_, 2..) => Confidence::Medium,
        _ => Confidence::Low,
    };
    let question = match profile.words.as_str() {
        words if words == normal(&profile.name) => String::new(),
        words => format!(" (\"{words}\")"),
    };
    let evidence = format!("header '{}'{question} and {}", profile.name, describe(profile));
    Guessed::new(candidate.role, confidence, evidence)
}

/// Whether a header has a word that marks a false friend.
fn is_barred(words: &str) -> bool {
    words.split(' ').any(|word| NEVER.contains(&word))
}

/// Roles that the header speaks for and the values do not speak against.
fn named(col: usize, profile: &Profile) -> Vec<Candidate> {
    let own = plain_words(profile);
    let words = own.as_str();
    if profile.n() == 0 || is_barred(words) || IGNORED.contains(&words) {
        return Vec::new();
    }
    let mut found: Vec<Candidate> = Vec::new();
    for (role, weight, phrases) in HEADERS {
        let strengths =
            phrases.split('|').map(|own| match_strength(words, own, i32::from(*weight)));
        let strength = strengths.max().unwrap_or(0);
        if strength == 0 {
            continue;
        }
        let Some(support) = support(*role, profile, strength) else { continue };
        found.push(Candidate { col, role: *role, strength, support });
    }
    if profile.name.ends_with("[CHOICE]") {
        found.push(Candidate { col, role: Role::Tags, strength: 2, support: 0 });
    }
    let marks_score = ["[NPS]", "[CSAT]", "[CES]"].iter().any(|m| profile.name.ends_with(m));
    if (asks_for_score(words) || marks_score)
        && !profile.name.ends_with("_NPS_GROUP")
        && let Some(support) = support(Role::Score, profile, 2)
    {
        found.push(Candidate { col, role: Role::Score, strength: 2, support });
    }
    found
}

/// The header without the marks that exports add ("[list]", "(UTC)", "(America/New_York)").
fn plain_words(profile: &Profile) -> String {
    let name = profile.name.as_str();
    let end = match name.rfind(['[', '(']) {
        Some(at) if name.ends_with(']') || zones::named(name).is_some() => at,
        _ => return profile.words.clone(),
    };
    let words = normal(&name[..end]);
    if words.is_empty() { profile.words.clone() } else { words }
}

/// How strongly a header speaks for a phrase's role: fully when it is the phrase, one less when it
/// holds the phrase beside a word or two.
fn match_strength(words: &str, phrase: &str, weight: i32) -> i32 {
    if words == phrase || phrase.len() != words.len() && words == normal(phrase) {
        return weight;
    }
    let n_words = words.split(' ').count();
    let n_phrase = phrase.split(' ').count();
    let is_key =
        words.ends_with(" id") || words.ends_with(" ids") || words.ends_with(" millis since epoch");
    if weight < 3 || n_words > n_phrase + 2 || phrase.len() < 3 || is_key {
        return 0;
    }
    if phrase.contains(|c: char| c > '\u{3000}') {
        return if words.contains(phrase) { 2 } else { 0 };
    }
    let padded = format!(" {words} ");
    if padded.contains(&format!(" {phrase} ")) { 2 } else { 0 }
}

/// Whether the answer to a question is a score.
fn asks_for_score(words: &str) -> bool {
    ASKS.split('|').any(|ask| words.contains(ask))
}

/// Whether the values fit a role: `None` rules it out, more is better.
fn support(role: Role, profile: &Profile, strength: i32) -> Option<i32> {
    let few = |n: u32| profile.n_distinct <= n;
    match role {
        Role::Verbatim => verbatim_support(profile),
        Role::Title => {
            let fits = !profile.is_number() && !profile.is_date() && profile.mean_words >= 1.3;
            fits.then_some(i32::from(profile.distinct_share() > 0.3))
        }
        Role::Score => score_support(profile, strength),
        Role::Date => date_support(profile, strength),
        Role::Renewal | Role::Signup => date_support(profile, strength).map(|n| n.min(2)),
        Role::Id => match profile.distinct_share() {
            _ if profile.is_text() || profile.is_date() => None,
            share if share > 0.99 => Some(2),
            share if share > 0.8 && strength > 1 => Some(0),
            _ => None,
        },
        Role::Arr => {
            let fits = profile.is_number() && profile.max > 10.0 && profile.n_distinct > 1;
            fits.then_some(1 + i32::from(profile.has_money))
        }
        Role::Url => (profile.urls > 0.5).then_some(2),
        Role::Domain => (profile.domains > 0.5 || is_markup(profile)).then_some(2),
        Role::User => (!profile.is_text() && !profile.is_date())
            .then_some(if profile.emails > 0.5 { 2 } else { 0 }),
        Role::Account | Role::AccountName => {
            let fits = !profile.is_date() && profile.mean_len < 60.0 && profile.booleans < 0.9;
            fits.then_some(i32::from(profile.n_distinct > 1))
        }
        Role::Version => (!profile.is_text() && profile.mean_len < 30.0).then_some(1),
        Role::Tags => (profile.mean_len < 120.0 && !profile.is_number()).then_some(1),
        Role::Currency => (few(60) && profile.max_len <= 12 && !profile.is_number()).then_some(1),
        Role::Language => (few(120) && profile.max_len <= 40 && !profile.is_number()).then_some(1),
        _ => {
            let fits = !profile.is_text() && !profile.is_date() && profile.mean_len < 60.0;
            let is_name = !profile.is_number() || profile.n_distinct <= 12;
            (fits && is_name).then_some(i32::from(few(400)))
        }
    }
}

/// Links and structures that programs write.
fn is_markup(profile: &Profile) -> bool {
    let is_link = |cell: &String| cell.starts_with("<a ");
    let is_structure =
        |cell: &String| cell.starts_with("{\"") || cell.starts_with("[{") || cell.starts_with("{'");
    !profile.samples.is_empty()
        && profile.samples.iter().all(|cell| is_link(cell) || is_structure(cell))
}

fn verbatim_support(profile: &Profile) -> Option<i32> {
    if profile.is_number() || profile.is_date() || profile.booleans > 0.9 || profile.urls > 0.5 {
        return None;
    }
    if is_markup(profile) {
        return None;
    }
    if profile.is_text() {
        return Some(2 + i32::from(profile.mean_words > 6.0));
    }
    let is_varied = profile.distinct_share() > 0.5 || profile.n_distinct > 20;
    if is_varied && profile.mean_words >= 1.5 { Some(0) } else { Some(-2) }
}

fn score_support(profile: &Profile, strength: i32) -> Option<i32> {
    if profile.score_words > 0.4 {
        return Some(2);
    }
    if profile.booleans > 0.95 && profile.n_distinct <= 2 {
        return (strength >= 2).then_some(0);
    }
    let in_range = profile.min >= 0.0 && profile.max <= 100.0 && profile.n_distinct <= 101;
    let numbers = profile.numbers + profile.score_words;
    match (numbers >= 0.8 && in_range, profile.max <= 10.0 && profile.is_whole) {
        (true, true) => Some(2),
        (true, false) if strength >= 2 => Some(i32::from(profile.max <= 10.0)),
        _ => None,
    }
}

fn date_support(profile: &Profile, strength: i32) -> Option<i32> {
    if profile.is_date() || profile.dates.is_epoch() {
        return Some(2);
    }
    let as_numbers = profile.dates.share(true) >= 0.9 && profile.is_number();
    (as_numbers && strength >= 2).then_some(1)
}

/// Roles that no header named but values tell.
fn by_values(profiles: &[Profile], barred: &[usize], assigned: &mut [Option<Guessed>]) {
    verbatim_by_values(profiles, barred, assigned);
    if !is_taken(assigned, Role::Date) {
        let is_other = |p: &Profile| {
            ["due", "end", "birth", "renewal", "expir", "close", "solved", "last"]
                .iter()
                .any(|word| p.words.contains(word))
                || is_barred(&p.words)
        };
        let best = (0..profiles.len()).find(|col| {
            let profile = &profiles[*col];
            assigned[*col].is_none()
                && (profile.is_date() || profile.dates.is_epoch() && profile.words.contains("date"))
                && !is_other(profile)
        });
        put(profiles, assigned, best, Role::Date, Confidence::Medium);
    }
    if !is_taken(assigned, Role::Score) {
        let best = (0..profiles.len()).find(|col| {
            assigned[*col].is_none()
                && profiles[*col].score_words > 0.6
                && profiles[*col].n_distinct > 1
        });
        put(profiles, assigned, best, Role::Score, Confidence::Medium);
    }
    if !is_taken(assigned, Role::User) {
        let best =
            (0..profiles.len()).find(|col| assigned[*col].is_none() && profiles[*col].emails > 0.8);
        put(profiles, assigned, best, Role::User, Confidence::Medium);
    }
    if !is_taken(assigned, Role::Url) {
        let best = (0..profiles.len()).find(|col| {
            let is_known = IGNORED.contains(&profiles[*col].words.as_str());
            assigned[*col].is_none() && profiles[*col].urls > 0.8 && !is_known
        });
        put(profiles, assigned, best, Role::Url, Confidence::Medium);
    }
    if !is_taken(assigned, Role::Id) {
        let best = (0..profiles.len().min(3)).find(|col| {
            let profile = &profiles[*col];
            assigned[*col].is_none()
                && profile.n_missing == 0
                && profile.n_distinct == profile.n()
                && profile.n() > 1
                && profile.mean_words < 1.5
                && !profile.is_date()
                && (profile.words.ends_with("id")
                    || profile.words.starts_with("column")
                    || profile.words.is_empty())
        });
        put(profiles, assigned, best, Role::Id, Confidence::Low);
    }
}

fn put(
    profiles: &[Profile],
    assigned: &mut [Option<Guessed>],
    col: Option<usize>,
    role: Role,
    confidence: Confidence,
) {
    if let Some(col) = col {
        let evidence = format!("its values are {}", describe(&profiles[col]));
        assigned[col] = Some(Guessed::new(role, confidence, evidence));
    }
}

/// Why a heading is read where there is no text.
pub(super) const HEADING: &str = "the file has no longer text than this heading";

/// The longest, most varied text; a heading where there is no other text.
fn verbatim_by_values(profiles: &[Profile], barred: &[usize], assigned: &mut [Option<Guessed>]) {
    if is_taken(assigned, Role::Verbatim) {
        return;
    }
    let weight = |profile: &Profile| {
        profile.mean_words.min(30.0) * profile.distinct_share() * f64::from(profile.n())
            / f64::from(profile.n_rows.max(1))
    };
    let is_theirs = |profile: &Profile| {
        let last = profile.words.rsplit(' ').next().unwrap_or_default();
        profile.is_text() && !is_markup(profile) && !NOT_THEIRS.contains(&last)
    };
    let free = |col: &usize| {
        assigned[*col].is_none() && is_theirs(&profiles[*col]) && !barred.contains(col)
    };
    // Of open questions the first, since the others are read together with it.
    let asked = (0..profiles.len()).find(|col| free(col) && is_open_question(&profiles[*col]));
    let longest = (0..profiles.len())
        .filter(free)
        .max_by(|a, b| weight(&profiles[*a]).total_cmp(&weight(&profiles[*b])).then(b.cmp(a)));
    let is_asked = longest.is_some_and(|col| is_open_question(&profiles[col]));
    let best = asked.filter(|_| is_asked).or(longest);
    if best.is_some() {
        put(profiles, assigned, best, Role::Verbatim, Confidence::Medium);
        return;
    }
    let title =
        |own: &Option<Guessed>| own.as_ref().is_some_and(|own| own.role == Some(Role::Title));
    let Some(col) = assigned.iter().position(title) else { return };
    if profiles[col].is_text() || profiles[col].mean_words >= 1.5 {
        let evidence = HEADING.to_owned();
        assigned[col] = Some(Guessed::new(Role::Verbatim, Confidence::Low, evidence));
    }
}

/// Few distinct values make a column worth cutting by.
fn dimension(profile: &Profile) -> Guessed {
    let n_distinct = profile.n_distinct;
    let is_few = n_distinct <= 12 || n_distinct <= 300 && profile.distinct_share() < 0.3;
    let is_useful = n_distinct >= 2
        && is_few
        && profile.distinct_share() < 0.9
        && profile.max_len <= 200
        && profile.mean_len <= 60.0
        && !profile.is_date()
        && !profile.dates.is_epoch();
    let is_measure = profile.is_number()
        && (n_distinct > 12 || !profile.is_whole || profile.max - profile.min > 20.0);
    let words = plain_words(profile);
    let is_key = words.ends_with(" id") || IGNORED.contains(&words.as_str());
    if !is_useful || is_measure || is_key {
        return Guessed::default();
    }
    let evidence = format!("{n_distinct} distinct values");
    Guessed::new(Role::Dimension, Confidence::Medium, evidence)
}

/// A column's values in a few words.
pub(super) fn describe(profile: &Profile) -> String {
    let range = || {
        let short = |x: f64| {
            if x.abs() < 1e6 && x.fract().abs() < 1e-9 { format!("{x}") } else { format!("{x:.1}") }
        };
        format!("{}–{}", short(profile.min), short(profile.max))
    };
    if profile.is_date() {
        "dates".to_owned()
    } else if profile.dates.is_epoch() {
        "points in time as numbers".to_owned()
    } else if profile.is_number() && profile.is_whole {
        format!("whole numbers {}", range())
    } else if profile.is_number() {
        format!("numbers {}", range())
    } else if profile.emails > 0.5 {
        "e-mail addresses".to_owned()
    } else if profile.urls > 0.5 {
        "links".to_owned()
    } else if profile.score_words > 0.5 {
        "answers in words".to_owned()
    } else if profile.is_text() {
        format!("text of {:.0} words on average", profile.mean_words)
    } else if profile.distinct_share() > 0.99 && profile.n() > 1 {
        "a different value in every row".to_owned()
    } else {
        format!("{} distinct values", profile.n_distinct)
    }
}
