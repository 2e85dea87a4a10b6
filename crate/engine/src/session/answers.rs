//! Views of the analysis: the data set, its themes, spikes, accounts and verbatims.

use super::analysis::Analysis;
use crate::finding::{
    Facts, account_risks, called_by, filter_of, mean_shift, quote, series_rows, subject_of,
};
use crate::label::{self, AreaFrom, Labelled, Labeller, Mark};
use crate::project::item_key;
use crate::spike::{Spike, VolumeWeek};
use crate::table::{Column, Data, Origin, Role, Scale, Texts, format_day};
use crate::view::{
    AccountView, AccountsView, CapabilityView, DimensionView, Filter, MarkView, NoticeView,
    OverviewView, ProvenanceView, ScaleView, SpikeView, SpikesView, ValueView, VerbatimView,
    VerbatimsQuery, VerbatimsView, VolumeView,
};
use crate::{Error, Result, theme};

/// Most values of a dimension listed for the filter bar.
const MAX_VALUES: usize = 200;

/// What labels are read from, and what came of it.
pub(super) type Labels<'a> = (&'a Labeller, &'a Labelled);

/// Most accounts listed.
const MAX_ACCOUNTS: usize = 500;

/// The data set at a glance.
pub(super) fn overview(
    facts: &Facts<'_>,
    analysis: &Analysis,
    n_findings: u32,
    provenance: ProvenanceView,
) -> OverviewView {
    let rows = facts.rows.to_vec();
    let days = rows.iter().filter_map(|row| facts.day(*row));
    let period = days.fold(None, |period: Option<(i32, i32)>, day| {
        Some(period.map_or((day, day), |(first, last)| (first.min(day), last.max(day))))
    });
    let accounts = facts.accounts.distinct(rows.iter().copied());
    let n_themed = rows.iter().filter(|row| is_themed(facts, **row)).count() as u32;
    OverviewView {
        n_items: rows.len() as u32,
        n_all: facts.table.n_rows,
        n_distinct: facts.n_distinct(&rows),
        n_scored: facts.scored.count(),
        n_low: facts.low.count(),
        mean_score: facts.mean_score(&rows),
        scales: scales(facts),
        from: period.map(|(first, _)| format_day(first)),
        to: period.map(|(_, last)| format_day(last)),
        as_of: facts.as_of.map(format_day),
        n_accounts: accounts.len() as u32,
        arr_total: facts.accounts.arr_total(),
        currency: facts.accounts.currency.clone(),
        n_themes: facts.theme_rows().iter().filter(|rows| !rows.is_empty()).count() as u32,
        n_unthemed: rows.len() as u32 - n_themed,
        n_findings,
        match_rate: analysis.match_rate,
        capabilities: capabilities(facts),
        dimensions: analysis.dimensions().to_vec(),
        weeks: facts.week_views(),
        provenance,
        notices: analysis
            .notices
            .iter()
            .map(|notice| NoticeView {
                code: notice.code.to_owned(),
                message: notice.message.clone(),
                count: notice.count,
                places: notice.places.clone(),
            })
            .collect(),
    }
}

fn is_themed(facts: &Facts<'_>, row: u32) -> bool {
    let theme = facts.taxonomy.of_row.get(row as usize);
    theme.is_some_and(|theme| (*theme as usize) < facts.taxonomy.themes.len())
}

fn scales(facts: &Facts<'_>) -> Vec<ScaleView> {
    let mut scales: Vec<&Scale> = Vec::new();
    for scale in facts.table.sources.iter().filter_map(|source| source.scale.as_ref()) {
        if !scales.contains(&scale) {
            scales.push(scale);
        }
    }
    scales.into_iter().map(scale_view).collect()
}

fn scale_view(scale: &Scale) -> ScaleView {
    ScaleView {
        metric: scale.metric.code().to_owned(),
        name: scale.name(),
        min: scale.min,
        max: scale.max,
        low_cut: scale.low_cut,
        high_cut: scale.high_cut,
    }
}

/// What the data allows; for the rest, what is missing and what to do.
fn capabilities(facts: &Facts<'_>) -> Vec<CapabilityView> {
    let period = facts.ready.period.map_or(0, |(first, last)| last - first + 1);
    let has_area = facts.table.dimension("area").is_ok_and(|area| !area.values.is_empty());
    [
        ("scores", !facts.ready.scored.is_empty(), "No column holds scores: low-score counts, rates and means are off. Choose the score column on the Data screen, or export it too."),
        ("dates", facts.table.dates().is_some(), "No column holds dates: weeks, trends and “this week” are off. Choose the date column on the Data screen, or export it too."),
        ("spikes", facts.scan.unavailable.is_empty() && period >= 14, "Spikes need dated items over at least two weeks: export a longer period."),
        ("accounts", facts.has(Role::Account), "No column names the account: distinct accounts are not counted. Add an account column, or an accounts file."),
        ("arr", facts.has(Role::Arr), "No ARR is known: worth and exposure are off. Drop an accounts export with ARR beside the feedback."),
        ("renewals", facts.has(Role::Renewal), "No renewal dates are known: renewal risk is off. Drop an accounts export with renewal dates."),
        ("areas", has_area, "No product area is known or could be found in the words: choose the area column on the Data screen, or name phrases for areas there."),
        ("themes", facts.taxonomy.n_themes() > 0, "Too few verbatims say similar things for themes: add more rows."),
    ]
    .into_iter()
    .map(|(code, available, reason)| CapabilityView {
        code: code.to_owned(),
        available,
        reason: if available { String::new() } else { reason.to_owned() },
    })
    .collect()
}

/// A column to cut by, with its values in all rows.
pub(super) fn dimension(column: &Column) -> Option<DimensionView> {
    let Data::Category(category) = &column.data else { return None };
    let mut counts = vec![0_u32; category.values.len() + 1];
    for code in &category.codes {
        counts[(*code as usize).min(category.values.len())] += 1;
    }
    let n_missing = counts.pop().unwrap_or(0);
    let is_ordered = matches!(column.key.as_str(), "week" | "month" | "band" | "renewal-quarter");
    let mut values: Vec<(String, u32)> = category.values.iter().cloned().zip(counts).collect();
    if !is_ordered {
        crate::num::sort_by(&mut values, |a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    }
    values.truncate(MAX_VALUES);
    Some(DimensionView {
        key: column.key.clone(),
        name: column.name.clone(),
        origin: match column.origin {
            Origin::File => "file",
            Origin::Account => "account",
            Origin::Computed => "computed",
        }
        .to_owned(),
        role: column.role.map(|role| role.code().to_owned()),
        is_ordered,
        values,
        n_values: category.values.len() as u32,
        n_missing,
    })
}

/// The spikes of the scan whose rows are under the filter.
pub(super) fn spikes(facts: &Facts<'_>) -> SpikesView {
    let narrowed = *facts.filter != Filter::default();
    let rows: Vec<&[u32]> = facts.scan.spikes.iter().map(|spike| &spike.rows[..]).collect();
    let terms = theme::telling_phrases(facts.corpus, &rows, 5);
    let spikes = facts.scan.spikes.iter().zip(terms);
    let mut spikes: Vec<SpikeView> =
        spikes.map(|(spike, terms)| spike_view(facts, spike, terms)).collect();
    crate::num::sort_by_key(&mut spikes, |spike| !spike.is_current);
    let mut footnotes = facts.scan.footnotes.clone();
    if narrowed {
        footnotes.push(
            "Under a filter on segments, spikes are looked for in their items alone; those with all their items in the filter are listed."
                .to_owned(),
        );
    }
    let volume = facts.scan.volume.iter().map(volume_view).collect();
    SpikesView {
        spikes,
        volume,
        weeks: facts.week_views(),
        releases: super::news::releases(facts.table),
        n_scanned: facts.scan.n_scanned,
        footnotes,
        unavailable: facts.scan.unavailable.clone(),
    }
}

fn volume_view(week: &VolumeWeek) -> VolumeView {
    VolumeView {
        from: format_day(week.from),
        to: format_day(week.to),
        count: week.count,
        expected: week.expected,
        p: week.p,
    }
}

fn spike_view(facts: &Facts<'_>, spike: &Spike, terms: Vec<String>) -> SpikeView {
    let subject = subject_of(facts, &spike.subject);
    let ratio = |before: u32| (before > 0).then(|| f64::from(spike.count) / f64::from(before));
    let accounts = facts.accounts.distinct(spike.rows.iter().copied());
    let series = series_rows(facts, spike);
    // The scan's own weeks may begin later than the data's.
    let along_weeks = |values: &[Option<f64>]| -> Vec<f64> {
        let first = facts.scan.weeks.first().copied().unwrap_or(i32::MAX);
        let at = |week: &i32| usize::try_from((week - first) / 7).ok().filter(|_| *week >= first);
        let value = |week: &i32| values.get(at(week)?).copied().flatten();
        facts.weeks.iter().map(|week| value(week).unwrap_or(f64::NAN)).collect()
    };
    SpikeView {
        id: format!("{}:{}:{}", subject.kind, subject.id, format_day(spike.to)),
        called: called_by(facts, spike, &terms),
        area: facts.area(&spike.rows),
        from: format_day(spike.from),
        to: format_day(spike.to),
        count: spike.count,
        n_low: spike.n_low,
        previous: spike.previous,
        ratio: ratio(spike.previous),
        ratio_low: spike.ratio_interval.map(|(low, _)| low),
        ratio_high: spike.ratio_interval.map(|(_, high)| high).filter(|high| high.is_finite()),
        month_before: spike.month_before,
        month_ratio: ratio(spike.month_before),
        month_low: spike.month_interval.map(|(low, _)| low),
        month_high: spike.month_interval.map(|(_, high)| high).filter(|high| high.is_finite()),
        expected: spike.expected,
        window: spike.window,
        p: spike.p,
        q: spike.q,
        n_family: facts.scan.n_family(spike),
        rule_fires: spike.rule_fires,
        is_evident: spike.is_evident,
        verdict: verdict(spike).to_owned(),
        n_accounts: spike.n_accounts,
        arr: facts.accounts.arr_of(&accounts),
        onset: Some(format_day(spike.onset)),
        is_new: spike.is_new,
        is_current: spike.is_current,
        weekly: facts.weekly(&series),
        baseline: along_weeks(&spike.baseline),
        baseline_high: along_weeks(&spike.baseline_high),
        mean_shift: mean_shift(facts, spike).map(|own| own.text),
        also: spike.also.iter().map(|own| subject_of(facts, own)).collect(),
        terms,
        quotes: quote::choose(facts, &spike.rows, &[], 3),
        filter: filter_of(facts, spike),
        subject,
    }
}

fn verdict(spike: &Spike) -> &'static str {
    match (spike.rule_fires, spike.is_evident) {
        (true, true) => "rule and evidence agree",
        (true, false) => "rule fires, evidence weak",
        (false, true) => "evidence strong, below the rule",
        (false, false) => "neither rule nor evidence",
    }
}

/// Accounts under the filter, most at risk first.
pub(super) fn accounts(facts: &Facts<'_>) -> AccountsView {
    let risks = account_risks(facts);
    let accounts = facts.accounts;
    AccountsView {
        n_total: risks.len() as u32,
        currency: accounts.currency.clone(),
        accounts: risks
            .into_iter()
            .take(MAX_ACCOUNTS)
            .map(|risk| (facts.account_rows().get(risk.account), risk))
            .map(|(rows, risk)| AccountView {
                id: accounts.keys[risk.account].clone(),
                name: accounts.names[risk.account].clone(),
                plan: accounts.plans[risk.account].clone(),
                arr: accounts.arr[risk.account],
                renewal: accounts.renewals[risk.account].map(format_day),
                owner: accounts.owners[risk.account].clone(),
                n: rows.len() as u32,
                n_low: risk.n_low,
                mean_score: facts.mean_score(rows),
                top_theme: facts.mode("theme", rows).map(|(theme, _)| theme),
                risk: risk.risk,
                reasons: risk.reasons(facts),
                filter: Filter { rows: Some(rows.to_vec()), ..Filter::default() },
            })
            .collect(),
    }
}

/// A page of verbatims.
///
/// # Errors
/// [`BadOption`](Error::BadOption) for an unknown order.
pub(super) fn verbatims(
    facts: &Facts<'_>,
    labels: Labels<'_>,
    query: &VerbatimsQuery,
) -> Result<VerbatimsView> {
    let mut rows = facts.rows.to_vec();
    let day = |row: &u32| facts.day(*row).unwrap_or(i32::MIN);
    let score = |row: &u32| facts.score(*row).map_or(f64::INFINITY, |(score, _)| score);
    let arr =
        |row: &u32| facts.accounts.of(*row).and_then(|a| facts.accounts.arr[a]).unwrap_or(0.0);
    let near = |row: &u32| facts.found.similarity.get(*row as usize).copied().unwrap_or(0.0);
    match query.sort.as_str() {
        "" | "newest" => crate::num::sort_by(&mut rows, |a, b| day(b).cmp(&day(a)).then(b.cmp(a))),
        "oldest" => crate::num::sort_by(&mut rows, |a, b| day(a).cmp(&day(b)).then(a.cmp(b))),
        "lowest" => crate::num::sort_by(&mut rows, |a, b| {
            score(a).total_cmp(&score(b)).then(day(b).cmp(&day(a))).then(a.cmp(b))
        }),
        "arr" => crate::num::sort_by(&mut rows, |a, b| {
            arr(b).total_cmp(&arr(a)).then(day(b).cmp(&day(a))).then(a.cmp(b))
        }),
        "similar" => {
            crate::num::sort_by(&mut rows, |a, b| near(b).total_cmp(&near(a)).then(a.cmp(b)));
        }
        _ => {
            return Err(Error::BadOption {
                option: "sort",
                must: "be newest, oldest, lowest, arr or similar".to_owned(),
            });
        }
    }
    let limit = if query.limit == 0 { 50 } else { query.limit.min(500) };
    let page = rows.iter().skip(query.offset as usize).take(limit as usize);
    Ok(VerbatimsView {
        n_total: rows.len() as u32,
        offset: query.offset,
        items: page.map(|row| verbatim(facts, labels, *row)).collect(),
    })
}

fn verbatim(facts: &Facts<'_>, labels: Labels<'_>, row: u32) -> VerbatimView {
    let table = facts.table;
    let text = table.verbatim(row);
    let language = facts.corpus.languages.get(row as usize).map_or("", String::as_str);
    let account = facts.accounts.of(row);
    let origin = table.origins.get(row as usize);
    let copy = facts.found.copy_of.get(row as usize).copied().unwrap_or(row);
    VerbatimView {
        row,
        id: quote::item_id(facts, row),
        key: item_key(table, facts.corpus, row),
        file: origin
            .and_then(|origin| table.sources.get(origin.source as usize))
            .map_or_else(String::new, |source| source.name.clone()),
        file_row: origin.map_or(0, |origin| origin.row),
        title: text_of(facts, Role::Title, row),
        marks: marks(text, labels.0.marks_of_row(text, language, labels.1, row)),
        text: text.to_owned(),
        date: facts.day(row).map(format_day),
        score: table.score(row).map(|(score, _)| score),
        is_low: facts.low.contains(row),
        account: account.map(|a| facts.accounts.names[a].clone()),
        arr: account.and_then(|a| facts.accounts.arr[a]),
        url: text_of(facts, Role::Url, row)
            .filter(|url| url.starts_with("https://") || url.starts_with("http://")),
        values: table
            .columns
            .iter()
            .filter_map(|column| match &column.data {
                Data::Category(category) => category.get(row).map(|value| ValueView {
                    key: column.key.clone(),
                    name: column.name.clone(),
                    value: value.to_owned(),
                    confidence: confidence(labels, column, row),
                }),
                _ => None,
            })
            .collect(),
        n_copies: facts.found.copy_of.iter().filter(|other| **other == copy).count() as u32,
    }
}

/// How likely the kind of an item is, and with it its category, and how sure a learnt area is: what
/// a person gave is certain.
fn confidence((labeller, labelled): Labels<'_>, column: &Column, row: u32) -> Option<f64> {
    let key = column.key.as_str();
    let is_given = |own: &label::Given| own.row == row && own.dimension == key;
    if labelled.given.iter().any(is_given) {
        return Some(1.0);
    }
    if column.role == Some(Role::Area) {
        return match labeller.area_of(labelled, row)?.1 {
            AreaFrom::Learned(sureness) => Some(sureness),
            _ => None,
        };
    }
    let chances = labelled.chances.get(row as usize)?;
    let most = chances.iter().copied().fold(0.0, f32::max);
    matches!(key, "category" | "kind").then_some(f64::from(most))
}

fn text_of(facts: &Facts<'_>, role: Role, row: u32) -> Option<String> {
    let text = match &facts.table.role(role)?.data {
        Data::Text(texts) => Texts::get(texts, row),
        Data::Category(category) => category.get(row)?,
        _ => return None,
    };
    (!text.is_empty()).then(|| text.to_owned())
}

/// The engine's marks, as the positions that JavaScript counts in.
fn marks(text: &str, marks: Vec<Mark>) -> Vec<MarkView> {
    let mut units = Vec::with_capacity(text.len() + 1);
    let mut n = 0;
    for (byte, c) in text.char_indices() {
        units.resize(byte + c.len_utf8(), n);
        n += c.len_utf16() as u32;
    }
    units.push(n);
    let unit = |byte: usize| units.get(byte).copied().unwrap_or(n);
    marks
        .into_iter()
        .map(|mark| MarkView {
            start: unit(mark.start),
            end: unit(mark.end),
            dimension: mark.dimension,
            value: mark.value,
        })
        .collect()
}
