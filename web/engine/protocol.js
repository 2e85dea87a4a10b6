/**
 * @file What may cross between page and worker. Types only, no code: both sides import this file,
 * and `tsc` holds them to it; `tests/contract` holds it to the engine's own types.
 * Shares are 0–1, days `YYYY-MM-DD`, absent values `null`.
 */

/**
 * Cells of a dense table, row-major. From the worker: a `Float64Array` in which NaN stands for
 * *undefined*. In a saved snapshot: an array in which `null` does. `view.n[i] ?? NaN` reads both.
 * @typedef {Float64Array | (number | null)[]} Cells
 */

/** @typedef {'feedback' | 'accounts' | 'other'} FileKind */
/** @typedef {'directional' | 'fair' | 'strong' | 'firm'} Confidence */
/** @typedef {'leadership' | 'pm' | 'engineering' | 'sales'} Role */
/** @typedef {'hypothesis' | 'validated' | 'in-progress' | 'shipped' | 'wont-do'} ThemeStatus */

/**
 * @typedef {'new' | 'reviewing' | 'validated' | 'building' | 'shipped' | 'wont-do'} FindingStatus
 */

/**
 * @typedef {'spike' | 'emerging' | 'trend' | 'concentration' | 'score-drop' | 'critical-mass'
 *   | 'churn-risk' | 'renewal' | 'praise' | 'coverage-gap'} FindingKind
 */

/**
 * @typedef {'count' | 'low-count' | 'low-rate' | 'mean-score' | 'top-2-box' | 'nps' | 'accounts'
 *   | 'arr' | 'row-share' | 'col-share'} Measure
 */

/**
 * @typedef {'items.csv' | 'items.ndjson' | 'assign.csv' | 'themes.csv' | 'findings.json' | 'table.csv' | 'snapshot.json'
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
 *   `low-rate`, `mean-score`, `top-2-box`, `nps`, `accounts`, `arr`, `row-share` or `col-share`;
 *   `low-rate` when the data has scores and `count` when not, if empty.
 * @property {Filter} [filter] Which rows.
 * @property {number} [maxRows] At most this many rows and columns are listed, largest first; 0
 *   means 60 and 30.
 * @property {number} [maxCols] See `maxRows`.
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
 * One human decision. Edits are kept in the project and replayed on the next import.
 * @typedef {{ kind: 'rename-theme', theme: string, name: string }
 *   | { kind: 'merge-themes', from: string, into: string }
 *   | { kind: 'split-theme', theme: string, name: string, subthemes?: string[], phrase?: string, like?: boolean }
 *   | { kind: 'move-items', items: string[], into: string, like?: boolean }
 *   | { kind: 'not-this', theme: string, items: string[], like?: boolean }
 *   | { kind: 'pin-theme', theme: string, on?: boolean }
 *   | { kind: 'delete-theme', theme: string }
 *   | { kind: 'set-phrases', theme: string, phrases?: string[] }
 *   | { kind: 'set-theme-owner', theme: string, owner: string }
 *   | { kind: 'set-theme-card', theme: string, job: string, alternatives: string }
 *   | { kind: 'set-theme-status', theme: string, status: ThemeStatus }
 *   | { kind: 'set-finding-status', finding: string, status: FindingStatus, note: string }
 *   | { kind: 'set-owner', area: string, owner: string }
 *   | { kind: 'set-label', item: string, dimension: string, value: string }
 *   | { kind: 'undo' }
 *   | { kind: 'redo' }} Edit
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
 * How far the analysis is. Call `step` until `is_done`.
 * @typedef {object} ProgressView
 * @property {'read' | 'join' | 'text' | 'label' | 'vector' | 'theme' | 'spike' | 'done'} stage The stage.
 * @property {string} label What is being done, in words ("Finding themes").
 * @property {number} done Share of the whole analysis that is done, 0–1.
 * @property {boolean} isDone Whether results can be asked for.
 * @property {FileView} [preview] While a large file is read: what its first rows say.
 */

/**
 * The human decisions, as far as the page shows them.
 * @typedef {object} ProjectView
 * @property {string[]} history What was decided, oldest first, in words.
 * @property {boolean} canUndo Whether there is an edit to take back.
 * @property {boolean} canRedo Whether there is one to make again.
 * @property {[string, string][]} owners Owners: product area and who answers for it.
 */

/**
 * A file for download.
 * @typedef {object} ExportQuery
 * @property {ExportKind} kind `items.csv` (the filtered rows with all labels), `items.ndjson` (their
 *   labels, one JSON object a line), `themes.csv`,
 *   `findings.json`, `table.csv` (needs `table`), `snapshot.json`, `report.html`, `digest.md`,
 *   `digest.html`, `digest.txt` or `project.json`.
 * @property {Filter} [filter] Which rows.
 * @property {TableQuery | null} [table] The table, for `table.csv`.
 * @property {boolean} [redacted] Leave out quotes and account names.
 */

/**
 * One opened file.
 * @typedef {object} FileView
 * @property {number} id Its id in this session.
 * @property {string} name Its name.
 * @property {FileKind} kind `feedback`, `accounts` or `other`.
 * @property {string} kindEvidence Why it was taken for that.
 * @property {string | null} flavour The product whose export this looks like ("Zendesk", …).
 * @property {number} nBytes Size in bytes.
 * @property {string} encoding Name of the encoding ("UTF-8", "windows-1252", …).
 * @property {DialectView} dialect How its lines and cells are written.
 * @property {number} nRows Data rows.
 * @property {number} nRepaired Rows that were padded, cut or otherwise repaired.
 * @property {number} nSetAside Lines that are not data (preamble, footer, repeated header, …), by
 *   reason in `notices`.
 * @property {ColumnView[]} columns Its columns.
 * @property {string[][]} preview The first rows, as text.
 * @property {NoticeView[]} notices What was odd.
 * @property {number} nLines Lines of the file: header, data, lines set aside, blank ones, and line
 *   ends inside cells.
 * @property {[before: string, after: string] | null} repair A word that a repair of wrongly decoded
 *   text would change, before and after.
 * @property {FileChoices} choices What a person decided about it, now or earlier about files with
 *   the same header.
 */

/**
 * How lines and cells are written.
 * @typedef {object} DialectView
 * @property {string} delimiter Between cells: one character, or `", "`.
 * @property {string} quote Around cells; empty where there is none.
 * @property {'doubled' | 'backslash' | 'none'} escape `doubled`, `backslash` or `none`.
 * @property {'lf' | 'crlf' | 'cr' | 'mixed'} lineEnd `lf`, `crlf`, `cr` or `mixed`.
 * @property {number} nPreamble Lines before the header that are not data.
 * @property {number} nHeader Header rows, 0 to 3.
 * @property {number} nFooter Lines after the data that are not data.
 */

/**
 * One column of a file.
 * @typedef {object} ColumnView
 * @property {number} idx Position, from 0.
 * @property {string} name Its header.
 * @property {'text' | 'category' | 'number' | 'date' | 'empty'} kind `text`, `category`, `number`,
 *   `date` or `empty`.
 * @property {string | null} role Code of the role, `null` for none.
 * @property {'high' | 'medium' | 'low' | null} confidence `high`, `medium` or `low`; `null`
 *   without a role.
 * @property {string} evidence Why this role, in words.
 * @property {boolean} isConfirmed Whether a person chose the role.
 * @property {string[]} samples Up to three sample values.
 * @property {number} nMissing Rows without a value.
 * @property {number} nDistinct Distinct values.
 * @property {ScaleView | null} scale The scale, for a score.
 * @property {string | null} dateOrder How dates are written, for a date ("day/month/year").
 * @property {AskView | null} ask A question that the file leaves open.
 */

/**
 * A question that the file leaves open, with its possible answers.
 * @typedef {object} AskView
 * @property {string} code `date-order`.
 * @property {string} question The question in words.
 * @property {[string, string][]} answers Code and words of each answer.
 */

/**
 * The scale of a score.
 * @typedef {object} ScaleView
 * @property {'csat' | 'nps' | 'ces' | 'stars' | 'binary'} metric `csat`, `nps`, `ces`, `stars` or
 *   `binary`.
 * @property {string} name In words ("CSAT 1–5").
 * @property {number} min Worst answer.
 * @property {number} max Best answer.
 * @property {number} lowCut Answers at or below are low.
 * @property {number} highCut Answers at or above are high.
 */

/**
 * One kind of oddity.
 * @typedef {object} NoticeView
 * @property {string} code Stable code.
 * @property {string} message A sentence.
 * @property {number} count How often.
 * @property {number[]} places The first places, as line numbers from 1.
 */

/**
 * The data set at a glance.
 * @typedef {object} OverviewView
 * @property {number} nItems Items of feedback under the filter.
 * @property {number} nAll Items in all.
 * @property {number} nDistinct Items after copies were folded.
 * @property {number} nScored Items with a score.
 * @property {number} nLow Items with a low score.
 * @property {number | null} meanScore Mean score; `null` when scales differ or there are no scores.
 * @property {ScaleView[]} scales The scales present.
 * @property {string | null} from First day.
 * @property {string | null} to Last day.
 * @property {string | null} asOf Today, as the analysis understands it.
 * @property {number} nAccounts Distinct accounts.
 * @property {number | null} arrTotal ARR of all accounts, each once.
 * @property {string | null} currency Currency of ARR.
 * @property {number} nThemes Themes.
 * @property {number} nUnthemed Items in no theme.
 * @property {number} nFindings Findings.
 * @property {number | null} matchRate Share of items joined to an account.
 * @property {CapabilityView[]} capabilities What the data allows, and what it lacks for the rest.
 * @property {DimensionView[]} dimensions What can be cut by.
 * @property {WeekView[]} weeks How many items each week has, in time order: Monday, items, low
 *   items, is the week complete.
 * @property {ProvenanceView} provenance Where the result came from.
 * @property {NoticeView[]} notices What was odd, beyond single files (join, duplicates, …).
 */

/**
 * One ability of the product, and whether the data allows it.
 * @typedef {object} CapabilityView
 * @property {'scores' | 'dates' | 'accounts' | 'arr' | 'renewals' | 'areas' | 'themes' | 'spikes'}
 *   code `scores`, `dates`, `accounts`, `arr`, `renewals`, `areas`, `themes`, `spikes`.
 * @property {boolean} available Whether the data allows it.
 * @property {string} reason What is missing and what to do, in a sentence; empty when available.
 */

/**
 * A column that can be cut by.
 * @typedef {object} DimensionView
 * @property {string} key Key for queries.
 * @property {string} name Name for people.
 * @property {'file' | 'account' | 'computed'} origin `file`, `account` or `computed`.
 * @property {string | null} role Role code, if any.
 * @property {boolean} isOrdered Whether its values have an order (weeks, score bands).
 * @property {[string, number][]} values Values with their item counts under no filter, largest
 *   first (ordered ones in order), at most 200.
 * @property {number} nValues All distinct values.
 * @property {number} nMissing Items without a value.
 */

/**
 * What makes the result repeatable.
 * @typedef {object} ProvenanceView
 * @property {string} engine Version of the engine.
 * @property {number} seed Seed.
 * @property {string | null} model Hash of the token-vector model, `null` when none was loaded.
 * @property {ReadingView | null} reading What was read closely, `null` when nothing was.
 * @property {ProvenanceFileView[]} files The files.
 */

/**
 * A close reading.
 * @typedef {object} ReadingView
 * @property {number} nRead Texts that were read.
 * @property {number} nTexts Texts that there are, copies counted once.
 * @property {string} pack SHA-256 of the reader's pack.
 */

/**
 * One input file.
 * @typedef {object} ProvenanceFileView
 * @property {string} name Its name.
 * @property {string} sha256 SHA-256 of its bytes, in hexadecimal.
 * @property {number} nRows Its data rows.
 */

/**
 * All themes under a filter, and what is in none.
 * @typedef {object} ThemesView
 * @property {ThemeView[]} themes Largest first.
 * @property {number} nItems Items under the filter.
 * @property {number} nUnthemed Items in no theme.
 * @property {string[]} weeks Mondays of the weekly series of each theme.
 * @property {number[]} weeklyUnmatched Items a week that no known theme holds: in none, or in one
 *   that is new and undecided.
 * @property {ChangeView[]} changes What the last import changed.
 */

/**
 * Something that the last import changed.
 * @typedef {object} ChangeView
 * @property {string} kind `new`, `faded`, `merged`, `split` or `unmatched`.
 * @property {string[]} themes Ids of the themes that it is about.
 * @property {string} text What happened, in words.
 * @property {number} n Items.
 */

/**
 * The card of a theme: the literal request, the job behind it, what to ask, what else would help.
 * @typedef {object} CardView
 * @property {string} request The request in a customer's own sentence.
 * @property {string} job The job to be done, as somebody wrote it.
 * @property {string[]} questions Questions to ask.
 * @property {string} alternatives Alternatives, as somebody wrote them.
 */

/**
 * What an edit would do, before it is made.
 * @typedef {object} PreviewView
 * @property {number} nMoved Items that would be in another theme than now.
 * @property {number} nLike Of these, items that nobody named but that are like those.
 * @property {[name: string, n: number][]} from Where they come from; no name for no theme.
 * @property {[name: string, n: number][]} into Where they go; no name for no theme.
 * @property {[before: number, after: number]} nThemes Themes before and after.
 * @property {QuoteView[]} examples Some of the items, those that are only alike first.
 */

/**
 * Themes to be looked at, most worth it first.
 * @typedef {object} ReviewView
 * @property {ReviewItemView[]} items The queue.
 * @property {number} nThemes Themes in all.
 * @property {string} method How the order comes about.
 */

/**
 * One theme of the review queue.
 * @typedef {object} ReviewItemView
 * @property {string} id Id of the theme.
 * @property {string} name Its name.
 * @property {string} description One line: what it is about.
 * @property {boolean} isCandidate Whether it is new since the last import and undecided.
 * @property {number} n Items.
 * @property {number} nAccounts Distinct accounts.
 * @property {number | null} arr ARR of those accounts.
 * @property {number} uncertainty How unsure the theme is, 0–1.
 * @property {number} score Evidence × ARR × uncertainty; only its order means something.
 * @property {string} reason Why it is worth a look, in words.
 * @property {[id: string, name: string] | null} like The theme that it is most like.
 * @property {QuoteView[]} quotes Verbatims that stand for it.
 * @property {Filter} filter Its rows.
 */

/**
 * The theme to which a text would belong.
 * @typedef {object} SuggestView
 * @property {[id: string, name: string] | null} theme The theme; `null` for "new".
 * @property {[id: string, name: string] | null} nearest The most alike, alike enough or not.
 * @property {number} similarity Cosine to its centre.
 * @property {number} threshold The cosine from which a text belongs to it.
 */

/**
 * A group of verbatims about one thing.
 * @typedef {object} ThemeView
 * @property {string} id Stable id ("t12").
 * @property {string} name Its name, in the customers' words unless a person renamed it.
 * @property {boolean} isRenamed Whether a person named it.
 * @property {string[]} terms Telling terms, best first.
 * @property {string} description One line: what it is about.
 * @property {number} n Items.
 * @property {number} nDistinct Items after copies were folded.
 * @property {number} nScored Items with a score.
 * @property {number} nLow Items with a low score.
 * @property {number} share Share of all items under the filter.
 * @property {number | null} meanScore Mean score; `null` when scales differ or there are no scores.
 * @property {number} nAccounts Distinct accounts.
 * @property {number | null} arr ARR of those accounts, each once.
 * @property {boolean} isNew Whether its language is new in the latest weeks.
 * @property {string | null} firstSeen Day of its first item.
 * @property {string | null} lastSeen Day of its newest item.
 * @property {boolean} hasCriticalMass At least the critical mass of items.
 * @property {number[]} weekly Items a week, along `weeks` of `ThemesView`.
 * @property {string} category Its commonest category code.
 * @property {string | null} area Its commonest product area.
 * @property {string | null} owner Who answers for it.
 * @property {ThemeStatus | null} status `hypothesis`, `validated`, `in-progress`, `shipped`,
 *   `wont-do`; `null` below three items.
 * @property {boolean} isCandidate Whether it is new since the last import and undecided.
 * @property {string | null} since The newest day before the import that brought it, empty where
 *   days are unknown; `null` for themes of the first import.
 * @property {boolean} isPinned Whether no import takes anything from it.
 * @property {string[]} phrases Phrases whose items belong to it.
 * @property {CardView} card What is asked for, why, what to ask, and what else would help.
 * @property {SubthemeView[]} subthemes Finer themes within it.
 * @property {QuoteView[]} quotes Verbatims that stand for it.
 * @property {Filter} filter Its rows.
 */

/**
 * A finer theme within a theme.
 * @typedef {object} SubthemeView
 * @property {string} id Stable id ("t12.3").
 * @property {string} name Its name.
 * @property {number} n Items.
 * @property {Filter} filter Its rows.
 */

/**
 * A verbatim that stands for many.
 * @typedef {object} QuoteView
 * @property {number} row Global row number, from 0.
 * @property {string} id The item's own id.
 * @property {string} text The words, shortened at a word boundary with `…` where long.
 * @property {string | null} date Day.
 * @property {number | null} score Score.
 * @property {string | null} account Account name or key.
 * @property {string | null} plan Plan or tier.
 * @property {string | null} language Language code.
 */

/**
 * A page of verbatims.
 * @typedef {object} VerbatimsView
 * @property {number} nTotal Rows that the filter holds for.
 * @property {number} offset Position of the first of this page.
 * @property {VerbatimView[]} items This page.
 */

/**
 * One item of feedback with everything known about it.
 * @typedef {object} VerbatimView
 * @property {number} row Global row number, from 0.
 * @property {string} id The item's own id.
 * @property {string} key What the item is known by in decisions: its id, or a hash of its words.
 * @property {string} file File it came from.
 * @property {number} fileRow Row within that file, from 1.
 * @property {string | null} title Heading, if the file has one.
 * @property {string} text The customer's words, untouched.
 * @property {MarkView[]} marks Words that led to a label, as UTF-16 positions in `text`.
 * @property {string | null} date Day.
 * @property {number | null} score Score.
 * @property {boolean} isLow Whether the score is low.
 * @property {string | null} account Account name or key.
 * @property {number | null} arr ARR of the account.
 * @property {string | null} url A link to the item, only if it is http or https.
 * @property {ValueView[]} values Values of the dimensions that have one, theme, category, severity
 *   and language among them.
 * @property {number} nCopies Items that say the same, this one included.
 */

/**
 * The value of one dimension.
 * @typedef {object} ValueView
 * @property {string} key Key of the dimension.
 * @property {string} name Name of the dimension.
 * @property {string} value The value.
 * @property {number | null} confidence How likely it is, where that is known; 1 for what a person
 *   gave.
 */

/**
 * How far people and machine agree on labels, and which to look at next.
 * @typedef {object} LabelsView
 * @property {number} nGiven Labels that people corrected or confirmed.
 * @property {AgreementView[]} agreement Agreement by dimension, over the items that people judged,
 *   with the machine as it was before it learnt from them.
 * @property {UnsureView[]} queue Items to judge next, those first from which most is learnt.
 * @property {boolean} hasWeights Whether weights are there that learn.
 */

/**
 * Agreement on one dimension.
 * @typedef {object} AgreementView
 * @property {string} dimension Key of the dimension.
 * @property {number} n Items judged.
 * @property {number} nSame Items on which both say the same.
 * @property {number} share Share of them.
 * @property {number} shareLow Lower end of its 95 % interval.
 * @property {number} shareHigh Upper end.
 * @property {number | null} kappa Cohen's κ; `null` where only one value was given and found.
 * @property {number | null} kappaLow Lower end of its 95 % interval.
 * @property {number | null} kappaHigh Upper end.
 */

/**
 * An item whose kind is least sure.
 * @typedef {object} UnsureView
 * @property {number} row Global row number, from 0.
 * @property {string} key What the item is known by in decisions.
 * @property {string} text Its words, shortened.
 * @property {string} category The category found.
 * @property {number} doubt 1 where two kinds are equally likely, 0 where one is certain.
 * @property {number | null} arr ARR of the account.
 */

/**
 * Words that led to a label.
 * @typedef {object} MarkView
 * @property {number} start First UTF-16 unit.
 * @property {number} end One past the last.
 * @property {string} dimension Dimension of the label (`category`, `severity`, `sentiment`,
 *   `risk`, `cause`, `area`, `theme`).
 * @property {string} value The label.
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

/**
 * The inbox.
 * @typedef {object} FindingsView
 * @property {FindingView[]} findings Most urgent first.
 * @property {string | null} asOf Today, as the analysis understands it.
 * @property {string | null} currency Currency of ARR.
 * @property {number} nTests Statistical tests made for this list.
 * @property {string[]} footnotes Methods and corrections, in sentences.
 */

/**
 * Something worth saying, with its evidence, its worth, its owner and its rows.
 * @typedef {object} FindingView
 * @property {string} id Stable across imports: made of kind and subject.
 * @property {FindingKind} kind `spike`, `emerging`, `trend`, `concentration`, `score-drop`,
 *   `critical-mass`, `churn-risk`, `renewal`, `praise` or `coverage-gap`.
 * @property {string} title The sentence, as in an alert.
 * @property {string} detail The second line: counts, p and what was compared.
 * @property {SubjectView} subject What it is about.
 * @property {string | null} area Product area.
 * @property {string | null} since Since when.
 * @property {EvidenceView[]} evidence What it rests on.
 * @property {ExposureView} exposure Whom it touches and what they are worth.
 * @property {Confidence} confidence `directional`, `fair`, `strong` or `firm`.
 * @property {number} urgency Order of the inbox: higher is more urgent.
 * @property {boolean} needsDecision Whether it asks for a decision this week.
 * @property {string} action What to do next, in a sentence.
 * @property {string | null} owner Who answers for it; `null` when nobody does.
 * @property {FindingStatus} status `new`, `reviewing`, `validated`, `building`, `shipped` or
 *   `wont-do`.
 * @property {string} note The analyst's note.
 * @property {Role[]} audience Roles whose view shows it: `leadership`, `pm`, `engineering`,
 *   `sales`.
 * @property {number} nRows Items behind it.
 * @property {QuoteView[]} quotes Verbatims that stand for it.
 * @property {number[]} weekly Items a week, along `weeks` of `OverviewView`; empty when it has no
 *   course.
 * @property {Filter} filter Its rows.
 * @property {AlertView} alert Texts to send.
 */

/**
 * The texts of an alert.
 * @typedef {object} AlertView
 * @property {string} slack For Slack, its control characters neutralised.
 * @property {string} mailSubject Subject of a mail.
 * @property {string} mailBody Body of a mail.
 */

/**
 * One piece of evidence.
 * @typedef {object} EvidenceView
 * @property {'rule' | 'statistics'} kind `rule` or `statistics`.
 * @property {string} text In words and numbers.
 * @property {boolean} holds Whether it speaks for the finding.
 */

/**
 * Whom something touches.
 * @typedef {object} ExposureView
 * @property {number} nItems Items.
 * @property {number} nLow Items with a low score.
 * @property {number} nAccounts Distinct accounts.
 * @property {[string, number] | null} topPlan Tier that holds most of them, with its count.
 * @property {number | null} arr ARR of those accounts, each once.
 * @property {number | null} arrShare Its share of all ARR.
 * @property {number} nRenewing Accounts that renew soon.
 * @property {[string, number][]} renewals ARR that renews in each quarter ("2026 Q1").
 */

/**
 * The short report of a period.
 * @typedef {object} DigestView
 * @property {string} title Heading.
 * @property {string | null} from First day of the period.
 * @property {string | null} to Last day of the period.
 * @property {DigestBlockView[]} blocks Blocks, decisions first.
 * @property {number} nWords Words in all; always under the limit.
 * @property {number} maxWords The limit.
 * @property {string} markdown As Markdown.
 * @property {string} html As HTML, safe to paste.
 * @property {string} slack As Slack text.
 */

/**
 * One block of the digest.
 * @typedef {object} DigestBlockView
 * @property {'decisions' | 'themes' | 'gaps' | 'churn' | 'wins' | 'high-value' | 'quotes'} code
 *   `decisions`, `themes`, `gaps`, `churn`, `wins`, `high-value` or `quotes`.
 * @property {string} title Heading.
 * @property {BulletView[]} bullets Its sentences.
 */

/**
 * One sentence of the digest, with its rows.
 * @typedef {object} BulletView
 * @property {string} text The sentence, plain text.
 * @property {Filter | null} filter Its rows, where it has any.
 * @property {string | null} finding Finding it came from.
 */

/**
 * A saved result, enough for a widget or a one-file report: no data beyond what is shown.
 * @typedef {object} SnapshotView
 * @property {'undertone-snapshot'} format `undertone-snapshot`.
 * @property {number} version Version of this format.
 * @property {OverviewView} overview The data set at a glance.
 * @property {FindingsView} findings The inbox.
 * @property {TableView[]} tables Heatmaps, the main one first.
 * @property {ThemesView} themes Themes.
 * @property {SpikesView} spikes Spikes.
 * @property {CoverageView} coverage Coverage.
 * @property {DigestView} digest The digest.
 */

/**
 * What a snapshot leaves out or keeps.
 * @typedef {object} SnapshotQuery
 * @property {boolean} [redacted] Leave out quotes and account names.
 */

/**
 * Every call the worker answers. Arguments and results are structured-cloneable.
 * @typedef {object} Api
 * @property {(name: string, data: FileData) => FileView} open Opens one file.
 * @property {(file: number, choices: FileChoices) => FileView} choose Changes what was found about
 *   a file; the analysis must be made again.
 * @property {(file: number) => null} close Forgets a file.
 * @property {(data: Blob | ArrayBuffer) => null} loadModel Takes the word vectors or
 *   the labels file.
 * @property {(query: AnalyseQuery) => ProgressView} analyse Runs every stage, with progress.
 * @property {(n?: number) => string[]} readingSample Texts that stand for all, for a reader to read.
 * @property {(vectors: Float32Array, dims: number, pack: string) => ReadingView} readClosely Finds
 *   the themes anew with a reader's vectors of those texts, with progress.
 * @property {() => string[]} textsToRead All different texts, for a reader of several languages.
 * @property {(vectors: Float32Array, dims: number, pack: string) => ReadingView} readLanguages
 *   Finds the themes anew with that reader's vectors beside the engine's, with progress.
 * @property {(filter: Filter) => OverviewView} overview The data set at a glance.
 * @property {(filter: Filter) => FindingsView} findings The inbox.
 * @property {(filter: Filter) => ThemesView} themes The themes.
 * @property {(query: TableQuery) => TableView} table One dimension by another.
 * @property {(filter: Filter) => SpikesView} spikes The spikes.
 * @property {(filter: Filter) => CoverageView} coverage How well each segment is heard.
 * @property {(filter: Filter) => AccountsView} accounts Accounts, most at risk first.
 * @property {(query: VerbatimsQuery) => VerbatimsView} verbatims A page of verbatims.
 * @property {(query: VerbatimsQuery) => LabelsView} labels Agreement on labels, and which to look
 *   at next.
 * @property {(filter: Filter) => DigestView} digest The weekly digest.
 * @property {(edit: Edit) => ProjectView} edit Makes, takes back or makes again a decision.
 * @property {() => ProjectView} project The decisions.
 * @property {(json: string) => ProjectView} restore Reads a project file and replays it.
 * @property {(edit: Edit) => PreviewView} previewEdit What an edit would do; nothing is made.
 * @property {(filter: Filter) => ReviewView} review Themes to be looked at.
 * @property {(text: string) => SuggestView} suggest The theme to which a text would belong.
 * @property {(query: ExportQuery) => Uint8Array} export A file for download.
 * @property {() => number} newSeed A fresh random seed; nothing else here is random.
 */

/**
 * One table of a file that is no delimited text, ready to be opened.
 * @typedef {object} PackedTable
 * @property {Blob} body The table as delimited text.
 * @property {number} size Its size in bytes.
 * @property {string} format What the file is, in words ("Excel workbook").
 * @property {string} sha256 SHA-256 of the file, in hexadecimal.
 * @property {NoticeView[]} notices What was odd about it.
 */

/**
 * What can be opened: a file's bytes, or a table that was unpacked from one.
 * @typedef {Blob | ArrayBuffer | PackedTable} FileData
 */

/**
 * The first message to a worker: the part of the engine that opens files, compiled.
 * @typedef {{ module: WebAssembly.Module }} Hello
 */

/**
 * The other part, which analyses, or why it could not be loaded.
 * @typedef {{ analysis: WebAssembly.Module | string }} Arrival
 */

/**
 * One call.
 * @typedef {{ id: number, method: keyof Api, args: unknown[] }} Request
 */

/**
 * An error as it crosses. `code` is the engine's ("no-verbatim", …), or `crashed` when the module
 * died, `cancelled` after {@link EngineClient.cancel}, `unreadable-file` when the browser could not
 * read a file, `engine-missing` when the engine's own files could not be loaded.
 * @typedef {{ name: string, message: string, code: string }} WireError
 */

/**
 * What comes back: a result, an error, or word of progress before either. `ms` is the time that the
 * call took in the worker; `project` is the project file after a call that changed it.
 * @typedef {{ id: number, result?: unknown, error?: WireError, progress?: ProgressView,
 *   ms?: number, project?: string }} Response
 */

export {};
