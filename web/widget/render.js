/** @file Views of a saved result as plain nodes: numbers are written, colour stands beside them. */

/** @import { TableView } from '../engine/types/evidence.js' */
/** @import { FindingView, SnapshotView } from '../engine/types/finding.js' */
import { cellSentence, heatLevels, markOf } from '../lib/cells.js';
import { formatCount, formatDay, formatMoney, formatPlural, formatShortDay, formatValue, NONE } from '../lib/format.js';
import { h, s } from './dom.js';
import { labelOf, namer, provenanceLine, WidgetError } from './snapshot.js';

/** Name and tone of each kind of finding. @type {Readonly<Record<string, readonly [string, string]>>} */
const KINDS = {
  spike: ['Spike', 'alarm'],
  emerging: ['Emerging', 'alarm'],
  'score-drop': ['Score drop', 'alarm'],
  'churn-risk': ['Churn risk', 'alarm'],
  trend: ['Trend', 'steady'],
  weight: ['Weighs on the score', 'steady'],
  concentration: ['Concentration', 'steady'],
  'critical-mass': ['Critical mass', 'steady'],
  renewal: ['Renewal', 'steady'],
  unmatched: ['New language', 'steady'],
  praise: ['Praise', 'good'],
  'coverage-gap': ['Coverage gap', 'quiet'],
};

/** @typedef {'heatmap' | 'digest' | 'findings'} WidgetView */

/**
 * @typedef {object} Choice What to show.
 * @property {string} view `heatmap`, `digest` or `findings`.
 * @property {number} [table] Which of the heatmaps, from 0.
 * @property {number} [limit] Findings at most.
 */

/** @type {Readonly<Record<WidgetView, (snapshot: SnapshotView, choice: Choice) => Node[]>>} */
const VIEWS = { heatmap: heatmapOf, digest: digestOf, findings: findingsOf };

/**
 * The view and the line that says what it is made of.
 * @param {SnapshotView} snapshot
 * @param {Choice} choice
 * @returns {Node[]}
 */
export function render(snapshot, choice) {
  const show = Object.hasOwn(VIEWS, choice.view) ? VIEWS[/** @type {WidgetView} */ (choice.view)] : undefined;
  if (!show) {
    throw new WidgetError('no-such-view', `There is no view “${choice.view}”: heatmap, digest and findings are there.`);
  }
  const engine = snapshot.overview.provenance?.engine;
  return [
    ...show(snapshot, choice),
    h('p', { part: 'origin', class: 'origin' }, provenanceLine(snapshot), engine ? ` · Undertone ${engine}` : ''),
  ];
}

/** @param {SnapshotView} snapshot @param {Choice} choice */
function heatmapOf(snapshot, { table = 0 }) {
  const view = snapshot.tables[table];
  if (!view) {
    return [h('p', {}, snapshot.tables.length === 0 ? 'The saved result has no heatmap.' : 'The saved result has fewer heatmaps.')];
  }
  const by = view.colDimension && view.colName ? ` and ${labelOf(view.colName)}` : '';
  const title = `${labelOf(view.measureName)} by ${labelOf(view.rowName)}${by}`;
  return [
    h('h2', { part: 'title' }, title),
    h('div', { class: 'wide', role: 'region', 'aria-label': title, tabindex: 0 }, heatTable(snapshot, view, title)),
    h('p', { class: 'note' }, '▲ above the rest, ▼ below; doubled where the evidence is very strong. Hatched: too few to test.'),
  ];
}

/** @param {SnapshotView} snapshot @param {TableView} view @param {string} title */
function heatTable(snapshot, view, title) {
  const nameOf = namer(snapshot);
  const { currency } = snapshot.overview;
  const levels = heatLevels(view);
  const cols = view.colDimension ? view.cols : [];
  const colName = (/** @type {string} */ col) =>
    view.colDimension === 'week' ? formatShortDay(col) : nameOf(view.colDimension ?? '', col);
  const sum = (/** @type {number | null | undefined} */ value, /** @type {number | null | undefined} */ n) =>
    h('td', { class: 'all' }, formatValue(value ?? NaN, view.format, currency), h('small', {}, `n ${formatCount(n ?? 0)}`));
  return h('table', { class: 'heat' },
    h('caption', {}, title),
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, labelOf(view.rowName)),
      ...cols.map((col) => h('th', { scope: 'col' }, colName(col))), h('th', { scope: 'col' }, 'All'))),
    h('tbody', {}, ...view.rows.map((row, r) => h('tr', {},
      h('th', { scope: 'row' }, nameOf(view.rowDimension, row)),
      ...cols.map((_, c) => heatCell(view, r, c, levels[r * view.cols.length + c] ?? 0, nameOf, currency)),
      sum(view.rowValue[r], view.rowN[r])))),
    cols.length > 0 && h('tfoot', {}, h('tr', {}, h('th', { scope: 'row' }, 'All'),
      ...cols.map((_, c) => sum(view.colValue[c], view.colN[c])), sum(view.totalValue, view.totalN))));
}

/**
 * @param {TableView} view
 * @param {number} r
 * @param {number} c
 * @param {number} level
 * @param {(dimension: string, value: string) => string} nameOf
 * @param {string | null} currency
 */
function heatCell(view, r, c, level, nameOf, currency) {
  const idx = r * view.cols.length + c;
  const n = view.n[idx] ?? 0;
  const text = formatValue(view.value[idx] ?? NaN, view.format, currency);
  if (n === 0 || text === NONE) return h('td', { class: 'none' }, n === 0 ? '·' : NONE);
  const { sign } = markOf(view.mark[idx] ?? 0);
  const isWeak = Boolean(view.untested[idx]);
  const cell = h('td', { class: isWeak ? 'weak' : sign ? 'mark' : '', title: cellSentence(view, r, c, nameOf, currency) },
    text, sign && h('i', {}, sign), h('small', {}, `n ${formatCount(view.base[idx] ?? n)}`));
  cell.style.setProperty('--level', level.toFixed(3));
  return cell;
}

/** @param {SnapshotView} snapshot */
function digestOf({ digest }) {
  if (digest.blocks.length === 0) return [h('h2', { part: 'title' }, digest.title), h('p', {}, 'Nothing to report.')];
  return [
    h('h2', { part: 'title' }, digest.title),
    ...digest.blocks.map((block, idx) => h('section', { class: idx === 0 ? 'first' : '' },
      h('h3', {}, block.title),
      h('ul', {}, ...block.bullets.map(({ text }) => h('li', { dir: 'auto' }, text))))),
  ];
}

/** @param {SnapshotView} snapshot @param {Choice} choice */
function findingsOf(snapshot, { limit = 5 }) {
  const { findings } = snapshot.findings;
  const rest = findings.length - limit;
  return [
    h('h2', { part: 'title' }, 'What stands out'),
    findings.length === 0 && h('p', {}, 'Nothing stands out.'),
    h('ol', { class: 'findings' }, ...findings.slice(0, limit).map((finding) => findingOf(snapshot, finding))),
    rest > 0 && h('p', { class: 'note' }, `${formatPlural(rest, 'less urgent finding')} not shown.`),
  ].filter((node) => node instanceof Node);
}

/** @param {SnapshotView} snapshot @param {FindingView} finding */
function findingOf(snapshot, finding) {
  const [name, tone] = Object.hasOwn(KINDS, finding.kind) ? KINDS[finding.kind] ?? [] : [finding.kind, 'quiet'];
  const [quote] = finding.quotes;
  return h('li', { 'data-tone': tone },
    h('p', { class: 'kicker' }, h('b', {}, name), finding.area && h('span', {}, finding.area),
      finding.since && h('span', {}, `since ${formatDay(finding.since)}`)),
    h('h3', {}, finding.title),
    h('p', { class: 'detail' }, finding.detail),
    spark(finding, snapshot),
    quote && h('blockquote', { lang: quote.language, dir: 'auto' }, quote.text),
    h('p', { class: 'facts' }, factsOf(finding, snapshot.overview.currency).join(' · ')),
    finding.action && h('p', { class: 'next' }, h('b', {}, 'Next '), finding.action));
}

/** @param {FindingView} finding @param {string | null} currency */
function factsOf({ exposure, confidence }, currency) {
  const facts = [];
  if (exposure.nItems > 0) facts.push(formatPlural(exposure.nItems, 'verbatim'));
  if (exposure.nAccounts > 0) {
    const plan = exposure.topPlan ? ` (${formatCount(exposure.topPlan[1])} ${exposure.topPlan[0]})` : '';
    facts.push(`${formatPlural(exposure.nAccounts, 'account')}${plan}`);
  }
  if (exposure.arr) facts.push(`${formatMoney(exposure.arr, currency)} ARR`);
  return [...facts, confidence];
}

/**
 * One bar a week; those since the finding began stand out.
 * @param {FindingView} finding
 * @param {SnapshotView} snapshot
 */
function spark({ weekly, since }, snapshot) {
  const most = Math.max(0, ...weekly);
  if (most === 0) return undefined;
  const found = since ? snapshot.overview.weeks.findLastIndex(({ start }) => start <= since) : -1;
  const sinceIdx = found < 0 ? weekly.length : found;
  return s('svg', {
    viewBox: `0 0 ${weekly.length * 4} 32`, preserveAspectRatio: 'none', role: 'img',
    'aria-label': `Items a week: ${weekly.join(', ')}`,
  }, ...weekly.map((n, idx) => {
    const height = n === 0 ? 0.6 : Math.max(1.5, (n / most) * 31);
    return s('rect', { x: idx * 4 + 0.5, y: 32 - height, width: 3, height, class: idx >= sinceIdx ? 'hot' : '' });
  }));
}
