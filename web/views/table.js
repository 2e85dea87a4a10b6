/** @file Heatmap and significance table: the same cells, once as colour and once as evidence. */

/** @import { TableView } from '../engine/types/evidence.js' */
/** @import { TableQuery } from '../engine/types/query.js' */
/** @import { Context } from '../app/context.js' */
import { html, nothing } from 'lit';
import { fullFilter, withAny, withClause } from '../app/filter.js';
import { sentenceOf } from '../app/workspace.js';
import { diffFormat, gridOf, heatEnds, isEmpty, isGood, isLed, LED, sideName } from '../lib/cells.js';
import { download, toHtmlTable, toTsv } from '../lib/clipboard.js';
import { formatCount, formatP, formatScore, formatShare, formatValue } from '../lib/format.js';
import { partLead, partTabs, partView } from './effects.js';
import { answered, copyMenu, emptyState, footnotes, viewHead } from './parts.js';
import { controls, queryOf } from './table-query.js';

/** @param {Context} ctx */
export function heatmapView(ctx) {
  return tableView(ctx, 'heat', 'Heatmap', 'Where it hurts most. It tells you where to look, not what to mend: open a cell and read.');
}

/** @param {Context} ctx */
export function significanceView(ctx) {
  return tableView(ctx, 'letters', 'Significance', 'Which segments differ by more than chance. A letter names the columns that a cell exceeds.');
}

/**
 * @param {Context} ctx
 * @param {'heat' | 'letters'} mode
 * @param {string} title
 * @param {string} lead
 */
function tableView(ctx, mode, title, lead) {
  const { overview } = ctx.work;
  if (!overview) return nothing;
  const tabs = mode === 'letters' ? partTabs(ctx) : nothing;
  const part = mode === 'letters' ? partView(ctx, overview) : undefined;
  if (part) return html`${viewHead(title, partLead(ctx))}${tabs}${part}`;
  const query = queryOf(ctx, overview, mode);
  if (!query) {
    return html`${viewHead(title, lead)}${tabs}${emptyState('Nothing to cut by', 'No column has few enough values to make a table. Choose a product area or a plan on the Data screen.')}`;
  }
  const answer = ctx.ask('table', query);
  return html`
    ${viewHead(title, lead, answer.value ? copies(ctx, shown(ctx, answer.value, query), query, mode) : nothing)}
    ${tabs}
    ${controls(ctx, overview, query, answer.value)}
    ${lowOnly(ctx, query)}
    ${answered(answer, (view) => (view.rows.length === 0
      ? emptyState('No cells', query.hideBelow ? 'Nothing here has as many items as More, Hide asks for.' : 'No item under this filter has a value in both dimensions.')
      : html`
        ${warnings(view)}
        <ut-cells .view=${shown(ctx, view, query)} .mode=${mode} .currency=${overview.currency} .nameOf=${ctx.nameOf}
          .sort=${query.sort ?? ''} .by=${query.sortBy ?? ''}
          @ut-sort=${(/** @type {CustomEvent} */ { detail }) => ctx.go(detail)}
          @ut-cell=${(/** @type {CustomEvent} */ { detail }) => openCell(ctx, view, query, detail.row, detail.col)}></ut-cells>
        ${overall(view)}
        ${legend(mode, view, overview.currency)}
        ${hidden(view)}
        ${footnotes(view.footnotes)}`))}`;
}

/** @type {WeakMap<TableView, TableView>} */
const nested = new WeakMap();

/**
 * A nested table as it is drawn: its values are those of the inner dimension, its groups have names.
 * @param {Context} ctx
 * @param {TableView} view
 * @param {TableQuery} query
 */
function shown(ctx, view, query) {
  const { within } = query;
  if (!within || view.rowGroups.length + view.colGroups.length === 0) return view;
  const old = nested.get(view);
  if (old) return old;
  const names = (/** @type {string[]} */ groups) => groups.map((group) => ctx.nameOf(query.rows, group));
  const made = { ...view, rowGroups: names(view.rowGroups), colGroups: names(view.colGroups), [query.transpose ? 'colDimension' : 'rowDimension']: within };
  nested.set(view, made);
  return made;
}

/**
 * @param {Context} ctx
 * @param {TableView} view
 * @param {TableQuery} query
 * @param {number} row
 * @param {number} col
 */
function openCell(ctx, view, query, row, col) {
  let filter = fullFilter(view.filter);
  /** @param {string | null} dimension @param {string[]} values @param {string[]} groups @param {number} idx */
  const cut = (dimension, values, groups, idx) => {
    if (!dimension) return;
    if (idx < 0) return missing(dimension, groups);
    const isNested = groups.length > 0 && query.within;
    if (isNested) filter = withClause(filter, query.rows, [groups[idx] ?? '']);
    filter = withClause(filter, isNested ? query.within ?? '' : dimension, [values[idx] ?? '']);
  };
  // A total is one of the items in the table: those with a value on both sides.
  const missing = (/** @type {string} */ dimension, /** @type {string[]} */ groups) => {
    for (const key of groups.length > 0 && query.within ? [query.rows, query.within] : [dimension]) {
      const known = ctx.work.overview?.dimensions.find((one) => one.key === key);
      if ((known?.nMissing ?? 0) > 0) filter = withAny(filter, key);
    }
  };
  if (row <= -2) filter = withClause(filter, query.rows, [view.subtotals?.rows[-2 - row] ?? '']);
  cut(view.rowDimension, view.rows, view.rowGroups, row);
  cut(view.colDimension, view.cols, view.colGroups, col);
  ctx.openRows(view.measure === 'low-count' || view.measure === 'low-rate' ? { ...filter, lowOnly: true } : filter);
}

/**
 * A rate among low scores only says nothing.
 * @param {Context} ctx
 * @param {TableQuery} query
 */
function lowOnly(ctx, { measure, filter }) {
  if (!filter?.lowOnly || measure !== 'low-rate') return nothing;
  return html`<div class="ut-row"><span class="ut-note">Only low scores are in view, so every rate is 100 %.</span>
    <button type="button" class="ut-quiet" @click=${() => ctx.go({ measure: 'low-count' })}>Show how many</button>
    <button type="button" class="ut-quiet" @click=${() => ctx.go({ filter: { ...ctx.state.filter, lowOnly: false } })}>Show all scores</button></div>`;
}

/**
 * What the totals hide.
 * @param {TableView} view
 */
function warnings({ warnings: all }) {
  if (all.length === 0) return nothing;
  return html`<ul class="ut-warnings">${all.map((text) => html`<li>${text}</li>`)}</ul>`;
}

/**
 * Whether the columns differ at all, before any cell is looked at.
 * @param {TableView} view
 */
function overall({ overall: one, colName, alpha }) {
  if (!one || !colName) return nothing;
  return html`<p class="ut-overall"><b>${one.p <= alpha[0] ? 'The columns differ' : 'The columns may all be alike'}</b>:
    ${one.test} ${formatP(one.p)}, ${one.effectName} ${formatScore(one.effect)} of 1.</p>`;
}

/**
 * @param {'heat' | 'letters'} mode
 * @param {TableView} view
 * @param {string | null} currency
 */
function legend(mode, view, currency) {
  const isLow = view.measure === 'low-rate' || view.measure === 'low-count';
  const hasLed = Array.from(view.n).some((_, idx) => isLed(view, idx));
  const isWithin = mode === 'heat' && Array.from(view.withinMark).some(Boolean);
  return html`<p class="ut-legend">
    ${mode === 'heat' ? ramp(view, currency) : nothing}
    ${view.nTests > 0 ? html`<span>▲ above the rest, ▼ below, doubled when very sure</span>` : nothing}
    ${isWithin ? html`<span>△ ▽ above or below the others of its row</span>` : nothing}
    ${mode === 'letters' && view.nTests > 0 ? html`<span>small: difference to the rest${diffFormat(view) === 'share' ? ' in points' : ''} (95 % interval), base n, ${view.adjust === 'none' ? 'p' : 'q'}</span>` : nothing}
    ${Array.from(view.n).some((_, idx) => isEmpty(view, idx)) ? html`<span>·: no items</span>` : nothing}
    ${mode === 'letters' && view.nPairTests > 0 ? html`<span>letters: columns that this cell exceeds, upper case when very sure</span>` : nothing}
    ${view.test && view.untested.some(Boolean) ? html`<span>${mode === 'heat' ? 'hatched' : '–'}: not tested, point at it for the reason</span>` : nothing}
    ${hasLed ? html`<span>◔ one account wrote more than ${formatShare(LED)}</span>` : nothing}
    <span>a cell opens its ${isLow ? 'low scores' : 'items'}</span></p>`;
}

/**
 * What the colours stand for, with the values at their ends.
 * @param {TableView} view
 * @param {string | null} currency
 */
function ramp(view, currency) {
  const ends = heatEnds(view).map((value) => formatValue(value, view.format, currency));
  const [from, to] = isGood(view.measure) ? ends.reverse() : ends;
  return html`<span>${view.measureName} ${from} <span class="ut-ramp" role="img" aria-label="to"></span> ${to}</span>`;
}

/** @param {TableView} view */
function hidden({ nHiddenRows, nHiddenCols, rowName, colName }) {
  const parts = [
    nHiddenRows > 0 ? `${formatCount(nHiddenRows)} smaller rows of ${sideName(rowName)}` : '',
    nHiddenCols > 0 ? `${formatCount(nHiddenCols)} columns of ${sideName(colName ?? '')}` : '',
  ].filter(Boolean);
  return parts.length > 0 ? html`<p class="ut-note">Not shown: ${parts.join(', ')}. Totals include them.</p>` : nothing;
}

/**
 * @param {Context} ctx
 * @param {TableView} view
 * @param {TableQuery} query
 * @param {'heat' | 'letters'} mode
 */
function copies(ctx, view, query, mode) {
  const grid = () => gridOf(view, ctx.nameOf, mode === 'letters');
  const markdown = () => ctx.work.export({ kind: 'table.md', table: query }).then((bytes) => new TextDecoder().decode(bytes));
  return copyMenu(ctx, [
    ['For a sheet', () => ctx.copy(toTsv(grid()), 'Table', toHtmlTable(grid()))],
    ['As Markdown', () => ctx.copy(markdown(), 'Table as Markdown')],
    ['Download XLSX', () => void save(ctx, query, 'xlsx')],
    ['Download CSV', () => void save(ctx, query, 'csv')],
  ], 'Copy table');
}

const TYPES = { csv: 'text/csv', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' };

/**
 * The table with everything that is known of each cell.
 * @param {Context} ctx
 * @param {TableQuery} query
 * @param {keyof typeof TYPES} form
 */
async function save(ctx, query, form) {
  try {
    const bytes = await ctx.work.export({ kind: `table.${form}`, table: query });
    download(`undertone_${query.rows}${query.cols ? `_by_${query.cols}` : ''}.${form}`, new Uint8Array(bytes), TYPES[form]);
  } catch (error) {
    ctx.work.say(sentenceOf(error));
  }
}
