/** @file Heatmap and significance table: the same cells, once as colour and once as evidence. */

/** @import { TableView } from '../engine/types/evidence.js' */
/** @import { OverviewView } from '../engine/types/overview.js' */
/** @import { TableQuery } from '../engine/types/query.js' */
/** @import { Context } from '../app/context.js' */
import { html, nothing } from 'lit';
import { can } from '../app/capabilities.js';
import { fullFilter, wireFilter, withClause } from '../app/filter.js';
import { MEASURES } from '../app/role-names.js';
import { gridOf } from '../lib/cells.js';
import { toHtmlTable, toMarkdown, toTsv } from '../lib/clipboard.js';
import { formatCount, formatName } from '../lib/format.js';
import { answered, choice, copyMenu, emptyState, footnotes, viewHead } from './parts.js';

/** Dimensions of a heatmap's columns, best first. */
const SEGMENTS = ['plan', 'region', 'industry', 'lifecycle', 'channel', 'product', 'language'];

/** A table of one dimension alone. */
const NO_COLUMNS = 'none';

/**
 * The dimension that cuts the rows best: segments first, then what the files hold, then weeks, then
 * what was read from the words. Nearly everything in one value cuts nothing.
 * @param {OverviewView} overview
 * @param {string} rows
 */
function segmentOf({ dimensions }, rows) {
  const cuts = dimensions.filter(({ key, values, nValues }) => {
    const sizes = values.map(([, n]) => n).sort((a, b) => b - a);
    const all = sizes.reduce((sum, n) => sum + n, 0);
    return key !== rows && key !== 'theme' && nValues <= 40 && (sizes[1] ?? 0) >= Math.max(2, 0.05 * all);
  });
  const own = cuts.filter(({ origin }) => origin !== 'computed').sort((a, b) => Number(a.nValues > 12) - Number(b.nValues > 12));
  return [
    ...SEGMENTS.flatMap((key) => cuts.filter((one) => one.key === key)), ...own,
    ...dimensions.filter(({ key, nValues }) => key === 'week' && key !== rows && nValues > 1), ...cuts,
  ][0]?.key;
}

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
  const query = queryOf(ctx, overview, mode);
  if (!query) {
    return html`${viewHead(title, lead)}${emptyState('Nothing to cut by', 'No column has few enough values to make a table. Choose a product area or a plan on the Data screen.')}`;
  }
  const answer = ctx.ask('table', query);
  return html`
    ${viewHead(title, lead, answer.value ? copies(ctx, answer.value, mode) : nothing)}
    ${controls(ctx, overview, query)}
    ${answered(answer, (view) => (view.rows.length === 0
      ? emptyState('No cells', 'No item under this filter has a value in both dimensions.')
      : html`
        <ut-cells .view=${view} .mode=${mode} .currency=${overview.currency} .nameOf=${ctx.nameOf}
          @ut-cell=${(/** @type {CustomEvent} */ { detail }) => openCell(ctx, view, detail.row, detail.col)}></ut-cells>
        ${legend(mode, view)}
        ${hidden(view)}
        ${footnotes(view.footnotes)}`))}`;
}

/**
 * @param {Context} ctx
 * @param {OverviewView} overview
 * @param {'heat' | 'letters'} mode
 * @returns {TableQuery | undefined}
 */
function queryOf({ state }, overview, mode) {
  const keys = overview.dimensions.filter(({ nValues }) => nValues > 0).map(({ key }) => key);
  const has = (/** @type {string} */ key) => keys.includes(key);
  const rows = has(state.rows) ? state.rows : ['area', 'theme', 'category', ...keys].find(has);
  if (!rows) return undefined;
  const isChosen = state.cols === NO_COLUMNS || (has(state.cols) && state.cols !== rows);
  const cols = isChosen ? state.cols.replace(NO_COLUMNS, '') : segmentOf(overview, rows);
  const measures = measuresFor(overview).map(([code]) => code);
  const measure = measures.find((code) => code === state.measure)
    ?? (can(overview, 'scores') ? 'low-rate' : mode === 'heat' ? 'count' : 'col-share');
  return { rows, cols: cols || null, measure, filter: wireFilter(state.filter) };
}

/** @param {OverviewView} overview */
function measuresFor(overview) {
  const hasNps = overview.scales.some(({ metric }) => metric === 'nps');
  return MEASURES.filter(([code]) => {
    if (['low-rate', 'low-count', 'mean-score', 'top-2-box'].includes(code)) return can(overview, 'scores');
    if (code === 'nps') return hasNps;
    if (code === 'accounts') return can(overview, 'accounts');
    return code !== 'arr' || can(overview, 'arr');
  });
}

/**
 * @param {Context} ctx
 * @param {OverviewView} overview
 * @param {TableQuery} query
 */
function controls(ctx, overview, query) {
  const options = overview.dimensions.filter(({ nValues }) => nValues > 0)
    .map(({ key, name }) => /** @type {const} */ ([key, formatName(name)]));
  const others = options.filter(([key]) => key !== query.rows);
  const best = segmentOf(overview, 'area');
  const segment = best === 'week' ? undefined : best;
  const hasWeeks = options.some(([key]) => key === 'week');
  const hasAreas = options.some(([key]) => key === 'area');
  /** @param {string} cols */
  const preset = (cols) => ctx.go({ rows: 'area', cols });
  return html`<div class="ut-row ut-table-controls">
    ${hasAreas && segment && hasWeeks ? html`<div class="ut-segmented" role="group" aria-label="Area heatmap">
      ${[segment, 'week'].map((cols) => html`<button type="button" aria-pressed=${query.rows === 'area' && query.cols === cols}
        @click=${() => preset(cols)}>by ${options.find(([key]) => key === cols)?.[1].toLowerCase()}</button>`)}</div>` : nothing}
    ${choice('Rows', query.rows, options, (rows) => ctx.go({ rows, cols: query.cols === rows ? '' : (query.cols ?? '') }))}
    ${choice('Columns', query.cols ?? NO_COLUMNS, [...others, [NO_COLUMNS, 'None']], (cols) => ctx.go({ rows: query.rows, cols }))}
    ${choice('Show', query.measure ?? '', measuresFor(overview), (measure) => ctx.go({ measure }))}
  </div>`;
}

/**
 * @param {Context} ctx
 * @param {TableView} view
 * @param {number} row
 * @param {number} col
 */
function openCell(ctx, view, row, col) {
  let filter = fullFilter(view.filter);
  if (row >= 0) filter = withClause(filter, view.rowDimension, [view.rows[row] ?? '']);
  if (col >= 0 && view.colDimension) filter = withClause(filter, view.colDimension, [view.cols[col] ?? '']);
  ctx.openRows(view.measure === 'low-count' || view.measure === 'low-rate' ? { ...filter, lowOnly: true } : filter);
}

/**
 * @param {'heat' | 'letters'} mode
 * @param {TableView} view
 */
function legend(mode, view) {
  const isLow = view.measure === 'low-rate' || view.measure === 'low-count';
  const isGood = ['mean-score', 'top-2-box', 'nps'].includes(view.measure);
  return html`<p class="ut-legend">
    ${mode === 'heat' ? html`<span class="ut-ramp" aria-hidden="true"></span> ${isGood ? 'high → low' : 'low → high'} ${view.measureName.toLowerCase()} ·` : nothing}
    ▲ above the rest, ▼ below, doubled when very sure · hatched: base too small to test
    ${mode === 'letters' ? '· letters: columns that this cell exceeds, upper case when very sure' : nothing}
    ${isLow ? '· a cell opens its low scores' : nothing}</p>`;
}

/** @param {TableView} view */
function hidden({ nHiddenRows, nHiddenCols, rowName, colName }) {
  const parts = [
    nHiddenRows > 0 ? `${formatCount(nHiddenRows)} smaller rows of ${formatName(rowName)}` : '',
    nHiddenCols > 0 ? `${formatCount(nHiddenCols)} columns of ${formatName(colName ?? '')}` : '',
  ].filter(Boolean);
  return parts.length > 0 ? html`<p class="ut-note">Not shown: ${parts.join(', ')}. Totals include them.</p>` : nothing;
}

/**
 * @param {Context} ctx
 * @param {TableView} view
 * @param {'heat' | 'letters'} mode
 */
function copies(ctx, view, mode) {
  const grid = () => gridOf(view, ctx.nameOf, mode === 'letters');
  return copyMenu(ctx, [
    ['For a sheet', () => ctx.copy(toTsv(grid()), 'Table', toHtmlTable(grid()))],
    ['As Markdown', () => ctx.copy(toMarkdown(grid()), 'Table as Markdown')],
  ], 'Copy table');
}
