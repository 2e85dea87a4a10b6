//! Which language a row is written in: by script, by function words, by typical letters.

use std::collections::BTreeMap;

use super::Corpus;
use super::stop;
use super::words::is_cjk;
use crate::num::Interner;
use crate::table::{Data, Role, Table};

/// Languages in Latin letters, in the order of scores; the first four are analysed.
pub(crate) const LATIN: [&str; 7] = ["en", "fr", "de", "es", "pt", "it", "nl"];

/// How many of them are analysed; the others must be told more clearly.
const ANALYSED: usize = 4;

/// Spellings frequent in one language and rare in the others. `^` and `$` are a word's ends.
const SPELLINGS: [&str; 7] = [
    "^th wh ing$ ght ould ^sh ck$ ow$ ey$ ay$ ^un tion$ ly$ ee ness$ y$",
    "eau eux$ oi ais$ ait$ ont$ ez$ tion$ ment$ ique$ ou é$ ée$ è ê ç œ ette$ elle$ eur$ nn ^qu",
    "sch cht ung$ ei ie$ en$ ^ge ^ver ^be ä ö ü ß keit$ lich$ tz pf zu isch$ nde$ ^ein",
    "ción$ ado$ ada$ os$ as$ ar$ er$ ir$ ñ á í ó ú ll^ ue ie dad$ mente$ o$ a$ ^des",
    "ção$ ões$ ã õ nh lh em$ ar$ os$ ou$ ê",
    "zione$ ato$ are$ ere$ ggi gli tt zz i$ o$ à$ ò è$ che$",
    "ij oo aa ee en$ cht ^ge heid$ uw oe uu ^ver",
];

/// Gives each row of `corpus` a language code; empty where nothing tells.
///
/// Rows too short to tell get the language that most others of the corpus have.
pub(crate) fn identify(corpus: &Corpus) -> Vec<String> {
    let marks = Marks::new(&corpus.words);
    let guesses: Vec<Option<&'static str>> =
        (0..corpus.n_rows()).map(|row| marks.guess(corpus.content(row))).collect();
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for code in guesses.iter().flatten() {
        *counts.entry(code).or_default() += 1;
    }
    let latin = counts.iter().filter(|(code, _)| LATIN.contains(code));
    let usual =
        latin.max_by_key(|(code, n)| (**n, std::cmp::Reverse(**code))).map(|(code, _)| *code);
    guesses.iter().map(|code| code.or(usual).unwrap_or_default().to_owned()).collect()
}

/// The language of each row by its own words alone; empty where they do not tell.
pub(super) fn identify_alone(corpus: &Corpus) -> Vec<String> {
    let marks = Marks::new(&corpus.words);
    let guess = |row| marks.guess(corpus.content(row)).unwrap_or_default().to_owned();
    (0..corpus.n_rows()).map(guess).collect()
}

/// What each distinct word says about the language.
struct Marks {
    scores: Vec<[u8; 7]>,
    scripts: Vec<Option<&'static str>>,
}

impl Marks {
    fn new(words: &Interner) -> Self {
        let lists = stop_words();
        let spellings: Vec<Vec<&str>> =
            SPELLINGS.iter().map(|list| list.split(' ').collect()).collect();
        let mut framed = String::new();
        let mut scores = Vec::with_capacity(words.len());
        for word in words.iter() {
            scores.push(lists.get(word).copied().unwrap_or_else(|| {
                framed.clear();
                framed.extend(["^", word, "$"]);
                let mut out = [0; 7];
                for (score, list) in out.iter_mut().zip(&spellings) {
                    *score =
                        list.iter().filter(|part| framed.contains(**part)).count().min(3) as u8;
                }
                out
            }));
        }
        Marks { scores, scripts: words.iter().map(script).collect() }
    }

    fn guess(&self, row: impl Iterator<Item = u32>) -> Option<&'static str> {
        let (mut totals, mut han, mut other) = ([0_u32; 7], 0, None);
        for word in row.take(300) {
            match self.scripts[word as usize] {
                Some("ja") => return Some("ja"),
                Some("zh") => han += 1,
                Some(code) => other = Some(code),
                None => {
                    for (total, score) in totals.iter_mut().zip(self.scores[word as usize]) {
                        *total += u32::from(score);
                    }
                }
            }
        }
        if han > 0 {
            return Some("zh");
        }
        let mut order: Vec<usize> = (0..7).collect();
        crate::num::sort_by_key(&mut order, |language| std::cmp::Reverse(totals[*language]));
        let (best, second) = (totals[order[0]], totals[order[1]]);
        let is_clear = match order[0] {
            0..ANALYSED => best >= 5 && best * 5 >= second * 6,
            _ => best >= 14 && best * 2 >= second * 3,
        };
        if is_clear { Some(LATIN[order[0]]) } else { other }
    }
}

/// The function words of all languages; a word of several languages says little of each.
fn stop_words() -> BTreeMap<&'static str, [u8; 7]> {
    let mut lists: BTreeMap<&'static str, [u8; 7]> = BTreeMap::new();
    for (language, code) in LATIN.iter().enumerate() {
        for word in stop::words_of(code).split(' ') {
            lists.entry(word).or_default()[language] = 1;
        }
    }
    for scores in lists.values_mut() {
        let weight = match scores.iter().sum::<u8>() {
            1 => 5,
            2 => 3,
            _ => 2,
        };
        for score in scores.iter_mut() {
            *score *= weight;
        }
    }
    lists
}

/// The language that a word's script stands for; `None` for Latin letters and digits.
fn script(word: &str) -> Option<&'static str> {
    let kana = |char: char| matches!(char, '\u{3040}'..='\u{30ff}');
    if word.is_ascii() {
        return None;
    }
    if word.chars().any(kana) {
        return Some("ja");
    }
    word.chars().find_map(|char| match char {
        _ if is_cjk(char) => Some("zh"),
        '\u{ac00}'..='\u{d7af}' | '\u{1100}'..='\u{11ff}' => Some("ko"),
        '\u{400}'..='\u{52f}' => Some("ru"),
        '\u{370}'..='\u{3ff}' => Some("el"),
        '\u{590}'..='\u{5ff}' => Some("he"),
        '\u{600}'..='\u{6ff}' => Some("ar"),
        '\u{900}'..='\u{97f}' => Some("hi"),
        '\u{e00}'..='\u{e7f}' => Some("th"),
        _ => None,
    })
}

/// The languages that a column of the file gives, as codes; empty where it does not say.
pub(crate) fn given(table: &Table) -> Option<Vec<String>> {
    let Data::Category(category) = &table.role(Role::Language)?.data else { return None };
    let codes: Vec<&str> = category.values.iter().map(|value| code_of(value)).collect();
    let known = codes.iter().filter(|code| !code.is_empty()).count();
    (known > 0).then(|| {
        let of = |code: &u32| codes.get(*code as usize).copied().unwrap_or_default().to_owned();
        category.codes.iter().map(of).collect()
    })
}

/// The code of a language written as code, locale or name; empty when it is none.
pub(crate) fn code_of(value: &str) -> &'static str {
    const NAMES: &[(&str, &[&str])] = &[
        ("en", &["en", "eng", "english", "anglais", "englisch", "inglés"]),
        ("fr", &["fr", "fra", "fre", "french", "français", "francais", "französisch"]),
        ("de", &["de", "deu", "ger", "german", "deutsch", "allemand"]),
        ("es", &["es", "spa", "spanish", "español", "espanol", "castellano"]),
        ("pt", &["pt", "por", "portuguese", "português"]),
        ("it", &["it", "ita", "italian", "italiano"]),
        ("nl", &["nl", "nld", "dutch", "nederlands"]),
        ("ja", &["ja", "jp", "jpn", "japanese", "日本語"]),
        ("zh", &["zh", "cn", "zho", "chi", "chinese", "mandarin", "中文"]),
        ("ko", &["ko", "kor", "korean"]),
        ("ru", &["ru", "rus", "russian"]),
        ("ar", &["ar", "ara", "arabic"]),
        ("pl", &["pl", "pol", "polish"]),
        ("sv", &["sv", "swe", "swedish"]),
        ("tr", &["tr", "tur", "turkish"]),
    ];
    let value = value.trim().to_lowercase();
    let head = value.split(['-', '_', ' ']).next().unwrap_or_default();
    NAMES.iter().find(|(_, names)| names.contains(&head)).map_or("", |(code, _)| code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn languages(texts: &[&str]) -> Vec<String> {
        let mut corpus = Corpus::default();
        for text in texts {
            corpus.push(text, None);
        }
        identify(&corpus)
    }

    #[test]
    fn languages_are_told_apart() {
        let cases = [
            ("The app crashes whenever I open the report", "en"),
            ("L'application plante dès que j'ouvre le rapport", "fr"),
            ("Die App stürzt ab, sobald ich den Bericht öffne", "de"),
            ("La aplicación se cierra cuando abro el informe", "es"),
            ("O aplicativo não abre e eu não consigo fazer nada", "pt"),
            ("De app doet het niet meer en ik kan niet inloggen", "nl"),
            ("ログインできません。助けてください", "ja"),
            ("无法登录，请帮忙", "zh"),
            ("Приложение не работает", "ru"),
            ("로그인이 안 돼요", "ko"),
            ("ok", "en"),
        ];
        let texts: Vec<&str> = cases.iter().map(|(text, _)| *text).collect();
        let english = ["This is one more row in the usual language"; 3];
        let found = languages(&[&texts[..], &english].concat());
        for ((text, expected), code) in cases.iter().zip(found) {
            assert_eq!(code, *expected, "{text:?}");
        }
    }

    #[test]
    fn names_and_locales_of_languages_are_understood() {
        for (value, code) in
            [("en-US", "en"), ("French (France)", "fr"), ("DE_at", "de"), ("x", "")]
        {
            assert_eq!(code_of(value), code, "{value}");
        }
    }
}
