//! Text, numbers and the embedded snapshot as they stand in an HTML file.

use std::fmt::Write as _;

use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::report::markup;
use crate::table::{format_day, parse_day};
use crate::wording::{money, number, percent};

/// What stands for "undefined".
pub(super) const NONE: &str = "–";

/// Text for elements and quoted attributes. Marks that turn the direction of writing around are
/// shown, so that they cannot disguise what stands next to them.
pub(super) fn text(plain: &str) -> String {
    let is_turn = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let is_control = |c: char| c.is_control() && c != '\n';
    let mut shown = String::with_capacity(plain.len());
    for c in plain.chars() {
        match c {
            '\t' | '\r' => shown.push(' '),
            _ if is_turn(c) => {
                let _ = write!(shown, "[U+{:04X}]", c as u32);
            }
            _ if is_control(c) => shown.push('\u{fffd}'),
            _ => shown.push(c),
        }
    }
    markup::html(&shown)
}

/// JSON for a `<script>` element: nothing in it can end the element or the line.
pub(super) fn script_json(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            _ => out.push(c),
        }
    }
    out
}

/// The snapshot as JSON, numbers to six digits: more than is ever shown, at half the size.
pub(super) fn compact_json(view: &impl serde::Serialize) -> String {
    // By way of text: the views' way to text is compiled anyway, a second one to `Value` is large.
    let text = serde_json::to_string(view).unwrap_or_default();
    let mut json: Value = serde_json::from_str(&text).unwrap_or_default();
    round(&mut json);
    json.to_string()
}

fn round(json: &mut Value) {
    match json {
        Value::Array(items) => items.iter_mut().for_each(round),
        Value::Object(fields) => fields.values_mut().for_each(round),
        Value::Number(number) if number.is_f64() => {
            let short = number.as_f64().map(|value| format!("{value:.5e}"));
            let rounded = short.and_then(|text| text.parse::<f64>().ok()).map(|value| {
                let is_whole = value.abs() < 1e9 && value.fract().abs() < f64::MIN_POSITIVE;
                if is_whole { Value::from(value as i64) } else { Value::from(value) }
            });
            if let Some(rounded) = rounded {
                *json = rounded;
            }
        }
        _ => {}
    }
}

/// The source expression by which a content security policy lets this text through.
pub(super) fn csp_hash(content: &str) -> String {
    format!("'sha256-{}'", base64(&Sha256::digest(content.as_bytes())))
}

/// RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let [a, b, c] = [0, 1, 2].map(|at| u32::from(chunk.get(at).copied().unwrap_or(0)));
        let bits = a << 16 | b << 8 | c;
        for at in 0..4 {
            if at <= chunk.len() {
                out.push(LETTERS[(bits >> (18 - 6 * at)) as usize & 63] as char);
            } else {
                out.push('=');
            }
        }
    }
    out
}

/// A value of a table, in the table's own format.
pub(super) fn value(value: f64, format: &str, currency: Option<&str>) -> String {
    if !value.is_finite() {
        return NONE.to_owned();
    }
    match format {
        "share" => percent(value),
        "score" => format!("{value:.2}"),
        "money" => text(&money(value, currency)),
        "points" => format!("{value:+.0}").replace('-', "−"),
        _ => number(value.max(0.0) as u32),
    }
}

/// The name of a column as people read it: `product_area` is "Product area".
pub(super) fn label(name: &str) -> String {
    let spaced = name.replace('_', " ");
    let mut letters = spaced.chars();
    let first = letters.next().map(char::to_uppercase).into_iter().flatten();
    text(&first.chain(letters).collect::<String>())
}

/// A day: `9 Nov 2026`. What is no day is shown as it is.
pub(super) fn day(date: &str) -> String {
    match (parse_day(date), date.get(..4)) {
        (Some(_), Some(year)) => format!("{} {year}", short_day(date)),
        _ => text(date),
    }
}

/// A day without its year: `9 Nov`.
pub(super) fn short_day(date: &str) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let Some(known) = parse_day(date).map(format_day) else { return text(date) };
    let month: usize = known[5..7].parse().unwrap_or(1);
    format!("{} {}", known[8..10].trim_start_matches('0'), MONTHS[(month - 1).min(11)])
}

/// A period: `3 Nov – 9 Nov 2026`.
pub(super) fn period(from: Option<&str>, to: Option<&str>) -> String {
    match (from, to) {
        (Some(from), Some(to)) if from.get(..4) == to.get(..4) => {
            format!("{} – {}", short_day(from), day(to))
        }
        (Some(from), Some(to)) => format!("{} – {}", day(from), day(to)),
        (Some(from), None) => format!("since {}", day(from)),
        (None, Some(to)) => format!("until {}", day(to)),
        (None, None) => "no dates".to_owned(),
    }
}

/// Text of about `most` letters at most, cut after a word.
pub(super) fn short(words: &str, most: usize) -> String {
    let Some((end, _)) = words.char_indices().nth(most) else { return text(words) };
    let cut = words[..end].rfind(char::is_whitespace).unwrap_or(end);
    format!("{} …", text(words[..cut].trim_end()))
}

/// A language code for a `lang` attribute; anything else gives none.
pub(super) fn lang(code: Option<&str>) -> String {
    let is_code = |code: &&str| {
        (2..=8).contains(&code.len()) && code.chars().all(|c| c.is_ascii_alphabetic() || c == '-')
    };
    code.filter(is_code).map(|code| format!(" lang=\"{code}\"")).unwrap_or_default()
}

/// One bar a week; those from `since` on stand out. `line` is what was to be expected.
pub(super) fn spark(weekly: &[u32], since: usize, line: &[f64], label: &str) -> String {
    if weekly.iter().all(|n| *n == 0) {
        return String::new();
    }
    let known = line.iter().copied().filter(|value| value.is_finite());
    let most = weekly.iter().map(|n| f64::from(*n)).chain(known).fold(1.0, f64::max);
    let y = |value: f64| 32.0 - value / most * 31.0;
    let mut paths = [String::new(), String::new()];
    for (at, n) in weekly.iter().enumerate().filter(|(_, n)| **n > 0) {
        let path = &mut paths[usize::from(at >= since)];
        let _ = write!(path, "M{} {:.1}h3V32h-3z", at * 4, y(f64::from(*n)).min(31.0));
    }
    let mut bars = String::new();
    for (path, class) in paths.iter().zip(["", " class=\"hot\""]) {
        if !path.is_empty() {
            let _ = write!(bars, "<path{class} d=\"{path}\"/>");
        }
    }
    let points: Vec<String> = line
        .iter()
        .enumerate()
        .filter(|(_, value)| value.is_finite())
        .map(|(at, value)| format!("{},{:.1}", at * 4 + 1, y(*value)))
        .collect();
    if points.len() > 1 {
        let _ = write!(bars, "<polyline points=\"{}\"/>", points.join(" "));
    }
    let counts: Vec<String> = weekly.iter().map(u32::to_string).collect();
    format!(
        "<svg viewBox=\"0 0 {} 32\" preserveAspectRatio=\"none\" role=\"img\" \
         aria-label=\"{}: {}\">{bars}</svg>",
        weekly.len() * 4,
        text(label),
        counts.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_leave_its_element_attribute_or_direction() {
        assert_eq!(text("<b a=\"'\">&"), "&lt;b a=&quot;&#39;&quot;&gt;&amp;");
        assert_eq!(text("a\u{202e}b\u{0}c\td\ne"), "a[U+202E]b\u{fffd}c d\ne");
        assert_eq!(
            script_json("</script>\u{2028}&\u{2029}"),
            "\\u003c/script\\u003e\\u2028\\u0026\\u2029"
        );
        assert_eq!(lang(Some("en\" onload=")), "");
        assert_eq!(lang(Some("pt-BR")), " lang=\"pt-BR\"");
    }

    #[test]
    fn long_text_is_cut_after_a_word() {
        assert_eq!(short("a lögin <loop>", 99), "a lögin &lt;loop&gt;");
        assert_eq!(short("a lögin loop", 9), "a lögin …");
        assert_eq!(short("lögin", 2), "lö …");
    }

    #[test]
    fn base64_is_that_of_rfc_4648() {
        for (plain, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
        assert_eq!(csp_hash(""), "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='");
    }

    #[test]
    fn values_days_and_periods_read_well() {
        assert_eq!(value(f64::NAN, "share", None), "–");
        assert_eq!(value(0.314, "share", None), "31\u{a0}%");
        assert_eq!(value(1_250_000.0, "money", Some("EUR")), "€1.2m");
        assert_eq!(value(-12.0, "points", None), "−12");
        assert_eq!(value(1204.0, "count", None), "1,204");
        assert_eq!(day("2026-10-04"), "4 Oct 2026");
        assert_eq!(day("<x>"), "&lt;x&gt;");
        let both = period(Some("2026-04-06"), Some("2026-10-04"));
        assert_eq!(both, "6 Apr – 4 Oct 2026");
    }

    #[test]
    fn numbers_are_kept_to_six_digits_and_whole_ones_whole() {
        let view = (0.352_941_176_470_588_3, 24.0, f64::NAN, 1e-12, 7_u32, "0.352941176");
        assert_eq!(compact_json(&view), "[0.352941,24,null,1e-12,7,\"0.352941176\"]");
    }

    #[test]
    fn columns_are_named_as_people_read_them() {
        assert_eq!(label("product_area"), "Product area");
        assert_eq!(label("low-score rate"), "Low-score rate");
        assert_eq!(label("<b>"), "&lt;b&gt;");
        assert_eq!(label(""), "");
    }

    #[test]
    fn a_chart_has_a_bar_for_each_week_and_says_its_numbers() {
        let chart = spark(&[1, 0, 4], 2, &[f64::NAN, 1.0, 1.0], "Items a week");
        assert!(chart.contains("<path d=\"M0 24.2h3V32h-3z\"/>"));
        assert!(chart.contains("<path class=\"hot\" d=\"M8 1.0h3V32h-3z\"/>"));
        assert!(chart.contains("Items a week: 1, 0, 4") && chart.contains("<polyline"));
        assert!(!chart.contains("NaN") && spark(&[], 0, &[], "").is_empty());
    }
}
