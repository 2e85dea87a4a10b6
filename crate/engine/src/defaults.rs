//! Every default that readers will argue about, in one place, with its reason.
//! `S…` are rows of the capability list; each can be changed by the user.

/// Seed of everything that draws: any number would do, so it is the project's birthday.
pub const SEED: u64 = 20_261_121;

/// Texts that a close reading reads: 500 bring half of what reading all would, 1,500 nearly all, and
/// they take a browser seconds (THEMES.md section 9).
pub const READ_CLOSELY: u32 = 1500;

/// A close reading of many texts reads one in so many of them, up to a number that a browser still
/// reads within a minute: of 13,000 texts 1,500 bring less than half of what reading all would.
pub const READ_ONE_IN: u32 = 5;
/// The most that a close reading reads when nobody asks for more.
pub const READ_AT_MOST: u32 = 2500;

/// A ratio at least this high makes the human spike rule fire (S15: "a 3× spike").
pub const SPIKE_RATIO: f64 = 3.0;

/// A theme with this many items has critical mass (S251: "5+ feedback items").
pub const CRITICAL_MASS: u32 = 5;

/// Similar items that make a hypothesis (S195: "3-5 similar requests").
pub const HYPOTHESIS_ITEMS: u32 = 3;

/// Below this base a segment is marked red (S249: "< 15 data points").
pub const COVERAGE_RED: u32 = 15;

/// Below this base the digest lists a coverage gap (S127: "segments with <10 data points").
pub const COVERAGE_GAP: u32 = 10;

/// Cells with a smaller base are shown but not tested (STATISTICS.md section 0).
pub const MIN_TEST_BASE: u32 = 15;

/// False discovery rate at which a mark is shown.
pub const FDR: f64 = 0.05;

/// False discovery rate of the strict mark (capital letters).
pub const FDR_STRICT: f64 = 0.001;

/// With fewer accounts on a side the linearised error is too small to be tested with: the spread
/// between accounts is then judged by a handful of them.
pub const MIN_TEST_ACCOUNTS: u32 = 5;

/// An account with more than this share of a cell's items marks it: the cell may say what one
/// customer says (STATISTICS.md 1.4).
pub const TOP_ACCOUNT_SHARE: f64 = 0.3;

/// Of fewer items one account nearly always has so many.
pub const LED_LEAST: f64 = 5.0;

/// Daily p, over all windows, below which the predictive spike test speaks at the usual
/// sensitivity: about 0.25 false alarms a theme and year (`cargo run --example spikes`).
pub const SPIKE_P: f64 = 0.003;

/// The same for few false alarms: about 0.1 a theme and year.
pub const SPIKE_P_LOW: f64 = 0.001;

/// The same for early alarms: about one false alarm a theme and year.
pub const SPIKE_P_HIGH: f64 = 0.03;

/// A spike is at least so many times what was expected: with less a large theme is evident every
/// time the season turns. It costs no planted spike and saves the work of most tests.
pub const SPIKE_MIN_RATIO: f64 = 1.5;

/// A spike needs at least this many distinct accounts in its window, or items where accounts are
/// unknown.
pub const SPIKE_MIN_ITEMS: u32 = 3;

/// ARR from which an account without a tier counts as enterprise (S70: "Enterprise ($100k+)").
pub const ENTERPRISE_ARR: f64 = 100_000.0;

/// ARR from which an account without a tier counts as mid-market. The sources name no figure.
pub const MID_MARKET_ARR: f64 = 20_000.0;

/// A renewal within this many days of the newest date is near (S46: "renewal ≤ 90 days").
pub const RENEWAL_NEAR_DAYS: i32 = 90;

/// The digest stays under this many words (S131).
pub const DIGEST_MAX_WORDS: usize = 500;

/// Answers of one account counted at most in account-aware tests (STATISTICS.md 1.2).
pub const ACCOUNT_CAP: u32 = 5;

/// A learnt product area is filled in where answers for it that are as likely were right at least
/// this often, tried on rows that have one, by the lower end of the 90 % interval: a wrong area sends
/// a finding to the wrong owner, an empty one to nobody.
pub const AREA_PRECISION: f64 = 0.9;

/// Different texts with a product area from which on the others are learnt from them: with fewer,
/// hardly any share of right answers could show [`AREA_PRECISION`].
pub const AREA_LEAST_ROWS: usize = 50;

/// Alerts below the theme, rises around centres of what was said before: up to this p. Some
/// thousand sets and windows are looked at each day, in a day's change of which hardly one is new.
pub const ALERT_CENTRE_P: f64 = 1e-4;

/// Rises of what new rows win from the centres: there are as many sets as rows, each drawn around rows
/// that it is tested with.
pub const ALERT_ROW_P: f64 = 2e-6;

/// Bursts of phrases: each row has some twenty of them.
pub const ALERT_PHRASE_P: f64 = 1e-6;

/// Shares of segments and scores within a set, after Bonferroni over its segments. Hundreds of sets are
/// looked at each day, and few scores that happen to be low make a smaller p than they should: their
/// distribution has no normal tail.
pub const ALERT_SEGMENT_P: f64 = 1e-6;
/// See [`ALERT_SEGMENT_P`].
pub const ALERT_SCORE_P: f64 = 1e-7;

/// In four weeks in one of which everybody was asked p must be this much smaller: other people answer than
/// usual, so shares change though nothing happened.
pub const ALERT_CROWDED: f64 = 0.1;

/// Accounts without which nothing is an alert: fewer are a coincidence in some corner every week.
pub const ALERT_MIN_ACCOUNTS: u32 = 5;
