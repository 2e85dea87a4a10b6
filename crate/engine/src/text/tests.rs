//! What the room as a whole promises.

use super::*;
use crate::table::{Column, Origin};

fn table(texts: &[&str]) -> Table {
    let mut verbatims = Texts::default();
    for text in texts {
        verbatims.push(text);
    }
    let column = Column {
        key: "text".into(),
        name: "Text".into(),
        role: Some(Role::Verbatim),
        origin: Origin::File,
        data: Data::Text(verbatims),
    };
    Table { n_rows: texts.len() as u32, columns: vec![column], ..Table::default() }
}

#[test]
fn rows_keep_their_words_in_order() {
    let corpus = analyse(&table(&["The app crashes", "", "crashes <b>the</b> phone"]), None);
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
    let corpus = analyse(&table(&texts), None);
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
    let (a, b) =
        (embed(&analyse(&table(&forth), None), None), embed(&analyse(&table(&back), None), None));
    for row in 0..200 {
        assert_eq!(a.row(row), b.row(199 - row));
    }
}

#[test]
fn hostile_texts_do_no_harm() {
    let huge = "x".repeat(2_000_000) + &" y".repeat(100_000);
    let texts = [huge.as_str(), "\u{0}\u{1}\u{7f}", "🙂🙃", "<<<&&&;;;", "\u{202e}abc", ""];
    let corpus = analyse(&table(&texts), None);
    assert_eq!(corpus.n_rows(), 6);
    assert!(embed(&corpus, None).iter().all(|value| value.is_finite()));
}
