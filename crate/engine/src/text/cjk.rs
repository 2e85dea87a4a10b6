//! Words of Japanese and Chinese, which are written without spaces.
//!
//! Japanese changes its script where words end. What stands in Chinese characters is cut where the
//! corpus at hand says so: a string is a word as far as many different characters stand before and
//! behind it (accessor variety: Feng, Chen, Deng and Zheng 2004; the cut that adds up to the most:
//! Zhao and Kit 2008).

use super::words::{Hear, each_word, is_cjk};
use crate::num::{hash64, ln};

/// Characters of the longest word that is looked for.
const LONGEST: usize = 6;

/// Distinct stretches of Chinese characters that words are learnt from.
const LEARNT: usize = 40_000;

/// Function words of Chinese: they end words, and name nothing. Longer ones first.
const CHINESE: &str = "的时候 我们 你们 他们 这个 那个 一个 还是 之后 以后 之前 以前 但是 可是 因为 所以 如果 一直 总是 已经 可以 希望 没有 不能 什么 怎么 时候 非常 其他 而且 并且 或者 然后 现在 应该 需要 不会 就是 只是 有点 我 你 您 他 她 它 的 了 是 在 也 都 就 还 很 太 又 和 与 或 但 这 那 请 不 把 被 从 到 对 给 让 向 而 着 过 吗 呢 吧 啊 要 会 能 想 用 来 去 每 次 个 只 有 得 里";

/// How verbs that say what cannot be done go on, and the word for it.
const CANNOT: ([&str; 4], &str) = (["できま", "できな", "できず", "出来な"], "できない");

/// Endings of adjectives behind their Chinese characters.
const ADJECTIVE: [&str; 5] = ["い", "く", "かっ", "すぎ", "さ"];

/// What the corpus says of strings of Chinese characters.
#[derive(Debug, Default)]
pub(crate) struct Segmenter {
    /// Strings by their hash, with the logarithm of their variety.
    strings: Vec<(u64, f64)>,
}

/// A stretch of one script: its first byte, one past its last.
type Stretch = (Script, usize, usize);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Chinese,
    Katakana,
    Hiragana,
}

impl Segmenter {
    /// Learns from `texts`; `None` where none of them needs it.
    pub(crate) fn learn<'a>(texts: impl Iterator<Item = &'a str>) -> Option<Segmenter> {
        let mut stretches: Vec<String> = Vec::new();
        let mut any = false;
        for text in texts.filter(|text| is_needed(text)) {
            any = true;
            let is_japanese = text.chars().any(is_kana);
            each_run(text, &mut |word, from, to| {
                let all = if word.is_none() { scripts(&text[from..to]) } else { Vec::new() };
                for (_, start, end) in all.iter().filter(|part| part.0 == Script::Chinese) {
                    let part = &text[from + start..from + end];
                    for (_, start, end) in parts(part, is_japanese).iter().filter(|own| !own.0) {
                        stretches.push(part[*start..*end].to_owned());
                    }
                }
            });
        }
        crate::num::sort_by(&mut stretches, Ord::cmp);
        stretches.dedup();
        if stretches.len() > LEARNT {
            crate::num::sort_by_key(&mut stretches, |own| hash64(own.as_bytes(), 5));
            stretches.truncate(LEARNT);
        }
        any.then(|| Segmenter { strings: varieties(&stretches) })
    }

    /// Tells `hear` every word of `text` with its place, as [`each_word`] does.
    pub(crate) fn each_word(&self, text: &str, hear: &mut impl Hear) {
        if !is_needed(text) {
            each_word(text, hear);
            return;
        }
        let is_japanese = text.chars().any(is_kana);
        each_run(text, &mut |word, from, to| match word {
            Some(word) => hear(word, from, to),
            None => self.cut(&text[from..to], is_japanese, &mut |word, start, end| {
                hear(word, from + start, from + end);
            }),
        });
    }

    /// The words of a run of characters.
    fn cut(&self, run: &str, is_japanese: bool, hear: &mut impl FnMut(&str, usize, usize)) {
        let all = scripts(run);
        for (at, (script, from, to)) in all.iter().enumerate() {
            let part = &run[*from..*to];
            match script {
                Script::Katakana => hear(part, *from, *to),
                Script::Hiragana => {
                    let cannot = CANNOT.0.iter().any(|begin| part.starts_with(begin));
                    hear(if cannot { CANNOT.1 } else { part }, *from, *to);
                }
                Script::Chinese => {
                    let next = all.get(at + 1).map_or("", |next| &run[next.1..next.2]);
                    for (is_function, start, end) in parts(part, is_japanese) {
                        let mut emit = |word: &str, own: usize, own_end: usize| {
                            let (own, own_end) = (from + start + own, from + start + own_end);
                            if is_japanese && own_end == *to && is_adjective(word, next) {
                                hear(&format!("{word}い"), own, own_end);
                            } else {
                                hear(word, own, own_end);
                            }
                        };
                        if is_function {
                            emit(&part[start..end], 0, end - start);
                        } else {
                            self.divide(&part[start..end], &mut emit);
                        }
                    }
                }
            }
        }
    }

    /// The cut of a stretch of Chinese characters that adds up to the most.
    fn divide(&self, stretch: &str, hear: &mut impl FnMut(&str, usize, usize)) {
        let bounds = bounds(stretch);
        let n = bounds.len() - 1;
        let mut best = vec![(f64::NEG_INFINITY, 0); n + 1];
        best[0].0 = 0.0;
        for start in 0..n {
            for end in start + 1..=n.min(start + LONGEST) {
                let own = self.worth(&stretch[bounds[start]..bounds[end]]) * (end - start) as f64;
                if best[start].0 + own > best[end].0 && (own > 0.0 || end == start + 1) {
                    best[end] = (best[start].0 + own, start);
                }
            }
        }
        let (mut ends, mut at) = (Vec::new(), n);
        while at > 0 {
            ends.push((best[at].1, at));
            at = best[at].1;
        }
        // Single characters between words that nobody knows are one word.
        let mut words: Vec<(usize, usize)> = Vec::new();
        for (start, end) in ends.into_iter().rev() {
            match words.last_mut() {
                Some(last)
                    if end == start + 1
                        && last.1 == start
                        && self.is_new(stretch, &bounds, *last) =>
                {
                    last.1 = end;
                }
                _ => words.push((start, end)),
            }
        }
        for (start, end) in words {
            let (from, to) = (bounds[start], bounds[end]);
            hear(&stretch[from..to], from, to);
        }
    }

    /// Whether a word is one or two characters of which the corpus says nothing.
    fn is_new(&self, stretch: &str, bounds: &[usize], (start, end): (usize, usize)) -> bool {
        end - start < 2 && self.worth(&stretch[bounds[start]..bounds[end]]) <= 0.0
    }

    fn worth(&self, string: &str) -> f64 {
        let hash = hash64(string.as_bytes(), 6);
        let at = self.strings.binary_search_by_key(&hash, |(hash, _)| *hash);
        at.map_or(0.0, |at| self.strings[at].1)
    }
}

/// Whether `word` before the letters `next` is the stem of an adjective.
fn is_adjective(word: &str, next: &str) -> bool {
    word.chars().count() == 1 && ADJECTIVE.iter().any(|ending| next.starts_with(ending))
}

/// Tells `hear` each word of `text` with its place, and of characters without spaces each run as a
/// whole (`None`).
fn each_run(text: &str, hear: &mut impl FnMut(Option<&str>, usize, usize)) {
    let mut run: Option<(usize, usize)> = None;
    each_word(text, &mut |word: &str, from: usize, to: usize| {
        let is_run = word.chars().any(is_cjk);
        match run {
            Some((start, end)) if is_run && from < end => {
                run = Some((start, to));
                return;
            }
            Some((start, end)) => hear(None, start, end),
            None => {}
        }
        run = is_run.then_some((from, to));
        if !is_run {
            hear(Some(word), from, to);
        }
    });
    if let Some((start, end)) = run {
        hear(None, start, end);
    }
}

/// Whether `text` has characters that are written without spaces.
fn is_needed(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(is_cjk)
}

fn is_kana(char: char) -> bool {
    matches!(char, '\u{3040}'..='\u{30ff}')
}

/// The stretches of one script in a run.
fn scripts(run: &str) -> Vec<Stretch> {
    let mut out: Vec<Stretch> = Vec::new();
    for (at, char) in run.char_indices() {
        let script = match char {
            '\u{3040}'..='\u{309f}' => Script::Hiragana,
            '\u{30a0}'..='\u{30ff}' => Script::Katakana,
            _ => Script::Chinese,
        };
        let end = at + char.len_utf8();
        match out.last_mut() {
            Some(last) if last.0 == script => last.2 = end,
            _ => out.push((script, at, end)),
        }
    }
    out
}

/// A stretch of Chinese characters at its function words: whether it is one, where it begins and
/// ends.
fn parts(stretch: &str, is_japanese: bool) -> Vec<(bool, usize, usize)> {
    if is_japanese {
        return vec![(false, 0, stretch.len())];
    }
    let (mut out, mut start, mut at) = (Vec::new(), 0, 0);
    while at < stretch.len() {
        let rest = &stretch[at..];
        if let Some(word) = CHINESE.split(' ').find(|word| rest.starts_with(word)) {
            if at > start {
                out.push((false, start, at));
            }
            out.push((true, at, at + word.len()));
            at += word.len();
            start = at;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    if at > start {
        out.push((false, start, at));
    }
    out
}

/// Whether `word` is a function word of Japanese or Chinese: it names nothing.
pub(crate) fn is_function(word: &str) -> bool {
    let is_hiragana = |char| matches!(char, '\u{3040}'..='\u{309f}');
    !word.is_ascii()
        && (word != CANNOT.1 && word.chars().all(is_hiragana)
            || CHINESE.split(' ').any(|own| own == word))
}

/// Where the characters of `text` begin, and its end.
fn bounds(text: &str) -> Vec<usize> {
    text.char_indices().map(|(at, _)| at).chain([text.len()]).collect()
}

/// Of each string of two and more characters: the logarithm of the number of different characters
/// before it or behind it, whichever is less. Each stretch's ends are characters of their own.
fn varieties(stretches: &[String]) -> Vec<(u64, f64)> {
    let mut before: Vec<(u64, u32)> = Vec::new();
    let mut behind: Vec<(u64, u32)> = Vec::new();
    for (number, stretch) in stretches.iter().enumerate() {
        let bounds = bounds(stretch);
        let edge = 0x0020_0000 + number as u32;
        let char_at = |at: usize| stretch[at..].chars().next().map_or(edge, u32::from);
        for start in 0..bounds.len() - 1 {
            for end in start + 2..bounds.len().min(start + LONGEST + 1) {
                let hash = hash64(&stretch.as_bytes()[bounds[start]..bounds[end]], 6);
                let left = if start == 0 { edge } else { char_at(bounds[start - 1]) };
                before.push((hash, left));
                behind.push((hash, char_at(bounds[end])));
            }
        }
    }
    let count = |mut pairs: Vec<(u64, u32)>| -> Vec<(u64, usize)> {
        pairs.sort_unstable();
        pairs.dedup();
        pairs.chunk_by(|a, b| a.0 == b.0).map(|same| (same[0].0, same.len())).collect()
    };
    let pairs = count(before).into_iter().zip(count(behind));
    let least = pairs.map(|((hash, before), (_, behind))| (hash, before.min(behind)));
    least.filter(|(_, least)| *least > 1).map(|(hash, least)| (hash, ln(least as f64))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(texts: &[&str]) -> Vec<String> {
        let segmenter = Segmenter::learn(texts.iter().copied()).unwrap();
        let mut out = Vec::new();
        segmenter.each_word(texts[0], &mut |word: &str, _: usize, _: usize| {
            out.push(word.to_owned());
        });
        out
    }

    #[test]
    fn japanese_words_end_where_the_script_changes() {
        let cases: &[(&str, &[&str])] = &[
            ("ログイン画面", &["ログイン", "画面"]),
            ("動作が遅すぎます。", &["動作", "が", "遅い", "すぎます"]),
            ("CSVエクスポートできません", &["csv", "エクスポート", "できない"]),
            ("重くなり、", &["重い", "くなり"]),
        ];
        for (text, expected) in cases {
            assert_eq!(words(&[text]), *expected, "{text:?}");
        }
    }

    #[test]
    fn chinese_words_are_those_that_stand_in_many_places() {
        let others = [
            "登录失败",
            "无法登录",
            "重新登录",
            "登录页面打不开",
            "进入页面",
            "页面空白",
            "失败了",
        ];
        let cases: &[(&str, &[&str])] = &[
            ("登录页面", &["登录", "页面"]),
            ("我的页面登录失败了", &["我", "的", "页面", "登录", "失败", "了"]),
            ("账单", &["账单"]),
            ("app登录", &["app", "登录"]),
        ];
        for (text, expected) in cases {
            assert_eq!(words(&[&[*text], &others[..]].concat()), *expected, "{text:?}");
        }
    }

    #[test]
    fn other_texts_need_no_segmenter() {
        assert!(Segmenter::learn(["Größe", "login", ""].into_iter()).is_none());
    }

    #[test]
    fn places_are_characters_of_the_text() {
        let texts = ["登录 不了app。ログイン画面が重い🙂々、ー", "無法登錄", "ｱアＡ"];
        let segmenter = Segmenter::learn(texts.into_iter()).unwrap();
        for text in texts {
            let mut last = 0;
            segmenter.each_word(text, &mut |word: &str, from: usize, to: usize| {
                assert!(from >= last && from < to && !word.is_empty());
                assert!(text.is_char_boundary(from) && text.is_char_boundary(to));
                last = from;
            });
        }
    }
}
