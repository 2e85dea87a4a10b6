//! Verbatims that stand for many: chosen, shortened, and with personal data masked.

use super::Facts;
use crate::table::format_day;
use crate::view::QuoteView;

/// Longest quote, in characters.
const MAX_CHARS: usize = 240;

/// Up to `at_most` quotes for `rows`: the theme's own exemplars first, then those nearest their
/// theme's centre; short and with a low score before others, never two copies of one. Where most rows
/// are no praise, praise comes last: it does not stand for the others.
pub fn choose(
    facts: &Facts<'_>,
    rows: &[u32],
    preferred: &[u32],
    at_most: usize,
) -> Vec<QuoteView> {
    let inside = |row: &u32| rows.binary_search(row).is_ok();
    let praise = Praise::of(facts);
    let is_rare = praise.is_rare(rows);
    let is_odd = |row: u32| is_rare && praise.is(row);
    let fits = |row: &u32| inside(row) && !is_odd(*row);
    let mut ranked: Vec<u32> = preferred.iter().copied().filter(fits).collect();
    let text = |row: u32| facts.corpus.clean.get(row);
    let rank = |row: u32| Some(rank(facts, row)? - if is_odd(row) { 2.0 } else { 0.0 });
    let mut rest = rows.iter().filter_map(|row| Some((rank(*row)?, *row)));
    ranked.extend(best(&mut rest, at_most * 8, &text));
    let mut seen = Vec::new();
    let mut quotes = Vec::new();
    for row in ranked {
        let copy = facts.found.copy_of.get(row as usize).copied().unwrap_or(row);
        if !seen.contains(&copy) && quotes.len() < at_most {
            seen.push(copy);
            quotes.push(view(facts, row));
        }
    }
    quotes
}

/// Which rows were read as praise.
struct Praise<'a>(Option<(&'a [u32], u32)>);

impl<'a> Praise<'a> {
    fn of(facts: &Facts<'a>) -> Self {
        let own = facts.table.dimension("sentiment").ok().and_then(|category| {
            let code = category.values.iter().position(|value| value == "positive")?;
            Some((category.codes.as_slice(), code as u32))
        });
        Praise(own)
    }

    /// Whether fewer than half of these rows were.
    fn is_rare(&self, rows: &[u32]) -> bool {
        2 * rows.iter().filter(|row| self.is(**row)).count() < rows.len()
    }

    fn is(&self, row: u32) -> bool {
        self.0.is_some_and(|(codes, positive)| codes.get(row as usize) == Some(&positive))
    }
}

/// The first `most` rows, those of highest rank first, equal ranks by text.
fn best<'a>(
    ranked: &mut dyn Iterator<Item = (f64, u32)>,
    most: usize,
    text: &dyn Fn(u32) -> &'a str,
) -> Vec<u32> {
    let is_before = |one: (f64, u32), two: (f64, u32)| {
        let by_rank = two.0.total_cmp(&one.0);
        by_rank.then_with(|| text(one.1).cmp(text(two.1))).then(one.1.cmp(&two.1)).is_lt()
    };
    let mut best: Vec<(f64, u32)> = Vec::with_capacity(most + 1);
    for own in ranked {
        if best.len() == most && best.last().is_none_or(|last| !is_before(own, *last)) {
            continue;
        }
        let at = best.partition_point(|other| is_before(*other, own));
        best.insert(at, own);
        best.truncate(most);
    }
    best.into_iter().map(|(_, row)| row).collect()
}

/// How well a row stands for others; none for one of hardly any words.
fn rank(facts: &Facts<'_>, row: u32) -> Option<f64> {
    let length = facts.corpus.row(row).len();
    if length < 3 {
        return None;
    }
    let near = f64::from(facts.found.similarity.get(row as usize).copied().unwrap_or(0.0));
    let readable = if (6..=40).contains(&length) { 0.15 } else { 0.0 };
    let low = if facts.low.contains(row) { 0.1 } else { 0.0 };
    Some(near + readable + low)
}

/// One row as a quote.
pub fn view(facts: &Facts<'_>, row: u32) -> QuoteView {
    let account = facts.accounts.of(row);
    QuoteView {
        row,
        id: item_id(facts, row),
        text: shorten(&mask(facts.corpus.clean.get(row).trim()), MAX_CHARS),
        date: facts.day(row).map(format_day),
        score: facts.score(row).map(|(score, _)| score),
        account: account.map(|a| facts.accounts.names[a].clone()),
        plan: account.and_then(|a| facts.accounts.plans[a].clone()),
        language: facts.corpus.languages.get(row as usize).filter(|l| !l.is_empty()).cloned(),
    }
}

/// The item's own id, or its place.
pub fn item_id(facts: &Facts<'_>, row: u32) -> String {
    let given = crate::project::item_id(facts.table, row);
    if given.is_empty() {
        let place = facts.table.origins.get(row as usize).map_or(row + 1, |origin| origin.row);
        return format!("row {place}");
    }
    given
}

/// Cuts at a word boundary, with `…` for what is left out.
pub fn shorten(text: &str, max_chars: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= max_chars {
        return text;
    }
    let cut: String = text.chars().take(max_chars).collect();
    let end = cut.rfind(' ').filter(|end| *end > cut.len() / 2).unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches([',', ';', ':', '.', '-', ' ']))
}

/// Masks e-mail addresses and runs of nine or more digits (cards, phones, bank accounts).
pub fn mask(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| !c.is_whitespace()) {
        out.push_str(&rest[..start]);
        let word = &rest[start..];
        let end = word.find(char::is_whitespace).unwrap_or(word.len());
        out.push_str(&masked_word(&word[..end]));
        rest = &word[end..];
    }
    out.push_str(rest);
    mask_digits(&out)
}

fn masked_word(word: &str) -> String {
    let core = word.trim_matches(|c: char| !c.is_alphanumeric());
    let is_mail = core.split_once('@').is_some_and(|(name, domain)| {
        !name.is_empty()
            && domain.contains('.')
            && domain.chars().all(|c| c.is_alphanumeric() || ".-".contains(c))
    });
    if is_mail { word.replace(core, "[e-mail]") } else { word.to_owned() }
}

fn mask_digits(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    for c in text.chars().chain(std::iter::once('\0')) {
        let joins = c.is_ascii_digit()
            || (!run.is_empty() && " -().+/".contains(c))
            || (run.is_empty() && c == '+');
        if joins {
            run.push(c);
            continue;
        }
        if run.chars().filter(char::is_ascii_digit).count() >= 9 && !looks_like_date(&run) {
            let tail = run.len() - run.trim_end_matches([' ', '-', '(', '.', '/']).len();
            out.push_str("[number]");
            out.push_str(&run[run.len() - tail..]);
        } else {
            out.push_str(&run);
        }
        run.clear();
        if c != '\0' {
            out.push(c);
        }
    }
    out
}

/// `2026-10-03 12:44` and the like, of which people write many.
fn looks_like_date(run: &str) -> bool {
    let bytes = run.as_bytes();
    bytes.len() >= 10
        && (bytes[..2] == *b"19" || bytes[..2] == *b"20")
        && bytes[4] == b'-'
        && bytes[7] == b'-'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_are_those_that_a_sort_puts_first() {
        let texts = ["b", "a", "c", "a"];
        let text = |row: u32| texts[row as usize % 4];
        let ranked = |n: u32| (0..n).map(|row| (f64::from(row * 7 % 5) / 4.0, row));
        for (n, most) in [(0, 3), (4, 0), (4, 9), (60, 1), (60, 16), (60, 60)] {
            let mut slow: Vec<(f64, u32)> = ranked(n).collect();
            slow.sort_by(|a, b| {
                b.0.total_cmp(&a.0).then(text(a.1).cmp(text(b.1))).then(a.1.cmp(&b.1))
            });
            let slow: Vec<u32> = slow.into_iter().take(most).map(|own| own.1).collect();
            assert_eq!(best(&mut ranked(n), most, &text), slow);
        }
    }

    #[test]
    fn praise_is_odd_among_complaints_only() {
        let codes = [1, 0, 1, 0, 0];
        let praise = Praise(Some((&codes, 1)));
        assert!(praise.is(2) && !praise.is(3) && !praise.is(9));
        assert!(praise.is_rare(&[0, 1, 3]) && !praise.is_rare(&[0, 2, 3]));
        assert!(!Praise(None).is(0));
    }

    #[test]
    fn long_quotes_end_at_a_word() {
        assert_eq!(shorten("a b  c", 10), "a b c");
        assert_eq!(shorten("the login page loops, again and again", 22), "the login page loops…");
        assert_eq!(shorten(&"x".repeat(50), 10), format!("{}…", "x".repeat(10)));
    }

    #[test]
    fn personal_data_is_masked_and_other_numbers_stay() {
        for (text, want) in [
            ("write to ada.l@example.com, please", "write to [e-mail], please"),
            ("card 4111 1111 1111 1111 was charged", "card [number] was charged"),
            ("call +49 170 1234567 now", "call [number] now"),
            (
                "order 12345678 of 2026-10-03 failed in 5.2.0",
                "order 12345678 of 2026-10-03 failed in 5.2.0",
            ),
            ("login @ home.", "login @ home."),
            ("  two  spaces ", "  two  spaces "),
        ] {
            assert_eq!(mask(text), want);
        }
    }
}
