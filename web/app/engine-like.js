/** @file What the page asks of the engine. */

/**
 * @import { FileData } from '../engine/protocol.js'
 * @import { Read, ReadKind } from '../engine/record.js'
 * @import { Edit, PreviewView, ProjectView } from '../engine/types/decision.js'
 * @import { AccountsView, AlertsView, CoverageView, DriversView, ImpactView, NewsView, SpikesView, SurprisesView, TableView } from '../engine/types/evidence.js'
 * @import { FileView } from '../engine/types/file.js'
 * @import { DigestView, FindingsView } from '../engine/types/finding.js'
 * @import { OverviewView, ProgressView, ReadingView } from '../engine/types/overview.js'
 * @import { AlertsQuery, AnalyseQuery, DriversQuery, ExportQuery, FileChoices, Filter, ImpactQuery, NewsQuery, TableQuery, VerbatimsQuery } from '../engine/types/query.js'
 * @import { ReviewView, ThemesView } from '../engine/types/theme.js'
 * @import { LabelsView, VerbatimsView } from '../engine/types/verbatim.js'
 */

/** @typedef {(progress: ProgressView) => void} Tell */

/**
 * What the page asks of the engine; `EngineClient` is one.
 * @typedef {object} EngineLike
 * @property {(name: string, blob: Blob) => Promise<{ name: string, data: FileData }[]>} unpack
 * @property {(name: string, data: FileData, tell?: Tell) => Promise<FileView>} open
 * @property {(file: number, choices: FileChoices, tell?: Tell) => Promise<FileView>} choose
 * @property {(file: number) => Promise<unknown>} close
 * @property {(query: AnalyseQuery) => Promise<unknown>} analyse
 * @property {(kind: ReadKind, tell: Tell, signal: AbortSignal) => Promise<ReadingView>} readClosely
 * @property {Read | undefined} read What a reader said of the texts of the analysis that stands.
 * @property {(read: Read, tell?: Tell) => Promise<boolean>} readAgain
 * @property {() => unknown} cancel
 * @property {() => Promise<boolean>} loadModel
 * @property {(filter: Filter) => Promise<OverviewView>} overview
 * @property {(filter: Filter) => Promise<FindingsView>} findings
 * @property {(filter: Filter) => Promise<ThemesView>} themes
 * @property {(query: TableQuery) => Promise<TableView>} table
 * @property {(filter: Filter) => Promise<SpikesView>} spikes
 * @property {(query: AlertsQuery, tell?: Tell) => Promise<AlertsView>} alerts
 * @property {(query: NewsQuery) => Promise<NewsView>} news
 * @property {(query: ImpactQuery) => Promise<ImpactView>} impact
 * @property {(query: DriversQuery) => Promise<DriversView>} drivers
 * @property {(filter: Filter) => Promise<SurprisesView>} surprises
 * @property {(filter: Filter) => Promise<CoverageView>} coverage
 * @property {(filter: Filter) => Promise<AccountsView>} accounts
 * @property {(query: VerbatimsQuery) => Promise<VerbatimsView>} verbatims
 * @property {(query: VerbatimsQuery) => Promise<LabelsView>} labels
 * @property {(filter: Filter) => Promise<DigestView>} digest
 * @property {(edit: Edit) => Promise<ProjectView>} edit
 * @property {(edit: Edit) => Promise<PreviewView>} previewEdit
 * @property {(filter: Filter) => Promise<ReviewView>} review
 * @property {() => Promise<ProjectView>} project
 * @property {(json: string) => Promise<ProjectView>} restore
 * @property {(query: ExportQuery) => Promise<Uint8Array>} export
 * @property {(type: string, listener: (event: any) => void) => void} addEventListener
 */

export {};
