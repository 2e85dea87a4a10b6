/**
 * @file What the page asks for: rows, tables, exports, and what was decided about a file.
 * @import { FileKind } from './file.js'
 */

/**
 * @typedef {'count' | 'low-count' | 'low-rate' | 'mean-score' | 'top-2-box' | 'bottom-2-box' | 'nps' | 'accounts'
 *   | 'arr' | 'row-share' | 'col-share'} Measure
 */

/**
 * @typedef {'bh' | 'by' | 'holm' | 'hochberg' | 'bonferroni' | 'none'} Adjust
 */

/**
 * @typedef {'items.csv' | 'items.ndjson' | 'assign.csv' | 'themes.csv' | 'findings.json' | 'table.csv' | 'table.md' | 'table.xlsx' | 'snapshot.json'
 *   | 'report.html' | 'digest.md' | 'digest.html' | 'digest.txt' | 'project.json'} ExportKind
 */

/**
 * Which rows. Everything that is set must hold; the default holds for every row. A number's filter
 *   is how it opens its rows.
 * @typedef {object} Filter
 * @property {string | null} [from] First day, inclusive.
 * @property {string | null} [to] Last day, inclusive.
 * @property {Clause[]} [clauses] One clause a dimension; all must hold.
 * @property {boolean} [lowOnly] Only rows with a low score.
 * @property {string | null} [search] Only rows whose verbatim contains all of these words, letter
 *   case ignored.
 * @property {number[] | null} [rows] Only these rows (global row numbers, from 0), where no
 *   simpler description exists.
 */

/**
 * The row's value in `dimension` is one of `values`; an empty value means "missing".
 * @typedef {object} Clause
 * @property {string} dimension Key of the dimension ("plan", "theme", "week", …).
 * @property {string[]} values Allowed values.
 */

/**
 * What to analyse, and as of when.
 * @typedef {object} AnalyseQuery
 * @property {string | null} [asOf] Today, for every "last N days"; the newest date of the data
 *   when not given.
 * @property {number | null} [seed] Seed of everything that draws.
 * @property {string | null} [language] Language of all verbatims ("en"); found per row when not
 *   given.
 */

/**
 * A table of one dimension by another.
 * @typedef {object} TableQuery
 * @property {string} rows Dimension down the side.
 * @property {string | null} [cols] Dimension across the top; none gives one column of totals.
 * @property {Measure | ''} [measure] What a cell shows and is tested on: `count`, `low-count`,
 *   `low-rate`, `mean-score`, `top-2-box`, `bottom-2-box`, `nps`, `accounts`, `arr`, `row-share` or `col-share`;
 *   `low-rate` when the data has scores and `count` when not, if empty.
 * @property {Filter} [filter] Which rows.
 * @property {number} [maxRows] At most this many rows and columns are listed, largest first; 0
 *   means 60 and 30.
 * @property {number} [maxCols] See `maxRows`.
 * @property {string | null} [within] Dimension within the one down the side: each of its values
 *   under each outer one.
 * @property {'' | 'items' | 'accounts' | 'arr'} [unit] What is drawn: `items`, `accounts` (an
 *   account's answers count at most five times, errors are those between accounts) or `arr` (shares
 *   weighted by ARR); if empty, `accounts` as soon as one of them answers twice.
 * @property {'' | 'rank' | 'mean'} [test] Test of the mean score where items are drawn: `rank`
 *   (Brunner–Munzel, if empty) or `mean` (Welch).
 * @property {Adjust | ''} [adjust] Correction for many tests: `bh` (if empty), `by`, `holm`,
 *   `hochberg`, `bonferroni` or `none`.
 * @property {number} [level] Level of marks and lower-case letters; 0 means 0.05.
 * @property {number} [strictLevel] Level of double marks and upper-case letters; 0 means 0.001.
 * @property {number} [minBase] Cells with a smaller base are not tested; 0 means 15.
 * @property {number} [hideBelow] Rows and columns with fewer items are not listed.
 * @property {'' | 'value' | 'value-up' | 'items' | 'name'} [sort] Order of the rows: `value`
 *   (largest first), `value-up`, `items` or `name`; if empty, that of the dimension, else most low
 *   scores first.
 * @property {string | null} [sortBy] Column by whose values rows are sorted in place of their
 *   totals.
 * @property {boolean} [transpose] Whether the sides are exchanged.
 * @property {boolean} [unlettered] Whether the columns are left uncompared: no letters, and no test of
 *   all columns together.
 * @property {boolean} [pairs] Whether each pair of columns that was tested is listed.
 */

/**
 * What each value of a dimension does to a score.
 * @typedef {object} ImpactQuery
 * @property {string} by The dimension ("theme").
 * @property {Measure | ''} [measure] `low-rate` (if empty), `top-2-box`, `bottom-2-box`,
 *   `mean-score` or `nps`.
 * @property {Filter} [filter] Which rows.
 */

/**
 * What changed a score between two periods.
 * @typedef {object} DriversQuery
 * @property {string} by The dimension by whose values the change is divided ("theme", "plan").
 * @property {Measure | ''} [measure] As that of `ImpactQuery`.
 * @property {[string, string]} before First and last day of the earlier period.
 * @property {[string, string]} after First and last day of the later one.
 * @property {Filter} [filter] Which rows, whatever their day.
 */

/**
 * Which days to replay, and how readily to raise alerts.
 * @typedef {object} AlertsQuery
 * @property {string | null} [from] First day; as soon as there is history enough when not given.
 * @property {string | null} [to] Last day; the last of the data when not given.
 * @property {'low' | 'normal' | 'high' | ''} [profile] Sensitivity; empty for `normal`.
 */

/**
 * Which rows, and which releases.
 * @typedef {object} NewsQuery
 * @property {Filter} [filter] Which rows.
 * @property {string} [releases] A day and a name on each line; the versions that the data names
 *   when empty.
 */

/**
 * A page of the verbatims behind a number.
 * @typedef {object} VerbatimsQuery
 * @property {Filter} [filter] Which rows.
 * @property {'newest' | 'oldest' | 'lowest' | 'arr' | 'similar' | ''} [sort] `newest`, `oldest`,
 *   `lowest`, `arr` or `similar` (nearest to its theme); `newest` if empty.
 * @property {number} [offset] First item of the page.
 * @property {number} [limit] Items of the page; 0 means 50, at most 500.
 */

/**
 * What a person decided about one file; what is not set stays as it is.
 * @typedef {object} FileChoices
 * @property {FileKind | null} [kind] What the rows are: `feedback`, `accounts` or `other`.
 * @property {[header: string, role: string | null][]} [roles] Header and role code of the columns
 *   that were decided; `null` is "no role".
 * @property {[header: string, order: 'dmy' | 'mdy' | 'ymd'][]} [dateOrders] Header and order
 *   (`dmy`, `mdy`, `ymd`) of the date columns that were decided.
 * @property {string | null} [encoding] WHATWG label of the encoding; the file is read again.
 * @property {string | null} [delimiter] Delimiter; the file is read again.
 * @property {number | null} [nHeader] Header rows; the file is read again.
 * @property {boolean | null} [repair] Whether UTF-8 that was read as windows-1252 and saved again is
 *   turned back; the file is read again.
 * @property {boolean} [afresh] Whether everything decided before is forgotten; never part of what is
 *   kept.
 */

/**
 * A file for download.
 * @typedef {object} ExportQuery
 * @property {ExportKind} kind `items.csv` (the filtered rows with all labels), `items.ndjson` (their
 *   labels, one JSON object a line), `themes.csv`,
 *   `findings.json`, `table.csv`, `table.md` or `table.xlsx` (need `table`), `snapshot.json`, `report.html`, `digest.md`,
 *   `digest.html`, `digest.txt` or `project.json`.
 * @property {Filter} [filter] Which rows.
 * @property {TableQuery | null} [table] The table, for `table.csv`, `table.md` and `table.xlsx`.
 * @property {boolean} [redacted] Leave out quotes and account names.
 */

/**
 * What a snapshot leaves out or keeps.
 * @typedef {object} SnapshotQuery
 * @property {boolean} [redacted] Leave out quotes and account names.
 */

export {};
