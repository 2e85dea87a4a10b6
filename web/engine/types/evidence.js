/**
 * @file Tables, spikes, coverage and accounts.
 * @import { Confidence } from './finding.js'
 * @import { Filter, Measure } from './query.js'
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
 * @property {string[]} cols Column values (one, "All", without a column dimension).
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
 * @property {Cells} residual Adjusted residual of the count.
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
 * @property {string[]} footnotes Which test, which correction, which family, in sentences.
 * @property {Filter} filter The filter of the whole table; a cell's rows are this plus its row and
 *   column value.
 */

/**
 * All spikes under a filter.
 * @typedef {object} SpikesView
 * @property {SpikeView[]} spikes Strongest evidence first.
 * @property {WeekView[]} weeks Weeks of the series, in time order.
 * @property {number} nScanned Series scanned.
 * @property {string[]} footnotes Method and correction, in sentences.
 * @property {string} unavailable Why there was no scan; empty when there was.
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
 * @property {number} expected Items that the history made likely.
 * @property {number} p One-sided p of the predictive test.
 * @property {number} q After Benjamini–Hochberg over everything scanned.
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
 * @property {string[]} terms Telling words of the window.
 * @property {QuoteView[]} quotes Verbatims that stand for it.
 * @property {Filter} filter The rows of the window.
 */

/**
 * How well each segment is heard.
 * @typedef {object} CoverageView
 * @property {CoverageSegmentView[]} segments All segments, dimension by dimension, thinnest first
 *   within one.
 * @property {string[]} footnotes What the marks mean, in sentences.
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
 * @property {Confidence} confidence What a reader may conclude: `directional`, `fair`, `strong` or
 *   `firm`.
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
