//! The weekly digest: decisions first, bullets, under the word limit by construction (S126–S131, S253).

use super::markup;
use crate::defaults;
use crate::finding::{self, Facts, quote};
use crate::table::format_day;
use crate::view::{
    BulletView, CoverageView, DigestBlockView, DigestView, Filter, FindingView, FindingsView,
    ThemesView,
};
use crate::wording::{self, count, money, percent};

/// Writes the digest of the last 7 days from what was found. When it is too long, bullets go from
/// the end of the least urgent blocks first; the first decision never goes.
pub fn digest(
    facts: &Facts<'_>,
    findings: &FindingsView,
    themes: &ThemesView,
    coverage: &CoverageView,
) -> DigestView {
    let mut blocks = vec![
        block("decisions", "Decisions needed", decisions(facts, findings)),
        block("themes", top_themes_title(facts), top_themes(facts, themes)),
        block("churn", "New churn signals", of_kind(findings, "churn-risk", 3)),
        block("high-value", "New from high-value accounts", high_value(facts)),
        block("gaps", "Coverage gaps", gaps(coverage)),
        block("wins", "Wins to celebrate", of_kind(findings, "praise", 2)),
        block("quotes", "In their words", quotes(findings)),
    ];
    blocks.retain(|block| !block.bullets.is_empty());
    let title = title(facts);
    // Words of the title, of the headings and of the last line are counted too.
    while words(&title, &blocks) >= defaults::DIGEST_MAX_WORDS && trim(&mut blocks) {}
    let period = period(facts);
    DigestView {
        markdown: as_markdown(&title, &blocks),
        html: as_html(&title, &blocks),
        slack: as_slack(&title, &blocks),
        n_words: words(&title, &blocks) as u32,
        max_words: defaults::DIGEST_MAX_WORDS as u32,
        from: period.map(|(from, _)| format_day(from)),
        to: period.map(|(_, to)| format_day(to)),
        title,
        blocks,
    }
}

/// Writes the texts of a digest again after blocks were taken out.
pub fn rewrite(digest: &mut DigestView) {
    digest.markdown = as_markdown(&digest.title, &digest.blocks);
    digest.html = as_html(&digest.title, &digest.blocks);
    digest.slack = as_slack(&digest.title, &digest.blocks);
    digest.n_words = words(&digest.title, &digest.blocks) as u32;
}

fn period(facts: &Facts<'_>) -> Option<(i32, i32)> {
    facts.as_of.filter(|_| facts.table.dates().is_some()).map(|today| (today - 6, today))
}

fn title(facts: &Facts<'_>) -> String {
    match period(facts) {
        Some((from, to)) => format!(
            "Customer feedback, {} to {}",
            wording::day(from, Some(to)),
            wording::day(to, Some(i32::MIN / 4))
        ),
        None => format!("Customer feedback, {}", count(facts.rows.count(), "item")),
    }
}

fn block(code: &str, title: &str, bullets: Vec<BulletView>) -> DigestBlockView {
    DigestBlockView { code: code.to_owned(), title: title.to_owned(), bullets }
}

fn bullet(text: String, filter: Option<Filter>, finding: Option<&FindingView>) -> BulletView {
    BulletView { text, filter, finding: finding.map(|finding| finding.id.clone()) }
}

fn decisions(facts: &Facts<'_>, findings: &FindingsView) -> Vec<BulletView> {
    let currency = facts.accounts.currency.as_deref();
    findings
        .findings
        .iter()
        .filter(|finding| finding.needs_decision && finding.kind != "churn-risk")
        .take(4)
        .map(|finding| {
            let worth = match finding.exposure.arr {
                Some(arr) if arr > 0.0 && !finding.title.contains(&money(arr, currency)) => {
                    format!(" ({} ARR exposed)", money(arr, currency))
                }
                _ => String::new(),
            };
            let owner = match &finding.owner {
                Some(owner) => format!(" Owner: {owner}."),
                None => String::new(),
            };
            let text = format!("{}{worth}. {}.{owner}", finding.title, finding.action);
            bullet(text, Some(finding.filter.clone()), Some(finding))
        })
        .collect()
}

fn has_arr(facts: &Facts<'_>) -> bool {
    facts.accounts.arr_total().is_some_and(|total| total > 0.0)
}

fn top_themes_title(facts: &Facts<'_>) -> &'static str {
    if has_arr(facts) { "Top themes by ARR" } else { "Top themes" }
}

/// Themes of complaints and requests, by the ARR of the distinct accounts behind them (S126).
fn top_themes(facts: &Facts<'_>, themes: &ThemesView) -> Vec<BulletView> {
    let currency = facts.accounts.currency.as_deref();
    let mut ranked: Vec<_> =
        themes.themes.iter().filter(|theme| theme.category != "praise").collect();
    crate::num::sort_by(&mut ranked, |a, b| {
        let arr = |theme: &crate::view::ThemeView| theme.arr.unwrap_or(0.0);
        arr(b)
            .total_cmp(&arr(a))
            .then(b.n_low.cmp(&a.n_low))
            .then(b.n.cmp(&a.n))
            .then_with(|| a.id.cmp(&b.id))
    });
    ranked
        .into_iter()
        .take(3)
        .map(|theme| {
            let worth = match theme.arr {
                Some(arr) if arr > 0.0 => {
                    format!(
                        "{}, {} ARR, ",
                        count(theme.n_accounts, "account"),
                        money(arr, currency)
                    )
                }
                _ if theme.n_accounts > 0 => format!("{}, ", count(theme.n_accounts, "account")),
                _ => String::new(),
            };
            let low = if theme.n_scored > 0 {
                format!(", {} low", percent(f64::from(theme.n_low) / f64::from(theme.n_scored)))
            } else {
                String::new()
            };
            let text = format!(
                "{}: {worth}{}{low}",
                wording::capital(&theme.name),
                count(theme.n, "item")
            );
            bullet(text, Some(theme.filter.clone()), None)
        })
        .collect()
}

fn of_kind(findings: &FindingsView, kind: &str, at_most: usize) -> Vec<BulletView> {
    let matching = findings.findings.iter().filter(|finding| finding.kind == kind);
    matching
        .take(at_most)
        .map(|finding| bullet(finding.title.clone(), Some(finding.filter.clone()), Some(finding)))
        .collect()
}

/// The week's low scores from the accounts with the highest ARR (S253).
fn high_value(facts: &Facts<'_>) -> Vec<BulletView> {
    let Some((from, to)) = period(facts).filter(|_| has_arr(facts)) else { return Vec::new() };
    let currency = facts.accounts.currency.as_deref();
    let mut items: Vec<(f64, u32, usize)> = facts
        .low
        .iter()
        .filter(|row| facts.day(*row).is_some_and(|day| (from..=to).contains(&day)))
        .filter_map(|row| {
            let account = facts.accounts.of(row)?;
            Some((facts.accounts.arr[account]?, row, account))
        })
        .filter(|(arr, _, _)| *arr >= defaults::ENTERPRISE_ARR)
        .collect();
    crate::num::sort_by(&mut items, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut seen = Vec::new();
    items.retain(|(_, _, account)| {
        let is_new = !seen.contains(account);
        seen.push(*account);
        is_new
    });
    let total = items.len() as u32;
    items
        .into_iter()
        .take(if total == 0 { 0 } else { 2 })
        .map(|(arr, row, account)| {
            let theme = facts.taxonomy.of_row.get(row as usize);
            let theme = theme.and_then(|t| facts.taxonomy.themes.get(*t as usize));
            let about = theme.map_or_else(String::new, |theme| format!(" on '{}'", theme.name));
            let text = format!(
                "{} ({}) gave a low score{about}",
                facts.accounts.names[account],
                money(arr, currency)
            );
            bullet(text, Some(Filter { rows: Some(vec![row]), ..Filter::default() }), None)
        })
        .collect()
}

fn gaps(coverage: &CoverageView) -> Vec<BulletView> {
    let mut gaps: Vec<_> =
        coverage.segments.iter().filter(|s| s.n < defaults::COVERAGE_GAP).collect();
    finding::without_twins(&mut gaps, |segment| segment);
    crate::num::sort_by(&mut gaps, |a, b| {
        let arr = |s: &crate::view::CoverageSegmentView| s.silent_arr.unwrap_or(0.0);
        arr(b).total_cmp(&arr(a)).then_with(|| a.value.cmp(&b.value))
    });
    let more = gaps.len().saturating_sub(3);
    let mut bullets: Vec<BulletView> = gaps
        .iter()
        .take(3)
        .map(|segment| {
            let text = format!(
                "{} ({}): {}, {} more needed",
                segment.value,
                segment.dimension_name.to_lowercase(),
                count(segment.n, "data point"),
                segment.n_needed
            );
            bullet(text, Some(segment.filter.clone()), None)
        })
        .collect();
    if more > 0 {
        bullets.push(bullet(
            format!("{} below {}", count(more as u32, "more segment"), defaults::COVERAGE_GAP),
            None,
            None,
        ));
    }
    bullets
}

/// Two or three verbatims, one from each of the most urgent findings (S130).
fn quotes(findings: &FindingsView) -> Vec<BulletView> {
    let mut used = Vec::new();
    let mut bullets = Vec::new();
    for finding in &findings.findings {
        let Some(best) = finding.quotes.iter().find(|q| !used.contains(&q.row)) else { continue };
        if bullets.len() == 3 || finding.kind == "coverage-gap" {
            continue;
        }
        used.push(best.row);
        let who = match (&best.plan, best.score) {
            (Some(plan), Some(score)) => format!(" — {plan} account, score {score}"),
            (Some(plan), None) => format!(" — {plan} account"),
            (None, Some(score)) => format!(" — score {score}"),
            (None, None) => String::new(),
        };
        let text = format!("“{}”{who}", quote::shorten(&best.text, 160));
        bullets.push(bullet(
            text,
            Some(Filter { rows: Some(vec![best.row]), ..Filter::default() }),
            Some(finding),
        ));
    }
    bullets
}

fn words(title: &str, blocks: &[DigestBlockView]) -> usize {
    let count = |text: &str| {
        text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
    };
    let in_blocks: usize = blocks
        .iter()
        .map(|block| {
            count(&block.title) + block.bullets.iter().map(|b| count(&b.text)).sum::<usize>()
        })
        .sum();
    count(title) + in_blocks
}

/// Takes one bullet away: the last of the last block that has more than one, then whole blocks.
fn trim(blocks: &mut Vec<DigestBlockView>) -> bool {
    if let Some(block) = blocks.iter_mut().skip(1).rev().find(|block| block.bullets.len() > 1) {
        block.bullets.pop();
        return true;
    }
    if blocks.len() > 1 {
        blocks.pop();
        return true;
    }
    match blocks.first_mut() {
        Some(block) if block.bullets.len() > 1 => block.bullets.pop().is_some(),
        _ => false,
    }
}

fn as_markdown(title: &str, blocks: &[DigestBlockView]) -> String {
    let mut out = format!("# {}\n", markup::markdown(title));
    for block in blocks {
        out += &format!("\n## {}\n\n", block.title);
        for bullet in &block.bullets {
            out += &format!("- {}\n", markup::markdown(&bullet.text));
        }
    }
    out
}

fn as_html(title: &str, blocks: &[DigestBlockView]) -> String {
    let mut out = format!("<h1>{}</h1>\n", markup::html(title));
    for block in blocks {
        out += &format!("<h2>{}</h2>\n<ul>\n", markup::html(&block.title));
        for bullet in &block.bullets {
            out += &format!("<li>{}</li>\n", markup::html(&bullet.text));
        }
        out += "</ul>\n";
    }
    out
}

fn as_slack(title: &str, blocks: &[DigestBlockView]) -> String {
    let mut out = format!("*{}*\n", wording::slack(title));
    for block in blocks {
        out += &format!("\n*{}*\n", block.title);
        for bullet in &block.bullets {
            out += &format!("• {}\n", wording::slack(&bullet.text));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn long(n_blocks: usize, n_bullets: usize) -> Vec<DigestBlockView> {
        let bullets = || {
            (0..n_bullets)
                .map(|i| bullet(format!("bullet {i} {}", "word ".repeat(40)), None, None))
                .collect()
        };
        (0..n_blocks).map(|i| block("x", &format!("Block {i}"), bullets())).collect()
    }

    #[test]
    fn trimming_ends_under_the_limit_and_keeps_the_first_decision() {
        let mut blocks = long(7, 4);
        while words("Title", &blocks) >= 500 && trim(&mut blocks) {}
        assert!(words("Title", &blocks) < 500);
        assert!(!blocks[0].bullets.is_empty() && blocks[0].title == "Block 0");
        assert!(!blocks.iter().any(|block| block.bullets.is_empty()));
    }

    #[test]
    fn hostile_words_stay_text_in_every_format() {
        let blocks = vec![block(
            "quotes",
            "In their words",
            vec![bullet("“<img src=x> <!channel> [a](b) *x*”".into(), None, None)],
        )];
        assert!(as_html("t", &blocks).contains("&lt;img src=x&gt;"));
        assert!(as_slack("t", &blocks).contains("&lt;!channel&gt;"));
        assert!(as_markdown("t", &blocks).contains("\\[a\\](b) \\*x\\*"));
    }
}
