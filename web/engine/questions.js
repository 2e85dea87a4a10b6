/**
 * @file What can be asked of the analysis, and decided: each is one call to the worker.
 * @import { Api } from './protocol.js'
 * @import { Edit, PreviewView, ProjectView } from './types/decision.js'
 * @import { AccountsView, CoverageView, DriversView, ImpactView, NewsView, SpikesView, SurprisesView, TableView } from './types/evidence.js'
 * @import { DigestView, FindingsView } from './types/finding.js'
 * @import { OverviewView } from './types/overview.js'
 * @import { DriversQuery, ExportQuery, Filter, ImpactQuery, NewsQuery, TableQuery, VerbatimsQuery } from './types/query.js'
 * @import { ReviewView, SuggestView, ThemesView } from './types/theme.js'
 * @import { LabelsView, VerbatimsView } from './types/verbatim.js'
 */

/** The questions; whoever extends them says how a call is made. */
export class Questions extends EventTarget {
  /**
   * Calls one method in the worker.
   * @template {keyof Api} M
   * @param {M} _method
   * @param {Parameters<Api[M]>} _args
   * @returns {Promise<ReturnType<Api[M]>>}
   */
  call(_method, ..._args) {
    throw new Error('there is no worker to ask');
  }

  /**
   * The data set at a glance.
   * @param {Filter} [filter]
   * @returns {Promise<OverviewView>}
   */
  overview(filter = {}) {
    return this.call('overview', filter);
  }

  /**
   * The inbox.
   * @param {Filter} [filter]
   * @returns {Promise<FindingsView>}
   */
  findings(filter = {}) {
    return this.call('findings', filter);
  }

  /**
   * The themes.
   * @param {Filter} [filter]
   * @returns {Promise<ThemesView>}
   */
  themes(filter = {}) {
    return this.call('themes', filter);
  }

  /**
   * One dimension by another.
   * @param {TableQuery} query
   * @returns {Promise<TableView>}
   */
  table(query) {
    return this.call('table', query);
  }

  /**
   * The spikes.
   * @param {Filter} [filter]
   * @returns {Promise<SpikesView>}
   */
  spikes(filter = {}) {
    return this.call('spikes', filter);
  }

  /**
   * What each value of a dimension does to a score.
   * @param {ImpactQuery} query
   * @returns {Promise<ImpactView>}
   */
  impact(query) {
    return this.call('impact', query);
  }

  /**
   * What changed a score between two periods.
   * @param {DriversQuery} query
   * @returns {Promise<DriversView>}
   */
  drivers(query) {
    return this.call('drivers', query);
  }

  /**
   * Themes that are said far more, or less, often in one segment than elsewhere.
   * @param {Filter} [filter]
   * @returns {Promise<SurprisesView>}
   */
  surprises(filter = {}) {
    return this.call('surprises', filter);
  }

  /**
   * Words that are new in the last week, and what changed with releases.
   * @param {NewsQuery} [query]
   * @returns {Promise<NewsView>}
   */
  news(query = {}) {
    return this.call('news', query);
  }

  /**
   * How well each segment is heard.
   * @param {Filter} [filter]
   * @returns {Promise<CoverageView>}
   */
  coverage(filter = {}) {
    return this.call('coverage', filter);
  }

  /**
   * Accounts, most at risk first.
   * @param {Filter} [filter]
   * @returns {Promise<AccountsView>}
   */
  accounts(filter = {}) {
    return this.call('accounts', filter);
  }

  /**
   * A page of verbatims.
   * @param {VerbatimsQuery} query
   * @returns {Promise<VerbatimsView>}
   */
  verbatims(query) {
    return this.call('verbatims', query);
  }

  /**
   * How far people and machine agree on labels, and which to look at next.
   * @param {VerbatimsQuery} [query]
   * @returns {Promise<LabelsView>}
   */
  labels(query = {}) {
    return this.call('labels', query);
  }

  /**
   * The weekly digest.
   * @param {Filter} [filter]
   * @returns {Promise<DigestView>}
   */
  digest(filter = {}) {
    return this.call('digest', filter);
  }

  /**
   * Makes, takes back or makes again a human decision.
   * @param {Edit} edit
   * @returns {Promise<ProjectView>}
   */
  edit(edit) {
    return this.call('edit', edit);
  }

  /**
   * What an edit would do; nothing is made.
   * @param {Edit} edit
   * @returns {Promise<PreviewView>}
   */
  previewEdit(edit) {
    return this.call('previewEdit', edit);
  }

  /**
   * Themes to be looked at, most worth it first.
   * @param {Filter} [filter]
   * @returns {Promise<ReviewView>}
   */
  review(filter = {}) {
    return this.call('review', filter);
  }

  /**
   * The theme to which a text would belong.
   * @param {string} text
   * @returns {Promise<SuggestView>}
   */
  suggest(text) {
    return this.call('suggest', text);
  }

  /**
   * The human decisions.
   * @returns {Promise<ProjectView>}
   */
  project() {
    return this.call('project');
  }

  /**
   * Reads a project file; its decisions are replayed on what is open.
   * @param {string} json
   * @returns {Promise<ProjectView>}
   */
  restore(json) {
    return this.call('restore', json);
  }

  /**
   * A file for download.
   * @param {ExportQuery} query
   * @returns {Promise<Uint8Array>}
   */
  export(query) {
    return this.call('export', query);
  }

  /**
   * A fresh random seed.
   * @returns {Promise<number>}
   */
  newSeed() {
    return this.call('newSeed');
  }
}
