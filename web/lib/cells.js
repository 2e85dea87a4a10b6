/** @file A table's cells: how hot, which mark, and what is said of one. */

/** @import { TableView } from '../engine/types/evidence.js' */
import { formatChange, formatChanges, formatCount, formatMoney, formatName, formatP, formatPlural, formatValue, NONE } from './format.js';

/**
 * Whether more of a measure is better.
 * @param {string} measure
 */
export function isGood(measure) {
  return measure === 'mean-score' || measure === 'top-2-box' || measure === 'nps';
}

/**
 * Heat of each cell, 0–1: 1 is the worst, and what lies beyond the ends. For a mean score the lowest is the worst, for money and
 * counts the largest; a good measure (top-2-box, NPS) is cold where it is high.
 * @param {TableView} view
 * @returns {number[]}
 */
export function heatLevels(view) {
  const values = Array.from(view.value, (value) => value ?? NaN);
  const isBest = isGood(view.measure);
  const [start, end] = heatEnds(view);
  const range = end - start;
  return values.map((value) => {
    if (!Number.isFinite(value) || range === 0) return 0;
    const level = Math.max(0, Math.min(1, (value - start) / range));
    return isBest ? 1 - level : level;
  });
}

/**
 * The values at the two ends of the colours, the smaller first. Shares and scores of too few answers
 * to be tested do not set them: two low scores of two would pale all others.
 * @param {TableView} view
 * @returns {[number, number]}
 */
export function heatEnds(view) {
  const values = Array.from(view.value, (value) => value ?? NaN);
  const isCounted = view.format === 'count' || view.format === 'money';
  const tested = isCounted || !view.test ? [] : values.filter((value, idx) => Number.isFinite(value) && !view.untested[idx]);
  const known = tested.length > 0 ? tested : values.filter(Number.isFinite);
  const min = known.reduce((a, b) => Math.min(a, b), Infinity);
  const max = known.reduce((a, b) => Math.max(a, b), -Infinity);
  if (known.length === 0) return [0, 0];
  return [isGood(view.measure) ? min : Math.min(0, min), max];
}

/** Measures of which more is neither good nor bad. */
const NEUTRAL = ['count', 'row-share', 'col-share', 'accounts', 'arr'];

/**
 * The sign of a mark, doubled at the strict level, and whether it is bad or good news, or only news.
 * @param {number} mark −2 … 2
 * @param {string} [measure]
 */
export function markOf(mark, measure = '') {
  const tone = NEUTRAL.includes(measure) ? 'plain' : (mark > 0) === isGood(measure) ? 'good' : 'bad';
  if (mark > 0) return { sign: mark > 1 ? '▲▲' : '▲', tone };
  if (mark < 0) return { sign: mark < -1 ? '▼▼' : '▼', tone };
  return { sign: '', tone: '' };
}

/** Between the names of an outer and an inner dimension. */
const WITHIN = ' › ';

/**
 * A side's name as people read it, that of nested dimensions too.
 * @param {string} name
 */
export function sideName(name) {
  return name.split(WITHIN).map(formatName).join(WITHIN);
}

/**
 * What a total is called, where no value is called so.
 * @param {readonly string[]} values
 */
export function totalName(values) {
  const taken = values.map((value) => value.trim().toLowerCase());
  return ['All', 'Total'].find((name) => !taken.includes(name.toLowerCase())) ?? 'All together';
}

/** Share of one account from which on a cell is marked. */
export const LED = 0.3;

/**
 * Whether one account wrote much of a cell; of a few items one nearly always has.
 * @param {TableView} view
 * @param {number} idx
 */
export function isLed(view, idx) {
  return (view.topAccountShare?.[idx] ?? 0) > LED && (view.n[idx] ?? 0) >= 5;
}

/**
 * Whether there is nothing to show of a cell. None where something was to be expected is a result.
 * @param {TableView} view
 * @param {number} idx
 */
export function isEmpty(view, idx) {
  return !((view.n[idx] ?? 0) > 0) && !Number.isFinite(view.q?.[idx] ?? NaN);
}

/**
 * Whether items and accounts lie on different sides, so that a cell can have no mark.
 * @param {TableView} view
 * @param {number} idx
 */
export function isTorn({ unit, p, diff }, idx) {
  return unit === 'accounts' && p[idx] === 1 && Math.abs(diff[idx] ?? 0) > 0;
}

/**
 * How differences are written. Of counts, shares of the column are compared; of ranks, how often one
 * exceeds the other.
 * @param {TableView} view
 */
export function diffFormat({ test = '', format }) {
  if (test.startsWith('Brunner')) return 'score';
  return format === 'score' || format === 'points' ? format : 'share';
}

/**
 * How much a cell differs from the rest, in words, with its interval; `''` where nothing was compared.
 * @param {TableView} view
 * @param {number} idx
 */
export function effectOf(view, idx) {
  const diff = view.diff?.[idx] ?? NaN;
  if (!Number.isFinite(diff)) return '';
  const format = diffFormat(view);
  const size = formatChange(diff, format);
  const isRanked = view.test.startsWith('Brunner');
  const interval = Number.isFinite(view.diffLow[idx] ?? NaN) ? ` (95 %: ${formatChanges(view.diffLow[idx], view.diffHigh[idx], format)})` : '';
  return isRanked ? `Cliff’s δ ${size}${interval} against the rest` : `${size}${interval} against the rest`;
}

/**
 * The same in the least room: `+12 (4.0 to 20)`.
 * @param {TableView} view
 * @param {number} idx
 */
export function effectParts(view, idx) {
  const diff = view.diff?.[idx] ?? NaN;
  if (!Number.isFinite(diff)) return '';
  const format = diffFormat(view);
  const interval = Number.isFinite(view.diffLow[idx] ?? NaN) ? ` (${formatChanges(view.diffLow[idx], view.diffHigh[idx], format)})` : '';
  return `${formatChange(diff, format).replace(/\u00a0points$/, '')}${interval}`;
}

/**
 * What q says at the table's own levels.
 * @param {TableView} view
 * @param {number} q
 */
export function chanceOf({ alpha }, q) {
  if (!Number.isFinite(q)) return '';
  return q <= alpha[1] ? 'far more than chance explains' : q <= alpha[0] ? 'more than chance explains' : 'no more than chance may explain';
}

/**
 * Everything known about a cell, as a sentence.
 * @param {TableView} view
 * @param {number} r
 * @param {number} c
 * @param {(dimension: string, value: string) => string} nameOf
 * @param {string | null} currency
 */
export function cellSentence(view, r, c, nameOf, currency) {
  const idx = r * view.cols.length + c;
  const at = (/** @type {ArrayLike<number | null>} */ cells) => cells[idx] ?? NaN;
  const where = [view.rowGroups?.[r], nameOf(view.rowDimension, view.rows[r] ?? '')];
  if (view.colDimension) where.push(view.colGroups?.[c], nameOf(view.colDimension, view.cols[c] ?? ''));
  const write = (/** @type {number} */ value) => formatValue(value, view.format, currency);
  const n = at(view.n);
  if (isEmpty(view, idx)) return `${where.filter(Boolean).join(' × ')}: no items`;
  const parts = [`${write(at(view.value))} ${view.measureName.toLowerCase()}`];
  if (view.format === 'share') parts.push(`base ${formatCount(at(view.base))}`);
  else parts.push(formatPlural(n, 'item'));
  if (Number.isFinite(at(view.ciLow))) parts.push(`95 % interval ${write(at(view.ciLow))} to ${write(at(view.ciHigh))}`);
  const [untested, effect] = [view.untested[idx], effectOf(view, idx)];
  if (effect) parts.push(effect);
  if (untested) parts.push(`not tested: ${untested}`);
  else if (Number.isFinite(at(view.q))) parts.push(`${formatP(at(view.p))}, ${formatP(at(view.q), 'q')}`);
  if (at(view.accounts) > 0) parts.push(formatPlural(at(view.accounts), 'account'));
  if (at(view.arr) > 0) parts.push(`${formatMoney(at(view.arr), currency)} ARR`);
  const mark = at(view.mark);
  if (mark) parts.push(mark > 0 ? 'above the rest' : 'below the rest');
  const within = view.withinMark?.[idx] ?? 0;
  if (within) parts.push(within > 0 ? 'above the others of its row' : 'below the others of its row');
  if (isLed(view, idx)) parts.push(`one account wrote ${formatValue(view.topAccountShare[idx] ?? 0, 'share')}`);
  return `${where.filter(Boolean).join(' × ')}: ${parts.join(', ')}`;
}

/**
 * The table as rows of cells for the clipboard; with letters where asked.
 * @param {TableView} view
 * @param {(dimension: string, value: string) => string} nameOf
 * @param {boolean} withLetters
 * @returns {(string | number)[][]}
 */
export function gridOf(view, nameOf, withLetters) {
  const cols = view.colDimension ? view.cols : [];
  const names = cols.map((col) => nameOf(view.colDimension ?? '', col));
  const write = (/** @type {number | null | undefined} */ value) => {
    const text = formatValue(value ?? NaN, view.format);
    return text === NONE ? '' : text;
  };
  const isNested = view.rowGroups?.length > 0;
  const outer = (/** @type {string} */ group) => (isNested ? [group] : []);
  const [inner, ...outers] = view.rowName.split(WITHIN).reverse();
  const { subtotals, allRow } = view;
  const all = totalName(view.cols);
  const head = [...outers.map(formatName), formatName(inner ?? ''), ...names.map((name, c) => (withLetters ? `${name} (${view.colLetters[c] ?? ''})` : name)), all, 'n'];
  const signed = (/** @type {number | null | undefined} */ value, /** @type {TableView | null | undefined} */ part, /** @type {number} */ idx) => {
    const sign = part ? (withLetters ? part.letters[idx] : markOf(part.mark[idx] ?? 0).sign) : '';
    return [write(value), sign].filter(Boolean).join(' ');
  };
  const line = (/** @type {TableView} */ part, /** @type {number} */ r, /** @type {string} */ name, /** @type {string} */ group) => [
    ...outer(group), name,
    ...cols.map((_, c) => signed(part.value[r * part.cols.length + c], part, r * part.cols.length + c)),
    signed(part.rowValue[r], part.allCol, r), Math.round(part.rowN[r] ?? 0),
  ];
  let group = -1;
  const body = view.rows.flatMap((row, r) => {
    const own = view.rowGroups?.[r] ?? '';
    const isFirst = isNested && own !== view.rowGroups[r - 1];
    if (isFirst) group += 1;
    const of = line(view, r, nameOf(view.rowDimension, row), own);
    return isFirst && subtotals ? [line(subtotals, group, totalName(view.rows), own), of] : [of];
  });
  const foot = [...outer(''), totalName(view.rows), ...cols.map((_, c) => signed(view.colValue[c], allRow, c)), write(view.totalValue), Math.round(view.totalN)];
  return [head, ...body, foot];
}
