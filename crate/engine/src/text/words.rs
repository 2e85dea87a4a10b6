//! Splits text into lower-case words, with their places; links and e-mail addresses are no words.

use unicode_segmentation::UnicodeSegmentation;

/// Longer words are keys, hashes or noise.
const MAX_WORD: usize = 60;

/// Hears of a word: lower case, first byte, one past the last byte.
pub(crate) trait Hear: FnMut(&str, usize, usize) {}
impl<F: FnMut(&str, usize, usize)> Hear for F {}

/// Tells `hear` every word of `text`, in order.
pub(crate) fn each_word(text: &str, hear: &mut impl Hear) {
    let mut lower = String::new();
    let mut start = 0;
    let bytes = text.as_bytes();
    while start < bytes.len() {
        if bytes[start].is_ascii_whitespace() {
            start += 1;
            continue;
        }
        let len = bytes[start..].iter().position(u8::is_ascii_whitespace);
        let end = len.map_or(bytes.len(), |len| start + len);
        let chunk = &text[start..end];
        if !is_address(chunk) {
            if chunk.is_ascii() {
                scan(chunk, start, &mut lower, hear);
            } else {
                scan_unicode(chunk, start, &mut lower, hear);
            }
        }
        start = end;
    }
}

/// Links and e-mail addresses.
fn is_address(chunk: &str) -> bool {
    let has = |byte: u8| chunk.as_bytes().contains(&byte);
    has(b'/') && chunk.contains("://")
        || chunk.get(..4).is_some_and(|begin| begin.eq_ignore_ascii_case("www."))
        || has(b'@')
            && chunk.split_once('@').is_some_and(|(user, host)| {
                !user.is_empty() && host.contains('.') && !host.starts_with('.')
            })
}

fn scan_unicode(chunk: &str, offset: usize, lower: &mut String, hear: &mut impl Hear) {
    let mut run: Option<(usize, usize)> = None;
    for (at, word) in chunk.unicode_word_indices() {
        let end = at + word.len();
        if word.chars().any(is_cjk) {
            run = match run {
                Some((start, stop)) if stop == at => Some((start, end)),
                Some(old) => {
                    bigrams(chunk, offset, old, hear);
                    Some((at, end))
                }
                None => Some((at, end)),
            };
        } else {
            if let Some(old) = run.take() {
                bigrams(chunk, offset, old, hear);
            }
            scan(word, offset + at, lower, hear);
        }
    }
    if let Some(old) = run {
        bigrams(chunk, offset, old, hear);
    }
}

/// Scripts written without spaces.
pub(crate) fn is_cjk(char: char) -> bool {
    matches!(char, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}')
}

/// Two characters each, one after the other: the words of scripts without spaces.
fn bigrams(chunk: &str, offset: usize, (start, end): (usize, usize), hear: &mut impl Hear) {
    let run = &chunk[start..end];
    let bounds: Vec<usize> = run.char_indices().map(|(at, _)| at).chain([run.len()]).collect();
    if let [from, to] = bounds[..] {
        hear(&run[from..to], offset + start + from, offset + start + to);
    }
    for pair in bounds.windows(3) {
        hear(&run[pair[0]..pair[2]], offset + start + pair[0], offset + start + pair[2]);
    }
}

/// Letters and digits, joined by an apostrophe between letters and by a full stop or comma
/// between digits.
fn scan(text: &str, offset: usize, lower: &mut String, hear: &mut impl Hear) {
    let mut start = None;
    let mut chars = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, char)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, next)| *next);
        let joins = match char {
            '\'' | '’' => before.is_alphabetic() && next.is_alphabetic(),
            '.' | ',' => before.is_ascii_digit() && next.is_ascii_digit(),
            _ => char.is_alphanumeric() || is_mark(char),
        };
        match (joins, start) {
            (true, None) if !is_mark(char) => start = Some(at),
            (false, Some(from)) => {
                emit(&text[from..at], offset + from, lower, hear);
                start = None;
            }
            _ => {}
        }
        before = char;
    }
    if let Some(from) = start {
        emit(&text[from..], offset + from, lower, hear);
    }
}

/// Marks that belong to the letter before them.
fn is_mark(char: char) -> bool {
    !char.is_ascii()
        && !char.is_alphanumeric()
        && char != '’'
        && matches!(char, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{dff}' | '\u{e31}'..='\u{e4e}')
}

/// French words that lose their vowel before another.
const ELIDED: &[&str] = &["l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu"];

fn emit(word: &str, at: usize, lower: &mut String, hear: &mut impl Hear) {
    if word.len() > MAX_WORD {
        return;
    }
    lower.clear();
    for char in word.chars() {
        match char {
            '’' => lower.push('\''),
            _ if char.is_ascii() => lower.push(char.to_ascii_lowercase()),
            _ => lower.extend(char.to_lowercase()),
        }
    }
    let mut start = at;
    let mut own = lower.as_str();
    if let Some((prefix, rest)) = own.split_once('\'')
        && ELIDED.contains(&prefix)
        && rest.len() > 1
    {
        start += word
            .find(['\'', '’'])
            .map_or(0, |at| at + if word[at..].starts_with('’') { 3 } else { 1 });
        own = rest;
    }
    let kept = own.strip_suffix("'s").unwrap_or(own);
    hear(kept, start, at + word.len());
}

/// `word` (lower case) with plain Latin letters, as the vocabulary of the model has them.
pub(crate) fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for char in word.chars() {
        match char {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' => out.push('a'),
            'ç' | 'ć' | 'č' => out.push('c'),
            'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' => out.push('e'),
            'ì' | 'í' | 'î' | 'ï' => out.push('i'),
            'ñ' | 'ń' => out.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => out.push('o'),
            'ù' | 'ú' | 'û' | 'ü' => out.push('u'),
            'ý' | 'ÿ' => out.push('y'),
            'š' | 'ś' => out.push('s'),
            'ž' | 'ź' | 'ż' => out.push('z'),
            'ß' => out.push_str("ss"),
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            '\u{300}'..='\u{36f}' => {}
            _ => out.push(char),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        each_word(text, &mut |word: &str, _: usize, _: usize| out.push(word.to_owned()));
        out
    }

    #[test]
    fn words_are_split_as_people_read_them() {
        let cases: &[(&str, &[&str])] = &[
            ("I can't log-in!!", &["i", "can't", "log", "in"]),
            ("The app’s DOWN", &["the", "app", "down"]),
            ("end.Next one", &["end", "next", "one"]),
            ("v2.0 costs 1,200.50", &["v2.0", "costs", "1,200.50"]),
            ("see https://a.b/c?d or me@x.org now", &["see", "or", "now"]),
            ("L'écran n’est", &["écran", "est"]),
            ("snake_case a/b", &["snake", "case", "a", "b"]),
            ("ログイン画面", &["ログ", "グイ", "イン", "ン画", "画面"]),
            ("登录 不了app", &["登录", "不了", "app"]),
            ("🙂🙂 \u{0} ?!", &[]),
            ("STRASSE Größe", &["strasse", "größe"]),
        ];
        for (text, expected) in cases {
            assert_eq!(words(text), *expected, "{text:?}");
        }
    }

    #[test]
    fn places_point_at_the_words() {
        let text = "«L’écran» is ½ Ça-va  can't 登录失败 x@y.z end.";
        each_word(text, &mut |word: &str, start: usize, end: usize| {
            let own = text[start..end].to_lowercase().replace('’', "'");
            assert!(own.starts_with(word), "{own:?} {word:?}");
        });
    }

    #[test]
    fn the_quick_way_for_plain_text_agrees_with_the_unicode_way() {
        let mut random = crate::num::Random::new(5);
        for _ in 0..3000 {
            let text: String = (0..random.below(24))
                .map(|_| char::from(*b"ab1Z'.,:;_-@/ 2".get(random.below(15) as usize).unwrap()))
                .filter(|char| *char != ' ')
                .collect();
            let (mut quick, mut slow) = (Vec::new(), Vec::new());
            let mut lower = String::new();
            scan(&text, 0, &mut lower, &mut |w: &str, s: usize, e: usize| {
                quick.push((w.to_owned(), s, e));
            });
            scan_unicode(&text, 0, &mut lower, &mut |w: &str, s: usize, e: usize| {
                slow.push((w.to_owned(), s, e));
            });
            assert_eq!(quick, slow, "{text:?}");
        }
    }
}
