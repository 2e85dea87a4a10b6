/**
 * @file The data set at a glance, how far an analysis is, and what a result rests on.
 * @import { WeekView } from './evidence.js'
 * @import { FileView, NoticeView, ScaleView } from './file.js'
 * @import { Role } from './finding.js'
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

export {};
