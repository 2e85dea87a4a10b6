//! Numbers and names in words: one place, so that page, digest and alerts say the same.

use crate::table::format_day;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `4×`, `4.3×`, `12×`: one decimal below ten, where it is not zero.
pub fn times(ratio: f64) -> String {
    if ratio >= 9.95 {
        return format!("{ratio:.0}×");
    }
    let text = format!("{ratio:.1}");
    format!("{}×", text.strip_suffix(".0").unwrap_or(&text))
}

/// `$1.2m`, `€640k`, `CHF 900`: three digits at most, unit after.
pub fn money(amount: f64, currency: Option<&str>) -> String {
    let sign = match currency.map(str::to_uppercase).as_deref() {
        None | Some("" | "USD" | "$") => "$".to_owned(),
        Some("EUR" | "€") => "€".to_owned(),
        Some("GBP" | "£") => "£".to_owned(),
        Some("JPY" | "¥") => "¥".to_owned(),
        Some(other) => format!("{other} "),
    };
    let scaled = |value: f64, unit: &str| {
        let text = if value >= 9.95 { format!("{value:.0}") } else { format!("{value:.1}") };
        format!("{sign}{}{unit}", text.strip_suffix(".0").unwrap_or(&text))
    };
    match amount {
        a if a >= 999_500_000.0 => scaled(a / 1e9, "bn"),
        a if a >= 999_500.0 => scaled(a / 1e6, "m"),
        a if a >= 1000.0 => scaled(a / 1e3, "k"),
        a => format!("{sign}{a:.0}"),
    }
}

/// `37 %`, as in the page; one decimal below 10 %. The space does not break.
pub fn percent(share: f64) -> String {
    let value = share * 100.0;
    if value < 9.95 && value > 0.0 {
        let text = format!("{:.1}", (value * 10.0).round() / 10.0);
        format!("{}\u{a0}%", text.strip_suffix(".0").unwrap_or(&text))
    } else {
        // Halves go up, as in the page.
        format!("{:.0}\u{a0}%", value.round())
    }
}

/// `p = 0.031`, `p < 0.0001`; `no p` where there was no test.
pub fn p_value(name: &str, p: f64) -> String {
    if p.is_nan() {
        format!("no {name}")
    } else if p < 0.0001 {
        format!("{name} < 0.0001")
    } else if p < 0.01 {
        format!("{name} = {p:.4}")
    } else {
        format!("{name} = {p:.2}")
    }
}

/// `12 March`; with the year where it is not `today`'s.
pub fn day(day: i32, today: Option<i32>) -> String {
    let date = format_day(day);
    let month: usize = date[5..7].parse().unwrap_or(1);
    let number = date[8..10].trim_start_matches('0').to_owned();
    let text = format!("{number} {}", MONTHS[(month - 1).min(11)]);
    let same_year = today.is_none_or(|today| format_day(today)[..4] == date[..4]);
    if same_year { text } else { format!("{text} {}", &date[..4]) }
}

/// `1 account`, `12 accounts`, `1,204 accounts`.
pub fn count(n: u32, one: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{} {}", number(n), plural(one)) }
}

fn plural(one: &str) -> String {
    match one.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ => format!("{one}s"),
    }
}

/// `1,204,000`.
pub fn number(n: u32) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A plan or segment value inside a sentence: lower-case, if it is an ordinary word.
pub fn in_sentence(value: &str) -> String {
    let ordinary = value.chars().skip(1).all(|c| c.is_lowercase() || c == '-' || c == ' ');
    if ordinary { value.to_lowercase() } else { value.to_owned() }
}

/// A value of `dimension` inside a sentence: names of places and people keep their capitals.
pub fn value_in_sentence(dimension: &str, value: &str) -> String {
    match dimension {
        "plan" | "lifecycle" | "industry" | "use-case" | "contract" => in_sentence(value),
        _ => value.to_owned(),
    }
}

/// A code in words (`feature_request`). What has a capital, a space or a dot in it is somebody's own
/// spelling and stays.
pub fn readable(code: &str) -> String {
    let is_code = code.split('_').all(|part| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    });
    if is_code { code.replace('_', " ") } else { code.to_owned() }
}

/// A column's name inside a sentence (`product area`), that of nested ones too.
pub fn name_in_sentence(name: &str) -> String {
    let parts: Vec<String> = name.split(" › ").map(|part| in_sentence(&readable(part))).collect();
    parts.join(" › ")
}

/// The text with a capital first letter.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// For Slack: its control characters neutralised, so that no text mentions or links anything.
pub fn slack(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('@', "@\u{200b}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_write_them() {
        for (got, want) in [
            (times(4.0), "4×"),
            (times(4.04), "4×"),
            (times(4.26), "4.3×"),
            (times(9.97), "10×"),
            (times(31.7), "32×"),
            (money(1_240_000.0, Some("EUR")), "€1.2m"),
            (money(640_400.0, None), "$640k"),
            (money(2000.0, Some("CHF")), "CHF 2k"),
            (money(999.0, Some("GBP")), "£999"),
            (money(999_600.0, Some("USD")), "$1m"),
            (percent(0.123), "12\u{a0}%"),
            (percent(0.034), "3.4\u{a0}%"),
            (percent(0.125), "13\u{a0}%"),
            (percent(0.0), "0\u{a0}%"),
            (percent(1.0), "100\u{a0}%"),
            (p_value("p", 0.000_02), "p < 0.0001"),
            (p_value("q", 0.0312), "q = 0.03"),
            (p_value("p", 0.0031), "p = 0.0031"),
            (day(20_159, Some(20_200)), "12 March"),
            (day(20_159, Some(20_600)), "12 March 2025"),
            (count(1, "account"), "1 account"),
            (count(1204, "reply"), "1,204 replies"),
            (count(2, "survey"), "2 surveys"),
            (in_sentence("Enterprise"), "enterprise"),
            (in_sentence("APAC"), "APAC"),
            (readable("feature_request"), "feature request"),
            (readable("Feature_request"), "Feature_request"),
            (readable("_id"), "_id"),
            (name_in_sentence("product_area › ARR band"), "product area › ARR band"),
            (value_in_sentence("region", "Europe"), "Europe"),
            (value_in_sentence("plan", "Team"), "team"),
            (slack("<!channel> & @here"), "&lt;!channel&gt; &amp; @\u{200b}here"),
        ] {
            assert_eq!(got, want);
        }
    }
}
