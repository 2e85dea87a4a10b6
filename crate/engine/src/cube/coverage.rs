//! How well each segment is heard: who spoke, who did not, and how far the answers carry.

use std::collections::BTreeMap;

use ndarray::Array2;
use undertone_kernel::count_voices;

use super::select;
use crate::Result;
use crate::defaults::{ACCOUNT_CAP, COVERAGE_GAP, COVERAGE_RED, FDR};
use crate::join::Accounts;
use crate::num::Groups;
use crate::stats::{
    Z95, adjusted_residual, benjamini_hochberg, chi_square, confidence_within, dealt, margin,
    mid_p, n_needed,
};
use crate::table::{Category, Column, Data, Origin, Role, Table};
use crate::view::{Clause, CoverageSegmentView, CoverageView, Filter, RepresentationView};

/// Up to here a base is weak but not red: the source's "15-30 data points".
const AMBER: u32 = 30;

/// The margin at which confidence is stated: ten points, which is what the source's table of
/// sample sizes means (STATISTICS.md 1.4).
const STATED_MARGIN: f64 = 0.10;

/// Roles whose values are segments.
const SEGMENTED: &[Role] = &[
    Role::Plan,
    Role::Region,
    Role::Country,
    Role::Industry,
    Role::Lifecycle,
    Role::UseCase,
    Role::Contract,
    Role::Area,
    Role::Product,
    Role::Device,
    Role::Channel,
];

/// Keys of computed dimensions whose values are segments.
const COMPUTED: &[&str] = &["plan", "tier", "area", "product", "channel", "language", "tenure"];

/// A dimension with more values than this names things, not segments.
const MOST_VALUES: usize = 60;

/// What one segment said.
#[derive(Debug, Default, Clone)]
struct Voice {
    n: u32,
    /// Answers with those of one account counted at most [`ACCOUNT_CAP`] times.
    capped: u32,
    n_accounts: u32,
    population: Option<u32>,
    /// Those of the population that spoke.
    n_spoke: u32,
    silent_arr: Option<f64>,
}

/// The items that are looked at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Heard<'a> {
    pub(crate) table: &'a Table,
    pub(crate) accounts: &'a Accounts,
    /// What chose the items.
    pub(crate) filter: &'a Filter,
    /// The items of each account; behind them those without one.
    pub(crate) by_account: &'a Groups,
}

/// How well each segment of the account dimensions, product areas, products and channels is heard.
///
/// # Errors
/// As [`select`].
pub fn coverage(table: &Table, accounts: &Accounts, filter: &Filter) -> Result<CoverageView> {
    let mask = select(table, filter)?;
    let by_account = &Groups::of(&accounts.of_row, &mask, accounts.len());
    Ok(coverage_of(&Heard { table, accounts, filter, by_account }))
}

/// [`coverage`] of items that are chosen already.
pub(crate) fn coverage_of(heard: &Heard<'_>) -> CoverageView {
    let Heard { table, accounts, .. } = *heard;
    let mut segments = Vec::new();
    let mut representation = Vec::new();
    for column in table.columns.iter().filter(|column| is_segmenting(column)) {
        let Data::Category(category) = &column.data else { continue };
        let n_of_accounts = accounts.segment(&column.key).map_or(0, |own| own.values.len());
        if category.values.len().max(n_of_accounts) > MOST_VALUES {
            continue;
        }
        let voices = voices(column, category, heard);
        let n_spoke: Vec<u32> = voices.values().map(|voice| voice.n_spoke).collect();
        let mut own: Vec<CoverageSegmentView> = voices
            .into_iter()
            .map(|(value, voice)| segment(column, value, &voice, heard.filter))
            .collect();
        representation.extend(represent(column, &mut own, &n_spoke));
        crate::num::sort_by(&mut own, |a, b| a.n.cmp(&b.n).then_with(|| a.value.cmp(&b.value)));
        segments.append(&mut own);
    }
    let p: Vec<f64> = representation.iter().map(|own| own.p).collect();
    for (own, q) in representation.iter_mut().zip(benjamini_hochberg(&p)) {
        own.q = q;
        own.verdict = verdict(own, &segments);
    }
    CoverageView { segments, representation, footnotes: footnotes(accounts) }
}

/// Whether the values of one dimension speak alike: chi-square of the accounts that spoke and that
/// did not (Pearson 1900), against dealt tables where few are expected, with each value's adjusted
/// residual and shares.
fn represent(
    column: &Column,
    segments: &mut [CoverageSegmentView],
    n_spoke: &[u32],
) -> Option<RepresentationView> {
    let known: Vec<usize> =
        (0..segments.len()).filter(|idx| segments[*idx].population.is_some()).collect();
    let counts = Array2::from_shape_fn((known.len(), 2), |(row, side)| {
        let idx = known[row];
        let spoke = f64::from(n_spoke[idx]);
        let all = f64::from(segments[idx].population.unwrap_or(0));
        if side == 0 { spoke } else { all - spoke }
    });
    let result = chi_square(&counts.view())?;
    let (spoke, all) = (counts.column(0).sum(), counts.sum());
    let residual = adjusted_residual(&counts.view());
    let q = against_others(&counts);
    for (row, idx) in known.iter().enumerate() {
        let own = &mut segments[*idx];
        own.share_of_voices = Some(counts[[row, 0]] / spoke);
        own.share_of_accounts = Some(counts.row(row).sum() / all);
        own.residual = Some(residual[[row, 0]]).filter(|own| own.is_finite());
        own.is_quiet = q[row] <= FDR && residual[[row, 0]] < 0.0;
    }
    let dealt = if result.is_large() { None } else { dealt(&result) };
    Some(RepresentationView {
        dimension: column.key.clone(),
        dimension_name: column.name.clone(),
        n_accounts: all as u32,
        n_spoke: spoke as u32,
        chi2: result.chi2,
        df: result.df,
        n_dealt: dealt.map_or(0, |dealt| dealt.n_deals),
        p: dealt.map_or(result.p.p, |dealt| dealt.p),
        q: f64::NAN,
        v: result.v,
        verdict: String::new(),
    })
}

/// q of each row against all others, exact, over the rows (Benjamini and Hochberg 1995).
fn against_others(counts: &Array2<f64>) -> Vec<f64> {
    let (spoke, silent) = (counts.column(0).sum(), counts.column(1).sum());
    let p = counts.outer_iter().map(|own| mid_p(own[0], own[1], spoke - own[0], silent - own[1]).p);
    benjamini_hochberg(&p.collect::<Vec<f64>>())
}

/// Which segments speak less than they would, where the sample is no fair one.
fn verdict(own: &RepresentationView, segments: &[CoverageSegmentView]) -> String {
    if own.q > FDR {
        return "Those who speak may be a fair sample of the accounts.".to_owned();
    }
    let quiet =
        segments.iter().filter(|segment| segment.dimension == own.dimension && segment.is_quiet);
    let names: Vec<&str> = quiet.map(|segment| segment.value.as_str()).take(4).collect();
    match names.as_slice() {
        [] => "Some segments speak more than their accounts would.".to_owned(),
        names => format!("Heard less than their accounts would: {}.", names.join(", ")),
    }
}

fn is_segmenting(column: &Column) -> bool {
    column.role.is_some_and(|role| SEGMENTED.contains(&role))
        || (column.origin == Origin::Account && column.role == Some(Role::Dimension))
        || (column.origin == Origin::Computed && COMPUTED.contains(&column.key.as_str()))
}

/// What was said with each value, and by whom; values in the order of their letters.
fn voices(column: &Column, category: &Category, heard: &Heard<'_>) -> BTreeMap<String, Voice> {
    let (n_codes, parts) = (category.values.len(), heard.by_account.parts());
    let counted = count_voices(&category.codes, parts, n_codes, ACCOUNT_CAP);
    let of_value = category.values.iter().cloned().zip(counted).filter(|(_, own)| own[0] > 0);
    let mut voices: BTreeMap<String, Voice> = of_value
        .map(|(value, [n, capped, n_accounts])| {
            (value, Voice { n, capped, n_accounts, ..Voice::default() })
        })
        .collect();
    let is_known = heard.accounts.is_complete;
    if let Some(values) = heard.accounts.segment(&column.key).filter(|_| is_known) {
        add_silent(&mut voices, values, heard);
    }
    voices
}

/// Adds the accounts that exist, and the ARR of those that said nothing under the filter.
fn add_silent(voices: &mut BTreeMap<String, Voice>, values: &Category, heard: &Heard<'_>) {
    let arr = &heard.accounts.arr;
    let mut silence = vec![(0_u32, 0_u32, 0.0_f64); values.values.len()];
    for (code, (account, rows)) in values.codes.iter().zip(heard.by_account.iter().enumerate()) {
        let Some(own) = silence.get_mut(*code as usize) else { continue };
        own.0 += 1;
        own.1 += u32::from(!rows.is_empty());
        own.2 += arr[account].filter(|_| rows.is_empty()).unwrap_or(0.0);
    }
    let has_arr = arr.iter().any(Option::is_some);
    for (value, (n, n_spoke, arr)) in values.values.iter().zip(silence).filter(|own| own.1.0 > 0) {
        let voice = voices.entry(value.clone()).or_default();
        voice.population = Some(n);
        voice.n_spoke = n_spoke;
        voice.silent_arr = has_arr.then_some(arr);
    }
}

fn segment(column: &Column, value: String, voice: &Voice, filter: &Filter) -> CoverageSegmentView {
    // Of a known population accounts are drawn, otherwise (capped) answers.
    let population = voice.population.map(f64::from);
    let points = if population.is_some() { voice.n_accounts } else { voice.capped };
    let points = f64::from(points);
    let flag = match voice.capped {
        n if n < COVERAGE_RED => "red",
        n if n < AMBER => "amber",
        _ => "ok",
    };
    let reached = confidence_within(STATED_MARGIN, points, population);
    let confidence = match reached {
        reached if reached < 0.80 => "directional",
        reached if reached < 0.90 => "good",
        reached if reached < 0.95 => "strong",
        _ => "solid",
    };
    let mut own_filter = filter.clone();
    own_filter.clauses.retain(|clause| clause.dimension != column.key);
    own_filter.clauses.push(Clause { dimension: column.key.clone(), values: vec![value.clone()] });
    CoverageSegmentView {
        dimension: column.key.clone(),
        dimension_name: column.name.clone(),
        value,
        n: voice.n,
        n_accounts: voice.n_accounts,
        population: voice.population,
        silent_arr: voice.silent_arr,
        flag: flag.to_owned(),
        n_needed: COVERAGE_RED.saturating_sub(voice.capped),
        margin: margin(points, population, Z95),
        confidence: confidence.to_owned(),
        reached,
        n_for_ten: n_needed(population, STATED_MARGIN, 0.95).ceil() as u32,
        is_gap: voice.n < COVERAGE_GAP,
        share_of_voices: None,
        share_of_accounts: None,
        residual: None,
        is_quiet: false,
        filter: own_filter,
    }
}

fn footnotes(accounts: &Accounts) -> Vec<String> {
    let mut notes = vec![
        format!(
            "Red: fewer than {COVERAGE_RED} data points; amber: fewer than {AMBER}. Answers of \
             one account count at most {ACCOUNT_CAP} times."
        ),
        "The margin is the half-width of the worst-case 95 % interval of a share. Words state \
         the confidence reached within ±10 points: directional below 80 %, good below 90 %, \
         strong below 95 %, solid from there."
            .to_owned(),
    ];
    notes.push(if accounts.is_complete {
        "Where the accounts file says how many accounts a segment has, margins count accounts \
         that spoke and are corrected for the size of the segment."
            .to_owned()
    } else {
        "Without an accounts file nothing is known about those who said nothing; margins take \
         the segments as endless."
            .to_owned()
    });
    notes
}
