/** @file A table's cells: how hot, which mark, and what is said of one. */

/** @import { TableView } from '../engine/types/evidence.js' */
import { formatCount, formatMoney, formatName, formatP, formatPlural, formatValue, NONE } from './format.js';

/**
 * Heat of each cell, 0–1: 1 is the worst. For a mean score the lowest is the worst, for money and
 * counts the largest; a good measure (top-2-box, NPS) is cold where it is high.
 * @param {TableView} view
 * @returns {number[]}
 */
export function heatLevels(view) {
  const values = Array.from(view.value, (value) => value ?? NaN);
  const known = values.filter(Number.isFinite);
  if (known.length === 0) return values.map(() => 0);
  const [min, max] = [Math.min(...known), Math.max(...known)];
  const isGood = ['mean-score', 'top-2-box', 'nps'].includes(view.measure);
  const start = isGood ? min : Math.min(0, min);
  const range = max - start;
  return values.map((value) => {
    if (!Number.isFinite(value) || range === 0) return 0;
    const level = (value - start) / range;
    return isGood ? 1 - level : level;
  });
}

/**
 * The sign of a mark, doubled at the strict level.
 * @param {number} mark −2 … 2
 */
export function markOf(mark) {
  if (mark > 0) return { sign: mark > 1 ? '▲▲' : '▲', tone: 'above' };
  if (mark < 0) return { sign: mark < -1 ? '▼▼' : '▼', tone: 'below' };
  return { sign: '', tone: '' };
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
  const where = [nameOf(view.rowDimension, view.rows[r] ?? '')];
  if (view.colDimension) where.push(nameOf(view.colDimension, view.cols[c] ?? ''));
  const write = (/** @type {number} */ value) => formatValue(value, view.format, currency);
  const n = at(view.n);
  if (!(n > 0)) return `${where.join(' × ')}: no items`;
  const parts = [`${write(at(view.value))} ${view.measureName.toLowerCase()}`];
  if (view.format === 'share') parts.push(`base ${formatCount(at(view.base))}`);
  else parts.push(formatPlural(n, 'item'));
  if (Number.isFinite(at(view.ciLow))) parts.push(`95 % interval ${write(at(view.ciLow))} to ${write(at(view.ciHigh))}`);
  const untested = view.untested[idx];
  if (untested) parts.push(`not tested: ${untested}`);
  else if (Number.isFinite(at(view.q))) parts.push(`${formatP(at(view.p))}, ${formatP(at(view.q), 'q')}`);
  if (at(view.accounts) > 0) parts.push(formatPlural(at(view.accounts), 'account'));
  if (at(view.arr) > 0) parts.push(`${formatMoney(at(view.arr), currency)} ARR`);
  const mark = at(view.mark);
  if (mark) parts.push(mark > 0 ? 'above the rest' : 'below the rest');
  return `${where.join(' × ')}: ${parts.join(', ')}`;
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
  const head = [formatName(view.rowName), ...names.map((name, c) => (withLetters ? `${name} (${view.colLetters[c] ?? ''})` : name)), 'All', 'n'];
  const body = view.rows.map((row, r) => [
    nameOf(view.rowDimension, row),
    ...cols.map((_, c) => {
      const idx = r * view.cols.length + c;
      const sign = markOf(view.mark[idx] ?? 0).sign;
      return [write(view.value[idx]), withLetters ? view.letters[idx] : sign].filter(Boolean).join(' ');
    }),
    write(view.rowValue[r]), view.rowN[r] ?? 0,
  ]);
  const foot = ['All', ...cols.map((_, c) => write(view.colValue[c])), write(view.totalValue), view.totalN];
  return [head, ...body, foot];
}
