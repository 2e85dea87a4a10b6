//! What the room as a whole promises.

use super::*;
use crate::table::{Metric, Numbers, RowOrigin, Scale, Source, Texts};
use crate::text::analyse;

fn table(items: &[(&str, Option<f64>)]) -> Table {
    let (mut texts, mut scores) = (Texts::default(), Numbers::default());
    for (text, score) in items {
        texts.push(text);
        scores.push(*score);
    }
    let column = |key: &str, role, data| Column {
        key: key.into(),
        name: key.into(),
        role: Some(role),
        origin: Origin::File,
        data,
    };
    Table {
        n_rows: items.len() as u32,
        columns: vec![
            column("text", Role::Verbatim, Data::Text(texts)),
            column("score", Role::Score, Data::Number(scores)),
        ],
        sources: vec![Source {
            file: 0,
            name: "a.csv".into(),
            scale: Some(Scale::usual(Metric::Csat, 1.0, 5.0)),
        }],
        origins: (1..=items.len() as u32).map(|row| RowOrigin { source: 0, row }).collect(),
    }
}

/// The labels file that is shipped.
pub(super) fn shipped() -> Labeller {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../model/undertone-labels.bin");
    Labeller::read(&std::fs::read(path).unwrap()).unwrap()
}

fn labels(items: &[(&str, Option<f64>)]) -> impl Fn(&str, u32) -> String {
    let table = table(items);
    let corpus = analyse(&table, None);
    let labeller = shipped();
    let columns = labeller.columns(&table, &corpus, &labeller.label(&table, &corpus));
    move |key: &str, row: u32| {
        let column = columns.iter().find(|column| column.key == key).unwrap();
        let Data::Category(category) = &column.data else { panic!("{key} is no category") };
        category.get(row).unwrap_or("").to_owned()
    }
}

#[test]
fn items_are_labelled_in_four_languages() {
    let cases = [
        ("The app crashes every time I open the report.", "bug", "high", "negative"),
        ("Please add dark mode to the settings.", "feature_request", "low", "neutral"),
        ("I love this product, it is so easy to use!", "praise", "low", "positive"),
        ("The new menu is confusing and very slow.", "pain_point", "medium", "negative"),
        ("We will cancel our subscription next month.", "churn_signal", "high", "negative"),
        ("We have been on the Tuesday plan since March.", "general", "low", "neutral"),
        ("L'application plante dès que j'ouvre le rapport.", "bug", "high", "negative"),
        (
            "Ce serait bien d'ajouter un mode sombre à l'application.",
            "feature_request",
            "low",
            "neutral",
        ),
        ("Nous allons résilier, le support ne répond jamais.", "churn_signal", "high", "negative"),
        ("Die App stürzt ständig ab, wenn ich den Bericht öffne.", "bug", "high", "negative"),
        (
            "Wir werden den Vertrag kündigen und zur Konkurrenz gehen.",
            "churn_signal",
            "high",
            "negative",
        ),
        ("La aplicación se cierra cada vez que abro el informe.", "bug", "high", "negative"),
        ("Me encanta, es muy fácil de usar y muy útil.", "praise", "low", "positive"),
    ];
    let items: Vec<(&str, Option<f64>)> = cases.iter().map(|case| (case.0, None)).collect();
    let of = labels(&items);
    for (row, (text, category, severity, sentiment)) in cases.iter().enumerate() {
        let row = row as u32;
        assert_eq!(of("category", row), *category, "{text}");
        assert_eq!(of("severity", row), *severity, "{text}");
        assert_eq!(of("sentiment", row), *sentiment, "{text}");
    }
}

#[test]
fn negation_turns_a_word() {
    let of = labels(&[
        ("This is not good and not helpful.", None),
        ("No problems and no bugs, great.", None),
        ("I am happy with it.", None),
    ]);
    assert_eq!(of("sentiment", 0), "negative");
    assert_eq!(of("category", 1), "praise");
    assert_eq!(of("sentiment", 2), "positive");
}

#[test]
fn the_score_decides_what_the_words_leave_open() {
    let of = labels(&[
        ("The Tuesday report.", Some(1.0)),
        ("The Tuesday report.", Some(5.0)),
        ("The Tuesday report.", Some(3.0)),
        ("", Some(1.0)),
        ("", None),
    ]);
    let found: Vec<String> = (0..5).map(|row| of("category", row)).collect();
    assert_eq!(found, ["pain_point", "praise", "general", "pain_point", ""]);
    let found: Vec<String> = (0..5).map(|row| of("sentiment", row)).collect();
    assert_eq!(found, ["negative", "positive", "neutral", "negative", ""]);
}

#[test]
fn causes_risks_and_areas_are_read_from_phrases() {
    let cases = [
        (
            "I was charged twice, the invoice shows the wrong VAT.",
            "billing_confusion",
            "",
            "Billing",
        ),
        ("Still waiting for an answer, no response for weeks.", "slow_resolution", "", ""),
        (
            "The documentation is confusing, no example of the webhook API.",
            "missing_documentation",
            "",
            "API",
        ),
        (
            "We are switching to a competitor, login loop again, it is broken.",
            "bug",
            "churn",
            "Authentication",
        ),
        ("Unacceptable. I will escalate this to your manager.", "", "escalation", ""),
    ];
    let items: Vec<(&str, Option<f64>)> = cases.iter().map(|case| (case.0, Some(1.0))).collect();
    let of = labels(&items);
    for (row, (text, cause, risk, area)) in cases.iter().enumerate() {
        let row = row as u32;
        assert_eq!(of("cause", row), *cause, "{text}");
        assert_eq!(of("risk", row), *risk, "{text}");
        assert_eq!(of("area", row), *area, "{text}");
    }
}

#[test]
fn only_words_of_switching_or_comparing_name_a_competitor() {
    let of = labels(&[
        ("How do I unsubscribe from the newsletter?", Some(1.0)),
        ("Which cards work, Visa or Mastercard, is there an alternative?", Some(1.0)),
        ("The other tool does this better.", Some(1.0)),
    ]);
    let found: Vec<String> = (0..3).map(|row| of("risk", row)).collect();
    assert_eq!(found, ["", "", "competitor"]);
}

#[test]
fn marks_lie_on_the_words_of_the_untouched_verbatim() {
    let text = "🙂 <b>L’app</b> crashes «every time»; I can’t log in. ÉÉ would be great!";
    let found = shipped().marks(text, "en");
    let spans: Vec<(&str, &str)> =
        found.iter().map(|mark| (&text[mark.start..mark.end], mark.value.as_str())).collect();
    assert!(spans.contains(&("crashes", "bug")), "{spans:?}");
    assert!(spans.contains(&("every time", "high")), "{spans:?}");
    assert!(spans.contains(&("can’t log in", "bug")), "{spans:?}");
    assert!(spans.contains(&("would be great", "feature_request")), "{spans:?}");
    assert!(!spans.contains(&("great", "praise")), "{spans:?}");
}

#[test]
fn marks_of_hostile_texts_lie_on_character_bounds() {
    let labeller = shipped();
    for text in
        ["", "🙂🙂", "’’’", "l’", "é’é", "\u{0}crash\u{0}", "crash*crash*", "日本語のエラーcrash"]
    {
        for language in ["en", "fr", "de", "es", "ja", "", "xx"] {
            for mark in labeller.marks(text, language) {
                assert!(!text[mark.start..mark.end].is_empty());
            }
        }
    }
}

#[test]
fn our_own_sentences_in_four_languages_get_their_category() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/own_multilingual.csv");
    let mut reader = csv::Reader::from_path(path).unwrap();
    let records: Vec<csv::StringRecord> = reader.records().map(|record| record.unwrap()).collect();
    let items: Vec<(&str, Option<f64>)> = records.iter().map(|record| (&record[1], None)).collect();
    let of = labels(&items);
    for language in ["en", "fr", "de", "es"] {
        let rows: Vec<u32> =
            (0..items.len() as u32).filter(|row| &records[*row as usize][5] == language).collect();
        let wrong: Vec<String> = rows
            .iter()
            .filter(|row| of("category", **row) != records[**row as usize][3])
            .map(|row| format!("{} ({})", items[*row as usize].0, of("category", *row)))
            .collect();
        assert!(wrong.len() * 5 <= rows.len(), "{language}: {wrong:#?}");
    }
}

#[test]
fn a_sentence_with_a_weak_word_is_no_talk_of_leaving_and_a_question_no_praise() {
    let cases = [
        ("What is the best way to top up my card?", "general"),
        ("How do I get a good exchange rate?", "general"),
        ("Can I use a super secure password here?", "general"),
        ("La synchro s'arrête à 99 pour cent puis échoue.", "bug"),
        ("I had to uninstall and install it again, it still crashes.", "bug"),
        ("Der Schalter lässt sich nicht wechseln, die App stürzt ab.", "bug"),
        ("Hay alguna alternativa para exportar el informe?", "general"),
        ("We are switching to a competitor.", "churn_signal"),
        ("Nous ne renouvellerons pas le contrat.", "churn_signal"),
        ("Wir kündigen zum Monatsende.", "churn_signal"),
        ("No vamos a renovar el contrato.", "churn_signal"),
    ];
    let items: Vec<(&str, Option<f64>)> = cases.iter().map(|case| (case.0, None)).collect();
    let of = labels(&items);
    let wrong: Vec<String> = (0..cases.len())
        .filter(|row| of("category", *row as u32) != cases[*row].1)
        .map(|row| format!("{}: {}", cases[row].0, of("category", row as u32)))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn needs_are_read_in_four_languages() {
    let cases = [
        ("We need a faster export, it takes forever to load.", "speed"),
        ("Filling the form by hand every day is tedious, too many clicks.", "effort"),
        ("C'est trop cher, le prix a doublé.", "cost"),
        ("Ich kann dem Bericht nicht vertrauen, die Zahlen sind ungenau.", "trust"),
        ("Quiero elegir y personalizar las opciones.", "control"),
    ];
    let items: Vec<(&str, Option<f64>)> = cases.iter().map(|case| (case.0, None)).collect();
    let of = labels(&items);
    for (row, (text, need)) in cases.iter().enumerate() {
        assert_eq!(of("need", row as u32), *need, "{text}");
    }
}

#[test]
fn what_sentences_do_is_told_apart() {
    let cases = [
        (
            "The dashboard is great. Please add an export. The sync is slow.",
            "request, objection, praise",
        ),
        ("J'adore l'interface. Il faudrait un mode sombre.", "request, praise"),
        ("Die App ist langsam.", "objection"),
        ("We met on Tuesday.", ""),
    ];
    let items: Vec<(&str, Option<f64>)> = cases.iter().map(|case| (case.0, None)).collect();
    let of = labels(&items);
    for (row, (text, says)) in cases.iter().enumerate() {
        assert_eq!(of("says", row as u32), *says, "{text}");
    }
}

#[test]
fn damaged_label_files_are_refused() {
    let good = Labeller::of_lexicon("@en\ncategory bug\n  crash*\n").unwrap().write();
    assert!(Labeller::read(&good).is_ok());
    for len in 0..good.len() {
        assert!(Labeller::read(&good[..len]).is_err());
    }
    for at in 0..good.len() {
        let mut bad = good.clone();
        bad[at] ^= 4;
        assert!(Labeller::read(&bad).is_err(), "byte {at}");
    }
    assert!(Labeller::of_lexicon("@xx\n").is_none());
    assert!(Labeller::of_lexicon("@en\ncategory nonsense\n  crash\n").is_none());
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../model/undertone-labels.bin");
    let shipped = std::fs::read(path).unwrap();
    assert!(Labeller::read(&shipped[..shipped.len() - 9]).is_err());
    assert_eq!(Labeller::read(&shipped).unwrap().write(), shipped);
}

#[test]
fn the_shipped_lexicon_is_the_one_in_the_folder() {
    let mut text = String::new();
    for code in ["en", "fr", "de", "es"] {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../model/lexicon");
        text += &format!("@{code}\n");
        text += &std::fs::read_to_string(format!("{folder}/{code}.txt")).unwrap();
    }
    assert_eq!(shipped().lexicon, text, "make the labels file anew (model/LABELS.md)");
}

#[test]
fn hashed_features_stay_where_the_weights_were_learnt() {
    let mut parts = Vec::new();
    linear::each_part("été", &mut |part| parts.push(part));
    let golden = [51_301, 11_492, 62_663, 10_602, 24_877, 38_235];
    assert_eq!((linear::word_hash("crash"), parts.as_slice()), (453_427_984, golden.as_slice()));
}

/// Rows of one kind, told by a word that the shipped weights do not know.
fn corrected(given: &[(u32, &str)]) -> (Labelled, Vec<Column>, Vec<Judged>) {
    let items: Vec<(String, Option<f64>)> =
        (0..40).map(|row| (format!("zorblat number {row} in the morning"), Some(3.0))).collect();
    let items: Vec<(&str, Option<f64>)> = items.iter().map(|own| (&*own.0, own.1)).collect();
    let (table, labeller) = (table(&items), shipped());
    let corpus = analyse(&table, Some("en"));
    let mut own = labeller.label(&table, &corpus);
    let given = given.iter().map(|(row, value)| Given {
        row: *row,
        dimension: "category".into(),
        value: (*value).into(),
    });
    labeller.correct(&corpus, &mut own, given.collect());
    let columns = labeller.columns(&table, &corpus, &own);
    let judged = judged(&labeller, &corpus, &own);
    (own, columns, judged)
}

#[test]
fn corrections_teach_the_like_and_give_the_same_bits_in_any_order() {
    let of = |columns: &[Column], row: u32| match &columns[0].data {
        Data::Category(category) => category.get(row).unwrap_or("").to_owned(),
        _ => String::new(),
    };
    let given: Vec<(u32, &str)> = (0..12).map(|row| (row, "bug")).collect();
    let backwards: Vec<(u32, &str)> = given.iter().rev().copied().collect();
    let (before, untaught, _) = corrected(&[]);
    let (after, columns, judged) = corrected(&given);
    assert_ne!(of(&untaught, 30), "bug");
    assert_eq!((of(&columns, 0), of(&columns, 30)), ("bug".into(), "bug".into()));
    assert!(after.chances[30][0] > before.chances[30][0]);
    assert_eq!(corrected(&backwards).0.chances, after.chances);
    assert!(judged.len() == 12 && judged.iter().all(|own| own.found != "bug"), "{judged:?}");
}

/// Reviews of many things, and what one correction of something else does to them.
const REVIEWS: [&str; 24] = [
    "The app crashes when I open my training plan",
    "Please add a way to export my steps to a spreadsheet",
    "Great watch, I love the sleep tracking",
    "Syncing takes forever since the last update",
    "It would be nice to see the weekly average",
    "Not worth the money",
    "Battery drains within a day",
    "I wish I could change the units",
    "Works perfectly with my phone",
    "Login fails again and again",
    "The map is blank on my tablet",
    "Could you bring back the old widget",
    "Very good for beginners",
    "Notifications never arrive",
    "Needs a dark theme for the evening",
    "Okay so far",
    "Heart rate stops in the middle of a run",
    "A calendar view would help a lot",
    "The best fitness app I have had",
    "Cannot pair the scale with it",
    "Useless without an account",
    "Let me hide the calories",
    "Simple and clean",
    "It shows wrong distances since Monday",
];

fn kinds(own: &Labelled) -> Vec<Kind> {
    own.chances.iter().map(kind_of).collect()
}

#[test]
fn one_correction_reaches_what_is_like_it_and_agreement_changes_nothing() {
    let mut items: Vec<(String, Option<f64>)> =
        (0..10).map(|row| (format!("zorblat number {row} in the morning"), None)).collect();
    items.extend(REVIEWS.map(|text| (text.to_owned(), None)));
    let items: Vec<(&str, Option<f64>)> = items.iter().map(|own| (&*own.0, own.1)).collect();
    let (table, labeller) = (table(&items), shipped());
    let corpus = analyse(&table, Some("en"));
    let before = labeller.label(&table, &corpus);
    let given = |row: u32, kind: Kind| Given {
        row,
        dimension: "category".into(),
        value: ["bug", "feature_request", "general"][kind as usize].into(),
    };
    let mut agreed = before.clone();
    let same = kinds(&before).into_iter().zip(0..).map(|(kind, row)| given(row, kind));
    labeller.correct(&corpus, &mut agreed, same.collect());
    assert_eq!(agreed.chances, before.chances);
    let found = kinds(&before)[0];
    let other = if found == Kind::Feature { Kind::Problem } else { Kind::Feature };
    let mut after = before.clone();
    labeller.correct(&corpus, &mut after, vec![given(0, other)]);
    assert_eq!(kinds(&after)[10..], kinds(&before)[10..]);
    assert!(after.chances[5][other as usize] > before.chances[5][other as usize] + 0.1);
}

#[test]
fn a_text_stands_in_the_queue_once_however_its_copies_weigh() {
    let items: Vec<(&str, Option<f64>)> = (0..30).map(|at| (REVIEWS[at % 6], None)).collect();
    let (table, labeller) = (table(&items), shipped());
    let corpus = analyse(&table, Some("en"));
    let own = labeller.label(&table, &corpus);
    let rows: Vec<u32> = (0..30).collect();
    let queue = unsure(&corpus, &own, &rows, 20, &|row| 1.0 + f64::from(row * 7 % 30), &|_| 0);
    let mut texts: Vec<u32> = queue.iter().map(|(row, _)| row % 6).collect();
    let n = texts.len();
    texts.sort_unstable();
    texts.dedup();
    assert_eq!(texts.len(), n, "{queue:?}");
}
