/** @file What a table shows, from the link and what the data has, and the controls that choose it. */

/** @import { OverviewView } from '../engine/types/overview.js' */
/** @import { TableView } from '../engine/types/evidence.js' */
/** @import { TableQuery } from '../engine/types/query.js' */
/** @import { Context } from '../app/context.js' */
/** @import { ViewState } from '../app/state.js' */
import { html, nothing } from 'lit';
import { can } from '../app/capabilities.js';
import { wireFilter } from '../app/filter.js';
import { MEASURES } from '../app/role-names.js';
import { formatName } from '../lib/format.js';
import { choice } from './parts.js';

/** Dimensions of a heatmap's columns, best first. */
const SEGMENTS = ['plan', 'region', 'industry', 'lifecycle', 'channel', 'product', 'language'];

/** A table of one dimension alone. */
const NO_COLUMNS = 'none';

/** Measures of scores, each a share of answers, and all measures of scores. */
const SHARES = ['low-rate', 'top-2-box', 'bottom-2-box'];
const OF_SCORES = [...SHARES, 'low-count', 'mean-score', 'nps'];

const UNITS = /** @type {const} */ ([['', 'Accounts if one answers twice'], ['items', 'Items'], ['accounts', 'Accounts'], ['arr', 'Weighted by ARR']]);
const TESTS = /** @type {const} */ ([['', 'Ranks (Brunner–Munzel)'], ['mean', 'Means (Welch)']]);
const ADJUSTS = /** @type {const} */ ([
  ['', 'Benjamini–Hochberg'], ['by', 'Benjamini–Yekutieli'], ['holm', 'Holm'], ['hochberg', 'Hochberg'], ['bonferroni', 'Bonferroni'], ['none', 'None'],
]);
const LEVELS = /** @type {const} */ ([['0.1', '10 % and 1 %'], ['', '5 % and 0.1 %'], ['0.01', '1 % and 0.01 %']]);
const STRICT = /** @type {Readonly<Record<string, number>>} */ ({ '0.1': 0.01, '0.01': 0.0001 });
const SORTS = /** @type {const} */ ([
  ['', 'Usual order'], ['value', 'Largest value first'], ['value-up', 'Smallest value first'], ['items', 'Most items first'], ['name', 'By name'],
]);
const HIDES = /** @type {const} */ ([['', 'None'], ['5', 'Under 5 items'], ['15', 'Under 15 items'], ['30', 'Under 30 items'], ['100', 'Under 100 items']]);

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

/** @param {OverviewView} overview @param {string} key */
const has = (overview, key) => overview.dimensions.some((one) => one.key === key && one.nValues > 0);

/**
 * @template {string} T
 * @param {readonly (readonly [T, string])[]} options
 * @param {string} code
 * @returns {T | undefined} The code where it is one of the options.
 */
function codeOf(options, code) {
  return options.find(([one]) => one === code)?.[0];
}

/**
 * The table that the link asks for; what the data does not have is left out.
 * @param {Context} ctx
 * @param {OverviewView} overview
 * @param {'heat' | 'letters'} mode
 * @returns {TableQuery | undefined}
 */
export function queryOf({ state }, overview, mode) {
  const keys = overview.dimensions.filter(({ nValues }) => nValues > 0).map(({ key }) => key);
  const rows = keys.includes(state.rows) ? state.rows : ['area', 'theme', 'category', ...keys].find((key) => keys.includes(key));
  if (!rows) return undefined;
  const isChosen = state.cols === NO_COLUMNS || (keys.includes(state.cols) && state.cols !== rows);
  const cols = isChosen ? state.cols.replace(NO_COLUMNS, '') : segmentOf(overview, rows);
  const measure = codeOf(measuresFor(overview), state.measure)
    ?? (can(overview, 'scores') ? (state.filter.lowOnly ? 'low-count' : 'low-rate') : mode === 'heat' ? 'count' : 'col-share');
  return {
    rows, cols: cols || null, measure, filter: wireFilter(state.filter), ...(mode === 'heat' && { unlettered: true }),
    ...optionsOf(state, overview, rows, cols ?? '', measure),
  };
}

/**
 * The rarer options, those that are set.
 * @param {ViewState} state
 * @param {OverviewView} overview
 * @param {string} rows
 * @param {string} cols
 * @param {string} measure
 * @returns {Partial<TableQuery>}
 */
function optionsOf(state, overview, rows, cols, measure) {
  const isWithin = has(overview, state.within) && state.within !== rows && state.within !== cols;
  const unit = codeOf(unitsFor(overview, measure), state.unit);
  const [test, adjust, level] = [codeOf(TESTS, state.test), codeOf(ADJUSTS, state.adjust), codeOf(LEVELS, state.level)];
  const [sort, hide] = [codeOf(SORTS, state.sort), codeOf(HIDES, state.hide)];
  return {
    ...(isWithin && { within: state.within }), ...(unit && { unit }), ...(test && measure === 'mean-score' && { test }),
    ...(adjust && { adjust }), ...(level && { level: Number(level), strictLevel: STRICT[level] ?? 0 }),
    ...(sort && { sort }), ...(sort && state.by && { sortBy: state.by }), ...(hide && { hideBelow: Number(hide) }), ...(state.flip && cols && { transpose: true }),
  };
}

/** @param {OverviewView} overview */
function measuresFor(overview) {
  const hasNps = overview.scales.some(({ metric }) => metric === 'nps');
  return MEASURES.filter(([code]) => {
    if (code === 'nps') return hasNps;
    if (OF_SCORES.includes(code)) return can(overview, 'scores');
    if (code === 'accounts') return can(overview, 'accounts');
    return code !== 'arr' || can(overview, 'arr');
  });
}

/**
 * Measures by which a value's part in a score can be told.
 * @param {OverviewView} overview
 */
export function scoreMeasures(overview) {
  return measuresFor(overview).filter(([code]) => OF_SCORES.includes(code) && code !== 'low-count');
}

/**
 * @param {OverviewView} overview
 * @param {string} measure
 */
function unitsFor(overview, measure) {
  return UNITS.filter(([code]) => (code === 'arr' ? can(overview, 'arr') && SHARES.includes(measure) : code !== 'accounts' || can(overview, 'accounts')));
}

/**
 * Dimensions to choose from.
 * @param {OverviewView} overview
 */
export function dimensionsOf(overview) {
  return overview.dimensions.filter(({ nValues }) => nValues > 0)
    .map(({ key, name }) => /** @type {const} */ ([key, formatName(name)]));
}

/**
 * @param {Context} ctx
 * @param {OverviewView} overview
 * @param {TableQuery} query
 * @param {TableView | undefined} view What was answered, as far as it was.
 */
export function controls(ctx, overview, query, view) {
  const options = dimensionsOf(overview);
  const others = options.filter(([key]) => key !== query.rows);
  const best = segmentOf(overview, 'area');
  const segment = best === 'week' ? undefined : best;
  const hasWeeks = options.some(([key]) => key === 'week');
  const hasAreas = options.some(([key]) => key === 'area');
  return html`<div class="ut-row ut-table-controls">
    ${hasAreas && segment && hasWeeks ? html`<div class="ut-segmented" role="group" aria-label="Area heatmap">
      ${[segment, 'week'].map((cols) => html`<button type="button" aria-pressed=${query.rows === 'area' && query.cols === cols}
        @click=${() => ctx.go({ rows: 'area', cols, by: '' })}>by ${options.find(([key]) => key === cols)?.[1].toLowerCase()}</button>`)}</div>` : nothing}
    ${choice('Rows', query.rows, options, (rows) => ctx.go({ rows, cols: query.cols === rows ? '' : (query.cols ?? ''), by: '' }))}
    ${choice('Columns', query.cols ?? NO_COLUMNS, [...others, [NO_COLUMNS, 'None']], (cols) => ctx.go({ rows: query.rows, cols, by: '' }))}
    ${choice('Show', query.measure ?? '', measuresFor(overview), (measure) => ctx.go({ measure }))}
    ${more(ctx, overview, query, view)}
  </div>`;
}

/**
 * The rarer options, behind a disclosure that says how many are set.
 * @param {Context} ctx
 * @param {OverviewView} overview
 * @param {TableQuery} query
 * @param {TableView | undefined} view
 */
function more(ctx, overview, query, view) {
  const { unit = '', test = '', adjust = '', sort = '', sortBy = '', measure = '' } = query;
  const within = query.within ?? '';
  const inner = dimensionsOf(overview).filter(([key]) => key !== query.rows && key !== query.cols);
  const units = unitsFor(overview, measure);
  const level = query.level ? String(query.level) : '';
  const hide = query.hideBelow ? String(query.hideBelow) : '';
  const nSet = [unit, test, adjust, sort, within, level, hide, query.transpose].filter(Boolean).length;
  const clear = { unit: '', test: '', adjust: '', sort: '', within: '', level: '', hide: '', flip: '', by: '' };
  return html`<details class="ut-table-more">
    <summary>More${nSet > 0 ? html` <span class="ut-badge">${nSet}<span class="ut-hidden"> set</span></span>` : nothing}</summary>
    <div class="ut-row">
      ${choice('Rows within rows', within, [['', 'None'], ...inner], (next) => ctx.go({ within: next }))}
      ${choice('Order of rows', sort, SORTS, (next) => ctx.go({ sort: next, by: '' }))}
      ${sortBy ? html`<span class="ut-note">in ${ctx.nameOf(query.cols ?? '', sortBy)}</span>` : nothing}
      ${choice('Hide', hide, HIDES, (next) => ctx.go({ hide: next }))}
      ${units.length > 2 ? choice('Unit', unit, units, (next) => ctx.go({ unit: next })) : nothing}
      ${measure === 'mean-score' && view?.unit === 'items' ? choice('Compare', test, TESTS, (next) => ctx.go({ test: next })) : nothing}
      ${choice('Correction', adjust, ADJUSTS, (next) => ctx.go({ adjust: next }))}
      ${choice('Levels', level, LEVELS, (next) => ctx.go({ level: next }))}
      ${query.cols ? html`<button type="button" aria-pressed=${Boolean(query.transpose)} @click=${() => ctx.go({ flip: query.transpose ? '' : '1', by: '' })}>Swap sides</button>` : nothing}
      ${nSet > 0 ? html`<button type="button" class="ut-quiet" @click=${() => ctx.go(clear)}>Back to usual</button>` : nothing}
    </div></details>`;
}
