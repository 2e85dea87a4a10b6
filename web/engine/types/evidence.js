/**
 * @file Tables, spikes, coverage and accounts.
 * @import { Confidence } from './finding.js'
 * @import { Adjust, Filter, Measure } from './query.js'
 * @import { QuoteView } from './theme.js'
 */

/**
 * Cells of a dense table, row-major. From the worker: a `Float64Array` in which NaN stands for
 * *undefined*. In a saved snapshot: an array in which `null` does. `view.n[i] ?? NaN` reads both.
 * @typedef {Float64Array | (number | null)[]} Cells
 */

/**
 * One dimension by another: a heatmap and a significance table in one. Cell arrays are row-major,
 *   `rows.len() × cols.len()`; NaN stands for *undefined*.
 * @typedef {object} TableView
 * @property {string} rowDimension Key of the dimension down the side.
 * @property {string} rowName Its name.
 * @property {string | null} colDimension Key of the dimension across the top; `null` for totals
 *   only.
 * @property {string | null} colName Its name.
 * @property {string[]} rows Row values.
 * @property {string[]} rowGroups Outer values of nested rows, one for each row; empty without.
 * @property {string[]} cols Column values (one, "All", without a column dimension).
 * @property {string[]} colGroups Outer values of nested columns.
 * @property {string[]} colLetters Letters of the columns ("A", "B", …) for the comparison of
 *   columns.
 * @property {Measure} measure The measure shown.
 * @property {string} measureName Its name ("low-score rate").
 * @property {'share' | 'count' | 'score' | 'money' | 'points'} format `share`, `count`, `score`,
 *   `money` or `points`: how to write values.
 * @property {Cells} value What is shown, per cell.
 * @property {Cells} n Items, per cell.
 * @property {Cells} base What the value is out of, per cell.
 * @property {Cells} low Low-score items, per cell.
 * @property {Cells} accounts Distinct accounts, per cell.
 * @property {Cells} arr ARR of those accounts, each once, per cell.
 * @property {Cells} ciLow Lower end of the 95 % interval of the value.
 * @property {Cells} ciHigh Upper end.
 * @property {Cells} p p of the cell against the rest of the table.
 * @property {Cells} q p after Benjamini–Hochberg over the tested cells.
 * @property {Cells} mark −2, −1, 0, 1, 2: below or above the rest, doubled at the strict level.
 * @property {Cells} compared Value of the cell as it is compared: where accounts are the units, with
 *   at most five answers of each.
 * @property {Cells} rest Value of the rest that it is compared with, in the same way.
 * @property {Cells} diff How much the cell is above the rest, as the test sees it: a difference of
 *   shares, scores or points; Cliff's delta where ranks are compared.
 * @property {Cells} diffLow Lower end of the 95 % interval of the difference.
 * @property {Cells} diffHigh Upper end.
 * @property {Cells} pCheck p of a second opinion: the N − 1 chi-square of shares of items.
 * @property {Cells} withinDiff How much the cell is above the other cells of its row.
 * @property {Cells} withinQ q of that comparison, over its own family.
 * @property {Cells} withinMark As `mark`, within the row.
 * @property {Cells} topAccountShare Largest share of one account in the cell's items.
 * @property {Cells} lowArr ARR of the accounts with a low score, each once.
 * @property {Cells} levels The different scores, lowest first, where they are few and on one
 *   scale; else empty.
 * @property {Cells} distribution How often each of them occurs, `rows × cols × levels`; for the
 *   mean score only.
 * @property {Cells} residual Adjusted residual of what is tested: of a count within rows and
 *   columns, of a share of answers against all else; NaN for means.
 * @property {string[]} letters Letters of the columns that a cell significantly exceeds, upper
 *   case at the strict level.
 * @property {string[]} untested Why a cell was not tested; empty where it was.
 * @property {Cells} rowValue Value over each row.
 * @property {Cells} rowN Items of each row.
 * @property {Cells} colValue Value over each column.
 * @property {Cells} colN Items of each column.
 * @property {number} totalValue Value over all.
 * @property {number} totalN Items in all.
 * @property {number} nHiddenRows Rows and columns left out because there are too many.
 * @property {number} nHiddenCols See `nHiddenRows`.
 * @property {number} nTests Cells tested.
 * @property {number} nPairTests Column pairs tested for the letters.
 * @property {number} nWithinTests Cells tested within their row.
 * @property {'items' | 'accounts' | 'arr'} unit What was drawn: `items`, `accounts` or `arr`.
 * @property {string} test The test of cells and columns; empty where none was made.
 * @property {Adjust} adjust The correction: a code of the query.
 * @property {[number, number]} alpha Levels of single and double marks.
 * @property {number} minBase Smallest base that is tested.
 * @property {OverallView | null} overall Whether the columns differ at all.
 * @property {TableView | null} allRow All rows in one, each column's total tested against those of the
 *   others; with letters only.
 * @property {TableView | null} allCol All columns in one, each row's total tested against those of the
 *   others; with letters only.
 * @property {TableView | null} subtotals The rows of each outer value in one, where rows are nested.
 * @property {PairView[]} pairs Pairs of columns that were tested, where they were asked for.
 * @property {string[]} warnings What the totals hide (Simpson), in sentences.
 * @property {string[]} footnotes Which test, which correction, which family, in sentences.
 * @property {Filter} filter The filter of the whole table; a cell's rows are this plus its row and
 *   column value.
 */

/**
 * One test of all columns together.
 * @typedef {object} OverallView
 * @property {string} test Its name ("Kruskal–Wallis").
 * @property {number} statistic The statistic.
 * @property {number} df Degrees of freedom.
 * @property {number} p p that the columns do not differ.
 * @property {string} effectName Name of the effect ("ε²").
 * @property {number} effect Its size, 0–1.
 */

/**
 * Two columns within a row.
 * @typedef {object} PairView
 * @property {number} row Position of the row.
 * @property {number} a Position of the first column.
 * @property {number} b Position of the second.
 * @property {number} diff First less second.
 * @property {number} diffLow Lower end of its 95 % interval.
 * @property {number} diffHigh Upper end.
 * @property {number} p p of their comparison.
 * @property {number} q p after the correction over all pairs.
 */

/**
 * All spikes under a filter.
 * @typedef {object} SpikesView
 * @property {SpikeView[]} spikes Those that go on first, then by evidence.
 * @property {VolumeView[]} volume Weeks in which everything rose, each said once.
 * @property {WeekView[]} weeks Weeks of the series, in time order.
 * @property {ReleaseView[]} releases What was shipped, as version columns tell it, oldest first.
 * @property {number} nScanned Series scanned.
 * @property {string[]} footnotes Method and correction, in sentences.
 * @property {string} unavailable Why there was no scan; empty when there was.
 */

/**
 * A week in which all feedback rose, so that no theme is blamed for it.
 * @typedef {object} VolumeView
 * @property {string} from First of the seven days.
 * @property {string} to Last of the seven days.
 * @property {number} count Items.
 * @property {number} expected Items that the weeks before made likely.
 * @property {number} p One-sided p of the predictive test.
 */

/**
 * One week of the data.
 * @typedef {object} WeekView
 * @property {string} start Its Monday.
 * @property {number} n Items.
 * @property {number} nLow Low-score items.
 * @property {boolean} isComplete Whether the data covers all seven days.
 */

/**
 * What a spike or finding is about.
 * @typedef {object} SubjectView
 * @property {'theme' | 'area' | 'category' | 'segment' | 'account' | 'all'} kind `theme`, `area`,
 *   `category`, `segment`, `account` or `all`.
 * @property {string} id Id of the theme, or value of the dimension.
 * @property {string} name For people.
 * @property {[string, string] | null} segment Dimension and value of the segment it is confined
 *   to, if any.
 */

/**
 * A window far above what was to be expected.
 * @typedef {object} SpikeView
 * @property {string} id Stable id.
 * @property {SubjectView} subject What rose.
 * @property {string | null} called What its items say, where few of them say the theme's name.
 * @property {string | null} area Its commonest product area.
 * @property {string} from First day of the window.
 * @property {string} to Last day of the window.
 * @property {number} count Items in the window.
 * @property {number} nLow Low-score items in the window.
 * @property {number} previous Items in the 7 days before.
 * @property {number | null} ratio `count / previous`; `null` when `previous` is 0 ("new").
 * @property {number | null} ratioLow 95 % interval of the ratio.
 * @property {number | null} ratioHigh See `ratioLow`.
 * @property {number} monthBefore Items in the same days 28 days before.
 * @property {number | null} monthRatio `count / month_before`.
 * @property {number | null} monthLow 95 % interval of `monthRatio`.
 * @property {number | null} monthHigh See `monthLow`.
 * @property {number} expected Items that the history made likely.
 * @property {number} window Days of the window that speaks most clearly: 1, 3, 7 or 14.
 * @property {number} p One-sided p of the predictive test.
 * @property {number} q After Benjamini–Hochberg over its family of series.
 * @property {number} nFamily Series of that family: the whole ones, their low scores, or those
 *   confined to segments.
 * @property {boolean} ruleFires Whether the human rule fires (3×, or 5 from nothing).
 * @property {boolean} isEvident Whether the evidence is enough by the default threshold.
 * @property {string} verdict The two in words ("rule and evidence agree", "rule fires, evidence
 *   weak", …).
 * @property {number} nAccounts Distinct accounts in the window.
 * @property {number | null} arr ARR of those accounts, each once.
 * @property {string | null} onset Likely first day of the rise.
 * @property {boolean} isNew Whether nothing like it was there before.
 * @property {boolean} isCurrent Whether it is going on at the data's end.
 * @property {number[]} weekly Items a week, along `weeks` of `SpikesView`.
 * @property {Cells} baseline Expected items a week; NaN where unknown.
 * @property {Cells} baselineHigh Upper end of what chance explains; NaN where unknown.
 * @property {string | null} meanShift What the average alone would have shown, in a sentence; without
 *   scores on one scale nothing.
 * @property {SubjectView[]} also Other series whose rise the rows of the window explain: said here,
 *   and not by themselves.
 * @property {string[]} terms Telling words of the window.
 * @property {QuoteView[]} quotes Verbatims that stand for it.
 * @property {Filter} filter The rows of the window.
 */

/**
 * Something shipped.
 * @typedef {object} ReleaseView
 * @property {string} day The day.
 * @property {string} name Its name.
 */

/**
 * New language, and releases compared.
 * @typedef {object} NewsView
 * @property {TermView[]} terms Terms that more accounts use than likely, most telling first.
 * @property {string} from First day of the week looked at; empty without dates.
 * @property {string} to Its last day.
 * @property {number} nTested Terms tested.
 * @property {ReleaseChangesView[]} releases Releases with what changed, newest first.
 * @property {string[]} footnotes Methods and corrections, in sentences; why there is nothing, where
 *   there is nothing.
 */

/**
 * A term that is new, or used by more accounts than likely.
 * @typedef {object} TermView
 * @property {string} text Its words.
 * @property {number} nAccounts Accounts that use it this week; a text without an account counts as
 *   one.
 * @property {number} expected What the weeks before made likely.
 * @property {number} p One-sided p.
 * @property {number} q After Benjamini–Hochberg over all terms tested.
 * @property {boolean} isNew Whether no earlier text has it.
 * @property {Filter} filter Its rows of the week.
 */

/**
 * What changed with a release.
 * @typedef {object} ReleaseChangesView
 * @property {ReleaseView} release The release.
 * @property {number} days Days compared on each side.
 * @property {number} nCompared Series compared.
 * @property {ReleaseChangeView[]} changes Those that changed, the surest first.
 */

/**
 * A series before and after a release.
 * @typedef {object} ReleaseChangeView
 * @property {SubjectView} subject What changed.
 * @property {number} before Its items before.
 * @property {number} after Its items after, in as many days.
 * @property {number | null} ratio After over before, each as a share of all items; `null` from none.
 * @property {number} ratioLow Lower end of its 95 % interval.
 * @property {number | null} ratioHigh Upper end; `null` where nothing bounds it.
 * @property {number} p Two-sided p.
 * @property {number} q After Benjamini–Hochberg over the series compared.
 * @property {Filter} filter Its rows after the release.
 */

/**
 * Alerts as history would have raised them, each with nothing known but the rows before the end of
 * its day.
 * @typedef {object} AlertsView
 * @property {RaisedView[]} alerts Oldest first.
 * @property {string | null} from First day tested; `null` where none was.
 * @property {string | null} to Last day tested.
 * @property {number} nTests Tests made on all days together.
 * @property {string[]} footnotes Method and corrections, in sentences.
 * @property {string} unavailable Why no day was tested; empty when some were.
 */

/**
 * Something that stood out at the end of a day.
 * @typedef {object} RaisedView
 * @property {string} date The day.
 * @property {'new' | 'spike' | 'trend' | 'segment' | 'score-drop'} kind `new`, `spike`, `trend`,
 *   `segment` or `score-drop`.
 * @property {string} label What it is about, in customers' words.
 * @property {Record<string, string> | null} segment Dimension and value of the segment it is
 *   confined to, `null` where to none.
 * @property {string} from First day of the window, which ends on `date`.
 * @property {number} count Accounts in the window, each once a week; for `score-drop` the mean
 *   score, 0 (worst) to 1.
 * @property {number} expected What the history made likely.
 * @property {number} p One-sided p.
 * @property {number} nAccounts Distinct accounts.
 * @property {number[]} rows Rows of the window, ascending.
 * @property {string[]} row_ids Their identifiers in the file, or their numbers (from 1) where it has
 *   none.
 */

/**
 * How well each segment is heard.
 * @typedef {object} CoverageView
 * @property {CoverageSegmentView[]} segments All segments, dimension by dimension, thinnest first
 *   within one.
 * @property {RepresentationView[]} representation Whether those who speak are a fair sample of the
 *   accounts, dimension by dimension; empty without an accounts file.
 * @property {string[]} footnotes What the marks mean, in sentences.
 */

/**
 * Who speaks against who there is, along one dimension.
 * @typedef {object} RepresentationView
 * @property {string} dimension Key of the dimension.
 * @property {string} dimensionName Its name.
 * @property {number} nAccounts Accounts that have a value.
 * @property {number} nSpoke Those of them that spoke.
 * @property {number} chi2 Chi-square of speaking against the values.
 * @property {number} df Its degrees of freedom.
 * @property {number} p p that all values speak alike.
 * @property {number} nDealt Random tables of the same totals that p comes from; 0 where that of
 *   chi-square holds.
 * @property {number} q After Benjamini–Hochberg over the dimensions.
 * @property {number} v Cramér's V, 0–1.
 * @property {string} verdict The finding in words.
 */

/**
 * One segment's voice.
 * @typedef {object} CoverageSegmentView
 * @property {string} dimension Key of the dimension.
 * @property {string} dimensionName Its name.
 * @property {string} value The value.
 * @property {number} n Items.
 * @property {number} nAccounts Distinct accounts that spoke.
 * @property {number | null} population Accounts of the segment, where an accounts file says so.
 * @property {number | null} silentArr ARR of the accounts that said nothing.
 * @property {'red' | 'amber' | 'ok'} flag `red`, `amber` or `ok`.
 * @property {number} nNeeded Data points that are missing to the floor.
 * @property {number} margin Half-width of the worst-case 95 % interval, 0–1.
 * @property {Confidence} confidence What a reader may conclude: `directional`, `good`, `strong` or
 *   `solid`.
 * @property {number} reached Confidence reached within ±10 points, 0–1.
 * @property {number} nForTen Data points that a margin of ±10 points at 95 % needs.
 * @property {boolean} isGap Whether the digest names it as a gap.
 * @property {number | null} shareOfVoices Share of the accounts that spoke.
 * @property {number | null} shareOfAccounts Share of all accounts.
 * @property {number | null} residual Adjusted residual of speaking: below −2 the segment speaks
 *   less than its accounts would.
 * @property {boolean} isQuiet Whether fewer of its accounts spoke than of all others, corrected over
 *   the dimension.
 * @property {Filter} filter Its rows.
 */

/**
 * What each value of a dimension does to a score: the score of all less that without it.
 * @typedef {object} ImpactView
 * @property {string} by Key of the dimension.
 * @property {Measure} measure The measure.
 * @property {string} measureName Its name.
 * @property {'share' | 'score' | 'points'} format How to write values: `share`, `score` or
 *   `points`.
 * @property {number} total The score of all.
 * @property {number} n Answers.
 * @property {ImpactRowView[]} rows Largest impact first.
 * @property {number} nTests Values tested.
 * @property {string[]} footnotes Method and correction, in sentences.
 */

/**
 * The impact of one value.
 * @typedef {object} ImpactRowView
 * @property {string} value The value.
 * @property {number} n Its answers.
 * @property {number} nAccounts Accounts that gave them (answers without an account count one each).
 * @property {number} score Its own score.
 * @property {number} without The score of all others.
 * @property {number} impact The score of all less that of all others.
 * @property {number | null} low Lower end of the 95 % interval; `null` with too few accounts.
 * @property {number | null} high Upper end.
 * @property {number | null} p p that it changes nothing.
 * @property {number | null} q After Benjamini–Hochberg over all values.
 * @property {Filter} filter Its rows.
 */

/**
 * What changed a score between two periods.
 * @typedef {object} DriversView
 * @property {string} by Key of the dimension.
 * @property {Measure} measure The measure.
 * @property {string} measureName Its name.
 * @property {'share' | 'score' | 'points'} format How to write values: `share`, `score` or
 *   `points`.
 * @property {number} before The score of the earlier period.
 * @property {number} after The score of the later one.
 * @property {number} change Later less earlier.
 * @property {number | null} changeLow Lower end of its 95 % interval over accounts; `null` with
 *   too few.
 * @property {number | null} changeHigh Upper end.
 * @property {number | null} p p that nothing changed.
 * @property {number} mix The part of the change that comes from who answers; with `rate` it is all
 *   of it.
 * @property {number} rate The part that comes from how they answer.
 * @property {DriverView[]} rows The values, largest part first; one without a name holds rows
 *   without a value.
 * @property {string[]} footnotes Method, in sentences.
 */

/**
 * The part of one value in a change.
 * @typedef {object} DriverView
 * @property {string} value The value; empty for rows without one.
 * @property {number} nBefore Its answers in the earlier period.
 * @property {number} nAfter In the later one.
 * @property {number} shareBefore Its share of the answers of the earlier period.
 * @property {number} shareAfter Of the later one.
 * @property {number | null} scoreBefore Its score in the earlier period.
 * @property {number | null} scoreAfter In the later one.
 * @property {number} mix What its change of share adds to the change.
 * @property {number} rate What its change of score adds to the change.
 */

/**
 * Where themes are said far more often than elsewhere.
 * @typedef {object} SurprisesView
 * @property {SurpriseView[]} cells The cells that stand out, most certain first.
 * @property {number} nTests Cells tested.
 * @property {string[]} footnotes Method and correction, in sentences.
 */

/**
 * A theme in a segment.
 * @typedef {object} SurpriseView
 * @property {string} theme Id of the theme.
 * @property {string} themeName Its name.
 * @property {string} dimension Key of the dimension.
 * @property {string} dimensionName Its name.
 * @property {string} value The segment.
 * @property {number} n Items of the theme in the segment.
 * @property {number} base Items of the segment.
 * @property {number} share The theme's share in the segment.
 * @property {number} rest Its share elsewhere.
 * @property {number} p Two-sided p.
 * @property {number} q After Benjamini–Hochberg over all cells.
 * @property {'items' | 'accounts'} unit The unit of the test: `items` or `accounts`.
 * @property {Filter} filter Its rows.
 */

/**
 * Accounts, most at risk first.
 * @typedef {object} AccountsView
 * @property {AccountView[]} accounts The page.
 * @property {number} nTotal Accounts in all.
 * @property {string | null} currency Currency of ARR.
 */

/**
 * One account with what it said.
 * @typedef {object} AccountView
 * @property {string} id Its key.
 * @property {string} name Its name.
 * @property {string | null} plan Plan or tier.
 * @property {number | null} arr ARR.
 * @property {string | null} renewal Renewal day.
 * @property {string | null} owner Who looks after it.
 * @property {number} n Items.
 * @property {number} nLow Low-score items.
 * @property {number | null} meanScore Mean score.
 * @property {string | null} topTheme Name of its commonest theme.
 * @property {number} risk 0–100; how it is made up is said in `reasons`.
 * @property {string[]} reasons What raises the risk, in words.
 * @property {Filter} filter Its rows.
 */

export {};
