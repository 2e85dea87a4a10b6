/**
 * @file The calls and messages between page and worker. Types only, no code: both sides import them
 * and those of `types/`, and `tsc` holds them to it; `tests/contract` holds them to the engine's own.
 * Shares are 0–1, days `YYYY-MM-DD`, absent values `null`.
 * @import { Edit, PreviewView, ProjectView } from './types/decision.js'
 * @import { AccountsView, AlertsView, CoverageView, DriversView, ImpactView, NewsView, SpikesView, SurprisesView, TableView } from './types/evidence.js'
 * @import { FileView, NoticeView } from './types/file.js'
 * @import { DigestView, FindingsView } from './types/finding.js'
 * @import { OverviewView, ProgressView, ReadingView } from './types/overview.js'
 * @import { AlertsQuery, AnalyseQuery, DriversQuery, ExportQuery, FileChoices, Filter, ImpactQuery, NewsQuery, TableQuery, VerbatimsQuery } from './types/query.js'
 * @import { ReviewView, SuggestView, ThemesView } from './types/theme.js'
 * @import { LabelsView, VerbatimsView } from './types/verbatim.js'
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
 * @property {(query: ImpactQuery) => ImpactView} impact What each value of a dimension does to a
 *   score.
 * @property {(query: DriversQuery) => DriversView} drivers What changed a score between two periods.
 * @property {(filter: Filter) => SurprisesView} surprises Themes that are said far more, or less,
 *   often in one segment than elsewhere.
 * @property {(query: AlertsQuery) => AlertsView} alerts The alerts that each day would have raised,
 *   with progress.
 * @property {(query: NewsQuery) => NewsView} news Words that are new in the last week, and what
 *   changed with releases.
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
 * The other part, which analyses.
 * @typedef {{ analysis: WebAssembly.Module }} Arrival
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
