//! What the room as a whole promises.

use super::*;

#[test]
fn rows_keep_their_words_in_order() {
    let corpus =
        analyse(&Table::of_verbatims(&["The app crashes", "", "crashes <b>the</b> phone"]), None);
    let words: Vec<Vec<&str>> = (0..3)
        .map(|row| corpus.row(row).iter().map(|word| corpus.words.get(*word)).collect())
        .collect();
    assert_eq!(words[0], ["the", "app", "crashes"]);
    assert!(words[1].is_empty());
    assert_eq!(words[2], ["crashes", "the", "phone"]);
    assert_eq!(corpus.languages, ["en", "en", "en"]);
}

#[test]
fn vectors_are_unit_and_alike_texts_point_alike_without_a_model() {
    let texts = [
        "der Export ist leer",
        "die exportierte Datei ist leer",
        "Anmeldung schlägt fehl",
        "anmelden schlägt immer fehl",
        "",
        "🙂",
    ];
    let corpus = analyse(&Table::of_verbatims(&texts), None);
    let vectors = embed(&corpus, None);
    let row = |row: usize| vectors.row(row).to_vec();
    let cosine = |a: usize, b: usize| crate::num::dot(&row(a), &row(b));
    for at in 0..4 {
        assert!((cosine(at, at) - 1.0).abs() < 1e-5);
    }
    assert!(cosine(0, 1) > cosine(0, 2) + 0.2);
    assert!(cosine(2, 3) > cosine(1, 3) + 0.2);
    assert!(row(4).iter().chain(&row(5)).all(|value| *value == 0.0));
}

#[test]
fn vectors_do_not_depend_on_the_order_of_rows() {
    let texts: Vec<String> =
        (0..200).map(|i| format!("text {} about the {} thing {}", i, i % 7, i % 13)).collect();
    let forth: Vec<&str> = texts.iter().map(String::as_str).collect();
    let back: Vec<&str> = forth.iter().rev().copied().collect();
    let (a, b) = (
        embed(&analyse(&Table::of_verbatims(&forth), None), None),
        embed(&analyse(&Table::of_verbatims(&back), None), None),
    );
    for row in 0..200 {
        assert_eq!(a.row(row), b.row(199 - row));
    }
}

#[test]
fn hostile_texts_do_no_harm() {
    let huge = "x".repeat(2_000_000) + &" y".repeat(100_000);
    let texts = [huge.as_str(), "\u{0}\u{1}\u{7f}", "🙂🙃", "<<<&&&;;;", "\u{202e}abc", ""];
    let corpus = analyse(&Table::of_verbatims(&texts), None);
    assert_eq!(corpus.n_rows(), 6);
    assert!(embed(&corpus, None).iter().all(|value| value.is_finite()));
}

/// The rows of our own sentences in four languages: text, theme, category, area, language.
fn own_sentences() -> Vec<[String; 5]> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/own_multilingual.csv");
    let mut reader = csv::Reader::from_path(path).unwrap();
    let field = |record: &csv::StringRecord, at: usize| record.get(at).unwrap().to_owned();
    reader
        .records()
        .map(|record| record.unwrap())
        .map(|record| [1, 2, 3, 4, 5].map(|at| field(&record, at)))
        .collect()
}

#[test]
fn languages_of_our_own_sentences_are_told_without_a_column() {
    let rows = own_sentences();
    let texts: Vec<&str> = rows.iter().map(|row| row[0].as_str()).collect();
    let corpus = analyse(&Table::of_verbatims(&texts), None);
    let wrong: Vec<&str> = rows
        .iter()
        .zip(&corpus.languages)
        .filter(|(row, found)| row[4] != **found)
        .map(|(row, _)| row[0].as_str())
        .collect();
    assert!(wrong.len() * 50 <= rows.len(), "{wrong:?}");
}

#[test]
fn the_model_brings_paraphrases_together() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../model/undertone-vectors.bin");
    let model = Model::read(&std::fs::read(path).unwrap()).unwrap();
    let rows = own_sentences();
    let english: Vec<&[String; 5]> = rows.iter().filter(|row| row[4] == "en").collect();
    let texts: Vec<&str> = english.iter().map(|row| row[0].as_str()).collect();
    let corpus = analyse(&Table::of_verbatims(&texts), Some("en"));
    let hits = |model: Option<&Model>| {
        let vectors = embed(&corpus, model);
        let row = |at: usize| vectors.row(at).to_vec();
        let nearest = |at: usize| {
            (0..english.len())
                .filter(|other| *other != at)
                .max_by(|a, b| {
                    let (a, b) = (row(*a), row(*b));
                    crate::num::dot(&row(at), &a).total_cmp(&crate::num::dot(&row(at), &b))
                })
                .unwrap()
        };
        (0..english.len()).filter(|at| english[nearest(*at)][1] == english[*at][1]).count()
    };
    let (with, without) = (hits(Some(&model)), hits(None));
    assert!(with * 10 >= english.len() * 7, "{with} of {}", english.len());
    assert!(with > without, "{with} with the model, {without} without");
}

#[test]
fn closing_lines_that_many_rows_share_are_no_content() {
    let texts: Vec<String> = (0..300)
        .map(|at| match at % 3 {
            0 => format!("Hi team, the thing{at} fails at part{}. Regards, Sam", at % 17),
            1 => format!("my other{at} is slow since day{} Happens on Android too.", at % 13),
            _ => format!("great app number{at}"),
        })
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let more = vec!["great app"; 20];
    let corpus = analyse(&Table::of_verbatims(&[texts, more].concat()), Some("en"));
    let content = |row: u32| -> Vec<&str> {
        corpus.content(row).map(|word| corpus.words.get(word)).collect()
    };
    assert_eq!(content(0), ["the", "thing0", "fails", "at", "part0"]);
    assert_eq!(content(2), ["great", "app", "number2"]);
    assert_eq!(content(305), ["great", "app"]);
}
