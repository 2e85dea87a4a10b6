//! What the room as a whole promises.

use super::*;
use crate::num::Random;
use crate::table::{MISSING, Table};
use crate::text::{analyse, embed};

fn corpus(texts: &[String]) -> Corpus {
    analyse(&Table::of_verbatims(texts), Some("en"))
}

fn themes(texts: &[String]) -> Themes {
    let corpus = corpus(texts);
    let options = ThemeOptions { seed: 1, min_size: None, by_words: true };
    discover(&corpus, &embed(&corpus, None), &options, &mut |_| {})
}

/// Sentences about eight things, and which thing each is about.
fn planted(n: usize) -> (Vec<String>, Vec<usize>) {
    const THINGS: [(&str, &str); 8] = [
        ("login loop", "password screen again mobile sign browser cookie session"),
        ("invoice tax", "amount billing paid receipt wrong total currency accounting"),
        ("export csv", "file empty rows download report column spreadsheet data"),
        ("dark mode", "theme colour contrast night eyes bright background setting"),
        ("watch sync", "bluetooth pairing device steps phone distance connect heart"),
        ("search results", "filter query find missing ranking keyword slow typing"),
        ("webhook signature", "endpoint payload api mismatch secret retry header verify"),
        ("calendar invite", "meeting reminder attendee schedule timezone event booking organiser"),
    ];
    let mut random = Random::new(42);
    let (mut texts, mut things) = (Vec::new(), Vec::new());
    for _ in 0..n {
        let thing = random.below(8) as usize;
        let (name, words) = THINGS[thing];
        let words: Vec<&str> = words.split(' ').collect();
        let mut pick = || words[random.below(words.len() as u64) as usize];
        let (a, b, c) = (pick(), pick(), pick());
        texts.push(format!("the {name} and the {a} is {b} with my {c}"));
        things.push(thing);
    }
    (texts, things)
}

#[test]
fn planted_themes_are_found_whole_and_named_by_their_words() {
    for n in [120, 1500] {
        let (texts, things) = planted(n);
        let found = themes(&texts);
        let names: Vec<&str> = found.themes.iter().map(|theme| theme.name.as_str()).collect();
        assert!((8..=24).contains(&names.len()), "{n}: {names:?}");
        let unthemed = found.of_row.iter().filter(|theme| **theme == MISSING).count();
        assert!(unthemed * 10 < n, "{unthemed} of {n} in no theme");
        for (id, theme) in found.themes.iter().enumerate() {
            let rows: Vec<usize> = (0..n).filter(|row| found.of_row[*row] == id as u32).collect();
            let most = (0..8).map(|t| rows.iter().filter(|row| things[**row] == t).count()).max();
            assert!(most.unwrap() * 10 >= rows.len() * 9, "{} is mixed", theme.name);
        }
        for name in ["login loop", "invoice tax", "export csv", "dark mode", "watch sync"] {
            assert!(found.themes.iter().any(|theme| theme.name.contains(name)), "no {name}");
        }
    }
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let (texts, _) = planted(900);
    let forth = themes(&texts);
    let mut order: Vec<usize> = (0..texts.len()).collect();
    let mut random = Random::new(7);
    for at in (1..order.len()).rev() {
        order.swap(at, random.below(at as u64 + 1) as usize);
    }
    let shuffled: Vec<String> = order.iter().map(|at| texts[*at].clone()).collect();
    let back = themes(&shuffled);
    let names = |found: &Themes| -> Vec<(String, Vec<String>, Vec<String>)> {
        let describe =
            |theme: &Theme| (theme.name.clone(), theme.terms.clone(), theme.subthemes.clone());
        found.themes.iter().map(describe).collect()
    };
    assert_eq!(names(&forth), names(&back));
    for (new, old) in order.iter().enumerate() {
        assert_eq!(back.of_row[new], forth.of_row[*old]);
        assert_eq!(back.sub_of_row[new], forth.sub_of_row[*old]);
        assert_eq!(back.similarity[new].to_bits(), forth.similarity[*old].to_bits());
    }
}

#[test]
fn names_are_unique_and_neither_begin_nor_end_with_function_words() {
    let (texts, _) = planted(1200);
    let found = themes(&texts);
    let mut names: Vec<&str> = found.themes.iter().map(|theme| theme.name.as_str()).collect();
    for name in &names {
        let words: Vec<&str> = name.split(' ').collect();
        assert!((1..=4).contains(&words.len()), "{name}");
        for end in [words.first(), words.last()] {
            assert!(!["the", "is", "and", "with", "my"].contains(end.unwrap()), "{name}");
        }
    }
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), found.themes.len());
}

#[test]
fn every_theme_has_exemplars_of_its_own_that_are_no_copies() {
    let (texts, _) = planted(600);
    let found = themes(&texts);
    for (id, theme) in found.themes.iter().enumerate() {
        assert!(!theme.exemplars.is_empty());
        for row in &theme.exemplars {
            assert_eq!(found.of_row[*row as usize], id as u32);
        }
        let mut said: Vec<u32> =
            theme.exemplars.iter().map(|row| found.copy_of[*row as usize]).collect();
        said.sort_unstable();
        said.dedup();
        assert_eq!(said.len(), theme.exemplars.len(), "{} quotes copies", theme.name);
    }
}

#[test]
fn copies_are_found_and_originals_left_alone() {
    const SYLLABLES: [&str; 9] = ["wa", "lo", "mir", "ket", "sun", "dra", "pel", "vo", "nish"];
    let (mut texts, _) = planted(1);
    let mut random = Random::new(11);
    let word = |at: usize| [at % 9, at / 9 % 9, at / 81].map(|at| SYLLABLES[at]).concat();
    let words: Vec<String> = (0..600).map(word).collect();
    texts.clear();
    for _ in 0..200 {
        let pick = |random: &mut Random| words[random.below(600) as usize].clone();
        texts.push((0..14).map(|_| pick(&mut random)).collect::<Vec<_>>().join(" "));
    }
    let originals = texts.len();
    for at in 0..originals {
        let text = texts[at].clone();
        texts.push(match at % 4 {
            0 => text.to_uppercase() + "!!",
            1 => text.replacen("ir", "ri", 1).replacen("et", "ett", 1),
            2 => format!("Hello there, {text}"),
            _ => text.rsplit_once(' ').map(|(begin, _)| begin.to_owned()).unwrap(),
        });
    }
    let found = copies::find(&corpus(&texts), &mut |_| {});
    let right = (0..originals).filter(|at| found.copy_of[originals + at] == *at as u32).count();
    let wrong = (0..originals).filter(|at| found.copy_of[*at] != *at as u32).count();
    assert!(right * 100 >= originals * 95, "{right} of {originals} copies found");
    assert_eq!(wrong, 0, "originals taken for copies");
}

#[test]
fn what_copies_may_differ_in_and_what_not() {
    let alike = |a: &str, b: &str| {
        let padding = (0..40).map(|at| format!("filler {at} lost declined blocked wrong late"));
        let texts: Vec<String> = [a, b].map(str::to_owned).into_iter().chain(padding).collect();
        let found = copies::find(&corpus(&texts), &mut |_| {});
        found.copy_of[1] == 0
    };
    let text = "my card payment to the garage was declined twice this morning";
    for (other, is_copy) in [
        ("My card payment to the garage was declined twice, this morning!!", true),
        ("my crad payment to the garagge was declined twice this morning", true),
        ("my card paymentto the garage was declined twice this morning", true),
        ("my card payment to the garage was declined", true),
        ("Hello there, my card payment to the garage was declined twice this morning", true),
        ("my card payment to the garage was blocked twice this morning", false),
        ("my card was declined", false),
        (
            "my card payment to the garage was declined twice this morning. The app also \
          signs me out every time I look at my balance",
            false,
        ),
    ] {
        assert_eq!(alike(text, other), is_copy, "{other}");
    }
    let code = "the printer shows error 504 after the update of yesterday";
    assert!(!alike(code, "the printer shows error 505 after the update of yesterday"));
}

#[test]
fn what_rows_say_and_others_do_not_is_told() {
    let (mut texts, things) = planted(800);
    texts.push("unrelated".into());
    let corpus = corpus(&texts);
    let rows: Vec<u32> =
        (0..things.len() as u32).filter(|row| things[*row as usize] == 0).collect();
    let [phrases, none] = &telling_phrases(&corpus, &[&rows, &[]], 5)[..] else { panic!() };
    assert_eq!(phrases[0], "login loop");
    assert!(phrases.len() <= 5 && none.is_empty());
}

#[test]
fn degenerate_corpora_have_no_themes_and_no_faults() {
    let one = vec!["only one text".to_owned()];
    let empty = vec![String::new(); 30];
    let same = vec!["the same words each time".to_owned(); 50];
    let emoji = vec!["🙂".to_owned(), "\u{0}".to_owned(), "<b></b>".to_owned()];
    for texts in [Vec::new(), one, empty, same, emoji] {
        let found = themes(&texts);
        assert_eq!(found.of_row.len(), texts.len());
        assert!(found.themes.len() <= 1);
    }
    let small: Vec<String> = planted(20).0;
    assert_eq!(themes(&small).of_row.len(), 20);
}

/// The themes of each text, the main one first, by name.
fn all_themes(texts: &[String]) -> Vec<Vec<String>> {
    let corpus = corpus(texts);
    let mut found = themes(texts);
    let days = vec![None; texts.len()];
    let import = Import { corpus: &corpus, model: None, days: &days, accounts: &[] };
    let (identity, _) = recognise(&corpus, &mut found, &Memory::default());
    let memory = Memory::default().learn(&import, &found, &identity);
    let also = also(&import, &memory, &identity.ids, &found.of_row, &mut |_| {});
    let name = |theme: &u32| found.themes[*theme as usize].name.clone();
    let of = |row: usize| {
        let main = found.of_row[row..=row].iter().filter(|theme| **theme != MISSING);
        main.chain(also.of(row as u32)).map(name).collect()
    };
    (0..texts.len()).map(of).collect()
}

#[test]
fn a_text_about_two_things_is_in_both_themes_wherever_it_stands() {
    let (mut texts, things) = planted(600);
    let mut pairs = Vec::new();
    for at in (0..60).step_by(2).filter(|at| things[*at] != things[at + 1]) {
        pairs.push((texts.len(), things[at], things[at + 1]));
        texts.push(format!("{}. {}", texts[at], texts[at + 1]));
    }
    let all = all_themes(&texts);
    let holds = |thing: usize, name: &String| {
        let of = (0..600).filter(|row| all[*row].first() == Some(name));
        let own: Vec<usize> = of.map(|row| things[row]).collect();
        own.iter().filter(|own| **own == thing).count() * 2 > own.len()
    };
    let of_thing = |row: usize, thing| all[row].iter().any(|name| holds(thing, name));
    let both = pairs.iter().filter(|(row, a, b)| of_thing(*row, *a) && of_thing(*row, *b));
    let n_both = both.count();
    assert!(n_both * 5 >= pairs.len() * 4, "{n_both} of {}", pairs.len());
    let n_single = all[..600].iter().filter(|own| own.len() > 1).count();
    assert!(n_single <= 6, "{n_single} single texts have a second theme");
    texts.reverse();
    let mut turned = all_themes(&texts);
    turned.reverse();
    assert_eq!(all, turned);
}

#[test]
fn a_template_with_a_number_in_it_is_one_text() {
    let (mut texts, _) = planted(200);
    for at in 0..60 {
        texts.push(format!("Order #{} has not arrived yet", 7000 + at * 137));
    }
    let found = themes(&texts);
    assert!(found.copy_of[200..].iter().all(|of| *of == 200));
    assert!(found.themes.iter().all(|theme| !theme.name.contains(char::is_numeric)));
}

#[test]
fn languages_that_share_no_words_are_told_apart_as_finely_each() {
    const FRENCH: [(&str, &str); 4] = [
        ("la facture fausse", "montant payé reçu mauvais total devise comptable prélèvement"),
        ("la montre déconnectée", "bluetooth appareil pas distance cardiaque bracelet synchro"),
        ("le mode sombre", "couleur contraste nuit yeux clair fond réglage lumière"),
        ("la connexion échoue", "mot passe écran encore compte navigateur session identifiant"),
    ];
    let (mut texts, _) = planted(1200);
    let mut random = Random::new(3);
    for at in 0..400_usize {
        let (name, words) = FRENCH[at % 4];
        let words: Vec<&str> = words.split(' ').collect();
        let mut pick = || words[random.below(words.len() as u64) as usize];
        let (a, b, c) = (pick(), pick(), pick());
        texts.push(format!("{name} et {a} est {b} avec {c}"));
    }
    let mut corpus = corpus(&texts);
    corpus.languages[1200..].fill("fr".to_owned());
    let options = ThemeOptions { seed: 1, min_size: None, by_words: true };
    let found = discover(&corpus, &embed(&corpus, None), &options, &mut |_| {});
    let mut own: Vec<Vec<u32>> = vec![Vec::new(); 4];
    (0..400).for_each(|at| own[at % 4].push(found.of_row[1200 + at]));
    for (at, themes) in own.iter().enumerate() {
        let elsewhere: Vec<u32> = own
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != at)
            .flat_map(|own| own.1.clone())
            .collect();
        let apart = themes.iter().filter(|theme| !elsewhere.contains(theme)).count();
        assert!(apart >= 90, "{apart} of a hundred about {:?} stand apart", FRENCH[at].0);
    }
}

#[test]
fn names_are_written_as_the_texts_say_them() {
    let (mut texts, _) = planted(600);
    let mut random = Random::new(5);
    for at in 0..120 {
        let pools = [
            ["sales", "legal", "finance", "support", "staff", "board"],
            ["travel", "rent", "hotel", "training", "salary", "lunch"],
            ["menu", "screen", "layout", "button", "sidebar", "header"],
        ];
        let [who, what, thing] = pools.map(|pool| pool[random.below(6) as usize]);
        texts.push(match at % 2 {
            0 => format!("the {who} should respect our budget with {what}"),
            _ => format!("with that {thing} we have a frozen board on startup"),
        });
    }
    let found = themes(&texts);
    let names: Vec<&str> = found.themes.iter().map(|theme| theme.name.as_str()).collect();
    assert!(names.contains(&"respect our budget"), "{names:?}");
    assert!(names.contains(&"frozen board on startup"), "{names:?}");
}
