/** @file A stand-in for the engine's client: the same calls over a small made-up world, for page tests. */

/**
 * @import { Edit, ProjectView } from '../../web/engine/types/decision.js'
 * @import { AccountsView, AlertsView, CoverageView, DriversView, ImpactView, NewsView, SpikeView, SpikesView, SurprisesView, TableView } from '../../web/engine/types/evidence.js'
 * @import { FileView } from '../../web/engine/types/file.js'
 * @import { DigestView, FindingView, FindingsView } from '../../web/engine/types/finding.js'
 * @import { OverviewView } from '../../web/engine/types/overview.js'
 * @import { AlertsQuery, DriversQuery, Filter, ImpactQuery, NewsQuery, TableQuery, VerbatimsQuery } from '../../web/engine/types/query.js'
 * @import { QuoteView, ThemesView, ThemeView } from '../../web/engine/types/theme.js'
 * @import { LabelsView, VerbatimsView } from '../../web/engine/types/verbatim.js'
 */
/** @import { Account, Item } from './fake-data.js' */
import { accountsOf, AREAS, itemsOf, PLANS, THEMES, WEEKS } from './fake-data.js';
import { fileView } from './fake-file.js';

const DIMENSIONS = /** @type {const} */ ([
  ['area', 'Product area', 'file'], ['plan', 'Plan', 'account'], ['region', 'Region', 'account'], ['owner', 'Owner', 'account'],
  ['theme', 'Theme', 'computed'], ['category', 'Category', 'computed'], ['severity', 'Severity', 'computed'],
  ['language', 'Language', 'computed'], ['week', 'Week', 'computed'],
]);

/** The same calls as `EngineClient`. */
export class FakeEngine extends EventTarget {
  #accounts = accountsOf();
  #items = itemsOf(this.#accounts);
  #files = /** @type {FileView[]} */ ([]);
  #done = /** @type {Edit[]} */ ([]);
  #undone = /** @type {Edit[]} */ ([]);
  #cancelled = false;
  /** Milliseconds between the steps of an analysis. */
  pause = 15;

  /** @param {string} name @param {Blob} data */
  async unpack(name, data) {
    return [{ name, data }];
  }

  /** @param {string} name @param {import('../../web/engine/protocol.js').FileData} blob @param {(progress: any) => void} [tell] */
  async open(name, blob, tell) {
    if (blob instanceof ArrayBuffer) throw new Error('the page opens blobs');
    for (let done = 0; /large/.test(name) && done < 20; done += 1) {
      const preview = done === 0 ? fileView(0, name, this.#items.slice(0, 20), this.#accounts) : undefined;
      tell?.({ stage: 'read', label: `Reading ${name}`, done: done / 20, isDone: false, ...(preview && { preview }) });
      await new Promise((resolve) => setTimeout(resolve, this.pause * 20));
    }
    if (blob.size === 0) throw Object.assign(new Error(`"${name}" is empty: export it again with rows`), { code: 'empty-file' });
    const view = fileView(this.#files.length + 1, name, this.#items, this.#accounts);
    this.#files.push(view);
    return view;
  }

  /** @param {number} id @param {import('../../web/engine/types/query.js').FileChoices} choices */
  async choose(id, { afresh, ...more }) {
    const idx = this.#files.findIndex((file) => file.id === id);
    const old = /** @type {FileView} */ (this.#files[idx]);
    const choices = merged(afresh ? {} : old.choices, more);
    const file = { ...fileView(id, old.name, this.#items, this.#accounts), choices };
    if (choices.encoding) file.encoding = choices.encoding;
    if (choices.repair) {
      file.repair = null;
      file.notices.push({ code: 'mojibake-repaired', message: 'UTF-8 that had been read as windows-1252 was turned back', count: 12, places: [3, 9, 14] });
    }
    if (/large/.test(file.name)) await new Promise((resolve) => setTimeout(resolve, this.pause * 200));
    if (choices.kind) file.kind = choices.kind;
    for (const [header, role] of choices.roles ?? []) {
      for (const column of file.columns) if (column.name === header) Object.assign(column, { role, isConfirmed: true, evidence: '' });
    }
    for (const [header, order] of choices.dateOrders ?? []) {
      for (const column of file.columns) if (column.name === header) Object.assign(column, { ask: null, dateOrder: order === 'dmy' ? 'day/month/year' : 'month/day/year' });
    }
    this.#files[idx] = file;
    return file;
  }

  /** @param {number} id */
  async close(id) {
    this.#files = this.#files.filter((file) => file.id !== id);
  }

  async loadModel() {
    return true;
  }

  /** Nothing reads closely here. @type {undefined} */ read = undefined;

  async readAgain() {
    return false;
  }

  cancel() {
    this.#cancelled = true;
  }

  async analyse() {
    this.#cancelled = false;
    const stages = ['Joining accounts', 'Reading verbatims', 'Labelling', 'Finding themes', 'Looking for spikes', 'Writing findings'];
    for (const [idx, label] of stages.entries()) {
      this.dispatchEvent(new CustomEvent('progress', { detail: { stage: 'text', label, done: idx / stages.length, isDone: false } }));
      await new Promise((resolve) => setTimeout(resolve, this.pause));
      if (this.#cancelled) throw Object.assign(new Error('Cancelled'), { code: 'cancelled' });
    }
    return { stage: 'done', label: 'Done', done: 1, isDone: true };
  }

  /** @param {Filter} filter */
  #select({ from, to, clauses = [], lowOnly, search, rows }) {
    return this.#items.filter((item) =>
      (!from || item.date >= from) && (!to || item.date <= to)
      && clauses.every(({ dimension, values }) => values.includes(item.values[dimension] ?? ''))
      && (!lowOnly || isLow(item)) && (!search || item.text.toLowerCase().includes(search.toLowerCase()))
      && (!rows || rows.includes(item.row)));
  }

  /** @param {Filter} filter @returns {Promise<OverviewView>} */
  async overview(filter) {
    const items = this.#select(filter);
    return {
      ...scores(items), nItems: items.length, nAll: this.#items.length, nDistinct: items.length - 40,
      scales: [{ metric: 'csat', name: 'CSAT 1–5', min: 1, max: 5, lowCut: 2, highCut: 4 }],
      from: '2026-05-18', to: '2026-11-13', asOf: '2026-11-13', nAccounts: accounts(items).size,
      arrTotal: this.#arr(items), currency: 'USD', nThemes: THEMES.length, nUnthemed: 31, nFindings: 12, matchRate: 0.97,
      capabilities: ['scores', 'dates', 'accounts', 'arr', 'renewals', 'areas', 'themes', 'spikes'].map((code) =>
        ({ code: /** @type {any} */ (code), available: true, reason: '' })),
      dimensions: DIMENSIONS.map(([key, name, origin]) => {
        const values = count(this.#items, key);
        return { key, name, origin, role: key, isOrdered: key === 'week', values, nValues: values.length, nMissing: 0 };
      }),
      weeks: WEEKS.map((start, idx) => ({ start, n: items.filter(({ week }) => week === start).length, nLow: 0, isComplete: idx < 25 })),
      provenance: { engine: '0.1.0', seed: 20261121, model: 'f3a9c1d20b', reading: null, files: this.#files.map(({ name, nRows }) => ({ name, sha256: '9c56cc51b374c3ba189210d5b6d4bf57790d351c96c47c02190ecf1e430635ab', nRows })) },
      notices: [{ code: 'unmatched', message: 'Items without an account in the accounts file', count: 38, places: [] }],
    };
  }

  /** @param {Item[]} items */
  #arr(items) {
    return [...accounts(items)].reduce((sum, id) => sum + (this.#accounts.find((one) => one.id === id)?.arr ?? 0), 0);
  }

  /** @param {Item} item @returns {QuoteView} */
  #quote = (item) => ({
    row: item.row, id: item.id, text: item.text, date: item.date, score: item.score,
    account: this.#accounts.find(({ id }) => id === item.account)?.name ?? null, plan: item.values['plan'] ?? null,
    language: item.values['language'] ?? null,
  });

  /** @param {Filter} filter @returns {Promise<ThemesView>} */
  async themes(filter) {
    const items = this.#select(filter);
    const themes = THEMES.flatMap(([area, name, terms, category], idx) => {
      const id = `t${idx + 1}`;
      const merged = this.#done.filter((edit) => edit.kind === 'merge-themes');
      if (merged.some((edit) => edit.from === id)) return [];
      const own = items.filter(({ theme }) => theme === id || merged.some((edit) => edit.into === id && edit.from === theme));
      if (own.length === 0) return [];
      const renamed = this.#done.findLast((edit) => edit.kind === 'rename-theme' && edit.theme === id);
      const status = this.#done.findLast((edit) => edit.kind === 'set-theme-status' && edit.theme === id);
      /** @type {ThemeView} */
      const theme = {
        id, name: /** @type {any} */ (renamed)?.name ?? name, isRenamed: Boolean(renamed), terms, ...scores(own),
        description: `Customers write about ${terms.join(', ')}.`, n: own.length, nDistinct: own.length - 1,
        share: own.length / items.length, nAccounts: accounts(own).size, arr: this.#arr(own), isNew: name === 'login loop',
        firstSeen: own[0]?.date ?? null, lastSeen: own.at(-1)?.date ?? null, hasCriticalMass: own.length >= 5,
        weekly: weekly(own), category, area, owner: area === 'API' ? 'platform-team' : null,
        status: /** @type {any} */ (status)?.status ?? 'hypothesis',
        isCandidate: name === 'login loop', since: name === 'login loop' ? '2026-02-28' : null, isPinned: false, phrases: [],
        card: { request: 'Please stop the loop.', job: '', questions: ['Since when?'], alternatives: '' },
        subthemes: [{ id: `${id}.1`, name: `${terms[0]} on iOS`, n: Math.ceil(own.length * 0.6), filter: by('theme', id, filter) }, { id: `${id}.2`, name: `${terms[1] ?? terms[0]}`, n: Math.floor(own.length * 0.4), filter: by('theme', id, filter) }],
        quotes: distinct(own.slice(-12)).slice(0, 3).map(this.#quote), filter: by('theme', id, filter), nAlso: 2, alsoFilter: by('also', id, filter),
      };
      return [theme];
    });
    return { themes: themes.sort((a, b) => b.n - a.n), nItems: items.length, nUnthemed: 31, weeks: WEEKS, weeklyUnmatched: WEEKS.map(() => 3), changes: [{ kind: 'new', themes: ['t1'], text: '“login loop” is new', n: 9 }] };
  }

  /** @param {TableQuery} query @returns {Promise<TableView>} */
  async table({ rows: rowKey, cols: colKey, measure = 'low-rate', filter = {} }) {
    const items = this.#select(filter);
    const rows = count(items, rowKey).map(([value]) => value).slice(0, 30);
    const cols = colKey ? count(items, colKey).map(([value]) => value) : ['All'];
    if (colKey === 'week') cols.sort();
    const name = (/** @type {string} */ key) => DIMENSIONS.find(([one]) => one === key)?.[1] ?? key;
    /** @param {Item[]} own @returns {number} */
    const read = (own) => {
      const { nScored, nLow, meanScore } = scores(own);
      switch (measure) {
        case 'count': return own.length;
        case 'low-count': return nLow;
        case 'mean-score': return meanScore ?? NaN;
        case 'accounts': return accounts(own).size;
        case 'arr': return this.#arr(own);
        case 'low-rate': return nScored > 0 ? nLow / nScored : NaN;
        default: return own.length / items.length;
      }
    };
    const cells = rows.flatMap((row) => cols.map((col) => items.filter(({ values }) => values[rowKey] === row && (!colKey || values[colKey] === col))));
    const overall = read(items);
    const of = (/** @type {(own: Item[], idx: number) => number} */ f) => Float64Array.from(cells.map(f));
    const rates = cells.map(read);
    const marks = cells.map((own, idx) => {
      const { nScored } = scores(own);
      const z = ((rates[idx] ?? 0) - overall) / Math.sqrt((overall * (1 - overall)) / Math.max(1, nScored));
      return nScored < 15 || measure !== 'low-rate' ? 0 : z > 4 ? 2 : z > 2.6 ? 1 : z < -4 ? -2 : z < -2.6 ? -1 : 0;
    });
    const letters = cols.map((_, idx) => String.fromCharCode(65 + (idx % 26)));
    return {
      rowDimension: rowKey, rowName: name(rowKey), colDimension: colKey ?? null, colName: colKey ? name(colKey) : null,
      rows, rowGroups: [], cols, colGroups: [], colLetters: letters, measure: /** @type {any} */ (measure), measureName: measure === 'low-rate' ? 'low-score rate' : measure.replace('-', ' '),
      format: measure === 'arr' ? 'money' : measure === 'mean-score' ? 'score' : /rate|share|box/.test(measure) ? 'share' : 'count',
      value: Float64Array.from(rates), n: of((own) => own.length), base: of((own) => scores(own).nScored), low: of((own) => scores(own).nLow),
      accounts: of((own) => accounts(own).size), arr: of((own) => this.#arr(own)),
      ciLow: Float64Array.from(rates, (rate) => Math.max(0, rate - 0.06)), ciHigh: Float64Array.from(rates, (rate) => Math.min(1, rate + 0.07)),
      p: of((own, idx) => (own.length < 15 ? NaN : marks[idx] ? 0.0004 : 0.21)), q: of((own, idx) => (own.length < 15 ? NaN : marks[idx] ? 0.002 : 0.4)),
      mark: Float64Array.from(marks), compared: Float64Array.from(rates), rest: of(() => overall), diff: Float64Array.from(rates, (rate) => rate - overall),
      diffLow: Float64Array.from(rates, (rate) => rate - overall - 0.06), diffHigh: Float64Array.from(rates, (rate) => rate - overall + 0.07), pCheck: of(() => NaN),
      withinDiff: of(() => NaN), withinQ: of(() => NaN), withinMark: of(() => 0), topAccountShare: of((own) => (own.length ? 1 / Math.max(1, accounts(own).size) : NaN)),
      lowArr: of(() => 0), levels: [], distribution: [], nWithinTests: 0, unit: 'items', test: "Fisher's exact test with mid-p", adjust: 'bh', alpha: [0.05, 0.001], minBase: 15,
      overall: colKey ? { test: 'Chi-square', statistic: 3.1, df: 3, p: 0.38, effectName: 'V', effect: 0.03 } : null, allRow: null, allCol: null, subtotals: null, pairs: [], warnings: rowKey === 'area' && colKey === 'plan' ? ['Enterprise looks worse than Free in total, but better in most rows.'] : [], residual: of(() => 0), letters: marks.map((mark, idx) => (mark > 0 ? letters.filter((_, c) => c !== idx % cols.length).slice(0, 2).join('') : '')),
      untested: cells.map((own) => (scores(own).nScored < 15 ? 'fewer than 15 scored items' : '')),
      rowValue: Float64Array.from(rows, (row) => read(items.filter(({ values }) => values[rowKey] === row))), rowN: Float64Array.from(rows, (row) => items.filter(({ values }) => values[rowKey] === row).length),
      colValue: Float64Array.from(cols, (col) => read(items.filter(({ values }) => !colKey || values[colKey] === col))), colN: Float64Array.from(cols, (col) => items.filter(({ values }) => !colKey || values[colKey] === col).length),
      totalValue: overall, totalN: items.length, nHiddenRows: 0, nHiddenCols: 0, nTests: 32, nPairTests: 48,
      footnotes: ['Each cell is compared with the rest of the table: mid-p Fisher test, two-sided, Benjamini–Hochberg over 32 cells at 5 %.', 'Letters: two-proportion tests between the columns of a row, Holm within the row.'], filter,
    };
  }

  /** @param {Filter} filter @returns {Promise<SpikesView>} */
  async spikes(filter) {
    const { themes } = await this.themes(filter);
    const spikes = themes.filter(({ name, id }) => ['t1', 't7', 't13'].includes(id) || name === 'price increase').map((theme) => {
      const [last = 0, before = 0] = [theme.weekly[25], theme.weekly[24]];
      const isLoop = theme.id === 't1';
      /** @type {SpikeView} */
      const spike = {
        id: `spike-${theme.id}`, subject: { kind: 'theme', id: theme.id, name: theme.name, segment: null }, area: theme.area,
        from: '2026-11-07', to: '2026-11-13', count: last, nLow: Math.round(last * 0.9), previous: before, ratio: before ? last / before : null,
        ratioLow: before ? (last / before) * 0.6 : null, ratioHigh: before ? (last / before) * 1.6 : null, monthBefore: theme.weekly[21] ?? 0, monthRatio: null, monthLow: null, monthHigh: null, window: isLoop ? 3 : 7, expected: before * 0.8,
        p: isLoop ? 0.0000001 : 0.03, q: isLoop ? 0.000004 : 0.2, nFamily: 61, ruleFires: isLoop || theme.id === 't7', isEvident: isLoop || theme.id === 't13',
        verdict: isLoop ? 'rule and evidence agree' : 'neither rule nor evidence is enough', nAccounts: isLoop ? 12 : theme.nAccounts, arr: theme.arr,
        onset: isLoop ? '2026-10-27' : null, isNew: isLoop, isCurrent: true, weekly: theme.weekly,
        baseline: Float64Array.from(theme.weekly, (_, idx) => (idx < 8 ? NaN : 1.5 + idx * 0.03)), baselineHigh: Float64Array.from(theme.weekly, (_, idx) => (idx < 8 ? NaN : 4.5 + idx * 0.06)),
        called: null, meanShift: null, also: [], terms: theme.terms, quotes: theme.quotes, filter: { ...theme.filter, from: '2026-11-07', to: '2026-11-13' },
      };
      return spike;
    });
    return {
      spikes: spikes.sort((a, b) => a.p - b.p), weeks: (await this.overview({})).weeks, volume: [], releases: [{ day: '2026-10-26', name: 'App 4.1' }], nScanned: 61, unavailable: '',
      footnotes: ['One-sided predictive negative binomial test against the 17 weeks before; Benjamini–Hochberg over 61 series.', 'Rule: at least three times the week before, or five from nothing.'],
    };
  }

  /** @param {AlertsQuery} query @param {(progress: any) => void} [tell] @returns {Promise<AlertsView>} */
  async alerts({ profile }, tell) {
    for (let done = 0; done < 5; done += 1) {
      tell?.({ stage: 'spike', label: 'Replaying history', done: done / 5, isDone: false });
      await new Promise((resolve) => setTimeout(resolve, this.pause));
    }
    const { spikes } = await this.spikes({});
    const raised = profile === 'low' ? spikes.slice(0, 1) : spikes;
    return {
      alerts: raised.map((spike, idx) => ({
        date: spike.to, kind: /** @type {const} */ (['new', 'segment', 'score-drop', 'trend'])[idx % 4] ?? 'spike', label: spike.subject.name,
        segment: idx === 1 ? { plan: 'Enterprise' } : null, from: spike.from, count: idx === 2 ? 0.31 : spike.count, expected: idx === 2 ? 0.62 : spike.expected, p: spike.p,
        nAccounts: spike.nAccounts, rows: this.#select(spike.filter).map(({ row }) => row), row_ids: [],
      })),
      from: '2026-07-27', to: '2026-11-13', nTests: 48211, unavailable: '', footnotes: ['Each alert uses the rows before the end of its day only.'],
    };
  }

  /** @param {NewsQuery} query @returns {Promise<NewsView>} */
  async news({ releases }) {
    const { spikes } = await this.spikes({});
    const [day = '', ...name] = (releases || '2026-10-26 App 4.1').split(' ');
    if (!/^\d{4}-\d\d-\d\d$/.test(day)) throw Object.assign(new Error('releases must have a day and a name on each line'), { code: 'bad-option' });
    return {
      terms: spikes.slice(0, 2).map(({ terms, nAccounts, expected, p, q, isNew, filter }) => ({ text: terms[0] ?? '', nAccounts, expected, p, q, isNew, filter })),
      from: '2026-11-07', to: '2026-11-13', nTested: 812,
      releases: [{ release: { day, name: name.join(' ') }, days: 18, nCompared: 31, changes: spikes.slice(0, 1).map(({ subject, filter }) => ({ subject, before: 3, after: 24, ratio: 8.2, ratioLow: 2.4, ratioHigh: null, p: 0.00001, q: 0.0003, filter })) }],
      footnotes: ['Terms: negative binomial predictive test on distinct accounts.', 'Releases: exact conditional test.'],
    };
  }

  /** @param {Filter} filter @returns {Promise<FindingsView>} */
  async findings(filter) {
    const { themes } = await this.themes(filter);
    const weeks = WEEKS;
    /** @type {[string, FindingView['kind'], (t: ThemeView) => string, (t: ThemeView) => string, string[], boolean, string][]} */
    const plans = [
      ['t1', 'spike', () => 'Mobile CSAT verbatims referencing ‘login loop’ up 4× this week, affecting 12 enterprise accounts', (t) => `${t.weekly[25]} in 7–13 Nov against ${t.weekly[24]} the week before and ${t.weekly[21]} four weeks earlier; predictive p < 0.001, q < 0.001 over 61 series.`, ['leadership', 'pm', 'engineering', 'sales'], true, 'Ask Engineering for the 27 October mobile release; tell the 12 enterprise accounts that it is known.'],
      ['t9', 'churn-risk', (t) => `${t.nAccounts} accounts speak of leaving over the price increase; 4 of them renew within 90 days`, (t) => `${t.n} items name a competitor, a price or the renewal; ${t.nLow} of ${t.nScored} scored low.`, ['leadership', 'sales'], true, 'Have the account owners call before the renewal quote goes out.'],
      ['t7', 'trend', (t) => `“Invoice is hard to understand” has grown for 20 weeks, now ${t.weekly.at(-1)} a week`, () => 'Mann–Kendall τ = 0.61, p < 0.001; Theil–Sen slope +0.4 items a week.', ['leadership', 'pm'], true, 'Validate with five accounts: which line do they not understand?'],
      ['t13', 'concentration', () => 'Salesforce sync delays are concentrated in Enterprise: 44 % of the complaints, 30 % of the voices', () => 'Risk ratio 1.8, 95 % 1.2 to 2.6; mid-p Fisher, q = 0.004.', ['pm', 'engineering'], false, 'Compare the sync queue by tenant size.'],
      ['t5', 'score-drop', () => 'API scores fell from 3.4 to 2.9 in four weeks', () => 'Welch t, p = 0.011; n = 61 and 58.', ['pm', 'engineering'], false, 'Look at exports over 50k rows first.'],
      ['t8', 'critical-mass', () => '“Charged twice” has critical mass: time to verify', (t) => `${t.n} items from ${t.nAccounts} accounts, first on ${t.firstSeen}.`, ['pm'], false, 'Write down the hypothesis and call three accounts.'],
      ['t10', 'praise', () => 'Customers praise the new dashboard: “loads instantly”', (t) => `${t.n} items, mean score ${t.meanScore?.toFixed(2)}.`, ['leadership', 'sales'], false, 'Ask two of them for a case study.'],
      ['t2', 'spike', () => '‘App crashes on start’ doubled in Starter accounts', () => '8 against 4; p = 0.09: watch, do not act.', ['engineering'], false, 'Wait for next week’s export.'],
      ['t4', 'concentration', () => 'Rate limit errors come from Mid-market more than from others', () => 'Risk ratio 1.5, 95 % 1.1 to 2.1; q = 0.03.', ['engineering'], false, 'Check the limits of the mid-market plan.'],
      ['t17', 'trend', () => '“Too many e-mails” is steady at five a week', () => 'No change in 26 weeks; p = 0.6.', ['pm'], false, 'Offer a switch by project.'],
      ['t18', 'praise', () => 'The Monday digest is what bosses read', (t) => `${t.n} items.`, ['sales'], false, 'Quote it.'],
      ['t14', 'coverage-gap', () => 'APAC Starter accounts: 6 voices in 26 weeks', () => '9 short of the 15 that allow a conclusion.', ['pm', 'sales'], false, 'Send the survey to APAC Starter accounts.'],
    ];
    const findings = plans.flatMap(([id, kind, title, detail, audience, needsDecision, action], idx) => {
      const theme = themes.find((one) => one.id === id);
      if (!theme) return [];
      const findingId = `${kind}:${id}`;
      const status = this.#done.findLast((edit) => edit.kind === 'set-finding-status' && edit.finding === findingId);
      const owner = this.#done.findLast((edit) => edit.kind === 'set-owner' && edit.area === theme.area);
      /** @type {FindingView} */
      const finding = {
        id: findingId, kind, title: title(theme), detail: detail(theme), subject: { kind: 'theme', id, name: theme.name, segment: null }, area: theme.area,
        since: idx === 0 ? '2026-10-27' : idx === 2 ? '2026-06-22' : null,
        evidence: [{ kind: 'rule', text: 'At least three times the week before: 4.0×', holds: idx < 3 }, { kind: 'statistics', text: 'p < 0.001 after correction over 61 series', holds: idx < 7 }],
        exposure: { nItems: theme.n, nLow: theme.nLow, nAccounts: idx === 0 ? 12 : theme.nAccounts, topPlan: ['Enterprise', idx === 0 ? 9 : 14], arr: theme.arr, arrShare: (theme.arr ?? 0) / 7e6, nRenewing: idx < 3 ? 4 : 0, renewals: [['2027 Q1', 640_000]] },
        confidence: idx < 3 ? 'strong' : 'good', urgency: 100 - idx, needsDecision, action, owner: /** @type {any} */ (owner)?.owner ?? theme.owner,
        status: /** @type {any} */ (status)?.status ?? 'new', note: '', audience: /** @type {any} */ (audience), nRows: theme.n, quotes: theme.quotes.slice(0, 2),
        weekly: kind === 'coverage-gap' ? [] : theme.weekly.slice(0, weeks.length), filter: theme.filter,
        alert: { slack: `*${title(theme)}*`, mailSubject: title(theme), mailBody: detail(theme) },
      };
      return [finding];
    });
    return { findings, asOf: '2026-11-13', currency: 'USD', nTests: 61, footnotes: ['61 series scanned; Benjamini–Hochberg at 5 %.'] };
  }

  /** @param {ImpactQuery} query @returns {Promise<ImpactView>} */
  async impact({ by: key, measure, filter = {} }) {
    const items = this.#select(filter);
    const rate = (/** @type {Item[]} */ own) => scores(own).nLow / Math.max(1, scores(own).nScored);
    const rows = count(items, key).map(([value, n]) => {
      const [own, others] = [true, false].map((is) => items.filter(({ values }) => (values[key] === value) === is));
      const impact = rate(items) - rate(others ?? []);
      const isTested = n >= 15;
      return {
        value, n, nAccounts: accounts(own ?? []).size, score: rate(own ?? []), without: rate(others ?? []), impact, filter: by(key, value, filter),
        low: isTested ? impact - 0.006 : null, high: isTested ? impact + 0.006 : null, p: isTested ? 0.01 : null, q: isTested ? (Math.abs(impact) > 0.006 ? 0.02 : 0.4) : null,
      };
    });
    rows.sort((a, b) => Math.abs(b.impact) - Math.abs(a.impact));
    return { by: key, measure: measure || 'low-rate', measureName: 'low-score rate', format: 'share', total: rate(items), n: scores(items).nScored, rows, nTests: rows.length, footnotes: ['Impact: the rate of all less that without the value.'] };
  }

  /** @param {DriversQuery} query @returns {Promise<DriversView>} */
  async drivers({ by: key, measure, before, after, filter = {} }) {
    const [old, now] = [before, after].map(([from, to]) => this.#select({ ...filter, from, to }));
    const rate = (/** @type {Item[]} */ own) => (scores(own).nScored > 0 ? scores(own).nLow / scores(own).nScored : 0);
    const [a, b] = [old ?? [], now ?? []];
    const rows = count([...a, ...b], key).map(([value]) => {
      const [ownA, ownB] = [a, b].map((items) => items.filter(({ values }) => values[key] === value));
      const [x, y] = [ownA ?? [], ownB ?? []];
      const [shareBefore, shareAfter] = [x.length / a.length, y.length / b.length];
      const middle = (rate(x) + rate(y)) / 2;
      return {
        value, nBefore: x.length, nAfter: y.length, shareBefore, shareAfter, scoreBefore: x.length ? rate(x) : null, scoreAfter: y.length ? rate(y) : null,
        mix: (shareAfter - shareBefore) * (middle - rate(a)), rate: ((shareBefore + shareAfter) / 2) * (rate(y) - rate(x)),
      };
    }).sort((one, two) => Math.abs(two.mix + two.rate) - Math.abs(one.mix + one.rate));
    const [mix, total] = [rows.reduce((sum, row) => sum + row.mix, 0), rows.reduce((sum, row) => sum + row.rate, 0)];
    return { by: key, measure: measure || 'low-rate', measureName: 'low-score rate', format: 'share', before: rate(a), after: rate(b), change: mix + total, changeLow: mix + total - 0.05, changeHigh: mix + total + 0.05, p: 0.02, mix, rate: total, rows, footnotes: ['Mix and rate add up to the change.'] };
  }

  /** @param {Filter} filter @returns {Promise<SurprisesView>} */
  async surprises(filter) {
    const { themes } = await this.themes(filter);
    const cells = themes.slice(0, 4).map((theme, idx) => ({
      theme: theme.id, themeName: theme.name, dimension: 'plan', dimensionName: 'Plan', value: 'Enterprise', n: 24 - idx, base: 180, share: (24 - idx) / 180,
      rest: idx === 3 ? 0.3 : 0.04, p: 0.00001, q: 0.0004, unit: /** @type {const} */ ('items'), filter: by('plan', 'Enterprise', theme.filter),
    }));
    return { cells, nTests: 80, footnotes: ['Two-sided mid-p over 80 cells.'] };
  }

  /** @param {Filter} filter @returns {Promise<CoverageView>} */
  async coverage(filter) {
    const items = this.#select(filter);
    const segments = ['plan', 'region', 'area'].flatMap((key) => count(items, key).reverse().map(([value, n], idx) => {
      const own = items.filter(({ values }) => values[key] === value);
      const flag = /** @type {'red' | 'amber' | 'ok'} */ (idx === 0 && key === 'area' ? 'red' : idx === 0 ? 'amber' : 'ok');
      return {
        dimension: key, dimensionName: DIMENSIONS.find(([one]) => one === key)?.[1] ?? key, value, n: flag === 'red' ? 9 : n, nAccounts: accounts(own).size,
        population: key === 'area' ? null : this.#accounts.filter((one) => /** @type {any} */ (one)[key] === value).length, silentArr: key === 'plan' ? 210_000 : null,
        flag, nNeeded: flag === 'red' ? 6 : 0, margin: 0.98 / Math.sqrt(n), confidence: /** @type {'directional' | 'good' | 'strong'} */ (n < 50 ? 'directional' : n < 300 ? 'good' : 'strong'),
        reached: Math.min(0.99, n / 400), nForTen: 97, isGap: flag === 'red', ...(key === 'plan' ? { shareOfVoices: n / items.length, shareOfAccounts: this.#accounts.filter((one) => one.plan === value).length / this.#accounts.length, residual: idx === 0 ? -2.6 : 0.4, isQuiet: idx === 0 } : { shareOfVoices: null, shareOfAccounts: null, residual: null, isQuiet: false }), filter: by(key, value, filter),
      };
    }));
    const plan = { dimension: 'plan', dimensionName: 'Plan', nAccounts: this.#accounts.length, nSpoke: 96, chi2: 9.1, df: 3, p: 0.028, nDealt: 0, q: 0.028, v: 0.29, verdict: 'Heard less than their accounts would: Free.' };
    return { segments, representation: [plan], footnotes: ['Red: fewer than 15 items. ±: half-width of the worst-case 95 % interval.'] };
  }

  /** @param {Filter} filter @returns {Promise<AccountsView>} */
  async accounts(filter) {
    const items = this.#select(filter);
    const list = this.#accounts.map((account, idx) => {
      const own = items.filter((item) => item.account === account.id);
      const { nLow, meanScore } = scores(own);
      return {
        ...account, n: own.length, nLow, meanScore, topTheme: THEMES[idx % THEMES.length]?.[1] ?? null, risk: Math.max(4, 92 - idx),
        reasons: idx < 20 ? ['speaks of a competitor', 'renews in 41 days', `${nLow} low scores`] : ['low scores'], filter: by('account', account.id, filter),
      };
    });
    return { accounts: list.filter(({ n }) => n > 0), nTotal: list.length, currency: 'USD' };
  }

  /** @param {VerbatimsQuery} query @returns {Promise<VerbatimsView>} */
  async verbatims({ filter = {}, sort = 'newest', offset = 0, limit = 50 }) {
    const items = this.#select(filter);
    if (sort === 'newest') items.reverse();
    if (sort === 'lowest') items.sort((a, b) => (a.score ?? 9) - (b.score ?? 9));
    return {
      nTotal: items.length, offset,
      items: items.slice(offset, offset + limit).map((item) => {
        const account = this.#accounts.find(({ id }) => id === item.account);
        const [, name, terms, category] = THEMES[Number(item.theme.slice(1)) - 1] ?? /** @type {any} */ (THEMES[0]);
        const at = item.text.toLowerCase().indexOf(terms[0]);
        return {
          row: item.row, id: item.id, key: item.id, file: 'feedback.csv', fileRow: item.row + 1, title: null, text: item.text,
          marks: at < 0 ? [] : [{ start: at, end: at + terms[0].length, dimension: /** @type {const} */ ('theme'), value: name }, { start: at, end: at + 4, dimension: /** @type {const} */ ('category'), value: category }],
          date: item.date, score: item.score, isLow: isLow(item), account: account?.name ?? null, arr: account?.arr ?? null,
          url: item.row % 5 === 0 ? 'https://example.com/items/1' : null, nCopies: item.row % 9 === 0 ? 3 : 1,
          values: [['area', 'Area', item.values['area'] ?? ''], ['theme', 'Theme', name], ['category', 'Category', category], ['plan', 'Plan', item.values['plan'] ?? '']]
            .map(([key = '', name = '', value = '']) => ({ key, name, value, confidence: key === 'category' ? 0.8 : null })),
        };
      }),
    };
  }

  /** @returns {Promise<LabelsView>} */
  async labels() {
    return {
      nGiven: 1, hasWeights: true,
      agreement: [{ dimension: 'category', n: 1, nSame: 1, share: 1, shareLow: 0.2, shareHigh: 1, kappa: null, kappaLow: null, kappaHigh: null }],
      queue: [{ row: 1, key: 'T-1', text: 'The menu hides', category: 'bug', doubt: 0.9, arr: null }],
      areas: [{ area: 'Billing', n: 40, nByPhrase: 4, nLearned: 12, phrases: ['invoice', 'vat'] }, { area: 'Mobile', n: 20, nByPhrase: 0, nLearned: 0, phrases: [] }],
      areaLearning: { nTried: 400, nSure: 300, share: 0.94, shareLow: 0.91, shareHigh: 0.96 },
    };
  }

  /** @param {Filter} filter @returns {Promise<DigestView>} */
  async digest(filter) {
    const { findings } = await this.findings(filter);
    const bullets = (/** @type {FindingView[]} */ list) => list.map((one) => ({ text: `${one.title}. ${one.action}`, filter: one.filter, finding: one.id }));
    return {
      title: 'What customers said, week to 13 November 2026', from: '2026-11-07', to: '2026-11-13', nWords: 312, maxWords: 500,
      blocks: [
        { code: 'decisions', title: 'Decisions needed', bullets: bullets(findings.filter(({ needsDecision }) => needsDecision)) },
        { code: 'themes', title: 'Top themes by ARR', bullets: bullets(findings.slice(3, 6)) },
        { code: 'wins', title: 'Wins to celebrate', bullets: bullets(findings.filter(({ kind }) => kind === 'praise')) },
        { code: 'quotes', title: 'In their words', bullets: findings.slice(0, 2).flatMap(({ quotes }) => quotes.slice(0, 1)).map(({ text, account }) => ({ text: `“${text}” — ${account}`, filter: null, finding: null })) },
      ],
      markdown: '# What customers said\n\n- **Decisions** …\n', html: '<h1>What customers said</h1>', slack: '*What customers said*',
    };
  }

  /** @param {Edit} edit */
  async edit(edit) {
    if (edit.kind === 'undo') this.#undone.push(...this.#done.splice(-1));
    else if (edit.kind === 'redo') this.#done.push(...this.#undone.splice(-1));
    else {
      this.#done.push(edit);
      this.#undone = [];
    }
    return this.project();
  }

  /** @param {Edit} _edit */
  async previewEdit(_edit) {
    /** @type {[string, number][]} */
    const ways = [['login loop', 4]];
    return { nMoved: 4, nLike: 2, from: ways, into: ways, nThemes: /** @type {[number, number]} */ ([12, 13]), examples: [] };
  }

  /** @param {import('../../web/engine/types/query.js').Filter} _filter */
  async review(_filter) {
    return { items: [], nThemes: 12, method: 'By worth' };
  }

  /** @returns {Promise<ProjectView>} */
  async project() {
    return { history: this.#done.map(({ kind }) => kind.replaceAll('-', ' ')), canUndo: this.#done.length > 0, canRedo: this.#undone.length > 0, owners: [] };
  }

  /** @param {string} _json */
  async restore(_json) {
    return this.project();
  }

  /** @param {{ kind: string }} query */
  async export({ kind }) {
    return new TextEncoder().encode(`{"format":"undertone-project","kind":"${kind}"}`);
  }
}

/** @param {Item} item */
function isLow({ score }) {
  return score !== null && score <= 2;
}

/** @param {Item[]} items */
function scores(items) {
  const scored = items.filter(({ score }) => score !== null);
  const sum = scored.reduce((total, { score }) => total + (score ?? 0), 0);
  return { nScored: scored.length, nLow: scored.filter(isLow).length, meanScore: scored.length > 0 ? sum / scored.length : null };
}

/** @param {Item[]} items */
function accounts(items) {
  return new Set(items.map(({ account }) => account));
}

/** @param {Item[]} items */
function weekly(items) {
  return WEEKS.map((start) => items.filter(({ week }) => week === start).length);
}

/** @param {Item[]} items */
function distinct(items) {
  return [...new Map(items.map((item) => [item.text, item])).values()];
}

/** @param {Item[]} items @param {string} key @returns {[string, number][]} */
function count(items, key) {
  const known = key === 'area' ? AREAS : key === 'plan' ? PLANS : key === 'week' ? WEEKS : [];
  /** @type {Map<string, number>} */
  const counts = new Map(known.map((value) => [value, 0]));
  for (const { values } of items) counts.set(values[key] ?? '', (counts.get(values[key] ?? '') ?? 0) + 1);
  const pairs = [...counts].filter(([, n]) => n > 0);
  return key === 'week' || key === 'plan' ? pairs : pairs.sort((a, b) => b[1] - a[1]);
}

/** @param {string} dimension @param {string} value @param {Filter} filter @returns {Filter} */
function by(dimension, value, filter) {
  const others = (filter.clauses ?? []).filter((clause) => clause.dimension !== dimension);
  return { ...filter, clauses: [...others, { dimension, values: [value] }] };
}

/**
 * Later choices win, column by column.
 * @param {import('../../web/engine/types/query.js').FileChoices} before
 * @param {import('../../web/engine/types/query.js').FileChoices} after
 * @returns {import('../../web/engine/types/query.js').FileChoices}
 */
function merged(before, after) {
  const roles = [...new Map([...(before.roles ?? []), ...(after.roles ?? [])])];
  const dateOrders = [...new Map([...(before.dateOrders ?? []), ...(after.dateOrders ?? [])])];
  return { ...before, ...after, ...(roles.length > 0 && { roles }), ...(dateOrders.length > 0 && { dateOrders }) };
}
