//! Tables, spikes, coverage and accounts.

use serde::Serialize;

use super::{Filter, QuoteView, ReleaseView};

/// One dimension by another: a heatmap and a significance table in one. Cell arrays are row-major,
/// `rows.len() × cols.len()`; NaN stands for *undefined*.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TableView {
    /// Key of the dimension down the side.
    pub row_dimension: String,
    /// Its name.
    pub row_name: String,
    /// Key of the dimension across the top; `null` for totals only.
    pub col_dimension: Option<String>,
    /// Its name.
    pub col_name: Option<String>,
    /// Row values.
    pub rows: Vec<String>,
    /// Outer values of nested rows, one for each row; empty without.
    pub row_groups: Vec<String>,
    /// Column values (one, "All", without a column dimension).
    pub cols: Vec<String>,
    /// Outer values of nested columns.
    pub col_groups: Vec<String>,
    /// Letters of the columns ("A", "B", …) for the comparison of columns.
    pub col_letters: Vec<String>,
    /// The measure shown.
    pub measure: String,
    /// Its name ("low-score rate").
    pub measure_name: String,
    /// `share`, `count`, `score`, `money` or `points`: how to write values.
    pub format: String,
    /// What is shown, per cell.
    pub value: Vec<f64>,
    /// Items, per cell.
    pub n: Vec<f64>,
    /// What the value is out of, per cell.
    pub base: Vec<f64>,
    /// Low-score items, per cell.
    pub low: Vec<f64>,
    /// Distinct accounts, per cell.
    pub accounts: Vec<f64>,
    /// ARR of those accounts, each once, per cell.
    pub arr: Vec<f64>,
    /// Lower end of the 95 % interval of the value.
    pub ci_low: Vec<f64>,
    /// Upper end.
    pub ci_high: Vec<f64>,
    /// p of the cell against the rest of the table.
    pub p: Vec<f64>,
    /// p after Benjamini–Hochberg over the tested cells.
    pub q: Vec<f64>,
    /// −2, −1, 0, 1, 2: below or above the rest, doubled at the strict level.
    pub mark: Vec<f64>,
    /// Value of the cell as it is compared: where accounts are the units, with at most five answers
    /// of each.
    pub compared: Vec<f64>,
    /// Value of the rest that it is compared with, in the same way.
    pub rest: Vec<f64>,
    /// How much the cell is above the rest, as the test sees it: a difference of shares, scores or
    /// points; Cliff's delta where ranks are compared.
    pub diff: Vec<f64>,
    /// Lower end of the 95 % interval of the difference.
    pub diff_low: Vec<f64>,
    /// Upper end.
    pub diff_high: Vec<f64>,
    /// p of a second opinion: the N − 1 chi-square of shares of items.
    pub p_check: Vec<f64>,
    /// How much the cell is above the other cells of its row.
    pub within_diff: Vec<f64>,
    /// q of that comparison, over its own family.
    pub within_q: Vec<f64>,
    /// As `mark`, within the row.
    pub within_mark: Vec<f64>,
    /// Largest share of one account in the cell's items.
    pub top_account_share: Vec<f64>,
    /// ARR of the accounts with a low score, each once.
    pub low_arr: Vec<f64>,
    /// The different scores, lowest first, where they are few and on one scale; else empty.
    pub levels: Vec<f64>,
    /// How often each of them occurs, `rows × cols × levels`; for the mean score only.
    pub distribution: Vec<f64>,
    /// Adjusted residual of what is tested: of a count within rows and columns, of a share of answers
    /// against all else; NaN for means.
    pub residual: Vec<f64>,
    /// Letters of the columns that a cell significantly exceeds, upper case at the strict level.
    pub letters: Vec<String>,
    /// Why a cell was not tested; empty where it was.
    pub untested: Vec<String>,
    /// Value over each row.
    pub row_value: Vec<f64>,
    /// What that is out of: answers where only these count, else items.
    pub row_n: Vec<f64>,
    /// Value over each column.
    pub col_value: Vec<f64>,
    /// What that is out of.
    pub col_n: Vec<f64>,
    /// Value over all.
    pub total_value: f64,
    /// What that is out of.
    pub total_n: f64,
    /// Rows and columns left out because there are too many.
    pub n_hidden_rows: u32,
    /// See `n_hidden_rows`.
    pub n_hidden_cols: u32,
    /// Cells tested.
    pub n_tests: u32,
    /// Column pairs tested for the letters.
    pub n_pair_tests: u32,
    /// Cells tested within their row.
    pub n_within_tests: u32,
    /// What was drawn: `items`, `accounts` or `arr`.
    pub unit: String,
    /// The test of cells and columns; empty where none was made.
    pub test: String,
    /// The correction: a code of the query.
    pub adjust: String,
    /// Levels of single and double marks.
    pub alpha: (f64, f64),
    /// Smallest base that is tested.
    pub min_base: u32,
    /// Whether the columns differ at all.
    pub overall: Option<OverallView>,
    /// All rows in one, each column's total tested against those of the others; with letters only.
    pub all_row: Option<Box<TableView>>,
    /// All columns in one, each row's total tested against those of the others; with letters only.
    pub all_col: Option<Box<TableView>>,
    /// The rows of each outer value in one, where rows are nested.
    pub subtotals: Option<Box<TableView>>,
    /// Pairs of columns that were tested, where they were asked for.
    pub pairs: Vec<PairView>,
    /// What the totals hide (Simpson), in sentences.
    pub warnings: Vec<String>,
    /// Which test, which correction, which family, in sentences.
    pub footnotes: Vec<String>,
    /// The filter of the whole table; a cell's rows are this plus its row and column value.
    pub filter: Filter,
}

/// One test of all columns together.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OverallView {
    /// Its name ("Kruskal–Wallis").
    pub test: String,
    /// The statistic.
    pub statistic: f64,
    /// Degrees of freedom.
    pub df: f64,
    /// p that the columns do not differ.
    pub p: f64,
    /// Name of the effect ("ε²").
    pub effect_name: String,
    /// Its size, 0–1.
    pub effect: f64,
}

/// Two columns within a row.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PairView {
    /// Position of the row.
    pub row: u32,
    /// Position of the first column.
    pub a: u32,
    /// Position of the second.
    pub b: u32,
    /// First less second.
    pub diff: f64,
    /// Lower end of its 95 % interval.
    pub diff_low: f64,
    /// Upper end.
    pub diff_high: f64,
    /// p of their comparison.
    pub p: f64,
    /// p after the correction over all pairs.
    pub q: f64,
}

/// All spikes under a filter.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SpikesView {
    /// Those that go on first, then by evidence.
    pub spikes: Vec<SpikeView>,
    /// Weeks in which everything rose, each said once.
    pub volume: Vec<VolumeView>,
    /// Weeks of the series, in time order.
    pub weeks: Vec<WeekView>,
    /// What was shipped, as version columns tell it, oldest first.
    pub releases: Vec<ReleaseView>,
    /// Series scanned.
    pub n_scanned: u32,
    /// Method and correction, in sentences.
    pub footnotes: Vec<String>,
    /// Why there was no scan; empty when there was.
    pub unavailable: String,
}

/// A week in which all feedback rose, so that no theme is blamed for it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VolumeView {
    /// First of the seven days.
    pub from: String,
    /// Last of the seven days.
    pub to: String,
    /// Items.
    pub count: u32,
    /// Items that the weeks before made likely.
    pub expected: f64,
    /// One-sided p of the predictive test.
    pub p: f64,
}

/// One week of the data.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WeekView {
    /// Its Monday.
    pub start: String,
    /// Items.
    pub n: u32,
    /// Low-score items.
    pub n_low: u32,
    /// Whether the data covers all seven days.
    pub is_complete: bool,
}

/// What a spike or finding is about.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SubjectView {
    /// `theme`, `area`, `category`, `segment`, `account` or `all`.
    pub kind: String,
    /// Id of the theme, or value of the dimension.
    pub id: String,
    /// For people.
    pub name: String,
    /// Dimension and value of the segment it is confined to, if any.
    pub segment: Option<(String, String)>,
}

/// A window far above what was to be expected.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SpikeView {
    /// Stable id.
    pub id: String,
    /// What rose.
    pub subject: SubjectView,
    /// What its items say, where few of them say the theme's name.
    pub called: Option<String>,
    /// Its commonest product area.
    pub area: Option<String>,
    /// First day of the window.
    pub from: String,
    /// Last day of the window.
    pub to: String,
    /// Items in the window.
    pub count: u32,
    /// Low-score items in the window.
    pub n_low: u32,
    /// Items in the 7 days before.
    pub previous: u32,
    /// `count / previous`; `null` when `previous` is 0 ("new").
    pub ratio: Option<f64>,
    /// 95 % interval of the ratio.
    pub ratio_low: Option<f64>,
    /// See `ratio_low`.
    pub ratio_high: Option<f64>,
    /// Items in the same days 28 days before.
    pub month_before: u32,
    /// `count / month_before`.
    pub month_ratio: Option<f64>,
    /// 95 % interval of `month_ratio`.
    pub month_low: Option<f64>,
    /// See `month_low`.
    pub month_high: Option<f64>,
    /// Items that the history made likely.
    pub expected: f64,
    /// Days of the window that speaks most clearly: 1, 3, 7 or 14.
    pub window: u32,
    /// One-sided p of the predictive test.
    pub p: f64,
    /// After Benjamini–Hochberg over its family of series.
    pub q: f64,
    /// Series of that family: the whole ones, their low scores, or those confined to segments.
    pub n_family: u32,
    /// Whether the human rule fires (3×, or 5 from nothing).
    pub rule_fires: bool,
    /// Whether the evidence is enough by the default threshold.
    pub is_evident: bool,
    /// The two in words ("rule and evidence agree", "rule fires, evidence weak", …).
    pub verdict: String,
    /// Distinct accounts in the window.
    pub n_accounts: u32,
    /// ARR of those accounts, each once.
    pub arr: Option<f64>,
    /// Likely first day of the rise.
    pub onset: Option<String>,
    /// Whether nothing like it was there before.
    pub is_new: bool,
    /// Whether it is going on at the data's end.
    pub is_current: bool,
    /// Items a week, along [`SpikesView::weeks`].
    pub weekly: Vec<u32>,
    /// Expected items a week; NaN where unknown.
    pub baseline: Vec<f64>,
    /// Upper end of what chance explains; NaN where unknown.
    pub baseline_high: Vec<f64>,
    /// What the average alone would have shown, in a sentence; without scores on one scale nothing.
    pub mean_shift: Option<String>,
    /// Other series whose rise the rows of the window explain: said here, and not by themselves.
    pub also: Vec<SubjectView>,
    /// Telling words of the window.
    pub terms: Vec<String>,
    /// Verbatims that stand for it.
    pub quotes: Vec<QuoteView>,
    /// The rows of the window.
    pub filter: Filter,
}

/// How well each segment is heard.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CoverageView {
    /// All segments, dimension by dimension, thinnest first within one.
    pub segments: Vec<CoverageSegmentView>,
    /// Whether those who speak are a fair sample of the accounts, dimension by dimension; empty
    /// without an accounts file.
    pub representation: Vec<RepresentationView>,
    /// What the marks mean, in sentences.
    pub footnotes: Vec<String>,
}

/// Who speaks against who there is, along one dimension.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RepresentationView {
    /// Key of the dimension.
    pub dimension: String,
    /// Its name.
    pub dimension_name: String,
    /// Accounts that have a value.
    pub n_accounts: u32,
    /// Those of them that spoke.
    pub n_spoke: u32,
    /// Chi-square of speaking against the values.
    pub chi2: f64,
    /// Its degrees of freedom.
    pub df: f64,
    /// p that all values speak alike.
    pub p: f64,
    /// Random tables of the same totals that p comes from; 0 where that of chi-square holds.
    pub n_dealt: u32,
    /// After Benjamini–Hochberg over the dimensions.
    pub q: f64,
    /// Cramér's V, 0–1.
    pub v: f64,
    /// The finding in words.
    pub verdict: String,
}

/// One segment's voice.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CoverageSegmentView {
    /// Key of the dimension.
    pub dimension: String,
    /// Its name.
    pub dimension_name: String,
    /// The value.
    pub value: String,
    /// Items.
    pub n: u32,
    /// Distinct accounts that spoke.
    pub n_accounts: u32,
    /// Accounts of the segment, where an accounts file says so.
    pub population: Option<u32>,
    /// ARR of the accounts that said nothing.
    pub silent_arr: Option<f64>,
    /// `red`, `amber` or `ok`.
    pub flag: String,
    /// Data points that are missing to the floor.
    pub n_needed: u32,
    /// Half-width of the worst-case 95 % interval, 0–1.
    pub margin: f64,
    /// What a reader may conclude: `directional`, `good`, `strong` or `solid`.
    pub confidence: String,
    /// Confidence reached within ±10 points, 0–1.
    pub reached: f64,
    /// Data points that a margin of ±10 points at 95 % needs.
    pub n_for_ten: u32,
    /// Whether the digest names it as a gap.
    pub is_gap: bool,
    /// Share of the accounts that spoke.
    pub share_of_voices: Option<f64>,
    /// Share of all accounts.
    pub share_of_accounts: Option<f64>,
    /// Adjusted residual of speaking: below −2 the segment speaks less than its accounts would.
    pub residual: Option<f64>,
    /// Whether fewer of its accounts spoke than of all others, corrected over the dimension.
    pub is_quiet: bool,
    /// Its rows.
    pub filter: Filter,
}

/// Accounts, most at risk first.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AccountsView {
    /// The page.
    pub accounts: Vec<AccountView>,
    /// Accounts in all.
    pub n_total: u32,
    /// Currency of ARR.
    pub currency: Option<String>,
}

/// One account with what it said.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AccountView {
    /// Its key.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Plan or tier.
    pub plan: Option<String>,
    /// ARR.
    pub arr: Option<f64>,
    /// Renewal day.
    pub renewal: Option<String>,
    /// Who looks after it.
    pub owner: Option<String>,
    /// Items.
    pub n: u32,
    /// Low-score items.
    pub n_low: u32,
    /// Mean score.
    pub mean_score: Option<f64>,
    /// Name of its commonest theme.
    pub top_theme: Option<String>,
    /// 0–100; how it is made up is said in `reasons`.
    pub risk: u32,
    /// What raises the risk, in words.
    pub reasons: Vec<String>,
    /// Its rows.
    pub filter: Filter,
}
