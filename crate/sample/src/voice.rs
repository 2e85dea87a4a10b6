//! How customers write: phrases joined to texts, with the habits of each channel.

use crate::random::Random;
use crate::words::{Language, Topic, Words};

/// Who writes, where and how content.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Writer {
    pub(crate) language: Language,
    pub(crate) channel: &'static str,
    pub(crate) is_praise: bool,
}

/// One text about `topic`.
pub(crate) fn write(topic: &Topic, writer: Writer, words: &Words, random: &mut Random) -> String {
    let body = match writer.language {
        Language::English => english(topic, writer, words, random),
        _ => foreign(topic, writer, words, random),
    };
    let text = frame(&body, writer, words, random);
    human(&fill(&text, words, random), writer, words, random)
}

fn english(topic: &Topic, writer: Writer, words: &Words, random: &mut Random) -> String {
    let mut text = random.pick(&topic.cores).to_owned();
    // Circumstances and consequences stay rarer than the matter itself, as in life.
    if random.chance(28) {
        text = format!("{text} {}", random.pick(&topic.circumstances));
    } else if random.chance(30) {
        text = format!("{text} {}", random.pick(words.list("somewhere")));
    }
    end_sentence(&mut text, random);
    let more = if writer.channel == "Support ticket" { 40 } else { 25 };
    if random.chance(more) {
        text = format!("{text} {}", random.pick(&topic.consequences));
    }
    if random.chance(12) {
        let tail = if writer.is_praise { "high" } else { "low" };
        text = format!("{text} {}", random.pick(words.list(tail)));
    }
    if writer.channel == "Customer call" && random.chance(60) {
        text = format!("{} {text}", random.pick(words.list("role")));
    }
    text
}

fn foreign(topic: &Topic, writer: Writer, words: &Words, random: &mut Random) -> String {
    let (cores, code) = match writer.language {
        Language::French => (&topic.french, "fr"),
        Language::German => (&topic.german, "de"),
        _ => (&topic.spanish, "es"),
    };
    let mut text = random.pick(cores).to_owned();
    if random.chance(45) {
        text = format!("{text} {}", random.pick(words.list(&format!("{code}-somewhere"))));
    }
    end_sentence(&mut text, random);
    if random.chance(25) {
        let list = if writer.is_praise { "high" } else { "tail" };
        text = format!("{text} {}", random.pick(words.list(&format!("{code}-{list}"))));
    }
    text
}

fn end_sentence(text: &mut String, random: &mut Random) {
    if !text.ends_with(['.', '?', '!']) {
        text.push_str(random.pick(&[".", ".", ".", ".", ".", "!", " ...", "…"]));
    }
}

/// Greeting and signature of a ticket.
fn frame(body: &str, writer: Writer, words: &Words, random: &mut Random) -> String {
    if writer.channel != "Support ticket" {
        return body.to_owned();
    }
    let (greetings, courtesy, sign) = match writer.language {
        Language::English => ("greeting", random.pick(words.list("courtesy")), "sign"),
        Language::French => ("fr-greeting", "Merci d'avance.", "none"),
        Language::German => ("de-greeting", "Vielen Dank im Voraus.", "none"),
        Language::Spanish => ("es-greeting", "Gracias de antemano.", "none"),
    };
    let mut text = body.to_owned();
    if random.chance(22) && !writer.is_praise {
        text = format!("{text} {courtesy}");
    }
    if random.chance(45) {
        let gap = random.pick(&[" ", " ", "\n", "\n\n"]);
        text = format!("{}{gap}{text}", random.pick(words.list(greetings)));
    }
    if random.chance(28) {
        let line = random.pick(words.list(sign));
        let gap = if line.is_empty() { "" } else { "\n" };
        text = format!("{text}\n\n{line}{gap}{}", random.pick(words.list("name")));
    }
    text
}

/// Puts numbers and names into the slots of a phrase.
fn fill(text: &str, words: &Words, random: &mut Random) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, slot)) = rest.split_once('{') {
        let (name, after) = slot.split_once('}').unwrap_or((slot, ""));
        filled.push_str(before);
        match name {
            "n" => filled.push_str(&(2 + random.below(8)).to_string()),
            "big" => filled.push_str(&(40 + random.below(860)).to_string()),
            list => filled.push_str(random.pick(words.list(list))),
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// Habits and slips: case, missing full stops, quotes, emoji, typing errors.
fn human(text: &str, writer: Writer, words: &Words, random: &mut Random) -> String {
    let mut text = text.to_owned();
    let is_quick = matches!(writer.channel, "App review" | "In-app survey");
    if random.chance(if is_quick { 22 } else { 5 }) {
        text = text.to_lowercase();
    }
    if is_quick && random.chance(18) {
        text = text.trim_end_matches(['.', '…']).to_owned();
    }
    if random.chance(if is_quick { 10 } else { 2 }) {
        let list = if writer.is_praise { "emoji-high" } else { "emoji-low" };
        text = format!("{text} {}", random.pick(words.list(list)));
    }
    if random.chance(6) {
        text = typo(&text, random);
    }
    if random.chance(1) {
        text = format!("\"{}\"", text.trim_end_matches('.'));
    }
    text
}

/// Swaps two neighbouring letters in the middle of a longer word.
fn typo(text: &str, random: &mut Random) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let inner: Vec<usize> = (2..letters.len().saturating_sub(2))
        .filter(|at| letters[at - 2..=at + 1].iter().all(char::is_ascii_lowercase))
        .collect();
    if let Some(at) = inner.get(random.below(inner.len() as u32) as usize) {
        letters.swap(at - 1, *at);
    }
    letters.into_iter().collect()
}

/// The same message once more, as people send it again.
pub(crate) fn again(text: &str, words: &Words, random: &mut Random) -> String {
    let name = random.pick(words.list("name"));
    let title = random.pick(words.list("jobtitle"));
    match random.below(6) {
        0 => format!("Resending because I got no answer:\n\n{text}"),
        1 => format!("{text}\n\n--\n{name}\n{title}"),
        2 => format!("FW: {text}"),
        3 => format!("{}\n\n> {}", "See below, any news?", text.replace('\n', "\n> ")),
        4 => typo(text, random),
        _ => format!("{text} Any update?"),
    }
}
